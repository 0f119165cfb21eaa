"""The map and the list as they were drawn last, on the screen until the plan is made again (`planner.app.kept`)."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash

from planner import i18n
from planner.app import drawn_files

if TYPE_CHECKING:  # none of it is needed where there is a picture of it (`ui.snapshot`)
    from PySide6.QtWidgets import QWidget

    from planner.app.drawn_files import Last
    from planner.app.kept import Kept
    from ui.canvas.minimap import Minimap
    from ui.canvas.view import MapView
    from ui.main_window import MainWindow
    from ui.panels.trail import Trail

START_PAGES: Final = ("map", "timeline", "today")
"""Pages that every window has."""
LARGEST: Final = 1_500
"""Items on a map that is kept; reading a larger one would hold up the start more than it is worth."""


def digest(content: bytes) -> str:
    """A fingerprint, made by Qt: Python's own would have to be loaded."""
    return bytes(QCryptographicHash.hash(content, QCryptographicHash.Algorithm.Sha256).toHex().data()).decode()


def last_drawn(file: Path | None) -> Last | None:
    """What was drawn last of the learner who comes now; None where that is not sure."""
    return drawn_files.last(file, i18n.language(), digest)


def show_in_frame(window: MainWindow, last: Last) -> bool:
    """Draw it into the frame, where there is nothing else yet; False where it is damaged."""
    from planner.app.kept import read

    kept = read(last)
    if kept is not None:
        _draw_in_frame(window, kept)
    return kept is not None


def _draw_in_frame(window: MainWindow, kept: Kept) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QFrame, QSplitter

    from ui import looks, panes, shell
    from ui.canvas.minimap import Minimap
    from ui.canvas.view import MapView
    from ui.panels.plan_list import PlanList
    from ui.panels.trail import Trail
    from ui.theme import theme

    look = theme.load(looks.first_theme(window.glance))
    theme.use(look, window.text_scale, pictures=False)
    _you, middle, right = (window.panes.widget(at) for at in range(3))
    steps, both = PlanList(look, lambda _item, _before: ""), QSplitter(Qt.Orientation.Vertical)
    both.addWidget(steps)
    both.addWidget(QFrame())
    both.setSizes(shell.HEIGHTS)
    steps.setVisible("plan" not in window.glance.hidden_panes)
    _put(right, both)
    if kept.page == "map":
        trail, view = Trail(look), MapView(look, lambda _item: ())
        minimap = Minimap(view, look)
        _put(middle, panes.above_each_other((trail,), view, (minimap,)))
        view.set_theme(look, window.text_scale)
    steps.show_kept(kept)
    _lay_out()
    steps.set_theme(look)
    if kept.page == "map":
        _draw(kept, trail, view, minimap)
        _lay_out()
        view.camera.settle()
    window.setWindowTitle(kept.title)


def _put(pane: QWidget | None, inside: QWidget) -> None:
    """Fill an empty pane."""
    from PySide6.QtWidgets import QVBoxLayout

    assert pane is not None
    room = QVBoxLayout(pane)
    room.setContentsMargins(0, 0, 0, 0)
    room.addWidget(inside)
    inside.show()  # now, not in a turn of the event loop


def show(window: MainWindow, last: Last) -> None:
    """Draw it into the whole window, until the plan is there."""
    from planner.app.kept import read
    from ui.canvas.board import is_board

    kept = read(last)
    if kept is None:
        return
    window.plan_list.show_kept(kept)
    if window.isVisible():
        for part in (window.centralWidget(), window.tool_bar, window.statusBar()):
            if part is not None:
                part.show()  # now, not in a turn of the event loop: it takes room
        _lay_out()
        window.plan_list.head.resized.emit()  # the height that it needs depends on the width that it has now
    _draw(kept, window.trail, window.view, window.minimap)
    window.operations.minimap()
    window.actions_table["stages"].setChecked(is_board(kept.picture))
    _lay_out()
    window.view.camera.settle()


def _lay_out() -> None:
    """Give everything its size now, before map and list take their room; nothing is painted yet."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    for _round in range(3):  # what is in the heading decides how high it is, and that where the list begins
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _draw(kept: Kept, trail: Trail, view: MapView, minimap: Minimap) -> None:
    from ui.canvas.board import is_board

    trail.show_map(kept.picture)
    view.show_map(kept.picture, glide=False)
    minimap.show_map()
    minimap.setVisible(not is_board(kept.picture))
    if not is_board(kept.picture):  # all of a board is in sight already
        view.go_to_start()
    trail.show_columns(view.columns())


def remember(window: MainWindow) -> None:
    """Keep what is drawn when the window is closed: of a learner who is kept, and never in privacy mode."""
    from planner.app.kept import keep
    from ui import snapshot

    answer, document, workspace = window.answer, window.session.document, window.workspace
    with contextlib.suppress(OSError):
        if window.settings.privacy or workspace.path is None:
            drawn_files.forget()
        elif (
            answer is not None
            and answer.document is document
            and not window.session.trying
            and 0 < len(answer.plan.items) <= len(answer.picture.nodes) <= LARGEST
        ):
            keep(_kept(window), workspace.path, digest)
            snapshot.note(window)


def _next_page(window: MainWindow) -> str:
    """The page that the next start shows: the one that is shown, unless it is made only when it is asked for."""
    begun = bool(window.session.document.record.events) and window.settings.start_page == "today"
    return "today" if begun else window.pages.shown if window.pages.shown in START_PAGES else "map"


def _kept(window: MainWindow) -> Kept:
    from planner.app.kept import Kept, KeptStep
    from ui.panels.plan_rows import why_line

    answer, opens = window.answer, window.plan_list.ready
    assert answer is not None
    steps = tuple(
        KeptStep(
            *(item.id, item.title, item.kind.value, item.hours, item.months, item.start, item.finish),
            *(why_line(item), opens.get(item.id)),
        )
        for item in answer.plan.items
    )
    return Kept(
        window.windowTitle(), i18n.language(), _next_page(window), window.plan_list.head.said, steps, answer.picture
    )
