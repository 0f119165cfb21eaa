"""Says in one sentence why no window can open, where Qt itself would abort with a misleading text.

`missing` looks before Qt starts; `install_fatal_handler` is the net under it for what cannot be seen from outside.
This module imports nothing of Qt by itself, because a missing system library already breaks that import.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from planner.i18n import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

EXIT_NO_WINDOW = 69
"""Exit code when no window can open (EX_UNAVAILABLE of sysexits.h)."""

LIBRARIES = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What Qt needs from Debian or Ubuntu beyond a bare system."""

_SCREENLESS = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")


def missing() -> str | None:
    """Why no window can open here, in one sentence that says what to do; None when nothing is in the way."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return _library_sentence(str(error))
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if not sys.platform.startswith("linux") or platform in _SCREENLESS:
        return None
    if platform != "xcb" and _wayland_answers():
        return None
    display = os.environ.get("DISPLAY", "")
    if platform.startswith("wayland") or (os.environ.get("WAYLAND_DISPLAY") and not display):
        return _("No window can open: no Wayland compositor answers; start Trailmark from a desktop session.")
    if not display:
        return _(
            "No window can open: neither DISPLAY nor WAYLAND_DISPLAY is set; "
            "start Trailmark from a desktop session, or use its command line (--help)."
        )
    return _x11_problem(display)


def install_fatal_handler() -> None:
    """From now on a fatal message of Qt ends the program with one sentence; all others go to the log."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: "DEBUG",
        QtMsgType.QtInfoMsg: "INFO",
        QtMsgType.QtWarningMsg: "WARNING",
        QtMsgType.QtCriticalMsg: "ERROR",
    }

    def handle(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            sentence = missing() or _("The window system stopped: {reason}").format(reason=text.strip().split("\n")[0])
            print(sentence, file=sys.stderr, flush=True)
            os._exit(EXIT_NO_WINDOW)  # Qt calls abort() as soon as we return
        import logging  # late: nothing of it is needed until there is something to say

        level = logging.getLevelNamesMapping()[levels.get(kind, "WARNING")]
        logging.getLogger("qt").log(level, "%s", text)

    qInstallMessageHandler(handle)


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as compositor:
            compositor.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)))
    except OSError:
        return False
    return True


def _x11_problem(display: str) -> str | None:
    import ctypes

    from PySide6.QtCore import QLibraryInfo

    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms", "libqxcb.so")
    try:
        if not _x11_answers():
            return _(
                "No window can open: DISPLAY is {display}, but no screen answers there; "
                "start Trailmark from a desktop session, or use its command line (--help)."
            ).format(display=display)
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _library_sentence(str(error))
    return None


def _x11_answers() -> bool:
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken


def _library_sentence(error: str) -> str:
    """Name the library that the dynamic linker missed ("libEGL.so.1: cannot open shared object file: …")."""
    library = re.match(r"(\S+\.so\S*): cannot open shared object", error)
    if not library:
        return _("Qt cannot be loaded: {reason}").format(reason=error)
    return _(
        "The system library {library} is missing; on Debian or Ubuntu install it with: sudo apt install {packages}"
    ).format(library=library[1], packages=LIBRARIES)


def main() -> int:
    """`python -m ui.preflight` answers by its exit code, so that a Qt that aborts takes nobody with it."""
    reason = missing()
    if reason is None:
        return 0
    print(reason, file=sys.stderr)
    return EXIT_NO_WINDOW


if __name__ == "__main__":
    sys.exit(main())
