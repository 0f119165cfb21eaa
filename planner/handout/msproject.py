"""A plan as a file of MS Project (its XML, "MSPDI"), which other project programs open too.

Every step is a task that must not begin before its day, lasts as long as there is study between its two ends, and is
linked to what it needs. The calendar of the project is the learner's week. So the dates stay as they are when a program
computes them again.

GanttProject knows whole days and puts every task right behind what it is linked to. For it the links say by how many
days of study a task comes later than that, or that it begins on the very day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from xml.etree import ElementTree as Tree

from planner.handout.clock import DAY
from planner.handout.content import Handout, StageLine, StepLine
from planner.handout.spans import Span, WorkingTime, spans
from planner.handout.words import title_words
from planner.i18n import _
from planner.model.problem import error

_NAMESPACE = "http://schemas.microsoft.com/project"
_FINISH_TO_START, _START_TO_START = 1, 3
_AS_SOON_AS_POSSIBLE, _NOT_BEFORE = 0, 4
_HOURS, _ELAPSED_DAYS, _DAYS = 5, 8, 7
_FIXED_DURATION = 1
_STUDY, _ALWAYS = 1, 2
"""The calendars."""
_HOURS_FIELD, _KIND_FIELD = "188743767", "188743731"
"""Number1 and Text1 of a task."""
_WITHOUT_STUDY = (60, 60, 60, 60, 60, 0, 0)
"""A project needs some working time, also where nothing is studied."""


class Link(NamedTuple):
    """A step that another one needs."""

    before: int
    """Number of the step."""
    kind: int
    lag: int = 0
    """Minutes of study."""


def write(handout: Handout) -> bytes:
    """The file, for MS Project and ProjectLibre. Raises PlannerError for a plan without dates."""
    return project(handout, whole_days=False)


def project(handout: Handout, whole_days: bool) -> bytes:
    """The file; `whole_days`: for a program that knows only days. Raises PlannerError for a plan without dates."""
    work = WorkingTime(handout, handout.clock)
    when = spans(handout, work)
    if not when:
        raise error("no-dates", _("A project file is made of dates, and this plan has none."))
    root = Tree.Element("Project", xmlns=_NAMESPACE)
    per_day = _minutes_a_day(work)
    _head(root, handout, work, when, per_day)
    _fields(root)
    _calendars(root, work)
    tasks = Tree.SubElement(root, "Tasks")
    _tasks(tasks, handout, work, when, per_day if whole_days else 0)
    Tree.indent(root)
    made: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _minutes_a_day(work: WorkingTime) -> int:
    """What a day of study has, on average."""
    some = [minutes for minutes in work.week if minutes] or [60]
    return max(1, round(sum(some) / len(some)))


def _add(parent: Tree.Element, *values: tuple[str, object]) -> None:
    for name, value in values:
        if value is not None and value != "":
            Tree.SubElement(parent, name).text = _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, float):
        return f"{value:.15g}"
    return "".join(character if _in_xml(character) else " " for character in str(value))


def _in_xml(character: str) -> bool:
    """Whether XML can hold it and nobody takes it for a control."""
    if character < "\xa0":
        return character in "\t\n" or " " <= character < "\x7f"
    return not ("\ud800" <= character <= "\udfff" or character in "\ufffe\uffff")


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}:00"


def _duration(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _head(root: Tree.Element, handout: Handout, work: WorkingTime, when: dict[int, Span], per_day: int) -> None:
    begin = work.clock.first_minute(per_day)
    _add(
        root,
        ("SaveVersion", 12),
        ("Name", f"{handout.plan.goal}.xml"),
        ("Title", title_words(handout)),
        ("Author", handout.coach.name),
        ("CreationDate", datetime.combine(handout.made, time())),
        ("ScheduleFromStart", True),
        ("StartDate", min(span.begins for span in when.values())),
        ("FinishDate", max(span.ends for span in when.values())),
        ("CurrencyDigits", 2),
        ("CurrencySymbol", "$"),
        ("CurrencyCode", "USD"),
        ("CurrencySymbolPosition", 0),
        ("CalendarUID", _STUDY),
        ("DefaultStartTime", _clock(begin)),
        ("DefaultFinishTime", _clock(begin + per_day)),
        ("MinutesPerDay", per_day),
        ("MinutesPerWeek", max(per_day, sum(work.week))),
        ("DaysPerMonth", 20),
        ("DefaultTaskType", _FIXED_DURATION),
        ("DurationFormat", _HOURS),
        ("WorkFormat", 2),
        ("HonorConstraints", True),
        ("WeekStartDay", 1),
    )


def _fields(root: Tree.Element) -> None:
    fields = Tree.SubElement(root, "ExtendedAttributes")
    for identity, name, alias in ((_KIND_FIELD, "Text1", _("Kind")), (_HOURS_FIELD, "Number1", _("Hours of study"))):
        field = Tree.SubElement(fields, "ExtendedAttribute")
        _add(field, ("FieldID", identity), ("FieldName", name), ("Alias", alias))


def _calendars(root: Tree.Element, work: WorkingTime) -> None:
    """The learner's week, and one without any pause for jobs, waiting and what happens on a day off."""
    calendars = Tree.SubElement(root, "Calendars")
    study = _calendar(calendars, _STUDY, _("Study"))
    _week(study, work.week if any(work.week) else _WITHOUT_STUDY, work)
    unusual = list(work.unusual()) if any(work.week) else []
    if unusual:
        exceptions = Tree.SubElement(study, "Exceptions")
        for first, last, minutes in unusual:
            _exception(exceptions, first, last, minutes, work)
    _week(_calendar(calendars, _ALWAYS, _("All hours")), (DAY,) * 7, work)


def _calendar(calendars: Tree.Element, uid: int, name: str) -> Tree.Element:
    calendar = Tree.SubElement(calendars, "Calendar")
    _add(calendar, ("UID", uid), ("Name", name), ("IsBaseCalendar", True), ("BaseCalendarUID", -1))
    return calendar


def _week(calendar: Tree.Element, week: Sequence[int], work: WorkingTime) -> None:
    days = Tree.SubElement(calendar, "WeekDays")
    for place in range(7):  # Sunday is 1
        day = Tree.SubElement(days, "WeekDay")
        _add(day, ("DayType", place + 1))
        _working(day, week[place - 1], work)


def _exception(exceptions: Tree.Element, first: date, last: date, minutes: int, work: WorkingTime) -> None:
    exception = Tree.SubElement(exceptions, "Exception")
    _add(exception, ("EnteredByOccurrences", False))
    period = Tree.SubElement(exception, "TimePeriod")
    _add(period, ("FromDate", datetime.combine(first, time())), ("ToDate", datetime.combine(last, time(23, 59))))
    name = _("Other hours") if minutes else _("No study")
    _add(exception, ("Occurrences", (last - first).days + 1), ("Name", name), ("Type", 1))
    _working(exception, minutes, work)


def _working(day: Tree.Element, minutes: int, work: WorkingTime) -> None:
    _add(day, ("DayWorking", bool(minutes)))
    if minutes:
        begin = work.clock.first_minute(minutes)
        times = Tree.SubElement(Tree.SubElement(day, "WorkingTimes"), "WorkingTime")
        _add(times, ("FromTime", _clock(begin)), ("ToTime", _clock(begin + minutes)))


def _tasks(tasks: Tree.Element, handout: Handout, work: WorkingTime, when: dict[int, Span], per_day: int) -> None:
    """Stages as summaries with their steps below. Task numbers: those of the file, from top to bottom."""
    uid: dict[int, int] = {}
    stages = [(stage, [number for number in stage.steps if number in when]) for stage in handout.stages]
    stages = [(stage, numbers) for stage, numbers in stages if numbers]
    count = 0
    for _stage, numbers in stages:
        count += 1
        for number in numbers:
            count += 1
            uid[number] = count
    for place, (stage, numbers) in enumerate(stages, 1):
        _summary(tasks, stage, uid[numbers[0]] - 1, place, [when[number] for number in numbers], work)
        for row, number in enumerate(numbers, 1):
            step = handout.step(number)
            task = Tree.SubElement(tasks, "Task")
            _task(task, handout, step, uid[number], f"{place}.{row}", when[number], work)
            for link in links(step, when, work, per_day):
                if link.before in uid:
                    _link(task, link, uid[link.before], per_day)
            for identity, value in ((_KIND_FIELD, step.kind_words), (_HOURS_FIELD, round(step.hours, 2))):
                _add(Tree.SubElement(task, "ExtendedAttribute"), ("FieldID", identity), ("Value", value))


def _summary(
    tasks: Tree.Element, stage: StageLine, uid: int, place: int, inside: Iterable[Span], work: WorkingTime
) -> None:
    some = list(inside)
    begins, ends = min(span.begins for span in some), max(span.ends for span in some)
    _add(
        Tree.SubElement(tasks, "Task"),
        ("UID", uid),
        ("ID", uid),
        ("Name", _("Stage {number}: {title}").format(number=place, title=stage.title)),
        ("Type", _FIXED_DURATION),
        ("IsNull", False),
        ("WBS", place),
        ("OutlineNumber", place),
        ("OutlineLevel", 1),
        ("Start", begins),
        ("Finish", ends),
        ("Duration", _duration(work.between(begins, ends))),
        ("DurationFormat", _HOURS),
        ("Estimated", False),
        ("Milestone", False),
        ("Summary", True),
        ("ConstraintType", _AS_SOON_AS_POSSIBLE),
    )


def _task(
    task: Tree.Element, handout: Handout, step: StepLine, uid: int, outline: str, span: Span, work: WorkingTime
) -> None:
    minutes = work.between(span.begins, span.ends) if span.in_study else _minutes(span.ends - span.begins)
    address = next((one for one in step.resources if one.url), None)
    goal_until = handout.document.learner.deadline if step.kind == "goal" else None
    _add(
        task,
        ("UID", uid),
        ("ID", uid),
        ("Name", step.title),
        ("Type", _FIXED_DURATION),
        ("IsNull", False),
        ("WBS", outline),
        ("OutlineNumber", outline),
        ("OutlineLevel", 2),
        ("Priority", 500),
        ("Start", span.begins),
        ("Finish", span.ends),
        ("Duration", _duration(minutes)),
        ("DurationFormat", _HOURS if span.in_study else _ELAPSED_DAYS),
        ("EffortDriven", False),
        ("Estimated", False),
        ("Milestone", not minutes),
        ("Summary", False),
        ("Critical", step.critical),
        ("FixedCost", round(step.cost_usd * 100) or None),  # cents
        ("PercentComplete", 0),
        ("Cost", round(step.cost_usd * 100) or None),
        ("ActualDuration", _duration(0)),
        ("RemainingDuration", _duration(minutes)),
        ("ConstraintType", _NOT_BEFORE),
        ("CalendarUID", -1 if span.in_study else _ALWAYS),
        ("ConstraintDate", span.begins),
        ("Deadline", datetime.combine(goal_until, time(23, 59)) if goal_until else None),
        ("Hyperlink", address.title if address else None),
        ("HyperlinkAddress", address.url if address else None),
        ("Notes", "\n".join(_notes(step))),
    )


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)


def _notes(step: StepLine) -> Iterator[str]:
    yield from (f"{link.needed_by.title}: {link.reason}" for link in step.why[:1] if link.reason)
    told = ((_("What one can do afterwards"), step.outcome), (_("Covered already"), step.credit))
    for name, text in (*told, (_("First step"), step.first_step), (_("Done when"), step.done_when)):
        if text:
            yield f"{name}: {text}"
    yield from step.when
    yield from (one.url for one in step.resources if one.url)


def links(step: StepLine, when: dict[int, Span], work: WorkingTime, per_day: int = 0) -> Iterator[Link]:
    """What a step is linked to: the steps that it needs, each of which has ended, or begins with it.

    `per_day`: minutes of a day of study, for a program that knows only days; 0 for one that knows hours.
    """
    own = when[step.number]
    # Steps that need each other are taken together: one direction is enough, and both would be a circle.
    before = list(dict.fromkeys(ref.number or ref.source or 0 for ref in step.needs))
    before = [number for number in before if number in when]
    before = [number for number in before if number < step.number and when[number].begins <= own.begins]
    latest = max(before, key=lambda number: (when[number].ends, number), default=None)
    for number in before:
        other = when[number]
        together = other.ends > own.begins
        if not per_day:
            yield Link(number, _START_TO_START if together else _FINISH_TO_START)
            continue
        moment = other.begins == other.ends
        days = _days_later(other, own, together or moment, work)
        kind = _START_TO_START if together or moment else _FINISH_TO_START
        yield Link(number, kind, per_day * (days if number == latest else min(days, 0)))


def _days_later(other: Span, own: Span, from_start: bool, work: WorkingTime) -> int:
    """Days of study by which a step begins after the day on which another one has ended, or has begun."""
    day, begins = other.begins.date() if from_start else other.ends.date(), own.begins.date()
    if day == begins:
        return -1 if work.minutes(day) and not from_start else 0
    between = work.days_between(day, begins)
    return between + bool(work.minutes(day)) if from_start else between


def _link(task: Tree.Element, link: Link, before: int, per_day: int) -> None:
    _add(
        Tree.SubElement(task, "PredecessorLink"),
        ("PredecessorUID", before),
        ("Type", link.kind),
        ("CrossProject", False),
        ("LinkLag", link.lag * 10),  # tenths of a minute
        ("LagFormat", _DAYS if per_day else _HOURS),
    )
