"""A file that another program has changed meanwhile is put together with the draft, item by item and field by field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from build import curriculum, node
from every_edit import EDITS, Picker
from hypothesis import assume, given, settings
from random_draft import draft_of

from planner.app import author
from planner.app.author import Draft, DraftFile, disk, modules, three_way
from planner.app.author.three_way import Merge, Side
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.storage import backups, curricula
from planner.storage.canonical import to_json
from planner.storage.curriculum_file import owner_of

MINE, THEIRS = Side.MINE, Side.THEIRS
TWO = {"aware": {"hours": 2, "outcome": "New"}, "working": {"hours": 5}}
BASE = curriculum(
    node("flour", 1, resources=[{"key": "book", "title": "A book"}]),
    node("yeast", 1),
    node("bread", 4, {"all": ["flour", "yeast"]}, reasons={"flour": "So.", "yeast": "It rises."}),
    node("oven", levels=TWO),
    target="bread",
)


def edited(**items: Mapping[str, Any]) -> Curriculum:
    """The base with other fields of items, ids with "_" for "-"."""
    draft = Draft(BASE)
    for item, fields in items.items():
        draft = author.set_fields(draft, [item], **fields)
    return draft.curriculum


def together(mine: Curriculum, theirs: Curriculum, choices: Mapping[tuple[str, ...], Side] | None = None) -> Merge:
    return three_way.merge(BASE, mine, theirs, choices or {}, ())


def places(found: Merge) -> list[tuple[str, ...]]:
    return [one.place for one in found.clashes]


def test_what_one_side_has_changed_arrives_and_is_told() -> None:
    mine = edited(flour={"hours": "3", "title": "White flour"}, bread={"outcome": "you can bake"})
    theirs = edited(flour={"note": "Sifted."}, yeast={"title": "Dry yeast"})
    found = together(mine, theirs)
    flour, yeast, bread = (found.curriculum.by_id[item] for item in ("flour", "yeast", "bread"))
    assert (flour.title, flour.hours.likely, flour.note) == ("White flour", 3, "Sifted.")
    assert (yeast.title, bread.outcome) == ("Dry yeast", "you can bake")
    assert found.clashes == ()
    assert [(one.place, one.theirs) for one in found.taken] == [
        (("nodes", "flour", "note"), "Sifted."),
        (("nodes", "yeast", "title"), "Dry yeast"),
    ]


def test_what_both_have_changed_is_decided_field_by_field() -> None:
    mine = edited(bread={"title": "Rye bread", "reasons": {"flour": "Mine.", "yeast": "It rises."}, "note": "a"})
    theirs = edited(bread={"title": "Wheat bread", "reasons": {"flour": "Theirs.", "yeast": "It lives."}, "note": "a"})
    title, reason = ("nodes", "bread", "title"), ("nodes", "bread", "reasons", "flour")
    found = together(mine, theirs, {title: MINE, reason: THEIRS})
    assert places(found) == [title, reason]
    assert (found.clashes[0].base, found.clashes[0].mine, found.clashes[0].theirs) == (
        *("BREAD", "Rye bread", "Wheat bread"),
    )
    bread = found.curriculum.by_id["bread"]
    assert (bread.title, bread.note, bread.reasons) == ("Rye bread", "a", {"flour": "Theirs.", "yeast": "It lives."})


@pytest.mark.parametrize("side", list(Side))
def test_an_item_that_one_side_removed_and_the_other_changed_is_decided(side: Side) -> None:
    gone = author.remove_items(Draft(BASE), ["yeast"]).curriculum
    changed = edited(yeast={"note": "Fresh."})
    for mine, theirs in ((gone, changed), (changed, gone)):
        found = together(mine, theirs, {("nodes", "yeast"): side})
        assert places(found) == [("nodes", "yeast")]
        assert ("yeast" in found.curriculum.by_id) is ((mine if side is MINE else theirs) is changed)


@pytest.mark.parametrize("side", list(Side))
def test_an_item_that_one_side_removed_and_the_other_needs_anew_is_decided(side: Side) -> None:
    gone = author.remove_items(Draft(BASE), ["yeast"]).curriculum
    asked = author.connect(Draft(BASE), "yeast", "oven", "It is warm.").curriculum
    found = together(gone, asked, {("nodes", "yeast"): side})
    assert places(found) == [("nodes", "yeast")]
    kept = side is THEIRS
    assert ("yeast" in found.curriculum.by_id, found.curriculum.by_id["oven"].requires) == (
        kept,
        "yeast" if kept else None,
    )
    assert found.curriculum.by_id["bread"].requires == "flour"
    assert curricula.loose(Draft(found.curriculum).parts) == []


def test_a_level_that_one_side_removed_and_the_other_asks_for_is_decided() -> None:
    plain = author.set_levels(Draft(BASE), "oven", {}).curriculum
    asked = author.connect(Draft(BASE), "oven@aware", "flour", "It is hot.").curriculum
    for side, needs in ((MINE, "oven"), (THEIRS, "oven@aware")):
        place = ("nodes", "oven", "levels")
        found = together(plain, asked, {place: side, ("nodes", "oven"): side})
        assert set(places(found)) & {place, ("nodes", "oven")}
        assert found.curriculum.by_id["flour"].requires == needs
        assert curricula.loose(Draft(found.curriculum).parts) == []


def test_an_item_that_one_side_renamed_is_the_same_item() -> None:
    mine = author.rename_item(Draft(BASE), "flour", "white-flour").curriculum
    theirs = author.connect(Draft(edited(flour={"note": "Sifted."})), "flour", "oven", "To see it.").curriculum
    for found in (together(mine, theirs), together(theirs, mine)):
        flour = found.curriculum.by_id["white-flour"]
        assert (flour.note, flour.aliases, found.clashes) == ("Sifted.", ("flour",), ())
        assert found.curriculum.by_id["oven"].requires == "white-flour"
    other = author.rename_item(Draft(BASE), "flour", "rye-flour").curriculum
    twice = together(mine, other).curriculum
    assert set(twice.by_id["white-flour"].aliases) == {"flour", "rye-flour"}
    assert "rye-flour" not in twice.by_id


def test_fields_that_do_not_go_together_are_one_decision() -> None:
    mine, theirs = edited(flour={"months": "6"}), author.set_levels(
        Draft(BASE), "flour", dict.fromkeys(("aware", "working"), BASE.by_id["flour"].hours)  # type: ignore[arg-type]
    ).curriculum  # fmt: skip
    assert places(together(mine, theirs)) == [("nodes", "flour")]


def test_new_items_stand_where_they_stood_and_lists_have_what_either_added() -> None:
    mine = author.add_item(Draft(edited(flour={"tags": "dry, white"})), "Salt", "salt").curriculum
    mine = author.move_items(Draft(mine), ["salt"], "flour").curriculum
    theirs = author.add_item(Draft(edited(flour={"tags": "white, fine"})), "Jam", "jam").curriculum
    found = together(mine, theirs).curriculum
    assert list(found.by_id) == ["flour", "salt", "yeast", "bread", "oven", "jam"]
    assert set(found.by_id["flour"].tags) == {"dry", "white", "fine"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


def edits_of(data: st.DataObject, draft: Draft) -> Draft:
    """A few random steps."""
    for _step in range(data.draw(st.integers(1, 4))):
        command = data.draw(st.sampled_from([one for one in EDITS if one is not modules.move_to_module]))
        positional, named = EDITS[command](Picker(draft, data))
        try:
            draft = command(draft, *positional, **named)
        except PlannerError:
            continue
    return draft


@settings(max_examples=15)
@given(data=st.data())
def test_laws_of_putting_together(data: st.DataObject, folder: Path) -> None:
    base = draft_of(data.draw(st.binary(min_size=120, max_size=120)), folder, jobs=False)
    mine, theirs = edits_of(data, base), edits_of(data, base)
    assume(theirs.curriculum.id == base.curriculum.id)
    one, two, three = base.curriculum, mine.curriculum, theirs.curriculum
    known = frozenset(base.offered) - one.by_id.keys()
    assert three_way.merge(one, one, three, {}, known).curriculum == three
    assert three_way.merge(one, two, one, {}, known).curriculum == two
    assert three_way.merge(one, two, two, {}, known).curriculum == two
    path = base.path
    assert path is not None
    file = DraftFile()
    file.open(path)
    path.write_bytes(theirs.content)
    found = file.found(mine, None)
    clashes = author.merged(mine, found).clashes
    choices = {clash.place: data.draw(st.sampled_from(Side)) for clash in clashes}
    try:
        new = author.merge_with_disk(mine, found, choices)
    except PlannerError:  # what was chosen does not go together, as the dialog says
        assert clashes
        return
    path.write_bytes(new.content)
    again = author.open(path)
    assert again.curriculum == new.curriculum
    assert again.merged.nodes == new.merged.nodes


@settings(max_examples=15)
@given(data=st.data())
def test_changes_of_other_fields_both_arrive(data: st.DataObject, folder: Path) -> None:
    base = draft_of(data.draw(st.binary(min_size=120, max_size=120)), folder, jobs=False)
    items = st.sampled_from(sorted(base.curriculum.by_id))
    here, there = data.draw(items), data.draw(items)
    mine = author.set_fields(base, [here], title="Mine").curriculum
    theirs = author.set_fields(base, [there], outcome="you can do theirs").curriculum
    found = three_way.merge(base.curriculum, mine, theirs, {}, frozenset(base.offered))
    assert found.clashes == ()
    assert (found.curriculum.by_id[here].title, found.curriculum.by_id[there].outcome) == ("Mine", "you can do theirs")
    assert list(found.curriculum.by_id) == list(base.curriculum.by_id)


# Files


BASICS = b" " + to_json(curriculum(node("flour", 2), id="basics"))
WHOLE = b"\n" + to_json(curriculum(node("bread", 4, "flour"), node("pudding", 1), id="whole", uses=["basics"]))


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    (tmp_path / "basics.json").write_bytes(BASICS)
    (tmp_path / "whole.json").write_bytes(WHOLE)
    return tmp_path / "whole.json", tmp_path / "basics.json"


def test_a_module_that_was_changed_meanwhile_has_both_and_undo_asks_again(two: tuple[Path, Path]) -> None:
    whole, basics = two
    file = DraftFile()
    history = author.DraftHistory(file.open(whole).draft)
    history.run("Move", author.move_to_module, ["pudding"], "basics")
    theirs = to_json(curriculum(node("flour", 7), node("sugar", 1), id="basics"))
    basics.write_bytes(theirs)
    assert file.save(history.document).module == basics
    found = file.found(history.document, basics)
    assert [one.place for one in author.merged(history.document, found).taken] == [
        ("nodes", "flour", "hours"),
        ("nodes", "sugar"),
    ]
    history.run("Merge", author.merge_with_disk, found, {})
    assert history.document.merged.by_id["flour"].hours.likely == 7
    history.undo()
    assert file.save(history.document).conflict  # what is on the disk was not taken over after all
    assert basics.read_bytes() == theirs
    history.redo()
    assert file.save(history.document) == author.Saved()
    assert [one.id for one in curricula.read_one(basics).nodes] == ["flour", "pudding", "sugar"]
    assert [one.id for one in curricula.read_one(whole).nodes] == ["bread"]
    assert backups.read(backups.listed(owner_of(basics))[0]) == theirs
    assert file.is_saved(history.document)
    history.undo()
    assert not file.is_saved(history.document)
    assert file.save(history.document) == author.Saved()
    history.undo()
    assert file.save(history.document) == author.Saved()
    assert (whole.read_bytes(), curricula.read_one(basics)) == (WHOLE, curricula.read_one(basics))
    assert "pudding" in curricula.read_one(whole).by_id
    assert "pudding" not in curricula.read_one(basics).by_id


def test_the_file_itself_is_put_together_and_a_second_change_is_a_conflict_again(two: tuple[Path, Path]) -> None:
    whole, _basics = two
    file = DraftFile()
    history = author.DraftHistory(file.open(whole).draft)
    history.run("Hours", author.set_fields, ["bread"], hours="9")
    assert file.save(history.document) == author.Saved()
    history.run("Note", author.set_fields, ["bread"], note="Mine.")
    saved = curricula.read_one(whole)
    theirs = to_json(saved.changed(title="Baking", nodes=(*saved.nodes, *curriculum(node("jam")).nodes)))
    whole.write_bytes(theirs)
    history.run("Merge", author.merge_with_disk, file.found(history.document), {})
    later = theirs.replace(b"Baking", b"Cakes and pies")
    whole.write_bytes(later)
    assert file.save(history.document).conflict
    history.run("Merge", author.merge_with_disk, file.found(history.document), {})
    assert file.save(history.document) == author.Saved()
    now = curricula.read_one(whole)
    assert (now.title, now.by_id["bread"].note, now.by_id["bread"].hours.likely) == ("Cakes and pies", "Mine.", 9)
    assert "jam" in now.by_id
    # The backup of a save a moment ago does not stand in the way of one of what somebody else wrote.
    assert backups.read(backups.listed(owner_of(whole))[0]) == later


def test_what_is_no_state_of_the_same_file_is_not_put_together(two: tuple[Path, Path]) -> None:
    whole, _basics = two
    file = DraftFile()
    draft = author.set_fields(file.open(whole).draft, ["bread"], hours="9")
    whole.write_bytes(WHOLE.replace(b'"whole"', b'"other"'))
    with pytest.raises(PlannerError, match="calls itself “other”"):
        author.merged(draft, file.found(draft))
    whole.write_bytes(b"{")
    with pytest.raises(PlannerError):
        file.found(draft)
    whole.unlink()
    with pytest.raises(PlannerError):
        file.found(draft)


def test_links_that_came_in_from_the_disk_are_not_trusted_with_ones_own_work(two: tuple[Path, Path]) -> None:
    from planner.app import queries, trust

    whole, _basics = two
    for url, trusted in (("", True), ("https://far.example/", False)):
        whole.write_bytes(WHOLE)
        file = DraftFile()
        trust.trust(queries.load(str(whole)))
        draft = author.set_fields(file.open(whole).draft, ["bread"], hours="9")
        jams = curriculum(node("jam", resources=[{"key": "r", "title": "R", **({"url": url} if url else {})}])).nodes
        read = curricula.read_one(whole)
        whole.write_bytes(to_json(read.changed(nodes=(*read.nodes, *jams))))
        draft = author.merge_with_disk(draft, file.found(draft), {})
        assert file.save(draft) == author.Saved()
        assert trust.known(queries.load(str(whole))) is trusted


def test_a_merge_that_was_not_saved_is_found_again(two: tuple[Path, Path]) -> None:
    whole, _basics = two
    file = DraftFile()
    draft = author.set_fields(file.open(whole).draft, ["bread"], hours="9")
    whole.write_bytes(WHOLE.replace(b'"Test"', b'"Text"'))
    draft = author.merge_with_disk(draft, file.found(draft), {})
    assert file.keep(draft) == ""
    again = DraftFile()
    unsaved = again.unsaved(again.open(whole).draft)
    assert unsaved is not None
    assert unsaved.fits
    assert unsaved.draft.curriculum == draft.curriculum
    assert disk.seen_from(draft, whole, WHOLE) == whole.read_bytes()
