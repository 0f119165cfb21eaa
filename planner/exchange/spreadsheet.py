"""Our CSV for people who live in spreadsheets: id, title, hours, requires, kind, and further columns where needed.

A requirement is one cell, see `planner.exchange.expression`. Cells that a spreadsheet would take for formulas begin
with `'`, which is taken off again when the file is read.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from planner.exchange.building import Findings, Read, cleaned, file_title, finished, identity_of
from planner.exchange.csv_rows import DELIMITERS, Ids, Row, csv_bytes, first_row, plain_cell, rows, slug, without_column
from planner.exchange.encoding import beginning
from planner.exchange.expression import WrongExpression, parsed, written
from planner.exchange.losses import lost_fields
from planner.exchange.numbers import Decimals, plain
from planner.i18n import _
from planner.model.curriculum import MAX_NODES, ZERO, Curriculum, Domain, Kind, Node, Status, ThreePoint
from planner.model.problem import Problem
from planner.model.text import ID_PATTERN
from planner.storage.json_text import findings_of, in_words

FIVE = ("id", "title", "hours", "requires", "kind")
"""The columns that are always there."""

_EXPRESSIONS = ("requires", "corequisites")
_TEXTS = ("domain", "level", "basis", "outcome", "first_step", "done_when", "cost_range", "note", "status")
_NUMBERS = ("cost_usd", "wait_days")
_RANGES = ("hours", "months")
_IDS = ("recommended", "grants", "accepts_held", "superseded_by")
_LISTS = ("aliases", "tags", "jurisdiction", "sources")
COLUMNS = (
    *FIVE,
    *("domain", "level", "months", "parallel", "corequisites", "recommended", "outcome", "first_step", "done_when"),
    *("cost_usd", "cost_range", "wait_days", "basis", "note", "aliases", "tags", "grants", "accepts_held", "status"),
    *("superseded_by", "jurisdiction", "sources", "checked"),
)
TARGET = "target"
"""One more column: "yes" beside the item that the curriculum leads to."""

_OTHER_NAMES = {
    "name": "title",
    "prerequisites": "requires",
    "prerequisite": "requires",
    "effort": "hours",
    "type": "kind",
    "subject": "domain",
    "cost": "cost_usd",
    "tag": "tags",
}
_NOTHING: Mapping[str, Any] = {
    name: info.get_default(call_default_factory=True) for name, info in Node.model_fields.items()
} | {"domain": "general", "kind": Kind.SKILL}


def recognises(start: str) -> bool:
    """Whether a file that begins like this has our row of columns."""
    return bool(_header(start)[0])


def losses(curriculum: Curriculum) -> list[Problem]:
    """What the columns cannot hold."""
    facts = {TARGET, *(["domains"] if _plain_domains(curriculum) else [])}
    return lost_fields(curriculum, {*COLUMNS}, facts)


def _plain_domains(curriculum: Curriculum) -> bool:
    """Whether the list of domains says nothing that the items do not say too."""
    return tuple(curriculum.domains) == _domains(curriculum.nodes, {})


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as CSV, columns that nothing stands in left out."""
    lines = [{name: _cell(node, name) for name in COLUMNS} for node in curriculum.nodes]
    for node, line in zip(curriculum.nodes, lines, strict=True):
        line[TARGET] = "yes" if node.id == curriculum.target else ""
    used = [name for name in (*COLUMNS, TARGET) if name in FIVE or any(line[name] for line in lines)]
    return csv_bytes([used, *([line[name] for name in used] for line in lines)])


def _cell(node: Node, name: str) -> str:
    value = getattr(node, name)
    if name == "hours" and value == ZERO:
        return ""
    if value == _NOTHING.get(name) and name not in FIVE:
        return ""
    if name in _EXPRESSIONS:
        return written(value)
    if isinstance(value, ThreePoint):
        three = (value.optimistic, value.likely, value.pessimistic)
        return plain(value.likely) if len(set(three)) == 1 else "; ".join(map(plain, three))
    if isinstance(value, tuple):
        return "; ".join(_entry(one) for one in value)
    if isinstance(value, bool):
        return "yes"
    return plain(value) if isinstance(value, float) else str(value)


def _entry(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if ";" in text or text.startswith('"') else text


def _header(start: str) -> tuple[str, list[str]]:
    """What stands between cells, and the columns of the first row that says something."""
    said, row = first_row(start)
    for delimiter in said + DELIMITERS:
        names = [_column(cell.strip(' "')) for cell in row.split(delimiter)]
        if "title" in names or ("id" in names and len(names) > 1):
            return delimiter, names
    return "", []


def _column(cell: str) -> str:
    name = plain_cell(cell).strip().casefold().replace(" ", "_")
    return _OTHER_NAMES.get(name, name)


def read(content: bytes, file: str) -> Read:
    """The curriculum in a table. Raises PlannerError with row and column."""
    return _Reader(file).read(content)


class _Line(NamedTuple):
    row: int
    cells: Mapping[str, str]
    node: str


class _Reader:
    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.ids = Ids()
        self.names: dict[str, set[str]] = {}
        self.decimals = Decimals(())
        self.known: dict[str, bool] = {}
        """Every id, and whether it stands in the file; the others were made of titles."""

    def read(self, content: bytes) -> Read:
        delimiter, _names = _header(beginning(content, 20_000))
        every = rows(content, self.findings.file, delimiter or ",")
        first = next(every, None)
        columns = [_column(cell) for cell in first.cells] if first else []
        if first is None or not {"id", "title"} & set(columns):
            message = _('The first row must name the columns: id, title, hours, requires, kind. There is no "title".')
            raise self.findings.wrong("missing-column", message, first.line if first else None)
        for cell, name in zip(first.cells, columns, strict=True):
            if name and name not in (*COLUMNS, TARGET):
                message = _("The column “{name}” is not known and was left out.")
                self.findings.note("unknown-column", message.format(name=cell[:80]), first.line, cell)
        self._say_repeated(first, columns)
        every_row = self._at_most(every)
        for row in every_row:
            message = without_column(row, columns, delimiter or ",")
            if message:
                self.findings.error("surplus-cell", message, row.line)
        for row in every_row:
            for identity in (cell for name, cell in zip(columns, row.cells, strict=False) if name == "id"):
                self.ids.take(identity)  # before any id is made of a title
        lines = [self._line(row, columns) for row in every_row]
        written = (line.cells.get(name, "") for line in lines for name in (*_RANGES, *_NUMBERS))
        self.decimals = Decimals(part for cell in written for part in _parts(cell))
        nodes = [node for line in lines if (node := self._node(line)) is not None]
        self.findings.stop()
        targets = [line.node for line in lines if _yes(line.cells.get(TARGET, ""))]
        if len(targets) > 1:
            message = _("Several items are marked as target; the first one counts.")
            self.findings.note("several-targets", message, where=TARGET)
        title = file_title(self.findings.file)
        spoken = (cell for line in lines if not re.match(ID_PATTERN, cell := line.cells.get("domain", "")))
        domains = _domains(nodes, {_subject(cell): cell for cell in spoken if cell})
        return finished(
            self.findings,
            nodes,
            id=identity_of(title),
            title=title,
            domains=domains,
            target=targets[0] if targets else None,
        )

    def _say_repeated(self, first: Row, columns: list[str]) -> None:
        for place, (cell, name) in enumerate(zip(first.cells, columns, strict=True)):
            if name in columns[:place] and name in (*COLUMNS, TARGET):
                message = _("The column “{name}” stands there twice; the first one counts.")
                self.findings.note("repeated-column", message.format(name=name), first.line, cell)

    def _at_most(self, every: Any) -> list[Row]:
        found: list[Row] = []
        for row in every:
            if len(found) == MAX_NODES:
                message = _("There are more than {limit} items.").format(limit=MAX_NODES)
                raise self.findings.wrong("too-many", message, row.line)
            found.append(row)
        return found

    def _line(self, row: Row, columns: list[str]) -> _Line:
        cells: dict[str, str] = {}
        for name, cell in zip(columns, row.cells, strict=False):
            cells.setdefault(name, plain_cell(cell))
        written_id, title = cells.get("id", ""), cells.get("title", "")
        node = ""
        if written_id and re.match(ID_PATTERN, written_id):
            node = written_id
            if node in self.known:
                message = _('The id "{id}" stands in an earlier row already.').format(id=node)
                self.findings.error("duplicate-id", message, row.line, "id")
        elif written_id or title:
            node = self.ids.new(slug(written_id or title) or "item")
        else:
            message = _("This row has neither an id nor a title.")
            self.findings.error("no-title", message, row.line, "title")
        self.known[node] = node == written_id
        aliases = _split(cells.get("aliases", ""))
        for name in (title, written_id, *aliases):
            if name:
                self.names.setdefault(" ".join(name.casefold().split()), set()).add(node)
        return _Line(row.line, cells, node)

    def _find(self, name: str) -> str:
        wanted = " ".join(name.split())
        for identity in (wanted, wanted.lower()):
            if self.known.get(identity):
                return identity
        found = self.names.get(wanted.casefold(), set())
        if len(found) > 1:
            message = _("Several items are called “{name}”. Write the id of the one that you mean.")
            raise ValueError(message.format(name=wanted[:80]))
        if not found and wanted in self.known:
            return wanted
        if not found:
            raise ValueError(self.findings.unknown(wanted, (*self.known, *self.names)))
        return next(iter(found))

    def _node(self, line: _Line) -> Node | None:
        before = len(self.findings.errors)
        fields: dict[str, Any] = {"id": line.node or "x", "kind": Kind.SKILL, "domain": "general"}
        fields["title"] = line.cells.get("title", "") or line.cells.get("id", "")
        for name, cell in line.cells.items():
            if cell and name in COLUMNS and name not in ("id", "title"):
                try:
                    fields[name] = self._value(name, cell)
                except ValueError as wrong:
                    code = "bad-expression" if isinstance(wrong, WrongExpression) else "bad-cell"
                    self.findings.error(code, str(wrong), line.row, name, line.node)
        if len(self.findings.errors) > before or not line.node:
            return None
        try:
            return Node.model_validate(fields)
        except ValidationError as wrong:
            for where in dict.fromkeys(str(one["loc"][0]) if one["loc"] else "" for one in findings_of(wrong)):
                self.findings.error("invalid", in_words(wrong, where), line.row, where, line.node)
            return None

    def _value(self, name: str, cell: str) -> object:
        if name in _EXPRESSIONS:
            return parsed(cell, self._find)
        if name in _RANGES:
            return self._range(cell)
        if name in _NUMBERS:
            number = self.decimals.number(cell)
            return int(number) if name == "wait_days" and number.is_integer() else number
        if name in _IDS:
            return tuple(self._find(entry) for entry in _split(cell))
        if name in _LISTS:
            return tuple(_split(cell))
        return _MORE.get(name, str)(cell)

    def _range(self, cell: str) -> ThreePoint:
        numbers = [self.decimals.number(part) for part in _parts(cell)]
        if len(numbers) == 2:
            numbers.insert(1, sum(numbers) / 2)
        if len(numbers) not in (1, 3):
            raise ValueError(_("“{text}” must be one number, or three: “4; 8; 15”.").format(text=cell[:40]))
        try:
            return ThreePoint.model_validate(numbers[0] if len(numbers) == 1 else numbers)
        except ValidationError as wrong:
            raise ValueError(in_words(wrong)) from None


def _subject(cell: str) -> str:
    return cell if re.match(ID_PATTERN, cell) else slug(cell, 64) or "general"


def _kind(cell: str) -> Kind:
    try:
        return Kind(cell.casefold())
    except ValueError:
        message = _("“{text}” is no kind of item. There are: {kinds}.")
        raise ValueError(message.format(text=cell[:80], kinds=", ".join(Kind))) from None


def _status(cell: str) -> Status:
    try:
        return Status(cell.casefold())
    except ValueError:
        message = _("“{text}” is no status. There are: {kinds}.")
        raise ValueError(message.format(text=cell[:80], kinds=", ".join(Status))) from None


def _yes(cell: str) -> bool:
    """Whether a cell says yes, be it with a mark; spreadsheets write true and false in the language of the computer."""
    return cell.casefold() not in ("", "no", "n", "nein", "0", "-", "false", "falsch", "falso")


def _day(cell: str) -> date:
    """A day as 2027-01-31, 31.1.2027, 31/1/2027 or 1/31/2027: what may be two days is none."""
    found = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", cell)
    if found is None:
        written = [cell]
    else:
        first, second = found[1].zfill(2), found[3].zfill(2)
        written = [f"{found[4]}-{second}-{first}", *([f"{found[4]}-{first}-{second}"] if found[2] == "/" else [])]
    days: set[date] = set()
    for one in written:
        with contextlib.suppress(ValueError):
            days.add(date.fromisoformat(one))
    if len(days) != 1:
        raise ValueError(_("“{text}” is no day for certain; write it as 2027-01-31.").format(text=cell[:40]))
    return days.pop()


_MORE: Mapping[str, Callable[[str], object]] = {
    "kind": _kind,
    "status": _status,
    "checked": _day,
    "domain": _subject,
    "level": str.casefold,
    "parallel": _yes,
}


def _domains(nodes: Any, titles: Mapping[str, str]) -> tuple[Domain, ...]:
    """The subjects in the order in which they turn up."""
    found = dict.fromkeys(node.domain for node in nodes)
    plain = {one: one.replace("-", " ").capitalize() for one in found}
    return tuple(Domain(id=one, title=cleaned(titles.get(one)) or plain[one]) for one in found)


def _split(cell: str) -> list[str]:
    """The entries of a cell with `;` between them; one that holds a `;` stands in quotation marks."""
    line = " ".join(cell.splitlines())  # a line break inside of a cell is white space like any other
    entries = next(csv.reader([line], delimiter=";", skipinitialspace=True), [])
    return [one.strip() for one in entries if one.strip()]


def _parts(cell: str) -> list[str]:
    """The numbers of a cell that may hold several."""
    plain_spaces = " ".join(cell.split())
    parts = re.split(r"[;|/]| (?:to|bis|-|–) |(?<=\d) ?[-–] ?(?=\d)", plain_spaces)
    return [part for part in parts if part.strip()]
