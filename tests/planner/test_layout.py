"""Laws of the drawing, for any graph."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.graph.order import acyclic, reduced, topological
from planner.layout.tree import Box, Measures, lay_out


@st.composite
def boxes(draw: st.DrawFn) -> list[Box]:
    """Up to 25 boxes in three lanes and three eras; links from earlier to later boxes."""
    found: list[Box] = []
    for number in range(draw(st.integers(0, 25))):
        before = draw(st.sets(st.sampled_from(found), max_size=3)) if found else set()
        era = max([draw(st.integers(0, 2)), *(box.era for box in before)])
        names = tuple(sorted(box.id for box in before))
        found.append(Box(f"n{number}", draw(st.sampled_from("abc")), era, names))
    return sorted(found, key=lambda box: box.era)


@given(boxes())
def test_boxes_stand_in_their_lane_and_era_and_never_overlap(drawn):
    tree = lay_out(drawn, ["c", "a", "b"])
    size = tree.measures
    lanes = {band.key: band for band in tree.lanes}
    eras = dict(zip(sorted({box.era for box in drawn}), tree.eras, strict=True))
    for box in drawn:
        x, y = tree.places[box.id]
        lane, era = lanes[box.lane], eras[box.era]
        assert lane.begin + size.lane_title <= y <= lane.begin + lane.size - size.height
        assert era.begin <= x <= era.begin + era.size - size.width
        assert x + size.width <= tree.width
        assert y + size.height <= tree.height
        for other in drawn:
            if other.id != box.id:
                left, top = tree.places[other.id]
                assert abs(left - x) >= size.width or abs(top - y) >= size.height
        for before in box.before:
            assert tree.places[before][0] + size.width < x


@given(boxes())
def test_lines_lead_from_box_to_box_and_cross_no_other(drawn):
    tree = lay_out(drawn, ["a", "b", "c"])
    size = tree.measures
    assert len(tree.lines) == sum(len(box.before) for box in drawn)
    for line in tree.lines:
        (x1, y1), (x2, y2) = tree.places[line.before], tree.places[line.after]
        assert line.points[0] == (x1 + size.width, y1 + size.height / 2)
        assert line.points[-1] == (x2, y2 + size.height / 2)
        for place in _walked(line.points):
            for item, (x, y) in tree.places.items():
                if item not in (line.before, line.after):
                    assert not (x < place[0] < x + size.width and y < place[1] < y + size.height), (line, item)


def _walked(points):
    """Points along a line as it is painted: bends as S-curves, straight pieces between them."""
    for number, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        for step in range(41):
            t = step / 40
            if number % 2:
                yield x1 + (x2 - x1) * t, y1 + (y2 - y1) * t
            else:
                middle = (x1 + x2) / 2
                weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
                xs, ys = (x1, middle, middle, x2), (y1, y1, y2, y2)
                yield (
                    sum(w * x for w, x in zip(weights, xs, strict=True)),
                    sum(w * y for w, y in zip(weights, ys, strict=True)),
                )


@given(boxes())
def test_the_same_boxes_give_the_same_drawing(drawn):
    assert lay_out(drawn, ["a", "b", "c"]) == lay_out(list(drawn), ["a", "b", "c"])


def test_nothing_to_draw_is_no_error():
    tree = lay_out([], ["a"])
    assert tree.places == {}
    assert tree.lines == ()


def test_wider_boxes_need_a_wider_drawing():
    two = [Box("x", "a", 0, ()), Box("y", "a", 0, ("x",))]
    assert lay_out(two, ["a"], Measures(width=400)).width > lay_out(two, ["a"]).width


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"))))
def test_reducing_keeps_what_follows_and_drops_what_is_implied(needs):
    full = {item: sorted(needs.get(item, ())) for item in "abcdefg"}
    plain = acyclic({item: [one for one in before if one != item] for item, before in full.items()})
    kept = reduced(plain)

    def everything(links, item, seen):
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
def test_reducing_gives_the_same_in_any_order_and_whatever_is_named_twice(needs, rng):
    forward = {str(item): [str(one) for one in needs.get(item, ()) if one < item] for item in range(31)}
    mixed = rng.sample(list(forward), len(forward))
    twice = {item: rng.sample(2 * forward[item], 2 * len(forward[item])) for item in mixed}
    kept = reduced(forward)
    again = reduced(twice)
    assert list(again) == mixed
    for item, befores in forward.items():
        assert sorted(again[item]) == sorted(kept[item])
        assert set(kept[item]) <= set(befores)


def test_reducing_leaves_the_needs_as_they_were():
    needs = {"a": ["b", "c"], "b": ["c"], "c": []}
    assert reduced(needs) == {"a": ["b"], "b": ["c"], "c": []}
    assert needs == {"a": ["b", "c"], "b": ["c"], "c": []}


@pytest.mark.parametrize("needs", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": ["c", "d"], "c": ["a"]}])
def test_circles_cannot_be_reduced(needs):
    with pytest.raises(ValueError, match="circle"):
        reduced(needs)
