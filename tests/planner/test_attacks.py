"""The table of attacks. Those that can stand in a file that opens stand in one, `tests/attacks/attacks.json`: here it
is loaded, planned and exported, in `tests/ui/test_attacks.py` it is opened in the window. The others are refused.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path

import icalendar
import pytest
from build import learner
from justhtml import JustHTML
from watchdog import seconds_used

from planner import cli
from planner.app import contents, exchange, queries, trust
from planner.exchange import formats as exchanged
from planner.handout import formats
from planner.handout.make import Wishes, make
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError

FILE = Path(__file__).parents[1] / "attacks" / "attacks.json"
MOST_SECONDS = 2.0
MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def attacks() -> Curriculum:
    return queries.load(str(FILE))


def document_to(curriculum: Curriculum, goal: str) -> Document:
    return Document(curriculum=curriculum, learner=learner(goal, MONDAY))


# -- rows that cannot stand in a file that opens


def written(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / "attack.json").write_bytes(content)
        return folder / "attack.json"

    return write


def node(**fields: object) -> bytes:
    one = {"id": "a", "title": "A", "kind": "skill", "domain": "d", **fields}
    return json.dumps({"id": "attack", "title": "A", "nodes": [one]}).encode()


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.json")
    return folder / "pipe.json"


def sparse(folder: Path) -> Path:
    with (folder / "sparse.json").open("wb") as file:
        file.truncate(10 * 2**30)
    return folder / "sparse.json"


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (b"" if level == 1 else b"%d" % (level - 1)) * 10)
        for level in range(1, 10)
    )
    + b"]><graphml>&a9;</graphml>"
)

REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a folder": (lambda folder: folder, "not an ordinary file"),
    "a pipe": (pipe, "not an ordinary file"),
    "an endless device": (lambda _folder: Path("/dev/zero"), "not an ordinary file"),
    "a sparse file of 10 GB": (sparse, "larger than 2 MB"),
    "a field twice": (written(b'{"id": "a", "id": "b", "title": "A"}'), "stands twice"),
    "NaN hours": (written(node(hours=float("nan"))), "not a number that JSON knows"),
    "infinite hours": (written(node().replace(b'"domain"', b'"hours": 1e400, "domain"')), "number"),
    "true hours": (written(node(hours=True)), "one number or"),
    "hours in quotation marks": (written(node(hours="12")), "one number or"),
    "1e300 hours": (written(node(hours=1e300)), "at most"),
    "a day past 9999": (written(node(checked="12026-01-01")), "must be a date"),
    "brackets 100,000 deep": (written(b"[" * 100_000), "more than 32 deep"),
    "600,000 empty items": (written(b'{"id":"a","title":"A","nodes":[' + b"{}," * 600_000 + b"{}]}"), "is missing"),
    "6,000 items": (written(b'{"id":"a","title":"A","nodes":[%s]}' % b",".join(
        b'{"id":"n%d","title":"T","kind":"skill","domain":"d"}' % number for number in range(6_000))), "at most 5000"),
    "300 operands": (written(node(requires={"all": ["a"] * 300})), "at most 256"),
    "half a character": (written(b'{"id": "a", "title": "\\ud800"}'), "not JSON"),
    "an id like another": (written(node(id="\u0430")), "An id holds only"),
    "an entity bomb": (written(BOMB), ""),
    "XML 5,000 deep": (written(b"<graphml>" + b"<graph>" * 5_000), ""),
}  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and devices")
@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_opened_is_refused_in_words(row: str, tmp_path: Path) -> None:
    make_file, words = REFUSED[row]
    path = make_file(tmp_path)

    def attempt() -> None:
        with pytest.raises(PlannerError) as refused:
            contents.of_file(str(path))
        assert words in str(refused.value)
        assert all(str(problem).isprintable() and len(str(problem)) < 2_000 for problem in refused.value.problems)

    seconds_used(attempt, MOST_SECONDS)


# -- rows that stand in the file


def test_what_the_file_contains_is_said_before_it_is_trusted(attacks: Curriculum) -> None:
    found = contents.of_file(str(FILE))
    assert not found.trusted
    assert [(host.host, host.links) for host in found.hosts] == [("evil.example", 1)]
    assert len(found.other_addresses) == 14
    assert sum(found.items.values()) == len(attacks.nodes)
    text = "\n".join(contents.lines(found))
    assert "These items need each other in a circle" in text
    assert "attacks.json:" in text
    assert all(line.isprintable() for line in contents.lines(found))


def test_texts_hold_nothing_that_hides_or_turns(attacks: Curriculum) -> None:
    assert attacks.titles["bidi"] == "usergnp.exe"
    assert len(attacks.titles["storm"]) <= 5
    assert attacks.title == '<b>Attacks</b> & "more"'
    for node_of in attacks.nodes:
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00-\x1f]", node_of.model_dump_json())


ODD = {
    "nothing": PlanStatus.PLANNED,
    "forever": PlanStatus.UNDATED,
    "centuries": PlanStatus.UNDATED,
    "loop-a": PlanStatus.IMPOSSIBLE,
    "itself": PlanStatus.IMPOSSIBLE,
}


@pytest.mark.parametrize("goal", ODD)
def test_odd_amounts_and_circles_end_in_an_answer(attacks: Curriculum, goal: str) -> None:
    assert queries.plan(document_to(attacks, goal)).status is ODD[goal]


@pytest.fixture(scope="module")
def handed(attacks: Curriculum) -> dict[str, bytes]:
    """Every handout that needs no painting, made as for a file that nobody trusts."""
    document = document_to(attacks, "goal").changed(name="<b>=1+1")
    made = make(document, queries.plan(document), None, Wishes(name=True, prices=False, made=MONDAY, links=False))
    return {kind.id: kind.write(made) for kind in formats.formats() if not kind.paints}


def test_the_page_runs_nothing_and_leads_nowhere(handed: dict[str, bytes]) -> None:
    page = JustHTML(handed["html"].decode(), strict=True, sanitize=False)
    assert all(str((link.attrs or {}).get("href", "#")).startswith("#") for link in page.query("a"))
    assert not page.query("img, iframe, object, embed, form")
    assert len(page.query("script")) == 1
    assert "alert(1)" not in page.query("script")[0].to_text()
    policies = [meta.attrs["content"] for meta in page.query("meta[http-equiv]") if meta.attrs]
    assert policies
    assert str(policies[0]).startswith("default-src 'none'")


def test_the_calendar_holds_no_more_than_it_should(handed: dict[str, bytes]) -> None:
    read = icalendar.Calendar.from_ical(handed["ics"])
    assert not [part for part in read.walk() if part.name == "VALARM" and part.get("ACTION") == "PROCEDURE"]
    assert not [part for part in read.walk("VEVENT") if "URL" in part]
    assert handed["ics"].count(b"BEGIN:VEVENT") == len(read.walk("VEVENT"))


def test_no_cell_is_a_formula_anywhere(handed: dict[str, bytes], attacks: Curriculum) -> None:
    for content in (handed["csv"], exchanged.by_id("csv").write(attacks)):
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row)


def test_no_address_of_an_untrusted_file_gets_into_a_handout(handed: dict[str, bytes]) -> None:
    for kind in ("html", "ics", "markdown", "csv", "msproject", "ganttproject"):
        assert b"https://evil.example/" not in handed[kind].replace(b"\r\n ", b""), kind


def test_every_export_is_read_back_as_the_same_words(attacks: Curriculum) -> None:
    for kind in exchange.writable():
        content = kind.write(attacks)
        if kind.reads:
            assert set(kind.read(content, "x").curriculum.titles.values()) >= set(attacks.titles.values()), kind.id
    ET.fromstring(exchanged.by_id("graphml").write(attacks))
    dot = exchanged.by_id("dot").write(attacks).decode()
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', '""', dot)
    assert "evil" not in unquoted
    assert "javascript" not in re.sub(r'\["[^"]*"\]', "", exchanged.by_id("mermaid").write(attacks).decode())


def test_the_command_line_names_what_it_does_not_link(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    handout = ["handout", "--curriculum", str(FILE), "--out", str(out)]
    assert cli.main(handout) == cli.OK
    assert "do not become links" in capsys.readouterr().err
    assert b'href="https://evil.example' not in out.read_bytes()
    assert cli.main(["inspect", str(FILE), "--trust"]) == cli.OK
    assert "Its links may be followed." in capsys.readouterr().out
    assert cli.main(handout) == cli.OK
    assert "do not become links" not in capsys.readouterr().err
    assert b'href="https://evil.example/"' in out.read_bytes()


def test_the_contents_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["inspect", str(FILE), "--json"]) == cli.OK
    found = contents.Contents.model_validate_json(capsys.readouterr().out)
    assert found == contents.of_file(str(FILE))


# -- trust


def test_trust_is_given_to_what_stands_in_a_file_not_to_a_place(attacks: Curriculum, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere.json"
    copy.write_text(json.dumps(json.loads(FILE.read_text("utf-8"))), "utf-8")
    assert not trust.known(attacks)
    trust.trust(attacks)
    assert trust.known(queries.load(str(copy)))
    changed = attacks.changed(description="Another sentence")
    assert not trust.known(changed)
    assert trust.known_after(changed, attacks)  # made here, with no new address


def test_another_address_is_asked_for_again(attacks: Curriculum) -> None:
    trust.trust(attacks)
    other = attacks.courses[0].changed(url="https://new.example/")
    assert not trust.known_after(attacks.changed(courses=(other,)), attacks)


def test_what_comes_with_trailmark_is_known_in_every_version() -> None:
    built_in = queries.load("bakery-apprenticeship")
    assert trust.known(built_in)
    assert trust.known(built_in.changed(version="2025.1", nodes=built_in.nodes[:-1], target=None))
    stolen = built_in.nodes[0].changed(resources=(built_in.nodes[1].resources[0].changed(url="https://evil.example/"),))
    assert not trust.known(built_in.changed(nodes=(stolen, *built_in.nodes[1:])))
    assert not trust.known(built_in.changed(id="bakery"))


def test_what_cannot_be_kept_counts_until_the_end(attacks: Curriculum, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    trust.trust(attacks)
    assert trust.known(attacks)


def test_what_is_exported_from_a_trusted_curriculum_is_trusted(attacks: Curriculum, tmp_path: Path) -> None:
    for trusted in (False, True):
        for kind in ("json", "graphml"):
            path = exchange.save(attacks, exchanged.by_id(kind), tmp_path / f"{trusted}.{kind}")
            assert trust.known(queries.load(str(path))) == trusted
        trust.trust(attacks)
