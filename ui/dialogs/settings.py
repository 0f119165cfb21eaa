"""What the person prefers: look, language, calendar and keys. Everything counts at once, and nothing is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import LANGUAGES, _
from planner.settings import Settings
from ui import dates
from ui.actions.row import Row
from ui.dialogs.frame import size_for_text
from ui.dialogs.shortcut_editor import ShortcutEditor
from ui.fields import scroll_past
from ui.plain import PlainLabel, menu_text

Choices = Sequence[tuple[object, str]]


class SettingsDialog(QDialog):
    """Shows the preferences as they are, and says which one shall become what."""

    chosen = Signal(str, object)
    """Name of a preference and its value."""
    reset = Signal()
    undone = Signal()

    def __init__(self, rows: Sequence[Row], text_of: Callable[[Row], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        size_for_text(self, 64, 26, 560, 540)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Settings"))
        self.tabs.tabBar().setAccessibleName(_("Settings"))
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(12)
        self._form.setContentsMargins(0, 16, 8, 8)
        self._build_look()
        self._build_words()
        page = QWidget()
        page.setLayout(self._form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.shortcuts = ShortcutEditor(rows, text_of)
        self.shortcuts.changed.connect(lambda keys: self.chosen.emit("shortcuts", keys))
        self.tabs.addTab(area, menu_text(_("Look and language")))
        self.tabs.addTab(self.shortcuts, menu_text(_("Shortcuts")))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.tabs, 1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset_button = buttons.addButton(_("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        self.undo_button = buttons.addButton(_("Undo"), QDialogButtonBox.ButtonRole.ActionRole)
        self.undo_button.setShortcut("Ctrl+Z")
        self.reset_button.clicked.connect(self.reset.emit)
        self.undo_button.clicked.connect(self.undone.emit)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]  # they are push buttons
        buttons.rejected.connect(self.reject)
        return buttons

    # -- building

    def _build_look(self) -> None:
        self.theme = self._combo(
            "theme",
            _("Look"),
            (
                ("system", _("Look of the desktop")),
                ("light", _("Light look")),
                ("dark", _("Dark look")),
                ("contrast", _("High contrast")),
                ("contrast-dark", _("High contrast, dark")),
            ),
        )
        self.text_size = scroll_past(QSlider(Qt.Orientation.Horizontal))
        self.text_size.setRange(4, 8)
        self.text_size.setPageStep(1)
        self.text_size.setTickPosition(QSlider.TickPosition.TicksBelow)
        self._size_words = PlainLabel("")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.text_size, 1)
        row.addWidget(self._size_words)
        self._add(_("Text size"), row, self.text_size)
        self.text_size.valueChanged.connect(self._on_size)
        self.text_size.sliderReleased.connect(self._on_size)
        self.motion = self._combo(
            "reduced_motion",
            _("Movement"),
            ((None, _("As the desktop says")), (False, _("The map flies and slides")), (True, _("Nothing moves"))),
        )
        self.presenter = self._combo(
            "presenter_theme",
            _("Presentation"),
            (
                ("light", _("Light look")),
                ("dark", _("Dark look")),
                ("contrast", _("High contrast")),
                ("contrast-dark", _("High contrast, dark")),
            ),
        )

    def _build_words(self) -> None:
        languages = ((code, name) for code, name in LANGUAGES.items())
        self.language = self._combo("language", _("Language"), (("", _("Language of the desktop")), *languages))
        days = {"monday": 0, "sunday": 6, "saturday": 5}
        self.weekday = self._combo(
            "first_weekday",
            _("Weeks begin on"),
            (("", _("As the language says")), *((name, dates.weekday(day)) for name, day in days.items())),
        )
        self.letters = QCheckBox(menu_text(_("Single letters run actions")))
        self.letters.setAccessibleName(_("Single letters run actions"))
        self.letters.clicked.connect(lambda on: self.chosen.emit("single_letters", on))
        self._form.addRow(PlainLabel(_("Keys")), self.letters)
        text = _("On the map and in the plan only, such as W for “Why is this here?”.")
        self._form.addRow(PlainLabel(""), PlainLabel(text, role="caption", wrap=True))

    def _add(self, label: str, field: QWidget | QHBoxLayout, named: QWidget) -> None:
        named.setAccessibleName(label)
        self._form.addRow(PlainLabel(label), field)

    def _combo(self, name: str, label: str, choices: Choices) -> QComboBox:
        box = scroll_past(QComboBox())
        for value, text in choices:
            box.addItem(text, value)
        box.activated.connect(lambda row: self.chosen.emit(name, box.itemData(row)))
        self._add(label, box, box)
        return box

    def _on_size(self) -> None:
        self._say_size(self.text_size.value() * 25)
        if not self.text_size.isSliderDown():  # else the slider would run away under the pointer
            self.chosen.emit("text_size", self.text_size.value() * 25)

    def _say_size(self, percent: int) -> None:
        self._size_words.setText(_("{percent} %").format(percent=percent))

    # -- what is shown

    def show_settings(self, settings: Settings, can_undo: bool) -> None:
        """Show the preferences as they are now."""
        for box, value in (
            (self.theme, settings.theme),
            (self.motion, settings.reduced_motion),
            (self.presenter, settings.presenter_theme),
            (self.language, settings.language if settings.language in LANGUAGES else settings.language[:2]),
            (self.weekday, settings.first_weekday),
        ):
            box.setCurrentIndex(max(0, next((row for row in range(box.count()) if box.itemData(row) == value), 0)))
        with QSignalBlocker(self.text_size):
            self.text_size.setValue(round(settings.text_size / 25))
        self._say_size(settings.text_size)
        self.letters.setChecked(settings.single_letters)
        self.shortcuts.show_shortcuts(settings.shortcuts)
        self.undo_button.setEnabled(can_undo)
