"""A plan in time: bars stage by stage, marks such as the deadline, and study against the time that there is for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from planner.app.map import Map, Mark
from planner.i18n import _
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.learner import Availability
from planner.model.plan import Plan, PlanItem, PlanStatus
from planner.model.record import ItemRecord
from planner.planning.calendar import StudyCalendar, calendar_of


class Form(StrEnum):
    """What a bar is drawn as."""

    STUDY = "study"
    SPAN = "span"  # experience and degrees: calendar months beside study
    MOMENT = "moment"  # a milestone: a day, and nothing to do


@dataclass(frozen=True, slots=True)
class Bar:
    """One item in time. Dates are local calendar dates, both included."""

    item: str
    title: str
    kind: str
    """A kind of the model, or "goal"."""
    mark: Mark
    form: Form
    start: date | None
    finish: date | None
    """None where the item has no dates in this plan."""
    hours: float
    """Hours still to do."""
    months: float | None
    progress: float
    critical: bool
    """Whether the finish moves when this takes longer."""
    slack_days: int | None
    pin: date | None
    """The day before which the learner does not want to begin it."""
    booked: date | None
    """The day on which its exam is booked."""
    free_from: date
    """By this day all that it needs is over: it cannot begin before, whatever else is moved."""
    needs_last: str | None
    """What it needs that is over last; None where it needs nothing of this plan."""
    begun: date | None = None
    """The day on which the learner began it, where that is known."""

    @property
    def done(self) -> bool:
        """Whether it is over: nothing about it can be moved any more."""
        return self.mark is Mark.HELD


@dataclass(frozen=True, slots=True)
class Stage:
    """The items up to a milestone, in the order in which they begin; or all that is done already."""

    number: int
    """As on the map; -1 for what is done."""
    title: str
    bars: tuple[Bar, ...]
    start: date | None
    finish: date | None
    """First and last day of its bars; None where none has dates."""
    hours: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which there is another time for study than in a usual week."""

    first: date
    last: date
    kind: str
    """"off": none, "less" or "more"."""
    title: str


@dataclass(frozen=True, slots=True)
class Study:
    """The study of a plan against the time that there is for it, in minutes."""

    begins: date
    free: Sequence[int]
    """Minutes that are free for study before each day from `begins` on, and before the day after the last one."""
    used: Sequence[int]
    """Minutes of study before each day, in the same way, as far as there is any."""
    usual: int
    """Minutes that are free in a usual week."""
    logged: tuple[tuple[date, int], ...] = ()
    """Days before `begins` with the minutes of study that the learner has logged, in order."""

    def between(self, first: date, last: date) -> tuple[int, int]:
        """Minutes that are free, and minutes of study, from `first` to `last`, both included.

        Before `begins` nothing is free any more, and study is what was logged.
        """
        one, other = (first - self.begins).days, (last - self.begins).days + 1
        used = _at(self.used, other) - _at(self.used, one)
        if one < 0 and self.logged:
            places = bisect_left(self.logged, (first,)), bisect_left(self.logged, (last + timedelta(days=1),))
            used += sum(minutes for _day, minutes in self.logged[slice(*places)])
        return _at(self.free, other) - _at(self.free, one), used

    @property
    def total(self) -> int:
        """All minutes of study."""
        return self.used[-1]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that a timeline shows of a plan."""

    status: PlanStatus
    goal: str
    begins: date
    today: date
    finish: date | None
    deadline: date | None
    stages: tuple[Stage, ...]
    study: Study
    stretches: tuple[Stretch, ...]
    week: tuple[int, ...]
    """Minutes of study of a usual week, Monday first."""
    message: str = ""
    """Why the plan has no finish; empty where it has one."""
    ranges: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    """Item -> the days between which 80 of 100 learners reach it, for milestones, roles and the goal."""
    before: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    """Item -> its days in the plan that this one is compared with, where they are others."""

    @property
    def bars(self) -> list[Bar]:
        """All bars, stage by stage."""
        return [bar for stage in self.stages for bar in stage.bars]

    @property
    def first(self) -> date:
        """The first day of interest: of what was done and begun, and today where the plan begins within a year."""
        soon = self.begins - self.today < timedelta(days=366)
        found = [self.begins, *([self.today] if soon else [])]
        found += [day for bar in self.bars for day in (bar.start, bar.begun) if day]
        return min(found)

    @property
    def last(self) -> date:
        """The last day of interest, the late end of the finish and the deadline included."""
        found = [bar.finish for bar in self.bars if bar.finish]
        found += [day for day in (self.finish, self.deadline) if day] + [late for _early, late in self.ranges.values()]
        return max(found, default=self.begins + timedelta(days=90))


@dataclass(frozen=True, slots=True)
class Week:
    """One week of study; the first and the last one of a plan may be shorter."""

    first: date
    last: date
    free: int
    """Minutes that are free for study."""
    used: int
    """Minutes of study."""


def timeline(document: Document, plan: Plan, picture: Map, study: Sequence[int], today: date) -> Timeline:
    """A plan in time. `picture`: the map of the plan, which says what its stages are; `study`: minutes day by day."""
    availability = document.learner.availability
    calendar = calendar_of(availability)
    shown = Timeline(
        status=plan.status,
        goal=plan.goal,
        begins=plan.begins,
        today=today,
        finish=plan.finish,
        deadline=document.learner.deadline,
        stages=_stages(document, plan, picture),
        study=Study(
            plan.begins,
            calendar.used,
            tuple(accumulate(study, initial=0)),
            sum(availability.week),
            _log(document, plan),
        ),
        stretches=(),
        week=availability.week,
        message="" if plan.finish else next((problem.message for problem in plan.problems), ""),
    )
    return replace(shown, stretches=tuple(_stretches(availability, calendar, shown.last)))


def with_forecast(shown: Timeline, forecast: Forecast | None) -> Timeline:
    """The same with how sure its dates are; None where that is not known."""
    if forecast is None:
        return replace(shown, ranges={})
    found = [(stop.id, stop.range) for stop in forecast.stops] + [(shown.goal, forecast.finish)]
    return replace(shown, ranges={item: (one.p10, one.p90) for item, one in found if one.p10 and one.p90})


def with_before(shown: Timeline, before: Plan | None) -> Timeline:
    """The same beside the days that its steps had in another plan."""
    if before is None:
        return shown
    now = {bar.item: (bar.start, bar.finish) for bar in shown.bars}
    days = {item.id: (item.start, item.finish) for item in before.items if item.start and item.finish}
    return replace(shown, before={item: found for item, found in days.items() if now.get(item, found) != found})


def weeks(shown: Timeline, first_weekday: int = 0) -> list[Week]:
    """All weeks from the beginning of the plan to its last study. `first_weekday`: 0 is Monday."""
    study = shown.study
    end = study.begins + timedelta(days=len(study.used) - 1)
    found: list[Week] = []
    first = study.begins
    while first < end:
        last = first + timedelta(days=6 - (first.weekday() - first_weekday) % 7)
        found.append(Week(first, last, *study.between(first, last)))
        first = last + timedelta(days=1)
    return found


def _log(document: Document, plan: Plan) -> tuple[tuple[date, int], ...]:
    """The study log before the plan begins, day by day."""
    days: dict[date, int] = {}
    for event in document.record.studied():
        if event.day is not None and event.day < plan.begins:
            days[event.day] = days.get(event.day, 0) + (event.minutes or 0)
    return tuple(sorted(days.items()))


def _at(before: Sequence[int], day: int) -> int:
    """What there was before a day number, also where that lies outside."""
    return before[min(max(day, 0), len(before) - 1)]


def _stages(document: Document, plan: Plan, picture: Map) -> tuple[Stage, ...]:
    by_id = {item.id: item for item in plan.items}
    records = document.record.items()
    inside: list[list[Bar]] = [[] for _era in picture.eras]
    for item in plan.items:
        node = picture.nodes[item.id]
        begun = records[item.id].started if item.id in records else document.learner.begun.get(item.id)
        inside[node.era].append(_bar(document, plan, item, node.kind, node.mark, by_id, begun))
    done = sorted(_done(document, records), key=lambda bar: (bar.finish, bar.start, bar.item))
    found = [_stage(-1, _("Done"), done)]
    found += [_stage(number, era.title, inside[number]) for number, era in enumerate(picture.eras)]
    return tuple(stage for stage in found if stage.bars)


def _stage(number: int, title: str, bars: Sequence[Bar]) -> Stage:
    return Stage(
        number=number,
        title=title,
        bars=tuple(bars),
        start=min((bar.start for bar in bars if bar.start), default=None),
        finish=max((bar.finish for bar in bars if bar.finish), default=None),
        hours=sum(bar.hours for bar in bars),
    )


def _done(document: Document, records: Mapping[str, ItemRecord]) -> Iterable[Bar]:
    """What the learner has done, as far as its day is known. Its hours are those that it took, where they are known."""
    for item, record in records.items():
        node = document.curriculum.by_id.get(item)
        if node is None or not record.held or record.held_on is None:
            continue
        yield Bar(
            item=item,
            title=node.title,
            kind=node.kind.value,
            mark=Mark.HELD,
            form=Form.SPAN if node.months else Form.STUDY if node.hours.likely else Form.MOMENT,
            start=min(record.started or record.held_on, record.held_on),
            finish=record.held_on,
            hours=record.minutes / 60,
            months=None,
            progress=1.0,
            critical=False,
            slack_days=None,
            pin=None,
            booked=None,
            free_from=record.held_on,
            needs_last=None,
            begun=record.started,
        )


def _bar(
    document: Document,
    plan: Plan,
    item: PlanItem,
    kind: str,
    mark: Mark,
    by_id: Mapping[str, PlanItem],
    begun: date | None,
) -> Bar:
    learner = document.learner
    before = [by_id[one] for one in item.needs if one in by_id]
    over = [(one.finish, one.title) for one in before if one.finish is not None]
    free_from, needs_last = max(over, default=(plan.begins, None))
    return Bar(
        item=item.id,
        title=item.title,
        kind=kind,
        mark=mark,
        form=Form.SPAN if item.months else Form.STUDY if item.hours else Form.MOMENT,
        start=item.start if item.finish else None,
        finish=item.finish,
        hours=item.hours,
        months=item.months,
        progress=item.progress,
        critical=item.critical,
        slack_days=item.slack_days,
        pin=learner.not_before.get(item.id),
        booked=learner.booked.get(item.id),
        free_from=free_from,
        needs_last=needs_last,
        begun=begun,
    )


def _stretches(availability: Availability, calendar: StudyCalendar, last: date) -> Iterable[Stretch]:
    """Days off, holidays and busy days up to `last`, each stretch in one piece."""
    if not availability.periods and not availability.holidays:
        return
    begin, kind, title = 0, "", ""
    days = min(calendar.days, (last - calendar.start).days + 366)
    for number in range(days + 1):
        day = calendar.date_of(number)
        now = _unusual(availability, calendar, number, day) if number < days else ("", "")
        if now != (kind, title):
            if kind:
                yield Stretch(calendar.date_of(begin), day - timedelta(days=1), kind, title)
            begin, (kind, title) = number, now


def _unusual(availability: Availability, calendar: StudyCalendar, number: int, day: date) -> tuple[str, str]:
    """How the time for study of a day differs from that of its weekday, and why; ("", "") where it does not."""
    usual, room = availability.week[day.weekday()], calendar.room(number)
    period = next((one for one in reversed(availability.periods) if one.first <= day <= one.last), None)
    if not room and (usual or period is not None):
        title = period.title if period is not None else _("Public holiday")
        return "off", title or _("Days off")
    if room == usual:
        return "", ""
    title = period.title if period is not None else ""
    return (
        ("less", title or _("Less time than usual")) if room < usual else ("more", title or _("More time than usual"))
    )


def stretch_at(stretches: Sequence[Stretch], day: date) -> Stretch | None:
    """The stretch in which a day lies."""
    place = bisect_right(stretches, day, key=lambda one: one.first) - 1
    return stretches[place] if place >= 0 and day <= stretches[place].last else None
