"""The ways of a map: to an item, through it to the goal, and what stands one step beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.model.plan import Plan, PlanItem


def way_to(item: str, lines: Mapping[str, Sequence[str]], planned: Mapping[str, PlanItem]) -> tuple[str, ...]:
    """Back from an item along the prerequisite that is ready last: what a person has to get through, in order."""

    def last(one: str) -> tuple[date, int]:
        return planned[one].finish or date.max, len(lines[one])

    chain = [item]
    while befores := [one for one in lines[chain[-1]] if one in planned]:
        chain.append(max(befores, key=last))
    return tuple(reversed(chain))


def focused(plan: Plan, path: Sequence[str], lines: Mapping[str, Sequence[str]], item: str) -> frozenset[str]:
    """The items of the way through an item, and those that are one line away from it.

    That is the learner's own path where it holds the item. What is planned beside it is reached like the steps of the
    path, and leads on by the chain of reasons that the plan gives for it. What is not planned is shown beside the path.
    """
    planned = {one.id: one for one in plan.items}
    way = {*path}
    if item in planned and item not in way:
        on = [step.needed_by for step in planned[item].why if step.needed_by in lines]
        way = {path[0], *way_to(item, lines, planned), *on}
    elif item in lines:
        way.add(item)
    before = {one for step in way for one in lines[step]}
    after = {one for one, befores in lines.items() if not way.isdisjoint(befores)}
    return frozenset(way | before | after)
