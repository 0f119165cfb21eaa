"""What a learner says about an item as time goes by: begun, studied, done, known, waived, replaced, skipped.

Every command adds events to the record and changes nothing else, but for the wish not to plan what is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.i18n import _
from planner.model.document import Document
from planner.model.learner import EARLIEST
from planner.model.names import resolve
from planner.model.problem import error
from planner.model.record import MOST_EVENTS, MOST_MINUTES, Event, EventKind, ItemRecord, new_event
from planner.planning.held import best_credit, estimate_of, held_items
from planner.planning.ways import remaining_minutes

MOST_MINUTES_A_DAY = 24 * 60


def item_record(document: Document, item: str) -> ItemRecord:
    """What has happened to one item."""
    found = ItemRecord()
    for event in document.record.events:
        if event.node == item:
            found.take(event)
    return found


def part_done(document: Document, item: str) -> float:
    """The fraction of the study of `item` that is behind the learner, what is credited for other items taken off."""
    node, learner = document.curriculum.by_id[item], document.learner
    credit = best_credit(document.curriculum, held_items(document.curriculum, learner) - {item}, item)
    fraction = credit.fraction if credit else 0.0
    whole = node.hours.likely * (1 - fraction)
    return round(1 - remaining_minutes(node, learner, fraction) / 60 / whole, 4) if whole else 0.0


def estimates(document: Document, items: Iterable[str]) -> dict[str, float]:
    """Likely hours of study of each item for this learner, what is credited for other items taken off."""
    held = held_items(document.curriculum, document.learner)
    return {item: estimate_of(document.curriculum, held, item).likely for item in items}


def begin(document: Document, item: str, day: date) -> Document:
    """`item` is in progress since that day."""
    return _add(document, EventKind.STARTED, item, day=_past(document, day))


def study(document: Document, item: str, day: date, minutes: int, note: str = "") -> Document:
    """So many minutes were studied on that day. What was only planned is in progress then."""
    return _add(document, EventKind.STUDIED, item, **_entry(document, day, minutes, note))


def set_part(document: Document, item: str, part: float) -> Document:
    """This part of `item` is done, from 0 to 1; what is logged from now on comes on top of it."""
    if not 0 <= part <= 1:
        raise error("progress", _("A part lies between 0 and 1, not at {part:g}.").format(part=part), node=item)
    return _add(document, EventKind.PART, item, part=part)


def finish(
    document: Document, item: str, day: date, hours: float | None = None, evidence: str = "", note: str = ""
) -> Document:
    """`item` was done on that day. `hours`: what it took in all; None: what the log says."""
    minutes = None if hours is None else round(hours * 60)
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise error("hours-spent", _("Hours spent must lie between 0 and 100,000."), field="hours")
    fields = {"day": _past(document, day), "minutes": minutes, "evidence": evidence, "note": note}
    return _allowed(_add(document, EventKind.DONE, item, **fields), item)


def know(document: Document, item: str, day: date | None = None, note: str = "", evidence: str = "") -> Document:
    """The learner holds `item` already; since that day, where it may lapse."""
    found = None if day is None else _past(document, day)
    return _allowed(_add(document, EventKind.KNOWN, item, day=found, note=note, evidence=evidence), item)


def waive(document: Document, item: str, by: str = "", note: str = "") -> Document:
    """Nobody asks the learner for `item`; `by`: who said so."""
    return _allowed(_add(document, EventKind.WAIVED, item, by=by, note=note), item)


def replace(document: Document, item: str, by: str, note: str = "") -> Document:
    """Something else stands in for `item`."""
    if not by.strip():
        raise error("replaced-by", _("Say what stands in for it."), field="by")
    return _allowed(_add(document, EventKind.REPLACED, item, by=by, note=note), item)


def skip(document: Document, item: str, note: str = "") -> Document:
    """Leave `item` out of the plan, whatever has to be found in its place."""
    document = _add(document, EventKind.SKIPPED, item, note=note)
    found = resolve(document.curriculum, item)
    avoid = tuple(dict.fromkeys((*document.learner.avoid, found)))
    return document.changed(learner=document.learner.changed(avoid=avoid))


def plan_again(document: Document, item: str) -> Document:
    """`item` is neither done, known, begun nor skipped: to be done like everything else. Its log stays.

    What was said of it before it was done, such as that half of it is, counts again.
    """
    found = resolve(document.curriculum, item)
    record, learner = item_record(document, found), document.learner
    if found in learner.known and not record.events:  # said with the other answers
        return document.changed(learner=learner.changed(known=tuple(one for one in learner.known if one != found)))
    return _allowed(_add(document, EventKind.PLANNED, found), found)


def annotate(document: Document, item: str, note: str = "", evidence: str = "") -> Document:
    """Keep this note and what shows that it is done, in place of those before."""
    return _add(document, EventKind.NOTE, item, note=note, evidence=evidence)


def know_exactly(document: Document, items: Iterable[str]) -> Document:
    """The learner knows these beside what is done or waived, and beside what the start role brings."""
    wanted = list(dict.fromkeys(resolve(document.curriculum, item) for item in items))
    for item in document.learner.known:
        if item not in wanted:
            document = plan_again(document, item)
    for item in wanted:
        if item not in document.learner.known:
            document = know(document, item)
    return document


def remove_event(document: Document, key: str) -> Document:
    """One event never happened: an entry of the log was a mistake."""
    return document.recorded(document.record.without(key))


def change_study(document: Document, key: str, day: date, minutes: int, note: str = "") -> Document:
    """Correct an entry of the study log. It keeps its place: what was said after it still comes after it."""
    old = next((event for event in document.record.events if event.id == key), None)
    if old is None or old.kind is not EventKind.STUDIED:
        raise error("no-such-entry", _("This entry of the study log is not there any more."))
    fields = _entry(document, day, minutes, note)
    if all(getattr(old, name) == value for name, value in fields.items()):
        return document
    # Under another name: a copy that has the old one must not bring it back.
    new = _event(old.kind, old.node, fields).changed(at=old.at)
    return document.recorded(document.record.replaced(key, new))


def held_beside(document: Document) -> tuple[str, ...]:
    """What is known without having been done here: what the list of known items is about."""
    items = document.record.items()
    return tuple(item for item in document.learner.known if item not in items or items[item].state is EventKind.KNOWN)


def _add(document: Document, kind: EventKind, item: str, **fields: object) -> Document:
    found = resolve(document.curriculum, item)
    if len(document.record.events) >= MOST_EVENTS:
        raise error("too-many-events", _("The record is full. Begin a new learner file."))
    return document.recorded(document.record.with_event(_event(kind, found, fields)))


def _entry(document: Document, day: date, minutes: int, note: str) -> dict[str, object]:
    if not 0 < minutes <= MOST_MINUTES_A_DAY:
        message = _("A day has up to 24 hours of study, and at least a minute.")
        raise error("study-minutes", message, field="minutes")
    return {"day": _past(document, day), "minutes": minutes, "note": note}


def _event(kind: EventKind, item: str, fields: dict[str, object]) -> Event:
    return new_event(kind, item, **{name: value for name, value in fields.items() if value is not None})


def _allowed(document: Document, item: str) -> Document:
    """What was skipped and is not any more may be planned again."""
    found = resolve(document.curriculum, item)
    avoid = tuple(one for one in document.learner.avoid if one != found)
    if len(avoid) == len(document.learner.avoid) or not _was_skipped(document, found):
        return document
    return document.changed(learner=document.learner.changed(avoid=avoid))


def _was_skipped(document: Document, item: str) -> bool:
    return any(event.kind is EventKind.SKIPPED for event in document.record.events if event.node == item)


def _past(document: Document, day: date) -> date:
    today = document.learner.availability.today or date.today()
    if not EARLIEST <= day <= today:
        message = _("What has happened lies between {earliest} and today, not on {day}.")
        raise error("future-day", message.format(earliest=EARLIEST, day=day), field="day")
    return day
