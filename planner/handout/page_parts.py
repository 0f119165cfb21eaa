"""The parts of the web page that are not steps: head, week, stages, choices, how sure it is."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable

from planner.app.durations import minutes_words
from planner.handout.content import ChoiceLine, Handout, OptionLine, StepLine
from planner.handout.markup import Markup, el, join
from planner.handout.words import cost_words, date_words, from_words, hours_words, made_words, range_words, steps_words
from planner.i18n import _


def sections(handout: Handout) -> dict[str, str]:
    """Id and title of every section that there is something to say in, in their order."""
    named = {
        "week": (_("What to do this week"), handout.week is not None),
        "stages": (_("Stages"), bool(handout.steps)),
        "map": (_("The map"), bool(handout.steps)),
        "plan": (_("The plan"), bool(handout.steps)),
        "choices": (_("Choices"), bool(handout.choices)),
        "sure": (_("How sure it is"), True),
        "steps": (_("Step by step"), bool(handout.steps)),
        "sources": (_("Sources"), bool(handout.sources)),
    }
    return {key: title for key, (title, there) in named.items() if there}


def header(handout: Handout) -> Markup:
    """Who hands it out, to whom, what it comes to, and the contents."""
    coach, logo = handout.coach, handout.coach.logo
    picture = None
    if logo:
        data = f"data:image/{logo.kind};base64,{base64.b64encode(logo.content).decode()}"
        picture = el("img", src=data, alt=_("Logo"))
    contents = [el("li", el("a", title, href=f"#{key}")) for key, title in sections(handout).items()]
    return el(
        "header",
        el("p", picture, el("span", coach.name), class_="coach") if coach.name or logo else None,
        el("h1", el("bdi", handout.title)),
        el(
            "p",
            el("bdi", handout.name) if handout.name else None,
            " · " if handout.name else None,
            from_words(handout),
            " · ",
            made_words(handout),
            class_="lead",
        ),
        el(
            "dl",
            (
                el("div", el("dt", name), el("dd", value, el("small", more) if more else None))
                for name, value, more in _facts(handout)
            ),
            class_="facts",
        ),
        (el("p", sentence) for sentence in handout.summary),
        (el("p", sentence) for sentence in handout.problems),
        el("nav", el("ul", contents), aria_label=_("Contents")),
    )


def _facts(handout: Handout) -> Iterable[tuple[str, str, str]]:
    finish = handout.forecast.finish if handout.forecast else None
    span = ""
    if finish and finish.p10 and finish.p90 and finish.p10 != finish.p90:
        span = _("{first} – {last}").format(first=finish.p10, last=finish.p90)
    yield _("Finish"), date_words(handout.finish), span
    spread = range_words(handout.hours_low, handout.hours_high)
    yield _("Effort"), hours_words(round(handout.hours)), spread
    yield _("Cost"), cost_words(handout.costs), ""
    pace = _("{hours:g} h a week").format(hours=handout.hours_a_week)
    yield _("Time for study"), pace, _("from {date}").format(date=handout.begins)


def content(handout: Handout, key: str) -> Markup:
    """What stands in a section, below its title."""
    written: dict[str, Callable[[Handout], Markup]] = {
        "week": _week,
        "stages": _stages,
        "choices": _choices,
        "sure": _sure,
        "sources": _sources,
    }
    return written[key](handout)


def step_link(step: StepLine) -> Markup:
    """A link to a step of the same page."""
    return el("a", el("bdi", step.title), href=f"#s-{step.id}")


def _week(handout: Handout) -> Markup:
    week = handout.week
    assert week is not None
    when = _("{first} – {last}").format(first=week.first, last=week.last)
    rows = []
    for line in week.lines:
        step = handout.step(line.step)
        amount = minutes_words(line.minutes) if line.minutes else _("runs beside study")
        rows.append(
            el("li", step_link(step), ": ", amount, el("p", line.first_step, dir="auto") if line.first_step else None)
        )
    start = handout.step(week.next) if week.next else None
    total = _("{time} of study").format(time=minutes_words(week.minutes)) if week.minutes else ""
    return el(
        "div",
        el("p", " · ".join(filter(None, [when, total])), class_="quiet"),
        el("p", _("Begin with:"), " ", step_link(start)) if start else None,
        el("ul", rows) if rows else None,
        class_="card",
    )


def _stages(handout: Handout) -> Markup:
    ranged = any(stage.range for stage in handout.stages)
    names = [_("Stage"), _("Steps"), _("Hours"), _("Cost"), _("Reached by")]
    head = el("tr", (el("th", name, scope="col") for name in [*names, *([_("80 of 100 learners")] if ranged else [])]))
    rows = [
        el(
            "tr",
            el("th", el("a", el("bdi", stage.title), href=f"#stage-{number}"), scope="row"),
            el("td", steps_words(stage)),
            el("td", hours_words(round(stage.hours)), class_="number"),
            el("td", cost_words((("USD", stage.cost_usd),)) if stage.cost_usd else "", class_="number"),
            el("td", date_words(stage.finish), class_="date"),
            el("td", stage.range, class_="date") if ranged else None,
        )
        for number, stage in enumerate(handout.stages)
    ]
    caption = el("caption", _("Every stage ends with something that you can show."))
    return el(
        "div",
        el("table", caption, el("thead", head), el("tbody", rows)),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=_("Stages"),
    )


def _choices(handout: Handout) -> Markup:
    return join(_choice(choice) for choice in handout.choices)


def _choice(choice: ChoiceLine) -> Markup:
    return el(
        "div",
        el("h3", el("bdi", choice.name)),
        el("p", choice.reason, dir="auto") if choice.reason else None,
        el("ul", (el("li", _option(option)) for option in choice.options)),
        el("p", choice.advice, class_="quiet", dir="auto") if choice.advice else None,
    )


def _option(option: OptionLine) -> Markup:
    if option.chosen:
        return el("span", _("{title} (taken)").format(title=option.title), class_="taken")
    if not option.price:
        return join(el("bdi", option.title))
    return join(_("{title}: {price}").format(title=option.title, price=option.price))


def _sure(handout: Handout) -> Markup:
    chain = [el("li", step_link(handout.step(number))) for number in handout.chain]
    return join(
        el("ul", (el("li", sentence) for sentence in (*handout.proof, *handout.assumptions, *handout.renewals))),
        join(
            el("h3", _("The chain that decides the finish")),
            el("p", _("When one of these takes longer, the finish moves.")),
            el("ol", chain),
        )
        if chain
        else None,
        join(el("h3", _("Yours already")), el("p", ", ".join(handout.held))) if handout.held else None,
    )


def _sources(handout: Handout) -> Markup:
    rows = [
        el("div", el("dt", source.code), el("dd", " · ".join(filter(None, [source.what, source.where, source.dated]))))
        for source in handout.sources
    ]
    return el("dl", rows, class_="sources")
