"""The handout on paper, read by pypdf as a screen reader would: every part says what it is, and nothing is left out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import handouts
import pytest
from build import curriculum, learner, node
from handouts import EVIL, of
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtQml import QJSEngine
from strategies import Instance, timed_instances
from tagged_pdf import TaggedPdf

from planner.app import commands, queries
from planner.handout import page
from planner.handout.content import Coach, Handout, Logo
from planner.handout.make import Wishes, make
from planner.handout.words import date_words
from planner.model.document import Document
from planner.model.problem import PlannerError
from ui import dates
from ui.handout import pdf
from ui.handout.parts import Element
from ui.handout.tags import tagged
from ui.pictures.formats import searchable


def folded(words: str) -> str:
    return " ".join(words.split())


def tight(words: str) -> str:
    """Without spaces: a word that is broken has one more for those who read lines."""
    return "".join(words.split())


@pytest.fixture(scope="module")
def path(qapp) -> Handout:
    """A part of the built-in path that needs some pages, with words, links and choices."""
    dates.use_language("en_US")  # it is made once, whatever the test before spoke
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    document = commands.set_goal(document, "kubernetes").changed(name="Zora")
    return of(document, coach=Coach("Maria"))


@pytest.fixture(scope="module")
def paper(path) -> TaggedPdf:
    dates.use_language("en_US")
    return TaggedPdf(pdf.write(path))


def check_steps(made: Handout, read: TaggedPdf) -> None:
    """Every step stands once in the table and once by itself, in order, with its dates."""
    rows = [[cell.whole for cell in row.kids] for row in read.document.all("Table")[2].kids[1:]]
    assert [(row[0], *row[2:4]) for row in rows] == [
        (str(step.number), date_words(step.start), date_words(step.finish)) for step in made.steps
    ]
    assert [tight(row[1]) for row in rows] == [tight(f"· {step.kind_words} {step.title}") for step in made.steps]
    order = [made.step(number) for stage in made.stages for number in stage.steps]
    titles = [tight(one.whole) for one in read.document.all("H4")]
    assert titles == [tight(f"{step.number}. {step.title}") for step in order]


def test_every_step_stands_on_paper(path, paper):
    check_steps(path, paper)
    everything = folded(paper.document.whole)
    for step in path.steps:
        for words in (step.outcome, step.first_step, step.done_when, *step.when, *(link.reason for link in step.why)):
            assert folded(words) in everything
    for choice in path.choices:
        assert choice.name in everything


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(instance=timed_instances())
def test_the_steps_of_any_plan_stand_on_paper(qapp, instance: Instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    made = make(document, queries.plan(document), wishes=Wishes(made=handouts.MADE, prices=False))
    read = TaggedPdf(pdf.write(made))
    if made.steps:
        check_steps(made, read)


def test_no_dates_and_no_short_titles_fit_on_paper_too(qapp):
    for made in handouts.odd():
        check_steps(made, TaggedPdf(pdf.write(made)))


def test_parts_say_what_they_are(paper):
    levels = [int(one.name[1]) for one in paper.document.all("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for table in paper.document.all("Table"):
        assert table.kids[0].kids
        assert all(cell.name == "TH" and cell.scope == "Column" for cell in table.kids[0].kids)
        assert {len(row.kids) for row in table.kids} == {len(table.kids[0].kids)}
    assert all(row.all("TH")[0].scope == "Row" for row in paper.document.all("Table")[2].kids[1:])
    for entry in paper.document.all("LI"):
        assert [kid.name for kid in entry.kids] == ["Lbl", "LBody"]
    (figure,) = paper.document.all("Figure")
    assert "Kubernetes" in figure.alt


def test_links_lead_where_they_say(path, paper):
    links = paper.document.all("Link")
    assert all(link.links for link in links)
    outside = dict.fromkeys(one["/A"]["/URI"] for link in links for one in link.links if "/A" in one)
    assert list(outside) == list(dict.fromkeys(
        one.url for stage in path.stages for number in stage.steps for one in path.step(number).resources if one.url
    ))  # fmt: skip
    titles = {step.title: f"{step.number}. {step.title}" for step in path.steps}
    for link in links:
        for one in link.links:
            if "/Dest" in one:
                text = paper.texts[paper.page_of(one)]
                assert any(folded(titles[link.whole]) == folded(words) for words in text.values())


def test_the_file_says_whose_it_is_and_in_which_language(path, paper):
    information = paper.reader.metadata
    assert information.title == "Your way to Kubernetes"
    assert information.author == "Maria"
    assert paper.root["/Lang"] == "en-US"
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Zora" not in paper.document.whole

    def titles(outline) -> list[str]:
        return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one.title])]

    named = [one.whole for one in paper.document.all("H1", "H2", "H4") if one.whole]
    assert [title for title in titles(paper.reader.outline) if not title.startswith("Until ")] == named


def test_paper_is_what_people_have(path, paper):
    sizes = {tuple(map(float, page.mediabox[2:])) for page in paper.reader.pages}
    assert sizes == {(612, 792), (792, 612)}  # Letter, and the map on its side
    names = {name: pdf.paper_of(QLocale(name)).name for name in ("en_US", "en_GB", "de_DE", "es_MX", "es_ES", "fr_CA")}
    assert names == {
        "en_US": "Letter", "en_GB": "A4", "de_DE": "A4", "es_MX": "Letter", "es_ES": "A4", "fr_CA": "Letter",
    }  # fmt: skip


def test_every_page_has_its_number_and_room_around(paper):
    count = len(paper.reader.pages)
    for number, leaf in enumerate(paper.reader.pages, 1):
        places: list[tuple[float, float]] = []

        def text(words, cm, tm, _font, _size, places=places):
            if words.strip():
                places.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

        words = leaf.extract_text(visitor_text=text)
        assert f"Page {number} of {count}" in words
        width, height = map(float, leaf.mediabox[2:])
        assert all(10 < x < width - 10 and 10 < y < height - 10 for x, y in places)


def test_what_a_curriculum_a_learner_or_a_coach_says_is_text(qapp):
    content = pdf.write(handouts.hostile())
    evil = TaggedPdf(content)
    assert evil.document.whole.count("alert(1)") > 20
    assert not [one for link in evil.document.all("Link") for one in link.links if "/A" in one]
    assert b"/JavaScript" not in content
    assert b"/JS" not in re.sub(rb"stream\n.*?endstream", b"", content, flags=re.DOTALL)  # packed letters may be any
    assert evil.reader.metadata.author == EVIL


def test_titles_from_right_to_left_are_read(qapp):
    made = of(Document(curriculum=curriculum(node("goal", 5, "a", title="מטרה"), node("a", 5, title="צעד ראשון")),
                       learner=learner()))  # fmt: skip
    read = TaggedPdf(pdf.write(made))
    assert len(read.document.all("H4")) == 2
    assert all(link.links for link in read.document.all("Link"))


def test_a_logo_has_words_and_a_damaged_one_a_sentence(qapp, tmp_path):
    from PySide6.QtGui import QImage

    picture = QImage(3000, 1000, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    picture.save(str(tmp_path / "logo.png"))
    small = Document(curriculum=curriculum(node("goal", 5)), learner=learner())
    logo = Logo("png", (tmp_path / "logo.png").read_bytes())
    figures = TaggedPdf(pdf.write(of(small, coach=Coach("Maria", logo)))).document.all("Figure")
    assert figures[0].alt == "Logo of Maria"
    with pytest.raises(PlannerError, match="damaged"):
        pdf.write(of(small, coach=Coach("", Logo("png", logo.content[:60]))))


def test_nothing_to_do_fits_on_paper_too(qapp):
    made = of(Document(curriculum=curriculum(node("goal")), learner=learner(known=("goal",))))
    assert "You are there already" in TaggedPdf(pdf.write(made)).document.whole


def test_a_file_whose_pieces_are_not_found_has_no_tags_rather_than_wrong_ones(qapp):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(100, 100, "text")
    painter.end()
    content = bytes(buffer.data().data())
    element = Element("P")
    assert tagged(content, element, [[element]], {}, [], "en") == content


def test_a_file_without_spaces_stays_as_it_is():
    assert searchable(b"%PDF-1.4 nothing") == b"%PDF-1.4 nothing"


def test_the_script_of_the_web_page_can_be_parsed(qapp):
    script = page.file_text("page.js")
    engine: Any = QJSEngine()
    assert not engine.evaluate(f"(() => {{ {script} }})").isError()
    assert engine.evaluate(f"(() => {{ {script} }} }})").isError()
