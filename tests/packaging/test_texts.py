"""Every text for people can be translated, and the documents say what the program does."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from messages import ROOT, TEMPLATE, Text, everything, in_source, placeholders, template

from planner.graph.checks import check
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Domain, Node, Resource, Source
from planner.model.depth import LevelOf, Levels
from planner.model.plan import Binding, Plan, Totals
from planner.model.problem import Problem
from planner.storage import curricula
from planner.storage.schema import schemas

FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")


def faults(texts: list[Text]) -> list[str]:
    """Marked texts that no catalogue could match or no translator could reorder."""
    found = []
    for file, line, parts in texts:
        names = [name for part in parts if part is not None for name in placeholders(part)]
        if not parts or None in parts:
            found.append(f"{file}:{line}: not a plain text; fill in the values afterwards")
        elif any(not part for part in parts):
            found.append(f"{file}:{line}: an empty text is the header of every catalogue")
        elif any(not name.isidentifier() for name in names):
            found.append(f"{file}:{line}: a placeholder without a name")
    return found


def test_every_marked_text_can_be_translated() -> None:
    assert faults(everything()) == []
    assert len(everything()) > 100


@pytest.mark.parametrize(
    "source",
    ['_(f"{x} hours")', '_("{} hours")', '_("{0} hours")', "_(text)", '_("a" + b)', '_("")', '_("{x.y} hours")', "_()"],
)
def test_a_text_that_cannot_be_translated_is_found(source: str) -> None:
    assert len(faults(list(in_source(source, "x")))) == 1
    assert (
        faults(list(in_source('_("{hours:.1f} hours").format(hours=1)\nngettext("{n} step", "{n} steps", n)', "x")))
        == []
    )


def test_the_template_is_fresh() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "run: python tests/helpers/messages.py"


def unmarked(source: str) -> Iterator[int]:
    """Lines on which words go to people without passing `_`."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            said = [word.value for word in call.keywords if word.arg in ("message", "help", "description", "epilog")]
            if name in ("print", "ValueError"):
                said += call.args
            elif name == "error":
                said += call.args[1:2]
            yield from (call.lineno for argument in said if _has_words(argument))


def _has_words(argument: ast.expr) -> bool:
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(re.search(r"[A-Za-z]{2,}", text.replace("trailmark", "")) for text in texts)


def test_no_words_reach_people_unmarked() -> None:
    # What these raise is heard by programmers only: it says that a function was called wrongly.
    inner = {"planner/graph/order.py", "planner/layout/frame.py", "planner/layout/ranks.py"}
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in sorted((ROOT / "planner").rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in inner
        for line in unmarked(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'print("Hello")',
        'print(f"{x} hours")',
        'error("code", "It is wrong.")',
        'Problem(message="wrong")',
        'ValueError("bad")',
    ],
)
def test_unmarked_words_are_found(source: str) -> None:
    assert list(unmarked(source)) == [1]
    assert list(unmarked('print(_("Hello"))\nerror("code", _("It is wrong."))\nprint(f"{a:4} {b}")')) == []


# Documents


def blocks() -> list[str]:
    return re.findall(r"```json\n(.*?)```", FORMATS, re.DOTALL)


def block_with(word: str) -> str:
    return next(block for block in blocks() if word in block)


def test_the_curriculum_in_the_document_loads_and_breaks_no_rule(tmp_path: Path) -> None:
    (tmp_path / "bread.json").write_text(blocks()[0], encoding="utf-8")
    assert check(curricula.load(tmp_path / "bread.json")) == []


def test_the_levels_in_the_document_can_be_asked_for(tmp_path: Path) -> None:
    item = json.loads(block_with('"levels"'))
    others = [
        {"id": name, "title": name, "kind": "skill", "domain": "data"} for name in ("python-basics", "database-design")
    ]
    goal = {"id": "goal", "title": "Goal", "kind": "role", "domain": "data", "requires": "sql@working"}
    (tmp_path / "own.json").write_text(json.dumps({"id": "own", "title": "Own", "nodes": [*others, item, goal]}))
    assert [one.hours.likely for one in curricula.load(tmp_path / "own.json").families["sql"]] == [25, 35]


def test_the_plan_in_the_document_fits_the_schema() -> None:
    Draft202012Validator(schemas()["plan.schema.json"]).validate(json.loads(block_with("trailmark.plan")))


@pytest.mark.parametrize(
    "model", [Curriculum, Node, Levels, LevelOf, Source, Course, Certificate, Claim, Domain, Resource, Problem]
)
def test_every_field_of_a_file_is_documented(model: type[Curriculum]) -> None:
    named = set(re.findall(r"`(\w+)`", FORMATS))
    assert model.model_fields.keys() - named == set()


@pytest.mark.parametrize("model", [Plan, Binding, Totals])
def test_every_field_of_a_plan_is_in_the_example(model: type[Plan]) -> None:
    plan = json.loads(block_with("trailmark.plan"))
    shown = {"Plan": plan, "Binding": plan["binding"], "Totals": plan["totals"]}[model.__name__]
    assert list(shown) == list(model.model_fields)


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/formats.md", "docs/planning.md"]
)
def test_every_link_leads_somewhere(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        file, _hash, heading = target.partition("#")
        if not target.startswith("https://"):
            assert (path.parent / file).exists(), target
        if heading and not file:
            titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


def test_every_folder_in_the_architecture_document_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"^\| `([\w/.]+)`", text, re.MULTILINE)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
