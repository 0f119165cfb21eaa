"""Which items count for a threshold of months: found out once for the whole curriculum, files merged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from planner.model.requirement import UNITS_A_MONTH, Counted, Months, Requirement, thresholds, with_counted

if TYPE_CHECKING:
    from planner.model.curriculum import Node


def resolved(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with every threshold in their requirements told what counts; most stay the very same objects."""
    index = _Index(nodes)
    return tuple(index.told(node) if _asks(node) else node for node in nodes)


def references(nodes: Sequence[Node]) -> int:
    """How many items all thresholds count together at most; cheap also where a file asks for far too many."""
    index = _Index(nodes)
    return sum(
        len(one.of) + sum(len(index.tagged.get(tag, ())) for tag in one.tags)
        for node in nodes
        for requirement in (node.requires, node.corequisites)
        for _path, one in thresholds(requirement)
    )


def _asks(node: Node) -> bool:
    return any(thresholds(node.requires)) or any(thresholds(node.corequisites))


class _Index:
    def __init__(self, nodes: Sequence[Node]) -> None:
        self.place = {node.id: place for place, node in enumerate(nodes)}
        self.units: dict[str, int] = {}
        self.tagged: dict[str, list[str]] = {}
        for node in nodes:
            if node.months is not None:
                hundredths = Decimal(repr(node.months.likely)) * UNITS_A_MONTH
                self.units[node.id] = int(hundredths.quantize(Decimal(1), rounding=ROUND_HALF_UP))
                if node.kind == "experience":
                    for tag in node.tags:
                        self.tagged.setdefault(tag, []).append(node.id)

    def told(self, node: Node) -> Node:
        """The node with its thresholds told what counts. An item never counts for itself."""

        def look_up(threshold: Months) -> Counted:
            tagged = {item for tag in threshold.tags for item in self.tagged.get(tag, ())}
            items = dict.fromkeys((*threshold.of, *sorted(tagged, key=self.place.__getitem__)))
            return tuple((item, self.units[item]) for item in items if item in self.units and item != node.id)

        def new(requirement: Requirement | None) -> Requirement | None:
            return None if requirement is None else with_counted(requirement, look_up)

        fields = {"requires": new(node.requires), "corequisites": new(node.corequisites)}
        changed = {name: value for name, value in fields.items() if value is not getattr(node, name)}
        return node.changed(**changed) if changed else node
