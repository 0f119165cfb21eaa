"""CurricularAnalytics CSV as one of the formats of curricula: in, and out as a programme of semesters or quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isclose

from planner.exchange import curricular_analytics
from planner.exchange.building import Read
from planner.exchange.csv_rows import csv_bytes, slug
from planner.exchange.curricular_analytics import QUARTER_HOURS, SEMESTER_HOURS, basis_of
from planner.exchange.losses import conjuncts, lost_choices, lost_fields, lost_ranges
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.problem import Problem
from planner.model.requirement import AnyOf, AtLeast, Requirement, distinct_members, needed

HOLDS = frozenset({"id", "title", "hours", "requires", "corequisites"})
COLUMNS = (
    *("Course ID", "Course Name", "Prefix", "Number"),
    *("Prerequisites", "Corequisites", "Strict-Corequisites", "Credit Hours"),
)


def read(content: bytes, file: str) -> Read:
    """The degree programme in a file. Raises PlannerError with line and column."""
    degree = curricular_analytics.read(content, file)
    return Read(degree.curriculum, degree.problems)


def losses(curriculum: Curriculum) -> list[Problem]:
    """What a degree programme cannot hold; an id, a subject and a code may come back as they were."""
    coded = all(_code(node)[0] for node in curriculum.nodes)
    kept = HOLDS | {"domain", "aliases"} if coded else HOLDS
    hours = _hours_a_credit(curriculum)
    if all(node.basis in ("", basis_of(node.hours.likely / hours, hours)) for node in curriculum.nodes):
        kept |= {"basis"}
    if all(node.kind is Kind.SKILL for node in curriculum.nodes):  # what every course is read as
        kept |= {"kind"}
    facts = {"title", *(["domains"] if coded else [])}
    return [*lost_fields(curriculum, kept, facts), *lost_ranges(curriculum), *lost_choices(curriculum)]


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as a programme, one course for each item: in quarters where its hours come from these."""
    hours = _hours_a_credit(curriculum)
    system = "quarter" if hours == QUARTER_HOURS else "semester"
    numbers = {node.id: str(number) for number, node in enumerate(curriculum.nodes, 1)}
    width = len(COLUMNS)
    rows = [["Curriculum", curriculum.title], ["System Type", system], ["Courses"], list(COLUMNS)]
    for node in curriculum.nodes:
        prefix, number = _code(node)
        before, beside = ([numbers[one] for one in some] for some in _needed(node))
        strict = [numbers[one] for one in _together(curriculum, node)]
        apart = set(strict)
        credits = node.hours.likely / hours
        course = [numbers[node.id], node.title, prefix, number or node.id, ";".join(before)]
        course += [";".join(one for one in beside if one not in apart)]
        course += [";".join(one for one in strict if int(one) > int(numbers[node.id])), repr(credits)]
        rows.append(course)
    return csv_bytes([*row, *[""] * (width - len(row))] for row in rows)


def _hours_a_credit(curriculum: Curriculum) -> float:
    """Those of a quarter where every basis that speaks of credits says so, else those of a semester."""
    said = {hours for node in curriculum.nodes if (hours := _said(node))}
    return QUARTER_HOURS if said == {QUARTER_HOURS} else SEMESTER_HOURS


def _said(node: Node) -> float:
    """The hours a credit that the basis names, in any language; 0 where it does not or the hours are others now."""
    numbers = [float(one.replace(",", ".")) for one in re.findall(r"\d{1,9}(?:[.,]\d{1,9})?", node.basis)]
    if len(numbers) != 2 or numbers[1] not in (QUARTER_HOURS, SEMESTER_HOURS):
        return 0.0
    return numbers[1] if isclose(numbers[0] * numbers[1], node.hours.likely, rel_tol=1e-4) else 0.0


def _code(node: Node) -> tuple[str, str]:
    """Prefix and number of a course that came from such a file."""
    for alias in node.aliases:
        prefix, _space, number = alias.partition(" ")
        if number and node.id.startswith(slug(alias)) and slug(prefix) == node.domain:
            return prefix, number
    return "", ""


def _together(curriculum: Curriculum, node: Node) -> list[str]:
    """Items that need each other in the same step: the first of the two says so."""
    beside = _needed(node)[1]
    return [one for one in beside if node.id in _first(curriculum.by_id[one].corequisites)]


def _first(requirement: Requirement | None) -> list[str]:
    """The items that are needed where always the first options are taken."""
    return list(dict.fromkeys(_taken(requirement)))


def _needed(node: Node) -> tuple[list[str], list[str]]:
    """What it needs before and beside; nothing needs itself."""
    before, beside = _first(node.requires), _first(node.corequisites)
    return [one for one in before if one != node.id], [one for one in beside if one != node.id]


def _taken(requirement: Requirement | None) -> Iterator[str]:
    for part in conjuncts(requirement):
        if isinstance(part, str):
            yield part
        elif isinstance(part, (AnyOf, AtLeast)):
            for member in distinct_members(part)[: needed(part)]:
                yield from _taken(member)
