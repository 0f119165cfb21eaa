"""What all readers of foreign files share: findings with their place, clean texts, ids, and the finished curriculum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from planner.exchange.csv_rows import slug
from planner.i18n import _
from planner.model.curriculum import MAX_NODES, MAX_REFERENCES, Curriculum, Node
from planner.model.levelled import offered
from planner.model.names import suggestion
from planner.model.problem import PlannerError, Problem, Severity
from planner.model.requirement import MAX_OPERANDS, All, Requirement, named
from planner.model.text import clean_text
from planner.storage.json_text import MAX_SHOWN, in_words

_SUGGESTED = 5
"""So many findings say what may have been meant: looking for it takes time."""


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    curriculum: Curriculum
    notes: tuple[Problem, ...] = ()
    """What had to be guessed or was left out."""


@dataclass
class Findings:
    """What is wrong in one file, and what had to be guessed."""

    file: str
    notes: list[Problem] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    _suggested: int = 0

    def note(self, code: str, message: str, line: int | None = None, where: str = "", node: str = "") -> None:
        """Something was guessed or left out."""
        if len(self.notes) < MAX_SHOWN:
            self.notes.append(self._problem(Severity.NOTE, code, message, line, where, node))

    def note_unclear(self, count: int) -> None:
        """So many lines had to be read as arrows that are none, or point both ways."""
        if count:
            message = _(
                "Lines without an arrowhead, or with one at both ends, are read from their first end to their second: "
                "{count}."
            )
            self.note("undirected", message.format(count=count))

    def error(self, code: str, message: str, line: int | None = None, where: str = "", node: str = "") -> None:
        """Something cannot be right; `stop` tells all of it. Raises PlannerError where there is too much."""
        self.errors.append(self._problem(Severity.ERROR, code, message, line, where, node))
        if len(self.errors) >= MAX_SHOWN:
            self.stop()

    def wrong(self, code: str, message: str, line: int | None = None, where: str = "", node: str = "") -> PlannerError:
        """The error for what nothing can be made of."""
        return PlannerError([*self.errors, self._problem(Severity.ERROR, code, message, line, where, node)])

    def stop(self) -> None:
        """Raise PlannerError if anything was wrong, in the order of the file."""
        if self.errors:
            raise PlannerError(sorted(self.errors, key=lambda one: one.line or 0))

    def unknown(self, name: str, known: Iterable[str]) -> str:
        """The sentence for a name that nothing has."""
        message = _("There is no item “{name}”.").format(name=name[:80])
        self._suggested += 1
        near = suggestion(name.casefold(), known) if self._suggested <= _SUGGESTED and len(name) <= 80 else None
        return message + (" " + _('Did you mean "{id}"?').format(id=near) if near else "")

    def _problem(self, severity: Severity, code: str, message: str, line: int | None, where: str, node: str) -> Problem:
        return Problem(
            severity=severity, code=code, message=message, file=self.file, line=line, field=where[:200], node=node[:200]
        )


def cleaned(text: object, limit: int = 200) -> str:
    """Text of another program as ours: one line, nothing invisible, cut where it is too long; empty for no text."""
    if not isinstance(text, str):
        return ""
    plain = text[: limit * 4].encode("utf-8", "replace").decode("utf-8")
    try:
        return clean_text(plain, limit)
    except ValueError:
        return clean_text(clean_text(plain, limit * 4)[: limit - 1], limit) + "…"


def all_of(members: Iterable[Requirement]) -> Requirement | None:
    """Every one of the members, each once; a group within the group where there are more than one may hold."""
    every = list(dict.fromkeys(members))
    while len(every) > MAX_OPERANDS:
        every = [All(all=tuple(every[at : at + MAX_OPERANDS])) for at in range(0, len(every), MAX_OPERANDS)]
    return All(all=tuple(every)) if len(every) > 1 else every[0] if every else None


def file_title(file: str) -> str:
    """What a file without a title is called: its name without folder and ending."""
    return cleaned(PurePath(file.replace("\\", "/")).stem.replace("_", " "), 200) or _("Curriculum")


def identity_of(title: str) -> str:
    """The id of a curriculum with that title."""
    return slug(title) or "curriculum"


def finished(findings: Findings, nodes: Sequence[Node], **fields: Any) -> Read:
    """The curriculum of these nodes. Raises PlannerError where it is empty, too large, or names what is not there."""
    if not nodes:
        raise findings.wrong("no-items", _("The file holds no item."))
    if len(nodes) > MAX_NODES:
        raise findings.wrong("too-many", _("There are more than {limit} items.").format(limit=MAX_NODES))
    known = offered(nodes)
    count = 0
    for node, name, ids in _references(nodes):
        for reference in ids:
            count += 1
            if reference not in known:
                findings.error("unknown-id", findings.unknown(reference, known), where=name, node=node.id)
        if count > MAX_REFERENCES:
            message = _("There are {count} references between nodes; at most {limit} are allowed.")
            raise findings.wrong("too-many", message.format(count=count, limit=MAX_REFERENCES))
    target = fields.get("target")
    if target is not None and target not in known:
        findings.error("unknown-id", findings.unknown(target, known), where="target")
    findings.stop()
    try:
        return Read(Curriculum(nodes=tuple(nodes), **fields), tuple(findings.notes))
    except ValidationError as wrong:
        raise findings.wrong("invalid", in_words(wrong)) from None


def _references(nodes: Sequence[Node]) -> Iterator[tuple[Node, str, Iterable[str]]]:
    for node in nodes:
        yield node, "requires", named(node.requires)
        yield node, "corequisites", named(node.corequisites)
        for name in ("recommended", "grants", "partial", "accepts_held", "superseded_by"):
            yield node, name, getattr(node, name)
        for level, what in node.levels.given() if node.levels else ():
            yield node, f"levels.{level.value}", named(what.requires)


def only_end(needs: dict[str, set[str]]) -> str | None:
    """The one item that no other needs and that needs something: what the file leads to."""
    needed = set().union(*needs.values()) if needs else set()
    ends = list(islice((one for one, before in needs.items() if before and one not in needed), 2))
    return ends[0] if len(ends) == 1 else None
