"""The window speaks one language throughout, and another one when that is chosen."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QMessageBox

from planner import i18n
from planner.app import commands
from planner.app.on_disk import held_words
from planner.app.workspace import Workspace
from planner.storage.locks import Holder
from ui import dates, renewal
from ui.fields import day_field
from ui.main_window import MainWindow


@pytest.fixture
def renewed(qtbot, board, monkeypatch, request):
    """Choose a language in the menu of the window; returns the window that then is shown."""
    found: list[MainWindow] = []
    planned: list[MainWindow] = []
    real = renewal.renew

    def renew(old: MainWindow) -> MainWindow:
        new = real(old)
        monkeypatch.setattr(new.whatif, "look_around", lambda *_answer: None)
        qtbot.addWidget(new)
        found.append(new)
        new.feed.plan_changed.connect(lambda *_answer: planned.append(new))
        return new

    monkeypatch.setattr(renewal, "renew", renew)

    def choose(window: MainWindow, action: str) -> MainWindow:
        before = len(found)
        window.actions_table[action].trigger()
        qtbot.waitUntil(lambda: len(found) > before and found[-1] in planned, timeout=20_000)
        # pytest-qt closes what is left at the end: the windows that have been replaced go by themselves.
        request.node.qt_widgets[:] = [one for one in request.node.qt_widgets if one[0]() is found[-1]]
        return found[-1]

    return choose


def titles(window: MainWindow) -> list[str]:
    return [action.text() for action in window.menuBar().actions()]


def test_another_language_is_spoken_at_once_and_undo_goes_on(board, planned, renewed) -> None:
    item = "python-intermediate"
    planned(board, lambda: board.operations.run("mark", commands.mark_known, item))
    board.select_and_show("kubernetes")
    german = renewed(board, "language_de")
    assert titles(german)[:3] == ["&Datei", "&Bearbeiten", "&Ansicht"]
    assert titles(german)[-1] == "&Hilfe"
    assert german.actions_table["language_de"].isChecked()
    assert german.selected == "kubernetes"
    assert german.isVisible()
    assert item in german.session.document.learner.known
    german.actions_table["undo"].trigger()
    assert item not in german.session.document.learner.known
    spanish = renewed(german, "language_es")
    assert titles(spanish)[0] == "&Archivo"
    assert Workspace.settings().language == "es"
    assert renewed(spanish, "language_en").actions_table["quit"].text() == "Quit"


def test_every_language_is_named_in_itself_and_one_is_checked(board) -> None:
    dates.use_language("de")
    menus = {menu.title(): menu for menu in board.menuBar().findChildren(QMenu)}
    names = [action.text() for action in menus["Language"].actions()]
    assert names == ["Language of the desktop", *i18n.LANGUAGES.values()]
    assert [action.text() for action in menus["Language"].actions() if action.isChecked()] == names[:1]


@pytest.mark.parametrize(
    ("environment", "cancel", "number", "weekday"),
    [
        ("de_DE.UTF-8", "Abbrechen", "12.340,5", Qt.DayOfWeek.Monday),
        ("es_ES.UTF-8", "Cancelar", "12.340,5", Qt.DayOfWeek.Monday),
        ("es_MX.UTF-8", "Cancelar", "12,340.5", Qt.DayOfWeek.Sunday),
        ("en_US.UTF-8", "Cancel", "12,340.5", Qt.DayOfWeek.Sunday),
        ("de_AT.UTF-8", "Abbrechen", "12\xa0340,5", Qt.DayOfWeek.Monday),
    ],
)
def test_texts_of_the_program_and_of_qt_agree(qtbot, monkeypatch, environment, cancel, number, weekday) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    dates.use_language()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel
    assert QLocale().name() == i18n.language() == environment[:5]
    assert QLocale().firstDayOfWeek() == weekday
    assert i18n.number(12340.5, ",.1f") == QLocale().toString(12340.5, "f", 1) == number
    assert i18n.number(1340, ",") == QLocale().toString(1340)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_days_are_written_the_same_in_texts_and_in_fields(qtbot, language) -> None:
    dates.use_language(language)
    for month in range(1, 13):
        day = date(2027, month, 9)
        field = day_field(day)
        qtbot.addWidget(field)
        assert field.text() == dates.day(day) == i18n.day(day)


def test_a_time_is_said_as_the_language_does_wherever_it_stands() -> None:
    """Who has a file open is said by the planner, the day of an entry by the study log."""
    at = datetime(2027, 1, 4, 14, 30).astimezone()
    here = Holder("here", 1, at, at, True)
    assert "since 2:30\u202fPM:" in held_words(here).replace(" PM", "\u202fPM")
    assert dates.weekday_and_day(at.date()) == "Mon 4 Jan"
    assert dates.moment(at) == f"4 Jan 2027, {dates.time(at)}"
    dates.use_language("de_DE")
    assert "14:30" in held_words(here)
    assert dates.time(at) == "14:30"


@pytest.mark.parametrize("language", ["de_DE", "de_AT", "de_CH", "de_LI", "es_ES", "es_MX", "es_US", "en_US", "en_GB"])
def test_the_command_line_writes_numbers_as_the_window_does(language) -> None:
    i18n.use_language(language)
    command_line = [i18n.number(value, ",.1f") for value in (1340.5, 12340.5, 1234567)]
    dates.use_language(language)
    assert [i18n.number(value, ",.1f") for value in (1340.5, 12340.5, 1234567)] == command_line


def test_a_trial_ends_where_the_window_is_another_one(board, planned, renewed) -> None:
    before = board.session.document
    planned(board, board.actions_table["what_if"].trigger)
    planned(board, lambda: board.operations.run("6 h", commands.set_hours, 6.0))
    german = renewed(board, "language_de")
    assert not german.session.trying
    assert german.session.document is before


def test_when_everything_is_deleted_the_language_is_that_of_the_first_start_again(board, renewed, monkeypatch) -> None:
    german = renewed(board, "language_de")

    def delete(box: QMessageBox) -> None:
        press = next(one for one in box.buttons() if box.buttonRole(one) is box.ButtonRole.DestructiveRole)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: press)

    monkeypatch.setattr(QMessageBox, "exec", delete)
    again = renewed(german, "delete_everything")
    assert titles(again)[0] == "&File"
    assert again.settings.language == ""
