"""What a sentence says of the names in it, in English, German and Spanish: not asked for, nice to have, a company."""

from __future__ import annotations

import pytest
from build import curriculum, node

from planner.app import postings
from planner.model.posting import Doubt, Hit, Section

NAMES = ("SQL", "Python", "Java", "Kubernetes", "Terraform", "Jenkins", "Databricks", "AWS", "Azure")
SOME = curriculum(*(node(name.lower(), 10, title=name) for name in NAMES))


def hits(text: str) -> dict[str, Hit]:
    return {hit.node: hit for hit in postings.read(SOME, text).hits}


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes is not a must",
        "Kubernetes is no must-have",
        "Kubernetes knowledge is no requirement",
        "Kubernetes is not a strict requirement",
        "Kubernetes isn't a prerequisite",
        "Keine Kenntnisse in Kubernetes erforderlich",
        "Ohne Erfahrung mit Kubernetes",
        "Kubernetes ist kein Muss",
        "Kubernetes ist nicht zwingend erforderlich",
        "Weder Java noch Kubernetes brauchst du",
        "Sin experiencia previa en Kubernetes",
        "No se requiere Kubernetes",
        "Kubernetes no es imprescindible",
        "No es necesario saber Java ni Kubernetes",
        "Kubernetes brauchst du nicht.",
        "Kubernetes musst du nicht können.",
        "Kubernetes setzen wir nicht voraus.",
        "Wir setzen Kubernetes nicht voraus.",
        "Du musst Kubernetes nicht beherrschen",
        "Kubernetes braucht es nicht.",
        "Kubernetes-Kenntnisse brauchst du keine.",
        "Erfahrung mit Kubernetes erwarten wir von dir nicht.",
        "Kubernetes, Java und Terraform brauchst du bei uns nicht.",
        "Kubernetes nutzen wir hier nicht mehr",
        "Auf Kubernetes verzichten wir.",
        "Wir verzichten bewusst auf Kubernetes.",
        "Kubernetes spielt keine Rolle",
        "Kubernetes ist für uns nicht wichtig",
        "Kubernetes ist überflüssig",
        "Was wir nicht brauchen: Java und Kubernetes.",
        "Nicht nötig: Kubernetes",
        "What we don't need: Kubernetes.",
        "And what we do not ask for: Java, Kubernetes",
        "Not needed: Java or Kubernetes",
        "Kubernetes is overkill.",
        "Kubernetes would be overkill for us",
        "Kubernetes knowledge is irrelevant.",
        "Kubernetes is not something we require.",
        "Kubernetes isn't something that you will need here.",
        "Kubernetes is not what we look for",
        "Kubernetes does not matter to us",
        "Kubernetes we do not need",
        "Kubernetes experience you won't need",
        "Kubernetes is of no importance",
        "Kubernetes is not relevant for this role",
        "Kubernetes no lo pedimos.",
        "Kubernetes no te lo vamos a pedir",
        "Kubernetes no hace falta",
        "Kubernetes no lo necesitas",
        "Kubernetes no importa",
        "Kubernetes es irrelevante",
        "Prescindimos de Kubernetes",
        "Lo que no pedimos: Java ni Kubernetes",
    ],
)
def test_negations(text: str) -> None:
    assert hits(text)["kubernetes"].doubt is Doubt.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "Nicht nur Java, auch SQL",
        "Wir sind keine Bank, und wir lieben SQL",
        "Keine Angst vor SQL",
        "Nicht Java, sondern SQL",
        "No solo Java, también SQL",
        "No Java sino SQL",
        "Manejas SQL sin ayuda",
        "SQL brauchst du nicht nur am Anfang",
        "SQL musst du nicht nur lesen, sondern schreiben",
        "SQL setzen wir nicht nur im Bericht ein",
        "Du musst SQL nicht nur lesen können",
        "Auf SQL verzichten wir nie",
        "Wir können auf SQL nicht verzichten",
        "SQL ist unser Alltag und Überstunden brauchst du nicht",
        "SQL ist nicht alles, was du kannst",
        "You know SQL and we do not need Java",
        "SQL is not something you only read about",
        "SQL is not only required but loved",
        "SQL no solo lo pedimos, lo usamos",
        "No degree required: SQL is enough",
        "Wir brauchen kein Java: SQL reicht",
        "No pedimos título: basta con SQL",
        "What we need: SQL",
    ],
)
def test_what_only_looks_like_a_negation(text: str) -> None:
    assert hits(text)["sql"].counts


@pytest.mark.parametrize(
    "heading",
    [
        "What we don't need",
        "What you won't need:",
        "Not required",
        "Das brauchst du nicht",
        "Was wir nicht erwarten:",
        "Nicht erforderlich:",
        "Lo que no pedimos",
        "Qué no necesitas",
    ],
)
def test_a_heading_says_it_of_what_stands_below(heading: str) -> None:
    found = hits(f"Data Engineer\n\n{heading}\n- Kubernetes\n- Java\n\nWhat we need\n- SQL\n")
    assert {name: hit.doubt for name, hit in found.items()} == {
        "kubernetes": Doubt.NEGATED,
        "java": Doubt.NEGATED,
        "sql": Doubt.NONE,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Terraform optional",
        "Terraform (optional)",
        "Terraform would be nice",
        "Terraform preferred",
        "Terraform is not a must but a plus",
        "Terraform is not required but welcome",
        "Python is needed. Optional: Terraform",
        "Bonus points for those who know Terraform",
        "Terraform ist von Vorteil",
        "Terraform wünschenswert",
        "Terraform ist kein Muss, aber ein Plus",
        "Idealerweise kennst du Terraform",
        "Se valorará experiencia con Terraform",
        "Terraform deseable",
        "Terraform será un plus",
        "Terraform (opcional)",
    ],
)
def test_nice_to_have(text: str) -> None:
    hit = hits(text)["terraform"]
    assert (hit.section, hit.counts) == (Section.NICE, True)


@pytest.mark.parametrize(
    "text",
    [
        "Python is required, Java is a plus",
        "Java is a plus, Python is a must",
        "Python is mandatory (Java optional)",
        "Python and, ideally, Java",
        "Python ist zwingend erforderlich, Java wünschenswert",
        "Python imprescindible, Java deseable",
    ],
)
def test_each_part_of_a_sentence_speaks_for_itself(text: str) -> None:
    found = hits(text)
    assert (found["python"].section, found["java"].section) == (Section.ASKED, Section.NICE)


@pytest.mark.parametrize(
    "text", ["Use SQL for the desired outcome", "SQL is great", "You enjoy SQL and optional typing"]
)
def test_what_only_looks_nice_to_have(text: str) -> None:
    assert hits(text)["sql"].section is Section.ASKED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Join Python Software GmbH today", "python"),
        ("We work for Databricks Inc. and Terraform Ltd.", "databricks"),
        ("We work for Databricks Inc. and Terraform Ltd.", "terraform"),
        ("Databricks, Inc. is hiring", "databricks"),
        ("Python Systems SE in Bonn", "python"),
        ("Jenkins, our CEO, likes people", "jenkins"),
        ("Jenkins, unser Geschäftsführer", "jenkins"),
        ("I worked at Databricks for two years", "databricks"),
    ],
)
def test_names_of_companies_and_people(text: str, name: str) -> None:
    assert hits(text)[name].doubt is Doubt.COMPANY


PEOPLE = curriculum(node("sre", 10, title="Reliability", aliases=["SRE", "site reliability engineers"]))


@pytest.mark.parametrize(
    "text",
    [
        "Work closely with Data Scientists and SREs",
        "You collaborate with SREs and product managers",
        "Partner with site reliability engineers",
        "Together with our SREs you keep it running",
        "In enger Zusammenarbeit mit SREs",
        "Colaboras con SREs",
    ],
)
def test_the_people_one_works_with_are_not_asked_for(text: str) -> None:
    assert [hit.doubt for hit in postings.read(PEOPLE, text).hits] == [Doubt.COMPANY]


@pytest.mark.parametrize("text", ["SRE", "Work closely with SRE practices", "We look for SREs", "Experience with SRE"])
def test_people_who_are_looked_for_are(text: str) -> None:
    assert [hit.doubt for hit in postings.read(PEOPLE, text).hits] == [Doubt.NONE]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Java SE 17", "java"),
        ("Python Developer, Acme GmbH", "python"),
        ("Python Developer Acme GmbH", "python"),
        ("Python, our main language", "python"),
        ("You work with Databricks", "databricks"),
    ],
)
def test_what_only_looks_like_the_name_of_a_company(text: str, name: str) -> None:
    assert hits(text)[name].counts


@pytest.mark.parametrize(
    "text",
    [
        "AWS oder Azure",
        "AWS bzw. Azure",
        "AWS o Azure",
        "eine Cloud (z. B. AWS, Azure)",
        "una nube (p. ej. AWS, Azure)",
    ],
)
def test_alternatives(text: str) -> None:
    assert postings.read(SOME, text).one_of == (("aws", "azure"),)


@pytest.mark.parametrize("text", ["AWS und Azure", "AWS y Azure", "AWS, Azure"])
def test_no_alternatives(text: str) -> None:
    assert postings.read(SOME, text).one_of == ()
