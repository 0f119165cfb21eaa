"""What a plan and its forecast have in common: what is chosen, what it rests on, and when it happens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from planner.i18n import _
from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.learner import Availability, Learner, Order
from planner.model.plan import Credit, Ordered
from planner.model.problem import Problem
from planner.planning.begun import prepared
from planner.planning.bounds import no_order_before
from planner.planning.calendar import Moment, StudyCalendar, calendar_of
from planner.planning.choose import Apart, Selection, choose, choose_close
from planner.planning.explain import unreachable
from planner.planning.held import best_credit, held_items
from planner.planning.jobs import Job, jobs_of
from planner.planning.limit import Limit
from planner.planning.needs import Support, supports
from planner.planning.outcome import Schedule
from planner.planning.repair import conflict_problems
from planner.planning.schedule import balanced, best_schedule, proof_of
from planner.planning.soonest import finish_counts, soonest
from planner.planning.validity import taken_late
from planner.planning.ways import remaining_minutes


@dataclass(frozen=True, slots=True)
class Worked:
    """The steps on the way to a plan."""

    document: Document
    """As it was planned: lapsed certificates cost their renewal."""
    selection: Selection
    support: Mapping[str, Support]
    credit: Mapping[str, Credit]
    minutes: Mapping[str, int]
    """Likely study left for each item, credit and progress taken off."""
    calendar: StudyCalendar
    jobs: list[Job]
    schedule: Schedule
    ordered: Ordered
    """What the order is worth, and whether it is proved."""
    lower: Moment | None
    """No order of these items can be over before this moment; None where it lies beyond the horizon."""

    def days_of(self, item: str) -> tuple[date | None, date | None]:
        """The first and the last day of an item; None where it has no date."""
        slot = self.schedule.slots.get(item)
        return (self.calendar.day_of(slot.start), self.calendar.day_of(slot.finish)) if slot else (None, None)


Choice = Callable[[Document, Limit], Selection]
"""Says what a learner learns. Raises Unreachable."""


def work_out(document: Document, limit: Limit | None = None, choice: Choice | None = None) -> Worked:
    """Choose, support, schedule. `choice`: who knows what was chosen before, and searches for what was not.

    Raises Unreachable when nothing that may be planned reaches the goal.
    """
    planned = prepared(document)
    selection = chosen(planned, limit) if choice is None else choice(document, limit or Limit())
    return with_selection(planned, selection)


def chosen(
    document: Document, limit: Limit | None = None, keep: Collection[str] = (), apart: Sequence[Apart] = ()
) -> Selection:
    """The best set of items by the learner's aim; `keep` and `apart` as for `choose`. Raises Unreachable."""
    if finish_counts(document.learner):
        finish = partial(finish_of, document)
        return soonest(document.curriculum, document.learner, finish, limit, keep=keep, apart=apart)
    return choose(document.curriculum, document.learner, limit, keep=keep, apart=apart)


def chosen_close(
    document: Document, keep: Collection[str], limit: Limit | None = None
) -> tuple[Selection, Selection | None]:
    """The best set that keeps to these items, and the one that keeps to none. Raises Unreachable.

    None for the latter where the finish counts: that is a long search, which is not made twice.
    """
    if finish_counts(document.learner):
        return chosen(document, limit, keep=keep), None
    return choose_close(document.curriculum, document.learner, keep, limit)


def finish_of(document: Document, selection: Selection) -> Moment | None:
    """When these items are over in the best order found; None beyond the horizon."""
    learner = document.learner
    _support, _credit, _minutes, calendar, jobs = _jobs(document, selection)
    # An order with lighter weeks ends on the same day as the one that ends earliest.
    order = Order.FINISH if learner.order is Order.BALANCE else learner.order
    return best_schedule(jobs, calendar, order, learner.max_topics).finish


def with_selection(document: Document, selection: Selection, prove: bool = True) -> Worked:
    """Support and schedule for what was chosen; `prove`: say what no order can beat, which may take a second."""
    curriculum, learner = document.curriculum, document.learner
    support, credit, minutes, calendar, jobs = _jobs(document, selection)
    schedule, availability = scheduled(jobs, calendar, learner)
    lower = no_order_before(jobs, calendar) if prove else None
    ordered = proof_of(jobs, schedule, learner.order, availability, lower) if prove else Ordered(by=learner.order)
    if learner.order is not Order.WINS:  # whoever wants certificates early renews them
        calendar_used = schedule.calendar

        def again(delayed: list[Job]) -> Schedule:
            return best_schedule(delayed, calendar_used, learner.order, learner.max_topics)

        schedule, jobs = taken_late(curriculum, jobs, schedule, again)
    return Worked(document, selection, support, credit, minutes, calendar, jobs, schedule, ordered, lower)


def _jobs(
    document: Document, selection: Selection
) -> tuple[Mapping[str, Support], Mapping[str, Credit], Mapping[str, int], StudyCalendar, list[Job]]:
    curriculum, learner = document.curriculum, document.learner
    support = supports(curriculum, learner, selection)
    credit = _credits(curriculum, learner, selection)
    minutes = {item: _minutes(curriculum, learner, item, credit.get(item)) for item in support}
    calendar = calendar_of(learner.availability)
    return support, credit, minutes, calendar, jobs_of(curriculum, learner, support, minutes, calendar)


def scheduled(jobs: list[Job], calendar: StudyCalendar, learner: Learner) -> tuple[Schedule, Availability]:
    """The schedule by the learner's objective, and the time for study that it takes."""
    full = best_schedule(jobs, calendar, learner.order, learner.max_topics)
    if learner.order is not Order.BALANCE:
        return full, learner.availability
    return balanced(jobs, learner.availability, full, learner.max_topics)


def left_over(node: Node, learner: Learner, credit: Credit | None) -> float:
    """Fraction of an item's hours that credit, progress and the log leave to do."""
    part = (1 - (credit.fraction if credit else 0.0)) * (1 - learner.progress.get(node.id, 0.0))
    if node.id not in learner.logged or not node.hours.likely:
        return part
    return remaining_minutes(node, learner, credit.fraction if credit else 0.0) / 60 / node.hours.likely


def blocked(document: Document) -> tuple[Problem, ...]:
    """Why the goal is unreachable: the wishes in conflict, or what is missing. `document` as it is planned."""
    curriculum, learner = document.curriculum, document.learner
    return tuple(conflict_problems(curriculum, learner) or [unreachable(curriculum, learner)])


def no_study_time() -> str:
    """What to say when there is study but no time for it."""
    return _("With no hours a week the study never ends. Give it at least a little time.")


def _minutes(curriculum: Curriculum, learner: Learner, item: str, credit: Credit | None) -> int:
    fraction = credit.fraction if credit else 0.0
    return remaining_minutes(curriculum.by_id[item], learner, fraction)


def _credits(curriculum: Curriculum, learner: Learner, selection: Selection) -> dict[str, Credit]:
    held = held_items(curriculum, learner)
    found: dict[str, Credit] = {}
    for item in selection.studied:
        planned = [selection.credit[item]] if item in selection.credit else []
        credit = best_credit(curriculum, [*sorted(held), *planned], item)
        if credit:
            found[item] = credit
    return found
