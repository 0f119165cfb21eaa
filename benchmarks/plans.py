"""Plans of any size with a calendar, for benchmarks of order and dates, and a checker of schedules.

A plan takes everything that can be obtained in a curriculum of benchmarks.generate, so that it has nearly as many jobs
as the curriculum has nodes. Its hours are scaled to ten years of study, and its months so that all jobs that need a
place of their own take five, seven and a half or ten years: where both take equally long, the order is hardest. The
checker reads what a schedule says and shares nothing with the simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import networkx as nx

from benchmarks.generate import generate
from planner.app import commands, queries
from planner.model.document import Document
from planner.model.learner import Availability, Period
from planner.planning.calendar import StudyCalendar, add_months
from planner.planning.choose import selection_of
from planner.planning.jobs import Job, jobs_of, measure_tails
from planner.planning.needs import supports
from planner.planning.outcome import Schedule
from planner.planning.ways import build_ways
from planner.planning.worked import work_out

FAMILIES = ("cur.1", "cur.2", "cur.3", "rand")
START = date(2027, 1, 4)
YEARS = 10
SHARES = (1.0, 0.75, 0.5)
"""How long the jobs with a place of their own take, as a part of the study; one after the other by seed."""

LIFE = Availability(
    start=START,
    week=(120, 120, 120, 120, 120, 0, 60),
    periods=(
        *(Period(first=date(year, 8, 1), last=date(year, 8, 14)) for year in range(2027, 2067)),
        *(Period(first=date(year, 12, 1), last=date(year, 12, 20), week=(30,) * 7) for year in range(2027, 2067)),
    ),
    holidays="DE",
)
"""Weekdays and a Sunday hour, two weeks off and a busy month each year, and holidays where the library is there."""


@dataclass(frozen=True, slots=True)
class Case:
    """Jobs to put in order, and the time that there is for them."""

    title: str
    jobs: list[Job]
    availability: Availability
    calendar: StudyCalendar

    @property
    def graph(self) -> nx.DiGraph[int]:
        """What waits for what."""
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(len(self.jobs)))
        graph.add_edges_from((before, job.number) for job in self.jobs for before in sorted(job.waits))
        return graph


def large(family: str, size: int, seed: int) -> Case:
    """A plan of nearly `size` jobs."""
    document = generate(family, size, seed)
    curriculum = document.curriculum
    learner = document.learner.changed(availability=LIFE)
    ways = build_ways(curriculum, learner)
    every_option = {(name, option) for name, options in ways.decisions.items() for option in options}
    selection = selection_of(ways, set(range(len(ways.ways))), every_option)
    support = supports(curriculum, learner, selection)
    calendar = StudyCalendar(LIFE)
    hours = {item: curriculum.by_id[item].hours.likely for item in support}
    each = calendar.used[YEARS * 365] / sum(hours.values())
    minutes = {item: max(1, round(value * each)) if value else 0 for item, value in hours.items()}
    jobs = jobs_of(curriculum, learner, support, minutes, calendar)
    months = sum(job.months for job in jobs if job.exclusive) or 1.0
    for job in jobs:
        # Whole months, as in our curricula: with fractions, which count 30 days a month, the order of jobs would move
        # the end by a week or two for the calendar alone.
        if job.months:
            job.months = max(1.0, round(job.months * 12 * YEARS * SHARES[seed % len(SHARES)] / months))
    measure_tails(jobs, calendar)
    return Case(f"{family}, {size} nodes, seed {seed}", jobs, LIFE, calendar)


def built_in() -> list[Document]:
    """The built-in curriculum from each entry role."""
    curriculum = queries.load()
    fresh = queries.new_document(curriculum, START)
    return [commands.set_start(fresh, node.id) for node in queries.entry_roles(curriculum)]


def planned(document: Document) -> Case:
    """The jobs of the best plan for a document."""
    worked = work_out(document)
    availability = document.learner.availability
    title = f"{document.learner.start}, {availability.hours_per_week:g} hours a week"
    return Case(title, worked.jobs, availability, worked.calendar)


def faults(jobs: Sequence[Job], schedule: Schedule, topics: int) -> list[str]:
    """What is wrong with a schedule; empty when nothing is."""
    slots, spans, used = schedule.slots, schedule.spans, schedule.calendar.used
    if schedule.finish is None:
        return ["it does not end"]
    found: list[str] = []
    for job in jobs:
        slot = slots[job.items[0]]
        if any(slots[jobs[before].items[0]].finish > slot.start for before in job.waits):
            found.append(f"{job.items[0]} starts before what it waits for")
        if job.minutes:
            begin, end = spans[job.number]
            if end - begin < job.minutes or (topics == 1 and end - begin > job.minutes):
                found.append(f"{job.items[0]} gets {end - begin} minutes, not {job.minutes}")
            if not used[slot.start.day] <= begin or not end <= used[slot.finish.day + 1]:
                found.append(f"{job.items[0]} is studied on other days")
        elif job.months:
            end_day = (add_months(schedule.calendar.date_of(slot.start.day), job.months) - schedule.calendar.start).days
            if end_day != slot.finish.day:
                found.append(f"{job.items[0]} takes other months")
    if max(slot.finish for slot in slots.values()) != schedule.finish:
        found.append("the finish is not the end")
    places = [slots[job.items[0]] for job in jobs if job.exclusive and job.months and not job.minutes]
    if any(before.finish.day > after.start.day for before, after in pairwise(sorted(places))):
        found.append("two jobs share one place")
    return found + _crowded(jobs, schedule, topics)


def _crowded(jobs: Sequence[Job], schedule: Schedule, topics: int) -> list[str]:
    """More items studied at a time than allowed, or more study done than there was time for."""
    spans = [(*schedule.spans[job.number], job.minutes) for job in jobs if job.minutes]
    steps = sorted([(end, -1) for _begin, end, _minutes in spans] + [(begin, 1) for begin, _end, _minutes in spans])
    at_once = done = 0
    found: list[str] = []
    for _minute, change in steps:
        at_once += change
        if at_once > topics:
            found.append(f"more than {topics} items at a time")
    for _begin, end, minutes in sorted(spans, key=lambda span: span[1]):
        done += minutes
        if done > end:
            found.append("more study than there is time for")
    return found
