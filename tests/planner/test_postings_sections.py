"""Which section of a posting a line belongs to, and lists with one thing a line: in English, German and Spanish."""

from __future__ import annotations

import pytest
from build import curriculum, node

from planner.app import postings
from planner.model.posting import Section

SOME = curriculum(*(node(name.lower(), 10, title=name) for name in ("SQL", "Python", "Kubernetes", "Docker")))


def section_of(text: str, item: str = "python") -> Section:
    """The section of the last place that names an item."""
    return [hit.section for hit in postings.read(SOME, text).hits if hit.node == item][-1]


@pytest.mark.parametrize(
    "heading",
    [
        "What makes you a great fit",
        "Must know",
        "You might be a fit if:",
        "## A typical week",
        "**The ideal candidate**",
        "🚀 Your mission",
        "Who we're looking for",
        "Das bringst du mit:",
        "Was Sie mitbringen",
        "Das wünschen wir uns von dir",
        "Damit überzeugst du uns",
        "Ihr Profil (m/w/d)",
        "Deine Aufgaben",
        "Voraussetzungen",
        "¿Qué buscamos?",
        "Qué necesitas",
        "Lo que esperamos de ti",
        "Tus funciones:",
        "Requisitos",
        "Conocimientos imprescindibles",
        "Tu día a día",
    ],
)
@pytest.mark.parametrize("before", ["Benefits", "Wir bieten:", "Qué ofrecemos", "## What we offer"])
def test_what_the_employer_offers_ends_where_something_is_asked_for(before: str, heading: str) -> None:
    text = f"Data Engineer\n\n{before}\n- Docker t-shirts\n- A gym\n\n{heading}\n- Python\n- SQL\n"
    assert section_of(text, "docker") is Section.COMPANY
    assert section_of(text) is section_of(text, "sql") is Section.ASKED


def test_a_heading_that_nobody_listed_ends_an_offer_before_a_paragraph_too() -> None:
    text = "Data Engineer\n\nWhat we offer\n\nDocker t-shirts and a gym in every one of our houses.\n\n"
    assert section_of(text + "You are a match\n\nYou know Python, and you like to explain it.") is Section.ASKED


@pytest.mark.parametrize(
    "heading",
    [
        "Health",
        "Learning budget:",
        "## Our culture",
        "Family and friends",
        "Weiterbildung",
        "Nuestro equipo",
        "What happens next",
    ],
)
def test_an_offer_has_parts(heading: str) -> None:
    assert section_of(f"Data Engineer\n\nBenefits\n- A gym\n\n{heading}\n- Courses in Python") is Section.COMPANY


@pytest.mark.parametrize("sign", ["", "- "])
@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Beneficios", "Formación: cursos de Python"),
        ("Beneficios", "Certificaciones: Python"),
        ("¿Qué ofrecemos?", "Formación continua: certificaciones de Python a cargo de la empresa"),
        ("Benefits", "Education budget: Python and SQL certifications paid"),
        ("Benefits", "Professional certifications: we pay for Python exams"),
        ("Benefits", "Skills development: Python workshops"),
        ("Benefits", "Tools: a Python licence of your choice"),
        ("Benefits", "Bonus: a Python of your own"),
        ("Wir bieten", "Ausbildung: Python-Kurse"),
        ("Wir bieten", "Technologien: Python auf neuen Rechnern"),
    ],
)
def test_a_label_in_an_offer_is_a_part_of_it(heading: str, line: str, sign: str) -> None:
    text = f"Data Engineer\n\nYou know SQL.\n\n{heading}\n{sign}{line}\n{sign}30 days off, and Docker t-shirts\n"
    assert section_of(text) is section_of(text, "docker") is Section.COMPANY


@pytest.mark.parametrize(
    "heading", ["Skills development", "Certifications and learning", "Training & education budget"]
)
def test_a_heading_of_a_part_of_an_offer_does_not_end_it(heading: str) -> None:
    assert section_of(f"Data Engineer\n\nBenefits\n- A gym\n\n{heading}\n- Python courses") is Section.COMPANY


@pytest.mark.parametrize("sign", ["", "- "])
@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Requirements: Python, SQL", Section.ASKED),
        ("Must have: Python", Section.ASKED),
        ("Technical skills: Python", Section.ASKED),
        ("Tech stack: Python", Section.ASKED),
        ("Your profile: Python", Section.ASKED),
        ("Anforderungen: Python", Section.ASKED),
        ("Dein Profil: Python", Section.ASKED),
        ("Requisitos mínimos: Python", Section.ASKED),
        ("Nice to have: Python", Section.NICE),
        ("Von Vorteil: Python", Section.NICE),
        ("Deseable: Python", Section.NICE),
    ],
)
def test_a_label_that_can_only_ask_ends_an_offer_on_its_line(line: str, section: Section, sign: str) -> None:
    assert section_of(f"Data Engineer\n\nAbout us\nWe sell shoes.\n\n{sign}{line}\n") is section


@pytest.mark.parametrize(
    "heading",
    [
        "Perks & benefits",
        "Why you will love working here",
        "What you will get",
        "About Acme Software",
        "Das erwartet dich bei uns",
        "Darauf kannst du dich freuen",
        "Deine Vorteile",
        "Warum wir?",
        "Über das Unternehmen",
        "¿Qué te ofrecemos?",
        "Quiénes somos",
        "Ventajas",
        "Similar jobs",
        "More jobs at Acme",
        "People also viewed",
        "Ähnliche Stellenangebote",
        "Ofertas relacionadas",
    ],
)
def test_headings_of_offers(heading: str) -> None:
    assert section_of(f"Data Engineer\n\nYou know SQL.\n\n{heading}\n- Courses in Python") is Section.COMPANY


@pytest.mark.parametrize(
    "heading",
    ["Von Vorteil", "Idealerweise:", "Kein Muss, aber schön", "Se valorará:", "Valoramos positivamente", "Deseable"],
)
def test_headings_of_what_is_nice_to_have(heading: str) -> None:
    text = f"Data Engineer\n\nAnforderungen\n- SQL\n\n{heading}\n- Python\n\nHow we look at it\n- Docker\n"
    assert section_of(text) is Section.NICE
    assert section_of(text, "sql") is section_of(text, "docker") is Section.ASKED


@pytest.mark.parametrize("title", ["Working student, insurance", "Benefits analyst", "Analyst, Salary and Growth"])
def test_a_title_offers_nothing(title: str) -> None:
    assert section_of(f"{title}\n- Python") is Section.ASKED


@pytest.mark.parametrize("line", ["Se valorará experiencia con Docker", "Wir sind kein Konzern"])
def test_a_short_sentence_is_no_heading(line: str) -> None:
    assert section_of(f"Data Engineer\n\nKubernetes\n{line}\nPython\n") is Section.ASKED
