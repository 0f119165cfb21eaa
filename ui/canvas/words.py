"""What the map says in words: tool tips, and descriptions for assistive programs."""

from __future__ import annotations

from planner import i18n
from planner.app.map import Choice, Map, MapNode, Mark, Side, kind_words, mark_words
from planner.i18n import _, ngettext
from ui import dates
from ui.canvas.modules import module_words
from ui.canvas.nodes import caption_of, hidden_words, junction_words, moved_words, open_choices
from ui.words import MOST, listed, neighbours


def name(picture: Map | None = None) -> str:
    """What the map is called, and how many boxes are on it."""
    if picture is None:
        return _("Map of your path")
    count = len(picture.boxes)
    return ngettext("Map of your path, {count} item", "Map of your path, {count} items", count).format(count=count)


def here(picture: Map, item: str | None) -> str:
    """What is selected on the map, and how many steps the modules on it stand for."""
    count = len(picture.nodes)
    steps = ngettext("{count} step in all", "{count} steps in all", count).format(count=count)
    return ". ".join(filter(None, [line(picture, item) if item else "", steps if picture.modules else ""]))


def box_name(picture: Map, item: str) -> str:
    """What a box is called: by its title, or as the subject and the stage that it stands for."""
    module = picture.modules.get(item)
    if module is None:
        return picture.nodes[item].title
    return _("{subject}, until “{stage}”").format(subject=module.title, stage=picture.eras[module.era].title)


def described(picture: Map, item: str) -> str:
    """All that the map knows of a box, for those who do not see it: each fact is a sentence."""
    module = picture.modules.get(item)
    if module is not None:
        steps = (f"{one.title} ({mark_words(one.mark)})" for one in (picture.nodes[step] for step in module.items))
        facts = [module_words(module)[0].replace(" · ", ", "), *_counted(picture, item)]
        found = [*facts, listed(_("Steps: {titles}"), steps)]
        return ". ".join(found)
    node = picture.nodes[item]
    return ". ".join(filter(None, [*_spoken(node), *_sided(picture, node), *neighbours(picture, item)]))


def _sided(picture: Map, node: MapNode) -> list[str]:
    """Of two plans on one map: which has the item, or by how much it has moved."""
    signs = picture.signs
    if signs is None or node.side is None:
        return []
    words = {Side.FIRST: signs.first_words, Side.SECOND: signs.second_words, Side.MOVED: moved_words(node.days)}
    return [words[node.side]] if words[node.side] else []


def _counted(picture: Map, item: str) -> list[str]:
    """The same of a module, in numbers."""
    signs, module = picture.signs, picture.modules[item]
    if signs is None:
        return []
    pairs = ((signs.first_words, module.first), (signs.second_words, module.second), (_("moved"), module.moved))
    return [_("{words}: {count}").format(words=words, count=count) for words, count in pairs if count]


def _spoken(node: MapNode) -> list[str]:
    """Kind, status, effort, dates, choices and what is hidden of an item."""
    found = [kind_words(node.kind)]
    found.append(_("you start here") if node.kind == "role" and node.held else mark_words(node.mark))
    if node.months:
        found.append(i18n.months(node.months))
    elif node.hours:
        found.append(dates.hours(node.hours))
    if node.start is not None and node.finish is not None:
        found.append(dates.span(node.start, node.finish))
    if not node.planned and not node.held and node.mark is not Mark.UNPLANNED:
        found.append(_("not in your plan"))
    found += [bars_words(node)] if node.bars[1] else []
    found += [_chosen(choice) for choice in open_choices(node)]
    found += [hidden_words(node.hidden)] if node.hidden else []
    return found


def _chosen(choice: Choice) -> str:
    """What is taken of how many options, such as "Your cloud provider: AWS core (1 of 3)"."""
    taken = ", ".join(choice.options[at] for at in choice.chosen) or _("nothing yet")
    text = _("{choice}: {taken} ({count})")
    return text.format(choice=choice.name or _("A choice"), taken=taken, count=junction_words([choice]))


def tip(picture: Map, item: str) -> str:
    """What a box is, one thing a line."""
    module = picture.modules.get(item)
    if module is None:
        return "\n".join([*facts(picture.nodes[item]), *_sided(picture, picture.nodes[item])])
    titles = [picture.nodes[one].title for one in module.items]
    rest = [_("and {count} more").format(count=len(titles) - MOST)] if len(titles) > MOST else []
    return "\n".join([f"{module.title}: {module_words(module)[0]}", *_counted(picture, item), *titles[:MOST], *rest])


def line(picture: Map, item: str) -> str:
    """What a box is, in one line."""
    module = picture.modules.get(item)
    if module is None:
        return ", ".join([*facts(picture.nodes[item]), *_sided(picture, picture.nodes[item])])
    return f"{module.title}, {picture.eras[module.era].title}, {module_words(module)[0]}"


def bars_words(node: MapNode) -> str:
    """Which level of a skill it is; empty for what has no levels."""
    part, parts = node.bars
    return _("level {part} of {parts}").format(part=part, parts=parts) if parts else ""


def facts(node: MapNode) -> list[str]:
    """Title, status, effort and dates, choices and what is hidden of an item; nothing twice."""
    choices = open_choices(node)
    found = [node.title, mark_words(node.mark), caption_of(node), bars_words(node), junction_words(choices)]
    found += [choice.name for choice in choices]
    found += [hidden_words(node.hidden)] if node.hidden else []
    return list(dict.fromkeys(filter(None, found)))
