"""What puts links right: circles, prerequisites that say nothing, options that nobody can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from planner.app.author import links, references
from planner.app.author.draft import Draft, with_node
from planner.app.author.edits import remove_items
from planner.app.author.links import How, replaced
from planner.app.author.references import requirement_at, without_members
from planner.app.author.repair import Repair, Spot, level_of, named_at, own_node, places, spot
from planner.i18n import _, ngettext
from planner.model.curriculum import Kind, Node
from planner.model.problem import Problem
from planner.model.requirement import UNITS_A_MONTH, AnyOf, AtLeast, Months, Requirement, leaves, members, walk


def circle(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take one link of the shortest circle away; each is offered."""
    from planner.graph.rounds import circle_links

    for before, after in circle_links(draft.loaded, problem.code):
        node = draft.curriculum.by_id.get(references.base_id(after))
        if node is None:
            continue
        label = _("Remove the link “{before}” → “{after}”").format(
            before=draft.loaded.titles[before], after=draft.loaded.titles[after]
        )
        spoken = [
            (leaf, how)
            for how in places(node, after)
            for leaf in dict.fromkeys(named_at(node, how))
            if draft.offered[leaf] == before
        ]
        held = before if after == node.id and before in node.accepts_held else None
        if spoken or held:
            yield Repair(label, partial(_unlink, item=node.id, spoken=spoken, held=held))


def _unlink(draft: Draft, item: str, spoken: Sequence[tuple[str, How]], held: str | None) -> Draft:
    for leaf, how in spoken:
        if leaf in named_at(draft.curriculum.by_id[item], how):
            draft = links.disconnect(draft, leaf, item, how)
    node = draft.curriculum.by_id[item]
    if held is None or held not in node.accepts_held:
        return draft
    return with_node(
        draft, references.changed(node, accepts_held=tuple(one for one in node.accepts_held if one != held))
    )


def part_of(draft: Draft, problem: Problem) -> Requirement | None:
    """The part of a requirement of this file that a finding is about."""
    here = spot(draft, problem)
    return here.part if here is not None else None


def drop_part(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take the prerequisite, option or choice away that changes nothing."""
    here = spot(draft, problem)
    if here is None or here.part is None:
        return
    label = {
        "redundant": _("Remove this prerequisite"),
        "empty-choice": _("Remove this choice"),
    }.get(problem.code, _("Remove this option"))
    again = _without_copies(draft, here)
    if again is None or _still_there(again, problem):
        yield _removing(here, label)
    else:
        yield Repair(_("Say it once only"), lambda old: _without_copies(old, here) or old)


def _without_copies(draft: Draft, here: Spot) -> Draft | None:
    """The draft with only the first of what is written several times in the group; None where that is nothing."""

    def once(group: Requirement) -> Requirement | None:
        if isinstance(group, (str, Months)):
            return group
        parts = members(group)
        return without_members(group, [at for at, part in enumerate(parts) if part in parts[:at]])

    assert here.how is not None
    whole = requirement_at(draft.curriculum.by_id[here.node.id], here.how)
    new = replaced(whole, here.path.rpartition(".")[0], once)
    return None if new == whole else links.set_requirement(draft, here.node.id, new, here.how)


def _still_there(draft: Draft, problem: Problem) -> bool:
    return any(
        (one.code, one.field) == (problem.code, problem.field) for one in draft.check() if one.node == problem.node
    )


def _removing(here: Spot, label: str) -> Repair:
    """Take a part out of its group, with its copies there."""
    assert here.how is not None
    item, how = here.node.id, here.how

    def command(draft: Draft) -> Draft:
        whole = requirement_at(draft.curriculum.by_id[item], how)
        gone = links.part_at(whole, here.path)

        def rest(group: Requirement) -> Requirement | None:
            if group is gone or isinstance(group, (str, Months)):
                return None
            return without_members(group, [at for at, part in enumerate(members(group)) if part == gone])

        return links.set_requirement(draft, item, replaced(whole, here.path.rpartition(".")[0], rest), how)

    return Repair(label, command)


def unattainable(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Take away what nobody can reach, where that is enough; of a level also what the levels below need of that."""
    node = own_node(draft, problem)
    if node is None:
        return
    dead = [
        (leaf, how)
        for how in _required(node, problem.node)
        for leaf in sorted(set(named_at(node, how)))
        if draft.offered[leaf] not in draft.reached and references.base_id(leaf) != node.id
    ]
    if not dead:
        return
    names = list(dict.fromkeys(f"“{draft.loaded.titles[draft.offered[leaf]]}”" for leaf, _how in dead))
    titles = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    item = node.id

    def command(old: Draft) -> Draft:
        for leaf, how in dead:
            if leaf in named_at(old.curriculum.by_id[item], how):
                old = links.disconnect(old, leaf, item, how)
        return old

    if problem.node in command(draft).reached:
        yield Repair(_("Do not require {titles}").format(titles=titles), command)


def _required(node: Node, item: str) -> list[How]:
    """Where it stands what an item requires, or a level of it with the levels below."""
    if node.levels is None:
        return ["requires"]
    names = node.levels.names
    below = names[: names.index(level_of(node, item)) + 1]
    return ["requires", *(links.OF_LEVEL[level] for level in below[1:])]


def unconnected(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Remove the item, or recommend it before the target."""
    node, target = own_node(draft, problem), draft.curriculum.target
    if node is None:
        return
    end = draft.curriculum.by_id.get(target or "")
    if end is not None and target is not None and end is not node:
        label = _("Recommend it before “{title}” (then say why)").format(title=draft.loaded.titles[target])
        yield Repair(label, lambda old: links.connect(old, node.id, target, how="recommended"))
    yield Repair(_("Remove the item"), lambda old: remove_items(old, [node.id]))


def career(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A skill does without what is no skill."""
    node = own_node(draft, problem)
    if node is None:
        return
    *_below, how = _required(node, problem.node)
    for before in named_at(node, how):
        other = draft.loaded.by_id[draft.offered[before]]
        if other.kind is not Kind.SKILL:
            label = _("Do not require {titles}").format(titles=f"“{other.title}”")
            yield Repair(label, partial(links.disconnect, before=before, after=node.id, how=how))
            return


def recommended_required(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """What is required needs no recommendation."""
    node = own_node(draft, problem)
    if node is not None:
        twice = set(leaves(draft.loaded.by_id[problem.node].requires))
        kept = tuple(item for item in node.recommended if draft.offered[item] not in twice)
        yield Repair(
            _("Drop the recommendation"), lambda old: with_node(old, references.changed(node, recommended=kept))
        )


def idle_reason(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A reason for nothing goes."""
    before, node = problem.field.removeprefix("reasons."), own_node(draft, problem)
    if node is None:
        return
    written = next((one for one in node.reasons if draft.offered.get(one, one) == before), None)
    if written is not None:
        item, leaf = node.id, written
        yield Repair(_("Remove the reason"), lambda old: links.set_reason(old, item, leaf, ""))


def uneven_choice(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Options stand where they stand in the other choice, or this is a decision of its own."""
    here = spot(draft, problem)
    part = here.part if here is not None else None
    if here is None or here.how is None or not isinstance(part, (AnyOf, AtLeast)):
        return
    title = draft.loaded.titles[problem.node]
    name = _("{name} ({title})").format(name=part.name, title=title)[:200]
    item, how, path = here.node.id, here.how, here.path
    order = _same_order(draft, part)
    if order:
        yield Repair(_("Put the options in the same order"), lambda old: _reordered(old, here, order))
    yield Repair(_("Make it a decision of its own"), lambda old: links.set_choice(old, item, path, name=name, how=how))


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


def _reordered(draft: Draft, here: Spot, order: Sequence[int]) -> Draft:
    assert here.how is not None
    part = links.part_at(requirement_at(draft.curriculum.by_id[here.node.id], here.how), here.path)
    assert isinstance(part, (AnyOf, AtLeast))
    return links.replace_part(draft, here.node.id, here.path, _in_order(part, order), here.how)


# Thresholds of months


def too_few_months(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """Ask for no more than there is."""
    here = spot(draft, problem)
    if here is None or not isinstance(here.part, Months):
        return
    field = problem.field.partition(".")[0].partition("[")[0]
    whole: Requirement | None = getattr(draft.loaded.by_id[problem.node], field)
    part = next((one for path, one in walk(whole) if f"{field}{path}" == problem.field), None)
    if not isinstance(part, Months):
        return
    most = sum(units for _item, units in part.counted) // UNITS_A_MONTH
    if most:
        label = ngettext("Ask for {count} month", "Ask for {count} months", most).format(count=most)
        yield Repair(label, lambda old: _with_part(old, here, months=most))
    yield _removing(here, _("Remove this prerequisite"))


def idle_member(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """What cannot count for a threshold goes; the last one takes the threshold with it."""
    path, _dot, member = problem.field.rpartition(".")
    name, at = member.removesuffix("]").split("[")
    here = spot(draft, problem.changed(field=path))
    part = here.part if here is not None else None
    if here is None or not isinstance(part, Months):
        return
    rest = tuple(one for place, one in enumerate(getattr(part, name)) if place != int(at))
    label = _("Do not count “{name}”").format(name=getattr(part, name)[int(at)])
    if rest or (part.tags if name == "of" else part.of):
        yield Repair(label, lambda old: _with_part(old, here, **{name: rest}))
    else:
        yield _removing(here, _("Remove this prerequisite"))


def _with_part(draft: Draft, here: Spot, **fields: object) -> Draft:
    assert here.how is not None
    part = links.part_at(requirement_at(draft.curriculum.by_id[here.node.id], here.how), here.path)
    assert isinstance(part, Months)
    return links.replace_part(draft, here.node.id, here.path, references.made(part, **fields), here.how)
