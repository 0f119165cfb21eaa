"""The window speaks one language throughout, and another one when that is chosen."""

from __future__ import annotations

import inspect
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QMessageBox

from planner import i18n
from planner.app import commands
from planner.app.on_disk import Saved, held_words
from planner.app.variants import Variation
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


def test_what_was_tried_when_the_language_changed_can_be_had_back(board, planned, renewed) -> None:
    planned(board, board.actions_table["what_if"].trigger)
    planned(board, lambda: board.operations.run("6 h", commands.set_hours, 6.0))
    german = renewed(board, "language_de")
    assert german.notice.undo_button.isVisible()
    planned(german, german.notice.undo_button.click)
    assert german.session.trying
    assert german.session.document.learner.availability.hours_per_week == 6


def test_of_the_blank_client_nothing_is_kept_in_another_language_either(board, planned, renewed, data_folder) -> None:
    def files() -> list[Path]:
        return [one for one in data_folder.rglob("*") if one.is_file() and one.name != "settings.json"]

    planned(board, board.actions_table["blank_client"].trigger)
    board.operations.timer()
    before = files()
    german = renewed(board, "language_de")
    assert german.banner.isVisible()
    assert "Nichts" in german.banner.words.text()
    assert german.timer.current is not None
    planned(german, lambda: german.operations.choose_hours(7.0))
    assert not german.autosave.pending
    assert (german.operations.saves, german.workspace.path, files()) == (False, None, before)
    german.operations.save_now()
    assert not german.banner.isVisible()
    assert files() != before


KEPT_IN_A_PLACE_OF_ITS_OWN = {
    "window": "the new one",
    "followed": "what is selected there",
    "desk": "taken over",
    "compare_page": "columns are taken over",
    "columns": "taken over",
    "_editing": "with the columns",
    "_rows": "with the columns",
    "_other": "with the columns",
    "clients": "taken over",
    "links_on": "trusted as before",
    "_judged": "trusted as before",
    "_then": "goes to the place of before",
    "is_back": "nobody comes back",
}
MADE_ANEW = {
    *("editor", "trial_bar", "private_sign", "_hidden", "_said_private", "_examples", "recent"),  # in its words
    *("talk", "_steps", "_draft_steps", "_dialog", "_leave", "_tried"),  # a window of its own, which is closed
    *("_writers", "_failed", "_news", "_looking", "_modal", "_handing_out", "_wanted", "_asking"),  # at work just now
    *("_found", "_place", "_findings", "_numbers", "_to_show", "_asked", "_answer"),  # is found out again
    *("said", "_taken"),  # words about the plan that is coming
}


def test_of_everything_that_operations_keep_it_is_decided_what_another_language_does_to_it(board) -> None:
    kept = {*vars(board.operations)}
    for one in type(board.operations).__mro__:
        kept |= {name for name in inspect.get_annotations(one) if not name.isupper()}
        kept |= {name for name, value in vars(one).items() if isinstance(value, bool | int | str | tuple)}
    kept = {name for name in kept if not name.startswith("__")}
    decided = [*renewal.TAKEN_ALONG, *KEPT_IN_A_PLACE_OF_ITS_OWN, *MADE_ANEW]
    assert kept == set(decided)
    assert len(decided) == len(set(decided))


def test_what_can_be_undone_can_be_so_in_another_language(board, planned, renewed) -> None:
    planned(board, lambda: board.operations.run("mark", commands.mark_known, "python-intermediate"))
    board.operations.save_now()
    board.operations.look_dark()
    board.operations.timer()
    assert board.timer.current is not None
    item = board.timer.current.item
    board.operations.discard_timer()
    german = renewed(board, "language_de")
    assert german.settings.theme == "dark"
    german.operations.undo_settings()
    assert (german.settings.theme, german.settings.language) == ("light", "de")
    assert german.actions_table["discard_timer"].isEnabled()
    german.actions_table["discard_timer"].trigger()
    assert german.timer.current is not None
    assert german.timer.current.item == item


def test_one_is_where_one_was_in_another_language(board, planned, drawn, renewed) -> None:
    drawn(board, lambda: board.operations.go_to_era(1))
    board.view.zoom_to(0.9)
    for name in ("filters", "minimap"):
        board.actions_table[name].trigger()
    board.operations.page_timeline()
    board.operations.scale_weeks()
    board.timeline.chart.go_to_day(date(2028, 1, 3))
    board.search.setText("kubernetes")
    board.panes.setSizes([300, 500, 480])
    board.right.setSizes([200, 500])
    chart = board.timeline.chart
    before = board.size(), board.view.zoom, board.panes.sizes(), board.right.sizes(), chart.axis.pixels
    left = chart.left
    middle, steps = board.view.camera.place()[1], [one.id for one in board.answer.plan.items]
    german = renewed(board, "language_de")
    chart = german.timeline.chart
    sizes = german.panes.sizes(), german.right.sizes()
    assert (german.size(), german.view.zoom, *sizes, chart.axis.pixels) == before
    assert abs(chart.left - left) <= chart.axis.pixels, "the same day"
    assert (german.view.camera.place()[1] - middle).manhattanLength() < 30
    assert german.actions_table["scale_weeks"].isChecked()
    assert german.actions_table["filters"].isChecked()
    assert not german.filters.isHidden()
    assert not german.actions_table["minimap"].isChecked()
    assert german.search.text() == "kubernetes"
    assert [one.id for one in german.answer.plan.items] == steps


def test_the_columns_of_a_comparison_are_the_same_in_another_language(board, planned, renewed) -> None:
    board.operations.page_compare()
    board.operations.add_column(Variation(start="software-engineer"))
    board.operations.add_column()
    shown = board.operations.columns.shown
    german = renewed(board, "language_de")
    assert german.pages.shown == "compare"
    assert german.operations.columns.shown == shown
    german.operations.view_back()
    assert len(german.operations.columns.shown) == len(shown) - 1


def test_a_failed_save_is_told_in_the_new_language(board, planned, renewed, monkeypatch) -> None:
    planned(board, lambda: board.operations.run("mark", commands.mark_known, "python-intermediate"))
    with monkeypatch.context() as full:
        full.setattr(board.workspace, "save", lambda *_what: Saved("No room.", failed=True))
        german = renewed(board, "language_de")
    assert german.banner.words.text() == "No room."
    assert german.state_saved.text() == "Nicht gespeichert"


def test_the_list_of_clients_is_the_same_in_another_language(board, planned, renewed) -> None:
    board.operations.page_clients()
    board.operations.clients.search.setText("an")
    board.operations.clients.sort.setCurrentIndex(2)
    german = renewed(board, "language_de")
    assert german.pages.shown == "clients"
    assert german.operations.clients.search.text() == "an"
    assert german.operations.clients.sort.currentIndex() == 2


def test_when_everything_is_deleted_the_language_is_that_of_the_first_start_again(board, renewed, monkeypatch) -> None:
    german = renewed(board, "language_de")

    def delete(box: QMessageBox) -> None:
        press = next(one for one in box.buttons() if box.buttonRole(one) is box.ButtonRole.DestructiveRole)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: press)

    monkeypatch.setattr(QMessageBox, "exec", delete)
    again = renewed(german, "delete_everything")
    assert titles(again)[0] == "&File"
    assert again.settings.language == ""
