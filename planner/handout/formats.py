"""Every format of a handout: what it is called, what writes it; and saving several of them at once."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.app.output import write_file
from planner.handout.content import Handout
from planner.i18n import _
from planner.model.problem import error


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Its module, with `write(handout) -> bytes`, is imported when it is needed."""

    id: str
    suffix: str
    """End of the names of its files, with the dot."""
    label: str
    """What it is, and what it is good for."""
    module: str
    paints: bool = False
    """Whether it needs Qt: its module is in `ui`, and `ui.pictures.command.prepare` comes first where no window is."""

    def write(self, handout: Handout) -> bytes:
        """The file. Raises PlannerError."""
        made: bytes = importlib.import_module(self.module).write(handout)
        return made


def formats() -> tuple[Format, ...]:
    """All of them, in the order in which they are offered."""
    return (
        Format("html", ".html", _("Web page: one file for every browser, with the map (HTML)"), "planner.handout.page"),
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
    """What a handout is called in a folder: after the goal, and after the learner where their name may stand there."""
    words = [_slug(handout.name, 40), _slug(handout.title, 60) or handout.plan.goal, _("plan")]
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
        yield write_file(place(kind), kind.write(handout))


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
