"""Follows a tutorial word by word: every numbered step of a page in `docs/` is done in the window, as a reader would.

The steps of the page are its numbered lines. Each sentence of them must be one of the kinds below, or the run fails: a
step that nobody can follow is found before a reader finds it. Everything else on the page explains, and is not done.

    Choose **File ▸ Open…**.  Press **Ctrl+S**.  Click **Next**.  Type `Sourdough` into **Title**.  Type `12`.
    Select **Sourdough**.  Pick **Project** in **Kind**.  Tick **All of it**.  Drag from **Flour** to **Sourdough**.
    Save it as **bakery.json**.  You see **No problems**.
    Run `trailmark check bakery.json` in a terminal.  It says **fine**.

A picture of the page is drawn where it stands, of the window or the dialog that is open then.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QModelIndex, QPoint, Qt, QThreadPool, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)
from said import said

from planner import cli
from ui.author.map_view import EditView
from ui.main_window import MainWindow

T = TypeVar("T", bound=QWidget)

PATIENCE = 60.0
"""Seconds to wait for what a step is about; a machine may be busy."""
_STEP = re.compile(r"^\s*\d+\.\s+(?P<text>.+?)(?=^\s*\d+\.\s|^\s*$|^#)", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)]+\.png)\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence to do, or one picture to draw."""

    line: int
    words: str
    picture: str = ""


def steps_of(page: str) -> Iterator[Step]:
    """What a page asks its reader to do, in order, and the pictures between."""
    found: list[tuple[int, Step]] = []
    for picture in _PICTURE.finditer(page):
        line = page.count("\n", 0, picture.start()) + 1
        found.append((picture.start(), Step(line, "", picture["path"])))
    for step in _STEP.finditer(page):
        line = page.count("\n", 0, step.start()) + 1
        text = " ".join(_PICTURE.sub("", step["text"]).split())
        found += [(step.start(), Step(line, sentence)) for sentence in _SENTENCE.split(text) if sentence]
    for _place, one in sorted(found, key=lambda pair: pair[0]):
        yield one


class CannotFollow(AssertionError):
    """A reader would be lost here."""


class Reader:
    """Does the steps one after the other in an event loop, so that dialogs that wait for an answer get it."""

    def __init__(self, window: MainWindow, page: str, folder: Path, picture: Callable[[str, QWidget], None]) -> None:
        """`folder`: where files are saved; `picture`: what becomes of every picture."""
        self.window, self.folder, self.picture = window, folder, picture
        self.steps = list(steps_of(page))
        self.done: list[str] = []
        self._failed: BaseException | None = None
        self._since = monotonic()
        self._at = 0
        self._at_work: list[QWidget | None] = []
        """For every step that has not come back yet: the dialog that was open when it began."""
        self._loop = QEventLoop()

    def follow(self) -> None:
        """All steps. Raises CannotFollow with the line and the words of the one that does not work."""
        QTimer.singleShot(0, self._next)
        self._loop.exec()
        if self._failed is not None:
            raise self._failed

    def _next(self) -> None:
        if self._failed is not None or self._at == len(self.steps):
            self._end()
            return
        step = self.steps[self._at]
        if self._at_work and self._at_work[-1] is QApplication.activeModalWidget():
            QTimer.singleShot(5, self._next)  # a key is still being pressed
            return
        if self._is_busy():
            self._wait(step, "the program is still at work")
            return
        try:
            act = self._picture(step) if step.picture else self._act(step.words)
        except LookupError as wrong:  # it may only not be there yet
            self._wait(step, str(wrong))
            return
        except BaseException as wrong:
            self._fail(step, wrong)
            return
        self._at += 1
        self._since = monotonic()
        QTimer.singleShot(0, self._next)  # before the step: it may open a dialog and come back after many others
        self._at_work.append(QApplication.activeModalWidget())
        try:
            act()
        except BaseException as wrong:
            self._fail(step, wrong)
        else:
            self.done.append(step.words)
        finally:
            self._at_work.pop()

    def _is_busy(self) -> bool:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 1)
        return bool(QThreadPool.globalInstance().activeThreadCount()) or self.window.feed.busy

    def _wait(self, step: Step, why: str) -> None:
        if monotonic() - self._since > PATIENCE:
            self._fail(step, LookupError(why))
        else:
            QTimer.singleShot(20, self._next)

    def _fail(self, step: Step, wrong: BaseException) -> None:
        if self._failed is None:
            self._failed = CannotFollow(f"line {step.line}, “{step.words or step.picture}”: {wrong}")
            self._failed.__cause__ = wrong
        self._end()

    def _end(self) -> None:
        modal = QApplication.activeModalWidget()
        if modal is not None and self._failed is not None:
            modal.close()
            QTimer.singleShot(0, self._end)
        else:
            self._loop.quit()

    # -- what is asked for

    def _picture(self, step: Step) -> Callable[[], None]:
        def draw() -> None:
            for _pass in range(4):  # one lays out, the next paints
                QApplication.processEvents()
            self.picture(step.picture, self.place)

        return draw

    def _act(self, words: str) -> Callable[[], None]:
        for pattern, make in self._kinds():
            found = re.fullmatch(pattern, words)
            if found:
                return make(*found.groups())
        raise CannotFollow("no reader knows what to do here")

    def _kinds(self) -> list[tuple[str, Callable[..., Callable[[], None]]]]:
        bold = r"\*\*([^*]+)\*\*"
        return [
            (rf"Choose {bold}(?: \(.+\))?\.", self._choose),
            (rf"Press {bold}\.", self._press),
            (rf"Click {bold}\.", self._click),
            (rf"Click {bold} in {bold}\.", lambda name, where: self._click(f"{where}: {name}")),
            (rf"Type `(.*?)` into {bold}\.", self._type_into),
            (r"Type `(.*?)`\.", self._type),
            (rf"Select {bold}\.", self._select),
            (rf"Select {bold} in {bold}\.", self._select),
            (rf"Pick {bold} in {bold}\.", self._pick),
            (rf"(Tick|Untick) {bold}\.", self._tick),
            (rf"Drag from {bold} to {bold}\.", self._drag),
            (rf"Save it as {bold}\.", self._save_as),
            (rf"You see {bold}\.", self._see),
            (r"Run `trailmark (.+?)` in a terminal\.", self._run),
            (rf"It says {bold}\.", self._hear),
        ]

    @property
    def place(self) -> QWidget:
        """The dialog that is open, or the window."""
        # Kept, as what Python knows of the things in a dialog of Qt's own is lost together with the dialog.
        self._place = QApplication.activeModalWidget() or self.window
        if not self._place.isActiveWindow():
            self._place.activateWindow()  # a real desktop does so when a dialog has gone
            QApplication.processEvents()
        return self._place

    def _choose(self, path: str) -> Callable[[], None]:
        *menus, name = [part.strip() for part in path.split("▸")]
        popup = QApplication.activePopupWidget()
        actions = popup.actions() if isinstance(popup, QMenu) else self.window.menuBar().actions()
        for title in menus:
            menu = _called(actions, title).menu()
            actions = menu.actions()  # type: ignore[attr-defined]
        action = _called(actions, name)
        if not action.isEnabled():
            raise LookupError(f"“{name}” is grey")

        def choose() -> None:
            if popup is not None:
                popup.close()
            action.trigger()

        return choose

    def _press(self, keys: str) -> Callable[[], None]:
        place = self.place
        target = place.focusWidget() if place.focusWidget() is not None else place
        return lambda: QTest.keySequence(target, QKeySequence(keys))

    def _click(self, name: str) -> Callable[[], None]:
        for tabs in self._all(QTabBar):
            for at in range(tabs.count()):
                if _plain(tabs.tabText(at)) == name:
                    return lambda: tabs.setCurrentIndex(at)
        for button in self._all(QAbstractButton):
            if name in (_plain(button.text()), button.accessibleName()):
                if not button.isEnabled():
                    raise LookupError(f"“{name}” is grey")
                return lambda: _press_mouse(button)
        for label in self._all(QLabel):
            if label.property("link") and _plain(label.text()) == name:
                return lambda: _press_mouse(label)
        raise LookupError(f"there is nothing called “{name}” to click")

    def _type_into(self, text: str, name: str) -> Callable[[], None]:
        field = self._field(name, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)

        def write() -> None:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, text)

        return write

    def _type(self, text: str) -> Callable[[], None]:
        target = self.place.focusWidget()
        if target is None:
            raise LookupError("nothing takes what is typed")
        return lambda: QTest.keyClicks(target, text)

    def _select(self, name: str, where: str = "") -> Callable[[], None]:
        for view in self._all(QAbstractItemView):
            if view.accessibleName().startswith(where) and _row_called(view, name) is not None:
                return lambda: _choose_row(view, name)
        raise LookupError(f"no list shows “{name}”")

    def _pick(self, choice: str, name: str) -> Callable[[], None]:
        box = self._field(name, QComboBox)
        assert isinstance(box, QComboBox)
        row = box.findText(choice)
        if row < 0:
            raise LookupError(f"“{name}” does not offer “{choice}”")

        def pick() -> None:
            box.setFocus()
            box.setCurrentIndex(row)
            box.activated.emit(row)

        return pick

    def _tick(self, how: str, name: str) -> Callable[[], None]:
        for button in self._all(QAbstractButton):
            if button.isCheckable() and name in (_plain(button.text()), button.accessibleName()):
                return lambda: None if button.isChecked() == (how == "Tick") else button.click()
        for view in self._all(QAbstractItemView):
            for index in _rows(view):
                if str(index.data() or "").strip() == name and index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                    state = Qt.CheckState.Checked if how == "Tick" else Qt.CheckState.Unchecked
                    return lambda: _set_check(view, index, state)
        raise LookupError(f"there is no box “{name}” to tick")

    def _drag(self, one: str, other: str) -> Callable[[], None]:
        view = next(iter(self._all(EditView)), None)
        if view is None or view.picture is None:
            raise LookupError("no map is shown that can be edited")
        boxes = {node.title: item for item, node in view.picture.nodes.items() if item in view.item.rects}
        for title in (one, other):
            if title not in boxes:
                raise LookupError(f"the map does not show “{title}”")
        middle, end = (view.mapFromScene(view.item.rects[boxes[it]]).boundingRect().center() for it in (one, other))
        port = view.port(boxes[one])
        if port is None or not view.viewport().rect().contains(end):
            raise LookupError("the boxes are too small, or out of sight")
        start = port.toPoint()

        def drag() -> None:
            target, button, none = view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            for place in (middle, start):
                QTest.mouseMove(target, place)
            QTest.mousePress(target, button, none, start)
            for part in range(1, 6):
                QTest.mouseMove(target, start + (end - start) * part / 5)
            QTest.mouseRelease(target, button, none, end)

        return drag

    def _save_as(self, name: str) -> Callable[[], None]:
        dialog = self.place
        if not isinstance(dialog, QFileDialog):
            raise LookupError("nobody asks for the name of a file")
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert field is not None
        assert buttons is not None

        def save() -> None:
            field.setText(str(self.folder / name))
            buttons.button(QDialogButtonBox.StandardButton.Save).click()

        return save

    def _see(self, text: str) -> Callable[[], None]:
        shown = [one for widget in self._all(QWidget) for _kind, one in said_of(widget)]
        if not any(text in one for one in shown):
            raise LookupError(f"“{text}” is not there")
        return lambda: None

    def _run(self, command: str) -> Callable[[], None]:
        def run() -> None:
            said_there = StringIO()
            with chdir(self.folder), redirect_stdout(said_there):
                cli.main(shlex.split(command))
            self._heard = said_there.getvalue()

        return run

    _heard = ""
    """What the last command in a terminal said."""

    def _hear(self, text: str) -> Callable[[], None]:
        if text not in self._heard:
            raise CannotFollow(f"it says: {self._heard}")
        return lambda: None

    # -- looking for it

    def _all(self, kind: type[T]) -> list[T]:
        """What is in sight of the dialog or the window, nearest to the front first."""
        every = (*self.place.findChildren(kind), self.place)
        return [one for one in every if isinstance(one, kind) and one.isVisible()]

    def _field(self, name: str, *kinds: type[QWidget]) -> QWidget:
        named = [one for kind in kinds for one in self._all(kind)]
        for one in named:
            if _plain(one.accessibleName()).rstrip(":") == name:
                return one
        for label in self._all(QLabel):
            buddy = label.buddy()
            if buddy in named and _plain(label.text()).rstrip(":") == name:
                return buddy
        there = ", ".join(filter(None, (one.accessibleName() for one in named)))
        raise LookupError(f"there is no field “{name}”, but: {there}")


def said_of(widget: QWidget) -> list[tuple[str, str]]:
    """What a widget by itself shows."""
    texts = [(kind, text) for kind, text in said(widget)] if not widget.findChildren(QWidget) else []
    if isinstance(widget, QAbstractItemView):
        texts += [("row", str(index.data() or "")) for index in _rows(widget)]
    if isinstance(widget, QLineEdit):
        texts.append(("value", widget.text()))
    return texts


def _called(actions: list[QAction], name: str) -> QAction:
    for action in actions:
        if _plain(action.text()) == name:
            return action
    raise LookupError(f"no menu has “{name}”: there are {', '.join(_plain(one.text()) for one in actions)}")


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _press_mouse(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, widget.height() // 2))


def _rows(view: QAbstractItemView, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    model = view.model()
    if model is None:
        return
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        for column in range(_columns(view)):
            yield model.index(row, column, above)
        if isinstance(view, QTreeView):
            yield from _rows(view, model.index(row, 0, above))


def _columns(view: QAbstractItemView) -> int:
    return view.model().columnCount(QModelIndex()) if isinstance(view, QTableView | QTreeView) else 1


def _row_called(view: QAbstractItemView, name: str) -> QModelIndex | None:
    return next((index for index in _rows(view) if str(index.data() or "").strip() == name), None)


def _choose_row(view: QAbstractItemView, name: str) -> None:
    view.setFocus()  # the field that one leaves may change what the list shows
    index = _row_called(view, name)
    if index is None:
        raise LookupError(f"the list shows “{name}” no more")
    view.scrollTo(index)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, flags)
    rect = view.visualRect(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())


def _set_check(view: QAbstractItemView, index: QModelIndex, state: Qt.CheckState) -> None:
    view.model().setData(index, state.value, Qt.ItemDataRole.CheckStateRole)
