"""Lists with one thing a line, and letters and ordinary words that are tools only where tools are spoken of."""

from __future__ import annotations

import pytest
from build import curriculum, node

from planner.app import posting_gap, postings

NAMES = ("SQL", "Python", "R", "Excel", "Tableau", "Spark", "Snowflake", "Looker", "Git", "REST", "Java")
SOME = curriculum(*(node(name.lower(), 10, title=name) for name in NAMES))
LISTED = ("SQL", "Python", "R", "Excel", "Tableau", "Spark", "Snowflake", "Looker")


def found(text: str) -> set[str]:
    return {hit.node for hit in postings.read(SOME, text).hits if hit.counts}


def unknown(text: str) -> list[str]:
    return [one.term for one in postings.read(SOME, text).unknown]


@pytest.mark.parametrize(
    "shape",
    ["- {}", "* {}.", "{}", "{}\n", "1. {}", "- {} (advanced)", "- {}: two years", "- {} – a must", "- {}, advanced"],
)
def test_a_list_with_one_name_a_line(shape: str) -> None:
    text = "Required skills:\n" + "\n".join(shape.format(name) for name in LISTED)
    assert found(text) == {name.lower() for name in LISTED}


@pytest.mark.parametrize("tag", ["li", "td", "p", "dd"])
def test_a_list_of_a_web_page(tag: str) -> None:
    rows = "".join(f"<{tag}>{name}</{tag}>" for name in LISTED)
    page = f"<html><body><h2>Skills</h2><div>{rows}</div></body></html>"
    assert found(posting_gap.text_of(page.encode(), "posting.html")) == {name.lower() for name in LISTED}


def test_a_list_in_lower_case() -> None:
    assert found("Skills\n- sql\n- excel\n- tableau\n- spark\n") == {"sql", "excel", "tableau", "spark"}


@pytest.mark.parametrize(
    "text",
    [
        "- Excel at what you do",
        "- Spark joy in our team",
        "- Rest well, we do too",
        "Excel. Grow. Stay.",
        "- Python\n- Excel in everything that you do\n",
    ],
)
def test_a_line_that_begins_with_an_ordinary_word_names_no_tool(text: str) -> None:
    assert not found(text) & {"excel", "spark", "rest"}


def test_what_nobody_knows_in_a_list_of_single_names() -> None:
    text = "Tools\n- Alteryx\n- SQL\n- Dash Enterprise (basics)\n- We like people\n- No Cobol\n\nBerlin\n"
    assert unknown(text) == ["Alteryx", "Dash Enterprise"]


def test_a_list_without_an_item_says_nothing_about_tools() -> None:
    assert unknown("What we like\n- Fruit\n- Bicycles\n\nSQL\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Python, Julia and R",
        "Python, Scala, R",
        "You know Python, Golang, Rust, and R.",
        "You know Python, Golang, Rust, and R. You like people.",
        "Statistical software: SPSS, Stata, R",
        "A package such as SPSS, Stata or R",
        "Statistics (R, Stata)",
        "Python und R",
        "Python- und R-Kenntnisse",
        "SQL y R",
        "SQL o R",
        "Kenntnisse in R",
        "Erfahrung mit R",
        "Conocimientos de R",
        "Programación en R",
        "R, Julia or Matlab",
        "R & Python",
        "Python · R · SQL",
        "Python | R | SQL",
        "Python; R; SQL",
    ],
)
def test_the_letter_is_a_language(text: str) -> None:
    assert "r" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our CTO, R. Sanders, leads the team",
        "Contact our CEO, R. Miller",
        "Ask HR or R. Miller about our use of tools",
        "Type R model.",
        "A class R licence and skills in driving",
        "R & D",
        "Toys R Us",
        "Streets Q, R and S",
    ],
)
def test_the_letter_is_no_language(text: str) -> None:
    assert "r" not in found(text)


@pytest.mark.parametrize(
    "text", ["Sehr gute Excel-Kenntnisse", "Excel und Word", "Experiencia con Excel", "Excel o SQL"]
)
def test_ordinary_words_in_german_and_spanish(text: str) -> None:
    assert "excel" in found(text)


def test_a_letter_before_a_full_stop_ends_a_sentence_where_another_begins() -> None:
    text = "You know Python and R. You know nothing of SQL? Fine. R. Miller will help."
    assert [hit.sentence for hit in postings.read(SOME, text).hits] == [
        "You know Python and R.",
        "You know Python and R.",
        "You know nothing of SQL?",
    ]


def test_a_text_without_full_stops_is_read_to_its_end() -> None:
    """What comes of a table or of a broken file; every name used to be weighed against the whole of it."""
    hits = postings.read(SOME, "Python no " * 4_000).hits
    assert len(hits) == 4_000
    assert max(len(hit.sentence) for hit in hits) <= 2_000
