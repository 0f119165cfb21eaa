"""Saving a draft: whole or not at all, never over what somebody else wrote, and found again after a crash."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from build import curriculum, node

from planner.app import author, queries, trust
from planner.app.author import Draft, DraftFile
from planner.model.problem import PlannerError
from planner.storage import backups, curricula, curriculum_file
from planner.storage.canonical import to_json
from planner.storage.curriculum_file import owner_of
from planner.storage.files import MAX_BYTES

AS_WRITTEN = b"\xef\xbb\xbf" + to_json(curriculum(node("a", 1), id="mine")).replace(b"\n", b"\r\n")
"""As an editor of texts on Windows writes it."""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "mine.json").write_bytes(AS_WRITTEN)
    return tmp_path / "mine.json"


def begun(path: Path) -> tuple[DraftFile, Draft]:
    """The file, opened, and the draft with one item more."""
    file = DraftFile()
    draft = file.open(path).draft
    assert file.is_saved(draft)
    return file, author.add_item(draft, "B")


def test_own_work_is_trusted_and_work_on_a_file_from_outside_is_not(path: Path, tmp_path: Path) -> None:
    file, draft = begun(path)
    assert not file.save(draft).failed
    assert not trust.known(queries.load(str(path)))
    new = Draft(curriculum(node("a", 1, resources=[{"key": "r", "title": "R", "url": "https://x.example/"}]), id="own"))
    own = DraftFile()
    assert not own.save_as(new, tmp_path / "own.json").failed
    assert trust.known(queries.load(str(tmp_path / "own.json")))
    again = DraftFile()
    assert not again.save(author.add_item(again.open(tmp_path / "own.json").draft, "B")).failed
    assert trust.known(queries.load(str(tmp_path / "own.json")))
    trust.trust(queries.load(str(path)))
    assert not file.save(author.add_item(file.open(path).draft, "C")).failed
    assert trust.known(queries.load(str(path)))


def test_saving_keeps_a_backup_and_undo_of_everything_brings_the_bytes_back(path: Path) -> None:
    file = DraftFile()
    history = author.DraftHistory(file.open(path).draft)
    history.run("Add", author.add_item, "B")
    assert not file.is_saved(history.document)
    assert file.save(history.document) == author.Saved()
    assert file.is_saved(history.document)
    assert [one.id for one in curricula.load(path).nodes] == ["a", "b"]
    assert [backups.read(one) for one in backups.listed(owner_of(path))] == [AS_WRITTEN]
    history.undo()
    assert file.save(history.document) == author.Saved()
    assert path.read_bytes() == AS_WRITTEN


def test_a_new_file_may_be_read_by_others(tmp_path: Path) -> None:
    file, draft = DraftFile(), author.add_item(author.new("Bread"), "Dough")
    file.begin(draft)
    place = tmp_path / "folder" / "bread.json"
    assert file.save_as(draft, place) == author.Saved()
    assert (file.path, file.is_saved(draft)) == (place, True)
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o644
    assert author.located(draft, place).path == place


def test_what_somebody_else_wrote_is_replaced_only_when_it_was_seen(path: Path) -> None:
    file, draft = begun(path)
    theirs = AS_WRITTEN.replace(b"Test", b"Text")
    path.write_bytes(theirs)
    saved = file.save(draft)
    assert (saved.conflict, saved.words) == (True, "The file has been changed by another program.")
    assert path.read_bytes() == theirs
    assert file.accept() == author.Saved()
    assert file.save(draft) == author.Saved()
    assert backups.read(backups.listed(owner_of(path))[0]) == theirs
    path.unlink()
    gone = file.save(author.add_item(draft, "C"))
    assert (gone.conflict, gone.words) == (True, "The file is not there any more.")
    file.accept()
    assert file.save(draft) == author.Saved()


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "close"])
def test_a_disk_that_fails_leaves_the_old_file_and_the_journal(
    call: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, draft = begun(path)
    assert file.keep(draft) == ""
    real = getattr(os, call)

    def failing(*arguments: Any, **options: Any) -> Any:
        if call == "close":
            real(*arguments, **options)
        if call == "open" and not arguments[1] & os.O_CREAT:
            return real(*arguments, **options)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        saved = file.save(draft)
    assert saved.failed
    assert saved.words == "The curriculum could not be saved: No space left on device."
    assert path.read_bytes() == AS_WRITTEN
    again = DraftFile()
    unsaved = again.unsaved(again.open(path).draft)
    assert unsaved is not None
    assert unsaved.draft.curriculum == draft.curriculum
    assert file.save(draft) == author.Saved()


def test_a_file_that_may_not_be_written_stays_as_it_is(path: Path) -> None:
    file, draft = begun(path)
    path.chmod(0o444)
    saved = file.save(draft)
    assert (saved.failed, saved.words) == (True, "The curriculum could not be saved: It is write-protected.")
    assert path.read_bytes() == AS_WRITTEN


def test_a_file_that_could_not_be_opened_again_is_not_written(tmp_path: Path) -> None:
    nodes = tuple(curriculum(node("a", note="x" * 2000)).nodes[0].changed(id=f"n{at}") for at in range(1100))
    large = Draft(curriculum(node("a")).changed(nodes=nodes))
    assert len(large.content) > MAX_BYTES
    file = DraftFile()
    file.begin(large)
    assert "larger than 2 MB" in file.save_as(large, tmp_path / "large.json").words


# What is built in, and other formats


def test_what_is_built_in_opens_as_a_copy_and_is_never_written() -> None:
    file = DraftFile()
    opened = file.open("bakery-apprenticeship")
    assert (opened.copied_from, opened.draft.path, file.path) == ("bakery-apprenticeship", None, None)
    place = curricula.builtin_folder() / "bakery-apprenticeship.json"
    assert file.open(place).draft.path is None
    before = place.read_bytes()
    assert "built-in curricula" in file.save_as(author.add_item(opened.draft, "B"), place).words
    assert place.read_bytes() == before


def test_a_file_of_another_format_opens_as_a_copy(tmp_path: Path) -> None:
    place = tmp_path / "table.csv"
    place.write_text("id,title,requires\na,A,\nb,B,a\n", "utf-8")
    opened = DraftFile().open(place)
    assert (opened.copied_from, opened.draft.path) == (str(place), None)
    assert author.requirement_text(opened.draft, "b") == "a"


def test_a_curriculum_without_items_opens_to_be_edited_and_leads_nowhere(tmp_path: Path) -> None:
    file, draft = DraftFile(), author.new("Bread")
    file.begin(draft)
    assert file.save_as(draft, tmp_path / "bread.json") == author.Saved()
    assert author.findings(author.open(tmp_path / "bread.json"), strict=True) == ()
    with pytest.raises(PlannerError, match="has no items yet"):
        queries.new_document(queries.load(str(tmp_path / "bread.json")), date(2027, 1, 4))


# A module that changes with the file

BASICS = b" " + to_json(curriculum(node("flour", 2), id="basics"))
WHOLE = b"\n" + to_json(curriculum(node("bread", 4, "flour"), node("pudding", 1), id="whole", uses=["basics"]))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A file that uses a module, as somebody wrote them by hand."""
    (tmp_path / "basics.json").write_bytes(BASICS)
    (tmp_path / "whole.json").write_bytes(WHOLE)
    return tmp_path / "whole.json", tmp_path / "basics.json"


def moved(path: Path) -> tuple[DraftFile, author.DraftHistory]:
    """The file, opened, and a history in which an item went to the module."""
    file = DraftFile()
    history = author.DraftHistory(file.open(path).draft)
    history.run("Move", author.move_to_module, ["pudding"], "basics")
    return file, history


def items(path: Path) -> list[str]:
    return [one.id for one in curricula.read_one(path).nodes]


def test_both_files_are_written_with_the_next_save_and_undo_brings_the_bytes_of_both_back(
    two: tuple[Path, Path],
) -> None:
    whole, basics = two
    file, history = moved(whole)
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, BASICS)
    assert not file.is_saved(history.document)
    history.run("Move", author.move_to_module, ["bread"], "basics")
    assert file.save(history.document) == author.Saved()
    assert (items(whole), items(basics)) == ([], ["flour", "pudding", "bread"])
    assert file.is_saved(history.document)
    history.undo()
    assert not file.is_saved(history.document)
    assert file.save(history.document) == author.Saved()
    assert (items(whole), items(basics)) == (["bread"], ["flour", "pudding"])
    history.undo()
    assert file.save(history.document) == author.Saved()
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, BASICS)
    history.redo()
    assert file.save(history.document) == author.Saved()
    assert (items(whole), items(basics)) == (["bread"], ["flour", "pudding"])


def test_a_module_that_another_program_has_changed_is_not_overwritten_and_nothing_is_lost(
    two: tuple[Path, Path],
) -> None:
    whole, basics = two
    file, history = moved(whole)
    theirs = BASICS.replace(b"Test", b"Text")
    basics.write_bytes(theirs)
    saved = file.save(history.document)
    assert (saved.conflict, saved.module) == (True, basics)
    assert saved.words == "basics.json: The file has been changed by another program."
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, theirs)
    assert file.accept(basics) == author.Saved()
    assert file.save(history.document) == author.Saved()
    assert items(basics) == ["flour", "pudding"]
    assert backups.read(backups.listed(owner_of(basics))[0]) == theirs
    later = BASICS.replace(b"Test", b"Toast")
    basics.write_bytes(later)  # the way back is as careful
    history.undo()
    assert file.save(history.document).module == basics
    assert (items(whole), basics.read_bytes()) == (["bread"], later)
    basics.unlink()
    assert file.save(history.document).conflict
    file.accept(basics)
    assert file.save(history.document) == author.Saved()
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, theirs)


def test_a_module_goes_back_where_the_file_itself_cannot_be_written(two: tuple[Path, Path]) -> None:
    whole, basics = two
    file, history = moved(whole)
    theirs = WHOLE.replace(b"Test", b"Text")
    whole.write_bytes(theirs)
    saved = file.save(history.document)
    assert (saved.conflict, saved.module) == (True, None)
    assert (whole.read_bytes(), basics.read_bytes()) == (theirs, BASICS)
    file.accept()
    assert file.save(history.document) == author.Saved()
    assert items(basics) == ["flour", "pudding"]


@pytest.mark.parametrize("undone", [False, True])
def test_a_move_that_was_not_saved_is_found_again_with_both_files(two: tuple[Path, Path], undone: bool) -> None:
    whole, basics = two
    file, history = moved(whole)
    if undone:
        assert file.save(history.document) == author.Saved()
        history.undo()
    assert file.keep(history.document) == ""
    again = DraftFile()
    unsaved = again.unsaved(again.open(whole).draft)
    assert unsaved is not None
    assert unsaved.draft.merged.nodes == history.document.merged.nodes
    assert unsaved.draft.owns("pudding") is undone
    assert again.save(unsaved.draft) == author.Saved()
    assert ("pudding" in items(whole), "pudding" in items(basics)) == (undone, not undone)
    assert undone == (basics.read_bytes() == BASICS)
    assert again.unsaved(again.open(whole).draft) is None


def test_what_was_moved_is_no_news(two: tuple[Path, Path]) -> None:
    whole, _basics = two
    draft = author.mark_seen(
        author.set_fields(author.set_about(author.open(whole), target="bread"), ["flour"], hours="5")
    )
    assert author.library_news(author.move_to_module(draft, ["bread", "pudding"], "basics")).nothing


def test_other_modules_can_be_used_while_a_move_is_not_saved(two: tuple[Path, Path], tmp_path: Path) -> None:
    whole, basics = two
    (tmp_path / "more.json").write_bytes(to_json(curriculum(node("salt"), id="more")))
    file, history = moved(whole)
    history.run("Uses", author.set_uses, ("basics", "more"))
    assert not history.document.owns("pudding")
    assert "pudding" in history.document.merged.by_id
    alone = author.remove_items(author.set_fields(history.document, ["bread"], note="x"), ["bread"])
    assert file.save(author.set_uses(alone, ("more",))) == author.Saved()
    assert items(basics) == ["flour", "pudding"]  # it stays where it went, used or not


# Another folder


def test_a_file_in_another_folder_takes_its_module_along_with_the_items_that_went_there(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    whole, basics = two
    file, history = moved(whole)
    history.run("Note", author.set_fields, ["bread"], note="New.")
    history.undo()
    there, copy = (tmp_path / "far" / "off" / name for name in ("there.json", "basics.json"))
    saved = file.save_as(history.document, there)
    assert (saved.words, saved.copied) == ("", (copy,))
    author.relocate(history, there, saved.places, file.written)
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, BASICS)
    assert (items(there), items(copy)) == (["bread"], ["flour", "pudding"])
    assert file.is_saved(history.document)
    history.undo()
    assert file.save(history.document) == author.Saved()
    assert (there.read_bytes(), copy.read_bytes()) == (WHOLE, BASICS)
    history.redo()
    history.redo()
    assert history.document.merged.by_id.keys() == {"bread", "flour", "pudding"}
    assert file.save(history.document) == author.Saved()
    assert curricula.load(there).by_id["bread"].note == "New."
    assert items(copy) == ["flour", "pudding"]
    assert author.open(there).merged.nodes == history.document.merged.nodes
    assert (whole.read_bytes(), basics.read_bytes()) == (WHOLE, BASICS)


def test_modules_that_are_found_from_there_stay_and_those_of_modules_go_along(tmp_path: Path) -> None:
    one = tmp_path / "one"
    (one / "library").mkdir(parents=True)
    (one / "library" / "water.json").write_bytes(to_json(curriculum(node("water"), id="water")))
    (one / "dough.json").write_bytes(to_json(curriculum(node("dough", 1, "water"), id="dough", uses=["water"])))
    made = curriculum(node("bread", 1, {"all": ["dough", "water"]}), id="bread", uses=["water", "dough"])
    (one / "bread.json").write_bytes(to_json(made))
    file = DraftFile()
    draft = file.open(one / "bread.json").draft
    below = file.save_as(draft, one / "below" / "bread.json")
    assert (below.words, below.copied) == ("", ())
    file.open(one / "bread.json")
    far = file.save_as(draft, tmp_path / "far" / "off" / "bread.json")
    assert {path.name for path in far.copied} == {"water.json", "dough.json"}
    assert curricula.load(tmp_path / "far" / "off" / "bread.json").by_id.keys() == {"bread", "dough", "water"}


def test_another_module_of_that_name_is_used_but_not_where_items_would_be_lost(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    whole, _basics = two
    other = to_json(curriculum(node("flour", 8), id="basics"))
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "basics.json").write_bytes(other)
    file, history = moved(whole)
    there = tmp_path / "two" / "there.json"
    refused = file.save_as(history.document, there)
    assert refused.failed
    assert "another file basics.json" in refused.words
    assert not there.exists()
    assert file.path == whole
    history.undo()
    assert file.save_as(history.document, there) == author.Saved()
    author.relocate(history, there, {}, file.written)
    assert history.document.merged.by_id["flour"].hours.likely == 8
    assert (tmp_path / "two" / "basics.json").read_bytes() == other
    over = file.save_as(history.document, tmp_path / "two" / "basics.json")
    assert "stands in this file" in over.words
    assert (tmp_path / "two" / "basics.json").read_bytes() == other


@pytest.mark.parametrize("into_module", [True, False])
def test_under_another_name_in_the_same_folder_the_old_file_is_not_left_without_an_item_or_with_it_twice(
    two: tuple[Path, Path], tmp_path: Path, into_module: bool
) -> None:
    whole, basics = two
    file, history = moved(whole)
    if not into_module:
        assert file.save(history.document) == author.Saved()
        history.undo()
    before = whole.read_bytes(), basics.read_bytes()
    there = tmp_path / "there.json"
    refused = file.save_as(history.document, there)
    assert refused.failed
    assert "Save it first" in refused.words
    assert "basics.json" in refused.words
    assert (whole.read_bytes(), basics.read_bytes(), there.exists()) == (*before, False)
    assert file.save(history.document) == author.Saved()
    assert file.save_as(history.document, there) == author.Saved()
    for path in (whole, there):
        assert curricula.load(path).by_id.keys() == {"bread", "flour", "pudding"}


def test_where_the_file_cannot_be_written_there_no_copies_are_left(
    two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, basics = two
    file, history = moved(whole)
    real = curriculum_file.save

    def failing(path: Path, *arguments: Any) -> Any:
        if path.name == "there.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(curriculum_file, "save", failing)
        saved = file.save_as(history.document, tmp_path / "far" / "off" / "there.json")
    assert (saved.failed, saved.copied) == (True, ())
    assert list((tmp_path / "far" / "off").iterdir()) == []
    assert file.save(history.document) == author.Saved()
    assert (items(whole), items(basics)) == (["bread"], ["flour", "pudding"])


# After a crash


def test_what_was_not_saved_is_offered_until_it_is_saved(path: Path) -> None:
    file, draft = begun(path)
    now = datetime.now(UTC)
    assert file.keep(draft) == ""
    again = DraftFile()
    unsaved = again.unsaved(again.open(path).draft)
    assert unsaved is not None
    assert (unsaved.fits, unsaved.draft.path) == (True, path)
    assert unsaved.draft.curriculum == draft.curriculum
    assert abs((unsaved.at - now).total_seconds()) < 3600
    assert again.save(unsaved.draft) == author.Saved()
    assert again.unsaved(again.open(path).draft) is None


def test_changes_to_another_state_of_the_file_are_a_copy(path: Path) -> None:
    file, draft = begun(path)
    file.keep(draft)
    path.write_bytes(AS_WRITTEN.replace(b"Test", b"Text"))
    again = DraftFile()
    unsaved = again.unsaved(again.open(path).draft)
    assert unsaved is not None
    assert (unsaved.fits, unsaved.draft.path) == (False, None)


def test_nothing_is_offered_where_nothing_was_lost(path: Path, data: Path) -> None:
    file, draft = begun(path)
    again = DraftFile()
    assert again.unsaved(again.open(path).draft) is None
    file.keep(draft)
    file.keep(again.open(path).draft)  # undone
    assert again.unsaved(again.open(path).draft) is None
    file.keep(draft)
    file.give_up()
    assert again.unsaved(again.open(path).draft) is None
    file.keep(draft)
    (journal,) = (data / "state" / "curricula").iterdir()
    journal.write_bytes(journal.read_bytes()[:100])
    assert again.unsaved(again.open(path).draft) is None


def test_a_draft_without_a_file_is_found_once_its_program_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    file, draft = DraftFile(), author.new("Bread")
    file.begin(draft)
    assert file.keep(draft) == ""
    assert list(curriculum_file.journals()) == []  # nothing was done yet
    draft = author.add_item(draft, "Dough")
    file.keep(draft)
    assert DraftFile.lost() == []  # this program still has it
    monkeypatch.setattr(curriculum_file, "lives", lambda _pid: False)
    (journal,) = DraftFile.lost()
    other = DraftFile()
    assert other.recover(journal).curriculum == draft.curriculum
    assert len(DraftFile.lost()) == 1
    other.give_up()
    assert DraftFile.lost() == []


def test_a_journal_that_cannot_be_written_says_why(path: Path, data: Path) -> None:
    file, draft = begun(path)
    data.write_text("no folder")
    assert file.keep(draft) != ""


def test_files_that_are_used_are_read_again_when_they_are_named(tmp_path: Path, path: Path) -> None:
    (tmp_path / "lib.json").write_bytes(to_json(curriculum(node("base"), id="lib")))
    draft = author.set_uses(author.open(path), ("lib",))
    draft = author.connect(draft, "base", "a", "It is the base.")
    with pytest.raises(PlannerError, match='There is no node "base"'):
        author.set_uses(draft, ())
    with pytest.raises(PlannerError, match='It uses "nothing"'):
        author.set_uses(draft, ("nothing",))
    with pytest.raises(PlannerError, match="cannot use itself"):
        author.set_uses(draft, ("mine",))
