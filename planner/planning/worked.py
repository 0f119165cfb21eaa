"""What a plan and its forecast have in common: what is chosen, what it rests on, and when it happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.plan import Credit
from planner.model.problem import Problem
from planner.planning.calendar import StudyCalendar
from planner.planning.choose import Selection, choose
from planner.planning.explain import unreachable
from planner.planning.held import best_credit, held_items
from planner.planning.needs import Support, supports
from planner.planning.program import Limit
from planner.planning.repair import conflict_problems
from planner.planning.schedule import Job, Schedule, best_schedule, jobs_of
from planner.planning.ways import remaining_minutes


@dataclass(frozen=True, slots=True)
class Worked:
    """The steps on the way to a plan."""

    selection: Selection
    support: Mapping[str, Support]
    credit: Mapping[str, Credit]
    minutes: Mapping[str, int]
    """Likely study left for each item, credit and progress taken off."""
    calendar: StudyCalendar
    jobs: list[Job]
    schedule: Schedule


def work_out(document: Document, limit: Limit | None = None) -> Worked:
    """Choose, support, schedule. Raises Unreachable when nothing that may be planned reaches the goal."""
    curriculum, learner = document.curriculum, document.learner
    selection = choose(curriculum, learner, limit)
    support = supports(curriculum, learner, selection)
    credit = _credits(curriculum, learner, selection)
    minutes = {item: _minutes(curriculum, learner, item, credit.get(item)) for item in support}
    calendar = StudyCalendar(learner.availability)
    jobs = jobs_of(curriculum, support, minutes, calendar)
    return Worked(selection, support, credit, minutes, calendar, jobs, best_schedule(jobs, calendar))


def left_over(learner: Learner, item: str, credit: Credit | None) -> float:
    """Fraction of an item's hours that credit and progress leave to do."""
    return (1 - (credit.fraction if credit else 0.0)) * (1 - learner.progress.get(item, 0.0))


def blocked(curriculum: Curriculum, learner: Learner) -> tuple[Problem, ...]:
    """Why the goal is unreachable: the wishes in conflict, or what is missing."""
    return tuple(conflict_problems(curriculum, learner) or [unreachable(curriculum, learner)])


def no_study_time() -> str:
    """What to say when there is study but no time for it."""
    return _("With no hours a week the study never ends. Give it at least a little time.")


def _minutes(curriculum: Curriculum, learner: Learner, item: str, credit: Credit | None) -> int:
    fraction = credit.fraction if credit else 0.0
    return remaining_minutes(curriculum.by_id[item], fraction, learner.progress.get(item, 0.0))


def _credits(curriculum: Curriculum, learner: Learner, selection: Selection) -> dict[str, Credit]:
    held = held_items(curriculum, learner)
    found: dict[str, Credit] = {}
    for item in selection.studied:
        planned = [selection.credit[item]] if item in selection.credit else []
        credit = best_credit(curriculum, [*sorted(held), *planned], item)
        if credit:
            found[item] = credit
    return found
