"""The choices of a curriculum that have a name, each of them once, and what the learner wishes there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.requirement import AnyOf, AtLeast, leaves, members, walk


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """A decision of the curriculum with a name; however many items ask for it, it is one."""

    name: str
    nodes: tuple[str, ...]
    options: tuple[str, ...]
    reason: str
    advice: str
    wished: int | None
    """Number of the option that the learner prefers; None for none."""


@dataclass(slots=True)
class _Choice:
    group: AnyOf | AtLeast
    nodes: dict[str, None]
    offers: list[set[str]]
    """What each option names, in all items that ask for the choice."""


_latest: tuple[Curriculum, Mapping[str, _Choice]] | None = None


def _choices(curriculum: Curriculum) -> Mapping[str, _Choice]:
    """Found once for the curriculum at hand."""
    global _latest
    if _latest is None or _latest[0] is not curriculum:
        found: dict[str, _Choice] = {}
        for node in curriculum.nodes:
            for group in _groups(node):
                if group.name:
                    options = members(group)
                    one = found.setdefault(group.name, _Choice(group, {}, [set() for _option in options]))
                    one.nodes[node.id] = None
                    for offer, option in zip(one.offers, options, strict=False):
                        offer.update(leaves(option))
        _latest = curriculum, found
    return _latest[1]


def named_choices(document: Document) -> list[NamedChoice]:
    """Every named choice of the curriculum once, in the order of the file."""
    from planner.planning.plan import option_titles

    curriculum, prefer = document.curriculum, document.learner.prefer
    return [
        NamedChoice(
            name=name,
            nodes=tuple(one.nodes),
            options=tuple(option_titles(curriculum, one.group)),
            reason=one.group.reason,
            advice=one.group.advice,
            wished=_wished(prefer, one.offers),
        )
        for name, one in _choices(curriculum).items()
    ]


def _wished(prefer: Sequence[str], offers: Sequence[set[str]]) -> int | None:
    """The option that names most of what is preferred; of several the one that alone names it, else the least more."""
    wishes = set(prefer)
    named = [wishes & offer for offer in offers]
    fitting = [number for number, one in enumerate(named) if one and not any(one < other for other in named)]
    alone = [
        number
        for number in fitting
        if any(item in offers[number] and sum(item in offer for offer in offers) == 1 for item in prefer)
    ]
    return alone[0] if alone else min(fitting, key=lambda number: len(offers[number] - wishes), default=None)


def leave_open(document: Document, name: str) -> Document:
    """Wish for nothing in a named choice any more: the plan takes what is best."""
    choice = _choices(document.curriculum).get(name)
    offered = set().union(*choice.offers) if choice else set()
    return _with_prefer(document, [one for one in document.learner.prefer if one not in offered])


def stop_preferring(document: Document, item: str) -> Document:
    """`item` is no better than other options any more."""
    return _with_prefer(document, [one for one in document.learner.prefer if one != item])


def _with_prefer(document: Document, items: Sequence[str]) -> Document:
    return document.changed(learner=document.learner.changed(prefer=tuple(items)))


def offered(curriculum: Curriculum) -> list[str]:
    """Items that are an option of any choice, in the order of the file: only these can be preferred with effect."""
    found = {leaf for node in curriculum.nodes for group in _groups(node) for leaf in leaves(group)}
    return [node.id for node in curriculum.nodes if node.id in found]


def _groups(node: Node) -> Iterator[AnyOf | AtLeast]:
    for requirement in (node.requires, node.corequisites):
        for _path, part in walk(requirement):
            if isinstance(part, (AnyOf, AtLeast)):
                yield part
