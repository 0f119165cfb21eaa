"""The plan as a table, and every step with its reasons, what it needs, and what to learn it from."""

from __future__ import annotations

from collections.abc import Iterable

from planner.handout.content import CertificateLine, Handout, Ref, ResourceLine, StageLine, StepLine
from planner.handout.markup import Markup, el, join
from planner.handout.page_parts import step_link
from planner.handout.words import cost_words, date_words, effort_words, ref_words, resource_words, step_facts
from planner.i18n import _


def plan(handout: Handout) -> Markup:
    """One row for every step, in the order of the plan."""
    head = [
        el("th", name, scope="col", class_=kind)
        for name, kind in (
            (_("No."), "number"), (_("Step"), None), (_("Kind"), None), (_("From"), None), (_("To"), None),
            (_("Effort"), "number"), (_("Cost"), "number"),
        )
    ]  # fmt: skip
    rows = [
        el(
            "tr",
            el("td", str(step.number), class_="number"),
            el("th", step_link(step), scope="row"),
            el("td", _kind(step)),
            el("td", date_words(step.start), class_="date"),
            el("td", date_words(step.finish), class_="date"),
            el("td", effort_words(step), class_="number"),
            el("td", cost_words((("USD", step.cost_usd),)) if step.cost_usd else "", class_="number"),
        )
        for step in handout.steps
    ]
    caption = el("caption", _("All steps in order. Dates include their first and last day."))
    table = el("table", caption, el("thead", el("tr", head)), el("tbody", rows), class_="plan")
    return el("div", table, class_="scroll", tabindex="0", role="region", aria_label=_("The plan"))


def steps(handout: Handout) -> Markup:
    """Every step of every stage."""
    return join(
        "\n",
        (_stage(handout, number, stage) for number, stage in enumerate(handout.stages)),
    )


def _stage(handout: Handout, number: int, stage: StageLine) -> Markup:
    title = _("Until “{title}”").format(title=stage.title)
    cards = [_card(handout, handout.step(one)) for one in stage.steps]
    return join(el("h3", title, id=f"stage-{number}"), "\n", cards)


def _kind(step: StepLine) -> Markup:
    return el("span", step.kind_words, class_=f"kind kind-{step.kind}")


def _card(handout: Handout, step: StepLine) -> Markup:
    parts = list(_left(handout, step)), list(_right(step))
    on_map = el("span", " · ", el("a", _("on the map"), href=f"#m-{step.id}"), class_="screen")
    return join(
        el(
            "article",
            el("h4", f"{step.number}. ", el("bdi", step.title), " ", _kind(step), id=f"t-{step.id}"),
            el("p", " · ".join([*step_facts(step), step.subject]), on_map, class_="meta"),
            el("p", step.outcome, dir="auto") if step.outcome else None,
            el("div", (el("div", side) for side in parts if side), class_="sides"),
            id=f"s-{step.id}",
            class_="card",
            aria_labelledby=f"t-{step.id}",
        ),
        "\n",
    )


def _left(handout: Handout, step: StepLine) -> Iterable[Markup]:
    if step.why:
        yield el("h5", _("Why it is in your plan"))
        yield el("ol", (el("li", link) for link in _why(step)), class_="why")
    if step.choice:
        yield el("p", _("It was chosen in: {choice}").format(choice=step.choice))
    if step.when:
        yield el("h5", _("Why then"))
        yield join(el("p", sentence) for sentence in step.when)
    yield from _refs(handout, _("Needs"), step.needs)
    yield from _refs(handout, _("Unlocks"), step.unlocks)


def _why(step: StepLine) -> Iterable[Markup]:
    for link in step.why:
        reason = link.reason or _("no reason is written down")
        yield join(_("for {needed_by}: {reason}").format(needed_by=link.needed_by.title, reason=reason))


def _refs(handout: Handout, title: str, refs: Iterable[Ref]) -> Iterable[Markup]:
    items = [
        el("li", el("a", el("bdi", ref.title), href=f"#s-{ref.id}") if ref.number else _aside(handout, ref))
        for ref in refs
    ]
    if items:
        yield el("h5", title)
        yield el("ul", items)


def _aside(handout: Handout, ref: Ref) -> Markup:
    return join(el("bdi", ref.title), " (", ref_words(handout, ref), ")")


def _right(step: StepLine) -> Iterable[Markup]:
    for title, words in step.told:
        yield el("h5", title)
        yield el("p", words, dir="auto")
    if step.resources:
        yield el("h5", _("Learn from"))
        yield el("ul", (el("li", _resource(one)) for one in step.resources))
    if step.certificates:
        yield el("h5", _("Certification"))
        yield el("ul", (el("li", _certificate(one)) for one in step.certificates))
    if step.checked and (step.resources or step.certificates):
        yield el("p", _("Checked on {date}.").format(date=step.checked), class_="quiet")


def _resource(one: ResourceLine) -> Markup:
    title = el("bdi", one.title)
    if one.url:
        title = el("a", title, href=one.url, rel="noopener noreferrer nofollow", class_="out")
    more = resource_words(one)
    return join(title, f" ({more})" if more else None)


def _certificate(one: CertificateLine) -> Markup:
    source = _("Source: {source}").format(source=one.source) if one.source else ""
    return join(" · ".join(filter(None, [one.facts, source])))
