"""Whether a curriculum takes items for alternatives of each other, or asks for them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planner.model.curriculum import Curriculum, Kind
from planner.model.requirement import AnyOf, conjuncts, named, walk

_LEARNED = frozenset({Kind.SKILL, Kind.COURSE, Kind.PROJECT})
"""What needs the items that it is made of; a role or milestone may name everything there is."""


class Kin:
    """What the requirements of a curriculum say of items that a sentence names together."""

    def __init__(self, curriculum: Curriculum) -> None:
        self._domains = {node.id: node.domain for node in curriculum.nodes}
        self._skills = {node.id: node.depth_of or node.id for node in curriculum.nodes}
        self._choices: dict[str, set[str]] = {}
        """Item -> the choices that it is an option of."""
        self._wholes: dict[str, set[str]] = {}
        """Item -> what needs it together with others."""
        self._after: dict[str, set[str]] = {}
        """Item -> what names it as something that comes before."""
        for node in curriculum.nodes:
            for path, part in walk(node.requires):
                if isinstance(part, AnyOf):
                    self._note(self._choices, node.id + path, (one for one in part.any if isinstance(one, str)))
            if node.kind in _LEARNED:
                self._note(self._wholes, node.id, conjuncts(node.requires))
                self._note(self._after, self._skills[node.id], named(node.requires))

    def _note(self, where: dict[str, set[str]], what: str, items: Iterable[str]) -> None:
        for item in items:
            where.setdefault(self._skills.get(item, item), set()).add(what)

    def alternatives(self, item: str, others: Collection[str]) -> bool:
        """Whether somewhere one of these or `item` is enough."""
        return any(_meet(self._choices, item, other) for other in others)

    def companions(self, item: str, others: Collection[str]) -> bool:
        """Whether `item` belongs beside the others: something needs it with one of them, or one of the two needs the
        other, or it is of another field than two or more that are of one."""
        if any(
            _meet(self._wholes, item, other) or other in self._after.get(item, ()) or item in self._after.get(other, ())
            for other in others
        ):
            return True
        fields = {self._domains[other] for other in others}
        return len(others) > 1 and len(fields) == 1 and self._domains[item] not in fields


def _meet(where: dict[str, set[str]], one: str, other: str) -> bool:
    return not where.get(one, set()).isdisjoint(where.get(other, ()))


_known: tuple[Curriculum, Kin] | None = None


def kin(curriculum: Curriculum) -> Kin:
    """The kin of a curriculum; made once for the one at hand."""
    global _known
    if _known is None or _known[0] is not curriculum:
        _known = (curriculum, Kin(curriculum))
    return _known[1]
