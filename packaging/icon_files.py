"""The icon as one file with several sizes, as Windows (.ico) and macOS (.icns) want it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import desktop_data
import facts

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

WINDOWS: Final = (16, 24, 32, 48, 64, 256)
"""Pixels. The largest as PNG, the others as bitmaps, which every program of Windows reads."""
MACOS: Final = {"ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
"""Type of the entry → pixels; the first two and ic13, ic14, ic10 are those of screens with twice the density."""
_HEAD: Final = struct.Struct("<HHH")
_ENTRY: Final = struct.Struct("<BBBBHHII")


def ico() -> bytes:
    """For Windows."""
    drawing = _drawing()
    pictures = []
    for size in WINDOWS:
        image = desktop_data.painted(drawing, size)
        if size == 256:
            pictures.append((size, desktop_data.encoded(image, "PNG")))
        else:
            pictures.append((size, _bitmap(image)))
    start = _HEAD.size + _ENTRY.size * len(pictures)
    entries = b""
    for size, data in pictures:
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(data), start)
        start += len(data)
    return _HEAD.pack(0, 1, len(pictures)) + entries + b"".join(data for _size, data in pictures)


def _bitmap(image: QImage) -> bytes:
    """A bitmap as it stands in an .ico: from below, twice as high for the mask, which its alpha makes superfluous.

    Qt could write it, but leaves some bytes of the mask to chance, and what is made twice must be the same.
    """
    size = image.width()
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())  # blue, green, red, alpha; rows of 32 bits need no padding
    length = 4 * size
    turned = b"".join(rows[place : place + length] for place in range(len(rows) - length, -1, -length))
    return head + turned + bytes(-(-size // 32) * 4 * size)


def icns() -> bytes:
    """For macOS: a head, then PNG files with their type and length."""
    drawing = _drawing()
    made = {size: desktop_data.encoded(desktop_data.painted(drawing, size), "PNG") for size in set(MACOS.values())}
    body = b"".join(
        kind.encode("ascii") + struct.pack(">I", 8 + len(made[size])) + made[size] for kind, size in MACOS.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _drawing() -> bytes:
    return (facts.ROOT / "ui" / "theme" / "trailmark.svg").read_bytes()
