"""Whether a sentence or a heading says that something is not asked for, in English, German and Spanish."""

from __future__ import annotations

import re

from planner.app.posting_wishes import REACH, nice_to_have

_NO_BEFORE = re.compile(
    r"(?:\b(?:no|without|never|nor|neither|nobody|none|rather than|instead of|away from|not|cannot|"
    r"kein(?:e[nmrs]?)?|ohne|nicht|weder|statt|verzicht(?:en?|et)?(?: \w+){0,2} auf|sin|tampoco|nunca|"
    r"prescind\w+ de|(?-i:ni))\b|n['’]t\b)"
    r"(?P<rest>[^;:.]*)$",
    re.IGNORECASE,
)
_NEEDED = (
    r"(?:required|needed|necessary|mandatory|essential|expected|compulsory|obligatory|relevant|important|wanted|"
    r"asked for|an? (?:\w+ )?(?:requirement|must|must[- ]have|prerequisite|necessity)|requirement|must|must[- ]have|"
    r"prerequisite|of (?:\w+ )?(?:importance|interest|relevance)|"
    r"(?:some|any)thing (?:that |which )?(?:we|you)(?:['’]ll| will)? (?!only)(?:\w+ )?(?:require|need|expect|ask|look|"
    r"want|use|have to)|what (?:we|you)(?:['’]ll|['’]re| will| are)? (?:need|require|expect|ask|want|look))"
)
_NO_AFTER = re.compile(
    r"^[^,;:.]{0,60}?\b(?:"
    rf"(?:(?:is|are|be)?\s*(?:not|never|no)|isn['’]t|aren['’]t|no longer|of no)\s+(?:(?!only)\w+\s+)?{_NEEDED}|"
    r"unnecessary|no need|(?:is|are|of) (?:\w+ )?no (?:importance|relevance|interest)|"
    r"(?:is|are|be|seems?) (?:\w+ )?(?:overkill|irrelevant|superfluous|pointless|unimportant)|"
    r"do(?:es)?(?: not|n['’]t) (?:really )?matter|"
    r"(?:nicht|nie)\s+(?:\w+\s+)?(?:erforderlich|nötig|notwendig|zwingend|vorausgesetzt|verlangt|benötigt|gefordert|"
    r"erwartet|wichtig|relevant)|kein(?:e)? (?:\w+ )?(?:muss|voraussetzung|bedingung|pflicht)|unnötig|"
    r"(?:ist|sind|wäre|wären) (?:\w+ ){0,2}(?:überflüssig|irrelevant|unwichtig|entbehrlich|egal)|"
    r"spiel(?:t|en) (?:\w+ ){0,2}keine rolle|"
    r"no (?:es|son|será|serán|se)?\s*(?:\w+\s+)?(?:necesari[oa]s?|imprescindibles?|obligatori[oa]s?|requerid[oa]s?|"
    r"requisitos?|requiere|necesita|exige|pide|relevantes?|importantes?)|"
    r"no (?:(?:te|se|nos|os|le) )?(?:l[oa]s? )?(?:vamos a )?(?:pedi\w+|pid\w+|exig\w+|exij\w+|requ[ie]\w+|necesit\w+|"
    r"usamos|utilizamos|buscamos|hacen? falta|importan?)|"
    r"(?:es|son|sería) (?:\w+ )?(?:irrelevantes?|innecesari[oa]s?|prescindibles?))\b",
    re.IGNORECASE,
)
_NOUNS = r"(?:-\w+)*(?:\s+(?:(?-i:[A-ZÄÖÜ])[\w-]*|und|oder|sowie|bzw\.|als|in|im|mit))*"
"""What may stand between a name and the verb that begins the clause again: nothing that is a verb itself."""
_DEMANDS = (
    r"(?:brauch(?:e|st|t|en)|benötig(?:e|st|t|en)|muss|musst|müssen|müsst|verlang(?:e|t|en)|erwart(?:e|et|en)|"
    r"forder(?:e|t|n)|setz(?:e|t|en)|such(?:e|t|en)|nutz(?:e|t|en)|verwend(?:e|et|en))"
)
_VERB_NO = re.compile(
    rf"^{_NOUNS}\s+(?:{_DEMANDS}(?:\s+(?:du|sie|wir|ihr|man|es|hier|dafür|dabei|dazu|dir|ihnen|bei uns|von dir|"
    r"für uns|jedoch|allerdings|aber|auch)){0,4}\s+(?:nicht|nie|kein(?:e[nmrs]?)?)\b"
    r"(?!\s+(?:nur|zuletzt|bloß|allein|einmal|weniger)\b)|"
    r"verzichte[nt]?\b(?!(?:\s+\w+){0,2}\s+(?:nicht|nie)\b))",
    re.IGNORECASE,
)
"""German: "X brauchst du nicht", "auf X verzichten wir"."""
_NO_AT_ONCE = re.compile(
    r"^(?:-\w+)*\s+(?:nicht|nie)\b(?!\s+(?:nur|zuletzt|bloß|allein|einmal|weniger)\b)", re.IGNORECASE
)
_DEMAND_BEFORE = re.compile(rf"\b{_DEMANDS}\b[^,;:.]*$", re.IGNORECASE)
"""German: "du musst X nicht können"."""
_OBJECT_FIRST = re.compile(
    r"^(?:\s+(?:skills?|knowledge|experience|certificates?|certifications?))?\s+(?:is what )?(?:we|you)\s+"
    r"(?:do not|don['’]t|will not|won['’]t|never|no longer)\s+(?:\w+ )?(?:need(?! to (?!know|have|bring))|require|"
    r"expect|ask for|want|look for)\b",
    re.IGNORECASE,
)
"""English: "X we do not need"."""
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

_TITLE = (
    r"(?:(?:what|things?|things? that|skills?|skills? that) (?:we|you)(?:['’]re| are)?|we|you)? ?(?:\w+ )?"
    r"(?:do not|don['’]t|will not|won['’]t|not|no longer|never) (?:\w+ )?(?:need(?: to (?:know|have|bring))?|needed|"
    r"required?|necessary|expect(?:ed)?|ask(?:ed)? for|want(?:ed)?|look(?:ing)? for)|unnecessary|"
    r"(?:(?:das|was|dies) )?(?:(?:wir|du|sie|ihr|man) )?(?:brauch\w*|benötig\w*|erwart\w*|verlang\w*|such\w*|musst|"
    r"müssen)?(?: ?(?:du|wir|sie|ihr|man))?(?: \w+)? ?nicht (?:\w+ )?"
    r"(?:brauch\w*|benötig\w*|erwart\w*|verlang\w*|vorausset\w*|vorausgesetzt|such\w*|nötig|notwendig|erforderlich|"
    r"mitbringen|können|wissen)|"
    r"(?:das|dies) (?:brauch|benötig|erwart|verlang|such)\w* (?:du|wir|sie|ihr|man) nicht|"
    r"(?:(?:lo |a )?(?:que|qué) )?no (?:te )?(?:pedimos|pediremos|necesitas|necesitamos|exigimos|esperamos|buscamos|"
    r"necesari[oa]s?|requerid[oa]s?|hace falta|es necesario)"
)
NOT_ASKED = re.compile(_TITLE, re.IGNORECASE)
"""Headings of what is not asked for."""
_LABEL_BEFORE = re.compile(rf"(?:^|[,;.(–-])\W*(?:(?:and|but|und|aber|y|pero) )?(?:{_TITLE}):[^;:.]*$", re.IGNORECASE)


def negated(sentence: str, start: int, end: int) -> bool:
    """Whether the sentence says that these words of it are not asked for: "no degree required", "X is not needed"."""
    since = max(0, start - REACH)
    return (
        _no_before(sentence[since:start])
        or re.match(r"(?:no|kein)\b", sentence[start:end], re.IGNORECASE) is not None  # the words say it: "no degree"
        or (_no_after(sentence[since:start], sentence[end : end + REACH]) and not nice_to_have(sentence, start, end))
    )


def _no_before(before: str) -> bool:
    if _LABEL_BEFORE.search(before):
        return True
    found = _NO_BEFORE.search(before)
    if found is None or _NOT_A_NO.search(found.group()):
        return False
    # In a list the "no" reaches further: "no A, B or C".
    words = len(found["rest"].split())
    return words <= 6 or (words <= 12 and len(_LISTED_NO.findall(found["rest"])) * 3 >= words)


def _no_after(before: str, after: str) -> bool:
    rest = _as_one(after)
    found = _NO_AFTER.search(rest)
    if found is not None and not _NOT_A_NO.search(found.group()):
        return True
    if _VERB_NO.search(rest) or _OBJECT_FIRST.search(rest):
        return True
    return _NO_AT_ONCE.search(rest) is not None and _DEMAND_BEFORE.search(before) is not None


def _as_one(rest: str) -> str:
    """The rest of a list of single words as one of them: "A, B and C are not needed" speaks of all three."""
    words = r"(?:or|and|oder|und|sowie|o|y|e|u|ni)"
    return re.sub(rf"^(?:\s*(?:,\s*{words}\b|,|\b{words}\b|/)\s*[A-Z][\w.+#-]*(?:\s[A-Z\d][\w.+#-]*)?)+", "", rest)
