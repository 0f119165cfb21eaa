"""Two states of one curriculum file that come from the same one, put together item by item and field by field.

`base` is what both began with, `mine` what was made of it here, `theirs` what stands on the disk. What only one of them
has changed is taken from that one; what both have changed differently is a `Clash` that a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from planner.app.author import references
from planner.app.author.same_ids import with_same_ids
from planner.model.base import Value
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Domain, Node, Source
from planner.model.depth import LevelOf, Levels
from planner.model.override import BuiltOn, Override, Was
from planner.model.resource import Resource

Place = tuple[str, ...]
"""Fields, and ids or keys of what stands in a list: ("nodes", "bread", "reasons", "flour"); () is the whole file."""

SPLIT: Final = (Curriculum, Node, Override, Was, Domain, Source, Course, Certificate, Claim, Levels, LevelOf, BuiltOn)
"""What is put together field by field; everything else is one value."""
KEYS: Final[dict[type, str]] = {
    **dict.fromkeys((Node, Override, Domain, Course, Certificate, Claim, BuiltOn), "id"),
    Source: "code",
    Resource: "key",
}
"""What the members of a list are known by."""


class Side(StrEnum):
    """Which of the two states counts."""

    MINE = "mine"
    THEIRS = "theirs"


Choices = Mapping[Place, Side]


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both have changed differently; None stands for what is not there."""

    place: Place
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of putting both together."""

    curriculum: Curriculum
    clashes: tuple[Clash, ...] = ()
    """What has to be decided; `curriculum` has what was chosen, or theirs."""
    taken: tuple[Clash, ...] = ()
    """What is new on the disk and was changed nowhere else; taken without a question."""


def merge(base: Curriculum, mine: Curriculum, theirs: Curriculum, choices: Choices, known: Collection[str]) -> Merge:
    """Both states put together. `known`: ids that the files offer which this one uses.

    An item that one side has renamed is the same item. An item, or a level of one, that one side has removed and the
    other asks for anew is a clash as well. Raises PlannerError where what was chosen cannot stand in one item.
    """
    if mine in (theirs, base):
        return Merge(theirs, (), () if mine == theirs else tuple(_differences((), base, theirs)))
    if theirs == base:
        return Merge(mine)
    base, mine, theirs = with_same_ids(base, mine, theirs)
    forced = _needed(base, mine, theirs, known)
    both = _Both(lambda place: choices.get(place, Side.THEIRS), forced)
    whole = both.one((), base, mine, theirs)
    taken = tuple(one for one in both.taken if one.place not in both.clashes)
    return Merge(_without_the_removed(whole, known), tuple(both.clashes.values()), taken)


def _needed(base: Curriculum, mine: Curriculum, theirs: Curriculum, known: Collection[str]) -> frozenset[Place]:
    """Items, and levels of items, that one side has removed and the other asks for anew."""
    forced: frozenset[Place] = frozenset()
    while True:
        more: set[Place] = set()
        for side in Side:
            whole = _always(side, forced).one((), base, mine, theirs)
            for reference in _missing(whole, known):
                item = references.base_id(reference)
                more.add(("nodes", item, "levels") if item in whole.by_id else ("nodes", item))
        if more <= forced:
            return forced
        forced |= more


def _missing(whole: Curriculum, known: Collection[str]) -> set[str]:
    """References that lead nowhere."""
    from planner.model.levelled import offered
    from planner.model.renamed import renames

    there = {*known, *offered(whole.nodes), *renames(whole.nodes)}
    spoken = {reference for node in whole.nodes for _field, reference in references.spoken_of(node)}
    spoken |= {reference for one in whole.overrides for reference in (one.id, *one.recommend)}
    return (spoken | ({whole.target} if whole.target else set())) - there


def _without_the_removed(whole: Curriculum, known: Collection[str]) -> Curriculum:
    """What was chosen to be gone is named no more; who asked for a level that is gone asks for all of the item."""
    from planner.app.author.edits import without_items
    from planner.model.renamed import followed

    missing = _missing(whole, known)
    if not missing:
        return whole
    levels = {one: references.base_id(one) for one in missing if references.base_id(one) in whole.by_id}
    return without_items(followed(whole, levels), missing - levels.keys())


def _same(one: Any, other: Any) -> bool:
    """Whether both say the same; what counts for a sum of months is worked out and no difference."""
    if one is other or one == other:
        return True
    return isinstance(one, Value) and type(one) is type(other) and one.model_dump() == other.model_dump()


@dataclass
class _Both:
    """Puts two states together."""

    choose: Callable[[Place], Side]
    forced: frozenset[Place] = frozenset()
    """What is a clash although only one side has changed it."""
    clashes: dict[Place, Clash] = field(default_factory=dict)
    taken: list[Clash] = field(default_factory=list)

    def one(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """What stands in a place."""
        if place in self.forced and not _same(mine, theirs):
            return self._ask(place, base, mine, theirs)
        if not any(one[: len(place)] == place for one in self.forced):
            if _same(mine, theirs) or _same(base, theirs):
                return mine
            if _same(base, mine):
                self.taken += _differences(place, base, theirs)
                return theirs
        if place[:1] == ("built_on",) and len(place) > 1 and mine is not None:
            return mine  # when somebody looked at the library last: of two such days either will do
        if mine is None or type(mine) is not type(theirs):
            return self._ask(place, base, mine, theirs)
        if isinstance(mine, dict):
            return self._table(place, base or {}, mine, theirs)
        if isinstance(mine, tuple):
            return self._list(place, base or (), mine, theirs)
        return (
            self._split(place, base, mine, theirs)
            if _splits(base, mine, theirs)
            else (self._ask(place, base, mine, theirs))
        )

    def _ask(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        self.clashes[place] = Clash(place, base, mine, theirs)
        return mine if self.choose(place) is Side.MINE else theirs

    def _split(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """Field by field, unless the fields of both do not go together: then it is one decision."""

        def made(both: _Both) -> Any:
            fields = {
                name: both.one((*place, name), getattr(base, name, None), getattr(mine, name), getattr(theirs, name))
                for name in type(mine).model_fields
            }
            return mine.changed(**{name: new for name, new in fields.items() if new is not getattr(mine, name)})

        try:
            if place:
                for side in Side:
                    made(_always(side, self.forced))
        except ValidationError:
            return self._ask(place, base, mine, theirs)
        try:
            return made(self)
        except ValidationError as wrong:
            raise references.refused(wrong, place[1] if len(place) > 1 else "") from None

    def _table(self, place: Place, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Any:
        keys = _order(list(base), list(mine), list(theirs))
        made = {key: self.one((*place, key), base.get(key), mine.get(key), theirs.get(key)) for key in keys}
        return {key: value for key, value in made.items() if value is not None}

    def _list(self, place: Place, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> Any:
        members = (*base, *mine, *theirs)
        if all(isinstance(one, str) for one in members):
            return _names(base, mine, theirs)
        tables = [_by_key(one) for one in (base, mine, theirs)]
        if any(one is None for one in tables):
            return self._ask(place, base, mine, theirs)
        return tuple(self._table(place, *(one or {} for one in tables)).values())


def _always(side: Side, forced: frozenset[Place]) -> _Both:
    """Both together with one side wherever they clash."""
    return _Both(lambda _place: side, forced)


def _names(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """A list of names with what either has added, without what either has removed."""
    kept = [
        one for one in _order(base, mine, theirs)
        if (one in mine and one in theirs) or (one not in base and (one in mine or one in theirs))
    ]  # fmt: skip
    return tuple(kept)


def _splits(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether it can be put together field by field; levels only where all three have the same ones."""
    if isinstance(mine, Levels):
        return isinstance(base, Levels) and base.names == mine.names == theirs.names
    return isinstance(mine, SPLIT)


def _by_key(members: Sequence[Any]) -> dict[str, Any] | None:
    """The members of a list by what they are known by; None where they are not."""
    if any(type(one) not in KEYS for one in members):
        return None
    found = {str(getattr(one, KEYS[type(one)])): one for one in members}
    return found if len(found) == len(members) else None


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All keys, in the order of the side that has changed it; what only others have stands after what it follows."""
    common = set(base) & set(mine) & set(theirs)
    moved = [one for one in mine if one in common] != [one for one in base if one in common]
    lead, *others = (mine, theirs, base) if moved else (theirs, mine, base)
    found = list(dict.fromkeys(lead))
    for other in others:
        at = 0
        for one in other:
            if one in found:
                at = found.index(one) + 1
            else:
                found.insert(at, one)
                at += 1
    return found


def _differences(place: Place, base: Any, theirs: Any) -> Iterator[Clash]:
    """What is new on the disk, in the smallest parts that can be told of."""
    if _same(base, theirs):
        return
    if base is not None and type(base) is type(theirs) and _splits(base, base, theirs):
        for name in type(base).model_fields:
            yield from _differences((*place, name), getattr(base, name), getattr(theirs, name))
        return
    one, other = _table_of(base), _table_of(theirs)
    if one is not None and other is not None:
        for key in dict.fromkeys((*one, *other)):
            yield from _differences((*place, key), one.get(key), other.get(key))
        return
    yield Clash(place, base, base, theirs)


def _table_of(value: Any) -> Mapping[str, Any] | None:
    """A table, or a list whose members are known by something."""
    if isinstance(value, tuple):
        return _by_key(value)
    return value if isinstance(value, dict) else None
