"""The committed JSON Schemas are those of the models, and what we read and write fits them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from build import node, plan
from jsonschema import Draft202012Validator

from planner.app import commands, queries
from planner.storage.curricula import builtin_folder
from planner.storage.schema import folder, schemas, text_of

FILES = sorted(path for path in builtin_folder().rglob("*.json") if path.parent != folder())


def errors(name: str, data: Any) -> list[str]:
    schema = json.loads((folder() / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(data)]


def minimal(**fields: Any) -> dict[str, Any]:
    return {"id": "test", "title": "Test", "nodes": [node("goal", 1)], **fields}


@pytest.mark.parametrize("name", schemas())
def test_the_schema_is_fresh(name: str) -> None:
    assert (folder() / name).read_text("utf-8") == text_of(schemas()[name]), "run: python -m planner.storage.schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_built_in_file_fits(path: Path) -> None:
    assert errors("curriculum.schema.json", json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        minimal(colour="red"),
        minimal(modules=[{"id": "test", "title": "Test"}]),
        minimal(nodes=[node("goal", 1, module="test")]),
        minimal(nodes=[node("Goal", 1)]),
        minimal(nodes=[node("goal", "12")]),
        minimal(nodes=[node("goal", [1, 2])]),
        minimal(nodes=[node("goal", 1, {"k": 1, "any": ["x"]})]),
        minimal(format="something.else"),
        {"title": "Test"},
    ],
)
def test_what_does_not_fit_is_found(wrong: dict[str, Any]) -> None:
    assert errors("curriculum.schema.json", minimal()) == []
    assert errors("curriculum.schema.json", wrong)


def test_a_real_plan_fits() -> None:
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    data = json.loads(queries.plan(document).model_dump_json())
    assert len(data["items"]) > 50
    assert errors("plan.schema.json", data) == []
    assert errors("plan.schema.json", {**data, "items": [{**data["items"][0], "start": 5}]})


def test_an_impossible_plan_fits() -> None:
    data = json.loads(plan(node("x", 1), node("goal", 0, "x"), avoid=("x",)).model_dump_json())
    assert data["problems"]
    assert errors("plan.schema.json", data) == []


def test_fields_are_described() -> None:
    described = schemas()["curriculum.schema.json"]["$defs"]["Node"]["properties"]
    assert described["basis"]["description"] == "Where the hours come from."
    assert described["first_step"]["description"] == "What to do in the first hour."
