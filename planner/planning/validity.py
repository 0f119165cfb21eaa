"""Certificates that lapse: what is no longer held, what is better earned late, and what has to be renewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.plan import Renewal
from planner.planning.calendar import add_months
from planner.planning.held import lapsed_items
from planner.planning.jobs import Job
from planner.planning.needs import Support
from planner.planning.outcome import Schedule

_LAST = date.max


def with_renewals(document: Document) -> Document:
    """The document in which lapsed certificates that can be renewed cost their renewal and ask for nothing else."""
    curriculum, learner = document.curriculum, document.learner
    renewed: dict[str, Node] = {}
    for item in lapsed_items(curriculum, learner):
        record, node = curriculum.lapses[item], curriculum.by_id[item]
        if record.renewal_hours is not None:
            renewed[item] = node.changed(
                requires=None, corequisites=None, hours=record.renewal_hours, cost_usd=record.renewal_usd, exam=None
            )
    if not renewed:
        return document
    nodes = tuple(renewed.get(node.id, node) for node in curriculum.nodes)
    return document.changed(curriculum=curriculum.changed(nodes=nodes))


def lapse_day(curriculum: Curriculum, item: str, obtained: date) -> date | None:
    """When the item lapses if it is obtained on that day; None when it never does."""
    record = curriculum.lapses.get(item)
    if record is None or record.validity_months is None:
        return None
    try:
        return add_months(obtained, record.validity_months)
    except OverflowError:
        return None


def taken_late(
    curriculum: Curriculum, jobs: Sequence[Job], schedule: Schedule, again: Callable[[list[Job]], Schedule]
) -> tuple[Schedule, list[Job]]:
    """The schedule in which certificates that would lapse before the finish come late, where nothing else gets later.

    Returned with its jobs, some of which begin late; `again` schedules such jobs. A certificate whose delay would move
    the finish or a milestone stays where it is; it has to be renewed.
    """
    kept = list(jobs)
    if schedule.finish is None:
        return schedule, kept
    end = schedule.calendar.day_of(schedule.finish)
    for job in jobs:
        for item in job.items:
            lapse = lapse_day(curriculum, item, schedule.calendar.day_of(schedule.slots[item].finish))
            if lapse is None or lapse >= end:
                continue
            earliest = (_lasting_until(curriculum, item, end) - schedule.calendar.start).days
            takes = schedule.slots[item].finish.day - schedule.slots[item].start.day
            for first in (earliest - takes, earliest):
                delayed = [replace(one, late=first) if one.number == job.number else one for one in kept]
                tried = again(delayed)
                late = lapse_day(curriculum, item, _day(tried, item))
                if _no_later(jobs, tried, schedule) and late is not None and late >= end:
                    schedule, kept = tried, delayed
                    break
    return schedule, kept


def renewals(document: Document, support: Mapping[str, Support], schedule: Schedule) -> Iterator[Renewal]:
    """Certificates, planned or held, that lapse before the plan is finished, once for every time that they do."""
    if schedule.finish is None:
        return
    curriculum, learner = document.curriculum, document.learner
    end = schedule.calendar.day_of(schedule.finish)
    used = {item for one in support.values() for item in one.needs}
    held = {item: day for item, day in learner.obtained.items() if item in used and item not in schedule.slots}
    planned = {item: _day(schedule, item) for item in support if item in curriculum.lapses}
    for item, obtained in {**held, **planned}.items():
        lapse = lapse_day(curriculum, item, obtained)
        while lapse is not None and lapse < end:
            record = curriculum.lapses[item]
            yield Renewal(
                item=item,
                title=curriculum.by_id[item].title,
                by=lapse,
                hours=record.renewal_hours.likely if record.renewal_hours else None,
                cost_usd=record.renewal_usd,
            )
            lapse = lapse_day(curriculum, item, lapse)


def _lasting_until(curriculum: Curriculum, item: str, end: date) -> date:
    """The first day on which the item can be obtained so that it still counts on the day `end`."""
    earliest = add_months(end, -(curriculum.lapses[item].validity_months or 0))
    while (lapse := lapse_day(curriculum, item, earliest)) is not None and lapse < end:
        earliest += timedelta(days=1)  # a shorter month was clamped
    return earliest


def _day(schedule: Schedule, item: str) -> date:
    return schedule.calendar.day_of(schedule.slots[item].finish) if item in schedule.slots else _LAST


def _no_later(jobs: Sequence[Job], tried: Schedule, before: Schedule) -> bool:
    """Whether neither the finish nor any milestone has moved to a later day."""
    if tried.finish is None or before.finish is None or tried.finish.day > before.finish.day:
        return False
    stops = [job.items[0] for job in jobs if job.milestone]
    return all(tried.slots[item].finish.day <= before.slots[item].finish.day for item in stops)
