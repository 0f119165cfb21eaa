"""What a learner says of a step as time goes by, with keys and in dialogs; the study log, and the timer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QPushButton, QToolButton

from planner.app import commands, progress, study_log
from planner.app.timer import GAP_SECONDS, LONG_SECONDS, looked_at, minutes, paused, resumed, started
from planner.app.workspace import Workspace
from planner.model.curriculum import Kind
from planner.model.record import EventKind, ItemRecord
from planner.settings import Settings
from ui import dates
from ui.app import build
from ui.dialogs.done import DoneDialog
from ui.dialogs.study_log import KEY, StudyLog
from ui.dialogs.study_time import Entry, StudyTime
from ui.dialogs.words import AskWords
from ui.main_window import MainWindow
from ui.operations.base import replaced
from ui.plain import LinkLabel
from ui.timer import StudyTimer

STEP = "python-intermediate"
LEFT = Qt.MouseButton.LeftButton
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def state(window, item: str = STEP) -> EventKind:
    return progress.item_record(window.session.document, item).state


def press(qtbot, place, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    place.setFocus()
    qtbot.keyClick(place, key, modifier)


@pytest.fixture
def answered(monkeypatch):
    """Answer the next dialog of a class: fill it in, and accept it or not."""

    def prepare(kind: type[QDialog], fill=lambda _dialog: None, accept: bool = True) -> list[QDialog]:
        shown: list[QDialog] = []

        def run(dialog: QDialog) -> int:
            shown.append(dialog)
            fill(dialog)
            if accept:
                dialog.accept()
                return dialog.result()
            return 0

        monkeypatch.setattr(kind, "exec", run)
        return shown

    return prepare


# -- done


def test_space_in_the_plan_asks_whether_one_can_do_it_and_enter_says_yes(window, planned, qtbot, answered):
    window.select(STEP)
    shown = answered(DoneDialog)
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_Space))
    [dialog] = shown
    assert len(dialog.checks) == 2
    assert "install it with pip" in dialog.checks[0].accessibleName()
    assert dialog.done_button.isDefault()
    assert "55 h was the estimate" in dialog.hours.placeholderText()
    assert state(window) is EventKind.DONE
    assert STEP not in {one.id for one in window.answer.plan.items}
    assert window.summary.text().startswith("“Intermediate Python” is done. -1 step")
    assert window.undo_button.isVisible()
    planned(window, window.undo_button.click)
    assert state(window) is EventKind.PLANNED


def test_day_hours_evidence_and_note_are_kept(window, planned, answered):
    def fill(dialog: DoneDialog) -> None:
        dialog.hours.setText("70:30")
        dialog.evidence.setText("https://example.org/my-package")
        dialog.note.setText("with Ben")

    window.select(STEP)
    answered(DoneDialog, fill)
    planned(window, window.actions_table["done"].trigger)
    record = progress.item_record(window.session.document, STEP)
    assert record.minutes == 70 * 60 + 30
    assert (record.evidence, record.note) == ("https://example.org/my-package", "with Ben")
    assert window.session.document.learner.spent == {STEP: 70.5}


def test_what_is_logged_already_is_offered_as_the_hours_and_stays_the_logs_own(window, planned):
    planned(window, lambda: window.operations.log(STEP, date.today(), 90))
    dialog = question(window)
    assert dialog.hours.text() == "1 h 30 min"
    assert dialog.answer.hours is None
    dialog.hours.setText("2")
    assert dialog.answer.hours == 2


def question(window) -> DoneDialog:
    document = window.session.document
    return DoneDialog(document.curriculum.by_id[STEP], progress.item_record(document, STEP), date.today(), 0, window)


def test_hours_that_cannot_be_read_keep_the_question_open(window, qtbot):
    dialog = question(window)
    dialog.hours.setText("a week")
    dialog.accept()
    assert dialog.result() == 0
    assert "1:30" in dialog.wrong.text()


def test_not_quite_yet_asks_for_the_part_that_is_done(window, planned, answered):
    def fill(dialog: DoneDialog) -> None:
        dialog.not_yet_button.click()
        dialog.slider.setValue(8)
        assert "40 %" in " ".join(label.text() for label in dialog.findChildren(QLabel))

    window.select(STEP)
    answered(DoneDialog, fill)
    planned(window, window.actions_table["done"].trigger)
    assert state(window) is EventKind.STARTED
    assert window.session.document.learner.progress == {STEP: 0.4}


def test_who_does_not_want_to_be_asked_is_not_and_can_change_their_mind(window, planned, answered):
    window.select(STEP)
    shown = answered(DoneDialog, lambda dialog: dialog.silent.setChecked(True))
    planned(window, window.actions_table["done"].trigger)
    assert not window.settings.ask_when_done
    assert not window.actions_table["ask_when_done"].isChecked()
    planned(window, window.actions_table["done"].trigger)
    assert state(window) is EventKind.PLANNED, "the same key takes it back"
    planned(window, window.actions_table["done"].trigger)
    assert state(window) is EventKind.DONE
    assert len(shown) == 1
    window.actions_table["ask_when_done"].trigger()
    assert window.settings.ask_when_done


def test_a_question_that_is_not_answered_changes_nothing(window, answered):
    window.select(STEP)
    before = window.session.document
    answered(DoneDialog, accept=False)
    window.actions_table["done"].trigger()
    assert window.session.document is before


# -- where it is seen


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_one_click_on_the_signs_of_a_step_marks_it_done(window, planned, qtbot):
    window.apply_settings(window.settings.changed(ask_when_done=False))
    steps = window.plan_list.list
    window.select(STEP)
    spot = steps.visualRect(steps.currentIndex())
    planned(window, lambda: qtbot.mouseClick(steps.viewport(), LEFT, pos=spot.topLeft() + QPoint(18, 14)))
    assert state(window) is EventKind.DONE


def test_what_is_done_is_looked_at_in_the_plan_with_what_it_took(window, planned, qtbot):
    planned(window, lambda: window.session.run("done", progress.finish, STEP, date(2026, 11, 20), 60.0))
    chips = window.plan_list.head.filter
    done = next(one for one in chips.findChildren(QToolButton) if one.text() == "Done: 1")
    everything = window.plan_list.count
    done.click()
    model = window.plan_list.list.model()
    assert window.plan_list.count == 1
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Intermediate Python" in said
    assert "60 h spent, 55 h estimated" in said
    window.select(STEP)
    qtbot.keyClick(window.plan_list.list, Qt.Key.Key_Up)  # nothing above: stays
    planned(window, window.session.undo)
    assert window.plan_list.count == everything + 1, "without anything done the whole plan is shown"
    assert done.isHidden()


def test_the_inspector_tells_what_has_happened_and_what_can_be_done_next(window, planned):
    window.select(STEP)
    assert [one.text() for one in buttons(window)][:2] == ["Start", "Done…"]
    planned(window, next(one for one in buttons(window) if one.text() == "Start").click)
    assert "In progress since" in texts(window.inspector)
    planned(window, lambda: window.operations.log(STEP, date(2026, 11, 20), 90, "chapter 1"))
    assert "1 h 30 min spent, 55 h estimated" in texts(window.inspector)
    address = "https://example.org/proof"
    finish = (progress.finish, STEP, date(2026, 11, 21), None, address, "with Ben")
    planned(window, lambda: window.session.run("done", *finish))
    shown = texts(window.inspector)
    assert "Done on 21 Nov 2026" in shown
    assert "with Ben" in shown
    links = {one.text(): one for one in window.inspector.findChildren(LinkLabel)}
    opened: list[str] = []
    window.inspector.opened.disconnect()  # it would ask before it opens a page
    window.inspector.opened.connect(opened.append)
    links[address].clicked.emit()
    assert opened == [address]
    history = next(text for text in links if text.startswith("History: 3 entries"))
    links[history].clicked.emit()
    assert "20 Nov 2026: 1 h 30 min studied · chapter 1" in texts(window.inspector)
    assert [one.text() for one in buttons(window)] == ["Plan again"]


def buttons(window) -> list[QPushButton]:
    QApplication.processEvents()
    return [one for one in window.inspector.findChildren(QPushButton) if not one.isHidden()]


def test_an_address_that_is_none_is_only_text(window, planned):
    planned(window, lambda: window.session.run("note", progress.annotate, STEP, "", "javascript:alert(1)"))
    window.select(STEP)
    assert "javascript:alert(1)" in texts(window.inspector)
    assert not any(one.text().startswith("javascript") for one in window.inspector.findChildren(LinkLabel))


@pytest.mark.parametrize(
    ("say", "mark"),
    [
        (lambda document: progress.finish(document, STEP, date(2026, 11, 20)), "done"),
        (lambda document: progress.waive(document, STEP), "waived"),
        (lambda document: progress.replace(document, STEP, "a course"), "waived"),
        (lambda document: progress.know(document, STEP), "held"),
        (lambda document: progress.begin(document, STEP, date(2026, 11, 20)), "in_progress"),
        (lambda document: progress.skip(document, STEP), "skipped"),
    ],
)
def test_the_map_tells_apart_how_an_item_came_to_be_behind_one(analyst, planned_once, say, mark):
    from planner.app.map_nodes import node

    document = say(analyst)
    plan = planned_once[0]
    held = (*plan.held, STEP) if STEP in document.learner.known else plan.held
    assert node(document, plan.changed(held=held), STEP).mark.value == mark


# -- in progress, known, left out


def test_i_begins_a_step_and_takes_it_back(window, planned, qtbot):
    window.select(STEP)
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_I))
    assert state(window) is EventKind.STARTED
    assert window.answer.picture.nodes[STEP].mark.value == "in_progress"
    assert window.actions_table["begin"].text() == "Not in progress"
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_I))
    assert state(window) is EventKind.PLANNED


def test_k_says_that_one_knows_it(window, planned, qtbot):
    window.select("kubernetes")
    planned(window, lambda: press(qtbot, window.view, Qt.Key.Key_K))
    assert state(window, "kubernetes") is EventKind.KNOWN
    planned(window, window.actions_table["plan_again"].trigger)
    assert "kubernetes" in {one.id for one in window.answer.plan.items}


def test_waived_and_replaced_say_by_whom_and_what(window, planned, answered):
    def fill(dialog: AskWords) -> None:
        dialog.lines[0].setText("my employer")

    answered(AskWords, fill)
    for action, kind in (("waived", EventKind.WAIVED), ("replaced", EventKind.REPLACED)):
        window.select("kubernetes")
        planned(window, window.actions_table[action].trigger)
        record = progress.item_record(window.session.document, "kubernetes")
        assert (record.state, record.by) == (kind, "my employer")
        planned(window, window.session.undo)


def test_what_stands_in_has_to_be_said(window):
    dialog = AskWords("Replaced by", "What?", "It stands in", [("Name", "")], needed=True)
    assert not dialog.ok.isEnabled()
    dialog.lines[0].setText("a course of the army")
    assert dialog.ok.isEnabled()


def test_what_can_be_done_without_is_skipped_at_once(window, planned, qtbot, monkeypatch):
    monkeypatch.setattr(window.operations, "_ask_skip", lambda *_words: pytest.fail("nothing to ask"))
    plan = window.answer.plan
    item = next(one.id for one in plan.items if one.chosen_in and _can_go(window, one.id))
    window.select(item)
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_X))
    assert state(window, item) is EventKind.SKIPPED
    assert item not in {one.id for one in window.answer.plan.items}
    assert window.answer.plan.items
    planned(window, window.actions_table["plan_again"].trigger)
    assert window.session.document.learner.avoid == ()


def _can_go(window, item: str) -> bool:
    from planner.app import queries

    return queries.without(window.session.document, window.answer.plan, item) is None


def test_skipping_what_the_goal_needs_says_what_breaks_and_offers_to_waive_it(window, planned, monkeypatch):
    asked: list[str] = []

    def ask(_title: str, words: str) -> str:
        asked.append(words)
        return "waive"

    monkeypatch.setattr(window.operations, "_ask_skip", ask)
    window.select("kubernetes")
    planned(window, window.actions_table["skip"].trigger)
    assert "Without “Kubernetes” your goal cannot be reached" in asked[0]
    assert "These need it: " in asked[0]
    assert state(window, "kubernetes") is EventKind.WAIVED
    assert window.answer.plan.items
    assert window.answer.picture is not None


def test_a_note_and_what_shows_it_can_be_changed_and_cleared(window, answered):
    window.select(STEP)
    answered(AskWords, lambda dialog: dialog.lines[0].setText("https://example.org"))
    window.actions_table["notes"].trigger()
    assert progress.item_record(window.session.document, STEP).evidence == "https://example.org"
    answered(AskWords, lambda dialog: dialog.lines[0].clear())
    window.actions_table["notes"].trigger()
    assert progress.item_record(window.session.document, STEP).evidence == ""


def test_every_progress_action_has_a_way_back(window, planned, answered, monkeypatch):
    answered(DoneDialog)
    answered(AskWords, lambda dialog: [line.setText("x") for line in dialog.lines])
    answered(StudyTime, lambda dialog: dialog.fields.length.setText("45"))
    monkeypatch.setattr(window.operations, "_ask_skip", lambda *_words: "skip")
    before = window.session.document
    for action in ("begin", "done", "known", "waived", "replaced", "skip", "study_time", "notes"):
        window.select("kubernetes")
        window.actions_table[action].trigger()
        assert window.session.document != before, action
        window.session.undo()
        assert window.session.document == before, action


def test_letters_are_typed_where_text_is_typed(window, qtbot):
    window.select(STEP)
    window.search.setFocus()
    before = window.session.document
    for key in (Qt.Key.Key_I, Qt.Key.Key_K, Qt.Key.Key_X, Qt.Key.Key_D, Qt.Key.Key_Space):
        qtbot.keyClick(window.search, key)
    assert window.session.document is before
    assert window.search.text() == "ikxd "


# -- the log


def test_t_writes_study_time_down_for_what_is_selected(window, planned, qtbot, answered):
    window.select(STEP)
    shown = answered(StudyTime, lambda dialog: dialog.fields.length.setText("1:30"))
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_T))
    assert shown[0].fields.item.currentData() == STEP
    assert progress.item_record(window.session.document, STEP).logged == 90
    assert "1 h 30 min of “Intermediate Python” written down" in window.summary.text()


def test_without_a_choice_time_goes_to_what_is_in_progress(window, planned, answered):
    planned(window, lambda: window.operations.begin_item("ml-fundamentals"))
    window.select(None)
    shown = answered(StudyTime, accept=False)
    window.operations.study_time()
    assert shown[0].fields.item.currentData() == "ml-fundamentals"


@pytest.mark.parametrize(("text", "read"), [("45", "45 min"), ("1.5 h", "1 h 30 min"), ("abc", "Minutes such as 45")])
def test_the_length_is_read_back_as_it_is_understood(qtbot, text, read):
    dialog = StudyTime([(STEP, "Python")], date(2026, 11, 2))
    dialog.fields.length.setText(text)
    assert read in dialog.fields.read.text()
    assert dialog.ok.isEnabled() == (text != "abc")


@pytest.fixture
def log(window):
    """The dialog over a window with two entries in two weeks."""
    for day, length in ((date(2026, 11, 3), 60), (date(2026, 11, 12), 45)):
        window.session.run("study", progress.study, STEP, day, length, "chapter")
    operations = window.operations
    return StudyLog(window.session, operations._study_items(STEP), operations.log, operations.run, window)


def test_the_log_shows_weeks_and_days_with_totals(log):
    weeks = [log.tree.topLevelItem(row) for row in range(log.tree.topLevelItemCount())]
    assert [week.text(0) for week in weeks] == ["Week of 8 Nov 2026", "Week of 1 Nov 2026"]
    assert [week.text(1) for week in weeks] == ["45 min", "1 h"]
    assert weeks[0].child(0).text(0) == "Thu 12 Nov"
    assert weeks[0].child(0).child(0).text(0) == "Intermediate Python"


def test_an_entry_is_added_changed_and_removed_and_all_of_it_can_be_undone(log, window, answered):
    log.entry.length.setText("20")
    log.add()
    assert progress.item_record(window.session.document, STEP).logged == 125
    entry = log.tree.topLevelItem(log.tree.topLevelItemCount() - 1).child(0).child(0)
    log.tree.setCurrentItem(entry)
    answered(StudyTime, lambda dialog: dialog.fields.length.setText("2 h"))
    log.change()
    assert progress.item_record(window.session.document, STEP).logged == 185
    row = log.tree.topLevelItem(0).child(0).child(0)
    log.tree.setCurrentItem(row)
    assert row.data(0, KEY)
    log.remove()
    assert progress.item_record(window.session.document, STEP).logged == 165
    for _change in range(3):
        window.session.undo()
    assert progress.item_record(window.session.document, STEP).logged == 105


def test_the_log_tells_the_pace_that_the_forecast_uses(window):
    items = ("python-intermediate", "programming-fundamentals", "ml-fundamentals", "kubernetes")
    for item in items:
        window.session.run("done", progress.finish, item, date(2026, 11, 20))
    for item, hours in progress.estimates(window.session.document, items).items():
        window.session.run("done", progress.finish, item, date(2026, 11, 20), hours * 1.6)
    log = StudyLog(window.session, [], window.operations.log, window.operations.run)
    pace = study_log.pace(window.session.document)
    assert 1.1 < pace.median < 2
    assert f"about {pace.median:.1f} times the estimates (learned from 4 finished steps)" in log.pace.text()
    assert log.table.topLevelItemCount() == 4
    rows = [log.table.topLevelItem(row) for row in range(log.table.topLevelItemCount())]
    assert {row.text(3) for row in rows if row is not None} == {"× 1.6"}


@pytest.fixture
def large(window):
    """The window in German with the largest text."""
    dates.use_language("de_DE")
    window.resize(1280, 800)
    window.apply_settings(Settings(theme="light", text_size=200))
    yield window
    window.apply_settings(Settings(theme="light"))


def test_several_days_of_the_log_are_in_sight_with_large_text(large):
    operations = large.operations
    large.session.run("study", progress.study, STEP, date(2026, 11, 3), 60, "chapter")
    dialog = StudyLog(large.session, operations._study_items(STEP), operations.log, operations.run, large)
    dialog.show()
    QApplication.processEvents()
    assert dialog.tree.isVisible()
    assert dialog.tree.viewport().height() >= 5 * dialog.tree.fontMetrics().lineSpacing()
    dialog.close()


def test_what_shows_that_a_step_is_done_can_be_read_in_its_field_with_large_text(large, qtbot):
    node = large.session.document.curriculum.by_id[STEP]
    dialog = DoneDialog(node, ItemRecord(), date(2026, 11, 2), parent=large)
    dialog.show()
    QApplication.processEvents()
    for field in (dialog.hours, dialog.evidence):
        assert field.width() > field.fontMetrics().horizontalAdvance(field.placeholderText()) + 12
    dialog.close()


def test_the_question_says_the_hours_that_it_takes_this_learner(window, qtbot):
    node = window.session.document.curriculum.by_id[STEP]
    dialog = DoneDialog(node, ItemRecord(), date(2026, 11, 2), 0.5, window, 30.0)
    assert dialog.hours.placeholderText().startswith("30")
    assert "15" in dialog._share.text()
    dialog.close()


# -- the timer


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def timed(window):
    """A window whose timer has a clock of the test."""
    clock = Clock()
    window.timer._now = clock
    return window, clock


def _run_for(window, clock: Clock, count: int) -> None:
    for _minute in range(count):
        clock.wait(minutes=1)
        window.timer.look()


def test_the_timer_begins_a_step_and_its_time_is_written_down_when_it_stops(timed, planned, qtbot):
    window, clock = timed
    window.select(STEP)
    planned(window, lambda: press(qtbot, window.plan_list.list, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier))
    assert state(window) is EventKind.STARTED
    _run_for(window, clock, 25)
    assert window.timer_button.isVisible()
    assert window.timer_button.text() == "0:25:00 · Intermediate Python"
    window.actions_table["pause_timer"].trigger()
    _run_for(window, clock, 60)
    assert "paused" in window.timer_button.text()
    window.actions_table["pause_timer"].trigger()
    _run_for(window, clock, 20)
    planned(window, window.actions_table["timer"].trigger)
    assert progress.item_record(window.session.document, STEP).logged == 45
    assert window.timer.current is None
    assert not window.timer_button.isVisible()


def _crashed(window) -> None:
    """The program has ended without a word: what it had locked is free."""
    window.timer._place.leave()
    window.timer._ticks.stop()


def test_the_timer_survives_a_crash(timed, data_folder):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 70)
    clock.wait(minutes=5)
    _crashed(window)
    again = StudyTimer(now=clock)
    again.turn_to(window.workspace.identity)
    assert again.current is not None
    assert again.current.item == STEP
    assert again.current.running
    assert minutes(again.current.seconds) == 75, "a short absence counts"
    again.forget()
    assert _timers(data_folder) == []


def _timers(data_folder) -> list[Path]:
    return [path for path in data_folder.rglob("*") if "timer" in str(path.relative_to(data_folder)) and path.is_file()]


def _file_of(window, path: Path, name: str) -> Path:
    """The file of another learner, which nobody has open."""
    desk = Workspace()
    desk.save_as(path, commands.set_name(window.session.document, name))
    desk.close()
    return path


@pytest.fixture
def ana_and_ben(timed, tmp_path):
    """The window with the file of Ana, her clock, her file and that of Ben."""
    window, clock = timed
    files = [_file_of(window, tmp_path / f"{name.lower()}.trailmark", name) for name in ("Ana", "Ben")]
    window.operations.open_path(files[0])
    return window, clock, *files


def test_a_timer_is_that_of_one_learner_and_goes_on_with_their_file(ana_and_ben):
    window, clock, ana, ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    window.operations.open_path(ben)
    assert not window.timer.current
    assert not window.timer_button.isVisible()
    assert window.actions_table["timer"].text() == "Start timer"
    assert not window.actions_table["pause_timer"].isEnabled()
    window.operations.start_timer("ml-fundamentals")
    _run_for(window, clock, 3)
    window.actions_table["timer"].trigger()
    assert [event.minutes for event in window.session.document.record.events if event.minutes] == [3]
    window.operations.open_path(ana)
    assert window.timer_button.isVisible()
    assert window.timer.current.item == STEP
    window.actions_table["timer"].trigger()
    assert progress.item_record(window.session.document, STEP).logged == 12, "a short absence counts"


def test_long_in_another_file_is_asked_for(ana_and_ben, answered):
    window, clock, ana, ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    window.operations.open_path(ben)
    clock.wait(hours=2)
    window.operations.open_path(ana)
    shown = answered(StudyTime, lambda dialog: dialog.fields.length.setText("9"))
    window.actions_table["timer"].trigger()
    words = "\n".join(label.text() for label in shown[0].findChildren(QLabel))
    assert "ran for 2 h 9 min. For 2 h of it the computer slept or this file was not open" in words


@pytest.fixture
def another_window(timed, qtbot, monkeypatch):
    """Open one more window with a file, as a second start of the program does."""
    shown: list[MainWindow] = []
    monkeypatch.setattr(StudyTimer.__init__, "__defaults__", (None, timed[1]))

    def open_one(path: Path):
        _app, another, _new = build(None, path)
        qtbot.addWidget(another)
        shown.append(another)
        return another

    yield open_one
    for one in shown:
        one.close()


def test_a_second_window_neither_shows_nor_writes_the_time_of_the_first(ana_and_ben, another_window, data_folder):
    window, clock, ana, ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    seconds = [another_window(ben), another_window(ana)]
    for second in seconds:
        assert second.timer.current is None
        assert not second.timer_button.isVisible()
    seconds[1].operations.start_timer(STEP)
    assert "Another window" in seconds[1].summary.text()
    window.actions_table["timer"].trigger()
    assert progress.item_record(window.session.document, STEP).logged == 9
    clock.wait(minutes=8)
    for second in seconds:
        second.timer.look()
        assert second.timer.current is None
        assert not any(event.minutes for event in second.session.document.record.events)
    assert _timers(data_folder) == []


def test_the_next_start_goes_on_with_the_timer_of_its_own_learner(ana_and_ben, another_window):
    window, clock, ana, ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    window.close()
    assert another_window(ben).timer.current is None
    again = another_window(ana)
    assert again.timer.current.item == STEP
    again.actions_table["timer"].trigger()
    assert progress.item_record(again.session.document, STEP).logged == 9
    again.close()
    assert another_window(ana).timer.current is None, "what was stopped once cannot be stopped again"


def test_nothing_is_left_of_a_timer_when_everything_is_deleted(ana_and_ben, data_folder, monkeypatch):
    window, clock, _ana, _ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    assert _timers(data_folder)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    destructive = QMessageBox.ButtonRole.DestructiveRole

    def pressed(box: QMessageBox):
        return next(one for one in box.buttons() if box.buttonRole(one) == destructive)

    monkeypatch.setattr(QMessageBox, "clickedButton", pressed)
    window.operations.delete_everything()
    assert "Deleted." in window.summary.text()
    _run_for(window, clock, 5)
    assert window.timer.current is None
    window.close()
    assert _timers(data_folder) == []


def test_of_a_rehearsal_no_timer_is_kept_until_it_is_saved(timed, data_folder, tmp_path, monkeypatch):
    window, clock = timed
    window.operations.blank_client()
    window.operations.start_timer(STEP)
    _run_for(window, clock, 2)
    assert window.timer_button.isVisible()
    assert _timers(data_folder) == []
    saved = str(tmp_path / "kept.trailmark")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_any: (saved, ""))
    window.operations.save_as()
    assert window.timer.current.item == STEP
    assert _timers(data_folder)


def test_time_in_which_the_computer_slept_is_asked_for(timed, planned, answered):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 30)
    clock.wait(hours=8)
    window.timer.look()
    shown = answered(StudyTime, lambda dialog: dialog.fields.length.setText("50"))
    planned(window, window.actions_table["timer"].trigger)
    words = "\n".join(label.text() for label in shown[0].findChildren(QLabel))
    assert "ran for 8 h 30 min. For 8 h of it the computer slept or this file was not open" in words
    assert progress.item_record(window.session.document, STEP).logged == 50


def test_a_doubtful_timer_can_be_discarded_or_kept_for_later(timed, answered):
    window, clock = timed
    window.operations.start_timer(STEP)
    clock.wait(hours=9)
    answered(StudyTime, accept=False)
    window.actions_table["timer"].trigger()
    assert window.timer.current is not None
    answered(StudyTime, lambda dialog: setattr(dialog, "discarded", True))
    window.actions_table["timer"].trigger()
    assert window.timer.current is None
    assert progress.item_record(window.session.document, STEP).logged == 0


def test_less_than_a_minute_is_nothing_and_a_running_timer_can_be_discarded(timed):
    window, clock = timed
    window.operations.start_timer(STEP)
    clock.wait(seconds=20)
    window.actions_table["timer"].trigger()
    assert "nothing is written down" in window.summary.text()
    window.operations.start_timer(STEP)
    _run_for(window, clock, 3)
    window.actions_table["discard_timer"].trigger()
    assert window.timer.current is None
    assert progress.item_record(window.session.document, STEP).logged == 0


def test_what_was_counted_can_be_had_back_after_the_timer_was_discarded(timed):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 171)
    window.actions_table["discard_timer"].trigger()
    assert window.summary.text() == "The timer is discarded: 2 h 51 min."
    window.undo_button.click()
    assert window.timer_button.text() == "2:51:00 · Intermediate Python"
    window.actions_table["discard_timer"].trigger()
    window.tell("")
    clock.wait(hours=3)
    again = window.actions_table["discard_timer"]
    assert again.text() == "Bring timer back"
    assert again.isEnabled()
    again.trigger()
    _run_for(window, clock, 1)
    window.actions_table["timer"].trigger()
    assert progress.item_record(window.session.document, STEP).logged == 172
    assert not again.isEnabled()


def test_the_timer_goes_on_where_the_learner_goes_over_to_another_curriculum(timed):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 12)
    document = window.session.document
    other = document.changed(curriculum=document.curriculum.changed(id="another"))
    window.operations.run("Another goal", replaced, other)
    _run_for(window, clock, 3)
    window.operations.start_timer("ml-fundamentals")
    assert progress.item_record(window.session.document, STEP).logged == 15
    assert window.timer.current.item == "ml-fundamentals"


def test_what_the_other_curriculum_does_not_have_is_timed_on(timed):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 12)
    window.timer._become(window.timer.current.changed(item="gone-from-here"))
    window.actions_table["timer"].trigger()
    assert "another curriculum" in window.summary.text()
    assert window.timer.current.running
    window.actions_table["discard_timer"].trigger()
    window.operations.start_timer(STEP)
    assert window.timer.current.item == STEP


def test_what_another_learner_has_discarded_cannot_be_had_back(ana_and_ben):
    window, clock, _ana, ben = ana_and_ben
    window.operations.start_timer(STEP)
    _run_for(window, clock, 9)
    window.actions_table["discard_timer"].trigger()
    window.operations.open_path(ben)
    assert not window.actions_table["discard_timer"].isEnabled()


def test_starting_another_step_writes_the_time_of_the_first_one_down(timed):
    window, clock = timed
    window.operations.start_timer(STEP)
    _run_for(window, clock, 12)
    window.operations.start_timer("ml-fundamentals")
    assert progress.item_record(window.session.document, STEP).logged == 12
    assert window.timer.current.item == "ml-fundamentals"


@given(st.lists(st.one_of(st.integers(-3600, 3 * 3600), st.sampled_from(["pause", "go on"])), max_size=30))
def test_a_timer_never_counts_more_than_has_passed_and_never_less_than_nothing(happenings):
    now = NOON
    timer = started("test", "a", now)
    passed = 0
    for one in happenings:
        if isinstance(one, int):
            now += timedelta(seconds=one)
            passed += max(0, one) * timer.running
            before = timer
            timer = looked_at(timer, now)
            assert timer.seconds - before.seconds <= GAP_SECONDS
        else:
            timer = paused(timer, now) if one == "pause" else resumed(timer, now)
        assert 0 <= timer.seconds + timer.away <= passed


def test_looking_at_the_clock_often_loses_nothing():
    timer, now = started("test", "a", NOON), NOON
    for _look in range(1000):
        now += timedelta(milliseconds=1499)
        timer = looked_at(timer, now)
    assert timer.seconds == 1499


def test_twelve_hours_in_one_piece_are_doubted():
    from planner.app.timer import is_doubtful
    from planner.model.timer import Timer

    assert is_doubtful(Timer(curriculum="x", item="a", seconds=LONG_SECONDS))
    assert not is_doubtful(Timer(curriculum="x", item="a", seconds=LONG_SECONDS - 1))


def test_every_kind_is_asked_in_its_own_words(window, qtbot):
    nodes = window.session.document.curriculum.nodes
    said = set()
    for kind in (Kind.SKILL, Kind.CERTIFICATION, Kind.MILESTONE):
        node = next(one for one in nodes if one.kind is kind)
        dialog = DoneDialog(node, ItemRecord(), date.today())
        words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        said.add(next(word for word in ("done with", "passed", "reached") if word in words))
        assert bool(node.hours.likely) == (not dialog.hours.isHidden() and dialog.hours.parentWidget() is dialog.form)
    assert said == {"done with", "passed", "reached"}


def test_an_entry_of_the_future_is_refused_in_words(window):
    before = window.session.document
    assert not window.operations.log(STEP, date.today() + timedelta(days=3), 30)
    assert "today" in window.summary.text()
    assert window.session.document is before


def test_an_old_entry_fills_the_fields(qtbot):
    entry = Entry(STEP, date(2026, 10, 1), 75, "chapter 2")
    dialog = StudyTime([("a", "A"), (STEP, "Python")], date(2026, 11, 2), entry)
    assert dialog.fields.entry == entry


def test_what_is_logged_is_no_credit(window, planned):
    """The pane says how much less there is to do because of something else that one holds."""

    def said() -> str:
        window.select_and_show(step.id)
        found = [str(one.text()) for one in window.inspector.findChildren(QLabel)]
        return next(words for words in found if "covers part of it" in words)

    steps = window.answer.plan.items
    step = next(one for one in steps if one.credit and one.credit.fraction < 1 and one.hours >= 2)
    before = said()
    assert before.startswith(f"{dates.hours(step.full_hours - step.hours)} less")
    planned(window, lambda: window.operations.log(step.id, window.operations._today(), 90))
    assert said() == before
