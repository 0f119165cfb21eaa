"""Plans side by side: what is put there, changing it in place, and making one of them the learner's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from planner.app import output, queries
from planner.i18n import _
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError
from ui import panes
from ui.operations.base import replaced
from ui.operations.look import LookOperations
from ui.operations.view import ViewOperations
from ui.plain import menu_text
from ui.theme import wardrobe

if TYPE_CHECKING:  # the page and what it needs are loaded when it is first looked at
    from planner.app.side_by_side import SideBySide
    from planner.app.variants import Example, Variation
    from ui.compare.columns import Column, Columns
    from ui.compare.head import ColumnHead
    from ui.compare.page import ComparePage
    from ui.compare.table import Rows

FORMATS = (".md", ".csv", ".json")


class CompareOperations(ViewOperations, LookOperations):
    """The page of comparisons; built when it is first looked at."""

    compare_page: ComparePage | None = None
    columns: Columns
    _editing: int | None = None
    _rows: Rows
    _other = 1
    """The column that is on the map together with the first one."""
    _examples: tuple[Example, ...] = ()

    # -- the page

    def page_compare(self) -> None:
        self.show_page("compare")
        if self.compare_page is not None:
            self.compare_page.take_focus()

    def show_page(self, name: str) -> None:
        """Turn to a page of the middle of the window; that of comparisons is built when it is first looked at."""
        if name == "compare" and self.compare_page is None:
            self._build_compare()
        super().show_page(name)
        self._give_room()
        if name == "compare":
            self.follow_compare()

    def _give_room(self) -> None:
        """Several plans, several clients and the editor need all of the width; the panes beside them are about one."""
        panes.show_sides(self.window)

    def _build_compare(self) -> None:
        from ui.compare.columns import Columns
        from ui.compare.page import ComparePage
        from ui.compare.table import Rows

        window, self._rows = self.window, Rows.ALL
        page = self.compare_page = ComparePage(window.theme, window.pages)
        self.columns = Columns(window)
        self.columns.changed.connect(self._show_compare)
        table = window.actions_table
        ids = ("compare_swap", "compare_map", "compare_stop", "compare_copy", "compare_save")
        page.add_buttons(table["compare_add"], [table[one] for one in ids])
        page.head.edited.connect(self.edit_column)
        page.head.adopted.connect(self.adopt_column)
        page.head.removed.connect(self.remove_column)
        page.editor.changed.connect(self.vary_column)
        page.editor.known_wanted.connect(self._ask_known)
        page.rows_chosen.connect(self._choose_rows)
        page.example_wanted.connect(lambda number: self.show_example(self._examples[number]))
        window.pages.add("compare", page)
        window.feed.plan_changed.connect(lambda _answer: self.follow_compare())
        self._dress()

    def take_columns(self, other: CompareOperations) -> None:
        """Put side by side what stands so in a window that this one takes the place of."""
        if other.compare_page is not None:
            self._build_compare()
            self.columns.take_over(other.columns)
            self._editing, self._other, self._rows = other._editing, other._other, other._rows

    def follow_settings(self) -> None:
        super().follow_settings()
        if self.compare_page is not None:
            if self._private != self._said_private:  # a name must not wait until somebody looks
                self._show_compare()
            wardrobe.wear(self.compare_page, self._wear_compare)

    _said_private = False
    """Whether the page was filled in privacy mode."""

    def _wear_compare(self) -> None:
        self._dress()
        self._show_compare()

    def _dress(self) -> None:
        window = self.window
        if self.compare_page is not None:
            text, calm = window.settings.text_size / 100, window.view.camera.calm
            self.compare_page.set_theme(window.theme, text, calm)

    # -- what is shown

    def follow_compare(self) -> None:
        """Plan what stands in the columns, as far as somebody looks at them."""
        answer, document = self.window.answer, self.window.session.document
        page = self.compare_page
        if page is None or self.window.pages.shown != "compare" or answer is None or answer.document is not document:
            return
        from planner.app.variants import examples

        self._examples = tuple(examples(document, answer.plan))
        page.show_examples(self._examples)
        self.columns.follow(document, queries.Answered(answer.plan, answer.forecast, answer.saving))

    @property
    def _private(self) -> bool:
        return self.window.settings.privacy

    def _show_compare(self) -> None:
        from planner.app.variants import MOST

        page = self.compare_page
        if page is None:
            return
        self._said_private = self._private
        columns = self.columns
        found = columns.side_by_side(self._private)
        page.show_columns(self._heads(), found, self._rows, self._editing, self._state_words(found))
        self._show_editor()
        on_map = self.window.actions_table["compare_map"].isChecked()
        page.show_map(columns.pair(self._other) if on_map else None, self.window.view.camera.calm)
        several = len(columns.shown) > 1
        for name, on in (
            ("compare_add", len(columns.shown) < MOST),
            ("compare_swap", several),
            ("compare_map", several),
            ("compare_adopt", several),
            ("compare_stop", columns.busy),
            ("compare_copy", found is not None),
            ("compare_save", found is not None),
        ):
            self.window.actions_table[name].setEnabled(on)

    def _state_words(self, found: SideBySide | None) -> str:
        count, done = len(self.columns.shown), self.columns.done
        if self.columns.busy:
            return _("Planning {number} of {count}…").format(number=min(done + 1, count), count=count)
        if done < count:
            return _("Stopped. A change of any column plans them again.")
        if found and len({one.plan.goal for one in found.columns}) > 1:
            return _("The plans lead to different goals.")
        return ""

    def _heads(self) -> list[ColumnHead]:
        from planner.app.side_by_side import LETTERS
        from planner.app.variants import Planned
        from ui.compare.head import ColumnHead

        heads = []
        for at, name in enumerate(self.columns.names(self._private)):
            column, answer = self.columns.shown[at], self.columns.answer(at)
            summary = self.columns.summary(at, self._private)
            note = answer if isinstance(answer, str) else "" if summary else _("Planning…")
            adopt = _("Open") if column.file else "" if column.plain else _("Adopt")
            blocked = not isinstance(answer, Planned) or answer.plan.status is PlanStatus.IMPOSSIBLE
            why_not = _("There is no plan to adopt.") if blocked and not column.file else ""
            heads.append(ColumnHead(LETTERS[at], name, summary, note, adopt, why_not))
        return heads

    def _show_editor(self) -> None:
        from planner.app.side_by_side import LETTERS
        from planner.app.variants import Planned

        at, page, answer = self._editing, self.compare_page, self.window.answer
        variants = self.columns.variants()
        if at is None or page is None or at >= len(variants):
            return
        found = self.columns.answer(at)
        plan = found.plan if isinstance(found, Planned) else answer.plan if answer else None
        page.editor.show_variation(LETTERS[at], variants[at].document, variants[at].variation, plan)

    def _choose_rows(self, rows: Rows) -> None:
        self._rows = rows
        self._show_compare()

    # -- which columns

    def put_columns(self, *columns: Column) -> None:
        """Put these side by side and plan them."""
        self.columns.put(columns)
        self._after_columns()

    def _after_columns(self) -> None:
        count = len(self.columns.shown)
        self._other = min(self._other, count - 1) or 1
        if self._editing is not None and self._editing >= count:
            self._editing = None
        self.follow_compare()

    def view_back(self) -> None:
        """Show the columns, or the map, as they were before."""
        if self.window.pages.shown == "compare":
            self._turn_columns(forward=False)
        else:
            super().view_back()

    def view_forward(self) -> None:
        if self.window.pages.shown == "compare":
            self._turn_columns(forward=True)
        else:
            super().view_forward()

    def _turn_columns(self, forward: bool) -> None:
        if self.columns.back(forward):
            self._after_columns()
        else:
            self.window.tell(_("There is no other view to go to."))

    def compare_add(self) -> None:
        """Offer what could stand in one more column."""
        from planner.app.variants import MOST, Variation

        page, window = self.compare_page, self.window
        if page is None or len(self.columns.shown) >= MOST:
            return
        menu = QMenu(window)
        own = menu.addAction(menu_text(_("Your plan with something changed")))
        own.triggered.connect(lambda _on=False: self.add_column())
        roles = menu.addMenu(menu_text(_("Another start")))
        for node in queries.entry_roles(window.session.document.curriculum):
            action = roles.addAction(menu_text(node.title))
            action.triggered.connect(lambda _on=False, role=node.id: self.add_column(Variation(start=role)))
        menu.addAction(menu_text(_("Another learner…"))).triggered.connect(self._ask_file)
        menu.popup(page.mapToGlobal(QPoint(12, 40)))

    def add_column(self, variation: Variation | None = None) -> None:
        """One more column; without a variation it is to be changed in place."""
        from planner.app.variants import MOST, Variation
        from ui.compare.columns import Column

        if len(self.columns.shown) < MOST:
            at = len(self.columns.shown)
            self._editing = at if variation is None else self._editing
            self._other = at
            self.put_columns(*self.columns.shown, Column(variation or Variation()))

    def show_example(self, example: Example) -> None:
        """Make a comparison that was offered."""
        from ui.compare.columns import Column

        self._editing = None
        self.put_columns(*map(Column, example.variations))

    def _ask_file(self) -> None:
        title, kinds = _("Compare with another learner"), _("Learners") + " (*.trailmark *.json)"
        name, _filter = QFileDialog.getOpenFileName(self.window, title, self._open_in(), kinds)
        if name:
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Put another learner beside the one that is open; the file is only read."""
        from ui.compare.columns import Column

        try:
            document = queries.read_learner(path, date.today())
        except PlannerError as wrong:
            self.window.tell(wrong.problems[0].message)
            return
        self.put_columns(*self.columns.shown, Column(file=path, document=document))

    def remove_column(self, at: int) -> None:
        """Take a column away."""
        self.put_columns(*(one for place, one in enumerate(self.columns.shown) if place != at))

    def compare_swap(self) -> None:
        """The first two columns change places; what all are compared with is then the other one."""
        if len(self.columns.shown) > 1:
            one, other, *rest = self.columns.shown
            self.put_columns(other, one, *rest)

    def compare_map(self) -> None:
        self._show_compare()

    def compare_stop(self) -> None:
        self.columns.stop()

    # -- changing one

    def edit_column(self, at: int) -> None:
        """Change a column in place, or no longer."""
        self._editing = None if self._editing == at else at
        self._other = at or self._other
        self._show_compare()
        if self._editing is not None and self.compare_page is not None:
            self.compare_page.show_editor()

    def vary_column(self, variation: Variation) -> None:
        """The column that is being changed is this now."""
        at = self._editing
        if at is not None:
            columns = list(self.columns.shown)
            columns[at] = replace(columns[at], variation=variation)
            self.put_columns(*columns)

    def _ask_known(self) -> None:
        from ui.dialogs.known_items import KnownItems

        at = self._editing
        if at is not None:
            variant = self.columns.variants()[at]
            implied = queries.held(variant.document)
            dialog = KnownItems(variant.document.curriculum, variant.variation.known, implied, self.window)
            if dialog.exec():
                self.vary_column(replace(variant.variation, known=tuple(dialog.list.known())))

    def compare_adopt(self) -> None:
        """Adopt the column that was changed last, or the last one."""
        self.adopt_column(self._editing if self._editing is not None else len(self.columns.shown) - 1)

    def adopt_column(self, at: int) -> None:
        """Make a column the learner's own plan: one step, which undo takes back. A file is opened."""
        from planner.app.variants import Planned
        from ui.compare.columns import Column

        column, answer = self.columns.shown[at], self.columns.answer(at)
        if column.file is not None:
            self.window.operations.open_path(column.file)
        elif not isinstance(answer, Planned) or column.plain or answer.plan.status is PlanStatus.IMPOSSIBLE:
            self.window.tell(_("There is no plan to adopt."))
        else:
            name = self.columns.names(self._private)[at]
            self.window.feed.remember(answer.document, answer.answered)
            self.columns.put((Column(),))
            self._after_columns()
            self.run(_("Adopt: {name}").format(name=name), replaced, answer.document)

    # -- handing it out

    def compare_copy(self) -> None:
        """Put the table on the clipboard, as Markdown."""
        from planner.app import side_words
        from ui.compare.table import Rows

        found = self.columns.side_by_side(self._private)
        if found is not None:
            QGuiApplication.clipboard().setText(side_words.markdown(found, self._rows is not Rows.ALL))
            self.window.tell(_("The comparison is on the clipboard, as a table in Markdown."))

    def compare_save(self) -> None:
        """Ask for a place, and write the table there."""
        kinds = ";;".join((_("Markdown") + " (*.md)", _("Table") + " (*.csv)", _("JSON") + " (*.json)"))
        if self.columns.side_by_side(self._private) is not None:
            path = self.ask_place(_("Save comparison"), Path.home() / "comparison.md", kinds, FORMATS)
            if path is not None:
                self.save_comparison(path)

    def save_comparison(self, path: Path) -> None:
        """Write the comparison in the format that the name of the file ends in."""
        from planner.app import side_words
        from ui.compare.table import Rows

        found, different = self.columns.side_by_side(self._private), self._rows is not Rows.ALL
        if found is None:
            return

        def content() -> bytes:
            match path.suffix.lower():
                case ".csv":
                    return side_words.csv_file(found, different)
                case ".json":
                    return found.model_dump_json(indent=2).encode()
            return side_words.markdown(found, different).encode()

        failed = _("The comparison could not be saved.")
        self.write_for("compare_save", lambda: output.write_file(path, content()), _("Save comparison"), failed)
