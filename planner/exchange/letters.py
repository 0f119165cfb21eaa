"""Text from anywhere as one reads it: without what nobody sees between its letters, odd letters as usual ones."""

from __future__ import annotations

import re
import unicodedata

_HYPHENATED = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=\w)")
_UNSEEN = re.compile(
    # Controls, soft hyphen, spaces and joiners without width, marks of direction, variants of pictures, tags.
    r"[\x00-\x08\x0e-\x1d\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_JOINERS = re.compile(r"(?<=[\u0000-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u0000-\u024f])")
"""Only beside Latin letters: Persian, the scripts of India and pictures of people need them."""
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_HYPHENS = re.compile(r"[\x1e\u2010\u2011]")
"""The first one is how old versions of Word put their fixed hyphen on the clipboard."""
_ODD = re.compile(r"[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""Ligatures of PDF files, wide letters of Japanese, and the letters that look bold where no bold ones can be typed."""
_APART = re.compile(r"[^\W\d_][\u0300-\u036f]{1,4}")
"""A letter and its accents as signs of their own. Few: the order of a long run takes quadratic time to settle."""


def readable(text: str) -> str:
    """`text` with one way to write each letter, space and hyphen, and without what cannot be seen."""
    if text.isascii() and (text.isprintable() or not re.search(r"[^\t\n\x20-\x7e]", text)):
        return text
    text = _HYPHENATED.sub("", _LINE_ENDS.sub("\n", text))
    text = _JOINERS.sub("", _UNSEEN.sub("", text))
    text = _HYPHENS.sub("-", _SPACES.sub(" ", text))
    text = _ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _APART.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
