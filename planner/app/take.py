"""Make another plan the learner's own: the fewest wishes with which planning gives that plan, found by planning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planner.app import commands, queries
from planner.app.commands import PlanWishes
from planner.app.deciding import groups_of
from planner.app.others import items_of, values
from planner.app.whatif import price, price_words
from planner.i18n import _
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Decision, Plan, PlanStatus
from planner.model.problem import PlannerError
from planner.model.requirement import leaves, members

SECONDS = 6.0
"""Longest search for the plan of one set of wishes."""
_ROUNDS = 6
"""How often what is too much in the result is avoided as well."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Wishes, and the plan that they give."""

    wishes: PlanWishes
    plan: Plan
    same: bool
    """Whether it is the very plan that was asked for."""
    words: str
    """One sentence about what is different; empty where it is the same."""


def take(document: Document, own: Plan, other: Plan, stale: Callable[[], bool] = lambda: False) -> Taken | None:
    """Wishes with which the learner's plan becomes `other`, or as near to it as can be; None once `stale`.

    First the aim alone is tried, then a budget, then the options that differ, and last what is to be avoided: wishes
    that say more than they have to would bind every later plan. Makes several plans: ask it in a worker.
    """
    nearest: Taken | None = None
    for wishes in _candidates(document, own, other):
        found = _tried(document, other, wishes, stale)
        if stale():
            return None
        if found is not None and (nearest is None or _far(found.plan, other) < _far(nearest.plan, other)):
            nearest = found
        if nearest is not None and nearest.same:
            return nearest
    last = replace(_aimed(document, other), prefer=_options(document, own, other))
    for _round in range(_ROUNDS):
        found = _tried(document, other, last, stale)
        if stale():
            return None
        if found is None:
            break
        if nearest is None or _far(found.plan, other) < _far(nearest.plan, other):
            nearest = found
        if found.same:
            break
        extra = [item for item in found.plan.items if item.id not in items_of(other)]
        avoid = [item.id for item in extra if item.chosen_in] or [item.id for item in extra]
        if not avoid:
            break
        last = replace(last, avoid=tuple(dict.fromkeys((*last.avoid, *avoid))))
    # With nothing else left to choose from, the plan itself can be reached for certain.
    return nearest or _tried(document, other, replace(_aimed(document, other), avoid=_all_but(document, other)), stale)


def _all_but(document: Document, other: Plan) -> tuple[str, ...]:
    """Every item that the other plan does without and that could be planned."""
    kept = {*items_of(other), *other.held}
    return tuple(node.id for node in document.curriculum.nodes if node.id not in kept)


def _candidates(document: Document, own: Plan, other: Plan) -> Iterator[PlanWishes]:
    """Sets of wishes, those that say least first."""
    aimed = _aimed(document, other)
    budget = round(other.totals.cost_usd, 2)
    options = _options(document, own, other)
    if other.aim is not own.aim:
        yield aimed
    if other.totals.cost_usd < own.totals.cost_usd:
        yield replace(aimed, budget_usd=budget)
    if options:
        yield replace(aimed, prefer=options)
        yield replace(aimed, prefer=options, budget_usd=budget)


def _aimed(document: Document, other: Plan) -> PlanWishes:
    learner = document.learner
    if other.aim is learner.aim:
        return PlanWishes(other.aim, learner.then)
    # As the trade-offs were searched: of equally good plans the cheapest, or that with the fewest hours.
    then = {Aim.HOURS: (Aim.MONEY,), Aim.MONEY: (Aim.HOURS,)}
    return PlanWishes(other.aim, then.get(other.aim, ()))


def _options(document: Document, own: Plan, other: Plan) -> tuple[str, ...]:
    """For every choice that the other plan decides differently, an item of each option that it takes."""
    mine = {decision.key: decision for decision in own.decisions}
    found: dict[str, None] = {}
    for decision in other.decisions:
        before = mine.get(decision.key)
        if decision.held or (before is not None and set(before.chosen) == set(decision.chosen)):
            continue
        found |= dict.fromkeys(_leaves_of(document, decision, own, other))
    return tuple(found)


def _leaves_of(document: Document, decision: Decision, own: Plan, other: Plan) -> Iterator[str]:
    before, after = items_of(own), items_of(other)
    for group in groups_of(document.curriculum, decision):
        options = members(group)
        for option in decision.chosen:
            used = [leaf for leaf in leaves(options[option]) if leaf in after] if option < len(options) else []
            # What only the other plan has tells the options apart.
            yield from sorted(used, key=lambda leaf: leaf in before)[:1]


def _tried(document: Document, other: Plan, wishes: PlanWishes, stale: Callable[[], bool]) -> Taken | None:
    """What these wishes give; None where they give nothing new, or no plan."""
    wished = commands.take_alternative(document, wishes)
    if wished == document:
        return None
    try:
        plan = queries.plan(wished, SECONDS, stale)
    except PlannerError:
        return None
    if plan.status is PlanStatus.IMPOSSIBLE:
        return None
    words = difference_words(other, plan)
    return Taken(wishes, plan, not words, words)


def _far(plan: Plan, other: Plan) -> tuple[int, float]:
    change = price(other, plan)
    return len(items_of(plan) ^ items_of(other)), abs(change.hours) + abs(change.cost_usd) + abs(change.days or 0)


def difference_words(wanted: Plan, plan: Plan) -> str:
    """In which way a plan is not the one that was wanted, in one sentence; empty where it is."""
    more, less = items_of(plan) - items_of(wanted), items_of(wanted) - items_of(plan)
    if not more and not less and values(plan) == values(wanted):
        return ""
    words = price_words(replace(price(wanted, plan), proved=True))
    if not more and not less:
        return _("The steps are those that you chose, but: {price}.").format(price=words)
    titles = {item.id: item.title for item in (*plan.items, *wanted.items)}
    parts = [
        text.format(titles=", ".join(f"“{titles[item]}”" for item in sorted(items, key=lambda one: titles[one])[:3]))
        for text, items in ((_("also {titles}"), more), (_("without {titles}"), less))
        if items
    ]
    text = _("Planning again gives nearly this plan ({price}): {steps}.")
    return text.format(price=words, steps=", ".join(parts))
