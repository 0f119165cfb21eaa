"""What would change: the price of every option of a choice, of doing without an item, and of knowing it already.

Every answer is a whole plan, made like the learner's own; where its search had to end early, the price says "about".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from planner.app import commands, queries
from planner.app.deciding import taken_leaves, takes
from planner.i18n import _
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Decision, Plan, PlanStatus
from planner.model.problem import PlannerError


@dataclass(frozen=True, slots=True)
class Price:
    """What one plan needs more (or less) than another; None for the finish where one of them has no date."""

    hours: float
    cost_usd: float
    days: int | None
    possible: bool = True
    proved: bool = True
    """Whether both plans are the best there are; where a search was ended early, the price is a good guess."""
    taken: bool = True
    """Of an option: whether the plan takes it then; a wish does not bind what other wishes or ways make needless."""


SECONDS = 3.0
"""Longest search for one answer: there are many, and the learner waits for none of them."""
MOST_REPAIRS = 8
"""So many ways out are planned and offered."""
IMPOSSIBLE = Price(0.0, 0.0, None, possible=False)


def price(before: Plan, after: Plan) -> Price:
    """What `after` needs more than `before`."""
    if after.status is PlanStatus.IMPOSSIBLE:
        return IMPOSSIBLE
    days = (after.finish - before.finish).days if before.finish and after.finish else None
    proved = before.proof == after.proof == "optimal"
    hours, cost = after.totals.hours - before.totals.hours, after.totals.cost_usd - before.totals.cost_usd
    return Price(hours, cost, days, proved=proved)


def option_prices(document: Document, plan: Plan, stale: Callable[[], bool] = lambda: False) -> dict[str, list[Price]]:
    """Key of every open choice of the plan -> the price of each of its options, in their order.

    Stops early, with the choices priced so far, once `stale` says that nobody wants to know any more.
    """
    return {
        decision.key: [option_price(document, plan, decision, option, stale) for option in range(len(decision.options))]
        for decision in plan.decisions
        if not decision.held and len(decision.chosen) == 1 and _brought(document, plan, decision) and not stale()
    }


def _brought(document: Document, plan: Plan, decision: Decision) -> bool:
    """Whether something is planned only because of this choice."""
    if decision.name:
        return any(item.chosen_in == decision.name for item in plan.items)
    named = taken_leaves(document.curriculum, decision)
    return any(item.chosen_in and item.id in named for item in plan.items)


def option_price(
    document: Document, plan: Plan, decision: Decision, option: int, stale: Callable[[], bool] = lambda: False
) -> Price:
    """What the best plan with this option of a choice needs more."""
    if option in decision.chosen:
        return Price(0.0, 0.0, 0)
    try:
        other = commands.choose_option(document, decision.nodes, decision.name, option, decision.path)
        after = queries.plan(other, SECONDS, stale)
    except PlannerError:
        return IMPOSSIBLE
    found = price(plan, after)
    return replace(found, taken=takes(document, after, decision, option)) if found.possible else found


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one item matters in a plan."""

    without: Price
    """The best plan that does without it; not possible where every plan needs it."""
    always: bool
    """Whether every plan needs it whatever the wishes, and not only every plan that keeps them."""
    known: Price
    """The plan if the learner knew it already."""


def weight(document: Document, plan: Plan, item: str, stale: Callable[[], bool] = lambda: False) -> Weight:
    """What a planned item costs: what the best plan without it needs, and what knowing it would save.

    Ends early, with an answer of no use, once `stale` says that nobody wants to know any more.
    """
    without = price(plan, queries.plan(doing_without(document, item), SECONDS, stale))
    return Weight(
        without=without,
        always=not without.possible and always_needed(document, item),
        known=price(plan, queries.plan(commands.mark_known(document, item), SECONDS, stale)),
    )


def doing_without(document: Document, item: str) -> Document:
    """The same learner who wants to do without an item: who prefers it gives that up, too."""
    with_it = document.curriculum.with_levels([item])
    kept = tuple(one for one in document.learner.prefer if one not in with_it)
    return commands.avoid(document.changed(learner=document.learner.changed(prefer=kept)), item)


def always_needed(document: Document, item: str) -> bool:
    """Whether no plan to the goal does without an item, whatever the learner wishes."""
    from planner.planning.choose import reachable
    from planner.planning.repair import Wish, with_only

    return not reachable(document.curriculum, with_only(document.learner, [Wish("avoid", item)]))


def needed_words(always: bool) -> str:
    """Why there is no plan without an item."""
    return _("Every plan to this goal needs it.") if always else _("Every plan that keeps your wishes needs it.")


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out of wishes that cannot be met together."""

    words: str
    document: Document
    price: str
    """What the repaired plan needs, in words."""


def repairs(document: Document, stale: Callable[[], bool] = lambda: False) -> list[Repair]:
    """Ways to make an impossible plan possible, each planned to be sure: fewest wishes given up, then best by the aim.

    Ends early, with what is found so far, once `stale` says that nobody wants to know any more.
    """
    from planner.planning.repair import repairs as sets_of_wishes
    from planner.planning.repair import wishes, with_only

    curriculum, learner = document.curriculum, document.learner
    found: list[tuple[tuple[int, float], Repair]] = []
    for dropped in islice(sets_of_wishes(curriculum, learner, stale), MOST_REPAIRS):
        if stale():
            break
        kept = [wish for wish in wishes(learner) if wish not in dropped]
        repaired = document.changed(learner=with_only(learner, kept))
        plan = queries.plan(repaired, SECONDS, stale)
        if plan.status is not PlanStatus.IMPOSSIBLE:
            words = _(" and ").join(wish.words(curriculum) for wish in dropped)
            found.append(((len(dropped), _worth(repaired, plan)), Repair(words, repaired, _needs(plan))))
    return [one for _rank, one in sorted(found, key=lambda one: one[0])]


def _worth(document: Document, plan: Plan) -> float:
    """What the learner's aim makes small."""
    learner, totals = document.learner, plan.totals
    days = float(((plan.finish or date.max) - plan.begins).days)
    match learner.aim:
        case Aim.HOURS:
            return totals.hours
        case Aim.MONEY:
            return totals.cost_usd
        case Aim.MIX:
            return totals.cost_usd + totals.hours * learner.hour_worth_usd + days / 7 * learner.week_worth_usd
        case Aim.TIME:
            return days


def _needs(plan: Plan) -> str:
    needs = _("{hours:,.0f} h, {cost:,.0f} USD").format(hours=plan.totals.hours, cost=plan.totals.cost_usd)
    return needs if plan.proof == "optimal" else _("about {price}").format(price=needs)


def repair_lines(document: Document) -> list[str]:
    """The same in words, a line each; none where no wish is to blame."""
    found = repairs(document)
    if not found:
        return []
    first = _("Any one of these makes a plan possible") if len(found) > 1 else _("This makes a plan possible")
    lines = [first + ":"]
    for one in found:
        lines.append("  " + _("Give up: {wish}").format(wish=one.words))
        lines.append("    " + _("Then the plan needs {price}.").format(price=one.price))
    return lines


def price_words(change: Price) -> str:
    """Such as "+9 h, -20 USD, finish 7 months earlier"; "the same" where nothing differs."""
    from planner.app.difference import moved

    if not change.possible:
        return _("not possible")
    parts = []
    if round(change.hours):
        parts.append(_("{hours:+,.0f} h").format(hours=change.hours))
    if round(change.cost_usd):
        parts.append(_("{amount:+,.0f} USD").format(amount=change.cost_usd))
    if change.days:
        parts.append(moved(change.days))
    words = ", ".join(parts) or _("the same")
    words = words if change.proved else _("about {price}").format(price=words)
    return words if change.taken else _("{price}, and it is not taken even then").format(price=words)


def weight_words(found: Weight) -> list[str]:
    """One sentence about doing without an item, one about knowing it."""
    sentences = []
    if not found.without.possible:
        sentences.append(needed_words(found.always))
    else:
        text = _("The best plan without it: {price}.")
        sentences.append(text.format(price=price_words(found.without)))
    sentences.append(_("If you knew it already: {price}.").format(price=price_words(found.known)))
    return sentences
