"""Reads many learner files quickly: most of a file is its curriculum, and the clients of one coach share that.

The curriculum of a file is checked once for all files that hold the very same text; the rest of every file is checked
as always. Whatever is not laid out as Trailmark writes it is read in the ordinary way, so that nothing is let through
and every mistake is named by its line.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.storage import safe
from planner.storage.backups import MAX_RECORD_BYTES
from planner.storage.json_text import parse_value
from planner.storage.learner_file import VERSION, Followed, Read, decode

MOST_CURRICULA = 40
_BEGIN = b'"snapshot": {'
_END = b"\n  }\n}"
_EMPTY = b'"snapshot": {"id": "none", "title": "none"}'
"""Stands for the curriculum while the rest is checked."""


class Peek:
    """Remembers the curricula that it has seen. One thread at a time."""

    def __init__(self, load: Callable[[str], Curriculum]) -> None:
        self._load = load
        self._curricula: dict[bytes, Curriculum] = {}

    def read(self, path: Path) -> Read:
        """The learner in a file. Raises PlannerError that names file, line and field."""
        content = safe.load(path, MAX_RECORD_BYTES).content
        return self._quickly(content, str(path)) or decode(content, str(path), self._load)

    def _quickly(self, content: bytes, name: str) -> Read | None:
        begin, text = content.find(_BEGIN), content.rstrip()
        if begin < 0 or not text.endswith(_END):
            return None
        followed = text[begin + len(_BEGIN) - 1 : -len(_END)]
        try:
            read = decode(text[:begin] + _EMPTY + _END, name, self._load)
            if read.version != VERSION:
                return None
            curriculum = self._curriculum(followed, name)
        except PlannerError:  # what is wrong, and on which line, is said by reading all of it
            return None
        source = read.file.curriculum.source
        return Read(file=read.file.changed(curriculum=Followed(source=source, snapshot=curriculum)), version=VERSION)

    def _curriculum(self, text: bytes, name: str) -> Curriculum:
        key = sha256(text).digest()
        found = self._curricula.pop(key, None) or parse_value(Curriculum, text, name)
        self._curricula[key] = found  # the one that was used last comes last
        if len(self._curricula) > MOST_CURRICULA:
            del self._curricula[next(iter(self._curricula))]
        return found
