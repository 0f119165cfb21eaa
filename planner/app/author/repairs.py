"""What puts a finding right with one click.

Only repairs that need nobody's words are offered here; what has to be written is asked for (`writing`). Whether a
repair makes something else wrong is told by `consequences`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from planner.app.author import edits, levels, overriding, records, references, writing
from planner.app.author import repairs_of_links as of_links
from planner.app.author.draft import Draft, own, with_fields, with_node
from planner.app.author.repair import Repair, level_of, own_node
from planner.i18n import _
from planner.model.depth import LEVELS, joined
from planner.model.problem import PlannerError, Problem
from planner.model.renamed import node_followed
from planner.model.requirement import AnyOf, AtLeast, Months, leaves, walk
from planner.model.successors import successors

Offer = Callable[[Draft, Problem], Iterator[Repair]]


def repairs(draft: Draft, problem: Problem) -> tuple[Repair, ...]:
    """What would put the finding right, the most likely first; empty where it has to be written or decided, and for
    what the library says."""
    offer = _OFFERS.get(problem.code)
    found = tuple(offer(draft, problem)) if offer is not None else ()
    harmful = (
        problem.code in _MAY_HARM
        or (problem.code == "unconnected" and _is_option(draft, references.base_id(problem.node)))
        or (problem.code == "no-reason" and bool(found) and writing.takes_an_option(draft, problem))
    )
    return tuple(_with_warning(draft, one) for one in found) if harmful else found


def _is_option(draft: Draft, item: str) -> bool:
    """Whether a choice, or a sum of months, counts on the item."""
    for node in draft.curriculum.nodes:
        for field in references.requirement_fields(node):
            for _path, part in walk(references.requirement_at(node, field)):
                if isinstance(part, (AnyOf, AtLeast, Months)) and item in map(references.base_id, leaves(part)):
                    return True
    return False


def _with_warning(draft: Draft, repair: Repair) -> Repair:
    """The repair, which says so where it makes an error of another kind."""
    from planner.graph import checks

    after = checks.errors(repair.command(draft).loaded)
    new = next((one for one in after if one.code not in draft.errors), None)
    if new is None:
        return repair
    label = _("{repair} (but then: {problem})").format(repair=repair.label, problem=new.message)
    return Repair(label, repair.command, harms=True)


def consequences(draft: Draft, repair: Repair, strict: bool = False) -> tuple[Problem, ...]:
    """What would be wrong after a repair and is not wrong now; takes as long as two checks."""
    before = {_same(one) for one in draft.check(strict)}
    return tuple(one for one in repair.command(draft).check(strict) if _same(one) not in before)


def _same(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.node, problem.message


def _unknown_source(draft: Draft, problem: Problem) -> Iterator[Repair]:
    node = own_node(draft, problem)
    codes = {source.code for source in draft.loaded.sources}
    code = next((one for one in node.sources if one not in codes), "") if node else ""
    if node is None or not code:
        return
    kept = tuple(one for one in node.sources if one != code)
    yield Repair(
        _("Add “{code}” to the list of sources").format(code=code),
        lambda old: records.add_record(old, "sources", code=code, what=code),
    )
    yield Repair(
        _("Take the source “{code}” away from the item").format(code=code),
        lambda old: edits.set_fields(old, [node.id], sources=kept),
    )


def _same_name(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """An alias goes; a title gets a number."""
    node = draft.curriculum.by_id.get(problem.node)
    if node is None:
        return
    taken: dict[str, str] = {}
    for other in draft.loaded.nodes:
        if other.id == node.id:
            break
        taken |= {name.casefold(): other.id for name in (other.title, *other.aliases)}
    aliases = tuple(alias for alias in node.aliases if alias.casefold() not in taken)
    if node.title.casefold() in taken:
        title = edits.free_title(draft, node.title)
        yield Repair(
            _("Call it “{title}”").format(title=title), lambda old: edits.set_fields(old, [node.id], title=title)
        )
    elif aliases != node.aliases:
        yield Repair(_("Remove the other name"), lambda old: edits.set_fields(old, [node.id], aliases=aliases))


def _unknown_record(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A record does without an item that does not exist."""
    kind, _dot, name = problem.field.partition(".")
    gone = problem.node

    def command(old: Draft) -> Draft:
        changed = []
        for one in getattr(old.curriculum, kind):
            if one.id != name:
                changed.append(one)
            elif kind == "courses":
                changed.append(one.changed(covers={item: part for item, part in one.covers.items() if item != gone}))
            else:
                changed.append(one.changed(node=None))
        return with_fields(old, **{kind: tuple(changed)})

    if kind in records.KINDS and any(one.id == name for one in getattr(draft.curriculum, kind)):
        yield Repair(_("Take “{id}” out of the record").format(id=gone), command)


def _idle_level(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A level that nobody asks for becomes a part of the next higher one, with its hours."""
    node = own_node(draft, problem)
    if node is None or node.levels is None:
        return
    idle, item = level_of(node, problem.node), node.id

    def command(old: Draft) -> Draft:
        left = dict(levels.told(own(old, item)))
        if len(left) == 2:  # nobody may ask for a level of it from then on
            names = {joined(item, level): item for level in left if level is not idle}
            old = edits.rereferenced(old, [node_followed(one, names) for one in old.curriculum.nodes], names)
        gone = left.pop(idle)
        above = next(level for level in LEVELS[LEVELS.index(idle) :] if level in left)
        left[above]["hours"] = levels.added(gone["hours"], left[above]["hours"])
        hours = {level: what["hours"] for level, what in left.items()} if len(left) > 1 else {}
        return levels.set_levels(old, item, hours)

    try:
        command(draft)
    except PlannerError:  # the library asks for it
        return
    yield Repair(_("Leave this level out; its hours belong to the next one"), command)


# What is said otherwise than by the library


def _idle_override(draft: Draft, problem: Problem) -> Iterator[Repair]:
    yield from _of_overrides(draft, problem, _("Remove the override"), overriding.drop_override, "")


def _not_needed(draft: Draft, problem: Problem) -> Iterator[Repair]:
    words = _("Take over what the library says")
    yield from _of_overrides(draft, problem, words, overriding.accept_library, _field(problem))


def _moved_on(draft: Draft, problem: Problem) -> Iterator[Repair]:
    yield from _not_needed(draft, problem)
    yield from _of_overrides(draft, problem, _("Keep what is said here"), overriding.keep_mine, _field(problem))


def _no_was(draft: Draft, problem: Problem) -> Iterator[Repair]:
    yield from _of_overrides(draft, problem, _("Write down what the library says"), overriding.keep_mine, "")


def _field(problem: Problem) -> str:
    field = problem.field.removeprefix("overrides.")
    return "" if field == "id" else field


def _of_overrides(
    draft: Draft, problem: Problem, words: str, command: Callable[[Draft, str, str], Draft], field: str
) -> Iterator[Repair]:
    """A command for everything that this file says otherwise about the item, of one field or of all."""
    said = overriding.overrides_of(draft, problem.node)

    def repair(old: Draft) -> Draft:
        for one in said:
            old = command(old, one, field)
        return old

    if said:
        yield Repair(words, repair)


def _superseded(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """What takes the place of an item that is not offered any more is asked for in its place."""
    node = own_node(draft, problem)
    for before in references.prerequisites(node) if node is not None else ():
        if node is None or f"“{before}”" not in problem.message:
            continue
        for one in successors(draft.loaded, before) if before in draft.loaded.by_id else ():
            words = _("Ask for “{title}” in its place").format(title=one.title)
            yield Repair(words, partial(_in_place_of, item=node.id, before=before, after=one.id))


def _in_place_of(draft: Draft, item: str, before: str, after: str) -> Draft:
    node = own(draft, item)
    new = references.renamed(node, {before: after})
    fields = {name: getattr(new, name) for name in ("requires", "corequisites", "levels", "recommended", "reasons")}
    return with_node(draft, references.changed(node, **fields))


_MAY_HARM = frozenset(
    ("hard-cycle", "cycle", "recommended-cycle", "skill-needs-career", "unattainable", "library-moved-on")
)
"""An option less makes a choice harder."""

_OFFERS: dict[str, Offer] = {
    "hard-cycle": of_links.circle,
    "cycle": of_links.circle,
    "recommended-cycle": of_links.circle,
    "redundant": of_links.drop_part,
    "empty-choice": of_links.drop_part,
    "option-entails-option": of_links.drop_part,
    "option-needs-option": of_links.drop_part,
    "unattainable": of_links.unattainable,
    "target-unattainable": of_links.unattainable,
    "unconnected": of_links.unconnected,
    "skill-needs-career": of_links.career,
    "recommended-required": of_links.recommended_required,
    "no-reason": writing.unexplained,
    "idle-reason": of_links.idle_reason,
    "idle-level": _idle_level,
    "uneven-choice": of_links.uneven_choice,
    "too-few-months": of_links.too_few_months,
    "idle-tag": of_links.idle_member,
    "no-months": of_links.idle_member,
    "unknown-source": _unknown_source,
    "same-name": _same_name,
    "unknown-id": _unknown_record,
    "superseded": _superseded,
    "idle-override": _idle_override,
    "override-not-needed": _not_needed,
    "library-moved-on": _moved_on,
    "no-was": _no_was,
}
"""Of every kind of finding that can be put right without a person's words."""
