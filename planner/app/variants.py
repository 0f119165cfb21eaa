"""Variants of a learner to be compared: the same wishes with something changed, each planned as if it were real."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from planner import i18n
from planner.app import commands, named_choices, queries, wishes
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Kind
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.names import resolve
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import error

MOST, LEAST = 4, 2
"""Plans side by side."""
SECONDS = 20.0
"""Longest search for the plan of one variant."""
T = TypeVar("T")
NOTHING = ""
"""As a start: no role at all."""


@dataclass(frozen=True, slots=True)
class Variation:
    """What a variant changes; what is None or empty stays as it is."""

    hours: float | None = None
    """Hours of study a week."""
    begin: date | None = None
    start: str | None = None
    """Id of a role; `NOTHING` for none."""
    goal: str | None = None
    first: str | None = None
    """Id of a milestone that is wanted before all that does not lead to it."""
    deadline: date | None = None
    no_deadline: bool = False
    known: tuple[str, ...] = ()
    """Ids of what is held as well."""
    choices: Mapping[str, int] = field(default_factory=dict)
    """Name of a choice of the curriculum -> number of the option."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One column: whose wishes, and what is changed in them."""

    document: Document
    """As it is without the changes."""
    variation: Variation = Variation()
    own: bool = True
    """Whether it is the learner that is open."""
    file: Path | None = None
    """Where another learner's answers are."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A variant with its plan."""

    variant: Variant
    document: Document
    """With the changes."""
    answered: queries.Answered
    forecast: Forecast | None
    """How sure its finish is; None where it has none."""

    @property
    def plan(self) -> Plan:
        """What to do, and when."""
        return self.answered.plan


def varied(document: Document, variation: Variation, stale: Callable[[], bool] = lambda: False) -> Document:
    """The learner as a variant wants it. Plans where a milestone comes first: ask it in a worker. Raises PlannerError.

    Everything is done by the commands that the window runs: adopting a variant is having made its changes.
    """
    single: list[tuple[object, Callable[..., Document]]] = [
        (variation.begin, wishes.set_begin),
        (variation.goal, commands.set_goal),
        (variation.hours, wishes.set_hours),
        (variation.deadline, commands.set_deadline),
    ]
    for value, command in single:
        if value is not None:
            document = command(document, value)
    if variation.start is not None:
        document = commands.set_start(document, variation.start or None)
    if variation.no_deadline:
        document = commands.set_deadline(document, None)
    for item in variation.known:
        document = commands.mark_known(document, item)
    if variation.choices:
        document = _decided(document, variation.choices)
    return _with_first(document, variation.first, stale) if variation.first else document


def _decided(document: Document, choices: Mapping[str, int]) -> Document:
    nodes = {one.name: one.nodes for one in named_choices.named_choices(document)}
    for name, option in choices.items():
        document = commands.choose_option(document, nodes.get(name, ()), name, option)
    return document


def _with_first(document: Document, milestone: str, stale: Callable[[], bool]) -> Document:
    """The way to a milestone comes before everything else; where it is an option of a choice, it is the one taken."""
    milestone = resolve(document.curriculum, milestone)
    if milestone in named_choices.offered(document.curriculum):
        document = commands.prefer(document, milestone)
    alone = queries.plan(commands.set_goal(document, milestone), SECONDS, stale)
    whole = queries.plan(document, SECONDS, stale)
    planned = {item.id for item in whole.items}
    if planned and milestone not in planned and milestone not in whole.held:
        titles = document.curriculum.titles
        message = _("The way to “{goal}” does not lead past “{title}”.")
        raise error("variant", message.format(goal=whole.goal_title, title=titles[milestone]))
    return commands.set_by_hand(document, [item.id for item in alone.items if item.id in planned])


def planned(
    variant: Variant, known: queries.Answered | None = None, stale: Callable[[], bool] = lambda: False
) -> Planned:
    """Plan a variant; `known` is the plan of its document where that is shown already. Raises PlannerError."""
    if known is not None and variant.variation == Variation():
        answered, document = known, variant.document
    else:
        document = varied(variant.document, variant.variation, stale)
        answered = queries.plan_and_forecast(document, SECONDS, stale)
    sure = answered.plan.status is PlanStatus.PLANNED and not stale()
    return Planned(variant, document, answered, answered.forecast() if sure else None)


# -- words ------------------------------------------------------------------------------------------------------------


def changed_words(document: Document, variation: Variation, day: Callable[[date], str] = i18n.day) -> list[str]:
    """What a variant changes, each in a few words; nothing where it is as it was."""
    titles = document.curriculum.titles
    options = {one.name: one.options for one in named_choices.named_choices(document)} if variation.choices else {}
    count = len(variation.known)
    known = ngettext("knows {count} more item", "knows {count} more items", count).format(count=count)
    if count == 1:
        known = _("knows {title}").format(title=titles.get(variation.known[0], variation.known[0]))
    parts = [
        _("from nothing") if variation.start == NOTHING else titles.get(variation.start or "", ""),
        _("to {goal}").format(goal=titles.get(variation.goal, variation.goal)) if variation.goal else "",
        _("{title} first").format(title=titles.get(variation.first, variation.first)) if variation.first else "",
        _("{hours:g} h a week").format(hours=variation.hours) if variation.hours is not None else "",
        _("from {day}").format(day=day(variation.begin)) if variation.begin else "",
        _("until {day}").format(day=day(variation.deadline)) if variation.deadline else "",
        _("no deadline") if variation.no_deadline else "",
        *(options[name][option] for name, option in variation.choices.items() if name in options),
        known if count else "",
    ]
    return [part for part in parts if part]


def variant_name(variant: Variant, private: bool = False, day: Callable[[date], str] = i18n.day) -> str:
    """What a column is called: the only place that names another learner, and not when nobody may see that."""
    own = _("Your plan") if variant.own else _("Another learner")
    if not variant.own and not private:
        own = variant.document.name or (variant.file.stem if variant.file else own)
    changed = " · ".join(changed_words(variant.document, variant.variation, day))
    if not changed:
        return own
    return changed if variant.own else _("{name}: {changes}").format(name=own, changes=changed)


# -- examples ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A comparison that is ready to be made."""

    title: str
    variations: tuple[Variation, ...]
    """What stands in the columns, the first one included."""


def examples(document: Document, plan: Plan) -> list[Example]:
    """What people ask most: another start, another option of a choice, more or fewer hours, another job first."""
    found = [_other_start(document), _other_option(document, plan), _other_hours(document), _job_first(document, plan)]
    return [one for one in found if one is not None]


def _other_start(document: Document) -> Example | None:
    """The role that stands next to the learner's own in the curriculum."""
    roles, start = queries.entry_roles(document.curriculum), document.learner.start
    place = next((at for at, node in enumerate(roles) if node.id == start), -1)
    others = [node for node in (*roles[place + 1 :], *roles[: max(place, 0)]) if node.id != start]
    if not others:
        return None
    mine = document.curriculum.titles.get(start or "", _("from nothing"))
    title = _("{one} or {other}").format(one=mine, other=others[0].title)
    return Example(title, (Variation(), Variation(start=others[0].id)))


def _other_option(document: Document, plan: Plan) -> Example | None:
    """The choice whose answer is in the most steps: there the difference is largest."""
    open_ones = [
        one for one in plan.decisions if one.name and not one.held and len(one.chosen) == 1 and len(one.options) > 1
    ]
    most = max(open_ones, key=lambda one: len(one.nodes), default=None)
    if most is None:
        return None
    taken = most.chosen[0]
    other = next(option for option in range(len(most.options)) if option != taken)
    title = _("{one} or {other}").format(one=most.options[taken], other=most.options[other])
    return Example(title, (Variation(), Variation(choices={most.name: other})))


def _other_hours(document: Document) -> Example | None:
    hours = document.learner.availability.hours_per_week
    fewer = max(1.0, round(hours * 0.6))
    if not hours or fewer >= hours:
        return None
    title = _("{hours:g} or {fewer:g} hours a week").format(hours=hours, fewer=fewer)
    return Example(title, (Variation(), Variation(hours=fewer)))


def _job_first(document: Document, plan: Plan) -> Example | None:
    """A job that an option of a choice names, and that the plan does not take."""
    curriculum = document.curriculum
    offered, taken = set(named_choices.offered(curriculum)), {item.id for item in plan.items}
    jobs = [node for node in curriculum.nodes if node.kind is Kind.MILESTONE and node.id in offered - taken]
    job = next((node for node in jobs if node.id not in plan.held), None)
    if job is None:
        return None
    return Example(_("{title} first, or straight on").format(title=job.title), (Variation(), Variation(first=job.id)))


def milestones(document: Document) -> list[tuple[str, str]]:
    """(id, title) of every milestone that could come first."""
    goal = document.learner.goal
    held = queries.held(document)
    return [(node.id, node.title) for node in queries.goals(document.curriculum) if node.id not in {goal, *held}]


# -- from words -------------------------------------------------------------------------------------------------------


def read_variation(curriculum: Curriculum, text: str) -> Variation:
    """A variation such as "hours=6, from=software-developer, prefer Cloud=Azure". Raises PlannerError."""
    found = Variation()
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, value = (one.strip() for one in part.partition("="))
        if not equals:
            raise error("variant", _("“{text}” has no “=”; write NAME=VALUE").format(text=part))
        found = _read(curriculum, found, name, value)
    return found


def _read(curriculum: Curriculum, found: Variation, name: str, value: str) -> Variation:
    match name:
        case "hours":
            return replace(found, hours=_number(value))
        case "from":
            return replace(found, start=resolve(curriculum, value) if value != "nothing" else NOTHING)
        case "to":
            return replace(found, goal=resolve(curriculum, value))
        case "first":
            return replace(found, first=resolve(curriculum, value))
        case "start":
            return replace(found, begin=_day(value))
        case "deadline":
            return replace(found, no_deadline=True) if value == "none" else replace(found, deadline=_day(value))
        case "known":
            return replace(found, known=(*found.known, resolve(curriculum, value)))
    return replace(found, choices={**found.choices, **_option(curriculum, name, value)})


def _option(curriculum: Curriculum, name: str, value: str) -> dict[str, int]:
    """A named choice and one of its options, both by the beginning of their words."""
    document = queries.new_document(curriculum, date(2000, 1, 3))
    choices = list(_beginning(named_choices.named_choices(document), name, lambda one: one.name))
    if len(choices) != 1:
        known = "from, to, first, start, hours, deadline, known"
        message = _("“{name}” is no choice of the curriculum by its name. What can be changed: {known}.")
        raise error("variant", message.format(name=name, known=known))
    options = list(_beginning(range(len(choices[0].options)), value, lambda at: choices[0].options[at]))
    if len(options) != 1:
        message = _("“{value}” is no option of “{name}”. There are: {options}.")
        said = ", ".join(choices[0].options)
        raise error("variant", message.format(value=value, name=choices[0].name, options=said))
    return {choices[0].name: options[0]}


def _beginning(some: Sequence[T], text: str, words: Callable[[T], str]) -> Iterator[T]:
    whole = [one for one in some if words(one).casefold() == text.casefold()]
    yield from whole or (one for one in some if text and text.casefold() in words(one).casefold())


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise error("variant", _("“{text}” is not a number of hours from 0 to 168").format(text=text)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise error("variant", _("“{text}” is not a date; write it as 2027-01-31").format(text=text)) from None
