"""Earlier contents of a learner's file, kept in the data folder: not beside the file, which may be lost as a whole."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.storage.files import atomic_write, is_temporary, read_bounded, read_regular
from planner.storage.places import STAMP_PATTERN, data_folder, moment, owner_name, stamp

MAX_RECORD_BYTES = 16 * 1024 * 1024
"""Largest learner file that is read or written: a curriculum of 2 MiB and decades of progress fit."""
PAUSE = timedelta(minutes=10)
"""Between two backups that nobody asked for."""
ALL_OF = timedelta(days=2)
DAYS, WEEKS, MONTHS = 14, 8, 12
"""Of older backups the last one of so many days, weeks and months stays."""

_NAME = re.compile(rf"({STAMP_PATTERN})-[0-9a-f]{{8}}\.json")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """One earlier content. `at` is when it was replaced, in UTC; `size` in bytes."""

    path: Path
    at: datetime
    size: int


def keep(owner: str, content: bytes, *, now: datetime | None = None, always: bool = False) -> Path | None:
    """Make sure that `content` can be had back; returns where, or None where the last backup is younger than `PAUSE`.

    With `always` that does not matter. What the newest backup holds already is not kept twice. Raises OSError.
    """
    moment_now = _utc(now)
    known = listed(owner)
    found = _place_of(content, known, moment_now)
    if found is not None:
        return found
    # A clock that was wrong and is set back must not stop backups until it reaches the old time again.
    if not always and any(abs(moment_now - one.at) < PAUSE for one in known):
        return None
    at, taken = moment_now, {one.at for one in known}
    while at in taken:
        at += _MICROSECOND
    path = folder_of(owner) / f"{stamp(at)}-{secrets.token_hex(4)}.json"
    atomic_write(path, content)
    thin(owner, moment_now)
    return path


def _place_of(content: bytes, known: tuple[Backup, ...], now: datetime) -> Path | None:
    """Where `content` is kept already: in the newest, or where that comes from a clock that was fast, in the newest
    before now."""
    newest = known[:1] + tuple(one for one in known if one.at <= now)[:1]
    return next((one.path for one in newest if one.size == len(content) and _holds(one, content)), None)


def listed(owner: str) -> tuple[Backup, ...]:
    """All backups, the newest first; none where the folder cannot be read."""
    found = []
    for path in _files(folder_of(owner)):
        at = _moment_of(path)
        if at is not None:
            with contextlib.suppress(OSError):  # thinned by another process in this moment
                found.append(Backup(path, at, path.lstat().st_size))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def read(backup: Backup, limit: int = MAX_RECORD_BYTES) -> bytes:
    """What was kept. Raises PlannerError."""
    return read_bounded(backup.path, limit)


def thin(owner: str, now: datetime | None = None) -> int:
    """Delete what the policy does not keep; returns how many. What cannot be deleted stays."""
    known = listed(owner)
    staying = kept((one.at for one in known), _utc(now))
    return _delete(one.path for one in known if one.at not in staying)


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups stay: the newest, all less than `ALL_OF` from `now`, and the last of so many days, weeks, months.

    Only days, weeks and months that have a backup are counted, so that whoever comes back after a year finds as many
    as somebody who works every day. "From now" holds in both directions: a clock may have been wrong.
    """
    newest_first = sorted(moments, reverse=True)
    staying = set(newest_first[:1]) | {at for at in newest_first if abs(now - at) < ALL_OF}
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    for count, period in periods:
        last_of: dict[object, datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(at), at)
        staying.update(list(last_of.values())[:count])
    return staying


def forget(owner: str) -> int:
    """Delete everything that is kept of an owner; returns how many files. Raises OSError where something stays."""
    folder = folder_of(owner)
    if not folder.exists():
        return 0
    ours = [path for path in folder.iterdir() if _moment_of(path) or is_temporary(path.name)]
    ours = [path for path in ours if path.is_symlink() or not path.is_dir()]
    for path in ours:
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # somebody else's files are in it
        folder.rmdir()
    return len(ours)


def folder_of(owner: str) -> Path:
    """Where the backups of an owner are. Raises ValueError for what is no owner."""
    return data_folder() / "backups" / owner_name(owner)


def _moment_of(path: Path) -> datetime | None:
    name = _NAME.fullmatch(path.name)
    return moment(name[1]) if name else None


def _utc(now: datetime | None) -> datetime:
    return datetime.now(UTC) if now is None else now.astimezone(UTC)


def _holds(backup: Backup, content: bytes) -> bool:
    try:
        return read_regular(backup.path, len(content)) == content
    except OSError:
        return False


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    except OSError:
        return []


def _delete(paths: Iterable[Path]) -> int:
    count = 0
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
            count += 1
    return count
