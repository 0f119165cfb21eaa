"""Whether a name in a sentence is asked for: negations, and what the employer says about itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.app.posting_text import Sentence
from planner.app.posting_wishes import REACH, nice_to_have
from planner.model.posting import By, Doubt, Section

_NO_BEFORE = re.compile(
    r"(?:\b(?:no|without|never|nor|neither|nobody|none|rather than|instead of|away from|not|cannot|"
    r"kein(?:e[nmrs]?)?|ohne|nicht|weder|statt|sin|tampoco|nunca|(?-i:ni))\b|n['’]t\b)"
    r"(?P<rest>[^;:.]*)$",
    re.IGNORECASE,
)
_NEEDED = (
    r"(?:required|needed|necessary|mandatory|essential|expected|compulsory|obligatory|an? (?:\w+ )?(?:requirement|must|"
    r"must[- ]have|prerequisite|necessity)|requirement|must|must[- ]have|prerequisite|need)"
)
_NO_AFTER = re.compile(
    r"^[^,;:.]{0,60}?\b(?:"
    rf"(?:(?:is|are|be)?\s*(?:not|never|no)|isn['’]t|aren['’]t|no longer)\s+(?:\w+\s+)?{_NEEDED}|unnecessary|"
    r"(?:nicht|nie)\s+(?:\w+\s+)?(?:erforderlich|nötig|notwendig|zwingend|vorausgesetzt|verlangt|benötigt|gefordert|"
    r"erwartet)|kein(?:e)? (?:\w+ )?(?:muss|voraussetzung|bedingung|pflicht)|unnötig|"
    r"no (?:es|son|será|serán|se)?\s*(?:\w+\s+)?(?:necesari[oa]s?|imprescindibles?|obligatori[oa]s?|requerid[oa]s?|"
    r"requisitos?|requiere|necesita|exige|pide))\b",
    re.IGNORECASE,
)
_NOT_A_NO = re.compile(
    r"\bnot (?:only|just|limited to|merely)\b|\bno (?:less|fewer) than\b|\bbut\b|\b(?:not|never) (?:be )?afraid\b|"
    r"\bwithout (?:fear|help|supervision)\b|\bno(?:t|)\b[^,]*,\s*(?:you|we|and)\b|"
    r"\bnicht (?:nur|zuletzt)\b|\bkeine (?:angst|scheu|sorge)\b|\bkein problem\b|\bsondern\b|\baber\b|"
    r"\bohne (?:angst|hilfe)\b|"
    r"\b(?:nicht|kein\w*)\b[^,]*,\s*(?:du|sie|wir|ihr|und|zu|dass)\b|\bno\b[^,]*,\s*(?:tú|y|nosotros)\b|"
    r"\bno (?:solo|sólo|solamente|menos de)\b|\bsino\b|\bpero\b|\bsin (?:miedo|ayuda|duda)\b",
    re.IGNORECASE,
)
_LISTED_NO = re.compile(r"(?:,|\b(?:or|and|nor|oder|und|noch|o|y|ni)\b|/)")
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
    return Doubt.NEGATED if negated(sentence.text, found.start, found.end) else Doubt.NONE


def negated(sentence: str, start: int, end: int) -> bool:
    """Whether the sentence says that these words of it are not asked for: "no degree required", "X is not needed"."""
    before = _NO_BEFORE.search(sentence, max(0, start - REACH), start)
    if before and not _NOT_A_NO.search(before.group()):
        # In a list the "no" reaches further: "no A, B or C".
        words = len(before["rest"].split())
        if words <= 6 or (words <= 12 and len(_LISTED_NO.findall(before["rest"])) * 3 >= words):
            return True
    if re.match(r"(?:no|kein)\b", sentence[start:end], re.IGNORECASE):  # the words themselves begin so: "no degree"
        return True
    after = _NO_AFTER.search(_as_one(sentence[end : end + REACH]))
    return after is not None and not _NOT_A_NO.search(after.group()) and not nice_to_have(sentence, start, end)


def _as_one(rest: str) -> str:
    """The rest of a list of single words as one of them: "A, B and C are not needed" speaks of all three."""
    return re.sub(r"^(?:\s*(?:,|\bor\b|\band\b|/|,\s*(?:and|or)\b)\s*[A-Z][\w.+#-]*(?:\s[A-Z\d][\w.+#-]*)?)+", "", rest)
