"""Earlier versions of a learner: when they were, what differs from now in the learner's words, and going back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planner import i18n
from planner.app import commands, follow
from planner.app.output import PRIVATE, write_file
from planner.app.progress_words import state_words
from planner.app.rescue import keep_replaced
from planner.app.workspace import Workspace
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.learner import Aim, Learner, Order
from planner.model.levelled import reworded
from planner.model.record import COUNTED, ItemRecord
from planner.storage import backups
from planner.storage.backups import Backup
from planner.storage.learner_file import same_curriculum

Say = Callable[[date], str]
"""A date as the reader writes it."""
NOTHING = "–"
MOST_TITLES = 6


@dataclass(frozen=True, slots=True)
class Version:
    """What was kept at some time."""

    at: datetime
    """In local time."""
    backup: Backup


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: an answer, an item, the curriculum."""

    what: str
    then: str
    now: str
    kind: str
    """"item", "answer" or "curriculum"."""


# Looking at them


def versions(workspace: Workspace) -> tuple[Version, ...]:
    """All that are kept of the learner who is open, newest first."""
    return tuple(Version(backup.at.astimezone(), backup) for backup in workspace.backups())


def document_of(workspace: Workspace, version: Version, today: date | None = None) -> Document:
    """The learner as they were. Raises PlannerError."""
    return workspace.read_backup(version.backup).document(today)


def write_copy(version: Version, path: Path) -> Path:
    """Write a version into a file of its own, as it was; a learner who is in it is kept. Raises PlannerError."""
    keep_replaced(path)
    return write_file(path, backups.read(version.backup), PRIVATE)


def go_back(workspace: Workspace, version: Version, today: date | None = None) -> Document:
    """The learner as they were, to go on with; what is there now is kept for certain. Raises PlannerError."""
    file = workspace.read_backup(version.backup)
    document = file.document(today)
    if workspace.rescue:
        workspace.adopt(file)
    workspace.keep_next()
    return commands.set_today(document.changed(side=workspace.turn_back(file)), today or date.today())


# What is different


def differences(then: Document, now: Document, say: Say = i18n.day) -> tuple[Difference, ...]:
    """Everything in which two versions of a learner differ, items first."""
    return (*_items(then, now, say), *_answers(then, now, say), *_curriculum(then, now))


def summary(found: Iterable[Difference]) -> str:
    """The same in a line, such as "3 items · Goal · Hours a week"."""
    found = list(found)
    items = sum(one.kind == "item" for one in found)
    parts = [ngettext("{count} item", "{count} items", items).format(count=items)] if items else []
    others = [one.what for one in found if one.kind != "item"]
    if len(others) > MOST_TITLES:
        others[MOST_TITLES - 1 :] = [_("and {count} more").format(count=len(others) - MOST_TITLES + 1)]
    return " · ".join((*parts, *others)) or _("The same as now")


def _items(then: Document, now: Document, say: Say) -> Iterator[Difference]:
    before, after = then.record.items(), now.record.items()
    for item in dict.fromkeys((*after, *before)):
        old, new = before.get(item, ItemRecord()), after.get(item, ItemRecord())
        words = item_words(old, say), item_words(new, say)
        if words[0] == words[1] and (old.note, old.evidence) != (new.note, new.evidence):
            words = _note(old), _note(new)
        if words[0] != words[1]:
            yield Difference(_title(item, now, then), *words, "item")


def item_words(record: ItemRecord, say: Say = i18n.day) -> str:
    """Where an item stands and how long it has taken, such as "Done on 4 Jan 2027, 12 h"."""
    parts = [state_words(record, say)]
    if record.minutes:
        parts.append(_("{hours:g} h").format(hours=round(record.minutes / 60, 1)))
    if record.part is not None and not record.held:
        parts.append(_("{percent:.0f}% done").format(percent=100 * record.part))
    return ", ".join(filter(None, parts)) or NOTHING


def _note(record: ItemRecord) -> str:
    return " · ".join(filter(None, (record.note, record.evidence))) or NOTHING


def _title(item: str, *documents: Document) -> str:
    found = (document.curriculum.by_id.get(item) for document in documents)
    return next((node.title for node in found if node is not None), item)


def _curriculum(then: Document, now: Document) -> Iterator[Difference]:
    old, new = then.curriculum, now.curriculum
    if old.id != new.id:
        yield Difference(_("Curriculum"), old.title, new.title, "curriculum")
    elif not same_curriculum(old, new):
        old, new = reworded(old), reworded(new)  # one of them may have been read in another language
        yield Difference(_("Curriculum"), _("as it was then"), follow.summary(old, new), "curriculum")


# Answers


def _answers(then: Document, now: Document, say: Say) -> Iterator[Difference]:
    if then.name != now.name:
        yield Difference(_("Name"), then.name or NOTHING, now.name or NOTHING, "answer")
    known = _labels()
    old, new = then.learner, now.learner
    for field in Learner.model_fields:
        if field in COUNTED or field == "availability":
            continue
        pair = getattr(old, field), getattr(new, field)
        if pair[0] != pair[1]:
            label = known.get(field, field.replace("_", " "))
            words = [_value(field, one, other, then, now, say) for one, other in (pair, pair[::-1])]
            yield Difference(label, words[0], words[1], "answer")
    yield from _availability(then, now, say)


def _labels() -> dict[str, str]:
    return {
        "start": _("Start"),
        "goal": _("Goal"),
        "avoid": _("Avoided"),
        "prefer": _("Preferred"),
        "free_only": _("Only what costs nothing"),
        "budget_usd": _("Budget"),
        "aim": _("Aim"),
        "then": _("What decides between equals"),
        "hour_worth_usd": _("What an hour is worth"),
        "week_worth_usd": _("What a week is worth"),
        "order": _("Order"),
        "by_hand": _("Order made by hand"),
        "not_before": _("Not before a day"),
        "booked": _("Booked exams"),
        "max_topics": _("Topics at a time"),
        "deadline": _("Deadline"),
    }


def _value(field: str, one: Any, other: Any, then: Document, now: Document, say: Say) -> str:
    """One answer; of lists and tables what `other` does not have."""
    if isinstance(one, bool):
        return _("yes") if one else _("no")
    if field in ("start", "goal"):
        return _title(one, now, then) if one else _("nothing yet")
    if isinstance(one, (Aim, Order)):
        return _choices()[one]
    if isinstance(one, date):
        return say(one)
    if field.endswith("_usd"):
        return NOTHING if one is None else _("{amount:,.0f} USD").format(amount=one)
    if field == "then":
        return ", ".join(_choices()[aim] for aim in one) or NOTHING
    if isinstance(one, dict):
        own = [f"{_title(item, now, then)} ({say(day)})" for item, day in one.items() if other.get(item) != day]
        return _listed(own)
    if isinstance(one, tuple):
        own = [_title(item, now, then) for item in one if item not in other]
        return _listed(own or [_title(item, now, then) for item in one if set(one) == set(other)])
    return NOTHING if one is None else str(one)[:80]


def _choices() -> dict[Aim | Order, str]:
    return {
        Aim.HOURS: _("fewest hours"),
        Aim.MONEY: _("least money"),
        Aim.MIX: _("the best mix"),
        Aim.TIME: _("earliest finish"),
        Order.FINISH: _("Finish earliest"),
        Order.WINS: _("Early wins"),
        Order.TOPICS: _("Keep topics together"),
        Order.BALANCE: _("Balanced weeks"),
    }


def _listed(titles: list[str]) -> str:
    if len(titles) > MOST_TITLES:
        titles[MOST_TITLES - 1 :] = [_("and {count} more").format(count=len(titles) - MOST_TITLES + 1)]
    return "; ".join(titles) or NOTHING


def _availability(then: Document, now: Document, say: Say) -> Iterator[Difference]:
    old, new = then.learner.availability, now.learner.availability
    rows: list[tuple[str, str, str]] = []
    if old.hours_per_week != new.hours_per_week:
        before, after = (_("{hours:g} h").format(hours=round(one.hours_per_week, 1)) for one in (old, new))
        rows.append((_("Hours a week"), before, after))
    elif old.week != new.week:
        rows.append((_("Days of study"), _week(old.week), _week(new.week)))
    if old.start != new.start:
        rows.append((_("First day"), say(old.start), say(new.start)))
    if old.periods != new.periods:
        text = _("Days off and busy times")
        rows.append((text, str(len(old.periods)), str(len(new.periods))))
    if old.holidays != new.holidays:
        rows.append((_("Public holidays"), old.holidays or NOTHING, new.holidays or NOTHING))
    for row in rows:
        yield Difference(*row, "answer")


def _week(week: tuple[int, ...]) -> str:
    """Minutes from Monday to Sunday."""
    return " – ".join(str(minutes) for minutes in week) + " " + _("min")
