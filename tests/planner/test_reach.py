"""What can be obtained, kept up to date, against the same worked out anew; and landmarks that are none too many."""

from __future__ import annotations

import gc
from typing import ClassVar
from unittest import mock
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Instance, instances

from benchmarks.generate import generate
from planner.planning.choose import choose
from planner.planning.closure import Closure
from planner.planning.landmark_search import LandmarkSearch, Wanted
from planner.planning.limit import Limit
from planner.planning.program import Program
from planner.planning.reach import Element, Network, State
from planner.planning.ways import Ways, build_ways


def elements_of(ways: Ways) -> list[Element]:
    options = [(name, option) for name, found in ways.decisions.items() for option in found]
    return [*range(len(ways.ways)), *options]


def obtained(ways: Ways, elements: list[Element]) -> set[int]:
    chosen = [one for one in elements if isinstance(one, int)]
    return set(Closure(ways).derive(chosen, {one for one in elements if not isinstance(one, int)}).step)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_step_by_step_is_the_same_as_anew(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    dice.shuffle(elements)
    state, added = State(Network(ways)), []
    while elements:
        some = elements[: dice.randint(1, 4)]
        del elements[: len(some)]
        added += some
        before = state.copy()
        state.add(some)
        assert {item for item in range(len(ways.items)) if state.has(item)} == obtained(ways, added)
        assert {item for item in range(len(ways.items)) if before.has(item)} == obtained(ways, added[: -len(some)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_landmarks_are_needed_and_hold_nothing_superfluous(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    dice.shuffle(elements)
    reachable = obtained(ways, elements)
    wanted = [Wanted(item, 1.0) for item in range(len(ways.items))]
    found = LandmarkSearch(Network(ways)).find(elements, {}, wanted)
    assert set(found) == set(range(len(wanted)))
    for item, landmark in found.items():
        rest = [one for one in elements if one not in landmark]
        assert item not in obtained(ways, rest)
        assert item not in reachable or landmark
        for one in landmark:
            assert item in obtained(ways, [*rest, one])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_what_is_in_large_part_there_is_left_out_last(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    share = {element: dice.choice((0.0, 0.25, 0.5, 1.0)) for element in elements}
    elements.sort(key=lambda element: -share[element])
    wanted = [Wanted(item, dice.choice((0.3, 0.6, 1.1))) for item in range(len(ways.items))]
    for place, landmark in LandmarkSearch(Network(ways)).find(elements, share, wanted).items():
        item, below, _given = wanted[place]
        assert sum(share[element] for element in landmark) < below
        first = [one for one in elements if share[one] > max((share[other] for other in landmark), default=0.0)]
        assert item not in obtained(ways, first)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_a_landmark_behind_other_items_is_a_landmark(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    dice.shuffle(elements)
    wanted = [Wanted(ways.goal, 1.0, (item,)) for item in range(len(ways.items)) if item != ways.goal]
    found = LandmarkSearch(Network(ways)).find(elements, {}, wanted)
    for place, landmark in found.items():
        behind = wanted[place].given[0]
        rest = [one for one in elements if one not in landmark]
        assert ways.goal not in obtained(ways, rest)
        for_nothing = [one for one in elements if isinstance(one, int) and ways.ways[one].item == behind]
        assert not set(for_nothing) & set(landmark)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_what_is_not_needed_is_what_can_be_left_out_alone(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    dice.shuffle(elements)
    given_, tried = elements[: len(elements) // 2], elements[len(elements) // 2 :]
    spare = LandmarkSearch(Network(ways)).not_needed(tried, given_, ways.goal)
    for place, one in enumerate(tried):
        others = given_ + tried[:place] + tried[place + 1 :]
        assert (one in spare) == (ways.goal in obtained(ways, others))


class Noted(Program):
    made: ClassVar[list[ref[Program]]] = []

    def __init__(self, *details) -> None:
        super().__init__(*details)
        self.made.append(ref(self))


def test_a_choice_leaves_nothing_that_holds_itself_up() -> None:
    """Python's collector of garbage would have to find it, and every thread would stand still meanwhile."""
    document = generate("cyc", 60, 0)
    gc.disable()
    try:
        with mock.patch("planner.planning.choose.Program", Noted):
            choose(document.curriculum, document.learner, Limit(cancelled=lambda: False))
        assert Noted.made
        assert all(made() is None for made in Noted.made)
    finally:
        gc.enable()


@pytest.mark.parametrize("after", [0, 1, 5, 25, 100])
def test_a_search_ended_early_has_a_valid_set_with_a_bound(after: int) -> None:
    document = generate("cyc", 120, 0)
    best = choose(document.curriculum, document.learner)
    looks = iter(range(1_000_000))
    early = choose(document.curriculum, document.learner, Limit(cancelled=lambda: next(looks) >= after))
    assert document.learner.goal in early.step
    assert early.minutes * (1 - early.gap) <= best.minutes + 1 <= early.minutes + 1
    assert early.minutes == best.minutes or not early.proved


@pytest.mark.parametrize("after", range(40))
def test_a_search_that_is_ended_anywhere_ends(after: int) -> None:
    """Found by a property test that stood still: what did not reach the goal was cut off no more, and found again."""
    document = generate("cyc", 50, 2)
    looks = iter(range(20_000))
    early = choose(document.curriculum, document.learner, Limit(cancelled=lambda: next(looks) >= after))
    assert document.learner.goal in early.step
