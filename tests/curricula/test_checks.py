"""Each rule of a good curriculum is broken once and found, with its node and field; the command line names the line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build import all_of, any_of, at_least, curriculum
from build import node as bare_node

from planner.cli import FOUND_PROBLEMS, OK, main
from planner.graph.checks import check
from planner.model.curriculum import Curriculum
from planner.model.levelled import levelled
from planner.model.requirement import leaves

Node = dict[str, Any]
RESOURCE = {"key": "book", "title": "A book"}


def node(identity: str, requires: Any = None, **fields: Any) -> Node:
    """A node that no rule finds fault with."""
    named = [*_ids(requires), *_ids(fields.get("corequisites")), *fields.get("recommended", ())]
    return bare_node(
        identity,
        **{
            "hours": 1,
            "requires": requires,
            "resources": [RESOURCE],
            "first_step": "Begin.",
            "done_when": "It is done.",
            "outcome": "you can do it",
            "reasons": dict.fromkeys(named, "It helps."),
            **fields,
        },
    )


def _ids(requirement: Any) -> list[str]:
    if isinstance(requirement, str):
        return [requirement]
    if "months" in (requirement or ()):
        return list(requirement.get("of", ()))
    members: list[Any] = next((requirement[key] for key in ("all", "any", "of") if key in (requirement or ())), [])
    return [leaf for member in members for leaf in _ids(member)]


def choice(*options: Any, name: str = "Way", reason: str = "Either will do.") -> Node:
    return any_of(*options, name=name, reason=reason)


def some(k: int, *options: Any) -> Node:
    return at_least(k, *options, name="Some", reason="Any will do.")


def library(*nodes: Node, **fields: Any) -> Curriculum:
    return levelled(curriculum(*nodes, **{"target": "goal", **fields}))


def skill(identity: str, **fields: Any) -> Node:
    """A node of two levels without a fault."""
    working = {"hours": 1, "outcome": "you can do it at work", "done_when": "It works."}
    made = node(identity, levels={"working": working, "expert": {"hours": 1, "first_step": "Go on."}}, **fields)
    del made["hours"]
    return made


def found(data: Curriculum) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.node, problem.field) for problem in check(data)]


def months(least: int, *tags: str, **fields: Any) -> Node:
    asked: Node = {"months": least, "reason": "It takes that long.", **fields}
    return {**asked, "tags": list(tags)} if tags else asked


A, B = node("a"), node("b")
JOB = node("job", kind="experience", hours=0, months=12, tags=["ml"])
POST = node("post", kind="experience", hours=0, months=12, tags=["ml"])
GOAL = node("goal", all_of("a", "b"))

BROKEN: dict[str, tuple[Curriculum, tuple[str, str, str]]] = {
    "hard cycle": (
        curriculum(node("a", "b"), node("b", "a"), node("goal")),
        ("hard-cycle", "a", "requires"),
    ),
    "cycle among options": (
        library(node("a", choice("b", "c")), node("b", "a"), node("c"), GOAL),
        ("cycle", "a", "requires"),
    ),
    "recommended cycle": (
        library(node("a", recommended=["goal"]), B, GOAL),
        ("recommended-cycle", "a", "requires"),
    ),
    "skill needs a career": (
        library(node("job", kind="experience", months=12), node("a", "job"), node("goal", "a")),
        ("skill-needs-career", "a", "requires"),
    ),
    "module cycle": (
        library(
            node("a", module="low"),
            node("b", "a", module="high"),
            node("c", "b", module="low"),
            node("goal", "c", module="low"),
        ),
        ("module-cycle", "", "module"),
    ),
    "unattainable": (
        library(
            A,
            node("old", kind="certification", status="retired"),
            node("c", "old", kind="milestone"),
            node("goal", choice("a", "c"), kind="milestone"),
        ),
        ("unattainable", "c", "requires"),
    ),
    "unattainable target": (
        library(node("old", kind="certification", status="retired"), node("goal", "old", kind="milestone")),
        ("target-unattainable", "goal", "requires"),
    ),
    "unconnected": (library(A, B, node("idle"), GOAL), ("unconnected", "idle", "")),
    "no hours": (library(node("a", hours=0), B, GOAL), ("no-hours", "a", "hours")),
    "no resource": (library(node("a", resources=[]), B, GOAL), ("no-resource", "a", "resources")),
    "no first step": (library(node("a", first_step=""), B, GOAL), ("no-first-step", "a", "first_step")),
    "no end": (
        library(node("a", kind="project", done_when=""), B, node("goal", all_of("a", "b"), kind="milestone")),
        ("no-done-when", "a", "done_when"),
    ),
    "outcome": (library(node("a", outcome="knows it"), B, GOAL), ("outcome", "a", "outcome")),
    "unknown source": (
        library(node("a", sources=["Z"]), B, GOAL, sources=[{"code": "Y", "what": "a book"}]),
        ("unknown-source", "a", "sources"),
    ),
    "needed although it is retired": (
        library(
            A,
            B,
            node("old", kind="certification", hours=0, status="retired", superseded_by=["b"]),
            node("c", "b"),
            node("goal", all_of("c", choice("a", "old")), kind="milestone"),
        ),
        ("superseded", "goal", "requires"),
    ),
    "no reason": (
        library(A, B, node("goal", all_of("a", "b"), reasons={"a": "It helps."})),
        ("no-reason", "goal", "reasons.b"),
    ),
    "idle reason": (library(node("a", reasons={"b": "It helps."}), B, GOAL), ("idle-reason", "a", "reasons.b")),
    "recommended and required": (
        library(A, B, node("goal", all_of("a", "b"), recommended=["a"])),
        ("recommended-required", "goal", "recommended"),
    ),
    "idle level": (library(skill("a"), B, GOAL), ("idle-level", "a@working", "hours")),
    "choice without a name": (
        library(A, B, node("goal", any_of("a", "b", reason="Either will do."))),
        ("unnamed-choice", "goal", "requires"),
    ),
    "choice without a reason": (
        library(A, B, node("c"), node("goal", all_of("c", any_of("a", "b", name="Way")))),
        ("unnamed-choice", "goal", "requires.all[1]"),
    ),
    "choices of one name with another number of options": (
        library(*map(node, "abcef"), node("d", choice("a", "b")), node("goal", all_of("d", choice("c", "e", "f")))),
        ("uneven-choice", "goal", "requires.all[1]"),
    ),
    "choices of one name with their options in another order": (
        library(A, B, node("c"), node("d", choice("a", "b")), node("goal", all_of("d", choice("b", "c")))),
        ("uneven-choice", "goal", "requires.all[1]"),
    ),
    "choices of one name with their labels in another order": (
        library(
            *map(node, "abef"),
            node("d", any_of("a", "b", name="Cloud", reason="One.", labels=["AWS", "Azure"])),
            node("goal", all_of("d", any_of("e", "f", name="Cloud", reason="One.", labels=["Azure", "AWS"]))),
        ),
        ("uneven-choice", "goal", "requires.all[1]"),
    ),
    "course about nothing": (
        library(A, B, GOAL, courses=[{"id": "x", "title": "X", "covers": {"ghost": 0.5}}]),
        ("unknown-id", "ghost", "courses.x"),
    ),
    "record about nothing": (
        library(A, B, GOAL, certificates=[{"id": "x", "name": "X", "status": "active", "node": "ghost"}]),
        ("unknown-id", "ghost", "certificates.x"),
    ),
    "claim about nothing": (
        library(
            A,
            B,
            GOAL,
            claims=[
                {
                    "id": "x",
                    "about": "Y",
                    "node": "ghost",
                    "region": "Z",
                    "statement": "s",
                    "source": "S",
                    "source_date": "2026",
                    "confidence": "low",
                }
            ],
        ),
        ("unknown-id", "ghost", "claims.x"),
    ),
    "same title": (library(A, node("b", title="a"), GOAL), ("same-name", "b", "title")),
    "same alias": (library(A, node("b", aliases=["A"]), GOAL), ("same-name", "b", "title")),
    "needed anyway": (library(A, node("b", "a"), GOAL), ("redundant", "goal", "requires.all[0]")),
    "needed anyway by a choice": (
        library(A, node("b", "a"), node("c", "a"), node("goal", all_of("a", choice("b", "c")))),
        ("redundant", "goal", "requires.all[0]"),
    ),
    "choice that is made already": (
        library(A, node("b", "a"), node("c"), node("goal", all_of("b", choice("a", "c")))),
        ("empty-choice", "goal", "requires.all[1]"),
    ),
    "choice that the rest cannot do without": (
        library(A, B, node("c", choice("a", "b")), node("goal", all_of("c", choice("a", "b")))),
        ("empty-choice", "goal", "requires.all[1]"),
    ),
    "option that holds another": (
        library(A, node("b", "a"), node("goal", choice("a", "b"))),
        ("option-entails-option", "goal", "requires.any[1]"),
    ),
    "option that needs another": (
        library(A, B, node("c", choice("a", "b", name="First")), node("goal", choice("a", "b", "c"))),
        ("option-needs-option", "goal", "requires.any[2]"),
    ),
    "more months than there are": (
        library(A, JOB, POST, node("goal", all_of("a", months(60, "ml")), kind="milestone")),
        ("too-few-months", "goal", "requires.all[1]"),
    ),
    "more months than there are, taken together": (
        library(A, JOB, POST, node("goal", "a", corequisites=months(25, "ml"), kind="milestone")),
        ("too-few-months", "goal", "corequisites"),
    ),
    "tag that no job carries": (
        library(A, JOB, POST, node("goal", all_of("a", months(6, "ml", "cooking")), kind="milestone")),
        ("idle-tag", "goal", "requires.all[1].tags[1]"),
    ),
    "months of what has none": (
        library(A, JOB, POST, node("goal", months(6, of=["job", "post", "a"]), kind="milestone")),
        ("no-months", "goal", "requires.of[2]"),
    ),
    "months without a reason": (
        library(A, JOB, POST, node("goal", all_of("a", months(6, "ml", reason="")), kind="milestone")),
        ("no-reason", "goal", "requires.all[1]"),
    ),
    "months of an item that is named without a reason": (
        library(
            A,
            JOB,
            POST,
            node(
                "goal",
                all_of("a", months(6, of=["job", "post"])),
                kind="milestone",
                reasons={"a": "It helps.", "post": "It helps."},
            ),
        ),
        ("no-reason", "goal", "reasons.job"),
    ),
    "months that the rest has": (
        library(A, JOB, POST, node("goal", all_of("a", "job", months(6, "ml")), kind="milestone")),
        ("redundant", "goal", "requires.all[2]"),
    ),
    "needed anyway through months": (
        library(
            A,
            node("job", "a", kind="experience", months=12, tags=["ml"]),
            node("goal", all_of("a", months(6, "ml")), kind="milestone"),
        ),
        ("redundant", "goal", "requires.all[0]"),
    ),
    "needed anyway inside at least": (
        library(A, node("b", "a"), node("c"), node("goal", some(1, all_of("a", "b"), "c"))),
        ("redundant", "goal", "requires.of[0].all[0]"),
    ),
}


FOLLOWS = {
    "more months than there are": [("target-unattainable", "goal", "requires")],
    "more months than there are, taken together": [],
    "hard cycle": [("unattainable", "a", "requires"), ("unattainable", "b", "requires")],
    "option that holds another": [("option-needs-option", "goal", "requires.any[1]")],
}
"""What nobody can break without breaking another rule too."""


def test_a_good_curriculum_has_no_finding() -> None:
    assert found(library(A, B, GOAL)) == []


def test_a_good_threshold_of_months_has_no_finding() -> None:
    degree = node("degree", kind="degree", months=36)
    asked = node("goal", all_of("a", months(30, "ml", of=["degree"])), kind="milestone")
    assert found(library(A, JOB, degree, asked)) == []


def test_a_job_that_asks_for_years_in_its_own_field_is_no_circle() -> None:
    """It carries the tag that it asks for, and so does a job that comes later."""
    senior = node("senior", all_of("b", months(12, "ml")), kind="experience", months=24, tags=["ml"])
    lead = node("lead", "senior", kind="experience", months=24, tags=["ml"])
    assert found(library(B, JOB, POST, senior, lead, node("goal", "lead", kind="milestone"))) == []


def test_a_level_that_something_asks_for_has_no_finding() -> None:
    """Nobody needs the whole of it, and there are levels of a module that others may ask for."""
    asked = node("goal", all_of("a@working", "b"))
    assert found(library(skill("a"), B, asked)) == []
    assert found(library(skill("a", module="other"), B, GOAL)) == []
    assert found(library(skill("a"), B, GOAL, target=None)) == []


def test_a_level_has_what_an_item_has() -> None:
    bare = {**skill("a"), "levels": {"working": {"hours": 1}, "expert": {"hours": 1}}}
    assert set(found(library(bare, B, node("goal", all_of("a@working", "a", "b"))))) >= {
        ("no-done-when", "a@working", "done_when"),
        ("no-first-step", "a", "first_step"),
        ("outcome", "a@working", "outcome"),
        ("redundant", "goal", "requires.all[0]"),
    }


def test_a_course_that_helps_is_connected() -> None:
    course = node("course", kind="course", partial={"a": 0.5})
    idle = node("idle", kind="course", partial={"idle": 0.5})
    assert found(library(A, B, course, GOAL)) == []
    assert found(library(A, B, idle, GOAL)) == [("unconnected", "idle", "")]


@pytest.mark.parametrize("name", BROKEN)
def test_exactly_the_broken_rule_is_found(name: str) -> None:
    data, expected = BROKEN[name]
    assert found(data) == [expected, *FOLLOWS.get(name, [])]


def test_every_rule_is_tried() -> None:
    """The codes in the source are the codes in the table above."""
    root = Path(check.__code__.co_filename).parent
    source = "".join((root / name).read_text("utf-8") for name in ("checks.py", "entailment.py"))
    codes = {expected[0] for _data, expected in BROKEN.values()}
    written = {word for word in source.replace("(", " ").split('"') if "-" in word and word.replace("-", "").islower()}
    assert {word for word in written if " " not in word} <= codes
    assert len(codes) > 20


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str]]:
    def run(text: str) -> tuple[int, str]:
        (tmp_path / "mine.json").write_text(text, encoding="utf-8")
        code = main(["check", str(tmp_path / "mine.json")])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def pretty(*nodes: Node) -> str:
    return json.dumps({"id": "mine", "title": "Mine", "target": "goal", "nodes": nodes}, indent=1)


def test_the_command_line_finds_nothing_wrong_with_a_good_file(checked: Callable[[str], tuple[int, str]]) -> None:
    assert checked(pretty(A, B, GOAL)) == (OK, "No problem found.\n")


def test_the_command_line_names_file_line_node_and_field(checked: Callable[[str], tuple[int, str]]) -> None:
    text = pretty(A, node("b", "a"), GOAL)
    code, out = checked(text)
    line = 1 + [number for number, row in enumerate(text.splitlines(), 1) if '"requires": {' in row][-1] + 1
    assert code == FOUND_PROBLEMS
    assert f"mine.json:{line}, goal, requires.all[0]: “a” is needed anyway" in out
    assert text.splitlines()[line - 1].strip() == '"a",'


def test_the_command_line_names_the_line_of_a_finding_about_a_course(
    checked: Callable[[str], tuple[int, str]],
) -> None:
    data = json.loads(pretty(A, B, GOAL)) | {"courses": [{"id": "x", "title": "X", "covers": {"ghost": 0.5}}]}
    code, out = checked(json.dumps(data, indent=1))
    assert code == FOUND_PROBLEMS
    line = next(number for number, row in enumerate(json.dumps(data, indent=1).splitlines(), 1) if "courses" in row) + 1
    assert f"mine.json:{line}, ghost, courses.x:" in out


def test_the_command_line_names_the_threshold_that_nobody_can_meet(
    checked: Callable[[str], tuple[int, str]],
) -> None:
    text = pretty(A, JOB, POST, node("goal", all_of("a", months(60, "ml")), kind="milestone"))
    code, out = checked(text)
    line = 1 + next(number for number, row in enumerate(text.splitlines(), 1) if '"months": 60' in row) - 1
    assert code == FOUND_PROBLEMS
    words = "It asks for 60 months of experience in ml, but everything that counts has 24 months together."
    assert f"mine.json:{line - 1}, goal, requires.all[1]: {words}" in out


def test_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.json"
    path.write_text(pretty(node("a", outcome="knows it"), B, GOAL), encoding="utf-8")
    assert main(["check", str(path), "--json"]) == OK  # notes alone are no failure
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["severity"], finding["code"], finding["file"]) == ("note", "outcome", str(path))
    assert finding["line"] == 1 + next(at for at, row in enumerate(path.read_text().splitlines()) if "knows it" in row)


def test_leaves_of_the_helper_agree_with_the_model() -> None:
    shape = all_of("a", choice("b", all_of("c", "d")), some(1, "e", "f"))
    (only,) = curriculum(node("x", shape)).nodes
    assert list(leaves(only.requires)) == _ids(shape)
