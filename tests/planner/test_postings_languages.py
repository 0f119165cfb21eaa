"""Degrees, subjects and skills under their German and Spanish names, and other forms of English ones."""

from __future__ import annotations

import pytest
from build import curriculum, node

from planner.app import postings, queries
from planner.model.curriculum import Curriculum
from planner.model.posting import Section


@pytest.fixture(scope="module")
def architect() -> Curriculum:
    return queries.load()


def found(some: Curriculum, text: str) -> set[str]:
    return {hit.node for hit in postings.read(some, text).hits if hit.counts}


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Abgeschlossenes Studium der Informatik", {"bachelor-computing"}),
        ("Abgeschlossenes Hochschulstudium im Bereich Mathematik", {"bachelor-quantitative"}),
        ("Studium der Wirtschaftsinformatik oder ein vergleichbares Studium", {"bachelor-computing"}),
        ("Diplom in Informatik", {"master-ml"}),
        ("Diplom-Informatikerin", {"master-ml"}),
        ("M.Sc. Informatik", {"master-ml"}),
        ("Bachelor- oder Masterabschluss in Statistik", {"bachelor-quantitative", "master-ml"}),
        ("Studium der Medizin", set()),
        ("Werkstudium, Diplomatie und Master of Ceremonies", set()),
        ("Kein Studium nötig", set()),
        ("Grado en Ingeniería Informática", {"bachelor-computing"}),
        ("Título universitario en Informática", {"bachelor-computing"}),
        ("Ingeniería Informática o similar", {"bachelor-computing"}),
        ("Licenciatura en Matemáticas o Física", {"bachelor-quantitative"}),
        ("Máster en Inteligencia Artificial", {"master-ml"}),
        ("Doctorado en Informática", {"phd-ml"}),
        ("Un alto grado de autonomía", set()),
        ("Master’s in ML", {"master-ml"}),
        ("PhD in CS", {"phd-ml"}),
        ("Studium (Uni/FH) der Statistik oder Informatik", {"bachelor-computing", "bachelor-quantitative"}),
        ("Abgeschlossenes Studium (Bachelor) der Statistik", {"bachelor-quantitative"}),
        ("Studium, idealerweise der Statistik", {"bachelor-quantitative"}),
        ("Studium (z. B. Statistik)", {"bachelor-quantitative"}),
        ("Abgeschlossenes Hochschulstudium (Mathematik, Statistik)", {"bachelor-quantitative"}),
        ("Abgeschlossenes Hochschulstudium (Uni/FH)", {"bachelor-computing"}),
        ("Studium (berufsbegleitend möglich)", set()),
        ("Degree (BSc or higher) in Statistics", {"bachelor-quantitative"}),
        ("Degree (2:1 or above) in Statistics", {"bachelor-quantitative"}),
        ("Título universitario (o equivalente) en Estadística", {"bachelor-quantitative"}),
    ],
)
def test_degrees(architect: Curriculum, text: str, degrees: set[str]) -> None:
    names = {item.removeprefix("degree-") for item in found(architect, text) if item.startswith("degree-")}
    assert names == degrees


@pytest.mark.parametrize(
    "text",
    [
        "Studium (Uni/FH) der Statistik",
        "Studium, idealerweise der Statistik",
        "Studium (z. B. Statistik)",
        "Degree (2:1 or above) in Statistics",
        "Título universitario (o equivalente) en Estadística",
    ],
)
def test_the_subject_of_a_degree_behind_a_bracket_is_no_skill(architect: Curriculum, text: str) -> None:
    assert "statistical-inference" not in found(architect, text)


@pytest.mark.parametrize(
    "text",
    [
        "Abgeschlossene Ausbildung als Fachinformatiker/-in für Systemintegration",
        "Fachinformatiker:in Fachrichtung Systemintegration oder Anwendungsentwicklung",
        "Fachinformatikerin (m/w/d) – Systemintegration",
        "Ausbildung zum Fachinformatiker (Systemintegration)",
        "Fachinformatiker für Anwendungsentwicklung/Systemintegration oder vergleichbar",
        "Fachinformatiker Daten- und Prozessanalyse",
    ],
)
def test_a_trade_that_one_has_learned_is_no_skill(architect: Curriculum, text: str) -> None:
    assert found(architect, text) == set()
    assert found(architect, f"{text}, Erfahrung mit Kubernetes") == {"kubernetes"}
    assert found(architect, "Erfahrung in der Systemintegration") == {"integration-architecture"}


@pytest.mark.parametrize(
    "text",
    ["Studium der Informatik oder eine vergleichbare Ausbildung", "Grado en Informática o experiencia equivalente"],
)
def test_a_degree_that_experience_can_stand_for(architect: Curriculum, text: str) -> None:
    hit = postings.read(architect, text).hits[0]
    assert (hit.node, hit.section) == ("degree-bachelor-computing", Section.NICE)


@pytest.mark.parametrize("text", ["Informática", "Conocimientos de informática", "Grado en Ingeniería Informática"])
def test_informatica_is_a_subject_and_no_product(architect: Curriculum, text: str) -> None:
    assert "etl-elt-pipelines" not in found(architect, text)
    assert "etl-elt-pipelines" in found(architect, "Pipelines with Informatica")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Maschinelles Lernen", "ml-fundamentals"),
        ("Grundlagen des maschinellen Lernens", "ml-fundamentals"),
        ("Erfahrung mit maschinellem Lernen", "ml-fundamentals"),
        ("Datenbanken", "relational-database-design"),
        ("neuronale Netze", "neural-networks"),
        ("Zeitreihenanalysen", "time-series-forecasting"),
        ("Statistikkenntnisse", "statistical-inference"),
        ("Gute Excelkenntnisse", "spreadsheets"),
        ("Aprendizaje automático", "ml-fundamentals"),
        ("bases de datos", "relational-database-design"),
        ("Estadistica", "statistical-inference"),
        ("procesamiento del lenguaje natural", "nlp-fundamentals"),
        ("Dockerized apps", "docker-containers"),
        ("containerised workloads", "docker-containers"),
        ("containerized workloads", "docker-containers"),
        ("AWS ML Specialty", "cert-aws-mls-c01"),
        ("AWS Certified ML Engineer", "cert-aws-mla-c01"),
        ("GCP PCA", "cert-google-pca"),
        ("Dimensions by PCA", "unsupervised-learning"),
    ],
)
def test_names(architect: Curriculum, text: str, item: str) -> None:
    assert found(architect, text) == {item}


def test_a_name_of_the_curriculum_comes_before_the_one_that_we_translate() -> None:
    some = curriculum(node("ours", 10, title="Datenbanken"), node("theirs", 10, title="Relational databases"))
    assert found(some, "Datenbanken") == {"ours"}
