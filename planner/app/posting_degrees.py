"""Degrees in a posting: a level ("Bachelor's or Master's degree") with its subjects, or with none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from planner.app.posting_languages import english_subjects
from planner.app.posting_names import form, words
from planner.model.curriculum import Curriculum, Kind, Node


class Level(StrEnum):
    """The levels of academic degrees."""

    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"


_GERMAN = r"-?(?:[Aa]bschluss|[Ss]tudium|[Gg]rad)"
_LEVELS = {
    Level.BACHELOR: (
        rf"[Bb]achelor(?:{_GERMAN}|['’]?s)?(?: [Dd]egrees?)?|[Uu]ndergraduate [Dd]egrees?|B\.? ?Sc\b\.?|BSC\b|"
        r"BS(?=[ /,])|"
        r"B\.S\.|B\.?Eng\b\.?|BA(?= (?:in|degree)\b)|[Gg]rado(?: universitario| oficial)?(?= en (?!que\b))|"
        r"[Ll]icenciatura|"
        r"[Ll]icenciad[oa](?:/a)?(?= en\b)|(?:[Tt]ítulo universitario|[Tt]itulación(?: universitaria|"
        r" superior)?)(?= en\b)|"
        r"[Ii]ngenier[oa](?:/a)?(?= informátic| en )|(?<!en )(?<!o )(?<!y )Ingeniería(?= Informática)"
    ),
    Level.MASTER: (
        rf"[Mm]aster{_GERMAN}|[Mm]aster['’]s?(?: [Dd]egrees?)?|[Mm]asters(?= (?:[Dd]egrees?|in|of|or)\b|"
        r"/)(?: [Dd]egrees?)?|"
        r"[Mm]aster(?= (?:of|in|en|der|im|Informatik|Mathematik|Statistik|Physik)\b)|[Mm]aster [Dd]egrees?|"
        r"(?:[Pp]ostg|[Gg])raduate [Dd]egrees?|[Aa]dvanced [Dd]egrees?|M\.? ?Sc\b\.?|MSC\b|MS(?= (?:in|degree|or)\b)|"
        r"(?<=BS/)MS\b|M\.S\.|M\.?Eng\b\.?|Diplom(?:abschluss|studium)?\b(?!at)|[Mm]áster(?:es)?\b|[Mm]aestría|"
        r"[Pp]ost?grado\b"
    ),
    Level.DOCTOR: (
        r"[Pp]h\.? ?[Dd]\b\.?|PhDs|[Dd]octorates?|[Dd]octoral [Dd]egrees?|D\.?Phil\b|[Dd]octorado|Doktor(?:titel|at|"
        r"grad)|"
        r"(?<=abgeschlossene )Promotion"
    ),
}
_LEVEL = re.compile(r"\b(?:" + "|".join(f"(?P<{level}>{pattern})" for level, pattern in _LEVELS.items()) + ")")
_WITHOUT_LEVEL = re.compile(
    r"\b(?:(?:university|college|academic|relevant|(?:computer|data) science) degrees?|"
    r"degrees?(?=(?: \([^()]*\))? in\b)|"
    r"(?:an?|no|formal) degree(?! of\b)|diploma in|(?:educational|academic) background(?= in\b)|"
    r"(?:hochschul|universitäts|fachhochschul)-?(?:studium|abschluss)|studienabschluss|informatik-?studium|"
    r"(?:ein|kein|(?:abgeschlossen|akademisch|erfolgreich abgeschlossen)es) (?:\w+ )?studium|"
    r"studium(?=(?: \([^()]*\))?(?:, \w+)? (?:der|im|in|des|informatik|mathematik|statistik)\b)|"
    r"studium(?= \([^()]*(?:informatik|mathematik|statistik|physik)[^()]*\))|akademischer (?:abschluss|grad)|"
    r"título universitario|titulación (?:universitaria|superior)|carrera universitaria|estudios universitarios|"
    r"formación universitaria)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:[\s,/()-]|\b(?:or|and|a|higher|degrees?|preferably|ideally|even|oder|und|bzw\.|idealerweise|o|y|ein|einen|"
    r"un)\b)*",
    re.IGNORECASE,
)
_OF_SCIENCE = re.compile(
    r"\s*(?:degrees?)?\s*(?:(?:\([^()]*|[^().;:]{0,40})\)\s*(?=(?:in|of|im|der|des|en|de)\b)|"
    r",\s*(?:idealerweise|vorzugsweise|ideally|preferably|idealmente)\s+)?"
    r"(?:,|of (?:science|arts|engineering|technology))?\s*(?:degrees?)?\s*"
    r"(?P<of>(?:in der|in|of|im (?:Bereich|Fach|Studiengang)(?: der)?|im|der|des|en|de la|de)\b|:|-|–)?\s*"
    r"(?P<subjects>[^.;:()\d]*)",
    re.IGNORECASE,
)
_SUBJECTS_END = re.compile(
    r"\b(?:with|from|at|is|are|was|will|would|can|may|required|preferred|desired|needed|necessary|and/or|plus|as|"
    r"and (?:at|a minimum|proven|strong|several|experience)|or (?:an? )?(?:equivalent|comparable)|who|university|"
    r"college|institute|mit|an der|ist|sind|wird|erforderlich|vorausgesetzt|wünschenswert|von vorteil|"
    r"oder (?:eine?[rmns]? )?(?:vergleichbar|gleichwertig|entsprechend)\w*|"
    r"(?:und|sowie|y) (?:\w+ )?(?:\w*erfahrung|\w*kenntnisse|experiencia|conocimientos)|"
    r"con|es|se|deseable|imprescindible|requerid[oa]|o (?:una? )?(?:equivalente|experiencia))\b",
    re.IGNORECASE,
)
_EQUIVALENT = re.compile(
    r"[\s,(]*or (?:an? )?(?:equivalent|comparable|similar|relevant)(?: \w+){0,3} (?:experience|training|"
    r"apprenticeship)|"
    r"[\s,(]*oder (?:eine?[rmns]? )?(?:vergleichbar|gleichwertig|entsprechend)\w*(?: \w+){0,2} "
    r"(?:\w*erfahrung|\w*ausbildung|qualifikation|kenntnisse)|"
    r"[\s,(]*o (?:una? )?(?:experiencia (?:\w+ ){0,2}equivalente|equivalente en experiencia)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
TRADES = re.compile(
    r"\bfachinformatik\w*(?:[/:*_]?-?in(?:nen)?\b)?(?:\s*\((?:[mwfdx][/|, ]*)+\))?"
    r"(?:[\s,:(/–-]*(?:für|in|(?:der )?(?:fach)?richtung|(?:mit )?schwerpunkt|im bereich|oder|und|bzw\.|"
    r"anwendungsentwicklung|systemintegration|daten-\s?und prozessanalyse|digitale vernetzung)(?!\w))*",
    re.IGNORECASE,
)
"""Trades that one learns, with their branches: no degrees, and no skills."""
_PARTS = re.compile(r",|/|\b(?:or|and|oder|und|sowie|bzw|o|y|e|u)\b|&|\(")
_ANY_SUBJECT = re.compile(
    r"\b(?:quantitative|technical|related|relevant|similar|stem|scientific|numerate|quantitativ\w*|"
    r"technisch\w*|verwandt\w*|ähnlich\w*|naturwissenschaft\w*|mint|cuantitativ\w*|técnic\w*|relacionad\w*|"
    r"afín|afines|científic\w*)\b",
    re.IGNORECASE,
)


class Degrees(NamedTuple):
    """A place that asks for a degree; one of the items is enough."""

    start: int
    end: int
    """Of the words that name the levels."""
    masked: int
    """End of the subjects, which are not asked for by themselves."""
    items: tuple[tuple[str, float], ...]
    """Ids, each with how sure it is; may be empty: a degree in something else."""
    replaceable: bool
    """ "or equivalent experience"."""


class _Degree(NamedTuple):
    node: str
    level: Level
    subjects: tuple[tuple[str, ...], ...]


def find(curriculum: Curriculum, sentence: str) -> list[Degrees]:
    """Every place of a sentence that asks for a degree."""
    known = [degree for node in curriculum.nodes if node.kind is Kind.DEGREE for degree in _of_node(node)]
    found: list[Degrees] = []
    for start, end, levels in _level_groups(sentence):
        subjects, masked = _subjects(sentence, end)
        bracket = _BRACKET.match(sentence, masked) if not subjects.strip() else None
        if bracket and any(_items(known, level, english_subjects(bracket[1]), "") for level in levels):
            subjects, masked = bracket[1], bracket.end()
        before = sentence[max(0, start - 40) : start] if start else ""
        items: dict[str, float] = {}
        for level in levels:
            items |= _items(known, level, english_subjects(subjects), before)
        replaceable = _EQUIVALENT.match(sentence, masked) is not None
        found.append(Degrees(start, end, masked, tuple(items.items()), replaceable))
    return found


def _level_groups(sentence: str) -> Iterator[tuple[int, int, list[Level]]]:
    group: tuple[int, int, list[Level]] | None = None
    for found in _LEVEL.finditer(sentence):
        level = Level(found.lastgroup or "")
        if group and _TOGETHER.fullmatch(sentence, group[1], found.start()):
            group = (group[0], found.end(), [*group[2], level])
        else:
            if group:
                yield group
            group = (found.start(), found.end(), [level])
    if group:
        yield group
        return
    bare = _WITHOUT_LEVEL.search(sentence)
    if bare:
        yield bare.start(), bare.end(), [Level.BACHELOR]


def _subjects(sentence: str, end: int) -> tuple[str, int]:
    """The words that say in what, and where they end."""
    after = _OF_SCIENCE.match(sentence, end)
    if after is None:
        return "", end
    subjects = after["subjects"]
    stop = _SUBJECTS_END.search(subjects)
    if stop:
        subjects = subjects[: stop.start()]
    if not after["of"] and not re.match(
        r"[A-ZÄÖÜÁÉÍ]|informátic", subjects
    ):  # "B.Sc. Computer Science", but not "PhD welcome"
        return "", end
    return subjects, after.start("subjects") + len(subjects)


def _items(known: Sequence[_Degree], level: Level, subjects: str, before: str) -> dict[str, float]:
    """The degrees of a level that are meant; of "software engineering" not those in engineering."""
    degrees = [degree for degree in known if degree.level is level]
    parts = [_forms(part) for part in _PARTS.split(subjects)] if subjects.strip() else [_forms(before)[-2:]]
    named: dict[str, float] = {}
    for part in parts:
        longest = max((len(one) for degree in known for one in degree.subjects if _inside(one, part)), default=0)
        for degree in degrees:
            if any(len(one) == longest and _inside(one, part) for one in degree.subjects):
                named[degree.node] = 0.95
    if named or not degrees:
        return named
    if not subjects.strip() or _ANY_SUBJECT.search(subjects):
        return {degrees[0].node: 0.6}
    return {}


def _forms(text: str) -> tuple[str, ...]:
    return tuple(form(word.text) for word in words(text))


def _inside(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[place : place + len(part)] == part for place in range(len(whole) - len(part) + 1))


def _of_node(node: Node) -> Iterator[_Degree]:
    for name in (node.title, *node.aliases):
        level = _LEVEL.search(name)
        if level:
            _in, _word, rest = name[level.end() :].partition(" in ")
            subjects = (_forms(part) for part in re.split(r", | or | and ", rest) if part.strip())
            yield _Degree(node.id, Level(level.lastgroup or ""), tuple(filter(None, subjects)))
