"""A learner once more under another name: a scenario to try something in, which has nothing to do with the first."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from planner.app import queries
from planner.app.on_disk import free_file
from planner.i18n import _
from planner.model.problem import error
from planner.model.text import printable
from planner.storage import safe
from planner.storage.backups import MAX_RECORD_BYTES
from planner.storage.learner_file import check_encoded, decode, encode


def duplicate(path: Path, name: str, folder: Path | None = None) -> Path:
    """A copy of a learner called `name`, in the same folder or another one; returns its file. Raises PlannerError.

    It is another learner from now on: the two cannot be merged by mistake.
    """
    read = decode(safe.load(path, MAX_RECORD_BYTES).content, str(path), queries.load)
    if read.newer:
        raise error("newer-format", _("A later Trailmark wrote this file. Install that to copy it."), file=str(path))
    copy = read.file.changed(id=uuid4().hex, name=printable(name.strip(), 200))
    new = free_file(folder or path.parent, copy.name or path.stem)
    content = encode(copy)
    try:
        safe.save(new, content, known_sha256=None, owner=copy.id, verify=lambda written: check_encoded(written, copy))
    except (OSError, safe.ChangedOnDisk) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        text = _("The copy could not be written: {reason}.").format(reason=reason)
        raise error("unwritable", text, file=str(new)) from None
    return new


def scenario_name(name: str, scenario: str) -> str:
    """What a copy is called: the client, and what is tried."""
    return _("{name} – {scenario}").format(name=name, scenario=scenario)
