"""What the handout on paper says, part by part, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.app.durations import minutes_words
from planner.handout.content import ChoiceLine, Handout, Ref, ResourceLine, StageLine, StepLine
from planner.handout.words import (
    cost_words,
    date_words,
    effort_words,
    from_words,
    hours_words,
    made_words,
    range_words,
    ref_words,
    resource_words,
    step_facts,
    steps_words,
)
from planner.i18n import _
from ui.handout.parts import Column, Part, Run, Style, Table, Text

TITLE = Style(28, bold=True, above=6, keep=True)
PART = Style(20, bold=True, above=26, keep=True)
CHAPTER = Style(16.5, bold=True, above=18, keep=True)
STEP = Style(14.5, bold=True, above=14, keep=True)
BODY = Style()
BESIDE = Style(keep=True)
ENTRY = Style(indent=20, above=1.5)
SMALL = Style(11.8, above=2)


def opening(handout: Handout) -> Iterable[Part]:
    """Whose plan it is and what it comes to, and what to do this week."""
    yield Text("H1", (Run(handout.title),), TITLE, outline=True)
    facts = [handout.name, from_words(handout), made_words(handout)]
    yield Text("P", (Run(" · ".join(filter(None, facts)), quiet=True),))
    yield _facts(handout)
    for sentence in (*handout.summary, *handout.problems):
        yield _p(sentence)
    yield from _week(handout)


def plan(handout: Handout) -> Iterable[Part]:
    """The stages and all steps in a table."""
    if not handout.steps:
        return
    yield _heading(_("Stages"), "stages")
    yield _stages(handout)
    yield _heading(_("The plan"), "plan")
    yield _p(_("All steps in order. Dates include their first and last day."))
    columns = (
        Column(_("No."), 0.06, right=True),
        Column(_("Step"), 0.42),
        Column(_("From"), 0.14),
        Column(_("To"), 0.14),
        Column(_("Effort"), 0.13, right=True),
        Column(_("Cost"), 0.11, right=True),
    )
    yield Table(columns, tuple(_row(step) for step in handout.steps), header=1)


def rest(handout: Handout) -> Iterable[Part]:
    """Every step with its reasons, the choices, how sure it is, and the sources."""
    if handout.steps:
        yield _heading(_("Step by step"), "steps")
    for number, stage in enumerate(handout.stages):
        yield from _stage(handout, number, stage)
    if handout.choices:
        yield _heading(_("Choices"), "choices")
        for choice in handout.choices:
            yield from _choice(choice)
    yield _heading(_("How sure it is"), "sure")
    yield from _entries([[Run(one)] for one in (*handout.proof, *handout.assumptions, *handout.renewals)])
    if handout.chain:
        yield Text("H3", (Run(_("The chain that decides the finish")),), CHAPTER)
        yield _p(_("When one of these takes longer, the finish moves."))
        yield from _entries([[_to(handout.step(number))] for number in handout.chain], numbered=True)
    if handout.held:
        yield Text("H3", (Run(_("Yours already")),), CHAPTER)
        yield _p(", ".join(handout.held))
    if handout.sources:
        yield _heading(_("Sources"), "sources")
        for source in handout.sources:
            words = " · ".join(filter(None, [source.what, source.where, source.dated]))
            yield Text("P", (Run(f"{source.code}: ", bold=True), Run(words)), SMALL)


def _facts(handout: Handout) -> Table:
    finish = handout.forecast.finish if handout.forecast else None
    span = ""
    if finish and finish.p10 and finish.p90 and finish.p10 != finish.p90:
        span = _("{first} – {last}").format(first=finish.p10, last=finish.p90)
    pace = _("{hours:g} h a week").format(hours=handout.hours_a_week)
    facts = (
        (_("Finish"), date_words(handout.finish), span),
        (_("Effort"), hours_words(round(handout.hours)), range_words(handout.hours_low, handout.hours_high)),
        (_("Cost"), cost_words(handout.costs), ""),
        (_("Time for study"), pace, _("from {date}").format(date=handout.begins)),
    )
    columns = tuple(Column(name, 0.25) for name, _value, _more in facts)
    rows = [tuple((Run(value, bold=True),) for _name, value, _more in facts)]
    rows.append(tuple((Run(more, quiet=True),) for _name, _value, more in facts))
    return Table(columns, tuple(rows), size=12.5)


def _week(handout: Handout) -> Iterable[Part]:
    week = handout.week
    if week is None:
        return
    yield _heading(_("What to do this week"), "week")
    total = _("{time} of study").format(time=minutes_words(week.minutes)) if week.minutes else ""
    when = _("{first} – {last}").format(first=week.first, last=week.last)
    yield Text("P", (Run(" · ".join(filter(None, [when, total])), quiet=True),), BESIDE)
    if week.next:
        yield Text("P", (Run(_("Begin with:") + " "), _to(handout.step(week.next))))
    for line in week.lines:
        amount = minutes_words(line.minutes) if line.minutes else _("runs beside study")
        more = f": {amount}. {line.first_step}" if line.first_step else f": {amount}"
        yield Text("LI", (_to(handout.step(line.step)), Run(more)), ENTRY, label="•")


def _stages(handout: Handout) -> Table:
    ranged = any(stage.range for stage in handout.stages)
    columns = [
        Column(_("Stage"), 0.34 if ranged else 0.54),
        Column(_("Steps"), 0.13),
        Column(_("Hours"), 0.13, right=True),
        Column(_("Reached by"), 0.15 if ranged else 0.2),
        *([Column(_("80 of 100 learners"), 0.25)] if ranged else []),
    ]
    rows = []
    for stage in handout.stages:
        words = [stage.title, steps_words(stage), hours_words(round(stage.hours)), date_words(stage.finish)]
        rows.append(tuple((Run(one),) for one in [*words, *([stage.range] if ranged else [])]))
    return Table(tuple(columns), tuple(rows), header=0)


def _row(step: StepLine) -> tuple[tuple[Run, ...], ...]:
    cost = cost_words((("USD", step.cost_usd),)) if step.cost_usd else ""
    return (
        (Run(str(step.number)),),
        (_to(step), Run(f" · {step.kind_words}", quiet=True)),
        (Run(date_words(step.start)),),
        (Run(date_words(step.finish)),),
        (Run(effort_words(step)),),
        (Run(cost),),
    )


def _stage(handout: Handout, number: int, stage: StageLine) -> Iterable[Part]:
    title = _("Until “{title}”").format(title=stage.title)
    yield Text("H3", (Run(title),), CHAPTER, anchor=f"stage-{number}", outline=True)
    for one in stage.steps:
        yield from _step(handout, handout.step(one))


def _step(handout: Handout, step: StepLine) -> Iterable[Part]:
    title = f"{step.number}. {step.title}"
    yield Text("H4", (Run(title),), STEP, anchor=f"s-{step.id}", outline=True)
    facts = " · ".join([step.kind_words, *step_facts(step), step.subject])
    yield Text("P", (Run(facts, quiet=True),), BESIDE if step.outcome else BODY)
    if step.outcome:
        yield _p(step.outcome)
    if step.why:
        yield Text("P", (Run(_("Why it is in your plan"), bold=True),), BESIDE)
        reasons = [(link.needed_by.title, link.reason or _("no reason is written down")) for link in step.why]
        sentences = [_("for {needed_by}: {reason}").format(needed_by=title, reason=reason) for title, reason in reasons]
        yield from _entries([[Run(sentence)] for sentence in sentences], numbered=True)
    if step.choice:
        yield _p(_("It was chosen in: {choice}").format(choice=step.choice))
    if step.when:
        yield Text("P", (Run(_("Why then") + ": ", bold=True), Run(" ".join(step.when))))
    yield from _refs(handout, _("Needs"), step.needs)
    yield from _refs(handout, _("Unlocks"), step.unlocks)
    for name, words in step.told:
        yield Text("P", (Run(f"{name}: ", bold=True), Run(words)))
    yield from _learning(step)


def _learning(step: StepLine) -> Iterable[Part]:
    if step.resources:
        yield Text("P", (Run(_("Learn from"), bold=True),), BESIDE)
        yield from _entries([_resource(one) for one in step.resources])
    if step.certificates:
        yield Text("P", (Run(_("Certification"), bold=True),), BESIDE)
        yield from _entries(
            [
                [Run(" · ".join(filter(None, [one.facts, _("Source: {source}").format(source=one.source)])))]
                for one in step.certificates
            ]
        )
    if step.checked and (step.resources or step.certificates):
        yield Text("P", (Run(_("Checked on {date}.").format(date=step.checked), quiet=True),), SMALL)


def _resource(one: ResourceLine) -> list[Run]:
    more = resource_words(one)
    title = f"{one.title} ({more})" if more else one.title
    return [Run(f"{title}: "), Run(one.url, target=one.url)] if one.url else [Run(title)]


def _refs(handout: Handout, name: str, refs: Sequence[Ref]) -> Iterable[Part]:
    if not refs:
        return
    runs = [Run(f"{name}: ", bold=True)]
    for number, ref in enumerate(refs):
        runs += [Run(", ")] if number else []
        runs.append(Run(ref.title, target=f"#s-{ref.id}" if ref.number else ""))
        runs += [] if ref.number else [Run(f" ({ref_words(handout, ref)})")]
    yield Text("P", tuple(runs))


def _choice(choice: ChoiceLine) -> Iterable[Part]:
    yield Text("H3", (Run(choice.name),), CHAPTER)
    if choice.reason:
        yield Text("P", (Run(choice.reason),), BESIDE)
    for option in choice.options:
        words = option.title
        if option.chosen:
            words = _("{title} (taken)").format(title=option.title)
        elif option.price:
            words = _("{title}: {price}").format(title=option.title, price=option.price)
        yield Text("LI", (Run(words, bold=option.chosen),), ENTRY, label="•")
    if choice.advice:
        yield Text("P", (Run(choice.advice, quiet=True),))


def _entries(entries: Iterable[Sequence[Run]], numbered: bool = False) -> Iterable[Part]:
    for number, runs in enumerate(entries, 1):
        yield Text("LI", tuple(runs), ENTRY, label=f"{number}." if numbered else "•")


def _heading(words: str, anchor: str) -> Text:
    return Text("H2", (Run(words),), PART, anchor=anchor, outline=True)


def _p(words: str) -> Text:
    return Text("P", (Run(words),))


def _to(step: StepLine) -> Run:
    return Run(step.title, target=f"#s-{step.id}")
