"""Metrics of curricula: the published ones to the last digit, laws on small graphs, files that are in trouble."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from build import all_of, any_of, at_least, curriculum, months, node
from hypothesis import given
from hypothesis import strategies as st

from planner import cli
from planner.app.metrics import ItemMetrics, MetricsReport, MetricTotals, lines, metrics
from planner.exchange import curricular_analytics
from planner.exchange.curricular_analytics import Degree
from planner.graph.build import may_need
from planner.graph.entailment import needed_anyway
from planner.graph.landmarks import Landmarks, has_choices
from planner.graph.metrics import (
    Link,
    bottlenecks,
    circles,
    dead_ends,
    impossible_circle,
    links,
    measure,
    redundant,
)
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.model.requirement import Requirement, holds
from planner.storage.canonical import to_json
from planner.storage.files import MAX_BYTES

ROOT = Path(__file__).parents[2]
PUBLISHED = Path(__file__).parents[1] / "oracles" / "curricular_analytics"
PROGRAMMES = ["BSCS_Hawaii_Manoa", "Colostate_CSDegree", "Michigan_Ann_Arbor_CS"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments)
        except SystemExit as stop:  # argparse ends like this
            code = int(stop.code or 0)
        return (code, *capsys.readouterr())

    return call


# Published numbers


def published(programme: str) -> list[dict[str, str]]:
    text = (PUBLISHED / f"{programme}_w_metrics.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text.partition("\nCourses,")[2].partition("\n")[2])))


@pytest.mark.parametrize("variant", ["", "_w_metrics"])
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_published_row_is_met_exactly(programme: str, variant: str) -> None:
    report = metrics(str(PUBLISHED / f"{programme}{variant}.csv"))
    expected = [
        (row["Course ID"], float(row["Complexity"]), int(row["Blocking"]), float(row["Delay"]), int(row["Centrality"]))
        for row in published(programme)
    ]
    assert len(expected) > 30
    assert [
        (item.course_id, item.complexity, item.blocking, float(item.delay), item.centrality) for item in report.items
    ] == expected
    assert report.totals.complexity == pytest.approx(sum(row[1] for row in expected), abs=1e-9)


def test_the_files_hold_all_sorts_of_requisites() -> None:
    """Otherwise the rows above would not show that each sort is an edge, and in which direction."""
    degrees = [degree_of((PUBLISHED / f"{programme}.csv").read_bytes()) for programme in PROGRAMMES]
    found = {link for degree in degrees for befores in degree.links.values() for link in befores.values()}
    assert found == {Link.BEFORE, Link.BY, Link.TOGETHER}
    assert [degree.quarter for degree in degrees] == [False, False, True]


# Laws on small graphs


@st.composite
def small_graphs(draw: st.DrawFn, most: int = 7) -> dict[str, dict[str, Link]]:
    """Graphs without circles, the items in any order."""
    names = [f"n{number}" for number in range(draw(st.integers(1, most)))]
    found = {name: dict[str, Link]() for name in names}
    for before, after in itertools.combinations(names, 2):
        link = draw(st.sampled_from([None, Link.BEFORE, Link.BY, Link.TOGETHER, Link.OPTION]))
        if link:
            found[after][before] = link
    return {name: found[name] for name in draw(st.permutations(names))}


def all_paths(graph: dict[str, dict[str, Link]]) -> list[list[str]]:
    """Every path from an item that needs nothing to one that nothing needs."""
    after = {item: [user for user, befores in graph.items() if item in befores] for item in graph}

    def onward(path: list[str]) -> Iterator[list[str]]:
        if not after[path[-1]]:
            yield path
        for user in after[path[-1]]:
            yield from onward([*path, user])

    return [path for item, befores in graph.items() if not befores for path in onward([item])]


@given(small_graphs())
def test_the_metrics_are_what_all_paths_say(graph: dict[str, dict[str, Link]]) -> None:
    paths = all_paths(graph)
    assert list(measure(graph)) == list(graph)
    for item, found in measure(graph).items():
        through = [path for path in paths if item in path]
        assert found.blocking == len({later for path in through for later in path[path.index(item) + 1 :]})
        assert found.delay == max(map(len, through))
        assert found.centrality == sum(len(path) for path in through if item not in (path[0], path[-1]))
        assert found.complexity == found.blocking + found.delay


def orders(graph: dict[str, dict[str, Link]]) -> set[tuple[int, ...]]:
    """Every way to give the items steps that keeps all links but those that depend on a choice."""
    names = list(graph)
    found = set()
    for steps in itertools.product(range(len(names)), repeat=len(names)):
        step = dict(zip(names, steps, strict=True))
        rules = {Link.BEFORE: int.__lt__, Link.BY: int.__le__, Link.TOGETHER: int.__eq__, Link.OPTION: lambda *_: True}
        if all(rules[link](step[b], step[a]) for a, befores in graph.items() for b, link in befores.items()):
            found.add(steps)
    return found


@given(small_graphs(most=4))
def test_redundant_links_are_those_that_change_nothing(graph: dict[str, dict[str, Link]]) -> None:
    gone = set(redundant(graph))
    less = {
        item: {before: link for before, link in befores.items() if (before, item) not in gone}
        for item, befores in graph.items()
    }
    assert orders(less) == orders(graph)
    assert redundant(less) == []
    if not any(link in (Link.TOGETHER, Link.OPTION) for befores in graph.values() for link in befores.values()):
        for item, befores in less.items():
            for before in befores:
                fewer = {**less, item: {one: link for one, link in befores.items() if one != before}}
                assert orders(fewer) != orders(graph), (before, item)


@st.composite
def small_curricula(draw: st.DrawFn) -> Curriculum:
    """Curricula with choices, sums of months, corequisites, circles and retired items."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 5)))]
    ids = st.sampled_from(names)
    requirements = st.recursive(
        ids,
        lambda inner: (
            st.one_of(
                st.lists(inner, max_size=3).map(lambda members: all_of(*members)),
                st.lists(inner, max_size=3).map(lambda members: any_of(*members)),
                st.lists(ids, min_size=2, max_size=4, unique=True).map(lambda members: at_least(2, *members)),
                st.builds(months, st.sampled_from((6, 12, 18, 24)), st.sampled_from(("ml", "data"))),
            )
            if len(names) > 1
            else ids
        ),
        max_leaves=4,
    )
    nodes = []
    for place, name in enumerate(names):
        fields: dict[str, Any] = {}
        if place and draw(st.booleans()):
            fields["requires"] = draw(requirements)
        if draw(st.integers(0, 2)) == 0:
            fields["corequisites"] = draw(requirements)
        if draw(st.integers(0, 9)) == 0:
            fields["status"] = "retired"
        if draw(st.integers(0, 2)) == 0:
            tags = draw(st.sampled_from((["ml"], ["data"], ["ml", "data"])))
            fields |= {"kind": "experience", "months": draw(st.sampled_from((6, 12))), "tags": tags}
        nodes.append(node(name, 1, **fields))
    return curriculum(*nodes)


def attainable(given_curriculum: Curriculum, without: str | None = None) -> set[str]:
    """What can be attained from nothing, every set of items tried as the next step."""
    have: set[str] = set()
    open_nodes = [one for one in given_curriculum.nodes if one.status.value == "active" and one.id != without]
    while True:
        ready = [one for one in open_nodes if one.id not in have and holds(one.requires, have)]
        step = next(
            (
                part
                for size in range(1, len(ready) + 1)
                for part in itertools.combinations(ready, size)
                if all(holds(one.corequisites, have | {other.id for other in part}) for one in part)
            ),
            None,
        )
        if step is None:
            return have
        have |= {one.id for one in step}


@given(small_curricula())
def test_blocking_on_every_way_is_what_leaving_out_takes_away(drawn: Curriculum) -> None:
    landmarks, reached = Landmarks(drawn), attainable(drawn)
    assert landmarks.unattainable() == [
        one.id for one in drawn.nodes if one.id not in reached and one.status.value == "active"
    ]
    expected = {
        one.id: len(reached - attainable(drawn, one.id) - {one.id}) if one.id in reached else 0 for one in drawn.nodes
    }
    assert landmarks.blocking() == expected
    may = measure(links(drawn))
    assert all(expected[item] <= may[item].blocking for item in expected)


@given(small_curricula())
def test_what_is_needed_anyway_stands_on_every_way(drawn: Curriculum) -> None:
    if nx.is_directed_acyclic_graph(may_need(drawn)):
        landmarks = Landmarks(drawn)
        for item, needed in needed_anyway(drawn).items():
            assert needed <= set(landmarks.on_every_way(item))


@given(small_graphs())
def test_without_choices_both_blocking_factors_are_the_same(graph: dict[str, dict[str, Link]]) -> None:
    drawn = curriculum(*(node(item, 1, all_of(*befores)) for item, befores in graph.items()))
    assert not has_choices(drawn)
    assert Landmarks(drawn).blocking() == {item: found.blocking for item, found in measure(links(drawn)).items()}


def test_a_course_with_a_substitute_blocks_nothing() -> None:
    drawn = curriculum(node("a"), node("b"), node("c", 1, any_of("a", "b")), node("d", 1, "c"))
    assert measure(links(drawn))["a"].blocking == 2
    assert Landmarks(drawn).blocking() == {"a": 0, "b": 0, "c": 1, "d": 0}


def test_an_option_that_stands_twice_counts_once() -> None:
    drawn = curriculum(node("a"), node("b"), node("c", 1, at_least(2, "a", "a", "b")))
    assert Landmarks(drawn).blocking() == {"a": 1, "b": 1, "c": 0}


def test_a_dense_graph_of_2000_items_is_counted_not_enumerated() -> None:
    layers, width = 40, 50
    names = [[f"n{layer}-{place}" for place in range(width)] for layer in range(layers)]
    graph = {
        item: dict.fromkeys(names[layer - 1] if layer else (), Link.BEFORE)
        for layer, row in enumerate(names)
        for item in row
    }
    found = measure(graph)
    assert set(found.values()) == {found[row[0]] for row in names}
    assert found["n0-0"].blocking == (layers - 1) * width
    assert {one.delay for one in found.values()} == {layers}
    assert found["n7-3"].centrality == layers * width ** (layers - 1)
    assert redundant(graph) == []


def test_a_dense_curriculum_with_choices_is_answered() -> None:
    names = [[f"n{layer}-{place}" for place in range(40)] for layer in range(50)]
    nodes = [
        node(item, 1, at_least(39, *names[layer - 1]) if layer else None)
        for layer, row in enumerate(names)
        for item in row
    ]
    landmarks = Landmarks(curriculum(*nodes))
    assert landmarks.unattainable() == []
    assert set(landmarks.blocking().values()) == {0}


# What stands out


def before(*names: str) -> dict[str, Link]:
    return dict.fromkeys(names, Link.BEFORE)


def test_bottlenecks_have_three_links_in_or_out() -> None:
    graph = {
        "a": before(),
        "b": before(),
        "c": before(),
        "into": before("a", "b", "c"),
        "few": before("a", "b"),
        "out": before(),
        **{f"x{number}": before("out") for number in range(3)},
        "y1": before("few"),
        "y2": before("few"),
        "four": before("a", "y1"),
        "z1": before("four"),
        "z2": before("four"),
    }
    assert bottlenecks(graph) == ["a", "into", "out"]
    assert bottlenecks({**graph, "z3": before("four")}) == ["a", "into", "out", "four"]


def test_dead_ends_need_something_and_are_no_goal() -> None:
    drawn = curriculum(
        node("alone"),
        node("a"),
        node("end", 1, "a"),
        node("stop", 1, "a", kind="milestone"),
        node("goal", 1, "a"),
        target="goal",
    )
    assert dead_ends(drawn, links(drawn)) == ["end"]


def test_links_say_how_strongly_an_item_is_needed() -> None:
    drawn = curriculum(
        node("a"),
        node("b"),
        node("c"),
        node("d", 1, all_of("a", any_of("b", "c"), any_of("a", "c")), corequisites=all_of("a", "b")),
    )
    assert links(drawn)["d"] == {"a": Link.BEFORE, "b": Link.BY, "c": Link.OPTION}


def test_what_a_corequisite_needs_is_still_needed_before() -> None:
    """Its prerequisite might be taken in the same step, so the link says more than the chain."""
    assert redundant({"a": {}, "b": {"a": Link.BY}, "c": {"a": Link.BEFORE, "b": Link.BY}}) == []
    assert redundant({"a": {}, "b": {"a": Link.BY}, "c": {"a": Link.BY, "b": Link.BY}}) == [("a", "c")]
    assert redundant({"a": {}, "b": {"a": Link.BEFORE}, "c": {"a": Link.BEFORE, "b": Link.BY}}) == [("a", "c")]


# Circles


@pytest.mark.parametrize(
    ("graph", "circle"),
    [
        ({"a": before("a")}, ["a"]),
        ({"a": before("c"), "b": before("a"), "c": before("b"), "d": before("c")}, ["a", "b", "c"]),
        ({"a": {"b": Link.BY}, "b": before("a")}, ["b", "a"]),
    ],
)
def test_a_circle_that_nobody_gets_through_is_found(graph: dict[str, dict[str, Link]], circle: list[str]) -> None:
    assert impossible_circle(graph) == circle


@pytest.mark.parametrize(
    "graph",
    [
        {"a": {"b": Link.BY}, "b": {"a": Link.BY}},
        {"a": {"b": Link.TOGETHER}, "b": {"a": Link.BY}},
        {"a": {"b": Link.OPTION}, "b": before("a")},
        {"a": {"a": Link.BY}},
    ],
)
def test_other_circles_are_legal(graph: dict[str, dict[str, Link]]) -> None:
    assert impossible_circle(graph) is None


def test_a_legal_circle_is_one_long_step() -> None:
    graph = {"a": before(), "b": {"a": Link.BEFORE, "c": Link.BY}, "c": {"b": Link.BY}, "d": before("c")}
    assert circles(graph) == [["b", "c"]]
    assert redundant(graph) == []
    found = measure(graph)
    assert [found[item].blocking for item in "abcd"] == [3, 2, 2, 0]
    assert {one.delay for one in found.values()} == {4}
    assert [found[item].centrality for item in "abcd"] == [0, 4, 4, 0]


def test_an_impossible_circle_is_told_with_file_line_and_titles(run: Run, tmp_path: Path) -> None:
    ours = tmp_path / "ours.json"
    ours.write_bytes(to_json(curriculum(node("a", 1, "b"), node("b", 1, "a"))))
    code, out, err = run("metrics", str(ours))
    assert (code, out) == (cli.BAD_INPUT, "")
    assert "These items need each other in a circle: “A” (a) ▸ “B” (b) ▸ “A” (a). Remove one link." in err
    assert re.search(r"ours\.json:\d+, a, requires: ", err)
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(csv_text("1,One,X,1,2,,,3", "2,Two,X,2,1,,,3"), "utf-8")
    code, out, err = run("metrics", str(theirs))
    assert (code, out) == (cli.BAD_INPUT, "")
    assert "theirs.csv:8, x-1: These items need each other in a circle: “One” (x-1) ▸ “Two” (x-2)" in err


def test_a_legal_circle_is_a_warning(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    path.write_text(csv_text("1,One,X,1,,2,,3", "2,Two,X,2,,1,,3"), "utf-8")
    code, out, err = run("metrics", str(path))
    assert code == cli.OK
    assert "structural complexity 6.0, 2 items, 2 links" in out
    assert "measured as one step: “One” (x-1), “Two” (x-2)" in err


# CurricularAnalytics CSV

HEAD = "Curriculum,Weaving\nInstitution,ACME\nDegree Type,BS\nSystem Type,semester\nCIP,1\nCourses\n"
COLUMNS = "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours"


def csv_text(*rows: str, head: str = HEAD, columns: str = COLUMNS) -> str:
    """A file whose first course stands on line 8."""
    return head + "\n".join([columns, *rows])


def degree_of(content: str | bytes) -> Degree:
    return curricular_analytics.read(content.encode() if isinstance(content, str) else content, "x.csv")


def needs(degree: Degree, item: str) -> tuple[Requirement | None, Requirement | None]:
    found = degree.curriculum.by_id[item]
    return found.requires, found.corequisites


def test_a_degree_becomes_a_curriculum() -> None:
    degree = degree_of(
        csv_text(
            '1,"Baskets, I",BW,110,,,,3', "2,Swimming,PE,115,,,,1.5", "3,Weaving,BW,301,1; 2 ,,,4", "4,Lab,BW,1L,,1,3,1"
        )
    )
    found = degree.curriculum
    assert (found.id, found.title, found.description) == ("weaving", "Weaving", "ACME, BS, 1")
    assert list(found.by_id) == ["bw-110", "pe-115", "bw-301", "bw-1l"]
    assert [one.title for one in found.nodes] == ["Baskets, I", "Swimming", "Weaving", "Lab"]
    assert [one.hours.likely for one in found.nodes] == [135.0, 67.5, 180.0, 45.0]
    assert found.nodes[1].basis == "1.5 credits at 45 hours each"
    assert found.nodes[0].aliases == ("BW 110",)
    assert found.domain_titles == {"bw": "BW", "pe": "PE"}
    assert found.by_id["bw-301"].requires == curriculum(node("x", 0, all_of("bw-110", "pe-115"))).nodes[0].requires
    assert needs(degree, "bw-1l")[1] == curriculum(node("x", 0, all_of("bw-301", "bw-110"))).nodes[0].requires
    assert needs(degree, "bw-301")[1] == "bw-1l"  # strict corequisites go both ways
    assert degree.links["bw-301"] == before("bw-110", "pe-115")  # but are one link
    assert degree.links["bw-1l"] == {"bw-110": Link.BY, "bw-301": Link.TOGETHER}
    assert degree.lines == {"bw-110": 8, "pe-115": 9, "bw-301": 10, "bw-1l": 11}
    assert degree.problems == ()


def test_a_quarter_credit_has_fewer_hours() -> None:
    text = csv_text("1,One,X,1,,,,4", head=HEAD.replace("semester", " Quarter"))
    assert degree_of(text).curriculum.nodes[0].hours.likely == 120
    assert degree_of(text).quarter


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n", ",,,,\n", "\n,,,,,,,\n# a remark\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\n", "# from a toolbox\n"])
def test_the_edges_of_a_file_do_not_matter(begin: str, end: str) -> None:
    assert list(degree_of(begin + csv_text("1,One,X,1,,,,4", "2,Two,X,2,1,,,4") + end).links) == ["x-1", "x-2"]


def test_other_line_ends_commas_columns_and_spreadsheet_numbers() -> None:
    plain = degree_of(csv_text("1,One,X,1,,,,4", "2,Two,X,2,1,,,4"))
    text = csv_text(
        '1.0,"One",X,1,,,,4,,,9', '2.0,"Two",X,2,"1.0;",,,4,,,9', columns=COLUMNS + ",,Credit Hours,Blocking"
    )
    commas = "\r\n".join(line + ",,," for line in text.splitlines())
    assert degree_of(commas) == plain


def test_ids_are_unique_stable_and_short() -> None:
    rows = [
        "1,Elective,,,,,,3",
        "2,Elective,,,,,,3",
        "3,数学,,,,,,3",
        "4,数学,,,,,,3",
        "5,C++,C,++,,,,3",
        f"6,{'x' * 200},,,,,,3",
    ]
    found = list(degree_of(csv_text(*rows)).links)
    assert found == ["elective", "elective-2", "course", "course-4", "c", "x" * 40]
    assert list(degree_of(csv_text(*rows, "7,Elective,,,,,,3")).links) == [*found, "elective-7"]
    clash = degree_of(csv_text("1,A,X,1-2,,,,3", "9,B,X,1,,,,3", "2,C,X,1,,,,3", "甲,D,X,1,,,,3", "乙,E,X,1,,,,3"))
    assert list(clash.links) == ["x-1-2", "x-1", "x-1-2-2", "x-1-3", "x-1-4"]


def test_duplicate_names_are_kept_apart() -> None:
    found = metrics(str(PUBLISHED / "BSCS_Hawaii_Manoa.csv"))
    electives = [item for item in found.items if item.title == "Upper division CS elective"]
    assert len({item.id for item in electives}) == 4


def test_additional_courses_count_and_outcomes_do_not() -> None:
    text = csv_text(
        "1,Calculus,MA,116,13,,,4,,,3",
        "Additional Courses,,,,",
        COLUMNS + ",Institution,Canonical Name,Term",
        "13,Precalculus,MA,110,,,,3,,,2",
        "Course Learning Outcomes,,",
        "Course ID,Learning Outcome ID,Learning Outcome,Description,Requisites,Hours",
        "1,1,Limits,What they are,,3",
        "Curriculum Learning Outcomes",
        "Learning Outcome,Description",
        "Calm,in water",
        head=HEAD.replace("Institution", "Degree Plan,4 terms\nInsitution"),
    )
    degree = degree_of(text)
    assert degree.links == {"ma-116": before("ma-110"), "ma-110": {}}
    assert degree.curriculum.description.startswith("ACME")


def test_a_cell_without_a_column_is_told() -> None:
    told = degree_of(csv_text("1,A,X,1,,,,3", "2,B,X,2,1, 1,,,3")).problems
    assert [(one.line, one.code) for one in told if one.code == "surplus-cell"] == [(9, "surplus-cell")]
    assert not degree_of(csv_text("1,A,X,1,,,,3,,")).problems


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (["1,One,X,1,7,,,3"], "x.csv:8, Prerequisites", 'There is no course with the id "7".'),
        (["1,One,X,1,,7;8,,3"], "x.csv:8, Corequisites", 'There is no course with the id "7".'),
        (["1,One,X,1,,,1,3"], "x.csv:8, Strict-Corequisites", "The course names itself."),
        (["12345,A,X,1,,,,3", "2,B,X,2,12346,,,3"], "x.csv:9, Prerequisites", 'Did you mean "12345"?'),
        (["1,One,X,1,,,,3", "1,Two,X,2,,,,3"], "x.csv:9, Course ID", "stands in line 8 already"),
        ([",One,X,1,,,,3"], "x.csv:8, Course ID", "This course has no id."),
        (["1,One,X,1,,,,many"], "x.csv:8, Credit Hours", "“many” is not a number of credit hours."),
        (["1,One,X,1,,,,-1"], "x.csv:8, Credit Hours", "is not a number"),
        (["1,One,X,1,,,,nan"], "x.csv:8, Credit Hours", "is not a number"),
        (["1,One,X,1,,,,1e300"], "x.csv:8, Credit Hours", "is not a number"),
        ([f"1,{'x' * 300},X,1,,,,3"], "x.csv:8, Course Name", "at most 200"),
        (['1,"One\nmore",X,1,,,,3', "2,Two,X,2,7,,,3"], "x.csv:10, Prerequisites", "There is no course"),
        (["1,One,X,1,,,,3", '2,"Two,X,2,1,,,3', "3,Three,X,3,,,,3"], "x.csv:9", "This is not CSV"),
        ([], "x.csv", "The file lists no course."),
    ],
)
def test_a_mistake_is_told_with_line_and_column(rows: list[str], place: str, message: str) -> None:
    with pytest.raises(PlannerError) as caught:
        degree_of(csv_text(*rows))
    told = str(caught.value.problems[0])
    assert told.startswith(f"{place}: ")
    assert message in told


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"", "x.csv", 'its first cell is not "Curriculum"'),
        (b"\xef\xbb\xbf", "x.csv", 'its first cell is not "Curriculum"'),
        (b'{"id": "x"}', "x.csv:1", 'its first cell is not "Curriculum"'),
        (b"Syllabus,X\nCourses\n", "x.csv:1", 'its first cell is not "Curriculum"'),
        (b"Curriculum;X\nCourses\n", "x.csv", "The file lists no course."),
        (b"Curriculum,X\nCourses\nA,B\n", "x.csv:3", 'There is no column "Course ID"'),
        (b"Curriculum,X\nCourses\nCourse ID,Course Name,Prerequisite\n", "x.csv:3", 'no column "Prerequisites"'),
        (b"Curriculum,X\n\xff\n", "x.csv:2", "The file is not UTF-8 text."),
        ("Curriculum,\xdc".encode("latin-1"), "x.csv:1", "The file is not UTF-8 text."),
        (
            b"Curriculum," + b"y" * 300 + b"\nCourses\nCourse ID,Course Name,Prerequisites\n1,A,\n",
            "x.csv",
            "at most 200",
        ),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, place: str, message: str) -> None:
    with pytest.raises(PlannerError) as caught:
        degree_of(content)
    told = str(caught.value.problems[0])
    assert told.startswith((f"{place}: ", f"{place}, Curriculum: "))
    assert message in told


def test_what_is_guessed_is_told() -> None:
    head = HEAD.replace("semester", "semster").replace("CIP", "Zip")
    columns = COLUMNS.replace(",Strict-Corequisites", "")
    found = degree_of(csv_text("1,One,X,1,,,", "2,Two,X,2,,,3", head=head, columns=columns))
    assert [(one.code, one.line) for one in found.problems] == [
        ("unknown-system", 4),
        ("unknown-row", 5),
        ("missing-column", 7),
        ("no-credits", 8),
    ]
    assert found.curriculum.nodes[0].hours.likely == 0


def test_a_prerequisite_that_is_a_corequisite_too_stays_a_prerequisite() -> None:
    degree = degree_of(csv_text("1,One,X,1,,,,3", "2,Two,X,2,1;1,1,,3"))
    assert degree.links["x-2"] == before("x-1")
    assert needs(degree, "x-2") == ("x-1", None)


def test_what_nobody_can_take_is_found(tmp_path: Path) -> None:
    """The lab belongs to the lecture, but one of them needs what comes after the other."""
    path = tmp_path / "x.csv"
    path.write_text(
        csv_text("1,Lecture,X,1,,,,3", "2,Course,X,2,1,,,3", "3,Lab,X,3,2,,1,1", "4,Free,X,4,,,,1"), "utf-8"
    )
    report = metrics(str(path))
    assert report.unattainable == ("x-1", "x-2", "x-3")
    assert "Nobody can ever reach: x-1, x-2, x-3" in lines(report)


def test_a_hostile_file_is_refused_at_once() -> None:
    many = ";".join(str(number) for number in range(2, 400))
    for rows in (
        [f"{number},C,X,{number},,,,1" for number in range(6000)],
        [f"1,One,X,1,{many},,,1", *(f"{number},C,X,{number},,,,1" for number in range(2, 400))],
        ["0,Zero,X,0,,,,1", *(f"{number},C,X,{number},,,0,1" for number in range(1, 400))],
        [f"{number},C,X,{number},{many},,,1" for number in range(1000, 1500)],
    ):
        with pytest.raises(PlannerError) as caught:
            degree_of(csv_text(*rows))
        assert len(caught.value.problems) <= 20


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"Curriculum,X\n" + b"#\n" * (MAX_BYTES // 2))
    with pytest.raises(PlannerError, match="larger than 2 MB"):
        metrics(str(tmp_path / "x.csv"))
    with pytest.raises(PlannerError, match="no such file"):
        metrics(str(tmp_path / "y.csv"))


@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_damaged_file_never_ends_in_a_traceback(noise: bytes, place: int) -> None:
    text = csv_text("1,One,X,1,,,,4", "2,Two,X,2,1,,,4").encode()
    try:
        degree = degree_of(text[:place] + noise + text[place:])
    except PlannerError:
        return
    assert Curriculum.model_validate_json(to_json(degree.curriculum)) == degree.curriculum


# The command


def test_the_table_is_sorted_and_says_what_stands_out(run: Run) -> None:
    code, out, err = run("metrics", str(PUBLISHED / "Michigan_Ann_Arbor_CS.csv"))
    rows = out.splitlines()
    assert (code, err) == (cli.OK, "")
    assert rows[0] == "Computer Science - LSA: structural complexity 115.6, 38 items, 28 links"
    assert "two thirds" in rows[1]
    assert rows[3].split() == ["complexity", "blocking", "delay", "centrality", "item"]
    assert rows[4].split() == ["13.3", "15", "5", "0", "Calculus", "I", "(math-115)"]
    assert any(row.startswith("Bottlenecks") and "eecs-281" in row for row in rows)
    assert any(row.startswith("Dead ends") and "eecs-482" in row for row in rows)


def test_a_link_that_follows_is_told(run: Run) -> None:
    _code, out, _err = run("metrics", str(PUBLISHED / "BSCS_Hawaii_Manoa.csv"))
    assert "Links that follow from others: math-241 → ics-311\n" in out


def test_the_built_in_curriculum_has_both_blocking_factors(run: Run) -> None:
    code, out, err = run("metrics", "--json")
    report = json.loads(out)
    assert (code, err) == (cli.OK, "")
    assert (report["format"], report["format_version"]) == ("trailmark.metrics", 1)
    assert report["curriculum"] == "ml-architect"
    assert all(item["blocking_always"] <= item["blocking"] for item in report["items"])
    assert any(item["blocking_always"] < item["blocking"] for item in report["items"])
    assert report["unattainable"] == report["redundant"] == report["problems"] == []
    assert run("metrics", "--json", "--curriculum", "ml-architect") == (code, out, err)
    assert run("metrics", "ml-architect", "--json") == (code, out, err)
    assert "always" in run("metrics")[1].splitlines()[2].split()


def test_numbers_of_many_digits_are_whole_in_json_and_short_in_the_table(run: Run, tmp_path: Path) -> None:
    names = [[f"n{layer}-{place}" for place in range(10)] for layer in range(40)]
    nodes = [node(item, 1, all_of(*names[at - 1]) if at else None) for at, row in enumerate(names) for item in row]
    path = tmp_path / "dense.json"
    path.write_bytes(to_json(curriculum(*nodes)))
    report = json.loads(run("metrics", str(path), "--json")[1])
    assert report["items"][17]["centrality"] == 40 * 10**39
    assert " 4.00e+40  " in run("metrics", str(path))[1]


def test_a_name_that_is_none_is_refused(run: Run) -> None:
    code, out, err = run("metrics", "ml-architekt")
    assert (code, out) == (cli.BAD_INPUT, "")
    assert 'Did you mean "ml-architect"?' in err


def test_the_document_shows_a_file_and_the_report_on_it(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    (file,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    (example,) = [block for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if "trailmark.metrics" in block]
    (tmp_path / "weaving.csv").write_text(file, "utf-8")
    assert example == metrics(str(tmp_path / "weaving.csv")).model_dump_json(indent=2) + "\n"


@pytest.mark.parametrize("model", [MetricsReport, ItemMetrics, MetricTotals])
def test_every_field_of_the_report_is_documented(model: type[MetricsReport]) -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8").partition("## The metrics as JSON")[2]
    assert [name for name in model.model_fields if f'"{name}": ' not in text] == []
