"""A curriculum says otherwise than the library: what it may change, what comes of it, and what a new library means."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import handouts
import pytest
from build import all_of, learner, node
from hypothesis import given
from hypothesis import strategies as st
from layered_files import of, part
from strategies import Instance, instances

from planner.app import contents, queries
from planner.app.details import details, lines
from planner.app.exchange import writable
from planner.cli import OK, main
from planner.exchange.own import write
from planner.graph import checks, strictness
from planner.handout import markdown, page
from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.overlaid import library_says, used_first
from planner.model.override import FIGURES, INSTEAD, MEANING, Override
from planner.model.problem import PlannerError, Problem
from planner.model.three_way import State, fields
from planner.planning.plan import make_plan
from planner.storage import curricula
from planner.storage.canonical import to_json
from planner.storage.parts import Part

BOOK, SITE = {"key": "book", "title": "A book"}, {"key": "site", "title": "A site"}


def library(**dough: Any) -> Part:
    """Two skills; `dough` says otherwise about the second."""
    plain = {"resources": [BOOK, SITE], "basis": "asked bakers", "checked": "2026-10-01", "sources": ["S1"]}
    recommended = {"recommended": ["flour"], "reasons": {"flour": "You know what you mix."}}
    return part(
        "library",
        node("flour", [1, 2, 3]),
        node("salt", 1),
        node("dough", [6, 12, 20], **{**plain, **recommended, "note": "Take your time.", **dough}),
        sources=[{"code": "S1", "what": "bakers"}],
    )


def mine(*overrides: dict[str, Any], **more: Any) -> Part:
    """A curriculum on the library."""
    goal = node("goal", 0, all_of("dough", "flour"), kind="role")
    return part("mine", goal, target="goal", uses=["library"], overrides=list(overrides), **more)


def merged(*overrides: dict[str, Any], **dough: Any) -> Curriculum:
    return curricula.merge([library(**dough), mine(*overrides)])


def refused(*parts: Part) -> Problem:
    with pytest.raises(PlannerError) as caught:
        curricula.merge(parts)
    (only,) = caught.value.problems
    return only


def found(loaded: Curriculum) -> list[tuple[str, str, str]]:
    """What the rules say about overrides."""
    return [
        (problem.code, problem.node, problem.field)
        for problem in strictness.check(loaded)
        if problem.field.startswith("overrides")
    ]


# What may be said otherwise


def test_every_field_of_an_item_is_overridden_or_belongs_to_the_library() -> None:
    own = set(Override.model_fields)
    assert not own & MEANING
    filled_in = {"depth", "depth_of"}
    assert set(Node.model_fields) - own - filled_in == MEANING | set(INSTEAD)
    assert set(FIGURES) <= own & set(Node.model_fields)


def test_figures_take_the_place_of_those_of_the_library() -> None:
    loaded = merged({"id": "dough", "hours": [4, 8, 12], "basis": "two courses", "note": ""})
    dough = loaded.by_id["dough"]
    assert (dough.hours.likely, dough.basis, dough.note) == (8, "two courses", "")
    assert dough.title == "DOUGH"


def test_a_basis_does_not_stay_for_another_figure() -> None:
    assert merged({"id": "dough", "hours": [4, 8, 12]}).by_id["dough"].basis == ""
    assert merged({"id": "dough", "hours": [6, 12, 20]}).by_id["dough"].basis == "asked bakers"
    assert merged({"id": "dough", "cost_usd": 5.0}, cost_range="1-2").by_id["dough"].cost_range == ""


def test_resources_are_added_replaced_and_left_out() -> None:
    new, other = {"key": "film", "title": "A film"}, {"key": "book", "title": "Another book"}
    loaded = merged({"id": "dough", "add_resources": [new, other], "drop_resources": ["site"]})
    assert [one.title for one in loaded.by_id["dough"].resources] == ["Another book", "A film"]


def test_recommendations_come_and_go_with_their_reasons() -> None:
    loaded = merged({"id": "dough", "recommend": {"salt": "It tastes."}, "do_not_recommend": ["flour"]})
    dough = loaded.by_id["dough"]
    assert (dough.recommended, dough.reasons) == (("salt",), {"salt": "It tastes."})


def test_an_item_is_as_old_as_its_oldest_fact_and_names_all_its_sources() -> None:
    dough = merged({"id": "dough", "note": "x", "checked": "2026-11-30", "sources": ["S2"]}).by_id["dough"]
    assert (dough.checked, dough.sources) == (date(2026, 10, 1), ("S1", "S2"))


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ({"id": "dough", "title": "Bread"}, "belongs to the library"),
        ({"id": "dough", "requires": "salt"}, "belongs to the library"),
        ({"id": "dough", "resources": [BOOK]}, 'Use "add_resources" and "drop_resources"'),
        ({"id": "dough", "recommended": ["salt"]}, 'Use "recommend" and "do_not_recommend"'),
        ({"id": "dough", "colour": "red"}, 'There is no field "colour" here'),
        ({"id": "dough", "add_resources": [BOOK], "drop_resources": ["book"]}, "leaves it out at once"),
        ({"id": "dough", "add_resources": [BOOK, BOOK]}, '"book" twice'),
        ({"id": "dough", "recommend": {"dough": "why"}}, "before itself"),
        ({"id": "dough", "module": "library"}, "filled in when the file is read"),
        ({"id": "dough", "library": {}}, "filled in when the file is read"),
    ],
)
def test_what_no_override_may_say(tmp_path: Path, override: dict[str, Any], words: str) -> None:
    text = json.dumps({"id": "mine", "title": "Mine", "uses": ["library"], "nodes": []}, indent=0)
    path = tmp_path / "mine.json"
    path.write_text(text[:-2] + ',\n"overrides": [\n{"id": "salt"},\n' + json.dumps(override) + "\n]}")
    with pytest.raises(PlannerError) as caught:
        curricula.load(path)
    problem = caught.value.problems[0]
    assert words in problem.message
    assert (problem.file, problem.line, problem.node) == (str(path), 10, "dough")
    assert problem.field.startswith("overrides[1]")


def test_an_own_item_is_changed_where_it_stands() -> None:
    problem = refused(library(), mine({"id": "goal", "note": "x"}))
    assert (problem.code, problem.node, problem.field) == ("override-own", "goal", "overrides[0].id")
    assert problem.line


def test_an_unknown_item_and_an_unknown_recommendation_are_named_with_the_nearest_ones() -> None:
    problem = refused(library(), mine({"id": "doug", "note": "x"}))
    assert (problem.code, problem.field) == ("unknown-id", "overrides[0].id")
    assert "dough" in problem.message
    problem = refused(library(), mine({"id": "dough", "recommend": {"sald": "why"}}))
    assert (problem.code, problem.field) == ("unknown-id", "overrides[0].recommend")


def test_one_file_speaks_of_an_item_once() -> None:
    problem = refused(library(), mine({"id": "dough", "note": "x"}, {"id": "dough", "hours": 3}))
    assert (problem.code, problem.field) == ("overridden-twice", "overrides[1].id")


def test_months_are_changed_only_where_there_are_some() -> None:
    problem = refused(library(), mine({"id": "dough", "months": [1, 2, 3]}))
    assert (problem.code, problem.field) == ("no-months", "overrides[0].months")


# Which of several counts


def test_what_the_user_of_the_other_file_says_counts() -> None:
    below = part("below", uses=["library"], overrides=[{"id": "dough", "hours": [1, 2, 3], "note": "below"}])
    above = part(
        "above", node("goal", 0, "dough"), uses=["below", "library"], overrides=[{"id": "dough", "hours": [4, 5, 6]}]
    )
    for order in ([library(), below, above], [below, library(), above]):
        loaded = curricula.merge(order)
        dough = loaded.by_id["dough"]
        assert (dough.hours.likely, dough.note) == (5, "below")
        assert ("overridden-twice", "dough", "overrides.hours") in found(loaded)


def test_who_knows_of_the_other_override_is_not_told_of_it() -> None:
    below = part("below", uses=["library"], overrides=[{"id": "dough", "hours": [1, 2, 3]}])
    own = {"id": "dough", "hours": [4, 5, 6], "was": {"hours": [1, 2, 3]}}
    above = part("above", node("goal", 0, "dough"), uses=["below", "library"], overrides=[own])
    assert "overridden-twice" not in [code for code, _node, _field in found(curricula.merge([library(), below, above]))]


def test_files_stand_behind_what_they_use_and_circles_end() -> None:
    def file(identity: str, *uses: str) -> Curriculum:
        return part(identity, uses=list(uses)).curriculum

    files = [file("d"), file("b", "a"), file("a", "b"), file("c"), file("main", "c", "b", "d")]
    assert [one.id for one in used_first(files)] == ["c", "a", "b", "d", "main"]


# What is told


def test_what_is_different_is_told_with_its_reason() -> None:
    loaded = merged({"id": "dough", "hours": [4, 8, 12], "reason": "You need no sourdough."})
    text = "\n".join(lines(details(loaded, "dough"), date(2027, 1, 1)))
    assert "8 h (4 to 12) here; the library says 12 h (6 to 20)." in text
    assert "Why: You need no sourdough." in text
    assert details(loaded, "flour").otherwise == ()


def test_the_plan_and_what_a_file_contains_say_that_something_is_different() -> None:
    loaded = merged({"id": "dough", "hours": [4, 8, 12], "reason": "You need no sourdough."})
    plan = make_plan(Document(curriculum=loaded, learner=learner()))
    assert {one.id: one.library_hours for one in plan.items} == {"flour": None, "dough": 12, "goal": None}
    assert ("Different here", "1 item of these") in list(contents.facts(contents.of(loaded, "", "json", ())))


def test_the_printed_plan_and_handouts_say_what_is_different_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = mine({"id": "dough", "hours": [4, 8, 12], "reason": "You need no sourdough."})
    for one in (library(), own):
        (tmp_path / one.path.name).write_bytes(one.content)
    assert main(["plan", "--curriculum", str(tmp_path / "mine.json"), "--start", "2027-01-04"]) == OK
    words = "8 h (4 to 12) here; the library says 12 h (6 to 20). Why: You need no sourdough."
    assert words in capsys.readouterr().out
    made = handouts.of(Document(curriculum=curricula.merge([library(), own]), learner=learner()))
    for written in (page.write(made), markdown.write(made)):
        assert words.encode() in written.replace(b"\\(", b"(").replace(b"\\)", b")")


def test_a_file_of_its_own_keeps_the_figures_and_needs_no_library() -> None:
    loaded = merged({"id": "dough", "hours": [4, 8, 12], "basis": "two courses"})
    alone = Curriculum.model_validate_json(write(loaded))
    again = curricula.merge([of(alone)])
    assert again.by_id["dough"].hours.likely == 8
    assert (again.overrides, again.uses) == ((), ())


def test_every_format_says_that_what_the_library_says_is_lost() -> None:
    loaded, plain = merged({"id": "dough", "hours": [4, 8, 12]}), merged()
    for one in writable():
        lost = [problem for problem in one.losses(loaded) if problem.field == "overrides"]
        assert [problem.severity.value for problem in lost] == ["warning"], one.id
        assert not [problem for problem in one.losses(plain) if problem.field == "overrides"]


def test_an_override_that_nothing_can_use_is_found() -> None:
    assert ("idle-override", "salt", "overrides.id") in found(merged({"id": "salt", "note": "x"}))


def test_what_an_override_lacks_before_it_is_given_to_others() -> None:
    bare = found(merged({"id": "dough", "hours": 8}))
    assert {code for code, _item, _field in bare} == {"no-reason", "no-basis", "no-range", "no-date", "no-was"}
    whole = {"hours": [4, 8, 12], "basis": "b", "reason": "r", "checked": "2026-11-30", "sources": ["S1"]}
    was = {"hours": [6, 12, 20], "basis": "asked bakers"}
    assert found(merged({"id": "dough", **whole, "was": was})) == []
    assert ("unknown-source", "dough", "overrides.sources") in found(
        merged({"id": "dough", **whole, "was": was, "sources": ["S9"]})
    )


def test_findings_name_the_file_and_the_line_of_the_override(tmp_path: Path) -> None:
    own = mine({"id": "flour", "note": "x"}, {"id": "dough", "note": "y", "was": {"note": "then"}})
    for one in (library(), own):
        (tmp_path / one.path.name).write_bytes(one.content)
    path = tmp_path / "mine.json"
    problem = next(one for one in queries.check(str(path)) if one.code == "library-moved-on")
    assert (problem.file, problem.field) == (str(path), "overrides[1].note")
    assert '"y"' in path.read_text().splitlines()[(problem.line or 0) - 1]


# Three values of one thing

A, B, C = "a", "b", "c"


@pytest.mark.parametrize(
    ("own", "was", "theirs", "state"),
    [
        (A, A, A, State.NOT_NEEDED),
        (A, B, A, State.NOT_NEEDED),
        (A, None, A, State.NOT_NEEDED),
        (A, A, B, State.MOVED_ON),
        (A, B, C, State.MOVED_ON),
        (A, B, B, State.AS_BEFORE),
        (A, None, B, State.UNKNOWN),
    ],
)
def test_every_way_in_which_three_values_can_agree(own: str, was: str | None, theirs: str, state: State) -> None:
    def says(key: str, value: str | None) -> dict[str, Any]:
        return {} if value is None else {"was": {key: value}}

    loaded = merged({"id": "dough", "note": own, **says("note", was)}, note=theirs)
    assert [one.state for one in fields(loaded.overrides[0])] == [state]

    kept: dict[str, Any] = {} if was is None else {"was": {"recommended": {"flour": was}}}
    reasons = {"flour": theirs}
    loaded = merged({"id": "dough", "recommend": {"flour": own}, **kept}, recommended=["flour"], reasons=reasons)
    assert [one.state for one in fields(loaded.overrides[0])] == [state]

    book = {title: {"key": "book", "title": title} for title in (A, B, C)}
    kept = {} if was is None else {"was": {"resources": [book[was]]}}
    loaded = merged({"id": "dough", "add_resources": [book[own]], **kept}, resources=[book[theirs]])
    assert [one.state for one in fields(loaded.overrides[0])] == [state]
    codes = {code for code, _item, _field in found(loaded)}
    assert ("library-moved-on" in codes, "override-not-needed" in codes) == (
        state is State.MOVED_ON,
        state is State.NOT_NEEDED,
    )


@pytest.mark.parametrize(
    ("was", "theirs", "state"),
    [
        ([BOOK], [BOOK], State.AS_BEFORE),
        ([BOOK], [{**BOOK, "title": "Second edition"}], State.AS_BEFORE),
        ([], [BOOK], State.MOVED_ON),
        ([BOOK], [SITE], State.NOT_NEEDED),
        ([], [], State.NOT_NEEDED),
        (None, [BOOK], State.UNKNOWN),
    ],
)
def test_what_is_left_out_stays_out(was: Any, theirs: Any, state: State) -> None:
    kept = {} if was is None else {"was": {"resources": was}}
    loaded = merged({"id": "dough", "drop_resources": ["book"], **kept}, resources=theirs)
    assert [one.state for one in fields(loaded.overrides[0])] == [state]
    assert "book" not in [one.key for one in loaded.by_id["dough"].resources]


def test_what_is_no_mistake_is_a_note() -> None:
    loaded = merged({"id": "dough", "note": "Take your time."})
    assert [(one.code, one.severity.value) for one in checks.check(loaded) if one.field.startswith("overrides")] == [
        ("override-not-needed", "note")
    ]


# Laws


def _own(instance: Instance, *overrides: Override) -> list[Part]:
    whole = instance.curriculum
    goal = whole.by_id["goal"]
    below = whole.changed(id="library", target=None, nodes=tuple(one for one in whole.nodes if one is not goal))
    above = whole.changed(id="mine", uses=("library",), nodes=(goal,), overrides=overrides)
    return [of(below), of(above)]


def _plan(instance: Instance, parts: list[Part]) -> dict[str, Any]:
    loaded = curricula.merge(parts)
    kept = instance.learner
    names = {name: [one for one in getattr(kept, name) if one in loaded.by_id] for name in ("known", "avoid")}
    progress = {one: value for one, value in kept.progress.items() if one in loaded.by_id}
    who = kept.changed(known=tuple(names["known"]), avoid=tuple(names["avoid"]), progress=progress)
    return make_plan(Document(curriculum=loaded, learner=who)).model_dump()


@given(instances())
def test_without_overrides_the_very_same_items_come_out(instance: Instance) -> None:
    parts = _own(instance)
    nodes = [one.changed(module=file.curriculum.id) for file in parts for one in file.curriculum.nodes]
    joined = curricula.joined(parts)
    assert joined.nodes == Curriculum(id="x", title="x", nodes=tuple(nodes)).nodes
    assert joined.overrides == ()


@given(instances(), st.integers(0, 10))
def test_saying_what_the_library_says_changes_no_plan(instance: Instance, place: int) -> None:
    items = [one for one in instance.curriculum.nodes if one.id != "goal"]
    item = items[place % len(items)]
    same = Override(
        id=item.id,
        **{name: getattr(item, name) for name in FIGURES if getattr(item, name) is not None},
        add_resources=item.resources,
        recommend={one: item.reasons.get(one, "") for one in item.recommended},
    )
    assert _plan(instance, _own(instance, same)) == _plan(instance, _own(instance))


@given(instances(), st.integers(0, 10), st.sampled_from([0.0, 0.5, 2.0]))
def test_taken_away_again_an_override_leaves_no_trace(instance: Instance, place: int, factor: float) -> None:
    items = [one for one in instance.curriculum.nodes if one.id != "goal"]
    item = items[place % len(items)]
    parts = _own(instance)
    before = to_json(parts[-1].curriculum)
    override = Override(id=item.id, hours=item.hours.times(factor))
    override = override.changed(was=library_says(item, override))
    with_it = parts[-1].curriculum.changed(overrides=(override,))
    loaded = curricula.merge([parts[0], of(Curriculum.model_validate_json(to_json(with_it)))])
    if item.id in loaded.by_id:
        assert loaded.by_id[item.id].hours == item.hours.times(factor)
        assert [one.state for one in fields(loaded.overrides[0])] == [
            State.NOT_NEEDED if item.hours.times(factor) == item.hours else State.AS_BEFORE
        ]
    assert to_json(with_it.changed(overrides=())) == before
