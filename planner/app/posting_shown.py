"""Every place where a text names an item, as a person looks through it, and the reading that the person makes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from planner.i18n import _
from planner.model.posting import Among, Doubt, Hit, Reading

MOST = 420
"""Characters of a sentence that is shown as a whole."""
AROUND = 160
"""Characters on either side of the words that are shown of a longer one."""


class Quote(NamedTuple):
    """A sentence, or the part of a long one, that names an item."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Where in `text` the words stand: from, and the first character after them."""
    hits: tuple[Hit, ...]
    """Never none, and either all of them count or none, for the same reason."""

    @property
    def counts(self) -> bool:
        """Whether it counts as long as the person says nothing."""
        return self.hits[0].counts

    @property
    def doubt(self) -> Doubt:
        """Why it does not count."""
        return self.hits[0].doubt

    @property
    def reason(self) -> str:
        """Why it does not count, or how it was taken where the sentence leaves that open; often nothing."""
        reasons = {
            Doubt.NEGATED: _("The sentence says that it is not asked for."),
            Doubt.COMPANY: _("The employer speaks about itself."),
        }
        return reasons.get(self.doubt) or (unsure_words(self.hits[0]) if all(hit.unsure for hit in self.hits) else "")

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the text, each once."""
        return tuple(dict.fromkeys(hit.term for hit in self.hits))


def unsure_words(hit: Hit) -> str:
    """How a name of a list such as "A, B or C" was taken; empty where that is clear."""
    words = {
        Among.ONE_OF_UNSURE: _("Taken as one of the alternatives in the sentence; it may be asked for beside them."),
        Among.BESIDE_UNSURE: _("Taken as asked for beside the alternatives in the sentence; it may be one of them."),
    }
    return words.get(hit.among, "") if hit.counts else ""


def quotes(text: str, hits: Iterable[Hit]) -> dict[str, tuple[Quote, ...]]:
    """Item -> the sentences of its hits, each once, in the order of the text that was read."""
    found: dict[tuple[str, str, Doubt], tuple[dict[tuple[int, int], None], list[Hit]]] = {}
    for hit, place in _placed(text, hits):
        shown, mark = _shown(hit, place)
        marks, of_quote = found.setdefault((hit.node, shown, hit.doubt), ({}, []))
        marks[mark] = None
        of_quote.append(hit)
    result: dict[str, tuple[Quote, ...]] = {}
    for (node, shown, _doubt), (marks, of_quote) in found.items():
        result[node] = (*result.get(node, ()), Quote(shown, tuple(sorted(marks)), tuple(of_quote)))
    return result


def accepted(reading: Reading, hits: Collection[Hit]) -> Reading:
    """The reading in which these hits count, whatever spoke against them, and no others are left."""
    places = {(hit.node, hit.start, hit.end) for hit in hits}
    kept = (hit for hit in reading.hits if (hit.node, hit.start, hit.end) in places)
    return reading.changed(hits=tuple(hit if hit.counts else hit.changed(doubt=Doubt.NONE) for hit in kept))


def _placed(text: str, hits: Iterable[Hit]) -> Iterator[tuple[Hit, int]]:
    """Every hit, and where in its sentence its words stand, which may name the item several times."""
    before, place = None, 0
    for hit in hits:
        if before is not None and before.sentence == hit.sentence and before.start <= hit.start:
            # A long sentence is looked through once only: the next words are so many characters further on.
            place += len(" ".join(f"x{text[before.start : hit.start]}x".split())) - 2
        else:
            place = -1
        if place < 0 or not hit.sentence.startswith(hit.term, place):
            place = _searched(text, hit)
        yield hit, place
        before = hit


def _searched(text: str, hit: Hit) -> int:
    found = [match.start() for match in re.finditer(re.escape(hit.term), hit.sentence)]
    before = " ".join(text[max(0, hit.start - 2 * len(hit.sentence) - 200) : hit.start].split())
    for place in reversed(found[1:]):
        if before.endswith(hit.sentence[:place].rstrip()):
            return place
    return found[0] if found else 0


def _shown(hit: Hit, place: int) -> tuple[str, tuple[int, int]]:
    """What is shown of the sentence of a hit, and where its words stand in that."""
    sentence, end = hit.sentence, place + len(hit.term)
    if len(sentence) <= MOST:
        return sentence, (place, end)
    first = 0 if place <= AROUND else sentence.find(" ", place - AROUND, place) + 1 or place
    last = len(sentence) if end + AROUND >= len(sentence) else sentence.rfind(" ", end, end + AROUND)
    last = end if last < 0 else last
    head, tail = "… " if first else "", " …" if last < len(sentence) else ""
    shift = len(head) - first
    return head + sentence[first:last] + tail, (place + shift, end + shift)
