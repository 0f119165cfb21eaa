"""Whether a name in a sentence is only nice to have: "Java is a plus, Python is a must"."""

from __future__ import annotations

import re

REACH = 400
"""Characters in which a remark speaks of a name, on either side of it."""

_FIRST = re.compile(
    r"\b(?:ideally|preferably|(?:a )?(?:bonus|plus) (?:if|points?)|bonus points?|(?:bonus|plus|optional|preferred|"
    r"desirable|von vorteil|wünschenswert|opcional|deseable):|nice[ -]to[ -](?:have|know):?|"
    r"idealerweise|im idealfall|gerne auch|vorzugsweise|idealmente|preferiblemente|preferentemente|(?:se|"
    r"nos) valora\w*|"
    r"valora(?:mos|remos))(?!\w)",
    re.IGNORECASE,
)
"""What says it of the words that follow."""
_LAST = re.compile(
    r"\b(?:nice[ -]to[ -](?:have|know)|(?:is|are|as|be|considered)(?: \w+)? an? (?:big |strong |real |"
    r"definite )?(?:plus|"
    r"bonus|asset|advantage)|a (?:big |strong |real |definite )?(?:plus|bonus|asset)|an (?:asset|advantage)|desirable|"
    r"advantageous|(?:but|aber|pero) (?:\w+ )?(?:welcome|helpful|appreciated|nice|willkommen|hilfreich|"
    r"bienvenid[oa]s?)|(?:is|are|be) preferred|(?:preferred|desired)(?= but|\W*$|\))|"
    r"(?:is|are|be) (?:\w+ )?(?:welcome|beneficial|helpful)|would be (?:\w+ )?(?:nice|great|good|useful|cool|helpful)|"
    r"(?:optional|opcional(?:es)?)(?=\s*(?:[,;).(]|$|but|aber|pero))|"
    r"(?:von|ein) (?:großem |großer )?(?:vorteil|plus)|vorteilhaft|wünschenswert|gerne? gesehen|"
    r"(?:ist|sind|wäre|wären) (?:\w+ )?(?:willkommen|hilfreich|schön|toll|super)|deseables?|valorables?|"
    r"(?:un|será|sería) plus)\b",
    re.IGNORECASE,
)
"""What says it of the words before."""
_MUST = re.compile(
    r"\b(?:required|must|mandatory|essential|necessary|needed|zwingend|erforderlich|notwendig|vorausgesetzt|"
    r"voraussetzung|"
    r"imprescindibles?|necesari[oa]s?|obligatori[oa]s?|requerid[oa]s?|requisito)\b",
    re.IGNORECASE,
)


def nice_to_have(sentence: str, start: int, end: int) -> bool:
    """Whether the sentence says that these words of it are welcome and no more.

    Of several remarks the next one behind the words speaks of them, else one in front of them.
    """
    reach = min(len(sentence), end + REACH)
    wishes = [found.start() for found in _LAST.finditer(sentence, end, reach)]
    musts = [
        found.start() for found in _MUST.finditer(sentence, end, reach) if not _denied(sentence, found.start(), end)
    ]
    if wishes:
        return not musts or min(wishes) < min(musts)
    return not musts and _FIRST.search(sentence, max(0, start - REACH), start) is not None


def _denied(sentence: str, place: int, since: int) -> bool:
    """Whether a "must" is none: "no must, but a plus"."""
    said = sentence[since:place]
    return re.search(r"\b(?:not|no|never|kein\w*|nicht)\b(?: \w+){0,2}\s*$|n['’]t\s*$", said, re.IGNORECASE) is not None
