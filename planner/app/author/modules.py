"""Items that go into the file of a module that a draft uses: two files change in one step, and are saved together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from planner.app.author.draft import Changed, Draft, Origin, check_loadable, own, settled, with_fields
from planner.i18n import _
from planner.model.curriculum import Curriculum, Node
from planner.model.digest import digest
from planner.model.problem import PlannerError, error
from planner.storage import curricula
from planner.storage.json_text import parse_value
from planner.storage.parts import Part


def curricula_hold(path: Path) -> bool:
    """Whether the path lies among the built-in curricula."""
    return path.resolve().is_relative_to(curricula.builtin_folder().resolve())


def move_to_module(draft: Draft, items: Iterable[str], module: str) -> Draft:
    """The items stand in the file of the module with this id, which this file uses, and no longer here.

    Sources that they name and that the module does not know go with them. What the module is to hold is kept in
    `Draft.modules` until both files are saved. Raises PlannerError for a module that comes with Trailmark, and where
    the items name something that the module does not know.
    """
    nodes = [own(draft, item) for item in dict.fromkeys(items)]
    part = next((one for one in draft.library if one.curriculum.id == module), None)
    if part is None:
        message = _("This file does not use the module “{module}”. Add it under “Uses” first.")
        raise error("not-used", message.format(module=module))
    if curricula_hold(part.path):
        message = _("“{module}” comes with Trailmark and is never changed.")
        raise error("read-only", message.format(module=part.curriculum.title))
    if not nodes:
        return draft
    codes = _codes(draft, part, nodes)
    fuller = _with_items(draft, part, nodes, codes)
    gone = {node.id for node in nodes}
    rest = draft.curriculum.changed(
        nodes=tuple(node for node in draft.curriculum.nodes if node.id not in gone),
        sources=tuple(one for one in draft.curriculum.sources if one.code not in codes),
    )
    before = next((one.before for one in draft.modules if one.path == part.path), part.content)
    others = tuple(one for one in draft.modules if one.path != part.path)
    changed = replace(
        draft,
        curriculum=rest,
        library=tuple(
            Part(one.path, fuller.content, fuller.curriculum) if one is part else one for one in draft.library
        ),
        modules=(*others, Changed(part.path, before, fuller.content)),
    )
    check_loadable(changed, draft)
    return _seen(changed, module, nodes)


def _seen(draft: Draft, module: str, nodes: Sequence[Node]) -> Draft:
    """What somebody has moved into a module is nothing new there, for one who looks at what is new."""
    taken = draft.loaded.by_id
    here = {node.id: digest(draft.beside[node.id]) for node in nodes if node.id in taken}
    before = draft.curriculum.built_on
    after = tuple(
        one.changed(items=dict(sorted({**one.items, **here}.items()))) if one.id == module else one for one in before
    )
    return draft if after == before else with_fields(draft, built_on=after)


def _codes(draft: Draft, part: Part, nodes: Sequence[Node]) -> set[str]:
    """Codes of the sources of this file that go with the items."""
    named = {code for node in nodes for code in node.sources}
    there = {one.code for used in (*_used_by(draft, part), part) for one in used.curriculum.sources}
    return {one.code for one in draft.curriculum.sources if one.code in named - there}


def _with_items(draft: Draft, part: Part, nodes: Sequence[Node], codes: set[str]) -> Draft:
    module = module_draft(draft, part)
    sources = tuple(one for one in draft.curriculum.sources if one.code in codes)
    old = module.curriculum
    try:
        return with_fields(module, nodes=(*old.nodes, *nodes), sources=(*old.sources, *sources))
    except PlannerError as wrong:
        message = _("The module “{module}” does not know what these items need: {reason}")
        text = message.format(module=old.title, reason=wrong.problems[0].message)
        raise error("not-known-there", text, node=wrong.problems[0].node) from None


def module_draft(draft: Draft, part: Part) -> Draft:
    """A file that the draft uses, as a draft of its own."""
    library = tuple(_used_by(draft, part))
    curriculum = settled(part.curriculum, library)
    return Draft(curriculum, library, Origin(part.content, curriculum), part.path)


def _used_by(draft: Draft, part: Part) -> list[Part]:
    """The files that a module uses, directly or not, in the order of the draft."""
    by_id = {one.curriculum.id: one for one in draft.library}
    wanted: set[str] = set()
    waiting = [*part.curriculum.uses]
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in wanted and name != part.curriculum.id:
            wanted.add(name)
            waiting += by_id[name].curriculum.uses
    return [one for one in draft.library if one.curriculum.id in wanted]


def as_changed(library: Iterable[Part], modules: Iterable[Changed]) -> tuple[Part, ...]:
    """Files as they were read, and those of `modules` as they are to be. Raises PlannerError."""
    contents = {one.path.resolve(): one.content for one in modules}

    def one(part: Part) -> Part:
        content = contents.get(part.path.resolve(), part.content) if contents else part.content
        if content == part.content:
            return part
        return Part(part.path, content, parse_value(Curriculum, content, part.path.name))

    return tuple(map(one, library))
