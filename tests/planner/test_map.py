"""What the map of a plan shows, as laws that hold for every way of looking at it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import build
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.app import commands, queries
from planner.app.filters import Facet, Filters, filters_of, value_of
from planner.app.map import Mark, Sight
from planner.model.document import Document


@pytest.fixture(scope="module")
def path():
    """Document and plan of a data analyst who wants to become an architect."""
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "entry-data-analyst")
    return document, queries.plan(document)


@pytest.fixture(scope="module")
def everything(path):
    return queries.draw(path[0], path[1], Sight(everything=True))


SIGHTS = st.builds(
    Sight,
    everything=st.booleans(),
    open_eras=st.none() | st.frozensets(st.integers(0, 5)),
    closed_lanes=st.frozensets(st.sampled_from(["career", "ml-operations", "cloud", "programming"])),
)


@settings(max_examples=12, deadline=None)
@given(sight=SIGHTS)
def test_every_item_is_shown_once_by_its_own_box_or_by_its_module(path, sight):
    picture = queries.draw(path[0], path[1], sight)
    assert picture.sight == sight
    inside = [item for module in picture.modules.values() for item in module.items if item not in picture.boxes]
    alone = [item for item in picture.nodes if item in picture.boxes]
    assert sorted(inside + alone) == sorted(picture.nodes)
    assert picture.boxes.keys() == picture.modules.keys() | set(alone)
    for item, node in picture.nodes.items():
        box = picture.box_of(item)
        assert box is not None
        opened = sight.open_eras is None or node.era in sight.open_eras
        assert (box == item) == (opened and node.lane not in sight.closed_lanes)
    for module in picture.modules.values():
        nodes = [picture.nodes[item] for item in module.items]
        assert {(node.era, node.lane) for node in nodes} == {(module.era, module.lane)}
        assert module.hours == pytest.approx(sum(node.hours for node in nodes if node.planned))
        assert module.done == sum(node.mark is Mark.HELD for node in nodes)


@settings(max_examples=12, deadline=None)
@given(sight=SIGHTS)
def test_boxes_stand_in_their_lane_and_era_and_lines_go_forward(path, sight):
    picture = queries.draw(path[0], path[1], sight)
    lanes, eras = {band.key: band for band in picture.lanes}, {band.key: band for band in picture.era_bands}
    for key, box in picture.boxes.items():
        node = picture.nodes.get(key) or picture.modules[key]
        lane, era = lanes[node.lane], eras[str(node.era)]
        assert lane.begin <= box.y
        assert box.y + box.height <= lane.begin + lane.size
        assert era.begin <= box.x
        assert box.x + box.width <= era.begin + era.size
    for line in picture.lines:
        before, after = picture.boxes[line.before], picture.boxes[line.after]
        assert before.x + before.width < after.x
        assert line.points[0][0] == pytest.approx(before.x + before.width)
        assert line.points[-1][0] == pytest.approx(after.x)


def test_the_way_to_the_goal_begins_at_the_start_and_each_step_needs_the_one_before(path):
    document, plan = path
    picture = queries.draw(document, plan)
    assert picture.path[0] == "entry-data-analyst"
    assert picture.path[-1] == plan.goal
    needs = {item.id: item.needs for item in plan.items}
    for before, after in pairwise(picture.path[1:]):
        assert before in needs[after]
    finishes = [picture.nodes[item].finish or date.max for item in picture.path[1:]]
    assert finishes == sorted(finishes)
    assert picture.next == plan.items[0].id


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_a_filter_hides_is_counted_at_what_needs_it(path, everything, data):
    document, plan = path
    wanted = data.draw(st.dictionaries(st.sampled_from(Facet), st.integers(1, 3), max_size=3))
    filters = Filters()
    for facet, count in wanted.items():
        values = sorted({value_of(node, facet) for node in everything.nodes.values()})
        for value in data.draw(st.lists(st.sampled_from(values), min_size=count, max_size=count, unique=True)):
            filters = filters.toggled(facet, value)
    only = filters.items(everything.nodes.values())
    picture = queries.draw(document, plan, Sight(everything=True, filters=filters))
    assert picture.boxes.keys() == only
    planned = {item.id: item.needs for item in plan.items}
    for item in only & planned.keys():
        hidden = [one for one in planned[item] if one not in only and one not in plan.held]
        assert picture.nodes[item].hidden == len(hidden)


def test_focus_shows_a_way_through_the_item_and_one_step_around_it(path):
    document, plan = path
    whole = queries.draw(document, plan)
    planned = {item.id: item for item in plan.items}
    beside = {(line.before, line.after) for line in whole.lines}
    for item in ("", *(one.id for one in plan.items[::9])):
        picture = queries.draw(document, plan, Sight(focus=item))
        shown = picture.boxes.keys()
        assert {picture.start, plan.goal} <= shown
        if item in ("", *whole.path):
            way = {*whole.path}
        else:
            assert item in shown
            here, way = item, {item}
            while here != plan.goal:  # the reasons that the plan gives lead on to the goal
                here = planned[here].why[0].needed_by
                way.add(here)
        assert way <= shown
        around = {one for pair in beside for one in pair if way & {*pair}}
        assert around <= shown
        if item in ("", *whole.path):
            assert shown == around | way
        assert len(shown) < len(whole.boxes) * 0.6
        for one in shown & planned.keys():
            gone = [need for need in planned[one].needs if need not in shown and need not in plan.held]
            assert picture.nodes[one].hidden == len(gone)


def test_focus_and_filters_leave_what_both_let_through_and_follow_the_plan(path):
    document, plan = path
    filters = Filters().toggled(Facet.KIND, "skill")
    focus = queries.draw(document, plan, Sight(focus=""))
    skills = queries.draw(document, plan, Sight(filters=filters))
    assert queries.draw(document, plan, Sight(filters=filters, focus="")).boxes.keys() == (
        focus.boxes.keys() & skills.boxes.keys()
    )
    ready = Filters().toggled(Facet.STATUS, "ready")
    assert "docker-containers@working" not in queries.draw(document, plan, Sight(filters=ready)).boxes
    later = commands.mark_known(document, "command-line-basics")
    assert "docker-containers@working" in queries.draw(later, queries.plan(later), Sight(filters=ready)).boxes


def test_filters_are_written_down_and_read_again():
    filters = Filters().toggled(Facet.KIND, "skill").toggled(Facet.KIND, "project").toggled(Facet.STATUS, "ready")
    assert filters_of(filters.kept) == filters
    fewer = filters.toggled(Facet.STATUS, "ready")
    assert filters_of(fewer.kept) == Filters({Facet.KIND: frozenset({"skill", "project"})})
    assert filters_of({"of a later version": ("some",)}) is None


def test_the_counts_of_a_facet_say_how_many_a_click_would_show(everything):
    nodes = list(everything.nodes.values())
    filters = Filters().toggled(Facet.KIND, "skill").toggled(Facet.EFFORT, "small")
    for facet in Facet:
        counts = filters.counts(nodes, facet)
        for value, count in counts.items():
            alone = Filters({**filters.wanted, facet: frozenset({value})})
            assert len(alone.items(nodes)) == count
    assert Filters().toggled(Facet.KIND, "skill").toggled(Facet.KIND, "skill").items(nodes) == everything.nodes.keys()


def test_what_is_shown_again_stays_where_it_was(path):
    document, plan = path
    before = queries.draw(document, plan)
    less = commands.mark_known(document, "kubernetes")
    after = queries.draw(less, queries.plan(less), Sight(), before)
    both = [item for item in after.boxes if item in before.boxes]
    assert len(both) > 100
    moved = sorted(abs(after.boxes[item].y - before.boxes[item].y) for item in both)
    assert moved[len(moved) // 2] <= 2


def test_the_same_plan_gives_the_same_map(path):
    one, other = queries.draw(path[0], path[1]), queries.draw(path[0], path[1])
    assert one.boxes == other.boxes
    assert one.lines == other.lines


def test_a_single_item_can_be_drawn():
    document = Document(curriculum=build.curriculum(build.node("goal", 3)), learner=build.learner())
    picture = queries.draw(document, queries.plan(document))
    assert picture.path == ("goal",)
    assert picture.boxes.keys() == {"goal"}


def test_a_domain_that_no_list_names_has_a_lane():
    nodes = [build.node("a", 3, domain="zoology"), build.node("goal", 3, "a")]
    document = Document(curriculum=build.curriculum(*nodes), learner=build.learner())
    picture = queries.draw(document, queries.plan(document))
    assert {band.key for band in picture.lanes} == {"zoology", "test"}
    assert picture.lane_titles.keys() >= {"zoology", "test"}
