"""The built-in curriculum holds what was promised: counts, reasons, coverage, retired certificates, one cloud."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from planner import i18n
from planner.app import commands, queries
from planner.app.details import details, lines
from planner.model.curriculum import Curriculum, Kind, Status
from planner.model.depth import parted
from planner.model.plan import Plan
from planner.model.requirement import AnyOf, holds, named, thresholds, walk
from planner.storage import curricula
from planner.storage.canonical import to_json

MODULES = {
    "architecture", "career-cloud-engineer", "career-data-engineer", "career-data-scientist", "career-first-job",
    "career-ml-engineer", "career-mlops-engineer", "certifications", "cloud-architecture", "core-math",
    "core-programming", "core-software", "data-analysis", "data-engineering", "deep-learning", "education",
    "entry-roles", "generative-ai", "governance", "leadership", "ml-core", "ml-operations", "platform-and-cloud",
    "professional-basics",
}  # fmt: skip
ELSEWHERE = {"career-cloud-engineer", "cloud-architecture"}
"""Modules of which the way to ML Architect needs nothing."""
TOGETHER = "technology-library"
"""Has no items itself: what the curricula of one library use."""
FILES = sorted(path for path in curricula.builtin_folder().rglob("*.json") if path.parent.name != "schema")
NEVER_PLANNED = ("cert-tensorflow-developer", "cert-cmls")
CLOUDS = ("aws-core", "azure-core", "gcp-core")
CLOUD = "Your cloud provider"
UPWARDS = {"professional-basics": {"ml-fundamentals"}}
"""Module -> what it needs or recommends from modules above it, as docs/formats.md says."""
CREDITING = {"education", "entry-roles"}
"""Degrees and start roles give credit for items of any module."""


@pytest.fixture(scope="module")
def architect() -> Curriculum:
    return queries.load()


ENTRIES = [node.id for node in queries.entry_roles(queries.load())]


def planned(curriculum: Curriculum, start: str, **wishes: tuple[str, ...]) -> Plan:
    document = commands.set_start(queries.new_document(curriculum, date(2027, 1, 4)), start)
    for item in wishes.get("prefer", ()):
        document = commands.prefer(document, item)
    return queries.plan(commands.set_known(document, wishes.get("known", ())))


def edges(curriculum: Curriculum) -> list[tuple[str, str]]:
    return [
        (before, node.id)
        for node in curriculum.nodes
        for before in dict.fromkeys((*named(node.requires), *named(node.corequisites), *node.recommended))
    ]


def test_there_are_twenty_four_library_modules(architect: Curriculum) -> None:
    files = {path.stem for path in (curricula.builtin_folder() / "library").glob("*.json")}
    assert files == MODULES | {TOGETHER}
    assert len(MODULES) == 24
    assert {module.id for module in architect.modules} > MODULES
    assert {node.module for node in architect.nodes} == MODULES - ELSEWHERE | {"ml-architect"}


def test_every_kind_has_its_number_of_items(architect: Curriculum) -> None:
    assert Counter(node.kind.value for node in architect.nodes) == {
        "skill": 167,  # ten of them the working level of another one
        "certification": 18,
        "role": 13,
        "experience": 12,
        "milestone": 12,
        "project": 11,
        "degree": 4,
    }
    assert len(architect.nodes) == 237
    assert len(architect.families) == 10
    assert architect.target == "role-ml-architect"


@pytest.mark.parametrize("name", queries.builtin_names())
def test_no_rule_is_broken(name: str) -> None:
    assert queries.check(name) == []


def test_every_edge_has_a_written_reason(architect: Curriculum) -> None:
    assert len(edges(architect)) == 517  # ten of them lead from a level to the next one
    assert [(before, item) for before, item in edges(architect) if not architect.by_id[item].reasons.get(before)] == []
    assert sum(len(node.reasons) for node in architect.nodes) == 517


def test_five_years_are_a_sum_of_months_in_ml_or_data(architect: Curriculum) -> None:
    requires = architect.by_id["ms-experience-5y"].requires
    ((_path, five_years),) = thresholds(requires)
    assert dict(five_years.counted) == {
        "exp-ml-internship": 600,
        "exp-data-scientist": 2400,
        "exp-data-engineer": 2400,
        "exp-ml-engineer": 2400,
        "exp-mlops-engineer": 2400,
        "exp-senior-ml": 3000,
        "exp-technical-lead": 1200,
        "exp-architecture-ownership": 1200,
    }
    assert five_years.reason
    assert not holds(requires, {"exp-entry-role", "exp-ml-engineer", "exp-senior-ml", "exp-production-ownership"})
    assert holds(requires, {"exp-ml-engineer", "exp-senior-ml", "exp-technical-lead"})


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_plan_has_five_years_before_the_mark(architect: Curriculum, entry: str) -> None:
    plan = planned(architect, entry)
    mark = next(item for item in plan.items if item.id == "ms-experience-5y")
    assert mark.finish
    assert plan.proof == "optimal"
    before = {item.id for item in plan.items if item.finish and item.finish <= mark.finish}
    assert set(mark.needs) <= before | set(plan.held)
    months = [architect.by_id[item].months for item in mark.needs]
    assert sum(one.likely for one in months if one is not None) >= 60


def test_every_skill_and_project_says_how_to_begin_and_when_it_is_done(architect: Curriculum) -> None:
    work = [node for node in architect.nodes if node.kind in (Kind.SKILL, Kind.PROJECT)]
    assert len(work) == 178
    assert [node.id for node in work if not node.first_step or not node.done_when] == []


def test_everything_that_the_job_descriptions_name_is_covered(architect: Curriculum) -> None:
    with (Path(__file__).parent / "seeds-coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 212
    uncovered = [row["row"] for row in rows if not row["node_id"].strip()]
    assert uncovered in ([], ["004-001"])  # that sentence is about the architects of buildings
    named = {item for row in rows if row["row"] != "004-001" for item in row["node_id"].split(";")}
    assert named - architect.by_id.keys() == set()
    assert "role-ml-architect" in named


@pytest.mark.parametrize("item", NEVER_PLANNED)
def test_certificates_that_nobody_can_take_stay_visible_and_marked(architect: Curriculum, item: str) -> None:
    node = architect.by_id[item]
    assert node.status is not Status.ACTIVE
    assert node.note
    assert "never planned" in " ".join(lines(details(architect, item), date(2027, 1, 4)))
    assert [record.node for record in architect.certificates if record.node == item] == [item]


@pytest.mark.parametrize("entry", ENTRIES)
def test_certificates_that_nobody_can_take_are_in_no_plan(architect: Curriculum, entry: str) -> None:
    gone = {node.id for node in architect.nodes if node.status is not Status.ACTIVE}
    assert gone > set(NEVER_PLANNED)
    plan = planned(architect, entry)
    wished = planned(architect, entry, prefer=NEVER_PLANNED)
    assert plan.finish
    assert wished.finish
    assert not gone & {item.id for item in (*plan.items, *wished.items)}


def test_a_retired_certificate_counts_where_it_is_held(architect: Curriculum) -> None:
    goal = commands.set_goal(queries.new_document(architect, date(2027, 1, 4)), "ms-ml-certification")
    assert queries.plan(goal).items
    held = queries.plan(commands.mark_known(goal, "cert-tensorflow-developer"))
    assert held.items == ()
    assert "ms-ml-certification" in held.held


def test_certification_records_and_courses_speak_of_items_that_exist(architect: Curriculum) -> None:
    assert len(architect.certificates) == 60
    assert len(architect.courses) == 10
    covered = {item for course in architect.courses for item in course.covers}
    assert len(covered) > 20
    assert covered <= architect.by_id.keys()
    assert {record.node for record in architect.certificates} - {None} <= architect.by_id.keys()


def groups(curriculum: Curriculum, name: str) -> list[tuple[str, AnyOf]]:
    return [
        (node.id, part)
        for node in curriculum.nodes
        for _path, part in walk(node.requires)
        if isinstance(part, AnyOf) and part.name == name
    ]


def test_your_cloud_provider_is_one_question(architect: Curriculum) -> None:
    found = groups(architect, CLOUD)
    assert len(found) == 6
    assert {part.labels for _item, part in found} == {("AWS", "Azure", "Google Cloud")}
    firsts = {part.any for _item, part in found}
    assert firsts == {
        CLOUDS,
        tuple(f"{cloud}@working" for cloud in CLOUDS),
        ("aws-ml-services", "azure-ml-services", "gcp-ml-services"),
    }


@pytest.mark.parametrize("cloud", CLOUDS)
def test_one_preferred_cloud_is_used_everywhere(architect: Curriculum, cloud: str) -> None:
    plan = planned(architect, "entry-data-analyst", prefer=(cloud,))
    (decision,) = [one for one in plan.decisions if one.name == CLOUD]
    assert decision.chosen == (CLOUDS.index(cloud),)
    assert len(decision.nodes) >= 2
    items = {item.id for item in plan.items}
    assert cloud in items
    for item, group in groups(architect, CLOUD):
        if item in items:
            assert group.any[decision.chosen[0]] in items


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_in_its_canonical_form(path: Path) -> None:
    assert to_json(curricula.read_one(path)) == path.read_bytes()


def test_modules_use_only_what_lies_below_them() -> None:
    files = {path.stem: curricula.read_one(path) for path in FILES}
    below: nx.DiGraph[str] = nx.DiGraph()
    below.add_nodes_from(files)
    for name, file in files.items():
        below.add_edges_from((used, name) for used in file.uses)
    assert nx.is_directed_acyclic_graph(below)
    home = {node.id: name for name, file in files.items() for node in file.nodes}
    for name, file in files.items():
        needed = {parted(before)[0] for node in file.nodes for before in (*named(node.requires), *node.recommended)}
        lower = nx.ancestors(below, name) | {name}
        upwards = {item for item in needed if home[item] not in lower}
        assert upwards == UPWARDS.get(name, set())
        credited = {item for node in file.nodes for item in (*node.grants, *node.partial)}
        assert name in CREDITING or {home[item] for item in credited} <= lower


def test_a_built_in_file_that_is_written_anew_is_read_anew(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "curricula"
    shutil.copytree(curricula.builtin_folder(), folder)
    monkeypatch.setattr(curricula, "builtin_folder", lambda: folder)
    before = queries.load("bakery-apprenticeship")
    assert queries.load("bakery-apprenticeship") == before
    file = folder / "bakery-apprenticeship.json"
    file.write_text(file.read_text(encoding="utf-8").replace(before.title, "Bread"), encoding="utf-8")
    assert queries.load("bakery-apprenticeship").title == "Bread"


def test_another_language_has_other_words_for_levels() -> None:
    before = i18n.language()
    try:
        i18n.use_language("de")
        german = queries.load().by_id["linear-algebra@working"].title
        i18n.use_language("en")
        assert (german, queries.load().by_id["linear-algebra@working"].title) == (
            "Linear algebra (Arbeitsstufe)",
            "Linear algebra (working level)",
        )
    finally:
        i18n.use_language(before)
