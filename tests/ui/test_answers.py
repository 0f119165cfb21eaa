"""How sure, why, what next, in which order: what the window says about a plan, and what one can do about it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from planner.app import commands
from planner.app.workspace import Workspace
from planner.model.learner import Aim
from planner.settings import Settings
from ui.dialogs.day import AskDay
from ui.dialogs.first_steps import FirstSteps
from ui.plain import LinkLabel, PlainLabel


def texts(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just filled in is shown by then
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.fixture
def settled(curious, window, qtbot):
    qtbot.waitUntil(lambda: not window.whatif.busy, timeout=30_000)
    return window


# -- how sure


def test_the_finish_stands_with_its_range(settled):
    assert "80 of 100 learners like you finish between" in texts(settled.plan_list.head)
    assert "finish Oct 2034 – Feb 2037" in settled.state.text()
    assert "one pace" not in texts(settled.plan_list.head)


def test_one_click_says_what_the_range_means(settled):
    settled.plan_list.head._range.clicked.emit()
    shown = texts(settled.plan_list.head)
    assert "Everybody has one pace" in shown
    assert "no promise" in shown
    settled.plan_list.head._range.clicked.emit()
    assert "one pace" not in texts(settled.plan_list.head)


def test_the_range_is_grey_until_the_new_one_is_there(settled, planned, qtbot):
    before = settled.plan_list.head._range.text()
    settled.operations.choose_hours(20.0)
    assert not settled.plan_list.head._range.isEnabled()
    qtbot.waitUntil(settled.plan_list.head._range.isEnabled, timeout=30_000)
    assert settled.plan_list.head._range.text() != before


def test_a_forecast_of_an_older_plan_is_never_shown(settled, qtbot):
    heard: list[object] = []
    settled.whatif.forecasted.connect(heard.append)
    settled.whatif.look_around(settled.answer)
    settled.whatif.forget()
    QApplication.processEvents()
    qtbot.wait(300)
    assert heard == []


def test_a_plan_without_a_finish_has_no_range(settled, planned, qtbot):
    planned(settled, lambda: settled.operations.choose_hours(0.0))
    qtbot.waitUntil(lambda: not settled.whatif.busy, timeout=30_000)
    assert "of 100 learners" not in texts(settled.plan_list.head)


def test_the_trail_knows_the_range_of_every_stage(settled):
    stages = [era.item for era in settled.answer.picture.eras]
    assert stages[-1] == "role-ml-architect"
    assert set(stages) <= settled.trail._ranges.keys()
    lengths = [(last - first).days for first, last in (settled.trail._ranges[stage] for stage in stages)]
    assert lengths == sorted(lengths)  # the further away, the less sure
    settled.trail.show_forecast(None)
    assert settled.trail._ranges == {}


# -- aims


def test_every_aim_and_order_is_explained_where_one_sees_it(window):
    aims = window.you.wishes.aims
    assert "whatever it costs" in texts(aims)
    for box in (aims.aim, aims.then, aims.order):
        for row in range(box.count()):
            assert box.itemData(row, Qt.ItemDataRole.AccessibleDescriptionRole)


def test_aim_order_topics_and_holidays_can_be_changed_and_undone(window, planned):
    before = window.session.document
    aims = window.you.wishes.aims
    planned(window, lambda: aims.aim.activated.emit(aims.aim.findData("money")))
    assert window.answer.plan.aim == "money"
    assert "The cheapest way" in texts(aims)
    planned(window, lambda: aims.order.activated.emit(aims.order.findData("topics")))
    planned(window, lambda: window.you.time.topics.setValue(3))
    assert "3 share the time" in texts(window.you.time)
    learner = window.session.document.learner
    assert (learner.aim, learner.order, learner.max_topics) == ("money", "topics", 3)
    for _change in range(3):
        planned(window, window.session.undo)
    assert window.session.document == before
    assert window.you.time.topics.value() == 1


def test_what_hours_and_weeks_are_worth_is_asked_for_where_the_aim_is_a_mix(window, planned):
    before = window.session.document
    aims = window.you.wishes.aims
    assert aims.week_worth.parentWidget().isHidden()
    planned(window, lambda: aims.aim.activated.emit(aims.aim.findData("mix")))
    assert not aims.week_worth.parentWidget().isHidden()
    assert "Money, with 20 USD for every hour of study." in texts(aims)
    planned(window, lambda: aims.hour_worth.setValue(30.0))
    planned(window, lambda: aims.week_worth.setValue(10.0))
    assert "Money, with 30 USD for every hour of study and 10 USD for every week until the finish." in texts(aims)
    assert "hours, money and weeks taken together" in texts(window.plan_list.head)
    learner = window.session.document.learner
    assert (learner.hour_worth_usd, learner.week_worth_usd) == (30.0, 10.0)
    for _change in range(3):
        planned(window, window.session.undo)
    assert window.session.document == before
    assert aims.week_worth.value() == 0


def test_what_decides_between_equals_can_be_said(window, planned):
    aims = window.you.wishes.aims
    assert aims.then.findData("hours") < 0  # the aim itself decides nothing between equals
    planned(window, lambda: aims.then.activated.emit(aims.then.findData("time")))
    assert window.session.document.learner.then == ("time",)
    assert "Of those the ones that get you there first." in texts(aims)
    assert "Of those that are as good, none finishes earlier." in texts(window.plan_list.head)
    planned(window, lambda: aims.then.activated.emit(aims.then.findData("")))
    assert window.session.document.learner.then == ()
    window.session.run("from a file", commands.set_then, [Aim.TIME, Aim.MONEY])
    assert aims.then.currentText() == "earliest finish, then least money"
    assert "One after the other: earliest finish, then least money." in texts(aims)


def test_what_is_worth_and_still_being_typed_counts_when_the_window_closes(window, planned):
    aims = window.you.wishes.aims
    planned(window, lambda: aims.aim.activated.emit(aims.aim.findData("mix")))
    aims.week_worth.lineEdit().setText("75 USD")
    window.you.commit()
    assert window.session.document.learner.week_worth_usd == 75.0


def test_countries_are_offered_where_the_library_is(window, planned):
    holidays = window.you.time.holidays
    holidays.show_regions([("DE", "Germany"), ("DE-BY", "Germany, BY"), ("FR", "France")])
    assert [holidays.country.itemText(row) for row in range(holidays.country.count())][1:] == ["Germany", "France"]
    assert holidays.region.isHidden()
    planned(window, lambda: holidays.country.activated.emit(1))
    assert window.session.document.learner.availability.holidays == "DE"
    assert not holidays.region.isHidden()
    planned(window, lambda: holidays.region.activated.emit(1))
    assert window.session.document.learner.availability.holidays == "DE-BY"
    assert holidays.region.currentText() == "BY"


def test_countries_are_looked_for_once_somebody_unfolds_them(board, qtbot):
    section = board.you.time.more
    assert not section.is_open
    assert not board.whatif.busy
    assert not texts(board.you.time.holidays)
    with qtbot.waitSignal(board.whatif.regions_found, timeout=20_000):
        section.set_open(True)


def test_without_the_library_the_box_says_what_to_install(window):
    window.you.time.holidays.show_regions([])
    assert not window.you.time.holidays.country.isEnabled()
    assert "install the Python package “holidays”" in texts(window.you.time.holidays)


# -- what next


def test_only_what_is_ready_can_be_shown_best_first(window):
    steps = window.plan_list
    steps.head.filter._ready.click()
    shown = [steps._model.item(row) for row in range(steps.count)]
    assert shown == [one.item.id for one in window.answer.ready]
    assert len(shown) < 20
    assert steps._model.opens(shown[0]) == ("opens most: 92 steps", True)
    steps.head.filter.show_everything()
    assert steps.count == 136


# -- why


def test_one_key_on_the_map_or_in_the_plan_says_why(settled, qtbot):
    for place in (settled.view, settled.plan_list.list):
        settled.select("kubernetes")
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_W)
        QApplication.processEvents()
        focus = QApplication.focusWidget() or settled.focusWidget()
        assert isinstance(focus, LinkLabel)
        assert focus.text().startswith("for ")
    assert "Not earlier: " in texts(settled.inspector)


def test_a_w_typed_into_the_search_is_a_letter(window, qtbot):
    window.select("kubernetes")
    window.search.setFocus()
    qtbot.keyClicks(window.search, "w")
    assert window.search.text() == "w"


def test_every_planned_item_says_why_it_is_not_earlier(window):
    from planner.app.why import when_words

    for item in window.answer.plan.items:
        assert when_words(window.session.document, window.answer.plan, item.id)


# -- an order by hand


def test_a_step_moves_up_by_key_and_the_order_can_be_forgotten(window, planned, qtbot):
    steps = window.plan_list
    item = "command-line-basics"
    window.select(item)
    steps.list.setFocus()
    row = steps.row_of(item)
    planned(window, lambda: qtbot.keyClick(steps.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert window.session.document.learner.by_hand == (item, "ml-fundamentals")
    assert steps.row_of(item) < row
    assert "“Command line basics” comes before “Machine learning fundamentals”" in window.summary.text()
    assert "Your own order holds for 2 steps." in texts(steps.head)
    planned(window, steps.head.forgotten.emit)
    assert window.session.document.learner.by_hand == ()
    assert not window.actions_table["forget_order"].isEnabled()
    planned(window, window.session.undo)
    assert window.session.document.learner.by_hand == (item, "ml-fundamentals")


def test_a_move_against_a_prerequisite_says_what_stands_in_the_way(window):
    before = window.session.document
    window.select("python-data-stack")
    window.actions_table["earlier"].trigger()
    assert window.session.document is before
    assert "needs “Programming fundamentals” first" in window.summary.text()
    assert "needs" in window.operations.refusal("role-ml-architect", "kubernetes")


def test_a_drop_moves_a_step(window, planned):
    steps = window.plan_list
    row = steps.row_of("command-line-basics")
    above = steps._model.item(row - 1)
    top = steps.list.visualRect(steps._model.index(row - 1))
    assert steps.list.slot_at(QPoint(20, top.top() + 3)) == above
    assert steps.list.slot_at(QPoint(20, top.bottom() - 3)) == "command-line-basics"
    planned(window, lambda: steps.list.dropped.emit("command-line-basics", above))
    assert window.session.document.learner.by_hand == ("command-line-basics", above)


def test_days_are_asked_for_and_taken_back(window, planned, monkeypatch):
    window.select("kubernetes")
    assert not window.actions_table["booked"].isEnabled()
    monkeypatch.setattr(AskDay, "exec", lambda _dialog: True)
    monkeypatch.setattr(AskDay, "day", date(2034, 1, 2))
    planned(window, window.actions_table["not_before"].trigger)
    assert window.session.document.learner.not_before == {"kubernetes": date(2034, 1, 2)}
    window.select("kubernetes")
    assert "Not earlier: you want to begin on 2 Jan 2034 at the earliest." in texts(window.inspector)
    monkeypatch.setattr(AskDay, "day", None)
    planned(window, window.actions_table["not_before"].trigger)
    assert window.session.document.learner.not_before == {}


def test_the_question_for_a_day_can_be_answered_with_none(window, qtbot):
    dialog = AskDay("Not before", "Begin?", date(2027, 1, 1), date(2028, 1, 1), window)
    qtbot.addWidget(dialog)
    assert dialog.day == date(2028, 1, 1)
    dialog._forget()
    assert dialog.day is None


# -- the rest


def test_without_hours_no_row_says_never_and_the_heading_says_what_to_do(window, planned):
    planned(window, lambda: window.operations.choose_hours(0.0))
    model = window.plan_list._model
    rows = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert rows
    assert not any("never" in row for row in rows)
    assert texts(window.plan_list.head).count("With no hours a week") == 1


def test_the_small_map_covers_no_box(window):
    assert not window.view.geometry().intersects(window.minimap.geometry())
    assert window.minimap.parent() is window.view.parent()


def test_panes_can_be_hidden_and_stay_hidden(window, qtbot, data_folder):
    for key, pane in ((Qt.Key.Key_F8, window.you), (Qt.Key.Key_F9, window.plan_list)):
        qtbot.keyClick(window, key)
        assert pane.isHidden()
    window.actions_table["pane_item"].trigger()
    assert window.right.isHidden()
    assert set(Workspace.settings().hidden_panes) == {"you", "plan", "item"}
    window.select("kubernetes")
    window.actions_table["why"].trigger()
    assert window.inspector.isVisible()
    for action in ("pane_you", "pane_plan"):
        window.actions_table[action].trigger()
    assert Workspace.settings() == Settings(theme="light", reduced_motion=True)


def test_where_there_is_room_for_one_pane_beside_the_map_the_other_one_makes_way(window, qtbot, data_folder):
    large = Settings(theme="light", reduced_motion=True, text_size=200)
    window.apply_settings(large)
    assert (window.you.isHidden(), window.right.isHidden()) == (True, False)
    assert window.view.width() > window.width() / 2
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert (window.you.isHidden(), window.right.isHidden()) == (False, True)
    window.select("kubernetes")
    window.actions_table["why"].trigger()
    assert window.inspector.isVisible()
    assert window.you.isHidden()
    assert not window.actions_table["pane_you"].isChecked()
    window.actions_table["what_if"].trigger()
    assert (window.you.isHidden(), window.right.isHidden()) == (False, True)
    window.actions_table["what_if"].trigger()
    assert (window.you.isHidden(), window.right.isHidden()) == (True, False)
    assert window.settings == large  # what makes way comes back by itself
    window.apply_settings(Settings(theme="light", reduced_motion=True))
    assert (window.you.isHidden(), window.right.isHidden()) == (False, False)


def test_large_text_leaves_room_where_panes_are_hidden(window, qtbot):
    window.resize(1024, 640)
    window.apply_settings(Settings(theme="light", text_size=200, hidden_panes=("you", "item")))
    QApplication.processEvents()
    assert window.plan_list.list.height() > 200
    assert window.width() == 1024
    window.apply_settings(Settings(theme="light", text_size=200, hidden_panes=("you", "plan")))
    window.select("kubernetes")
    QApplication.processEvents()
    for button in window.inspector.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    window.apply_settings(Settings(theme="light"))


def test_a_long_word_never_widens_a_pane(qtbot):
    label = PlainLabel("Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 2, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= 40
    assert label.heightForWidth(120) > 3 * label.fontMetrics().height()
    assert "\u200b" not in label.text()
    assert label.text().startswith("Donaudampfschifffahrtsgesellschaftskapitänsmütze ")


def test_the_first_steps_wait_for_their_numbers(settled, qtbot):
    dialog = FirstSteps(settled.session.document, settled)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.forward()
    dialog.forward()
    assert dialog.busy
    qtbot.keyClick(dialog._hours, Qt.Key.Key_Return)
    dialog.forward()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert dialog._next.isEnabled()
    dialog.forward()
    assert not dialog.isVisible()


def test_ways_out_stand_where_the_plan_would_be(settled, planned, qtbot):
    planned(settled, lambda: settled.operations.run("x", commands.avoid, "kubernetes"))
    qtbot.waitUntil(lambda: not settled.whatif.busy, timeout=30_000)
    assert not settled.plan_list.list.isVisible()
    shown = texts(settled.plan_list.ways_out)
    assert "This makes a plan possible" in shown
    assert "Then the plan needs" in shown
