"""What a learner wants to know in the morning: what is next, what fits, what is late, what is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from planner.app.daily import capacity, days, is_study, minutes_by_day
from planner.app.ready import Ready, ready
from planner.app.upcoming import left_of, next_item, overdue
from planner.model.curriculum import Kind, Resource
from planner.model.document import Document
from planner.model.plan import Before, Plan, PlanItem
from planner.model.record import EventKind, ItemRecord
from planner.planning.held import held_items

RECENT_DAYS = 14
"""So long a milestone is celebrated, or until somebody has seen enough of it."""
MOST_ALTERNATIVES = 4
MOST_RESOURCES = 2
CELEBRATED = (Kind.MILESTONE, Kind.CERTIFICATION, Kind.ROLE, Kind.DEGREE)


@dataclass(frozen=True, slots=True)
class Step:
    """A planned item as somebody sees it who is about to do it."""

    item: PlanItem
    started: date | None
    """Since when it is in progress; None: not begun, or nobody said when."""
    in_progress: bool
    logged: int
    """Minutes in the study log."""
    outcome: str
    first_step: str
    done_when: str
    resources: tuple[Resource, ...]
    unlocks: tuple[str, ...]
    """Titles of the planned items that need it directly, in the order of the plan."""
    opens: int
    """How many planned items wait for it, directly or through others."""


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """Minutes of one day."""

    day: date
    capacity: int
    """That the learner has."""
    planned: int
    logged: int


@dataclass(frozen=True, slots=True)
class WeekItem:
    """An item of the plan with its minutes on the days of the week."""

    item: PlanItem
    minutes: tuple[int, ...]
    """Planned, a number a day."""

    @property
    def total(self) -> int:
        """Minutes of the whole week."""
        return sum(self.minutes)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and what the plan has in them. What is over has no plan any more, only a log."""

    days: tuple[DayOfWeek, ...]
    items: tuple[WeekItem, ...]
    running: tuple[PlanItem, ...]
    """Jobs and degrees that run in this week."""

    @property
    def capacity(self) -> int:
        """Minutes for study in the week."""
        return sum(day.capacity for day in self.days)

    @property
    def planned(self) -> int:
        """Minutes that the plan still wants this week."""
        return sum(day.planned for day in self.days)

    @property
    def logged(self) -> int:
        """Minutes studied this week."""
        return sum(day.logged for day in self.days)


@dataclass(frozen=True, slots=True)
class Late:
    """What should have been done by now as the plan had it."""

    items: tuple[PlanItem, ...]
    hours: float
    """Hours of study that they still take."""
    days: int
    """By how many days the finish moves at least, as far as the plan tells; 0: it can stay."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone, certificate, degree or role that was reached lately."""

    item: str
    title: str
    kind: Kind
    day: date
    event: str
    """Key of the event that says so."""
    steps: int
    """How many steps were done until then, this one included."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the way: everything up to a milestone."""

    item: str
    title: str
    done: int
    steps: int
    hours: float
    """Hours left."""
    finish: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the learner has come."""

    done: int
    steps: int
    """Done and to do."""
    hours_done: float
    """By the estimates, so that it can be compared with what is left."""
    hours_left: float
    logged: int
    """Minutes of study that the learner has written down, in the log or when a step was done."""
    stages: tuple[Stage, ...]

    @property
    def fraction(self) -> float:
        """The part of the hours that is done; of the steps where there are no hours."""
        hours = self.hours_done + self.hours_left
        if hours:
            return self.hours_done / hours
        return self.done / self.steps if self.steps else 0.0


@dataclass(frozen=True, slots=True)
class Today:
    """Everything of one day."""

    day: date
    goal: str
    """Title."""
    arrived: bool
    """Nothing is left to do."""
    begins: date
    """First day of the plan; in the future where it has not begun."""
    finish: date | None
    next: Step | None
    fits_today: int
    """Minutes of study that the day still has."""
    fits_week: int
    """The same for the rest of the week, this day included."""
    alternatives: tuple[Ready, ...]
    week: Week
    late: Late | None
    reached: Reached | None
    progress: Progress


def day_of(document: Document) -> date:
    """The day that the document counts as today; the clock's where it does not say."""
    return document.learner.availability.today or date.today()


def today(
    document: Document,
    plan: Plan,
    day: date | None = None,
    first_weekday: int = 0,
    before: Before | None = None,
    seen: Iterable[str] = (),
) -> Today:
    """The page of one day. `first_weekday`: of the week, Monday is 0. `before`: the plan as it was when it was last
    followed. `seen`: keys of events whose milestone needs no celebration any more.
    """
    day = day or day_of(document)
    records = document.record.items()
    held = {*plan.held, *held_items(document.curriculum, document.learner)}
    able = ready(document, plan, day)
    first = next_item(document, plan, {one.item.id for one in able})
    week = _week(document, plan, day, first_weekday, held)
    rest = [one for one in week.days if one.day >= day]
    return Today(
        day=day,
        goal=plan.goal_title,
        arrived=not plan.items and not plan.problems,
        begins=plan.begins,
        finish=plan.finish,
        next=_step(document, plan, first, records, able) if first else None,
        fits_today=max(0, rest[0].capacity - rest[0].logged),
        fits_week=max(0, sum(one.capacity for one in rest) - rest[0].logged),
        alternatives=tuple(one for one in able if first is None or one.item.id != first.id)[:MOST_ALTERNATIVES],
        week=week,
        late=_late(document, plan, before, day, held),
        reached=_reached(document, records, day, set(seen)),
        progress=_progress(document, plan, records),
    )


# -- what is next ------------------------------------------------------------------------------------------------------


def _step(
    document: Document, plan: Plan, item: PlanItem, records: Mapping[str, ItemRecord], able: Sequence[Ready]
) -> Step:
    node = document.curriculum.by_id[item.id]
    record = records.get(item.id, ItemRecord())
    best = sorted(node.resources, key=lambda one: one.price == "paid")[:MOST_RESOURCES]
    return Step(
        item=item,
        started=record.started,
        in_progress=record.state is EventKind.STARTED,
        logged=record.logged,
        outcome=node.outcome,
        first_step=node.first_step,
        done_when=node.done_when,
        resources=tuple(best),
        unlocks=tuple(one.title for one in plan.items if one.id in item.owners),
        opens=next((one.opens for one in able if one.item.id == item.id), 0),
    )


# -- the week ----------------------------------------------------------------------------------------------------------


def _week(document: Document, plan: Plan, day: date, first_weekday: int, held: Set[str]) -> Week:
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    last = first + timedelta(days=6)
    free = capacity(document, first, last)
    dealt = minutes_by_day(document, plan, day, last)
    logged: dict[date, int] = {}
    for event in document.record.studied():
        if event.day is not None and first <= event.day <= last:
            logged[event.day] = logged.get(event.day, 0) + (event.minutes or 0)
    dates = days(first, last)
    found = {item.id: tuple(dealt.get(one, {}).get(item.id, 0) for one in dates) for item in plan.items}
    return Week(
        days=tuple(DayOfWeek(one, free[one], sum(dealt.get(one, {}).values()), logged.get(one, 0)) for one in dates),
        items=tuple(WeekItem(item, found[item.id]) for item in plan.items if any(found[item.id])),
        running=tuple(
            item
            for item in plan.items
            if item.months and item.id not in held and item.start and item.finish
            if item.start <= last and item.finish >= day
        ),
    )


def _late(document: Document, plan: Plan, before: Before | None, day: date, held: Set[str]) -> Late | None:
    """What was to be done before `day` and is not: in the plan itself where that is an old one, else in the last."""
    planned = {item.id: item for item in plan.items}
    old = before if before is not None and plan.begins >= day else plan
    left = {item.id: left_of(item) for item in plan.items if item.id not in held}
    items = tuple(planned[one.id] for one in overdue(old.items, left, day))
    if not items:
        return None
    hours = sum(item.hours for item in items if is_study(item))
    if old is plan:
        return Late(items, hours, max(_slip(document, item, day) for item in items))
    finish = max((item.finish for item in old.items if item.finish is not None), default=None)
    moved = (plan.finish - finish).days if plan.finish and finish else 0
    return Late(items, hours, max(0, moved))


def _slip(document: Document, item: PlanItem, day: date) -> int:
    """Days by which the finish moves where nothing of a late item is done before `day`."""
    assert item.finish is not None
    weekly = document.learner.availability.hours_per_week
    needed = ceil(item.hours / weekly * 7) if weekly and is_study(item) else 0
    return max(0, (day - item.finish).days + needed - (item.slack_days or 0))


# -- what is behind ----------------------------------------------------------------------------------------------------


def _reached(document: Document, records: Mapping[str, ItemRecord], day: date, seen: Set[str]) -> Reached | None:
    """The newest of what is worth a celebration."""
    found: list[tuple[date, str]] = []
    for item, record in records.items():
        node = document.curriculum.by_id.get(item)
        if node is None or node.kind not in CELEBRATED or record.state is not EventKind.DONE:
            continue
        since = (day - record.held_on).days if record.held_on else RECENT_DAYS + 1
        if 0 <= since <= RECENT_DAYS and _key(record) not in seen:
            found.append((record.held_on or day, item))
    if not found:
        return None
    reached_on, item = max(found)
    steps = sum(
        one.state is EventKind.DONE and (one.held_on is None or one.held_on <= reached_on) for one in records.values()
    )
    node = document.curriculum.by_id[item]
    return Reached(item, node.title, node.kind, reached_on, _key(records[item]), steps)


def _key(record: ItemRecord) -> str:
    """The event that made it done."""
    return next(event.id for event in reversed(record.events) if event.kind is EventKind.DONE)


def _progress(document: Document, plan: Plan, records: Mapping[str, ItemRecord]) -> Progress:
    nodes = document.curriculum.by_id
    done = [item for item, record in records.items() if record.state is EventKind.DONE and item in nodes]
    partly = sum((item.full_hours - item.hours) * bool(item.progress) for item in plan.items if is_study(item))
    return Progress(
        done=len(done),
        steps=len(done) + len(plan.items),
        hours_done=sum(nodes[item].hours.likely for item in done if nodes[item].kind is not Kind.DEGREE) + partly,
        hours_left=plan.totals.study_hours,
        logged=sum(record.minutes for record in records.values()),
        stages=tuple(_stages(document, plan, done)),
    )


def _stages(document: Document, plan: Plan, done: Sequence[str]) -> list[Stage]:
    """The stages still to come, each with what is done of it: what its milestone may need, and no earlier one does."""
    from planner.app.queries import chains

    of_plan, of_all = chains(document.curriculum, plan), chains(document.curriculum, None)
    nodes = document.curriculum.by_id
    over: set[str] = set()
    for item in done:
        if nodes[item].kind in (Kind.MILESTONE, Kind.ROLE):
            over |= of_all(item)[0] | {item}
    left = {item.id for item in plan.items}
    found: list[Stage] = []
    ends = [item for item in plan.items if item.kind in (Kind.MILESTONE, Kind.ROLE) or item.id == plan.goal]
    for end in sorted(ends, key=lambda item: item.finish or date.max):
        needed = (of_plan(end.id)[0] | {end.id}) & left
        may = of_all(end.id)[0]
        behind = {item for item in done if item in may and item not in over}
        hours = sum(item.hours for item in plan.items if item.id in needed and is_study(item))
        found.append(Stage(end.id, end.title, len(behind), len(behind) + len(needed), hours, end.finish))
        over |= behind
        left -= needed
    if left:  # the goal comes with something else, or what is left is only better to have
        rest = [item for item in plan.items if item.id in left]
        hours = sum(item.hours for item in rest if is_study(item))
        found.append(Stage(plan.goal, plan.goal_title, 0, len(rest), hours, plan.finish))
    return found
