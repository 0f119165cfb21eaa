"""`python packaging/release.py` tries everything that must hold before a release; it gives nothing away itself.

Every line says ok or FAILED, and then what to do. Exit code 0 only where all of it holds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as Xml

import desktop_data
import facts
import targets

from planner import __version__


class Step(NamedTuple):
    """One line of the list."""

    name: str
    what: str
    find: Callable[[], str]
    """What is wrong; empty: nothing."""
    advice: str


def main(arguments: list[str]) -> int:
    """Try the list, or what is asked for of it; 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="packaging/release.py", description="Tries what must hold before a release.")
    names = [step.name for step in STEPS]
    parser.add_argument("--list", action="store_true", help="only say what would be tried")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help="try these")
    parser.add_argument("--without", nargs="+", choices=names, default=[], metavar="NAME", help="leave these out")
    chosen = parser.parse_args(arguments)
    steps = [step for step in STEPS if step.name in chosen.only and step.name not in chosen.without]
    if chosen.list:
        for step in steps:
            print(f"{step.name:13} {step.what}")
        return 0
    left_out = [name for name in names if name not in {step.name for step in steps}]
    return run(steps, left_out)


def run(steps: Sequence[Step], left_out: Sequence[str] = ()) -> int:
    """Try all of them, whatever comes of the first; 1 where something does not hold."""
    failed = 0
    for step in steps:
        try:
            problem = step.find()
        except (OSError, LookupError, ValueError, subprocess.SubprocessError) as wrong:
            problem = f"{type(wrong).__name__}: {wrong}"
        print(f"{'FAILED' if problem else 'ok':8} {step.name:13} {problem or step.what}", flush=True)
        if problem:
            failed += 1
            print(f"{'':8} {'':13} {step.advice}")
    for name in left_out:
        print(f"{'left out':8} {name}")
    if failed:
        print(f"Not ready: {failed} of {len(steps)} do not hold.")
    elif not left_out:
        print(f"Ready: git tag v{__version__}, then give away what packaging/build.py makes.")
    return int(bool(failed))


def version() -> str:
    """Whether all places name one version, which has a day."""
    newest = facts.releases()[0]
    told = Xml.fromstring(desktop_data.metainfo()).find("releases/release")
    shown = None if told is None else told.get("version")
    if not newest.version == shown == __version__:
        return f"CHANGELOG.md has {newest.version}, planner/__init__.py {__version__}, the metainfo {shown}"
    if newest.day is None:
        return f"CHANGELOG.md calls {newest.version} unreleased"
    if newest.day > datetime.now(UTC).date():
        return f"CHANGELOG.md releases {newest.version} on a day to come, {newest.day}"
    return ""


def tree() -> str:
    """Whether everything is committed, and the version not given away before."""
    changed = _told("git", "status", "--porcelain").splitlines()
    if changed:
        return f"{len(changed)} files are not committed, such as {changed[0].strip()}"
    tagged = _told("git", "tag", "--list", f"v{__version__}").strip()
    if tagged and _told("git", "rev-list", "-n1", tagged) != _told("git", "rev-parse", "HEAD"):
        return f"{tagged} is another commit"
    return ""


def _told(*command: str) -> str:
    return subprocess.run(command, cwd=facts.ROOT, capture_output=True, encoding="utf-8", check=True).stdout


def locks() -> str:
    """Whether the locks hold what pyproject.toml asks for, in versions that it allows."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    told = tomllib.loads((facts.ROOT / "pyproject.toml").read_text("utf-8"))
    groups = told["dependency-groups"]
    asked = {"requirements.lock": [*told["project"]["dependencies"], *groups["test"]]}
    asked["requirements-dev.lock"] = [*groups["test"], *(one for one in groups["dev"] if isinstance(one, str))]
    for name, wanted in asked.items():
        text = (facts.ROOT / name).read_text("utf-8")
        pins: dict[str, set[str]] = {}
        for package, pin in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE):
            pins.setdefault(canonicalize_name(package), set()).add(pin)
        for one in map(Requirement, wanted):
            if not any(one.specifier.contains(pin) for pin in pins.get(canonicalize_name(one.name), ())):
                return f"{name} has no {one}"
        bare = [
            block.split()[0]
            for block in re.split(r"^(?=\w)", text, flags=re.MULTILINE)
            if block.strip() and "--hash" not in block
        ]
        if bare:
            return f"{name} has no hash of {', '.join(bare)}"
    return ""


def translations() -> str:
    """Whether every text is there in every language, and nobody has to look at one again."""
    import polib

    open_ = {
        path.parts[-3]: sum(1 for entry in polib.pofile(str(path)) if not entry.obsolete and not entry.translated())
        for path in sorted((facts.ROOT / "planner" / "locale").glob("*/LC_MESSAGES/*.po"))
    }
    if not open_:
        return "there are no translations"
    return ", ".join(f"{language}: {number} to do" for language, number in open_.items() if number)


def command(*arguments: str, **variables: str) -> str:
    """Run something that shows itself what it finds, with more environment variables."""
    environment = {**os.environ, **variables}
    code = subprocess.run([sys.executable, *arguments], cwd=facts.ROOT, env=environment, check=False).returncode
    return f"exit code {code}" if code else ""


def self_test() -> str:
    """Whether the wheel works, unpacked somewhere else, with the packages of this environment."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if targets.wheel(place):
            return "the wheel cannot be made"
        (packed,) = place.glob("*.whl")
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(place / "in")
        environment = {**os.environ, "PYTHONPATH": str(place / "in"), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "trailmark_app", "self-test"],
            cwd=place,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("ok")) or done.stderr
        return "" if str(place / "in") in done.stdout else "another Trailmark than that of the wheel was tried"


def twice() -> str:
    """Whether source, wheel and desktop data of two builds are the same, byte for byte."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        made = [_sums(Path(folder)) for folder in (one, other)]
    different = sorted(name for name in {*made[0], *made[1]} if made[0].get(name) != made[1].get(name))
    return f"not the same twice: {', '.join(different)}" if different else ""


def _sums(into: Path) -> dict[str, str]:
    for target in (targets.sdist, targets.wheel):
        if target(into):
            raise ValueError(f"{target.__name__} cannot be made")
    desktop_data.write(into / "usr")
    return {
        str(path.relative_to(into)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(into.rglob("*"))
        if path.is_file()
    }


def tools() -> str:
    """Whether the validators are here; without them `desktop` judges less than it should."""
    wanted = ("desktop-file-validate", "appstreamcli", "xmllint", "update-mime-database", "mandoc")
    missing = [name for name in wanted if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


STEPS: Final = (
    Step("version", "one version everywhere, with a day", version, "Set them, and the day, in CHANGELOG.md."),
    Step(
        "tree",
        "everything is committed, the version is new",
        tree,
        "Commit it; raise __version__ where it was given away.",
    ),
    Step("locks", "the locks fit pyproject.toml", locks, "Make them again, see “Locks” in CONTRIBUTING.md."),
    Step("translations", "every text in every language", translations, "Translate them, see CONTRIBUTING.md."),
    Step(
        "tools",
        "the validators are installed",
        tools,
        "apt-get install desktop-file-utils appstream libxml2-utils shared-mime-info mandoc",
    ),
    Step(
        "desktop",
        "what a desktop gets is valid",
        lambda: command("packaging/build.py", "check"),
        "Mend what is said above.",
    ),
    Step("lint", "linters, types, import rules", lambda: command("run.py", "lint"), "Mend what is said above."),
    Step("tests", "all tests", lambda: command("run.py", "test"), "Mend what is said above."),
    Step(
        "bars",
        "what is tried at random, as often as docs/reliability.md says; hours",
        lambda: command("run.py", "test", "-n", "auto", "-m", "fuzz", "-rP", TRAILMARK_FUZZ="1"),
        "Every failure names the number that makes it happen again.",
    ),
    Step("self-test", "the wheel works, unpacked elsewhere", self_test, "Run trailmark self-test for what to do."),
    Step("twice", "two builds are the same", twice, "Look for times, paths and orders of sets in what is made."),
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
