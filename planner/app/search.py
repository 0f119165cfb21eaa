"""Finding items by what people type: accents, case and small slips do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from planner.model.curriculum import Curriculum


class _Index(NamedTuple):
    """The words of a curriculum, without accents and case."""

    curriculum: Curriculum
    rows: list[tuple[str, str, list[str]]]
    """For each node its id, its title, and its other names."""
    words: dict[str, list[int]]
    """Word of a title -> numbers of the rows that have it."""


_index: _Index | None = None


def _indexed(curriculum: Curriculum) -> _Index:
    """Built once for the curriculum at hand: folding all its words takes longer than finding some of them."""
    global _index
    found = _index
    if found is None or found.curriculum is not curriculum:
        rows: list[tuple[str, str, list[str]]] = []
        words: dict[str, list[int]] = {}
        place = {node.id: at for at, node in enumerate(curriculum.nodes)}
        # A skill before its lower levels: who types its name means all of it.
        nodes = sorted(
            curriculum.nodes, key=lambda node: (place.get(node.depth_of or node.id, -1), bool(node.depth_of))
        )
        for number, node in enumerate(nodes):
            title = folded(node.title)
            rows.append((node.id, title, [folded(name) for name in (*node.aliases, node.id, *node.tags)]))
            for word in title.split():
                words.setdefault(word, []).append(number)
        found = _index = _Index(curriculum, rows, words)
    return found


def search(curriculum: Curriculum, text: str) -> list[str]:
    """Ids of the items that `text` may mean, best first: titles, aliases, ids, tags; accents and case do not matter."""
    wanted = folded(text).split()
    if not wanted:
        return []
    index = _indexed(curriculum)
    found: list[tuple[tuple[int, int], str]] = []
    for place, (item, title, others) in enumerate(index.rows):
        if all(word in title for word in wanted):
            starts = any(part.startswith(wanted[0]) for part in title.split())
            rank = 0 if title.startswith(wanted[0]) else 1 if starts else 2
        elif any(all(word in other for word in wanted) for other in others):
            rank = 3
        else:
            continue
        found.append(((rank, place), item))
    return [item for _rank, item in sorted(found)] or _similar(index, wanted)


def _similar(index: _Index, wanted: Sequence[str]) -> list[str]:
    """Items with a word in their title for every word that is nearly it: typing errors."""
    rows: set[int] | None = None
    for word in wanted:
        near = [one for one in index.words if abs(len(one) - len(word)) <= max(1, len(word) // 3)]
        some = {row for one in get_close_matches(word, near, n=8, cutoff=0.75) for row in index.words[one]}
        rows = some if rows is None else rows & some
    return [index.rows[row][0] for row in sorted(rows or ())]


def folded(text: str) -> str:
    """The text without accents and case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
