"""Curricula for and from other programs: nothing is lost unsaid, others can read it, what is hostile stays inert."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import networkx
import pytest
from build import all_of, any_of, at_least, curriculum, job, months, node
from damage import damaged_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import HOSTILE, curricula

from planner import cli
from planner.app import exchange, queries
from planner.exchange import formats
from planner.exchange.building import Read
from planner.model.curriculum import Curriculum, Node
from planner.model.levelled import as_items
from planner.model.problem import PlannerError
from planner.model.requirement import named
from planner.storage import curricula as stored
from planner.storage.canonical import to_json

ROOT = Path(__file__).parents[2]
LOSSLESS = ("json", "graphml")
ROUND_TRIPS = 30


def read(content: str | bytes, file: str = "folder/My table.csv") -> Read:
    data = content.encode() if isinstance(content, str) else content
    return formats.recognised(data).read(data, file)


def back(made: Curriculum, kind: str) -> Curriculum:
    """The curriculum after it was written and read again; the file is recognised by what is in it."""
    content = formats.by_id(kind).write(made)
    assert formats.recognised(content).id == kind
    return read(content, f"{made.id}.x").curriculum


def said(content: str | bytes) -> str:
    with pytest.raises(PlannerError) as caught:
        read(content)
    for problem in caught.value.problems:
        assert problem.message[-1] in ".!?"
        assert len(problem.message) < 500
        assert problem.file == "folder/My table.csv"
    return str(caught.value)


def opened(content: bytes) -> bool:
    """Whether a file can be planned with; anything but a sentence that says why not fails the test."""
    try:
        queries.new_document(read(content).curriculum, date(2027, 1, 4))
    except PlannerError:
        return False
    return True


def small(**fields) -> Curriculum:
    return curriculum(
        node("python", [4, 8, 15]),
        node("aws", 20, title="AWS"),
        node("gcp", 25, title="Google Cloud"),
        node("nlp", 5, "python"),
        job("analyst", 12, "ml"),
        node("goal", 1, all_of("nlp", any_of("aws", "gcp", name="Cloud"), months(6, "ml")), kind="role"),
        **{"target": "goal", **fields},
    )


# -- ours comes back


@pytest.mark.parametrize("kind", LOSSLESS)
@given(made=curricula())
@settings(max_examples=ROUND_TRIPS)
def test_what_holds_everything_gives_everything_back(kind: str, made: Curriculum) -> None:
    assert formats.by_id(kind).losses(made) == []
    assert to_json(back(made, kind)) == to_json(made)


@given(made=curricula())
@settings(max_examples=ROUND_TRIPS)
def test_the_table_gives_back_all_but_what_it_says(made: Curriculum) -> None:
    lost = {problem.field for problem in formats.by_id("csv").losses(made)}
    got = back(made, "csv")
    assert [one.id for one in got.nodes] == [one.id for one in made.nodes]
    for old, new in zip(made.nodes, got.nodes, strict=True):
        for name in Node.model_fields.keys() - {"module"}:
            if getattr(old, name) != getattr(new, name):
                assert name in lost
    assert got.target == made.target
    assert "domains" in lost or made.domains in ((), got.domains)


@pytest.mark.parametrize("kind", LOSSLESS)
def test_the_built_in_curriculum_comes_back(kind: str) -> None:
    whole = queries.load()
    held = whole if kind == "json" else as_items(whole)  # others know no levels: each is an item of its own
    assert to_json(back(whole, kind)) == formats.by_id("json").write(held)


def test_the_table_of_the_built_in_curriculum_gives_the_same_requirements() -> None:
    whole = queries.load()
    for old, new in zip(as_items(whole).nodes, back(whole, "csv").nodes, strict=True):
        assert (old.requires, old.corequisites, old.hours, old.months) == (
            new.requires, new.corequisites, new.hours, new.months)  # fmt: skip


@pytest.mark.parametrize("kind", [one.id for one in formats.formats() if one.writes])
def test_a_format_says_what_it_loses(kind: str) -> None:
    plain = curriculum(node("a", 2), node("b", 3, "a"), id="x", title="X")
    rich = plain.changed(
        nodes=(plain.nodes[0], plain.nodes[1].changed(reasons={"a": "Because."}, partial={"a": 0.5})), disclaimer="No."
    )
    before = {problem.message for problem in formats.by_id(kind).losses(plain)}
    more = {problem.message for problem in formats.by_id(kind).losses(rich)} - before
    assert (more == set()) == (kind in LOSSLESS)
    if more:
        assert {"Why a prerequisite is one: 1 item", "What it covers in part: 1 item"} <= more
        assert "The sentence that is shown with pay" in more


# -- the table


def test_five_columns_are_enough() -> None:
    got = read(
        "\ufeffid,title,hours,requires,kind\r\n"
        "python,Python,40,,skill\r\n"
        "aws,AWS,20; 30; 60,,\r\n"
        ',Time series,"7,5 h",python AND (AWS OR gcp),skill\r\n'
        "gcp,Google Cloud,12,,skill\r\n"
        "role-x,Expert,,\"2 of (python, aws, Time series)\",role\r\n"
    )  # fmt: skip
    made = got.curriculum
    assert got.notes == ()
    assert (made.id, made.title) == ("my-table", "My table")
    assert [one.id for one in made.nodes] == ["python", "aws", "time-series", "gcp", "role-x"]
    assert (
        made.by_id["time-series"].requires
        == curriculum(node("x", 0, all_of("python", any_of("aws", "gcp")))).nodes[0].requires
    )
    assert made.by_id["aws"].hours.pessimistic == 60
    assert made.by_id["time-series"].hours.likely == 7.5
    assert made.by_id["role-x"].kind == "role"
    assert list(named(made.by_id["role-x"].requires)) == ["python", "aws", "time-series"]


def test_the_table_of_the_document_is_read() -> None:
    (table,) = re.findall(r"```text\n(id,title.*?)```", (ROOT / "docs" / "formats.md").read_text("utf-8"), re.DOTALL)
    made = read(table).curriculum
    assert [*named(made.by_id["engineer"].requires)] == ["python", "aws", "gcp", "analyst"]


def test_tables_of_other_spreadsheets_are_read() -> None:
    german = read("Name;Prerequisites;Hours;Subject;Colour\nBasics;;3;Data science;red\nMore;Basics;4;Data science;\n")
    more = german.curriculum.by_id["more"]
    assert more.requires == "basics"
    assert german.curriculum.domain_titles[more.domain] == "Data science"
    assert [note.field for note in german.notes] == ["Colour"]


def test_other_readers_read_the_table() -> None:
    rows = list(csv.DictReader(io.StringIO(formats.by_id("csv").write(small()).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [one.id for one in small().nodes]
    assert rows[0]["hours"] == "4; 8; 15"
    assert rows[-1]["requires"] == 'nlp AND ANY OF [name "Cloud"] (aws, gcp) AND 6 MONTHS OF (#ml)'
    assert list(rows[0])[:5] == ["id", "title", "hours", "requires", "kind"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_every_title_comes_back(text: str) -> None:
    made = curriculum(node("a", 1, title=text, aliases=[text], note=text), node("b", 1, "a"))
    content = formats.by_id("csv").write(made)
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        assert not any(re.match(r"[=+\-@\t\r＝＋－＠]", cell) for cell in row)
    got = read(content).curriculum.by_id["a"]
    assert (got.title, got.aliases, got.note) == (made.nodes[0].title, made.nodes[0].aliases, made.nodes[0].note)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,A,,b,\n", ":2, a, requires: There is no item “b”"),
        ("pythn,A,,,\nb,B,,python,\n", 'Did you mean "pythn"?'),
        ("a,A,many,,\n", ":2, a, hours: “many” is not a number"),
        ("a,A,3; 2; 1,,\n", "must not decrease"),
        ("a,A,1;2;3;4,,\n", "must be one number, or three"),
        ("a,A,-1,,\n", "is not a number"),
        ("a,A,1e999,,\n", "too large"),
        ("a,A,,,wizard\n", "“wizard” is no kind of item. There are: role"),
        ("a,A,,,\na,B,,,\n", ':3, id: The id "a" stands in an earlier row'),
        (",Same,,,\n,Same,,,\nc,C,,same,\n", "Several items are called “same”"),
        (",,3,,\n", ":2, title: This row has neither"),
        ('a,"A,,,\n', "This is not CSV"),
        ("", "holds no item"),
        ("a," + "x" * 300 + ",,,\n", "at most 200"),
        ('a,A,,"(((a",\n', "“)”"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_row_and_column(rows: str, words: str) -> None:
    assert words in said("id,title,hours,requires,kind\n" + rows)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("title,hours,requires\nPython,40,\nSQL,20,\nML,60,Python, SQL\n", ":4: There is no column for “SQL”."),
        ("title,hours,requires\nPython,40,\nSQL,20,\nML,60,Python, SQL\n", 'as "Python, SQL".'),
        ("title,hours,requires,,\nPython,40,\nSQL,20,\nML,60,Python, SQL\n", "“SQL”"),
        ("title;hours;requires\nA;1;\nB;1;\nC;1;A; B\n", 'as "A; B".'),
        ("hours\ttitle\n1\tA\tB\n", "“B”"),
    ],
)
def test_a_cell_without_a_column_is_not_lost(table: str, words: str) -> None:
    """Mostly somebody forgot the quotation marks, and half of what is needed would be gone without a word."""
    assert words in said(table)


def test_empty_cells_without_a_column_and_an_index_without_a_name_are_no_matter() -> None:
    got = read(',title,hours,requires,\n0,Python,40,,,,\n1,SQL,20,,\n2,ML,60,"Python, SQL",,\n')
    assert got.notes == ()
    assert list(named(got.curriculum.by_id["ml"].requires)) == ["python", "sql"]


def test_a_column_that_stands_there_twice_is_told() -> None:
    got = read("title,requires,Requires\nA,,\nB,,\nC,A,B\n")
    assert [note.code for note in got.notes] == ["repeated-column"]


def test_all_wrong_cells_are_told_up_to_twenty() -> None:
    text = said("id,title,hours,requires,kind\n" + "".join(f"a{number},A,,nothing,\n" for number in range(3000)))
    assert len(text.splitlines()) == 20


NUMBERS = "title;hours;cost_usd\n"


@pytest.mark.parametrize(
    ("table", "hours"),
    [
        (NUMBERS + "A;12,5;\nB;1.200;\nC;1.200,5;\nD;0,125;\nE;7;\n", [12.5, 1200, 1200.5, 0.125, 7]),
        (NUMBERS + "A;1.200;12,5\nB;1.250;\n", [1200, 1250]),
        (NUMBERS + "A;1.200;1.200.000\n", [1200]),
        (NUMBERS + "A;4,5; \nB;2;1.500\nC;\"1.000; 1.100,5; 1.200 h\";\n", [4.5, 2, 1100.5]),
        ('title,hours\nA,7.5\nB,"1,200"\nC,"1,200.5"\nD,1.125\nE,"1,000 - 2,000"\n', [7.5, 1200, 1200.5, 1.125, 1500]),
        ('title,hours\nA,"12,5"\nB,1.200\n', [12.5, 1200]),
        ("title;hours\nA;1\u202f200,5\nB;1\xa0300\nC;1 400\nD;1.500\n", [1200.5, 1300, 1400, 1500]),
        ("title;hours\nA;1'200.5\nB;1’300\nC;1,400\n", [1200.5, 1300, 1400]),
        ("title;hours\nA;7,5\nB;8.5\nC;1e3\nD;7,5 Std.\nE;1,5 horas\n", [7.5, 8.5, 1000, 7.5, 1.5]),
        ("title\thours\nA\t1,2500\nB\t1.250\n", [1.25, 1250]),
        ("title;hours\nA;40-60\nB;1,5 - 2,5 h\nC;4–6\n", [50, 2, 5]),
    ],
)  # fmt: skip
def test_numbers_are_read_as_the_table_writes_them(table: str, hours: list[float]) -> None:
    assert [one.hours.likely for one in read(table).curriculum.nodes] == hours


def test_costs_may_name_their_currency() -> None:
    table = "title;cost_usd\nA;US$ 300\nB;1.200,50 $\nC;USD 7\nD;5 usd\n"
    assert [one.cost_usd for one in read(table).curriculum.nodes] == [300, 1200.5, 7, 5]


def test_a_table_whose_first_column_is_called_curriculum_is_a_table() -> None:
    assert read("Curriculum,title,hours\nX,A,3\n").curriculum.titles == {"a": "A"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("title;hours\nA;40\nB;1.200\n", ":3, b, hours: “1.200” may mean 1200 or 1.2"),
        ('title,hours\nA,40\nB,"1,125"\n', ":3, b, hours: “1,125” may mean 1125 or 1,1250"),
        ("title;hours;cost_usd\nA;7,5;\nB;7.5;\nC;;1.200\n", ":4, c, cost_usd: “1.200” may mean"),
        ("title;hours\nA;1.20.000\n", "“1.20.000” is not a number"),
        ("title;hours\nA;1.200,5.3\n", "is not a number"),
        ("title;hours\nA;12.345,678,9\n", "is not a number"),
        ("title;hours\nA;0.123.456\n", "is not a number"),
        ("title;hours;cost_usd\nA;1" + " " * 100_000 + "x;1" + " " * 100_000 + "x\n", "is not a number"),
        ("title;wait_days;hours\nA;1.200;2\n", ":2, a, wait_days: “1.200” may mean"),
    ],
)
def test_a_number_that_may_mean_two_things_is_not_guessed(table: str, words: str) -> None:
    assert words in said(table)


@given(hours=st.lists(st.floats(0, 99_999), min_size=1, max_size=4))
@settings(max_examples=ROUND_TRIPS)
def test_every_number_that_we_write_means_one_thing(hours: list[float]) -> None:
    made = curriculum(*(node(f"n{number}", one) for number, one in enumerate([*hours, 1.125, 4.0005])))
    assert [one.hours for one in back(made, "csv").nodes] == [one.hours for one in made.nodes]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line", ["", "sep={}\r\n", "\ufeffSEP={}\n", '"sep={}"\n'])
def test_the_line_that_tells_excel_the_separator_is_understood(line: str, mark: str) -> None:
    table = "id,title,hours,requires\r\na,A,3,\r\nb,B,4,a\r\n".replace(",", mark)
    made = read(line.format(mark) + table).curriculum
    assert (made.titles, made.by_id["b"].requires) == ({"a": "A", "b": "B"}, "a")
    assert f":{4 if line else 3}, b, hours: “x”" in said(line.format(mark) + table.replace("4", "x"))


UTF_16 = ["utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", UTF_16)
def test_a_table_in_utf_16_is_a_table(encoding: str) -> None:
    table = "\ufeffid\ttitle\thours\trequires\r\na\tGr\u00fc\u00dfe\t7,5\t\r\nb\t\u732b\t4\ta\r\n"
    made = read(table.encode(encoding)).curriculum
    assert (made.titles, made.by_id["a"].hours.likely) == ({"a": "Gr\u00fc\u00dfe", "b": "\u732b"}, 7.5)
    assert ":3, b, hours: “x” is not a number" in said(table.replace("4", "x").encode(encoding))
    assert "damaged" in said(table.encode(encoding)[:-1])


@pytest.mark.parametrize("encoding", UTF_16)
@pytest.mark.parametrize(
    "declared", ["", '<?xml version="1.0" encoding="UTF-16"?>', "<?xml version='1.0' encoding='utf-8'?>"]
)
def test_a_graph_in_utf_16_is_a_graph(encoding: str, declared: str) -> None:
    text = declared + '<graphml><graph><node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>'
    assert read(("\ufeff" + text).encode(encoding)).curriculum.by_id["b"].requires == "a"


@pytest.mark.parametrize("no", ["no", "FALSE", "FALSCH", "Nein", "FALSO", "n", "0", "-", ""])
@pytest.mark.parametrize("yes", ["yes", "WAHR", "x", "VERDADERO", "sí", "1", "✓"])
def test_yes_and_no_are_understood_as_spreadsheets_write_them(yes: str, no: str) -> None:
    rows = f"A;experience;2;{no};{no}\nB;experience;3;{yes};{yes}\n"
    made = read("title;kind;months;parallel;target\n" + rows).curriculum
    assert [one.parallel for one in made.nodes] == [False, True]
    assert made.target == "b"


@pytest.mark.parametrize("day", ["2027-01-31", "31.01.2027", "31.1.2027", "31/01/2027", "1/31/2027"])
def test_a_day_is_read_as_a_spreadsheet_writes_it(day: str) -> None:
    assert read(f"title;checked\nA;{day}\n").curriculum.nodes[0].checked == date(2027, 1, 31)


@pytest.mark.parametrize("day", ["05/06/2027", "31.01.27", "31.02.2027", "13/13/2027", "9999999.1.2027"])
def test_a_day_that_may_be_another_one_is_not_guessed(day: str) -> None:
    words = f":2, a, checked: “{day}” is no day for certain; write it as 2027-01-31"
    assert words in said(f"title;checked\nA;{day}\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\x14\0\x06\0\x08\0" + bytes(60), "Save the table as “CSV UTF-8”"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "Save the table as “CSV UTF-8”"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0", "This is a picture"),
    ],
)
def test_what_is_no_text_at_all_is_called_by_its_name(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "Book.xlsx").write_bytes(content)
    with pytest.raises(PlannerError, match=words):
        exchange.open_curriculum(str(tmp_path / "Book.xlsx"))


def test_all_that_is_wrong_is_told_beside_an_id_that_stands_twice() -> None:
    text = said("id,title,hours,requires,kind\na,A,many,,\na,B,,zzz,wizard\n,,3,,\nd,D,3; 2; 1,,\n")
    assert [re.findall(r":(\d)[^:]*: (.{12})", line)[0] for line in text.splitlines()] == [
        ("2", "“many” is no"), ("3", 'The id "a" s'), ("3", "There is no "), ("3", "“wizard” is "),
        ("4", "This row has"), ("5", "Optimistic ("),
    ]  # fmt: skip


def test_too_many_rows_are_refused() -> None:
    assert "more than 5000 items" in said("id,title\n" + "".join(f"a{number},A\n" for number in range(6000)))


# -- GraphML


def graphml(inside: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="l" for="node" attr.name="label" attr.type="string"/>'
        '<key id="y" for="node" yfiles.type="nodegraphics"/>'
        f'<key id="h" for="node" attr.name="hours" attr.type="double"/>{inside}</graphml>'
    )


def test_networkx_reads_the_graph() -> None:
    graph = networkx.read_graphml(io.BytesIO(formats.by_id("graphml").write(small())))
    assert list(graph.nodes) == [one.id for one in small().nodes]
    assert set(graph.edges()) == {("python", "nlp"), ("nlp", "goal"), ("aws", "goal"), ("gcp", "goal")}
    assert graph.nodes["python"]["hours"] == 8.0
    assert graph.nodes["aws"]["label"] == "AWS"
    assert graph.graph["target"] == "goal"


@given(made=curricula())
@settings(max_examples=10)
def test_networkx_reads_every_graph(made: Curriculum) -> None:
    graph = networkx.read_graphml(io.BytesIO(formats.by_id("graphml").write(made)))
    assert {one: data["label"] for one, data in graph.nodes(data=True)} == {one.id: one.title for one in made.nodes}


def test_a_graph_of_networkx_is_read() -> None:
    graph = networkx.DiGraph([("Basics of bread", "Sourdough"), ("Water", "Sourdough"), ("Sourdough", "Baker")])
    graph.nodes["Sourdough"]["hours"] = 12.5
    graph.nodes["Sourdough"]["kind"] = "no kind of ours"
    target = io.BytesIO()
    networkx.write_graphml(graph, target)
    got = read(target.getvalue())
    made = got.curriculum
    assert {one.id: one.title for one in made.nodes}["basics-of-bread"] == "Basics of bread"
    assert sorted(named(made.by_id["sourdough"].requires)) == ["basics-of-bread", "water"]
    assert made.by_id["sourdough"].hours.likely == 12.5
    assert made.target == "baker"
    assert [note.field for note in got.notes] == ["kind"]


def test_groups_and_labels_of_yed_are_read() -> None:
    label = '<data key="y"><s:ShapeNode xmlns:s="urn:y"><s:NodeLabel>{}</s:NodeLabel></s:ShapeNode></data>'
    got = read(
        graphml(
            f'<graph edgedefault="directed"><node id="n0">{label.format("Mathematics")}<graph>'
            f'<node id="n0::n0">{label.format("Algebra")}</node><node id="n0::n1">{label.format("Calculus")}</node>'
            '</graph></node><edge source="n0::n0" target="n0::n1"/></graph>'
        )
    ).curriculum
    assert got.by_id["calculus"].requires == "algebra"
    assert got.domain_titles[got.by_id["algebra"].domain] == "Mathematics"
    assert len(got.nodes) == 2


def test_an_arrow_drawn_into_our_own_graph_counts() -> None:
    content = formats.by_id("graphml").write(small()).replace(b"</graph>", b'<edge source="gcp" target="nlp"/></graph>')
    got = read(content)
    assert list(named(got.curriculum.by_id["nlp"].requires)) == ["python", "gcp"]
    assert "gcp" in got.notes[0].message


def test_arrows_that_lead_nowhere_are_left_out_with_a_word() -> None:
    got = read(
        graphml(
            '<graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="b"/>'
            '<edge source="a" target="zzz"/><edge source="a" target="a"/></graph>'
        )
    )
    assert got.curriculum.by_id["b"].requires == "a"
    assert [note.code for note in got.notes] == ["undirected", "loose-arrow", "loop"]


def yed(arrows: str, empty: str = "") -> str:
    space = 'xmlns:y="http://www.yworks.com/xml/graphml"'
    label = f'<data key="y"><y:ShapeNode {space}><y:NodeLabel>{{}}</y:NodeLabel></y:ShapeNode></data>'
    return graphml(
        '<key id="e" for="edge"/><key id="d" for="node" attr.name="description"/>'
        '<key id="u" for="node" attr.name="url"/>'
        f'<graph edgedefault="directed"><node id="n0">{empty}{label.format("Sums")}</node>'
        f'<node id="n1">{empty}{label.format("Proofs")}</node><edge source="n0" target="n1"><data key="e">'
        f"<y:PolyLineEdge {space}>{arrows}</y:PolyLineEdge></data></edge></graph>"
    )


@pytest.mark.parametrize(
    ("source", "target", "before", "notes"),
    [
        ("none", "standard", "n0", []),
        ("standard", "none", "n1", []),
        ("none", "none", "n0", ["undirected"]),
        ("white_delta", "delta", "n0", ["undirected"]),
    ],
)
def test_an_arrow_of_yed_leads_where_its_head_is(source: str, target: str, before: str, notes: list[str]) -> None:
    got = read(yed(f'<y:Arrows source="{source}" target="{target}"/>'))
    assert [one.id for one in got.curriculum.nodes if one.requires is None] == [before]
    assert [note.code for note in got.notes] == notes
    assert all("read from their first end to their second: 1" in note.message for note in got.notes)


def test_a_node_of_yed_without_a_description_keeps_its_label() -> None:
    empty = '<data key="u" xml:space="preserve"/><data key="d" xml:space="preserve"/>'
    assert read(yed("", empty)).curriculum.titles == {"n0": "Sums", "n1": "Proofs"}
    made = read(yed("", '<data key="d">with examples</data>')).curriculum
    assert (made.titles["n0"], made.by_id["n0"].note) == ("Sums", "with examples")


def test_attributes_of_gephi_are_read_however_they_are_written() -> None:
    keys = "".join(
        f'<key attr.name="{name}" attr.type="string" for="node" id="{name.lower()}">{more}</key>'
        for name, more in (
            ("Label", ""), ("Hours", "<default>2.5</default>"), ("Kind", ""), ("Domain", ""), ("Tags", ""),
            ("First Step", ""),
        )
    )  # fmt: skip
    values = {"label": "Git", "hours": "8", "kind": "Project", "domain": "Version control", "first step": "Install it."}
    data = "".join(f'<data key="{name}">{text}</data>' for name, text in values.items())
    got = read(graphml(f'{keys}<graph><node id="1">{data}<data key="tags">a b, c</data></node><node id="2"/></graph>'))
    first, second = got.curriculum.nodes
    assert (first.title, first.hours.likely, first.kind, first.tags) == ("Git", 8, "project", ("a-b", "c"))
    assert (got.curriculum.domain_titles[first.domain], first.first_step) == ("Version control", "Install it.")
    assert second.hours.likely == 2.5
    assert got.notes == ()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (graphml('<graph><node id="a"/></graph>', BOMB), "document type or entities"),
        (graphml('<graph><node id="a"><data key="l">&a;</data></node></graph>', OUTSIDE), "document type or entities"),
        (graphml("<graph>" * 200), "more than 64 deep"),
        (graphml('<graph><node id="a">'), "This is not XML"),
        (graphml("<graph/>"), "holds no item"),
        (graphml(""), "it has no graph"),
        ("<html><body/></html>", "it has no graph"),
        ('<gexf xmlns="http://www.gexf.net/1.2draft"><graph/></gexf>', "“gexf”, which is no GraphML"),
        (graphml('<graph><node id="a"/><node id="a"/></graph>'), "stands in the file already"),
        (graphml('<graph><node id="">x</node></graph>'), "has no id"),
        (graphml("<graph>" + "".join(f'<node id="n{one}"/>' for one in range(6000)) + "</graph>"), "more than 5000"),
        ('<?xml version="1.0" encoding="utf-99"?><graphml/>', "This is not XML"),
        ("<" * 100_000, "This is not XML"),
    ],
)
def test_a_graph_that_is_damaged_or_hostile_gets_a_sentence(content: str, words: str) -> None:
    assert words in said(content)


# -- DOT and Mermaid

DOT = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def dot(content: bytes, *options: str) -> str:
    done = subprocess.run(["dot", *options], input=content, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


@DOT
def test_graphviz_draws_every_title_as_it_is() -> None:
    made = curriculum(*(node(f"n{number}", 1, title=text) for number, text in enumerate(HOSTILE)), title=HOSTILE[0])
    drawn = json.loads(dot(formats.by_id("dot").write(made), "-Tjson0"))
    labels = [one["label"] for one in drawn["objects"]]
    assert len(labels) == len(HOSTILE)
    svg = dot(formats.by_id("dot").write(made), "-Tsvg")
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)" in svg
    for text in made.titles.values():
        shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("-", "&#45;")
        assert shown in svg.replace("&quot;", '"').replace("&#39;", "'").replace("&#160;", " "), text


@DOT
@given(made=curricula())
@settings(max_examples=8)
def test_graphviz_reads_every_curriculum(made: Curriculum) -> None:
    drawn = json.loads(dot(formats.by_id("dot").write(made), "-Tdot_json"))
    names = {one["name"] for one in drawn["objects"]}
    assert {f"n{number}" for number in range(len(made.nodes))} <= names
    assert all(re.fullmatch(r"[ng]\d+", name) for name in names)


def test_a_choice_is_drawn_as_a_choice() -> None:
    text = formats.by_id("dot").write(small()).decode()
    gate = re.search(r'(g\d+) \[shape=diamond, label="1 of these: Cloud"\]', text)
    assert gate
    assert f"n1 -> {gate[1]};" in text
    assert f"{gate[1]} -> n5;" in text
    assert "n1 -> n5" not in text
    assert "6 months of experience in ml" in text


MERMAID = re.compile(
    r"""flowchart\ LR\n
    (\ \ accTitle:\ [^\n"`%{}<>]*\n)
    (\ \ [ng]\d+(\[/|\[\[|\(\[|\[\(|\(\(|\[|>|\{)"([^"`%{}<>\[\]|\\&\n]|<br>)*"(\\\]|/\]|\]\]|\]\)|\)\]|\)\)|\]|\})\n)*
    (\ \ [ng]\d+\ (-->|-\.->|-\.-)\ [ng]\d+\n)*""",
    re.VERBOSE,
)


@given(made=curricula())
def test_mermaid_has_only_lines_of_its_grammar(made: Curriculum) -> None:
    text = formats.by_id("mermaid").write(made).decode()
    assert MERMAID.fullmatch(text), text
    assert text.count("<br>") == sum(one.hours.likely > 0 for one in made.nodes)


def test_mermaid_says_every_title() -> None:
    made = curriculum(*(node(f"n{number}", 1, title=text) for number, text in enumerate(HOSTILE)))
    text = formats.by_id("mermaid").write(made).decode()
    labels = re.findall(r'^  n\d+\["(.*)<br>1 h"\]$', text, re.MULTILINE)
    decoded = [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label) for label in labels]
    assert decoded == list(made.titles.values())


@pytest.mark.parametrize("kind", ["dot", "mermaid"])
def test_what_is_only_written_says_so_when_it_is_opened(kind: str) -> None:
    assert "does not read it" in said(formats.by_id(kind).write(small()))


# -- files


@pytest.mark.parametrize("kind", ["csv", "graphml"])
def test_a_little_damage_is_read_or_refused_in_a_sentence(kind: str) -> None:
    chance = random.Random(7)
    good = formats.by_id(kind).write(small())
    outcomes = [opened(damaged_bytes(good, chance)) for _time in range(400)]
    assert True in outcomes
    assert False in outcomes


def test_a_line_break_inside_of_a_cell_is_white_space() -> None:
    """Found by the mutated files: a list with a line break in it ended in a traceback."""
    read_back = read('id,title,aliases\na,A,"one\rname; two\r\nnames; ""three; 3"""\n')
    assert read_back.curriculum.by_id["a"].aliases == ("one name", "two names", "three; 3")


@given(st.binary(max_size=200))
def test_noise_is_refused_in_a_sentence(content: bytes) -> None:
    opened(content)


@pytest.mark.parametrize("kind", ["csv", "graphml"])
def test_a_file_opens_wherever_a_curriculum_opens_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "anything.json"
    path.write_bytes(formats.by_id(kind).write(small()))
    assert list(queries.load(str(path)).by_id) == list(small().by_id)
    assert queries.check(str(path)) is not None
    document = queries.new_document(queries.load(str(path)), date(2027, 1, 4))
    assert [item.id for item in queries.plan(document).items][-1] == "goal"


def test_a_curriculum_that_uses_others_is_written_as_one_file(tmp_path: Path) -> None:
    exchange.finish(exchange.prepare("ml-architect", tmp_path / "x.json"), tmp_path / "x.json")
    (alone,) = stored.read_parts(tmp_path / "x.json")
    assert alone.curriculum.uses == ()
    assert list(queries.load(str(tmp_path / "x.json")).by_id) == list(queries.load().by_id)


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    large = curriculum(*(node(f"n{number}", 1, note="x" * 2000) for number in range(1100)))
    for kind in ("json", "csv", "graphml"):
        with pytest.raises(PlannerError, match="larger than 2 MB"):
            exchange.save(large, formats.by_id(kind), tmp_path / "large")
    assert not (tmp_path / "large").exists()
    exchange.save(large, formats.by_id("dot"), tmp_path / "large")


# -- the command


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "small.json"
    path.write_bytes(to_json(small()))
    return str(path)


def test_convert_says_what_is_lost_and_writes(source, tmp_path, capsys) -> None:
    assert cli.main(["convert", source, str(tmp_path / "out.mmd")]) == 0
    out, err = capsys.readouterr()
    assert "6 items of “Test”" in out
    assert err.startswith("Mermaid for Markdown pages cannot hold:")
    assert "Low and high estimates; the likely hours stay: 1 item" in err
    assert (tmp_path / "out.mmd").read_text().startswith("flowchart LR")


def test_convert_strictly_writes_nothing_where_anything_is_lost(source, tmp_path, capsys) -> None:
    assert cli.main(["convert", source, str(tmp_path / "out.mmd"), "--strict"]) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert not (tmp_path / "out.mmd").exists()
    assert cli.main(["convert", source, str(tmp_path / "out.graphml"), "--strict"]) == 0
    assert capsys.readouterr().err == ""
    assert cli.main(["convert", str(tmp_path / "out.graphml"), str(tmp_path / "back.json")]) == 0
    assert (tmp_path / "back.json").read_bytes() == to_json(small())


def test_convert_as_json(source, tmp_path, capsys) -> None:
    assert cli.main(["convert", source, str(tmp_path / "table.txt"), "--to", "csv", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["format"], done["format_version"]) == ("trailmark.conversion", 1)
    assert (done["read"], done["written"], done["items"]) == ("json", "csv", 6)
    assert done["path"] == str(tmp_path / "table.txt")
    assert [loss["field"] for loss in done["losses"]] == ["title"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["out.xyz"], "It is not clear which format"),
        (["out.csv", "--to", "word"], "There is no format “word”"),
        (["out.csv", "--to", "ctdl"], "does not write it"),
        (["no/such/folder/out.csv"], "There is no folder"),
    ],
)
def test_what_convert_cannot_do_it_says(source, tmp_path, monkeypatch, capsys, arguments, words) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["convert", source, *arguments]) == 2
    assert words in capsys.readouterr().err


def test_at_least_is_drawn_once_for_equal_members() -> None:
    made = curriculum(node("a"), node("b"), node("goal", 1, at_least(2, "a", "b", "a")))
    assert formats.by_id("dot").write(made).count(b"n0 -> ") == 1
