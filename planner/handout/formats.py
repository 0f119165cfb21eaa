"""Every format of a handout: what it is called, what writes it; and saving several of them at once."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.app.output import write_file
from planner.handout.content import Handout
from planner.i18n import _
from planner.model.plan import Plan
from planner.model.problem import error
from planner.storage.files import read_regular

MOST_BYTES = 16 * 2**20
"""Of a file that is carried on: forty years of study, day by day."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Its module, with `write(handout) -> bytes`, is imported when it is needed; where the format
    `continues`, `write` also takes what stands in the file by now, or None."""

    id: str
    suffix: str
    """End of the names of its files, with the dot."""
    label: str
    """What it is, and what it is good for."""
    module: str
    paints: bool = False
    """Whether it needs Qt: its module is in `ui`, and `ui.pictures.command.prepare` comes first where no window is."""
    continues: bool = False
    """Whether a file depends on the one that it replaces."""

    def write(self, handout: Handout, before: bytes | None = None) -> bytes:
        """The file. `before`: what stands in its place by now. Raises PlannerError."""
        write = importlib.import_module(self.module).write
        made: bytes = write(handout, before) if self.continues else write(handout)
        return made


def formats() -> tuple[Format, ...]:
    """All of them, in the order in which they are offered."""
    ours = "planner.handout."
    calendar = _("Calendar: study, exams and milestones, for Google, Outlook and Apple (ICS)")
    days = _("Project file in whole days, for GanttProject (XML)")
    return (
        Format("pdf", ".pdf", _("For printing and mail: everything on paper (PDF)"), "ui.handout.pdf", paints=True),
        Format("html", ".html", _("Web page: one file for every browser, with the map (HTML)"), ours + "page"),
        Format("ics", ".ics", calendar, ours + "calendar_file", continues=True),
        Format("markdown", ".md", _("Text with boxes to tick, for notes and wikis (Markdown)"), ours + "markdown"),
        Format("xlsx", ".xlsx", _("Workbook for Excel and LibreOffice (XLSX)"), ours + "spreadsheet"),
        Format("csv", ".csv", _("Table of the steps for any spreadsheet (CSV)"), ours + "csv_file"),
        Format("msproject", ".xml", _("Project file for MS Project and ProjectLibre (XML)"), ours + "msproject"),
        Format("ganttproject", ".gantt.xml", days, ours + "ganttproject"),
    )


def by_id(identity: str) -> Format:
    """The format of that id. Raises PlannerError."""
    found = next((one for one in formats() if one.id == identity), None)
    if found is None:
        message = _("There is no format “{name}”. There are: {formats}.")
        raise error("no-such-format", message.format(name=identity[:80], formats=_known()))
    return found


def for_name(name: str) -> Format:
    """The format of a file of that name. Raises PlannerError."""
    found = [one for one in formats() if name.lower().endswith(one.suffix)]
    if not found:
        message = _("It is not clear which format “{name}” should have. Say --format; there are: {formats}.")
        raise error("no-such-format", message.format(name=name[-80:], formats=_known()))
    return max(found, key=lambda one: len(one.suffix))


def _known() -> str:
    return ", ".join(one.id for one in formats())


def file_name(handout: Handout, kind: Format) -> str:
    """What a handout is called in a folder."""
    return named(handout.name, handout.plan, kind)


def named(who: str, plan: Plan, kind: Format) -> str:
    """The name of a file: after the goal, and after the learner where their name may stand there."""
    words = [_slug(who, 40), _slug(plan.goal_title, 60) or plan.goal, _("plan")]
    return "-".join(filter(None, words)) + kind.suffix


def _slug(text: str, most: int) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold())[:most].strip("-")


def save(
    handout: Handout,
    kinds: Iterable[Format],
    place: Callable[[Format], Path],
    stale: Callable[[], bool] = lambda: False,
) -> Iterator[Path]:
    """Write one format after the other, each whole or not at all; yields where each is. Raises PlannerError."""
    for kind in kinds:
        if stale():
            return
        path = place(kind)
        yield write_file(path, kind.write(handout, _before(path) if kind.continues else None))


def _before(path: Path) -> bytes | None:
    """What stands in a file; None where there is none, or none that can be read."""
    try:
        return read_regular(path, MOST_BYTES)
    except OSError:
        return None


def not_theirs(handout: Handout, places: Mapping[str, Path], out: Path) -> list[Path]:
    """Files in these places that may be somebody else's, as no calendar of this learner lies beside them.

    A single file that `out` names is the learner's own, but for a calendar: without it events are never cancelled.
    """
    from planner.handout.calendar_file import is_of

    beside = out / file_name(handout, by_id("ics")) if out.is_dir() else places.get("ics")
    if beside is None or is_of(_before(beside) or b"", handout):
        return []
    return [path for path in places.values() if path.exists()]


def places(handout: Handout, kinds: Sequence[Format], out: Path) -> dict[str, Path]:
    """Id of the format -> where it goes: into the folder `out`, or for a single format into the file of that name.

    Raises PlannerError.
    """
    if out.is_dir():
        return {kind.id: out / file_name(handout, kind) for kind in kinds}
    if len(kinds) == 1 and out.suffix:
        return {kinds[0].id: out}
    if out.suffix or out.exists():
        message = _("Several formats need a folder: make {name} one, or choose another place.")
        raise error("no-such-folder", message.format(name=out.name))
    message = _("There is no folder {folder}: make it first, or choose another one.")
    raise error("no-such-folder", message.format(folder=str(out)))
