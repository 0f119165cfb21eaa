"""What can be obtained, kept up to date, against the same worked out anew; and landmarks that are none too many."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Instance, instances

from planner.planning.closure import Closure
from planner.planning.reach import Element, Network, State, landmarks
from planner.planning.ways import Ways, build_ways


def elements_of(ways: Ways) -> list[Element]:
    options = [(name, option) for name, found in ways.decisions.items() for option in found]
    return [*range(len(ways.ways)), *options]


def obtained(ways: Ways, elements: list[Element]) -> set[int]:
    chosen = [one for one in elements if isinstance(one, int)]
    return set(Closure(ways).derive(chosen, {one for one in elements if not isinstance(one, int)}).step)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.randoms(use_true_random=False))
def test_landmarks_are_needed_and_hold_nothing_superfluous(instance: Instance, dice) -> None:
    ways = build_ways(instance.curriculum, instance.learner)
    elements = elements_of(ways)
    dice.shuffle(elements)
    if instance.learner.goal in ways.held or ways.goal not in obtained(ways, elements):
        return
    state = State(Network(ways))
    added: list[Element] = []
    for landmark in landmarks(state, elements, ways.goal, 100):
        rest = [one for one in elements if one not in landmark]
        assert ways.goal not in obtained(ways, rest)
        for one in landmark:
            assert ways.goal in obtained(ways, [*rest, one])
        assert not set(added) & set(landmark)
        added.append(landmark[0])
    assert state.has(ways.goal)
