"""Who hears whom in the window: the signals of its parts, and what happens then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from ui.application import Application
from ui.finished import Finished
from ui.return_to_window import Return

if TYPE_CHECKING:
    from ui.main_window import MainWindow

A_MINUTE = 60_000
"""Milliseconds; so often it is asked whether another day has begun."""


def _connect_aims(window: MainWindow) -> None:
    aims, operations = window.you.wishes.aims, window.operations
    aims.aim_chosen.connect(operations.choose_aim)
    aims.then_chosen.connect(operations.choose_then)
    aims.hour_worth_chosen.connect(operations.choose_hour_worth)
    aims.week_worth_chosen.connect(operations.choose_week_worth)
    aims.order_chosen.connect(operations.choose_order)


def _connect_you(window: MainWindow) -> None:
    you, operations = window.you, window.operations
    you.wanted.connect(lambda action: window.actions_table[action].trigger())
    you.folded.connect(operations.fold_section)
    you.start_chosen.connect(operations.choose_start)
    you.goal_chosen.connect(operations.choose_goal)
    for part in (you.time, you.wishes):
        part.changed.connect(operations.run)
        part.tried.connect(window.live.ask)
    you.time.period_wanted.connect(operations.ask_period)
    you.wishes.item_wanted.connect(operations.ask_item)
    you.decisions.option_chosen.connect(operations.choose_option)
    you.decisions.left_open.connect(operations.leave_open)
    window.live.needed.connect(you.time.show_needed)
    _connect_aims(window)


def _connect_work(window: MainWindow) -> None:
    """Planning and saving, which go on behind the window."""
    window.feed.started.connect(window.on_planning)
    window.feed.plan_changed.connect(window.on_plan)
    window.feed.planned_anew.connect(window.operations.take_anew)
    window.feed.drawn.connect(window.on_picture)
    window.feed.failed.connect(window.on_failure)
    window.feed.plan_changed.connect(lambda _answer: window.operations.save())
    app = QApplication.instance()
    if isinstance(app, Application):
        app.file_opened.connect(window.operations.open_path)
    window.autosave.saved.connect(window.operations.on_saved)
    Return(window).noticed.connect(window.operations.look_for_lock)
    days = QTimer(window, interval=A_MINUTE)
    days.timeout.connect(window.operations.follow_day)
    days.start()
    window.progress.stopped.connect(window.feed.stop)


def _connect_timeline(window: MainWindow) -> None:
    chart, operations = window.timeline.chart, window.operations
    chart.chosen.connect(window.select)
    chart.cleared.connect(lambda: window.select(None))
    chart.asked.connect(window.item_menu)
    chart.opened.connect(lambda _item: window.inspector.focus_first())
    chart.typed.connect(operations.begin_search)
    chart.held.connect(operations.hold)
    chart.told.connect(window.tell)
    chart.scaled.connect(operations.follow_scale)
    chart.mover.foresee = window.feed.foresee
    window.live.foresee = window.feed.foresee_all
    window.timeline.wanted.connect(operations.fill_timeline)


def _connect_progress(window: MainWindow) -> None:
    window.timer.changed.connect(window.operations.show_timer)
    window.timer.failed.connect(window.tell)
    window.timer.changed.connect(window.operations.follow_timer)
    window.feed.plan_changed.connect(lambda _answer: window.operations.follow_today())
    window.feed.plan_changed.connect(lambda _answer: window.operations.show_done())
    window.feed.plan_changed.connect(lambda _answer: window.operations.follow_talk())
    once = Qt.ConnectionType.SingleShotConnection
    window.feed.plan_changed.connect(lambda _answer: window.operations.load_ahead(), once)
    window.pages.turned.connect(lambda _page: window.operations.follow_today())
    window.plan_list.ticked.connect(window.operations.finish_item)
    window.today_feed.answered.connect(window.operations.show_today)
    window.today.wanted.connect(window.operations.do_today)
    window.today.followed.connect(window.select)
    window.today.opened.connect(window.operations.open_address)


def connect(window: MainWindow) -> None:
    """Let every part of the window hear what concerns it."""
    operations = window.operations
    Finished(window)
    window.actions_table.listen_in("items", window.view, window.plan_list, window.inspector, window.timeline.chart)
    window.actions_table.listen_in("steps", window.plan_list, window.timeline.chart)
    window.system_look.changed.connect(lambda: window.apply_settings(window.settings))
    operations.follow_trust()  # before anything is shown: links are made as far as they may be followed
    window.qt_session.changed.connect(lambda _change: operations.follow_trust())
    window.qt_session.changed.connect(lambda _change: window.on_change())
    _connect_work(window)
    window.view.cleared.connect(lambda: window.select(None))
    window.view.opened.connect(lambda _item: window.inspector.focus_first())
    leave = QShortcut(QKeySequence("Esc"), window.search)
    leave.setContext(Qt.ShortcutContext.WidgetShortcut)
    leave.activated.connect(operations.end_search)
    for pane in (window.view, window.plan_list):
        pane.chosen.connect(window.select)
        pane.asked.connect(window.item_menu)
    window.view.module_opened.connect(operations.open_module)
    window.filters.changed.connect(operations.filter)
    window.filters.unfocused.connect(operations.focus)
    window.filters.opened.connect(operations.unfilter)
    window.view.choice_asked.connect(window.choice_menu)
    window.view.refusal = operations.refusal
    window.view.dropped.connect(operations.move)
    window.view.lane_clicked.connect(operations.fold_lane)
    window.view.typed.connect(operations.begin_search)
    # One fit moves the view dozens of times: the trail follows when all of that is over.
    following = QTimer(window, singleShot=True, interval=0)
    following.timeout.connect(window.follow_view)
    window.view.moved.connect(following.start)
    window.trail.era_chosen.connect(operations.go_to_era)
    window.inspector.followed.connect(window.select_and_show)
    window.inspector.wanted.connect(lambda action: window.actions_table[action].trigger())
    window.inspector.opened.connect(operations.open_address)
    _connect_you(window)
    _connect_timeline(window)
    _connect_progress(window)
    window.plan_list.repair_chosen.connect(operations.choose_repair)
    window.plan_list.moved.connect(operations.move)
    window.plan_list.head.others_wanted.connect(window.actions_table["other_plans"].trigger)
    window.plan_list.head.forgotten.connect(window.actions_table["forget_order"].trigger)
    window.whatif.priced.connect(window.you.decisions.show_prices)
    window.whatif.repaired.connect(window.plan_list.ways_out.show_repairs)
    window.whatif.forecasted.connect(window.on_forecast)
    window.whatif.regions_found.connect(window.you.time.holidays.show_regions)
    window.you.time.holidays.wanted.connect(window.whatif.find_regions)
    window.whatif.weighed.connect(lambda found: window.inspector.show_weight(*found))
    window.search.textChanged.connect(operations.search)
    window.search.returnPressed.connect(operations.find_next)
