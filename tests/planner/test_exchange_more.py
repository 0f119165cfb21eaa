"""JSON Canvas, CurricularAnalytics, CTDL and CASE: what they hold comes back, and the rest is said."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path

import pytest
from build import all_of, any_of, at_least, curriculum, job, months, node
from damage import damaged, damaged_bytes
from hypothesis import given, settings
from shapes import HOSTILE, curricula

from planner import i18n
from planner.app import queries
from planner.exchange import curricular_analytics, formats
from planner.exchange.building import Read
from planner.exchange.losses import conjuncts, is_flat
from planner.model.curriculum import Curriculum, Node
from planner.model.problem import PlannerError
from planner.model.requirement import AnyOf, Requirement, distinct_members, leaves, needed

SAMPLES = Path(__file__).parents[1] / "oracles" / "exchange"
DEGREES = Path(__file__).parents[1] / "oracles" / "curricular_analytics"


def read(content: bytes, file: str = "Kitchen notes.canvas") -> Read:
    return formats.recognised(content).read(content, file)


def sample(name: str) -> Read:
    return read((SAMPLES / name).read_bytes(), name)


def back(made: Curriculum, kind: str) -> Curriculum:
    content = formats.by_id(kind).write(made)
    assert formats.recognised(content).id == kind
    return read(content, f"{made.id}.x").curriculum


def said(content: str) -> str:
    with pytest.raises(PlannerError) as caught:
        read(content.encode())
    assert all(problem.message[-1] in ".!?" and len(problem.message) < 400 for problem in caught.value.problems)
    return str(caught.value)


def flat(requirement: Requirement | None) -> set[object]:
    """What a label of an arrow can say, without what makes no difference."""
    found: set[object] = set()
    for part in conjuncts(requirement):
        if isinstance(part, str) or not is_flat(part):
            found |= {part} if isinstance(part, str) else {*leaves(part)}
        else:
            found.add((needed(part), part.name, tuple(distinct_members(part))))  # type: ignore[arg-type, union-attr]
    return found


def without_itself(item: Node) -> Node:
    """The item with no requirement that names it: no arrow is drawn from a card to itself."""
    fields = {name: None for name in ("requires", "corequisites") if item.id in {*leaves(getattr(item, name))}}
    return item.changed(recommended=tuple(one for one in item.recommended if one != item.id), **fields)


# -- JSON Canvas


@given(made=curricula())
@settings(max_examples=12)
def test_a_canvas_gives_back_what_it_can_hold(made: Curriculum) -> None:
    made = made.changed(nodes=tuple(map(without_itself, made.nodes)))
    got = back(made, "canvas")
    lost = {problem.field for problem in formats.by_id("canvas").losses(made)}
    assert [one.id for one in got.nodes] == [one.id for one in made.nodes]
    for old, new in zip(made.nodes, got.nodes, strict=True):
        assert (new.title, new.kind, new.domain, new.hours) == (old.title, old.kind, old.domain, old.hours)
        assert flat(new.requires) == flat(old.requires)
        assert {*leaves(new.corequisites)} == {*leaves(old.corequisites)}
        assert new.recommended == tuple(dict.fromkeys(old.recommended))
        for name in Node.model_fields.keys() - {"module", "requires", "corequisites", "recommended"}:
            assert getattr(new, name) == getattr(old, name) or name in lost
    assert made.target in (None, got.target) or "target" in lost


def test_a_canvas_follows_the_specification() -> None:
    whole = queries.load()
    canvas = json.loads(formats.by_id("canvas").write(whole))
    assert canvas.keys() == {"nodes", "edges"}
    ids = [one["id"] for one in canvas["nodes"]]
    assert len(set(ids)) == len(ids) == len(whole.nodes) + len({one.domain for one in whole.nodes})
    for one in canvas["nodes"]:
        assert one["type"] in ("text", "group")
        assert all(type(one[side]) is int for side in ("x", "y", "width", "height"))
        assert isinstance(one["text" if one["type"] == "text" else "label"], str)
    for one in canvas["edges"]:
        assert {one["fromNode"], one["toNode"]} <= set(ids)
    cards = [one for one in canvas["nodes"] if one["type"] == "text"]
    places = {(one["x"], one["y"]) for one in cards}
    assert len(places) == len(cards)
    groups = {one["label"]: one for one in canvas["nodes"] if one["type"] == "group"}
    by_card = {one.id.replace("@", "-"): one for one in whole.nodes}  # a level is a card of its own
    for card in cards:
        group = groups[whole.domain_titles[by_card[card["id"]].domain]]
        assert group["x"] < card["x"]
        assert card["x"] + card["width"] < group["x"] + group["width"]
        assert group["y"] < card["y"]
        assert card["y"] + card["height"] < group["y"] + group["height"]


def test_nothing_on_a_card_is_a_command_of_markdown() -> None:
    made = curriculum(*(node(f"n{number}", 1, title=text) for number, text in enumerate(HOSTILE)))
    for card in json.loads(formats.by_id("canvas").write(made))["nodes"]:
        text = card.get("text", "").splitlines()[0] if card["type"] == "text" else ""
        assert not re.search(r"(?<!\\)[\[\]`*<>#!]", re.sub(r"\\\\", "", text))


def test_a_canvas_of_obsidian_is_read() -> None:
    got = sample("notes.canvas")
    made = got.curriculum
    assert made.titles == {
        "a01": "Knife skills", "a02": "Stocks", "sauces": "Sauces", "a04": "https://example.org/service", "a05": "a05"
    }  # fmt: skip
    assert made.by_id["a01"].note == "slowly, with claws"
    assert made.by_id["a02"].requires == "a01"
    assert made.domain_titles[made.by_id["sauces"].domain] == "Kitchen"
    assert made.by_id["a05"].domain == "general"
    assert flat(made.by_id["a04"].requires) == {"a01", "sauces", (1, "Course", ("a02", "a01"))}
    assert made.by_id["sauces"].requires is None
    assert [note.code for note in got.notes] == ["loose-arrow"]


def canvas(*edges: dict[str, str], texts: tuple[str, ...] = ("A", "B")) -> bytes:
    place = {"x": 0, "y": 0, "width": 9, "height": 9, "type": "text"}
    nodes = [{"id": f"n{number}", "text": text, **place} for number, text in enumerate(texts)]
    lines = [{"id": "e", "fromNode": "n0", "toNode": "n1", **one} for one in edges]
    return json.dumps({"nodes": nodes, "edges": lines}).encode()


@pytest.mark.parametrize(
    ("ends", "before", "notes"),
    [
        ({}, "n0", []),
        ({"fromEnd": "none", "toEnd": "arrow"}, "n0", []),
        ({"fromEnd": "arrow", "toEnd": "none"}, "n1", []),
        ({"toEnd": "none"}, "n0", ["undirected"]),
        ({"fromEnd": "arrow"}, "n0", ["undirected"]),
    ],
)
def test_an_arrow_of_a_canvas_leads_where_its_head_is(ends: dict[str, str], before: str, notes: list[str]) -> None:
    got = read(canvas(ends))
    assert [one.id for one in got.curriculum.nodes if one.requires is None] == [before]
    assert [note.code for note in got.notes] == notes


@pytest.mark.parametrize(
    "raw",
    [
        {
            "nodes": [{"id": "n1", "type": "topic", "position": {"x": 0, "y": 0}, "data": {"label": "Python"}}],
            "edges": [{"id": "e", "source": "n1", "target": "n1"}],
        },
        {"nodes": [{"id": "a", "label": "Python", "width": 3}], "links": [{"source": "a", "target": "a"}]},
    ],
)
def test_nodes_of_another_kind_are_no_cards(raw: dict[str, object]) -> None:
    """The drawings of roadmap.sh would become items without titles and without what they need."""
    assert "nodes of another kind" in said(json.dumps(raw))


def test_labels_of_arrows_may_begin_with_a_capital() -> None:
    assert read(canvas({"label": "Recommended"})).curriculum.by_id["n1"].recommended == ("n0",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\n## [[Linear algebra|LA]]", "LA"),
        ("[[Notes/Linear algebra#Basics]] and [Git](https://git-scm.com)", "Linear algebra and Git"),
        ("- [ ] Learn *all* of `git`", "Learn all of git"),
        ("- [x] __Done__ ==well==", "Done well"),
        ("1. First, 2 * 3 * 4", "First, 2 * 3 * 4"),
        ("> [!note] A callout\n> more", "A callout"),
        ("![[Pictures/loom.png]]", "loom.png"),
        ("snake_case_name and C#, a == b", "snake_case_name and C#, a == b"),
        ("\\[\\[A\\]\\] \\*b\\* \\`c\\`", "[[A]] *b* `c`"),
        ("***\n___", ""),
    ],
)
def test_marks_of_markdown_are_no_words(text: str, title: str) -> None:
    assert read(canvas(texts=(text,))).curriculum.nodes[0].title == (title or "n0")


def test_choices_inside_choices_are_said_to_be_lost() -> None:
    plain = curriculum(node("a"), node("b"), node("c"), node("goal", 1, all_of("a", at_least(1, "b", "c", name="X"))))
    nested = curriculum(node("a"), node("b"), node("c"), node("goal", 1, any_of("a", all_of("b", "c"))))
    assert not any("Choices inside" in loss.message for loss in formats.by_id("canvas").losses(plain))
    assert any("Choices inside" in loss.message for loss in formats.by_id("canvas").losses(nested))
    assert {*leaves(back(nested, "canvas").by_id["goal"].requires)} == {"a", "b", "c"}


# -- CurricularAnalytics


@pytest.mark.parametrize("name", sorted(path.name for path in DEGREES.glob("*.csv")))
def test_a_published_degree_comes_back(name: str) -> None:
    content = (DEGREES / name).read_bytes()
    old = curricular_analytics.read(content, name).curriculum
    new = back(old, "curricular-analytics")
    semester = not curricular_analytics.read(content, name).quarter
    for one, other in zip(old.nodes, new.nodes, strict=True):
        assert (other.id, other.title, other.aliases, other.domain) == (one.id, one.title, one.aliases, one.domain)
        assert {*leaves(other.requires)} == {*leaves(one.requires)}
        assert {*leaves(other.corequisites)} == {*leaves(one.corequisites)}
        assert other.hours.likely == pytest.approx(one.hours.likely)
    assert semester or all("quarter" not in loss.message for loss in formats.by_id("curricular-analytics").losses(old))


QUARTERS = (
    "Curriculum,Baskets\nSystem Type,{}\nCourses\n"
    "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours\n"
    "1,One,BW,1,,,,3.0\n2,Two,BW,2,1,,,1.3333333\n3,Three,BW,3,2,,,0\n"
)


def node_of(identity: str, hours: float, **fields: object) -> Node:
    return curriculum(node(identity, hours, domain="bw", **fields)).nodes[0]


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("system", ["quarter", "semester"])
def test_quarters_stay_quarters(system: str, language: str) -> None:
    kind = formats.by_id("curricular-analytics")
    i18n.use_language(language)
    try:
        old = read(QUARTERS.format(system).encode(), "x.csv").curriculum
        again = kind.write(old)
        assert not [loss.field for loss in kind.losses(old)]
    finally:
        i18n.use_language("en")
    assert kind.write(old) == again  # the file says it, not the language of today
    degree = curricular_analytics.read(again, "x.csv")
    assert degree.quarter == (system == "quarter")
    assert again.decode().splitlines()[4].endswith(",3.0")
    assert [one.hours.likely for one in degree.curriculum.nodes] == [one.hours.likely for one in old.nodes]


def test_hours_that_are_no_credits_of_quarters_are_semesters() -> None:
    kind = formats.by_id("curricular-analytics")
    old = read(QUARTERS.format("quarter").encode(), "x.csv").curriculum
    more = old.changed(nodes=(*old.nodes, node_of("new", 45, basis="an estimate of 2026")))
    assert curricular_analytics.read(kind.write(more), "x.csv").quarter
    assert "basis" in [loss.field for loss in kind.losses(more)]
    mixed = old.changed(nodes=(*old.nodes, node_of("new", 90, basis="2 credits at 45 hours each")))
    assert not curricular_analytics.read(kind.write(mixed), "x.csv").quarter
    assert "basis" in [loss.field for loss in kind.losses(mixed)]
    edited = old.changed(nodes=(old.nodes[0].changed(hours=old.nodes[1].hours),))
    assert not curricular_analytics.read(kind.write(edited), "x.csv").quarter


@given(made=curricula())
@settings(max_examples=10)
def test_other_curricula_become_a_degree_of_their_first_options(made: Curriculum) -> None:
    got = back(made, "curricular-analytics")
    assert [one.title for one in got.nodes] == [one.title for one in made.nodes]
    for old, new in zip(made.nodes, got.nodes, strict=True):
        assert new.hours.likely == pytest.approx(old.hours.likely)
    choices = any("first options" in loss.message for loss in formats.by_id("curricular-analytics").losses(made))
    parts = [part for one in made.nodes for field in (one.requires, one.corequisites) for part in conjuncts(field)]
    assert choices or all(isinstance(part, str) or part.__class__.__name__ == "Months" for part in parts)


def test_the_first_options_are_taken_and_sums_are_left_out() -> None:
    made = curriculum(
        node("a"), node("b"), node("c"), job("j", 5, "ml"),
        node("goal", 90, all_of("a", any_of("c", "b"), at_least(2, "b", "c", "a"), months(3, "ml"))),
    )  # fmt: skip
    goal = back(made, "curricular-analytics").by_id["goal"]
    assert {*leaves(goal.requires)} == {"a", "b", "c"}
    assert goal.hours.likely == 90
    losses = [loss.message for loss in formats.by_id("curricular-analytics").losses(made)]
    assert "Choices; the first options are needed instead: 1 item" in losses
    assert "Sums of months; they are left out: 1 item" in losses


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("before", ["", "sep={}\r\n", "# made by hand\n\n"])
def test_a_degree_as_european_spreadsheets_write_it_is_read(before: str, mark: str, encoding: str) -> None:
    rows = [
        ["Curriculum", "Baskets"], ["System Type", "semester"], ["Courses"],
        ["Course ID", "Course Name", "Prefix", "Number", "Prerequisites", "Corequisites", "Credit Hours"],
        ["1", "Introduction, short", "BW", "101", "", "", "3"], ["2", "Forms", "BW", "111", "1", "", "3,5"],
        ["3", "More", "BW", "201", '"1;2"', "", "0.5"],
    ]  # fmt: skip
    text = before.format(mark) + "".join(mark.join(row + [""] * (7 - len(row))) + "\r\n" for row in rows)
    got = read(text.encode(encoding), "x.csv")
    assert got.curriculum.title == "Baskets"
    assert [one.hours.likely for one in got.curriculum.nodes] == [135, 157.5, 22.5]
    assert [*leaves(got.curriculum.by_id["bw-201"].requires)] == ["bw-101", "bw-111"]
    short = text.replace(f"Curriculum{mark}Baskets{mark * 5}", "Curriculum").encode(encoding)
    assert len(read(short, "x.csv").curriculum.nodes) == 3


def test_credits_with_a_decimal_comma_are_read_between_commas_too() -> None:
    head = b"Curriculum,X\nCourses\nCourse ID,Course Name,Prerequisites,Credit Hours\n"
    assert read(head + b'1,A,,"1,5"\n', "x.csv").curriculum.nodes[0].hours.likely == 67.5
    with pytest.raises(PlannerError, match="not a number of credit hours"):
        read(head + b'1,A,,"1,500"\n', "x.csv")


def test_a_canvas_in_utf_16_is_read() -> None:
    text = (SAMPLES / "notes.canvas").read_text("utf-8")
    assert read(text.encode("utf-16"), "notes.canvas") == sample("notes.canvas")


# -- CTDL


def test_a_pathway_with_nested_conditions_is_read() -> None:
    got = sample("cloud-operations.jsonld")
    made = got.curriculum
    assert got.notes == ()
    assert (made.title, made.target) == ("Cloud operations", "cloud-operator")
    ends = made.by_id["cloud-operator"]
    assert ends.kind == "role"
    meant = curriculum(
        node(
            "x",
            0,
            all_of(
                "networks",
                at_least(
                    2, "certificate-a", "certificate-b", "certificate-c", reason="Employers ask for two of the three."
                ),
                any_of("a-year-on-call", "command-line"),
            ),
        )
    )
    assert ends.requires == meant.nodes[0].requires
    assert made.by_id["certificate-a"].requires == "command-line"
    assert made.by_id["networks"].recommended == ("command-line",)
    assert made.by_id["command-line"].hours.likely == 30
    kinds = {one.id: one.kind for one in made.nodes}
    assert (kinds["certificate-a"], kinds["a-year-on-call"]) == ("certification", "experience")


def test_a_pathway_without_a_destination_is_read() -> None:
    got = sample("bakery.jsonld")
    made = got.curriculum
    assert made.target == "bread"
    bread = made.by_id["bread"].requires
    assert {*leaves(bread)} == {"hygiene-test", "flour-and-water"}
    assert [note.code for note in got.notes] == ["loose-reference", "no-hours"]


def test_children_the_wrong_way_round_are_turned() -> None:
    parts = {"@type": "ceterms:CourseComponent"}
    graph = [
        {"@id": "p", "@type": "ceterms:Pathway", "ceterms:name": "P", "ceterms:hasDestinationComponent": ["c"]},
        {"@id": "a", "ceterms:name": "A", "ceterms:hasChild": ["b"], **parts},
        {"@id": "b", "ceterms:name": "B", "ceterms:hasChild": ["c"], **parts},
        {"@id": "c", "ceterms:name": "C", **parts},
    ]
    got = read(json.dumps({"@graph": graph}).encode())
    assert [got.curriculum.by_id[one].requires for one in "abc"] == [None, "a", "b"]
    assert "upward" in [note.code for note in got.notes]


def condition(*targets: str, **fields: object) -> str:
    one = {"@id": "x", "@type": "ceterms:CourseComponent", "ceterms:name": "X"}
    two = {"@id": "y", "@type": "ceterms:CourseComponent", "ceterms:name": "Y"}
    asked = {"@id": "q", "@type": "ceterms:ComponentCondition", "ceterms:targetComponent": targets, **fields}
    return json.dumps({"@graph": [{**one, "ceterms:hasCondition": ["q"]}, two, asked]})


def test_conditions_that_lead_into_each_other_are_refused() -> None:
    assert "without an end" in said(condition("y", **{"ceterms:hasCondition": ["q", "q"]}))


def test_a_condition_that_asks_for_too_much_asks_for_all() -> None:
    got = read(condition("y", **{"ceterms:requiredNumber": 7}).encode())
    assert got.curriculum.by_id["x"].requires == "y"
    assert got.notes[0].code == "bad-choice"


def requirement(value: object) -> Requirement | None:
    return curriculum(node("x", 0, value)).nodes[0].requires


def operated(operator: object, **fields: object) -> Read:
    raw = json.loads(condition("y", "z", **{"ceterms:logicalOperator": operator, **fields}))
    raw["@graph"].append({"@id": "z", "@type": "ceterms:CourseComponent", "ceterms:name": "Z"})
    return read(json.dumps(raw).encode())


@pytest.mark.parametrize(
    "operator",
    [
        "logicOperator:Not",
        {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": "https://purl.org/ctdl/vocabs/logicOperator/Not"},
    ],
)  # fmt: skip
def test_what_must_not_be_there_is_left_out_with_a_word(operator: object) -> None:
    got = operated(operator, **{"ceterms:requiredNumber": 1})
    assert got.curriculum.by_id["x"].requires is None
    assert "must not hold" in next(note.message for note in got.notes if note.code == "not")


def test_what_must_not_be_there_is_no_child_either() -> None:
    raw = json.loads(condition("y", **{"ceterms:logicalOperator": "logicOperator:Not"}))
    raw["@graph"][0]["ceterms:hasChild"] = ["y", "w"]
    raw["@graph"].append({"@id": "w", "@type": "ceterms:CourseComponent", "ceterms:name": "W"})
    assert read(json.dumps(raw).encode()).curriculum.by_id["x"].requires == "w"


def test_an_operator_that_nobody_knows_asks_for_all_with_a_word() -> None:
    got = operated("logicOperator:Xor")
    assert got.curriculum.by_id["x"].requires == requirement(all_of("y", "z"))
    assert "Xor" in next(note.message for note in got.notes if note.code == "unknown-operator")
    for known, meant in (("logicOperator:And", all_of("y", "z")), ("logicOperator:Or", any_of("y", "z"))):
        got = operated(known)
        assert got.curriculum.by_id["x"].requires == requirement(meant)
        assert [note.code for note in got.notes] == ["no-hours"]


TERMS = "https://purl.org/ctdl/terms/"
REGISTRY = "https://credreg.net/ctdl/schema/context/json"


@pytest.mark.parametrize("name", ["bakery.jsonld", "cloud-operations.jsonld"])
@pytest.mark.parametrize(
    ("prefix", "context"),
    [
        ("", {"@vocab": TERMS, "logicOperator": "https://purl.org/ctdl/vocabs/logicOperator/"}),
        ("", [REGISTRY, {"@vocab": "http://purl.org/ctdl/terms/"}]),
        ("ctdl:", {"ctdl": TERMS}),
        (TERMS, None),
    ],
)
def test_terms_are_known_by_what_the_context_says(name: str, prefix: str, context: object) -> None:
    raw = json.loads((SAMPLES / name).read_text("utf-8").replace("ceterms:", prefix))
    raw["@context"] = context
    assert read(json.dumps(raw).encode(), name) == sample(name)


def test_terms_are_known_one_by_one() -> None:
    text = (SAMPLES / "cloud-operations.jsonld").read_text("utf-8")
    named = {one: {"@id": f"ceterms:{one}"} for one in re.findall(r'"ceterms:(\w+)"', text)}
    raw = json.loads(text.replace("ceterms:", "").replace('"@id"', '"id"').replace('"@type"', '"type"'))
    raw["@context"] = {"ceterms": TERMS, "id": "@id", "type": "@type", **named}
    assert read(json.dumps(raw).encode(), "cloud-operations.jsonld") == sample("cloud-operations.jsonld")


def test_expanded_json_ld_is_read() -> None:
    graph = [
        {"@id": "p", "@type": [TERMS + "Pathway"], TERMS + "name": [
            {"@value": "Weg", "@language": "de"}, {"@value": "Way", "@language": "en"}]},
        {"@id": "a", "@type": [TERMS + "BasicComponent"], TERMS + "name": [{"@value": "A", "@language": "en-US"}]},
        {"@id": "b", "@type": [TERMS + "BasicComponent"], TERMS + "name": [{"@value": "B"}],
         TERMS + "prerequisite": [{"@list": [{"@id": "a"}]}]},
    ]  # fmt: skip
    made = read(json.dumps(graph).encode(), "x.jsonld").curriculum
    assert (made.title, made.titles, made.by_id["b"].requires) == ("Way", {"a": "A", "b": "B"}, "a")


@pytest.mark.parametrize("name", ["bakery.jsonld", "cloud-operations.jsonld"])
def test_terms_that_no_context_explains_are_refused(name: str) -> None:
    text = (SAMPLES / name).read_text("utf-8").replace("ceterms:", "")
    assert "“name” stands without “ceterms:”" in said(text)
    assert "“name” stands without “ceterms:”" in said(text.replace(REGISTRY, "https://schema.org/"))


def test_what_the_registry_wraps_around_a_pathway_is_taken_off() -> None:
    raw = json.loads((SAMPLES / "cloud-operations.jsonld").read_text("utf-8"))
    envelope = {"envelope_community": "ce_registry", "envelope_id": "x", "decoded_resource": raw}
    assert read(json.dumps(envelope).encode(), "x.json") == sample("cloud-operations.jsonld")


def test_a_pathway_without_its_components_says_where_they_are() -> None:
    raw = json.loads((SAMPLES / "cloud-operations.jsonld").read_text("utf-8"))
    alone = {"@context": REGISTRY, **raw["@graph"][0]}
    assert "names 7 components that are not in it. Save the graph of the pathway" in said(json.dumps(alone))


@pytest.mark.parametrize(
    ("duration", "hours"),
    [
        ({"minimumDuration": "PT40H", "maximumDuration": "PT1H"}, None),
        ({"minimumDuration": "PT40H", "maximumDuration": "PT60H"}, (40, 50, 60)),
        ({"minimumDuration": "PT40H", "maximumDuration": "P2M"}, None),
        ({"exactDuration": "PT90M", "minimumDuration": "PT1H"}, (1.5, 1.5, 1.5)),
        ({"minimumDuration": "PT10H", "maximumDuration": "P2W"}, None),
        ({"exactDuration": "P3M"}, None),
        ({"exactDuration": "three weeks"}, None),
    ],
)
def test_hours_are_read_from_durations(duration: dict[str, str], hours: tuple[float, ...] | None) -> None:
    raw = json.loads(condition("y"))
    raw["@graph"][1]["ceterms:estimatedDuration"] = [{f"ceterms:{name}": text for name, text in duration.items()}]
    made = read(json.dumps(raw).encode())
    got = made.curriculum.by_id["y"].hours
    assert (got.optimistic, got.likely, got.pessimistic) == (hours or (0, 0, 0))
    told = [note.message for note in made.notes if note.code in ("no-duration", "no-hours")]
    assert [words for words in told if "nothing about hours" in words] == []
    assert [words.split(": ")[-1] for words in told] == ([] if hours else [" – ".join(duration.values()) + "."])


# -- CASE


def test_a_framework_is_read() -> None:
    got = sample("measuring.json")
    made = got.curriculum
    assert (made.title, [one.id for one in made.nodes]) == ("Measuring", ["m-1", "m-1-a", "m-1-b", "m-2", "m-2-a"])
    assert made.by_id["m-1-b"].requires == "m-1-a"
    assert [*leaves(made.by_id["m-1"].requires)] == ["m-1-a", "m-1-b"]
    assert made.by_id["m-1"].kind == "milestone"
    assert made.by_id["m-1-a"].title == "Use a ruler"
    assert made.by_id["m-1-a"].outcome.startswith("Measure the length")
    assert made.domain_titles[made.by_id["m-1-b"].domain] == "Lengths"
    assert [note.code for note in got.notes] == ["no-hours"]


def test_a_framework_with_faults_is_read_with_words() -> None:
    got = sample("welding.json")
    assert got.curriculum.title == "Welding <b>safely</b>"
    assert [one.requires for one in got.curriculum.nodes] == [None, "wear-what-protects-you", "strike-an-arc"]
    assert sorted(note.code for note in got.notes) == ["loop", "loose-reference", "no-hours"]


def framework(*associations: dict[str, object], **fields: object) -> str:
    items = [
        {"identifier": one, "uri": f"https://salt.example/uri/{one}", "fullStatement": one.upper()} for one in "abc"
    ]
    document = {"identifier": "d", "uri": "https://salt.example/uri/d", "title": "D"}
    return json.dumps({"CFDocument": document, "CFItems": items, "CFAssociations": associations, **fields})


def association(kind: str, origin: object, end: object, **fields: object) -> dict[str, object]:
    return {"associationType": kind, "originNodeURI": origin, "destinationNodeURI": end, **fields}


def test_statements_are_known_by_their_address_too() -> None:
    at = "https://salt.example/uri/"
    got = read(framework(
        association("precedes", at + "a", at + "b"), association("precedes", {"uri": at + "b"}, {"uri": at + "c"}),
        association("isChildOf", at + "a", at + "d"),
    ).encode())  # fmt: skip
    assert [one.requires for one in got.curriculum.nodes] == [None, "a", "b"]
    assert [note.code for note in got.notes] == ["no-hours"]


def test_an_association_that_names_no_end_leads_nowhere() -> None:
    raw = json.loads(framework(association("precedes", {"identifier": "a"}, None), association("precedes", {}, "b")))
    raw["CFItems"] = [{"identifier": one, "fullStatement": one.upper()} for one in "abc"]
    got = read(json.dumps(raw).encode())
    assert [one.requires for one in got.curriculum.nodes] == [None, None, None]
    assert [note.code for note in got.notes] == ["loose-reference", "loose-reference", "no-hours"]


def test_parts_stand_in_the_order_of_the_framework() -> None:
    got = read(framework(
        association("isChildOf", {"identifier": "c"}, {"identifier": "a"}, sequenceNumber=2),
        association("isChildOf", {"identifier": "b"}, {"identifier": "a"}, sequenceNumber=1),
    ).encode())  # fmt: skip
    assert [*leaves(got.curriculum.by_id["a"].requires)] == ["b", "c"]


def test_a_list_of_frameworks_is_refused_in_its_own_words() -> None:
    assert "no statements (CFItems)" in said(json.dumps({"CFDocuments": [{"identifier": "d", "title": "D"}]}))


# -- damaged and hostile


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"nodes": [], "edges": []}', "holds no item"),
        ('{"nodes": {}, "edges": []}', '"nodes" must be a list'),
        ('{"nodes": [{"type": "text", "width": 3}], "edges": []}', "A card has no id"),
        ('{"edges": [], "nodes": [{"id": "a", "type": "text"}, {"id": "a", "type": "text"}]}', "stands in the file"),
        ('{"nodes": [' + '{"nodes": [' * 60, "nested more than 32 deep"),
        ('{"nodes": [], "nodes": [], "edges": []}', "stands twice"),
        ('{"@graph": []}', "no CTDL pathway"),
        ('{"@graph": [{"@id": "a", "@type": "ceterms:Pathway"}]}', "holds no item"),
        ('{"CFDocument": {}}', "no statements"),
        ('{"CFItems": [{"fullStatement": "x"}]}', "no identifier"),
        ('{"CFItems": [' + ",".join(['{"identifier": "x"}'] * 6000) + "]}", "more than 5000"),
        ('{"@graph": NaN}', "not a number that JSON knows"),
    ],
)
def test_json_that_makes_no_sense_gets_a_sentence(content: str, words: str) -> None:
    assert words in said(content)


def opened(content: bytes) -> bool:
    try:
        queries.new_document(read(content).curriculum, date(2027, 1, 4))
    except PlannerError:
        return False
    return True


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir()) if path.suffix != ".md"])
def test_a_little_damage_is_read_or_refused_in_a_sentence(name: str) -> None:
    chance = random.Random(3)
    good = (SAMPLES / name).read_bytes()
    outcomes = [opened(damaged(good, chance)) for _time in range(250)]
    outcomes += [opened(damaged_bytes(good, chance)) for _time in range(50)]
    assert True in outcomes
    assert False in outcomes


def test_an_any_of_one_is_said_as_one_of(tmp_path: Path) -> None:
    made = curriculum(node("a"), node("goal", 1, any_of("a", name="Only")))
    got = back(made, "canvas").by_id["goal"].requires
    assert isinstance(got, AnyOf)
    assert (got.any, got.name) == (("a",), "Only")
