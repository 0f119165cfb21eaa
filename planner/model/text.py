"""Text from files, made safe to show: what a title may hold is decided here and nowhere else."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from planner.i18n import _

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
ITEM_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}(@(aware|working|expert))?$"

# Invisible or direction-changing characters can make one title look like another ("spoofing"); none of them is needed
# to write a title, and U+200D (joiner) only matters inside emoji and some scripts where we keep it.
_FORMAT_KEPT = {"\u200d", "\u200c"}


def clean_text(text: str, limit: int) -> str:
    """`text` in NFC without control, bidi-override and zero-width characters, white space folded, at most `limit` long.

    Raises ValueError when the text holds lone surrogates (it could never be saved) or is longer than `limit`.
    """
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= limit:
        return text.strip()  # nearly every text; the checks below are twenty times slower
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(_("The text holds half a character (a lone surrogate)")) from None
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\t\r":
            kept.append(" ")
        elif category in ("Mn", "Me") or unicodedata.combining(character):
            marks += 1
            if marks <= 4:  # stacked accents beyond any real language only smear over the neighbours
                kept.append(character)
            continue
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn") or character in _FORMAT_KEPT:
            kept.append(character)
        marks = 0
    # Only now: putting a long run of accents into its normal order takes quadratic time.
    cleaned = " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
    if len(cleaned) > limit:
        message = _("The text is {count} characters long; at most {limit} are allowed")
        raise ValueError(message.format(count=len(cleaned), limit=limit))
    return cleaned


def printable(text: str, limit: int = 2000) -> str:
    """`text` from anywhere as one line that can be printed and stored: what cannot is replaced, the rest cut off."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(character if character.isprintable() else "\ufffd" for character in cut)


def _title(text: str) -> str:
    cleaned = clean_text(text, 200)
    if not cleaned:
        raise ValueError(_("The text must not be empty"))
    return cleaned


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A stable name: lower-case letters, digits, '.', '_', '-'; at most 64 characters."""

ItemId = Annotated[str, StringConstraints(pattern=ITEM_PATTERN)]
"""The id of an item, or of a level of it, such as "sql@working"; only loading makes items of levels."""

Title = Annotated[str, AfterValidator(_title)]
"""One line that is never empty, at most 200 characters."""

Label = Annotated[str, AfterValidator(lambda text: clean_text(text, 200))]
"""One line that may be empty, at most 200 characters."""

Text = Annotated[str, AfterValidator(lambda text: clean_text(text, 2000))]
"""A paragraph, at most 2,000 characters."""

Address = Annotated[str, AfterValidator(lambda text: clean_text(text, 500))]
"""A web address as written; whether it may be opened is decided where it is clicked."""
