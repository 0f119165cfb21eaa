"""What if, in the window: everything follows what is tried, one key brings it back, and one button keeps it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt

from planner.app import commands
from planner.app.map import Side
from ui.dialogs.known_items import KnownItems
from ui.fields import Settle
from ui.panels.plan_rows import ITEM


@pytest.fixture
def trying(board, planned):
    """The window during a trial; what is moved counts when the test says so, however slow the machine is."""
    for settle in board.you.findChildren(Settle):
        settle._timer.setInterval(600_000)
    board.autosave.flush()
    planned(board, board.actions_table["what_if"].trigger)
    return board


@pytest.fixture
def moved(trying, qtbot):
    """Move the slider of the hours and wait until the map has followed."""

    def run(hours: int) -> None:
        with qtbot.waitSignal(trying.live.seen, timeout=10_000):
            trying.you.time.slider.setValue(hours)

    return run


def test_map_dates_and_cost_follow_the_slider_and_esc_brings_everything_back(trying, moved, planned, qtbot):
    window, session = trying, trying.session
    before, plan, file = session.document, trying.answer.plan, trying.workspace.path.read_bytes()
    window.you.time.slider.setSliderDown(True)
    moved(12)
    assert session.document is before
    assert window.operations.trial_bar.words.text().startswith(
        "What if: 18 Jun 2035 → 21 Feb 2035 (4 months earlier) · 3,527 h · 255 USD"
    )
    picture = window.view.picture
    assert picture.signs is not None
    assert picture.eras[-1].finish.isoformat() == "2035-02-21"
    assert any(node.side is Side.MOVED and node.days < 0 for node in picture.nodes.values())
    last = window.plan_list.list.model().index(window.plan_list.count - 1, 0).data(ITEM)
    assert (last.finish.isoformat(), picture.eras[-1].finish.isoformat()) == ("2035-02-21", "2035-02-21")
    planned(window, lambda: window.you.time.slider.setSliderDown(False))
    assert session.document.learner.availability.hours_per_week == 12
    assert session.undo_label == "12 hours a week"
    window.operations.save_now()
    assert window.workspace.path.read_bytes() == file
    planned(window, lambda: qtbot.keyClick(window, Qt.Key.Key_Escape))
    assert session.document is before
    assert (session.undo_label, session.trying) == (None, False)
    assert window.answer.plan is plan
    assert window.view.picture.signs is None
    assert window.you.time.slider.value() == 10
    assert window.operations.trial_bar.isHidden()
    window.autosave.flush()
    assert window.workspace.path.read_bytes() == file
    planned(window, window.undo_button.click)  # what was tried can be had again
    assert session.trying
    assert session.document.learner.availability.hours_per_week == 12


def test_while_a_slider_is_moved_every_box_is_at_its_place_at_once(trying, moved, drawn):
    window = trying
    drawn(window, window.actions_table["stages"].trigger)
    window.view.camera.calm = False
    before = dict(window.view.item.rects)
    moved(30)
    assert any(rect != before.get(box) for box, rect in window.view.item.rects.items())
    assert not window.view.item._away


def test_after_a_choice_nothing_glides_and_the_map_is_put_up_once_with_its_stages_above_it(trying, planned):
    window = trying
    window.view.camera.calm = False
    stages = len(window.view.picture.eras)
    seen = []

    def see(_glimpse: object) -> None:
        ends = [right for _left, right in window.trail._spans[1:]]
        seen.append((window.view.item.geometry, dict(window.view.item._away), ends))

    window.feed.coming.connect(see)
    planned(window, lambda: window.operations.choose_start("entry-data-scientist"))
    assert len(window.view.picture.eras) != stages
    assert seen == [(window.view.item.geometry, {}, [right for _left, right in window.view.columns()[1:]])]
    assert window.view._shift.state() == QAbstractAnimation.State.Stopped


def test_how_sure_the_stages_are_is_not_said_of_what_is_being_moved(trying, moved):
    window = trying
    window.on_forecast(window.answer.forecast())
    before = window.trail.ranges
    assert before
    moved(12)
    assert window.trail.ranges == {}
    moved(10)
    window.you.commit()
    window.live.rest()
    assert window.trail.ranges == before


def test_pictures_of_boxes_that_are_kept_look_as_if_they_were_painted_anew(trying, moved, drawn, monkeypatch):
    window = trying
    for hours in (12, 40, 3, 25):
        if hours == 3:
            drawn(window, window.actions_table["stages"].trigger)
        moved(hours)
        monkeypatch.setattr(window.view.item, "patient", True)
        shown = window.view.viewport().grab().toImage()
        window.view.item._pixmaps.forget()
        assert window.view.viewport().grab().toImage() == shown
        monkeypatch.setattr(window.view.item, "patient", False)


def test_moving_back_shows_what_is_tried_so_far(trying, moved, planned):
    window = trying
    moved(12)
    moved(10)
    window.you.commit()
    assert window.session.undo_label is None
    assert window.view.picture.eras[-1].finish == window.answer.plan.finish
    assert not window.operations.trial_bar.keep.isEnabled()
    # Who only looks around and tries something leaves no file behind.
    window.operations.saves = False
    planned(window, lambda: window.operations.run("6 h", commands.set_hours, 6.0))
    planned(window, window.actions_table["what_if"].trigger)
    assert not window.operations.saves


def test_what_is_ticked_as_known_is_followed_before_it_counts(trying, qtbot, monkeypatch):
    window, session, plan = trying, trying.session, trying.answer.plan
    item = next(one for one in plan.items if one.hours > 20 and not one.months)
    said: list[str] = []

    def tick(dialog: KnownItems) -> int:
        row = next(row for row in dialog.list.rows() if row.text() == item.title)
        with qtbot.waitSignal(window.live.seen, timeout=10_000):
            row.setCheckState(Qt.CheckState.Checked)
        said.append(dialog.effect.text)
        assert window.view.picture.nodes[item.id].side is Side.FIRST
        assert window.plan_list.row_of(item.id) == -1
        return 0

    monkeypatch.setattr(KnownItems, "exec", tick)
    before = session.document
    window.actions_table["known_items"].trigger()
    assert "earlier" in said[0]
    assert f"-{item.hours:,.0f} h" in said[0].replace("−", "-")
    assert session.document is before
    assert window.plan_list.row_of(item.id) >= 0
    assert window.answer.plan is plan
    assert window.view.picture.nodes[item.id].side is None


def test_the_form_follows_the_map_or_a_moment_later_where_that_takes_long(trying, planned, qtbot, monkeypatch):
    you, feed = trying.you, trying.feed
    begun = you.start.currentData()
    planned(trying, lambda: trying.operations.choose_start("entry-data-engineer"))
    assert you.start.currentData() == "entry-data-engineer"
    monkeypatch.setattr(type(feed), "refresh", lambda _self: None)  # a plan that takes for ever
    trying.operations.choose_start("entry-ml-intern")
    qtbot.waitUntil(lambda: you.start.currentData() == "entry-ml-intern", timeout=20_000)
    trying.operations.give_up_trial()
    assert you.start.currentData() == begun


def test_keeping_is_one_step_and_what_has_happened_is_not_tried(trying, planned):
    window, session = trying, trying.session
    before = session.document
    decision = next(one for one in window.answer.plan.decisions if one.name == "Your cloud provider")
    planned(window, lambda: window.operations.choose_option(decision, 1))
    assert window.view.picture.signs is not None
    assert "+ 3 new steps · − 3 no longer needed" in window.operations.trial_bar.counts.text()
    nodes = window.answer.picture.nodes
    assert (nodes["aws-core"].side, nodes["azure-core"].side) == (Side.FIRST, Side.SECOND)
    window.operations.begin_item("programming-fundamentals")
    assert "only tried" in window.summary.text()
    tried = session.document
    planned(window, window.operations.trial_bar.keep.click)
    assert session.document == tried
    assert session.undo_label == "What if: Your cloud provider: Azure"
    assert window.view.picture.signs is None
    planned(window, window.actions_table["undo"].trigger)
    assert session.document == before
