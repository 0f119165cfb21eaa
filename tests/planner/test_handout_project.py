"""A plan as MS Project's XML: dates and links are those of the plan, also after somebody has computed them again.

Here is a small scheduler of our own that knows nothing but the file: calendars, durations, links, and the first day of
every task, as MS Project goes about it; and one that goes about it as GanttProject does, in whole days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from build import MONDAY, curriculum, job, learner, node
from defusedxml.ElementTree import fromstring
from handed import handout_of, spoiled, words
from hypothesis import given
from hypothesis import strategies as st
from strategies import Instance, timed_instances

from planner.handout import ganttproject, msproject
from planner.handout.content import Handout
from planner.handout.table import one_line
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.problem import PlannerError

SPACE = "{http://schemas.microsoft.com/project}"
ORDER = [
    *("UID", "ID", "Name", "Type", "IsNull", "WBS", "OutlineNumber", "OutlineLevel", "Priority", "Start", "Finish"),
    *("Duration", "DurationFormat", "EffortDriven", "Estimated", "Milestone", "Summary", "Critical", "FixedCost"),
    *("PercentComplete", "Cost", "ActualDuration", "RemainingDuration", "ConstraintType", "CalendarUID"),
    *("ConstraintDate", "Deadline", "Hyperlink", "HyperlinkAddress", "Notes", "PredecessorLink", "ExtendedAttribute"),
]
"""In this order Microsoft's schema wants what a task holds (as far as it is used here)."""

COURSE = curriculum(
    node("sql", 3, resources=[{"key": "r", "title": "R", "url": "https://good.example/"}]),
    node("ml", 12.5, "sql"),
    node("exam", 4, "ml", kind="certification", cost_usd=300, wait_days=10),
    job("work", 6, requires="sql"),
    node("goal", 0, {"all": ["exam", "work"]}, kind="role"),
)


@cache
def made(**wishes) -> Handout:
    return handout_of(Document(curriculum=COURSE, learner=learner(**wishes)))


@dataclass
class Task:
    """A task as it stands in the file."""

    name: str
    summary: bool
    begins: datetime
    ends: datetime
    minutes: int
    elapsed: bool
    calendar: int
    not_before: datetime | None
    links: list[tuple[int, int, int]]
    """Task, kind of link, minutes of lag."""


class File:
    """What somebody reads who has only the file."""

    def __init__(self, content: bytes) -> None:
        self.root = fromstring(content)
        self.per_day = int(self.value(self.root, "MinutesPerDay"))
        self.calendars = {int(self.value(one, "UID")): one for one in self.all(self.root, "Calendars/Calendar")}
        self.tasks = {int(self.value(one, "UID")): self.task(one) for one in self.all(self.root, "Tasks/Task")}
        self.work = {uid: task for uid, task in self.tasks.items() if not task.summary}
        self._times: dict[tuple[int, date], tuple[int, int]] = {}

    def all(self, element: Element, path: str) -> list[Element]:
        return element.findall("/".join(SPACE + part for part in path.split("/")))

    def value(self, element: Element, path: str) -> str:
        found = self.all(element, path)
        return (found[0].text or "") if found else ""

    def task(self, one: Element) -> Task:
        day = self.value(one, "ConstraintDate")
        links = [
            (int(self.value(link, "PredecessorUID")), int(self.value(link, "Type")), int(self.value(link, "LinkLag")))
            for link in self.all(one, "PredecessorLink")
        ]
        return Task(
            name=self.value(one, "Name"),
            summary=self.value(one, "Summary") == "1",
            begins=datetime.fromisoformat(self.value(one, "Start")),
            ends=datetime.fromisoformat(self.value(one, "Finish")),
            minutes=_minutes(self.value(one, "Duration")),
            elapsed=self.value(one, "DurationFormat") == "8",
            calendar=int(self.value(one, "CalendarUID") or -1),
            not_before=datetime.fromisoformat(day) if day else None,
            links=[(uid, kind, lag // 10) for uid, kind, lag in links],
        )

    def times(self, calendar: int, day: date) -> tuple[int, int]:
        """First and last working minute of a day."""
        if (calendar, day) not in self._times:
            self._times[calendar, day] = self._look_up(self.calendars[calendar], day)
        return self._times[calendar, day]

    def _look_up(self, calendar: Element, day: date) -> tuple[int, int]:
        week = self.all(calendar, "WeekDays/WeekDay")
        entry = next(one for one in week if int(self.value(one, "DayType")) == day.isoweekday() % 7 + 1)
        for one in self.all(calendar, "Exceptions/Exception"):
            first, last = (self.value(one, f"TimePeriod/{name}")[:10] for name in ("FromDate", "ToDate"))
            if first <= day.isoformat() <= last:
                entry = one
        if self.value(entry, "DayWorking") != "1":
            return 0, 0
        begin, end = (_clock(self.value(entry, f"WorkingTimes/WorkingTime/{name}")) for name in ("FromTime", "ToTime"))
        return begin, end or 24 * 60

    def later(self, calendar: int, moment: datetime, minutes: int) -> datetime:
        """So many working minutes after a moment, which may lie outside of working time."""
        while True:
            begin, end = self.times(calendar, moment.date())
            now = moment.hour * 60 + moment.minute
            now = max(now, begin)
            if end > now or (end == now and not minutes):
                if minutes <= end - now:
                    return datetime.combine(moment.date(), time()) + timedelta(minutes=now + minutes)
                minutes -= end - now
            moment = datetime.combine(moment.date() + timedelta(days=1), time())

    def next_work(self, calendar: int, moment: datetime) -> datetime:
        """The first moment from `moment` on at which work can go on."""
        after = self.later(calendar, moment, 1)
        return max(moment, after - timedelta(minutes=1))

    def scheduled(self) -> dict[int, tuple[datetime, datetime]]:
        """When every task is, computed from links, first days and calendars alone."""
        found: dict[int, tuple[datetime, datetime]] = {}
        for uid, task in self.work.items():
            calendar = task.calendar if task.calendar > 0 else 1
            bounds = (
                [task.not_before] if task.not_before else [datetime.fromisoformat(self.value(self.root, "StartDate"))]
            )
            for before, kind, lag in task.links:
                assert lag == 0
                bounds.append(found[before][1] if kind == 1 else found[before][0])
            begins = max(bounds)
            if task.elapsed:
                found[uid] = begins, begins + timedelta(minutes=task.minutes)
            else:
                begins = self.next_work(calendar, begins)
                found[uid] = begins, self.later(calendar, begins, task.minutes)
        return found

    def works(self, day: date) -> bool:
        return self.times(1, day) != (0, 0)

    def shifted(self, day: date, count: int) -> date:
        """So many working days later, or earlier."""
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            if count > 0:
                count -= self.works(day)
                day += step
            else:
                day += step
                count += self.works(day)
        return day

    def length(self, task: Task) -> int:
        """Working days of a bar, which reaches to the end of its last day."""
        days = (task.ends.date() - task.begins.date()).days + 1
        return sum(self.works(task.begins.date() + timedelta(days=number)) for number in range(days)) or days

    def in_whole_days(self) -> dict[int, date]:
        """On which day every task begins where each comes right behind its links, lags in working days."""
        found: dict[int, date] = {}
        for uid, task in self.work.items():
            bounds = []
            for before, kind, lag in task.links:
                other = self.work[before]
                edge = found[before] if kind == 3 else self.shifted(found[before], self.length(other))
                bound = self.shifted(edge, round(lag / self.per_day))
                while not self.works(bound):
                    bound += timedelta(days=1)
                bounds.append(bound)
            found[uid] = max(bounds, default=task.begins.date())
        return found


def _clock(text: str) -> int:
    hours, minutes, _seconds = text.split(":")
    return int(hours) * 60 + int(minutes)


def _minutes(text: str) -> int:
    hours, _h, rest = text.removeprefix("PT").partition("H")
    return int(hours) * 60 + int(rest.partition("M")[0])


def busy(instance: Instance, topics: int) -> Document:
    periods = (
        Period(first=date(2027, 1, 11), last=date(2027, 1, 13)),
        Period(first=date(2027, 2, 1), last=date(2027, 2, 20), week=(240, 30, 0, 30, 30, 60, 0)),
    )
    availability = instance.learner.availability.changed(periods=periods)
    changed = instance.learner.changed(availability=availability, max_topics=topics)
    return Document(curriculum=instance.curriculum, learner=changed)


@given(timed_instances(), st.sampled_from((1, 1, 2)), st.sampled_from((time(18), time(23), time(0))))
def test_the_dates_are_those_of_the_plan_and_stay_so_when_they_are_computed_again(
    instance: Instance, topics: int, begins: time
):
    handout = handout_of(busy(instance, topics), begins=begins)
    dated = {step.id: step for step in handout.steps if step.start and step.finish}
    if not dated:
        with pytest.raises(PlannerError, match="made of dates"):
            msproject.write(handout)
        return
    file = File(msproject.write(handout))
    assert {task.name: (task.begins.date(), task.ends.date()) for task in file.work.values()} == {
        step.title: (step.start, step.finish) for step in dated.values()
    }
    assert file.scheduled() == {uid: (task.begins, task.ends) for uid, task in file.work.items()}
    _keeps_its_days(handout)
    # What is linked is what is needed, all of it that stands before it in the plan and does not begin later, as one of
    # two that are taken together may.
    begins_at = {task.name: task.begins for task in file.work.values()}
    names = {uid: task.name for uid, task in file.work.items()}
    for task in file.work.values():
        step = next(step for step in dated.values() if step.title == task.name)
        needed = {ref.number or ref.source for ref in step.needs}
        wanted = {
            one.title
            for one in dated.values()
            if one.number in needed and one.number < step.number and begins_at[one.title] <= task.begins
        }
        linked = [names[before] for before, _kind, _lag in task.links]
        assert set(linked) == wanted
        assert len(linked) == len(wanted)
        assert all(kind in (1, 3) for _before, kind, _lag in task.links)


def _keeps_its_days(handout: Handout) -> None:
    """Whether a program that knows only days begins every linked task on the day of the plan."""
    file = File(ganttproject.write(handout))
    days = file.in_whole_days()
    for uid, task in file.work.items():
        begins = task.begins.date()
        while task.links and not file.works(begins):  # it links no task to a day off
            begins += timedelta(days=1)
        assert days[uid] == begins, task.name


def test_a_gap_before_a_task_is_a_lag_in_days():
    later = handout_of(Document(curriculum=COURSE, learner=learner(not_before={"ml": date(2026, 2, 2)})))
    _keeps_its_days(later)
    file = File(ganttproject.write(later))
    lags = {task.name: [lag for _before, _kind, lag in task.links] for task in file.work.values()}
    assert lags["ML"] == [18 * 120]  # from 7 January to 2 February there are so many days of study
    assert lags["EXAM"] == [-120]  # it begins on the day on which ML ends


def test_a_task_says_what_a_step_says():
    root = File(msproject.write(made())).root
    file = File(msproject.write(made()))
    tasks = {file.value(one, "Name"): one for one in file.all(root, "Tasks/Task")}
    exam, sql, goal = tasks["EXAM"], tasks["SQL"], tasks["GOAL"]
    assert file.value(exam, "FixedCost") == "30000"  # cents
    assert file.value(sql, "HyperlinkAddress") == "https://good.example/"
    assert file.value(goal, "Milestone") == "1"
    assert file.value(goal, "Duration") == "PT0H0M0S"
    assert [file.value(one, "Value") for one in file.all(sql, "ExtendedAttribute")] == ["skill", "3"]
    assert file.value(root, "CalendarUID") == "1"
    assert file.value(sql, "ConstraintType") == "4"  # start no earlier than
    for one in file.work.values():  # what lasts night and day must not wait for a day of study
        assert not one.elapsed or file.times(one.calendar, MONDAY + timedelta(days=6)) == (0, 24 * 60)
    assert file.times(1, MONDAY) == (18 * 60, 20 * 60)
    assert not file.works(MONDAY + timedelta(days=5))
    assert file.tasks[1].summary
    for task in file.all(root, "Tasks/Task"):
        places = [ORDER.index(child.tag.removeprefix(SPACE)) for child in task]
        assert all(one <= other for one, other in pairwise(places))


@given(words())
def test_no_word_is_more_than_text_in_xml(word: str):
    word = word or "x"  # no title is empty
    hostile = fromstring(msproject.write(spoiled(made(), word)))
    assert [element.tag for element in hostile.iter()] == plain_tags()
    assert one_line(word) in {one_line(one.text or "") for one in hostile.iter(SPACE + "Name")}


@cache
def plain_tags() -> list[str]:
    return [element.tag for element in fromstring(msproject.write(spoiled(made(), "word"))).iter()]


def test_whoever_studies_until_midnight_or_all_day_has_a_calendar_too():
    for week in ((24 * 60,) * 7, (0, 0, 0, 0, 0, 24 * 60, 300)):
        handout = made(week=week)
        file = File(msproject.write(handout))
        assert {task.name: (task.begins.date(), task.ends.date()) for task in file.work.values()} == {
            step.title: (step.start, step.finish) for step in handout.steps
        }
