"""The clients of a coach in the window: the page, what can be done with one of them, and privacy mode."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from build import curriculum, node
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QPushButton
from said import everything

from planner.app import commands, progress, queries
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.settings import Settings
from ui import renewal
from ui.app import build
from ui.dialogs.first_steps import FirstSteps
from ui.dialogs.handout import HandoutDialog
from ui.dialogs.posting import PostingDialog
from ui.main_window import MainWindow

TODAY = date.today()
SMALL = curriculum(node("a", 20), node("b", 20, "a"), node("goal", 10, "b"))
NAMES = ("Zuzana Quill", "Barnabas Yew", "Ottilie Xu")


def somebody(name: str, began: int = 0) -> Document:
    """Somebody who began so many days ago."""
    fresh = queries.new_document(SMALL, TODAY - timedelta(days=began))
    return commands.set_name(commands.set_goal(fresh, "goal"), name)


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three clients: on time, whatever day of the week it is, late, and without a plan."""
    place: Path = tmp_path / "folder of Xu"
    place.mkdir()
    for name, began in zip(NAMES, (3, 40, 0), strict=True):
        document = somebody(name, began)
        path = place / f"{name.split()[0].lower()}.trailmark"
        Workspace().save_as(path, document, None if name == NAMES[2] else queries.plan(document))
    return place


def new_window(qtbot, folder: Path) -> MainWindow:
    settings = Settings(theme="light", reduced_motion=True, clients_folder=str(folder), start_page="last")
    shown = MainWindow(Session(somebody("")), Workspace(), settings)
    shown.operations.saves = False
    qtbot.addWidget(shown, before_close_func=lambda window: window.workspace.close())
    shown.show()
    with qtbot.waitSignal(shown.feed.plan_changed, timeout=20_000):
        shown.feed.refresh()
    return shown


@pytest.fixture
def window(qtbot, data_folder, folder) -> Iterator[MainWindow]:
    yield new_window(qtbot, folder)
    QApplication.processEvents()


@pytest.fixture
def page(qtbot, window):
    """The page with all three clients on it."""
    window.actions_table["page_clients"].trigger()
    found = window.operations.clients
    qtbot.waitUntil(lambda: len(found.model.clients) == 3, timeout=10_000)
    return found


def rows(page) -> list[list[str]]:
    return [[page.model.index(row, column).data() for column in range(4)] for row in range(page.model.rowCount())]


def test_the_page_shows_everybody_and_finds_them(window, page, folder, qtbot) -> None:
    assert [row[0] for row in rows(page)] == sorted(NAMES)
    by_name = {row[0]: row for row in rows(page)}
    assert by_name["Barnabas Yew"][2].endswith("late")
    assert by_name["Zuzana Quill"][2:] == ["on time", "A"]
    assert by_name["Ottilie Xu"][2] == "no plan yet"
    page.sort.setCurrentIndex(page.sort.findData("standing"))
    assert rows(page)[0][0] == "Barnabas Yew"
    qtbot.keyClicks(page.table, "z")
    qtbot.keyClicks(page.search, "ÚZAN")
    assert [row[0] for row in rows(page)] == ["Zuzana Quill"]
    page.search.clear()
    page.table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.table.choose(str(folder / "ottilie.trailmark"))
    assert page.table.chosen.name == "Ottilie Xu"
    page.search.setText("nobody")
    assert page.chosen == ""
    assert not any(button.isEnabled() for button in page._buttons)
    page.search.clear()
    (folder / "ottilie.trailmark").write_text("{")
    qtbot.waitUntil(lambda: any("cannot be read" in row[2] for row in rows(page)), timeout=10_000)
    for old in folder.iterdir():
        old.unlink()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=10_000)
    assert page.findChild(QPushButton, "blank_client").isVisible()


def test_enter_opens_a_client_and_a_scenario_leaves_it_alone(window, page, folder, qtbot, planned, monkeypatch) -> None:
    page.table.choose(str(folder / "zuzana.trailmark"))
    planned(window, lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return))
    assert window.windowTitle().startswith("Zuzana Quill")
    assert window.pages.shown == "map"
    before = (folder / "zuzana.trailmark").read_bytes()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_rest, **_more: ("six hours", True))
    window.operations.duplicate_client(folder / "zuzana.trailmark")
    qtbot.waitUntil(lambda: len(page.model.clients) == 4, timeout=10_000)
    assert page.table.chosen.name == "Zuzana Quill – six hours"
    copy = Path(page.chosen)
    planned(window, lambda: page.findChild(QPushButton, "open_client").click())
    window.operations.run("Done", progress.finish, "a", TODAY)
    assert window.operations.leave()
    assert Workspace().open(copy).learner.known == ("a",)
    assert (folder / "zuzana.trailmark").read_bytes() == before


def test_a_new_client_has_a_name_and_a_file_in_the_folder(window, folder, planned, monkeypatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_rest, **_more: (" Ängla Þór ", True))
    monkeypatch.setattr(FirstSteps, "exec", lambda _dialog: True)
    planned(window, window.actions_table["new_client"].trigger)
    assert window.workspace.path == folder / "angla-or.trailmark"
    assert window.windowTitle().startswith("Ängla Þór")
    assert window.session.document.curriculum.id == queries.load().id
    assert Workspace().read_copy(window.workspace.path).name == "Ängla Þór"


def test_nothing_that_is_done_with_the_blank_client_is_kept(window, folder, data_folder, planned) -> None:
    planned(window, window.actions_table["blank_client"].trigger)
    files = set(folder.iterdir())
    planned(window, lambda: window.operations.run("Mark as known", commands.mark_known, "python-intermediate"))
    assert window.session.document.learner.known
    assert window.operations.leave()
    assert set(folder.iterdir()) == files
    assert not (data_folder / "learners").exists()
    planned(window, window.actions_table["blank_client"].trigger)
    assert not window.session.document.learner.known
    assert not window.session.document.name


def named(window: MainWindow) -> set[str]:
    """Whose name can be found; the folder is named after somebody, too."""
    text = everything(window).casefold()
    return {name for name in NAMES for word in name.split() if word.casefold() in text}


def test_in_privacy_mode_nobody_is_named_but_the_open_one(window, page, folder, qtbot, planned, monkeypatch) -> None:
    for name in NAMES:
        planned(window, lambda name=name: window.operations.open_path(folder / f"{name.split()[0].lower()}.trailmark"))
    window.operations.save_now()
    recent = next(act.menu() for act in window.menuBar().actions()[0].menu().actions() if act.menu())
    recent.aboutToShow.emit()
    window.operations.compare_client(folder / "barnabas.trailmark")
    qtbot.waitUntil(lambda: not window.operations.columns.busy, timeout=20_000)
    window.actions_table["page_clients"].trigger()
    page.search.setText("Barnabas")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    assert named(window) == set(NAMES)
    window.actions_table["privacy"].trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=10_000)
    assert named(window) == {"Ottilie Xu"}
    assert window.windowTitle().startswith("Ottilie Xu")
    assert sorted(row[0] for row in rows(page)) == ["Client 1", "Client 3", "Ottilie Xu"]
    assert window.operations.private_sign.isVisible()
    recent.aboutToShow.emit()
    assert named(window) == {"Ottilie Xu"}
    asked = []

    def nothing(answer):
        def ask(*rest, **_more):
            asked.append(rest)
            return answer

        return ask

    for dialog, answer in (("getOpenFileName", ("", "")), ("getSaveFileName", ("", "")), ("getExistingDirectory", "")):
        monkeypatch.setattr(QFileDialog, dialog, nothing(answer))
    for action in ("open", "save_as", "merge_copy", "clients_folder"):
        window.actions_table[action].trigger()
    assert len(asked) == 4
    assert str(folder) not in str(asked)
    page.table.choose(str(folder / "barnabas.trailmark"))
    planned(window, page.findChild(QPushButton, "open_client").click)
    window.actions_table["present"].trigger()
    qtbot.waitUntil(lambda: len(window.operations.talk.story.slides) > 1, timeout=20_000)
    assert named(window) == {"Barnabas Yew"}
    window.operations.talk.end()
    planned(window, window.actions_table["blank_client"].trigger)
    assert named(window) == set()
    window.operations.private_sign.click()
    assert not window.settings.privacy


def test_in_privacy_mode_file_dialogs_begin_at_home(window, folder, planned, monkeypatch) -> None:
    planned(window, lambda: window.operations.open_path(folder / "zuzana.trailmark"))
    window.apply_settings(window.settings.changed(privacy=True, coach_logo=str(folder / "logo.png")))
    window.operations._saved = folder / "saved.md"
    asked: list[str] = []

    def ask(_parent, _title, start, _kinds) -> tuple[str, str]:
        asked.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)

    def press(button: str):
        return lambda dialog: (getattr(dialog, button).click(), 0)[1]

    monkeypatch.setattr(PostingDialog, "exec", press("open_file"))
    monkeypatch.setattr(HandoutDialog, "exec", press("logo_button"))
    window.actions_table["posting"].trigger()
    window.actions_table["handout"].trigger()
    window.operations.ask_place("Save", folder / "curriculum.json", "", (".json",))
    assert asked == [str(Path.home()), str(Path.home()), str(Path.home() / "curriculum.json")]
    window.apply_settings(window.settings.changed(privacy=False, coach_logo=""))
    window.actions_table["posting"].trigger()
    assert asked[3:] == [""]  # where one looked last


def test_privacy_mode_survives_a_start_and_names_nobody(window, folder, qtbot, planned) -> None:
    planned(window, lambda: window.operations.open_path(folder / "zuzana.trailmark"))
    window.actions_table["privacy"].trigger()
    window.close()
    _app, again, is_new = build()
    qtbot.addWidget(again, before_close_func=lambda one: one.workspace.close())
    assert (again.settings.privacy, is_new, again.workspace.path) == (True, False, None)
    again.show()
    assert named(again) == set()
    assert again.banner.isVisible()
    renewal.keep(again)


def test_in_privacy_mode_a_built_in_curriculum_opens_nobody_but_who_is_open(
    window, folder, qtbot, planned, monkeypatch
) -> None:
    """All clients follow it, one was here last; choosing it must not open the other."""
    monkeypatch.setattr(queries, "curriculum_id", lambda _name: SMALL.id)
    for name in ("barnabas", "zuzana"):
        planned(window, lambda name=name: window.operations.open_path(folder / f"{name}.trailmark"))
    window.actions_table["privacy"].trigger()
    asked: list[str] = []
    wanted = queries.offers()[0].title

    def first(_window, _title, question, *_rest):
        asked.append(question)
        return wanted, True

    monkeypatch.setattr(QInputDialog, "getItem", first)
    planned(window, window.actions_table["open_builtin"].trigger)
    assert window.workspace.path == folder / "zuzana.trailmark", "who is open stays open"
    planned(window, window.actions_table["blank_client"].trigger)
    planned(window, window.actions_table["open_builtin"].trigger)
    assert (window.workspace.path, named(window)) == (None, set())
    assert "privacy" in asked[0]
    window.actions_table["privacy"].trigger()
    planned(window, window.actions_table["open_builtin"].trigger)
    assert window.workspace.path == folder / "zuzana.trailmark"


def test_in_privacy_mode_no_report_names_a_file(window, folder, monkeypatch) -> None:
    reports: list[str] = []
    monkeypatch.setattr(window.operations, "_report", lambda *words: reports.extend(words))
    window.actions_table["privacy"].trigger()
    torn = folder / "barnabas.json"
    torn.write_text("{", encoding="utf-8")
    for look in (window.operations.open_path, window.operations.merge_path):
        look(torn)
    assert len(reports) == 6
    assert "barnabas" not in "".join(reports)
