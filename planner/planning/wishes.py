"""What became of the learner's wishes about time: which could not be kept, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner import i18n
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.problem import Problem, Severity
from planner.planning import holidays
from planner.planning.jobs import Job, hard_chain
from planner.planning.worked import Worked


def wishes_not_kept(worked: Worked) -> Iterator[Problem]:
    """Everything about dates and order that the plan does not follow."""
    unknown = holidays.problem(worked.document.learner.availability)
    if unknown:
        yield unknown
    yield from _order_by_hand(worked)
    yield from _booked_exams(worked)
    yield from _recommendations(worked)


def no_room(worked: Worked) -> Problem | None:
    """The exam for which no day is long enough, where that is what keeps the plan from ending."""
    calendar, curriculum = worked.schedule.calendar, worked.document.curriculum
    longest = max((calendar.room(day) for day in range(calendar.days)), default=0)
    for job in worked.jobs:
        if job.sitting > longest > 0:
            message = _(
                "The exam of “{title}” takes {minutes} minutes in one piece, but no day has more than {longest}. "
                "Give it a longer day, or book a date for it."
            )
            item = next(one for one in job.items if curriculum.by_id[one].exam)
            text = message.format(title=curriculum.by_id[item].title, minutes=job.sitting, longest=longest)
            return Problem(
                severity=Severity.ERROR, code="no-day-for-exam", message=text, node=item, field="availability"
            )
    return None


def order_problem(curriculum: Curriculum, jobs: list[Job], first: str, then: str) -> str:
    """Why `first` cannot come before `then`, in words; empty where nothing stands in the way."""
    number_of = {item: job.number for job in jobs for item in job.items}
    if first not in number_of or then not in number_of:
        return ""
    chain = hard_chain(jobs, number_of[then], number_of[first])
    if not chain:
        return ""
    titles = i18n.chain(curriculum.by_id[jobs[number].items[0]].title for number in chain)
    if len(chain) == 1:
        text = _("“{first}” and “{then}” are taken together.")
    else:
        text = _("“{first}” cannot come before “{then}”, because it needs it: {chain}.")
    return text.format(first=curriculum.by_id[first].title, then=curriculum.by_id[then].title, chain=titles)


def _order_by_hand(worked: Worked) -> Iterator[Problem]:
    planned = [item for item in dict.fromkeys(worked.document.learner.by_hand) if item in worked.support]
    for first, then in pairwise(planned):
        text = order_problem(worked.document.curriculum, worked.jobs, first, then)
        if text:
            yield Problem(severity=Severity.WARNING, code="order-by-hand", message=text, node=first, field="by_hand")


def _booked_exams(worked: Worked) -> Iterator[Problem]:
    for item, day in worked.document.learner.booked.items():
        slot = worked.schedule.slots.get(item)
        if slot is None:
            continue
        node = worked.document.curriculum.by_id[item]
        done = worked.calendar.date_of(slot.finish.day - node.wait_days)
        if done > day:
            message = _("“{title}” is booked for {day}, but you are ready on {done} only. Book a later day.")
            text = message.format(title=node.title, day=day, done=done)
            yield Problem(severity=Severity.ERROR, code="booked-too-early", message=text, node=item, field="booked")


def _recommendations(worked: Worked) -> Iterator[Problem]:
    curriculum = worked.document.curriculum
    number_of = {item: job.number for job in worked.jobs for item in job.items}
    for item, one in worked.support.items():
        for before in one.recommended:
            if number_of[before] != number_of[item] and hard_chain(worked.jobs, number_of[item], number_of[before]):
                message = _("“{before}” is recommended before “{item}”, but needs it itself. The plan leaves that out.")
                text = message.format(before=curriculum.by_id[before].title, item=curriculum.by_id[item].title)
                yield Problem(severity=Severity.NOTE, code="recommended-circle", message=text, node=item)
