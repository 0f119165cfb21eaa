"""Copy and paste: items as the text of a small curriculum file, so that it works between curricula and windows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.app.author import references
from planner.app.author.draft import Draft, with_fields
from planner.app.author.edits import with_copies
from planner.app.author.overriding import as_here
from planner.app.author.references import named_by
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from planner.model.problem import error
from planner.storage.canonical import to_json
from planner.storage.files import MAX_BYTES
from planner.storage.json_text import parse_value


@dataclass(frozen=True)
class Pasted:
    """What came of pasting."""

    draft: Draft
    items: tuple[str, ...]
    """Ids of the new items."""
    left_out: tuple[str, ...]
    """Ids that the items name and that are not here: these links were left out."""

    @property
    def words(self) -> str:
        """What was left out, as a sentence; empty where nothing was."""
        if not self.left_out:
            return ""
        text = ngettext(
            "{count} link was left out, as its item is not here: {items}.",
            "{count} links were left out, as their items are not here: {items}.",
            len(self.left_out),
        )
        shown = ", ".join(self.left_out[:5]) + (" …" if len(self.left_out) > 5 else "")
        return text.format(count=len(self.left_out), items=shown)


def copied(draft: Draft, items: Iterable[str]) -> str:
    """Items of this file or of the library as text, with their domains and sources, as a curriculum file has them."""
    nodes = tuple(node.changed(module=None) for node in as_here(draft, items))
    domains = {node.domain for node in nodes}
    codes = {code for node in nodes for code in node.sources}
    clip = Curriculum(
        id="clipboard",
        title=draft.curriculum.title,
        nodes=nodes,
        domains=tuple(one for one in draft.merged.domains if one.id in domains),
        sources=tuple(one for one in draft.merged.sources if one.code in codes),
    )
    return to_json(clip).decode("utf-8")


def pasted(draft: Draft, text: str) -> Pasted:
    """The items in a text that `copied` made, or in that of any curriculum file, behind those of this file.

    An id or a title that is taken here gets a number; where the items name each other, the new ones name the new ones,
    and what they name else is meant by its id here. Links to items that are not here are left out. Domains and sources
    that are not known here come along. Raises PlannerError for any other text.
    """
    clip = _read(text)
    ids = {node.id for node in clip.nodes}
    left_out = {
        item for node in clip.nodes for _field, item in named_by(node) if item not in ids and not draft.knows(item)
    }
    nodes = [references.without(node, left_out) for node in clip.nodes]
    before = len(draft.curriculum.nodes)
    codes, lanes = {one.code for one in draft.merged.sources}, {one.id for one in draft.merged.domains}
    draft = with_copies(draft, nodes)
    items = tuple(node.id for node in draft.curriculum.nodes[before:])
    sources = tuple(one for one in clip.sources if one.code not in codes)
    domains = tuple(one for one in clip.domains if one.id not in lanes)
    if sources or domains:
        old = draft.curriculum
        draft = with_fields(draft, sources=(*old.sources, *sources), domains=(*old.domains, *domains))
    return Pasted(draft, items, tuple(sorted(left_out)))


def paste(draft: Draft, text: str) -> Draft:
    """The draft that `pasted` gives."""
    return pasted(draft, text).draft


def _read(text: str) -> Curriculum:
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError:
        content = b""
    if not content.lstrip().startswith(b"{") or len(content) > MAX_BYTES:
        raise error("no-items", _("There are no items in the clipboard. Copy items of a curriculum first."))
    clip = parse_value(Curriculum, content, _("clipboard"))
    if not clip.nodes:
        raise error("no-items", _("There are no items in the clipboard. Copy items of a curriculum first."))
    return clip.changed(nodes=tuple(node.changed(module=None) for node in clip.nodes))
