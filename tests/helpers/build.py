"""Small curricula and learners for tests, written the way the reference cases are written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.learner import Availability, Learner, Week
from planner.model.plan import Plan
from planner.planning.plan import make_plan

MONDAY = date(2026, 1, 5)
WEEKDAYS: Week = (120, 120, 120, 120, 120, 0, 0)
EVERY_DAY: Week = (60, 60, 60, 60, 60, 60, 60)


def node(identity: str, hours: Any = 0, requires: Any = None, **fields: Any) -> dict[str, Any]:
    """A node as a file would hold it."""
    plain = {"id": identity, "title": identity.upper(), "kind": "skill", "domain": "test", "hours": hours}
    return {**plain, **({"requires": requires} if requires is not None else {}), **fields}


def curriculum(*nodes: dict[str, Any], **fields: Any) -> Curriculum:
    """A curriculum of these nodes, read as strictly as a file."""
    return Curriculum.model_validate_json(json.dumps({"id": "test", "title": "Test", "nodes": nodes, **fields}))


def any_of(*options: Any, **fields: Any) -> dict[str, Any]:
    """One of the options."""
    return {"any": list(options), **fields}


def all_of(*members: Any) -> dict[str, Any]:
    """All of the members."""
    return {"all": list(members)}


def at_least(k: int, *options: Any, **fields: Any) -> dict[str, Any]:
    """At least k of the options."""
    return {"k": k, "of": list(options), **fields}


def months(least: int, *tags: str, **fields: Any) -> dict[str, Any]:
    """Jobs with one of the tags whose months add up."""
    return {"months": least, **({"tags": list(tags)} if tags else {}), **fields}


def job(identity: str, length: float, *tags: str, requires: Any = None, **fields: Any) -> dict[str, Any]:
    """Experience of so many months."""
    return node(identity, 0, requires, kind="experience", months=length, tags=list(tags), **fields)


def learner(goal: str = "goal", start: date = MONDAY, week: Week = WEEKDAYS, **fields: Any) -> Learner:
    """A learner with two hours from Monday to Friday."""
    periods = fields.pop("periods", ())
    return Learner(goal=goal, availability=Availability(start=start, week=week, periods=periods), **fields)


def plan(*nodes: dict[str, Any], **fields: Any) -> Plan:
    """The plan for `learner(**fields)` over a curriculum of these nodes."""
    return make_plan(Document(curriculum=curriculum(*nodes), learner=learner(**fields)))


def ids(result: Plan) -> set[str]:
    """Ids of the planned items."""
    return {item.id for item in result.items}


def item(result: Plan, identity: str) -> Any:
    """One planned item."""
    return next(one for one in result.items if one.id == identity)
