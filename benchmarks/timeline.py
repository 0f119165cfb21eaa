"""Frames of the timeline while somebody scrolls and zooms, beside those of a Qt table of the same size.

    python -m benchmarks.timeline [--sizes 300,2000] [--frames 60] [--years 20]

Bars of every form over twenty years, in a viewport of 1600 x 1000 pixels without a screen. A frame is a whole repaint,
as all of a timeline moves when it is scrolled; its time is CPU time. Rows: down by three rows a frame; time: across by
37 pixels; zoom: from the whole to weeks in small steps. The peer is a QTableView of as many rows, with a column a month
that is as wide as a month of the timeline: plain texts in cells, painted by Qt's own code.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from benchmarks.canvas import HEIGHT, STEP, WIDTH, Frames, frames
from benchmarks.measure import load_line, parser_for
from planner.app.map import Mark
from planner.app.timeline import Bar, Form, Stage, Study, Timeline
from planner.model.plan import PlanStatus
from ui.theme import theme
from ui.timeline.axis import PIXELS, Scale
from ui.timeline.chart import Chart

START = date(2027, 1, 4)
KINDS = ("skill", "skill", "project", "certification", "experience", "degree", "milestone")
AIM = 16.0
"""Milliseconds of the slowest frame but five in a hundred."""
Index = QModelIndex | QPersistentModelIndex


def made(size: int, years: int) -> Timeline:
    """A timeline of so many bars over so many years, ten stages, with days off every summer."""
    days = years * 365
    bars = [_bar(number, START + timedelta(days=number * days // size), days // size) for number in range(size)]
    part = max(1, size // 10)
    stages = tuple(
        Stage(at // part, f"Stage {at // part}", tuple(bars[at : at + part]), bars[at].start, bars[at].finish, 100.0)
        for at in range(0, size, part)
    )
    minutes = tuple(accumulate((120 if day % 7 < 5 else 0 for day in range(days + 400)), initial=0))
    return Timeline(
        status=PlanStatus.PLANNED,
        goal=bars[-1].item,
        begins=START,
        today=START + timedelta(days=days // 3),
        finish=bars[-1].finish,
        deadline=START + timedelta(days=days - 40),
        stages=stages,
        study=Study(START, minutes, minutes[: days + 1], 600),
        stretches=(),
        week=(120, 120, 120, 120, 120, 0, 0),
        ranges={bar.item: (START + timedelta(days=40), START + timedelta(days=days)) for bar in bars[6::7]},
    )


def _bar(number: int, start: date, days: int) -> Bar:
    kind = KINDS[number % len(KINDS)]
    span = kind in ("experience", "degree")
    form = Form.SPAN if span else Form.MOMENT if kind == "milestone" else Form.STUDY
    length = 540 if span else 0 if form is Form.MOMENT else max(1, days + number % 20)
    return Bar(
        item=f"item-{number}",
        title=f"Subject of the item with the number {number}",
        kind=kind,
        mark=list(Mark)[number % len(Mark)],
        form=form,
        start=start,
        finish=start + timedelta(days=length),
        hours=10.0 + number % 50,
        months=18.0 if span else None,
        progress=0.4 if number % 5 == 0 else 0.0,
        critical=number % 3 == 0,
        slack_days=number % 30,
        pin=start if number % 11 == 0 else None,
        booked=None,
        free_from=start,
        needs_last=None,
    )


class _Cells(QAbstractTableModel):
    """A text in every cell, as plain as possible."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # Qt's own default
        return self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"{index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def scroller(widget: QAbstractItemView | Chart, across: int, down: int) -> Callable[[int], None]:
    """One frame of scrolling; from the beginning again at the end."""

    def move(number: int) -> None:
        for bar, step in ((widget.horizontalScrollBar(), across), (widget.verticalScrollBar(), down)):
            if step:
                bar.setValue(bar.value() + step if bar.value() < bar.maximum() else 0)

    return move


def measure(size: int, years: int, count: int) -> dict[str, Frames]:
    """Every way of moving over one timeline."""
    chart = Chart(theme.load("light"))
    chart.resize(WIDTH, HEIGHT)
    chart.show()
    QApplication.processEvents()
    shown = made(size, years)
    found: dict[str, Frames] = {}
    begin = time.process_time()
    chart.take(shown)
    chart.viewport().repaint()
    found["first frame"] = Frames.of([1000 * (time.process_time() - begin)])
    down = round(3 * chart.look.row)
    for scale in (Scale.WEEKS, Scale.MONTHS, Scale.QUARTERS):
        chart.show_scale(scale)
        chart.go_to_day(shown.today)
        found[f"{scale.value}: rows"] = frames(chart, count, scroller(chart, 0, down))
        chart.verticalScrollBar().setValue(chart.verticalScrollBar().maximum() // 3)
        found[f"{scale.value}: time"] = frames(chart, count, scroller(chart, STEP, 0))
    chart.fit()
    found["whole: rows"] = frames(chart, count, scroller(chart, 0, down))
    chart.fit()
    factor = (PIXELS[Scale.WEEKS] / chart.axis.pixels) ** (1 / count)
    found["zoom"] = frames(chart, count, lambda number: chart.zoom_by(factor, 900.0) if number else None)
    chart.close()
    return found


def peer(size: int, years: int, count: int) -> dict[str, Frames]:
    """The same for a table."""
    table = QTableView()
    table.setModel(_Cells(size, years * 12))
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setDefaultSectionSize(28)
    table.horizontalHeader().setDefaultSectionSize(40)
    table.resize(WIDTH, HEIGHT)
    table.show()
    QApplication.processEvents()
    found = {
        "months: rows": frames(table, count, scroller(table, 0, 84)),
        "months: time": frames(table, count, scroller(table, STEP, 0)),
    }
    table.close()
    return found


def main(argv: list[str] | None = None) -> int:
    """Print a line for each way of moving."""
    parser = parser_for(__doc__, "300,2000")
    parser.add_argument("--frames", type=int, default=60, help="frames of each way of moving, 60")
    parser.add_argument("--years", type=int, default=20, help="length of the plan, 20")
    given = parser.parse_args(argv)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.load("light"))
    print(f"milliseconds of CPU a frame, median (95 of 100 below); {load_line()}")
    for size in given.sizes:
        ours, theirs = measure(size, given.years, given.frames), peer(size, given.years, given.frames)
        print(f"{size:,} rows, {given.years} years")
        for name, found in ours.items():
            other = theirs.get(name)
            beside = f"table {other.middle:8.1f} ({other.slow:.1f})" if other else ""
            print(f"  {name:16}{found.middle:9.2f} ({found.slow:.2f})".ljust(44) + beside)
    print(f"aim: 95 of 100 below {AIM:g} ms; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
