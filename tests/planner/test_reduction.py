"""Links that follow from others are dropped: laws of the reduction, for any needs."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.graph.order import Chains, acyclic, reduced, topological, topological_by

ITEMS = "abcdefg"


@given(st.dictionaries(st.sampled_from(ITEMS), st.sets(st.sampled_from(ITEMS))))
def test_reducing_keeps_what_follows_and_drops_what_is_implied(needs: Mapping[str, set[str]]) -> None:
    full = {item: sorted(needs.get(item, ())) for item in ITEMS}
    plain = acyclic({item: [one for one in before if one != item] for item, before in full.items()})
    kept = reduced(plain)

    def everything(links: Mapping[str, Sequence[str]], item: str, seen: set[str]) -> set[str]:
        for before in links[item]:
            if before not in seen:
                seen.add(before)
                everything(links, before, seen)
        return seen

    for item in plain:
        assert everything(kept, item, set()) == everything(plain, item, set())
        for before in kept[item]:
            others = {one: [b for b in kept[one] if (one, b) != (item, before)] for one in kept}
            assert before not in everything(others, item, set())
    assert topological(kept)


@given(st.dictionaries(st.integers(0, 30), st.sets(st.integers(0, 30), max_size=8)), st.randoms(use_true_random=False))
def test_any_order_and_whatever_is_named_twice_give_the_same(needs: Mapping[int, set[int]], rng: random.Random) -> None:
    forward = {str(item): [str(one) for one in needs.get(item, ()) if one < item] for item in range(31)}
    mixed = rng.sample(list(forward), len(forward))
    twice = {item: rng.sample(2 * forward[item], 2 * len(forward[item])) for item in mixed}
    kept = reduced(forward)
    again = reduced(twice)
    assert list(again) == mixed
    for item, befores in forward.items():
        assert sorted(again[item]) == sorted(kept[item])
        assert set(kept[item]) <= set(befores)


def test_the_needs_stay_as_they_were() -> None:
    needs = {"a": ["b", "c"], "b": ["c"], "c": []}
    assert reduced(needs) == {"a": ["b"], "b": ["c"], "c": []}
    assert needs == {"a": ["b", "c"], "b": ["c"], "c": []}


@pytest.mark.parametrize("needs", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": ["c", "d"], "c": ["a"]}])
def test_circles_cannot_be_reduced(needs: Mapping[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="circle"):
        reduced(needs)


@given(
    st.dictionaries(st.sampled_from(ITEMS), st.lists(st.sampled_from(ITEMS), max_size=4)),
    st.fixed_dictionaries({item: st.integers(0, 2) for item in ITEMS}),
)
def test_the_order_by_a_key_and_what_runs_in_circles_are_those_of_networkx(
    needs: Mapping[str, list[str]], keys: Mapping[str, int]
) -> None:
    graph = nx.DiGraph((before, item) for item, befores in needs.items() for before in befores)
    graph = nx.compose(nx.empty_graph(list(needs), create_using=nx.DiGraph), graph)
    groups = {item: number for number, part in enumerate(nx.strongly_connected_components(graph)) for item in part}
    straight = acyclic(needs)
    for item, befores in needs.items():
        assert straight[item] == [before for before in befores if groups[before] != groups[item]]
    if nx.is_directed_acyclic_graph(graph):
        expected = list(nx.lexicographical_topological_sort(graph, key=lambda item: (keys[item],)))
        assert topological_by(needs, lambda item: (keys[item],)) == expected
    else:
        with pytest.raises(ValueError, match="circle"):
            topological_by(needs, lambda item: (keys[item],))


@given(st.dictionaries(st.sampled_from(ITEMS), st.sets(st.sampled_from(ITEMS))))
def test_chains_are_those_of_networkx_even_round_a_circle(needs: Mapping[str, set[str]]) -> None:
    chains = Chains(needs)
    graph: nx.DiGraph[str] = nx.DiGraph([(before, item) for item, befores in needs.items() for before in befores])
    graph.add_nodes_from(needs)
    for item in graph:
        assert chains.of(item) == (nx.ancestors(graph, item), nx.descendants(graph, item))
    assert chains.of("nothing") == (set(), set())
