"""Plan again after progress or a slip: the past stays as it was, and as little as possible changes.

What was chosen stays chosen while another choice is not clearly better, and what is left keeps its order while another
order does not end clearly earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.learner import Aim, Learner
from planner.model.names import check_learner
from planner.model.plan import Before, Dated, Plan
from planner.model.renamed import renames
from planner.planning.begun import prepared
from planner.planning.choose import Selection
from planner.planning.held import held_items
from planner.planning.jobs import Job, in_order
from planner.planning.limit import Limit, Unreachable
from planner.planning.network import Network, sorted_by
from planner.planning.outcome import Schedule
from planner.planning.plan import make_plan, plan_of
from planner.planning.schedule import in_given_order
from planner.planning.validity import taken_late
from planner.planning.worked import Worked, chosen, chosen_close, with_selection

WORTH_A_CHANGE = 0.02
"""Another choice is taken only if it is better by more than this fraction."""

DAYS_WORTH_A_NEW_ORDER = 7


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan, and what a completely new choice would be worth."""

    plan: Plan
    kept_choice: bool
    """Whether the items are those of the plan before, less what is done."""
    kept_order: bool
    """Whether what is left comes in the order of the plan before."""
    saving: float
    """By what fraction the best plan would be better by the learner's aim; 0 where it was taken."""
    worked: Worked | None = field(default=None, compare=False, repr=False)
    """How it was worked out; None where there is no plan."""
    fresh: Selection | None = field(default=None, compare=False, repr=False)
    """What a plan that keeps nothing would choose; None where that was not asked."""


def replan(document: Document, before: Before, today: date | None = None, limit: Limit | None = None) -> Replanned:
    """The plan for `document` from `today` on that differs least from the plan `before`.

    Nothing is planned before `today`: what is known and what is in progress stays so, what was due and is not known is
    planned again. Raises PlannerError for input that makes no sense.
    """
    learner = document.learner
    if today is not None:
        document = document.changed(learner=learner.changed(availability=learner.availability.changed(today=today)))
        learner = document.learner
    check_learner(document.curriculum, learner)
    before = _by_new_ids(document, before)
    ready = prepared(document)
    old = [item.id for item in before.items]
    try:
        close, fresh = chosen_close(ready, old, limit)
        best = with_selection(ready, close)
    except Unreachable:
        return Replanned(make_plan(document, limit), False, False, 0.0)
    same = best if set(best.support) <= set(old) else _same_choice(ready, set(old), limit)
    saving = _saving(learner, same, best) if same else 0.0
    kept = same is not None and saving <= WORTH_A_CHANGE
    worked = same if same is not None and kept else best
    ordered = _in_old_order(worked, before)
    if ordered is not None and _moves(before, worked):
        worked = ordered
    plan = plan_of(worked)
    return Replanned(plan, kept, _same_order(before, plan), saving if kept else 0.0, worked, fresh)


@dataclass(frozen=True, slots=True)
class _Step:
    id: str
    start: date | None
    finish: date | None


@dataclass(frozen=True, slots=True)
class _Steps:
    items: Sequence[_Step]


def _by_new_ids(document: Document, before: Before) -> Before:
    """The plan before with the present ids of items that were renamed since."""
    names = renames(document.curriculum.nodes)
    if not any(item.id in names for item in before.items):
        return before
    return _Steps([_Step(names.get(item.id, item.id), item.start, item.finish) for item in before.items])


def _moves(before: Before, after: Worked) -> bool:
    """Whether an item starts or ends on another day than before."""
    dates = {item.id: (item.start, item.finish) for item in before.items}
    return any(dates.get(item) != after.days_of(item) for item in after.support)


def _same_order(before: Before, after: Plan) -> bool:
    planned = {item.id for item in after.items}
    old = [item.id for item in before.items if item.id in planned]
    return old == [item.id for item in after.items if item.id in old]


def _same_choice(document: Document, old: set[str], limit: Limit | None) -> Worked | None:
    """The best plan that needs nothing new; None where there is none."""
    curriculum, learner = document.curriculum, document.learner
    held = held_items(curriculum, learner)
    others = tuple(node.id for node in curriculum.nodes if node.id not in old and node.id not in held)
    if learner.goal in others:
        return None
    try:
        only = learner.changed(avoid=tuple(dict.fromkeys((*learner.avoid, *others))))
        selection = chosen(document.changed(learner=only), limit, keep=old)
        return with_selection(document, selection)
    except Unreachable:
        return None


def _saving(learner: Learner, same: Worked, best: Worked) -> float:
    """By what fraction `best` is better by the aim."""
    ours, theirs = _worth(learner, same), _worth(learner, best)
    return max(0.0, 1 - theirs / ours) if ours else 0.0


def _worth(learner: Learner, worked: Worked) -> float:
    hours = sum(worked.minutes.values()) / 60
    cost = sum(worked.document.curriculum.by_id[item].cost_usd for item in worked.support)
    days = float(worked.schedule.finish.day if worked.schedule.finish else worked.calendar.days)
    match learner.aim:
        case Aim.HOURS:
            return hours
        case Aim.MONEY:
            return cost
        case Aim.MIX:
            return cost + hours * learner.hour_worth_usd + days / 7 * learner.week_worth_usd
        case Aim.TIME:
            return days


def _in_old_order(worked: Worked, before: Before) -> Worked | None:
    """The same items in the order of the plan before, unless a new order ends clearly earlier."""
    found = [
        one
        for studied in (before.items, _months_last(worked.document.curriculum, before.items))
        if (one := _in_order_of(worked, before, studied)) is not None
    ]
    return next((one for one in found if not _moves(before, one)), found[0] if found else None)


def _months_last(curriculum: Curriculum, items: Sequence[Dated]) -> list[Dated]:
    """The items in another order of study that their days may mean: an item with months begins with them, and its own
    hours may come as late as its end."""
    timed = {item.id for item in items if item.id in curriculum.by_id and curriculum.by_id[item.id].months is not None}
    found = [item for item in items if item.id not in timed]
    for item in sorted((one for one in items if one.id in timed), key=_end):
        later = (place for place, one in enumerate(found) if _end(one) > _end(item))
        found.insert(next(later, len(found)), item)
    return found


def _end(item: Dated) -> date:
    return item.finish or date.max


def _in_order_of(worked: Worked, before: Before, studied: Sequence[Dated]) -> Worked | None:
    learner = worked.document.learner
    study = sorted_by(_places(worked.jobs, {item.id: number for number, item in enumerate(studied)}))
    # Places are taken one after the other, so they end in the order in which they were taken.
    ended = sorted(before.items, key=_end)
    places = sorted_by(_places(worked.jobs, {item.id: number for number, item in enumerate(ended)}))

    def again(jobs: Sequence[Job]) -> Schedule:
        return in_given_order(Network(jobs), worked.schedule.calendar, study, places, learner.max_topics)

    jobs = [replace(job, late=0) for job in worked.jobs]
    schedule, jobs = taken_late(worked.document.curriculum, jobs, again(jobs), again)
    if schedule.finish is None or worked.schedule.finish is None:
        return None
    if schedule.finish.day - worked.schedule.finish.day > DAYS_WORTH_A_NEW_ORDER:
        return None
    return replace(worked, schedule=schedule, jobs=jobs)


def _places(jobs: Sequence[Job], place: dict[str, int]) -> list[float]:
    """Old places; something new stands just before the first old item that waits for it."""
    places = [float(len(place))] * len(jobs)
    for number in reversed(in_order(jobs)):
        job = jobs[number]
        old = [place[item] for item in job.items if item in place]
        after = [places[follower] - 0.5 for follower in job.frees]
        places[number] = float(min(old)) if old else min([places[number], *after])
    return places
