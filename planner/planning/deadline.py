"""Can I make it? Which bound stands in the way of a deadline, and how many hours a week it would take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.learner import Availability, Week
from planner.model.problem import Problem, Severity
from planner.planning.calendar import StudyCalendar
from planner.planning.explain import earliest_finish
from planner.planning.schedule import Job, best_schedule, longest_chain

_DAY = 24 * 60


def deadline_problem(
    curriculum: Curriculum, jobs: Sequence[Job], availability: Availability, deadline: date, finish: date | None
) -> Problem | None:
    """What to say about a missed deadline; None when it is met."""
    if finish is not None and finish <= deadline:
        return None
    calendar = StudyCalendar(availability)
    waiting = earliest_finish(jobs, calendar, with_study=False)
    if waiting is None or calendar.day_of(waiting) > deadline:
        return _problem("deadline-experience", _chain_words(curriculum, jobs, deadline))
    needed = sum(job.minutes for job in jobs)
    have = calendar.capacity_before(deadline)
    hours = hours_needed(jobs, availability, deadline)
    if needed > have:
        message = _(
            "The deadline {deadline} cannot be met: {needed:.0f} hours of study, but only {have:.0f} until then."
        )
        code = "deadline-study"
    else:
        message = _("This plan misses the deadline {deadline} by {days} days.")
        code = "deadline-order"
    days = (finish - deadline).days if finish else 0
    text = message.format(deadline=deadline, needed=needed / 60, have=have / 60, days=days)
    if hours is None:
        text += " " + _("No number of hours a week is enough.")
    else:
        text += " " + _("With {hours:.1f} hours a week instead of {now:.1f} it can be met.").format(
            hours=hours, now=availability.hours_per_week
        )
    return _problem(code, text)


def hours_needed(jobs: Sequence[Job], availability: Availability, deadline: date) -> float | None:
    """Fewest hours a week, to a tenth, with which the best order found finishes by `deadline`; None when none do.

    The hours are spread over the weekdays as they are now (evenly when there are none).
    """
    low, high = int(availability.hours_per_week * 10), 1680
    if not _meets(jobs, availability, high, deadline):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _meets(jobs, availability, middle, deadline):
            high = middle
        else:
            low = middle
    return high / 10


def _meets(jobs: Sequence[Job], availability: Availability, tenths: int, deadline: date) -> bool:
    calendar = StudyCalendar(availability.changed(week=_scaled(availability.week, tenths * 6)))
    finish = best_schedule(jobs, calendar).finish
    return finish is not None and calendar.day_of(finish) <= deadline


def _scaled(week: Week, total: int) -> Week:
    """`total` minutes over the days of `week` in their proportion, no day above 24 hours."""
    weights = week if any(week) else (1, 1, 1, 1, 1, 1, 1)
    minutes = [min(_DAY, total * weight // sum(weights)) for weight in weights]
    for day in sorted(range(7), key=lambda day: (-weights[day], day)):
        minutes[day] += max(0, min(_DAY - minutes[day], total - sum(minutes)))
    return (minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5], minutes[6])


def _chain_words(curriculum: Curriculum, jobs: Sequence[Job], deadline: date) -> str:
    months, chain = longest_chain(jobs)
    titles = " ▸ ".join(curriculum.by_id[item].title for item in chain)
    message = _("The deadline {deadline} cannot be met: {chain} take {months:.0f} months, one after another.")
    return message.format(deadline=deadline, months=months, chain=titles)


def _problem(code: str, message: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, field="deadline")
