"""A curriculum seen by one learner, as plain numbers: every way to obtain every item, and what each way asks for.

An item may be obtained by studying it (its prerequisites hold, its corequisites hold at the latest in the same step),
by studying it with credit from a planned degree (cheaper, but only after the degree), or for nothing because a planned
item confers it. Requirement expressions become threshold gates: "at least k of these members". What the learner holds
is folded into the gates, so that holding something needs no proof and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Any

from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.learner import Learner
from planner.model.requirement import (
    All,
    AnyOf,
    AtLeast,
    Months,
    Requirement,
    conjuncts,
    distinct_members,
    distinct_options,
    holds,
    most_preferred,
    needed,
)
from planner.planning.held import best_credit, has_begun, held_items

if TYPE_CHECKING:
    from planner.planning.reach import Network


@dataclass(frozen=True, slots=True)
class Gate:
    """True when its true members count at least `k`: item numbers >= 0, or other gates as -1 - index.

    In a gate with a `decision`, a member counts only while its option of that decision is taken.
    """

    k: int
    members: tuple[int, ...]
    decision: str = ""
    options: tuple[tuple[int, ...], ...] = ()
    """For each member of a decided gate, the places of its option in the file (several where it is repeated)."""
    weights: tuple[int, ...] = ()
    """What each member counts, at most `k`; empty where each counts 1."""

    def weight(self, position: int) -> int:
        """What the member at `position` counts."""
        return self.weights[position] if self.weights else 1

    @property
    def most(self) -> int:
        """What all members count together."""
        return sum(self.weights) if self.weights else len(self.members)


Decision = tuple[str, int]
"""A named choice, and the place of an option that is taken in it."""


def taken(gate: Gate, position: int, decided: Set[Decision]) -> bool:
    """Whether the decision of a gate, if it has one, lets its member at `position` count."""
    return not gate.decision or any((gate.decision, option) in decided for option in gate.options[position])


@dataclass(frozen=True, slots=True)
class Way:
    """One way to obtain `item`."""

    item: int
    minutes: int
    requires: tuple[int, ...]
    """Items and gates that must hold from earlier steps."""
    corequisites: tuple[int, ...] = ()
    """Items and gates that must hold from earlier steps or the same one."""
    credit: str = ""
    """The planned item whose credit makes this way cheaper."""
    studied: bool = True
    """False where the item comes for nothing with another one."""
    cents: int = 0
    """Likely cost in hundredths of a US dollar."""


@dataclass(slots=True)
class Ways:
    """All ways for one learner. `items` are the ids; item numbers are indices into it."""

    items: list[str]
    index: dict[str, int]
    held: set[str]
    goal: int
    gates: list[Gate] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    exclusive: set[str] = field(default_factory=set)
    """Decisions of which only one option may be taken."""
    network: Network | None = None
    """What rests on what, once somebody has asked for it."""
    option_rank: dict[int, int] = field(default_factory=dict)
    """Item -> its best position among the options of a choice; 0 for what is no option anywhere."""

    @property
    def decisions(self) -> dict[str, list[int]]:
        """Every decision that some gate depends on, with its options."""
        found: dict[str, set[int]] = {}
        for gate in self.gates:
            if gate.decision:
                found.setdefault(gate.decision, set()).update(*gate.options)
        return {name: sorted(options) for name, options in sorted(found.items())}

    def let_go(self) -> None:
        """Forget everything, piece by piece: going all at once, a large curriculum would keep other threads waiting."""
        parts: list[list[Any]] = [self.ways, self.gates]
        if self.network:
            parts += [self.network.required_by, self.network.beside, self.network.member_of]
        for part in parts:
            while part:
                del part[-1000:]


LEAST_LEFT = Decimal("0.05")
"""Of an item that was studied for longer than it should take, this part is left."""


def remaining_minutes(node: Node, learner: Learner, credit: float) -> int:
    """Likely study minutes left after partial credit (a fraction of 1) and what was done, rounded half up."""
    item = node.id
    return minutes_left(node.hours.likely, credit, learner.progress.get(item, 0.0), learner.logged.get(item, 0.0))


def hours_left(curriculum: Curriculum, learner: Learner, items: Iterable[str], held: Iterable[str]) -> dict[str, float]:
    """Likely hours of study left of these steps of a plan, in its order: what is held gives credit, and so does each of
    them to those behind it.
    """
    nodes = curriculum.by_id
    giving = [item for item in sorted(held) if nodes[item].partial]
    found: dict[str, float] = {}
    for item in items:
        credit = best_credit(curriculum, giving, item)
        found[item] = remaining_minutes(nodes[item], learner, credit.fraction if credit else 0.0) / 60
        giving += [item] if nodes[item].partial else []
    return found


@lru_cache(maxsize=16384)
def minutes_left(hours: float, credit: float, progress: float, logged: float) -> int:
    """Study minutes that are left of these `hours`, `logged` hours of study beyond the `progress` taken off."""
    whole = Decimal(repr(hours)) * (1 - Decimal(repr(credit)))
    left = whole * (1 - Decimal(repr(progress)))
    if logged:
        left = max(left - Decimal(repr(logged)), min(left, whole * LEAST_LEFT))
    return int((left * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def plannable(node: Node, learner: Learner) -> bool:
    """Whether the learner may plan this node at all (it may still be held)."""
    entry = node.kind is Kind.ROLE and node.id != learner.goal
    costly = learner.free_only and node.cost_usd > 0 and not has_begun(node, learner)
    return node.status is Status.ACTIVE and not entry and not costly and node.id not in learner.avoid


def build_ways(curriculum: Curriculum, learner: Learner) -> Ways:
    """Every way to obtain every item that this learner may plan."""
    return _Builder(curriculum, learner).build()


def _rests_on(source: Node, item: str, among: Mapping[str, Node]) -> bool:
    """Whether studying `source` takes the item whatever is chosen, directly or over others of `among`."""
    seen, stack = {source.id}, [source]
    while stack:
        for before in conjuncts(stack.pop().requires):
            if before == item:
                return True
            if before in among and before not in seen:
                seen.add(before)
                stack.append(among[before])
    return False


class _Builder:
    def __init__(self, curriculum: Curriculum, learner: Learner) -> None:
        items = [node.id for node in curriculum.nodes]
        index = {identity: number for number, identity in enumerate(items)}
        held = held_items(curriculum, learner)
        self.curriculum, self.learner, self.prefer = curriculum, learner, curriculum.with_levels(learner.prefer)
        self.result = Ways(items=items, index=index, held=held, goal=index[learner.goal])
        self.known_gates: dict[Gate, int] = {}
        self.allowed = {node.id for node in curriculum.nodes if plannable(node, learner)} - held

    def build(self) -> Ways:
        conferring: dict[str, list[Node]] = {}
        crediting: dict[str, list[Node]] = {}
        for node in self.curriculum.nodes:  # also those that may not be planned: they may come with another one
            if node.id not in self.result.held:
                for granted in node.grants:
                    conferring.setdefault(granted, []).append(node)
                for credited in node.partial:
                    crediting.setdefault(credited, []).append(node)
        for node in self.curriculum.nodes:
            if node.id in self.result.held:
                continue
            for source in self._sources(node, conferring):
                self._add(Way(self.result.index[node.id], 0, (self.result.index[source.id],), studied=False))
            if node.id in self.allowed:
                self._study(node, crediting.get(node.id, []))
        return self.result

    def _sources(self, node: Node, conferring: Mapping[str, list[Node]]) -> list[Node]:
        """What may bring the item for nothing.

        What needs the item itself is no such thing, though who holds it already holds the item: it is replaced by what
        brings it for nothing. Otherwise every skill with levels would be a circle, and circles are slow to tell apart.
        """

        def direct(one: Node) -> list[Node]:
            return conferring.get(one.id, []) + [self.curriculum.by_id[accepted] for accepted in one.accepts_held]

        first = direct(node)
        looked_at = {source.id: source for source in first}
        waiting, found = list(looked_at.values()), []
        for source in waiting:
            if not _rests_on(source, node.id, looked_at):
                found.append(source)
                continue
            new = [one for one in direct(source) if one.id not in looked_at and one is not node]
            looked_at |= {one.id: one for one in new}
            waiting += new
        return first if len(found) == len(waiting) else found

    def _add(self, way: Way) -> None:
        self.result.ways.append(way)

    def _study(self, node: Node, crediting: Iterable[Node]) -> None:
        credit = best_credit(self.curriculum, self.result.held, node.id)
        fraction = credit.fraction if credit else 0.0
        number = self.result.index[node.id]
        requires = self._conjunction(node.requires)
        corequisites = self._conjunction(node.corequisites)
        plain = remaining_minutes(node, self.learner, fraction)
        cents = round(node.cost_usd * 100)
        self._add(Way(number, plain, requires, corequisites, cents=cents))
        for source in crediting:
            cheaper = remaining_minutes(node, self.learner, max(fraction, source.partial[node.id]))
            if cheaper < plain:
                after = (*requires, self.result.index[source.id])
                self._add(Way(number, cheaper, after, corequisites, credit=source.id, cents=cents))
        for requirement in (node.requires, node.corequisites):
            self._rank_options(requirement, 0)

    def _rank_options(self, requirement: Requirement | None, rank: int) -> None:
        if requirement is None or isinstance(requirement, str):
            return
        for position, member in enumerate(distinct_members(requirement)):
            inner = rank if isinstance(requirement, All) else max(rank, position)
            if isinstance(member, str):
                if not isinstance(requirement, All) or rank:
                    number = self.result.index[member]
                    self.result.option_rank[number] = min(inner, self.result.option_rank.get(number, inner))
            else:
                self._rank_options(member, inner)

    def _conjunction(self, requirement: Requirement | None) -> tuple[int, ...]:
        """Members that must all hold; what is held already is left out."""
        if requirement is None or self._held(requirement):
            return ()
        if isinstance(requirement, All):
            parts = [part for member in requirement.all for part in self._conjunction(member)]
            return tuple(dict.fromkeys(parts))
        return (self._compile(requirement),)

    def _held(self, requirement: Requirement) -> bool:
        return holds(requirement, self.result.held)

    def _compile(self, requirement: Requirement) -> int:
        if isinstance(requirement, str):
            return self.result.index[requirement]
        if isinstance(requirement, All):
            inside = self._conjunction(requirement)
            return inside[0] if len(inside) == 1 else self._gate(Gate(len(inside), inside))
        if isinstance(requirement, Months):
            return self._gate(self._sum_of_months(requirement))
        return self._choice(requirement)

    def _sum_of_months(self, threshold: Months) -> Gate:
        """The months that are still lacking, in the largest unit in which all of them are whole numbers."""
        lacking = threshold.units - sum(units for item, units in threshold.counted if item in self.result.held)
        free = [(item, min(units, lacking)) for item, units in threshold.counted if item not in self.result.held]
        if sum(units for _item, units in free) < lacking:
            return Gate(1, ())  # never true
        unit = gcd(*(units for _item, units in free))
        weights = tuple(units // unit for _item, units in free)
        k = -(-lacking // unit)
        items = tuple(self.result.index[item] for item, _units in free)
        return Gate(k, items, weights=() if set(weights) == {1} else weights)

    def _choice(self, group: AnyOf | AtLeast) -> int:
        distinct = distinct_options(group)
        still = needed(group) - sum(self._held(member) for _at, member in distinct)
        open_options = [(at, member) for at, member in distinct if not self._held(member)]
        best = most_preferred([member for _at, member in open_options], self.prefer) if self.prefer else []
        preferred = [open_options[place] for place in best]
        if preferred and still > 0:
            if len(preferred) >= still:
                open_options = preferred
            else:
                rest = [option for option in open_options if option not in preferred]
                wanted = self._gate(self._decided(group, len(preferred), preferred))
                others = self._gate(self._decided(group, still - len(preferred), rest))
                return self._gate(Gate(2, (wanted, others)))
        return self._gate(self._decided(group, still, open_options))

    def _decided(self, group: AnyOf | AtLeast, k: int, options: list[tuple[tuple[int, ...], Requirement]]) -> Gate:
        compiled = tuple(self._compile(member) for _at, member in options)
        if group.name is None:
            return Gate(k, compiled)
        if isinstance(group, AnyOf):
            self.result.exclusive.add(group.name)
        return Gate(k, compiled, group.name, tuple(at for at, _member in options))

    def _gate(self, gate: Gate) -> int:
        if gate not in self.known_gates:
            self.known_gates[gate] = len(self.result.gates)
            self.result.gates.append(gate)
        return -1 - self.known_gates[gate]
