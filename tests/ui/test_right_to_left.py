"""Where one reads from right to left, the window does so throughout: places, lines, pictures that point, keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from every_dialog import every_dialog
from pseudo import Backwards
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

from planner import i18n
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui.dialogs.tables import ReadTable, cell
from ui.main_window import MainWindow
from ui.plain import PlainLabel
from ui.reading import placed, write
from ui.theme import icons
from ui.theme import theme as themes
from ui.wrapped import FoldButton, Tick

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


@pytest.fixture
def backwards(qapp, english) -> Iterator[None]:
    i18n.use_catalogue(Backwards(), "en")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(qtbot, backwards, data_folder, analyst) -> MainWindow:
    shown = MainWindow(Session(analyst), Workspace(), Settings(theme="light", reduced_motion=True))
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    with qtbot.waitSignal(shown.feed.plan_changed, timeout=20_000):
        shown.feed.refresh()
    return shown


def side(label: QLabel) -> Qt.AlignmentFlag:
    return label.alignment() & (Qt.AlignmentFlag.AlignHorizontal_Mask)


def test_the_window_is_mirrored(window) -> None:
    panes = [window.you, window.pages, window.plan_list]
    places = [pane.mapTo(window, pane.rect().center()).x() for pane in panes]
    assert places == sorted(places, reverse=True)
    menus = window.menuBar().actions()
    assert window.menuBar().actionGeometry(menus[0]).left() > window.menuBar().actionGeometry(menus[1]).left()
    # Time runs from right to left, and so does the way along the top.
    spots = [window.view.item.rects[module].center().x() for module in _modules_in_time(window)]
    assert spots == sorted(spots, reverse=True)
    stops = [window.trail._disc(rect).x() for rect in window.trail._rects()]
    assert stops == sorted(stops, reverse=True)


def _modules_in_time(window: MainWindow) -> list[str]:
    picture = window.view.picture
    assert picture is not None
    lane = picture.lanes[0].key
    return sorted(
        (key for key, one in picture.modules.items() if one.lane == lane), key=lambda key: picture.modules[key].era
    )


def test_the_foot_says_a_number_with_its_sign_before_it_and_away_from_the_edge(window) -> None:
    """English words are English there, too: the sign stands at the left of the number."""
    window.resize(1280, 800)
    window.tell("-4 steps")
    QApplication.processEvents()
    picture = window.summary.grab().toImage()
    paper = picture.pixelColor(picture.width() // 2, 0)
    inked = [
        (x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y) != paper
    ]
    first, last = min(inked)[0], max(inked)[0]
    assert len({y for x, y in inked if x < first + 4}) <= 3, "it begins with a dash, which is flat"
    assert last <= picture.width() - 8


def test_the_arrow_of_a_folded_part_points_where_its_title_begins(window) -> None:
    parts = window.you.sections
    folded = [part.title.icon() for part in parts.values() if not part.is_open]
    pictures = [icon.pixmap(QSize(16, 16)).toImage() for icon in folded]
    assert len(pictures) > 2
    assert all(picture == pictures[0] for picture in pictures)
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    turned = [part.title.icon().pixmap(QSize(16, 16)).toImage() for part in parts.values() if not part.is_open]
    assert all(picture != pictures[0] for picture in turned)


def test_what_is_looked_for_comes_into_sight(window, drawn) -> None:
    drawn(window, window.actions_table["stages"].trigger)
    for item in ("kubernetes", "role-ml-architect", "statistical-inference"):
        window.view.go_to(item)
        assert window.view.camera.room(0).contains(window.view.shown(item)), item
    spot = window.view.shown("statistical-inference").center()
    scene = window.view.mapToScene(spot.toPoint())
    window.view.zoom_by(1.4, spot)
    assert (window.view.mapFromScene(scene).toPointF() - spot).manhattanLength() <= 4


def test_every_text_begins_at_the_right(window) -> None:
    window.select_and_show("kubernetes")
    labels = [one for one in window.findChildren(PlainLabel) if one.isVisible()]
    assert len(labels) > 10
    assert {side(one) for one in labels} == {RIGHT}


def test_labels_follow_when_the_direction_changes(qapp, qtbot) -> None:
    label = PlainLabel("Linear algebra")
    qtbot.addWidget(label)
    assert side(label) == LEFT
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert side(label) == RIGHT
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert side(label) == LEFT


def test_a_step_of_the_plan_reads_from_right_to_left(window, monkeypatch) -> None:
    """The picture of its kind stands at the right, the hours at the left, and the title between them."""
    drawn: list[tuple[float, str]] = []
    real = QPainter.drawText

    def draw(self, *arguments):
        if isinstance(arguments[0], QPointF):
            drawn.append((arguments[0].x() + self.fontMetrics().horizontalAdvance(arguments[-1]), arguments[-1]))
        return real(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw)
    picture = window.plan_list.list.viewport().grab().toImage()
    title = window.answer.plan.items[0].title
    ends = {text: end for end, text in drawn}
    first = next(end for text, end in ends.items() if title.startswith(text.rstrip("…")))
    assert first > picture.width() * 0.7
    hours = next(end for text, end in ends.items() if "54" in text)
    assert hours < picture.width() * 0.4


def test_what_points_the_way_of_reading_is_turned_round(qapp, backwards) -> None:
    theme = themes.load("light")

    def picture(name: str) -> QImage:
        return icons.icon(name, theme).pixmap(QSize(24, 24)).toImage()

    turned, round_ones = picture("undo"), picture("target")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert turned == picture("undo").flipped(Qt.Orientation.Horizontal) != picture("undo")
    assert round_ones == picture("target")


def test_keys_follow_the_way_of_reading(window, qtbot) -> None:
    window.trail.setFocus()
    window.trail._current = 1
    qtbot.keyClick(window.trail, Qt.Key.Key_Left)
    assert window.trail._current == 2
    qtbot.keyClick(window.trail, Qt.Key.Key_Right)
    assert window.trail._current == 1


def test_dialogs_open_mirrored(window, qtbot) -> None:
    for dialog in every_dialog(window):
        dialog.show()
        QApplication.processEvents()
        assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert {side(one) for one in dialog.findChildren(PlainLabel) if one.isVisible()} <= {
            RIGHT,
            Qt.AlignmentFlag.AlignHCenter,
        }
        assert not dialog.grab().isNull()
        dialog.close()


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_line_stands_at_the_side_that_is_asked_for(qapp, direction, at_end) -> None:
    image = QImage(200, 40, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    write(painter, QPointF(10, 30), 180, "Data analyst (1+ year)"[:6], at_end=at_end)
    whole, part = QRectF(0, 0, 200, 40), QRectF(10, 0, 20, 40)
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    assert placed(painter, part, whole) == (QRectF(170, 0, 20, 40) if mirrored else part)
    assert painter.layoutDirection() == direction
    painter.end()
    dark = [x for x in range(200) if any(image.pixelColor(x, y).lightness() < 128 for y in range(40))]
    assert (min(dark) > 100) == (mirrored != at_end)
    QApplication.processEvents()


def test_a_part_that_folds_opens_the_way_one_reads(backwards, qtbot) -> None:
    title = FoldButton("Time", strong=True)
    heard: list[bool] = []
    qtbot.addWidget(title)
    title.turned.connect(heard.append)
    qtbot.keyClick(title, Qt.Key.Key_Left)
    qtbot.keyClick(title, Qt.Key.Key_Right)
    assert heard == [True, False]


def test_a_tick_stands_at_the_right_of_its_words(backwards, qtbot, monkeypatch) -> None:
    tick, rooms = Tick("Deadline"), []
    qtbot.addWidget(tick)
    tick.resize(200, 30)
    real = QPainter.drawText

    def draw(self, *arguments):
        rooms.append(arguments[0])
        return real(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw)
    tick.grab()
    assert rooms[-1].left() == 0
    assert rooms[-1].right() < 180


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_number_and_unit_of_a_cell_do_not_change_places(qtbot, qapp, direction) -> None:
    table = ReadTable("Steps")
    qtbot.addWidget(table)
    table.setLayoutDirection(direction)
    table.setColumnCount(1)
    table.setRowCount(1)
    table.setItem(0, 0, cell("1 WWW"))
    table.horizontalHeader().hide()
    table.setColumnWidth(0, 300)
    table.resize(300, 60)
    assert table.text(0, 0) == "1 WWW"  # what is copied or read aloud is the text itself
    shown = table.item(0, 0)
    assert shown is not None
    picture = table.viewport().grab(table.visualItemRect(shown)).toImage()
    ground = picture.pixelColor(1, 1).lightness()
    rows = range(picture.height() - 2)
    ink = [sum(abs(picture.pixelColor(x, y).lightness() - ground) for y in rows) for x in range(picture.width())]
    used = [x for x, much in enumerate(ink) if much]
    middle = (used[0] + used[-1]) / 2
    assert sum(much for x, much in enumerate(ink) if x > middle) > sum(much for x, much in enumerate(ink) if x < middle)
