"""What every way to something asks for, against leaving out one item after another; and choices with and without it."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import Instance, instances

from benchmarks.generate import FAMILIES, generate, with_harder_wishes
from planner.model.document import Document
from planner.planning.choose import Selection, choose, prepare
from planner.planning.closure import Closure
from planner.planning.limit import Unreachable
from planner.planning.reach import Network
from planner.planning.shared import SharedNeeds
from planner.planning.ways import Ways, build_ways


def check(ways: Ways) -> None:
    """What is said to be needed is: without it there is no way. Without corequisites nothing else is needed."""
    closure, network = Closure(ways), Network(ways)
    everything = range(len(ways.ways))
    needs = SharedNeeds(network, everything)
    assert needs.complete
    obtained = closure.derive(everything)
    plain = not any(way.corequisites for way in ways.ways)
    for item in {way.item for way in ways.ways}:
        without = closure.derive([index for index in everything if ways.ways[index].item != item])
        for part in needs.order:
            name = part if part < len(ways.items) else len(ways.items) - 1 - part
            if obtained.since(name) is not None:
                assert needs.of[part] >= 0
                needed, gone = bool(needs.of[part] >> item & 1), without.since(name) is None
                assert needed <= gone
                assert needed == gone or not plain


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances())
def test_without_a_shared_need_there_is_no_way(instance: Instance) -> None:
    check(build_ways(instance.curriculum, instance.learner))


@pytest.mark.parametrize("family", FAMILIES)
def test_without_a_shared_need_there_is_no_way_in_generated_curricula(family: str) -> None:
    for seed in range(2):
        document = generate(family, 60, seed)
        check(build_ways(document.curriculum, document.learner))


def test_the_closest_needs_imply_all_others() -> None:
    document = generate("cur.3", 120, 1)
    task = prepare(document.curriculum, document.learner)
    assert task
    needs = SharedNeeds(Network(task.ways), task.relevant)
    for part in needs.order:
        if needs.of[part] >= 0:
            closest = list(needs.closest(part, 0))
            own = 1 << part if part < len(task.ways.items) else 0
            implied = own
            for item in closest:
                implied |= needs.of[item]
                assert not any(needs.of[other] >> item & 1 for other in closest if other != item)
            assert implied == needs.of[part]


def chosen(document: Document, large: int) -> Selection | None:
    """The choice, with what is shared looked at from this many ways on; None where there is none."""
    module = "planner.planning.integer_search."
    with mock.patch(module + "_LARGE", large), mock.patch(module + "_VERY_LARGE", large):
        try:
            return choose(document.curriculum, document.learner)
        except Unreachable:
            return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances())
def test_the_choice_does_not_hang_on_what_is_shared(instance: Instance) -> None:
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    assert chosen(document, 0) == chosen(document, 10**9)


@pytest.mark.parametrize("family", FAMILIES)
def test_generated_choices_do_not_hang_on_what_is_shared(family: str) -> None:
    for seed in range(4):
        document = with_harder_wishes(generate(family, 90, seed), seed)
        assert chosen(document, 0) == chosen(document, 10**9)
