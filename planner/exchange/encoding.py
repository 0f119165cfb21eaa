"""Text files as other programs encode them: UTF-8, and UTF-16 as Excel ("Unicode text") and PowerShell write it."""

from __future__ import annotations

import codecs
import re

from planner.i18n import _
from planner.model.problem import error

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(r"""\A(\s*<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
"""The encoding in the first line of XML, which is another one as soon as the text is in UTF-8."""
_HEAD = 300
"""Characters in which it is looked for."""


def in_utf8(content: bytes, file: str) -> bytes:
    """The file with UTF-16 turned into UTF-8; everything else as it is. Raises PlannerError for damaged UTF-16."""
    name = _MARKS.get(content[:2])
    if name is None:
        return content
    try:
        text = content[2:].decode(name)
    except UnicodeDecodeError:
        message = _("The file begins as UTF-16 text, but is damaged. Save it as UTF-8.")
        raise error("not-utf-16", message, file=file) from None
    return (_DECLARED.sub(r"\1", text[:_HEAD]) + text[_HEAD:]).encode("utf-8")


def beginning(content: bytes, size: int) -> str:
    """The text of so many bytes, with marks of replacement where it is none."""
    return content[:size].decode(_MARKS.get(content[:2], "utf-8"), "replace").lstrip("\ufeff")
