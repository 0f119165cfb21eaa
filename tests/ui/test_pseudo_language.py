"""A language that nobody speaks shows what escapes the catalogue, and what long words do not fit into."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from clipping import clipped, settle
from every_dialog import every_dialog, every_kind, listed
from pseudo import CLOSE, OPEN, Pseudo, pseudo
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)
from said import said

from planner import i18n
from planner.app import queries
from planner.app.author_start import modules
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui.main_window import MainWindow
from ui.presenter.desk import SpeakerDesk

NAMES = {
    "Trailmark",
    "Cancel",
    "Close",
    "OK",
    "Yes",
    "No",
    "Scroll Left",
    "Scroll Right",
    "Press shortcut",
    *i18n.LANGUAGES.values(),
}
"""Names, and words that Qt itself translates."""


@pytest.fixture(autouse=True)
def foreign(english) -> None:
    """Everything is said in the language of the tests, with the numbers of English."""
    i18n.use_catalogue(Pseudo(), "en")


@pytest.fixture
def window(qtbot, data_folder, analyst, monkeypatch) -> Iterator[MainWindow]:
    shown = MainWindow(Session(analyst), Workspace(), Settings(theme="light", reduced_motion=True))
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    with qtbot.waitSignal(shown.feed.plan_changed, timeout=20_000):
        shown.feed.refresh()
    qtbot.waitUntil(lambda: not shown.whatif.busy, timeout=60_000)
    yield shown
    QApplication.processEvents()


@pytest.fixture(scope="module")
def content() -> str:
    """Everything that a curriculum says, which nobody here translates, and the names of places."""
    said = [queries.load(name).model_dump_json() for name in queries.builtin_names()]
    said += [f"{one.title} {one.description}" for one in modules()]
    return " ".join([*said, *(name for _code, name in queries.holiday_regions())])


@pytest.fixture
def painted(monkeypatch) -> list[str]:
    """Texts that are painted letter by letter from now on."""
    texts: list[str] = []
    real = QPainter.drawText

    def draw(self, *arguments):
        texts.extend(one for one in arguments if isinstance(one, str))
        return real(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw)
    return texts


def escaped(text: str, content: str) -> list[str]:
    """What in a text, as it is shown, has neither come through the catalogue nor out of a curriculum."""
    text = text.replace("\u200b", "").replace("\u2060", "").replace("&&", "&")
    rest = re.sub(rf"{OPEN}[^{OPEN}]*?{CLOSE}", "", text)
    while rest != text:
        text, rest = rest, re.sub(rf"{OPEN}[^{OPEN}]*?{CLOSE}", "", rest)
    rest = re.sub(rf"^[^{OPEN}]*{CLOSE}|{OPEN}[^{CLOSE}]*$", "", rest, flags=re.DOTALL)  # one line of several
    if re.search(r"[àéîõûýÀÉÎÕÛÝ~]", rest):
        return []
    pieces = (piece.strip(" ,.…★▾▸&") for piece in re.split(r"\s·\s|\s[–▸→+]\s|\n|[.;:] ", rest))
    return [piece for piece in pieces if re.search(r"[A-Za-z]{2}", piece) and not _is_name(piece, content)]


def _is_name(piece: str, content: str) -> bool:
    piece = re.sub(r"^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?", "", piece)
    piece = re.sub(r"^[A-Z][a-z]+ \d+, \d{4}$|^\d+:\d\d\s[AP]M$", "", piece)
    piece = re.sub(r" [A-Z][a-z]{2} \d{4}$| \([\w.-]+\)$", "", piece)
    if len(parts := piece.rsplit(", ", 1)) == 2 and piece not in content:
        return all(_is_name(part, content) for part in parts)
    day = re.fullmatch(r"(\d+ )?[A-Z][a-z]{2}( \d{4})?", piece) is not None
    names = "Home|End|Up|Down|Left|Right|Space|Return|Enter|Del|Ins|PgUp|PgDown|Esc"
    key = rf"((Ctrl|Shift|Alt|Meta)\+)*(F\d+|{names}|[A-Z.]|(?<=\+)[^a-z]?)"
    keys = all(re.fullmatch(key, one) for one in piece.strip("()").split())
    return day or keys or piece in NAMES or piece.replace('"', '\\"') in content


def find_escaped(root: QWidget, content: str) -> set[tuple[str, str]]:
    return {(kind, piece) for kind, text in said(root) for piece in escaped(text, content)}


# -- the language itself


def test_the_language_keeps_what_has_to_be_kept() -> None:
    assert pseudo("{a} of {b:,.1f} %s") == "⟦{a} õf {b:,.1f} %s ~⟧"
    assert pseudo(" and ") == " ⟦àñd ⟧ "
    assert pseudo("&File") == "⟦&Fîlé ~⟧"
    assert pseudo("All (*.json);;X (*)") == "⟦Àll (*.json) ~⟧;;⟦X (*) ⟧"
    assert pseudo("{a}: {b}") == "{a}: {b}"


@pytest.mark.parametrize("text", ["130 steps", "⟦Plàñ⟧ · 130 steps", "Undo", "5 h or 3 h"])
def test_what_escapes_the_catalogue_is_found(content: str, text: str) -> None:
    assert escaped(text, content)


@pytest.mark.parametrize(
    "text", ["⟦Plàñ · ⟦130 štépš⟧ ~⟧", "4 Jan 2027 – Feb 2028", "Linear algebra", "Ctrl+Shift+K", ""]
)
def test_what_does_not_is_left_alone(content: str, text: str) -> None:
    assert escaped(text, content) == []


# -- the window


def test_nothing_escapes_the_catalogue_in_the_window(window, content, painted, qtbot) -> None:
    assert find_escaped(window, content) == set()
    window.grab()
    assert len(painted) > 50
    assert {piece for text in painted for piece in escaped(text, content)} == set()
    painted.clear()
    with qtbot.waitSignal(window.feed.drawn, timeout=20_000):
        window.actions_table["stages"].trigger()
    window.select_and_show("kubernetes")
    window.actions_table["filters"].trigger()
    qtbot.waitUntil(lambda: not window.whatif.busy, timeout=60_000)
    assert find_escaped(window, content) == set()
    window.grab()
    assert {piece for text in painted for piece in escaped(text, content)} == set()


def test_nothing_escapes_the_catalogue_on_any_page(window, content, painted) -> None:
    for name in [row.removeprefix("page_") for row in window.actions_table.rows if row.startswith("page_")]:
        window.operations.show_page(name)
        QApplication.processEvents()
        window.grab()
        assert find_escaped(window.pages, content) == set(), name
        assert {piece for text in painted for piece in escaped(text, content)} == set(), name


def test_nothing_escapes_the_catalogue_in_dialogs(window, content, qtbot) -> None:
    assert listed(window) == every_kind(), "a new dialog belongs into every_dialog.py"
    for dialog in (*every_dialog(window), SpeakerDesk(window)):
        dialog.show()
        qtbot.waitUntil(lambda dialog=dialog: not getattr(dialog, "busy", False), timeout=60_000)
        assert find_escaped(dialog, content) == set(), type(dialog).__name__
        settle(qtbot, dialog)
        assert clipped(dialog) == [], type(dialog).__name__


def test_nothing_is_clipped_in_the_window(window, qtbot) -> None:
    settle(qtbot, window)
    assert clipped(window) == []
    window.select_and_show("kubernetes")
    settle(qtbot, window)
    assert clipped(window) == []
