"""A posting as sentences, each with what its section is about. Offsets are those of the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from planner.app import posting_headings
from planner.model.posting import Section

MAX_CHARACTERS = 400_000
"""A book has a million; no posting comes near."""

MAX_SENTENCE = 2_000
"""Characters; what looks like a longer sentence is a table, a list without signs or nothing that a person wrote."""

LONGEST_ABBREVIATION = 12
"""Characters, with room to see what stands in front of it."""

MAX_SHORT = 40
"""Characters of a line that holds one thing only."""

_BULLET = re.compile(r"^\s*(?:[-*•·‣▪●◦–—o✓✔➢]|\(?\d{1,2}[.)])\s+")
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}\s+|\*\*(?=.*\*\*:?\s*$)|__(?=.*__:?\s*$))")
_RUNS_ON = re.compile(
    r"(,|\(|/|&|-|\b(and|or|with|of|in|for|to|the|a|as|such as|und|oder|mit|von|der|die|y|con|de|la))\s*$"
)
_LABEL = re.compile(r"[^\W\d_a-z][^:.,;]{0,39}:(?!//|\S)")
_YEARS = re.compile(r"(?:(?:0?[1-9]|1[0-2])[/.])?(?:19|20)\d\d\s*[-–—]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|approx|vs|resp|min|max|Mr|Ms|Mrs|Dr|St|No|Inc|Ltd|Co|Corp|Ph\.D|[BM]\.?(?:Sc|A|S|Eng)|"
    r"Jr|Sr|Sra|z|bzw|ca|inkl|ggf|evtl|usw|Nr|mind|zzgl|p|ej|aprox)|\b[A-Z])\.$"
)
_END = re.compile(r"[.!?…][)\"”’]?\s+(?=[A-ZÀ-ÖØ-Þ0-9“„¿¡\"(•])|;\s+")
_BEGINS = re.compile(
    r"(?:You|We|The|This|That|These|They|It|Your|Our|A|An|In|If|As|Experience|Knowledge|Familiarity|Strong|Good|"
    r"Du|Sie|Wir|Deine?|Unsere?|Der|Die|Das|Ein|Eine|Erfahrung|Kenntnisse|Tu|Tus|El|La|Los|Las|Experiencia|"
    r"Conocimientos|Buscamos|Se)\s"
)
"""What begins a sentence and no name: "Python or R. You love…" is two, "R. Miller" is none."""
_BOILERPLATE = re.compile(
    r"equal[ -]opportunit|without regard to|regardless of (race|gender|age|religion)|"
    r"reasonable accommodation|all qualified applicants|we do not discriminate|cookies?\b|unsubscribe|©|"
    r"all rights reserved",
    re.IGNORECASE,
)

_LONG = 60
"""Characters from which on a line may have been broken by the margin of a page."""


class Sentence(NamedTuple):
    """A sentence, or one point of a list."""

    text: str
    """As it stands there, line ends as spaces: as many characters as in the whole text."""
    start: int
    section: Section
    point: bool = False
    """Whether it is all of a point of a list, or of a short line."""
    marked: bool = False
    """Whether a sign such as "-" marks it as a point."""


class _Line(NamedTuple):
    start: int
    text: str
    """Without what marks a point of a list or a heading."""
    begins: bool
    """Whether something new begins here whatever stood before."""
    point: bool
    """Whether it begins a point of a list."""
    heading: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of the first 400,000 characters, in their order."""
    found: list[Sentence] = []
    section = Section.ASKED
    blocks = list(_blocks(text[:MAX_CHARACTERS]))
    for block, following in zip(blocks, [*blocks[1:], []], strict=False):  # no text has no block
        first = block[0]
        headed, alone = _section(first, section)
        if headed is None and found and len(block) == 1:  # what comes first is the title
            headed, alone = _unlisted(first, following, section)
        if headed and alone:
            section = headed
        start, end = first.start, block[-1].start + len(block[-1].text)
        whole = re.sub(r"\s", " ", text[start:end])
        places = list(_split(whole))
        point = len(places) == 1 and not headed and not first.heading and (first.point or len(whole) <= MAX_SHORT)
        found += [
            Sentence(
                whole[begin:stop],
                start + begin,
                _of_sentence(whole[begin:stop], headed or section),
                point or _between_semicolons(whole, begin, stop),
                point and first.point,
            )
            for begin, stop in places
        ]
    return found


def _between_semicolons(text: str, begin: int, stop: int) -> bool:
    """Whether a part of a line is a short member of a list such as "Python; R; SQL"."""
    divided = text[max(0, begin - 3) : begin].rstrip().endswith(";") or text.endswith(";", begin, stop)
    return divided and stop - begin <= MAX_SHORT


def _of_sentence(sentence: str, section: Section) -> Section:
    return Section.COMPANY if _BOILERPLATE.search(sentence) else section


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines that belong together: a paragraph, or a point of a list with the lines that it goes on in."""
    lines = list(_lines(text))
    width = _width(lines)
    block: list[_Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if block and not _goes_on(block[-1], line, after, width):
            yield block
            block = []
        if line.text:
            block.append(line)
    if block:
        yield block


def _width(lines: list[_Line]) -> int:
    """Characters in which nine of ten long lines fit: where lines are broken by a margin, that is its place."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= _LONG)
    return lengths[len(lengths) * 9 // 10] if lengths else _LONG


def _goes_on(before: _Line, line: _Line, after: _Line | None, width: int) -> bool:
    """Whether a line is the rest of the one before it; `after` is the one that follows."""
    if line.begins or before.heading or not line.text:
        return False
    if line.text[0].islower():
        return True
    if _LABEL.match(line.text):
        return False
    if _RUNS_ON.search(before.text):
        return True
    if len(before.text) < _LONG or before.text.endswith((".", "!", "?", ":")) or line.heading:
        return False
    if _YEARS.match(line.text) or _stands_over(line, after):
        return False
    # A line that had room for the next word was ended on purpose.
    return len(before.text) + 1 + len(line.text.split()[0]) > width


def _stands_over(line: _Line, after: _Line | None) -> bool:
    """Whether a short line looks like a heading that is no known one: the end of a paragraph has nothing below it."""
    words = line.text.split()
    few = len(words) <= 4 and not line.text.endswith((".", "!", "?", ",", ";"))
    return few and (line.text.isupper() or (after is not None and bool(after.text) and len(words) <= 2))


def _lines(text: str) -> Iterator[_Line]:
    place = 0
    for raw in text.splitlines(keepends=True):
        bullet, headed = _BULLET.match(raw), _MARKDOWN.match(raw)
        mark = headed or bullet
        skipped = mark.end() if mark else len(raw) - len(raw.lstrip())
        shown = raw[skipped:].rstrip()
        heading = headed is not None or _like_a_heading(shown, bullet is not None)
        yield _Line(place + skipped, shown, mark is not None, bullet is not None and headed is None, heading)
        place += len(raw)


def _like_a_heading(line: str, marked: bool) -> bool:
    return _short(line) and (
        line.strip("*_ ").endswith(":") or (not marked and posting_headings.listed(line) is not None)
    )


def _short(line: str) -> bool:
    """Whether a line is no sentence."""
    bare = line.strip("*_ ")
    too_long = len(bare) > posting_headings.MAX_HEADING or len(bare.split()) > 8
    return bool(bare) and not too_long and not bare.endswith((".", "!", ",", ";"))


def _section(line: _Line, section: Section) -> tuple[Section | None, bool]:
    """What a heading says of what follows, and whether that is more than its own line ("Nice to have: Rust")."""
    bare = line.text.strip("*_ ")
    title, colon, rest = bare.partition(":")
    if not line.heading and not (colon and len(title) <= 40):
        return None, False
    alone = not rest.strip(" *_")
    return posting_headings.listed(title, section, not alone), alone


def _unlisted(line: _Line, following: Sequence[_Line], section: Section) -> tuple[Section | None, bool]:
    """The same for a line that looks like a heading: marked as one, with a colon, before a list or a paragraph."""
    title, colon, rest = line.text.strip("*_ ").partition(":")
    if line.point or not following:
        return None, False
    if rest.strip(" *_"):
        asks = section is not Section.ASKED and _short(title) and posting_headings.guessed(title, False, section)
        return (Section.ASKED if asks is Section.ASKED else None), False
    if not _short(line.text) or following[0].heading:
        return (posting_headings.guessed(title, True, section) if line.heading else None), True
    sure = line.heading or bool(colon) or following[0].point
    paragraph = sum(len(one.text) for one in following) >= MAX_SHORT or following[-1].text.endswith((".", "!"))
    return (posting_headings.guessed(title, sure, section) if sure or paragraph else None), True


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end; what is too long for one is cut between words."""
    begin = 0
    for stop, following in _ends(text):
        while stop - begin > MAX_SENTENCE:
            cut = text.rfind(" ", begin + 1, begin + MAX_SENTENCE)
            cut = cut if cut > 0 else begin + MAX_SENTENCE
            yield begin, cut
            begin = cut
        if text[begin:stop].strip():
            yield begin, stop
        begin = following


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence ends and the next one begins."""
    for end in _END.finditer(text):
        tail = text[max(0, end.start() - LONGEST_ABBREVIATION) : end.start() + 1]
        if not _ABBREVIATION.search(tail) or _BEGINS.match(text, end.end()):
            yield end.start() + 1, end.end()
    yield len(text), len(text)
