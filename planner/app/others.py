"""Other plans beside the learner's own: found part by part, and made ready to be shown side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.app import queries
from planner.app.compare import AlternativeRow, DecidedDifferently, alternative_row
from planner.app.difference import amount
from planner.app.proof import choice_words
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Plan, PlanStatus

SHOWN_DECISIONS = 2
"""Choices that a row names; the comparison has all of them."""


@dataclass(frozen=True, slots=True)
class OtherPlans:
    """What is known so far about the plans that a learner could follow instead."""

    plan: Plan
    """The learner's own."""
    front: tuple[Plan, ...] = ()
    """None of them is better than another in hours, money and finish together."""
    next_best: tuple[Plan, ...] = ()
    complete: bool = True
    """Whether the search came to its end; where it did not, there may be more."""


def search(
    document: Document, own: Plan | None, seconds: float, cancelled: Callable[[], bool] | None
) -> Iterator[OtherPlans]:
    """The next best plans first, then these with the trade-offs; `own` is the learner's plan where it is known."""
    from planner.planning.alternatives import k_best, pareto
    from planner.planning.limit import Limit, never

    stopped = cancelled or never
    begun = time.monotonic()
    best = k_best(document, queries.NEXT_BEST + 1, Limit(seconds * 0.4, stopped))
    own = own or (best[0] if best else queries.plan(document, seconds))
    if not best:
        yield OtherPlans(own)
        return
    in_time = time.monotonic() - begun < seconds * 0.4
    # Who stops the search stops it in the middle of a plan, which then is any plan and no good one.
    good = [plan for plan in best if not (stopped() and plan.proof == "gap")]
    next_best = tuple(plan for plan in good if items_of(plan) != items_of(own))
    yield OtherPlans(own, (), next_best, complete=False)
    if stopped():
        return
    begun = time.monotonic()
    front = tuple(plan for plan in pareto(document, Limit(seconds * 0.6, stopped)) if not _beats(own, plan))
    in_time = in_time and time.monotonic() - begun < seconds * 0.6
    yield OtherPlans(own, front, next_best, complete=in_time and not stopped())


def items_of(plan: Plan) -> frozenset[str]:
    """What is to be studied; two plans with the same items are the same to the learner."""
    return frozenset(item.id for item in plan.items)


def values(plan: Plan) -> dict[Aim, float]:
    """What is made small, as numbers that can be compared."""
    return {
        Aim.HOURS: round(plan.totals.hours * 60),
        Aim.MONEY: round(plan.totals.cost_usd * 100),
        Aim.TIME: (plan.finish or date.max).toordinal(),
    }


def _beats(one: Plan, other: Plan) -> bool:
    mine, theirs = values(one), values(other)
    return mine != theirs and all(mine[aim] <= theirs[aim] for aim in mine)


@dataclass(frozen=True, slots=True)
class OtherRow:
    """One plan of the table."""

    name: str
    plan: Plan
    against: AlternativeRow
    """What sets it apart from the learner's own."""
    best: frozenset[Aim]
    """Hours, money and time in which no other shown plan is better, and not all are equal."""
    on_front: bool = False
    own: bool = False


def rows(found: OtherPlans) -> list[OtherRow]:
    """The learner's plan, then the trade-offs, then the next best ones; no set of items twice."""
    kept: dict[frozenset[str], Plan] = {items_of(found.plan): found.plan}
    for plan in (*found.front, *found.next_best):
        kept.setdefault(items_of(plan), plan)
    known = {items: values(plan) for items, plan in kept.items()}
    best = {items: _best_of(items, known) for items in kept}
    on_front = {items_of(plan) for plan in found.front}
    result: list[OtherRow] = []
    number = 0
    for place, (items, plan) in enumerate(kept.items()):
        number += bool(place) and items not in on_front
        name = (
            _("Your plan")
            if not place
            else _front_name(best[items] - best[items_of(found.plan)])
            if items in on_front
            else ""
        )
        name = name or _("Next best {number}").format(number=number)
        result.append(
            OtherRow(name, plan, alternative_row(found.plan, plan), best[items], items in on_front, not place)
        )
    return result


def _best_of(items: frozenset[str], known: Mapping[frozenset[str], Mapping[Aim, float]]) -> frozenset[Aim]:
    mine = known[items]
    every = {aim: [others[aim] for others in known.values()] for aim in mine}
    return frozenset(aim for aim, column in every.items() if mine[aim] == min(column) < max(column))


def _front_name(best: frozenset[Aim]) -> str:
    names = {Aim.HOURS: _("Fewest hours"), Aim.MONEY: _("Least money"), Aim.TIME: _("Earliest finish")}
    return " · ".join(name for aim, name in names.items() if aim in best) or _("Trade-off")


def different_words(row: OtherRow, shown: int = SHOWN_DECISIONS) -> str:
    """What another plan decides, as far as it fits into a row, and how many steps it adds and leaves out."""
    if row.own:
        return ""
    titles = {item.id: item.title for item in row.plan.items}
    told = [decided_words(one, titles) for one in row.against.decisions if one.b]
    more = max(0, len(told) - shown)
    text = ngettext("{count} more choice differs", "{count} more choices differ", more)
    rest = " · ".join(filter(None, [text.format(count=more) if more else "", steps_words(row.against)]))
    return "\n".join(filter(None, [*told[:shown], rest]))


def gap_words(row: OtherRow) -> dict[Aim, str]:
    """How much more or less than the learner's own plan it needs: hours, money, time; nothing for the own one."""
    if row.own:
        return dict.fromkeys((Aim.HOURS, Aim.MONEY, Aim.TIME), "")
    change, same = row.against.change, _("the same")
    days = change.days or 0
    when = (_("{amount} later") if days > 0 else _("{amount} earlier")).format(amount=amount(days)) if days else same
    hours, cost = round(change.hours), round(change.cost_usd)
    return {
        Aim.HOURS: _("{hours:+,.0f} h").format(hours=hours) if hours else same,
        Aim.MONEY: _("{amount:+,.0f} USD").format(amount=cost) if cost else same,
        Aim.TIME: when if change.days is not None else "",
    }


def decided_words(decision: DecidedDifferently, titles: Mapping[str, str]) -> str:
    """Such as "Cloud: “Azure” instead of “AWS”"; a choice without a name is called by the item that asks for it."""
    chosen, before = " + ".join(decision.b) or _("not asked"), " + ".join(decision.a)
    text = _("{name}: “{chosen}” instead of “{before}”") if before else _("{name}: “{chosen}”")
    return text.format(name=titles.get(decision.name, decision.name), chosen=chosen, before=before)


def steps_words(row: AlternativeRow) -> str:
    """How many steps another plan adds and leaves out."""
    adds, drops = len(row.adds), len(row.drops)
    added = ngettext("{count} step more", "{count} steps more", adds).format(count=adds)
    dropped = ngettext("{count} left out", "{count} left out", drops).format(count=drops)
    return ", ".join([*([added] if adds else []), *([dropped] if drops else [])])


def proved_words(plan: Plan) -> str:
    """Whether the plan is the best of its kind, in a few words."""
    if plan.proof != "gap":
        return _("Proved")
    if plan.gap_in_days:
        days = round(plan.gap)
        text = ngettext("Not proved: {count} day may be saved", "Not proved: {count} days may be saved", days)
        return text.format(count=days)
    return _("Not proved: {percent:.1f} % may be saved").format(percent=max(0.1, plan.gap * 100))


def meaning_words(row: OtherRow) -> str:
    """What is proved about a plan: something else about each kind, because each was searched among others."""
    if row.own or row.plan.proof != "optimal":
        return choice_words(row.plan) if row.own else _("{proof}.").format(proof=proved_words(row.plan))
    if not row.on_front:
        return _("Proved: of all plans that differ as much from the better ones, none is better by your aim.")
    match row.plan.aim:
        case Aim.MONEY:
            return _("Proved: no plan costs less.")
        case Aim.TIME:
            return _("Proved: for this money, no plan finishes earlier.")
        case _:
            return _("Proved: for this money, no plan needs fewer hours.")


def nothing_words(document: Document, found: OtherPlans) -> Sequence[str]:
    """Why there is no other plan to show, and what could bring one."""
    plan, learner = found.plan, document.learner
    if plan.status is PlanStatus.IMPOSSIBLE:
        return [_("No plan is possible yet. Look for the ways out that stand where the plan would be.")]
    if not plan.items:
        return [_("You are there: nothing is left to do.")]
    if not found.complete:
        return [_("The search was ended before it found one.")]
    lines = [
        _("No other set of steps is better in hours, money or finish."),
        _("None replaces at least 5 % of the hours of your plan either: every way to your goal is nearly the same."),
    ]
    if learner.avoid or learner.prefer or learner.free_only or learner.budget_usd is not None:
        lines.append(_("Your wishes may rule others out: what you avoid, prefer, or can spend."))
    return lines
