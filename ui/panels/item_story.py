"""What has happened to the selected item: where it stands, time, note, evidence, history, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.app.map import MapNode
from planner.app.progress_words import event_words, state_words, time_words
from planner.i18n import _, ngettext
from planner.model.record import EventKind, ItemRecord
from ui import dates
from ui.plain import LinkLabel, PlainLabel, link_url

MOST_EVENTS = 50


class ItemStory(QWidget):
    """Nothing where nothing has happened."""

    def __init__(self, record: ItemRecord, estimate: float, open_address: Callable[[str], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(3)
        state, time = state_words(record, dates.day), time_words(record, estimate)
        for text, role in ((state, "strong"), (time, "body"), (record.note, "body")):
            if text:
                column.addWidget(PlainLabel(text, role=role, wrap=True))  # type: ignore[arg-type]
        if record.evidence:
            column.addWidget(self._evidence(record.evidence, open_address))
        if record.events:
            self._history(column, record)

    @staticmethod
    def _evidence(text: str, open_address: Callable[[str], object]) -> PlainLabel:
        if link_url(text) is None:
            return PlainLabel(text, wrap=True)
        link = LinkLabel(text)
        link.clicked.connect(lambda: open_address(text))
        return link

    def _history(self, column: QVBoxLayout, record: ItemRecord) -> None:
        """The events, the last one first, behind a line that opens them."""
        count = len(record.events)
        text = ngettext("History: {count} entry", "History: {count} entries", count).format(count=count)
        head = LinkLabel(f"{text} ▾")
        lines = [event_words(event, dates.day) for event in reversed(record.events[-MOST_EVENTS:])]
        body = PlainLabel("\n".join(lines), role="caption", wrap=True)
        body.hide()

        def toggle() -> None:
            body.setVisible(body.isHidden())
            head.setText(f"{text} {'▾' if body.isHidden() else '▴'}")

        head.clicked.connect(toggle)
        column.addWidget(head)
        column.addWidget(body)


def action_words(action: str) -> tuple[str, str]:
    """Text and icon of an action that `next_actions` offers."""
    return {
        "begin": (_("Start"), "play"),
        "done": (_("Done…"), "circle-check"),
        "study_time": (_("Add study time…"), "clock"),
        "plan_again": (_("Plan again"), "undo"),
    }[action]


def next_actions(node: MapNode | None) -> list[str]:
    """Ids of the actions that make sense now, the most likely one first."""
    if node is None or node.record is None:
        return []
    state = node.record.state
    if state is EventKind.STARTED:
        return ["done", *(["study_time"] if node.hours else [])]
    if node.held or state is EventKind.SKIPPED:
        return ["plan_again"] if state is not EventKind.PLANNED else []
    if not node.planned:
        return []
    return ["begin", "done"] if node.hours or node.months else ["done"]
