"""Presenting: slides that are never cut off, the keys of a clicker, notes elsewhere, and no trace in any file."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from planner.app import commands, queries
from planner.app.map import Sight
from planner.app.presentation import Sort, spoken, tell
from ui import dates
from ui.presenter.desk import SpeakerDesk
from ui.presenter.slide import Show, laid_out, paint, slide_font
from ui.presenter.words import HEIGHT, SMALL, WIDTH
from ui.theme import theme as themes

SIZES = ((1024, 640), (1280, 800), (1920, 1080), (3840, 2160), (1080, 1920))


@pytest.fixture(scope="module")
def told(analyst, planned_once):
    """The talk about the analyst with its map, in German, whose words are long."""
    dates.use_language("de")
    picture = queries.draw(analyst, planned_once.plan, Sight())
    return tell(analyst, planned_once.plan, picture), picture


@pytest.mark.parametrize("width_height", SIZES)
def test_nothing_on_any_slide_is_cut_off(qtbot, told, width_height) -> None:
    width, height = width_height
    scale = min(width / WIDTH, height / HEIGHT)
    size = QSizeF(width / scale, height / scale)
    base = slide_font()
    for slide in told[0].slides:
        layout = laid_out(slide, size, base)
        whole = QRectF(0, 0, size.width(), size.height())
        for block, room in layout.words:
            assert whole.contains(room), slide.key
            assert block.widest <= room.width() + 0.5, slide.key
            assert block.font.pixelSize() >= SMALL, slide.key
            assert " ".join(block.lines).count("…") == 0, slide.key
        places = sorted((room for _block, room in layout.words), key=QRectF.top)
        assert all(one.bottom() <= other.top() for one, other in pairwise(places)), slide.key
        if slide.sort is Sort.STEP:
            assert layout.drawn.height() >= 200, slide.key


def test_every_word_of_a_slide_is_painted_whole(qtbot, told, monkeypatch) -> None:
    """Also those in drawings, which have rooms of their own, and from right to left."""
    texts: list[str] = []
    real = QPainter.drawText

    def draw(self, *arguments):
        texts.extend(one for one in arguments if isinstance(one, str))
        return real(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw)
    story, picture = told
    image = QImage(1024, 640, QImage.Format.Format_RGB32)
    places = [0, 1, *(place for place, one in enumerate(story.slides) if one.sort is not Sort.STEP), 5, 20, 60]
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        for place in places:
            texts.clear()
            painter = QPainter(image)
            painter.setLayoutDirection(direction)
            paint(painter, Show(story, place, picture, themes.load("light")), QRectF(image.rect()))
            painter.end()
            shown = " ".join(texts)
            slide = story.slides[place]
            assert "…" not in shown
            for text in (slide.title, slide.sentence, *slide.facts, *(row.title for row in slide.rows)):
                assert "".join(text.split()) in "".join(shown.split()), slide.key


@pytest.fixture
def talk(board, qtbot):
    """A talk about the analyst, with all its slides."""
    board.actions_table["present"].trigger()
    found = board.operations.talk
    qtbot.waitUntil(lambda: len(found.story.slides) > 1, timeout=20_000)
    yield found
    found.end()
    QApplication.processEvents()


def press(qtbot, talk, *keys) -> None:
    for key in keys:
        qtbot.keyClick(talk.screen, key)


def test_the_keys_of_a_clicker(board, talk, qtbot, data_folder) -> None:
    board.autosave.flush()  # what is kept of the first plan
    before = {path: path.read_bytes() for path in data_folder.rglob("*.trailmark")}
    assert talk.screen.windowState() & Qt.WindowState.WindowFullScreen
    keys = Qt.Key
    press(qtbot, talk, keys.Key_PageDown, keys.Key_Right, keys.Key_Space)
    assert talk.place == 3
    press(qtbot, talk, keys.Key_PageUp, keys.Key_Left)
    assert talk.place == 1
    press(qtbot, talk, keys.Key_E, keys.Key_E)
    assert (talk.show_of.slide.sort, talk.show_of.slide.era) == (Sort.ERA, 1)
    press(qtbot, talk, keys.Key_3)
    assert talk.show_of.slide.era == 2
    assert talk.screen.accessibleDescription() == spoken(talk.show_of.slide)
    for key, cover, colour in (
        (keys.Key_B, "black", "#000000"),
        (keys.Key_Period, "black", "#000000"),
        (keys.Key_W, "white", "#ffffff"),
    ):
        press(qtbot, talk, key)
        assert talk.screen.cover == cover
        assert talk.screen.grab().toImage().pixelColor(200, 200).name() == colour
        place = talk.place
        press(qtbot, talk, keys.Key_PageDown)
        assert (talk.screen.cover, talk.place) == ("", place)
    press(qtbot, talk, keys.Key_End)
    assert talk.show_of.slide.sort is Sort.END
    press(qtbot, talk, keys.Key_Right, keys.Key_Home, keys.Key_Left)
    assert talk.place == 0
    press(qtbot, talk, keys.Key_F1)
    assert talk.screen.helps
    press(qtbot, talk, keys.Key_D, keys.Key_D, keys.Key_S, keys.Key_Escape)
    qtbot.waitUntil(lambda: board.operations.talk is None, timeout=20_000)
    assert not board.session.undo_label
    board.autosave.flush()
    assert {path: path.read_bytes() for path in data_folder.rglob("*.trailmark")} == before


def test_the_talk_follows_the_plan_and_one_key_begins_again(board, talk, qtbot, planned) -> None:
    board.operations.run("Name", commands.set_name, "Ana")
    talk.go([slide.key for slide in talk.story.slides].index("step:kubernetes"))
    planned(board, lambda: board.operations.run("Start", commands.set_start, "software-developer"))
    qtbot.waitUntil(lambda: not talk.busy, timeout=20_000)
    assert talk.show_of.slide.key == "step:kubernetes"
    assert "Ana" in spoken(talk.story.slides[0])
    planned(board, lambda: qtbot.keyClick(talk.screen, Qt.Key.Key_R))
    qtbot.waitUntil(lambda: not talk.busy and len(talk.story.slides) > 1, timeout=20_000)
    assert talk.place == 0
    assert not board.session.document.name
    assert not board.operations.saves
    assert not any("Ana" in spoken(slide) for slide in talk.story.slides)
    assert board.session.document.learner.availability.start == date.today()


def test_the_speaker_sees_notes_and_a_clock(qtbot, board, talk) -> None:
    qtbot.keyClick(talk.screen, Qt.Key.Key_P)
    desk: SpeakerDesk = talk.desk
    assert desk.isVisible()
    talk.go(4)
    assert desk.next.accessibleDescription() == spoken(talk.story.slides[5])
    qtbot.keyClicks(desk.notes, "Ask about experience")
    qtbot.keyClick(desk.notes, Qt.Key.Key_PageDown)
    assert (talk.place, desk.notes.toPlainText()) == (5, "")
    qtbot.keyClick(desk.notes, Qt.Key.Key_PageUp)
    assert desk.notes.toPlainText() == "Ask about experience"
    assert "experience" not in talk.screen.accessibleDescription()
    now = [100.0]
    desk._clock = lambda: now[0]
    desk.reset_clock()
    now[0] += 3725
    desk.tick()
    assert desk.elapsed.text() == "1:02:05"
    talk.act("clock")
    assert desk.elapsed.text() == "0:00"
