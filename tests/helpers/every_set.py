"""Every set of items that reaches a goal, for random curricula that are small enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from hypothesis import assume
from strategies import Instance

from planner.planning.choose import Task, prepare
from planner.planning.closure import Closure
from planner.planning.limit import Unreachable
from planner.planning.ways import Decision


def task_of(instance: Instance) -> Task:
    """What there is to choose from; small enough to try everything."""
    try:
        task = prepare(instance.curriculum, instance.learner)
    except Unreachable:
        task = None
    assume(task is not None)
    assert task is not None
    assume(prod(1 + len(ways) for ways in ways_of(task)) <= 800)
    return task


def ways_of(task: Task) -> list[list[int]]:
    """The ways to study each item."""
    by_item: dict[int, list[int]] = {}
    for index in task.studied:
        by_item.setdefault(task.ways.ways[index].item, []).append(index)
    return [*by_item.values()]


def every_set(task: Task) -> Iterator[tuple[frozenset[int], frozenset[Decision]]]:
    """Every set of items with every way to study them and to decide the choices."""
    closure, free = Closure(task.ways), set(task.relevant) - set(task.studied)
    single = [[(name, option) for option in found] for name, found in task.ways.decisions.items()]
    exclusive = [options for options in single if options[0][0] in task.ways.exclusive]
    others = [option for options in single if options[0][0] not in task.ways.exclusive for option in options]
    for chosen in product(*([None, *ways] for ways in ways_of(task))):
        taken = {index for index in chosen if index is not None}
        for options in product(*exclusive):
            decided = frozenset((*options, *others))
            derived = closure.derive(free | taken, decided)
            if task.ways.goal in derived.step and taken <= {*derived.way.values()}:
                yield frozenset(free | taken), decided
