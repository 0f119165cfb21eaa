"""What is wrong with a level of an item is put right with one click, like what is wrong with a plain item."""

from __future__ import annotations

from typing import Any

import pytest
from build import all_of, any_of, curriculum, job, months, node

from planner.app import author
from planner.app.author import Draft, Finding
from planner.model.problem import Severity


def deep(*, aware: Any = None, working: Any = None, expert: Any = None, **fields: Any) -> dict[str, Any]:
    """An item "sql" of three levels that need these."""
    levels: dict[str, Any] = {
        "aware": {"hours": 2, "outcome": "you can read"},
        "working": {"hours": 4, **({"requires": working} if working is not None else {})},
        "expert": {"hours": 9, **({"requires": expert} if expert is not None else {})},
    }
    return node("sql", levels=levels, **({"requires": aware} if aware is not None else {}), **fields)


GOAL = node("goal", 1, all_of("sql@aware", "sql@working", "sql"), kind="milestone")
A, B = node("a", 1), node("b", 1, "a")
CHOICE = {"name": "Tool", "reason": "Either."}

CASES: dict[str, tuple[list[dict[str, Any]], str, list[str]]] = {
    "redundant": (
        [A, B, deep(working=all_of("a", "b"), expert=all_of("b", "c")), node("c", 1)],
        "redundant",
        ["sql requires.all[1]", "sql@working requires.all[1]"],
    ),
    "needed by the lowest already": ([A, deep(aware="a", expert="a")], "redundant", ["sql requires.all[1]"]),
    "said twice": (
        [A, B, deep(working=any_of(all_of("a", "a"), "b", **CHOICE))],
        "redundant",
        [],
    ),
    "empty choice": (
        [A, B, deep(working=all_of("b", any_of("a", "c", **CHOICE))), node("c", 1)],
        "empty-choice",
        ["sql@working requires.all[2]"],
    ),
    "an option that is had with another": (
        [A, B, deep(expert=any_of("a", "b", **CHOICE))],
        "option-entails-option",
        ["sql requires.all[1].any[1]"],
    ),
    "unattainable": (
        [A, node("dead", 1, "dead"), deep(working=all_of("a", "dead"))],
        "unattainable",
        ["sql@working requires", "sql requires"],
    ),
    "circle": ([node("a", 1, "sql@working"), deep(aware="a")], "hard-cycle", ["a requires"]),
    "circle of options": (
        [node("a", 1, "sql"), A | {"id": "c"}, deep(expert=any_of("a", "c", **CHOICE))],
        "cycle",
        ["a requires"],
    ),
    "recommended and required": (
        [A, deep(aware="a", recommended=["a"])],
        "recommended-required",
        ["sql@aware recommended"],
    ),
    "a reason for nothing": ([A, deep(reasons={"a": "So."})], "idle-reason", ["sql@aware reasons.a"]),
    "no reason": ([A, deep(working="a")], "no-reason", ["sql@working reasons.a"]),
    "a skill that needs a job": (
        [job("work", 12, "ml"), deep(expert=all_of("work"))],
        "skill-needs-career",
        ["sql requires"],
    ),
    "too few months": (
        [job("work", 12, "ml"), deep(expert=months(24, "ml", reason="Much."))],
        "too-few-months",
        ["sql requires.all[1]"],
    ),
    "a tag that nobody has": (
        [job("work", 12, "ml"), deep(expert=months(12, "ml", "xx", reason="Much."))],
        "idle-tag",
        ["sql requires.all[1].tags[1]"],
    ),
    "one decision in two orders": (
        [A, B, node("x", 1, any_of("a", "b", **CHOICE)), deep(working=any_of("b", "a", **CHOICE))],
        "uneven-choice",
        ["sql@working requires.all[1]"],
    ),
}


def findings_of(draft: Draft, code: str) -> list[Finding]:
    return [one for one in author.findings(draft) if one.problem.code == code]


def spots(draft: Draft, code: str) -> set[str]:
    return {f"{one.problem.node} {one.problem.field}" for one in findings_of(draft, code) if one.problem.node != "goal"}


def errors(draft: Draft) -> set[str]:
    return {one.code for one in draft.check() if one.severity is Severity.ERROR}


@pytest.mark.parametrize("case", CASES)
def test_a_repair_of_a_level_makes_its_finding_go_and_adds_no_error(case: str) -> None:
    nodes, code, expected = CASES[case]
    draft = Draft(curriculum(*nodes, GOAL, target="goal"))
    found = findings_of(draft, code)
    assert spots(draft, code) >= set(expected)
    tried = 0
    for one in found:
        for repair in one.repairs:
            after = repair.command(draft)
            tried += 1
            assert one.problem not in after.check(), repair.label
            assert repair.harms or errors(after) <= errors(draft), repair.label
            assert after.curriculum.by_id["sql"].levels is not None
    assert tried >= bool(expected)


def test_only_the_level_that_a_finding_is_about_is_changed() -> None:
    draft = Draft(curriculum(*CASES["redundant"][0], GOAL, target="goal"))
    working = next(one for one in findings_of(draft, "redundant") if one.problem.node == "sql@working")
    after = working.repairs[0].command(draft)
    assert author.requirement_text(after, "sql", "levels.working.requires") == "b"
    assert author.requirement_text(after, "sql", "levels.expert.requires") == "b AND c"


def test_what_a_level_needs_of_the_one_below_is_never_said_to_be_needless() -> None:
    draft = Draft(curriculum(deep(expert="x"), node("x", 1, "sql@working"), GOAL, target="goal"))
    assert spots(draft, "redundant") == set()
    written = Draft(curriculum(deep(expert=all_of("sql@working", "x")), node("x", 1), GOAL, target="goal"))
    assert spots(written, "redundant") == {"sql requires.all[1]"}
    one = next(one for one in findings_of(written, "redundant") if one.problem.node == "sql")
    assert author.requirement_text(one.repairs[0].command(written), "sql", "levels.expert.requires") == "x"


def test_a_circle_is_opened_at_the_level_and_the_chain_of_levels_stays() -> None:
    draft = Draft(curriculum(*CASES["circle"][0], GOAL, target="goal"))
    [found] = findings_of(draft, "hard-cycle")
    assert [one.label for one in found.repairs] == [
        "Remove the link “A” → “SQL (awareness level)”",
        "Remove the link “SQL (working level)” → “A”",
    ]


def test_a_level_that_nobody_asks_for_goes_into_the_next_one_with_its_hours() -> None:
    draft = Draft(curriculum(A, deep(working="a"), node("goal", 1, all_of("sql@aware", "sql")), target="goal"))
    [found] = findings_of(draft, "idle-level")
    after = found.repairs[0].command(draft)
    levels = after.curriculum.by_id["sql"].levels
    assert levels is not None
    assert [(level.value, what.hours.likely, what.requires) for level, what in levels.given()] == [
        ("aware", 2, None),
        ("expert", 13, "a"),
    ]
    alone = Draft(curriculum(A, deep(working="a"), node("goal", 1, "sql@expert"), target="goal"))
    while found_again := findings_of(alone, "idle-level"):
        alone = found_again[0].repairs[0].command(alone)
    sql = alone.curriculum.by_id["sql"]
    assert (sql.levels, sql.hours.likely, sql.requires) == (None, 15, "a")
    assert alone.curriculum.by_id["goal"].requires == "sql"


def test_months_of_a_level_are_explained_where_they_stand() -> None:
    draft = Draft(curriculum(job("work", 12, "ml"), deep(expert=months(12, "ml")), GOAL, target="goal"))
    asked = next(one for one in findings_of(draft, "no-reason") if one.problem.field == "requires.all[1]")
    assert asked.ask is not None
    after = asked.ask.command(draft, "Much is seen in a year.")
    assert asked.problem not in after.check()
