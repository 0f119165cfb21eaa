"""What a user can do: pure functions from one document to the next. Nothing changes when one raises PlannerError."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from planner.app.deciding import groups_at, preferring
from planner.i18n import _
from planner.model.curriculum import Kind
from planner.model.document import Document
from planner.model.learner import (
    EARLIEST,
    LATEST,
    MOST_HOUR_WORTH_USD,
    MOST_WEEK_WORTH_USD,
    Aim,
    Availability,
    Learner,
    Order,
    Period,
    Week,
    spread_week,
)
from planner.model.names import resolve
from planner.model.problem import error


def _with(document: Document, **fields: object) -> Document:
    return document.changed(learner=document.learner.changed(**fields))


def _added(ids: Iterable[str], item: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, item)))


def _removed(ids: Iterable[str], item: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != item)


def mark_known(document: Document, item: str) -> Document:
    """The learner holds `item` already; what had lapsed is renewed on the first day of the plan."""
    from planner.planning.held import lapsed_items

    found, learner = resolve(document.curriculum, item), document.learner
    known = _with(document, known=_added(learner.known, found))
    if found not in lapsed_items(document.curriculum, learner):
        return known
    return _with(known, obtained={**learner.obtained, found: learner.availability.first_day})


def unmark_known(document: Document, item: str) -> Document:
    """The learner does not hold `item` after all."""
    return _with(document, known=_removed(document.learner.known, item))


def set_known(document: Document, items: Iterable[str]) -> Document:
    """The learner holds exactly these, beside what the start role brings."""
    found = tuple(dict.fromkeys(resolve(document.curriculum, item) for item in items))
    return _with(document, known=found)


def set_goal(document: Document, item: str) -> Document:
    """Plan towards `item`."""
    return _with(document, goal=resolve(document.curriculum, item))


def set_start(document: Document, item: str | None) -> Document:
    """Start from an entry role, or from nothing."""
    if item is None:
        return _with(document, start=None)
    found = resolve(document.curriculum, item)
    if document.curriculum.by_id[found].kind is not Kind.ROLE:
        message = _("“{title}” is not a role that one starts from. Say what you know instead.")
        raise error("not-a-role", message.format(title=document.curriculum.by_id[found].title), node=found)
    return _with(document, start=found)


def set_hours(document: Document, hours_per_week: float) -> Document:
    """Study so many hours a week, spread over the weekdays."""
    try:
        week = spread_week(hours_per_week)
    except ValueError:
        message = _("Hours a week must lie between 0 and 168, not {hours:g}.")
        raise error("hours", message.format(hours=hours_per_week), field="availability") from None
    return set_week(document, week)


def set_week(document: Document, week: Week) -> Document:
    """Study so many minutes on each weekday, Monday first."""
    return _with(document, availability=document.learner.availability.changed(week=week))


def set_begin(document: Document, day: date) -> Document:
    """Begin to study on this day."""
    if not EARLIEST <= day <= LATEST:
        message = _("The first day must lie between {earliest} and {latest}, not on {day}.")
        raise error("begin", message.format(earliest=EARLIEST, latest=LATEST, day=day), field="availability")
    return _with(document, availability=document.learner.availability.changed(start=day))


def set_today(document: Document, day: date | None) -> Document:
    """Nothing is planned before this day."""
    return _with(document, availability=document.learner.availability.changed(today=day))


def set_name(document: Document, name: str) -> Document:
    """What the learner is called."""
    return document.changed(name=name)


def add_period(document: Document, period: Period) -> Document:
    """Days off, or days with another capacity."""
    availability = document.learner.availability
    return _with(document, availability=availability.changed(periods=(*availability.periods, period)))


def set_deadline(document: Document, day: date | None) -> Document:
    """Finish by this day, or whenever it is."""
    if day is not None and day < document.learner.availability.start:
        message = _("The deadline {deadline} lies before the start {start}. Change one of them.")
        text = message.format(deadline=day, start=document.learner.availability.start)
        raise error("deadline-before-start", text, field="deadline")
    return _with(document, deadline=day)


def avoid(document: Document, item: str) -> Document:
    """Never plan `item`."""
    return _with(document, avoid=_added(document.learner.avoid, resolve(document.curriculum, item)))


def allow(document: Document, item: str) -> Document:
    """`item` may be planned again."""
    return _with(document, avoid=_removed(document.learner.avoid, item))


def prefer(document: Document, item: str) -> Document:
    """Take `item` wherever the curriculum leaves a choice that offers it."""
    return _with(document, prefer=_added(document.learner.prefer, resolve(document.curriculum, item)))


def set_free_only(document: Document, free_only: bool) -> Document:
    """Plan nothing that costs money, or anything."""
    return _with(document, free_only=free_only)


def set_aim(document: Document, aim: Aim, hour_worth_usd: float | None = None) -> Document:
    """Make hours, money, the time to the finish, or a mix of them as small as possible."""
    document = _with(document, aim=aim)
    return document if hour_worth_usd is None else set_hour_worth(document, hour_worth_usd)


def set_hour_worth(document: Document, usd: float) -> Document:
    """What the aim "mix" counts for an hour of study."""
    _check_worth(usd, MOST_HOUR_WORTH_USD)
    return _with(document, hour_worth_usd=usd)


def set_week_worth(document: Document, usd: float) -> Document:
    """What the aim "mix" counts for every week until the finish: what finishing a week earlier is worth."""
    _check_worth(usd, MOST_WEEK_WORTH_USD)
    return _with(document, week_worth_usd=usd)


def _check_worth(usd: float, most: int) -> None:
    if not 0 <= usd <= most:
        message = _("What an hour or a week is worth must lie between 0 and {most:,} USD").format(most=most)
        raise error("bad-worth", message)


def set_then(document: Document, aims: Iterable[Aim]) -> Document:
    """What decides between plans that are equally good by the aim, most important first."""
    return _with(document, then=tuple(dict.fromkeys(aims)))


def set_budget(document: Document, budget_usd: float | None) -> Document:
    """Spend at most so much money, in US dollars, or as much as it takes."""
    return _with(document, budget_usd=budget_usd)


def set_order(document: Document, order: Order) -> Document:
    """Take the steps in an order that serves this best."""
    return _with(document, order=order)


def set_max_topics(document: Document, count: int) -> Document:
    """Study at most so many items at a time."""
    if not 1 <= count <= 10:
        message = _("Topics at a time must lie between 1 and 10, not {count}.")
        raise error("max-topics", message.format(count=count), field="max_topics")
    return _with(document, max_topics=count)


def set_holidays(document: Document, region: str) -> Document:
    """Study nothing on the public holidays of a country or region such as "DE" or "DE-BY"; "" for none."""
    old = document.learner.availability
    try:
        new: Availability = old.changed(holidays=region.strip().upper())
    except ValidationError:
        message = _("A country is written with two letters, such as DE, and a region behind it, such as DE-BY.")
        raise error("holidays", message, field="availability.holidays") from None
    return _with(document, availability=new)


def set_not_before(document: Document, item: str, day: date | None) -> Document:
    """Begin `item` on this day at the earliest, or whenever it fits."""
    return _with(document, not_before=_with_day(document, document.learner.not_before, item, day))


def set_booked(document: Document, item: str, day: date | None) -> Document:
    """The exam of `item` is booked on this day, or not at all."""
    begin = document.learner.availability.start
    if day is not None and day < begin:
        message = _("The exam on {day} lies before your first day {begin}. Change one of them.")
        raise error("booked", message.format(day=day, begin=begin), field="booked")
    return _with(document, booked=_with_day(document, document.learner.booked, item, day))


def _with_day(document: Document, days: Mapping[str, date], item: str, day: date | None) -> dict[str, date]:
    found = resolve(document.curriculum, item)
    if day is not None and not EARLIEST <= day <= LATEST:
        message = _("The day must lie between {earliest} and {latest}, not on {day}.")
        raise error("day", message.format(earliest=EARLIEST, latest=LATEST, day=day), node=found)
    kept = {one: other for one, other in days.items() if one != found}
    return kept if day is None else {**kept, found: day}


def set_by_hand(document: Document, items: Iterable[str]) -> Document:
    """Study exactly these items in this order, and all others wherever they fit best."""
    found = tuple(dict.fromkeys(resolve(document.curriculum, item) for item in items))
    return _with(document, by_hand=found)


def set_obtained(document: Document, item: str, day: date | None) -> Document:
    """`item`, which the learner holds, was obtained on this day; it may have lapsed since."""
    return _with(document, obtained=_with_day(document, document.learner.obtained, item, day))


def set_progress(document: Document, item: str, part: float) -> Document:
    """This part of `item` is done, from 0 (nothing) to 1."""
    found = resolve(document.curriculum, item)
    if not 0 <= part <= 1:
        raise error("progress", _("A part lies between 0 and 1, not at {part:g}.").format(part=part), node=found)
    node = document.curriculum.by_id[found]
    if node.months is not None and not node.hours.likely:
        message = _("“{title}” is counted in months: say since when you are in it, not which part is done.")
        raise error("progress", message.format(title=node.title), node=found)
    kept = {one: other for one, other in document.learner.progress.items() if one != found}
    return _with(document, progress={**kept, found: part} if part else kept)


def set_begun(document: Document, item: str, day: date | None) -> Document:
    """The learner is in this job or degree since that day, or not yet: the months until now are not planned again."""
    found = resolve(document.curriculum, item)
    node = document.curriculum.by_id[found]
    if node.months is None:
        message = _("“{title}” takes no months: say which part of it is done, not since when.")
        raise error("begun", message.format(title=node.title), node=found)
    return _with(document, begun=_with_day(document, document.learner.begun, item, day))


def set_spent(document: Document, item: str, hours: float | None) -> Document:
    """`item` really took so many hours; None to forget that."""
    found = resolve(document.curriculum, item)
    kept = {one: other for one, other in document.learner.spent.items() if one != found}
    return _with(document, spent=kept if hours is None else {**kept, found: hours})


def choose_option(document: Document, nodes: Iterable[str], name: str, option: int, path: str = "") -> Document:
    """Decide a choice: what tells option number `option` from the others is preferred, what only they name is not.

    `nodes` are the items that ask for the choice; `name` is its name, or "" for the unnamed choice of these nodes that
    stands at `path` (see `Decision.path`); without a path for all of them.
    """
    groups = groups_at(document.curriculum, nodes, name, path)
    return _with(document, prefer=preferring(document.curriculum, document.learner.prefer, groups, option))


@dataclass(frozen=True, slots=True)
class PlanWishes:
    """What one has to wish for to get another plan, beside what one wishes for already."""

    aim: Aim
    then: tuple[Aim, ...] = ()
    budget_usd: float | None = None
    """None for the budget as it is."""
    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


def take_alternative(document: Document, wishes: PlanWishes) -> Document:
    """Wish for what gives another plan. What is avoided from now on is preferred no more, and the other way round."""
    learner = document.learner
    prefer = [resolve(document.curriculum, item) for item in wishes.prefer]
    avoid = [resolve(document.curriculum, item) for item in wishes.avoid if item not in prefer]
    return _with(
        document,
        aim=wishes.aim,
        then=wishes.then,
        budget_usd=learner.budget_usd if wishes.budget_usd is None else wishes.budget_usd,
        prefer=tuple(dict.fromkeys((*(one for one in learner.prefer if one not in avoid), *prefer))),
        avoid=tuple(dict.fromkeys((*(one for one in learner.avoid if one not in prefer), *avoid))),
    )


def set_learner(document: Document, learner: Learner) -> Document:
    """Replace start, goal, wishes and time in one go (the answers of the first steps)."""
    for item in (learner.goal, *learner.known, *([learner.start] if learner.start else [])):
        resolve(document.curriculum, item)
    return document.changed(learner=learner)
