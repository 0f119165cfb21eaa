"""A curriculum moves on while somebody follows it: what has changed, and how a learner comes along."""

from __future__ import annotations

from collections.abc import Iterable

from planner.app.carried import carried
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.names import check_learner
from planner.model.problem import error
from planner.model.renamed import Names, node_followed, renames
from planner.model.renamed_learner import LISTS, TABLES
from planner.model.requirement import leaves
from planner.model.successors import instead_words

GOAL = "posting-requirements"
"""Id of the milestone that stands for everything that a job posting asks for. It belongs to the learner: no file of a
curriculum has it."""
MOST = 20
"""So many changes of a kind are listed by name."""


def pairs(old: Curriculum, new: Curriculum) -> dict[str, str]:
    """Items that both have: id in the old one -> id in the new one, which is another one where it was renamed."""
    names = renames(new.nodes)
    found = {item: names.get(item, item) for item in old.by_id}
    return {before: after for before, after in found.items() if after in new.by_id}


def changes(old: Curriculum, new: Curriculum) -> list[str]:
    """What is different for a learner, in sentences; empty where nothing is."""
    same = pairs(old, new)
    deeper = {after: before for before, after in same.items() if _depths(old, before) != _depths(new, after)}
    # What has other levels is told as one thing, whichever levels come and go.
    apart = {*deeper, *deeper.values()}
    added = [node for item, node in new.by_id.items() if item not in set(same.values()) and node.depth_of not in apart]
    gone = [node for item, node in old.by_id.items() if item not in same and node.depth_of not in apart]
    both = [(old.by_id[before], new.by_id[after]) for before, after in same.items()]
    alike = [pair for pair in both if not apart & {pair[1].id, pair[1].depth_of}]
    found = [
        *_listed(_("New: {titles}"), (node.title for node in added)),
        *_listed(_("No longer there: {titles}"), (node.title for node in gone)),
        *_listed(_("Renamed: {titles}"), (_renamed(*pair) for pair in both if pair[0].title != pair[1].title)),
        *_listed(_("Other levels: {titles}"), (_levels(new, item) for item in new.by_id if item in deeper)),
    ]
    found += _listed(_("Other hours: {titles}"), (_hours(*pair) for pair in alike if pair[0].hours != pair[1].hours))
    found += _listed(_("Other time on the calendar: {titles}"), _titles(both, "months"))
    found += _listed(_("Other costs: {titles}"), _titles(both, "cost_usd"))
    # The same items by other ids are no other prerequisites.
    names = renames(new.nodes)
    prerequisites = [pair for pair in alike if _needs(node_followed(pair[0], names)) != _needs(pair[1])]
    found += _listed(_("Other prerequisites: {titles}"), (node.title for _old, node in prerequisites))
    others = [pair for pair in both if pair[0].status != pair[1].status]
    found += _listed(_("Another status: {titles}"), (_instead(new, node) for _old, node in others))
    if not found and old != new:
        found.append(_("Only texts, sources or resources have changed."))
    return found


def summary(old: Curriculum, new: Curriculum) -> str:
    """The same in one sentence."""
    same, names = pairs(old, new), renames(new.nodes)
    added = len(new.by_id) - len(set(same.values()))
    removed = len(old.by_id) - len(same)
    changed = sum(_as_now(old.by_id[before], after, names) != new.by_id[after] for before, after in same.items())
    parts = [
        ngettext("{count} new item", "{count} new items", added).format(count=added) if added else "",
        ngettext("{count} item is gone", "{count} items are gone", removed).format(count=removed) if removed else "",
        ngettext("{count} item changed", "{count} items changed", changed).format(count=changed) if changed else "",
    ]
    return ", ".join(filter(None, parts)) or _("Only texts, sources or resources have changed.")


def _as_now(node: Node, item: str, names: Names) -> Node:
    """An item as it was, with the present ids: what only names others by their new ids has not changed."""
    followed = node_followed(node, names)
    return followed if followed.id == item else followed.model_copy(update={"id": item})


def with_own(now: Curriculum, followed: Curriculum) -> Curriculum:
    """A curriculum with what the learner has beside it: the goal made of a job posting, while all its items exist."""
    goal = followed.by_id.get(GOAL)
    if goal is not None:
        goal = node_followed(goal, renames(now.nodes))
    if goal is None or GOAL in now.by_id or not set(leaves(goal.requires)) <= now.by_id.keys():
        return now
    reasons = {item: reason for item, reason in goal.reasons.items() if item in now.by_id}
    return now.changed(nodes=(*now.nodes, goal if reasons == goal.reasons else goal.changed(reasons=reasons)))


def follow(document: Document, curriculum: Curriculum) -> Document:
    """The learner with the curriculum as it is now: events stay, wishes for items that are gone do not.

    What was said or done about an item that was renamed, or that has other levels now, counts for it as it is now (see
    `carried`). Raises PlannerError where the goal is gone.
    """
    there = curriculum.by_id
    learner, record = carried(document, curriculum)
    if learner.goal not in there:
        title = document.curriculum.by_id[document.learner.goal].title
        message = _("Your goal “{title}” is not in the curriculum any more. Choose another goal first.")
        raise error("goal-gone", message.format(title=title), node=learner.goal)
    fields: dict[str, object] = {
        name: tuple(item for item in getattr(learner, name) if item in there) for name in LISTS
    }
    fields |= {
        name: {item: value for item, value in getattr(learner, name).items() if item in there} for name in TABLES
    }
    if learner.start not in there:
        fields["start"] = None
    changed = {name: value for name, value in fields.items() if value != getattr(learner, name)}
    learner = learner.changed(**changed) if changed else learner
    followed = document.changed(curriculum=curriculum, learner=learner, record=record).recorded(record)
    check_learner(curriculum, followed.learner)
    return followed


def aim_at(document: Document, curriculum: Curriculum) -> Document:
    """The learner with another curriculum and the goal of that one.

    What has happened stays in the record and counts for every item that both have. Wishes for items that the new one
    does not have go, and so does a start role that it does not know.
    """
    learner = document.learner.changed(goal=curriculum.goal)
    return follow(document.changed(learner=learner), curriculum)


def _listed(text: str, titles: Iterable[str]) -> list[str]:
    found = list(titles)
    if len(found) > MOST:
        found[MOST:] = [_("and {count} more").format(count=len(found) - MOST)]
    return [text.format(titles="; ".join(found))] if found else []


def _titles(pairs: list[tuple[Node, Node]], field: str) -> Iterable[str]:
    return (new.title for old, new in pairs if getattr(old, field) != getattr(new, field))


def _hours(old: Node, new: Node) -> str:
    text = _("{title} ({before:g} → {after:g} h)")
    return text.format(title=new.title, before=old.hours.likely, after=new.hours.likely)


def _renamed(old: Node, new: Node) -> str:
    return _("{before} → {after}").format(before=old.title, after=new.title)


def _instead(curriculum: Curriculum, node: Node) -> str:
    return " ".join(filter(None, (node.title, instead_words(curriculum, node.id))))


def _depths(curriculum: Curriculum, item: str) -> object:
    return [(one.depth, one.hours) for one in curriculum.families.get(item, ())]


def _levels(curriculum: Curriculum, item: str) -> str:
    chain = curriculum.families.get(item, (curriculum.by_id[item],))
    hours = " + ".join(f"{one.hours.likely:g}" for one in chain)
    return _("{title} ({hours} h)").format(title=curriculum.by_id[item].title, hours=hours)


def _needs(node: Node) -> object:
    return (node.requires, node.corequisites)
