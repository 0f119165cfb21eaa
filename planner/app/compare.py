"""Two plans side by side, and a learner's other plans as a table. The JSON forms are documented contracts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planner import i18n
from planner.app.difference import amount, moved
from planner.app.whatif import Price, price, price_words
from planner.i18n import _, ngettext
from planner.model.base import Value
from planner.model.learner import Aim
from planner.model.plan import Decision, Plan, PlanItem, PlanStatus
from planner.model.problem import error
from planner.storage.files import read_bounded, shown
from planner.storage.json_text import parse_value

if TYPE_CHECKING:
    from planner.planning.replan import Replanned

LISTED = 20
"""Moved items in words; the JSON has all of them."""

_LARGEST_PLAN = 64 * 2**20
"""Bytes. A plan repeats the reasons of every item up to the goal, so it is larger than its curriculum."""


class PlanSummary(Value):
    """What a plan comes to."""

    status: PlanStatus
    curriculum: str
    start: str | None
    goal: str
    goal_title: str
    aim: Aim
    proof: Literal["optimal", "gap", "none"]
    gap: float
    gap_aim: Aim | None = None
    """As in the plan."""
    items: int
    hours: float
    cost_usd: float
    begins: date
    finish: date | None


class Change(Value):
    """What one plan needs more (or less) than another."""

    possible: bool = True
    """False where there is no such plan; the numbers are 0 then."""
    hours: float
    cost_usd: float
    days: int | None
    """By how many days the finish is later; None where one of them has no date."""

    def words(self) -> str:
        """Such as "+9 h, -20 USD, finish 7 months earlier"; "the same" where nothing differs."""
        return price_words(Price(self.hours, self.cost_usd, self.days, self.possible))


class ComparedItem(Value):
    """An item that only one of the plans has."""

    id: str
    title: str
    hours: float
    cost_usd: float
    start: date | None
    finish: date | None


class MovedItem(Value):
    """An item of both plans with other dates or hours. Numbers are B less A; days are None without a date."""

    id: str
    title: str
    start_days: int | None
    finish_days: int | None
    hours: float


class DecidedDifferently(Value):
    """A choice with another answer; the titles of the options taken, empty where the plan does not ask."""

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]


class Comparison(Value):
    """Plan B against plan A, item by item."""

    format: Literal["trailmark.comparison"] = "trailmark.comparison"
    format_version: Literal[1] = 1
    a: PlanSummary
    b: PlanSummary
    change: Change
    """What B needs more than A."""
    only_a: tuple[ComparedItem, ...]
    only_b: tuple[ComparedItem, ...]
    moved: tuple[MovedItem, ...]
    same: int
    """Items of both plans with the same dates and hours."""
    decisions: tuple[DecidedDifferently, ...]


class AlternativeRow(Value):
    """Another plan, and what sets it apart from the learner's own."""

    plan: PlanSummary
    change: Change
    """What it needs more than the learner's own plan."""
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    decisions: tuple[DecidedDifferently, ...]


class AlternativesReport(Value):
    """The plans that trade hours, money and time for each other, and the next best ones."""

    format: Literal["trailmark.alternatives"] = "trailmark.alternatives"
    format_version: Literal[1] = 1
    plan: PlanSummary
    """The learner's own plan."""
    front: tuple[AlternativeRow, ...]
    """None of them is better than another in hours, money and finish together; fewest hours first."""
    next_best: tuple[AlternativeRow, ...]
    """The best plans by the learner's aim that replace at least 5 % of the hours of every better one."""
    complete: bool = True
    """Whether the search came to its end; where it did not, there may be more."""


def compare(a: Plan, b: Plan) -> Comparison:
    """Plan B against plan A: what only one has, what has moved, what is decided differently."""
    in_a, in_b = {item.id: item for item in a.items}, {item.id: item for item in b.items}
    both = [(in_a[item.id], item) for item in b.items if item.id in in_a]
    moved = [_moved(old, new) for old, new in both if _timing(old) != _timing(new)]
    return Comparison(
        a=summary(a),
        b=summary(b),
        change=change(a, b),
        only_a=tuple(_alone(item) for item in a.items if item.id not in in_b),
        only_b=tuple(_alone(item) for item in b.items if item.id not in in_a),
        moved=tuple(moved),
        same=len(both) - len(moved),
        decisions=tuple(_decided(a, b)),
    )


def alternatives_report(
    plan: Plan, front: Iterable[Plan], next_best: Iterable[Plan], complete: bool = True
) -> AlternativesReport:
    """Other plans against the learner's own."""
    return AlternativesReport(
        plan=summary(plan),
        front=tuple(alternative_row(plan, other) for other in front),
        next_best=tuple(alternative_row(plan, other) for other in next_best),
        complete=complete,
    )


def alternative_row(plan: Plan, other: Plan) -> AlternativeRow:
    """Another plan against the learner's own."""
    own, others = {item.id for item in plan.items}, {item.id for item in other.items}
    return AlternativeRow(
        plan=summary(other),
        change=change(plan, other),
        adds=tuple(item.id for item in other.items if item.id not in own),
        drops=tuple(item.id for item in plan.items if item.id not in others),
        decisions=tuple(_decided(plan, other)),
    )


def read_plan(path: Path) -> Plan:
    """A plan saved by `trailmark plan --json`. Raises PlannerError for anything else."""
    content = read_bounded(path, _LARGEST_PLAN)
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or raw.get("format") != "trailmark.plan":
        message = _("“{file}” is no saved plan. Save one with: trailmark plan … --json > FILE")
        raise error("not-a-plan", message.format(file=shown(path)))
    return parse_value(Plan, content, shown(path))


def summary(plan: Plan) -> PlanSummary:
    """What a plan comes to."""
    return PlanSummary(
        status=plan.status,
        curriculum=plan.curriculum,
        start=plan.start,
        goal=plan.goal,
        goal_title=plan.goal_title,
        aim=plan.aim,
        proof=plan.proof,
        gap=plan.gap,
        gap_aim=plan.gap_aim,
        items=plan.totals.items,
        hours=plan.totals.hours,
        cost_usd=plan.totals.cost_usd,
        begins=plan.begins,
        finish=plan.finish,
    )


def change(a: Plan, b: Plan) -> Change:
    """What B needs more than A."""
    if a.status is PlanStatus.IMPOSSIBLE:
        return Change(possible=False, hours=0.0, cost_usd=0.0, days=None)
    found = price(a, b)
    return Change(possible=found.possible, hours=found.hours, cost_usd=found.cost_usd, days=found.days)


def _alone(item: PlanItem) -> ComparedItem:
    return ComparedItem(
        id=item.id, title=item.title, hours=item.hours, cost_usd=item.cost_usd, start=item.start, finish=item.finish
    )


def _moved(old: PlanItem, new: PlanItem) -> MovedItem:
    return MovedItem(
        id=new.id,
        title=new.title,
        start_days=_days(old.start, new.start),
        finish_days=_days(old.finish, new.finish),
        hours=new.hours - old.hours,
    )


def _timing(item: PlanItem) -> tuple[date | None, date | None, float]:
    return item.start, item.finish, item.hours


def _days(old: date | None, new: date | None) -> int | None:
    return (new - old).days if old and new else None


def _decided(a: Plan, b: Plan) -> Iterator[DecidedDifferently]:
    # A file of an older version does not say where a choice without a name stands.
    placed = all(decision.name or decision.path for plan in (a, b) for decision in plan.decisions)
    of_a, of_b = ({one.key if placed else one.name or one.nodes[0]: one for one in plan.decisions} for plan in (a, b))
    for key, decision in (of_a | of_b).items():
        taken_a, taken_b = _taken(of_a.get(key)), _taken(of_b.get(key))
        if taken_a != taken_b:
            # A choice without a name belongs to one item only, which then stands in for the name.
            yield DecidedDifferently(name=decision.name or decision.nodes[0], a=taken_a, b=taken_b)


def _taken(decision: Decision | None) -> tuple[str, ...]:
    return tuple(decision.options[option] for option in decision.chosen) if decision else ()


def replan_lines(before: Plan, again: Replanned) -> list[str]:
    """What planning again has changed, in words; one line says so where nothing has."""
    found = compare(before, again.plan)
    out = []
    if not again.kept_choice:
        out.append(_("Other steps are clearly better now."))
    elif again.saving > 0:
        text = _("The same steps are kept; the best others would save {percent:.1f} %.")
        out.append(text.format(percent=again.saving * 100))
    if found.change.days:
        out.append(moved(found.change.days).capitalize())
    for heading, items in ((_("No longer planned:"), found.only_a), (_("New:"), found.only_b)):
        if items:
            out.append(heading)
            out += [f"  {item.title} ({item.id})" for item in items]
    if found.moved:
        text = ngettext("{count} step has moved.", "{count} steps have moved.", len(found.moved))
        out.append(text.format(count=len(found.moved)))
    return out or [_("Nothing has changed.")]


def lines(found: Comparison) -> list[str]:
    """The comparison in words."""
    out = [_("A: {plan}").format(plan=_summary_words(found.a)), _("B: {plan}").format(plan=_summary_words(found.b))]
    if (found.a.curriculum, found.a.goal) != (found.b.curriculum, found.b.goal):
        out.append(_("The plans lead to different goals."))
    out.append(_("B instead of A: {change}").format(change=found.change.words()))
    for heading, items in ((_("Only in A:"), found.only_a), (_("Only in B:"), found.only_b)):
        if items:
            out.append(heading)
            out += [f"  {item.title} ({item.id}), {_effort(item.hours, item.cost_usd)}" for item in items]
    if found.decisions:
        out.append(_("Decided differently:"))
        out += [f"  {words}" for words in map(decision_words, found.decisions)]
    if found.moved:
        count = len(found.moved)
        out.append(_("In both, but moved: {count}").format(count=count))
        out += [f"  {item.title} ({item.id}): {move_words(item)}" for item in found.moved[:LISTED]]
        if count > LISTED:
            out.append("  " + _("and {count} more").format(count=count - LISTED))
    return out


def alternative_lines(found: AlternativesReport) -> list[str]:
    """The other plans as tables in words."""
    out = [_("Your plan: {plan}").format(plan=_summary_words(found.plan)), ""]
    out.append(_("Trade-offs of hours, money and finish. No line is better than another in all three:"))
    out += _table(found.front)
    out += ["", _("The next best plans that differ by at least 5 % of the hours:")]
    out += _table(found.next_best) if found.next_best else ["  " + _("There are none.")]
    if not found.complete:
        out += ["", _("The search was ended early: there may be more.")]
    return out


def decision_words(decision: DecidedDifferently) -> str:
    """Such as "Cloud: AWS in A, Azure in B"."""
    nothing = _("not asked")
    a, b = " + ".join(decision.a) or nothing, " + ".join(decision.b) or nothing
    return _("{name}: {a} in A, {b} in B").format(name=decision.name, a=a, b=b)


def _table(rows: Iterable[AlternativeRow]) -> Iterator[str]:
    for row in rows:
        plan = row.plan
        finish = i18n.day(plan.finish) if plan.finish else _("never")
        hours, cost = (i18n.number(value, ",.0f") for value in (plan.hours, plan.cost_usd))
        yield f"  {hours:>9} h  {cost:>9} USD  {finish:>13}  {row.change.words()}"
        changes = [f"{decision.name}: {' + '.join(decision.b)}" for decision in row.decisions if decision.b]
        if row.adds or row.drops:
            counts = _("steps added: {adds}, left out: {drops}").format(adds=len(row.adds), drops=len(row.drops))
            yield " " * 15 + "; ".join([counts, *changes])


def _summary_words(plan: PlanSummary) -> str:
    if plan.status is PlanStatus.IMPOSSIBLE:
        return _("{goal}: not possible").format(goal=plan.goal_title)
    text = _("{goal}: {steps}, {effort}, {begins} – {finish}")
    steps = ngettext("{count} step", "{count} steps", plan.items).format(count=plan.items)
    effort, finish = _effort(plan.hours, plan.cost_usd), plan.finish or _("never")
    return text.format(goal=plan.goal_title, steps=steps, effort=effort, begins=plan.begins, finish=finish)


def _effort(hours: float, cost_usd: float) -> str:
    return _("{hours:,.0f} h, {cost:,.0f} USD").format(hours=hours, cost=cost_usd)


def move_words(item: MovedItem) -> str:
    """Such as "3 weeks later", or "starts 3 weeks later, ends 4 weeks later" where these are not the same."""
    start, finish = item.start_days or 0, item.finish_days or 0
    words = _shift(start, _("{amount} later"), _("{amount} earlier"))
    parts = [words]
    if words != _shift(finish, _("{amount} later"), _("{amount} earlier")):
        parts = [
            _shift(start, _("starts {amount} later"), _("starts {amount} earlier")),
            _shift(finish, _("ends {amount} later"), _("ends {amount} earlier")),
        ]
    if round(item.hours, 1):
        parts.append(_("{hours:+,.1f} h").format(hours=item.hours))
    return ", ".join(filter(None, parts)) or _("dated in one of them only")


def _shift(days: int, later: str, earlier: str) -> str:
    return (later if days > 0 else earlier).format(amount=amount(days)) if days else ""
