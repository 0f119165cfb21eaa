"""JSON Schemas of our files, plans and forecasts, made from the models: `python -m planner.storage.schema`."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Curriculum
from planner.model.forecast import Forecast
from planner.model.plan import Plan
from planner.model.posting import PostingMatch
from planner.model.record import COUNTED
from planner.storage.curricula import builtin_folder
from planner.storage.learner_file import LearnerFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILLED_IN = {"Curriculum": ("modules",), "Node": ("module", "depth", "depth_of"), "Override": ("module", "library")}
"""Fields that loading fills in: no file may hold them."""


def _explained(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with what the models say below each field.

    pydantic could do this itself (`use_attribute_docstrings`), but it would then read the source of every model at
    every start of the program.
    """
    models = {model.__name__: model for model in _below(Value)}
    for name, part in [(schema["title"], schema), *schema.get("$defs", {}).items()]:
        for field, text in _words_below_fields(models[name]).items() if name in models else ():
            if field in part.get("properties", {}):
                part["properties"][field].setdefault("description", text)
    return schema


def _below(model: type[Value]) -> Iterator[type[Value]]:
    for heir in model.__subclasses__():
        yield heir
        yield from _below(heir)


def _words_below_fields(model: type[Value]) -> dict[str, str]:
    words: dict[str, str] = {}
    for kind in reversed(model.__mro__[: model.__mro__.index(Value)]):
        body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, below in pairwise(body.body):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    words[name] = inspect.cleandoc(text)
    return words


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by file name."""
    curriculum = _explained(Curriculum.model_json_schema(mode="validation"))
    for name, fields in FILLED_IN.items():
        part = curriculum if name == "Curriculum" else curriculum["$defs"][name]
        for field in fields:
            del part["properties"][field]
    del curriculum["$defs"]["ModuleInfo"]
    plan = _explained(Plan.model_json_schema(mode="serialization"))
    forecast = _explained(Forecast.model_json_schema(mode="serialization"))
    learner = _explained(LearnerFile.model_json_schema(mode="validation"))
    del learner["$defs"]["Availability"]["properties"]["today"]
    for field in COUNTED:
        del learner["$defs"]["Learner"]["properties"][field]
    return {
        "curriculum.schema.json": _tidied(curriculum),
        "plan.schema.json": _tidied(plan),
        "forecast.schema.json": _tidied(forecast),
        "learner.schema.json": _tidied(learner),
        "match.schema.json": _tidied(_explained(PostingMatch.model_json_schema(mode="serialization"))),
    }


def folder() -> Path:
    """Where the schemas lie, beside the built-in curricula."""
    return builtin_folder() / "schema"


def text_of(schema: dict[str, Any]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _tidied(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, **_without_titles(schema), "title": schema["title"]}


def _without_titles(part: Any) -> Any:
    """pydantic repeats the name of every field as its title, which says nothing."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: {name: _without_titles(inner) for name, inner in value.items()}
        if key in ("properties", "$defs")
        else _without_titles(value)
        for key, value in part.items()
        if key != "title" or not isinstance(value, str)
    }


def main() -> None:
    """Write the files."""
    folder().mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder() / name).write_text(text_of(schema), encoding="utf-8", newline="\n")
        print(_("{path} written").format(path=folder() / name))


if __name__ == "__main__":
    main()
