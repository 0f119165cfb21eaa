"""Two plans item by item: what only one of them has, what has moved and by how much, what is decided differently."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QVBoxLayout, QWidget

from planner import i18n
from planner.app import queries
from planner.app.compare import Comparison, move_words
from planner.app.difference import difference
from planner.app.others import OtherRow, meaning_words
from planner.i18n import _
from planner.model.plan import Plan, PlanItem
from ui import dates
from ui.dialogs.frame import size_for_text
from ui.dialogs.tables import ReadTable, cell, heading
from ui.plain import PlainLabel

Line = tuple[str, str, str]
"""A step or choice, what it is in the one plan, and in the other."""


class ComparisonPage(QWidget):
    """What is proved about the other plan, and every difference as a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning = PlainLabel("", role="caption", wrap=True)
        self.table = ReadTable(_("Your plan and the other one, step by step"))
        self.table.setColumnCount(3)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._meaning)
        column.addWidget(self.table, 1)

    def show_row(self, own: Plan, other: OtherRow) -> None:
        """Compare the learner's plan with another one."""
        self._show(own, other.plan, meaning_words(other), (_("Your plan"), _("The other plan")))

    def show_change(self, before: Plan, after: Plan) -> None:
        """Compare the learner's plan with the one that it was."""
        self._show(before, after, difference(before, after, dates.day), (_("Before"), _("Now")))

    def _show(self, own: Plan, other: Plan, meaning: str, titles: tuple[str, str]) -> None:
        self._meaning.setText(meaning)
        self.table.setHorizontalHeaderLabels([_("Step or choice"), *titles])
        self.table.clearSpans()
        self.table.setRowCount(0)
        found = queries.compare(own, other)
        for title, lines in sections(found, own, other):
            if lines:
                self._head(_("{title}: {count}").format(title=title, count=len(lines)))
                for line in lines:
                    self._add(line)
        if found.same:
            self._head(_("The same steps on the same days in both: {count}").format(count=found.same))
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(min(1, self.table.rowCount() - 1), 0)
        self.table.scrollToTop()

    def _head(self, text: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.setItem(row, 0, heading(text))
        self.table.setSpan(row, 0, 1, 3)

    def _add(self, line: Line) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate(line):
            self.table.setItem(row, column, cell(text))


def sections(found: Comparison, own: Plan, other: Plan) -> list[tuple[str, list[Line]]]:
    """The differences in words, those that matter most first."""
    mine, theirs = {item.id: item for item in own.items}, {item.id: item for item in other.items}
    titles = {item.id: item.title for item in (*own.items, *other.items)}  # a choice without a name is named by an item
    none = "–"
    asked = _("not asked")
    return [
        (
            _("Decided differently"),
            [
                (titles.get(one.name, one.name), " + ".join(one.a) or asked, " + ".join(one.b) or asked)
                for one in found.decisions
            ],
        ),
        (_("Only in the other plan"), [(one.title, none, _effort(theirs[one.id])) for one in found.only_b]),
        (_("Only in your plan"), [(one.title, _effort(mine[one.id]), none) for one in found.only_a]),
        (
            _("In both, but moved"),
            [(one.title, _when(mine[one.id]), f"{_when(theirs[one.id])}\n{move_words(one)}") for one in found.moved],
        ),
    ]


def _effort(item: PlanItem) -> str:
    parts = [dates.hours(item.hours)] if item.hours and not item.months else []
    if item.months:
        parts.append(i18n.months(item.months))
    if item.cost_usd:
        parts.append(dates.money(item.cost_usd))
    return "\n".join(filter(None, [_when(item), " · ".join(parts)]))


def _when(item: PlanItem) -> str:
    return dates.span(item.start, item.finish) if item.start and item.finish else ""


class ChangeDialog(QDialog):
    """What the last change did to the plan, step by step."""

    def __init__(self, before: Plan, after: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What has changed in your plan"))
        size_for_text(self, 84, 30, 900, 600)
        self.page = ComparisonPage()
        self.page.show_change(before, after)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
