"""Icons: one-colour drawings from files beside this module, painted in a colour of the theme.

The drawings are a subset of Lucide (see icons/LICENSE). QtSvg paints `currentColor` black, so it is replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme.theme import Theme

_FOLDER: Final = Path(__file__).parent
ALIASES: Final[Mapping[str, str]] = {
    "undo": "undo-2",
    "redo": "redo-2",
    "fit": "maximize",
    "filter": "funnel",
    "help": "circle-question-mark",
    "circle-help": "circle-question-mark",
    "help-circle": "circle-question-mark",
    "warning": "triangle-alert",
    "slash": "ban",
    # What stands for each kind of item outside the map.
    "role": "user",
    "skill": "book-open",
    "project": "hammer",
    "certification": "award",
    "experience": "briefcase",
    "degree": "graduation-cap",
    "course": "presentation",
    "milestone": "flag",
}

MIRRORED: Final = frozenset(
    [
        "undo-2",
        "redo-2",
        "panel-left",
        "panel-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "list-ordered",
        "play",
    ]
)
"""Icons that point where one reads to: the other way round where that is from right to left."""


def names() -> list[str]:
    """All icons there are, without aliases."""
    folder = _FOLDER / "icons"
    return sorted(entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg"))


def icon(name: str, theme: Theme, colour: QColor | None = None) -> QIcon:
    """The icon `name` in the text colour of `theme` or in `colour`, with a disabled look. May raise KeyError."""
    name = ALIASES.get(name, name)
    backwards = QGuiApplication.isRightToLeft() and name in MIRRORED
    return _icon(name, (colour or theme.text).name(), theme.disabled.name(), backwards)


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a picture of `size` logical pixels, sharp on a screen with `ratio` pixels for each."""
    picture = _draw(_renderer(ALIASES.get(name, name), colour.name()), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon `name` straight into `rect`, as vectors: for the map, print and PDF."""
    _renderer(ALIASES.get(name, name), colour.name()).render(painter, rect)


def app_icon() -> QIcon:
    """The program's own icon, for windows and the task bar."""
    renderer = QSvgRenderer(QByteArray((_FOLDER / "trailmark.svg").read_bytes()))
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_draw(renderer, size))
    return result


class _Drawing(QIconEngine):
    """Draws an icon in the size that is asked for, when it is asked for: most icons are never seen in most sizes."""

    def __init__(self, name: str, normal: str, disabled: str, backwards: bool) -> None:
        super().__init__()
        self._look = (name, normal, disabled, backwards)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        name, normal, disabled, backwards = self._look
        # Selected as normal: Qt would else wash the icon with the highlight colour.
        colour = disabled if mode == QIcon.Mode.Disabled else normal
        return _picture(name, colour, min(size.width(), size.height()), backwards)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self.pixmap(rect.size() * ratio, mode, state)
        picture.setDevicePixelRatio(ratio)
        size = picture.deviceIndependentSize()
        free = (rect.width() - size.width()) / 2, (rect.height() - size.height()) / 2
        painter.drawPixmap(QPointF(rect.x() + free[0], rect.y() + free[1]), picture)

    def clone(self) -> QIconEngine:
        return _Drawing(*self._look)


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str, backwards: bool) -> QIcon:
    _source(name)  # an icon that there is not is told now, not when it is first drawn
    return QIcon(_Drawing(name, normal, disabled, backwards))


@lru_cache(maxsize=2048)
def _picture(name: str, colour: str, size: int, backwards: bool) -> QPixmap:
    return _draw(_renderer(name, colour), size, backwards)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode("utf-8")))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    file = _FOLDER / "icons" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(f"no icon called {name!r}")
    return file.read_text(encoding="utf-8")


def _draw(renderer: QSvgRenderer, size: int, backwards: bool = False) -> QPixmap:
    # Born transparent: `fill` would have PySide6 look at all of `Qt`, see `ui.shell`.
    image = QImage(bytes(4 * size * size), size, size, QImage.Format.Format_ARGB32_Premultiplied).copy()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    if backwards:
        from PySide6.QtCore import Qt

        image = image.flipped(Qt.Orientation.Horizontal)
    return QPixmap.fromImage(image)
