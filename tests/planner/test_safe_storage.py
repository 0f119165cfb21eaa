"""Saving a learner's file: what stands on the disk afterwards, whatever went wrong meanwhile."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quick_folder import quick_folder

from planner.model.problem import PlannerError
from planner.storage import backups, locks, safe
from planner.storage.safe import ChangedOnDisk, Stored

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def no_check(_content: bytes) -> None:
    """Everything can be read back."""


def save(path: Path, content: bytes, known: bytes | None, **options: Any) -> Stored:
    known_sha256 = None if known is None else hash_of(known)
    return safe.save(path, content, known_sha256=known_sha256, owner="ada", verify=no_check, **options)


def kept() -> list[bytes]:
    return [backups.read(one) for one in backups.listed("ada")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# What saving does


def test_a_saved_file_is_loaded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "ada.json"
    stored = save(path, b"one", None)
    assert stored == Stored(path, b"one", hash_of(b"one"))
    assert safe.load(path) == stored
    assert names(path.parent) == ["ada.json"]
    assert kept() == []


def test_what_is_replaced_is_in_the_backups(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    save(path, b"one", None, now=NOW)
    save(path, b"two", b"one", now=NOW + timedelta(minutes=1))
    save(path, b"three", b"two", now=NOW + timedelta(minutes=2))  # too soon for another one
    assert kept() == [b"one"]
    save(path, b"four", b"three", now=NOW + timedelta(minutes=3), always_keep=True)
    assert kept() == [b"three", b"one"]
    save(path, b"four", b"four", now=NOW + timedelta(minutes=60))
    assert kept() == [b"three", b"one"]  # nothing was replaced


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    save(path, b"one", None)

    def refuse(content: bytes) -> None:
        raise ValueError(content)

    with pytest.raises(ValueError, match="two"):
        safe.save(path, b"two", known_sha256=hash_of(b"one"), owner="ada", verify=refuse)
    with pytest.raises(OSError, match="larger than"):
        save(path, b"x" * 1001, b"one", limit=1000)
    assert path.read_bytes() == b"one"
    assert kept() == []


def test_what_another_program_wrote_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    save(path, b"mine", None)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        save(path, b"mine again", b"mine")
    assert caught.value.theirs == Stored(path, b"theirs", hash_of(b"theirs"))
    assert path.read_bytes() == b"theirs"
    save(path, b"merged", b"theirs")  # whoever has seen it may replace it
    assert kept() == [b"theirs"]


def test_a_file_that_is_there_unexpectedly_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        save(path, b"mine", None)
    assert caught.value.theirs is not None
    assert path.read_bytes() == b"theirs"


def test_a_file_or_folder_that_is_gone_is_said_and_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "ada.json"
    save(path, b"one", None)
    path.unlink()
    with pytest.raises(ChangedOnDisk) as caught:
        save(path, b"two", b"one")
    assert caught.value.theirs is None
    path.parent.rmdir()
    with pytest.raises(ChangedOnDisk) as caught:
        save(path, b"two", b"one")
    assert caught.value.theirs is None
    assert not path.parent.exists()


def test_trying_again_what_arrived_unnoticed_is_no_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ada.json"
    save(path, b"one", None)
    real = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    if os.name == "posix":
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", fail_for_folders)
            with pytest.raises(OSError, match="Input/output"):
                save(path, b"two", b"one")
    else:
        path.write_bytes(b"two")
    assert path.read_bytes() == b"two"
    assert save(path, b"two", b"one").sha256 == hash_of(b"two")


def test_a_change_in_the_last_moment_is_still_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program, which knows nothing of our locks, writes while the backup is made."""
    path = tmp_path / "ada.json"
    save(path, b"one", None)
    real = backups.keep

    def interrupted(*arguments: Any, **options: Any) -> Path | None:
        path.write_bytes(b"theirs")
        return real(*arguments, **options)

    monkeypatch.setattr(backups, "keep", interrupted)
    with pytest.raises(ChangedOnDisk):
        save(path, b"two", b"one")
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["ada.json", "data"]


def test_without_backups_it_is_saved_all_the_same_and_said(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "ada.json"
    save(path, b"one", None)
    data.mkdir()
    (data / "backups").write_bytes(b"a file where the folder should be")
    stored = save(path, b"two", b"one")
    assert path.read_bytes() == b"two"
    assert "no backup could be made" in stored.warning


def test_a_backup_does_not_take_the_last_room_from_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk has room for one more file only, and what was done last is worth more than what was done before."""
    path = tmp_path / "ada.json"
    save(path, b"one", None, now=NOW)
    save(path, b"two", b"one", now=NOW)
    real = os.replace

    def replace(source: Path, place: Path) -> None:
        if len(names_below(tmp_path)) > 4:  # the file and its backup, the lock, and the new file or backup
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, place)

    monkeypatch.setattr(os, "replace", replace)
    stored = save(path, b"three", b"two", now=NOW + timedelta(days=1))
    assert path.read_bytes() == b"three"
    assert os.strerror(errno.ENOSPC) in stored.warning
    assert kept() == [b"one"]
    (tmp_path / "something else").touch()
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        save(path, b"four", b"three", now=NOW + timedelta(days=2))
    assert path.read_bytes() == b"three"
    assert kept() == [b"one"]
    assert [name for name in names_below(tmp_path) if name.startswith(".")] == []


def test_a_wrong_owner_is_found_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name for the owner"):
        safe.save(tmp_path / "x", b"", known_sha256=None, owner="../x", verify=no_check)
    assert names(tmp_path) == []


# Two writers

actions = st.lists(st.tuples(st.sampled_from(["load", "save", "raw", "delete"]), st.integers(0, 1)), max_size=30)


@given(actions)
def test_nothing_unseen_is_ever_overwritten(steps: list[tuple[str, int]]) -> None:
    """Two writers load and save in any order, a third program writes and deletes: nothing that the saver did not know
    disappears, and whoever is up to date can save."""
    with quick_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAILMARK_DATA", str(folder))
        path = folder / "ada.json"
        known: list[bytes | None] = [None, None]
        disk: bytes | None = None
        for number, (what, who) in enumerate(steps):
            content = f"{number} by {who}".encode()
            if what == "load":
                known[who] = safe.load(path).content if path.exists() else None
            elif what == "raw":
                path.write_bytes(content)
                disk = content
            elif what == "delete":
                path.unlink(missing_ok=True)
                disk = None
            elif known[who] == disk:
                save(path, content, known[who])
                known[who] = disk = content
            else:
                with pytest.raises(ChangedOnDisk) as caught:
                    save(path, content, known[who])
                assert (caught.value.theirs.content if caught.value.theirs else None) == disk
            assert (path.read_bytes() if path.exists() else None) == disk


# Odd files and folders


def words(path: Path, known: bytes | None) -> str:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the caller looks at the words
        save(path, b"new", known)
    assert caught.value.strerror
    return caught.value.strerror


def test_a_file_that_nobody_may_write_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert "write-protected" in words(path, b"old")
    path.chmod(0o644)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["ada.json", "data"]


@contextmanager
def somebody_without_rights() -> Iterator[None]:
    """The administrator may write anywhere, so let somebody else try."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)


@POSIX
def test_in_a_read_only_folder_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_folder() as folder:
        monkeypatch.setenv("TRAILMARK_DATA", str(folder / "data"))
        path = folder / "learners" / "ada.json"
        save(path, b"old", None)
        folder.chmod(0o755)
        path.parent.chmod(0o555)
        path.chmod(0o666)
        with somebody_without_rights():
            assert safe.load(path).content == b"old"
            assert words(path, b"old") == os.strerror(errno.EACCES)
            assert words(path.with_name("new.json"), None) == os.strerror(errno.EACCES)
            assert names(path.parent) == ["ada.json"]
        path.parent.chmod(0o755)
        assert path.read_bytes() == b"old"


@POSIX
def test_a_lock_that_another_person_left_does_not_stand_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_folder() as folder:
        monkeypatch.setenv("TRAILMARK_DATA", str(folder / "data"))
        folder.chmod(0o777)
        path = folder / "ada.json"
        locks.lock_place(path, "saving").touch(0o644)
        with somebody_without_rights():
            save(path, b"new", None)
        assert path.read_bytes() == b"new"


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    save(link, b"new", b"old")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"
    dangling = tmp_path / "dangling.json"
    dangling.symlink_to("not yet there.json")
    save(dangling, b"new", None)
    assert (tmp_path / "not yet there.json").read_bytes() == b"new"


@POSIX
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to("circle")
    for name in ("pipe", "folder", "circle"):
        before = names(tmp_path)
        for known in (None, b"old"):
            assert words(tmp_path / name, known)
        assert names(tmp_path) == before
        with pytest.raises(PlannerError):
            safe.load(tmp_path / name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit names otherwise")
@pytest.mark.parametrize("name", [b"x" * 250 + b".json", b"\xff\xfe\x80.json", ("ä" * 125 + ".json").encode(), b"\n"])
def test_any_name_that_the_system_allows_will_do(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    save(path, b"one", None)
    stored = save(path, b"two", b"one")
    assert safe.load(path).content == b"two"
    assert stored.warning == ""
    with pytest.raises(ChangedOnDisk):
        save(path, b"three", b"one")


@POSIX
def test_the_disk_is_asked_for_the_file_and_for_the_name_of_everything_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut could lose the first save together with its folders."""
    done: list[int | str] = []
    real, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        done.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    def replace(source: Path, place: Path) -> None:
        done.append("rename")
        real_replace(source, place)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    folder = tmp_path / "one" / "two"
    save(folder / "ada.json", b"one", None)
    above, one, two, file = (path.stat().st_ino for path in (tmp_path, tmp_path / "one", folder, folder / "ada.json"))
    assert done == [above, one, file, "rename", two]


@POSIX
def test_the_mode_of_a_file_is_kept_and_a_new_one_is_private(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    save(path, b"one", None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o664)
    save(path, b"two", b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_disk_that_knows_no_modes_can_be_saved_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ada.json").write_bytes(b"one")
    (tmp_path / "ada.json").chmod(0o666)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    save(tmp_path / "ada.json", b"two", b"one")
    assert (tmp_path / "ada.json").read_bytes() == b"two"


# The emergency copy


def test_an_emergency_copy_is_never_put_over_another_one(data: Path) -> None:
    paths = [safe.emergency_copy("ada", str(number).encode(), NOW) for number in range(3)]
    assert sorted(path.read_bytes() for path in paths) == [b"0", b"1", b"2"]
    assert {path.parent for path in paths} == {data / "state"}
    assert sorted(safe.emergency_copies("ada")) == sorted(paths)
    assert safe.emergency_copies("bob") == ()
    if os.name == "posix":
        assert paths[0].stat().st_mode & 0o777 == 0o600


def test_where_the_state_folder_cannot_be_used_another_one_is_found(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.write_bytes(b"a file where the folder should be")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = safe.emergency_copy("ada", b"precious", NOW)
    assert path.parent == tmp_path
    assert path.read_bytes() == b"precious"


# Sweeping up


def test_only_our_own_old_temporary_files_are_swept_up(tmp_path: Path) -> None:
    now = datetime.now(UTC)

    def made(name: str, hours: float) -> Path:
        path = tmp_path / name
        path.write_bytes(b"x")
        at = (now - timedelta(hours=hours)).timestamp()
        os.utime(path, (at, at))
        return path

    ours = made(".ada.json.abcd_123.trailmark.tmp", 1.1)
    kept_files = [
        made(".ada.json.abcd_124.trailmark.tmp", 0.9),  # somebody may be writing it
        made(".ada.json.abcd_125.trailmark.tmp", -5),  # from the future
        made("ada.json.abcd_126.trailmark.tmp", 9),
        made(".ada.json.abcd_127.tmp", 9),
        made(".ada.json.trailmark.tmp", 9),
        made(".ada.json.abcd_128.trailmark.tmp.json", 9),
        made("ada.json", 9),
    ]
    (tmp_path / ".ada.json.abcd_129.trailmark.tmp").mkdir()
    if os.name == "posix":
        (tmp_path / ".ada.json.abcd_130.trailmark.tmp").symlink_to(kept_files[-1])
    assert safe.sweep(tmp_path, now) == 1
    assert not ours.exists()
    assert all(path.exists() for path in kept_files)
    assert safe.sweep(tmp_path, now) == 0
    assert safe.sweep(tmp_path / "nowhere", now) == 0


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


def names_below(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


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


def python(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, env=environment)


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
@pytest.mark.parametrize("seed", range(20))
def test_many_killed_saves_lose_nothing(tmp_path: Path, seed: int) -> None:
    """2,000 kills in all."""
    kills(tmp_path / "ada.json", 100, seed)
