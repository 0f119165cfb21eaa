"""The look keeps its promises: readable, told apart without colour, complete, and inert on hostile text."""

from __future__ import annotations

import gc
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import (
    QEvent,
    QFile,
    QIODevice,
    QPointF,
    QRectF,
    QSize,
    Qt,
    qRegisterResourceData,
    qUnregisterResourceData,
)
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.model.curriculum import Kind
from ui import plain
from ui.canvas import lines
from ui.canvas.modules import outline_pen
from ui.looks import SystemLook
from ui.panels.boxes import Box
from ui.panels.section import Section
from ui.theme import controls, icons, shapes, wardrobe
from ui.theme import theme as themes
from ui.theme.theme import KINDS, STATUSES, THEMES, Theme, ThemeError, ThemeName

NODE = QRectF(0, 0, 200, 56)
SMALL_NODE = QRectF(0, 0, 120, 36)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return themes.load(request.param)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, given back with the look it had."""
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# What the eye sees with normal sight and with the three kinds of colour blindness (Machado 2009, full strength).
SIGHTS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour: QColor, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* of `colour` as seen with `sight`."""
    rgb = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    r, g, b = (min(1.0, max(0.0, sum(a * v for a, v in zip(row, rgb, strict=True)))) for row in SIGHTS[sight])
    x, y, z = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ink(image: QImage) -> int:
    """How many pixels are not transparent."""
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


def picture(size: int = 48) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


# -- colours -------------------------------------------------------------------------------------------------------


def test_text_is_readable_everywhere(theme: Theme) -> None:
    grounds = (theme.bg, theme.surface, theme.raised, theme.hover, theme.selection, theme.lane_even, theme.lane_odd)
    for ground in grounds:
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.text2, ground) >= 4.5
    for ground in (theme.bg, theme.surface):
        for colour in (theme.accent, theme.warning, theme.overdue, theme.era):
            assert contrast(colour, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.on_accent, theme.accent_hover) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_title_on_a_node_and_its_outline(theme: Theme, kind: str) -> None:
    colours = theme.kinds[kind]
    assert contrast(theme.text, colours.fill) >= 7
    assert contrast(theme.text2, colours.fill) >= 4.5
    for ground in (theme.bg, theme.lane_even, theme.lane_odd, theme.surface, colours.fill):
        assert contrast(colours.stroke, ground) >= 3


def test_lines_and_borders_are_visible(theme: Theme) -> None:
    for ground in (theme.bg, theme.surface, theme.lane_even, theme.lane_odd):
        for colour in (theme.edge_idle, theme.edge_path, theme.focus, theme.border):
            assert contrast(colour, ground) >= 3
    for colours in theme.kinds.values():
        assert contrast(theme.edge_idle, colours.fill) >= 3


@pytest.mark.parametrize("status", STATUSES)
def test_marks_are_visible(theme: Theme, status: str) -> None:
    # A mark stands half on the node and half beside it, and its inside is the ground colour.
    for ground in (theme.bg, theme.surface, theme.lane_odd, *(colours.fill for colours in theme.kinds.values())):
        assert contrast(theme.status(status), ground) >= 3


@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_differ_in_colour_for_every_sight(theme: Theme, sight: str) -> None:
    if theme.contrast:  # shapes and words alone: no kind and no status has a colour of its own
        assert {colours.stroke.name() for colours in theme.kinds.values()} == {theme.text.name()}
        assert {colour.name() for colour in theme.statuses.values()} == {theme.text.name()}
        return
    places = {kind: seen(theme.kinds[kind].stroke, sight) for kind in KINDS}
    closest = min((math.dist(places[a], places[b]), a, b) for a, b in combinations(KINDS, 2))
    assert closest[0] >= 11, closest


def test_lane_bands_are_quiet(theme: Theme) -> None:
    if theme.contrast:
        assert theme.lane_even == theme.lane_odd == theme.bg  # lines instead
        return
    assert 1.0 < contrast(theme.lane_even, theme.lane_odd) < 1.15


def test_every_kind_of_the_model_has_colours_and_a_shape(theme: Theme) -> None:
    assert {kind.value for kind in Kind} | {"goal"} == set(KINDS) == set(theme.kinds)
    assert theme.kind("not drawn yet") == theme.kind("skill")
    assert theme.status("avoided") == theme.status("skipped")


def _data(name: ThemeName = "light") -> dict[str, Any]:
    data: dict[str, Any] = json.loads((resources.files("ui.theme") / f"{name}.json").read_bytes())
    return data


def test_all_themes_name_the_same_colours() -> None:
    names = [{key: set(_data(name)[key]) for key in ("surfaces", "ink", "kinds", "statuses")} for name in THEMES]
    assert all(one == names[0] for one in names)
    assert {name: (themes.load(name).dark, themes.load(name).contrast) for name in THEMES} == {
        "light": (False, False),
        "dark": (True, False),
        "contrast": (False, True),
        "contrast-dark": (True, True),
    }


@pytest.mark.parametrize("name", ["contrast", "contrast-dark"])
def test_high_contrast_is_black_and_white_with_wide_lines_and_no_fills(qapp: QApplication, name: ThemeName) -> None:
    theme = themes.load(name)
    assert contrast(theme.text, theme.bg) == pytest.approx(21)
    assert {theme.surface.name(), theme.raised.name(), theme.lane_odd.name()} == {theme.bg.name()}
    assert all(colours.fill == theme.bg for colours in theme.kinds.values())
    greys = [value for value in theme if isinstance(value, QColor)]
    assert len(greys) > 15
    assert all(grey.hsvSaturation() == 0 for grey in greys)
    assert contrast(theme.disabled, theme.bg) >= 7
    usual = themes.load("light")
    for kind in KINDS:
        assert shapes.outline_pen(kind, "ready", theme).widthF() >= 2
    assert shapes.path_pen(theme, 0).widthF() > 2 * shapes.outline_pen("skill", "ready", theme).widthF()
    assert shapes.focus_pen(theme).widthF() > 2 * shapes.outline_pen("skill", "ready", theme).widthF()
    assert shapes.path_pen(theme, 0).widthF() > shapes.path_pen(usual, 0).widthF()
    for zoom in (0.2, 0.5, 1.0, 2.0):
        assert outline_pen(theme, False, zoom).widthF() * zoom >= 2
        assert outline_pen(theme, True, zoom).widthF() > 2 * outline_pen(theme, False, zoom).widthF()
    for busy in (False, True):
        used = lines.pens(theme, busy)
        for pen in (used.near, used.far, used.optional):
            assert contrast(pen.color(), theme.lane_even) >= 3
    for opacity in (theme.dim, theme.aside, theme.dim * theme.aside):
        assert contrast(lines.blended(theme.text, theme.bg, opacity), theme.bg) >= 3


def test_what_is_chosen_is_told_without_colour(qapp: QApplication) -> None:
    for name in ("contrast", "contrast-dark"):
        theme = themes.load(name)
        chosen = re.findall(r"QMenu::item:selected \{ background: (\S+); color: (\S+); \}", themes.style_sheet(theme))
        assert chosen[-1] == (theme.accent.name(), theme.on_accent.name())


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("ink", "text", None),
        ("ink", "glitter", "#FFFFFF"),
        ("ink", "text", "red"),
        ("ink", "text", "#FFF; } * { font: 90pt"),
        ("ink", "text", 7),
        ("kinds", "role", {"fill": "#FFFFFF"}),
        ("kinds", "role", "#FFFFFF"),
        ("statuses", "done", None),
        ("surfaces", "name", "#FFFFFF"),
    ],
)
def test_a_damaged_theme_is_refused(table: str, key: str, value: object) -> None:
    data = _data()
    if value is None:
        del data[table][key]
    else:
        data[table][key] = value
    with pytest.raises(ThemeError):
        themes.parse("light", data)


# -- applying ------------------------------------------------------------------------------------------------------


def test_palette_leaves_no_role_to_the_platform(theme: Theme) -> None:
    palette = themes.palette(theme)
    roles = [role for role in QPalette.ColorRole if role.name not in ("NoRole", "NColorRoles")]
    for role in roles:
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            assert palette.isBrushSet(group, role), (role, group)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.disabled
    assert palette.color(QPalette.ColorRole.Accent) == theme.accent


def test_apply_can_be_repeated_and_text_does_not_grow(app: QApplication) -> None:
    for name in THEMES:
        for _ in range(2):
            themes.apply(app, themes.load(name), text_scale=1.5)
    assert app.font().pointSizeF() == pytest.approx(themes.base_font().pointSizeF() * 1.5)
    assert app.palette().color(QPalette.ColorRole.Window) == themes.load(THEMES[-1]).bg
    themes.apply(app, themes.load("light"))
    assert app.font().pointSizeF() >= themes.MIN_POINT_SIZE


def test_style_sheet_uses_only_colours_of_the_theme(app: QApplication, theme: Theme) -> None:
    themes.apply(app, theme)
    sheet = themes.style_sheet(theme)
    known = {value.name().lower() for value in theme if isinstance(value, QColor)}
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet)) <= known
    for address in set(re.findall(r"url\((:[^)]+)\)", sheet)):
        assert not QPixmap(address).isNull(), address


def test_controls_can_be_hit(app: QApplication, theme: Theme, qtbot: Any) -> None:
    themes.apply(app, theme)
    for make in (QPushButton, QLineEdit, QComboBox, QSpinBox, QDateEdit, QToolButton, QCheckBox):
        widget = make()
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() >= themes.HIT_TARGET, make


def test_resource_pictures_are_found_by_qt() -> None:
    files = {f"file-{index}.txt": f"content {index}".encode() for index in range(40)}
    parts = controls.resource("trailmark-test", files)
    qRegisterResourceData(1, *parts)
    try:
        for name, content in files.items():
            file = QFile(f":/trailmark-test/{name}")
            assert file.open(QIODevice.OpenModeFlag.ReadOnly)
            assert file.readAll().data() == content
    finally:
        qUnregisterResourceData(1, *parts)


ON_A_FINE_SCREEN = """
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from ui.theme import controls, theme
app = QApplication([])
theme.apply(app, theme.load("dark"))
print(*(size.width() for size in QIcon(controls.address("dark") + "/tick.png").availableSizes()))
"""


@pytest.mark.parametrize(("factor", "pixels"), [("1", "16"), ("2", "16 32"), ("2.5", "16 48")])
def test_the_pictures_are_as_fine_as_the_screen(factor: str, pixels: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": factor}
    run = [sys.executable, "-c", ON_A_FINE_SCREEN]
    said = subprocess.run(
        run, env=environment, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2], timeout=120
    ).stdout
    assert said.strip() == pixels


def test_type_scale(qapp: QApplication) -> None:
    base = QFont()
    base.setPointSizeF(20)
    sizes = {role: themes.font(role, base).pointSizeF() for role in themes.TYPE_SCALE}
    assert sizes == pytest.approx({"caption": 17, "body": 20, "strong": 20, "title": 23, "h1": 30})
    assert themes.font("title", base).weight() == QFont.Weight.DemiBold
    base.setPixelSize(20)
    assert themes.font("h1", base).pixelSize() == 30


@pytest.mark.parametrize("name", THEMES)
def test_the_wishes_of_the_desktop_are_followed(
    qapp: QApplication, name: ThemeName, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = themes.load(name)

    class Hints:
        def colorScheme(self) -> object:  # as Qt calls it
            return Qt.ColorScheme.Dark if wanted.dark else Qt.ColorScheme.Light

        def contrastPreference(self) -> object:
            return Qt.ContrastPreference.HighContrast if wanted.contrast else Qt.ContrastPreference.NoPreference

    assert themes.follow_system() in THEMES
    monkeypatch.setattr(themes, "desktop_hints", lambda: (Hints(), Hints()))
    assert themes.follow_system() == name


def test_the_desktop_can_still_be_asked_when_windows_are_gone(qapp: QApplication) -> None:
    """A window that was thrown away took with it what Qt knows of the desktop: the next change of the look crashed."""
    hints = [shiboken6.getCppPointer(one) for one in themes.desktop_hints()]
    for _window in range(3):
        window = QWidget()
        window.look = SystemLook(window)  # type: ignore[attr-defined]
        window.itself = window  # type: ignore[attr-defined]  # only the garbage collector ends it
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del window
        gc.collect()
    kept = themes.desktop_hints()
    assert [shiboken6.getCppPointer(one) for one in kept] == hints
    assert all(shiboken6.isValid(one) for one in kept)
    assert shiboken6.getCppPointer(qapp.styleHints().accessibility()) == hints[1]


# -- icons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*icons.names(), *icons.ALIASES])
def test_icon_is_drawn_in_both_themes(theme: Theme, name: str) -> None:
    icon = icons.icon(name, theme)
    normal = icon.pixmap(QSize(24, 24), QIcon.Mode.Normal).toImage()
    disabled = icon.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert ink(normal) > 10
    assert ink(disabled) > 10
    assert normal != disabled
    strongest = max((normal.pixelColor(x, y) for x in range(24) for y in range(24)), key=QColor.alpha)
    assert contrast(strongest, theme.text) < 1.3  # drawn in the theme's colour, not in QtSvg's black


def test_icons_are_sharp_on_dense_screens(theme: Theme) -> None:
    assert icons.pixmap("search", theme.text, 20, 2.0).size() == QSize(40, 40)
    assert icons.icon("search", theme).pixmap(QSize(20, 20), 2.0).size() == QSize(40, 40)


def test_no_such_icon(theme: Theme) -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon", theme)


def test_icons_bring_their_licence() -> None:
    assert "ISC License" in (resources.files("ui.theme") / "icons" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [16, 32, 64, 256])
def test_app_icon(qapp: QApplication, size: int) -> None:
    image = icons.app_icon().pixmap(QSize(size, size), 1.0).toImage()
    assert image.width() == size
    assert ink(image) > size * size * 0.8


# -- shapes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rect", [NODE, SMALL_NODE])
def test_every_kind_has_its_own_outline(rect: QRectF) -> None:
    outlines = {kind: shapes.outline(kind, rect) for kind in KINDS}
    for one, other in combinations(KINDS, 2):
        difference = outlines[one].subtracted(outlines[other]) + outlines[other].subtracted(outlines[one])
        assert not difference.isEmpty(), (one, other)
    for kind, path in outlines.items():
        box = path.boundingRect()
        assert rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(box), kind
        assert box.width() == pytest.approx(rect.width(), abs=2)
        assert path.contains(rect.center())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rect", [NODE, SMALL_NODE])
def test_text_area_stays_inside(kind: str, rect: QRectF) -> None:
    area, outline = shapes.text_rect(kind, rect), shapes.outline(kind, rect)
    assert area.width() >= rect.width() * 0.6
    middle = area.adjusted(0, area.height() * 0.2, 0, -area.height() * 0.2)
    for corner in (middle.topLeft(), middle.topRight(), middle.bottomLeft(), middle.bottomRight()):
        assert outline.contains(corner)


@pytest.mark.parametrize("kind", KINDS)
def test_edges_meet_the_outline(kind: str) -> None:
    outline = shapes.outline(kind, NODE)
    arrive, leave = shapes.ports(kind, NODE)
    for point, inward in ((arrive, 2.5), (leave, -2.5)):
        assert outline.contains(point + QPointF(inward, 0))
        assert not outline.contains(point - QPointF(inward, 0))


def _mark(status: str, theme: Theme, progress: float = 0.4) -> QImage:
    image = picture()
    painter = QPainter(image)
    shapes.paint_mark(painter, status, QPointF(24, 24), 20, theme, progress)
    painter.end()
    return image


def test_marks_look_different_in_greyscale(theme: Theme) -> None:
    grey = {
        status: _mark(status, theme)
        .convertToFormat(QImage.Format.Format_Grayscale8)
        .convertToFormat(QImage.Format.Format_RGB32)
        for status in STATUSES
    }
    for one, other in combinations(STATUSES, 2):
        different = sum(
            abs(grey[one].pixelColor(x, y).lightness() - grey[other].pixelColor(x, y).lightness()) > 60
            for x in range(48)
            for y in range(48)
        )
        assert different > 60, (one, other)


def test_progress_is_a_pie_that_grows(theme: Theme) -> None:
    colour = theme.status("in_progress")

    def filled(progress: float) -> int:
        image = _mark("in_progress", theme, progress)
        return sum(contrast(image.pixelColor(x, y), colour) < 1.1 for x in range(48) for y in range(48))

    amounts = [filled(progress) for progress in (-1, 0.25, 0.5, 0.75, 7)]
    assert amounts == sorted(set(amounts))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [*STATUSES, "avoided", "unheard of"])
def test_node_is_drawn(theme: Theme, kind: str, status: str) -> None:
    image = QImage(220, 80, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    shapes.paint_node(painter, kind, status, NODE.translated(10, 12), theme)
    shapes.paint_mark(painter, status, QPointF(190, 12), 10, theme)
    painter.end()
    assert image.pixelColor(40, 30) == theme.kind(kind).fill


# -- plain text ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "<b>bold</b>",
    "<img src=/dev/zero>",
    "<table>" * 40,
    "x <i>y</i>",
    "&lt;b&gt;",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html><p>",
    "  \n<b>late</b>",
    "a < b and c > d",
    "<a href='file:///etc/passwd'>here</a>",
    "<qt>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_tool_tips_are_never_rich(qtbot: Any, text: str) -> None:
    widget, action = QWidget(), QAction()
    qtbot.addWidget(widget)
    for owner in (widget, action):
        plain.plain_tip(owner, text)
        assert not GuiQt.mightBeRichText(owner.toolTip())
    shown = widget.toolTip().replace("\u2060", "")
    assert "".join(shown.split()) == "".join(text.split())  # nothing lost, only line breaks added


def test_ordinary_tool_tips_are_left_alone() -> None:
    assert plain.tip_text("R&D: 3 < 4") == "R&D: 3 < 4"
    assert plain.tip_text("one\ntwo") == "one\ntwo"
    assert all(len(line) <= plain.TIP_WIDTH for line in plain.tip_text("word " * 100).splitlines())
    assert len(plain.tip_text("x" * 10**6)) < 2 * plain.TIP_LENGTH
    assert plain.tip_text("") == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_are_plain(qtbot: Any, text: str) -> None:
    label = plain.PlainLabel(text, wrap=True)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text


@pytest.mark.parametrize("shown", [True, False])
def test_labels_follow_the_text_size(app: QApplication, qtbot: Any, shown: bool) -> None:
    theme = themes.load("light")
    themes.apply(app, theme)
    window = QWidget()
    qtbot.addWidget(window)
    labels: list[QLabel] = [plain.PlainLabel("Aa", window, role=role) for role in themes.TYPE_SCALE]
    if shown:
        window.show()
    before = [label.font().pointSizeF() for label in labels]
    themes.apply(app, theme, text_scale=2.0)
    assert [label.font().pointSizeF() for label in labels] == pytest.approx([2 * size for size in before])


def test_captions_follow_the_theme(app: QApplication, qtbot: Any) -> None:
    label = plain.PlainLabel("Aa", role="caption")
    qtbot.addWidget(label)
    for name in THEMES:
        theme = themes.load(name)
        themes.apply(app, theme)
        label.show()
        assert label.palette().color(label.foregroundRole()) == theme.text2


CHANGES_OF_THE_SHEET = """
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QStyle
from ui.theme import theme as themes
app = QApplication([])
themes.apply(app, themes.load("light"))
labels = [QLabel(str(number)) for number in range(50)]
themes.apply(app, themes.load("dark"))
for label in labels:
    label.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, label)
for label in labels:
    shiboken6.delete(label)
app.setStyleSheet(app.styleSheet() + " ")
"""


def test_widgets_that_were_never_shown_leave_nothing_behind() -> None:
    """Qt kept them by their address, and the next change of the sheet ended the program."""
    environment = {**os.environ, "MALLOC_PERTURB_": "165"}  # what is freed is overwritten, where the system can do that
    command = [sys.executable, "-c", CHANGES_OF_THE_SHEET]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2], timeout=100)


def _page(parent: QWidget | None = None) -> QWidget:
    """One of each of what a page is made of, some of it folded."""
    page = QWidget(parent)
    column = QVBoxLayout(page)
    tick, names = QCheckBox("Fold"), QComboBox()
    tick.setChecked(True)
    names.addItems(["One", "Two"])
    section = Section("more", "More", themes.load("light"))
    section.column.addWidget(QLineEdit("Inside"))
    section.set_open(False)
    for part in (
        plain.PlainLabel("Title", role="title"), plain.PlainLabel("Caption", role="caption"), QLineEdit("Line"), tick,
        themes.make_primary(QPushButton("Do")), names, QPlainTextEdit("Some words"), section,
    ):  # fmt: skip
        column.addWidget(part)
    return page


class _Told(QWidget):
    """Counts how often it hears of another look."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange


def test_what_was_hidden_looks_like_what_was_told_at_once(app: QApplication, qtbot: Any) -> None:
    themes.apply(app, themes.load("light"))
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    pages = [_page(stack), _page(stack), QLineEdit()]
    told, drawn = _Told(pages[0]), list[str]()
    wardrobe.may_wait(pages[0])
    for page in pages:
        stack.addWidget(page)
    stack.resize(400, 900)
    stack.show()

    def turn_to(page: QWidget) -> QImage:
        stack.setCurrentWidget(page)
        QApplication.processEvents()
        return page.grab().toImage()

    light = [turn_to(page) for page in pages]
    told.times = 0
    changes: list[tuple[ThemeName, float]] = [("dark", 1.0), ("contrast", 1.5), ("dark", 1.25)]
    for name, scale in changes:
        themes.apply(app, themes.load(name), scale)
        wardrobe.wear(pages[0], partial(drawn.append, name))
    assert (told.times, drawn) == (0, [])
    dark = [turn_to(page) for page in pages]
    assert (told.times, drawn) == (1, ["dark"])
    assert dark[0] == dark[1] != light[1]
    for page in pages[:2]:
        turn_to(page)
        [section] = page.findChildren(Section)
        section.set_theme(themes.load("dark"))
        section.set_open(True)
    assert turn_to(pages[0]) == turn_to(pages[1]) != dark[0]


@pytest.mark.parametrize("kind", [Box, QComboBox])
def test_the_list_of_a_box_follows_when_it_is_opened(app: QApplication, qtbot: Any, kind: type[QComboBox]) -> None:
    themes.apply(app, themes.load("light"))
    pictures = []
    for seen in (False, True):
        box = kind()
        qtbot.addWidget(box)
        box.addItems(["One", "Two", "Three"])
        box.show()
        box.showPopup()
        box.hidePopup()
        for name in ("dark", "light", "dark"):
            themes.apply(app, themes.load(name), 1.5 if name == "dark" else 1.0)
            if seen:
                wardrobe.dress(box.view().window())
        box.showPopup()
        QApplication.processEvents()
        pictures.append(box.view().window().grab().toImage())
        box.hidePopup()
        themes.apply(app, themes.load("light"))
    assert pictures[0] == pictures[1]
    assert pictures[0].pixelColor(6, 6).lightness() < 100


def test_menu_text() -> None:
    assert plain.menu_text("R&D && more") == "R&&D &&&& more"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/a/b?c=d&e=%20#f",
        "HTTPS://Example.org/",
        "https://bücher.example/ä",
        "https://example.org:8443/@handle",
        "http://[::1]:8000/",
    ],
)
def test_safe_addresses(address: str) -> None:
    url = plain.safe_url(address)
    assert url is not None
    assert url.scheme() in ("http", "https")
    assert url.host()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://host/share",
        "ftp://example.org",
        "data:text/html,x",
        "mailto:a@example.org",
        "http://",
        "http:///path",
        "http:example.org",
        "http://user@host",
        "http://user:word@host/",
        "http://@host",
        "https://good.example%00@evil.example",
        "http://exa mple",
        " https://example.org",
        "https://example.org/\n",
        "https://example.org/\x00",
        "https://example.org/\u202egpj.exe",
        "https://exa\u200bmple.org",
        "https://good.example\\@evil.example",
        "https://example.org/\ud800",
        "https://example.org/" + "a" * 5000,
        "https://example.org:99999/",
        "https://example.org/%zz",
    ],
)
def test_unsafe_addresses(address: str) -> None:
    assert plain.safe_url(address) is None


# -- titles --------------------------------------------------------------------------------------------------------


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetricsF:
    font = QFont("DejaVu Sans")
    font.setPixelSize(13)
    return QFontMetricsF(font)


@pytest.mark.parametrize(
    "text", ["Python", "AWS Certified Machine Learning – Specialty", "x" * 200, "a-b/" * 60, "語" * 80]
)
@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("width", [40.0, 160.0])
def test_titles_fit(metrics: QFontMetricsF, text: str, lines: int, width: float) -> None:
    result = plain.elide(text, metrics, width, lines)
    assert 1 <= len(result) <= lines
    assert all(metrics.horizontalAdvance(line) <= width for line in result)
    shown = "".join(result).replace(" ", "")
    if shown.endswith("…"):
        assert text.replace(" ", "").startswith(shown[:-1])
    else:
        assert shown == text.replace(" ", "")


def test_titles_break_between_words(metrics: QFontMetricsF) -> None:
    width = metrics.horizontalAdvance("machine learning") + 1
    assert plain.elide("machine learning architect", metrics, width) == ["machine learning", "architect"]
    assert plain.elide("machine learning architect", metrics, width, 1)[0].endswith("…")
    assert plain.elide("  one \n two ", metrics, 500) == ["one two"]
    assert plain.elide("", metrics, 500) == []
    assert plain.elide("state-of-the-art", metrics, metrics.horizontalAdvance("state-of-") + 1) == [
        "state-of-",
        "the-art",
    ]


def test_an_accent_stays_with_its_letter(metrics: QFontMetricsF) -> None:
    for line in plain.elide("e\u0301" * 60, metrics, 50, 3):
        assert not line.startswith("\u0301")
