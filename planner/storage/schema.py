"""JSON Schemas of our files, plans and forecasts, made from the models: `python -m planner.storage.schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.forecast import Forecast
from planner.model.plan import Plan
from planner.model.posting import PostingMatch
from planner.model.record import COUNTED
from planner.storage.curricula import builtin_folder
from planner.storage.learner_file import LearnerFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILLED_IN = {"Curriculum": "modules", "Node": "module"}
"""Fields that loading fills in: no file may hold them."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by file name."""
    curriculum = Curriculum.model_json_schema(mode="validation")
    for name, field in FILLED_IN.items():
        part = curriculum if name == "Curriculum" else curriculum["$defs"][name]
        del part["properties"][field]
    del curriculum["$defs"]["ModuleInfo"]
    plan = Plan.model_json_schema(mode="serialization")
    forecast = Forecast.model_json_schema(mode="serialization")
    learner = LearnerFile.model_json_schema(mode="validation")
    del learner["$defs"]["Availability"]["properties"]["today"]
    for field in COUNTED:
        del learner["$defs"]["Learner"]["properties"][field]
    return {
        "curriculum.schema.json": _tidied(curriculum),
        "plan.schema.json": _tidied(plan),
        "forecast.schema.json": _tidied(forecast),
        "learner.schema.json": _tidied(learner),
        "match.schema.json": _tidied(PostingMatch.model_json_schema(mode="serialization")),
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
