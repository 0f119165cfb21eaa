"""Saving where the file, its folder, its name or the disk is odd."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from quick_folder import quick_folder
from storing import names, save

from planner.model.problem import PlannerError
from planner.storage import locks, safe
from planner.storage.safe import ChangedOnDisk

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


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
