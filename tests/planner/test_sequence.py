"""One-machine orders: published optima, brute force on small cases, laws, circles, and searches that are cut short."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning import orders, sequence
from planner.planning.blocks import Tasks, bits, blocks
from planner.planning.limit import Limit
from planner.planning.sequence import Sequence, best_order, best_sequence

PUBLISHED = Path(__file__).parents[1] / "oracles" / "single_machine"


class Case(NamedTuple):
    """What `best_sequence` is asked."""

    minutes: dict[str, int]
    weights: dict[str, int]
    before: dict[str, list[str]]


def solved(case: Case, limit: Limit | None = None) -> Sequence[str]:
    """The answer, after checking everything that can be checked without knowing the best one."""
    found = best_sequence(*case, limit)
    assert sorted(found.order) == sorted(case.minutes)
    place = {job: number for number, job in enumerate(found.order)}
    assert all(place[one] < place[job] for job, ones in case.before.items() for one in ones)
    assert found.total == total(case, found.order)
    assert found.bound <= found.total
    assert found.proved == (found.bound == found.total)
    return found


def total(case: Case, order: tuple[str, ...]) -> int:
    clock = result = 0
    for job in order:
        clock += case.minutes[job]
        result += clock * case.weights[job]
    return result


def brute_force(case: Case) -> int:
    """The least total over all orders, job by job without any thought."""

    def rest(left: frozenset[str], clock: int) -> int:
        return min(
            (
                case.weights[job] * (clock + case.minutes[job]) + rest(left - {job}, clock + case.minutes[job])
                for job in left
                if not left.intersection(case.before.get(job, ()))
            ),
            default=0,
        )

    return rest(frozenset(case.minutes), 0)


def by_sets(case: Case) -> int:
    """The least total by dynamic programming over all sets that can come first; another exact method, for mid sizes."""
    best: dict[frozenset[str], tuple[int, int]] = {frozenset(): (0, 0)}
    for _ in case.minutes:
        after: dict[frozenset[str], tuple[int, int]] = {}
        for done, (clock, value) in best.items():
            for job in case.minutes.keys() - done:
                if done.issuperset(case.before.get(job, ())):
                    end = clock + case.minutes[job]
                    cost = value + end * case.weights[job]
                    after[done | {job}] = min(after.get(done | {job}, (end, cost)), (end, cost))
        best = after
    return next(iter(best.values()))[1]


@st.composite
def cases(draw: st.DrawFn, largest: int = 7) -> Case:
    """Small ones with many zeros and ties; the order of the keys has nothing to do with the prerequisites."""
    count = draw(st.integers(0, largest))
    jobs = [f"job{number}" for number in range(count)]
    small = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 50))
    minutes = {job: draw(small) for job in jobs}
    weights = {job: draw(small) for job in jobs}
    hidden = draw(st.permutations(jobs))
    before = {
        job: draw(st.lists(st.sampled_from(hidden[:place]), unique=True, max_size=3)) if place else []
        for place, job in enumerate(hidden)
    }
    return Case(minutes, weights, before)


def sparse(count: int, links: int, seed: int, heaviest: int = 1) -> Case:
    """Like the published ones: random minutes and a few random pairs."""
    rng = random.Random(seed)
    jobs = [str(number) for number in range(count)]
    hidden = rng.sample(jobs, count)
    before: dict[str, list[str]] = {}
    for _ in range(links):
        one, other = sorted(rng.sample(range(count), 2))
        before.setdefault(hidden[other], []).append(hidden[one])
    return Case({job: rng.randint(1, 10) for job in jobs}, {job: rng.randint(1, heaviest) for job in jobs}, before)


def opposed(count: int, needed: int, seed: int) -> Case:
    """Long jobs of little weight before short ones of great weight: the hardest there are, hardly anything splits."""
    rng = random.Random(seed)
    half = count // 2
    minutes = {str(job): rng.randint(6, 15) if job < half else rng.randint(0, 2) for job in range(count)}
    weights = {str(job): rng.randint(0, 2) if job < half else rng.randint(6, 15) for job in range(count)}
    before = {str(job): [str(one) for one in rng.sample(range(half), needed)] for job in range(half, count)}
    return Case(minutes, weights, before)


@pytest.fixture
def only_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small cases take the way of large ones: bounds and narrow searches, never all sets."""
    monkeypatch.setattr(sequence, "_FEW_HEAVY", 0)
    monkeypatch.setattr(orders, "_FEW_SETS", 0)
    monkeypatch.setattr(orders, "_FEW_HEAVY", 0)
    monkeypatch.setattr(orders, "_NARROW", 1)
    monkeypatch.setattr(orders, "_WIDTHS", (2, 8, 1000))


@pytest.mark.parametrize("name", ["instance10", "instance20b", "instance30", "instance50"])
def test_published_optima_are_reached_and_proved(name: str) -> None:
    published = json.loads((PUBLISHED / f"{name}.json").read_text("utf-8"))
    before: dict[str, list[str]] = {}
    for one, other in published["before"]:
        before.setdefault(other, []).append(one)
    found = solved(Case(published["hours"], dict.fromkeys(published["hours"], 1), before))
    assert found.total == found.bound == published["optimal_sum_of_completion_times"]


@given(cases(), st.booleans())
def test_nothing_is_better_than_what_is_proved(case: Case, in_blocks: bool) -> None:
    """In blocks as where many jobs have weight, and by all sets of weighted jobs as where few have."""
    with mock.patch.object(sequence, "_FEW_HEAVY", 0 if in_blocks else 7):
        found = solved(case)
    assert found.proved
    assert found.total == brute_force(case)


@given(cases(), st.booleans())
def test_jobs_by_number_are_put_in_the_same_order(case: Case, in_blocks: bool) -> None:
    jobs = list(case.minutes)
    needs = [[jobs.index(one) for one in case.before.get(job, ())] for job in jobs]
    with mock.patch.object(sequence, "_FEW_HEAVY", 0 if in_blocks else 7):
        named = best_sequence(*case)
        numbered = best_order(list(case.minutes.values()), [case.weights[job] for job in jobs], needs)
    assert tuple(jobs[job] for job in numbered.order) == named.order
    assert (numbered.total, numbered.bound) == (named.total, named.bound)


@pytest.mark.parametrize("seed", range(30))
def test_the_search_of_large_cases_is_exact_on_small_ones(only_search: None, seed: int) -> None:
    for case in (opposed(10, 2, seed), sparse(10, 12, seed, heaviest=10)):
        found = solved(case)
        assert found.proved
        assert found.total == by_sets(case)


@pytest.mark.parametrize("seed", range(15))
def test_a_search_that_is_too_narrow_says_so(only_search: None, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(orders, "_WIDTHS", (1,))
    case = opposed(12, 3, seed)
    found = solved(case)
    best = by_sets(case)
    assert found.bound <= best <= found.total
    assert not found.proved or found.total == best


@pytest.mark.parametrize("seed", range(5))
def test_mid_sizes_agree_with_another_exact_method(seed: int) -> None:
    for case in (sparse(14, 18, seed, heaviest=5), opposed(14, 3, seed)):
        found = solved(case)
        assert found.proved
        assert found.total == by_sets(case)


@pytest.mark.parametrize(("count", "links"), [(60, 40), (80, 80), (100, 55), (100, 150), (100, 300)])
def test_sparse_prerequisites_are_proved_at_once(count: int, links: int) -> None:
    assert solved(sparse(count, links, seed=7)).proved


def test_a_block_that_has_to_be_searched_is_proved() -> None:
    assert solved(opposed(30, 3, seed=3)).proved


def test_ten_milestones_among_three_hundred_jobs() -> None:
    rng = random.Random(5)
    jobs = [f"j{number}" for number in range(300)]
    before = {job: rng.sample(jobs[max(0, place - 40) : place], min(place, 2)) for place, job in enumerate(jobs)}
    milestones = set(rng.sample(jobs[100:], 10))
    case = Case({job: rng.randint(30, 600) for job in jobs}, {job: int(job in milestones) for job in jobs}, before)
    found = solved(case)
    assert found.proved
    last = max(found.order.index(job) for job in milestones)
    needed = set(milestones)
    for job in reversed(jobs):
        needed.update(before[job] if job in needed else ())
    assert set(found.order[: last + 1]) == needed  # nothing that no milestone needs comes before the last of them


@given(cases(), st.randoms(use_true_random=False), st.booleans())
def test_the_arrangement_of_before_changes_nothing(case: Case, rng: random.Random, in_blocks: bool) -> None:
    shuffled = {job: set(rng.sample(ones, len(ones))) for job, ones in reversed(case.before.items())}
    with mock.patch.object(sequence, "_FEW_HEAVY", 0 if in_blocks else 7):
        assert best_sequence(case.minutes, case.weights, shuffled) == best_sequence(*case)


def test_a_search_gives_the_same_order_again(only_search: None) -> None:
    case = opposed(16, 3, seed=1)
    assert solved(case) == solved(case)


@given(cases())
def test_backwards_the_least_total_is_the_same(case: Case) -> None:
    """Minutes and weights change places when time runs backwards."""
    after: dict[str, list[str]] = {}
    for job, ones in case.before.items():
        for one in ones:
            after.setdefault(one, []).append(job)
    assert solved(case).total == solved(Case(case.weights, case.minutes, after)).total


@given(cases(), st.integers(1, 1000), st.integers(1, 10**9))
def test_units_do_not_matter(case: Case, minute: int, weight: int) -> None:
    scaled = Case(
        {job: minute * value for job, value in case.minutes.items()},
        {job: weight * value for job, value in case.weights.items()},
        case.before,
    )
    assert best_sequence(*scaled).order == best_sequence(*case).order


@given(cases())
def test_another_prerequisite_never_helps(case: Case) -> None:
    found = solved(case)
    chain = {job: [found.order[place - 1]] if place else [] for place, job in enumerate(found.order)}
    for job in found.order:
        more = Case(case.minutes, case.weights, {**case.before, job: [*case.before[job], *chain[job]]})
        assert solved(more).total == found.total


@given(cases(9))
def test_blocks_come_most_urgent_first_and_split_no_further(case: Case) -> None:
    tasks = _tasks(case)
    found = blocks(tasks, (1 << len(tasks)) - 1)
    assert sum(found) == (1 << len(tasks)) - 1
    sums = [(_sum(tasks.weights, block), _sum(tasks.minutes, block)) for block in found]
    assert all(one[0] * two[1] >= two[0] * one[1] for one, two in pairwise(sums))
    done = 0
    for block, (weight, minutes) in zip(found, sums, strict=True):
        assert all(not tasks.above[task] & ~(done | block) for task in bits(block))
        done |= block
        for start in _beginnings(tasks, block):
            assert _sum(tasks.weights, start) * minutes < weight * _sum(tasks.minutes, start)


def _tasks(case: Case) -> Tasks:
    """Every job as a task, with at least one minute."""
    names = list(case.minutes)
    above: dict[str, int] = {}

    def needed(job: str) -> int:
        if job not in above:
            above[job] = 0
            for one in case.before[job]:
                above[job] |= needed(one) | 1 << names.index(one)
        return above[job]

    minutes, weights = [case.minutes[job] + 1 for job in names], [case.weights[job] for job in names]
    return Tasks(minutes, weights, [needed(job) for job in names], [(place,) for place in range(len(names))])


def _sum(values: list[int], tasks: int) -> int:
    return sum(values[task] for task in bits(tasks))


def _beginnings(tasks: Tasks, block: int) -> list[int]:
    """Parts of a block, neither empty nor whole, that can be done first."""
    found = []
    part = block & (block - 1)
    while part:
        if part != block and all(not tasks.above[task] & block & ~part for task in bits(part)):
            found.append(part)
        part = (part - 1) & block
    return found


@pytest.mark.parametrize("limit", [Limit(seconds=0.0), Limit(cancelled=lambda: True)])
def test_without_time_there_is_an_order_with_a_bound(limit: Limit) -> None:
    case = opposed(40, 4, seed=2)
    found = solved(case, limit)
    assert not found.proved
    assert 0.5 * found.total <= found.bound
    later = solved(case, Limit(seconds=0.6))
    assert found.bound <= later.total <= found.total


def test_wherever_the_search_for_many_jobs_is_stopped_there_is_an_order_with_a_bound() -> None:
    case = sparse(300, 200, seed=7)
    best = solved(case)
    assert best.proved
    unproved = 0
    for after in (0, 1, 10, 100, 300, 500, 700, 900, 1100, 1300):
        looks = iter([False] * after)
        found = solved(case, Limit(cancelled=partial(next, looks, True)))
        assert found.bound <= best.total
        unproved += not found.proved
    assert unproved > 2


def test_huge_numbers_are_bounded_without_rounding() -> None:
    case = opposed(40, 4, seed=2)
    huge = Case({job: value * 10**12 for job, value in case.minutes.items()}, case.weights, case.before)
    found = solved(huge, Limit(seconds=0.5))
    assert 0 < found.bound < found.total


def test_ties_go_to_the_order_of_minutes() -> None:
    assert best_sequence({"b": 1, "a": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}, {}).order == ("b", "a", "c")
    assert best_sequence({"z": 0, "y": 0}, {}, {}).order == ("z", "y")


@pytest.mark.parametrize("few", [0, 7])
def test_jobs_without_weight_wait_until_they_are_needed(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(sequence, "_FEW_HEAVY", few)
    minutes = {"hobby": 1, "basics": 5, "exam": 1, "note": 0}
    found = best_sequence(minutes, {"exam": 1, "note": 2}, {"exam": {"basics"}})
    assert found == Sequence(("note", "basics", "exam", "hobby"), 6, 6)


def test_what_is_not_listed_is_done_already() -> None:
    assert best_sequence({"a": 2}, {"a": 3, "x": 9}, {"a": ["x"], "x": ["a"]}) == Sequence(("a",), 6, 6)


def test_nothing_to_do() -> None:
    assert best_sequence({}, {}, {}) == Sequence((), 0, 0)


@pytest.mark.parametrize(
    ("before", "circle"),
    [({"a": ["a"]}, {"a"}), ({"a": ["b"], "b": ["c"], "c": ["a", "d"]}, {"a", "b", "c"})],
)
def test_a_circle_is_named(before: Mapping[str, list[str]], circle: set[str]) -> None:
    with pytest.raises(ValueError, match="circle") as error:
        best_sequence(dict.fromkeys("abcd", 1), {}, before)
    assert set(str(error.value).partition(": ")[2].split(", ")) == circle


@pytest.mark.parametrize(("minutes", "weights"), [({"a": -1}, {}), ({"a": 1}, {"a": -1})])
def test_negative_numbers_are_refused(minutes: dict[str, int], weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        best_sequence(minutes, weights, {})
