"""Levels of the choice one after another: what is decided stays decided, however much a later level would gain."""

from __future__ import annotations

import pytest
from build import all_of, any_of, curriculum, ids, learner, node, plan

from benchmarks.generate import generate
from planner.planning.choose import choose, prepare
from planner.planning.limit import Limit


def test_a_minute_counts_more_than_any_number_of_items():
    parts = [node(f"part-{at}", 17) for at in range(40)]
    whole = node("whole", 17 * 40 + 1 / 60)
    goal = node("goal", 0, any_of("whole", all_of(*(part["id"] for part in parts))))
    assert "part-0" in ids(plan(*parts, whole, goal))


def test_one_item_counts_more_than_any_number_of_later_options():
    early = [node(f"early-{at}", 30) for at in range(11)]
    late = [node(f"late-{at}", 33) for at in range(10)]
    groups = [any_of(*(part["id"] for part in early), other["id"]) for other in late]  # the place of the last one is 11
    ways = any_of(all_of(*(part["id"] for part in early)), all_of(*(part["id"] for part in late)))
    assert "late-0" in ids(plan(*early, *late, node("goal", 0, all_of(ways, *groups))))


def test_ties_are_settled_by_the_smallest_id():
    nodes = [node(name, 1) for name in ("d", "b", "c", "a")]
    both = [any_of(*names) for names in (("d", "b"), ("b", "d"), ("c", "a"), ("a", "c"), ("d", "c"))]
    # Two items do, and all of them are the first option somewhere: d and c, d and a, b and c.
    found = choose(curriculum(*nodes, node("goal", 0, all_of(*both))), learner())
    assert set(found.studied) == {"a", "d", "goal"}


@pytest.mark.parametrize(("family", "seed"), [("cur.3", 4), ("rand", 1), ("cur.1", 2)])
def test_no_equally_good_set_has_smaller_ids(family: str, seed: int):
    """Once more with a row for each level and the ids in one number."""
    document = generate(family, 150, seed)
    found = choose(document.curriculum, document.learner)
    task = prepare(document.curriculum, document.learner)
    assert task
    item = {index: task.ways.ways[index].item for index in task.studied}
    names = {index: task.ways.items[number] for index, number in item.items()}
    rank = {name: task.ways.option_rank.get(item[index], 0) for index, name in names.items()}
    model = task.program(Limit())
    model.at_most(task.aims[0], found.minutes)
    model.at_most(dict.fromkeys(item, 1), len(found.studied))
    model.at_most({index: rank[name] for index, name in names.items()}, sum(map(rank.__getitem__, found.studied)))
    ids = sorted(rank)[:15]
    assert model.find({index: -(1 << (15 - ids.index(name))) for index, name in names.items() if name in ids})
    assert {names[index] for index in model.selected() & set(names)} & set(ids) == set(ids) & set(found.studied)
