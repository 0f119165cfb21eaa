"""What a person sees and can do in the window."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from clipping import clipped, settle
from every_dialog import every_dialog
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QInputDialog,
    QLabel,
    QMenu,
    QScrollArea,
    QWidget,
)

from planner import i18n
from planner.app import commands, progress, queries
from planner.app.map import Mark
from planner.app.workspace import Workspace
from planner.model.problem import PlannerError
from planner.settings import Settings
from ui import dates
from ui.actions.rows import ROWS
from ui.actions.tools import menu_titles
from ui.dialogs.comparison import ChangeDialog
from ui.dialogs.first_steps import FirstSteps
from ui.dialogs.known_items import KnownItems
from ui.dialogs.palette import Palette, ShortcutSheet
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.tables import ReadTable
from ui.main_window import MainWindow
from ui.plain import LinkLabel
from ui.theme.theme import THEMES


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_window_shows_the_whole_plan(window):
    assert window.plan_list._model.rowCount() == 136
    assert len(window.view.item.rects) == 137  # the steps and the start
    assert "3,527 h" in texts(window.plan_list)
    assert "Proved" in texts(window.plan_list)
    assert window.windowTitle() == "Machine Learning Architect – Trailmark"


def test_no_box_covers_another_and_no_line_crosses_a_foreign_box(window):
    rects = list(window.view.item.rects.items())
    for number, (_one, rect) in enumerate(rects):
        assert not any(rect.intersects(other) for _two, other in rects[number + 1 :])
    geometry = window.view.item.geometry
    for number, (before, after) in enumerate(geometry.line_ends):
        path = geometry.path(number)
        steps = max(20, int(path.controlPointRect().width() / 8))
        for place in range(steps + 1):
            point = path.pointAtPercent(place / steps)
            hit = window.view.item.at(point)
            assert hit in (None, before, after), f"the line {before} → {after} runs over {hit}"


def test_every_prerequisite_stands_left_of_what_needs_it(window):
    rects = window.view.item.rects
    for item in window.answer.plan.items:
        for needed in item.needs:
            if needed in rects:
                assert rects[needed].right() < rects[item.id].left()


def test_a_click_selects_everywhere(window, qtbot):
    window.view.go_to("ml-fundamentals")
    spot = window.view.mapFromScene(window.view.item.rects["ml-fundamentals"].center())
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.selected == "ml-fundamentals"
    assert window.plan_list.selected == "ml-fundamentals"
    shown = texts(window.inspector)
    assert "Machine learning fundamentals" in shown
    for heading in ("Why it is in your plan", "Needs", "First step", "Done when", "Learn from", "Opens"):
        assert heading in shown
    assert "checked" in shown


def test_selecting_in_the_plan_shows_it_on_the_map(window):
    row = window.plan_list._model.row_of("kubernetes")
    window.plan_list.list.setCurrentIndex(window.plan_list._model.index(row))
    assert window.view.selected == "kubernetes"
    in_sight = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert in_sight.contains(window.view.item.rects["kubernetes"].center())


def test_hovering_lights_the_chain_and_leaving_restores(window, qtbot):
    window.view.go_to_start()
    spot = window.view.mapFromScene(window.view.item.rects["programming-fundamentals"].center())
    qtbot.mouseMove(window.view.viewport(), spot + QPoint(0, 1))
    qtbot.waitUntil(lambda: "ml-fundamentals" in window.view.item._chain, timeout=20_000)
    assert "calculus-essentials" not in window.view.item._chain
    window.view.leaveEvent(None)
    qtbot.waitUntil(lambda: not window.view.item._chain, timeout=20_000)


def test_knowing_something_shortens_the_plan_and_can_be_undone(window, planned, data_folder):
    before = window.answer.plan.totals
    window.select("kubernetes")
    planned(window, window.actions_table["known"].trigger)
    assert window.answer.plan.totals.hours == before.hours - 102  # Kubernetes, and Linux, which only it needed
    assert window.summary.text().startswith("“Kubernetes” is known. -4 steps, -102 h")
    assert window.undo_button.isVisible()
    assert window.notice.why_button.isVisible()
    assert window.operations.last_change is not None
    was, now = window.operations.last_change
    moved = ChangeDialog(was, now, window)
    cells = (moved.page.table.item(row, 0) for row in range(moved.page.table.rowCount()))
    assert any("Kubernetes" in item.text() for item in cells if item is not None)
    moved.close()
    assert "Kubernetes" in window.actions_table["undo"].text()
    window.autosave.flush()
    kept = Workspace().open_last()
    assert kept is not None
    assert "kubernetes" in kept.learner.known
    planned(window, window.actions_table["undo"].trigger)
    assert window.answer.plan.totals == before
    planned(window, window.actions_table["redo"].trigger)
    assert window.answer.plan.totals.hours == before.hours - 102


def test_goal_start_hours_and_choices_can_be_changed_in_the_pane(window, planned):
    planned(window, lambda: window.you.goal_chosen.emit("job-ml-engineer"))
    assert window.answer.plan.goal == "job-ml-engineer"
    planned(window, lambda: window.you.start_chosen.emit("entry-software-developer"))
    assert window.answer.plan.start == "entry-software-developer"
    finish = window.answer.plan.finish
    planned(window, lambda: window.you.time.hours.setValue(20))
    assert window.answer.plan.finish < finish
    clouds = [box for box in window.you.findChildren(QComboBox) if box.accessibleName() == "Your cloud provider"]
    planned(window, lambda: clouds[0].activated.emit(1))
    assert any(item.id == "azure-core@working" for item in window.answer.plan.items)
    for _change in range(4):
        planned(window, window.session.undo)
    assert window.answer.plan.goal == "role-ml-architect"
    assert window.session.undo_label is None


def test_a_wish_that_cannot_be_met_is_explained(window, planned):
    window.select("kubernetes")
    planned(window, window.actions_table["avoid"].trigger)
    assert window.answer.plan.items == ()
    assert "avoid “Kubernetes”" in texts(window.you)
    planned(window, window.session.undo)
    assert window.answer.plan.items


def test_no_hours_are_explained_without_a_traceback(window, planned):
    planned(window, lambda: window.operations.choose_hours(0.0))
    assert "With no hours a week" in texts(window.you)


def test_search_finds_titles_aliases_and_ignores_accents(window, qtbot):
    window.actions_table["find"].trigger()
    assert window.search.hasFocus() or not window.isActiveWindow()
    window.search.setText("kübernetes")
    assert "kubernetes" in window.view.item._matches
    window.search.setText("MLA-C02")
    window.operations.find_next()
    assert window.selected == "cert-aws-mla-c01"  # not in the plan: the whole curriculum opens for it
    window.search.setText("pyhton")
    assert "python-intermediate" in window.view.item._matches
    window.search.setText("zzzz")
    assert "Nothing found" in window.summary.text()


def test_the_whole_curriculum_shows_every_item(window, drawn):
    drawn(window, window.actions_table["everything"].trigger)
    assert len(window.view.item.rects) == 237
    nodes = window.answer.picture.nodes
    assert nodes["cert-tensorflow-developer"].mark is Mark.RETIRED
    assert nodes["sql-fundamentals"].mark is Mark.HELD
    test_no_box_covers_another_and_no_line_crosses_a_foreign_box(window)


def test_what_is_in_sight_stays_in_sight_when_the_plan_changes(window, planned):
    window.select("kubernetes")
    before = window.view.mapFromScene(window.view.item.rects["kubernetes"].center())
    window.view.select("kubernetes")
    planned(window, lambda: window.operations.choose_hours(12.0))
    after = window.view.mapFromScene(window.view.item.rects["kubernetes"].center())
    assert (after - before).manhattanLength() <= 4


def test_the_board_holds_every_step_once_and_opens_a_stage(board, drawn, qtbot):
    picture = board.answer.picture
    shown = [item for module in picture.modules.values() for item in module.items]
    assert sorted(shown) == sorted(picture.nodes)
    assert set(picture.boxes) == set(picture.modules)
    assert len(shown) == 137
    first = next(iter(picture.modules))
    spot = board.view.mapFromScene(board.view.item.rects[first].center())
    drawn(board, lambda: qtbot.mouseDClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=spot))
    opened = board.answer.picture
    assert {node.id for node in opened.nodes.values() if node.era == 0} <= opened.boxes.keys()
    assert all(module.era for module in opened.modules.values())
    drawn(board, board.actions_table["fold"].trigger)
    assert board.answer.picture.boxes.keys() == picture.boxes.keys()


def test_keyboard_walks_the_map(window, qtbot):
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_Home)
    assert window.selected == "entry-data-analyst"
    qtbot.keyClick(window.view, Qt.Key.Key_Down)
    first = window.selected
    assert window.view.item.rects[first].top() > window.view.item.rects["entry-data-analyst"].top()
    qtbot.keyClick(window.view, Qt.Key.Key_Right)
    assert window.view.item.rects[window.selected].left() > window.view.item.rects[first].left()
    qtbot.keyClick(window.view, Qt.Key.Key_End)
    assert window.selected == "role-ml-architect"
    assert "Machine Learning Architect" in window.view.accessibleDescription()


def test_zoom_keeps_the_point_under_the_pointer(window):
    window.view.go_to("kubernetes")
    spot = window.view.mapFromScene(window.view.item.rects["kubernetes"].center()).toPointF()
    scene = window.view.mapToScene(spot.toPoint())
    window.view.zoom_by(1.4, spot)
    shown = window.view.mapFromScene(scene)
    assert (shown.toPointF() - spot).manhattanLength() <= 4


def test_every_action_has_a_text_a_help_and_no_shortcut_twice(window):
    seen: dict[str, str] = {}
    for row in ROWS:
        assert row.text
        assert row.help
        for keys in row.shortcuts:
            normal = QKeySequence(keys).toString()
            assert normal not in seen, f"{normal} is taken by {seen[normal]} and {row.id}"
            seen[normal] = row.id
    assert callable(window.operations.functions()["quit"])


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_every_menu_has_a_letter_of_its_own(language):
    i18n.use_language(language)
    letters = [title[title.index("&") + 1].lower() for title in menu_titles().values()]
    assert len(set(letters)) == len(letters)


def test_the_palette_runs_any_action_by_name(window, qtbot, planned):
    window.select("kubernetes")
    palette = Palette([window.actions_table[action] for action in window.actions_table.rows], window)
    qtbot.addWidget(palette)
    palette._field.setText("mark selected known")
    assert palette._list.count() == 1
    planned(window, palette._run)
    assert "kubernetes" in window.session.document.learner.known


def test_the_shortcut_sheet_lists_every_action(window, qtbot):
    sheet = ShortcutSheet([window.actions_table[action] for action in window.actions_table.rows], window)
    qtbot.addWidget(sheet)
    table = sheet.findChild(ReadTable)
    assert table is not None
    assert [table.text(row, 2) for row in range(table.rowCount())] == [row.help for row in ROWS]


def test_three_questions_give_a_dated_plan(window, qtbot, planned):
    dialog = FirstSteps(window.session.document, window)
    qtbot.addWidget(dialog)
    dialog.show()
    next(button for button in dialog._start.buttons() if button.property("item") == "entry-ml-engineer").click()
    dialog._degrees[0][0].click()
    dialog.forward()
    dialog.forward()
    qtbot.waitUntil(lambda: "You arrive in" in dialog._forecast.text(), timeout=20_000)
    assert "1,882" in dialog._forecast.text()
    dialog.forward()
    document = dialog.document()
    assert document.learner.start == "entry-ml-engineer"
    assert document.learner.known == ("degree-bachelor-computing",)


def test_what_the_start_brings_is_ticked_and_fixed(window, qtbot):
    document = window.session.document
    dialog = KnownItems(document.curriculum, ["kubernetes"], ["sql-fundamentals"], window)
    qtbot.addWidget(dialog)
    assert dialog.list.known() == ["kubernetes"]


def test_a_curriculum_that_cannot_be_read_changes_nothing(window, tmp_path, monkeypatch):
    path = tmp_path / "broken.json"
    path.write_text(json.dumps({"id": "x", "title": "X", "nodes": [{"id": "a"}]}), encoding="utf-8")
    shown: list[str] = []
    monkeypatch.setattr(window.operations, "_report", lambda _title, _heading, text: shown.append(text))
    before = window.session.document
    window.operations.open_curriculum(str(path))
    assert window.session.document is before
    assert 'The field "title" is missing' in shown[0]
    assert "broken.json:1" in shown[0]


def test_every_curriculum_has_its_own_answers(window, planned, qtbot, tmp_path, data_folder, monkeypatch):
    path = tmp_path / "small.json"
    nodes = [
        {"id": "flour", "title": "Flour & water", "kind": "skill", "domain": "bread", "hours": 3},
        {"id": "loaf", "title": "<b>First loaf</b>", "kind": "milestone", "domain": "bread", "requires": "flour"},
    ]
    data = {"id": "bakery", "title": "Bakery", "target": "loaf", "nodes": nodes}
    path.write_text(json.dumps(data), encoding="utf-8")
    planned(window, lambda: window.operations.choose_hours(7.0))
    planned(window, lambda: window.operations.open_curriculum(str(path)))
    assert [item.id for item in window.answer.plan.items] == ["flour", "loaf"]
    window.select("loaf")
    assert "<b>First loaf</b>" in texts(window.inspector)
    assert not (data_folder / "learners" / "bakery.trailmark").exists()  # only looked at so far
    planned(window, lambda: window.operations.choose_hours(1.0))
    qtbot.waitUntil(lambda: (data_folder / "learners" / "bakery.trailmark").exists(), timeout=10_000)
    offered: list[str] = []

    def first(_window: object, _title: str, _label: str, titles: list[str], at: int, _edit: bool) -> tuple[str, bool]:
        offered.extend(titles)
        return titles[at], True

    monkeypatch.setattr(QInputDialog, "getItem", first)
    planned(window, window.operations.open_builtin)
    assert window.session.document.learner.availability.hours_per_week == 7
    assert window.session.document.learner.goal == "role-ml-architect"
    assert len(offered) == len(set(offered)) == len(queries.builtin_names())


def test_answers_that_cannot_be_read_are_set_aside_with_a_word(data_folder):
    place = data_folder / "learners"
    place.mkdir(parents=True)
    (place / "ml-architect.json").write_text("{broken", encoding="utf-8")
    workspace = Workspace()
    assert workspace.open_last() is None
    assert "could not be used" in workspace.notice
    assert not (place / "ml-architect.json").exists()
    (aside,) = (data_folder / "quarantine").glob("*/ml-architect.json")
    assert aside.read_text(encoding="utf-8") == "{broken"
    assert str(aside) in workspace.notice


def test_the_wheel_scrolls_the_pane_and_changes_no_answer(window, qtbot):
    before = window.session.document
    for field in (window.you.start, window.you.time.hours, window.you.time.slider, window.you.time.begin):
        wheel = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, wheel)
    qtbot.wait(400)
    assert window.session.document is before


def test_hours_typed_just_before_closing_are_kept(window, data_folder):
    window.you.time.hours.lineEdit().setText("20.0 h")
    window.close()
    assert window.session.document.learner.availability.hours_per_week == 20


def test_an_item_that_has_left_the_map_still_says_what_it_is(window, planned):
    window.select("kubernetes")
    planned(window, window.actions_table["known"].trigger)
    window.select_and_show("kubernetes")
    assert "already yours" in texts(window.inspector)
    assert window.actions_table["known"].text() == "I do not know this"


def test_clearing_the_selection_clears_it_everywhere(window, qtbot):
    window.select("kubernetes")
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.selected is None
    assert window.plan_list.selected is None
    assert "Your next step" in texts(window.inspector)


def test_fitting_shows_the_whole_map(window):
    window.resize(1280, 800)
    window.actions_table["fit"].trigger()
    in_sight = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert in_sight.contains(window.view.item.whole)


def test_unticking_a_degree_takes_it_back(window, qtbot, planned):
    from planner.app import commands

    planned(window, lambda: window.operations.run("x", commands.mark_known, "degree-bachelor-computing"))
    dialog = FirstSteps(window.session.document, window)
    qtbot.addWidget(dialog)
    assert dialog.document().learner.known == ("degree-bachelor-computing",)
    dialog._degrees[0][0].click()
    assert dialog.document().learner.known == ()


def choose_the_first_job(dialog: FirstSteps) -> bool:
    """What somebody does in the dialog."""
    buttons = dialog._goal.buttons()
    next(button for button in buttons if button.property("curriculum") == "first-data-job").click()
    return True


def test_the_first_steps_lead_to_another_curriculum_and_keep_what_is_known(window, qtbot, planned, monkeypatch):
    from planner.app import progress

    window.operations.run("x", progress.know, "sql-fundamentals")
    monkeypatch.setattr(FirstSteps, "exec", choose_the_first_job)
    before = window.session.document
    planned(window, window.operations.first_steps)
    document = window.session.document
    assert (document.curriculum.id, document.learner.goal) == ("first-data-job", "job-entry-role")
    assert window.you.goal.currentText() == "Hired: first data, software or IT role"
    assert "sql-fundamentals" in document.learner.known
    assert window.workspace.source(document) == "first-data-job"
    planned(window, window.operations.undo)
    assert window.session.document.curriculum is before.curriculum
    assert window.workspace.source(window.session.document) == "ml-architect"


def test_the_first_steps_say_that_another_trade_has_other_starts(qtbot):
    dialog = FirstSteps(queries.new_document(queries.load(), date(2027, 1, 4)))
    qtbot.addWidget(dialog)
    dialog.show()
    for name, lost in (("data-engineer", False), ("bakery-apprenticeship", True)):
        next(one for one in dialog._goal.buttons() if one.property("curriculum") == name).click()
        dialog._go(2)
        qtbot.waitUntil(lambda: not dialog.busy and "You arrive in" in dialog._forecast.text(), timeout=20_000)
        assert ("is no start of this curriculum" in dialog._detail.text()) is lost
        assert (dialog.document().learner.start is None) is lost


def test_links_that_are_no_web_pages_are_not_opened(window, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr("ui.operations.help.QDesktopServices.openUrl", lambda url: opened.append(url))
    window.operations.open_address("javascript:alert(1)")
    window.operations.open_address("file:///etc/passwd")
    assert opened == []
    assert "not opened" in window.summary.text()
    window.settings = Settings(trusted_hosts=("example.org",))
    window.operations.open_address("https://example.org/page")
    assert len(opened) == 1


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("size", [100, 200])
def test_the_window_can_be_drawn_in_every_look(window, look, size):
    window.apply_settings(Settings(theme=look, text_size=size))
    QApplication.processEvents()
    picture = window.grab().toImage()
    assert picture.pixelColor(2, picture.height() - 4) == window.theme.bg  # the foot
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 9) for y in range(80, 700, 9)}
    assert len(colours) > (4 if window.theme.contrast else 20)
    window.apply_settings(Settings(theme="light"))


@pytest.fixture
def large(window):
    """The window in German with the largest text, where words are longest."""
    dates.use_language("de_DE")
    window.resize(1280, 800)
    window.apply_settings(Settings(theme="light", text_size=200))
    QApplication.processEvents()
    yield window
    window.apply_settings(Settings(theme="light"))


def test_what_a_change_did_can_be_read_to_its_end_with_large_text(large, qtbot):
    words = "-4 Schritte, -177 h, Ende 5 Monate früher (14. Juni 2035 → 18. Jan. 2035)"
    large.notice.tell(words, undo=True, why=lambda: None)
    qtbot.waitUntil(lambda: len(large.summary.lines) > 1 and large.summary.lines[-1].endswith("2035)"), timeout=20_000)
    assert " ".join(large.summary.lines) == words
    needed = len(large.summary.lines) * large.summary.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: large.summary.height() >= needed, timeout=20_000)
    large.tell("")
    assert large.state.isVisible()
    qtbot.waitUntil(lambda: large.summary.height() < needed, timeout=20_000)


def test_the_parts_of_the_plan_stand_below_each_other_once_there_is_one_that_does_not_fit(large, qtbot):
    filters = large.plan_list.head.filter
    filters.show_count(22)
    filters.show_done(4)
    buttons = [filters._everything, filters._ready, filters._done]
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons), timeout=20_000)


def test_the_goal_and_the_search_can_be_read(board, qtbot):
    board.resize(1280, 800)
    QApplication.processEvents()
    assert board.search.fontMetrics().horizontalAdvance(board.search.placeholderText()) + 12 < board.search.width()
    goal, low = board.you.goal, board.you.goal.height()
    assert goal.lines == ["Machine Learning Architect"]
    goal.addItem("Somebody with a very long title indeed")
    goal.setCurrentIndex(goal.count() - 1)
    assert " ".join(goal.lines) == "Somebody with a very long title indeed"
    qtbot.waitUntil(lambda: goal.height() > low, timeout=20_000)


@pytest.mark.parametrize("language", ["de_DE", "es_ES"])
def test_in_no_language_large_text_is_cut_off_at_the_side(window, planned, qtbot, monkeypatch, language):
    dates.use_language(language)
    shown = MainWindow(window.session, window.workspace, Settings(theme="light", reduced_motion=True, text_size=200))
    monkeypatch.setattr(shown.whatif, "look_around", lambda *_answer: None)
    qtbot.addWidget(shown)
    shown.show()
    planned(shown, shown.feed.refresh)
    for width, height in ((1024, 640), (900, 560), (1280, 800)):
        shown.resize(width, height)
        for item in (None, "ml-fundamentals", "programming-fundamentals", "software-engineer", window.answer.plan.goal):
            shown.select(item)
            settle(qtbot, shown.inspector)
            for pane in (shown.you, shown.inspector):
                room = pane.viewport()
                if not pane.isVisible():
                    continue
                qtbot.waitUntil(lambda pane=pane, room=room: pane.widget().width() <= room.width(), timeout=3000)
            assert clipped(shown.inspector) == []


def test_large_text_is_not_cut_off_at_the_side(window, qtbot):
    window.resize(1280, 800)
    window.apply_settings(Settings(theme="light", text_size=200))
    window.select("ml-fundamentals")
    QApplication.processEvents()
    for pane in (window.you, window.inspector):
        qtbot.waitUntil(lambda pane=pane: pane.widget().width() <= pane.viewport().width(), timeout=20_000)
    for dialog in every_dialog(window):
        dialog.show()
        settle(qtbot, dialog)
        assert clipped(dialog) == [], type(dialog).__name__
        areas = [area for area in dialog.findChildren(QScrollArea) if area.isVisible()]
        sideways = [area.accessibleName() for area in areas if area.horizontalScrollBar().maximum()]
        assert sideways == [], type(dialog).__name__
        dialog.close()
    too_high = {menu.title(): menu.sizeHint().height() for menu in window.findChildren(QMenu)}
    assert {title: height for title, height in too_high.items() if height > 780} == {}
    window.apply_settings(Settings(theme="light"))


def test_everything_that_takes_the_keyboard_has_a_name(window):
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            found = QAccessible.queryAccessibleInterface(widget)
            name = found.text(QAccessible.Text.Name)
            part_of_another = widget.objectName().startswith("qt_")  # such as the line inside a spin box
            if not name and not part_of_another:
                nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_panes_are_reached_with_f6(window, qtbot):
    window.view.setFocus()
    seen = []
    for _step in range(5):
        window.actions_table["next_pane"].trigger()
        focus = QApplication.focusWidget() or window.focusWidget()
        panes = (window.you, window.view, window.plan_list, window.inspector, window.search)
        seen.append(next(type(pane).__name__ for pane in panes if pane is focus or pane.isAncestorOf(focus)))
    assert len(set(seen)) == 5


def test_marking_the_start_role_as_goal_is_not_offered(window):
    window.select("kubernetes")
    assert window.actions_table["set_goal"].isEnabled()
    assert not window.actions_table["set_start"].isEnabled()
    window.select("role-ml-architect")
    assert not window.actions_table["set_goal"].isEnabled()


def test_commands_refuse_in_words(window):
    from planner.app import commands

    with pytest.raises(PlannerError, match="Did you mean"):
        window.session.run("x", commands.mark_known, "kubernets")
    assert window.session.undo_label is None


def test_buttons_never_show_a_raw_ampersand_as_mnemonic(window):
    for button in window.findChildren(QAbstractButton):
        assert "&" not in button.text().replace("&&", "")


def test_every_option_of_a_choice_has_its_price(curious, window, qtbot):
    qtbot.waitUntil(lambda: not window.whatif.busy, timeout=30_000)
    box = window.you.decisions.boxes["Years as engineer or scientist"]
    other = next(box.itemText(row) for row in range(box.count()) if "data scientist" in box.itemText(row))
    assert "+9 h" in other
    assert "earlier" in other


def test_prices_are_looked_for_when_nothing_is_moved_any_more(curious, window, planned, qtbot):
    planned(window, lambda: window.operations.run("12 h", commands.set_hours, 12.0))
    window.live._calm.setInterval(600_000)  # the next step always follows at once, however slow the machine is
    slider = window.you.time.slider
    slider.setSliderDown(True)
    for hours in range(13, 19):
        slider.setValue(hours)
        qtbot.wait(80)
    assert not window.you.decisions.prices
    assert window.whatif.busy
    slider.setSliderDown(False)
    qtbot.waitUntil(lambda: "Your cloud provider" in window.you.decisions.prices, timeout=60_000)


def test_the_inspector_says_how_much_an_item_matters(curious, window, qtbot):
    window.select("kubernetes")
    qtbot.waitUntil(lambda: not window.whatif.busy, timeout=30_000)
    shown = texts(window.inspector)
    assert "Every plan to this goal needs it." in shown
    assert "If you knew it already: -102 h" in shown


def test_the_inspector_says_which_jobs_add_up(window):
    window.select("ms-experience-5y")
    shown = texts(window.inspector)
    assert "Adds up months" in shown
    assert "60 months of experience in ml or data: Internship in ML or data science (6), Work as data sci" in shown
    assert "Lead a data or ML team technically (choice: 60 months of experience in ml or data)" in shown


def test_a_way_out_of_an_impossible_plan_is_one_click(curious, window, planned, qtbot):
    window.select("kubernetes")
    planned(window, window.actions_table["avoid"].trigger)
    qtbot.waitUntil(lambda: not window.whatif.busy, timeout=30_000)
    out = next(one for one in window.plan_list.findChildren(LinkLabel) if one.text().startswith("Give up"))
    planned(window, out.clicked.emit)
    assert window.answer.plan.items
    assert window.session.document.learner.avoid == ()


def test_the_aim_can_be_changed(window, planned):
    planned(window, lambda: window.you.wishes.aims.aim_chosen.emit("money"))
    assert window.answer.plan.totals.cost_usd == 235
    assert "costs less" in texts(window.plan_list)


def test_a_long_search_can_be_ended_and_keeps_its_plan(window, qtbot, monkeypatch):
    """The window stays alive meanwhile, and says that it is planning once that takes long."""
    real = queries.plan_and_forecast

    def patient(document, seconds=20.0, cancelled=None, before=None):
        while not cancelled():
            time.sleep(0.01)
        return real(document)

    monkeypatch.setattr(queries, "plan_and_forecast", patient)
    window.feed.replan()
    assert not window.progress.isVisible()
    qtbot.waitUntil(window.progress.isVisible, timeout=20_000)
    with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
        qtbot.mouseClick(window.progress.button, Qt.MouseButton.LeftButton)
    assert not window.progress.isVisible()
    assert window.answer.plan.items


def rows(window) -> list[tuple[str, date | None]]:
    return [(item.id, item.start) for item in window.answer.plan.items]


def test_planning_everything_anew_is_told_and_taken_back_like_any_change(board, planned):
    planned(board, lambda: board.operations.run("Azure", progress.know, "azure-core@working"))
    before = rows(board)
    planned(board, board.actions_table["replan"].trigger)
    after = rows(board)
    assert after != before
    assert board.summary.text().startswith("Everything is planned anew")
    assert board.undo_button.isVisible()
    assert board.notice.why_button.isVisible()
    board.actions_table["history"].trigger()
    table = board.operations._steps.table
    assert table.text(2, 1) == "▸ Plan everything anew"
    assert table.text(2, 2)
    planned(board, board.undo_button.click)
    assert rows(board) == before
    assert "azure-core@working" in board.session.document.learner.known
    planned(board, board.actions_table["redo"].trigger)
    assert rows(board) == after


def test_a_plan_made_anew_that_is_taken_back_on_another_day_gives_the_one_before_it(board, planned):
    planned(board, lambda: board.operations.run("Azure", progress.know, "azure-core@working"))
    before = {item for item, _start in rows(board)}
    planned(board, board.actions_table["replan"].trigger)
    assert {item for item, _start in rows(board)} != before
    planned(board, lambda: board.session.amend(commands.set_today, date(2027, 1, 5)))
    planned(board, board.actions_table["undo"].trigger)
    assert {item for item, _start in rows(board)} == before


def test_what_is_only_looked_at_ahead_does_not_push_out_what_undo_goes_back_to(board, planned, monkeypatch):
    planned(board, lambda: board.operations.run("Azure", progress.know, "azure-core@working"))
    before = rows(board)
    planned(board, board.actions_table["replan"].trigger)
    found = board.feed.foresee_all(board.session.document)
    with monkeypatch.context() as quick:
        quick.setattr(queries, "plan_and_forecast", lambda *_document, **_more: found)
        for count in range(50):
            board.feed.foresee(commands.set_name(board.session.document, f"Ana {count}"))
    planned(board, board.actions_table["undo"].trigger)
    assert rows(board) == before


def test_planning_anew_changes_nothing_where_there_is_no_better_plan(board, planned):
    planned(board, lambda: board.operations.choose_hours(12.0))
    planned(board, board.actions_table["undo"].trigger)
    planned(board, board.actions_table["replan"].trigger)
    assert board.summary.text() == "There is no better plan than this one."
    assert board.session.undo_label is None
    assert board.session.redo_label == "12 hours a week"


def test_a_dialog_that_is_over_does_not_stay(board, qtbot):
    """Else every change of the look would have to dress all that were ever open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        dialog.reject()

    before = len(board.findChildren(QDialog))
    for _time in range(2):
        QTimer.singleShot(0, answer)
        board.actions_table["settings"].trigger()
    qtbot.waitUntil(lambda: len(board.findChildren(QDialog)) == before, timeout=20_000)
    board.actions_table["history"].trigger()  # this one is shown again and again
    history = board.operations._steps
    history.reject()
    qtbot.wait(50)
    board.actions_table["history"].trigger()
    assert board.operations._steps is history
    assert history.isVisible()
    history.reject()
