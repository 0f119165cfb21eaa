"""What every package says of Trailmark, read from the one place where it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
for _folder in (ROOT, ROOT / "installer"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

NAME: Final = "Trailmark"
ID: Final = "io.github.trailmark.Trailmark"
"""What the window tells the desktop (`setDesktopFileName`), so that both belong together."""
FILE_TYPE: Final = "application/vnd.trailmark.plan+json"
SUFFIX: Final = ".trailmark"
COPYRIGHT: Final = "2026 Trailmark contributors"


class Release(NamedTuple):
    """One entry of CHANGELOG.md."""

    version: str
    day: date | None
    """None: not released yet."""
    changes: tuple[str, ...]
    """Plain sentences."""


def summary() -> str:
    """One line without a full stop."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(table["description"])


def introduction() -> list[str]:
    """The first paragraphs of README.md, before its first heading."""
    text = (ROOT / "README.md").read_text("utf-8").partition("\n## ")[0]
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return [plain(part) for part in parts if part and not part.startswith(("#", "!"))]


def releases() -> list[Release]:
    """Everything in CHANGELOG.md, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    parts = re.split(r"^## \[(.+?)\] - (.+)$", text, flags=re.MULTILINE)[1:]
    return [
        Release(version, None if day == "unreleased" else date.fromisoformat(day), tuple(_bullets(body)))
        for version, day, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def _bullets(body: str) -> Iterator[str]:
    for entry in re.split(r"^- ", body, flags=re.MULTILINE)[1:]:
        lines = entry.split("\n\n")[0]
        yield plain(" ".join(lines.split()))


def plain(text: str) -> str:
    """Markdown without its marks."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).replace("`", "").replace("**", "")


def table(heading: str) -> list[tuple[str, str]]:
    """The rows of the first table of two columns below a heading of docs/formats.md, as Markdown."""
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    body = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.match(r"\s*\|.*\|\n\|[-| ]+\|\n((?:\|.*\|\n)+)", body)
    if not rows:
        raise LookupError(f"docs/formats.md has no table below “{heading}”")
    cells = [row.strip("|").split("|", 1) for row in rows[1].splitlines()]
    return [(one.strip(), other.strip()) for one, other in cells]


def made_at() -> datetime:
    """The moment that stands in everything that is made: SOURCE_DATE_EPOCH, else that of the last commit."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        asked = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        seconds = asked.stdout.strip() or str(int((ROOT / "CHANGELOG.md").stat().st_mtime))
    return datetime.fromtimestamp(int(seconds), UTC)
