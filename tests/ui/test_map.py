"""The map under pointer and keyboard: looking closer, choosing, filtering, dragging, and where time flows."""

from __future__ import annotations

import pytest
from build import all_of, any_of, curriculum, learner, node
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.app import queries, whatif
from planner.app.filters import Facet
from planner.model.document import Document
from ui.author.map_view import EditView
from ui.canvas import headers
from ui.canvas.board import is_board
from ui.canvas.camera import UNREADABLE
from ui.canvas.levels import level_at
from ui.canvas.nodes import junction_rect, open_choices
from ui.canvas.view import MapView
from ui.panels.choices import choice_menu
from ui.plain import elide
from ui.theme.theme import load


def spot_of(window, item: str) -> QPoint:
    """The middle of a box in the viewport."""
    view: MapView = window.view
    return view.mapFromScene(view.item.rects[item].center())


def drag(window, start: QPoint, end: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press, move in two steps and let go."""
    viewport = window.view.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    steps = [
        (QMouseEvent.Type.MouseButtonPress, start, left, left),
        (QMouseEvent.Type.MouseMove, (start + end) / 2, none, left),
        (QMouseEvent.Type.MouseMove, end, none, left),
        (QMouseEvent.Type.MouseButtonRelease, end, left, none),
    ]
    for kind, place, button, buttons in steps:
        there = viewport.mapToGlobal(place).toPointF()
        QApplication.sendEvent(viewport, QMouseEvent(kind, place.toPointF(), there, button, buttons, modifiers))


# -- before there is anything to see


@pytest.mark.parametrize("make", [lambda theme: MapView(theme, lambda _item: ()), EditView])
def test_a_map_that_is_not_drawn_yet_can_be_clicked(make, qtbot):
    view = make(load("light"))
    qtbot.addWidget(view)
    view.show()
    chosen: list[object] = []
    view.chosen.connect(chosen.append)
    middle = view.viewport().rect().center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view.viewport(), middle)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Plus):
        qtbot.keyClick(view, key)
    assert view.selected is None
    assert not any(chosen)


# -- the board


def test_a_long_path_opens_as_a_board_that_fits_the_window(board):
    picture = board.answer.picture
    assert is_board(picture)
    in_sight = board.view.mapToScene(board.view.viewport().rect()).boundingRect()
    assert in_sight.contains(board.view.item.whole)
    assert not board.view.horizontalScrollBar().isVisible()
    assert not board.view.verticalScrollBar().isVisible()
    stations = board.trail._spans
    assert len(stations) == len(picture.eras) + 1
    for band, (left, right) in zip(board.view.picture.era_bands, stations[1:], strict=True):
        shown = [board.view.mapFromScene(x, 0).x() for x in (band.begin, band.begin + band.size)]
        assert shown == pytest.approx([left, right], abs=1.5)


@pytest.mark.parametrize("width", [900, 1280, 2200])
def test_a_board_takes_the_shape_of_its_window(board, width):
    board.resize(width, 800)
    QApplication.processEvents()
    room, whole = board.view.camera.room(), board.view.item.whole
    if width >= 1280:
        assert whole.width() * board.view.zoom > 0.85 * room.width()
    assert board.view.zoom * 30 >= 10.9  # what is written in a module can be read


def test_a_short_path_opens_step_by_step(board, planned):
    planned(board, lambda: board.operations.choose_goal("job-mlops-engineer"))
    picture = board.answer.picture
    assert not picture.modules
    assert picture.boxes.keys() == picture.nodes.keys()


def test_larger_text_scrolls_the_board_instead_of_shrinking_it(board):
    from planner.settings import Settings

    board.apply_settings(Settings(theme="light", text_size=200))
    board.view.fit()
    assert board.view.zoom * 30 >= 2 * 10.9
    start = board.view.mapFromScene(0, 0)
    assert abs(start.x() - board.view.gutter) <= 2


def test_selecting_in_the_list_marks_the_module(board):
    row = board.plan_list._model.row_of("kubernetes")
    board.plan_list.list.setCurrentIndex(board.plan_list._model.index(row))
    module = board.view.picture.box_of("kubernetes")
    assert module in board.view.picture.modules
    assert board.view.item._selected == {module}
    assert board.selected == "kubernetes"


def test_what_one_looks_at_stays_in_sight_when_the_window_changes(window):
    window.select_and_show("kubernetes")
    zoom = window.view.zoom
    assert zoom > 0.4
    window.resize(1500, 700)
    QApplication.processEvents()
    assert window.view.zoom == zoom
    window.view.fit()
    window.resize(1280, 800)
    QApplication.processEvents()
    in_sight = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert in_sight.contains(window.view.item.whole)


# -- choices


def test_a_junction_offers_every_option_with_its_price_and_one_click_takes_it(curious, window, planned, qtbot):
    item = "infrastructure-as-code"
    qtbot.waitUntil(lambda: "Your cloud provider" in window.you.decisions.prices, timeout=60_000)
    window.view.go_to(item)
    node, rect = window.view.item.node(item), window.view.item.rects[item]
    assert open_choices(node)
    place = junction_rect(node, rect, window.view.font(), level_at(window.view.zoom)).center()
    asked: list[str] = []
    window.view.choice_asked.disconnect()
    window.view.choice_asked.connect(lambda one, _spot: asked.append(one))
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=window.view.mapFromScene(place))
    assert asked == [item]
    menu = choice_menu(window.answer.plan, item, window.you.decisions.prices, window.operations.choose_option, window)
    options = [action for action in menu.actions() if action.isCheckable()]
    assert [action.isChecked() for action in options] == [True, False, False]
    assert "h" in options[1].text().split("   ")[1]
    planned(window, options[1].trigger)
    assert any(one.id == "azure-core" for one in window.answer.plan.items)
    planned(window, window.session.undo)
    assert any(one.id == "aws-core" for one in window.answer.plan.items)


def test_the_choices_without_a_name_of_an_item_have_their_own_prices_and_can_be_taken(qtbot):
    items = [node(item, hours) for item, hours in (("a", 3), ("b", 9), ("c", 1), ("d", 5))]
    both = all_of(any_of("a", "b"), any_of("c", "d"))
    document = Document(curriculum=curriculum(*items, node("goal", 1, both)), learner=learner())
    plan = queries.plan(document)
    parent = QWidget()
    qtbot.addWidget(parent)
    taken: list[tuple[str, int]] = []
    prices = whatif.option_prices(document, plan)
    menu = choice_menu(plan, "goal", prices, lambda one, option: taken.append((one.path, option)), parent)
    options = [action for action in menu.actions() if action.isCheckable()]
    assert [action.text().partition(",")[0] for action in options] == ["A", "B   +6 h", "C", "D   +4 h"]
    assert all(action.isEnabled() for action in options)
    options[3].trigger()
    assert taken == [("requires.all[1]", 1)]


# -- what is shown


def test_filters_show_what_they_say_and_everything_comes_back(window, drawn):
    drawn(window, lambda: window.filters.toggle(Facet.KIND, "project"))
    picture = window.answer.picture
    assert {picture.nodes[item].kind for item in picture.boxes} == {"project"}
    assert "of 137 shown" in window.filters._count.text()
    assert window.view.zoom >= UNREADABLE, "a few boxes move together, and their titles can be read"
    assert any(picture.nodes[item].hidden for item in picture.boxes)
    drawn(window, window.filters.clear)
    assert len(window.answer.picture.boxes) == 137


def test_filters_that_nothing_fits_say_so_and_can_be_taken_back(window, drawn):
    drawn(window, lambda: window.filters.toggle(Facet.KIND, "project"))
    drawn(window, lambda: window.filters.toggle(Facet.STATUS, "held"))
    assert not window.answer.picture.boxes
    assert not window.grab().isNull()
    drawn(window, window.filters.clear)
    assert len(window.answer.picture.boxes) == 137


def test_what_is_selected_may_be_hidden(window, drawn):
    window.select("model-serving")
    drawn(window, lambda: window.filters.toggle(Facet.KIND, "project"))
    assert "model-serving" not in window.answer.picture.boxes
    window.select("mentoring")
    assert not window.grab().isNull()  # there is nothing to draw a ring around
    window.view.select_all(["model-serving", "mentoring"])
    assert not window.grab().isNull()
    drawn(window, window.filters.clear)
    assert window.selected == "model-serving"


def test_focus_on_the_way_through_an_item_and_back_by_the_same_key(window, drawn):
    window.select("kubernetes")
    drawn(window, window.actions_table["focus"].trigger)
    shown = set(window.answer.picture.boxes)
    assert {"kubernetes", "role-ml-architect", "entry-data-analyst"} <= shown
    assert "statistical-inference" not in shown
    assert window.actions_table["focus"].isChecked()
    assert window.filters._focus.isVisible()
    assert "Kubernetes" in window.filters._focus.text()
    assert window.filters._count.text() == f"{len(shown)} of 137 shown"
    assert any(node.hidden for item, node in window.answer.picture.nodes.items() if item in shown)
    drawn(window, lambda: window.filters.toggle(Facet.KIND, "project"))
    assert {window.answer.picture.nodes[item].kind for item in window.answer.picture.boxes} == {"project"}
    assert window.actions_table["focus"].isChecked()
    drawn(window, window.filters._reset.click)
    assert len(window.answer.picture.boxes) == 137
    assert not window.actions_table["focus"].isChecked()


def test_focus_from_the_board_leads_back_to_the_board(board, drawn):
    modules = set(board.answer.picture.boxes)
    drawn(board, board.actions_table["focus"].trigger)
    assert set(board.answer.picture.path) <= set(board.answer.picture.boxes)
    assert len(board.answer.picture.boxes) < 80
    drawn(board, board.filters._focus.click)
    assert set(board.answer.picture.boxes) == modules
    assert not board.filters.isVisible()


def test_the_start_is_in_sight_on_the_whole_curriculum_and_no_name_covers_it(window, drawn):
    drawn(window, window.actions_table["everything"].trigger)
    view, start = window.view, "entry-data-analyst"
    view.go_to_start()
    room = QRectF(view.viewport().rect())

    def shown() -> QRectF:
        return QRectF(view.mapFromScene(view.item.rects[start]).boundingRect())

    assert room.contains(shown())
    view.fit()
    names = headers.names_beside(view.font(), view.picture, view.zoom)
    assert names > 50, "the names of the lanes stand on their rows"
    assert shown().left() >= names - 12
    metrics = QFontMetricsF(window.trail._title_font())
    titles = [elide(stop.title, metrics, rect.width() + 7, window.trail._lines)
              for stop, rect in zip(window.trail._stops, window.trail._rects(), strict=True)]  # fmt: skip
    assert titles[1] == ["Hired: MLOps", "engineer"]


def test_a_link_to_something_outside_the_path_shows_the_whole_curriculum(board, drawn):
    drawn(board, lambda: board.select_and_show("azure-core"))
    assert "azure-core" in board.answer.picture.boxes
    assert board.view.selected == "azure-core"
    assert board.actions_table["everything"].isChecked()


# -- pointer and keyboard


def test_several_steps_are_selected_with_ctrl_and_with_a_rectangle(window, qtbot):
    window.view.fit(["programming-fundamentals", "python-intermediate"])
    one, other = (spot_of(window, item) for item in ("programming-fundamentals", "python-intermediate"))
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=one)
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=other)
    assert set(window.view.selection) == {"programming-fundamentals", "python-intermediate"}
    window.view.choose(None)
    corners = window.view.shown("programming-fundamentals").united(window.view.shown("python-intermediate"))
    begin, end = corners.topLeft().toPoint() - QPoint(5, 5), corners.bottomRight().toPoint()
    drag(window, begin, end, Qt.KeyboardModifier.ShiftModifier)
    assert set(window.view.selection) >= {"programming-fundamentals", "python-intermediate"}


def test_alt_and_an_arrow_walk_along_a_line(window, qtbot):
    window.view.setFocus()
    window.view.choose("programming-fundamentals")
    before = window.selected
    qtbot.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert before in next(item for item in window.answer.plan.items if item.id == window.selected).needs
    qtbot.keyClick(window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.view.item.geometry.rects[window.selected].right() < window.view.item.rects["kubernetes"].left()


def test_typing_on_the_map_searches(window, qtbot):
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_D)
    assert window.search.text() == "d"
    window.search.setText("docker")
    assert window.view.item._matches == {"docker-containers": 1, "docker-containers@working": 2}


def test_a_step_dragged_onto_another_one_comes_before_it(window, planned):
    order = [item.id for item in window.answer.plan.items]
    first, second = "scikit-learn", "networking-fundamentals"
    assert order.index(second) < order.index(first)
    window.view.fit([first, second])
    planned(window, lambda: drag(window, spot_of(window, first), spot_of(window, second)))
    moved = [item.id for item in window.answer.plan.items]
    assert moved.index(first) < moved.index(second)
    planned(window, window.session.undo)
    assert [item.id for item in window.answer.plan.items] == order


def test_a_step_cannot_be_dragged_before_what_it_needs(window):
    first, needed = "ml-fundamentals", "programming-fundamentals"
    window.view.fit([first, needed])
    old = window.session.document
    drag(window, spot_of(window, first), spot_of(window, needed))
    assert window.session.document is old
    assert not window.view.item._away  # it is back in its place
    assert "needs" in window.operations.refusal(first, needed)
    QToolTip.hideText()


def test_the_way_to_the_goal_is_lit_piece_by_piece(window, qtbot):
    window.view.camera.calm = False
    window.actions_table["walk_path"].trigger()
    lit: set[int] = set()

    def over() -> bool:
        if window.view.item._walked is not None:
            lit.add(window.view.item._walked)
        return window.view.item._walked is None

    qtbot.waitUntil(over, timeout=10_000)
    assert lit
    assert max(lit) <= window.view.item.path_length


def test_any_key_or_click_skips_the_way_to_the_goal(window, qtbot):
    window.view.camera.calm = False
    for skip in (
        lambda: qtbot.keyClick(window.view, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 200)),
    ):
        window.actions_table["walk_path"].trigger()
        assert window.view.item._walked is not None
        skip()
        assert window.view.item._walked is None


# -- right to left


@pytest.fixture
def backwards():
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_time_flows_from_right_to_left_where_people_read_so(backwards, window):
    rects = window.view.item.rects
    for item in window.answer.plan.items:
        for needed in item.needs:
            if needed in rects:
                assert rects[needed].left() > rects[item.id].right()
    geometry = window.view.item.geometry
    for number, (before, after) in enumerate(geometry.line_ends):
        path = geometry.path(number)
        assert path.pointAtPercent(0).x() == pytest.approx(rects[before].left(), abs=20)
        assert path.pointAtPercent(1).x() == pytest.approx(rects[after].right(), abs=20)


def test_a_board_with_too_little_height_scrolls_down_and_not_across(board, qtbot):
    board.view.fit(fly=False)
    board.banner.show_message("trial", "Something takes the height of a line.")
    for height in (760, 700, 640):
        board.resize(1280, height)
        QApplication.processEvents()
        assert board.view.verticalScrollBar().maximum() > board.view.verticalScrollBar().minimum()
        across = board.view.horizontalScrollBar()
        assert across.maximum() == across.minimum()


def test_where_the_map_was_seen_no_box_is_painted_anew(window, monkeypatch):
    """The zoom that Qt reports while one moves over the map differs in its last digits."""
    view = window.view
    view.item.patient = True
    view.zoom_to(0.35)
    across, made, kind = view.horizontalScrollBar(), list[object](), type(view.item._pixmaps)
    painted = kind._painted

    def counted(*what):
        made.append(what[1])
        return painted(*what)

    monkeypatch.setattr(kind, "_painted", counted)
    places = [across.minimum() + 37 * step for step in range((across.maximum() - across.minimum()) // 37 + 1)]
    for there in (places, places[::-1]):
        many = len(made)
        for place in there:
            across.setValue(place)
            view.viewport().repaint()
    assert len(places) > 5
    assert 0 < many == len(made)


class Resizes(QObject):
    """Counts the sizes of a map, and ends a circle of them, which would never end by itself."""

    def __init__(self, view) -> None:
        super().__init__(view)
        self.view, self.count = view, 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Resize
        if self.count > 200:
            self.view._fitted = False
        return False


@pytest.mark.parametrize("text_size", [100, 125])
def test_a_map_that_is_fitted_into_its_room_comes_to_rest_at_every_size(window, text_size, qtbot):
    """With scroll bars it would fit without them, and without them it would not: that went on for minutes."""
    window.apply_settings(window.settings.changed(text_size=text_size))
    view = MapView(window.theme, lambda _item: ())
    qtbot.addWidget(view)
    sizes, worst = Resizes(view), 0
    view.show_map(window.answer.picture)
    view.show()
    for width in range(380, 480, 2):
        for height in (270, 350):
            sizes.count = 0
            view.fit(fly=False)
            view.resize(width, height)
            QApplication.processEvents()
            worst = max(worst, sizes.count)
    assert worst <= 12
