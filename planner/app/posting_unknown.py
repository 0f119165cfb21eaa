"""Words of a posting that look like a tool or a subject, and that no item of the curriculum answers to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from planner.model.posting import UnknownTerm

MAX_TERMS = 60

_TOOL = re.compile(
    r"(?<![\w.@/-])(?:[A-Z]{2,4}-\d{2,4}|[A-Za-z]*[a-z][A-Z][A-Za-z0-9]*|[A-Z]{2,6}\d?|[A-Z][A-Za-z]*(?:\+\+|#)|"
    r"[A-Za-z]+\.(?:js|io|net|ai)|[A-Z][a-z]+\d[\w]*)(?![\w@])"
)
"""CamelCase, acronyms, C++, Node.js, names with digits."""
_CAPITALISED = re.compile(r"[A-Z][\w+#.-]*\w(?:\s+[A-Z][\w+#.-]*\w){0,3}|[A-Z](?:\+\+|#)?(?!\w)")
_LIST_AFTER = re.compile(
    r"\b(?:experience (?:with|in|using|of)|knowledge of|familiar(?:ity)? with|proficien(?:t|cy) (?:in|with)|"
    r"expertise in|skilled in|skills in|working with|tools? (?:like|such as)|"
    r"such as|e\.g\.|for example|using|hands-on with|stack:|"
    r"tools?:|technologies:|skills:|software:|languages:|certified in|certifications?:|(?:to|must) have:|bonus:|"
    r"plus:|preferred:|requirements?:)[,:]?\s+(?P<list>[^.;:]*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,|/|\(|\)|\band\b|\bor\b|&|\||•)\s*")

_NAME = r"(?P<name>[A-Z][\w+#.-]*\w(?: [A-Z][\w+#.-]*\w){0,2}|[A-Z](?:\+\+|#)?(?!\w))"
_WORD_BETWEEN = r"(?:and/or|and|or|und|oder|sowie|bzw\.|y|e|o|u)"
_BETWEEN = r"-?(?:\s*[,;/(&|+•·]\s*|\s*,?\s*\b" + _WORD_BETWEEN + r"\s+)"
NEXT = re.compile(_BETWEEN + _NAME)
"""The next member of a list of names."""
LAST = re.compile(r"(?<![\w-])" + _NAME + _BETWEEN + "$")
"""The last one before a place."""
_POINT = re.compile(
    r"[“\"(*_]*(?P<name>[A-Z][\w+#.-]*[\w+#](?: [A-Z][\w+#.-]*[\w+#]){0,2})[”\")*_]*\s*(?:[.;]?$|[(,;:/|–—+&]|-\s)"
)
"""A point of a list that is a name, with a little about it at most."""
_A_PLUS = re.compile(r"\b([A-Z][\w+#]*)(?= (?:is|are|would be) an? (?:\w+ )?(?:bonus|plus|asset|advantage)\b)")

_NO_TERMS_WORDS = """
AI IT HR US USA UK EU EEA UAE CEO CTO CFO CIO CDO COO VP PTO EEO EEOC EOE AM PM GMT CET UTC EUR USD GBP INR CV
FAQ OR AND NOT THE YOU WE BS MS BSC MSC PHD BA MBA GPA NYC LA SF NO YES PDF DOC URL WWW ID OK TBD DOE LGBTQ KPI
KPIS ROI SLA B2B B2C SME SMES GMBH LLC INC LTD PLC AG SE FTE DNI HQ PR PRS TV MIN MAX FY CSR ESG DEI RSU RSUS
BUPA NHS RN ICU ER COVID English German French Spanish Mandarin Dutch Italian Portuguese Internet Monday Tuesday
Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
November December LinkedIn Swedish Norwegian Danish Finnish Polish Czech Russian Chinese Japanese Arabic Hindi
Korean Turkish AB OY BV SA Sc BSN PhDs GitHub StackOverflow Remote Hybrid Onsite Freelance Senior Junior Lead
Principal Manager Director
Engineer Developer Analyst Scientist Architect Kenntnisse Erfahrung Erfahrungen Programmierung Spaß Freude Interesse
Umgang Englisch Deutsch Team Bereich Entwicklung Werkzeuge Tools Sprachen Programmiersprachen Studium Ausbildung
Abschluss Berufserfahrung Du Sie Wir Ihre Deine Das Die Der Ein Eine Experiencia Conocimientos Inglés Requisitos
"""
NO_TERMS = frozenset(_NO_TERMS_WORDS.split())


class Unknowns:
    """Collects terms sentence by sentence."""

    def __init__(self, negated: Callable[[str, int, int], bool]) -> None:
        self._negated = negated
        self._times: dict[str, int] = {}
        self._shown: dict[str, tuple[str, str]] = {}
        self._points: list[tuple[str, str]] = []
        """Names in the list at hand that are a point each, with the point."""
        self._known_point = False
        """Whether an item answers to one of its points."""

    def look(self, sentence: str, masked: Sequence[tuple[int, int]], hits: Sequence[tuple[int, int]]) -> None:
        """Note the terms of a sentence outside of `masked` and of the names that were found."""
        seen: list[tuple[int, int]] = [*masked, *hits]
        candidates = list(_candidates(sentence, hits))
        for start, end in sorted(candidates, key=lambda place: (place[0] - place[1], place[0])):
            term = sentence[start:end]
            if any(start < last and first < end for first, last in seen) or not _worth_it(term):
                continue
            seen.append((start, end))
            if self._negated(sentence, start, end):
                continue
            self._note(term, sentence)

    def point(self, sentence: str, hits: Sequence[tuple[int, int]]) -> None:
        """Note a point of a list: one that is nothing but a name is a term if another one of the list is an item."""
        found = _POINT.match(sentence)
        if found is None or len(sentence.split()) > 6:
            return
        inside = [end for start, end in hits if start < found.end("name")]
        if inside:
            self._known_point = self._known_point or max(inside) >= found.end("name")
        elif _worth_it(found["name"]) and not self._negated(sentence, *found.span("name")):
            self._points.append((found["name"], sentence))

    def end_list(self) -> None:
        """What follows is no point of the list at hand."""
        if self._known_point:
            for term, sentence in self._points:
                if term.casefold() not in self._times:
                    self._note(term, sentence)
        self._points.clear()
        self._known_point = False

    def _note(self, term: str, sentence: str) -> None:
        key = term.casefold()
        self._times[key] = self._times.get(key, 0) + 1
        self._shown.setdefault(key, (term, " ".join(sentence.split())))

    def terms(self) -> tuple[UnknownTerm, ...]:
        """What was found, most frequent first."""
        order = sorted(self._times, key=lambda key: -self._times[key])[:MAX_TERMS]
        return tuple(
            UnknownTerm(term=self._shown[key][0], times=self._times[key], sentence=self._shown[key][1]) for key in order
        )


def _candidates(sentence: str, hits: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if sentence.isupper() and " " in sentence.strip() and "," not in sentence:
        return  # a heading
    tools = [found.span() for found in _TOOL.finditer(sentence)]
    yield from tools
    for anchor in [*hits, *tools]:
        yield from _beside(sentence, anchor)
    for found in _LIST_AFTER.finditer(sentence):
        offset = found.start("list")
        for part in _parts(found["list"]):
            name = _CAPITALISED.match(found["list"], part)
            if name:
                yield offset + name.start(), offset + name.end()
    yield from (found.span(1) for found in _A_PLUS.finditer(sentence))


def _beside(sentence: str, anchor: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Names in one list with a name that is known: "Python or Scala"."""
    place = anchor[1]
    while found := NEXT.match(sentence, place):
        yield found.span("name")
        place = found.end()
    before = sentence[: anchor[0]]
    for _member in range(8):
        found = LAST.search(before)
        if found is None:
            return
        yield found.span("name")
        before = before[: found.start("name")]


def _parts(text: str) -> Iterator[int]:
    """Where the members of a list begin."""
    yield 0
    yield from (separator.end() for separator in _SEPARATOR.finditer(text))


def _worth_it(term: str) -> bool:
    first = term.split(maxsplit=1)[0]
    if term.endswith(("kenntnisse", "Kenntnisse", "erfahrung", "Erfahrung")):
        return False
    return len(term) <= 40 and not {term, term.upper() if len(term) <= 4 else term, first} & NO_TERMS and len(term) > 1
