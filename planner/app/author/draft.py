"""What an author edits: one curriculum file, with what it uses beside it, as a frozen value.

A draft can always be loaded: ids are unique, references lead somewhere. A command that would break this raises
PlannerError. Circles, missing reasons and the like are allowed; they are findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.app.author.references import LISTS as ITEM_LISTS
from planner.app.author.references import REQUIREMENTS, base_id, check_size
from planner.app.author.values import value_of
from planner.i18n import _
from planner.model.curriculum import Curriculum, Node
from planner.model.depth import joined, title_of
from planner.model.levelled import offered
from planner.model.names import suggestion
from planner.model.needed import taken
from planner.model.problem import PlannerError, Problem, error
from planner.model.renamed import followed, renames
from planner.storage import curricula
from planner.storage.canonical import to_json
from planner.storage.json_text import in_words
from planner.storage.parts import Part

MAX_ID = 64


@dataclass(frozen=True)
class Origin:
    """The file as it was read."""

    content: bytes
    curriculum: Curriculum


@dataclass(frozen=True)
class Changed:
    """A file that a draft uses and changes; it is written together with the draft."""

    path: Path
    before: bytes
    """What it held when it was read."""
    content: bytes
    """What it is to hold."""


@dataclass(frozen=True)
class TakenIn:
    """What another program wrote into a file of a draft, and what the draft has taken over from there."""

    path: Path
    before: bytes
    """What the file held when the draft knew it last."""
    now: bytes
    """What was found in it; it may be replaced by the draft, which has it."""


@dataclass(frozen=True)
class Draft:
    """A curriculum file that is being edited. Never changed in place; it may go to any thread."""

    curriculum: Curriculum
    """The file by itself, as `storage.curricula.read_one` gives it."""
    library: tuple[Part, ...] = ()
    """The files that it uses, directly or not, in their order; read only."""
    origin: Origin | None = None
    """What was read first; where the curriculum is the same again, exactly these bytes are written."""
    path: Path | None = None
    """Beside which file others are looked for; None for one that was never saved."""
    modules: tuple[Changed, ...] = ()
    """Files that it uses and into which items of it have gone; `library` has them as they are to be."""
    taken_in: tuple[TakenIn, ...] = ()
    """What was found on the disk and put together with the draft, in the order in which that was done."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All files, this one last."""
        return (*self.library, Part(self.path or Path(f"{self.curriculum.id}.json"), b"", self.curriculum))

    @cached_property
    def merged(self) -> Curriculum:
        """Everything in all files, also what nothing here can make use of: what the editor lists and draws."""
        return curricula.joined(self.parts)

    @cached_property
    def loaded(self) -> Curriculum:
        """The curriculum as a learner who opens the file gets it: what findings and plans are about."""
        return taken(self.merged, [node.id for node in self.curriculum.nodes])

    @cached_property
    def content(self) -> bytes:
        """What is written into the file."""
        if self.origin is not None and self.origin.curriculum == self.curriculum:
            return self.origin.content
        return to_json(self.curriculum)

    @cached_property
    def home(self) -> Mapping[str, Curriculum]:
        """The file that every item comes from."""
        return {node.id: part.curriculum for part in self.parts for node in part.curriculum.nodes}

    @cached_property
    def beside(self) -> Mapping[str, Node]:
        """The items of the files that it uses."""
        return {node.id: node for part in self.library for node in part.curriculum.nodes}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Ids that no item has any more -> the item that was renamed."""
        return renames((*self.curriculum.nodes, *self.beside.values()))

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Ids, titles and other names of all items, in small letters; of the first item where several have one."""
        found = dict(self.offered)
        nodes = (*self.curriculum.nodes, *self.beside.values())
        for node in nodes:
            for name in (node.title, *node.aliases):
                found.setdefault(name.casefold(), node.id)
            for level in node.levels.names if node.levels else ():
                found.setdefault(title_of(node.title, level).casefold(), self.offered[joined(node.id, level)])
        return found

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """Everything that a reference may say: ids of items and of their levels, and what each stands for."""
        return offered((*self.curriculum.nodes, *self.beside.values()))

    def knows(self, item: str) -> bool:
        """Whether there is such an item, or such a level of one, here or in the library."""
        return item in self.offered

    def owns(self, item: str) -> bool:
        """Whether the item, or the one that it is a level of, stands in this file; others are read only."""
        return base_id(item) in self.curriculum.by_id

    @cached_property
    def reached(self) -> frozenset[str]:
        """Items that somebody who holds nothing can reach."""
        from planner.graph.rounds import reachable

        return frozenset(reachable(self.loaded))

    @cached_property
    def errors(self) -> frozenset[str]:
        """Kinds of errors that there are."""
        from planner.graph import checks

        return frozenset(one.code for one in checks.errors(self.loaded))

    def forget(self) -> None:
        """Let go of what was worked out and can be worked out again: an undo list holds many drafts."""
        for name in _WORKED_OUT:
            self.__dict__.pop(name, None)

    def check(self, strict: bool = False) -> list[Problem]:
        """Everything that is wrong with the curriculum as a learner gets it, errors first; takes some 50 ms."""
        from planner.graph import checks, strictness

        return (strictness.check if strict else checks.check)(self.loaded)


_WORKED_OUT = ("parts", "merged", "loaded", "content", "home", "names", "spellings", "offered", "reached", "errors")


def own(draft: Draft, item: str) -> Node:
    """The item of this file with that id. Raises PlannerError for one of the library, and for one that is nowhere."""
    found = draft.curriculum.by_id.get(item)
    if found is not None:
        return found
    node = known(draft, item)
    if node.depth_of is not None:
        message = _("“{title}” is a level of “{item}”. Change it there.")
        raise error(
            "level", message.format(title=node.title, item=known(draft, node.depth_of).title), node=node.depth_of
        )
    home = draft.home[node.id]
    message = _("“{title}” belongs to the module “{module}”, which this file only uses. Open that file to change it.")
    raise error("read-only", message.format(title=node.title, module=home.title), node=item)


def known(draft: Draft, item: str) -> Node:
    """The item with that id, wherever it comes from, or the item that a level of one becomes. Raises PlannerError."""
    found = draft.curriculum.by_id.get(item) or draft.beside.get(item)
    if found is None and item in draft.offered:
        found = draft.merged.by_id[draft.offered[item]]
    if found is None:
        raise error("unknown-id", _("There is no item “{id}”.").format(id=item[:80]))
    return found


def found(draft: Draft, typed: str) -> str:
    """The id of the item that `typed` names: its id, title or another name. Raises PlannerError."""
    wanted = typed.strip()
    for spelled in (wanted, wanted.lower()):
        if draft.knows(spelled):
            return spelled
    folded = wanted.casefold()
    if folded in draft.spellings:
        return draft.spellings[folded]
    message = _("There is no item “{id}”.").format(id=wanted[:80])
    near = suggestion(folded, _alike(folded, draft.spellings)) if len(folded) <= MAX_ID else None
    if near:
        message += " " + _('Did you mean "{id}"?').format(id=draft.spellings[near])
    raise error("unknown-id", message)


def _alike(typed: str, names: Iterable[str]) -> list[str]:
    """The names that have most pairs of letters in common with it: comparing all of them takes too long for typing."""
    pairs = {typed[at : at + 2] for at in range(len(typed) - 1)}

    def common(name: str) -> int:
        return sum(pair in name for pair in pairs)

    return nlargest(12, names, key=common)


def with_nodes(draft: Draft, nodes: Iterable[Node], **fields: Any) -> Draft:
    """The draft with these nodes in its file. Raises PlannerError."""
    return with_fields(draft, nodes=tuple(nodes), **fields)


def with_node(draft: Draft, node: Node, **fields: Any) -> Draft:
    """The draft with this node in place of the one with its id. Raises PlannerError."""
    old = draft.curriculum.by_id[node.id]
    if node is old or node == old:
        return with_fields(draft, **fields) if fields else draft
    return with_nodes(draft, (node if one is old else one for one in draft.curriculum.nodes), **fields)


def with_fields(draft: Draft, library: tuple[Part, ...] | None = None, **fields: Any) -> Draft:
    """The draft with other fields of its curriculum, checked: it can be loaded. Raises PlannerError."""
    try:
        curriculum = draft.curriculum.changed(**fields)
    except ValidationError as wrong:
        raise error("invalid", in_words(wrong), field=next(iter(fields), "")) from None
    used = draft.library if library is None else library
    new = replace(draft, curriculum=settled(curriculum, used), library=used)
    if library is None:
        new.__dict__["beside"] = draft.beside
    check_loadable(new, draft)
    return new


def field_value(draft: Draft, field: str, value: Any) -> Any:
    """The value of a field of an item, as `values.value_of` reads it; items in a text may be named by their titles."""
    read = value_of(field, value)
    if not isinstance(value, str):
        return read
    if field in ITEM_LISTS:
        return tuple(dict.fromkeys(found(draft, name) for name in read))
    return {found(draft, name): part for name, part in read.items()} if field == "partial" else read


def check_loadable(draft: Draft, before: Draft | None = None) -> None:
    """Raise PlannerError unless the file can be read again with what it uses. What was in `before` is right."""
    problems = curricula.loose(draft.parts)
    if problems:
        raise PlannerError([_in_words(draft, problem) for problem in problems])
    old = {id(node) for node in before.curriculum.nodes} if before is not None else set()
    for node in draft.curriculum.nodes:
        if id(node) not in old:
            for field in REQUIREMENTS:
                check_size(getattr(node, field), node.id, field)
            for level, what in node.levels.given() if node.levels else ():
                check_size(what.requires, node.id, f"levels.{level.value}.requires")
        if node.module is not None:
            raise error("filled-in", _("Which file an item comes from is filled in when it is read."), node=node.id)


def _in_words(draft: Draft, problem: Problem) -> Problem:
    """Where something in the library names what would be gone, say which module that is."""
    home = draft.home.get(problem.node)
    if problem.code != "unknown-id" or home is None or home is draft.curriculum:
        return problem
    title = home.by_id[problem.node].title
    message = _("“{title}” of the module “{module}” needs it, and that file is only used here. {reason}")
    return problem.changed(message=message.format(title=title, module=home.title, reason=problem.message))


def settled(curriculum: Curriculum, library: Iterable[Part]) -> Curriculum:
    """The file with the present ids of items that were renamed: what is edited has no old names in it."""
    everything = [*(node for part in library for node in part.curriculum.nodes), *curriculum.nodes]
    return followed(curriculum, renames(everything))


def same_item(leaf: str, item: str) -> bool:
    """Whether a leaf of a requirement speaks of the item, or of just this level where `item` is one."""
    return item in (leaf, base_id(leaf))
