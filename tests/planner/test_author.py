"""What an author does with a curriculum, and what the file says afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from build import all_of, any_of, at_least, curriculum, job, months, node

from planner.app import author
from planner.app.author import Draft
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.model.requirement import AnyOf, leaves
from planner.storage.canonical import to_json


def draft(*nodes: dict[str, Any], **fields: Any) -> Draft:
    return Draft(curriculum(*nodes, **fields))


def requires(found: Draft, item: str) -> Any:
    return author.requirement_text(found, item)


def words(wrong: pytest.ExceptionInfo[PlannerError]) -> str:
    return wrong.value.problems[0].message


@pytest.fixture
def opened(tmp_path: Path) -> Draft:
    """A file that uses a library: `bread` needs `flour` of the library."""
    library = curriculum(node("flour", 2), node("mill", 5, "flour"), id="mills")
    (tmp_path / "mills.json").write_bytes(to_json(library))
    file = curriculum(node("bread", 4, "flour", reasons={"flour": "What it is made of."}), id="baking", uses=["mills"])
    (tmp_path / "baking.json").write_bytes(b"  " + to_json(file))
    return author.open(tmp_path / "baking.json")


# Items


def test_a_new_item_gets_an_id_that_nobody_has_and_the_domain_of_the_last_one() -> None:
    found = author.add_item(author.new("Bread"), "Sauer-Teig führen", hours="4 / 8 / 16")
    found = author.add_item(found, "Sauer-Teig führen!")
    assert [one.id for one in found.curriculum.nodes] == ["sauer-teig-fuhren", "sauer-teig-fuhren-2"]
    assert found.curriculum.nodes[0].hours.likely == 8
    assert {one.domain for one in found.curriculum.nodes} == {"general"}


def test_many_items_get_the_same_value_at_once_or_none_does() -> None:
    old = draft(node("a", 1), node("b", 2), node("c", 3))
    new = author.set_fields(old, ["a", "c"], domain="maths", tags="ml, data")
    assert [one.domain for one in new.curriculum.nodes] == ["maths", "test", "maths"]
    assert new.curriculum.by_id["c"].tags == ("ml", "data")
    with pytest.raises(PlannerError) as wrong:
        author.set_fields(old, ["a", "b"], hours="3 2 1")
    assert "must not decrease" in words(wrong)


def test_a_renamed_item_is_found_by_its_old_id_and_everything_that_spoke_of_it_follows() -> None:
    old = draft(
        node("a", 1),
        node("b", 1, all_of("a", at_least(1, "a", "c")), reasons={"a": "So."}, partial={"a": 0.5}),
        node("c", 1, superseded_by=["a"]),
        target="a",
        courses=[{"id": "k", "title": "K", "covers": {"a": 0.5}}],
        certificates=[{"id": "z", "name": "Z", "status": "active", "node": "a"}],
    )
    new = author.rename_item(old, "a", "basics")
    assert requires(new, "b") == "basics AND 1 OF (basics, c)"
    by_id = new.curriculum.by_id
    assert (by_id["b"].reasons, by_id["b"].partial) == ({"basics": "So."}, {"basics": 0.5})
    assert by_id["basics"].aliases == ("a",)
    assert by_id["c"].superseded_by == ("basics",)
    assert (new.curriculum.target, new.curriculum.courses[0].covers) == ("basics", {"basics": 0.5})
    assert new.curriculum.certificates[0].node == "basics"
    with pytest.raises(PlannerError, match="another name of"):
        author.add_item(new, "Something else", "a")


@pytest.mark.parametrize(
    ("requirement", "left"),
    [
        ("gone", ""),
        (all_of("gone", "b"), "b"),
        (all_of("gone", "b", "c"), "b AND c"),
        (any_of("gone", "b", "c", name="Tool", labels=["G", "B", "C"]), 'ANY OF [name "Tool" labels "B" "C"] (b, c)'),
        (any_of("gone", "b", name="Tool"), "b"),
        (at_least(2, "gone", "b", "c"), "2 OF (b, c)"),
        (at_least(2, "gone", "b"), "b"),
        (at_least(1, any_of("gone"), all_of("gone")), ""),
        (all_of("b", any_of("gone", all_of("gone", "c"))), "b AND c"),
    ],
)
def test_what_is_left_of_a_requirement_when_an_item_goes(requirement: Any, left: str) -> None:
    old = draft(node("gone"), node("b"), node("c"), node("x", 1, requirement, reasons={"gone": "It was needed."}))
    new = author.remove_items(old, ["gone"])
    assert (requires(new, "x"), new.curriculum.by_id["x"].reasons) == (left, {})


def test_a_threshold_of_months_goes_only_when_nothing_can_count_any_more() -> None:
    old = draft(
        job("gone", 12, "ml"),
        node("named", 1, {"months": 6, "of": ["gone"]}),
        node("tagged", 1, months(6, "ml", of=["gone"])),
    )
    new = author.remove_items(old, ["gone"])
    assert (requires(new, "named"), requires(new, "tagged")) == ("", "6 MONTHS OF (#ml)")


def test_items_of_the_library_are_read_only_and_keep_what_they_need(opened: Draft, tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="belongs to the module"):
        author.set_fields(opened, ["flour"], title="Rye flour")
    (tmp_path / "mills.json").write_bytes(to_json(curriculum(node("flour", 2, "bread"), id="mills")))
    again = author.open(tmp_path / "baking.json")
    with pytest.raises(PlannerError, match="needs it, and that file is only used here"):
        author.remove_items(again, ["bread"])


def test_copies_name_copies_and_an_item_of_the_library_may_be_copied(opened: Draft) -> None:
    new = author.duplicate(opened, ["bread", "flour"])
    copies = new.curriculum.nodes[1:]
    longer = author.duplicate(author.set_fields(opened, ["flour"], hours=7.0), ["flour"])
    assert longer.curriculum.by_id["flour-2"].hours.likely == 7
    assert [(one.id, one.title) for one in copies] == [("bread-2", "BREAD (2)"), ("flour-2", "FLOUR (2)")]
    assert requires(new, "bread-2") == "flour-2"
    assert copies[0].reasons == {"flour-2": "What it is made of."}


def test_merged_items_are_one_in_everything_that_spoke_of_them() -> None:
    old = draft(
        node("a", [1, 2, 3], "z", outcome="you can do a", sources=["S1"]),
        node("b", [10, 20, 30], all_of("a", "y"), outcome="you can do b", reasons={"a": "first", "y": "so"}),
        node("y"),
        node("z"),
        node("x", 1, any_of("a", "b", name="Tool")),
        node("w", 1, all_of("a", "b", "y")),
    )
    new = author.merge_items(old, ["a", "b"], "b")
    by_id = new.curriculum.by_id
    assert by_id["b"].hours.likely == 22
    assert by_id["b"].aliases == ("A", "a")
    assert by_id["b"].outcome == "you can do b; you can do a"
    assert (requires(new, "b"), requires(new, "x"), requires(new, "w")) == ("y AND z", "b", "b AND y")
    assert by_id["b"].reasons == {"y": "so"}


def test_who_needed_an_item_needs_its_second_part_after_a_split() -> None:
    old = draft(
        node("a", [10, 20, 30], "z", resources=[{"key": "r", "title": "R"}, {"key": "s", "title": "S"}]),
        node("z"),
        node("x", 1, "a", reasons={"a": "So."}),
        node("course", 1, kind="course", grants=["a"]),
        target="x",
    )
    new = author.split_item(old, "a", "A in depth", share=0.25, resources=["s"])
    by_id = new.curriculum.by_id
    assert [one.id for one in new.curriculum.nodes] == ["a", "a-in-depth", "z", "x", "course"]
    assert (by_id["a"].hours.likely, by_id["a-in-depth"].hours.likely) == (15, 5)
    assert (requires(new, "a"), requires(new, "a-in-depth"), requires(new, "x")) == ("z", "a", "a-in-depth")
    assert by_id["x"].reasons == {"a-in-depth": "So."}
    assert by_id["course"].grants == ("a", "a-in-depth")
    assert [one.key for one in by_id["a-in-depth"].resources] == ["s"]


def test_items_go_to_a_module_with_what_they_need_known_there(opened: Draft) -> None:
    told = author.set_fields(author.add_record(opened, "sources", code="S1", what="Book"), ["bread"], sources="S1")
    moved = author.move_to_module(told, ["bread"], "mills")
    assert not moved.curriculum.nodes
    assert not moved.owns("bread")
    assert requires(moved, "bread") == "flour"
    [module] = [part.curriculum for part in moved.library]
    assert [one.id for one in module.nodes] == ["flour", "mill", "bread"]
    assert [one.code for one in moved.merged.sources] == [one.code for one in module.sources] == ["S1"]
    own = author.add_item(opened, "Oven", "oven")
    own = author.connect(own, "oven", "bread", "It is baked.")
    with pytest.raises(PlannerError, match="does not know what these items need"):
        author.move_to_module(own, ["bread"], "mills")
    assert not author.move_to_module(own, ["bread", "oven"], "mills").curriculum.nodes
    with pytest.raises(PlannerError, match="does not use the module"):
        author.move_to_module(own, ["oven"], "elsewhere")
    with pytest.raises(PlannerError, match="comes with Trailmark"):
        author.move_to_module(author.add_item(author.new("New", uses=("core-math",)), "X"), ["x"], "core-math")


# Links


def test_links_are_made_beside_what_is_there_or_into_a_part_of_it() -> None:
    old = draft(node("a"), node("b"), node("c"), node("x", 1, any_of("a", "b", labels=["One", "Two"])))
    assert requires(author.connect(old, "c", "x"), "x") == 'ANY OF [labels "One" "Two"] (a, b) AND c'
    assert requires(author.connect(old, "c", "x", into=""), "x") == 'ANY OF [labels "One" "Two" "C"] (a, b, c)'
    inside = author.connect(old, "c", "x", "With b.", into=".any[1]")
    assert requires(inside, "x") == 'ANY OF [labels "One" "Two"] (a, (b AND c))'
    assert inside.curriculum.by_id["x"].reasons == {"c": "With b."}
    with pytest.raises(PlannerError, match="comes before “X” already"):
        author.connect(author.connect(old, "c", "x"), "c", "x")
    with pytest.raises(PlannerError, match="cannot come before itself"):
        author.connect(old, "x", "x")


def test_a_link_that_is_taken_away_takes_its_reason_with_it_unless_another_one_remains() -> None:
    old = draft(node("a"), node("b"), node("x", 1, all_of("a", "b"), recommended=["a"], reasons={"a": "So."}))
    both = author.disconnect(old, "a", "x").curriculum.by_id["x"]
    assert (both.requires, both.recommended, both.reasons) == ("b", (), {})
    one = author.disconnect(old, "a", "x", "requires").curriculum.by_id["x"]
    assert (one.requires, one.recommended, one.reasons) == ("b", ("a",), {"a": "So."})
    with pytest.raises(PlannerError, match="does not come before"):
        author.disconnect(old, "x", "a")


def test_requirements_are_read_as_text_with_titles() -> None:
    old = draft(node("a", title="Linear algebra"), node("b"), node("x", 1, "b", reasons={"b": "So."}))
    new = author.set_requirement_text(old, "x", "linear algebra")
    assert (requires(new, "x"), new.curriculum.by_id["x"].reasons) == ("a", {})
    with pytest.raises(PlannerError) as wrong:
        author.set_requirement_text(old, "x", "linear algebr AND b")
    assert words(wrong) == 'There is no item “linear algebr”. Did you mean "a"?'
    with pytest.raises(PlannerError, match="more than 13 deep"):
        author.set_requirement_text(old, "x", "ANY OF (" * 14 + "a" + ")" * 14)


def test_parts_of_a_requirement_are_grouped_and_named() -> None:
    old = draft(node("a"), node("b"), node("c"), node("x", 1, all_of("a", "b", "c")))
    grouped = author.wrap(old, "x", "", (1, 2), "any")
    assert requires(grouped, "x") == "a AND (b OR c)"
    named = author.set_choice(grouped, "x", ".all[1]", name="Tool", reason="Either will do.")
    named = author.set_group(named, "x", ".all[1]", "of", 2)
    assert requires(named, "x") == 'a AND 2 OF [name "Tool" reason "Either will do."] (b, c)'
    assert requires(author.replace_part(named, "x", ".all[1].of[0]", None), "x") == "a AND c"
    with pytest.raises(PlannerError, match="which nobody can meet"):
        author.set_group(old, "x", "", "of", 4)


# Records, texts, clipboard


def test_what_speaks_of_a_source_or_a_domain_follows_its_new_name() -> None:
    old = draft(
        node("a", sources=["S1"]), sources=[{"code": "S1", "what": "Book"}], domains=[{"id": "test", "title": "T"}]
    )
    new = author.set_record(old, "sources", "S1", code="BOOK")
    new = author.set_record(new, "domains", "test", id="baking")
    assert (new.curriculum.nodes[0].sources, new.curriculum.nodes[0].domain) == (("BOOK",), "baking")


def test_texts_are_replaced_where_one_wants_it_and_only_whole_words() -> None:
    old = draft(
        node("a", title="Docker", outcome="you can dockerise docker images", note="Docker."),
        node("x", 1, any_of("a", name="Docker or not", labels=["docker"]), reasons={"a": "Docker first."}),
        title="All about docker",
    )
    found = author.hits(old, "docker", "Podman", words=True)
    assert [(hit.item, hit.field) for hit in found] == [
        ("", "title"),
        ("a", "title"),
        ("a", "outcome"),
        ("a", "note"),
        ("x", "reasons.a"),
        ("x", "requires.name"),
        ("x", "requires.labels[0]"),
    ]
    assert found[2].new == "you can dockerise Podman images"
    some = author.replace_text(old, "docker", "Podman", words=True, only=[found[1].place, found[4].place])
    assert (some.curriculum.nodes[0].title, some.curriculum.nodes[0].note) == ("Podman", "Docker.")
    assert some.curriculum.nodes[1].reasons == {"a": "Podman first."}
    assert [hit.old for hit in author.hits(old, "Docker.", case=True)] == ["Docker."]
    with pytest.raises(PlannerError, match="must not be empty"):
        author.replace_text(old, "docker", "")


def test_items_are_pasted_into_another_curriculum_with_what_it_lacks(opened: Draft) -> None:
    other = draft(
        node("a", 1, "flour", sources=["S1"], domain="maths", reasons={"flour": "So."}),
        node("bread", 1, all_of("a", "b"), reasons={"b": "x"}),
        node("b"),
        node("flour"),
        domains=[{"id": "maths", "title": "Mathematics"}],
        sources=[{"code": "S1", "what": "Book"}],
    )
    came = author.pasted(opened, author.copied(other, ["a", "bread"]))
    assert came.items == ("a", "bread-2")
    assert came.left_out == ("b",)
    assert (requires(came.draft, "a"), requires(came.draft, "bread-2")) == ("flour", "a")
    assert [one.title for one in came.draft.curriculum.domains] == ["Mathematics"]
    assert [one.code for one in came.draft.curriculum.sources] == ["S1"]
    assert came.words.endswith("b.")
    for nonsense in ("Hello", "", "{}", "\ud800", json.dumps({"id": "x", "title": "X"})):
        with pytest.raises(PlannerError):
            author.paste(opened, nonsense)


# Forms


@pytest.mark.parametrize(
    "field", ["hours", "months", "tags", "aliases", "partial", "cost_usd", "parallel", "checked", "kind", "wait_days"]
)
def test_what_a_form_shows_is_read_back_as_the_same(field: str) -> None:
    some = draft(
        node("a"),
        node(
            "b",
            [0.1, 7.25, 12345.5],
            kind="experience",
            months=[1, 2.5, 3],
            tags=["ml", "data"],
            aliases=["Plain", "a, b; c", 'so "called"', '"all of it"'],
            partial={"a": 0.07},
            cost_usd=1234567.25,
            parallel=True,
            checked="2026-11-30",
            wait_days=14,
        ),
    )
    shown = author.text_of(field, getattr(some.curriculum.by_id["b"], field))
    assert author.set_fields(some, ["b"], **{field: shown}) == some


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("hours", "4 / 8 / 16", ""),
        ("hours", "12,5", ""),
        ("hours", "4 8", "three: at best, likely and at worst"),
        ("hours", "many", "is no number"),
        ("title", "", "must not be empty"),
        ("id", "b", "already taken"),
        ("id", "a", ""),
        ("id", "Not an id", "holds only lower-case letters"),
        ("requires", "b OR", "An item is missing at the end"),
        ("requires", "b", ""),
        ("grants", "b, nowhere", "There is no item “nowhere”"),
        ("partial", "b 50%", ""),
        ("partial", "b half", "how much of an item"),
        ("checked", "yesterday", "Write the day as"),
        ("reasons.b", "x" * 3000, "at most 2000"),
    ],
)
def test_a_form_says_what_would_be_wrong(field: str, text: str, wrong: str) -> None:
    said = author.wrong(draft(node("a"), node("b")), "a", field, text)
    assert wrong in said
    assert bool(wrong) == bool(said)


def test_the_history_names_the_fields_that_differ() -> None:
    history = author.DraftHistory(draft(node("a")))
    heard: list[Any] = []
    history.listen(heard.append)
    history.run("Add", author.add_item, "B")
    history.run("Title", author.set_about, title="Other")
    assert [sorted(change.fields) for change in heard] == [["nodes"], ["title"]]
    assert isinstance(history.document.curriculum, Curriculum)


def test_references_to_a_level_follow_their_item() -> None:
    two = {"working": {"hours": 5}, "expert": {"hours": 9, "requires": "b"}}
    old = draft(
        node("a"),
        node("b"),
        node("sql", levels=two, reasons={"b": "So."}),
        node("x", 1, all_of("sql@working", "a"), reasons={"sql@working": "To read it."}),
        target="sql@working",
        courses=[{"id": "k", "title": "K", "covers": {"sql@working": 0.5, "a": 0.5}}],
    )
    new = author.rename_item(old, "sql", "databases")
    assert (new.curriculum.target, list(new.curriculum.courses[0].covers)) == (
        "databases@working",
        ["databases@working", "a"],
    )
    left = author.remove_items(old, ["sql"]).curriculum
    assert (left.target, left.courses[0].covers, left.by_id["x"].requires) == (None, {"a": 0.5}, "a")
    assert requires(new, "x") == "databases@working AND a"
    assert new.curriculum.by_id["x"].reasons == {"databases@working": "To read it."}
    assert requires(author.set_requirement_text(old, "x", '"SQL (working level)" OR b'), "x") == "sql@working OR b"
    gone = author.remove_items(author.disconnect(old, "sql@working", "x"), ["b"])
    assert (requires(gone, "x"), gone.curriculum.by_id["x"].reasons) == ("a", {})
    levels = gone.curriculum.by_id["sql"].levels
    assert levels is not None
    assert levels.expert is not None
    assert (levels.expert.requires, gone.curriculum.by_id["sql"].reasons) == (None, {})
    with pytest.raises(PlannerError, match="is a level of “SQL”"):
        author.set_fields(old, ["sql@working"], title="Less")


def labels(found: Draft, code: str) -> list[str]:
    return [repair.label for one in author.findings(found) if one.problem.code == code for repair in one.repairs]


def test_every_link_of_the_shortest_circle_can_be_taken_away() -> None:
    old = draft(node("a", 1, "c"), node("b", 1, "a"), node("c", 1, all_of("b", "a")))
    assert labels(old, "hard-cycle") == ["Remove the link “A” → “C”", "Remove the link “C” → “A”"]
    found = next(one for one in author.findings(old) if one.problem.code == "hard-cycle")
    after = found.repairs[0].command(old)
    assert requires(after, "c") == "b"
    still = [one for one in author.consequences(old, found.repairs[0]) if one.code == "hard-cycle"]
    assert [one.message.count("▸") for one in still] == [3]


def test_repairs_say_what_they_do_and_what_has_to_be_written_has_none() -> None:
    old = draft(
        node("a", sources=["S9"]),
        node("b", 1, "a", recommended=["a"], reasons={"a": "So.", "x": "Idle."}),
        node("x", 1, all_of("a", "b"), title="A"),
        sources=[{"code": "S1", "what": "Book"}],
    )
    assert labels(old, "unknown-source") == [
        "Add “S9” to the list of sources",
        "Take the source “S9” away from the item",
    ]
    assert labels(old, "redundant") == ["Remove this prerequisite"]
    assert labels(old, "recommended-required") == ["Drop the recommendation"]
    assert labels(old, "idle-reason") == ["Remove the reason"]
    assert labels(old, "same-name") == ["Call it “A (2)”"]
    assert labels(old, "no-reason") == ["Remove this prerequisite"] * 2


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (any_of("a", "b", "c", name="W"), any_of("b", "c", "a", name="W"), ["a", "b", "c"]),
        (any_of("a", "b", "c", name="W"), any_of("d", "a", "c", name="W"), ["a", "d", "c"]),
        (at_least(1, "a", "b", name="W"), at_least(1, "b", "d", name="W"), ["d", "b"]),
    ],
)
def test_options_of_one_decision_are_put_in_the_same_order(first: Any, second: Any, after: list[str]) -> None:
    old = draft(*(node(one, 1) for one in "abcd"), node("x", 1, first), node("y", 1, second))
    found = next(one for one in author.findings(old) if one.problem.code == "uneven-choice")
    assert [one.label for one in found.repairs] == [
        "Put the options in the same order",
        "Make it a decision of its own",
    ]
    mended = found.repairs[0].command(old)
    assert list(leaves(mended.curriculum.by_id["y"].requires)) == after
    assert labels(mended, "uneven-choice") == []
    assert labels(found.repairs[1].command(old), "uneven-choice") == []


def test_options_that_no_order_can_put_right_are_not_put_in_order() -> None:
    twice = any_of("b", "b", name="W")
    old = draft(*(node(one, 1) for one in "ab"), node("x", 1, any_of("a", "b", name="W")), node("y", 1, twice))
    assert labels(old, "uneven-choice") == ["Make it a decision of its own"]


def test_labels_go_with_their_options() -> None:
    clouds = any_of("a", "b", name="Cloud", labels=["AWS", "Azure"])
    turned = any_of("c", "d", name="Cloud", labels=["Azure", "AWS"])
    old = draft(*(node(one, 1) for one in "abcd"), node("x", 1, clouds), node("y", 1, turned))
    found = next(one for one in author.findings(old) if one.problem.code == "uneven-choice")
    assert "option 1 here is option 2 in “x”" in found.problem.message
    part = found.repairs[0].command(old).curriculum.by_id["y"].requires
    assert isinstance(part, AnyOf)
    assert (part.any, part.labels) == (("d", "c"), ("AWS", "Azure"))


def test_what_has_to_be_written_is_asked_for_and_put_where_it_belongs() -> None:
    levels = {"aware": {"hours": 5}, "expert": {"hours": 9, "requires": "b"}}
    old = draft(
        node("a", 1),
        node("b", 0, outcome="Mix"),
        node("sql", levels=levels, requires="a"),
        node("x", 1, any_of("sql@aware", "b")),
    )

    def asks(found: Draft) -> dict[tuple[str, str, str], Any]:
        return {
            (one.problem.code, one.problem.node, one.problem.field): one.ask
            for one in author.findings(found)
            if one.ask is not None
        }

    offered = asks(old)
    assert offered["no-reason", "sql", "reasons.b"].question == "Why “B” comes before “SQL”"
    assert offered["no-reason", "x", "reasons.sql@aware"].question == "Why “SQL (awareness level)” comes before “X”"
    assert offered["outcome", "b", "outcome"].text == "Mix"
    for place, words, found in (
        (("no-reason", "sql", "reasons.b"), "So.", {"b": "So."}),
        (("no-reason", "sql@aware", "reasons.a"), "So.", {"a": "So."}),
    ):
        assert offered[place].command(old, words).curriculum.by_id["sql"].reasons == found
    sql = offered["no-first-step", "sql", "first_step"].command(old, "Go.").curriculum.by_id["sql"]
    assert (sql.first_step, sql.levels and sql.levels.expert and sql.levels.expert.first_step) == ("", "Go.")
    sql = offered["outcome", "sql@aware", "outcome"].command(old, "you can").curriculum.by_id["sql"]
    assert (sql.outcome, sql.levels and sql.levels.aware and sql.levels.aware.outcome) == ("", "you can")
    assert offered["no-hours", "b", "hours"].command(old, "1 / 2 / 3").curriculum.by_id["b"].hours.pessimistic == 3
    with pytest.raises(PlannerError):
        offered["no-hours", "b", "hours"].command(old, "many")
    named = offered["unnamed-choice", "x", "requires"].command(old, "What first")
    again = asks(named)["unnamed-choice", "x", "requires"]
    assert again.question == "Why one can choose here: “What first”"
    assert ("unnamed-choice", "x", "requires") not in asks(again.command(named, "Both do."))


def test_a_prerequisite_that_nobody_can_explain_goes_and_says_where_that_does_harm() -> None:
    levels = {"aware": {"hours": 5, "outcome": "you can"}, "expert": {"hours": 9, "requires": "a"}}
    old = draft(
        node("a", 1),
        node("dead", 1, "dead"),
        node("sql", levels=levels, requires="a"),
        node("goal", 1, any_of("a", "dead")),
        target="goal",
    )
    found = {(one.problem.node, one.problem.field): one.repairs for one in author.findings(old)}
    lower, upper = found["sql@aware", "reasons.a"], found["sql", "reasons.a"]
    assert lower[0].command(old).curriculum.by_id["sql"].requires is None
    assert author.requirement_text(lower[0].command(old), "sql", "levels.expert.requires") == "a"
    assert author.requirement_text(upper[0].command(old), "sql", "levels.expert.requires") == ""
    assert found["goal", "reasons.dead"][0].label == "Remove this prerequisite"
    [harm] = found["goal", "reasons.a"]
    assert harm.harms
    assert harm.label.startswith("Remove this prerequisite (but then: ")


def test_nothing_is_offered_for_what_the_library_says(opened: Draft) -> None:
    assert [one.repairs for one in author.findings(opened) if not one.own] != []
    assert not any(one.repairs for one in author.findings(opened) if not one.own)
