"""Two plans on one map: the one that is shown, and another one that it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.app.focus import way_to
from planner.app.map import Line, MapNode, Module, Side, Signs
from planner.model.curriculum import Curriculum
from planner.model.plan import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Beside:
    """The other plan on the map."""

    plan: Plan
    signs: Signs
    """How the two are told apart."""

    def merged(self, plan: Plan) -> Plan:
        """What both plans need, in one: dates and hours are those of `plan` where it has the item."""
        theirs = {item.id: item for item in self.plan.items}
        mine = {item.id for item in plan.items}
        both = (_with_needs(item, theirs.get(item.id)) for item in plan.items)
        alone = [item for item in self.plan.items if item.id not in mine]
        away = {item.id for item in alone}
        held = tuple(item for item in plan.held if item not in away)
        return plan.changed(items=(*both, *alone), held=held)

    def sides(self, plan: Plan) -> Callable[[str], tuple[Side | None, int]]:
        """Which plan has an item, and by how many days it ends later; (None, 0) where both do, on the same days."""
        first, second = ({item.id: item for item in one.items} for one in (self.plan, plan))

        def side(item: str) -> tuple[Side | None, int]:
            one, other = first.get(item), second.get(item)
            if one and other:
                days = (other.finish - one.finish).days if one.finish and other.finish else 0
                return (Side.MOVED, days) if days or one.start != other.start else (None, 0)
            if one or (item == self.plan.start != plan.start):
                return Side.FIRST, 0
            return (Side.SECOND if other or (item == plan.start != self.plan.start) else None), 0

        return side

    def ends(self, curriculum: Curriculum) -> list[str]:
        """What only the other plan may begin and end with."""
        return [item for item in (self.plan.start, self.plan.goal) if item is not None and item in curriculum.by_id]

    def sided(self, lines: Sequence[Line], nodes: Mapping[str, MapNode], plan: Plan) -> list[Line]:
        """Every line with the plan that it belongs to; those of both stay as they are."""
        first, second = ({item.id: frozenset(item.needs) for item in one.items} for one in (self.plan, plan))
        return [_sided(line, nodes, first, second) for line in lines]

    def way(self) -> tuple[str, ...]:
        """The chain that ends latest in the other plan."""
        from planner.graph.order import acyclic, reduced  # the graph library: not before a map is drawn

        planned = {item.id: item for item in self.plan.items}
        if self.plan.goal not in planned:
            return ()
        needs = acyclic({item.id: [one for one in item.needs if one in planned] for item in self.plan.items})
        found = way_to(self.plan.goal, reduced(needs), planned)
        start = self.plan.start
        return found if start is None or found[0] in (start, self.plan.goal) else (start, *found)


def _with_needs(item: PlanItem, other: PlanItem | None) -> PlanItem:
    more = tuple(one for one in other.needs if one not in item.needs) if other else ()
    return item.changed(needs=(*item.needs, *more)) if more else item


def _sided(
    line: Line,
    nodes: Mapping[str, MapNode],
    first: Mapping[str, frozenset[str]],
    second: Mapping[str, frozenset[str]],
) -> Line:
    ends = {nodes[end].side for end in (line.before, line.after) if end in nodes}
    for side in (Side.FIRST, Side.SECOND):
        if side in ends:
            return replace(line, side=side)
    if line.before in nodes and line.after in nodes:
        in_first = line.before in first.get(line.after, ())
        in_second = line.before in second.get(line.after, ())
        if in_first != in_second:
            return replace(line, side=Side.FIRST if in_first else Side.SECOND)
    return line


def counted(modules: Mapping[str, Module], nodes: Mapping[str, MapNode]) -> dict[str, Module]:
    """Every module with how many of its steps only one plan has, and how many have moved; hours of the shown plan."""
    found: dict[str, Module] = {}
    for key, module in modules.items():
        inside = [nodes[item] for item in module.items]
        sides = [node.side for node in inside]
        found[key] = replace(
            module,
            hours=sum(node.hours for node in inside if node.planned and node.side is not Side.FIRST),
            first=sides.count(Side.FIRST),
            second=sides.count(Side.SECOND),
            moved=sides.count(Side.MOVED),
        )
    return found
