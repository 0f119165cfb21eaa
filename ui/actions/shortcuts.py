"""Which keys run which action: those of the table, as the person has changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from planner.i18n import _
from ui.actions.row import Row

Keys = tuple[str, ...]

_WALKING: Final = frozenset(
    {
        Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left,
        Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Menu, Qt.Key.Key_Space,
    }
)  # fmt: skip
"""Keys that walk through lists, fields and the map."""


def normal(keys: str) -> str:
    """One spelling for every key sequence; empty where it is none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: Iterable[str]) -> str:
    """Key sequences as the person's desktop writes them."""
    return ", ".join(QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in keys)


def _pressed(keys: str) -> QKeyCombination | None:
    """What is pressed at once; None where it is nothing, or one after the other."""
    sequence: Any = QKeySequence(keys)  # the types do not know that it can be indexed
    return sequence[0] if sequence.count() == 1 else None


def is_letter(keys: str) -> bool:
    """Whether it is one key without any other, such as H, that types something elsewhere."""
    pressed = _pressed(keys)
    if pressed is None:
        return False
    plain = pressed.keyboardModifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and Qt.Key.Key_Space <= pressed.key() < Qt.Key.Key_Escape


def keys_of(row: Row, changed: Mapping[str, Keys], letters: bool = True) -> Keys:
    """The keys of an action; `letters`: also single ones."""
    keys = changed.get(row.id, row.shortcuts)
    return keys if letters else tuple(one for one in keys if not is_letter(one))


def refusal(row: Row, keys: str) -> str:
    """Why an action cannot have these keys, in words; empty where it can."""
    pressed = _pressed(keys)
    if pressed is None or not normal(keys):
        return _("These keys are no shortcut.")
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if pressed.key() in _WALKING and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return _("This key walks through lists and the map.")
    if row.keys_in == "window" and is_letter(keys):
        return _("A single letter would be typed into fields. Hold Ctrl or Alt with it.")
    return ""


def owner(keys: str, rows: Iterable[Row], changed: Mapping[str, Keys], but: str = "") -> Row | None:
    """The action that has these keys already, beside the one with the id `but`."""
    wanted = normal(keys)
    for row in rows:
        if row.id != but and wanted in map(normal, keys_of(row, changed)):
            return row
    return None


def with_keys(row: Row, keys: Keys, changed: Mapping[str, Keys]) -> dict[str, Keys]:
    """The changes, with other keys for one action; what is as in the table is no change."""
    kept = {name: one for name, one in changed.items() if name != row.id}
    same = tuple(map(normal, keys)) == tuple(map(normal, row.shortcuts))
    return kept if same else {**kept, row.id: keys}
