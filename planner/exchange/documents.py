"""The text of a document from anywhere: plain text, Markdown, HTML, PDF, Word. Nothing leaves this computer.

Whatever is damaged, hostile, protected or too large is refused with a sentence. PDF and Word files need the libraries
of the extra `documents`; what these do with a file is watched: it ends after some seconds, or when it is cancelled.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from planner.exchange.html_text import html_text, is_html
from planner.exchange.letters import readable
from planner.exchange.word_text import word_text
from planner.i18n import _
from planner.model.problem import PlannerError, error
from planner.storage.files import read_bounded, shown

MAX_BYTES = 10 * 1024 * 1024
MAX_TEXT_BYTES = 2 * 1024 * 1024
"""Of text and HTML."""
MAX_PAGES = 60
MAX_PARTS = 2_000
MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes of all parts of a Word file."""
MAX_CHARACTERS = 1_000_000
SECONDS = 20.0

Cancelled = Callable[[], bool]

INSTALL = "pip install 'trailmark[documents]'"


class _Stopped(BaseException):
    """Time is up, or nobody waits any more. No Exception: libraries that catch all of these must not catch it."""


def read(path: Path, cancelled: Cancelled = lambda: False) -> str:
    """The text of the document in a file. Raises PlannerError with a sentence for what cannot be read."""
    return text_of(read_bounded(path, MAX_BYTES), shown(path), cancelled)


def text_of(content: bytes, name: str, cancelled: Cancelled = lambda: False) -> str:
    """The text of a document of whatever kind; what it is, its first bytes say. Raises PlannerError."""
    if len(content) > MAX_BYTES:
        message = _("The file is larger than {limit} MB. Trailmark reads none that is so large.")
        raise error("too-large", message.format(limit=MAX_BYTES // 2**20), file=name)
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return _checked(_guarded(_pdf, content, name, cancelled), name, _no_text_in_pdf())
    if content.startswith(b"PK\x03\x04"):
        return _checked(_guarded(_word, content, name, cancelled), name)
    _refuse_others(content, name)
    if len(content) > MAX_TEXT_BYTES:
        message = _("The text is larger than {limit} MB. Copy the part that matters and paste that.")
        raise error("too-large", message.format(limit=MAX_TEXT_BYTES // 2**20), file=name)
    text = _decoded(content, name)
    if is_html(text) or Path(name).suffix.lower() in (".html", ".htm", ".xhtml"):
        return _checked(_guarded(lambda *_known: html_text(text), content, name, cancelled), name)
    return _checked(_without_addresses(text), name)


def _no_text_in_pdf() -> str:
    return _("There is no text in this PDF; it may be a scan. Copy the text from another place, or paste it.")


def _checked(text: str, name: str, empty: str = "") -> str:
    text = readable(text)
    if not text.strip():
        raise error("no-text", empty or _("There is no text in this document."), file=name)
    return text[:MAX_CHARACTERS]


def _refuse_others(content: bytes, name: str) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        message = _("This is an old Word file (.doc). Save it as .docx or PDF, or paste its text.")
        raise error("old-word", message, file=name)
    if content.startswith(b"{\\rtf"):
        message = _("This is a rich text file (.rtf). Save it as .docx or PDF, or paste its text.")
        raise error("rtf", message, file=name)
    if Path(name).suffix.lower() in (".pdf", ".docx"):
        message = _("This is no {kind} file, whatever its name says; it may be damaged.")
        raise error("not-what-it-says", message.format(kind=Path(name).suffix[1:].upper()), file=name)


# -- text


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", content[:4096], re.IGNORECASE)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _in_code_page(content, declared.group(1).decode("ascii", "replace") if declared else "cp1252")
    odd = sum(1 for character in text[:20_000] if character < " " and character not in "\n\r\t\f\v")
    if "\x00" in text or odd * 50 > min(len(text), 20_000):
        raise error("not-text", _("This is not text, and no kind of document that Trailmark can read."), file=name)
    return text


def _in_code_page(content: bytes, name: str) -> str:
    try:
        return content.decode(name, "replace")
    except (LookupError, ValueError):
        return content.decode("cp1252", "replace")


def _without_addresses(text: str) -> str:
    """Markdown without the addresses of its links, which name nothing."""
    return re.sub(r"\]\([^()\s]{1,2000}\)", "]", text)


# -- PDF and Word


def _guarded(extract: Callable[[bytes, str, Cancelled], str], content: bytes, name: str, cancelled: Cancelled) -> str:
    """What `extract` finds. Raises PlannerError in place of whatever a library raises over a broken file."""
    try:
        with _watched(cancelled):
            return extract(content, name, cancelled)
    except PlannerError:
        raise
    except _Stopped:
        message = _("Reading the document was ended: it takes too long. Copy its text and paste that.")
        raise error("too-long", message, file=name) from None
    except (Exception, RecursionError, MemoryError) as wrong:
        message = _("The document is damaged and cannot be read ({reason}). Copy its text and paste that.")
        raise error("damaged", message.format(reason=type(wrong).__name__), file=name) from None


@contextmanager
def _watched(cancelled: Cancelled) -> Iterator[None]:
    """End what runs inside after some seconds, or when it is cancelled, wherever it hangs in Python code."""
    end = time.monotonic() + SECONDS
    calls = 0

    def look(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal calls
        calls += 1
        if calls % 200 == 0 and (time.monotonic() > end or cancelled()):
            raise _Stopped

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


def _missing(name: str, kind: str) -> PlannerError:
    message = _("{kind} files need a library that is not installed: {command}. Or copy the text and paste it.")
    return error("no-library", message.format(kind=kind, command=INSTALL), file=name)


def _pdf(content: bytes, name: str, _cancelled: Cancelled) -> str:
    try:
        import pypdf
    except ImportError:
        raise _missing(name, "PDF") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the terminal about every oddity
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise error(
            "protected", _("This PDF is protected by a password. Save it without one, or paste its text."), file=name
        )
    count = len(reader.pages)
    if count > MAX_PAGES:
        message = _("This PDF has {count} pages; at most {limit} are read. Save the pages that matter as a file.")
        raise error("too-many-pages", message.format(count=count, limit=MAX_PAGES), file=name)
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > MAX_CHARACTERS:
            break
    return re.sub(r"(?<=[a-z])[-\u2010]\n(?=[a-z])", "", "\n\n".join(pages))


def _word(content: bytes, name: str, _cancelled: Cancelled) -> str:
    _check_parts(content, name)
    try:
        return word_text(content)
    except ImportError:
        raise _missing(name, "Word") from None


def _check_parts(content: bytes, name: str) -> None:
    """Refuse what only looks like a Word file, and what would fill the memory when it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            message = _("Unpacked, this file would be larger than {limit} MB. Trailmark does not open it.")
            raise error("bomb", message.format(limit=MAX_UNPACKED // 2**20), file=name)
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise error("protected", _("This file is protected by a password. Save it without one."), file=name)
        if "word/document.xml" not in names:
            message = _("This is no Word file. Open a text, HTML, PDF or .docx file, or paste the text.")
            raise error("no-word-file", message, file=name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(part)[:100_000]:
                message = _(
                    "This Word file declares things of its own (a DTD), which no real one does. It is not opened."
                )
                raise error("dtd", message, file=name)
