"""The clients of a coach: the learner files of one folder, each with its goal, how far it is, and what comes next.

Nothing is planned for it: what is on time is told by the plan that a file holds and by what has happened since.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from planner.app import queries
from planner.app.on_disk import SUFFIX
from planner.app.upcoming import Left, had, next_of, overdue, what_is_left
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Kind, Node
from planner.model.document import Document
from planner.model.plan import Dated
from planner.model.problem import PlannerError, error
from planner.model.record import EventKind, ItemRecord
from planner.model.requirement import holds
from planner.model.text import printable
from planner.planning.held import held_items
from planner.planning.ways import hours_left
from planner.storage.files import shown
from planner.storage.learner_file import LastPlan, PlannedItem, Read
from planner.storage.locks import holder_of
from planner.storage.peek import Peek

MOST = 5_000
"""So many files of a folder are listed."""
CHUNK = 20
"""So many are handed on at a time."""


class Standing(StrEnum):
    """Where a client stands."""

    LATE = "late"  # something should have been done by now
    OVER_DEADLINE = "over_deadline"  # on time, but the plan ends after the deadline
    ON_TIME = "on_time"
    WAITING = "waiting"  # the plan begins on a later day
    NEW = "new"  # there is no plan yet
    ARRIVED = "arrived"
    UNREADABLE = "unreadable"


class Client(Value):
    """One file. Days are local calendar dates."""

    file: str
    """Its path."""
    name: str
    """How the client is called; else how the file is called."""
    standing: Standing
    curriculum: str = ""
    """Title."""
    goal: str = ""
    """Title."""
    late_days: int = 0
    """So long ago the first step that is still open should have been done, or the plan ends after the deadline."""
    deadline_days: int = 0
    """So long after the deadline the plan ends, also for somebody who is late."""
    late_steps: int = 0
    """How many steps should have been done by now and are not."""
    done: int = 0
    """Steps that are done."""
    steps: int = 0
    """Steps that are done or to do."""
    progress: float | None = None
    """The part of the hours that is done; None where there is no plan."""
    next: str = ""
    """Title of the next step."""
    begins: date | None = None
    finish: date | None = None
    """Of the plan that was seen last."""
    deadline: date | None = None
    active: date | None = None
    """The last day on which something was recorded."""
    problem: str = ""
    """Why the file cannot be read, or is only read."""
    held_by: str = ""
    """Name of the computer on which it is open."""
    open_here: bool = False
    """Whether a window of this computer has it open."""


class ClientList(Value):
    """What `trailmark clients` prints as JSON."""

    format: Literal["trailmark.clients"] = "trailmark.clients"
    format_version: Literal[1] = 1
    today: date
    clients: tuple[Client, ...]


class ClientFolder:
    """Reads the files of folders, and those that have not changed since only once. One thread at a time."""

    def __init__(self) -> None:
        self._peek = Peek(queries.load)
        self._seen: dict[str, tuple[object, Client]] = {}

    def read(
        self, folder: Path, today: date, stale: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Client, ...]]:
        """The clients by file name, some more with every part. Raises PlannerError where the folder cannot be read."""
        found: list[Client] = []
        seen: dict[str, tuple[object, Client]] = {}
        for number, path in enumerate(learner_files(folder), 1):
            if stale():
                return
            key, client = self._one(path, today)
            seen[str(path)] = key, client
            found.append(_opened(client, path))
            if number % CHUNK == 0:
                yield tuple(found)
        self._seen = seen
        yield tuple(found)

    def _one(self, path: Path, today: date) -> tuple[object, Client]:
        try:
            state = path.stat()
            key: object = (state.st_mtime_ns, state.st_size, state.st_ino, today)
        except OSError:
            key = None
        old = self._seen.get(str(path))
        if old is not None and key is not None and old[0] == key:
            return old
        return key, client_of(path, today, self._peek)


def learner_files(folder: Path) -> list[Path]:
    """What looks like a learner file, by name. Raises PlannerError."""
    try:
        names = [one.name for one in os.scandir(folder) if not one.name.startswith(".")]
    except OSError as wrong:
        text = _("The folder cannot be read: {reason}.").format(reason=wrong.strerror or str(wrong))
        raise error("unreadable", text, file=str(folder)) from None
    wanted = [name for name in names if Path(name).suffix.lower() == SUFFIX]
    old = [name for name in names if name.lower().endswith(".json")]
    wanted += [name for name in old if queries.kind_of(folder / name) == "trailmark.learner"]
    return [folder / name for name in sorted(wanted, key=lambda name: (name.casefold(), name))[:MOST]]


def client_of(path: Path, today: date, peek: Peek | None = None) -> Client:
    """What the list says of one file."""
    try:
        read = (peek or Peek(queries.load)).read(path)
        document = read.file.document(today)
    except PlannerError as wrong:
        words = wrong.problems[0].message
    except ValueError:  # one file must never hide all the others
        words = _("What stands in the file makes no sense.")
    else:
        return _summary(path, read, document, today)
    return Client(file=shown(path), name=printable(path.stem, 200), standing=Standing.UNREADABLE, problem=words)


def _opened(client: Client, path: Path) -> Client:
    """Who has the file open is no matter of its content, and told anew every time."""
    holder = holder_of(path)
    host = holder.host if holder is not None else ""
    here = holder is not None and holder.is_here
    return (
        client if (host, here) == (client.held_by, client.open_here) else client.changed(held_by=host, open_here=here)
    )


def _summary(path: Path, read: Read, document: Document, today: date) -> Client:
    plan, records = read.file.plan, document.record.items()
    held = held_items(document.curriculum, document.learner)
    nodes = document.curriculum.by_id
    skipped = {item for item, record in records.items() if record.state is EventKind.SKIPPED}
    left = [one for one in plan.items if one.id in nodes and one.id not in held | skipped] if plan else []
    hours = hours_left(document.curriculum, document.learner, [one.id for one in left], held)
    open_steps = {item: _left(nodes[item], hours[item]) for item in hours}
    late = overdue(plan.items, open_steps, today) if plan else []
    arrived = document.learner.goal in held
    beyond = 0 if arrived or not left else _beyond_deadline(document, plan)
    standing, days = _standing(document, arrived, late, left, beyond, today)
    done = [item for item, record in records.items() if record.state is EventKind.DONE and item in nodes]
    days_of_events = [event.at.astimezone().date() for event in document.record.events[-1:]]
    note = _("A later Trailmark wrote this file: it can be looked at, and is not changed.") if read.newer else ""
    return Client(
        file=shown(path),
        name=document.name or printable(path.stem, 200),
        standing=standing,
        curriculum=document.curriculum.title,
        goal=nodes[document.learner.goal].title,
        late_days=days,
        deadline_days=beyond,
        late_steps=len(late),
        done=len(done),
        steps=len(done) + len(left),
        progress=1.0 if arrived else _progress(document, done, hours) if plan else None,
        next="" if arrived else _next(document, records, open_steps, held, today),
        begins=min((one.start for one in plan.items if one.start), default=None) if plan else None,
        finish=plan.finish if plan else None,
        deadline=document.learner.deadline,
        active=next(iter(days_of_events), None),
        problem=note,
    )


def _left(node: Node, hours: float) -> Left:
    return what_is_left(node.kind, hours, node.hours.likely, node.months is not None, node.cost_usd)


def _beyond_deadline(document: Document, plan: LastPlan | None) -> int:
    """Days by which the plan ends after the deadline."""
    finish, deadline = plan.finish if plan else None, document.learner.deadline
    return max(0, (finish - deadline).days) if finish and deadline else 0


def _standing(
    document: Document, arrived: bool, late: Sequence[Dated], left: list[PlannedItem], beyond: int, today: date
) -> tuple[Standing, int]:
    if arrived:
        return Standing.ARRIVED, 0
    if not left:
        return Standing.NEW, 0
    if late:
        return Standing.LATE, (today - min(one.finish for one in late if one.finish)).days
    if beyond:
        return Standing.OVER_DEADLINE, beyond
    begins = min((one.start for one in left if one.start), default=today)
    waits = begins > today and not document.record.events
    return (Standing.WAITING if waits else Standing.ON_TIME), 0


def _progress(document: Document, done: list[str], left: Mapping[str, float]) -> float:
    """The part of the hours that is done, degrees apart, as on the page of today; of the steps without hours."""
    nodes, learner = document.curriculum.by_id, document.learner
    behind = sum(nodes[item].hours.likely for item in done if nodes[item].kind is not Kind.DEGREE)
    ahead = 0.0
    for item, hours in left.items():
        if hours and nodes[item].kind is not Kind.DEGREE:
            begun = learner.progress.get(item) or learner.logged.get(item)
            behind, ahead = behind + (nodes[item].hours.likely - hours if begun else 0.0), ahead + hours
    if behind + ahead:
        return behind / (behind + ahead)
    return len(done) / (len(done) + len(left)) if done or left else 0.0


def _next(
    document: Document, records: dict[str, ItemRecord], left: Mapping[str, Left], held: Set[str], today: date
) -> str:
    """Title of what comes next, as on the page of today."""
    nodes, waits = document.curriculum.by_id, document.learner.not_before
    have = had(left, held, lambda item, found: holds(nodes[item].requires, found))
    able = {item for item in left if waits.get(item, today) <= today and holds(nodes[item].requires, have)}
    found = next_of(left, records, able)
    return nodes[found].title if found else ""
