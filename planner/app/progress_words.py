"""What has happened to an item, in words: where it stands, how long it has taken, its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner import i18n
from planner.app.durations import minutes_words
from planner.i18n import _
from planner.model.curriculum import Kind, Node
from planner.model.document import Document
from planner.model.record import Event, EventKind, ItemRecord

Say = Callable[[date], str]
"""A date as the reader writes it."""


def state_words(record: ItemRecord, say: Say = i18n.day) -> str:
    """Where an item stands as its events tell, such as "Done on 4 Jan 2027"; empty where they say nothing."""
    day = record.held_on
    match record.state:
        case EventKind.STARTED:
            return _("In progress since {day}").format(day=say(record.started)) if record.started else _("In progress")
        case EventKind.DONE:
            return _("Done on {day}").format(day=say(day)) if day else _("Done")
        case EventKind.KNOWN:
            return _("Known since {day}").format(day=say(day)) if day else _("You know it already")
        case EventKind.WAIVED:
            return _("Waived by {who}").format(who=record.by) if record.by else _("Waived")
        case EventKind.REPLACED:
            return _("Replaced by {what}").format(what=record.by)
        case EventKind.SKIPPED:
            return _("You skip it")
        case _:
            return ""


def time_words(record: ItemRecord, estimate: float) -> str:
    """Hours spent beside the estimated ones; empty where nothing is known of them."""
    if not record.minutes:
        return ""
    spent = minutes_words(record.minutes)
    if not estimate:
        return _("{spent} spent").format(spent=spent)
    return _("{spent} spent, {estimate:g} h estimated").format(spent=spent, estimate=round(estimate, 1))


def event_words(event: Event, say: Say = i18n.day) -> str:
    """One event as a line of the history; what was written with it included."""
    day = say(event.day or event.at.astimezone().date())
    return " · ".join(filter(None, [f"{day}: {_what(event)}", event.note]))


def _what(event: Event) -> str:
    match event.kind:
        case EventKind.STARTED:
            return _("begun")
        case EventKind.STUDIED:
            return _("{time} studied").format(time=minutes_words(event.minutes or 0))
        case EventKind.PART:
            return _("{percent:.0f} % done").format(percent=(event.part or 0) * 100)
        case EventKind.DONE if event.minutes is not None:
            return _("done in {time}").format(time=minutes_words(event.minutes))
        case EventKind.DONE:
            return _("done")
        case EventKind.KNOWN:
            return _("known already")
        case EventKind.WAIVED:
            return _("waived by {who}").format(who=event.by) if event.by else _("waived")
        case EventKind.REPLACED:
            return _("replaced by {what}").format(what=event.by)
        case EventKind.SKIPPED:
            return _("skipped")
        case EventKind.PLANNED:
            return _("planned again")
        case _:
            return _("noted")


def done_question(node: Node) -> str:
    """What one is asked before an item counts as done."""
    if node.kind is Kind.CERTIFICATION:
        return _("Have you passed “{title}”?").format(title=node.title)
    if node.kind in (Kind.MILESTONE, Kind.ROLE):
        return _("Have you reached “{title}”?").format(title=node.title)
    return _("Are you done with “{title}”?").format(title=node.title)


def without_words(document: Document, item: str, needing: list[str]) -> str:
    """Why the goal cannot be reached without an item; `needing`: titles of what needs it, in order."""
    title = document.curriculum.by_id[item].title
    text = _("Without “{title}” your goal cannot be reached.").format(title=title)
    if not needing:
        return text
    shown = "; ".join(needing[:3])
    more = len(needing) - 3
    if more > 0:
        shown = _("{titles} and {count} more").format(titles=shown, count=more)
    return f"{text} {_('These need it: {titles}.').format(titles=shown)}"
