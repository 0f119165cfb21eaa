"""A document in, a plan out: choose, support, schedule, explain. Pure; safe in any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from planner.graph.order import topological
from planner.i18n import _
from planner.model.curriculum import Curriculum, ThreePoint
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.names import check_learner
from planner.model.plan import Binding, Credit, Decision, HeldBack, Plan, PlanItem, PlanStatus, Totals
from planner.model.problem import Problem, Severity
from planner.model.requirement import AnyOf, AtLeast, Months, Requirement, holds, leaves, members, walk
from planner.planning.begun import prepared
from planner.planning.calendar import HORIZON_YEARS
from planner.planning.choose import Selection
from planner.planning.deadline import deadline_problem
from planner.planning.depth import of_skill
from planner.planning.explain import binding, why_chains
from planner.planning.held import held_items
from planner.planning.jobs import Job, longest_chain
from planner.planning.limit import Limit, Unreachable
from planner.planning.needs import Support, graph_of
from planner.planning.slack import slack_days
from planner.planning.validity import lapse_day, renewals
from planner.planning.wishes import no_room, wishes_not_kept
from planner.planning.worked import Choice, Worked, blocked, left_over, no_study_time, work_out


def make_plan(document: Document, limit: Limit | None = None, choice: Choice | None = None) -> Plan:
    """The plan for a learner, or a plan of status "impossible" whose problems say why.

    `limit` ends a long search early; the plan then says how much better the best one may be. `choice` is as for
    `work_out`. Raises PlannerError for input that makes no sense: unknown ids, a deadline before the start.
    """
    check_learner(document.curriculum, document.learner)
    try:
        worked = work_out(document, limit, choice)
    except Unreachable:
        return impossible(document)
    return plan_of(worked)


def plan_of(worked: Worked) -> Plan:
    """The plan for what was worked out."""
    curriculum, learner = worked.document.curriculum, worked.document.learner
    selection, support, calendar = worked.selection, worked.support, worked.calendar
    jobs, schedule = worked.jobs, worked.schedule
    bound = binding(jobs, calendar, schedule, worked.lower)
    items = _items(curriculum, learner, worked)
    finish = calendar.day_of(schedule.finish) if schedule.finish is not None else None
    return Plan(
        status=PlanStatus.PLANNED if finish else PlanStatus.UNDATED,
        curriculum=curriculum.id,
        start=learner.start,
        goal=learner.goal,
        goal_title=curriculum.by_id[learner.goal].title,
        **_aims(learner),
        proof="optimal" if selection.proved else "gap",
        gap=selection.gap,
        gap_aim=selection.gap_aim,
        settled=selection.settled,
        items=items,
        held=_held(curriculum, learner),
        decisions=_decisions(curriculum, learner, selection, support),
        totals=_totals(items, jobs),
        begins=learner.availability.first_day,
        finish=finish,
        binding=bound,
        ordered=worked.ordered,
        renewals=tuple(renewals(worked.document, support, schedule)),
        problems=tuple(_problems(worked, bound, finish)),
    )


def impossible(document: Document) -> Plan:
    """The plan of whoever cannot reach the goal, which says why."""
    curriculum, learner = document.curriculum, document.learner
    nothing = ThreePoint(optimistic=0.0, likely=0.0, pessimistic=0.0)
    return Plan(
        status=PlanStatus.IMPOSSIBLE,
        curriculum=curriculum.id,
        start=learner.start,
        goal=learner.goal,
        goal_title=curriculum.by_id[learner.goal].title,
        **_aims(learner),
        proof="none",
        items=(),
        held=_held(curriculum, learner),
        decisions=(),
        totals=Totals(items=0, hours=0.0, hours_range=nothing, study_hours=0.0, months=0.0, cost_usd=0.0),
        begins=learner.availability.first_day,
        finish=None,
        binding=Binding(by="nothing", study_alone=None, experience_alone=None, lower_bound=None, chain=(), sentence=""),
        problems=blocked(prepared(document)),
    )


def _aims(learner: Learner) -> dict[str, Any]:
    worth = {name: getattr(learner, name) for name in ("hour_worth_usd", "week_worth_usd")}
    return {"aim": learner.aim, "then": learner.then, **worth}


def _held(curriculum: Curriculum, learner: Learner) -> tuple[str, ...]:
    held = held_items(curriculum, learner)
    return tuple(node.id for node in curriculum.nodes if node.id in held)


def _items(curriculum: Curriculum, learner: Learner, worked: Worked) -> tuple[PlanItem, ...]:
    support, schedule = worked.support, worked.schedule
    chains = why_chains(curriculum, worked.selection, support, learner.goal)
    owners = _owners(support)
    chosen = _chosen_in(support)
    critical = set(schedule.chain)
    slack = slack_days(worked.jobs, schedule)
    place = {item: at for at, item in enumerate(_steps_in_order(support))}
    last = worked.calendar.begin._replace(day=HORIZON_YEARS * 366)
    there = support.keys() | worked.selection.conferred.keys() | held_items(curriculum, learner)

    def when(item: str) -> tuple[object, ...]:
        slot = schedule.slots.get(item)
        return (slot.start if slot else last, place[item])

    return tuple(
        _item(
            curriculum,
            learner,
            worked,
            item,
            owners=tuple(owners.get(item, ())),
            why=chains.get(item, ()),
            chosen_in=chosen.get(item, ""),
            critical=item in critical,
            slack_days=slack.get(item),
            depth=of_skill(curriculum, curriculum.by_id[item], there),
        )
        for item in sorted(support, key=when)
    )


def _progress(learner: Learner, credit: Credit | None, left: float) -> float:
    """The part that is done of what credit leaves to do; where credit leaves nothing, none of it."""
    whole = 1 - (credit.fraction if credit else 0.0)
    return round(1 - left / whole, 4) if whole and (learner.logged or learner.progress) else 0.0


def _item(curriculum: Curriculum, learner: Learner, worked: Worked, item: str, **fields: Any) -> PlanItem:
    """The item; `fields` are what is known of its place in the plan."""
    node, (start, finish) = curriculum.by_id[item], worked.days_of(item)
    credit, support = worked.credit.get(item), worked.support[item]
    left = left_over(node, learner, credit)
    return PlanItem(
        id=item,
        title=node.title,
        kind=node.kind,
        domain=node.domain,
        hours=worked.minutes[item] / 60,
        hours_range=node.hours.times(left),
        full_hours=node.hours.likely,
        library_hours=curriculum.library_hours.get(item),
        credit=credit,
        progress=_progress(learner, credit, left),
        months=node.months.likely if node.months else None,
        cost_usd=node.cost_usd,
        start=start,
        finish=finish,
        needs=support.needs,
        recommended_before=support.recommended,
        held_back=_held_back(worked, item),
        expires=_expires(worked, item),
        **fields,
    )


def _held_back(worked: Worked, item: str) -> HeldBack | None:
    kind, other = worked.schedule.causes.get(item, (None, None))
    return _held_back_by(kind, other) if kind else None


@lru_cache(maxsize=4096)
def _held_back_by(kind: str, other: str | None) -> HeldBack:
    return HeldBack.model_validate({"by": kind, "item": other})


def _expires(worked: Worked, item: str) -> date | None:
    slot = worked.schedule.slots.get(item)
    obtained = worked.calendar.day_of(slot.finish) if slot else None
    return lapse_day(worked.document.curriculum, item, obtained) if obtained else None


def _steps_in_order(support: Mapping[str, Support]) -> list[str]:
    """A full order in which items that are taken together stand next to where the first of them may stand."""
    try:
        return topological(graph_of(support))
    except ValueError:  # corequisites of each other
        return topological({item: one.waits for item, one in support.items()})


def _owners(support: Mapping[str, Support]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for item, befores in graph_of(support).items():
        for before in befores:
            owners.setdefault(before, []).append(item)
    return owners


def _chosen_in(support: Mapping[str, Support]) -> dict[str, str]:
    """Items that only a choice brought in, with the name of the choice."""
    chosen: dict[str, str] = {}
    forced: set[str] = set()
    for item, one in support.items():
        optional: set[str] = set()
        for use in one.groups:
            for option in use.options:
                for leaf in leaves(members(use.group)[option]):
                    optional.add(leaf)
                    chosen.setdefault(leaf, use.group.name or _("a choice in “{item}”").format(item=item))
        forced |= set(one.needs) - optional - set(one.months)
    return {item: name for item, name in chosen.items() if item not in forced}


def _decisions(
    curriculum: Curriculum, learner: Learner, selection: Selection, support: Mapping[str, Support]
) -> tuple[Decision, ...]:
    held = held_items(curriculum, learner)
    merged: dict[str, Decision] = {}
    for item, one in support.items():
        for use in one.groups:
            group = use.group
            key = group.name or f"{item}:{use.path}"
            nodes = merged[key].nodes if key in merged else ()
            answered = all(holds(members(group)[option], held) for option in use.options)
            decision = Decision(
                name=group.name or "",
                nodes=(*nodes, item),
                options=tuple(option_titles(curriculum, group)),
                chosen=use.options,
                reason=group.reason,
                advice=group.advice,
                held=answered,
                path="" if group.name else use.path,
            )
            if key in merged and (answered or not merged[key].held):
                decision = merged[key].changed(nodes=(*nodes, item))
            merged[key] = decision
    return tuple(merged.values())


def option_titles(curriculum: Curriculum, group: AnyOf | AtLeast) -> Iterable[str]:
    """What the options of a choice are called."""
    if group.labels:
        return group.labels
    return [_option_title(curriculum, member) for member in members(group)]


def _option_title(curriculum: Curriculum, option: Requirement) -> str:
    parts = [part for _path, part in walk(option) if isinstance(part, (str, Months))]
    titles = curriculum.titles
    return " + ".join(titles[part] if isinstance(part, str) else part.words(titles) for part in parts)


def _totals(items: Sequence[PlanItem], jobs: Sequence[Job]) -> Totals:
    points = [item.hours_range for item in items]
    return Totals(
        items=len(items),
        hours=sum(round(item.hours * 60) for item in items) / 60,
        hours_range=ThreePoint(
            optimistic=sum(point.optimistic for point in points),
            likely=sum(point.likely for point in points),
            pessimistic=sum(point.pessimistic for point in points),
        ),
        study_hours=sum(job.work for job in jobs) / 60,
        months=longest_chain(jobs)[0],
        cost_usd=sum(item.cost_usd for item in items),
    )


def _problems(worked: Worked, bound: Binding, finish: date | None) -> Iterable[Problem]:
    curriculum, learner, jobs = worked.document.curriculum, worked.document.learner, worked.jobs
    if finish is None:
        yield no_room(worked) or _undated(learner, bound)
    yield from wishes_not_kept(worked)
    missed = deadline_problem(curriculum, jobs, learner, finish)
    if missed:
        yield missed
    asked = (part for node in curriculum.nodes for part in (node.requires, node.corequisites))
    named = {leaf for part in asked for leaf in _choosable(part)} if learner.prefer else set()
    for item in learner.prefer:
        if named.isdisjoint(curriculum.with_levels([item])):
            message = _("“{title}” is not an option of any choice, so preferring it changes nothing.")
            text = message.format(title=curriculum.by_id[item].title)
            yield Problem(severity=Severity.NOTE, code="no-choice", message=text, node=item)


def _choosable(requirement: Requirement | None) -> Iterable[str]:
    if requirement is None or isinstance(requirement, str):
        return
    if isinstance(requirement, (AnyOf, AtLeast)):
        yield from leaves(requirement)
        return
    for member in members(requirement):
        yield from _choosable(member)


def _undated(learner: Learner, bound: Binding) -> Problem:
    if not any(learner.availability.week) and bound.study_alone is None:
        return Problem(severity=Severity.ERROR, code="no-study-time", message=no_study_time(), field="availability")
    message = _("At {hours:g} hours a week this does not end within {years} years. Give it more time.")
    text = message.format(hours=learner.availability.hours_per_week, years=HORIZON_YEARS)
    return Problem(severity=Severity.ERROR, code="beyond-horizon", message=text, field="availability")
