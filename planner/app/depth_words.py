"""What is said of an item that is one of the levels of a skill: how much of it that is, and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from planner.i18n import _, number
from planner.model.curriculum import Curriculum, Node
from planner.model.plan import OfSkill, PlanItem


def on_map(curriculum: Curriculum, node: Node) -> dict[str, Any]:
    """What a box of the map shows of a level; nothing for what has no levels."""
    chain = curriculum.families.get(node.depth_of or node.id, ()) if node.depth else ()
    place = next((at for at, one in enumerate(chain, 1) if one.id == node.id), None)
    return {"bars": (place, len(chain)), "short": chain[-1].title} if place and len(chain) > 1 else {}


def part_words(of: OfSkill) -> str:
    """How much of the skill one has with this level, in a few words; empty for all of it."""
    if of.part == of.parts:
        return ""
    return _("{hours} of {whole} h").format(hours=number(of.hours, "g"), whole=number(of.whole_hours, "g"))


def enough_words(of: OfSkill) -> str:
    """That less than all of the skill is enough, in one short sentence; empty where that is not so."""
    return _("{part} are enough.").format(part=part_words(of)) if of.enough and of.part < of.parts else ""


def depth_sentence(of: OfSkill) -> str:
    """Whether this level is enough in the plan, and what all of the skill would take."""
    hours, whole = number(of.hours, "g"), number(of.whole_hours, "g")
    if of.part == of.parts:
        return _("With it you have all of {skill}: {whole} h together.").format(skill=of.title, whole=whole)
    if not of.enough:
        text = _("It is the beginning of {skill}: {hours} of {whole} h. Your plan goes on with it.")
        return text.format(skill=of.title, hours=hours, whole=whole)
    text = _("This much of {skill} is enough here: {hours} h instead of {whole} h. All of it would take {more} h more.")
    more = number(of.whole_hours - of.hours, "g")
    return text.format(skill=of.title, hours=hours, whole=whole, more=more)


def spared(items: Iterable[PlanItem]) -> list[OfSkill]:
    """The skills of a plan of which less than all is enough."""
    return [item.depth for item in items if item.depth and item.depth.enough and item.depth.part < item.depth.parts]


def spared_words(items: Sequence[PlanItem]) -> str:
    """One sentence about all of them; empty where the plan asks for all of everything."""
    found = spared(items)
    if not found:
        return ""
    hours = number(sum(of.whole_hours - of.hours for of in found), "g")
    skills = "; ".join(f"{of.title} ({part_words(of)})" for of in found)
    return _("Good enough: {skills}. The rest of them would take {hours} h more.").format(skills=skills, hours=hours)
