"""Why a name in a sentence is not asked for: the sentence denies it, or the employer speaks about itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.app.posting_negations import negated
from planner.app.posting_text import Sentence
from planner.app.posting_wishes import REACH
from planner.model.posting import By, Doubt, Section

_FIRM = re.compile(
    r"(?:\s+(?!Develop|Engineer|Entwickl|Analyst|Consult|Expert|Archit|Berater|Admin|Speciali|Spezial|Scien|"
    r"Trainer)[A-Z][\w&]*)"
    r"{0,2}(?:,?\s+(?:GmbH|KGaA|Inc|Incorporated|Ltd|Limited|LLC|LLP|Corp|Corporation|Pty|plc|S\.L\.|S\.A\.|"
    r"B\.V\.)(?!\w)|"
    r"\s+(?:AG|KG)\b|\s+[A-Z]\w+ SE\b)|"
    r",\s+(?:our|the|unsere?|der|die|nuestr[oa]|el|la)\s+(?:\w+\s+){0,2}(?:C[A-Z]O|(?:co-?)?founder|head of|"
    r"managing director|"
    r"hiring manager|Gründer(?:in)?|Geschäftsführer(?:in)?|fundadora?|directora? general)\b"
)
"""What follows on the name of a company or a person."""
_AT_FIRM = re.compile(r"\b(?:[Ww]ork(?:ing|s|ed)? (?:for|at)|[Ll]ife at|[Ww]elcome to|[Ww]e at)\s+$")
_PEOPLE = re.compile(
    r"SREs|(?!(?:mentor|hir|coach|lead|manag)\w*\b).*\b(?:engineer|scientist|analyst|developer|architect|administrator)s",
    re.IGNORECASE,
)
_TOGETHER_WITH = re.compile(
    r"\b(?:work\w*|collaborat\w*|partner\w*|liais\w*|together|closely|zusammen\w*|colabor\w*|trabaj\w*|junto)\b"
    r"[^.;:]{0,40}\b(?:with|alongside|mit|con|a)\b[^.;:]*$",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A name in a sentence, in characters of the sentence."""

    node: str
    start: int
    end: int
    by: By
    confidence: float
    group: int = -1
    """Degrees of one place have the same number: one of them is enough."""
    optional: bool = False
    """It says itself that something else will do."""


def doubt_of(sentence: Sentence, found: Found) -> Doubt:
    """Why a name does not count, if there is a reason."""
    if sentence.section is Section.COMPANY:
        return Doubt.COMPANY
    if _FIRM.match(sentence.text, found.end) or _AT_FIRM.search(sentence.text[: found.start]):
        return Doubt.COMPANY
    term = sentence.text[found.start : found.end]
    if _PEOPLE.fullmatch(term) and _TOGETHER_WITH.search(sentence.text, max(0, found.start - REACH), found.start):
        return Doubt.COMPANY
    if sentence.section is Section.UNASKED or negated(sentence.text, found.start, found.end):
        return Doubt.NEGATED
    return Doubt.NONE
