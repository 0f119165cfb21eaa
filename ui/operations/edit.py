"""The Edit menu: undo, search, the command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.app import queries
from planner.app.undo import History
from planner.i18n import _, ngettext
from ui.operations.base import Base
from ui.plain import menu_text

if TYPE_CHECKING:
    from ui.dialogs.steps import Steps
    from ui.main_window import MainWindow


class EditOperations(Base):
    """Taking back, finding."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._found: list[str] = []
        self._place = -1

    @property
    def shown_history(self) -> History[Any]:
        """What undo and redo act on."""
        return self.window.session

    def follow_history(self) -> None:
        """Let the menu say what undo and redo would do."""
        table, history = self.window.actions_table, self.shown_history
        for action, label, plain, text in (
            ("undo", history.undo_label, _("Undo"), _("Undo: {label}")),
            ("redo", history.redo_label, _("Redo"), _("Redo: {label}")),
        ):
            table[action].setEnabled(label is not None)
            table[action].setText(menu_text(text.format(label=label) if label else plain))
            table[action].setIconText(plain)

    def undo(self) -> None:
        self.window.session.undo()
        self.save()

    def redo(self) -> None:
        self.window.session.redo()
        self.save()

    _steps: Steps | None = None
    """The history, while it is open."""

    def history(self) -> None:
        """Show every change of this session beside the window."""
        from ui.dialogs.steps import Steps

        if self._steps is None:
            self._steps = Steps(self.window.feed.known_plan, self.window)
            self._steps.wanted.connect(self.go_to_step)
            self.window.feed.plan_changed.connect(lambda _answer: self._show_steps())
            self.window.qt_session.changed.connect(lambda _change: self._show_steps())
        self._steps.show()
        self._show_steps()
        self._steps.activateWindow()

    def _show_steps(self) -> None:
        if self._steps is not None and self._steps.isVisible():
            self._steps.show_steps(self.window.session.history, self.window.session.place)

    def go_to_step(self, place: int) -> None:
        """Go back, or forward, to the state after so many changes."""
        self.window.session.go_to(place)
        self.save()

    def find(self) -> None:
        self.window.search.setFocus()
        self.window.search.selectAll()

    def begin_search(self, text: str) -> None:
        """Somebody types over the map: they look for something."""
        self.window.search.setFocus()
        self.window.search.setText(text)

    def search(self, text: str) -> None:
        """Mark what the text may mean; F3 or Enter goes through it, what is on the map first."""
        window = self.window
        shown = window.answer.picture.nodes if window.answer else {}
        self._found = sorted(
            queries.search(window.session.document.curriculum, text), key=lambda item: item not in shown
        )
        self._place = -1
        window.view.match(self._found)
        if text.strip():
            count = len(self._found)
            text = ngettext("{count} item found", "{count} items found", count).format(count=count)
            window.tell(text if count else _("Nothing found. Try a shorter word."))
        else:
            window.tell("")

    def find_next(self) -> None:
        if not self._found:
            return
        self._place = (self._place + 1) % len(self._found)
        item = self._found[self._place]
        self.window.select_and_show(item)
        title = self.window.session.document.curriculum.by_id[item].title
        text = _("{number} of {count}: {title}").format(number=self._place + 1, count=len(self._found), title=title)
        self.window.tell(text)

    def end_search(self) -> None:
        """Show everything again and go back to what was looked at."""
        self.window.search.clear()
        in_time = self.window.pages.shown == "timeline"
        (self.window.timeline.chart if in_time else self.window.view).setFocus()

    def palette(self) -> None:
        from ui.dialogs.palette import Palette

        Palette([self.window.actions_table[action] for action in self.window.actions_table.rows], self.window).exec()
