"""What a job posting or a CV names of a curriculum, where the learner stands with it, and the plan that closes the gap.

Nothing is guessed: a hit is a name of an item in a sentence that can be shown, and the person has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planner.app import posting_degrees
from planner.app.posting_asked import Found, doubt_of
from planner.app.posting_kin import kin
from planner.app.posting_lists import alternatives, among
from planner.app.posting_names import Name, Word, form, joined, names, stem_of_skill, words
from planner.app.posting_negations import negated
from planner.app.posting_text import Sentence, sentences
from planner.app.posting_tools import as_tool
from planner.app.posting_unknown import Unknowns
from planner.app.posting_wishes import nice_to_have
from planner.model.curriculum import Curriculum
from planner.model.posting import Among, By, Doubt, Hit, Reading, Section

MAX_HITS = 5_000


def read(curriculum: Curriculum, text: str, cancelled: Callable[[], bool] = lambda: False) -> Reading:
    """Everything that `text` names of `curriculum`, and what it names beside that. Stops early when cancelled."""
    hits: list[Hit] = []
    one_of: dict[tuple[str, ...], None] = {}
    unknown = Unknowns(negated)
    marked = False
    for sentence in sentences(text):
        if cancelled() or len(hits) >= MAX_HITS:
            break
        found, masked = _in_sentence(curriculum, sentence)
        doubts = [doubt_of(sentence, one) for one in found]
        sure = [one for one, doubt in zip(found, doubts, strict=True) if doubt is Doubt.NONE]
        groups = list(alternatives(sentence.text, sure, kin(curriculum)))
        places = among(groups)
        hits += [
            _hit(curriculum, sentence, one, doubt, places.get(one, Among.ALONE))
            for one, doubt in zip(found, doubts, strict=True)
        ]
        one_of |= dict.fromkeys(group.items for group in groups)
        if not sentence.point or sentence.marked is not marked:
            unknown.end_list()
        marked = sentence.marked
        if sentence.section not in (Section.COMPANY, Section.UNASKED):
            named = [(one.start, one.end) for one in found]
            unknown.look(sentence.text, masked, named)
            if sentence.point:
                unknown.point(sentence.text, named)
    unknown.end_list()
    return Reading(hits=tuple(hits), one_of=tuple(one_of), unknown=unknown.terms())


def _hit(curriculum: Curriculum, sentence: Sentence, found: Found, doubt: Doubt, place: Among) -> Hit:
    node = curriculum.by_id[found.node]
    return Hit(
        node=node.id,
        title=node.title,
        kind=node.kind,
        term=" ".join(sentence.text[found.start : found.end].split()),
        sentence=" ".join(sentence.text.split()),
        start=sentence.start + found.start,
        end=sentence.start + found.end,
        by=found.by,
        section=_section(sentence, found),
        confidence=found.confidence,
        doubt=doubt,
        among=place,
    )


def _section(sentence: Sentence, found: Found) -> Section:
    nice = found.optional or nice_to_have(sentence.text, found.start, found.end)
    return Section.NICE if nice and sentence.section is Section.ASKED else sentence.section


# -- names


def _in_sentence(curriculum: Curriculum, sentence: Sentence) -> tuple[list[Found], list[tuple[int, int]]]:
    """What a sentence names, in its order, and the places that are spoken for (subjects of degrees)."""
    found: list[Found] = []
    masked = [trade.span() for trade in posting_degrees.TRADES.finditer(sentence.text)]
    for group, degrees in enumerate(posting_degrees.find(curriculum, sentence.text)):
        masked.append((degrees.start, degrees.masked))
        found += [
            Found(item, degrees.start, degrees.end, By.DEGREE, confidence, group, degrees.replaceable)
            for item, confidence in degrees.items
        ]
    unsure: list[tuple[Name, Word, Word]] = []
    for name, first, last in _names_in(curriculum, sentence.text, masked):
        if name.exact and not stem_of_skill(first.text):
            unsure.append((name, first, last))
        else:
            found.append(_named(name, sentence.text, first, last))
    _settle(sentence, unsure, found)
    return sorted(found, key=lambda one: (one.start, one.end, one.node)), masked


def _names_in(
    curriculum: Curriculum, sentence: str, masked: Sequence[tuple[int, int]]
) -> Iterable[tuple[Name, Word, Word]]:
    """The longest names from left to right, none inside another."""
    known = names(curriculum)
    all_words = [word for word in words(sentence) if not any(start <= word.start < end for start, end in masked)]
    word_forms = [form(word.text) for word in all_words]
    alone = [form(stem_of_skill(word.text) or word.text, alone=True) for word in all_words]
    place = 0
    while place < len(all_words):
        reach = place + 1
        while (
            reach < len(all_words)
            and reach - place < known.longest
            and joined(sentence, all_words[reach - 1], all_words[reach])
        ):
            reach += 1
        for stop in range(reach, place, -1):
            key = tuple(word_forms[place:stop]) if stop > place + 1 else (alone[place],)
            name = known.named(key, all_words[place:stop])
            if name is not None:
                yield name, all_words[place], all_words[stop - 1]
                place = stop
                break
        else:
            place += 1


def _named(name: Name, sentence: str, first: Word, last: Word, confidence: float = 1.0) -> Found:
    same = " ".join(sentence[first.start : last.end].split()).casefold() == name.text.casefold()
    return Found(
        name.node, first.start, last.end, name.by if same else By.FORM, confidence if same else min(confidence, 0.9)
    )


def _settle(sentence: Sentence, unsure: list[tuple[Name, Word, Word]], found: list[Found]) -> None:
    """Words that are also ordinary ones count where tools are spoken of; one that counts speaks for its neighbours."""
    waiting = list(unsure)
    while waiting:
        left: list[tuple[Name, Word, Word]] = []
        for name, first, last in waiting:
            confidence = as_tool(sentence, name, first, found)
            if confidence:
                found.append(_named(name, sentence.text, first, last, confidence))
            else:
                left.append((name, first, last))
        if len(left) == len(waiting):
            return
        waiting = left
