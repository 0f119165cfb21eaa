"""What a desktop wants to know: the menu entry, the type of our files, icons, and what a software centre shows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import completions
import facts
import manual

from planner import i18n

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

SIZES = (16, 24, 32, 48, 64, 128, 256)
"""Pixels of the icons; the drawing itself goes along for all others."""


def files() -> dict[str, bytes]:
    """Everything by its path below a prefix such as /usr."""
    drawing = (facts.ROOT / "ui" / "theme" / "trailmark.svg").read_bytes()
    kind = facts.FILE_TYPE.replace("/", "-")
    made = {
        f"share/applications/{facts.ID}.desktop": entry().encode("utf-8"),
        f"share/metainfo/{facts.ID}.metainfo.xml": metainfo(),
        f"share/mime/packages/{facts.ID}.xml": file_type(),
        f"share/icons/hicolor/scalable/apps/{facts.ID}.svg": drawing,
        f"share/icons/hicolor/scalable/mimetypes/{kind}.svg": drawing,
        "share/man/man1/trailmark.1": manual.page().encode("utf-8"),
        "share/man/man1/trailmark-gui.1": b".so man1/trailmark.1\n",
        "share/bash-completion/completions/trailmark": completions.bash().encode("utf-8"),
        "share/zsh/site-functions/_trailmark": completions.zsh().encode("utf-8"),
        "share/fish/vendor_completions.d/trailmark.fish": completions.fish().encode("utf-8"),
        "share/doc/trailmark/copyright": copyright_file().encode("utf-8"),
    }
    for size, picture in icons(drawing):
        made[f"share/icons/hicolor/{size}x{size}/apps/{facts.ID}.png"] = picture
    return made


def write(into: Path) -> list[Path]:
    """Write everything below a prefix; what is made twice from the same source is the same."""
    moment = facts.made_at().timestamp()
    paths = []
    for name, content in sorted(files().items()):
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (moment, moment))
        paths.append(path)
    return paths


def entry() -> str:
    """The menu entry."""
    comments = {}
    for language in i18n.LANGUAGES:
        i18n.use_language(language)
        key = "Comment" if language == "en" else f"Comment[{language}]"
        comments[key] = i18n.looked_up(COMMENT).rstrip(".")
    i18n.use_language(i18n.PLAIN)
    rows = {
        "Type": "Application",
        "Version": "1.4",
        "Name": facts.NAME,
        **comments,
        "Exec": "trailmark-gui %f",
        "TryExec": "trailmark-gui",
        "Icon": facts.ID,
        "Terminal": "false",
        "Categories": "Education;Qt;",
        "Keywords": "learning;study;plan;curriculum;prerequisites;",
        "MimeType": f"{facts.FILE_TYPE};",
        "StartupNotify": "true",
        "StartupWMClass": facts.NAME,
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in rows.items())


COMMENT = "Plans how to get from where you are to the role you want: what to learn, in which order, when."
"""What the help of the program says, which is translated there."""


def metainfo() -> bytes:
    """What a software centre shows, with what is new from CHANGELOG.md."""
    root = Xml.Element("component", {"type": "desktop-application"})

    def add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
        element = Xml.SubElement(parent, tag, attributes)
        element.text = text or None
        return element

    add(root, "id", facts.ID)
    add(root, "metadata_license", "CC0-1.0")
    add(root, "project_license", "MIT AND ISC")
    add(root, "name", facts.NAME)
    add(root, "summary", facts.summary())
    add(root, "developer_name", "Trailmark contributors")
    description = add(root, "description")
    for paragraph in facts.introduction():
        add(description, "p", paragraph)
    add(root, "launchable", f"{facts.ID}.desktop", type="desktop-id")
    add(root, "icon", facts.ID, type="stock")
    add(add(root, "categories"), "category", "Education")
    provides = add(root, "provides")
    add(provides, "binary", "trailmark-gui")
    add(provides, "binary", "trailmark")
    add(provides, "mediatype", facts.FILE_TYPE)
    add(root, "content_rating", type="oars-1.1")
    releases = add(root, "releases")
    for one in facts.releases():
        day = one.day or facts.made_at().date()
        kind = "stable" if one.day else "development"
        release = add(releases, "release", version=one.version, date=day.isoformat(), type=kind)
        if one.changes:
            changes = add(add(release, "description"), "ul")
            for change in one.changes:
                add(changes, "li", change)
    Xml.indent(root)
    return bytes(Xml.tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def file_type() -> bytes:
    """The type of learners' files: JSON that has a program of its own."""
    root = Xml.Element("mime-info", {"xmlns": "http://www.freedesktop.org/standards/shared-mime-info"})
    kind = Xml.SubElement(root, "mime-type", {"type": facts.FILE_TYPE})
    Xml.SubElement(kind, "comment").text = "Trailmark learning path"
    for language, text in (("de", "Trailmark-Lernweg"), ("es", "Ruta de aprendizaje de Trailmark")):
        Xml.SubElement(kind, "comment", {"xml:lang": language}).text = text
    Xml.SubElement(kind, "sub-class-of", {"type": "application/json"})
    Xml.SubElement(kind, "glob", {"pattern": f"*{facts.SUFFIX}"})
    Xml.indent(root)
    return bytes(Xml.tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def icons(drawing: bytes) -> Iterator[tuple[int, bytes]]:
    """The icon in every size, painted by Qt."""
    for size in SIZES:
        yield size, encoded(painted(drawing, size), "PNG")


def painted(drawing: bytes, size: int) -> QImage:
    """The icon with so many pixels on each side."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QByteArray, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def encoded(image: QImage, kind: str) -> bytes:
    """The picture as a file. Raises ValueError where Qt cannot write this kind."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind):  # type: ignore[call-overload]
        raise ValueError(f"Qt has no plug-in here that writes {kind}")
    return bytes(buffer.data().data())


def copyright_file() -> str:
    """Who owns what, in the form that Debian reads (DEP 5)."""
    icons_text = (facts.ROOT / "ui" / "theme" / "icons" / "LICENSE").read_text("utf-8")
    isc, _rule, feather = icons_text.partition("\n---\n")
    mit = (facts.ROOT / "LICENSE").read_text("utf-8").split("\n\n", 2)[2]
    isc_words = isc.split("\n\n", 2)[2]
    return "\n".join(
        [
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
            f"Upstream-Name: {facts.NAME}",
            "",
            "Files: *",
            f"Copyright: {facts.COPYRIGHT}",
            "License: MIT",
            "",
            "Files: ui/theme/icons/*",
            "Copyright: 2026 Lucide Icons and Contributors",
            " 2013-present Cole Bemis",
            "License: ISC and MIT",
            "Comment: Some icons are derived from Feather, which is under the MIT licence:",
            *_indented(feather.strip().split("\n\n")[1]),
            "",
            "License: MIT",
            *_indented(mit.strip()),
            "",
            "License: ISC",
            *_indented(isc_words.strip()),
            "",
        ]
    )


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f" {line}" if line.strip() else " ."
