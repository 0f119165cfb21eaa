"""A curriculum moves on while somebody follows it: what has changed, and how a learner comes along."""

from __future__ import annotations

from collections.abc import Iterable

from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.names import check_learner
from planner.model.problem import error
from planner.model.requirement import leaves

GOAL = "posting-requirements"
"""Id of the milestone that stands for everything that a job posting asks for. It belongs to the learner: no file of a
curriculum has it."""
MOST = 20
"""So many changes of a kind are listed by name."""

_IN_LISTS = ("known", "avoid", "prefer", "by_hand")
_IN_TABLES = ("progress", "logged", "not_before", "booked", "obtained", "spent", "begun")


def changes(old: Curriculum, new: Curriculum) -> list[str]:
    """What is different for a learner, in sentences; empty where nothing is."""
    before, after = old.by_id, new.by_id
    found = [
        *_listed(_("New: {titles}"), (node.title for item, node in after.items() if item not in before)),
        *_listed(_("No longer there: {titles}"), (node.title for item, node in before.items() if item not in after)),
    ]
    both = [(before[item], after[item]) for item in before if item in after]
    found += _listed(_("Other hours: {titles}"), (_hours(*pair) for pair in both if pair[0].hours != pair[1].hours))
    found += _listed(_("Other time on the calendar: {titles}"), _titles(both, "months"))
    found += _listed(_("Other costs: {titles}"), _titles(both, "cost_usd"))
    prerequisites = [pair for pair in both if _needs(pair[0]) != _needs(pair[1])]
    found += _listed(_("Other prerequisites: {titles}"), (node.title for _old, node in prerequisites))
    found += _listed(_("Another status: {titles}"), _titles(both, "status"))
    if not found and old != new:
        found.append(_("Only texts, sources or resources have changed."))
    return found


def summary(old: Curriculum, new: Curriculum) -> str:
    """The same in one sentence."""
    added = sum(item not in old.by_id for item in new.by_id)
    removed = sum(item not in new.by_id for item in old.by_id)
    changed = sum(item in new.by_id and node != new.by_id[item] for item, node in old.by_id.items())
    parts = [
        ngettext("{count} new item", "{count} new items", added).format(count=added) if added else "",
        ngettext("{count} item is gone", "{count} items are gone", removed).format(count=removed) if removed else "",
        ngettext("{count} item changed", "{count} items changed", changed).format(count=changed) if changed else "",
    ]
    return ", ".join(filter(None, parts)) or _("Only texts, sources or resources have changed.")


def with_own(now: Curriculum, followed: Curriculum) -> Curriculum:
    """A curriculum with what the learner has beside it: the goal made of a job posting, while all its items exist."""
    goal = followed.by_id.get(GOAL)
    if goal is None or GOAL in now.by_id or not set(leaves(goal.requires)) <= now.by_id.keys():
        return now
    reasons = {item: reason for item, reason in goal.reasons.items() if item in now.by_id}
    return now.changed(nodes=(*now.nodes, goal if reasons == goal.reasons else goal.changed(reasons=reasons)))


def follow(document: Document, curriculum: Curriculum) -> Document:
    """The learner with the curriculum as it is now: events stay, wishes for items that are gone do not.

    Raises PlannerError where the goal is gone.
    """
    learner, there = document.learner, curriculum.by_id
    if learner.goal not in there:
        title = document.curriculum.by_id[learner.goal].title
        message = _("Your goal “{title}” is not in the curriculum any more. Choose another goal first.")
        raise error("goal-gone", message.format(title=title), node=learner.goal)
    fields: dict[str, object] = {
        name: tuple(item for item in getattr(learner, name) if item in there) for name in _IN_LISTS
    }
    fields |= {
        name: {item: value for item, value in getattr(learner, name).items() if item in there} for name in _IN_TABLES
    }
    if learner.start not in there:
        fields["start"] = None
    changed = {name: value for name, value in fields.items() if value != getattr(learner, name)}
    followed = document.changed(curriculum=curriculum, learner=learner.changed(**changed) if changed else learner)
    followed = followed.recorded(document.record)
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


def _needs(node: Node) -> object:
    return (node.requires, node.corequisites)
