"""What dialogs have in common: the button that goes on and the one that does not, and asking how to save something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import make_primary


class Answers(QDialogButtonBox):
    """The buttons below a question: `verb` accepts the dialog, Cancel rejects it."""

    def __init__(self, dialog: QDialog, verb: str) -> None:
        super().__init__(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = make_primary(self.button(QDialogButtonBox.StandardButton.Ok))
        self.ok.setText(menu_text(verb))
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)

    def add_other(self, words: str, act: Callable[[], object]) -> QPushButton:
        """A third way out, such as taking an earlier answer back."""
        button = self.addButton(menu_text(words), QDialogButtonBox.ButtonRole.DestructiveRole)
        button.clicked.connect(lambda _checked=False: act())
        return button


class Body(QScrollArea):
    """What a dialog is about, above its buttons: as high as it needs, and scrolled where the screen is too small."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._page = QWidget()
        self.column = QVBoxLayout(self._page)
        self.setWidget(self._page)

    def sizeHint(self) -> QSize:
        page = self._page
        width = max(page.minimumSizeHint().width(), 40 * self.fontMetrics().averageCharWidth())
        height = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(width, max(height, page.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._page.minimumSizeHint().width(), 4 * self.fontMetrics().lineSpacing())


def lay_out(dialog: QDialog, body: QWidget, *below: QWidget, spacing: int = 8) -> None:
    """What the dialog is about takes all the room that the rows below it leave."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(spacing)
    column.addWidget(body, 1)
    for row in below:
        column.addWidget(row)


def size_for_text(dialog: QDialog, letters: int, lines: int, width: int = 520, height: int = 360) -> None:
    """Make room for so many letters and lines of the text size in use, and at least for `width` and `height` pixels.

    No more than nine tenths of the screen, or of the window that it belongs to.
    """
    metrics, parent = dialog.fontMetrics(), dialog.parentWidget()
    most = dialog.screen().availableSize().expandedTo(parent.window().size() if parent else QSize())
    wanted = QSize(letters * metrics.averageCharWidth(), lines * metrics.lineSpacing()).expandedTo(QSize(width, height))
    dialog.resize(wanted.boundedTo(QSize(most.width() * 9 // 10, most.height() * 9 // 10)))


class SaveDialog(QDialog):
    """A form of choices, what follows from them, and the button that goes on to a place."""

    def lay_out(self, title: str, choices: list[QComboBox], *below: QWidget) -> QPushButton:
        """Fill the dialog; every choice is named by its accessible name. The answer is the button that goes on."""
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        form = QFormLayout()
        form.setSpacing(8)
        for box in choices:
            label = PlainLabel(box.accessibleName())
            label.setBuddy(box)
            form.addRow(label, box)
        column.addLayout(form)
        for widget in below:
            column.addWidget(widget, int(widget.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding))
        column.addStretch()
        buttons = Answers(self, _("Choose a place…"))
        column.addWidget(buttons)
        return buttons.ok


def captioned(field: QWidget, words: str = "") -> PlainLabel:
    """The small label above a field: its name, for the eyes and for assistive programs. `words`: name it like that."""
    if words:
        field.setAccessibleName(words)
    label = PlainLabel(field.accessibleName(), role="caption", wrap=True)
    label.setBuddy(field)
    return label


def add_captioned(column: QVBoxLayout, field: QWidget, words: str = "", stretch: int = 0) -> None:
    """Put a field with its label into a column."""
    column.addWidget(captioned(field, words))
    column.addWidget(field, stretch)


def push_button(words: str, act: Callable[[], None]) -> QPushButton:
    """A button that does something here; Enter does not press it from elsewhere in the dialog."""
    made = QPushButton(menu_text(words))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on: act())
    return made


def button_row(*buttons: QPushButton | None) -> QLayout:
    """Buttons side by side; None is the room between those at the left and those at the right."""
    row = QHBoxLayout()
    for one in buttons:
        if one is None:
            row.addStretch(1)
        else:
            row.addWidget(one)
    return row


def list_row(words: str, owner: QWidget) -> QListWidgetItem:
    """A row of a list, as high as one can hit it easily in the text size of `owner`."""
    row = QListWidgetItem(words)
    row.setSizeHint(QSize(0, owner.fontMetrics().height() + 14))
    return row


def choice(name: str, *options: tuple[object, str]) -> QComboBox:
    """A box to choose one of some values from; `options`: value and words."""
    box = QComboBox()
    box.setAccessibleName(name)
    for value, words in options:
        box.addItem(words, value)
    return box
