"""What a format cannot hold of a curriculum, in sentences, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Node
from planner.model.levelled import folded
from planner.model.problem import Problem, Severity
from planner.model.requirement import (
    All,
    AnyOf,
    AtLeast,
    Choice,
    Months,
    Requirement,
    distinct_members,
    needed,
    walk,
)

EVERYTHING = frozenset(Node.model_fields)
ALL_FACTS = frozenset(Curriculum.model_fields)


def whole(curriculum: Curriculum) -> Curriculum:
    """The curriculum as one file of its own: what `uses` brought together is not taken apart again."""
    if not curriculum.modules and not curriculum.uses and not any(node.module for node in curriculum.nodes):
        return folded(curriculum)
    curriculum = folded(curriculum)
    nodes = tuple(node.model_copy(update={"module": None}) for node in curriculum.nodes)
    return curriculum.changed(nodes=nodes, modules=(), uses=(), overrides=(), built_on=())


def lost(what: str, detail: str = "") -> Problem:
    """One thing that is lost: the sentence, and what it stands in."""
    return Problem(severity=Severity.WARNING, code="lost", message=what, field=detail)


def lost_fields(curriculum: Curriculum, node_fields: Collection[str], facts: Collection[str]) -> list[Problem]:
    """What stands in other fields than these, and in how many items."""
    found = []
    for name, words in node_words().items():
        plain = Node.model_fields[name].get_default(call_default_factory=True)
        count = 0 if name in node_fields else sum(getattr(node, name) != plain for node in curriculum.nodes)
        if count:
            found.append(_counted(words, count, name))
    for name, words in _fact_words().items():
        if name not in facts and getattr(curriculum, name) != Curriculum.model_fields[name].get_default():
            found.append(lost(words, name))
    return [*found, *lost_differences(curriculum)]


def lost_differences(curriculum: Curriculum) -> list[Problem]:
    """What the library says where the curriculum says something else; what is said here is merged in."""
    count = len({override.id for override in curriculum.overrides})
    words = _("What the library says, and why it is different here; what is said here stays")
    return [_counted(words, count, "overrides")] if count else []


def parts(curriculum: Curriculum) -> Iterable[tuple[Node, Requirement]]:
    """Every part of every requirement."""
    for node in curriculum.nodes:
        for requirement in (node.requires, node.corequisites):
            for _path, part in walk(requirement):
                yield node, part


def lost_words_of_choices(curriculum: Curriculum) -> list[Problem]:
    """Why and how to choose, and what the options are called."""
    count = sum(
        bool(part.reason or (isinstance(part, Choice) and (part.advice or part.labels)))
        for _node, part in parts(curriculum)
        if isinstance(part, (Choice, Months))
    )
    return [_counted(_("Reasons and advice for choices, and the names of their options"), count)] if count else []


def lost_ranges(curriculum: Curriculum) -> list[Problem]:
    """The low and the high end of an estimate, where only the likely hours are kept."""
    count = sum(node.hours.optimistic < node.hours.pessimistic for node in curriculum.nodes)
    return [_counted(_("Low and high estimates; the likely hours stay"), count, "hours")] if count else []


def lost_levels(curriculum: Curriculum) -> list[Problem]:
    """That some items are levels of others."""
    count = sum(len(chain) > 1 for chain in curriculum.families.values())
    return [_counted(_("That items are levels of one skill; each stays as an item of its own"), count)] if count else []


def lost_nested(curriculum: Curriculum) -> list[Problem]:
    """What the labels of arrows cannot say: choices inside choices, sums of months, choices of corequisites."""
    count = sum(
        any(not is_flat(part) for part in conjuncts(node.requires))
        or any(not isinstance(part, str) for part in conjuncts(node.corequisites))
        for node in curriculum.nodes
    )
    words = _("Choices inside choices, sums of months and choices of corequisites; all their items are needed instead")
    return [_counted(words, count)] if count else []


def lost_choices(curriculum: Curriculum) -> list[Problem]:
    """Every choice, where the first options are taken instead."""
    chosen = {node.id for node, part in parts(curriculum) if isinstance(part, (AnyOf, AtLeast))}
    summed = {node.id for node, part in parts(curriculum) if isinstance(part, Months)}
    return [
        _counted(words, count)
        for words, count in (
            (_("Choices; the first options are needed instead"), len(chosen)),
            (_("Sums of months; they are left out"), len(summed)),
        )
        if count
    ]


def conjuncts(requirement: Requirement | None) -> Iterator[Requirement]:
    """The parts that all have to hold."""
    if isinstance(requirement, All):
        for member in requirement.all:
            yield from conjuncts(member)
    elif requirement is not None:
        yield requirement


def is_flat(part: Requirement) -> bool:
    """Whether labels of arrows can say it: an item, or a choice between items that is neither empty nor no choice."""
    if isinstance(part, str):
        return True
    if not isinstance(part, (AnyOf, AtLeast)) or not needed(part):
        return False
    options = distinct_members(part)
    return bool(options) and all(isinstance(one, str) for one in options)


def _counted(what: str, count: int, field: str = "") -> Problem:
    words = ngettext("{what}: {count} item", "{what}: {count} items", count).format(what=what, count=count)
    return lost(words, field)


def node_words() -> dict[str, str]:
    return {
        "kind": _("Kinds, such as skill or role"),
        "domain": _("Subjects"),
        "level": _("Levels"),
        "hours": _("Hours of study"),
        "levels": _("How deep a skill goes"),
        "basis": _("Where the hours come from"),
        "months": _("Calendar months"),
        "parallel": _("What may run beside another job"),
        "wait_days": _("Days to wait for results"),
        "exam": _("Days and length of examinations"),
        "requires": _("Prerequisites"),
        "corequisites": _("Corequisites"),
        "recommended": _("Recommended order"),
        "reasons": _("Why a prerequisite is one"),
        "outcome": _("What one can do afterwards"),
        "first_step": _("First steps"),
        "done_when": _("How to know that one is done"),
        "resources": _("What to learn from"),
        "cost_usd": _("Costs"),
        "cost_range": _("Costs in words"),
        "grants": _("What it brings with it"),
        "partial": _("What it covers in part"),
        "accepts_held": _("What counts as it"),
        "status": _("That it is retired or unverified"),
        "superseded_by": _("What to do in its place"),
        "aliases": _("Other names"),
        "tags": _("Tags"),
        "jurisdiction": _("Which law it speaks about"),
        "note": _("Remarks"),
        "sources": _("Sources of items"),
        "checked": _("When it was checked"),
        "shelf_life_months": _("For how many months its facts keep"),
    }


def _fact_words() -> dict[str, str]:
    return {
        "title": _("The title of the curriculum; the name of the file takes its place"),
        "description": _("The description of the curriculum"),
        "version": _("The version of the curriculum"),
        "checked": _("When the curriculum was checked"),
        "target": _("The item that the curriculum leads to"),
        "domains": _("The titles and the order of subjects"),
        "sources": _("The list of sources"),
        "courses": _("Courses that cover several items"),
        "certificates": _("Records about certifications"),
        "claims": _("Statements about pay and outlook"),
        "disclaimer": _("The sentence that is shown with pay"),
    }
