"""What is said to assistive programs: events of Qt's accessibility, all through one place."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def send(event: QAccessibleEvent) -> None:
    """Tell assistive programs that something has happened."""
    QAccessible.updateAccessibility(event)


def announce(place: QWidget, text: str) -> None:
    """Have a sentence said that appears somewhere else than where the keyboard is."""
    if text and QAccessible.isActive():
        send(QAccessibleAnnouncementEvent(place, text))
