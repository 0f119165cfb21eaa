"""Requirements that are edited part by part: nothing is lost that nobody took away, and what is left can be met."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from planner.app import requirement_tree as trees
from planner.app.draft_picture import picture_of
from planner.app.requirement_tree import Form
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.problem import PlannerError
from planner.model.requirement import All, AnyOf, AtLeast, Requirement, holds, leaves

IDS = st.sampled_from("abcdef")


def _groups(inner: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    some = st.lists(inner, min_size=1, max_size=4, unique_by=str).map(tuple)
    return st.one_of(
        some.map(lambda all: All(all=all)),
        some.map(lambda any: AnyOf(any=any)),
        some.map(lambda any: AnyOf(any=any, name="Choice", labels=tuple(f"option {at}" for at in range(len(any))))),
        some.map(lambda of: AtLeast(k=min(2, len(of)), of=of)),
    )


REQUIREMENTS = st.recursive(IDS, _groups, max_leaves=8)


def places(whole: Requirement) -> list[trees.Place]:
    return [place for place, _part in trees.places(whole)]


def groups(whole: Requirement) -> list[trees.Place]:
    return [place for place, part in trees.places(whole) if not isinstance(part, str)]


@given(REQUIREMENTS, st.data())
def test_what_is_moved_is_still_there(whole, data):
    place = data.draw(st.sampled_from(places(whole)))
    target = data.draw(st.sampled_from(groups(whole) or [()]))
    moved = trees.moved(whole, place, target)
    assert set(leaves(moved)) == set(leaves(whole))


@given(REQUIREMENTS, st.data())
def test_what_is_taken_away_leaves_no_group_of_nothing(whole, data):
    place = data.draw(st.sampled_from(places(whole)))
    left = trees.removed(whole, place)
    assert set(leaves(left)) <= set(leaves(whole))
    assert (left is None) == (not list(leaves(left)))
    if left is not None:
        assert holds(left, set("abcdef"))  # it can be met


@given(REQUIREMENTS, IDS, st.data())
def test_what_is_added_is_there_once(whole, item, data):
    place = data.draw(st.sampled_from(places(whole)))
    grown = trees.added(whole, place, item)
    assert set(leaves(grown)) == {*leaves(whole), item}
    assert trees.added(grown, place, item) == grown


@given(REQUIREMENTS, st.sampled_from(Form), st.data())
def test_a_group_that_asks_for_something_else_keeps_its_members(whole, form, data):
    place = data.draw(st.sampled_from(places(whole)))
    new = trees.grouped(whole, place, form, 2)
    assert sorted(leaves(new)) == sorted(leaves(whole))
    part = trees.part_at(new, place)
    assert isinstance(part, (All, AnyOf, AtLeast))
    assert trees.form_of(part) is form


@given(REQUIREMENTS, st.integers(-3, 3), st.data())
def test_an_option_takes_its_label_along(whole, by, data):
    place = data.draw(st.sampled_from(places(whole)))
    new, there = trees.shifted(whole, place, by)
    assert sorted(leaves(new)) == sorted(leaves(whole))
    assert trees.part_at(new, there) == trees.part_at(whole, place)
    if place:
        before, after = trees.part_at(whole, place[:-1]), trees.part_at(new, there[:-1])
        if isinstance(before, AnyOf) and isinstance(after, AnyOf) and before.labels:
            assert dict(zip(before.labels, map(str, before.any), strict=True)) == dict(
                zip(after.labels, map(str, after.any), strict=True)
            )


def test_wrong_words_of_a_choice_are_refused_in_a_sentence():
    with pytest.raises(PlannerError) as wrong:
        trees.described(AnyOf(any=("a", "b")), (), labels=("only one",))
    assert "labels" in wrong.value.problems[0].message


def test_only_the_link_that_closes_a_circle_leaves_the_map():
    def node(item: str, requires: Requirement | None = None) -> Node:
        return Node(id=item, title=item.upper(), kind=Kind.SKILL, domain="x", requires=requires)

    def curriculum(*nodes: Node) -> Curriculum:
        return Curriculum(id="c", title="C", nodes=nodes)

    first = picture_of(curriculum(node("a"), node("b", "a"), node("c", "b")))
    assert first.circling == ()
    second = picture_of(curriculum(node("a", "c"), node("b", "a"), node("c", "b")), first.map)
    assert second.circling == (("c", "a"),)
    assert second.map.needs == first.map.needs
    itself = picture_of(curriculum(node("a", "a"), node("b", "a")))
    assert itself.circling == (("a", "a"),)
