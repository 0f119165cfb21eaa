"""Earlier versions of a learner in words, going back to one, and two programs that write one file."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner import i18n
from planner.app import commands, history, progress, queries
from planner.app.history import Difference, differences, summary
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.model.learner import Aim, Learner, Order, Period, spread_week
from planner.model.problem import PlannerError
from planner.model.record import COUNTED
from planner.storage import backups, safe

DAY = date(2026, 11, 30)
LINEAR, CALCULUS = "linear-algebra", "calculus-essentials"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def ada() -> Document:
    return commands.set_name(queries.new_document(queries.load(), DAY), "Ada")


def title(document: Document, item: str) -> str:
    return document.curriculum.by_id[item].title


# What is different


def test_nothing_is_different_from_itself(ada: Document) -> None:
    assert differences(ada, ada) == ()
    assert summary(()) == "The same as now"


Command = Callable[[Document], Document]

CHANGES: list[tuple[Command, str, str, str]] = [
    (lambda one: commands.set_name(one, "Bob"), "Name", "Ada", "Bob"),
    (lambda one: commands.set_hours(one, 12.5), "Hours a week", "10 h", "12.5 h"),
    (lambda one: commands.set_deadline(one, date(2030, 1, 2)), "Deadline", "–", "2030-01-02"),
    (lambda one: commands.set_budget(one, 1500), "Budget", "–", "1,500 USD"),
    (lambda one: commands.set_free_only(one, True), "Only what costs nothing", "no", "yes"),
    (lambda one: commands.set_aim(one, Aim.TIME), "Aim", "fewest hours", "earliest finish"),
    (lambda one: commands.set_order(one, Order.WINS), "Order", "Finish earliest", "Early wins"),
    (lambda one: commands.set_begin(one, date(2027, 1, 4)), "First day", "2026-11-30", "2027-01-04"),
    (lambda one: commands.set_start(one, "entry-data-analyst"), "Start", "nothing yet", "Data analyst (1+ year)"),
    (lambda one: commands.avoid(one, LINEAR), "Avoided", "–", "Linear algebra"),
    (lambda one: commands.set_not_before(one, LINEAR, DAY), "Not before a day", "–", "Linear algebra (2026-11-30)"),
    (
        lambda one: commands.add_period(one, Period(first=DAY, last=DAY)),
        "Days off and busy times", "0", "1",
    ),
    (lambda one: progress.know(one, LINEAR), "Linear algebra", "–", "You know it already"),
    (lambda one: progress.begin(one, LINEAR, DAY), "Linear algebra", "–", "In progress since 2026-11-30"),
    (lambda one: progress.study(one, LINEAR, DAY, 90), "Linear algebra", "–", "In progress since 2026-11-30, 1.5 h"),
    (lambda one: progress.finish(one, LINEAR, DAY, 12), "Linear algebra", "–", "Done on 2026-11-30, 12 h"),
    (lambda one: progress.set_part(one, LINEAR, 0.5), "Linear algebra", "–", "In progress, 50% done"),
    (lambda one: progress.waive(one, LINEAR, "me"), "Linear algebra", "–", "Waived by me"),
    (lambda one: progress.replace(one, LINEAR, "a course"), "Linear algebra", "–", "Replaced by a course"),
    (lambda one: progress.annotate(one, LINEAR, "good book"), "Linear algebra", "–", "good book"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "what", "then", "now"), CHANGES)
def test_every_change_is_told_in_both_directions(
    ada: Document, change: Command, what: str, then: str, now: str
) -> None:
    changed = change(ada)
    (found,) = differences(ada, changed)
    assert (found.what, found.then, found.now) == (what, then, now)
    (back,) = differences(changed, ada)
    assert (back.what, back.then, back.now) == (what, now, then)


def test_no_answer_can_change_without_a_word(ada: Document) -> None:
    """Also one that is added to the program later."""
    learner = ada.learner
    samples: dict[str, Any] = {
        "start": "entry-data-analyst",
        "goal": "role-mlops-engineer",
        "free_only": True,
        "budget_usd": 5.0,
        "aim": Aim.MONEY,
        "then": (Aim.TIME,),
        "order": Order.TOPICS,
        "deadline": DAY,
        "availability": learner.availability.changed(week=(0, 0, 0, 0, 0, 300, 300)),
    }
    for field, info in Learner.model_fields.items():
        if field in COUNTED:
            continue
        value = samples.get(field)
        if value is None:
            old = getattr(learner, field)
            value = {LINEAR: DAY} if isinstance(old, dict) else (LINEAR,) if isinstance(old, tuple) else old + 1
        changed = ada.changed(learner=learner.changed(**{field: value}))
        (found,) = differences(ada, changed)
        assert found.then != found.now, (field, info)


def test_lists_show_what_the_other_one_lacks_and_their_order(ada: Document) -> None:
    both = commands.avoid(commands.avoid(ada, LINEAR), CALCULUS)
    (found,) = differences(commands.avoid(ada, LINEAR), both)
    assert (found.then, found.now) == ("–", title(ada, CALCULUS))
    one = ada.changed(learner=ada.learner.changed(by_hand=(LINEAR, CALCULUS)))
    other = ada.changed(learner=ada.learner.changed(by_hand=(CALCULUS, LINEAR)))
    (found,) = differences(one, other)
    assert found.then == f"{title(ada, LINEAR)}; {title(ada, CALCULUS)}"
    assert found.now == f"{title(ada, CALCULUS)}; {title(ada, LINEAR)}"


def test_long_lists_are_cut(ada: Document) -> None:
    many = tuple(node.id for node in ada.curriculum.nodes[:50])
    (found,) = differences(ada, ada.changed(learner=ada.learner.changed(avoid=many)))
    assert found.now.endswith("and 45 more")


def test_another_curriculum_is_told(ada: Document) -> None:
    first = ada.curriculum.nodes[0]
    other = ada.curriculum.changed(nodes=(first.changed(title="Another title"), *ada.curriculum.nodes[1:]))
    (found,) = differences(ada.changed(curriculum=other), ada)
    assert (found.what, found.now) == ("Curriculum", "1 item changed")


def test_a_summary_counts_items_and_names_answers() -> None:
    found = [Difference("Linear algebra", "–", "done", "item"), Difference("Goal", "a", "b", "answer")]
    assert summary(found) == "1 item · Goal"
    many = [Difference(f"Answer {number}", "a", "b", "answer") for number in range(10)]
    assert summary(many) == "Answer 0 · Answer 1 · Answer 2 · Answer 3 · Answer 4 · and 5 more"


# Going back


def saved(workspace: Workspace, *documents: Document) -> None:
    """Save one after the other, each replaced version being kept."""
    for document in documents:
        workspace.keep_next()
        assert not workspace.save(document).failed


def test_a_version_can_be_gone_back_to_and_that_undone(ada: Document) -> None:
    workspace = Workspace()
    learned = progress.finish(ada, LINEAR, DAY, 12)
    session = Session(learned)
    saved(workspace, ada, learned)
    (version,) = history.versions(workspace)
    session.run("Go back", lambda _old: history.go_back(workspace, version, DAY))
    assert session.document.record == ada.record
    assert session.document.learner.known == ()
    assert not workspace.save(session.document).failed
    assert len(history.versions(workspace)) == 2  # what was there before going back is kept, however soon
    assert history.document_of(workspace, history.versions(workspace)[0], DAY).record == learned.record
    session.undo()
    assert not workspace.save(session.document).failed
    assert workspace.path is not None
    assert Workspace().open(workspace.path, DAY).record == learned.record


def test_a_version_can_be_saved_as_a_file_of_its_own(ada: Document, tmp_path: Path) -> None:
    workspace = Workspace()
    saved(workspace, ada, progress.know(ada, LINEAR))
    (version,) = history.versions(workspace)
    path = history.write_copy(version, tmp_path / "copy.trailmark")
    assert Workspace().open(path, DAY).record == ada.record
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(PlannerError):
        history.write_copy(version, tmp_path / "nowhere" / "copy.trailmark")


def test_a_copy_that_takes_the_place_of_another_learner_keeps_them(ada: Document, tmp_path: Path) -> None:
    ben, workspace = Workspace(), Workspace()
    assert not ben.save_as(tmp_path / "ben.trailmark", commands.set_name(ada, "Benjamin")).failed
    ben.close()
    before = (tmp_path / "ben.trailmark").read_bytes()
    saved(workspace, ada, progress.know(ada, LINEAR))
    history.write_copy(history.versions(workspace)[0], tmp_path / "ben.trailmark")
    assert [one.path.read_bytes() for one in ben.backups()] == [before]


def test_a_file_that_cannot_be_read_is_set_aside_and_its_backups_are_offered(ada: Document) -> None:
    workspace = Workspace()
    learned = progress.finish(ada, LINEAR, DAY, 12)
    saved(workspace, ada, learned, commands.set_hours(learned, 7))
    path = workspace.path
    assert path is not None
    workspace.close()
    broken = path.read_bytes()[:-100]
    path.write_bytes(broken)
    again = Workspace()
    assert again.open_last(DAY) is None  # nothing is taken silently
    assert "could not be used" in again.notice
    newest, oldest = history.versions(again)
    document = history.go_back(again, newest, DAY)
    assert document.record == learned.record
    assert not again.save(document).failed
    assert not again.rescue
    assert again.path is not None
    assert [one.path for one in again.backups()] == [newest.backup.path, oldest.backup.path]  # the same learner
    kept = [one for one in (path.parent.parent / "quarantine").rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in kept] == [broken]


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")
def test_a_pipe_in_place_of_the_file_is_neither_waited_for_nor_written_over(ada: Document) -> None:
    workspace = Workspace()
    saved(workspace, ada)
    assert workspace.path is not None
    workspace.close()
    workspace.path.unlink()
    os.mkfifo(workspace.path)
    again = Workspace()
    assert again.open_last(DAY) is None
    with pytest.raises(PlannerError, match="not an ordinary file"):
        again.open(workspace.path, DAY)
    assert not again.save(ada).failed
    assert again.path != workspace.path
    assert workspace.path.is_fifo()


def test_a_version_that_is_read_in_another_language_is_no_other_curriculum(ada: Document) -> None:
    """The words that are added to levels follow the language; the document still has those of before."""
    workspace = Workspace()
    saved(workspace, ada)
    saved(workspace, commands.set_name(ada, "Bob"))
    path = workspace.path
    assert path is not None
    kept = workspace.read_copy(path).changed_at
    i18n.use_language("es")
    then = history.document_of(workspace, history.versions(workspace)[0], DAY)
    assert then.curriculum != ada.curriculum
    assert differences(then, ada) == ()
    assert workspace.merge(ada, workspace.read_copy(path), DAY).curriculum is ada.curriculum
    first = then.curriculum.nodes[0]
    nodes = (first.changed(outcome="Something else."), *then.curriculum.nodes[1:])
    other = then.changed(curriculum=then.curriculum.changed(nodes=nodes))
    (found,) = differences(other, ada)
    assert found.now == i18n.ngettext("{count} item changed", "{count} items changed", 1).format(count=1)
    saved(workspace, then)
    assert workspace.read_copy(path).changed_at.get("curriculum") == kept.get("curriculum")


# Two programs


def changed_by_another(ada: Document, theirs: Document) -> tuple[Workspace, Path]:
    """A workspace whose file has been replaced since."""
    workspace = Workspace()
    saved(workspace, ada)
    path = workspace.path
    assert path is not None
    write(path, workspace, theirs)
    return workspace, path


def write(path: Path, workspace: Workspace, theirs: Document) -> None:
    other = Workspace()
    other._identity = workspace._identity
    aside = path.with_name("other.trailmark")
    assert not other.save_as(aside, theirs).failed
    other.close()
    aside.replace(path)


def test_what_another_program_wrote_is_offered_and_mine_is_kept(ada: Document) -> None:
    theirs, mine = progress.know(ada, CALCULUS), progress.know(ada, LINEAR)
    workspace, path = changed_by_another(ada, theirs)
    found = workspace.save(mine)
    assert found.failed
    assert found.conflict is not None
    assert found.conflict.theirs is not None
    assert found.conflict.same_learner
    assert found.conflict.theirs.document(DAY).record == theirs.record
    assert [history.document_of(workspace, one, DAY).record for one in history.versions(workspace)] == [mine.record]
    workspace.accept(found.conflict)
    both = workspace.merge(mine, found.conflict.theirs, DAY)
    assert set(both.learner.known) == {LINEAR, CALCULUS}
    assert not workspace.save(both).failed
    assert Workspace().open(path, DAY).record == both.record
    kept = [history.document_of(workspace, one, DAY).record for one in history.versions(workspace)]
    assert kept == [theirs.record, mine.record]


def test_only_what_was_seen_may_be_replaced(ada: Document) -> None:
    """The file changes once more while somebody reads what has changed."""
    workspace, path = changed_by_another(ada, progress.know(ada, CALCULUS))
    mine = progress.know(ada, LINEAR)
    first = workspace.save(mine).conflict
    assert first is not None
    newest = commands.set_hours(ada, 33)
    write(path, workspace, newest)
    workspace.accept(first)
    second = workspace.save(mine)
    assert second.conflict is not None
    assert second.conflict.sha256 != first.sha256
    assert Workspace().open(path, DAY).learner.availability.hours_per_week == 33


def test_a_file_of_somebody_else_is_no_copy(ada: Document) -> None:
    workspace, path = changed_by_another(ada, ada)
    write(path, Workspace(), commands.set_name(ada, "Bob"))
    found = workspace.save(progress.know(ada, LINEAR)).conflict
    assert found is not None
    assert not found.same_learner


@pytest.mark.parametrize(("content", "gone"), [(None, True), (b"not a learner", False)])
def test_what_is_gone_or_damaged_can_be_written_again(ada: Document, content: bytes | None, gone: bool) -> None:
    workspace, path = changed_by_another(ada, ada)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    mine = progress.know(ada, LINEAR)
    found = workspace.save(mine).conflict
    assert found is not None
    assert (found.theirs, found.gone) == (None, gone)
    workspace.accept(found)
    assert not workspace.save(mine).failed
    assert Workspace().open(path, DAY).record == mine.record
    if content is not None:
        assert content in [backups.read(one) for one in workspace.backups()]


def test_what_is_here_is_kept_when_the_other_one_is_loaded(ada: Document) -> None:
    workspace, path = changed_by_another(ada, progress.know(ada, CALCULUS))
    mine = [progress.know(ada, LINEAR), commands.set_hours(ada, 21)]
    assert workspace.save(mine[0]).failed
    workspace.set_mine_aside(mine[1])  # however young the last backup is
    workspace.open(path, DAY)
    newest = history.document_of(workspace, history.versions(workspace)[0], DAY)
    assert newest.learner.availability.hours_per_week == 21


def test_a_backup_folder_that_cannot_be_used_stops_nothing(ada: Document, data: Path) -> None:
    workspace = Workspace()
    saved(workspace, ada)
    (data / "backups").write_bytes(b"a file where the folder should be")
    workspace.set_mine_aside(ada)
    found = workspace.save(progress.know(ada, LINEAR))
    assert not found.failed
    assert history.versions(workspace) == ()


def test_the_week_is_told_where_its_sum_stays(ada: Document) -> None:
    week = (0, 0, 0, 0, 0, 300, 300)
    (found,) = differences(commands.set_week(ada, spread_week(10)), commands.set_week(ada, week))
    assert found.what == "Days of study"
    assert found.now == "0 – 0 – 0 – 0 – 0 – 300 – 300 min"


def test_versions_are_shown_in_local_time(ada: Document) -> None:
    workspace = Workspace()
    saved(workspace, ada, progress.know(ada, LINEAR))
    (version,) = history.versions(workspace)
    assert abs(version.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert version.at.utcoffset() == datetime.now().astimezone().utcoffset()
    assert safe.load(version.backup.path, backups.MAX_RECORD_BYTES).content
