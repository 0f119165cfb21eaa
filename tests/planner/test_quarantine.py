"""Files that cannot be read are moved out of the way: each is still there, under its name, and none over another."""

from __future__ import annotations

import errno
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from quick_folder import quick_folder

from planner.storage import quarantine
from planner.storage.quarantine import keep_copy, listed, set_aside

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "learners").mkdir()
    path = tmp_path / "learners" / "ada.json"
    path.write_bytes(b"{broken")
    return path


def test_the_file_is_moved_and_keeps_its_name(broken: Path, data: Path) -> None:
    place = set_aside(broken)
    assert not broken.exists()
    assert place.read_bytes() == b"{broken"
    assert place.name == "ada.json"
    assert data / "quarantine" in place.parents
    assert listed() == (place,)


def test_the_newest_is_listed_first_and_none_is_put_over_another(broken: Path) -> None:
    places = []
    for number in range(4):  # the last two in the same moment
        broken.write_bytes(str(number).encode())
        places.append(set_aside(broken, NOW + timedelta(hours=min(number, 2))))
    assert [place.read_bytes() for place in places] == [b"0", b"1", b"2", b"3"]
    assert [place.read_bytes() for place in listed()] == [b"3", b"2", b"1", b"0"]


def test_of_a_file_elsewhere_a_copy_is_kept_once(broken: Path, data: Path) -> None:
    first = keep_copy("ada.json", b"{broken")
    assert keep_copy("ada.json", b"{broken") == first
    others = [keep_copy("ada.json", b"{worse"), keep_copy("ben.json", b"{broken")]
    assert [place.read_bytes() for place in (first, *others)] == [b"{broken", b"{worse", b"{broken"]
    assert len({first, *others}) == len(listed()) == 3
    assert broken.read_bytes() == b"{broken"
    if os.name == "posix":
        assert first.stat().st_mode & 0o777 == 0o600


def test_without_a_quarantine_it_stays_in_its_own_folder(broken: Path, data: Path) -> None:
    data.write_bytes(b"a file where the folder should be")
    place = set_aside(broken, NOW)
    assert not broken.exists()
    assert place.parent.parent == broken.parent
    assert place.read_bytes() == b"{broken"
    broken.write_bytes(b"{broken again")
    assert set_aside(broken, NOW).read_bytes() == b"{broken again"
    assert place.read_bytes() == b"{broken"
    assert listed() == ()


def test_what_is_not_there_cannot_be_moved(tmp_path: Path, data: Path) -> None:
    with pytest.raises(FileNotFoundError):
        set_aside(tmp_path / "none.json")
    assert not data.exists()


@POSIX
def test_folders_and_pipes_are_moved_too(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.json" / "inside").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.json")
    assert (set_aside(tmp_path / "folder.json") / "inside").read_bytes() == b"x"
    assert set_aside(tmp_path / "pipe.json").is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@POSIX
def test_a_link_stays_and_what_it_leads_to_is_moved(broken: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("learners/ada.json")
    place = set_aside(link)
    assert place.read_bytes() == b"{broken"
    assert link.is_symlink()
    assert not link.exists()
    for wrong in (link, tmp_path / "circle.json"):  # links that lead nowhere
        if not wrong.is_symlink():
            wrong.symlink_to(wrong.name)
        assert set_aside(wrong).is_symlink()
        assert not wrong.is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit names otherwise")
@pytest.mark.parametrize("name", [b"x" * 250 + b".json", b"\xff\xfe.json"])
def test_any_name_will_do(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"x")
    assert os.fsencode(set_aside(path).name) == name


# From one disk to another


@POSIX
def test_it_goes_to_another_disk(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_folder() as folder:
        if folder.stat().st_dev == broken.stat().st_dev:
            pytest.skip("there is only one file system here")
        monkeypatch.setenv("TRAILMARK_DATA", str(folder))
        place = set_aside(broken)
        assert folder in place.parents
        assert place.read_bytes() == b"{broken"
        assert not broken.exists()
        assert [path.name for path in broken.parent.iterdir()] == []


@pytest.fixture
def two_disks(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data folder is on a disk of its own."""
    real = os.rename

    def rename(source: Path, place: Path) -> None:
        if (data in Path(source).parents) != (data in Path(place).parents):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(source, place)

    monkeypatch.setattr(os, "rename", rename)


@pytest.mark.usefixtures("two_disks")
def test_a_copy_that_fails_leaves_the_file_where_it_can_be_found(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    place = set_aside(broken)
    assert place.parent.parent == broken.parent
    assert place.read_bytes() == b"{broken"
    assert listed() == ()
    assert not [path for path in quarantine.folder().rglob("*") if path.is_file()]


@pytest.mark.usefixtures("two_disks")
def test_a_file_that_would_fill_the_other_disk_is_not_copied(broken: Path) -> None:
    with broken.open("wb") as file:
        file.truncate(10 * 2**30)
    place = set_aside(broken)
    assert place.parent.parent == broken.parent
    assert place.stat().st_size == 10 * 2**30


@POSIX
@pytest.mark.usefixtures("two_disks")
def test_a_pipe_is_not_read_in_order_to_copy_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert set_aside(tmp_path / "pipe.json").is_fifo()


@pytest.mark.usefixtures("two_disks")
def test_a_file_is_not_doubled_when_it_cannot_be_deleted_after_the_copy(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def unlink(path: Path, **options: object) -> None:
        if Path(path) == broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(path)

    monkeypatch.setattr(os, "unlink", unlink)
    place = set_aside(broken)
    assert place.parent.parent == broken.parent
    assert place.read_bytes() == b"{broken"
    assert listed() == ()
    assert not broken.exists()


def test_when_it_can_be_moved_nowhere_the_reason_is_said(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        set_aside(broken)
    assert broken.read_bytes() == b"{broken"
    assert [path.name for path in broken.parent.iterdir()] == ["ada.json"]
