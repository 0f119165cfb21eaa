"""The map inside the web page: lines and outlines are drawn, titles stay text, and every step is a link to its story.

Without the script it can be scrolled, and every box is reached with Tab; the script adds keys along the lines, the
chain of a step in colour, and zoom.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from planner.app.map import Box, Line, Map, kind_words
from planner.handout.content import Handout, StepLine
from planner.handout.markup import Markup, el, join
from planner.handout.words import date_words, effort_words, hours_words, span_words
from planner.i18n import _, month, ngettext

_HEAD = 56
"""Room above the drawing for the names of the stages, in pixels."""
_TIP = 14.0


def drawing(handout: Handout) -> Markup:
    """Subjects by stage as a table, and the map itself."""
    kinds = dict.fromkeys(step.kind for step in handout.steps)
    steps = ngettext("{count} step", "{count} steps", len(handout.steps)).format(count=len(handout.steps))
    name = _("Map of the path, {steps}").format(steps=steps)
    view = el("div", _svg(handout), id="map-view", class_="map", dir="ltr", role="group", aria_label=name)
    legend = [el("li", kind_words(kind), class_=f"kind kind-{kind}") for kind in kinds]
    return join(
        _board(handout),
        el(
            "p",
            _(
                "Every box is a step and leads to its story. Lines run from what comes first to what needs it; the "
                "thick line is the chain that ends last."
            ),
            class_="screen",
        ),
        el("ul", legend, class_="legend screen", aria_label=_("Kinds of steps")),
        el("p", el("a", _("Skip the map"), href="#plan"), class_="quiet screen"),
        el("div", _tools(), view, class_="wide"),
    )


def _tools() -> Markup:
    zooms = (
        ("−", _("Smaller"), "out"),
        ("+", _("Larger"), "in"),
        ("1:1", _("Original size"), "one"),
        ("↔", _("All of it"), "fit"),
    )
    buttons = [el("button", sign, type="button", aria_label=name, data_zoom=zoom) for sign, name, zoom in zooms]
    words = _(
        "Arrow keys follow the lines, Home and End go to the first and last step, + and − zoom, Enter opens a step."
    )
    said = el("p", "\xa0", id="map-said", aria_hidden="true")
    row = el("p", buttons, " ", el("span", words, class_="quiet"))
    return el("div", row, said, id="map-tools", class_="tools", hidden=True)


# -- subjects by stage


def _board(handout: Handout) -> Markup:
    """How many steps and hours every subject has in every stage."""
    subjects = dict.fromkeys(title for title in handout.picture.lane_titles.values())
    cells: dict[tuple[str, int], list[StepLine]] = {}
    for step in handout.steps:
        cells.setdefault((step.subject, step.stage), []).append(step)
    used = [subject for subject in subjects if any(key[0] == subject for key in cells)]
    head = [el("td"), *(el("th", el("bdi", stage.title), scope="col") for stage in handout.stages)]
    rows = [
        el(
            "tr",
            el("th", el("bdi", subject), scope="row"),
            (_cell(cells.get((subject, number), [])) for number in range(len(handout.stages))),
        )
        for subject in used
    ]
    caption = el("caption", _("Steps and hours by subject and stage"))
    table = el("table", caption, el("thead", el("tr", head)), el("tbody", rows), class_="board")
    return el(
        "div", table, class_="scroll", tabindex="0", role="region", aria_label=_("Steps and hours by subject and stage")
    )


def _cell(steps: list[StepLine]) -> Markup:
    if not steps:
        return el("td")
    count = ngettext("{count} step", "{count} steps", len(steps)).format(count=len(steps))
    hours = sum(step.hours for step in steps)
    return el("td", el("a", count, href=f"#m-{steps[0].id}"), f" · {hours_words(round(hours))}" if hours else None)


# -- the drawing


def _svg(handout: Handout) -> Markup:
    picture = handout.picture
    width, height = round(picture.width), round(picture.height) + _HEAD
    numbers = {step.id: step for step in handout.steps}
    order = [item for item in picture.boxes if item not in numbers] + [step.id for step in handout.steps]
    way = set(pairwise(picture.path))
    lines = [_line(picture, line, (line.before, line.after) in way) for line in picture.lines]
    return el(
        "svg",
        el("g", _bands(handout), aria_hidden="true"),
        el("g", "\n", lines, class_="lines", aria_hidden="true"),
        el("g", "\n", (_box(handout, item, numbers.get(item)) for item in order if item in picture.boxes), role="list"),
        viewBox=f"0 {-_HEAD} {width} {height}",
        width=str(width),
        height=str(height),
    )


def _bands(handout: Handout) -> Iterable[Markup]:
    """Lanes and stages behind the boxes, with their names."""
    picture = handout.picture
    for number, lane in enumerate(picture.lanes):
        if number % 2:
            yield el("rect", x="0", y=lane.begin, width=picture.width, height=lane.size, class_="lane")
    for number, (band, era) in enumerate(zip(picture.era_bands, picture.eras, strict=False)):
        if number:
            x = band.begin - picture.era_gap / 2
            yield el("path", d=f"M{x:g} {-_HEAD}V{picture.height:g}", class_="era")
        facts = " · ".join(filter(None, [hours_words(round(era.hours)), date_words(era.finish)]))
        words = el(
            "div",
            el("b", _("Until “{title}”").format(title=era.title), dir="auto"),
            " ",
            el("bdi", facts),
            class_="head",
        )
        yield el(
            "foreignObject",
            words,
            x=band.begin,
            y=float(4 - _HEAD),
            width=max(196.0, band.size),
            height=float(_HEAD - 8),
        )
    places = {(node.lane, node.era) for item, node in picture.nodes.items() if item in picture.boxes}
    for lane in picture.lanes:
        for number, band in enumerate(picture.era_bands):
            if (lane.key, number) in places:
                yield el("text", picture.lane_titles[lane.key], x=band.begin + 2, y=lane.begin + 15, class_="name")


def _line(picture: Map, line: Line, strong: bool) -> Markup:
    points = list(line.points)
    begin, end = picture.boxes[line.before], picture.boxes[line.after]
    first = begin.x + begin.width - (_TIP if _kind(picture, line.before) == "milestone" else 0)
    last = end.x + (_TIP if _kind(picture, line.after) == "experience" else 0)
    points[0], points[-1] = (first, points[0][1]), (last, points[-1][1])
    pieces = [f"M{points[0][0]:.0f} {points[0][1]:.0f}"]
    for number, ((x, y), (u, v)) in enumerate(pairwise(points)):
        if number % 2:
            pieces.append(f"C{(x + u) / 2:.0f} {y:.0f} {(x + u) / 2:.0f} {v:.0f} {u:.0f} {v:.0f}")
        elif (x, y) != (u, v):
            pieces.append(f"L{u:.0f} {v:.0f}")
    return join(
        el("path", d="".join(pieces), class_="way" if strong else None, data_a=line.before, data_b=line.after), "\n"
    )


def _kind(picture: Map, item: str) -> str:
    node = picture.nodes.get(item)
    return node.kind if node else ""


def _box(handout: Handout, item: str, step: StepLine | None) -> Markup:
    picture = handout.picture
    box, node = picture.boxes[item], picture.nodes[item]
    shape = el("path", d=_outline(node.kind, box), class_="shape")
    if step is None:
        words = _words(node.title, _("you start here") if item == picture.start else "", box)
        return join(el("g", shape, words, role="listitem", class_=f"box box-{node.kind}"), "\n")
    facts = [effort_words(step), month(step.start) if step.start else ""]
    words = _words(f"{step.number}. {step.title}", " · ".join(filter(None, facts)), box)
    link = el(
        "a",
        shape,
        words,
        href=f"#s-{step.id}",
        id=f"m-{step.id}",
        class_=f"box box-{step.kind}",
        data_id=step.id,
        aria_label=_spoken(step),
    )
    return join(el("g", link, role="listitem"), "\n")


def _words(title: str, facts: str, box: Box) -> Markup:
    inner = el("div", el("span", title, class_="title", dir="auto"), el("span", facts, class_="small"), class_="words")
    return el("foreignObject", inner, x=box.x, y=box.y, width=box.width, height=box.height)


def _spoken(step: StepLine) -> str:
    """A step as a screen reader says it on the map."""
    effort = effort_words(step)
    facts = ", ".join(filter(None, [step.kind_words, span_words(step.start, step.finish), effort]))
    links = _("needs {needs}, unlocks {unlocks}").format(needs=len(step.needs), unlocks=len(step.unlocks))
    return f"{step.number}. {step.title}: {facts}; {links}"


def _outline(kind: str, box: Box) -> str:
    """The outline of a kind as the map of the window has it."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    middle = (top + bottom) / 2
    corners = {
        "certification": [(left + 10, top), (right - 10, top), (right, top + 10), (right, bottom - 10),
                          (right - 10, bottom), (left + 10, bottom), (left, bottom - 10), (left, top + 10)],
        "goal": [(left + 20, top), (right - 20, top), (right, middle), (right - 20, bottom), (left + 20, bottom),
                 (left, middle)],
        "project": [(left, top), (right, top), (right, bottom - 13), (right - 13, bottom), (left, bottom)],
        "experience": [(left, top), (right - _TIP, top), (right, middle), (right - _TIP, bottom), (left, bottom),
                       (left + _TIP, middle)],
        "course": [(left, top), (left + 70, top), (left + 78, top + 8), (right, top + 8), (right, bottom),
                   (left, bottom)],
        "milestone": [(left, top), (right, top), (right - _TIP, middle), (right, bottom), (left, bottom)],
    }.get(kind)  # fmt: skip
    if corners:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    radius = {"role": box.height / 2, "degree": 9.0}.get(kind, 8.0)
    turn = 0 if kind == "degree" else 1  # corners that are scooped out
    arc = f"A{radius:g} {radius:g} 0 0 {turn}"
    return (
        f"M{left + radius:.1f} {top:.1f}H{right - radius:.1f}{arc} {right:.1f} {top + radius:.1f}"
        f"V{bottom - radius:.1f}{arc} {right - radius:.1f} {bottom:.1f}"
        f"H{left + radius:.1f}{arc} {left:.1f} {bottom - radius:.1f}"
        f"V{top + radius:.1f}{arc} {left + radius:.1f} {top:.1f}Z"
    )
