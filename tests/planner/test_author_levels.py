"""What an author does with the levels of items, and what becomes of them when items are merged and split."""

from __future__ import annotations

from typing import Any

import pytest
from build import all_of, curriculum, node

from planner.app import author
from planner.app.author import Draft
from planner.model.curriculum import ThreePoint
from planner.model.depth import Level
from planner.model.problem import PlannerError
from planner.model.requirement import All


def requires(found: Draft, item: str) -> str:
    return author.requirement_text(found, item)


LEVELS = {
    "aware": {"hours": 2, "outcome": "you can read it"},
    "working": {"hours": [4, 5, 8], "requires": "a", "first_step": "Go.", "cost_usd": 10},
    "expert": {"hours": 9, "requires": "b", "basis": "a guess"},
}


def with_levels() -> Draft:
    items = (
        node("a"),
        node("b"),
        node("c"),
        node("sql", levels=LEVELS, requires="c", first_step="Begin.", outcome="you can lead", reasons={"b": "So."}),
        node("db", levels={"working": {"hours": 3}, "expert": {"hours": 9, "requires": "b"}}, requires="a"),
        node("plain", 4, "c", outcome="you can plan", cost_usd=3.0),
        node("x", 1, all_of("sql@aware", "db@working")),
        node("paper", 5, kind="certification"),
        node("role", kind="experience", months=12),
    )
    return Draft(curriculum(*items, courses=[{"id": "k", "title": "K", "covers": {"sql@working": 0.5}}]))


def levels_of(found: Draft, item: str) -> dict[str, Any]:
    levels = found.curriculum.by_id[item].levels
    return {} if levels is None else {level.value: what for level, what in levels.given()}


def one(hours: float) -> ThreePoint:
    return ThreePoint(optimistic=hours, likely=hours, pessimistic=hours)


def test_a_level_says_what_it_adds_and_what_stands_in_the_item_is_refused() -> None:
    old = with_levels()
    new = author.set_level(old, "sql", Level.WORKING, hours="3/4/5", requires="b AND c", done_when="It runs.")
    working = levels_of(new, "sql")["working"]
    assert (working.hours.likely, working.done_when) == (4, "It runs.")
    assert author.requirement_text(new, "sql", "levels.working.requires") == "b AND c"
    for level, fields, wrong in (
        (Level.AWARE, {"first_step": "Go."}, "stand in the item itself"),
        (Level.EXPERT, {"outcome": "you can"}, "stand in the item itself"),
        (Level.WORKING, {"hours": "0"}, "needs hours"),
        (Level.WORKING, {"requires": "c AND"}, "missing at the end"),
        (Level.WORKING, {"requires": "nowhere"}, "no item “nowhere”"),
        (Level.WORKING, {"nonsense": 1}, "no field"),
    ):
        with pytest.raises(PlannerError, match=wrong):
            author.set_level(old, "sql", level, **fields)
    with pytest.raises(PlannerError, match="has no level “aware”"):
        author.set_level(old, "db", Level.AWARE, hours="3")


def test_what_a_level_says_that_goes_is_said_where_it_still_counts() -> None:
    old = author.remove_items(with_levels(), ["x"])
    fewer = author.set_levels(old, "sql", {Level.AWARE: one(2), Level.EXPERT: one(12)})
    expert = levels_of(fewer, "sql")["expert"]
    assert author.requirement_text(fewer, "sql", "levels.expert.requires") == "a AND b"
    assert (expert.first_step, expert.cost_usd) == ("Go.", 10)
    low = author.set_levels(old, "sql", {Level.AWARE: one(2), Level.WORKING: one(5)}).curriculum.by_id["sql"]
    assert (low.outcome, low.reasons) == ("you can lead", {})
    assert low.levels is not None
    assert low.levels.expert is None
    high = author.set_levels(old, "sql", {Level.WORKING: one(5), Level.EXPERT: one(9)})
    assert requires(high, "sql") == "c AND a"
    assert high.curriculum.by_id["sql"].first_step == "Begin."
    deeper = author.set_levels(old, "db", {Level.AWARE: one(1), Level.WORKING: one(3), Level.EXPERT: one(9)})
    assert (requires(deeper, "db"), levels_of(deeper, "db")["working"].requires) == ("a", None)
    none = author.set_levels(old, "sql", {})
    whole = none.curriculum.by_id["sql"]
    assert (whole.hours.optimistic, whole.hours.likely, whole.cost_usd, whole.basis) == (15, 16, 10, "a guess")
    assert requires(none, "sql") == "c AND a AND b"
    assert whole.reasons == {"b": "So."}
    back = author.set_levels(none, "sql", {Level.WORKING: one(4), Level.EXPERT: one(12)}).curriculum.by_id["sql"]
    assert (back.requires, back.hours.likely, back.cost_usd, back.outcome) == (whole.requires, 0, 0, "you can lead")
    with pytest.raises(PlannerError, match="two or three"):
        author.set_levels(old, "sql", {Level.AWARE: one(2)})
    with pytest.raises(PlannerError, match="Ask for all of it"):
        author.set_levels(with_levels(), "sql", {})


def test_a_line_to_a_level_is_what_that_level_needs() -> None:
    old = with_levels()
    new = author.connect(old, "c", "sql@expert", "To lead.")
    assert author.requirement_text(new, "sql", "levels.expert.requires") == "b AND c"
    assert new.merged.by_id["sql"].reasons["c"] == "To lead."
    assert author.connect(old, "b", "sql@aware").curriculum.by_id["sql"].requires == All(all=("c", "b"))
    assert author.disconnect(new, "c", "sql@expert") == author.set_reason(old, "sql", "c", "To lead.")
    everywhere = author.disconnect(new, "c", "sql").curriculum.by_id["sql"]
    assert (everywhere.requires, everywhere.reasons) == (None, {"b": "So."})
    for before in ("sql", "sql@aware"):
        with pytest.raises(PlannerError, match="cannot come before itself"):
            author.connect(old, before, "sql@expert")


def test_merging_joins_levels_of_one_name_and_who_asks_for_one_still_gets_it() -> None:
    new = author.merge_items(with_levels(), ["db", "plain"], "sql")
    item, levels = new.curriculum.by_id["sql"], levels_of(new, "sql")
    assert {name: what.hours.likely for name, what in levels.items()} == {"aware": 2, "working": 8, "expert": 22}
    assert (item.hours.likely, author.whole_hours(item).likely, item.outcome) == (0, 32, "you can lead; you can plan")
    assert (levels["working"].cost_usd, levels["expert"].cost_usd, levels["expert"].basis) == (10, 3, "a guess")
    needs = [author.requirement_text(new, "sql", f"levels.{name}.requires") for name in ("working", "expert")]  # type: ignore[arg-type]
    assert (requires(new, "sql"), *needs) == ("c", "a", "b AND c")
    assert requires(new, "x") == "sql@aware AND sql@working"
    assert new.merged.by_id["sql@working"].hours.likely == 8
    kept = author.merge_items(with_levels(), ["sql"], "plain")
    assert [what.hours.likely for what in levels_of(kept, "plain").values()] == [2, 5, 13]
    assert (requires(kept, "plain"), kept.curriculum.courses[0].covers) == ("c", {"plain@working": 0.5})
    with pytest.raises(PlannerError, match="Let the one with levels stay"):
        author.merge_items(with_levels(), ["sql"], "paper")
    with pytest.raises(PlannerError, match="which no item with levels can have"):
        author.merge_items(with_levels(), ["role"], "sql")


def test_splitting_splits_every_level_in_the_same_way() -> None:
    old = with_levels()
    new = author.split_item(old, "sql", "More", share=0.25)
    first, second = levels_of(new, "sql"), levels_of(new, "more")
    assert [what.hours.likely for what in first.values()] == [1.5, 3.75, 6.75]
    assert [what.hours.likely for what in second.values()] == [0.5, 1.25, 2.25]
    assert (requires(new, "sql"), requires(new, "more")) == ("c", "sql@aware")
    assert [what.requires for what in second.values()] == [None, "sql@working", "sql"]
    assert [what.requires for what in first.values()] == [None, "a", "b"]
    assert requires(new, "x") == "more@aware AND db@working"
    assert new.curriculum.courses[0].covers == {"sql@working": 0.5, "more@working": 0.5}
    before, after = old.merged.by_id, new.merged.by_id
    for level in ("@aware", "@working", ""):
        both = after[f"sql{level}"].hours.likely + after[f"more{level}"].hours.likely
        assert both == before[f"sql{level}"].hours.likely
