"""What puts links right: circles, prerequisites that say nothing, options that nobody can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from planner.app.author import links, references
from planner.app.author.draft import Draft, with_node
from planner.app.author.edits import remove_items
from planner.app.author.links import replaced
from planner.app.author.references import without_members
from planner.app.author.repair import Repair, own_node
from planner.i18n import _, ngettext
from planner.model.curriculum import Kind
from planner.model.problem import Problem
from planner.model.requirement import UNITS_A_MONTH, AnyOf, AtLeast, Months, Requirement, leaves, members, named, walk


def circle(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take one link of the shortest circle away; each is offered."""
    from planner.graph.rounds import circle_links

    for before, after in circle_links(draft.loaded, problem.code):
        node = draft.curriculum.by_id.get(after)
        if node is None or node.levels is not None:
            continue
        label = _("Remove the link “{before}” → “{after}”").format(
            before=draft.loaded.titles[before], after=draft.loaded.titles[after]
        )
        spoken = [*named(node.requires), *named(node.corequisites), *node.recommended]
        written = next((leaf for leaf in spoken if draft.offered[leaf] == before), None)
        if written is not None or before in node.accepts_held:
            yield Repair(label, partial(_unlink, before=written, after=after, held=before))


def _unlink(draft: Draft, before: str | None, after: str, held: str) -> Draft:
    if before is not None:
        draft = links.disconnect(draft, before, after)
    node = draft.curriculum.by_id[after]
    if held not in node.accepts_held:
        return draft
    kept = tuple(item for item in node.accepts_held if item != held)
    return with_node(draft, references.changed(node, accepts_held=kept))


def place(problem: Problem) -> tuple[str, str]:
    """(requires or corequisites, the path inside it) of a finding about a part of a requirement."""
    for field in references.REQUIREMENTS:
        if problem.field.startswith(field):
            return field, problem.field.removeprefix(field)
    return "", ""


def part_of(draft: Draft, problem: Problem) -> Requirement | None:
    """The part of a requirement of this file that a finding is about."""
    node, (field, path) = own_node(draft, problem), place(problem)
    if node is None or not field:
        return None
    return next((part for here, part in walk(getattr(node, field)) if here == path), None)


def drop_part(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take the prerequisite, option or choice away that changes nothing."""
    part = part_of(draft, problem)
    if part is None:
        return
    label = {
        "redundant": _("Remove this prerequisite"),
        "empty-choice": _("Remove this choice"),
    }.get(problem.code, _("Remove this option"))
    again = _without_copies(draft, problem)
    if again is None or _still_there(again, problem):
        yield _removing(problem, label)
    else:
        yield Repair(_("Say it once only"), lambda old: _without_copies(old, problem) or old)


def _without_copies(draft: Draft, problem: Problem) -> Draft | None:
    """The draft with only the first of what is written several times in the group; None where that is nothing."""
    field, path = place(problem)
    outer = path.rpartition(".")[0]

    def once(group: Requirement) -> Requirement | None:
        if isinstance(group, (str, Months)):
            return group
        parts = members(group)
        return without_members(group, [at for at, part in enumerate(parts) if part in parts[:at]])

    whole = getattr(draft.curriculum.by_id[problem.node], field)
    new = replaced(whole, outer, once)
    return None if new == whole else links.set_requirement(draft, problem.node, new, _how(field))


def _still_there(draft: Draft, problem: Problem) -> bool:
    return any(
        (one.code, one.field) == (problem.code, problem.field) for one in draft.check() if one.node == problem.node
    )


def _removing(problem: Problem, label: str) -> Repair:
    """Take a part out of its group, with its copies there."""
    field, path = place(problem)
    outer = path.rpartition(".")[0]

    def command(draft: Draft) -> Draft:
        whole = getattr(draft.curriculum.by_id[problem.node], field)
        gone = links.part_at(whole, path)

        def rest(group: Requirement) -> Requirement | None:
            if group is gone or isinstance(group, (str, Months)):
                return None
            return without_members(group, [at for at, part in enumerate(members(group)) if part == gone])

        return links.set_requirement(draft, problem.node, replaced(whole, outer, rest), _how(field))

    return Repair(label, command)


def unattainable(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take away what nobody can reach, where that is enough."""
    node = own_node(draft, problem)
    if node is None:
        return
    dead = {leaf for leaf in named(node.requires) if draft.offered[leaf] not in draft.reached}
    if not dead:
        return
    names = [f"“{draft.loaded.titles[draft.offered[leaf]]}”" for leaf in sorted(dead)]
    titles = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    item = node.id

    def command(old: Draft) -> Draft:
        for leaf in sorted(dead):
            old = links.disconnect(old, leaf, item, "requires")
        return old

    if item in command(draft).reached:
        yield Repair(_("Do not require {titles}").format(titles=titles), command)


def unconnected(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Remove the item, or recommend it before the target."""
    node, target = draft.curriculum.by_id.get(problem.node), draft.curriculum.target
    if node is None:
        return
    end = draft.curriculum.by_id.get(target or "")
    if end is not None and end.levels is None and target is not None:
        label = _("Recommend it before “{title}” (then say why)").format(title=draft.loaded.titles[target])
        yield Repair(label, lambda old: links.connect(old, node.id, target, how="recommended"))
    yield Repair(_("Remove the item"), lambda old: remove_items(old, [node.id]))


def career(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A skill does without what is no skill."""
    node = own_node(draft, problem)
    if node is None:
        return
    for before in named(node.requires):
        other = draft.loaded.by_id[draft.offered[before]]
        if other.kind is not Kind.SKILL:
            label = _("Do not require {titles}").format(titles=f"“{other.title}”")
            yield Repair(label, partial(links.disconnect, before=before, after=node.id, how="requires"))
            return


def recommended_required(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """What is required needs no recommendation."""
    node = own_node(draft, problem)
    if node is not None:
        twice = set(leaves(draft.loaded.by_id[node.id].requires))
        kept = tuple(item for item in node.recommended if draft.offered[item] not in twice)
        yield Repair(
            _("Drop the recommendation"), lambda old: with_node(old, references.changed(node, recommended=kept))
        )


def idle_reason(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A reason for nothing goes."""
    before = problem.field.removeprefix("reasons.")
    item = problem.node
    if item in draft.curriculum.by_id and before in draft.curriculum.by_id[item].reasons:
        yield Repair(_("Remove the reason"), lambda old: links.set_reason(old, item, before, ""))


def uneven_choice(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Options stand where they stand in the other choice, or this is a decision of its own."""
    part, node = part_of(draft, problem), own_node(draft, problem)
    if node is None or not isinstance(part, (AnyOf, AtLeast)):
        return
    name = _("{name} ({title})").format(name=part.name, title=node.title)[:200]
    item, (_field, path) = node.id, place(problem)
    order = _same_order(draft, part)
    if order:
        yield Repair(_("Put the options in the same order"), lambda old: _reordered(old, item, path, order))
    yield Repair(_("Make it a decision of its own"), lambda old: links.set_choice(old, item, path, name=name))


def _same_order(draft: Draft, part: AnyOf | AtLeast) -> list[int]:
    """The places of the options of `part` in the order of the first choice of its name; empty where there is none."""
    from planner.graph.checks import misplaced

    chosen = (
        one
        for node in draft.loaded.nodes
        for _path, one in walk(node.requires)
        if isinstance(one, (AnyOf, AtLeast)) and one.name == part.name
    )
    model = next(chosen, part)
    moved = misplaced(part, model)
    if len(members(model)) != len(members(part)) or not moved or len(set(moved.values())) < len(moved):
        return []
    order = {there: here for here, there in moved.items()}
    stays = [at for at in range(len(members(part))) if at not in moved]
    # An option that is only here keeps its place where it can.
    order |= {at: at for at in stays if at not in order}
    rest = [at for at in stays if order.get(at) != at]
    found = [order[at] if at in order else rest.pop(0) for at in range(len(members(part)))]
    # An option that stands there twice is in the wrong place in any order.
    return found if not misplaced(_in_order(part, found), model) else []


def _in_order(part: AnyOf | AtLeast, order: Sequence[int]) -> AnyOf | AtLeast:
    fields: dict[str, object] = {"labels": tuple(part.labels[at] for at in order if part.labels)}
    fields["any" if isinstance(part, AnyOf) else "of"] = tuple(members(part)[at] for at in order)
    return references.made(part, **fields)


def _reordered(draft: Draft, item: str, path: str, order: Sequence[int]) -> Draft:
    part = links.part_at(draft.curriculum.by_id[item].requires, path)
    assert isinstance(part, (AnyOf, AtLeast))
    return links.replace_part(draft, item, path, _in_order(part, order))


# Thresholds of months


def too_few_months(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Ask for no more than there is."""
    node, (field, path) = own_node(draft, problem), place(problem)
    if node is None:
        return
    whole = getattr(draft.loaded.by_id[node.id], field)
    part = next((one for here, one in walk(whole) if here == path), None)
    if not isinstance(part, Months):
        return
    most = sum(units for _item, units in part.counted) // UNITS_A_MONTH
    if most:
        label = ngettext("Ask for {count} month", "Ask for {count} months", most).format(count=most)
        yield Repair(label, lambda old: _with_part(old, problem, months=most))
    yield _removing(problem, _("Remove this prerequisite"))


def idle_member(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """What cannot count for a threshold goes; the last one takes the threshold with it."""
    path, _dot, member = problem.field.rpartition(".")
    name, at = member.removesuffix("]").split("[")
    outer = problem.changed(field=path)
    part = part_of(draft, outer)
    if not isinstance(part, Months):
        return
    rest = tuple(one for place, one in enumerate(getattr(part, name)) if place != int(at))
    label = _("Do not count “{name}”").format(name=getattr(part, name)[int(at)])
    if rest or (part.tags if name == "of" else part.of):
        yield Repair(label, lambda old: _with_part(old, outer, **{name: rest}))
    else:
        yield _removing(outer, _("Remove this prerequisite"))


def _with_part(draft: Draft, problem: Problem, **fields: object) -> Draft:
    field, path = place(problem)
    part = links.part_at(getattr(draft.curriculum.by_id[problem.node], field), path)
    assert isinstance(part, Months)
    new = references.made(part, **fields)
    return links.replace_part(draft, problem.node, path, new, _how(field))


def _how(field: str) -> links.How:
    return "corequisites" if field == "corequisites" else "requires"
