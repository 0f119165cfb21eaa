"""The CSV files of CurricularAnalytics (curricularanalytics.org): degree programmes with their courses and requisites.

Read are curricula and degree plans, with or without columns of metrics, as CurricularAnalytics.jl documents them under
"File Format". `docs/formats.md` says what becomes of each row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite

from planner.exchange.csv_rows import Ids, Row, first_row, plain_cell, rows, slug, without_column
from planner.exchange.encoding import beginning
from planner.graph.metrics import Link
from planner.i18n import _
from planner.model.curriculum import MAX_HOURS, MAX_NODES, Curriculum, Domain, Kind, Node, ThreePoint
from planner.model.names import suggestion
from planner.model.problem import PlannerError, Problem, Severity
from planner.model.requirement import MAX_OPERANDS, All, Requirement
from planner.model.text import clean_text

MAX_LINKS = 100_000
MAX_SHOWN = 20
"""Findings that are listed for one file."""

SEMESTER_HOURS, QUARTER_HOURS = 45.0, 30.0
"""Hours of study a credit: one hour in class and two at home a week (34 CFR 600.2), over the 15 weeks of a semester or
the 10 weeks of a quarter."""

REQUISITES = {
    "Prerequisites": Link.BEFORE,
    "Strict-Corequisites": Link.TOGETHER,
    "Corequisites": Link.BY,
}
"""Columns of requisites, the strongest first: where a course stands in two of them, the first counts."""

_ID, _NAME, _CREDITS = "Course ID", "Course Name", "Credit Hours"
_FIRST = re.compile(r'(?i) *"?curriculum"? *([,;\t|])')
_COLUMN = re.compile(r'(?im)^ *"?course id"? *([,;\t|])')
_COURSES = ("courses", "additional courses")
_SECTIONS = (*_COURSES, "course learning outcomes", "curriculum learning outcomes")
_HEAD = ("curriculum", "degree plan", "institution", "degree type", "system type", "cip")
_MISSPELT = {"insitution": "institution"}  # so common that other readers know it too


@dataclass(frozen=True)
class Degree:
    """What a file holds."""

    curriculum: Curriculum
    links: Mapping[str, Mapping[str, Link]]
    """The requisites as written, each in one direction: node id -> what it needs and how. In `curriculum` strict
    corequisites stand in both courses, because neither can be taken without the other."""
    quarter: bool
    """Whether the year has quarters instead of semesters."""
    course_ids: Mapping[str, str]
    """Node id -> the course id of the file."""
    lines: Mapping[str, int]
    """Node id -> line of the course, from 1."""
    problems: tuple[Problem, ...] = ()
    """What had to be guessed."""


@dataclass
class _Course:
    line: int
    identity: str
    cells: Mapping[str, str]
    node: str = ""
    needs: dict[str, Link] = field(default_factory=dict)
    """Course id -> how it is needed."""
    partners: dict[str, None] = field(default_factory=dict)
    """Ids of the courses that say that they are taken together with this one."""

    def cell(self, column: str) -> str:
        return self.cells.get(column.casefold(), "")


def recognises(start: str) -> bool:
    """Whether a file that begins like this is one of theirs."""
    return first_row(start)[1].lstrip(' "').casefold().startswith("curriculum")


def _delimiter(start: str) -> str:
    """What stands between the cells: a comma, or what spreadsheets of other countries write in its place."""
    found = _COLUMN.search(start) or _FIRST.match(first_row(start)[1])
    return found[1] if found else ","


def read(content: bytes, file: str) -> Degree:
    """The degree programme in `content`; `file` is its name in messages. Raises PlannerError with line and column."""
    return _Reader(file).read(content)


def basis_of(credits: float, hours: float) -> str:
    """Where the hours of so many credits come from; empty without credits."""
    return _("{credits:g} credits at {hours:g} hours each").format(credits=credits, hours=hours) if credits else ""


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.head: dict[str, str] = {}
        self.delimiter = ","
        self.decimal_comma = r"^(\d+),(\d{1,2})$"  # between commas 1,500 may be another number
        self.courses: dict[str, _Course] = {}

    def read(self, content: bytes) -> Degree:
        self.delimiter = _delimiter(beginning(content, 20_000))
        self.decimal_comma = r"^(\d+),(\d+)$" if self.delimiter != "," else self.decimal_comma
        self._sections(rows(content, self.file, self.delimiter))
        if not self.courses:
            raise self._wrong("no-courses", _("The file lists no course."))
        wrong = list(islice(self._requisites(), MAX_SHOWN))
        if wrong:
            raise PlannerError(wrong)
        self._give_ids()
        quarter = self.head.get("system type", "").casefold() == "quarter"
        hours = QUARTER_HOURS if quarter else SEMESTER_HOURS
        courses = self.courses.values()
        return Degree(
            curriculum=self._curriculum([self._node(course, hours) for course in courses]),
            links={
                course.node: {self.courses[before].node: link for before, link in course.needs.items()}
                for course in courses
            },
            quarter=quarter,
            course_ids={course.node: course.identity for course in courses},
            lines={course.node: course.line for course in courses},
            problems=tuple(self.problems),
        )

    # Rows

    def _sections(self, every: Iterator[Row]) -> None:
        first = next(every, None)
        if first is None or _name(first) != "curriculum":
            message = _('This is no CurricularAnalytics file: its first cell is not "Curriculum".')
            raise self._wrong("no-curricular-analytics", message, first.line if first else None)
        self.head["curriculum"] = _value(first)
        section, columns = "", list[str]()
        for row in every:
            if _name(row) in _SECTIONS:
                section, columns = _name(row), list[str]()
            elif not section:
                self._head_row(row)
            elif section in _COURSES and not columns:
                columns = self._columns(row)
            elif section in _COURSES:
                self._course(row, columns)

    def _head_row(self, row: Row) -> None:
        name, value = _name(row), _value(row)
        if name not in _HEAD:
            self._note("unknown-row", _('The row "{name}" is not known and was left out.'), row.line, row.cells[0])
        elif name == "system type" and value.casefold() not in ("", "semester", "quarter"):
            self._note("unknown-system", _('The system type "{name}" is read as "semester".'), row.line, value)
        self.head.setdefault(name, value)

    def _columns(self, row: Row) -> list[str]:
        columns = [cell.casefold() for cell in row.cells]
        for name in (_ID, _NAME, "Prerequisites"):
            if name.casefold() not in columns:
                message = _('There is no column "{name}" among the courses.').format(name=name)
                raise self._wrong("missing-column", message, row.line)
        for name in (*REQUISITES, _CREDITS):
            if name.casefold() not in columns:
                message = _('There is no column "{name}"; it is read as if it were empty.')
                self._note("missing-column", message, row.line, name)
        return columns

    def _course(self, row: Row, columns: list[str]) -> None:
        surplus = without_column(row, columns, self.delimiter)
        if surplus:
            self._note("surplus-cell", surplus, row.line, None)  # plans of terms have the term there
        cells: dict[str, str] = {}
        for name, cell in zip(columns, row.cells, strict=False):
            cells.setdefault(name, plain_cell(cell))  # other programs' columns may repeat a name; the first one is ours
        course = _Course(row.line, _identity(cells.get(_ID.casefold(), "")), cells)
        if not course.identity:
            raise self._wrong("no-course-id", _("This course has no id."), row.line, _ID)
        if course.identity in self.courses:
            message = _('The course id "{id}" stands in line {line} already.')
            text = message.format(id=course.identity, line=self.courses[course.identity].line)
            raise self._wrong("duplicate-id", text, row.line, _ID)
        if len(self.courses) == MAX_NODES:
            message = _("There are more than {limit} courses.").format(limit=MAX_NODES)
            raise self._wrong("too-many", message, row.line)
        self.courses[course.identity] = course

    # Courses

    def _requisites(self) -> Iterator[Problem]:
        """Fill in what every course needs, and find what cannot be right."""
        count = 0
        for course in self.courses.values():
            for column, link in REQUISITES.items():
                named = dict.fromkeys(_identity(part) for part in course.cell(column).split(";") if part.strip())
                count += len(named)
                if count > MAX_LINKS:
                    raise self._wrong("too-many", _("There are too many requisites."), course.line, column)
                for identity in named:
                    message = self._senseless(course, identity)
                    if message:
                        yield self._problem("unknown-id", message, course.line, column, Severity.ERROR)
                    elif course.needs.setdefault(identity, link) is Link.TOGETHER:
                        self.courses[identity].partners[course.identity] = None

    def _senseless(self, course: _Course, identity: str) -> str:
        if identity == course.identity:
            return _("The course names itself.")
        if identity in self.courses:
            return ""
        message = _('There is no course with the id "{id}".').format(id=identity[:80])
        # Ids are mostly small numbers, each near every other: only a long one can be recognised.
        near = suggestion(identity, self.courses) if 4 <= len(identity) <= 80 else None
        return message + (" " + _('Did you mean "{id}"?').format(id=near) if near else "")

    def _give_ids(self) -> None:
        """Ids that stay the same when courses are added behind or get another title."""
        ids = Ids()
        for course in self.courses.values():
            code = slug(f"{course.cell('Prefix')} {course.cell('Number')}") or slug(course.cell(_NAME)) or "course"
            course.node = ids.new(code, f"{code}-{slug(course.identity, 15)}")

    def _node(self, course: _Course, hours: float) -> Node:
        prefix = self._text(course, "Prefix")
        code = f"{prefix} {self._text(course, 'Number')}"[:200].strip()
        title = self._text(course, _NAME) or code or _("Course {id}").format(id=course.node)
        before = [one for one, link in course.needs.items() if link is Link.BEFORE]
        beside = [one for one, link in course.needs.items() if link is not Link.BEFORE]
        credits = self._credits(course)
        return Node(
            id=course.node,
            title=title,
            kind=Kind.SKILL,
            domain=slug(prefix) or "courses",
            hours=ThreePoint.model_validate(credits * hours),
            basis=basis_of(credits, hours),
            requires=self._all(course, before, "Prerequisites"),
            corequisites=self._all(course, dict.fromkeys((*beside, *course.partners)), "Corequisites"),
            aliases=(code,) if code and code != title else (),
            note=self._text(course, "Institution"),
        )

    def _all(self, course: _Course, identities: Iterable[str], column: str) -> Requirement | None:
        nodes = [self.courses[identity].node for identity in identities]
        if len(nodes) > MAX_OPERANDS:
            raise self._wrong("too-many", _("There are too many requisites."), course.line, column)
        return All(all=tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None

    def _credits(self, course: _Course) -> float:
        cell = course.cell(_CREDITS)
        if not cell:
            message = _('"{name}" has no credit hours; they are read as 0.')
            self._note("no-credits", message, course.line, self._text(course, _NAME))
            return 0.0
        try:
            credits = float(re.sub(self.decimal_comma, r"\1.\2", cell))
        except ValueError:
            credits = -1.0
        if not (isfinite(credits) and 0 <= credits <= MAX_HOURS / SEMESTER_HOURS):
            message = _("“{text}” is not a number of credit hours.").format(text=cell[:40])
            raise self._wrong("no-number", message, course.line, _CREDITS)
        return credits

    def _text(self, course: _Course, column: str) -> str:
        return self._clean(course.cell(column), course.line, column)

    def _clean(self, text: str, line: int | None, column: str) -> str:
        try:
            return clean_text(text, 200)
        except ValueError as wrong:
            raise self._wrong("bad-text", f"{wrong}.", line, column) from None

    def _curriculum(self, nodes: Iterable[Node]) -> Curriculum:
        titles: dict[str, str] = {}
        every = tuple(nodes)
        for course, node in zip(self.courses.values(), every, strict=True):
            titles.setdefault(node.domain, self._text(course, "Prefix") or _("Courses"))
        facts = [self._clean(self.head.get(name, ""), None, name) for name in ("institution", "degree type", "cip")]
        title = self._clean(self.head["curriculum"], None, "Curriculum") or _("Degree")
        return Curriculum(
            id=slug(title) or "degree",
            title=title,
            description=", ".join(fact for fact in facts if fact),
            domains=tuple(Domain(id=domain, title=title) for domain, title in titles.items()),
            nodes=every,
        )

    # Findings

    def _note(self, code: str, message: str, line: int, name: str | None) -> None:
        if len(self.problems) < MAX_SHOWN:
            words = message if name is None else message.format(name=name[:80])
            self.problems.append(self._problem(code, words, line, "", Severity.NOTE))

    def _wrong(self, code: str, message: str, line: int | None = None, column: str = "") -> PlannerError:
        return PlannerError(self._problem(code, message, line, column, Severity.ERROR))

    def _problem(self, code: str, message: str, line: int | None, column: str, severity: Severity) -> Problem:
        return Problem(severity=severity, code=code, message=message, file=self.file, line=line, field=column)


def _name(row: Row) -> str:
    """What the first cell says, as it is compared."""
    name = row.cells[0].casefold()
    return _MISSPELT.get(name, name)


def _value(row: Row) -> str:
    return plain_cell(row.cells[1]) if len(row.cells) > 1 else ""


def _identity(cell: str) -> str:
    """A course id as it is compared: spreadsheets turn whole numbers into 13.0."""
    return re.sub(r"^(\d+)\.0+$", r"\1", cell.strip())
