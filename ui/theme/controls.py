"""The ticks and arrows that the style sheet shows, drawn in theme colours and kept in memory as a Qt resource.

A style sheet takes pictures only by address. Drawing them at start keeps them in the colours of the theme, needs no
file on disk (the program may be installed read-only or zipped) and no image plug-in beyond PNG.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from math import ceil
from typing import Final

from PySide6.QtCore import qRegisterResourceData
from PySide6.QtGui import QColor, QGuiApplication

SIZE: Final = 16
_LINES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "down": ((4.5, 6.25), (8, 9.75), (11.5, 6.25)),
    "up": ((4.5, 9.75), (8, 6.25), (11.5, 9.75)),
    "right": ((6.25, 4.5), (9.75, 8), (6.25, 11.5)),
    "left": ((9.75, 4.5), (6.25, 8), (9.75, 11.5)),
    "tick": ((3.75, 8.25), (6.75, 11.25), (12.25, 5)),
    "dash": ((4.5, 8), (11.5, 8)),
    "close": ((4.5, 4.5), (11.5, 11.5), (8, 8), (11.5, 4.5), (4.5, 11.5)),
}
_PICTURES: Final = (
    *((shape, "text2") for shape in ("down", "up", "right", "left", "close")),
    *((f"{shape}-off", "disabled") for shape in ("down", "up", "right")),
    ("tick", "on_accent"),
    ("dash", "on_accent"),
    ("dot", "on_accent"),
    ("tick-off", "bg"),
    ("dash-off", "bg"),
    ("dot-off", "bg"),
    ("tick-plain", "text"),
    ("dot-plain", "text"),
)
_registered: dict[str, tuple[bytes, bytes, bytes]] = {}


def address(name: str, size: int = SIZE) -> str:
    """Where the pictures of theme `name` stand, once they are registered: for the finest screen that is there."""
    return f":/trailmark-{name}-{size}-{_finest()}"


def _finest() -> int:
    application = QGuiApplication.instance()
    return ceil(application.devicePixelRatio()) if isinstance(application, QGuiApplication) else 1


def register(name: str, colours: Mapping[str, str], size: int = SIZE) -> str:
    """Make the pictures of theme `name` known to Qt (once) and give the address they stand under.

    `size`: their edge in pixels; the style sheet does not make them larger.
    """
    place = address(name, size)
    if place not in _registered:
        files: dict[str, bytes] = {}
        for picture, colour in _PICTURES:
            for scale in {1, _finest()}:  # which is how many Qt reads
                suffix = f"@{scale}x" if scale > 1 else ""
                shape = picture.partition("-")[0]
                files[f"{picture}{suffix}.png"] = _png(shape, QColor(colours[colour]), scale * size / SIZE)
        parts = resource(place.removeprefix(":/"), files)
        qRegisterResourceData(1, *parts)
        _registered[place] = parts  # Qt keeps pointers into these bytes
    return place


def resource(folder: str, files: Mapping[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Tree, names and contents of one folder of files, in the form the resource compiler writes (version 1)."""
    names, data = bytearray(), bytearray()

    def add_name(text: str) -> int:
        offset = len(names)
        names.extend(struct.pack(">HI", len(text), _hash(text)) + text.encode("utf-16-be"))
        return offset

    is_folder, any_language = 2, 1
    tree = struct.pack(">IHII", 0, is_folder, 1, 1)
    tree += struct.pack(">IHII", add_name(folder), is_folder, len(files), 2)
    for name in sorted(files, key=_hash):  # Qt looks names up by bisection over their hashes
        tree += struct.pack(">IHHHI", add_name(name), 0, 0, any_language, len(data))
        data.extend(struct.pack(">I", len(files[name])) + files[name])
    return tree, bytes(names), bytes(data)


def _hash(text: str) -> int:
    value = 0
    for character in text:
        value = (value << 4) + ord(character)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value


def _png(shape: str, colour: QColor, scale: float) -> bytes:
    # Late, see `ui.shell`.
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter, QPen, QPolygonF

    image = QImage(round(SIZE * scale), round(SIZE * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    if shape == "dot":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(5, 5, 6, 6))
    else:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, 1.75, Qt.PenStyle.SolidLine, cap, join))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _LINES[shape]]))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    buffer.close()
    return bytes(data.data())
