"""A draft that is saved in another folder takes along the files that it uses and that would not be found there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from planner.app.author.draft import Changed, Draft
from planner.app.author.history import DraftHistory
from planner.app.author.modules import as_changed, curricula_hold
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError, error
from planner.storage import curricula
from planner.storage.files import shown
from planner.storage.json_text import parse_value
from planner.storage.parts import Part

LEFT_BEHIND = "left-behind"
"""Code of the problem that a draft has to be saved in its own file first."""


def places_beside(draft: Draft, path: Path, changed: Collection[Path]) -> dict[Path, Path]:
    """Files that the draft uses -> where they are once it stands in `path`; those that stay where they are left out.

    A file that is not found from there is copied beside it. Where another one of that name is found, that one is used,
    as it is for every curriculum in that folder. Raises PlannerError where it is one of those that are `changed`, as
    what went into them would be lost, and for the file of something that the draft uses.
    """
    found: dict[Path, Path] = {}
    for part in draft.library:
        name = f"{part.curriculum.id}.json"
        if part.path.resolve() == path.resolve():
            text = _("“{title}” stands in this file, and the curriculum uses it. Choose another name.")
            raise error("used", text.format(title=part.curriculum.title), file=shown(path))
        if curricula_hold(part.path):
            continue
        there = next(
            (folder / name for folder in curricula.folders_beside(path.parent) if (folder / name).is_file()), None
        )
        if there is None or curricula_hold(there):
            found[part.path] = path.parent / name
        elif there.resolve() != part.path.resolve() and there.read_bytes() == part.content:
            found[part.path] = there
        elif there.resolve() != part.path.resolve() and part.path in changed:
            text = _(
                "In that folder there is another file {name} than the one into which items went. Choose another one."
            )
            raise error("another-module", text.format(name=shown(there.name)), file=shown(there))
    return found


def check_left_behind(path: Path, content: bytes, changes: Sequence[Changed]) -> None:
    """Raise PlannerError where the file at the old place, as it stands there, fits no longer with what it uses.

    `changes`: files that stay where they are and will hold something else. An item that went into one of them would be
    in both, and one that came out of it would be gone.
    """
    try:
        left = parse_value(Curriculum, content, path.name)
        library = curricula.used_by(left, path)
    except PlannerError:
        return  # as it stands it cannot be read in any case
    main = Part(path, content, left)
    after = as_changed(library, changes)
    lost = _items(library) - _items(after) - _items([main])
    if curricula.loose((*library, main)) or not (lost or curricula.loose((*after, main))):
        return
    names = ", ".join(shown(one.path.name) for one in changes)
    text = _(
        "{file} would not fit with {modules} any more, as items went from one to the other. "
        "Save it first, and then under the other name"
    )
    raise error(LEFT_BEHIND, text.format(file=shown(path.name), modules=names), file=shown(path))


def _items(parts: Iterable[Part]) -> set[str]:
    return {node.id for part in parts for node in part.curriculum.nodes}


def elsewhere(draft: Draft, places: Mapping[Path, Path]) -> Draft:
    """The draft with the files that it uses in these other places."""
    if not places:
        return draft
    return replace(
        draft,
        library=tuple(part._replace(path=places.get(part.path, part.path)) for part in draft.library),
        modules=tuple(replace(one, path=places.get(one.path, one.path)) for one in draft.modules),
    )


def located(draft: Draft, path: Path, places: Mapping[Path, Path] | None = None) -> Draft:
    """The draft as it stands in another file: what it uses is looked for beside that one. Raises PlannerError.

    `places`: where files that it uses have gone with it. Those that it changes stay as they are to be.
    """
    draft = elsewhere(draft, places or {})
    return replace(draft, path=path, library=as_changed(curricula.used_by(draft.curriculum, path), draft.modules))


def relocate(history: DraftHistory, path: Path, places: Mapping[Path, Path], written: Collection[Path]) -> None:
    """All states of a draft stand in another file, also those that Undo and Redo lead to; see `located`.

    `written`: files that were saved with the draft, which other states want otherwise. Raises PlannerError.
    """
    here = located(history.document, path, places)
    saved = {one.resolve() for one in written}

    def moved(draft: Draft) -> Draft:
        draft = elsewhere(draft, places)
        if draft.curriculum.uses != here.curriculum.uses:
            return replace(draft, path=path)
        own = saved | {one.path.resolve() for one in draft.modules}
        mine = {part.path.resolve(): part for part in draft.library if part.path.resolve() in own}
        library = tuple(mine.get(part.path.resolve(), part) for part in here.library)
        return replace(draft, path=path, library=library)

    history.amend(moved)


def used_first(parts: Sequence[Part], paths: Collection[Path]) -> list[Path]:
    """The paths, each after those of the files that its own file uses: a file is only written where it can be read."""
    if not paths:
        return []
    by_id = {part.curriculum.id: part for part in parts}
    seen: set[str] = set()
    found: dict[Path, None] = {}

    def add(part: Part) -> None:
        if part.curriculum.id in seen:  # also where files use each other in a circle
            return
        seen.add(part.curriculum.id)
        for name in part.curriculum.uses:
            if name in by_id:
                add(by_id[name])
        if part.path in paths:
            found.setdefault(part.path)

    for part in parts:
        add(part)
    return [*found, *(path for path in paths if path not in found)]
