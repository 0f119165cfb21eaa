"""A plan as Markdown: readable as it stands, with boxes to tick (CommonMark, with GitHub's lists of tasks)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.app.durations import minutes_words
from planner.handout.content import ChoiceLine, Handout, ResourceLine, StepLine
from planner.handout.table import one_line
from planner.handout.words import (
    cost_words,
    effort_words,
    from_words,
    hours_words,
    made_words,
    resource_words,
    span_words,
    steps_words,
    title_words,
)
from planner.i18n import _

_ALWAYS = re.compile(r"([\\`*_\[\]<>~|&#{}$^])")
_AT_THE_BEGINNING = re.compile(r"^([-+=])|^(\d{1,9})([.)])(?=\s|$)")
_RUNS = re.compile(r"==|%%|(?<=\{)%")
_ADDRESS = re.compile(r"(?i)(\b(?:https?|ftp|mailto|xmpp)):|(\bwww)\.|(?<=\S)@(?=\S)")


def plain(text: str, first: bool = True) -> str:
    """A text of somebody else's as Markdown that shows just these letters: no markup, no HTML, no link.

    `first`: whether it may stand at the beginning of a line or of an entry of a list.
    """
    text = _ALWAYS.sub(r"\\\1", one_line(text))
    text = _ADDRESS.sub(lambda found: re.sub(r"[:.@]$", lambda sign: "\\" + sign[0], found[0]), text)
    text = _RUNS.sub(lambda found: "".join("\\" + sign for sign in found[0]), text)
    if not first:
        return text
    return _AT_THE_BEGINNING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def write(handout: Handout) -> bytes:
    """The page, in UTF-8."""
    lines = [f"# {plain(title_words(handout))}", "", *_about(handout)]
    for part in (_week(handout), _way(handout), _choices(handout), _rest(handout)):
        lines += part
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _about(handout: Handout) -> Iterator[str]:
    who = (from_words(handout), handout.coach.name, made_words(handout))
    yield from ("*" + plain(" · ".join(filter(None, who)), first=False) + "*", "")
    yield from _bullets([*handout.summary, *handout.proof, *handout.problems])


def _bullets(texts: Iterable[str]) -> Iterator[str]:
    some = [f"- {plain(text)}" for text in texts if text]
    if some:
        yield from (*some, "")


def _heading(title: str) -> Iterator[str]:
    yield from (f"## {plain(title)}", "")


def _week(handout: Handout) -> Iterator[str]:
    week = handout.week
    if week is None or not week.lines:
        return
    yield from _heading(_("What to do this week"))
    yield from (plain(span_words(week.first, week.last)), "")
    for line in week.lines:
        effort = minutes_words(line.minutes) if line.minutes else _("runs beside study")
        yield f"- [ ] **{plain(handout.step(line.step).title)}** – {plain(effort, first=False)}"
        if line.first_step:
            yield f"  - {plain(_('First step'))}: {plain(line.first_step, first=False)}"
    yield ""


def _way(handout: Handout) -> Iterator[str]:
    if handout.steps:
        yield from _heading(_("Step by step"))
    for stage in handout.stages:
        facts = (steps_words(stage), hours_words(stage.hours), *_money(stage.cost_usd))
        ends = _("until {date}").format(date=stage.finish) if stage.finish else ""
        likely = _("80 of 100 learners: {range}").format(range=stage.range) if stage.range else ""
        yield from (f"### {plain(stage.title)}", "")
        yield from (plain(" · ".join(filter(None, (*facts, ends, likely)))), "")
        for number in stage.steps:
            yield from _step(handout, handout.step(number))
        yield ""


def _money(amount: float) -> list[str]:
    return [cost_words((("USD", amount),))] if amount else []


def _step(handout: Handout, step: StepLine) -> Iterator[str]:
    facts = [one for one in (span_words(step.start, step.finish), effort_words(step), *_money(step.cost_usd)) if one]
    yield f"- [ ] **{step.number} {plain(step.title)}** – {plain(', '.join(facts), first=False)}"
    needs = ", ".join(f"{ref.number} {ref.title}" for ref in step.needs if ref.number is not None)
    told = [
        (_("Why it is in your plan"), "; ".join(link.reason for link in step.why[:1])),
        (_("Why then"), " ".join(step.when)),
        (_("Needs"), needs),
        (_("What one can do afterwards"), step.outcome),
        *step.told,
    ]
    for name, text in told:
        if text:
            yield f"  - {plain(name)}: {plain(text, first=False)}"
    for one in step.certificates:
        known = ", ".join(filter(None, (one.name, one.facts)))
        yield f"  - {plain(_('Certification'))}: {plain(known, first=False)}"
    links = ", ".join(_link(one) for one in step.resources)
    if links:
        yield f"  - {plain(_('Learn from'))}: {links}"


def _link(resource: ResourceLine) -> str:
    title = plain(resource.title, first=False)
    more = resource_words(resource)
    return (f"[{title}](<{resource.url}>)" if resource.url else title) + (
        f" ({plain(more, first=False)})" if more else ""
    )


def _choices(handout: Handout) -> Iterator[str]:
    if handout.choices:
        yield from _heading(_("Choices"))
    for choice in handout.choices:
        yield from _choice(choice)


def _choice(choice: ChoiceLine) -> Iterator[str]:
    yield from (f"### {plain(choice.name)}", "")
    if choice.advice or choice.reason:
        yield from (plain(choice.advice or choice.reason), "")
    for option in choice.options:
        price = f" – {plain(option.price, first=False)}" if option.price and not option.chosen else ""
        yield f"- [{'x' if option.chosen else ' '}] {plain(option.title)}{price}"
    yield ""


def _rest(handout: Handout) -> Iterator[str]:
    if handout.held:
        yield from _heading(_("Yours already"))
        yield from (*(f"- [x] {plain(title)}" for title in handout.held), "")
    if handout.renewals:
        yield from _heading(_("To renew"))
        yield from _bullets(handout.renewals)
    yield from _heading(_("What this rests on"))
    yield from _bullets(handout.assumptions)
    if handout.sources:
        yield from _heading(_("Sources"))
        for source in handout.sources:
            yield f"- {plain(', '.join(filter(None, (source.code, source.what, source.where, source.dated))))}"
