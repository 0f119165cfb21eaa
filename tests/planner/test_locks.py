"""Two processes and one file: who has it, when it becomes free, and that no update is lost."""

from __future__ import annotations

import errno
import json
import os
import platform
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from quick_folder import quick_folder
from storing import python

from planner.storage import locks, safe
from planner.storage.locks import FileLock, saving

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "ada.json"


HOLDER = """
import subprocess, sys
from pathlib import Path
from planner.storage.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.acquire(), lock.held, flush=True)
if len(sys.argv) > 2:  # a child that lives on must not keep the lock
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdout=subprocess.DEVNULL)
    print("child", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held_by_another(path: Path, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    with python(HOLDER, str(path), *more) as child:
        assert child.stdout is not None
        assert child.stdout.readline().split() == [b"None", b"True"]
        yield child
        child.kill()


def note(**fields: object) -> bytes:
    at = "2026-11-30T10:00:00+00:00"
    return json.dumps({"host": "elsewhere", "pid": 7, "started": at, "since": at, **fields}).encode()


# The lock of an open file


def test_who_has_a_file_is_said(path: Path) -> None:
    before = datetime.now(UTC)
    with held_by_another(path) as child:
        lock = FileLock(path)
        holder = lock.acquire()
        assert holder is not None
        assert not lock.held
        assert (holder.host, holder.pid, holder.is_here) == (platform.node(), child.pid, True)
        assert before - timedelta(seconds=1) < holder.started <= holder.since <= datetime.now(UTC)
        assert lock.take_over() == holder  # a living program is not robbed
        assert not lock.held


@POSIX
def test_a_lock_ends_with_its_process_however_it_ends(path: Path) -> None:
    with held_by_another(path, "with a child") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"child\n"
        child.kill()
        child.wait()
        lock = FileLock(path)
        assert lock.acquire() is None
        assert lock.held
        lock.release()
    assert list(path.parent.iterdir()) == []


def test_a_lock_that_is_given_back_leaves_nothing(path: Path) -> None:
    first, second = FileLock(path), FileLock(path)
    assert first.acquire() is None
    assert first.acquire() is None
    assert second.acquire() is not None
    second.release()  # it has none
    assert second.acquire() is not None
    first.release()
    first.release()
    assert list(path.parent.iterdir()) == []
    assert second.acquire() is None
    second.release()


def test_a_lock_from_another_machine_is_only_a_warning(path: Path) -> None:
    place = locks.lock_place(path, "open")
    place.write_bytes(note())
    lock = FileLock(path)
    for _time in range(2):
        holder = lock.acquire()
        assert holder is not None
        assert (holder.host, holder.pid, holder.is_here) == ("elsewhere", 7, False)
        assert holder.since == datetime(2026, 11, 30, 10, tzinfo=UTC)
        assert not lock.held
    assert lock.take_over() is None
    assert lock.held
    other = FileLock(path).acquire()
    assert other is not None
    assert (other.host, other.pid) == (platform.node(), os.getpid())
    lock.release()
    assert not place.exists()


def test_what_a_dead_program_of_this_machine_left_is_no_warning(path: Path) -> None:
    locks.lock_place(path, "open").write_bytes(note(host=platform.node()))
    lock = FileLock(path)
    assert lock.acquire() is None
    lock.release()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff",
        b"[" * 1900,
        b'{"host": "elsewhere"}' + b" " * 3000,
        note(host=7),
        note(pid="7"),
        note(since="2026-11-30T10:00:00"),
        note(since=5),
        note(started="soon"),
    ],
)
def test_what_is_no_note_of_ours_is_nobody(path: Path, content: bytes) -> None:
    locks.lock_place(path, "open").write_bytes(content)
    lock = FileLock(path)
    assert lock.acquire() is None
    assert lock.held
    lock.release()


@POSIX
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_nothing_that_is_planted_in_place_of_a_lock_is_followed_or_waited_for(
    path: Path, kind: str, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    for purpose in ("open", "saving"):
        place = locks.lock_place(path, purpose)
        if kind == "link":
            place.symlink_to(precious)
        elif kind == "pipe":
            os.mkfifo(place)
        else:
            place.mkdir()
    lock = FileLock(path)
    assert lock.acquire() is None
    assert not lock.held
    lock.release()
    safe.save(path, b"one", known_sha256=None, owner="ada", verify=len)
    assert path.read_bytes() == b"one"
    assert precious.read_bytes() == b"precious"


def test_where_no_lock_file_can_be_made_the_file_opens_without(path: Path) -> None:
    path.parent.rmdir()
    lock = FileLock(path)
    assert lock.acquire() is None
    assert not lock.held


@POSIX
def test_a_lock_file_that_was_replaced_meanwhile_is_not_deleted(path: Path) -> None:
    """A program that synchronises folders puts that of another machine in its place."""
    place = locks.lock_place(path, "open")
    lock = FileLock(path)
    assert lock.acquire() is None
    theirs = path.parent / "arriving"
    theirs.write_bytes(note())
    theirs.replace(place)
    lock.release()
    assert place.read_bytes().startswith(b'{"host": "elsewhere"')


@POSIX
def test_a_link_and_its_target_have_one_lock(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x")
    (tmp_path / "link.json").symlink_to(path)
    first, second = FileLock(path), FileLock(tmp_path / "link.json")
    assert first.acquire() is None
    assert second.acquire() is not None
    first.release()


def test_long_names_and_names_of_their_own_have_locks(path: Path) -> None:
    for name in ("x" * 255, "ä" * 127, "a.json", "b.json"):
        lock = FileLock(path.with_name(name))
        assert lock.acquire() is None
        assert lock.held


# The lock around one save


def test_a_save_that_waits_too_long_says_so(path: Path) -> None:
    with saving(path), pytest.raises(TimeoutError, match="Another program is writing"), saving(path, patience=0.05):
        pytest.fail("two at once")
    with saving(path):
        pass
    assert list(path.parent.iterdir()) == []


@POSIX
def test_a_disk_that_knows_no_locks_can_be_saved_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    safe.save(path, b"one", known_sha256=None, owner="ada", verify=len)
    assert path.read_bytes() == b"one"
    lock = FileLock(path)
    assert lock.acquire() is None
    assert not lock.held


def test_only_one_thread_is_inside_at_a_time(path: Path) -> None:
    inside, most, total = 0, 0, 0

    def work() -> None:
        nonlocal inside, most, total
        for _turn in range(30):
            with saving(path):
                inside += 1
                most = max(most, inside)
                seen = total
                threading.Event().wait(0.0001)
                total = seen + 1
                inside -= 1

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, total) == (1, 120)


# No update is lost

COUNTING = """
import sys
from pathlib import Path
from planner.storage.locks import FileLock
from planner.storage.safe import ChangedOnDisk, load, save
path, name, turns, way = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
print("ready", flush=True)
sys.stdin.readline()
for number in range(turns):
    lock = FileLock(path)
    while way == "lock" and lock.acquire() is not None:
        pass
    while True:
        stored = load(path)
        content = stored.content + f"{name}{number}\\n".encode()
        try:
            save(path, content, known_sha256=stored.sha256, owner=name, verify=len)
            break
        except ChangedOnDisk:
            assert way != "lock"
    lock.release()
"""


@pytest.mark.parametrize("way", ["lock", "compare"])
def test_no_update_of_two_processes_is_lost(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 updates by two processes at once: with the lock of the open file no save meets another one, and without it
    those that do are told, and load again."""
    with quick_folder() as folder:
        monkeypatch.setenv("TRAILMARK_DATA", str(folder / "data"))
        path = folder / "ada.json"
        path.write_bytes(b"")
        with python(COUNTING, str(path), "a", "150", way) as one, python(COUNTING, str(path), "b", "150", way) as two:
            for child in (one, two):
                assert child.stdout is not None
                assert child.stdout.readline() == b"ready\n"
            for child in (one, two):
                assert child.stdin is not None
                child.stdin.write(b"go\n")
                child.stdin.flush()
            assert (one.wait(), two.wait()) == (0, 0)
        updates = path.read_bytes().decode().split()
        assert sorted(updates) == sorted(f"{name}{number}" for name in "ab" for number in range(150))
        assert {one.name for one in folder.iterdir()} == {"ada.json", "data"}
