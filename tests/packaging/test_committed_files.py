"""No committed file names a package index or a path of somebody's machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces, so that this file passes its own test. "etc/passwd" is what tests let hostile links point to.
FORBIDDEN = re.compile(
    "python" + r"hosted|\bpypi\." + "org" + r"|registry\.npm" + "js|file:/" + r"//(?!etc/passwd)"
    r"|(?<![\w.~-])/(?:root|home/[a-z]\w*|Users/\w+)/|\b[A-Z]:\\+Users\\"
)


def committed_files() -> Iterator[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if (ROOT / ".git").exists() and listing.returncode == 0:
        yield from (ROOT / name for name in listing.stdout.split("\0") if name)
        return
    for path in ROOT.rglob("*"):  # unpacked from an archive
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts[:-1])
        if not hidden:
            yield path


def text_of(path: Path) -> str:
    content = path.read_bytes() if path.is_file() else b""
    return "" if b"\0" in content[:8000] else content.decode("utf-8", "replace")


def test_no_index_and_no_machine_path() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in committed_files()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line", ["https://files.python" + "hosted.org/x", "file:/" + "//opt/x", "see /ho" + "me/ada/notes", "/ro" + "ot/x"]
)
def test_the_pattern_bites(line: str) -> None:
    assert FORBIDDEN.search(line)


def test_locks_pin_every_package_with_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8").strip())
        assert len(blocks) > 10
        assert not [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]


def test_no_package_below_tests() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py")), "pytest would import these as the package under test"
