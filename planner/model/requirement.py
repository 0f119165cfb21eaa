"""Prerequisite expressions: an id, all of, any of, at least k of, so many months; nested freely.

`all []` is true, `any []` is false, `at least 0` is true, `at least 3 of 2` is refused. Equal members count once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from typing import Annotated, Any

from pydantic import Discriminator, Field, PrivateAttr, Tag, model_validator

from planner.i18n import _, ngettext
from planner.model.base import Many, Value
from planner.model.text import Id, ItemId, Text, Title

MAX_OPERANDS = 256
"""More operands than any person writes; a limit for files from outside."""
MAX_MONTHS = 1_200
"""A hundred years of work."""
UNITS_A_MONTH = 100
"""Months are added up in whole hundredths: sums of fractions would miss a threshold by the last bit."""

Counted = tuple[tuple[str, int], ...]
"""Ids of items that count for a threshold, each with its months in hundredths."""


class All(Value):
    """Every member is needed."""

    all: Many[Requirement] = Field(max_length=MAX_OPERANDS)


class Choice(Value):
    """What any-of and at-least-k have in common: a choice the learner makes."""

    name: Title | None = None
    """Groups with the same name are ONE decision: the option taken in one is taken in all of them."""
    reason: Text = ""
    """Why a choice is enough here."""
    advice: Text = ""
    """How to choose."""
    labels: Many[Title] = ()
    """What to call the options; as many as there are options, or none."""


class AnyOf(Choice):
    """One member is enough."""

    any: Many[Requirement] = Field(max_length=MAX_OPERANDS)

    @model_validator(mode="after")
    def _labels_match(self) -> AnyOf:
        _check_labels(self.labels, self.any)
        return self


class AtLeast(Choice):
    """`k` distinct members are needed."""

    k: int = Field(ge=0)
    of: Many[Requirement] = Field(max_length=MAX_OPERANDS)

    @model_validator(mode="after")
    def _enough_members(self) -> AtLeast:
        _check_labels(self.labels, self.of)
        distinct = len(distinct_options(self))
        if self.k > distinct:
            message = _("It asks for at least {k} of {count} different members, which nobody can meet")
            raise ValueError(message.format(k=self.k, count=distinct))
        return self


class Months(Value):
    """Jobs are needed whose calendar months add up: a sum, not a count. Each item counts once, held ones too."""

    months: int = Field(gt=0, le=MAX_MONTHS)
    tags: Many[Id] = Field(default=(), max_length=MAX_OPERANDS)
    """Every item of the kind experience that carries one of these counts."""
    of: Many[Id] = Field(default=(), max_length=MAX_OPERANDS)
    """Further items that count, of any kind with months."""
    reason: Text = ""
    """Why so much is asked for."""
    _counted: Counted = PrivateAttr(default=())

    @model_validator(mode="after")
    def _names_something(self) -> Months:
        if not self.tags and not self.of:
            raise ValueError(_('It needs "tags" or "of": otherwise nothing can count'))
        return self

    @property
    def counted(self) -> Counted:
        """What counts. Tags are looked up when the curriculum around it is built; before that nothing counts."""
        return self._counted

    @property
    def units(self) -> int:
        """The threshold in the unit of `counted`."""
        return self.months * UNITS_A_MONTH

    def counting(self, counted: Counted) -> Months:
        """The same threshold with these items."""
        if counted == self._counted:
            return self
        new = self.model_copy()
        new._counted = counted
        return new

    def words(self, titles: Mapping[str, str]) -> str:
        """The threshold as a person says it, with the titles of the items that it names."""
        places = [tag.replace("-", " ") for tag in self.tags]
        places += [_("“{title}”").format(title=titles.get(item, item)) for item in self.of]
        text = ngettext(
            "{count} month of experience in {places}", "{count} months of experience in {places}", self.months
        )
        return text.format(count=self.months, places=_(" or ").join(places))


def _check_labels(labels: tuple[str, ...], options: tuple[Requirement, ...]) -> None:
    if labels and len(labels) != len(options):
        message = _("It has {labels} labels for {options} options")
        raise ValueError(message.format(labels=len(labels), options=len(options)))


def _tag(value: Any) -> str | None:
    if isinstance(value, str):
        return "id"
    for kind, key in ((Months, "months"), (All, "all"), (AnyOf, "any"), (AtLeast, "of")):
        if isinstance(value, kind) or (isinstance(value, dict) and key in value):
            return key
    return None


Requirement = Annotated[
    Annotated[ItemId, Tag("id")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AtLeast, Tag("of")]
    | Annotated[Months, Tag("months")],
    Discriminator(
        _tag,
        custom_error_type="requirement",
        custom_error_message='It must be an id, {{"all": […]}}, {{"any": […]}}, {{"k": 2, "of": […]}} '
        'or {{"months": 60, "tags": […]}}',
    ),
]

All.model_rebuild()
AnyOf.model_rebuild()
AtLeast.model_rebuild()


Group = AnyOf | AtLeast
Compound = All | AnyOf | AtLeast | Months


def members(requirement: Compound) -> tuple[Requirement, ...]:
    """The direct members, repeated ones included, in the order of the file (the first option is the default)."""
    match requirement:
        case All():
            return requirement.all
        case AnyOf():
            return requirement.any
        case AtLeast():
            return requirement.of
        case Months():
            return tuple(item for item, _units in requirement.counted)


def needed(group: Group) -> int:
    """How many distinct members of a choice must hold."""
    return 1 if isinstance(group, AnyOf) else group.k


def distinct_options(requirement: Compound) -> list[tuple[tuple[int, ...], Requirement]]:
    """The members without repetition, each with all its positions in the file."""
    places: dict[str, list[int]] = {}
    found: dict[str, Requirement] = {}
    for position, member in enumerate(members(requirement)):
        key = member if isinstance(member, str) else member.model_dump_json()
        places.setdefault(key, []).append(position)
        found.setdefault(key, member)
    return [(tuple(places[key]), member) for key, member in found.items()]


def distinct_members(requirement: Compound) -> list[Requirement]:
    """The members without repetition, in the order of the file."""
    return [member for _positions, member in distinct_options(requirement)]


def most_preferred(options: Sequence[Requirement], prefer: Set[str]) -> list[int]:
    """Places of the options that name what is preferred; of two options, not the one that names only a part of what the
    other one does: who prefers both of "a" and "b" wants "a and b" rather than "a"."""
    named = [prefer & set(leaves(option)) for option in options]
    return [place for place, one in enumerate(named) if one and not any(one < other for other in named)]


def leaves(requirement: Requirement | None) -> Iterator[str]:
    """Every id that may make the expression true, in the order of the file, repetitions included."""
    for _path, part in walk(requirement):
        if isinstance(part, str):
            yield part
        elif isinstance(part, Months):
            yield from dict.fromkeys((*part.of, *(item for item, _units in part.counted)))


def named(requirement: Requirement | None) -> Iterator[str]:
    """Every id that is written in the expression; unlike `leaves` not what only carries a tag."""
    for _path, part in walk(requirement):
        if isinstance(part, str):
            yield part
        elif isinstance(part, Months):
            yield from part.of


def walk(requirement: Requirement | None, path: str = "") -> Iterator[tuple[str, Requirement]]:
    """Every part of the expression with its path, such as ".all[2].any[0]", the whole first; a threshold is one."""
    if requirement is None:
        return
    yield path, requirement
    if isinstance(requirement, (str, Months)):
        return
    key = _tag(requirement)
    for index, member in enumerate(members(requirement)):
        yield from walk(member, f"{path}.{key}[{index}]")


def thresholds(requirement: Requirement | None) -> Iterator[tuple[str, Months]]:
    """Every threshold of months in the expression, with its path."""
    for path, part in walk(requirement):
        if isinstance(part, Months):
            yield path, part


def holds(requirement: Requirement | None, have: Collection[str] | Callable[[str], bool]) -> bool:
    """Whether the expression is true when exactly the ids in `have` (a set, or a test) are held."""
    has = have if callable(have) else have.__contains__
    if requirement is None:
        return True
    if isinstance(requirement, str):
        return has(requirement)
    if isinstance(requirement, All):
        return all(holds(member, has) for member in requirement.all)
    if isinstance(requirement, Months):
        return sum(units for item, units in requirement.counted if has(item)) >= requirement.units
    true = sum(holds(member, has) for member in distinct_members(requirement))
    return true >= needed(requirement)


def with_counted(requirement: Requirement, look_up: Callable[[Months], Counted]) -> Requirement:
    """The expression with every threshold told what counts for it; the same object where nothing is new."""
    match requirement:
        case Months():
            return requirement.counting(look_up(requirement))
        case All() | AnyOf() | AtLeast():
            old = members(requirement)
            new = tuple(with_counted(member, look_up) for member in old)
            if all(one is other for one, other in zip(old, new, strict=True)):
                return requirement
            return requirement.model_copy(update={str(_tag(requirement)): new})
        case _:
            return requirement


def renamed(requirement: Requirement, names: Mapping[str, str]) -> Requirement:
    """The expression with items called otherwise; the same object where nothing is new. Raises ValidationError where
    a choice asks for more different members than are left."""
    if isinstance(requirement, str):
        return names.get(requirement, requirement)
    if isinstance(requirement, Months):
        return requirement
    old = members(requirement)
    new = tuple(renamed(member, names) for member in old)
    if all(one is other for one, other in zip(old, new, strict=True)):
        return requirement
    return requirement.changed(**{str(_tag(requirement)): new})


def conjuncts(requirement: Requirement | None) -> Iterator[str]:
    """Ids that the expression needs whatever is chosen, as far as they stand in conjunctions."""
    if isinstance(requirement, str):
        yield requirement
    elif isinstance(requirement, All):
        for member in requirement.all:
            yield from conjuncts(member)
