"""What the form shows of an item, field by field, and what its fields make of what is typed there."""

from __future__ import annotations

from typing import Any

from planner.i18n import _
from planner.model.curriculum import Exam, Node
from planner.model.depth import Level, LevelOf


def exam_of(days: object, minutes: object) -> Exam | None:
    """The exam that the two fields describe; None where they say nothing."""
    if not days and not minutes:
        return None
    return Exam.model_validate(
        {"days": tuple(days) if isinstance(days, tuple) else (), "sitting_minutes": minutes or 0}
    )


def shown_value(node: Node, name: str) -> Any:
    """What a field shows of an item."""
    if name == "exam_days":
        return node.exam.days if node.exam else ()
    if name == "exam_minutes":
        return node.exam.sitting_minutes if node.exam else 0
    if name.startswith("levels."):
        _levels, level, field = name.split(".")
        what = getattr(node.levels, level) if node.levels is not None else None
        return getattr(what, field) if what is not None else LevelOf.model_fields[field].default
    return getattr(node, name)


def needs_of(node: Node | None) -> list[tuple[object, str]]:
    """The kinds of needs that an item can have, those of its levels too: (field, words)."""
    levels = node.levels.names[1:] if node is not None and node.levels is not None else ()
    return [
        ("requires", _("Needed before it")),
        ("corequisites", _("Before it or in the same step")),
        *((f"levels.{level.value}.requires", _needs_words(level)) for level in levels),
    ]


def _needs_words(level: Level) -> str:
    return {
        Level.AWARE: _("For awareness, beyond the level below"),
        Level.WORKING: _("For working level, beyond the level below"),
        Level.EXPERT: _("For expert level, beyond the level below"),
    }[level]
