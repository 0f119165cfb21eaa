"""Which part of a skill an item of a plan is."""

from __future__ import annotations

from collections.abc import Collection

from planner.model.curriculum import Curriculum, Node
from planner.model.depth import Level
from planner.model.plan import OfSkill


def of_skill(curriculum: Curriculum, node: Node, there: Collection[str]) -> OfSkill | None:
    """The level of a skill that an item is; None for what has no levels. `there`: everything planned or held."""
    chain = curriculum.families.get(node.depth_of or node.id, ()) if node.depth else ()
    place = next((at for at, one in enumerate(chain) if one.id == node.id), None)
    if place is None or len(chain) < 2:
        return None
    return OfSkill(
        skill=chain[-1].id,
        title=chain[-1].title,
        level=Level(node.depth),
        part=place + 1,
        parts=len(chain),
        hours=sum(one.hours.likely for one in chain[: place + 1]),
        whole_hours=sum(one.hours.likely for one in chain),
        enough=not any(one.id in there for one in chain[place + 1 :]),
    )
