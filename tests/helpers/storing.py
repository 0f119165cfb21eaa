"""What the tests of saving share: a save without a check, what is in the backups and folders, a Python of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from planner.storage import backups, safe
from planner.storage.safe import Stored

ROOT = Path(__file__).parents[2]


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def no_check(_content: bytes) -> None:
    """Everything can be read back."""


def save(path: Path, content: bytes, known: bytes | None, **options: Any) -> Stored:
    """Save for Ada, who last saw `known`."""
    known_sha256 = None if known is None else hash_of(known)
    return safe.save(path, content, known_sha256=known_sha256, owner="ada", verify=no_check, **options)


def kept() -> list[bytes]:
    """Ada's backups, the newest first."""
    return [backups.read(one) for one in backups.listed("ada")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def names_below(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def python(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs `code` with our modules; both pipes are open."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=pipe, stdout=pipe, env=environment)
