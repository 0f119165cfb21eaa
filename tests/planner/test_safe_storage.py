"""Saving a learner's file: what stands on the disk afterwards, whatever went wrong meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quick_folder import quick_folder
from storing import hash_of, kept, names, names_below, no_check, save

from planner.storage import backups, safe
from planner.storage.safe import ChangedOnDisk, Stored

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


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
