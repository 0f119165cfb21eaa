"""What flatpak-builder needs: the manifest, the packages of the lock by their hashes, our wheel, the desktop's data."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import desktop_data
import facts

PYTHON: Final = (3, 12)
"""The Python of the runtime; what the lock has for older ones is left out."""
FROM_BASE: Final = frozenset({"pyside6-essentials", "shiboken6"})
"""What the base app brings along."""
REQUIREMENTS: Final = "requirements.txt"


class Entry:
    """One package of requirements.lock."""

    def __init__(self, block: str) -> None:
        """Read `name==version ; marker`, the hashes, and by whom it is asked for."""
        first = block.partition("\\")[0]
        self.name, _equals, _version = first.strip().partition("==")
        self.pin, _semicolon, self.marker = (part.strip() for part in first.partition(";"))
        self.hashes = re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)
        self.asked_by = set(re.findall(r"^    #(?: via)? +(\S.*)$", block, re.MULTILINE)) - {"via"}

    def is_for_the_runtime(self) -> bool:
        """Whether Linux with the Python of the runtime needs it. Raises ValueError for a marker of another kind."""
        if not self.marker:
            return True
        if self.marker == "sys_platform == 'win32'":
            return False
        older = re.fullmatch(r"python_full_version (<|>=) '(\d+)\.(\d+)'", self.marker)
        if not older:
            raise ValueError(f"{self.name}: nobody has said what “{self.marker}” means for Flatpak")
        return ((int(older[2]), int(older[3])) > PYTHON) == (older[1] == "<")


def locked() -> list[Entry]:
    """Everything in requirements.lock that is for the runtime."""
    text = (facts.ROOT / "requirements.lock").read_text("utf-8")
    entries = [Entry(block) for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if "==" in block]
    return [entry for entry in entries if entry.is_for_the_runtime()]


def wanted() -> list[Entry]:
    """What Trailmark needs at run time, extras included, of the lock, but for what the base app has."""
    entries = locked()
    names = _asked_directly()
    size = 0
    while size != len(names):
        size = len(names)
        names |= {entry.name for entry in entries if entry.asked_by & names}
    missing = _asked_directly() - {entry.name for entry in entries}
    if missing:
        raise LookupError(f"not in requirements.lock: {', '.join(sorted(missing))}")
    return [entry for entry in entries if entry.name in names - FROM_BASE]


def _asked_directly() -> set[str]:
    table = tomllib.loads((facts.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras: Iterable[list[str]] = table["optional-dependencies"].values()
    every = [*table["dependencies"], *(one for extra in extras for one in extra)]
    return {re.split(r"[^\w-]", one)[0].lower() for one in every if "win32" not in one}


def requirements() -> str:
    """For pip, which refuses anything with another hash."""
    lines = [" \\\n    ".join([entry.pin, *(f"--hash={one}" for one in entry.hashes)]) for entry in wanted()]
    return "\n".join(lines) + "\n"


def branch() -> str:
    """Of the runtime and the base app: the Qt that requirements.lock has for the runtime's Python, such as 6.12."""
    (qt,) = (one for one in locked() if one.name == "pyside6-essentials")
    return ".".join(qt.pin.partition("==")[2].split(".")[:2])


def manifest(wheel: str) -> dict[str, object]:
    """What flatpak-builder reads; nothing is downloaded but runtime and base app."""
    install = "python3 -m pip install --prefix=/app --no-index --no-deps --no-build-isolation"
    return {
        "id": facts.ID,
        "runtime": "org.kde.Platform",
        "runtime-version": branch(),
        "sdk": "org.kde.Sdk",
        "base": "io.qt.PySide.BaseApp",
        "base-version": branch(),
        "command": "trailmark-gui",
        # No network and no file but those that the person picks, which the portals hand over.
        "finish-args": ["--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"],
        "build-options": {"env": {"BASEAPP_REMOVE_WEBENGINE": "1", "BASEAPP_DISABLE_NUMPY": "1"}},
        "cleanup-commands": ["/app/cleanup-BaseApp.sh"],
        "modules": [
            {
                "name": "packages",
                "buildsystem": "simple",
                "build-commands": [f"{install} --require-hashes --find-links=wheels -r {REQUIREMENTS}"],
                "sources": [
                    {"type": "dir", "path": "wheels", "dest": "wheels"},
                    {"type": "file", "path": REQUIREMENTS},
                ],
            },
            {
                "name": "trailmark",
                "buildsystem": "simple",
                "build-commands": [f"{install} {wheel}", "cp -r share /app/", "/app/bin/trailmark --version"],
                "sources": [{"type": "file", "path": wheel}, {"type": "dir", "path": "share", "dest": "share"}],
            },
        ],
    }


def write(wheel: Path, into: Path) -> Path:
    """Everything beside each other in `into`; returns the manifest. The folder `wheels` in it stays as it is."""
    into.mkdir(parents=True, exist_ok=True)
    (into / "wheels").mkdir(exist_ok=True)
    shutil.rmtree(into / "share", ignore_errors=True)
    desktop_data.write(into)
    shutil.copyfile(wheel, into / wheel.name)
    (into / REQUIREMENTS).write_text(requirements(), "utf-8")
    target = into / f"{facts.ID}.json"
    target.write_text(json.dumps(manifest(wheel.name), indent=2) + "\n", "utf-8")
    return target


def download() -> str:
    """The command that fills the folder `wheels`, on any system."""
    version = ".".join(map(str, PYTHON))
    return (
        f"python -m pip download --require-hashes --no-deps --only-binary=:all: --python-version {version} "
        f"--platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 -r {REQUIREMENTS} -d wheels"
    )
