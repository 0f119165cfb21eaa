"""Why an item is in the plan or not, what it costs, and what it opens. The JSON form is a documented contract."""

from __future__ import annotations

from datetime import date
from typing import Literal

from planner import i18n
from planner.app import commands, queries
from planner.app.compare import Change, change
from planner.app.deciding import groups_of, taken_leaves
from planner.app.depth_words import depth_sentence
from planner.app.whatif import Price, always_needed, doing_without, needed_words, option_price, price_words
from planner.app.why import when_words
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Status
from planner.model.document import Document
from planner.model.plan import Decision, HeldBack, OfSkill, Plan, PlanItem, WhyStep
from planner.model.problem import PlannerError
from planner.model.requirement import leaves


class Named(Value):
    """An item by id and title."""

    id: str
    title: str


class OptionPrice(Value):
    """One option of the choice that an item belongs to."""

    title: str
    chosen: bool
    price: Change
    """What the best plan with this option needs more than the learner's."""
    taken: bool = True
    """Whether the plan takes the option once it is chosen."""

    def words(self) -> str:
        """The price as the learner reads it."""
        price = self.price
        return price_words(Price(price.hours, price.cost_usd, price.days, price.possible, taken=self.taken))


Reason = Literal["held", "comes-with", "avoided", "retired", "unverified", "costs", "other-option", "not-needed", ""]


class Explanation(Value):
    """Everything about one item and one plan."""

    format: Literal["trailmark.why"] = "trailmark.why"
    format_version: Literal[1] = 1
    item: str
    title: str
    goal: str
    planned: bool
    start: date | None = None
    finish: date | None = None
    chain: tuple[WhyStep, ...] = ()
    """Shortest chain of reasons from the item to the goal."""
    always: bool = False
    """Whether every plan to the goal needs it."""
    choice: str = ""
    """The choice that brought it in, or that could have."""
    without: Change | None = None
    """What the best plan without it needs more; None where it is not planned."""
    known: Change | None = None
    """What knowing it already would change; None where it is not planned."""
    options: tuple[OptionPrice, ...] = ()
    """All options of the choice."""
    held_back: HeldBack | None = None
    slack_days: int | None = None
    when: tuple[str, ...] = ()
    """Why not earlier, and how much later, in words."""
    opens: tuple[Named, ...] = ()
    """Planned items that wait for it directly."""
    depth: OfSkill | None = None
    """Which level of a skill it is, where it is planned and the skill has levels."""
    why_not: Reason = ""
    """Why it is not planned; empty where it is."""
    source: Named | None = None
    """The planned item that it comes with for nothing."""
    preferring: Change | None = None
    """What the best plan with it needs more; None where preferring it changes nothing, or where it is planned."""


def explain(document: Document, plan: Plan, item: str) -> Explanation:
    """Why the item is in the plan of this document, or why not, and what would change. Makes plans: off the GUI thread.

    Raises PlannerError for an unknown item.
    """
    if item not in document.curriculum.by_id:
        from planner.model.names import unknown

        raise unknown(document.curriculum, item)
    found = next((one for one in plan.items if one.id == item), None)
    return _not_planned(document, plan, item) if found is None else _planned(document, plan, found)


def _planned(document: Document, plan: Plan, item: PlanItem) -> Explanation:
    without = change(plan, queries.plan(doing_without(document, item.id)))
    decision = _decision_of(document, plan, item)
    return Explanation(
        item=item.id,
        title=item.title,
        goal=plan.goal,
        planned=True,
        start=item.start,
        finish=item.finish,
        chain=item.why,
        always=not without.possible and always_needed(document, item.id),
        choice=item.chosen_in,
        without=without,
        known=change(plan, queries.plan(commands.mark_known(document, item.id))),
        options=_options(document, plan, decision),
        held_back=item.held_back,
        slack_days=item.slack_days,
        when=tuple(when_words(document, plan, item.id)),
        opens=tuple(Named(id=one.id, title=one.title) for one in plan.items if one.id in item.owners),
        depth=item.depth,
    )


def _options(document: Document, plan: Plan, decision: Decision | None) -> tuple[OptionPrice, ...]:
    if decision is None or decision.held:
        return ()
    prices = [option_price(document, plan, decision, option) for option in range(len(decision.options))]
    return tuple(
        OptionPrice(
            title=title,
            chosen=option in decision.chosen,
            price=Change(possible=cost.possible, hours=cost.hours, cost_usd=cost.cost_usd, days=cost.days),
            taken=cost.taken,
        )
        for option, (title, cost) in enumerate(zip(decision.options, prices, strict=True))
    )


def _not_planned(document: Document, plan: Plan, item: str) -> Explanation:
    curriculum, learner = document.curriculum, document.learner
    node = curriculum.by_id[item]
    decision = _decision_with(document, plan, item)
    source = next((one for one in plan.items if _confers(document, one.id, item)), None)
    why_not: Reason = "not-needed"
    if item in plan.held:
        why_not = "held"
    elif source is not None:
        why_not = "comes-with"
    elif item in learner.avoid:
        why_not = "avoided"
    elif node.status is not Status.ACTIVE:
        why_not = "retired" if node.status is Status.RETIRED else "unverified"
    elif learner.free_only and node.cost_usd > 0:
        why_not = "costs"
    elif decision is not None:
        why_not = "other-option"
    preferring = None
    if why_not in ("other-option", "not-needed"):
        preferring = _preferring(document, plan, item)
    return Explanation(
        item=item,
        title=node.title,
        goal=plan.goal,
        planned=False,
        choice=_called(document, decision) if decision else "",
        options=_options(document, plan, decision) if why_not == "other-option" else (),
        why_not=why_not,
        source=Named(id=source.id, title=source.title) if source else None,
        preferring=preferring,
    )


def _preferring(document: Document, plan: Plan, item: str) -> Change | None:
    try:
        other = queries.plan(commands.prefer(document, item))
    except PlannerError:
        return None
    if other.items and item not in {one.id for one in other.items}:
        return None
    return change(plan, other)


def _decision_of(document: Document, plan: Plan, item: PlanItem) -> Decision | None:
    """The choice that brought a planned item in."""
    named = next((one for one in plan.decisions if one.name and one.name == item.chosen_in), None)
    if named or not item.chosen_in:
        return named
    unnamed = (one for one in plan.decisions if not one.name and not one.held)
    return next((one for one in unnamed if item.id in taken_leaves(document.curriculum, one)), None)


def _decision_with(document: Document, plan: Plan, item: str) -> Decision | None:
    """The choice of the plan that offers the item."""
    offered = dict(queries.options_of(document.curriculum))
    named = next((one for one in plan.decisions if one.name and item in offered.get(one.name, ())), None)
    if named:
        return named
    unnamed = [(one, groups_of(document.curriculum, one)) for one in plan.decisions if not one.name]
    return next((one for one, groups in unnamed if any(item in leaves(group) for group in groups)), None)


def _called(document: Document, decision: Decision) -> str:
    """What a choice is called."""
    titles = document.curriculum.titles
    return decision.name or _("a choice in “{item}”").format(item=titles[decision.nodes[0]])


def _confers(document: Document, source: str, item: str) -> bool:
    from planner.planning.held import closed

    return item in closed(document.curriculum, [source])


def lines(found: Explanation) -> list[str]:
    """The explanation in words."""
    return _planned_lines(found) if found.planned else _why_not_lines(found)


def _planned_lines(found: Explanation) -> list[str]:
    first, last = (i18n.day(one) if one else _("never") for one in (found.start, found.finish))
    when = _("{start} – {finish}").format(start=first, finish=last)
    out = [_("{title} ({id}), {when}").format(title=found.title, id=found.item, when=when)]
    if found.depth:
        out.append(depth_sentence(found.depth))
    if found.without is not None and not found.without.possible:
        out.append(needed_words(found.always))
    elif found.choice:
        out.append(_("It was chosen in: {choice}").format(choice=found.choice))
    for step in found.chain:
        reason = step.reason or _("no reason is written down")
        out.append("  " + _("for {needed_by}: {reason}").format(needed_by=step.needed_by_title, reason=reason))
    if found.without is not None and found.without.possible:
        out.append(_("The best plan without it: {price}.").format(price=found.without.words()))
    if found.known is not None:
        out.append(_("If you knew it already: {price}.").format(price=found.known.words()))
    out += _option_lines(found)
    out += found.when
    if found.opens:
        out.append(_("It opens: {titles}").format(titles=", ".join(one.title for one in found.opens)))
    return out


def _why_not_lines(found: Explanation) -> list[str]:
    reasons = {
        "held": _("You hold it already."),
        "comes-with": _("It comes with “{source}” for nothing."),
        "avoided": _("You want to avoid it."),
        "retired": _("It is no longer offered and cannot be planned."),
        "unverified": _("Nobody knows who offers it, so it cannot be planned."),
        "costs": _("It costs money, and you want free items only."),
        "other-option": _("Another option was taken in: {choice}"),
        "not-needed": _("Nothing in your plan needs it."),
    }
    reason = reasons[found.why_not].format(source=found.source.title if found.source else "", choice=found.choice)
    out = [_("{title} ({id}) is not in the plan.").format(title=found.title, id=found.item), reason]
    if found.preferring is not None:
        out.append(_("If you prefer it: {price}.").format(price=found.preferring.words()))
    return out + _option_lines(found)


def _option_lines(found: Explanation) -> list[str]:
    return [
        "  "
        + (_("{title} (taken)") if one.chosen else _("{title}: {price}")).format(title=one.title, price=one.words())
        for one in found.options
    ]
