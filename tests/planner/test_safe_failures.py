"""Saving while the system refuses calls, the disk is full, or the program is killed."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from budget import budget
from quick_folder import quick_folder
from storing import kept, names, names_below, python, save

from planner.storage import backups, safe

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


# Every call to the system fails once

CALLS = [
    *("open", "write", "read", "fsync", "close", "replace", "rename", "unlink", "chmod", "mkdir", "rmdir"),
    *("stat", "lstat", "fstat", "listdir", "scandir", "access", "ftruncate"),
]
NUMBERS = [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES]


class Failing:
    """Counts the calls to the system that Python makes by name, and lets the one with the number `at` fail."""

    def __init__(self, at: int = -1, number: int = 0) -> None:
        self.count, self.at, self.number = 0, at, number
        self.failed = ""

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count - 1 == self.at:
                self.failed = name
                if name == "close":  # the system closes also where it reports an error
                    real(*arguments, **options)
                raise OSError(self.number, os.strerror(self.number))
            return real(*arguments, **options)

        return call


@contextmanager
def failing(wrapper: Failing) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            if hasattr(os, name):
                patch.setattr(os, name, wrapper.wrap(name, getattr(os, name)))
        if os.name == "posix":
            import fcntl

            patch.setattr(fcntl, "flock", wrapper.wrap("flock", fcntl.flock))
        yield


@pytest.mark.parametrize("known", [None, b"old"], ids=["new", "replaced"])
def test_whichever_call_fails_the_file_is_whole_and_nothing_is_left_over(known: bytes | None) -> None:
    """Every call fails once for want of a right, which is what programs most often mistake for something else, and
    once for one of the other reasons in turn."""
    every_call_fails(known, [errno.EACCES])
    every_call_fails(known, NUMBERS[:3])


@pytest.mark.fuzz
@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("known", [None, b"old"], ids=["new", "replaced"])
def test_whichever_call_fails_for_whatever_reason(known: bytes | None, number: int) -> None:
    every_call_fails(known, [number])


def every_call_fails(known: bytes | None, numbers: list[int]) -> None:
    """Count the calls of one save, then save as often and let each of them fail once."""
    with quick_folder() as folder, pytest.MonkeyPatch.context() as patch:
        for name in ("first", "counted"):  # the first one may import something
            patch.setenv("TRAILMARK_DATA", str(folder / name / "data"))
            path = started(folder / name, known)
            with failing(counter := Failing()):
                save(path, b"new", known, now=NOW)
        assert counter.count > 15
        raised = 0
        for at in range(counter.count):
            place = folder / str(at)
            patch.setenv("TRAILMARK_DATA", str(place / "data"))
            raised += one_call_fails(started(place, known), known, at, numbers[at % len(numbers)])
        assert raised > 5


def started(place: Path, known: bytes | None) -> Path:
    place.mkdir()
    path = place / "learners" / "ada.json"
    if known is not None:
        save(path, known, None, now=NOW - timedelta(days=1))
    return path


def one_call_fails(path: Path, known: bytes | None, at: int, number: int) -> bool:
    """Whether saving said so. Where it did not, the file must be saved."""
    place, error = path.parent.parent, None
    with failing(wrapper := Failing(at, number)):
        try:
            stored = save(path, b"new", known, now=NOW)
        except OSError as problem:
            error = problem
    where = f"call {at}, {wrapper.failed}"
    assert wrapper.failed, where
    content = path.read_bytes() if path.exists() else None
    if error is None:
        assert content == b"new", where
        assert stored.warning or kept() == ([known] if known else []), where
    else:
        assert (error.errno, error.strerror) == (number, os.strerror(number)), where
        assert content in (known, b"new"), where
    if wrapper.failed != "unlink":  # what cannot be deleted stays
        assert not [name for name in names_below(place) if name.endswith(".tmp")], where
    again = save(path, b"newer", content, now=NOW + timedelta(days=1))  # the way is free
    assert (path.read_bytes(), again.warning) == (b"newer", ""), where
    if wrapper.failed != "unlink":
        assert not [name for name in names_below(place) if name.startswith(".")], where
    return error is not None


FULL = """
import resource, sys
from hashlib import sha256
from pathlib import Path
from planner.storage import safe
path, size, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    known = sha256(path.read_bytes()).hexdigest()
    safe.save(path, b"n" * size, known_sha256=known, owner="ada", verify=len)
    print("saved")
except OSError as problem:
    print(problem.strerror)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
@pytest.mark.parametrize("limit", [0, 1, 5000, 9999, 10_000])
def test_when_the_system_really_writes_no_further_the_old_file_stays(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "ada.json"
    path.write_bytes(b"o" * 10)
    with python(FULL, str(path), "10000", str(limit)) as child:
        said = child.communicate()[0].decode().strip()
    if limit == 10_000:
        assert said == "saved"
        assert path.read_bytes() == b"n" * 10_000
    else:
        assert said == os.strerror(errno.EFBIG)
        assert path.read_bytes() == b"o" * 10
    assert names(tmp_path) == ["ada.json", "data"]
    assert not [name for name in names_below(tmp_path) if name.startswith(".")]


# Killed while saving

WRITER = """
import sys
from hashlib import sha256
from pathlib import Path
from planner.storage import safe
path, number = Path(sys.argv[1]), int(sys.argv[2])
sha256 = safe.load(path).sha256
while True:
    number += 1
    content = f"{number:08}".encode() * 2500
    sha256 = safe.save(path, content, known_sha256=sha256, owner="ada", verify=len, always_keep=number % 5 == 0).sha256
    print(f"{number:08}", flush=True)
"""


def kills(path: Path, count: int, seed: int) -> None:
    """Kill a saving process `count` times: what stands there is one whole version, never older than the last one that
    was reported, and so are all backups."""
    chance, newest = random.Random(seed), 1
    save(path, b"00000001" * 2500, None)
    for _kill in range(count):
        with python(WRITER, str(path), str(newest)) as child:
            assert child.stdout is not None
            reported = child.stdout.read(9)  # it is at work
            ready, _w, _x = select.select([child.stdout], [], [], 0)
            time.sleep(chance.uniform(0, 0.03) if ready == [] else 0)
            os.kill(child.pid, signal.SIGKILL)
            reported += child.stdout.read()
        content = path.read_bytes()
        assert content == content[:8] * 2500
        assert int(content[:8]) >= max([newest, *(int(one) for one in reported.split())])
        newest = int(content[:8])
        for backup in backups.listed("ada"):
            whole = backups.read(backup)
            assert whole == whole[:8] * 2500
            assert int(whole[:8]) <= newest
    assert newest > count
    # Nothing stands in the way of the next one, and what was left over goes.
    save(path, b"last", path.read_bytes())
    assert safe.sweep(path.parent, datetime.now(UTC) + timedelta(hours=2)) <= count
    assert [name for name in names(path.parent) if name != "data"] == ["ada.json"]


@POSIX
def test_a_killed_save_loses_nothing_and_tears_nothing(tmp_path: Path) -> None:
    kills(tmp_path / "ada.json", 20, 1)


@POSIX
@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(budget(1, 20)))
def test_many_killed_saves_lose_nothing(tmp_path: Path, seed: int) -> None:
    """100 kills each."""
    kills(tmp_path / "ada.json", 100, seed)


DYING = """
import os, signal, sys
from pathlib import Path
from planner.storage import safe
os.fsync = lambda _descriptor: os.kill(os.getpid(), signal.SIGKILL)
safe.save(Path(sys.argv[1]), b"one", known_sha256=None, owner="ada", verify=len)
"""


@POSIX
def test_what_a_killed_save_leaves_is_swept_up(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    with python(DYING, str(path)) as child:
        assert child.wait() == -signal.SIGKILL
    assert not path.exists()
    assert len(names(tmp_path)) == 2  # the temporary file and the lock
    assert safe.sweep(tmp_path) == 0
    assert safe.sweep(tmp_path, datetime.now(UTC) + timedelta(hours=2)) == 1
    save(path, b"two", None)
    assert names(tmp_path) == ["ada.json"]
