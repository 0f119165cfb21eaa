"""What a job posting or a CV names of a curriculum, where the learner stands with it, and the plan that closes the gap.

Nothing is guessed: a hit is a name of an item in a sentence that can be shown, and the person has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from planner.app import posting_degrees
from planner.app.posting_asked import Found, alternatives, doubt_of, negated
from planner.app.posting_names import Name, Word, form, joined, names, words
from planner.app.posting_text import Sentence, sentences
from planner.app.posting_unknown import Unknowns
from planner.model.curriculum import Curriculum
from planner.model.posting import By, Doubt, Hit, Reading, Section

MAX_HITS = 5_000

_TECHNICAL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}|\+\+|#|\d[A-Za-z]|[A-Za-z]\d")
_CUE = re.compile(
    r"\b(?:experienced?|proficien\w+|knowledge|familiar\w*|skill\w*|expertise|using|written|fluen\w+|programming|languages?|"
    r"coding|code|tools?|frameworks?|technolog\w+|hands[- ]on|competen\w+|stack|develop\w*|scripting|understanding)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_AFTER_TOOL = re.compile(
    r"\s+(?:programming|languages?|developers?|scripts?|scripting|code|coding|packages?|clusters?|jobs?|apis?|studio|shiny|"
    r"dashboards?|pipelines?|streaming|sql|skills?|experience|models?|spreadsheets?|macros?|charts?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,/&•|]|\band/or\b|\band\b|\bor\b|\(|,\s*(?:and|or)\b)\s*")
_COMMA = re.compile(r"\s*[,/|]\s*")


def read(curriculum: Curriculum, text: str, cancelled: Callable[[], bool] = lambda: False) -> Reading:
    """Everything that `text` names of `curriculum`, and what it names beside that. Stops early when cancelled."""
    hits: list[Hit] = []
    one_of: dict[tuple[str, ...], None] = {}
    unknown = Unknowns(negated)
    for sentence in sentences(text):
        if cancelled() or len(hits) >= MAX_HITS:
            break
        found, masked = _in_sentence(curriculum, sentence.text)
        doubts = [doubt_of(sentence, one) for one in found]
        hits += [_hit(curriculum, sentence, one, doubt) for one, doubt in zip(found, doubts, strict=True)]
        sure = [one for one, doubt in zip(found, doubts, strict=True) if doubt is Doubt.NONE]
        one_of |= dict.fromkeys(alternatives(sentence.text, sure))
        if sentence.section is not Section.COMPANY:
            unknown.look(sentence.text, masked, [(one.start, one.end) for one in found])
    return Reading(hits=tuple(hits), one_of=tuple(one_of), unknown=unknown.terms())


def _hit(curriculum: Curriculum, sentence: Sentence, found: Found, doubt: Doubt) -> Hit:
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
        section=Section.NICE if found.optional and sentence.section is Section.ASKED else sentence.section,
        confidence=found.confidence,
        doubt=doubt,
    )


# -- names


def _in_sentence(curriculum: Curriculum, sentence: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """What a sentence names, in its order, and the places that are spoken for (subjects of degrees)."""
    found: list[Found] = []
    masked: list[tuple[int, int]] = []
    for group, degrees in enumerate(posting_degrees.find(curriculum, sentence)):
        masked.append((degrees.start, degrees.masked))
        found += [
            Found(item, degrees.start, degrees.end, By.DEGREE, confidence, group, degrees.replaceable)
            for item, confidence in degrees.items
        ]
    unsure: list[tuple[Name, Word, Word]] = []
    for name, first, last in _names_in(curriculum, sentence, masked):
        if name.exact:
            unsure.append((name, first, last))
        else:
            found.append(_named(name, sentence, first, last))
    _settle(sentence, unsure, found)
    return sorted(found, key=lambda one: (one.start, one.end, one.node)), masked


def _names_in(
    curriculum: Curriculum, sentence: str, masked: Sequence[tuple[int, int]]
) -> Iterable[tuple[Name, Word, Word]]:
    """The longest names from left to right, none inside another."""
    known = names(curriculum)
    all_words = [word for word in words(sentence) if not any(start <= word.start < end for start, end in masked)]
    word_forms = [form(word.text) for word in all_words]
    alone = [form(word.text, alone=True) for word in all_words]
    alone = [form(word.text, alone=True) for word in all_words]
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
            name = known.by_form.get(tuple(word_forms[place:stop]) if stop > place + 1 else (alone[place],))
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


def _settle(sentence: str, unsure: list[tuple[Name, Word, Word]], found: list[Found]) -> None:
    """Words that are also ordinary ones count where tools are spoken of; one that counts speaks for its neighbours."""
    waiting = list(unsure)
    while waiting:
        left: list[tuple[Name, Word, Word]] = []
        for name, first, last in waiting:
            confidence = _as_tool(sentence, name, first, found)
            if confidence:
                found.append(_named(name, sentence, first, last, confidence))
            else:
                left.append((name, first, last))
        if len(left) == len(waiting):
            return
        waiting = left


def _as_tool(sentence: str, name: Name, word: Word, found: Collection[Found]) -> float:
    """How sure it is that an ordinary word or letter is a tool here; 0 where nothing says so."""
    before, after = sentence[: word.start], sentence[word.end :]
    if re.match(r"\s?&|-(?!based|programming|like)\w|['’]", after) or re.search(r"[\w&]\s?[-&]$", before):
        return 0.0  # R&D, go-to-market, C-level
    neighbours = [
        one
        for one in found
        if _BETWEEN.fullmatch(sentence, one.end, word.start) or _BETWEEN.fullmatch(sentence, word.end, one.start)
    ]
    if word.text != name.text:
        beside = (
            one
            for one in neighbours
            if _COMMA.fullmatch(sentence, one.end, word.start) or _COMMA.fullmatch(sentence, word.end, one.start)
        )
        return 0.7 if any(beside) else 0.0
    if neighbours or _AFTER_TOOL.match(after):
        return 0.95
    listed = re.search(r"(\S+)\s*(?:[,/&|]|\band|\bor)\s*$", before) or re.match(
        r"\s*(?:[,/&|]|and\b|or\b)\s*(\S+)", after
    )
    if listed and _TECHNICAL.search(listed.group(1)):
        return 0.9
    if _CUE.search(before):
        return 0.85
    if len(word.text) == 2 and word.text.isupper():
        return 0.8
    if len(word.text) == 2 and word.text.isupper():
        return 0.8
    return 0.7 if len(word.text) >= 4 and before.strip('“"( ') else 0.0
