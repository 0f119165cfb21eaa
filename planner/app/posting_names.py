"""The names under which a text may speak of the items of a curriculum, and the words of a text to look for them in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from planner.app import posting_languages
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.posting import By

NAMED = frozenset({Kind.SKILL, Kind.CERTIFICATION, Kind.COURSE, Kind.EXPERIENCE, Kind.MILESTONE})
"""Degrees have rules of their own; roles and projects are not asked for by name, jobs and milestones by no title."""

_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_INSIDE = re.compile(r"\s*[-–./'’&+]?\s*")
"""What may stand between two words of one name: no comma, no bracket, no colon."""

_GENERIC = re.compile(
    r"\s+(fundamentals|basics|essentials|foundations|refresher|techniques|principles|practices|core services|"
    r"engineering basics|computing basics)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"^(\S+) (programming|language|platform)$", re.IGNORECASE)

_COMMON_WORDS = """
access airtable ant assembly athena beam bedrock bicep camel chef clean clear cloud composer consul cypress dart
dash delta drill elastic ember evidently excel express fabric feast flask flow forge foundry glue go helm hive
iceberg impala jest julia kit kite lambda lean lime linear looker nest nomad notion oracle packer parquet
phoenix pig pillow pinecone play polars prefect presto processing puppet rag ray react rest ruby rust sage salt
sap scala serve shell shiny snowflake solid spark spring storm streamlit superset swift tableau torch triton
vault word yarn zeppelin
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""English words that are also names of tools: they count as these only when they are written like a name."""

_PAIRS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("our", "or"),
)


class Word(NamedTuple):
    """A word of a sentence."""

    text: str
    start: int
    end: int


class Name(NamedTuple):
    """A name of an item."""

    node: str
    text: str
    by: By
    exact: bool
    """An ordinary English word or a letter: only as it is written, and only where tools are spoken of."""


class Names(NamedTuple):
    """All names of a curriculum, by the forms of their words."""

    by_form: dict[tuple[str, ...], Name]
    longest: int
    """Words of the longest name."""

    def named(self, key: tuple[str, ...], text: Sequence[Word]) -> Name | None:
        """The name that these words are; Informática is a subject, and not the product Informatica."""
        name = self.by_form.get(key)
        if name and len(text) == 1 and _accented(text[0].text) and not _accented(name.text):
            return None
        return name


def words(text: str) -> list[Word]:
    """The words of a text; "C++" and "C#" are words, hyphens and dots end one."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words that follow each other may belong to one name."""
    return _INSIDE.fullmatch(text, left.end, right.start) is not None


@lru_cache(maxsize=20_000)
def form(word: str, alone: bool = False) -> str:
    """What all forms of a word have in common: case, accents, plural, -ing, -ed, British and American spelling.

    A name of one word keeps its -ing: a program is no programming, and a cluster no clustering.
    """
    if len(word) <= 4 and word.isupper():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    if len(plain) < 4 or not plain.isalpha():
        return plain
    for british, american in _PAIRS:
        plain = plain.replace(british, american) if plain.endswith((british, british + "s")) else plain
    if word[:-1].isupper() and word.endswith("s"):  # LLMs, APIs
        return plain[:-1]
    return _singular(plain) if alone else _bare(_singular(plain))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _bare(word: str) -> str:
    """Without -ing, -ed, -e, and a consonant that was doubled before them: modelling, modeled, model."""
    stem = word
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and re.search("[aeiouy]", rest):
            stem = rest
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdglmnprt":
                stem = stem[:-1]
            break
    else:
        if len(word) > 4 and word.endswith("e"):
            stem = word[:-1]
    if stem.endswith("is") and len(stem) > 5:  # organise, organising
        stem = stem[:-2] + "iz"
    return stem


def forms(text: str) -> tuple[str, ...]:
    """The forms of the words of a name."""
    found = words(text)
    return tuple(form(word.text, alone=len(found) == 1) for word in found)


def common(text: str) -> bool:
    """Whether a name is a letter or an ordinary English word."""
    return len(text) <= 2 or text.casefold() in COMMON


def names_of(node: Node) -> Iterator[tuple[str, By]]:
    """Everything that a text may call an item, the surest first; a level is not asked for by name, its skill is."""
    if node.depth_of:
        return
    yield from ((alias, By.ALIAS) for alias in node.aliases)
    if node.kind in (Kind.EXPERIENCE, Kind.MILESTONE):
        return
    yield node.title, By.TITLE
    bare, _bracket, inside = node.title.partition(" (")
    if inside:
        yield bare, By.TITLE
        parts = re.split(r",\s*| and | / ", inside.rstrip(")"))
        yield from ((part, By.TITLE) for part in parts if _like_a_name(part))
    shorter = _GENERIC.sub("", bare)
    if " " in shorter:
        yield shorter, By.TITLE
    language = _LANGUAGE.match(bare)
    if language:
        yield language.group(1), By.TITLE


def _accented(word: str) -> bool:
    return any(unicodedata.combining(sign) for sign in unicodedata.normalize("NFKD", word))


def stem_of_skill(word: str) -> str:
    """Of a German compound what one is skilled in: "Excelkenntnisse" is Excel. Empty for other words."""
    found = re.fullmatch(r"([^\W_]{3,})kenntnissen?", word)
    return found[1] if found else ""


def _abbreviations(text: str) -> Iterator[str]:
    """The same name with a subject of it abbreviated, or written out."""
    for long, short in (("machine learning", "ML"), ("artificial intelligence", "AI")):
        yield re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
        yield re.sub(rf"\b{short}\b", long, text)


def _like_a_name(text: str) -> bool:
    return len(text) >= 2 and len(text.split()) <= 4 and any(character.isupper() for character in text)


_known: tuple[Curriculum, Names] | None = None


def names(curriculum: Curriculum) -> Names:
    """The names of a curriculum; made once for the one at hand. Where two items share one, the earlier sort wins."""
    global _known
    if _known is None or _known[0] is not curriculum:
        found: dict[tuple[str, ...], Name] = {}
        order = {By.ALIAS: 0, By.TITLE: 1}
        offered = sorted(
            (order[by], place, text, node.id, by)
            for place, node in enumerate(curriculum.nodes)
            if node.kind in NAMED
            for text, by in names_of(node)
        )
        for _order, _place, text, node_id, by in offered:
            key = forms(text)
            if key:
                found.setdefault(key, Name(node_id, text, by, len(key) == 1 and common(text)))
                together = "".join(form(word.text, alone=True) for word in words(text))
                if 1 < len(key) <= 3 and len(together) >= 6:  # "PowerBI", "timeseries"
                    found.setdefault((together,), Name(node_id, text, By.FORM, exact=False))
        for _order, _place, text, node_id, _by in offered:
            for other in _abbreviations(text):
                if " " in other:
                    found.setdefault(forms(other), Name(node_id, text, By.FORM, exact=False))
        for foreign, english in posting_languages.translated():
            known = found.get(forms(english))
            if known:
                found.setdefault(forms(foreign), Name(known.node, foreign, By.FORM, exact=False))
        _known = (curriculum, Names(found, max(map(len, found), default=0)))
    return _known[1]
