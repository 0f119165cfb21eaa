"""Places the panes: you, the map, the plan and the inspector. What the actions do is in `operations`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMainWindow

from planner.i18n import _
from ui import dates, looks, panes
from ui.theme import icons, theme

if TYPE_CHECKING:  # a window comes on the screen before any of this is loaded
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QToolBar

    from planner.app.glance import Glance
    from planner.app.session import Session
    from planner.app.workspace import Workspace
    from planner.model.forecast import Forecast
    from planner.model.plan import Plan
    from planner.settings import Settings
    from ui.background import Newest
    from ui.banner import Banner
    from ui.canvas.minimap import Minimap
    from ui.canvas.view import MapView
    from ui.notice import Notice
    from ui.pages import Pages
    from ui.panels.filters import FilterBar
    from ui.panels.inspector import Inspector
    from ui.panels.plan_list import PlanList
    from ui.panels.progress import Progress
    from ui.panels.timer_button import TimerButton
    from ui.panels.trail import Trail
    from ui.panels.you import You
    from ui.plain import OneLine, PlainLabel
    from ui.plan_feed import Answer
    from ui.timeline.page import TimelinePage
    from ui.today.page import TodayPage


class MainWindow(QMainWindow):
    """The window; every pane re-reads what concerns it when plan or document change."""

    glance: Glance
    """How the window looked last, where its frame was shown first."""
    look: theme.ThemeName
    """The theme of its frame."""
    tool_bar: QToolBar
    search: QLineEdit
    panes: QSplitter
    right: QSplitter
    pages: Pages
    you: You
    view: MapView
    minimap: Minimap
    trail: Trail
    filters: FilterBar
    plan_list: PlanList
    inspector: Inspector
    timeline: TimelinePage
    today: TodayPage
    today_feed: Newest
    banner: Banner
    notice: Notice
    summary: OneLine
    undo_button: QPushButton
    state: OneLine
    state_saved: PlainLabel
    progress: Progress
    timer_button: TimerButton
    furnished = False
    """Whether there is more than the frame."""
    text_scale = 1.0
    """Size of the text as a multiple of the usual one."""

    def __init__(
        self, session: Session | None = None, workspace: Workspace | None = None, settings: Settings | None = None
    ) -> None:
        """Without anything it stays empty until `furnish`; see `ui.shell`."""
        super().__init__()
        if session is not None and workspace is not None and settings is not None:
            self.furnish(session, workspace, settings)

    def furnish(self, session: Session, workspace: Workspace, settings: Settings) -> None:
        """Put everything into the window, which may be on the screen already."""
        from ui import furniture, wiring
        from ui.actions.table import Actions
        from ui.autosave import Autosave
        from ui.live import Live
        from ui.operations import Operations
        from ui.plan_feed import PlanFeed, WhatIf
        from ui.qt_session import QtSession
        from ui.timer import StudyTimer

        self.setLocale(QLocale())  # the frame was there before the language was chosen how numbers are written
        self.session, self.workspace, self.settings = session, workspace, settings
        self.answer: Answer | None = None
        self.beside = "plan"
        """The pane that is rather seen where there is room for one: "you" or any other."""
        self.sides = (True, True)
        """Whether there are panes left and right of the map."""
        self.select_at_start: str | None = None
        """The item that is to be selected once the first plan is there."""
        self._chains: Callable[[str], tuple[set[str], set[str]]] | None = None
        """What depends on what in the plan that is shown, once somebody has asked."""
        self.theme = theme.load(looks.theme_name(settings))
        self._look: tuple[object, ...] = ()
        """What decides how everything looks that is shown now; see `apply_settings`."""
        self.text_scale = settings.text_size / 100
        theme.use(self.theme, self.text_scale)  # before there are widgets: each would have to be told again
        self.system_look = looks.SystemLook(self)
        self.qt_session = QtSession(session, self)
        self.feed = PlanFeed(session, self.qt_session, self)
        self.live = Live(session, self)
        self.whatif = WhatIf(self.live.free, self)
        self.timer = StudyTimer(self)
        self.operations = Operations(self)
        self.actions_table = Actions(self, self.operations.functions())
        self.autosave = Autosave(workspace, self.operations.to_save, self)
        furniture.build_panes(self)
        furniture.build_bars(self)
        wiring.connect(self)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*panes.LEAST)
        if not self.isVisible():
            self.resize(panes.first_size())
        self.furnished = True
        self.apply_settings(settings)
        self.on_change()
        if self.isVisible():  # Qt looks for the first field only when a window appears
            self.you.setFocus()

    # -- following the document

    def on_change(self) -> None:
        """The document is another one."""
        (self.you.follow if self.session.trying else self.you.show_document)(self.session.document)
        self.operations.follow_history()
        self.operations.follow_name()
        self.follow_selection()

    def on_planning(self) -> None:
        """A plan is being made."""
        self.state.setText(_("Planning…"))
        self.progress.begin()
        self.whatif.forget()
        self.plan_list.head.wait()

    def on_forecast(self, forecast: Forecast | None) -> None:
        """How sure the finish is, is known now."""
        from ui.words import state_words

        self.plan_list.head.show_forecast(forecast)
        self.trail.show_forecast(forecast)
        self.timeline.show_forecast(forecast)
        self.today.show_forecast(forecast)
        if self.answer is not None:
            self.state.setText(state_words(self.session.document, self.answer.picture, forecast))

    def on_failure(self, message: str) -> None:
        """No plan could be made."""
        self.progress.end()
        self.tell(message)

    def on_plan(self, answer: Answer) -> None:
        """The plan is there."""
        from ui.words import state_words

        self.progress.end()
        before, self.answer = self.answer, answer
        self._chains = None
        selected = self.selected
        self.plan_list.show_plan(answer.plan, answer.picture, answer.ready, len(answer.document.learner.by_hand))
        self.trail.show_forecast(None)
        self._show_picture(answer)
        self.live.rest()
        self.you.show_plan(answer.plan)
        self.timeline.show_plan(answer.document, answer.plan, answer.timeline)
        if self.you.time.misses(answer.plan):
            self.live.ask_hours()
        if before is None:
            self.operations.meet(answer)
            self.view.go_to_start()
            selected, self.select_at_start = selected or self.select_at_start, None
        elif before.document is not answer.document:
            self._tell_difference(before.plan, answer)
        elif before.plan is not answer.plan:
            self.tell(_("There is no better plan than this one."))
        self.operations.tell_taken(answer.document, answer.plan)
        self.state.setText(state_words(self.session.document, answer.picture))
        self.select(selected)
        self.operations.after_look()
        self.whatif.look_around(answer, self.session.trying)

    def on_picture(self, answer: Answer) -> None:
        """The same plan, drawn in another way."""
        self.answer = answer
        self._show_picture(answer)
        self.operations.after_look()

    def _show_picture(self, answer: Answer) -> None:
        self.trail.show_map(answer.picture)
        self.view.show_map(answer.picture)
        self.minimap.show_map()
        self.filters.show_map(answer.picture)
        self.operations.follow_sight()
        self.operations.minimap()
        self.follow_view()

    def follow_view(self) -> None:
        """Let the trail show which stages are in sight."""
        self.trail.show_columns(self.view.columns())

    def _tell_difference(self, before: Plan, answer: Answer) -> None:
        from planner.app.difference import difference
        from planner.app.slip import saving_words

        changed = ". ".join(filter(None, (self.operations.said, difference(before, answer.plan, dates.day))))
        self.operations.said = ""
        text = " ".join(filter(None, (changed, saving_words(answer.saving))))
        if text:
            # After an undo the button would take back the change before it, which nobody is looking at.
            self.operations.last_change = (before, answer.plan)
            self.notice.tell(text, undo=self.session.redo_label is None, why=self.operations.what_moved)

    def start_afresh(self) -> None:
        """Forget the plan before: the next one is not compared with it, and is shown from its beginning."""
        from planner.app import garbage

        self.answer = None
        self.feed.forget()
        garbage.collect()
        self.view.select(None)
        self.timeline.chart.forget()
        self.plan_list.select(None)
        self.operations.followed = None
        self.operations.forget_views()

    def tell(self, text: str, undo: bool | Callable[[], object] = False, folder: bool = False) -> None:
        """Show a sentence in the status bar for a while; with a button that takes a change back, or shows a file."""
        self.notice.tell(text, undo, folder)

    # -- selection

    @property
    def selected(self) -> str | None:
        """The item that map, list and inspector show."""
        shown = self.view.selected or self.plan_list.selected or self.timeline.chart.selected
        return shown or self.operations.followed

    def select(self, item: str | None) -> None:
        """Show one item everywhere."""
        self.operations.followed = item
        if self.view.selected != item:
            self.view.select(item)
            if item:
                self.view.go_to(item)
        if self.plan_list.selected != item:
            self.plan_list.select(item)
        self.timeline.chart.select(item)
        self._inspect(item)
        self.follow_selection()

    def select_and_show(self, item: str) -> None:
        """Select an item and show its box, on the whole map where the learner's own path does not hold it."""
        self.operations.reveal(item)
        self.select(item)

    def _inspect(self, item: str | None) -> None:
        from planner.app import queries
        from planner.app.why import when_words

        document = self.session.document
        if item is None or self.answer is None or item not in document.curriculum.by_id:
            upcoming = self.answer.picture.next if self.answer else None
            items = self.answer.plan.items if self.answer else ()
            self.inspector.show_nothing(next((one for one in items if one.id == upcoming), None))
            return
        planned = next((one for one in self.answer.plan.items if one.id == item), None)
        details = queries.details(document.curriculum, item)
        node = queries.map_node(document, self.answer.plan, item)
        known = item in document.learner.known
        when = when_words(document, self.answer.plan, item, dates.day)
        self.inspector.show_item(details, node, planned, document.curriculum.disclaimer, known, when)
        if planned and planned.why:
            self.whatif.weigh(self.answer, item)

    def follow_selection(self) -> None:
        """Enable what can be done with the selected item."""
        item = self.selected
        for row in self.actions_table.rows.values():
            if row.item:
                self.actions_table[row.id].setEnabled(self.operations.applies(row.id, item))
        self.actions_table["fit_selection"].setEnabled(item is not None)
        self.actions_table["forget_order"].setEnabled(bool(self.session.document.learner.by_hand))
        learner = self.session.document.learner
        known, avoided = item in learner.known, item in learner.avoid
        self.actions_table["known"].setText(_("I do not know this") if known else _("I know this"))
        self.operations.name_actions(item)
        self.actions_table["avoid"].setText(_("Allow this again") if avoided else _("Avoid this"))

    def chain_of(self, item: str) -> set[str]:
        if self.answer is None:
            return set()
        if self._chains is None:
            from planner.app import queries

            self._chains = queries.chains(self.answer.document.curriculum, self.answer.plan)
        before, after = self._chains(item)
        return before | after

    def item_menu(self, item: str, place: QPoint) -> None:
        """Offer what can be done with an item."""
        self.select(item)
        self.actions_table.item_menu(self).popup(place)

    def choice_menu(self, item: str, place: QPoint) -> None:
        """Offer what can be chosen at an item."""
        from ui.panels.choices import choice_menu

        if self.answer is not None:
            prices = self.you.decisions.prices if self.answer.document is self.session.document else {}
            menu = choice_menu(self.answer.plan, item, prices, self.operations.choose_option, self)
            menu.popup(place)

    # -- looks

    def apply_settings(self, settings: Settings) -> None:
        """Use these preferences now."""
        self.settings = settings
        self.view.camera.calm = looks.is_calm(settings)
        self.actions_table.use_keys(settings.shortcuts, settings.single_letters)
        look = (looks.theme_name(settings), settings.text_size, settings.first_weekday)
        other = look != self._look  # most preferences change no looks, and drawing everything anew is felt
        if other:
            self._wear(settings)
            self._look = look
        self.you.fold(settings.folded)
        for name, pane in (("plan", self.plan_list), ("item", self.inspector)):
            pane.setVisible(name not in settings.hidden_panes)
        self.operations.follow_settings()
        (panes.share_width if other else panes.show_sides)(self)

    def _wear(self, settings: Settings) -> None:
        """Draw everything in the theme, the text size and with the weeks of these preferences."""
        from ui.theme import wardrobe  # late, see `ui.shell`

        self.theme, self.text_scale = theme.load(looks.theme_name(settings)), settings.text_size / 100
        dates.begin_weeks_on(settings.first_weekday)
        list_as_it_was = self.plan_list.hold()
        theme.use(self.theme, self.text_scale)
        self.actions_table.set_theme(self.theme)
        self.minimap.set_theme(self.theme)
        self.trail.set_theme(self.theme)
        self.view.set_theme(self.theme, self.text_scale)
        wardrobe.wear(self.you, lambda: self.you.set_theme(self.theme))
        wardrobe.wear(self.right, lambda: self._wear_right(list_as_it_was))
        wardrobe.wear(self.timeline, lambda: self.timeline.set_theme(self.theme, self.text_scale))
        wardrobe.wear(self.today, lambda: self.today.set_theme(self.theme))

    def _wear_right(self, list_as_it_was: Callable[[], None]) -> None:
        from ui.theme import wardrobe  # late, see `ui.shell`

        wardrobe.wear(self.plan_list, lambda: self.plan_list.set_theme(self.theme))
        wardrobe.wear(self.inspector, lambda: self.inspector.set_theme(self.theme))
        list_as_it_was()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.furnished:
            super().closeEvent(event)
            return
        from ui import kept, whereabouts

        self.you.commit()
        if not self.operations.leave_all():
            event.ignore()
        else:
            if self.operations.saves:
                self.workspace.save_window_state(whereabouts.state_of(self))
                kept.remember(self)
            self.workspace.close()
            self.operations.saves = False  # a plan that arrives only now is nobody's any more
            super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from ui.plain import dropped_file

        if self.furnished and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from ui.plain import dropped_file

        path = dropped_file(event.mimeData())
        if path is not None:
            self.operations.open_path(path)
