"""What the map says in words: tool tips, and descriptions for assistive programs."""

from __future__ import annotations

from planner.app.map import Map, MapNode, mark_words
from planner.i18n import _
from ui.canvas.modules import module_words
from ui.canvas.nodes import caption_of, hidden_words, junction_words, open_choices

_MOST = 12
"""So many titles stand in a tool tip."""


def name() -> str:
    """What the map is called."""
    return _("Map of your path")


def tip(picture: Map, item: str) -> str:
    """What a box is, one thing a line."""
    module = picture.modules.get(item)
    if module is None:
        return "\n".join(facts(picture.nodes[item]))
    titles = [picture.nodes[one].title for one in module.items]
    rest = [_("and {count} more").format(count=len(titles) - _MOST)] if len(titles) > _MOST else []
    return "\n".join([f"{module.title}: {module_words(module)[0]}", *titles[:_MOST], *rest])


def line(picture: Map, item: str) -> str:
    """What a box is, in one line."""
    module = picture.modules.get(item)
    if module is None:
        return ", ".join(facts(picture.nodes[item]))
    return f"{module.title}, {picture.eras[module.era].title}, {module_words(module)[0]}"


def facts(node: MapNode) -> list[str]:
    """Title, status, effort and dates, choices and what is hidden of an item; nothing twice."""
    choices = open_choices(node)
    found = [node.title, mark_words(node.mark), caption_of(node), junction_words(choices)]
    found += [choice.name for choice in choices]
    found += [hidden_words(node.hidden)] if node.hidden else []
    return list(dict.fromkeys(filter(None, found)))
