"""Where a draft comes from: nothing, a file of ours, a built-in curriculum, a file of another program."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from planner import i18n
from planner.app import exchange
from planner.app.author import references
from planner.app.author.draft import Draft, Origin, check_loadable, settled
from planner.app.author.modules import as_changed
from planner.exchange.csv_rows import slug
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError, Problem, error
from planner.storage import curricula
from planner.storage.parts import Part


@dataclass(frozen=True)
class Opened:
    """A draft and where it comes from."""

    draft: Draft
    """Its `path` is None for a copy, which has to be saved under a name first."""
    notes: tuple[Problem, ...] = ()
    """What had to be guessed in a file of another program."""
    copied_from: str = ""
    """What it is a copy of: the name of a built-in curriculum, or a file of another format."""


def new(title: str, identity: str = "", uses: tuple[str, ...] = ()) -> Draft:
    """An empty curriculum; its id is made of the title where none is given. Raises PlannerError."""
    try:
        curriculum = Curriculum(id=identity or slug(title) or "curriculum", title=title)
    except ValidationError as wrong:
        raise references.refused(wrong, "") from None
    return set_uses(Draft(curriculum), uses)


def open(name: str | Path) -> Draft:
    """The draft of `opened`. Raises PlannerError."""
    return opened(name).draft


def opened(name: str | Path) -> Opened:
    """The curriculum file with that path to be edited, or a copy of a built-in one or of one in another format.

    What is built in is never written: also by its path it opens as a copy. Raises PlannerError.
    """
    foreign = exchange.foreign(str(name))
    if foreign is not None:
        plain = foreign.curriculum.changed(
            nodes=tuple(node.changed(module=None) for node in foreign.curriculum.nodes), modules=()
        )
        draft = Draft(settled(plain, ()))
        check_loadable(draft)
        return Opened(draft, foreign.notes, str(name))
    path = curricula.find(str(name))
    if _built_in(path):
        return Opened(_copy(path, i18n.language(), curricula.builtin_state()), (), str(name))
    return Opened(_draft_of(path))


def read_ahead(name: str) -> Curriculum | None:
    """Read a curriculum that is built in, so that it opens at once when somebody wants to edit it; None for others.

    Raises PlannerError.
    """
    return opened(name).draft.merged if name in curricula.builtin_names() else None


def _draft_of(path: Path) -> Draft:
    *library, main = curricula.read_parts(path)
    curriculum = settled(main.curriculum, library)
    draft = Draft(curriculum, tuple(library), Origin(main.content, curriculum), path)
    check_loadable(draft, draft)
    return draft


@lru_cache(maxsize=2)
def _copy(path: Path, _language: str, _state: object) -> Draft:
    """A copy of what is built in; read once for each language, as `queries.load` does."""
    return replace(_draft_of(path), path=None)


def _built_in(path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(curricula.builtin_folder()))


def library_for(draft: Draft, uses: tuple[str, ...]) -> tuple[Part, ...]:
    """The files that the draft would use, read from the disk. Raises PlannerError for one that is nowhere."""
    curriculum = draft.curriculum.changed(uses=uses)
    path = draft.path or curricula.builtin_folder() / f"{curriculum.id}.json"
    try:
        return as_changed(curricula.used_by(curriculum, path), draft.modules)
    except PlannerError as wrong:  # the draft has no lines yet
        raise PlannerError([one.changed(file="", line=None) for one in wrong.problems]) from None


def set_uses(draft: Draft, uses: tuple[str, ...]) -> Draft:
    """The draft uses these other files, by their ids; they are read from the disk now. Raises PlannerError.

    Raises it also where items of this draft name items of a file that it would use no more.
    """
    if uses == draft.curriculum.uses:
        return draft
    try:
        curriculum = draft.curriculum.changed(uses=tuple(dict.fromkeys(uses)))
    except ValidationError as wrong:
        raise references.refused(wrong, "", "uses") from None
    if curriculum.id in uses:
        raise error("self-use", _("A file cannot use itself."), field="uses")
    library = library_for(draft, curriculum.uses)
    changed = replace(draft, curriculum=settled(curriculum, library), library=library)
    check_loadable(changed, draft)
    return changed
