"""A language that nobody speaks: what is not in it has escaped the catalogue, what does not fit in it is too narrow.

Every text stands in ⟦brackets⟧, its letters carry accents, and it is two fifths longer, as translations often are.
"""

from __future__ import annotations

import gettext
import re

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
ACCENTS = str.maketrans("AEIOUYaeiouycnsz", "ÀÉÎÕÛÝàéîõûýçñšž")
PLAIN = {accented: letter for letter, accented in ACCENTS.items()}
_KEPT = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|%(?:\(\w+\))?[srd]|\([^()]*\*[^()]*\)|&&|\\n|\n)")
"""Placeholders, file patterns and line ends, which have to stay as they are."""
PATTERNS = {"{day} {month} {year}", "{month} {year}", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"}
"""How days are written: digits and names of months."""


def pseudo(text: str) -> str:
    """The text in that language; spaces at its ends stay outside."""
    if text in PATTERNS or not re.search(r"[A-Za-z]", _KEPT.sub("", text)):
        return text
    if ";;" in text:  # kinds of files: each is a text of its own
        return ";;".join(pseudo(part) for part in text.split(";;"))
    core = text.strip()
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    parts = [part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(_KEPT.split(core))]
    letters = sum(len(part) for at, part in enumerate(_KEPT.split(core)) if not at % 2)
    words = "".join(parts)
    return f"{before}{OPEN}{words}{_filling(round(letters * LONGER))}{CLOSE}{after}"


def _filling(length: int) -> str:
    """So many characters in words of ordinary length."""
    return "".join(" " if at % 7 == 0 else "~" for at in range(length))


def bracketed(text: str) -> bool:
    """Whether all words of a text, as it is shown, are in brackets (those it was filled in with aside)."""
    depth, outside = 0, []
    for letter in text:
        depth += {OPEN: 1, CLOSE: -1}.get(letter, 0)
        if depth == 0 and letter.isalpha():
            outside.append(letter)
    return not outside and depth == 0


class Pseudo(gettext.NullTranslations):
    """A catalogue that has every text."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 2 * "אבגדהוזחטיכלמנסעפצקרשתאבגד")


class Backwards(Pseudo):
    """The same from right to left: every letter is one of an alphabet that is written so, days and months too."""

    def gettext(self, message: str) -> str:
        parts = _KEPT.split(pseudo(message))
        return "".join(part if at % 2 else part.translate(PLAIN).translate(HEBREW) for at, part in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)
