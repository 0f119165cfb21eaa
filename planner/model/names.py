"""What people type for an item: ids with or without their prefix, aliases, near misses; and whether it makes sense."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind
from planner.model.depth import MARK, Level, joined, parted
from planner.model.learner import Learner
from planner.model.problem import PlannerError, error

PREFIXES = ("entry-", "role-")


def suggestion(typed: str, known: Iterable[str]) -> str | None:
    """The id that the person most probably meant, or None when nothing is near."""
    matches = difflib.get_close_matches(typed, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def without_level(reference: str, known: Iterable[str]) -> str:
    """What to say where the item exists that a reference such as "sql@expert" asks for a level of, but not that level;
    empty for everything else."""
    item, mark, level = reference.partition(MARK)
    names = set(known)
    if not mark or item not in names:
        return ""
    levels = [one.value for one in Level if joined(item, one) in names]
    if not levels:
        return _("“{id}” has no levels. Ask for all of it: “{id}”.").format(id=item)
    text = _("“{id}” has no level “{level}”. Ask for {levels}, or for all of it: “{id}”.")
    return text.format(id=item, level=level, levels=_(" or ").join(f"“{joined(item, Level(one))}”" for one in levels))


def resolve(curriculum: Curriculum, typed: str, prefixes: tuple[str, ...] = PREFIXES) -> str:
    """The id of the node that `typed` names: its id, the id without a prefix in `prefixes`, its title or an alias.

    Raises PlannerError with the nearest id when there is none.
    """
    wanted = typed.strip()
    by_id = curriculum.by_id
    for candidate in (wanted, wanted.lower()):
        for spelled in (candidate, *(prefix + candidate for prefix in prefixes)):
            if spelled in by_id:
                return spelled
    folded = wanted.casefold()
    for node in curriculum.nodes:
        if folded in (node.title.casefold(), *(alias.casefold() for alias in node.aliases)):
            return node.id
    item, level = parted(wanted.lower())
    if level is not None:  # the highest level is the item itself
        whole = resolve(curriculum, item, prefixes)
        if curriculum.by_id[whole].depth == level and not curriculum.by_id[whole].depth_of:
            return whole
        if joined(whole, level) in by_id:
            return joined(whole, level)
    raise unknown(curriculum, typed)


def unknown(curriculum: Curriculum, typed: str) -> PlannerError:
    """The error for an id that does not exist, with the nearest that does."""
    spellings = {node.id: node.id for node in curriculum.nodes}
    for node in curriculum.nodes:
        spellings.setdefault(node.title.casefold(), node.id)
        for prefix in PREFIXES:
            if node.id.startswith(prefix):
                spellings.setdefault(node.id.removeprefix(prefix), node.id)
    about_level = without_level(typed.strip(), curriculum.by_id)
    if about_level:
        return error("unknown-level", about_level)
    near = suggestion(typed.strip().casefold(), spellings)
    message = _('There is no item "{id}" in the curriculum "{title}".').format(id=typed, title=curriculum.title)
    if near:
        message += " " + _('Did you mean "{id}"?').format(id=spellings[near])
    return error("unknown-id", message)


def check_ids(curriculum: Curriculum, learner: Learner) -> None:
    """Raise PlannerError unless the curriculum has every item that the learner names."""
    named = [learner.goal, *learner.known, *learner.avoid, *learner.prefer, *learner.progress, *learner.by_hand]
    named += [*learner.not_before, *learner.booked, *learner.obtained, *learner.spent, *learner.begun, *learner.logged]
    for item in [learner.start, *named] if learner.start else named:
        if item not in curriculum.by_id:
            raise unknown(curriculum, item)


def check_learner(curriculum: Curriculum, learner: Learner) -> None:
    """Raise PlannerError unless every id exists and the dates are in order."""
    check_ids(curriculum, learner)
    if learner.start and curriculum.by_id[learner.start].kind is not Kind.ROLE:
        message = _("“{title}” is not a role that one starts from. Say what you know instead.")
        raise error("not-a-role", message.format(title=curriculum.by_id[learner.start].title), node=learner.start)
    goal = curriculum.by_id[learner.goal]
    if goal.kind is Kind.ROLE and goal.id != curriculum.target and goal.requires is None:
        message = _("“{title}” is a role that one starts from, not a goal. Choose another goal.")
        raise error("not-a-goal", message.format(title=goal.title), node=goal.id)
    if learner.deadline and learner.deadline < learner.availability.start:
        message = _("The deadline {deadline} lies before the start {start}. Change one of them.")
        text = message.format(deadline=learner.deadline, start=learner.availability.start)
        raise error("deadline-before-start", text, field="deadline")
