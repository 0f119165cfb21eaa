"""Can I make it? Which bound stands in the way of a deadline, and how many hours a week it would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner import i18n
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Availability, Learner, Order
from planner.model.problem import Problem, Severity
from planner.planning.bounds import earliest_finish
from planner.planning.calendar import calendar_of, for_hours
from planner.planning.jobs import Job, longest_chain, measure_tails
from planner.planning.schedule import best_schedule, orders_to_try, wins_first


def deadline_problem(
    curriculum: Curriculum, jobs: Sequence[Job], learner: Learner, finish: date | None
) -> Problem | None:
    """What to say about a missed deadline; None when it is met, or when there is none."""
    deadline, availability = learner.deadline, learner.availability
    if deadline is None or not jobs or (finish is not None and finish <= deadline):
        return None  # also who arrived before the day passed
    if deadline < availability.first_day:  # nothing that one could do would help
        message = _("The deadline {deadline} has passed. Set a later one, or none.")
        return _problem("deadline-passed", message.format(deadline=deadline))
    # Whoever studies more is done sooner, and then no certificate has to be taken as late as in this plan.
    jobs = [replace(job, late=0) for job in jobs]
    calendar = calendar_of(availability)
    waiting = earliest_finish(jobs, calendar, with_study=False)
    if waiting is None or calendar.day_of(waiting) > deadline:
        return _problem("deadline-experience", _chain_words(curriculum, jobs, deadline) + _other_steps(learner))
    needed = sum(job.work for job in jobs)
    have = calendar.capacity_before(deadline)
    hours = hours_needed(jobs, availability, deadline, learner.order, learner.max_topics)
    days = (finish - deadline).days if finish else 0
    if needed > have:
        message = _(
            "The deadline {deadline} cannot be met with these steps: {needed:,.0f} hours of study, but only "
            "{have:,.0f} until then."
        )
        code = "deadline-study"
    else:
        message = ngettext(
            "This plan misses the deadline {deadline} by {days} day.",
            "This plan misses the deadline {deadline} by {days} days.",
            days,
        )
        code = "deadline-order"
    text = message.format(deadline=deadline, needed=needed / 60, have=have / 60, days=days)
    if hours is None:
        text += " " + _("No number of hours a week is enough.")
    else:
        text += " " + _("With {hours:.1f} hours a week instead of {now:.1f} it can be met.").format(
            hours=hours, now=availability.hours_per_week
        )
    return _problem(code, text + _other_order(jobs, learner, deadline) + _other_steps(learner))


def _other_order(jobs: Sequence[Job], learner: Learner, deadline: date) -> str:
    """What the objective of the order has to do with a deadline that is missed."""
    if learner.order in (Order.FINISH, Order.BALANCE):
        return ""
    calendar = calendar_of(learner.availability)
    finish = best_schedule(jobs, calendar, topics=learner.max_topics).finish
    if finish is None or calendar.day_of(finish) > deadline:
        return ""
    return " " + _("In the order “Finish earliest” it can be met as it is.")


def _other_steps(learner: Learner) -> str:
    """What else may help who has not asked for the steps that are over first."""
    if Aim.TIME in (learner.aim, *learner.then):
        return ""
    return " " + _("Other steps may be over sooner: they are looked for with the aim “Earliest finish”.")


def hours_needed(
    jobs: Sequence[Job], availability: Availability, deadline: date, order: Order, topics: int = 1
) -> float | None:
    """Fewest hours a week, to a tenth, with which a plan of these jobs in its `order` finishes by `deadline`; None when
    none do.

    The hours are spread over the weekdays as `for_hours` does for whoever follows this answer.
    """

    by = Order.FINISH if order is Order.BALANCE else order  # an order with lighter weeks ends on the same day
    wins = wins_first(jobs) if by is Order.WINS else ()

    def meets(tenths: int) -> bool:
        calendar = calendar_of(availability.changed(week=for_hours(availability.week, tenths / 10)))
        # Whoever studies more is done sooner, and then no certificate has to be taken as late as in this plan.
        freed = [replace(job, late=0) for job in jobs]
        measure_tails(freed, calendar)
        finish = best_schedule(freed, calendar, by, topics, orders_to_try(freed, by, wins)).finish
        return finish is not None and finish.day <= (deadline - availability.first_day).days

    low = int(availability.hours_per_week * 10)
    # Above 40 hours the weekend is studied on too and the other days get shorter: a Friday may be met with 40 only.
    for most in (400, 1680):
        if low < most and meets(most):
            high = most
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if meets(middle) else (middle, high)
            return high / 10
        low = max(low, most)
    return None


def _chain_words(curriculum: Curriculum, jobs: Sequence[Job], deadline: date) -> str:
    months, chain = longest_chain(jobs)
    if not months or all(job.dated or job.not_before for job in jobs if job.items[0] in chain):
        message = _(
            "The deadline {deadline} cannot be met with these steps: exam days, waiting times and your own dates are "
            "too late."
        )
        return message.format(deadline=deadline)
    if len(chain) == 1:
        message = _("The deadline {deadline} cannot be met with these steps: “{title}” takes {time}.")
        return message.format(deadline=deadline, title=curriculum.by_id[chain[0]].title, time=i18n.months(months))
    titles = i18n.chain(curriculum.by_id[item].title for item in chain)
    message = _(
        "The deadline {deadline} cannot be met with these steps: {chain} take {months:.0f} months, one after another."
    )
    return message.format(deadline=deadline, months=months, chain=titles)


def _problem(code: str, message: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, field="deadline")
