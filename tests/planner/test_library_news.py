"""The library has moved on: what is new for a curriculum that builds on it and for a learner, field by field."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from build import all_of, learner, node
from layered_files import part

from planner.app import author, commands, follow, progress
from planner.app.author import overriding
from planner.app.library_news import LibraryNews, NewsItem, learner_news, news
from planner.app.workspace import Workspace
from planner.cli import BAD_INPUT, OK, main
from planner.model.curriculum import Curriculum, Status
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.model.requirement import leaves
from planner.storage import curricula

BOOK, FILM, SITE = ({"key": key, "title": f"A {key}"} for key in ("book", "film", "site"))
DOUGH: dict[str, Any] = {
    "resources": [BOOK, FILM],
    "basis": "asked",
    "note": "Slowly.",
    "recommended": ["flour"],
    "reasons": {"flour": "You know it."},
}


def library(version: str = "1", *more: dict[str, Any], **dough: Any) -> bytes:
    fields = {**DOUGH, **dough}
    identity = fields.pop("id", "dough")
    nodes = [node("flour", [1, 2, 3]), node("salt", 1, recommended=[identity])]
    nodes.append(node(identity, fields.pop("hours", [6, 12, 20]), **fields))
    return part("library", *nodes, *more, version=version).content


OVERRIDE: dict[str, Any] = {"id": "dough", "hours": [4, 8, 12], "basis": "a course", "reason": "Bread only."}
WAS = {"hours": [6, 12, 20], "basis": "asked"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library and a curriculum on it, whose file was marked as up to date."""
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    (tmp_path / "library.json").write_bytes(library())
    goal = node("goal", 0, all_of("dough", "salt"), kind="role")
    mine = part("mine", goal, target="goal", uses=["library"], overrides=[{**OVERRIDE, "was": WAS}])
    (tmp_path / "mine.json").write_bytes(mine.content)
    assert main(["library-news", str(tmp_path / "mine.json"), "--seen"]) == OK
    return tmp_path / "mine.json"


def told(place: Path, *more: dict[str, Any], version: str = "2", **dough: Any) -> LibraryNews:
    (place.parent / "library.json").write_bytes(library(version, *more, **dough))
    return news(str(place))


def kinds(found: LibraryNews) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in found.items]


def only(found: LibraryNews) -> NewsItem:
    (item,) = found.items
    return item


# A curriculum


def test_nothing_is_new_in_a_library_that_has_not_changed(place: Path) -> None:
    assert news(str(place)).nothing
    before = place.read_bytes()
    assert main(["library-news", str(place), "--seen"]) == OK
    assert place.read_bytes() == before


def test_what_is_overridden_is_told_with_three_values(place: Path) -> None:
    found = told(place, hours=[5, 10, 15])
    assert [(one.was, one.now) for one in found.modules] == [("1", "2")]
    item = only(found)
    assert (item.kind, item.id) == ("overridden", "dough")
    assert [(one.field, one.mine, one.was, one.theirs, one.state) for one in item.fields] == [
        ("hours", "8 h (4 to 12)", "12 h (6 to 20)", "10 h (5 to 15)", "moved on")
    ]


def test_what_is_not_overridden_is_known_by_its_digest(place: Path) -> None:
    assert kinds(told(place, note="Quickly.")) == [("changed", "dough")]
    assert "Only texts" in only(told(place, note="Quickly.")).words
    assert "Figures" in only(told(place, cost_usd=5.0)).words
    assert kinds(told(place, node("bun", 2), version="1")) == [], "nothing here needs it"


def test_new_gone_renamed_and_superseded_items_are_told(place: Path) -> None:
    leaven = node("leaven", 2)
    assert ("new", "leaven") in kinds(told(place, leaven, requires="leaven"))
    renamed = told(place, id="batter", aliases=["dough"], hours=[5, 10, 15])
    assert kinds(renamed)[0] == ("overridden", "batter")
    assert "“dough” is called “batter” now" in renamed.items[0].words
    only_renamed = told(place, id="batter", aliases=["dough"])
    assert kinds(only_renamed) == [("renamed", "goal"), ("renamed", "batter")], (
        "who names it by its new id has not changed"
    )
    bread = node("bread", 3)
    found = told(place, bread, status="retired", superseded_by=["bread"])
    assert kinds(found)[0] == ("superseded", "goal")
    assert "bread" in found.items[0].words
    assert ("gone", "flour") in kinds(told(place, recommended=[], reasons={}))


def test_a_file_without_a_record_tells_what_it_can(place: Path) -> None:
    raw = json.loads(place.read_bytes())
    del raw["built_on"]
    place.write_text(json.dumps(raw))
    found = told(place, hours=[5, 10, 15], note="Quickly.")
    assert not found.recorded
    assert kinds(found) == [("overridden", "dough")]


def test_seen_keeps_the_own_values_and_writes_down_what_the_library_is_like(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(place, hours=[5, 10, 15])
    assert main(["library-news", str(place), "--seen"]) == OK
    out = capsys.readouterr().out
    assert "the library now: 10 h (5 to 15)" in out
    assert "Written down" in out
    assert news(str(place)).nothing
    assert curricula.load(place).by_id["dough"].hours.likely == 8
    assert main(["library-news", str(place), "--json"]) == OK
    assert json.loads(capsys.readouterr().out)["format"] == "trailmark.library-news"


def test_what_is_built_in_is_never_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library-news", "first-data-job", "--seen"]) == BAD_INPUT
    assert "of your own" in capsys.readouterr().err


# Deciding in the editor


def test_the_library_is_taken_over_or_ones_own_kept(place: Path) -> None:
    told(place, hours=[5, 10, 15])
    draft = author.open(place)
    theirs = author.accept_library(draft, "dough", "hours")
    assert theirs.loaded.by_id["dough"].hours.likely == 10
    mine = author.keep_mine(draft, "dough")
    assert mine.loaded.by_id["dough"].hours.likely == 8
    assert all(not author.library_news(one).items for one in (theirs, mine))


def test_setting_a_field_of_a_library_item_overrides_it_and_setting_it_back_does_not(place: Path) -> None:
    draft = author.drop_override(author.open(place), "dough")
    assert draft.curriculum.overrides == ()
    changed = author.set_fields(draft, ["dough", "flour"], hours="1 / 2 / 4", note="Mine.")
    dough, flour = changed.curriculum.overrides
    assert (dough.id, dough.note, flour.note) == ("dough", "Mine.", "Mine.")
    assert dough.was is not None
    assert (dough.was.note, dough.was.hours) == ("Slowly.", draft.beside["dough"].hours)
    back = author.set_fields(changed, ["dough"], hours="6 / 12 / 20", note="Slowly.")
    back = author.set_fields(back, ["flour"], hours="1 / 2 / 3", note="")
    assert back.curriculum == draft.curriculum


def test_an_override_that_is_taken_back_leaves_the_very_bytes(place: Path) -> None:
    place.write_bytes(place.read_bytes().replace(b"\n", b" \n"))
    draft = author.open(place)
    changed = author.set_fields(draft, ["salt"], note="Sea.")
    assert changed.content != draft.content
    assert author.drop_override(changed, "salt").content == place.read_bytes()


def test_resources_and_recommendations_become_what_is_different(place: Path) -> None:
    draft = author.open(place)
    book, film = draft.beside["dough"].resources
    changed = author.set_fields(draft, ["dough"], resources=(film, book.changed(key="own")))
    override = author.override_of(changed, "dough")
    assert override is not None
    assert ([one.key for one in override.add_resources], override.drop_resources) == (["own"], ("book",))
    changed = author.connect(changed, "salt", "dough", "It tastes.", "recommended")
    changed = author.disconnect(changed, "flour", "dough")
    changed = author.set_reason(changed, "dough", "salt", "It keeps.")
    dough = changed.loaded.by_id["dough"]
    assert (dough.recommended, dough.reasons) == (("salt",), {"salt": "It keeps."})
    with pytest.raises(PlannerError, match="already"):
        author.connect(changed, "salt", "dough", "", "recommended")
    back = author.disconnect(author.connect(changed, "flour", "dough", "You know it.", "recommended"), "salt", "dough")
    back = overriding.override_fields(back, ["dough"], resources=(book, film))
    assert back.curriculum.overrides == draft.curriculum.overrides


@pytest.mark.parametrize(
    "fields", [{"title": "Batter"}, {"requires": "salt"}, {"status": Status.RETIRED}, {"tags": "x"}]
)
def test_what_an_item_is_belongs_to_the_library(place: Path, fields: dict[str, Any]) -> None:
    with pytest.raises(PlannerError, match="Duplicate the item to change its meaning"):
        author.set_fields(author.open(place), ["dough"], **fields)


def test_a_finding_about_an_override_is_one_about_this_file(place: Path) -> None:
    told(place, hours=[5, 10, 15])
    found = [one for one in author.findings(author.open(place)) if one.problem.code == "library-moved-on"]
    assert [one.own for one in found] == [True]


def repaired(place: Path, code: str, *labels: str) -> list[author.Draft]:
    """The draft after each of the repairs of its only finding of a kind, which are called so."""
    draft = author.open(place)
    (found,) = [one for one in author.findings(draft, strict=True) if one.problem.code == code and one.own]
    assert [one.label for one in found.repairs] == list(labels)
    return [one.command(draft) for one in found.repairs]


def test_what_is_found_about_the_library_is_repaired_with_one_click(place: Path) -> None:
    told(place, hours=[5, 10, 15])
    theirs, mine = repaired(place, "library-moved-on", "Take over what the library says", "Keep what is said here")
    assert (theirs.loaded.by_id["dough"].hours.likely, mine.loaded.by_id["dough"].hours.likely) == (10, 8)
    told(place, hours=[4, 8, 12])
    (same,) = repaired(place, "override-not-needed", "Take over what the library says")
    assert same.loaded.by_id["dough"].basis == "a course"
    told(place, node("bread", 3), status="retired", superseded_by=["bread"])
    (bread,) = repaired(place, "superseded", "Ask for “BREAD” in its place")
    assert set(leaves(bread.curriculum.by_id["goal"].requires)) == {"bread", "salt"}
    assert "goal" not in [one.node for one in bread.check() if one.code == "superseded"]


# A learner


def followed(place: Path) -> Document:
    document = Document(curriculum=curricula.load(place), learner=learner())
    return progress.finish(commands.set_today(document, date(2026, 6, 1)), "dough", date(2026, 6, 1))


def test_a_learner_is_told_field_by_field(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lived = followed(place)
    workspace = Workspace(str(place))
    workspace.save_as(place.parent / "ana.trailmark", lived)
    workspace.close()
    leaven = node("leaven", 2)
    told(
        place,
        leaven,
        hours=[5, 10, 15],
        requires="leaven",
        recommended=[],
        reasons={"leaven": "So."},
        resources=[{**BOOK, "url": "https://example.org"}, SITE],
    )
    found = news(str(place.parent / "ana.trailmark"))
    assert kinds(found) == [("overridden", "dough"), ("gone", "flour"), ("new", "leaven")]
    rows = {(one.field, one.key): (one.mine, one.was, one.theirs) for one in found.items[0].fields}
    assert rows[("hours", "")] == ("8 h (4 to 12)", "12 h (6 to 20)", "10 h (5 to 15)")
    assert rows[("requires", "")] == ("", "nothing", "leaven")
    assert rows[("recommended", "flour")] == ("", "You know it.", "not there")
    assert rows[("resources", "book")] == ("", "A book", "A book · https://example.org")
    assert {key for field, key in rows if field == "resources"} == {"book", "film", "site"}
    assert main(["library-news", str(place.parent / "ana.trailmark")]) == OK
    assert "here: 8 h (4 to 12)" in capsys.readouterr().out


def test_a_renamed_item_is_told_once_and_a_retired_one_leads_on(place: Path) -> None:
    old = curricula.load(place)
    told(place, id="batter", aliases=["dough"], title="Batter")
    new = curricula.load(place)
    found = learner_news(old, new)
    assert kinds(found) == [("renamed", "batter")]
    assert [one.field for one in found.items[0].fields] == ["title"]
    assert set(follow.follow(followed(place).changed(curriculum=new), new).learner.known) <= {"batter"}
    told(place, node("bread", 3), status="retired", superseded_by=["bread"])
    item = learner_news(old, curricula.load(place)).items[0]
    assert (item.kind, item.words) == ("superseded", "No longer offered. Instead: “BREAD”.")


def test_news_are_nothing_between_a_curriculum_and_itself() -> None:
    whole: Curriculum = curricula.load_builtin()
    assert learner_news(whole, whole).nothing


# Levels


def test_the_hours_of_a_level_are_overridden_and_those_of_the_whole_are_its_highest_level(place: Path) -> None:
    levels = {"working": {"hours": [2, 4, 6], "basis": "asked"}, "expert": {"hours": [4, 8, 12]}}
    deep = part("library", node("salt", levels=levels), node("dough", 1), node("flour", 1))
    (place.parent / "library.json").write_bytes(deep.content)
    place.write_bytes(part("mine", node("goal", 0, "salt", kind="role"), target="goal", uses=["library"]).content)
    draft = author.open(place)
    changed = author.set_fields(draft, ["salt"], hours="3 / 5 / 7", note="Sea.")
    changed = author.set_fields(changed, ["salt@working"], hours="1 / 2 / 3")
    assert {one.id for one in changed.curriculum.overrides} == {"salt", "salt@expert", "salt@working"}
    loaded = changed.loaded.by_id
    assert (loaded["salt"].hours.likely, loaded["salt@working"].hours.likely) == (5, 2)
    assert [(one.name, one.was) for one in overriding.rows_of(changed, "salt@working")] == [
        ("hours", draft.loaded.by_id["salt@working"].hours)
    ]
    back = author.set_fields(changed, ["salt"], hours="4 / 8 / 12", note="")
    assert author.set_fields(back, ["salt@working"], hours="2 / 4 / 6").curriculum == draft.curriculum
    with pytest.raises(PlannerError, match="no level"):
        author.set_fields(draft, ["salt@aware"], hours="1")
