"""What is stale: dates in words, shelf lives, the order of the list; every built-in fact has a date and a source."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from build import any_of, curriculum, learner, node
from hypothesis import given
from hypothesis import strategies as st

from planner import cli
from planner.app import queries
from planner.app.author.draft import Draft
from planner.app.author.edits import set_fields
from planner.app.author.values import value_of
from planner.app.stale import Staleness, age_and_shelf_life, in_question, line, staleness, summary
from planner.app.workspace import Workspace
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.freshness import SHELF_LIFE, FactKind, State, day_of, months_after, months_before, state
from planner.model.problem import PlannerError
from planner.planning.plan import make_plan

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-09", date(2026, 10, 9)),
        ("2026-10", date(2026, 10, 1)),
        ("about 2026-09", date(2026, 9, 1)),
        (" About 2026 ", date(2026, 1, 1)),
        ("2026-02-30", None),
        ("before 2022", None),
        ("undated", None),
        ("2025-26", None),
        ("spring 2026 (announces 1 June exam)", None),
        ("", None),
    ],
)
def test_a_date_in_words_is_its_earliest_day_or_none(text: str, day: date | None) -> None:
    assert day_of(text) == day


@given(st.dates(date(1, 3, 1), date(9000, 1, 1)), st.integers(1, 600))
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)
    assert months_before(months_after(day, months), months) <= day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120), st.integers(-2000, 6000))
def test_a_fact_ages_in_one_direction_only(checked: date, months: int, days: int) -> None:
    """Future, fresh, soon, stale: never back again."""
    order = [State.FUTURE, State.FRESH, State.SOON, State.STALE]
    due, today = months_after(checked, months), checked + timedelta(days=days)
    one, other = state(checked, due, today), state(checked, due, today + timedelta(days=1))
    assert order.index(one) <= order.index(other)
    assert (one is State.STALE) == (today >= due)
    assert state(None, None, today) is State.UNDATED


def test_every_kind_has_a_shelf_life() -> None:
    assert set(SHELF_LIFE) == set(FactKind)


def facts_of(whole: Curriculum, **fields) -> dict[str, tuple[State, date | None]]:
    found = staleness(whole, **{"today": TODAY, **fields})
    return {fact.place: (fact.state, fact.due) for fact in found.facts}


FACTS = {
    "checked": "2024-11-01",
    "courses": [{"id": "c", "title": "C", "covers": {"a": 0.5}, "checked": "2025-11-30"}],
    "certificates": [
        {"id": "r", "name": "R", "status": "active", "node": "b", "checked": "2026-11-30", "shelf_life_months": 1}
    ],
    "claims": [
        {"id": "p", "about": "A", "region": "EU", "statement": "s", "source": "S", "confidence": "low",
         "source_date": "about 2026-03", "period_end": 2026},
        {"id": "q", "about": "A", "region": "EU", "statement": "s", "source": "S", "confidence": "low",
         "source_date": "undated"},
    ],
}  # fmt: skip


def test_each_fact_is_due_by_its_own_shelf_life_or_that_of_its_kind() -> None:
    resource = {"key": "k", "title": "K", "checked": "about 2026-01"}
    whole = curriculum(
        node("a", 1, checked="2022-01-15", resources=[resource, {"key": "l", "title": "L"}]),
        node("law", 1, checked="2025-12-15", jurisdiction=["EU"]),
        node("tool", 1, checked="2025-01-31", shelf_life_months=25),
        node("b", 1, "a", kind="certification", checked="2027-01-01"),
        **FACTS,
    )
    assert facts_of(whole) == {
        "": (State.STALE, date(2026, 11, 1)),
        "nodes.a": (State.SOON, date(2027, 1, 15)),
        "nodes.a.resources.k": (State.SOON, date(2027, 1, 1)),
        "nodes.a.resources.l": (State.STALE, date(2023, 1, 15)),  # looked at with its item
        "nodes.law": (State.SOON, date(2026, 12, 15)),
        "nodes.tool": (State.FRESH, date(2027, 2, 28)),
        "nodes.b": (State.FUTURE, date(2028, 1, 1)),
        "courses.c": (State.STALE, date(2026, 11, 30)),
        "certificates.r": (State.SOON, date(2026, 12, 30)),
        "claims.p": (State.SOON, date(2026, 12, 31)),  # the end of the period that it speaks of
        "claims.q": (State.UNDATED, None),
    }


def test_what_most_of_the_plan_rests_on_comes_first() -> None:
    old = {"checked": "2015-01-01"}
    whole = curriculum(
        node("base", 1, **old),
        node("lonely", 1, checked="2010-01-01"),
        node("left", 1, "base", **old),
        node("right", 1, "base", **old),
        node("goal", 1, {"all": ["left", any_of("right", "lonely")]}, **old),
        target="goal",
        checked="2015-01-01",
    )
    document = Document(curriculum=whole, learner=learner(prefer=("right",)))
    found = staleness(whole, TODAY, make_plan(document))
    assert [(fact.item, fact.rests) for fact in found.facts if fact.rests] == [
        ("base", 4),
        ("left", 2),
        ("right", 2),
        ("goal", 1),
    ]
    assert [fact.item for fact in found.facts if not fact.rests] == ["lonely", None]
    assert found.counts[State.STALE] == 6
    assert summary(found) == "6 dated facts: 6 stale"
    text = line(found.facts[0], TODAY)
    assert text.startswith("stale since 2020-01-01: BASE (skill, nodes.base) · checked 2015-01-01, keeps for 60 months")
    assert text.endswith("no source · 4 steps of your plan rest on it")


@pytest.mark.parametrize("name", queries.builtin_names())
def test_every_built_in_fact_has_a_date_and_a_source(name: str) -> None:
    whole = queries.load(name)
    found = staleness(whole, whole.checked or TODAY)
    assert len(found.facts) > len([one for one in whole.nodes if one.depth_of is None])
    undated = {State.UNDATED}
    assert [fact.place for fact in found.facts if fact.state in undated or not fact.source] == []


def test_the_item_says_how_long_its_facts_keep() -> None:
    one = curriculum(node("a", 1, checked="2026-10-15", shelf_life_months=2)).nodes[0]
    assert age_and_shelf_life(one, TODAY) == "to be checked again by 2026-12-15"
    assert age_and_shelf_life(one, date(2026, 12, 15)) == "stale since 2026-12-15"
    assert age_and_shelf_life(curriculum(node("a", 1)).nodes[0], TODAY) == ""


def test_the_editor_reads_how_long_facts_keep() -> None:
    assert value_of("shelf_life_months", "24") == 24
    assert value_of("shelf_life_months", " ") is None
    draft = Draft(curriculum(node("a", 1), node("b", 1, shelf_life_months=12)))
    assert set_fields(draft, ["a"], shelf_life_months="24").curriculum.by_id["a"].shelf_life_months == 24
    with pytest.raises(PlannerError):
        set_fields(draft, ["a"], shelf_life_months="2.5")


def test_records_are_as_old_as_their_file(tmp_path: Path) -> None:
    record = {"id": "r", "name": "R", "status": "active"}
    facts = {"id": "facts", "title": "F", "checked": "2026-01-01", "certificates": [record]}
    (tmp_path / "facts.json").write_text(json.dumps(facts), "utf-8")
    mine = {"id": "mine", "title": "M", "checked": "2020-01-01", "uses": ["facts"], "nodes": [node("a", 1)]}
    (tmp_path / "mine.json").write_text(json.dumps(mine), "utf-8")
    assert queries.load(str(tmp_path / "mine.json")).certificates[0].checked == date(2026, 1, 1)


# The command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    old, new = node("a", 1, checked="2020-01-01", sources=["S"]), node("goal", 1, "a", checked="2026-11-01")
    whole = {"id": "mine", "title": "M", "checked": "2026-11-01", "nodes": [old, new], "target": "goal"}
    (tmp_path / "mine.json").write_text(json.dumps(whole), "utf-8")
    return tmp_path / "mine.json"


def test_the_command_lists_what_is_in_question(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["stale", str(file), "--on", "2026-11-30"]) == cli.OK
    first, last = capsys.readouterr().out.splitlines()
    assert first == "stale since 1 Jan 2025: A (skill, nodes.a) · checked 1 Jan 2020, keeps for 60 months · source: S"
    assert last == "3 dated facts: 1 stale, 2 fresh"
    assert cli.main(["stale", str(file), "--on", "2026-11-30", "--all"]) == cli.OK
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert cli.main(["stale", str(file), "--on", "2026-11-30", "--fail"]) == 1
    assert cli.main(["stale", str(file), "--on", "2024-12-01", "--fail"]) == 1  # what is dated later is odd, too


def test_the_list_as_json_says_everything(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["stale", str(file), "--on", "2026-11-30", "--json"]) == cli.OK
    found = Staleness.model_validate_json(capsys.readouterr().out)
    assert found == staleness(queries.load(str(file)), TODAY)
    assert [fact.place for fact in in_question(found.facts)] == ["nodes.a"]


def test_a_learners_file_counts_what_rests_on_each_fact(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    document = queries.new_document(queries.load(str(file)), date(2027, 1, 4))
    assert not Workspace(str(file)).save_as(tmp_path / "her.trailmark", document).failed
    assert cli.main(["stale", str(tmp_path / "her.trailmark"), "--on", "2026-11-30"]) == cli.OK
    assert "2 steps of your plan rest on it" in capsys.readouterr().out
