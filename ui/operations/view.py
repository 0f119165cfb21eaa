"""The View menu: what is in sight, and how it looks."""

from __future__ import annotations

from planner.app import queries
from ui.operations.base import Base


class ViewOperations(Base):
    """Moving over the map and choosing a look."""

    def overview(self) -> None:
        on = self.window.actions_table["overview"].isChecked()
        self.window.pages.setCurrentIndex(1 if on else 0)

    def _show_map(self) -> None:
        self.window.actions_table["overview"].setChecked(False)
        self.overview()

    def everything(self) -> None:
        self.window.feed.show_everything(self.window.actions_table["everything"].isChecked())

    def zoom_in(self) -> None:
        self._show_map()
        self.window.view.zoom_by(1.25)

    def zoom_out(self) -> None:
        self._show_map()
        self.window.view.zoom_by(0.8)

    def fit(self) -> None:
        self._show_map()
        if not self.window.view.fit():  # too large to be read: the overview shows all of it in words
            self.window.actions_table["overview"].setChecked(True)
            self.overview()

    def fit_selection(self) -> None:
        self._show_map()
        item = self.window.view.selected
        if item and self.window.answer:
            before, _after = queries.chain(self.window.session.document.curriculum, self.window.answer.plan, item)
            self.window.view.fit({item, *before})

    def zoom_full(self) -> None:
        self._show_map()
        self.window.view.zoom_to(1.0)

    def go_start(self) -> None:
        self._show_map()
        self.window.view.go_to_start()

    def go_goal(self) -> None:
        self._show_map()
        self.window.select_and_show(self.window.session.document.learner.goal)

    def go_to_era(self, number: int) -> None:
        """Show a stage of the path; -1 is the start."""
        self._show_map()
        if number < 0:
            self.window.view.go_to_start()
        else:
            self.window.view.go_to_era(number)

    def open_field(self, items: list[str]) -> None:
        """Show the steps of a field of the overview."""
        self._show_map()
        self.window.view.fit(items)

    def minimap(self) -> None:
        self.window.minimap.setVisible(self.window.actions_table["minimap"].isChecked())

    def pane_you(self) -> None:
        self._show_pane("you", self.window.actions_table["pane_you"].isChecked())

    def pane_plan(self) -> None:
        self._show_pane("plan", self.window.actions_table["pane_plan"].isChecked())

    def pane_item(self) -> None:
        self._show_pane("item", self.window.actions_table["pane_item"].isChecked())

    def theme(self) -> None:
        self._set(theme="light" if self.window.theme.dark else "dark")

    def text_larger(self) -> None:
        self._set(text_size=min(200, self.window.settings.text_size + 25))

    def text_smaller(self) -> None:
        self._set(text_size=max(100, self.window.settings.text_size - 25))

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ self.window.windowState().WindowFullScreen)
