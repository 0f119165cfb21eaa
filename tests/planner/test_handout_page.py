"""The web page of a handout, read by a parser of HTML5 that forgives nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from typing import Any

import handouts
import pytest
from build import curriculum, learner, node
from handouts import EVIL, of
from hypothesis import given, settings
from justhtml import JustHTML
from strategies import Instance, timed_instances

from planner import i18n
from planner.app import queries
from planner.handout import page
from planner.handout.content import Coach, Handout, Logo
from planner.handout.make import Wishes, make
from planner.handout.words import direction, span_words
from planner.model.document import Document


def read(handout: Handout) -> Any:
    """The page, parsed; any mistake in it is an error."""
    return JustHTML(page.write(handout).decode(), strict=True, sanitize=False)


@pytest.fixture(scope="module")
def analyst() -> Handout:
    return handouts.analyst()


@pytest.fixture(scope="module")
def analyst_page(analyst) -> Any:
    return read(analyst)


def text_of(element) -> str:
    return str(element.to_text(separator="", strip=False))


def check_steps(handout: Handout, read_page: Any) -> None:
    """Every step stands once in the table, once in the cards and once on the map, in order, with its dates."""
    rows = read_page.query("#plan tbody tr")
    assert [row.query_one("a").attrs["href"] for row in rows] == [f"#s-{step.id}" for step in handout.steps]
    for row, step in zip(rows, handout.steps, strict=True):
        cells = [text_of(cell) for cell in row.query("td")]
        assert cells[0] == str(step.number)
        assert span_words(step.start, step.finish) in (f"{cells[2]} – {cells[3]}", cells[2])
        assert text_of(row.query_one("th")) == step.title
    cards = read_page.query("#steps article")
    assert [card.attrs["id"] for card in cards] == [f"s-{number}" for number in order_of(handout)]
    for card in cards:
        step = next(one for one in handout.steps if card.attrs["id"] == f"s-{one.id}")
        assert span_words(step.start, step.finish) in text_of(card.query_one(".meta"))
    boxes = read_page.query("svg a")
    assert [box.attrs["data-id"] for box in boxes] == [step.id for step in handout.steps]


def order_of(handout: Handout) -> list[str]:
    """Ids of the steps, stage by stage."""
    return [handout.step(number).id for stage in handout.stages for number in stage.steps]


@settings(max_examples=25)
@given(timed_instances())
def test_every_step_of_any_plan_stands_in_the_page(instance: Instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    made = make(document, queries.plan(document), wishes=Wishes(made=handouts.MADE, prices=False))
    check_steps(made, read(made))


def test_the_built_in_plan_stands_in_the_page(analyst, analyst_page):
    check_steps(analyst, analyst_page)
    everything = text_of(analyst_page.query_one("main"))
    for step in analyst.steps:
        for link in step.why:
            assert link.reason in everything
        for words in (step.outcome, step.first_step, step.done_when, *step.when):
            assert words in everything


def test_no_dates_and_no_short_titles_stand_in_the_page_too():
    for made in handouts.odd():
        check_steps(made, read(made))


def test_every_link_leads_somewhere(analyst, analyst_page):
    ids = [element.attrs["id"] for element in analyst_page.query("[id]")]
    assert len(ids) == len(set(ids))
    inside = [link.attrs["href"][1:] for link in analyst_page.query("a") if link.attrs["href"].startswith("#")]
    assert set(inside) <= set(ids)
    outside = [link.attrs["href"] for link in analyst_page.query("a") if not link.attrs["href"].startswith("#")]
    assert outside == [
        one.url for identity in order_of(analyst) for one in step_of(analyst, identity).resources if one.url
    ]
    assert all("noopener" in link.attrs["rel"] for link in analyst_page.query("a.out"))


def step_of(handout: Handout, identity: str):
    return next(step for step in handout.steps if step.id == identity)


def test_a_screen_reader_finds_its_way(analyst, analyst_page):
    assert analyst_page.query_one("html").attrs["lang"] == "en"
    assert analyst_page.query_one("title")
    assert {"header", "main", "footer"} <= {one.name for one in analyst_page.query_one("body").children}
    assert analyst_page.query_one("nav").attrs["aria-label"]
    levels = [int(one.name[1]) for one in analyst_page.query("h1, h2, h3, h4, h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in analyst_page.query("table"):
        assert table.query_one("caption")
        assert all(cell.attrs["scope"] in ("col", "row") for cell in table.query("th"))
    ids = {element.attrs["id"] for element in analyst_page.query("[id]")}
    assert all(one.attrs["aria-labelledby"] in ids for one in analyst_page.query("section, article"))
    for box, step in zip(analyst_page.query("svg a"), analyst.steps, strict=True):
        assert step.title in box.attrs["aria-label"]
        assert f"needs {len(step.needs)}, unlocks {len(step.unlocks)}" in box.attrs["aria-label"]
    assert all(button.attrs["aria-label"] for button in analyst_page.query("button"))


def test_the_lines_of_the_map_are_what_steps_need(analyst, analyst_page):
    needs = {(need.id, step.id) for step in analyst.steps for need in step.needs}
    drawn = {(line.attrs["data-a"], line.attrs["data-b"]) for line in analyst_page.query("path[data-a]")}
    assert {(before, after) for before, after in drawn if before != analyst.picture.start} <= needs
    way = [(line.attrs["data-a"], line.attrs["data-b"]) for line in analyst_page.query("path.way")]
    assert set(way) == set(pairwise(analyst.picture.path))


def test_the_page_loads_nothing_and_runs_nothing_but_its_own(analyst_page):
    policy = analyst_page.query_one("meta[http-equiv]").attrs["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for name in ("style", "script"):
        (element,) = analyst_page.query(name)
        digest = base64.b64encode(hashlib.sha256(text_of(element).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
        assert not element.attrs
    for element in analyst_page.query("*"):
        assert not {name for name in element.attrs if name.startswith("on") or name in ("style", "src", "srcset")}
    assert not analyst_page.query("link, iframe, object, embed, base, form")
    assert "@import" not in text_of(analyst_page.query_one("style"))
    assert "url(" not in text_of(analyst_page.query_one("style"))


def test_everything_is_there_without_the_script(analyst_page):
    assert analyst_page.query("[hidden]") == [analyst_page.query_one("#map-tools")]
    assert not analyst_page.query(
        "svg [tabindex]"
    )  # every box is a stop of the Tab key until the script says otherwise


def test_what_a_curriculum_a_learner_or_a_coach_says_is_shown_and_never_run():
    made = handouts.hostile()
    evil = read(made)
    assert len(evil.query("script")) == 1
    assert not evil.query("img")
    assert "alert" not in text_of(evil.query_one("script"))
    assert not any(name.startswith("on") for element in evil.query("*") for name in element.attrs)
    assert all(not link.attrs["href"].casefold().startswith("java") for link in evil.query("a"))
    assert text_of(evil.query_one("h1")) == EVIL
    assert text_of(evil.query_one(".coach")) == EVIL
    assert EVIL in text_of(evil.query_one("title"))
    words = text_of(evil.query_one("main"))
    assert words.count(EVIL) > 20
    assert words.replace(EVIL, "").count("alert(") == 0


def test_a_logo_is_inside_the_page():
    logo = Logo("png", b"\x89PNG\r\n\x1a\n1234")
    made = of(Document(curriculum=curriculum(node("goal", 5)), learner=learner()), coach=Coach("", logo))
    (picture,) = read(made).query("img")
    assert picture.attrs["src"] == "data:image/png;base64," + base64.b64encode(logo.content).decode()
    assert picture.attrs["alt"]


def test_the_page_speaks_the_language_of_its_reader(analyst):
    i18n.use_language("de_AT")
    german = read(of(analyst.document, prices=False))
    assert german.query_one("html").attrs == {"lang": "de-AT", "dir": "ltr"}
    assert "3.527 h" in text_of(german.query_one("header")).replace("\xa0", ".")
    assert text_of(german.query_one("#h-steps")) == "Schritt für Schritt"
    assert not re.search(r"\b(the|your|and) [a-z]+\b", text_of(german.query_one("nav")))


def test_languages_from_right_to_left_are_told_to_the_browser():
    assert [direction(tag) for tag in ("en", "de-AT", "ar", "he-IL", "fa")] == ["ltr", "ltr", "rtl", "rtl", "rtl"]
