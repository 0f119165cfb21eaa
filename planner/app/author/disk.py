"""What somebody else wrote into a file that is edited here, put together with the draft as one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.app.author import three_way
from planner.app.author.draft import Changed, Draft, Origin, TakenIn, check_loadable, settled
from planner.app.author.modules import as_changed, module_draft
from planner.app.author.three_way import Choices, Merge
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.levelled import offered
from planner.model.problem import PlannerError, error
from planner.model.renamed import renames
from planner.storage import curricula
from planner.storage.canonical import to_json
from planner.storage.json_text import parse_value
from planner.storage.parts import Part


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file that is not what it was when the draft was read or saved."""

    path: Path
    before: bytes
    """What it held then."""
    mine: bytes
    """What it is to hold as the draft has it."""
    theirs: Part
    """What it holds now."""
    is_module: bool
    """Whether it is a file that the draft uses, and not its own."""


def merged(draft: Draft, disk: OnDisk, choices: Choices | None = None) -> Merge:
    """The file with what was done here and what was done there; see `three_way`. Raises PlannerError."""
    base = _parsed(disk.before, disk.path)
    mine = _parsed(disk.mine, disk.path) if disk.is_module else draft.curriculum
    theirs = disk.theirs.curriculum
    if theirs.id not in (base.id, mine.id):
        text = _("The file on the disk calls itself “{theirs}” and not “{mine}”: it is another curriculum.")
        raise error("other-id", text.format(theirs=theirs.id, mine=mine.id), field="id")
    library = _library(draft, disk, (*base.uses, *mine.uses, *theirs.uses))
    nodes = [node for part in library for node in part.curriculum.nodes]
    one, other, third = (settled(file, library) for file in (base, mine, theirs))
    return three_way.merge(one, other, third, choices or {}, {*offered(nodes), *renames(nodes)})


def merge_with_disk(draft: Draft, disk: OnDisk, choices: Choices) -> Draft:
    """The draft with what was done in the file on the disk, which may be replaced by it from now on.

    `choices`: what counts where both have changed something differently. Raises PlannerError where what comes of it
    could not be loaded.
    """
    new = merged(draft, disk, choices).curriculum
    taken = (*draft.taken_in, TakenIn(disk.path, disk.before, disk.theirs.content))
    if disk.is_module:
        changed = _with_module(draft, disk, new)
    else:
        library = draft.library if new.uses == draft.curriculum.uses else _library(draft, disk, new.uses)
        origin = Origin(disk.theirs.content, settled(disk.theirs.curriculum, library))
        changed = replace(draft, curriculum=settled(new, library), library=library, origin=origin)
    changed = replace(changed, taken_in=taken)
    check_loadable(changed)
    return changed


def _with_module(draft: Draft, disk: OnDisk, new: Curriculum) -> Draft:
    used = next((part for part in draft.library if part.path == disk.path), None)
    if used is not None:
        module = module_draft(replace(draft, library=_others(draft, disk)), Part(disk.path, b"", new))
        check_loadable(module)
    same = settled(disk.theirs.curriculum, _others(draft, disk)) == new
    content = disk.theirs.content if same else to_json(new)
    before = next((one.before for one in draft.modules if one.path == disk.path), disk.before)
    return replace(
        draft,
        library=tuple(Part(disk.path, content, new) if part is used else part for part in draft.library),
        modules=(
            *(one for one in draft.modules if one.path != disk.path),
            Changed(disk.path, before, content),
        ),
    )


def _others(draft: Draft, disk: OnDisk) -> tuple[Part, ...]:
    return tuple(part for part in draft.library if part.path != disk.path)


def _library(draft: Draft, disk: OnDisk, uses: Iterable[str]) -> tuple[Part, ...]:
    """The files that a file with these uses has beside it, as they are to be. Raises PlannerError."""
    asked = draft.curriculum.changed(id=disk.theirs.curriculum.id, uses=tuple(dict.fromkeys(uses)), nodes=())
    return as_changed(curricula.used_by(asked, disk.path), draft.modules)


def _parsed(content: bytes, path: Path) -> Curriculum:
    if not content:
        raise error("no-base", _("There was no file when this was begun, so there is nothing to compare with."))
    return parse_value(Curriculum, content, path.name)


def seen_from(draft: Draft, path: Path, known: bytes | None) -> bytes | None:
    """What a file holds as far as the draft knows that was last seen with `known` in it."""
    for one in draft.taken_in:
        if one.path == path and one.before == known:
            known = one.now
    return known


def on_disk(draft: Draft, path: Path, before: bytes | None, mine: bytes, is_module: bool) -> OnDisk:
    """What stands in a file now. Raises PlannerError where it is gone or cannot be read."""
    try:
        theirs = curricula.read_part(path)
    except PlannerError as wrong:
        raise PlannerError([one.changed(file="", line=None) for one in wrong.problems]) from None
    return OnDisk(path, before or b"", mine, theirs, is_module)
