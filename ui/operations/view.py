"""The View menu: what is in sight, and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.app import queries
from planner.app.filters import Filters
from planner.app.map import Sight
from planner.i18n import _
from ui.canvas.board import is_board
from ui.operations.base import Base
from ui.timeline.axis import Scale

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MOST_VIEWS = 50
Folds = tuple[frozenset[int] | None, frozenset[str]]
"""Eras that are open, lanes that are closed."""


class ViewOperations(Base):
    """Moving over the map and choosing a look."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._views: list[Sight] = []
        self._views_ahead: list[Sight] = []
        self._folds: Folds | None = None
        """What was folded before something came into focus."""

    _then: Callable[[], object] | None = None
    """What to do once the map is drawn that was asked for."""

    # -- what is shown

    def page_today(self) -> None:
        self.show_page("today")

    def page_map(self) -> None:
        self.show_page("map")

    def page_timeline(self) -> None:
        self.show_page("timeline")
        self.window.timeline.chart.setFocus()

    @property
    def _in_time(self) -> bool:
        """Whether the timeline is what is looked at."""
        return self.window.pages.shown == "timeline"

    def show_page(self, name: str) -> None:
        """Turn to a page of the middle of the window."""
        self.window.pages.turn_to(name)
        self.window.actions_table[f"page_{name}"].setChecked(True)

    def stages(self) -> None:
        """All stages as modules, or all steps one by one."""
        on = self.window.actions_table["stages"].isChecked()
        then = self.window.view.fit if on else self.window.view.go_to_start
        self._look(then, open_eras=frozenset() if on else None, closed_lanes=frozenset())

    def everything(self) -> None:
        self._look(None, everything=self.window.actions_table["everything"].isChecked())

    def focus(self) -> None:
        """Only the way to the goal through the selected item, with one step around it, or the rest again."""
        window, sight = self.window, self.window.feed.sight
        if sight.focus is not None:
            opened, closed = self._folds or (sight.open_eras, sight.closed_lanes)
            self._folds = None
            fit: Callable[[], object] | None = window.view.fit if opened == frozenset() else None
            self._look(fit, focus=None, open_eras=opened, closed_lanes=closed)
        elif window.answer is not None:
            item = window.selected or ""
            self._folds = (sight.open_eras, sight.closed_lanes)
            then = partial(window.view.go_to, item) if item else self._show_path
            self._look(then, focus=item, open_eras=None, closed_lanes=frozenset())

    def _show_path(self) -> None:
        """All that is in focus, or its beginning where all of it could not be read."""
        if not self.window.view.fit():
            self.window.view.go_to_start()

    def filters(self) -> None:
        """Show or hide the chips; hidden ones keep nothing out."""
        bar, on = self.window.filters, self.window.actions_table["filters"].isChecked()
        if not on and bar.filters.active:
            bar.clear()
        self._show_filters()

    def filter(self) -> None:
        """Show the items that the chips let through."""
        filters = self.window.filters.filters
        if filters.active:
            self._look(self.window.view.fit, filters=filters, open_eras=None, closed_lanes=frozenset())
        else:
            self._look(None, filters=None)

    def unfilter(self) -> None:
        """Keep nothing out any more, and nothing in focus."""
        self._folds = None
        self._look(None, filters=None, focus=None)

    def open_module(self, module: str) -> None:
        """Show the steps of a stage one by one, beginning with those of the module."""
        picture = self.window.view.picture
        if picture is None or module not in picture.modules:
            return
        one, sight = picture.modules[module], self.window.feed.sight
        opened = frozenset({one.era}) if sight.open_eras is None else sight.open_eras | {one.era}

        def show() -> None:
            view = self.window.view
            if not view.fit(one.items):  # with large text there is no room for all of it
                view.go_to(one.items[0])

        self._look(show, open_eras=opened, closed_lanes=sight.closed_lanes - {one.lane})

    def tidy(self) -> None:
        self.window.feed.tidy()

    def fold_lane(self, lane: str | None = None) -> None:
        """Show one module a stage in place of the steps of a subject, or its steps again."""
        picture, sight, view = self.window.view.picture, self.window.feed.sight, self.window.view
        if picture is None:
            return
        if lane is None:
            item = view.selected or picture.next
            lane = picture.nodes[item].lane if item and item in picture.nodes else None
        if lane is not None:
            opened = None if sight.open_eras == frozenset() else sight.open_eras
            closed = sight.closed_lanes ^ {lane} if sight.open_eras != frozenset() else self._all_but(lane)
            self._look(None, open_eras=opened, closed_lanes=closed)

    def _all_but(self, lane: str) -> frozenset[str]:
        """On a board every lane is closed: opening one leaves the others as they are."""
        picture = self.window.view.picture
        return frozenset(band.key for band in picture.lanes if band.key != lane) if picture else frozenset()

    def fold(self) -> None:
        """Show modules in place of the steps of the stage of the selected item, or of the one in sight."""
        view = self.window.view
        picture, sight = view.picture, self.window.feed.sight
        item = view.selected or (picture.next if picture else None)
        if picture is None or item is None or item not in picture.nodes:
            return
        eras = range(len(picture.eras)) if sight.open_eras is None else sight.open_eras
        self._look(None, open_eras=frozenset(eras) - {picture.nodes[item].era})

    def reveal(self, item: str) -> None:
        """See to it that an item has a box of its own; on the whole map where the learner's path does not hold it."""
        answer, sight = self.window.answer, self.window.feed.sight
        if answer is None or item in answer.picture.boxes:
            return
        self.followed = item
        show = partial(self.window.select, item)
        node = answer.picture.nodes.get(item)
        if node is None:
            self._look(show, everything=True, open_eras=None, closed_lanes=frozenset(), filters=None, focus=None)
        else:
            opened = None if sight.open_eras is None else sight.open_eras | {node.era}
            kept = sight if item in answer.picture.wanted else replace(sight, filters=None, focus=None)
            closed = sight.closed_lanes - {node.lane}
            self._look(show, open_eras=opened, closed_lanes=closed, filters=kept.filters, focus=kept.focus)

    def _look(self, then: Callable[[], object] | None, **changes: Any) -> None:
        """Show something else of the plan, and do `then` once it is shown: at once where it is shown already."""
        feed, self._then = self.window.feed, then
        before = feed.sight
        wanted = replace(before, **changes)
        if wanted != before:
            self._views.append(before)
            del self._views[:-MOST_VIEWS]
            self._views_ahead.clear()
        if wanted == before and not feed.busy:
            self.after_look()
        else:
            feed.look(wanted)
        if before.filters and not wanted.filters:
            self.window.tell(_("Nothing is filtered any more."), undo=self.view_back)

    def view_back(self) -> None:
        """Show the map as it was before: filters, stages, what is open and folded."""
        self._turn_view(self._views, self._views_ahead)

    def view_forward(self) -> None:
        self._turn_view(self._views_ahead, self._views)

    def _turn_view(self, one: list[Sight], other: list[Sight]) -> None:
        window = self.window
        if not one:
            window.tell(_("There is no other view to go to."))
            return
        other.append(window.feed.sight)
        self._then = self._folds = None
        window.feed.look(one.pop())

    def forget_views(self) -> None:
        """Another document: there is nothing to go back to."""
        self._views.clear()
        self._views_ahead.clear()
        self._folds = None

    def look_then(self, then: Callable[[], object]) -> None:
        """Do something once the map is drawn that is being made."""
        self._then = then

    def after_look(self) -> None:
        """The map is drawn that was asked for."""
        then, self._then = self._then, None
        if then is not None:
            then()

    def follow_sight(self) -> None:
        """Let the menu say what is shown."""
        sight, table = self.window.feed.sight, self.window.actions_table
        table["stages"].setChecked(sight.open_eras == frozenset())
        table["everything"].setChecked(sight.everything)
        table["focus"].setChecked(sight.focus is not None)
        if sight.filters:
            table["filters"].setChecked(True)
        self._show_filters()

    def _show_filters(self) -> None:
        """The chips as they are now, also where the sight came from elsewhere, such as the last session."""
        window, sight = self.window, self.window.feed.sight
        item = window.session.document.curriculum.by_id.get(sight.focus or "")
        focus = None if sight.focus is None else item.title if item else ""
        window.filters.restore(sight.filters or Filters(), focus, window.actions_table["filters"].isChecked())

    # -- which part of it

    def _zoom(self, factor: float) -> None:
        shown = self.window.timeline.chart if self._in_time else self.window.view
        shown.zoom_by(factor)

    def zoom_in(self) -> None:
        self._zoom(1.25)

    def zoom_out(self) -> None:
        self._zoom(0.8)

    def fit(self) -> None:
        shown = self.window.timeline.chart if self._in_time else self.window.view
        shown.fit()

    def fit_path(self) -> None:
        if self.window.view.picture is not None:
            self.window.view.fit(self.window.view.picture.path)

    def fit_selection(self) -> None:
        item = self.window.view.selected
        if len(self.window.view.selection) > 1:
            self.window.view.fit(self.window.view.selection)
        elif item and self.window.answer:
            before, _after = queries.chain(self.window.session.document.curriculum, self.window.answer.plan, item)
            self.window.view.fit({item, *before})

    def zoom_full(self) -> None:
        self.window.view.zoom_to(1.0)

    def walk_path(self) -> None:
        self.window.select(None)
        self.window.view.walk_path()

    def go_start(self) -> None:
        if self._in_time:
            self.window.timeline.chart.go_to_begin()
        else:
            self.window.view.go_to_start()

    def go_goal(self) -> None:
        if self._in_time:
            self.window.select(self.window.session.document.learner.goal)
        else:
            self.window.select_and_show(self.window.session.document.learner.goal)

    def scale_weeks(self) -> None:
        self.window.timeline.chart.show_scale(Scale.WEEKS)

    def scale_months(self) -> None:
        self.window.timeline.chart.show_scale(Scale.MONTHS)

    def scale_quarters(self) -> None:
        self.window.timeline.chart.show_scale(Scale.QUARTERS)

    def follow_scale(self, scale: Scale) -> None:
        """Let the buttons say how time is shown."""
        for one in (Scale.WEEKS, Scale.MONTHS, Scale.QUARTERS):
            action = self.window.actions_table[f"scale_{one.value}"]
            group = action.actionGroup()
            group.setExclusive(False)  # farther out than quarters none of them is checked
            action.setChecked(one is scale)
            group.setExclusive(True)

    def fill_timeline(self, impossible: bool) -> None:
        """Do something about a timeline with nothing on it: look at the ways out, or set another goal."""
        if impossible:
            self._show_pane("plan")
            self.window.plan_list.ways_out.setFocus()
        else:
            self.window.actions_table["first_steps"].trigger()

    def go_today(self) -> None:
        chart = self.window.timeline.chart
        if chart.timeline is not None:
            chart.go_to_day(chart.timeline.today, 0.3)

    def go_to_era(self, number: int) -> None:
        """Show a stage of the path; -1 is the start."""
        view = self.window.view
        if number < 0:
            view.go_to_start()
        elif self.window.feed.sight.open_eras is not None and number not in self.window.feed.sight.open_eras:
            modules = view.picture.modules.values() if view.picture else ()
            first = next((module.id for module in modules if module.era == number), None)
            if first is not None:
                self.open_module(first)
        else:
            view.go_to_era(number)

    def minimap(self) -> None:
        # A board is a small map itself.
        wanted = self.window.actions_table["minimap"].isChecked()
        self.window.minimap.setVisible(wanted and not is_board(self.window.view.picture))

    def pane_you(self) -> None:
        self._show_pane("you", self.window.actions_table["pane_you"].isChecked())

    def pane_plan(self) -> None:
        self._show_pane("plan", self.window.actions_table["pane_plan"].isChecked())

    def pane_item(self) -> None:
        self._show_pane("item", self.window.actions_table["pane_item"].isChecked())

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ self.window.windowState().WindowFullScreen)
