"""Earlier contents of a learner's file: which are kept, which stay, and what a wrong clock does to them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quick_folder import quick_folder

from planner.model.problem import PlannerError
from planner.storage import backups
from planner.storage.backups import ALL_OF, DAYS, MONTHS, PAUSE, WEEKS

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def contents(owner: str = "ada") -> list[bytes]:
    return [backups.read(one) for one in backups.listed(owner)]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


# Keeping


def test_what_is_kept_can_be_had_back_newest_first(data: Path) -> None:
    first = backups.keep("ada", b"one", now=NOW)
    backups.keep("ada", b"two", now=NOW + minutes(10))
    assert contents() == [b"two", b"one"]
    assert [one.at for one in backups.listed("ada")] == [NOW + minutes(10), NOW]
    assert [one.size for one in backups.listed("ada")] == [3, 3]
    assert first is not None
    assert first.parent == data / "backups" / "ada"
    assert contents("bob") == []


@POSIX
def test_nobody_else_can_read_them() -> None:
    path = backups.keep("ada", b"one", now=NOW)
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_at_most_one_in_ten_minutes_unless_it_matters() -> None:
    backups.keep("ada", b"one", now=NOW)
    assert backups.keep("ada", b"two", now=NOW + minutes(9.9)) is None
    assert contents() == [b"one"]
    assert backups.keep("ada", b"two", now=NOW + minutes(9.9), always=True)
    assert contents() == [b"two", b"one"]


def test_the_same_content_is_not_kept_twice() -> None:
    path = backups.keep("ada", b"one", now=NOW)
    assert backups.keep("ada", b"one", now=NOW + minutes(60)) == path
    assert backups.keep("ada", b"one", now=NOW + minutes(60), always=True) == path
    backups.keep("ada", b"two", now=NOW + minutes(120))
    assert backups.keep("ada", b"one", now=NOW + minutes(180)) != path  # not the newest: it is kept again
    assert contents() == [b"one", b"two", b"one"]


def test_many_at_the_same_moment_are_all_kept_in_their_order() -> None:
    for number in range(5):
        backups.keep("ada", str(number).encode(), now=NOW, always=True)
    assert contents() == [b"4", b"3", b"2", b"1", b"0"]


def test_a_clock_that_was_fast_does_not_stop_backups_when_it_is_set_back() -> None:
    backups.keep("ada", b"from the future", now=NOW + timedelta(days=4000))
    assert backups.keep("ada", b"one", now=NOW)
    assert backups.keep("ada", b"one", now=NOW + minutes(15)) == backups.listed("ada")[1].path  # still no copy of it
    assert backups.keep("ada", b"two", now=NOW + minutes(30))
    assert contents() == [b"from the future", b"two", b"one"]


def test_a_clock_that_goes_back_a_little_does_not_flood_the_folder() -> None:
    backups.keep("ada", b"one", now=NOW)
    assert backups.keep("ada", b"two", now=NOW - minutes(3)) is None


def test_local_time_is_stored_as_the_same_moment() -> None:
    local = datetime(2026, 11, 30, 14, tzinfo=UTC).astimezone()
    backups.keep("ada", b"one", now=local)
    assert backups.listed("ada")[0].at == local


@pytest.mark.parametrize("owner", ["", "..", "a/b", "a\\b", "A", "a.b", "ä", "a\n", "a" * 65, "a b", "c:"])
def test_an_owner_is_never_a_path(owner: str, data: Path) -> None:
    for use in (backups.listed, backups.thin, backups.forget, lambda one: backups.keep(one, b"x", now=NOW)):
        with pytest.raises(ValueError, match="no name for the owner"):
            use(owner)
    assert not data.exists()


def test_owners_with_names_of_devices_are_kept_apart_from_all_others() -> None:
    names = ["con", "com1", "con-", "0123456789abcdef0123456789abcdef", "x" * 64]
    for name in names:
        backups.keep(name, name.encode(), now=NOW)
    assert [contents(name) for name in names] == [[name.encode()] for name in names]
    folders = {path.name for path in backups.folder_of("con").parent.iterdir()}
    assert not folders & {"con", "com1"}  # Windows could not open these


def test_a_backup_that_has_become_huge_is_refused_in_words() -> None:
    backups.keep("ada", b"one", now=NOW)
    with pytest.raises(PlannerError):
        backups.read(backups.listed("ada")[0], limit=2)


def test_other_files_in_the_folder_are_neither_listed_nor_deleted(data: Path) -> None:
    backups.keep("ada", b"one", now=NOW)
    folder = backups.folder_of("ada")
    names = ["notes.txt", "2026-13-45T00-00-00.000000Z-00000000.json", "2026-11-30.json", ".hidden"]
    for name in names:
        (folder / name).write_bytes(b"theirs")
    (folder / "2026-11-29T00-00-00.000000Z-00000000.json").mkdir()
    assert contents() == [b"one"]
    backups.thin("ada", NOW + timedelta(days=4000))
    assert backups.forget("ada") == 1
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == sorted(names)


# Forgetting


def test_forgetting_deletes_everything_of_one_owner_also_what_a_killed_program_left() -> None:
    for owner in ("ada", "bob"):
        for number in range(3):
            backups.keep(owner, str(number).encode(), now=NOW + number * PAUSE)
    folder = backups.folder_of("ada")
    (folder / ".x.json.abcd1234.trailmark.tmp").write_bytes(b"half")
    assert backups.forget("ada") == 4
    assert not folder.exists()
    assert len(contents("bob")) == 3
    assert backups.forget("ada") == 0


# Thinning

moments = st.lists(
    st.one_of(
        st.integers(-3 * 1440, 0),  # minutes ago: the time in which all stay
        st.integers(-60 * 1440, 0),
        st.integers(-1500 * 1440, 3 * 1440),  # years, and from a clock that was fast
    ).map(lambda number: NOW + minutes(number)),
    max_size=60,
)


def periods(of: Callable[[datetime], object], times: list[datetime]) -> Iterator[tuple[object, datetime]]:
    """Each period with its last moment, the newest period first."""
    last: dict[object, datetime] = {}
    for at in sorted(times):
        last[of(at)] = at
    return iter(sorted(last.items(), key=lambda pair: pair[1], reverse=True))


def of_day(at: datetime) -> object:
    return at.strftime("%Y-%m-%d")


def of_week(at: datetime) -> object:
    return at.strftime("%G-%V")


def of_month(at: datetime) -> object:
    return at.strftime("%Y-%m")


RULES = ((of_day, DAYS), (of_week, WEEKS), (of_month, MONTHS))


@given(moments)
def test_thinning_keeps_what_it_promises_and_no_more(times: list[datetime]) -> None:
    staying = backups.kept(times, NOW)
    assert staying <= set(times)
    recent = {at for at in times if abs(NOW - at) < ALL_OF}
    assert recent <= staying  # all of two days
    assert not times or max(times) in staying  # the newest
    for period, count in RULES:
        for _name, at in list(periods(period, times))[:count]:
            assert at in staying  # the last of each of the last days, weeks, months
    assert len(staying - recent) <= DAYS + WEEKS + MONTHS  # the newest is the last of its day
    assert backups.kept(staying, NOW) == staying  # thinning again changes nothing


def test_what_a_fast_clock_left_is_thinned_like_everything_else() -> None:
    times = [NOW + timedelta(days=100, hours=number) for number in range(1000)]
    assert max(times) in backups.kept(times, NOW)
    assert len(backups.kept(times, NOW)) <= DAYS + WEEKS + MONTHS


@given(moments, st.integers(1, 500))
def test_what_stays_does_not_depend_on_how_often_it_is_thinned_meanwhile(times: list[datetime], days: int) -> None:
    """At a later time, no day, week or month is missing because of an earlier thinning."""
    later = NOW + timedelta(days=days)
    past = [at for at in times if at <= NOW]
    assert backups.kept(backups.kept(past, NOW), later) == backups.kept(past, later)


@given(st.lists(st.integers(0, 3 * 1440), max_size=12), st.data())
def test_files_follow_the_same_rule(gaps: list[int], data: st.DataObject) -> None:
    """A history of saves, each thinned: the disk has what the rule keeps of all that was kept at some time."""
    with pytest.MonkeyPatch.context() as patch, quick_folder() as folder:
        patch.setenv("TRAILMARK_DATA", str(folder))
        now, ever = NOW, set()
        for number, gap in enumerate(gaps):
            now += minutes(gap)
            if backups.keep("ada", str(number).encode(), now=now, always=data.draw(st.booleans())):
                ever.add(backups.listed("ada")[0].at)
        assert {one.at for one in backups.listed("ada")} == backups.kept(ever, now)
        newest = [one for one in backups.listed("ada") if now - one.at < PAUSE]
        assert not gaps or newest  # something young is always there
