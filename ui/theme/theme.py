"""The look as a value: colours loaded from data, the palette and style sheet made from them, and the type scale.

The files beside this module name every colour of the program, all the same names; code never writes a colour of its
own. In high contrast nothing has a colour of its own: outlines, marks, line widths and words tell things apart.
Contrasts (WCAG 2) and distances for colour-blind eyes are asserted in tests/ui/test_theme.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import controls

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibilityHints, QStyleHints
    from PySide6.QtWidgets import QPushButton, QWidget

ThemeName: TypeAlias = Literal["light", "dark", "contrast", "contrast-dark"]
FontRole: TypeAlias = Literal["caption", "body", "strong", "title", "h1"]

THEMES: Final[tuple[ThemeName, ...]] = ("light", "dark", "contrast", "contrast-dark")
KINDS: Final = ("role", "skill", "certification", "goal", "project", "experience", "degree", "course", "milestone")
STATUSES: Final = ("done", "in_progress", "ready", "locked", "held", "waived", "skipped", "overdue", "unplanned")

STYLE: Final = "Fusion"
MIN_POINT_SIZE: Final = 10.0
TYPE_SCALE: Final[Mapping[FontRole, float]] = {"caption": 0.85, "body": 1.0, "strong": 1.0, "title": 1.15, "h1": 1.5}
HIT_TARGET: Final = 28
DIM_OPACITY: Final = 0.35
ASIDE_OPACITY: Final = 0.6

_FOLDER: Final = Path(__file__).parent
_SURFACES: Final = ("bg", "surface", "raised", "hover", "pressed", "selection", "lane_even", "lane_odd")
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")


class KindColours(NamedTuple):
    """How one kind of item is filled and outlined."""

    fill: QColor
    stroke: QColor


class Theme(NamedTuple):
    """All colours by name. A view takes the theme it is given and never writes a colour of its own."""

    name: ThemeName
    dark: bool
    contrast: bool
    """Black and white only: no fills, wider lines, nothing paler than can be seen well."""
    bg: QColor
    surface: QColor
    raised: QColor
    hover: QColor
    pressed: QColor
    selection: QColor
    lane_even: QColor
    lane_odd: QColor
    text: QColor
    text2: QColor
    border: QColor
    hairline: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    focus: QColor
    edge_idle: QColor
    edge_path: QColor
    era: QColor
    warning: QColor
    overdue: QColor
    kinds: Mapping[str, KindColours]
    statuses: Mapping[str, QColor]

    @property
    def dim(self) -> float:
        """Opacity of what does not belong to what is looked at."""
        return 0.6 if self.contrast else DIM_OPACITY

    @property
    def aside(self) -> float:
        """Opacity of what is not in the plan."""
        return 0.75 if self.contrast else ASIDE_OPACITY

    def kind(self, kind: str) -> KindColours:
        """The colours of `kind`; a kind nobody has drawn yet looks like a skill."""
        return self.kinds.get(kind, self.kinds["skill"])

    def status(self, status: str) -> QColor:
        """The colour of `status`; what is avoided looks like what is skipped."""
        return self.statuses.get("skipped" if status == "avoided" else status, self.statuses["unplanned"])


class ThemeError(ValueError):
    """The theme file does not hold exactly the colours the program knows."""


def load(name: ThemeName) -> Theme:
    """The theme `name` from its file beside this module."""
    return parse(name, json.loads((_FOLDER / f"{name}.json").read_bytes()))


def parse(name: ThemeName, data: Mapping[str, Any]) -> Theme:
    """A theme from the tables of a theme file; a missing, unknown or unreadable entry raises ThemeError."""
    _expect("", data, {"dark", "contrast", "surfaces", "ink", "kinds", "statuses"})
    for key in ("dark", "contrast"):
        if not isinstance(data[key], bool):
            raise ThemeError(f"{key}: true or false expected")
    colours: dict[str, QColor] = {}
    for table, names in (("surfaces", set(_SURFACES)), ("ink", _ink_names())):
        _expect(table, data[table], names)
        colours |= {key: _colour(f"{table}.{key}", value) for key, value in data[table].items()}
    _expect("kinds", data["kinds"], set(KINDS))
    _expect("statuses", data["statuses"], set(STATUSES))
    return Theme(
        name=name,
        dark=data["dark"],
        contrast=data["contrast"],
        kinds={key: _kind(key, data["kinds"][key]) for key in KINDS},
        statuses={key: _colour(f"statuses.{key}", data["statuses"][key]) for key in STATUSES},
        **colours,
    )


def _ink_names() -> set[str]:
    others = {"name", "dark", "contrast", "kinds", "statuses", *_SURFACES}
    return {*Theme._fields} - others


def _kind(key: str, table: Any) -> KindColours:
    _expect(f"kinds.{key}", table, {"fill", "stroke"})
    return KindColours(_colour(f"kinds.{key}.fill", table["fill"]), _colour(f"kinds.{key}.stroke", table["stroke"]))


def _expect(where: str, table: Any, names: set[str]) -> None:
    if not isinstance(table, dict):
        raise ThemeError(f"{where}: a table expected")
    if missing := names - table.keys():
        raise ThemeError(f"{where or 'theme'}: missing {', '.join(sorted(missing))}")
    if unknown := table.keys() - names:
        raise ThemeError(f"{where or 'theme'}: unknown {', '.join(sorted(unknown))}")


def _colour(where: str, value: Any) -> QColor:
    # Only #RRGGBB: a colour ends up inside a style sheet, so nothing else may pass through here.
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ThemeError(f"{where}: a colour like #1D5FBF expected")
    return QColor(value)


_hints: list[tuple[QStyleHints, QAccessibilityHints]] = []


def desktop_hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """What the desktop wishes. Kept for good: they are Qt's own, but when Python's garbage collector takes PySide's
    object for the first before that for the second, PySide 6.11 deletes the second, and whoever asks next crashes."""
    if not _hints:
        hints = QGuiApplication.styleHints()
        _hints.append((hints, hints.accessibility()))
    return _hints[0]


def follow_system() -> ThemeName:
    """The theme the desktop asks for; light where it does not say (plain X11, offscreen)."""
    from PySide6.QtCore import Qt  # late, see `ui.shell`

    hints, accessibility = desktop_hints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast-dark" if dark else "contrast"
    return "dark" if dark else "light"


def font(role: FontRole, base: QFont) -> QFont:
    """`base` (the body font) in the size and weight of `role`."""
    scaled = QFont(base)
    factor = TYPE_SCALE[role]
    if base.pixelSize() > 0:
        scaled.setPixelSize(round(base.pixelSize() * factor))
    else:
        scaled.setPointSizeF(base.pointSizeF() * factor)
    if role in ("strong", "title", "h1"):
        scaled.setWeight(QFont.Weight.DemiBold)
    return scaled


def base_font(text_scale: float = 1.0) -> QFont:
    """The system's own text font, never under 10 pt, times the text size setting (1.0 to 2.0)."""
    base = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    scale = min(2.0, max(1.0, text_scale))
    base.setPointSizeF(max(MIN_POINT_SIZE, base.pointSizeF()) * scale)
    return base


def palette(theme: Theme) -> QPalette:
    """Every role of the palette, so that no widget falls back to a colour of the platform."""
    role = QPalette.ColorRole
    result = QPalette()
    for key, colour in (
        (role.Window, theme.bg),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.lane_odd),
        (role.Text, theme.text),
        (role.BrightText, theme.overdue),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.text2),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised if theme.dark else theme.surface),
        (role.Midlight, theme.raised),
        (role.Mid, theme.hairline),
        (role.Dark, theme.border),
        (role.Shadow, theme.bg if theme.dark else theme.border),
    ):
        result.setColor(key, colour)
    for key in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.Link, role.LinkVisited):
        result.setColor(QPalette.ColorGroup.Disabled, key, theme.disabled)
    for key, colour in (
        (role.Base, theme.bg),
        (role.Button, theme.bg),
        (role.Highlight, theme.pressed),
        (role.HighlightedText, theme.text2),
        (role.Accent, theme.disabled),
    ):
        result.setColor(QPalette.ColorGroup.Disabled, key, colour)
    return result


def apply(app: QApplication, theme: Theme, text_scale: float = 1.0, pictures: bool = True) -> None:
    """Give the whole program the look of `theme`; may be called again at any time to switch theme or text size.

    `pictures`: also the ticks and arrows of the style sheet, without which the frame of the window does.
    """
    # One style for good: with a style sheet set, the application no longer tells which style is below, so leave a mark.
    if app.property("trailmark_style") is None:
        from PySide6.QtWidgets import QStyleFactory

        app.setStyle(QStyleFactory.create(STYLE))
        app.setProperty("trailmark_style", STYLE)
    # Without a sheet first: Qt needs four times as long to put one sheet in the place of another, and under a sheet it
    # tells only windows of a new font, not what is in them.
    undressed = None
    if app.styleSheet():
        from ui.theme import wardrobe  # late, as it names Qt; see `ui.shell`

        undressed = wardrobe.undress(app)
        app.setStyleSheet("")
        _forget_sheet(undressed.every)
    app.setFont(base_font(text_scale))
    app.setPalette(palette(theme))
    if pictures:
        _draw_controls(theme)
    app.setStyleSheet(style_sheet(theme))
    if undressed is not None:
        wardrobe.dress_again(undressed)
    app.setProperty("trailmark_look", _look(theme, text_scale))


def _forget_sheet(widgets: Iterable[QWidget]) -> None:
    """Qt leaves a mark on widgets that were never shown, as if they still had the sheet that is gone.

    With that mark it would not hear of their end, and take the next widget at the same place in memory for them: that
    one gets their look, and the next sheet may end the program.
    """
    from PySide6.QtCore import Qt  # late, see `ui.shell`

    mark = Qt.WidgetAttribute.WA_StyleSheet
    for widget in widgets:
        if widget.testAttribute(mark) and not widget.styleSheet():
            widget.setAttribute(mark, False)


def _look(theme: Theme, text_scale: float) -> str:
    return f"{theme.name} {text_scale}"


def use(theme: Theme, text_scale: float, pictures: bool = True) -> None:
    """Give the running program the look of `theme`, where it has another one: telling every widget again is felt."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        if app.property("trailmark_look") != _look(theme, text_scale):
            apply(app, theme, text_scale, pictures)
        elif pictures:
            _draw_controls(theme)


def _draw_controls(theme: Theme) -> None:
    """Draw the ticks and arrows in the colours of the theme, as large as the text; once for each."""
    controls.register(theme.name, _colours(theme), _mark())


def _colours(theme: Theme) -> dict[str, str]:
    return {key: value.name() for key, value in theme._asdict().items() if isinstance(value, QColor)}


def make_primary(button: QPushButton) -> QPushButton:
    """Mark `button` as the one thing to do here; at most one in a view."""
    button.setProperty("primary", True)
    return button


def _mark() -> int:
    """Edge of a tick, an arrow or an icon beside text, in pixels: they grow with the text."""
    return round(controls.SIZE * QApplication.font().pointSizeF() / base_font().pointSizeF())


def _sizes() -> dict[str, str]:
    """What the style sheet calls by name; a least width or height there counts more than what a widget asks for.

    So fields and buttons have to be told the height of a line of text, and no least width at all: in a narrow place
    they would be cut off otherwise.
    """
    line, mark = QFontMetrics(QApplication.font()).height(), _mark()
    sizes = {
        "line": max(20, line),
        "row": max(24, line + 4),
        "mark": mark,
        "mark_thin": mark - 2,
        "mark_thick": mark - 4,
        "round": (mark + 2) // 2,
        "arrow": round(mark * 0.75),
        "drop": mark + 8,
    }
    return {name: f"{size}px" for name, size in sizes.items()}


def style_sheet(theme: Theme) -> str:
    """The few places where Fusion looks dated, in colours of `theme` only: no data from a file ever gets in here."""
    sheets = ("style.qss", "contrast.qss") if theme.contrast else ("style.qss",)
    template = "".join((_FOLDER / sheet).read_text(encoding="utf-8") for sheet in sheets)
    values = {**_colours(theme), **_sizes(), "art": controls.address(theme.name, _mark())}
    return re.sub(r"\$([a-z_0-9]+)", lambda match: values[match[1]], template)
