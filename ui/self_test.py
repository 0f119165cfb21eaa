"""What the self-test tries of Qt: its parts, fonts, icons, a drawing, the window. On no screen at all."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.app.self_test import Check, Failure, Level, Note, Tried, attempt, skipped
from planner.i18n import LANGUAGES, _, ngettext
from ui import preflight

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtGui import QImage

    from planner.model.document import Document
    from planner.model.plan import Plan

NAMES: Final = ("qt", "plugins", "fonts", "icons", "drawing", "paper", "window")
FORMATS: Final = ("svg", "png", "jpeg")
_PLATFORMS: Final = {"linux": ("xcb", "wayland", "offscreen"), "win32": ("windows",), "darwin": ("cocoa",)}


def checks(tried: Tried, stop: Callable[[Check], None]) -> Iterator[Check]:
    """All of them. `stop` takes the last one and does not return: where Qt would end the program."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    first = attempt("qt", lambda: _qt(stop))
    yield first
    if first.level is Level.FAILED:
        yield from (skipped(name, "qt") for name in NAMES[1:])
        return
    yield attempt("plugins", _plugins)
    yield attempt("fonts", _fonts)
    yield attempt("icons", _icons)
    document, plan = tried.document, tried.plan
    if document is None or plan is None:
        yield from (skipped(name, "plan") for name in ("drawing", "paper", "window"))
        return
    yield attempt("drawing", lambda: _drawing(document, plan))
    yield attempt("paper", lambda: _paper(document, plan))
    yield attempt("window", _window)


def _qt(stop: Callable[[Check], None]) -> str:
    missing = preflight.missing()
    if missing:
        raise Failure(missing)
    import PySide6
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion
    from PySide6.QtWidgets import QApplication

    def handle(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:  # Qt calls abort() as soon as we return
            stop(Check("qt", Level.FAILED, text.strip().split("\n")[0], _("Install Trailmark again.")))

    qInstallMessageHandler(handle)
    global _app
    _app = QApplication.instance() or QApplication(sys.argv[:1])
    return f"Qt {qVersion()}, PySide6 {PySide6.__version__}"


_app: object = None
"""Fonts need an application as long as anything is painted."""


def _plugins() -> str:
    from PySide6.QtCore import QLibraryInfo
    from PySide6.QtGui import QImageReader

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    wanted = _PLATFORMS.get(sys.platform, ())
    found = {
        name: next((path for path in folder.glob(f"*q{name}*") if path.suffix != ".debug"), None) for name in wanted
    }
    missing = [name for name, path in found.items() if path is None]
    known = {bytes(one.data()).decode() for one in QImageReader.supportedImageFormats()}
    missing += [name for name in FORMATS if name not in known]
    if missing:
        raise Failure(_("missing: {names}").format(names=", ".join(missing)))
    translations = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    silent = [one for one in LANGUAGES if one != "en" and not (translations / f"qtbase_{one}.qm").exists()]
    if silent:
        raise Note(_("Qt's own texts are missing in {languages}").format(languages=", ".join(silent)))
    _loads(found.get("xcb"))
    return ", ".join((*wanted, *FORMATS))


def _loads(window_system: Path | None) -> None:
    """Whether the libraries that a window on X11 needs are there. A server does without."""
    if window_system is None:
        return
    try:
        ctypes.CDLL(str(window_system))
    except OSError as wrong:
        text = _("no window can open on X11: {reason}").format(reason=str(wrong).partition(":")[0])
        advice = _("On Debian or Ubuntu: sudo apt install {packages}").format(packages=preflight.LIBRARIES)
        raise Note(text, advice) from None


def _fonts() -> str:
    from PySide6.QtGui import QFontDatabase

    families = QFontDatabase.families()
    letters = {bytes(_painted(letter).constBits()) for letter in "Ag8"}
    if len(letters) < 3:  # without fonts there still are names of families, and every letter is the same box
        advice = _("Install fontconfig and a font; on Debian or Ubuntu: sudo apt install fontconfig fonts-dejavu-core")
        raise Failure(_("there is no font: every text would be blank"), advice)
    return ngettext("{count} family", "{count} families", len(families)).format(count=len(families))


def _painted(letter: str) -> QImage:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return image


def _icons() -> str:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication

    from ui.theme import icons, theme

    for look in theme.THEMES:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, theme.load(look))
    for name in icons.names():
        if len(_colours(icons.pixmap(name, QColor("black"), 24).toImage())) < 2:
            raise Failure(_("the icon {name} is blank").format(name=name))
    count = len(icons.names())
    return ngettext("{count} icon", "{count} icons", count).format(count=count) + ", " + ", ".join(theme.THEMES)


def _drawing(document: Document, plan: Plan) -> str:
    from datetime import date

    from PySide6.QtGui import QImage

    from ui.first_sight import picture_of
    from ui.pictures.formats import Format, encode
    from ui.pictures.heading import heading
    from ui.pictures.wish import Wish

    picture = picture_of(document, plan, None, None)
    around = heading(document, plan, date.today())
    files = {kind: encode(Wish(kind, "1280x800").sheet(picture, around), kind) for kind in Format}
    if not files[Format.PDF].startswith(b"%PDF-") or b"/FontFile" not in files[Format.PDF]:
        raise Failure(_("the drawing is blank as {format}").format(format="pdf"))
    if len(_colours(QImage.fromData(files[Format.PNG]))) < 4:
        raise Failure(_("the drawing is blank as {format}").format(format="png"))
    if b"<text" not in files[Format.SVG]:
        raise Failure(_("the drawing is blank as {format}").format(format="svg"))
    boxes = ngettext("{count} box", "{count} boxes", len(picture.nodes)).format(count=len(picture.nodes))
    return boxes + ", " + ", ".join(files)


def _paper(document: Document, plan: Plan) -> str:
    """The handouts that are painted."""
    from planner.handout import formats, make

    kinds = [one for one in formats.formats() if one.paints]
    handout = make.make(document, plan)
    for one in kinds:
        content = one.write(handout)
        if not content.startswith(b"%PDF-") or b"/FontFile" not in content:
            raise Failure(_("nothing was written as {format}").format(format=one.id))
    return ", ".join(one.id for one in kinds)


def _window() -> str:
    """The whole window with nobody's answers, painted once."""
    before = os.environ.get("TRAILMARK_DATA")
    with tempfile.TemporaryDirectory(prefix="self-test-") as folder:
        os.environ["TRAILMARK_DATA"] = folder
        try:
            from ui.app import build

            app, window, _is_new = build()
            window.resize(1280, 800)
            window.show()
            app.processEvents()
            colours = len(_colours(window.grab().toImage()))
            window.close()
            app.processEvents()
        finally:
            if before is None:
                del os.environ["TRAILMARK_DATA"]
            else:
                os.environ["TRAILMARK_DATA"] = before
    if colours < 4:
        raise Failure(_("the window is blank"))
    return _("built and painted")


def _colours(image: QImage) -> set[int]:
    """The colours of some pixels, in rows and columns that meet whatever is drawn."""
    steps_x, steps_y = max(1, image.width() // 320), max(1, image.height() // 200)
    return {image.pixel(x, y) for x in range(0, image.width(), steps_x) for y in range(0, image.height(), steps_y)}
