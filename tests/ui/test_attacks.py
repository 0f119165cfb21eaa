"""The file that holds every attack, opened in the window: what is shown is the letters, and no link leads anywhere."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from planner.app import queries
from planner.handout import formats
from planner.handout.make import Wishes, make
from ui.dialogs.contents import ContentsDialog
from ui.pictures.formats import Format, encode
from ui.pictures.heading import heading
from ui.pictures.wish import Wish
from ui.plain import LinkLabel, PlainLabel

FILE = Path(__file__).parents[1] / "attacks" / "attacks.json"
WEB = "An ordinary address of the web (evil.example)"


@pytest.fixture
def led(monkeypatch):
    """Every address that was handed to the desktop."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    return opened


@pytest.fixture
def asked(monkeypatch):
    """Every question about a host; all are answered with Open."""
    texts: list[str] = []

    def answer(box: QMessageBox) -> int:
        texts.append(box.text())
        return QMessageBox.StandardButton.Open

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return texts


@pytest.fixture
def attacked(board, planned, tmp_path, led, asked):
    """The window with the file open, as if it had come by mail."""
    path = tmp_path / "attacks.json"
    shutil.copy(FILE, path)
    planned(board, lambda: board.operations.open_path(path))
    return board


def dialog_of(window, qtbot) -> ContentsDialog:
    """What is shown by itself when the file is opened."""
    qtbot.waitUntil(lambda: bool(window.findChildren(ContentsDialog)), timeout=20_000)
    found: list[ContentsDialog] = window.findChildren(ContentsDialog)
    return found[-1]


def tips(widget: QWidget) -> list[str]:
    """Tool tips of the widget, its actions, and what its list shows."""
    found = [widget.toolTip(), *(action.toolTip() for action in widget.findChildren(QAction))]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        top = QModelIndex()
        across = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top))
        rows = [model.index(row, column, top) for row in range(model.rowCount(top)) for column in across]
        found += [str(index.data(Qt.ItemDataRole.ToolTipRole) or "") for index in rows]
    return found


def check_inert(window: QWidget) -> None:
    """No text is taken for markup, anywhere."""
    for widget in (window, *window.findChildren(QWidget)):
        assert not isinstance(widget, QTextBrowser)
        if isinstance(widget, QTextEdit):
            assert not widget.acceptRichText() or widget.isReadOnly()
        if isinstance(widget, QLabel) and widget.text():
            plain = widget.textFormat() == Qt.TextFormat.PlainText
            assert plain or not GuiQt.mightBeRichText(widget.text()), widget.text()
            assert not widget.openExternalLinks()
        for tip in tips(widget):
            assert not GuiQt.mightBeRichText(tip) or tip.startswith("<span>"), tip
        assert "/dev/zero" not in widget.styleSheet()


def links(pane: QWidget) -> list[LinkLabel]:
    """Links to an address; those to other items have no tool tip."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was shown before
    return [one for one in pane.findChildren(LinkLabel) if one.toolTip()]


def words(pane: QWidget) -> str:
    return "\n".join(label.text() for label in pane.findChildren(PlainLabel))


def test_every_page_shows_letters_and_leads_nowhere(attacked, qtbot, led) -> None:
    window = attacked
    assert not dialog_of(window, qtbot).isModal()
    titles = window.session.document.curriculum.titles
    for item in titles:
        window.select(item)
        check_inert(window.inspector)
        assert titles[item] in words(window.inspector)
        assert not links(window.inspector)
    for page in ("page_today", "page_timeline", "page_compare", "page_map"):
        window.actions_table[page].trigger()
        QApplication.processEvents()
        check_inert(window)
    for address in (link.url for node in window.session.document.curriculum.nodes for link in node.resources):
        window.operations.open_address(address)
    assert led == []


def test_links_are_off_until_somebody_trusts_what_is_in_the_file(
    attacked, qtbot, planned, led, asked, monkeypatch, tmp_path
) -> None:
    window = attacked
    dialog = dialog_of(window, qtbot)
    assert "links are off" in window.banner.words.text()
    assert "evil.example (1)" in words(dialog)
    assert "These items need each other in a circle" in dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    dialog.reject()

    # Working with a file says nothing about its links, and what it contains is shown by itself only once.
    mine = tmp_path / "mine.trailmark"
    assert not window.workspace.save_as(mine, window.session.document).failed
    planned(window, lambda: window.operations.open_path(mine))
    assert "links are off" in window.banner.words.text()
    window.select("links")
    assert "An ordinary address of the web" in words(window.inspector).splitlines()
    assert not [one for one in window.findChildren(ContentsDialog) if one.isVisible()]

    shown: list[ContentsDialog] = []
    monkeypatch.setattr(ContentsDialog, "exec", lambda dialog: shown.append(dialog))
    window.actions_table["contents"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0].trust_button is not None
    shown[0].trust_button.click()
    assert not window.banner.isVisible()
    (link,) = links(window.inspector)
    assert link.text() == WEB
    link.clicked.emit()
    link.clicked.emit()
    assert led == ["https://evil.example/"] * 2
    assert [text.splitlines()[0] for text in asked] == ["Open evil.example in your browser?"]

    # A coach who opens the files of twenty clients says it once.
    file = json.loads(mine.read_text("utf-8"))
    other = tmp_path / "other.trailmark"
    other.write_text(json.dumps({**file, "id": "1" * 32, "name": "Ben"}), "utf-8")
    planned(window, lambda: window.operations.open_path(other))
    assert window.operations.links_on
    assert not window.banner.isVisible()


def test_paper_and_pictures_lead_nowhere(qtbot) -> None:
    document = queries.new_document(queries.load(str(FILE)), date(2027, 1, 4))
    plan = queries.plan(document)
    made = make(document, plan, None, Wishes(prices=False, made=date(2026, 11, 30), links=False))
    content = formats.by_id("pdf").write(made)
    assert b"/URI" not in content
    assert b"/JavaScript" not in content
    words_above = heading(document, plan, date(2027, 1, 4))
    svg = encode(Wish(Format.SVG).sheet(queries.draw(document, plan), words_above, None), Format.SVG)
    for element in ET.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] not in ("script", "image", "foreignObject", "a")
        assert not any("href" in name or name.startswith("on") for name in element.attrib)
