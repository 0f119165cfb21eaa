"""Would this be right? Asked with every key that is pressed in a form, so it takes no more than a few milliseconds."""

from __future__ import annotations

from typing import Any

from planner.app.author import links, references
from planner.app.author.draft import Draft, field_value, known
from planner.app.author.edits import check_new_id
from planner.model.problem import PlannerError


def wrong(draft: Draft, item: str, field: str, value: Any) -> str:
    """What is wrong with a field of an item having this value (or what was typed), as a sentence; "" where nothing is.

    `field` is that of an item; "id" asks for a new name, "requires" and "corequisites" read a text as an expression,
    "reasons.<id>" is the reason of a link.
    """
    try:
        node = known(draft, item)
        if field == "id":
            if value != item:
                check_new_id(draft, value, item)
        elif field in references.REQUIREMENTS:
            requirement = links.requirement_of(draft, item, value, field) if isinstance(value, str) else value
            references.check_size(requirement, item, field)
            _check_known(draft, references.changed(node, **{field: requirement}), field)
        elif field.startswith("reasons."):
            references.changed(node, reasons={field.removeprefix("reasons."): value})
        else:
            _check_known(draft, references.changed(node, **{field: field_value(draft, field, value)}), field)
    except PlannerError as found:
        return found.problems[0].message
    return ""


def _check_known(draft: Draft, node: Any, field: str) -> None:
    for name, item in references.spoken_of(node):
        if name == field:
            known(draft, item)
