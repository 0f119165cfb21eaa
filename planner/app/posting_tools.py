"""Whether a letter or an ordinary word is a tool where it stands: R in "Python and R", not in "R. Miller"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from planner.app.posting_asked import Found
from planner.app.posting_names import Name, Word
from planner.app.posting_text import Sentence
from planner.app.posting_unknown import LAST, NEXT, NO_TERMS

_TECHNICAL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}|\+\+|#|\d[A-Za-z]|[A-Za-z]\d")
_TOOLS_WORDS = """
Stata Julia Scala Rust Golang Matlab Octave Perl Ruby Kotlin Swift Fortran Haskell Minitab Alteryx Excel Word
"""
_TOOLS = frozenset(_TOOLS_WORDS.split())
"""Names of tools that do not look like one; few curricula have them as items."""
_CUE = re.compile(
    r"\b(?:experienced?|proficien\w+|knowledge|familiar\w*|skill\w*|expertise|using|written|fluen\w+|programming|"
    r"languages?|"
    r"coding|code|tools?|frameworks?|technolog\w+|hands[- ]on|competen\w+|stack|develop\w*|scripting|understanding|"
    r"software|\w*kenntnisse\w*|erfahrung\w*|umgang|programmier\w*|\w*sprachen?|entwick\w+|werkzeug\w*|beherrsch\w+|"
    r"conocimientos?|experiencia|manejo|dominio|lenguajes?|programa\w*|herramientas?|tecnolog[ií]as?)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_AFTER_TOOL = re.compile(
    r"\s+(?:programming|languages?|developers?|scripts?|scripting|code|coding|packages?|clusters?|jobs?|apis?|studio|"
    r"shiny|"
    r"dashboards?|pipelines?|streaming|sql|skills?|experience|models?|spreadsheets?|macros?|charts?|"
    r"kenntnisse|programmierung|skripte?n?|erfahrung|pakete?n?)\b",
    re.IGNORECASE,
)
_GERMAN_COMPOUND = r"Kenntniss|Programm|Skript|Script|Code|Erfahrung|Paket|Entwickl|Umgebung|Cluster|Pipeline|Dashboard"
_NOT_ALONE = re.compile(rf"\s?&(?!\s)|\s&\s?D\b|-(?!based|programming|like|{_GERMAN_COMPOUND})\w|['’]")
"""R&D, go-to-market."""
_BETWEEN = re.compile(
    r"-?\s*(?:[,;/&•·|+]|\b(?:and/or|and|or|und|oder|sowie|bzw\.|y|e|o|u)\b|\(|,\s*(?:and|or|und|oder)\b)\s*"
)
_COMMA = re.compile(r"\s*[,;/•·|]\s*")
_LABEL = re.compile(
    r"\b(?:types?|class|series|grade|category|section|appendix|part|level|group|model|schedule|form|vitamin|hepatitis|"
    r"licen[cs]e|typ|klasse|serie|teil|stufe|tipo|clase|grupo|nivel)\s+$",
    re.IGNORECASE,
)
"""What is numbered with letters."""
_INITIAL = re.compile(r"\.\s?[A-Z]")
_POINT_END = re.compile(r"[”\")*_]*\s*(?:[.;]?$|[(,;:/|–—+&]|-\s|\d)")


def as_tool(sentence: Sentence, name: Name, word: Word, found: Collection[Found]) -> float:
    """How sure it is that an ordinary word or letter is a tool here; 0 where nothing says so."""
    before, after = sentence.text[: word.start], sentence.text[word.end :]
    if _NOT_ALONE.match(after) or re.search(r"[\w&]\s?[-&]$", before[-3:]):  # C-level
        return 0.0
    near = [one for one in found if _neighbours(sentence.text, one, word, _BETWEEN)]
    if word.text != name.text:
        beside = any(_neighbours(sentence.text, one, word, _COMMA) for one in near)
        return 0.7 if beside or (sentence.point and _alone(before, after)) else 0.0
    if near:
        return 0.95
    if len(word.text) == 1 and (_INITIAL.match(after) or _LABEL.search(before)):
        return 0.0  # R. Miller, type R
    if _AFTER_TOOL.match(after):
        return 0.95
    if _among_tools(sentence.text, word, found):
        return 0.9
    if _CUE.search(before) or (sentence.point and _begins_point(before, after)):
        return 0.85
    if len(word.text) == 2 and word.text.isupper():
        return 0.8
    return 0.7 if len(word.text) >= 4 and before.strip('“"( ') else 0.0


def _neighbours(sentence: str, one: Found, word: Word, between: re.Pattern[str]) -> bool:
    return bool(between.fullmatch(sentence, one.end, word.start) or between.fullmatch(sentence, word.end, one.start))


def _alone(before: str, after: str) -> bool:
    return not before.strip('“"(*_ ') and not after.strip('”")*_.; ')


def _begins_point(before: str, after: str) -> bool:
    """Whether a point of a list says a name and then, at most, a little about it: "Excel (advanced)"."""
    return not before.strip('“"(*_ ') and _POINT_END.match(after) is not None and len(after.split()) <= 6


def _among_tools(sentence: str, word: Word, found: Collection[Found]) -> bool:
    """Whether a list of names has the word and something that can only be a tool: "Python, Julia and R"."""
    for start, end in _in_list(sentence, word):
        text = sentence[start:end]
        if any(one.start < end and start < one.end for one in found):
            return True
        if text not in NO_TERMS and (text in _TOOLS or _TECHNICAL.search(text)):
            return True
    return False


def _in_list(sentence: str, word: Word, reach: int = 60) -> Iterator[tuple[int, int]]:
    """Where the other members of a list of names stand, as many as eight on each side; `reach`: characters of one."""
    place = word.end
    for _member in range(8):
        following = NEXT.match(sentence, place)
        if following is None:
            break
        yield following.span("name")
        place = following.end()
    place = word.start
    for _member in range(8):
        preceding = LAST.search(sentence, max(0, place - reach), place)
        if preceding is None:
            break
        yield preceding.span("name")
        place = preceding.start("name")
