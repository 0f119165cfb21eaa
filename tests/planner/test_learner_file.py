"""The learner's file: it reads back equal, every earlier version opens, copies merge, and nothing is overwritten."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from build import curriculum, job, learner, node
from hypothesis import given
from hypothesis import strategies as st

from planner.app import commands, follow, history, privacy, progress, queries, rescue, slip
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.problem import PlannerError
from planner.model.record import COUNTED
from planner.storage import backups, learner_file, safe
from planner.storage.canonical import to_json
from planner.storage.learner_file import FirstFile, LearnerFile, decode, encode, merged
from planner.storage.locks import FileLock

DAY, TODAY = date(2026, 1, 5), date(2026, 6, 1)
SMALL = curriculum(node("a", [8, 10, 12]), node("b", 20, "a"), job("work", 12, requires="b"), node("goal", 1, "work"))


def load(_name: str) -> Curriculum:
    """Stands for reading a curriculum by name."""
    return SMALL


def somebody(**fields) -> Document:
    """A learner of the small curriculum, in June."""
    document = Document(curriculum=SMALL, learner=learner(**fields))
    return commands.set_today(document, TODAY)


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def lived() -> Document:
    """Somebody who has done something."""
    document = commands.set_name(somebody(), "Ana")
    document = progress.study(document, "a", DAY, 90, note="chapter 1")
    document = progress.finish(document, "a", TODAY, evidence="https://example.org/a", note="done with Ben")
    document = progress.begin(document, "work", date(2026, 2, 1))
    return commands.set_deadline(document, date(2029, 1, 1))


def opened(path: Path) -> tuple[Workspace, Document]:
    """The file as another start of the program sees it."""
    workspace = Workspace()
    return workspace, workspace.open(path, TODAY)


WRONG = {
    "a value": (b'"goal": "goal"', b'"goal": 7'),
    "an item": (b'"goal": "goal"', b'"goal": "nowhere"'),
    "a field": (b'"learner": {', b'"learner": {"colour": "red",'),
    "a field twice": (b'"learner": {', b'"name": "Ana", "name": "Ben", "learner": {'),
    "a comma": (b'"learner": {', b'"learner": {,'),
    "the curriculum twice": (b'"snapshot": {', b'"snapshot": {"id": "stand-in", "title": "stand-in"}, "snapshot": {'),
    "the curriculum": (b'"requires": "work"', b'"requires": 7'),
}


@pytest.mark.parametrize("what", [*WRONG, "nothing"])
def test_a_file_is_read_alike_whether_its_curriculum_was_just_written_or_not(tmp_path, lived, monkeypatch, what):
    """What was written and read before is not read once more, and that must not be felt."""
    workspace = Workspace()
    assert not workspace.save_as(tmp_path / "ana.trailmark", lived).failed
    workspace.close()
    content = (tmp_path / "ana.trailmark").read_bytes()
    old, new = WRONG.get(what, (b"", b""))
    assert old in content
    content = content.replace(old, new, 1)

    def told() -> object:
        try:
            return decode(content, "ana.trailmark", load).file.document(TODAY)
        except PlannerError as wrong:
            return [(one.code, one.message, one.line, one.field) for one in wrong.problems]

    again = told()
    monkeypatch.setattr(learner_file, "_proved", None)
    assert again == told()
    assert (again == lived) == (what == "nothing")


def test_what_is_saved_reads_back_equal_in_another_start_of_the_program(tmp_path, lived):
    first = Workspace()
    assert not first.save_as(tmp_path / "ana.trailmark", lived, queries.plan(lived)).failed
    first.close()
    second, found = opened(tmp_path / "ana.trailmark")
    assert found == lived
    assert second.name == "Ana"
    assert second.last_plan is not None
    assert [item.id for item in second.last_plan.items] == [item.id for item in queries.plan(lived).items]
    before = (tmp_path / "ana.trailmark").read_bytes()
    assert not second.save(found).failed
    assert (tmp_path / "ana.trailmark").read_bytes() == before, "nothing has changed, nothing is written"


@pytest.mark.parametrize("goal_is_held", [False, True])
def test_a_plan_that_stays_as_it_is_was_seen_on_the_day_on_which_its_learner_was_here(tmp_path, goal_is_held):
    """Else they were said to have been away, and for longer every time."""
    document = commands.set_begin(somebody(), TODAY + timedelta(days=90))
    path, file = tmp_path / "ana.trailmark", Workspace()
    file.path = path
    file.save(document, queries.plan(document), TODAY)
    for days in (5, 10, 15):
        day = TODAY + timedelta(days=days)
        now = commands.set_today(document, day)
        plan = queries.plan(commands.mark_known(now, "goal") if goal_is_held else now)
        assert bool(plan.items) != goal_is_held
        last = file.last_plan
        assert last is not None
        assert (last.made_on - TODAY).days == days - 5
        assert slip.welcome_back(last, last.made_on, last.finish, plan, day) == ""
        assert not file.save(now, plan, day).failed
    file.close()


def test_the_file_opens_where_nobody_has_the_curriculum(tmp_path, lived):
    first = Workspace(str(tmp_path / "my-own.json"))
    (tmp_path / "my-own.json").write_bytes(to_json(SMALL))
    first.save_as(tmp_path / "ana.trailmark", lived)
    first.close()
    (tmp_path / "my-own.json").unlink()
    second, found = opened(tmp_path / "ana.trailmark")
    assert found == lived
    assert second.moved_on is None


def test_a_learner_without_a_place_gets_a_file_of_their_own_name(data_folder, lived):
    workspace = Workspace()
    workspace.save(lived)
    assert workspace.path == data_folder / "learners" / "ana.trailmark"
    other = Workspace()
    other.save(lived)
    assert other.path == data_folder / "learners" / "ana-2.trailmark"


def test_the_next_start_finds_who_was_here_last_whatever_they_follow(tmp_path, lived):
    for name, source, document in (
        ("ana", "ml-architect", lived),
        ("ben", "data-engineer", commands.set_name(lived.changed(curriculum=SMALL.changed(id="data-engineer")), "Ben")),
    ):
        workspace = Workspace(source)
        assert not workspace.save_as(tmp_path / f"{name}.trailmark", document).failed
        workspace.close()
    found = Workspace().open_last(TODAY)
    assert found is not None
    assert (found.name, found.record.events) == ("Ben", lived.record.events)
    assert Workspace().open_last(TODAY, "data-scientist") is None, "whoever asks for a curriculum gets that one"
    again = Workspace().open_last(TODAY, "data-engineer")
    assert again is not None
    assert again.name == "Ben"


# -- versions


OLD = {
    "format": "trailmark.learner",
    "format_version": 1,
    "curriculum": "small",
    "learner": {
        "goal": "goal",
        "known": ["a", "b"],
        "spent": {"a": 12.5},
        "obtained": {"b": "2025-03-01"},
        "progress": {"work": 0.5},
        "availability": {"start": "2026-01-05", "week": [60, 60, 60, 60, 60, 0, 0]},
        "deadline": "2030-01-01",
    },
}


def test_a_file_of_version_1_brings_everything_along():
    read = decode(json.dumps(OLD).encode(), "old.json", load)
    assert read.version == 1
    found = read.file.document().learner
    assert (set(found.known), found.spent, found.obtained) == ({"a", "b"}, {"a": 12.5}, {"b": date(2025, 3, 1)})
    assert found.progress == {"work": 0.5}
    assert found.deadline == date(2030, 1, 1)


def test_two_computers_make_the_same_file_of_the_same_old_one():
    one, other = (decode(json.dumps(OLD).encode(), name, load).file for name in ("here.json", "there.json"))
    assert one == other
    assert merged(one, other) == one


def test_opening_an_old_file_and_saving_keeps_the_old_one_in_the_backups(data_folder, monkeypatch):
    monkeypatch.setattr(queries, "load", load)
    monkeypatch.setattr(queries, "curriculum_id", lambda name: load(name).id)
    old = data_folder / "learners" / "test.json"
    old.parent.mkdir(parents=True)
    old.write_text(json.dumps(OLD), encoding="utf-8")
    workspace = Workspace()
    document = workspace.open_last(TODAY)
    assert document is not None, "it is found where versions before kept it"
    workspace.save(document)
    assert json.loads(old.read_bytes())["format_version"] == 2
    (backup,) = workspace.backups()
    assert json.loads(backup.path.read_bytes()) == OLD


def test_a_file_of_a_later_version_is_shown_and_never_written_over(tmp_path, lived):
    path = tmp_path / "later.trailmark"
    raw = json.loads(encode(Workspace().capture(lived)))
    raw |= {"format_version": 3, "mood": "fine"}
    raw["events"][0]["weather"] = {"rain": True}
    path.write_text(json.dumps(raw), encoding="utf-8")
    before = path.read_bytes()
    workspace, found = opened(path)
    assert found == lived
    assert workspace.read_only
    assert "later Trailmark" in workspace.notice
    assert workspace.save(commands.set_name(found, "Ben")).failed
    assert path.read_bytes() == before
    assert not workspace.save_as(tmp_path / "mine.trailmark", found).failed
    assert opened(tmp_path / "mine.trailmark")[1] == found


def test_a_later_version_that_means_something_else_is_refused_in_words(tmp_path, lived):
    raw = json.loads(encode(Workspace().capture(lived)))
    raw |= {"format_version": 9, "learner": "somewhere else now"}
    (tmp_path / "later.trailmark").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(PlannerError, match="later Trailmark"):
        opened(tmp_path / "later.trailmark")


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ('"kind": "studied"', '"kind": "slept"', "kind"),
        ('"minutes": 90', '"minutes": -90', "minutes"),
        ('"name": "Ana"', '"name": 7', "name"),
    ],
)
def test_a_damaged_file_is_answered_with_the_line_and_the_field(lived, good, bad, words):
    text = encode(Workspace().capture(lived)).decode()
    assert good in text
    with pytest.raises(PlannerError) as caught:
        decode(text.replace(good, bad).encode(), "ana.trailmark", load)
    problem = caught.value.problems[0]
    assert words in str(problem)
    assert problem.line == next(n for n, row in enumerate(text.replace(good, bad).splitlines(), 1) if bad in row)


def test_another_kind_of_file_is_told_from_a_learner():
    with pytest.raises(PlannerError, match="no learner file"):
        decode(b'{"format": "trailmark.curriculum", "id": "x"}', "x.json", load)


# -- two copies

TIMES = st.integers(0, 5).map(lambda hours: datetime(2026, 6, 1, hours, tzinfo=UTC))


@st.composite
def copies(draw) -> LearnerFile:
    """A copy of one learner's file: some of the same events, some of its own, some answers changed at some time."""
    pool = [
        progress.study(somebody(), "a", DAY, minutes).record.events[0].changed(id=f"{minutes:032x}", at=at)
        for minutes, at in zip(range(1, 7), [datetime(2026, 1, 1, n, tzinfo=UTC) for n in range(6)], strict=True)
    ]
    events = draw(st.lists(st.sampled_from(pool), unique_by=lambda one: one.id))
    gone = draw(st.lists(st.sampled_from([one.id for one in pool]), unique=True))
    hours = draw(st.integers(1, 3))
    goal = draw(st.sampled_from(["goal", "b"]))
    stamps = draw(st.dictionaries(st.sampled_from(["goal", "max_topics", "name"]), TIMES))
    base = Workspace().capture(somebody(goal=goal, max_topics=hours))
    return base.changed(
        id="0" * 32,
        name=draw(st.sampled_from(["", "Ana", "Ben"])),
        changed_at=stamps,
        events=tuple(one for one in events if one.id not in gone),
        withdrawn=tuple(sorted(gone)),
    )


@given(copies(), copies(), copies())
def test_merging_does_not_depend_on_who_merges_what_first(one, two, three):
    assert merged(one, one).changed(changed_at=one.changed_at, events=one.events) == one
    assert merged(one, two).changed(id=two.id) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(copies(), copies())
def test_no_event_is_lost_but_those_that_somebody_took_back(one, two):
    both = {event.id for event in merged(one, two).events}
    expected = {event.id for event in (*one.events, *two.events)} - {*one.withdrawn, *two.withdrawn}
    assert both == expected


def test_two_computers_log_apart_and_both_have_everything_in_the_end(tmp_path, lived):
    here = Workspace()
    here.save_as(tmp_path / "ana.trailmark", lived)
    there = tmp_path / "usb.trailmark"
    there.write_bytes((tmp_path / "ana.trailmark").read_bytes())
    far, away = opened(there)
    away = progress.study(away, "b", TODAY, 120)
    away = commands.set_hours(away, 5)
    far.save(away)
    mine = progress.study(lived, "b", TODAY - timedelta(days=1), 60)
    both = here.merge(mine, here.read_copy(there), TODAY)
    assert progress.item_record(both, "b").minutes == 180
    assert both.learner.availability.hours_per_week == 5
    here.save(both)
    assert far.merge(away, far.read_copy(tmp_path / "ana.trailmark"), TODAY) == both


def test_what_was_taken_back_here_goes_away_there_too(tmp_path, lived):
    here = Workspace()
    here.save_as(tmp_path / "ana.trailmark", lived)
    there = tmp_path / "usb.trailmark"
    there.write_bytes((tmp_path / "ana.trailmark").read_bytes())
    undone = progress.remove_event(lived, lived.record.events[0].id)
    here.save(undone)
    far, away = opened(there)
    assert progress.item_record(far.merge(away, far.read_copy(tmp_path / "ana.trailmark"), TODAY), "a").minutes == 0


@pytest.fixture
def apart(tmp_path, lived):
    """A workspace with a file, and a copy of it in which the study of two more days and other hours stand."""
    here, there = Workspace(), tmp_path / "usb.trailmark"
    here.save_as(tmp_path / "ana.trailmark", lived)
    there.write_bytes((tmp_path / "ana.trailmark").read_bytes())
    far, away = opened(there)
    for days in (1, 2):
        away = progress.study(away, "b", TODAY - timedelta(days=days), 60)
    far.save(commands.set_hours(away, 5))
    far.close()
    return here, there


def back_there(here: Workspace, there: Path) -> Document:
    """The copy, once it has taken over what stands in the file."""
    far, away = opened(there)
    assert here.path is not None
    return far.merge(away, far.read_copy(here.path), TODAY)


def test_a_merge_that_was_undone_takes_nothing_back_from_the_other_copy(apart, lived):
    here, there = apart
    session = Session(lived)
    both = here.merge(lived, here.read_copy(there), TODAY)
    session.run("merge", lambda _old: both)
    for _time in range(2):
        here.save(session.document)
        session.undo()
        here.save(session.document)
        assert progress.item_record(back_there(here, there), "b").minutes == 120
        again = here.merge(session.document, here.read_copy(there), TODAY)
        assert again == both.changed(side=again.side)
        session.redo()
        assert session.document == both


def test_an_entry_that_came_from_a_copy_can_be_taken_back_there_too(apart, lived):
    """Also all of them: that is no undo."""
    here, there = apart
    both = here.merge(lived, here.read_copy(there), TODAY)
    here.save(both)
    for event in (event for event in both.record.events if event.node == "b"):
        both = progress.remove_event(both, event.id)
    here.save(both)
    assert here.merge(both, here.read_copy(there), TODAY) == both
    assert progress.item_record(back_there(here, there), "b").minutes == 0


def test_what_was_written_after_a_merge_and_undone_with_it_is_taken_back(apart, lived, tmp_path):
    here, there = apart
    both = here.merge(lived, here.read_copy(there), TODAY)
    here.save(both)
    later = commands.set_max_topics(progress.study(both, "b", TODAY, 7), 2)
    here.save(later)
    copy = tmp_path / "later.trailmark"
    copy.write_bytes(here.path.read_bytes())
    here.save(lived)  # everything is undone
    again = here.merge(lived, here.read_copy(copy), TODAY)
    assert progress.item_record(again, "b").minutes == 120
    assert again.learner.max_topics == lived.learner.max_topics
    here.save(again)
    assert progress.item_record(back_there(here, copy), "b").minutes == 120


def test_the_history_of_a_file_that_is_opened_again_still_knows_a_merge(apart, lived, tmp_path):
    here, there = apart
    session = Session(lived)
    both = here.merge(lived, here.read_copy(there), TODAY)
    session.run("merge", lambda _old: both)
    here.save(both)
    session.shelve("ana")
    Workspace().save_as(tmp_path / "ben.trailmark", somebody())
    session.open(here.open(tmp_path / "ben.trailmark", TODAY), "open")
    session.open(here.open(tmp_path / "ana.trailmark", TODAY), "open", "ana")
    session.undo()
    here.save(session.document)
    assert progress.item_record(back_there(here, there), "b").minutes == 120


def test_an_answer_that_came_from_a_copy_is_as_old_as_it_was_there(apart, lived):
    """It is not given by merging: what the other one answers before that, but after the copy was taken, is newer."""
    here, there = apart
    copy = here.read_copy(there)
    here.save(here.merge(lived, copy, TODAY))
    assert here.read_copy(here.path).changed_at["availability"] == copy.changed_at["availability"]


def test_an_entry_that_was_corrected_replaces_the_old_one_in_every_copy(apart, lived):
    here, there = apart
    right = progress.change_study(lived, lived.record.events[0].id, DAY, 90, "chapter 3")
    here.save(right)
    for both in (here.merge(right, here.read_copy(there), TODAY), back_there(here, there)):
        assert [event.note for event in both.record.studied() if event.node == "a"] == ["chapter 3"]
    here.save(lived)  # undone
    for both in (here.merge(lived, here.read_copy(there), TODAY), back_there(here, there)):
        assert progress.item_record(both, "a") == progress.item_record(lived, "a")


def test_going_back_behind_a_merge_takes_nothing_back_from_the_other_copy(apart, lived, monkeypatch):
    """After another start there is nothing to undo: the backup is the way."""
    monkeypatch.setattr(queries, "load", load)
    here, there = apart
    here.keep_next()  # as it is before a merge
    here.save(here.merge(lived, here.read_copy(there), TODAY))
    here.close()
    again, both = opened(here.path)
    before = history.go_back(again, history.versions(again)[0], TODAY)
    assert before.record == lived.record
    again.save(before)
    assert progress.item_record(back_there(again, there), "b").minutes == 120
    assert again.merge(before, again.read_copy(there), TODAY).record == both.record


def test_the_files_of_two_people_are_not_put_together(tmp_path, lived):
    Workspace().save_as(tmp_path / "ben.trailmark", lived)
    mine = Workspace()
    with pytest.raises(PlannerError, match="two learners"):
        mine.merge(lived, mine.read_copy(tmp_path / "ben.trailmark"))


# -- other programs, other windows, trouble


def test_a_file_that_another_program_changed_is_not_overwritten(tmp_path, lived):
    workspace = Workspace()
    workspace.save_as(tmp_path / "ana.trailmark", lived)
    theirs = progress.study(lived, "b", TODAY, 30)
    (tmp_path / "ana.trailmark").write_bytes(encode(workspace.capture(theirs)))
    mine = progress.study(lived, "b", TODAY, 45)
    saved = workspace.save(mine)
    assert saved.failed
    assert saved.conflict is not None
    assert saved.conflict.theirs is not None
    assert opened(tmp_path / "ana.trailmark")[1].record == theirs.record
    workspace.accept(saved.conflict)
    both = workspace.merge(mine, saved.conflict.theirs, TODAY)
    assert not workspace.save(both).failed
    assert progress.item_record(opened(tmp_path / "ana.trailmark")[1], "b").minutes == 75


def test_a_file_that_is_gone_is_not_written_again_unasked(tmp_path, lived):
    workspace = Workspace()
    workspace.save_as(tmp_path / "ana.trailmark", lived)
    (tmp_path / "ana.trailmark").unlink()
    saved = workspace.save(commands.set_name(lived, "Anna"))
    assert saved.conflict is not None
    assert saved.conflict.gone
    assert not (tmp_path / "ana.trailmark").exists()


def test_a_second_window_only_reads(tmp_path, lived):
    first = Workspace()
    first.save_as(tmp_path / "ana.trailmark", lived)
    second, found = opened(tmp_path / "ana.trailmark")
    assert second.read_only
    assert "another window" in second.notice
    assert second.save(commands.set_name(found, "Ben")).failed
    first.close()
    third, _found = opened(tmp_path / "ana.trailmark")
    assert not third.read_only


def test_a_full_disk_keeps_the_old_file_and_after_the_second_time_a_copy_elsewhere(tmp_path, lived, monkeypatch):
    workspace = Workspace()
    path = tmp_path / "ana.trailmark"
    workspace.save_as(path, lived)
    before = path.read_bytes()

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe, "atomic_write", full)
    changed = progress.study(lived, "b", TODAY, 45)
    assert "No space left" in workspace.save(changed).words
    monkeypatch.undo()
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    real = safe.save
    monkeypatch.setattr(safe, "save", full)
    saved = workspace.save(changed)
    assert saved.emergency is not None
    assert str(saved.emergency) in saved.words
    assert path.read_bytes() == before
    assert decode(saved.emergency.read_bytes(), "copy", load).file.document(TODAY) == changed
    monkeypatch.setattr(safe, "save", real)
    assert not workspace.save(changed).failed


def test_a_torn_file_is_set_aside_and_its_backups_are_offered(data_folder, lived, monkeypatch):
    monkeypatch.setattr(queries, "load", load)
    monkeypatch.setattr(queries, "curriculum_id", lambda name: load(name).id)
    first = Workspace()
    first.save(lived)
    first.save(commands.set_name(lived, "Anna"))
    path = first.path
    first.close()
    assert path is not None
    path.write_bytes(path.read_bytes()[:700])
    second = Workspace()
    assert second.open_last(TODAY) is None
    assert "could not be used" in second.notice
    assert not path.exists()
    (backup,) = second.rescue
    assert second.read_backup(backup).document(TODAY) == lived


def damaged(path: Path, lived: Document, content: bytes | None = None) -> bytes:
    """A file with one backup of `lived` that is cut off in the middle, or holds this instead."""
    workspace = Workspace()
    assert not workspace.save_as(path, lived).failed
    assert not workspace.save(commands.set_name(lived, "Anna")).failed
    workspace.close()
    broken = path.read_bytes()[:700] if content is None else content
    path.write_bytes(broken)
    return broken


@pytest.mark.parametrize("content", [None, b"", b"\0" * 5000], ids=["cut off", "empty", "zeros"])
def test_a_damaged_file_that_was_asked_for_stays_and_a_backup_puts_it_right(tmp_path, data_folder, lived, content):
    path = tmp_path / "own" / "ana.trailmark"
    broken = damaged(path, lived, content)
    assert rescue.is_learner(path)
    workspace = Workspace()
    assert workspace.open_or_rescue(path, TODAY) is None
    assert path.read_bytes() == broken, "a person has put it there"
    (copy,) = (data_folder / "quarantine").glob("*/ana.trailmark")
    assert copy.read_bytes() == broken
    assert str(copy) in workspace.notice
    assert workspace.open_or_rescue(path, TODAY) is None
    assert len(list((data_folder / "quarantine").iterdir())) == 1, "the same is not kept twice"
    assert workspace.path is None, "whatever is saved now does not go there"
    (version,) = history.versions(workspace)
    document = history.go_back(workspace, version, TODAY)
    assert not workspace.save(document).failed
    workspace.close()
    assert opened(path)[1] == lived, "the place that the person knows has a whole file again"


def test_what_a_start_has_set_aside_is_offered_until_somebody_goes_on_with_something_else(data_folder, lived):
    path = data_folder / "learners" / "ana.trailmark"
    damaged(path, lived)
    for _start in range(2):
        workspace = Workspace()
        assert workspace.open_last(TODAY) is None
        assert "“ana.trailmark” could not be used" in workspace.notice
        (version,) = history.versions(workspace)
    document = history.go_back(workspace, version, TODAY)
    assert not workspace.save(document).failed
    workspace.close()
    assert Workspace().open_last(TODAY) == lived
    path.unlink()
    other = Workspace()
    assert other.open_last(TODAY) is None
    assert not other.save(somebody()).failed
    other.close()
    found = Workspace()
    assert found.open_last(TODAY) is not None
    assert not found.notice


def test_a_damaged_file_of_the_own_folder_that_is_asked_for_stays_in_the_list(data_folder, lived):
    path = data_folder / "learners" / "ana.trailmark"
    broken = damaged(path, lived)
    workspace = Workspace()
    assert workspace.open_or_rescue(path, TODAY) is None
    assert path.read_bytes() == broken
    assert not workspace.save(history.go_back(workspace, history.versions(workspace)[0], TODAY)).failed
    workspace.close()
    assert opened(path)[1] == lived


def test_a_damaged_file_that_changes_while_backups_are_looked_at_is_not_written_over(tmp_path, lived):
    path = tmp_path / "ana.trailmark"
    damaged(path, lived)
    workspace = Workspace()
    assert workspace.open_or_rescue(path, TODAY) is None
    path.write_bytes(b"somebody has mended it")
    document = history.go_back(workspace, history.versions(workspace)[0], TODAY)
    assert workspace.save(document).conflict is not None
    assert path.read_bytes() == b"somebody has mended it"


def test_the_name_of_a_damaged_file_is_not_told_where_others_look_on(tmp_path, lived):
    path = tmp_path / "ana.trailmark"
    damaged(path, lived)
    workspace = Workspace()
    assert workspace.open_or_rescue(path, TODAY, named=False) is None
    assert "could not be used" in workspace.notice
    assert "ana" not in workspace.notice


def test_a_file_that_is_not_damaged_is_not_set_aside(data_folder, lived):
    """A later Trailmark can read it: it must be found again then."""
    workspace = Workspace()
    workspace.save(lived)
    workspace.close()
    path = workspace.path
    assert path is not None
    raw = json.loads(path.read_bytes()) | {"format_version": 9, "learner": "somewhere else now"}
    path.write_text(json.dumps(raw), encoding="utf-8")
    again = Workspace()
    assert again.open_last(TODAY) is None
    assert "later Trailmark" in again.notice
    assert json.loads(path.read_bytes()) == raw
    assert not (data_folder / "quarantine").exists()
    assert not again.save(somebody()).failed
    assert again.path != path


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(PlannerError, match="no such file"):
        Workspace().open_or_rescue(tmp_path / "nobody.trailmark", TODAY)


def test_what_belongs_to_somebody_else_is_kept_as_theirs_however_young_the_last_backup_is(tmp_path, lived):
    ana, ben = Workspace(), Workspace()
    assert not ana.save_as(tmp_path / "ana.trailmark", lived).failed
    assert not ana.save(commands.set_name(lived, "Anna")).failed
    assert ana.backups(), "so that another one of hers would come too early"
    bens = commands.set_name(somebody(), "Benjamin")
    assert not ben.save_as(tmp_path / "ben.trailmark", bens).failed
    ben.close()
    before, own = (tmp_path / "ben.trailmark").read_bytes(), ana.backups()
    saved = ana.save_as(tmp_path / "ben.trailmark", lived)
    assert not saved.failed
    (kept,) = ben.backups()
    assert kept.path.read_bytes() == before
    assert str(kept.path) in saved.words, "whoever did that by mistake finds it"
    assert ana.backups() == own


def test_a_learner_whose_content_cannot_be_kept_is_not_written_over(tmp_path, lived, monkeypatch):
    ben = Workspace()
    assert not ben.save_as(tmp_path / "ben.trailmark", commands.set_name(somebody(), "Benjamin")).failed
    ben.close()
    before = (tmp_path / "ben.trailmark").read_bytes()

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "atomic_write", full)
    assert "No space left" in Workspace().save_as(tmp_path / "ben.trailmark", lived).words
    assert (tmp_path / "ben.trailmark").read_bytes() == before


def test_what_is_no_learner_at_all_is_kept_when_it_is_written_over(tmp_path, lived):
    workspace = Workspace()
    assert not workspace.save_as(tmp_path / "ana.trailmark", lived).failed
    assert not workspace.save(commands.set_name(lived, "Anna")).failed
    (tmp_path / "letter.txt").write_bytes(b"Dear Ana")
    assert not workspace.save_as(tmp_path / "letter.txt", lived).failed
    assert b"Dear Ana" in [one.path.read_bytes() for one in workspace.backups()]


def test_saving_under_the_name_that_it_has_is_saving(tmp_path, lived):
    workspace = Workspace()
    assert not workspace.save_as(tmp_path / "ana.trailmark", lived).failed
    changed = commands.set_name(lived, "Anna")
    assert not workspace.save_as(tmp_path / "ana.trailmark", changed).failed
    assert Workspace().open(tmp_path / "ana.trailmark", TODAY) == changed
    assert not workspace.save(lived).failed, "nobody else has it"


def test_saving_as_something_that_is_no_file_says_so(tmp_path, lived):
    workspace = Workspace()
    assert not workspace.save_as(tmp_path / "ana.trailmark", lived).failed
    (tmp_path / "folder.trailmark").mkdir()
    saved = workspace.save_as(tmp_path / "folder.trailmark", lived)
    assert saved.failed
    assert "not an ordinary file" in saved.words
    assert workspace.path == tmp_path / "ana.trailmark"


def test_losing_most_of_the_record_makes_a_backup_at_once(lived):
    workspace = Workspace()
    document = lived
    for minutes in range(1, 6):
        document = progress.study(document, "b", DAY, minutes)
    workspace.save(document)
    workspace.save(commands.set_name(document, "Anna"))
    count = len(workspace.backups())
    workspace.save(somebody())
    assert len(workspace.backups()) == count + 1
    assert workspace.read_backup(workspace.backups()[0]).document(TODAY).record == document.record


# -- the curriculum moves on


def test_a_curriculum_that_moved_on_is_told_and_can_be_followed(tmp_path, lived):
    place = tmp_path / "own.json"
    place.write_bytes(to_json(SMALL))
    first = Workspace(str(place))
    wishes = commands.set_not_before(commands.avoid(lived, "b"), "b", date(2027, 1, 1))
    first.save_as(tmp_path / "ana.trailmark", commands.allow(wishes, "b"))
    first.close()
    new = curriculum(
        node("a", 16), node("c", 5, "a"), job("work", 12, requires="c"), node("goal", 1, "work", title="The goal")
    )
    place.write_bytes(to_json(new))
    workspace, found = opened(tmp_path / "ana.trailmark")
    assert found.curriculum == SMALL, "the plan follows the old one until somebody says so"
    assert workspace.moved_on is not None
    assert [one.id for one in workspace.moved_on.nodes] == ["a", "c", "work", "goal"]
    told = "\n".join(follow.changes(found.curriculum, workspace.moved_on))
    for words in ("New: C", "No longer there: B", "A (10 → 16 h)", "Other prerequisites: WORK"):
        assert words in told
    followed = follow.follow(found, workspace.moved_on)
    assert followed.learner.not_before == {}
    assert set(followed.learner.known) == {"a"}
    assert followed.record == found.record
    again = progress.plan_again(followed, "work")  # whoever is in the job needs nothing more to begin it
    assert {one.id for one in queries.plan(again).items} == {"c", "work", "goal"}


def test_a_goal_that_is_gone_has_to_be_replaced_first(lived):
    with pytest.raises(PlannerError, match="Choose another goal"):
        follow.follow(lived, curriculum(node("a", 16)))


# -- privacy


def test_everything_can_be_taken_along_and_deleted(tmp_path, data_folder, lived):
    import zipfile

    workspace = Workspace()
    workspace.save(lived)
    workspace.save(commands.set_name(lived, "Anna"))
    workspace.close()
    archive = privacy.export_everything(tmp_path / "all.zip").path
    names = zipfile.ZipFile(archive).namelist()
    assert "data/learners/ana.trailmark" in names
    assert any(name.startswith("data/backups/") for name in names)
    assert privacy.delete_everything() == []
    assert not data_folder.exists()


def test_the_answers_of_a_file_hold_nothing_that_follows_from_the_events(lived):
    kept = Workspace().capture(lived).learner
    empty = Learner(goal="goal", availability=kept.availability)
    assert all(getattr(kept, name) == getattr(empty, name) for name in COUNTED)
    assert kept.availability.today is None


def test_the_first_version_is_still_what_it_was():
    assert FirstFile.model_validate_json(json.dumps(OLD)).learner.goal == "goal"
    assert learner_file.VERSION == 2


def test_a_lock_that_is_left_by_nobody_stands_in_no_way(tmp_path, lived):
    lock = FileLock(tmp_path / "ana.trailmark")
    assert lock.acquire() is None
    lock.release()
    assert not Workspace().save_as(tmp_path / "ana.trailmark", lived).failed


def test_what_makes_no_sense_is_saved_and_opens_all_the_same(tmp_path):
    """Found by the state machine: a first day behind the deadline could be saved, and not be opened again."""
    odd = commands.set_begin(somebody(deadline=date(2027, 1, 1)), date(2040, 1, 1))
    Workspace().save_as(tmp_path / "odd.trailmark", odd)
    assert opened(tmp_path / "odd.trailmark")[1] == odd


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"target": "goal"', '"target": "goul"', 'no item "goul"'),
        ('"requires": "a"', '"requires": "aa"', 'no item "aa"'),
        ('"id": "b",\n', '"id": "a",\n', "the same id"),
    ],
)
def test_a_curriculum_that_does_not_hang_together_is_refused(lived, old, new, words):
    """Else a traceback would come later, when it is planned or looked at."""
    whole = SMALL.changed(target="goal")
    text = encode(Workspace().capture(lived.changed(curriculum=whole))).decode()
    assert old in text
    with pytest.raises(PlannerError, match=words):
        decode(text.replace(old, new, 1).encode(), "damaged.trailmark", load)


def test_every_file_is_in_the_archive_once_whatever_its_name_and_day(data_folder, tmp_path, lived):
    here, elsewhere = data_folder / "learners" / "ana.trailmark", tmp_path / "own" / "ben.trailmark"
    for path in (here, elsewhere):
        assert not Workspace().save_as(path, lived).failed
    os.utime(here, (0, 0))
    if sys.platform == "linux":
        (data_folder / os.fsdecode(b"caf\xe9.json")).write_bytes(b"{}")
    again = elsewhere.parent / ".." / "own" / "ben.trailmark"
    found = privacy.export_everything(tmp_path / "all.zip", [here, elsewhere, again, tmp_path / "gone.trailmark"])
    names = zipfile.ZipFile(found.path).namelist()
    assert sorted(name for name in names if name.endswith(".trailmark") and "/backups/" not in name) == [
        "data/learners/ana.trailmark",
        "elsewhere/1/ben.trailmark",
    ]
    assert len(names) == len(set(names))
    assert found.left == (str(tmp_path / "gone.trailmark"),), "what is missing is said, and the rest is there"


def test_where_both_folders_are_one_nothing_is_taken_or_counted_twice(data_folder, tmp_path, lived, monkeypatch):
    """As on Windows and macOS."""
    Workspace().save(lived)
    monkeypatch.setattr(privacy, "state_folder", lambda: data_folder)
    assert len(privacy.kept_files()) == len(set(privacy.kept_files()))
    names = zipfile.ZipFile(privacy.export_everything(tmp_path / "all.zip").path).namelist()
    assert len(names) == len(set(names))
