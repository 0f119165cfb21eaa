"""Levels as items of their own: a skill with levels becomes a chain, lowest first, and back.

Nothing that plans or draws has to know of levels: it sees items that need each other. The last item of a chain is the
skill itself; it grants the levels below, so that whoever knows the skill knows them, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from planner.i18n import _
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Node
from planner.model.depth import MARK, Level, Levels, joined, parted, title_of
from planner.model.estimate import ThreePoint
from planner.model.renamed import references
from planner.model.requirement import MAX_OPERANDS, All, Requirement, named, renamed

_DIGITS = 9
"""Fractions of levels are rounded to so many digits, so that what is put together again comes apart in the same way."""

_Record = TypeVar("_Record", Certificate, Claim)


class Family(NamedTuple):
    """An item with levels as its chain, lowest level first; the last one is the item itself."""

    ids: tuple[str, ...]
    hours: tuple[float, ...]
    """Likely hours that each adds to the one below."""

    def up_to(self, item: str) -> Family:
        """The part of the chain that holding `item`, one of it, holds."""
        end = self.ids.index(item) + 1
        return Family(self.ids[:end], self.hours[:end])

    def share(self, fraction: float) -> dict[str, float]:
        """A fraction of all hours as fractions of the levels: the lowest are covered first."""
        left = fraction * sum(self.hours)
        found: dict[str, float] = {}
        for item, hours in zip(self.ids, self.hours, strict=True):
            part = min(1.0, round(left / hours, _DIGITS)) if fraction < 1 else 1.0
            if part > 0:
                found[item] = part
            left -= hours
        return found

    def fraction(self, shares: Mapping[str, float]) -> float:
        """The fraction of all hours that fractions of the levels come to, as the shortest number that gives them."""
        covered = sum(hours * shares.get(item, 0.0) for item, hours in zip(self.ids, self.hours, strict=True))
        exact = min(1.0, covered / sum(self.hours))
        wanted = {item: part for item in self.ids if (part := shares.get(item, 0.0)) > 0}
        return next((short for digits in range(1, 16) if self.share(short := round(exact, digits)) == wanted), exact)


def levelled(curriculum: Curriculum) -> Curriculum:
    """The curriculum with every level an item of its own; the same object where no item has levels.

    Every reference must lead to something, see `reference`.
    """
    if not any(node.levels for node in curriculum.nodes):
        return curriculum
    families = {family.ids[-1]: family for family in map(_family, curriculum.nodes) if family}
    spelled = spellings(curriculum.nodes)
    nodes = (_spread(respelled(node, spelled), families) for node in curriculum.nodes)
    return curriculum.changed(
        nodes=tuple(one for node in nodes for one in (_chain(node) if node.levels else (node,))),
        overrides=tuple(
            one.model_copy(update={"id": spelled[one.id]}) if one.id in spelled else one for one in curriculum.overrides
        ),
        courses=tuple(_covering(course, spelled, families) for course in curriculum.courses),
        certificates=tuple(_about(record, spelled) for record in curriculum.certificates),
        claims=tuple(_about(claim, spelled) for claim in curriculum.claims),
        target=spelled.get(curriculum.target, curriculum.target) if curriculum.target else None,
    )


def spellings(nodes: Iterable[Node]) -> dict[str, str]:
    """Other ways to write an item: its highest level is the item itself, so "sql@expert" is "sql"."""
    return {joined(node.id, node.levels.names[-1]): node.id for node in nodes if node.levels}


def offered(nodes: Iterable[Node]) -> dict[str, str]:
    """Everything that a reference may say, and the item that it stands for."""
    every = list(nodes)
    found: dict[str, str] = {}
    for node in every:
        for level in node.levels.names[:-1] if node.levels else ():
            found[joined(node.id, level)] = joined(node.id, level)
        found[node.id] = node.id
    return found | spellings(every)


# -- apart -------------------------------------------------------------------------------------------------------------


def _family(node: Node) -> Family | None:
    if node.levels is None:
        return None
    given = list(node.levels.given())
    ids = [joined(node.id, level) for level, _what in given[:-1]]
    return Family((*ids, node.id), tuple(what.hours.likely for _level, what in given))


def respelled(node: Node, spelled: Mapping[str, str]) -> Node:
    """The node with every reference in the one way that it is written from now on. Raises ValidationError where a
    choice then offers one item twice and asks for more than are left."""
    if not any(item in spelled for _field, items in references(node) for item in items):
        return node

    def one(requirement: Requirement | None) -> Requirement | None:
        return None if requirement is None else renamed(requirement, spelled)

    fields: dict[str, object] = {"requires": one(node.requires), "corequisites": one(node.corequisites)}
    for name in ("recommended", "grants", "accepts_held", "superseded_by"):
        fields[name] = tuple(dict.fromkeys(spelled.get(item, item) for item in getattr(node, name)))
    fields["reasons"] = _renamed_keys(node.reasons, spelled)
    fields["partial"] = _largest((spelled.get(item, item), part) for item, part in node.partial.items())
    if node.levels:
        fields["levels"] = node.levels.changed(
            **{level.value: what.changed(requires=one(what.requires)) for level, what in node.levels.given()}
        )
    changed = {name: value for name, value in fields.items() if value != getattr(node, name)}
    return node.changed(**changed) if changed else node


def _renamed_keys(reasons: Mapping[str, str], spelled: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item, reason in reasons.items():
        found.setdefault(spelled.get(item, item), reason)
    return found


def _spread(node: Node, families: Mapping[str, Family]) -> Node:
    """The node with what it grants and covers in part said of the levels: those that it covers in full come first."""
    if not any(parted(item)[0] in families for item in node.partial):
        return node
    partial = _shares(node.partial, families)
    granted = {item for name in node.grants if (family := family_of(name, families)) for item in family.ids}
    left = {item: part for item, part in partial.items() if item not in granted}
    return node if left == node.partial else node.changed(partial=left)


def family_of(item: str, families: Mapping[str, Family]) -> Family | None:
    """The chain up to an item or a level of it; None where it has no levels."""
    family = families.get(parted(item)[0])
    return family.up_to(item) if family and item in family.ids else None


def _shares(credit: Mapping[str, float], families: Mapping[str, Family]) -> dict[str, float]:
    def each() -> Iterator[tuple[str, float]]:
        for item, part in credit.items():
            family = family_of(item, families)
            yield from family.share(part).items() if family else ((item, part),)

    return _largest(each())


def _largest(credit: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for item, part in credit:
        found[item] = max(part, found.get(item, 0.0))
    return found


def _covering(course: Course, spelled: Mapping[str, str], families: Mapping[str, Family]) -> Course:
    known = {item: part for item, part in course.covers.items() if parted(item)[0] in families}
    if not known:
        return course
    rest = {item: part for item, part in course.covers.items() if item not in known}
    shares = _shares(_largest((spelled.get(item, item), part) for item, part in known.items()), families)
    return course.changed(covers={**rest, **shares})


def _about(record: _Record, spelled: Mapping[str, str]) -> _Record:
    return record.changed(node=spelled[record.node]) if record.node and record.node in spelled else record


def _chain(node: Node) -> list[Node]:
    """The levels of an item as items, lowest first."""
    assert node.levels is not None
    given = list(node.levels.given())
    top = given[-1][0]
    chain: list[Node] = []
    for level, what in given:
        below = chain[-1].id if chain else None
        fields: dict[str, object] = {
            "levels": None,
            "depth": level.value,
            "hours": what.hours,
            "basis": what.basis or node.basis,
            "cost_usd": what.cost_usd,
            "first_step": what.first_step if below else node.first_step,
        }
        if below:
            fields |= {"requires": _after(below, what.requires), "recommended": ()}
        fields["reasons"] = _reasons(node, level, below)
        grants = (below,) if below else ()
        if level is top:
            fields["grants"] = tuple(dict.fromkeys((*node.grants, *grants)))
        else:
            # Were they asked for at the beginning, two skills that go together would wait for each other for ever.
            fields["corequisites"] = None
            fields |= {"id": joined(node.id, level), "depth_of": node.id, "title": title_of(node.title, level)}
            fields |= {"outcome": what.outcome, "done_when": what.done_when, "grants": grants}
            fields |= dict.fromkeys(("accepts_held", "superseded_by", "aliases"), ()) | {"partial": {}, "note": ""}
            fields["cost_range"] = ""
        chain.append(node.changed(**fields))
    return chain


def going_on() -> str:
    """Why a level needs the one below."""
    return _("It goes on where that level ends.")


def _reasons(node: Node, level: Level, below: str | None) -> dict[str, str]:
    """The reasons for what this level needs; the lowest one also has those that speak of nothing."""
    assert node.levels is not None
    first, last = node.levels.names[0], node.levels.names[-1]
    asked = {one: set(named(what.requires)) for one, what in node.levels.given()}
    asked[first] |= {*named(node.requires), *node.recommended}
    asked[last] |= set(named(node.corequisites))
    mine = asked[level]
    if level is first:
        mine |= node.reasons.keys() - set().union(*asked.values())
    reasons = {item: reason for item, reason in node.reasons.items() if item in mine}
    return {below: going_on(), **reasons} if below else reasons


def _after(below: str, more: Requirement | None) -> Requirement:
    if more is None:
        return below
    members = more.all if isinstance(more, All) and len(more.all) < MAX_OPERANDS else (more,)
    return All(all=(below, *members))


def reworded(curriculum: Curriculum) -> Curriculum:
    """The curriculum with the words that `levelled` adds in the language of today; mostly the same object."""

    def one(node: Node) -> Node:
        chain = curriculum.families.get(node.depth_of or node.id, ())
        place = next((at for at, other in enumerate(chain) if other is node), 0)
        fields: dict[str, object] = {}
        if node.depth_of and node.depth_of == chain[-1].id:
            fields["title"] = title_of(chain[-1].title, Level(node.depth))
        if place and chain[place - 1].id in node.reasons:
            fields["reasons"] = {**node.reasons, chain[place - 1].id: going_on()}
        changed = {name: value for name, value in fields.items() if value != getattr(node, name)}
        return node.changed(**changed) if changed else node

    nodes = tuple(one(node) for node in curriculum.nodes)
    if all(new is old for new, old in zip(nodes, curriculum.nodes, strict=True)):
        return curriculum
    return curriculum.changed(nodes=nodes)


def as_items(curriculum: Curriculum) -> Curriculum:
    """The curriculum with levels as items like all others, for those who know no levels; the plan is the same."""
    curriculum = levelled(curriculum)
    lower = [node.id for node in curriculum.nodes if node.depth_of]
    if not lower:
        return curriculum
    taken, names = set(curriculum.by_id), {}
    for item in lower:
        plain = item.replace(MARK, "-")[-60:].lstrip("._-")
        name = next(one for one in (plain, *(f"{plain}-{number}" for number in range(2, 9999))) if one not in taken)
        taken.add(name)
        names[item] = name
    return curriculum.changed(
        nodes=tuple(
            respelled(node, names).changed(id=names.get(node.id, node.id), depth="", depth_of=None)
            for node in curriculum.nodes
        ),
        courses=tuple(
            one.changed(covers={names.get(item, item): part for item, part in one.covers.items()})
            for one in curriculum.courses
        ),
        certificates=tuple(_about(record, names) for record in curriculum.certificates),
        claims=tuple(_about(claim, names) for claim in curriculum.claims),
        target=names.get(curriculum.target, curriculum.target) if curriculum.target else None,
    )


# -- together ----------------------------------------------------------------------------------------------------------


def folded(curriculum: Curriculum) -> Curriculum:
    """The curriculum with its chains made items with levels again, as they stand in a file."""
    chains = {item: chain for item, chain in curriculum.families.items() if len(chain) > 1 and chain[-1].id == item}
    if not chains:
        return curriculum
    families = {
        item: Family(tuple(one.id for one in chain), tuple(one.hours.likely for one in chain))
        for item, chain in chains.items()
    }
    lower = {one.id for chain in chains.values() for one in chain[:-1]}
    nodes = [
        _gathered(_one(chains[node.id]) if node.id in chains else node, families)
        for node in curriculum.nodes
        if node.id not in lower
    ]
    courses = [course.changed(covers=_fractions(course.covers, families)) for course in curriculum.courses]
    return curriculum.changed(nodes=tuple(nodes), courses=tuple(courses))


def _one(chain: Sequence[Node]) -> Node:
    first, item = chain[0], chain[-1]
    levels: dict[str, object] = {}
    reasons = dict(first.reasons)
    for one, below in zip(chain, (None, *chain[:-1]), strict=True):
        fields: dict[str, object] = {"hours": one.hours, "cost_usd": one.cost_usd}
        fields["basis"] = one.basis if one.basis != item.basis else ""
        if below is not None:
            fields |= {"requires": _without(one.requires, below.id), "first_step": one.first_step}
            reasons |= {name: reason for name, reason in one.reasons.items() if name != below.id}
        if one is not item:
            fields |= {"outcome": one.outcome, "done_when": one.done_when}
        levels[one.depth] = fields
    return item.changed(
        levels=Levels.model_validate(levels),
        depth="",
        hours=ThreePoint.model_validate(0.0),
        cost_usd=0.0,
        requires=first.requires,
        recommended=first.recommended,
        first_step=first.first_step,
        reasons=reasons,
        grants=tuple(name for name in item.grants if name != chain[-2].id),
    )


def _without(requirement: Requirement | None, below: str) -> Requirement | None:
    if requirement is None or requirement == below:
        return None
    if isinstance(requirement, All) and below in requirement.all:
        rest = tuple(member for member in requirement.all if member != below)
        return rest[0] if len(rest) == 1 else All(all=rest)
    return requirement


def _gathered(node: Node, families: Mapping[str, Family]) -> Node:
    granted = {item for name in node.grants if (family := family_of(name, families)) for item in family.ids}
    partial = _fractions(node.partial, families, granted)
    return node if partial == node.partial else node.changed(partial=partial)


def _fractions(
    credit: Mapping[str, float], families: Mapping[str, Family], granted: Iterable[str] = ()
) -> dict[str, float]:
    """Credit for levels as credit for their items; what is `granted` besides counts as covered."""
    full = dict.fromkeys(granted, 1.0)
    found: dict[str, float] = {}
    for item, part in credit.items():
        name = parted(item)[0]
        if name not in families:
            found[item] = part
        elif name not in found and (whole := families[name].fraction({**credit, **full})) > 0:
            found[name] = whole
    return found
