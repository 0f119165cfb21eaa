"""What the metrics of Curricular Analytics say about a curriculum of ours or a CurricularAnalytics file.

The report is a documented contract as JSON, see `docs/formats.md`; `planner.graph.metrics` has the definitions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planner import i18n
from planner.i18n import _, ngettext
from planner.model.base import Value
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError, Problem, Severity
from planner.storage import curricula
from planner.storage.files import read_bounded, shown
from planner.storage.parts import locate

if TYPE_CHECKING:
    from planner.app.exchange import Opened
    from planner.graph.metrics import Links

LISTED = 20
"""Names in one line of the table; the JSON has all of them."""


class ItemMetrics(Value):
    """The metrics of one item, in numbers of items."""

    id: str
    title: str
    course_id: str
    """Its id in a CurricularAnalytics file, else empty."""
    complexity: float
    """Blocking plus delay; in a quarter system two thirds of that, to one decimal."""
    blocking: int
    """Items that may need this one, directly or not."""
    blocking_always: int | None
    """Items that cannot be attained without this one, whatever is chosen; None where nothing is to be chosen."""
    delay: int
    """Items on the longest path through this one."""
    centrality: int
    """Sum of the lengths of all paths through this one; exact, it may have hundreds of digits."""


class RedundantLink(Value):
    """`item` needs `before`, but other links say so too."""

    before: str
    item: str


class MetricTotals(Value):
    """Sums over all items."""

    items: int
    links: int
    complexity: float
    """Structural complexity of the whole."""
    blocking: int
    delay: int
    centrality: int


class MetricsReport(Value):
    """The metrics of a whole curriculum; ids in the order of the file."""

    format: Literal["trailmark.metrics"] = "trailmark.metrics"
    format_version: Literal[1] = 1
    curriculum: str
    title: str
    system: Literal["semester", "quarter", ""]
    """Of a CurricularAnalytics file."""
    items: tuple[ItemMetrics, ...]
    totals: MetricTotals
    bottlenecks: tuple[str, ...]
    dead_ends: tuple[str, ...]
    unattainable: tuple[str, ...]
    redundant: tuple[RedundantLink, ...]
    problems: tuple[Problem, ...]


def metrics(name: str | None = None) -> MetricsReport:
    """The metrics of a CurricularAnalytics file, of a curriculum file of any format or of a built-in curriculum.

    Raises PlannerError for what cannot be read, and where items need each other in a circle that no choice avoids.
    """
    name = name or curricula.DEFAULT
    from planner.app import exchange

    foreign = exchange.foreign(name)
    if foreign is None:
        return _of_curriculum(name)
    if foreign.format.id == "curricular-analytics":
        return _of_csv(Path(name))
    return _of_foreign(foreign)


def _of_curriculum(name: str) -> MetricsReport:
    from planner.graph.metrics import links

    parts = curricula.read_parts(curricula.find(name))
    curriculum = curricula.merge(parts)
    needs = links(curriculum)
    impossible = list(_impossible(curriculum, needs))
    if impossible:
        raise PlannerError(locate(parts, impossible))
    report = _report(curriculum, needs)
    return report.changed(problems=tuple(locate(parts, report.problems)))


def _of_foreign(foreign: Opened) -> MetricsReport:
    from planner.graph.metrics import links

    needs = links(foreign.curriculum)
    impossible = list(_impossible(foreign.curriculum, needs))
    if impossible:
        raise PlannerError(impossible)
    report = _report(foreign.curriculum, needs)
    return report.changed(problems=(*foreign.notes, *report.problems))


def _of_csv(path: Path) -> MetricsReport:
    from planner.exchange import curricular_analytics

    degree = curricular_analytics.read(read_bounded(path), shown(path))

    def located(problems: Iterable[Problem]) -> list[Problem]:
        return [one.changed(file=shown(path), line=degree.lines[one.node], field="") for one in problems]

    impossible = located(_impossible(degree.curriculum, degree.links))
    if impossible:
        raise PlannerError(impossible)
    report = _report(degree.curriculum, degree.links, degree.quarter, degree.course_ids)
    return report.changed(
        system="quarter" if degree.quarter else "semester",
        problems=(*degree.problems, *located(report.problems)),
    )


def _report(
    curriculum: Curriculum, needs: Links, quarter: bool = False, course_ids: Mapping[str, str] | None = None
) -> MetricsReport:
    from planner.graph import metrics
    from planner.graph.landmarks import Landmarks, has_choices

    landmarks = Landmarks(curriculum)
    always = landmarks.blocking() if has_choices(curriculum) else {}
    items = tuple(
        ItemMetrics(
            id=item,
            title=curriculum.by_id[item].title,
            course_id=(course_ids or {}).get(item, ""),
            complexity=_scaled(measures.complexity, quarter),
            blocking=measures.blocking,
            blocking_always=always.get(item),
            delay=measures.delay,
            centrality=measures.centrality,
        )
        for item, measures in metrics.measure(needs).items()
    )
    return MetricsReport(
        curriculum=curriculum.id,
        title=curriculum.title,
        system="",
        items=items,
        totals=_totals(items, sum(map(len, needs.values()))),
        bottlenecks=tuple(metrics.bottlenecks(needs)),
        dead_ends=tuple(metrics.dead_ends(curriculum, needs)),
        unattainable=tuple(landmarks.unattainable()),
        redundant=tuple(RedundantLink(before=before, item=item) for before, item in metrics.redundant(needs)),
        problems=tuple(_circles(curriculum, metrics.circles(needs))),
    )


def _totals(items: Collection[ItemMetrics], links: int) -> MetricTotals:
    return MetricTotals(
        items=len(items),
        links=links,
        complexity=round(sum(item.complexity for item in items), 1),
        blocking=sum(item.blocking for item in items),
        delay=sum(item.delay for item in items),
        centrality=sum(item.centrality for item in items),
    )


def _scaled(complexity: int, quarter: bool) -> float:
    """A year of three quarters has half as many terms again as one of two semesters: CurricularAnalytics takes two
    thirds, to one decimal, and adds up what is rounded."""
    return (40 * complexity + 3) // 6 / 10 if quarter else float(complexity)


def _impossible(curriculum: Curriculum, needs: Links) -> Iterator[Problem]:
    from planner.graph.metrics import impossible_circle

    circle = impossible_circle(needs)
    if circle:
        text = _("These items need each other in a circle: {circle}. Remove one link.")
        words = i18n.chain(f"“{curriculum.by_id[item].title}” ({item})" for item in [*circle, circle[0]])
        yield _problem(Severity.ERROR, "hard-cycle", circle[0], text.format(circle=words))


def _circles(curriculum: Curriculum, circles: Iterable[list[str]]) -> Iterator[Problem]:
    for circle in circles:
        text = _("These items need each other and are measured as one step: {items}.")
        names = _shortened(f"“{curriculum.by_id[item].title}” ({item})" for item in circle)
        yield _problem(Severity.WARNING, "cycle", circle[0], text.format(items=names))


def _problem(severity: Severity, code: str, node: str, message: str) -> Problem:
    return Problem(severity=severity, code=code, message=message, node=node, field="requires")


# For people


def lines(report: MetricsReport) -> list[str]:
    """The report as a table, the most complex items first, and what stands out below it."""
    totals = report.totals
    items = ngettext("{count} item", "{count} items", totals.items).format(count=totals.items)
    links = ngettext("{count} link", "{count} links", totals.links).format(count=totals.links)
    head = _("{title}: structural complexity {complexity:,.1f}, {items}, {links}")
    system = {"quarter": _("Quarter system: complexity is two thirds of blocking + delay.")}.get(report.system)
    return [
        head.format(title=report.title, complexity=totals.complexity, items=items, links=links),
        *([system] if system else []),
        "",
        *_table(report),
        "",
        *_remarks(report),
    ]


def _table(report: MetricsReport) -> Iterator[str]:
    choices = any(item.blocking_always is not None for item in report.items)
    titles = [_("complexity"), _("blocking"), *([_("always")] if choices else []), _("delay"), _("centrality")]
    rows = [
        [
            i18n.number(item.complexity, ".1f"),
            str(item.blocking),
            *([str(item.blocking_always)] if choices else []),
            str(item.delay),
            _short(item.centrality),
        ]
        for item in report.items
    ]
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    yield "  ".join([*(title.rjust(width) for title, width in zip(titles, widths, strict=True)), _("item")])
    for item, row in sorted(zip(report.items, rows, strict=True), key=lambda pair: -pair[0].complexity):
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([*cells, f"{item.title} ({item.id})"])


def _short(number: int) -> str:
    """The number, or its size where nobody could read it."""
    return str(number) if number < 10**9 else f"{Decimal(number):.2e}"


def _remarks(report: MetricsReport) -> Iterator[str]:
    if any(item.blocking_always is not None for item in report.items):
        yield _("blocking: may need it, on some way; always: cannot be attained without it, whatever is chosen")
    redundant = [f"{link.before} → {link.item}" for link in report.redundant]
    for text, names in (
        (_("Bottlenecks (at least 3 direct prerequisites or 3 direct successors): {names}"), report.bottlenecks),
        (_("Dead ends (they need something, nothing needs them): {names}"), report.dead_ends),
        (_("Links that follow from others: {names}"), redundant),
        (_("Nobody can ever reach: {names}"), report.unattainable),
    ):
        if names:
            yield text.format(names=_shortened(names))


def _shortened(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - LISTED
    text = ", ".join(every[:LISTED])
    return text if more <= 0 else text + " " + _("and {count} more").format(count=more)
