"""The validators of the trade, run on what the desktop gets."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import facts


def commands(prefix: Path) -> list[tuple[str, ...]]:
    """Every validator with its arguments."""
    share = prefix / "share"
    entry = str(share / "applications" / f"{facts.ID}.desktop")
    metainfo = str(share / "metainfo" / f"{facts.ID}.metainfo.xml")
    kind = str(share / "mime" / "packages" / f"{facts.ID}.xml")
    return [
        ("desktop-file-validate", entry),
        ("appstreamcli", "validate", "--no-net", metainfo),
        ("xmllint", "--noout", metainfo, kind),
        ("update-mime-database", str(share / "mime")),
        ("mandoc", "-T", "lint", "-W", "warning", str(share / "man" / "man1" / "trailmark.1")),
        ("bash", "-n", str(share / "bash-completion" / "completions" / "trailmark")),
        ("zsh", "-n", str(share / "zsh" / "site-functions" / "_trailmark")),
        ("fish", "--no-execute", str(share / "fish" / "vendor_completions.d" / "trailmark.fish")),
    ]


def run(prefix: Path) -> int:
    """1 where one of them found something; one that is not installed is named."""
    codes = [_run(command) for command in commands(prefix)]
    return int(any(codes))


def _run(command: Sequence[str]) -> int:
    if shutil.which(command[0]) is None:
        print(f"not installed  {command[0]}")
        return 0
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    said = (done.stdout + done.stderr).strip()
    wrong = done.returncode != 0
    print(f"{'FAILED' if wrong else 'ok':14} {command[0]}", *(["\n" + said] if wrong else []))
    return int(wrong)
