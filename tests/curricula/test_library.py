"""Several curricula on one library: each is complete, takes what it needs, and progress carries over between them."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from build import all_of, curriculum, node

from planner.app import commands, follow, progress, queries
from planner.app.workspace import Workspace
from planner.cli import FOUND_PROBLEMS, OK, main
from planner.graph import strictness
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.storage import curricula
from planner.storage.canonical import to_json

MONDAY = date(2027, 1, 4)
NAMES = queries.builtin_names()
NEW = [name for name in NAMES if name != curricula.DEFAULT]
"""Plans to the default goal are proved from every role in test_built_in.py."""

load = cache(queries.load)


def document(name: str, start: str | None = None) -> Document:
    return commands.set_start(queries.new_document(load(name), MONDAY), start)


@pytest.mark.parametrize("name", NAMES)
def test_no_strict_rule_is_broken(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["check", "--strict", name]), capsys.readouterr().out) == (OK, "No problem found.\n")


@pytest.mark.parametrize("name", NEW)
def test_every_start_has_a_proved_plan(name: str) -> None:
    starts = [None, *(role.id for role in queries.entry_roles(load(name)))]
    plans = {start: queries.plan(document(name, start)) for start in starts}
    assert {start: plan.proof for start, plan in plans.items()} == dict.fromkeys(starts, "optimal")
    assert [problem for plan in plans.values() for problem in plan.problems] == []
    goal = load(name).target
    for start, plan in plans.items():
        assert goal in ({item.id for item in plan.items} | set(plan.held)), start
        assert all(item.finish for item in plan.items)
    assert any(len(plan.items) > 5 for plan in plans.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_built_in_curriculum_is_its_id(name: str) -> None:
    """Whoever goes over to it is saved with the name, and found again by the id."""
    assert queries.curriculum_id(name) == load(name).id == name


def test_every_item_of_the_library_serves_a_built_in_curriculum() -> None:
    library = {
        node.id for path in curricula.builtin_folder().glob("library/*.json") for node in curricula.read_one(path).nodes
    }
    assert library - {node.id for name in NAMES for node in load(name).nodes} == set()


def test_a_curriculum_takes_from_the_library_what_its_goal_needs() -> None:
    whole, short = load("ml-architect"), load("first-data-job")
    assert len(short.nodes) < len(whole.nodes) / 3
    assert {"job-entry-role", "sql-fundamentals", "degree-bachelor-computing"} <= short.by_id.keys()
    assert "pytorch" not in short.by_id
    kept = set(short.by_id)
    assert {item for node in short.nodes for item in (*node.grants, *node.partial)} <= kept
    assert {item for course in short.courses for item in course.covers} <= kept
    assert "programming-fundamentals" in short.by_id["entry-software-developer"].grants
    assert len(queries.entry_roles(short)) == len(queries.entry_roles(whole))


# -- progress carries over


def test_what_was_done_for_one_goal_counts_for_another() -> None:
    here = progress.know(document("first-data-job", "entry-career-starter"), "sql-fundamentals")
    there = follow.aim_at(here, load("ml-engineer"))
    assert there.learner.goal == "job-ml-engineer"
    assert there.learner.start == "entry-career-starter"
    assert "sql-fundamentals" in there.learner.known
    fresh = {item.id for item in queries.plan(document("ml-engineer", "entry-career-starter")).items}
    mine = {item.id for item in queries.plan(there).items}
    assert "sql-fundamentals" in fresh
    assert "sql-fundamentals" not in mine


def test_what_another_goal_does_not_need_is_not_forgotten() -> None:
    """PyTorch is no part of the way to the first job: it counts again for a goal that needs it."""
    started = progress.know(document("ml-engineer"), "pytorch")
    short = follow.aim_at(commands.avoid(started, "docker-containers"), load("first-data-job"))
    assert "pytorch" not in short.learner.known
    assert queries.plan(short).proof == "optimal"
    back = follow.aim_at(short, load("ml-engineer"))
    assert "pytorch" in back.learner.known
    assert back.record == started.record
    assert back.learner.avoid == ()  # a wish is no fact: it went when its item did


def test_a_file_says_which_curriculum_its_learner_went_over_to(tmp_path: Path) -> None:
    workspace = Workspace("first-data-job")
    here = progress.know(document("first-data-job"), "sql-fundamentals")
    assert not workspace.save_as(tmp_path / "ada.json", here).failed
    workspace.also.add("ml-engineer")
    there = follow.aim_at(here, load("ml-engineer"))
    assert workspace.source(there) == "ml-engineer"
    assert not workspace.save_as(tmp_path / "ada2.json", there).failed
    assert workspace.source(there) == "ml-engineer"  # another file of the same learner
    assert workspace.source(here) == "first-data-job"  # undone
    workspace.close()
    again = Workspace()
    opened = again.open(tmp_path / "ada2.json")
    again.close()
    assert (again.curriculum, again.moved_on) == ("ml-engineer", None)
    assert opened.learner.goal == "job-ml-engineer"
    assert "sql-fundamentals" in opened.learner.known


# -- a file of one's own on the library


def write(folder: Path, name: str, value: Curriculum) -> Path:
    (folder / f"{name}.json").write_bytes(to_json(value))
    return folder / f"{name}.json"


def test_own_items_stay_with_all_that_they_name(tmp_path: Path) -> None:
    write(tmp_path, "shelf", curriculum(node("a"), node("b"), node("c"), node("d", 1, "c"), id="shelf"))
    own = curriculum(node("goal", 1, "a"), node("beside", 1, "d"), id="own", uses=["shelf"], target="goal")
    assert list(curricula.load(write(tmp_path, "own", own)).by_id) == ["a", "c", "d", "goal", "beside"]
    module = own.changed(target=None, id="module")
    assert list(curricula.load(write(tmp_path, "module", module)).by_id) == ["a", "b", "c", "d", "goal", "beside"]


def test_a_name_that_no_file_has_is_found_also_where_nothing_needs_it(tmp_path: Path) -> None:
    write(tmp_path, "shelf", curriculum(node("a"), node("b", 1, "ghost"), id="shelf"))
    own = write(tmp_path, "own", curriculum(node("goal", 1, "a"), id="own", uses=["shelf"], target="goal"))
    with pytest.raises(PlannerError, match="ghost"):
        curricula.load(own)


# -- the strict rules


def strict(identity: str, **fields: Any) -> Any:
    facts = {"hours": [1, 2, 3], "basis": "counted", "sources": ["S"], "checked": "2026-11-20", "first_step": "Begin."}
    more = {"done_when": "Done.", "outcome": "you can do it", "resources": [{"key": "book", "title": "A book"}]}
    return node(identity, **{**facts, **more, **fields})


def found(item: Any, **fields: Any) -> list[tuple[str, str, str]]:
    goal = strict("goal", hours=0, kind="milestone", requires="a", reasons={"a": "It helps."})
    listed = {"target": "goal", "sources": [{"code": "S", "what": "A book"}], **fields}
    return [(one.code, one.node, one.field) for one in strictness.check(curriculum(item, goal, **listed))]


def test_a_complete_item_has_no_strict_finding() -> None:
    assert found(strict("a")) == []


@pytest.mark.parametrize(
    ("code", "field", "wrong"),
    [
        ("no-basis", "basis", {"basis": ""}),
        ("no-range", "hours", {"hours": 2}),
        ("no-source", "sources", {"sources": []}),
        ("no-date", "checked", {"checked": None}),
    ],
)
def test_exactly_the_broken_strict_rule_is_found(code: str, field: str, wrong: dict[str, Any]) -> None:
    assert found(strict("a", **wrong)) == [(code, "a", field)]


def test_codes_without_a_list_of_sources_are_found() -> None:
    assert {code for code, _node, _field in found(strict("a"), sources=[])} == {"no-source"}


def test_strict_counts_notes_as_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goal = strict("goal", hours=0, kind="milestone", requires=all_of("a"), reasons={"a": "It helps."})
    file = curriculum(
        strict("a", outcome="knows it"), goal, id="own", target="goal", sources=[{"code": "S", "what": "A book"}]
    )
    path = str(write(tmp_path, "own", file))
    assert main(["check", path]) == OK
    assert main(["check", "--strict", path]) == FOUND_PROBLEMS
    assert "outcome" in capsys.readouterr().out


def test_the_command_line_lists_what_is_built_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["curricula", "--json"]) == OK
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == NAMES
    assert all(row["title"] and row["description"] for row in rows)
    assert main(["curricula"]) == OK
    out = capsys.readouterr().out
    assert all(f"{row['name']} " in out and row["title"] in out for row in rows)
