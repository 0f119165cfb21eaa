"""Whether an installation works: what is tried on this computer, with what to do where something fails.

Nothing is left behind but what was there before, and nothing is written where the program lies.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Final

from planner import __version__, i18n, origin
from planner.app import output, queries, sample
from planner.app.workspace import Workspace
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError, Severity
from planner.storage import curricula, places

REQUIRED: Final = {
    "networkx": "networkx",
    "numpy": "numpy",
    "pydantic": "pydantic",
    "highspy": "highspy",
    "platformdirs": "platformdirs",
    "defusedxml": "defusedxml",
    "pypdf": "pypdf",
    "xlsxwriter": "XlsxWriter",
}
EXTRA: Final = {"holidays": "holidays", "docx": "python-docx"}
"""What is imported, and the distribution that has it."""
SCHEMAS: Final = ("curriculum", "forecast", "learner", "match", "plan")


class Level(StrEnum):
    """How it went. Only "failed" makes the whole test fail."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    level: Level
    found: str
    """What was found."""
    advice: str = ""
    """What to do about it, unless all is well."""


class Failure(Exception):
    """Something does not work."""

    def __init__(self, found: str, advice: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.advice = advice or _("Install Trailmark again.")


class Note(Failure):
    """Something is missing that not everybody needs."""


@dataclass(slots=True)
class Tried:
    """What later checks work on."""

    document: Document | None = None
    plan: Plan | None = None


def attempt(name: str, act: Callable[[], str]) -> Check:
    """The check `name`: `act` returns what it found, and raises what is wrong, whatever that is."""
    try:
        return Check(name, Level.OK, act())
    except Note as note:
        return Check(name, Level.NOTE, note.found, note.advice)
    except Failure as failure:
        return Check(name, Level.FAILED, failure.found, failure.advice)
    except PlannerError as wrong:
        return Check(name, Level.FAILED, str(wrong.problems[0]), _("Install Trailmark again."))
    except Exception as wrong:
        found = f"{type(wrong).__name__}: {wrong}"
        return Check(name, Level.FAILED, found, _("Install Trailmark again; if this stays, report it with this text."))


def skipped(name: str, without: str) -> Check:
    """What cannot be tried after something else has failed."""
    return Check(name, Level.SKIPPED, _("not tried without “{name}”").format(name=without))


def core_checks(tried: Tried) -> Iterator[Check]:
    """Everything but Qt, one after the other; leaves a document and its plan in `tried`."""
    yield attempt("program", _program)
    yield attempt("origin", _origin)
    yield attempt("packages", lambda: _packages(REQUIRED))
    yield attempt("extras", _extras)
    yield attempt("languages", _languages)
    yield attempt("curricula", lambda: _curricula(tried))
    yield attempt("schemas", _schemas)
    if tried.document is None:
        yield from (skipped(name, "curricula") for name in ("plan", "data"))
        return
    document = tried.document
    yield attempt("plan", lambda: _plan(document, tried))
    plan = tried.plan
    if plan is None:
        yield skipped("data", "plan")
        return
    yield attempt("data", lambda: save(document, plan))


def _program() -> str:
    return _("Trailmark {version} in {folder}, Python {python} on {system}").format(
        version=__version__,
        folder=Path(i18n.__file__).parents[1],
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )


def _origin() -> str:
    foreign = origin.check()
    if foreign:
        raise Failure(foreign, _("Install Trailmark into an environment of its own."))
    try:
        distribution = metadata.version("trailmark")
    except metadata.PackageNotFoundError:  # a checkout, or a bundle
        distribution = __version__
    if distribution != __version__:
        text = _("the program is {version}, its installation says {other}")
        raise Failure(text.format(version=__version__, other=distribution))
    return _("nothing else is called as the parts of Trailmark are")


def _packages(wanted: dict[str, str]) -> str:
    missing, found = [], []
    for module, distribution in wanted.items():
        try:
            importlib.import_module(module)
        except ImportError as wrong:
            missing.append(f"{distribution} ({wrong})")
            continue
        with suppress(metadata.PackageNotFoundError):
            found.append(f"{distribution} {metadata.version(distribution)}")
    if missing:
        raise Failure(_("missing: {names}").format(names=", ".join(missing)))
    return ", ".join(found) or ", ".join(wanted.values())


def _extras() -> str:
    try:
        return _packages(EXTRA)
    except Failure as missing:
        advice = _("Public holidays and Word files need them: pip install 'trailmark[holidays,documents]'")
        raise Note(missing.found, advice) from None


def _languages() -> str:
    counts = {language: i18n.texts(language) for language in i18n.LANGUAGES if language != "en"}
    missing = [language for language, count in counts.items() if not count]
    if missing:
        raise Failure(_("there are no texts in {languages}").format(languages=", ".join(missing)))
    return ", ".join(i18n.LANGUAGES)


def _curricula(tried: Tried) -> str:
    parts = []
    for name in curricula.builtin_names():
        curriculum = queries.load(name)
        wrong = [problem for problem in queries.check_loaded(curriculum) if problem.severity is Severity.ERROR]
        if wrong:
            raise Failure(f"{name}: {wrong[0]}")
        items = len(curriculum.nodes)
        parts.append(f"{name} ({ngettext('{count} item', '{count} items', items).format(count=items)})")
    if not parts:
        raise Failure(_("there is no curriculum in {folder}").format(folder=curricula.builtin_folder()))
    tried.document = sample.blank_client(queries.load(), date(2027, 1, 4))
    return ", ".join(parts)


def _schemas() -> str:
    for name in SCHEMAS:
        path = curricula.builtin_folder() / "schema" / f"{name}.schema.json"
        if "$schema" not in json.loads(path.read_text("utf-8")):
            raise Failure(_("{path} is no JSON Schema").format(path=path))
    return ", ".join(SCHEMAS)


def _plan(document: Document, tried: Tried) -> str:
    plan = queries.plan(document)
    if not plan.items or plan.finish is None:
        raise Failure(_("no plan was found"))
    tried.plan = plan
    if plan.proof != "optimal":
        advice = _("This computer is very busy or slow: try again.")
        raise Failure(_("a plan was found, but not proved to be the best within 20 seconds"), advice)
    steps = ngettext("{count} step", "{count} steps", len(plan.items)).format(count=len(plan.items))
    return _("{steps} to {goal}, proved to be the best").format(steps=steps, goal=plan.goal_title)


def save(document: Document, plan: Plan) -> str:
    """Keep somebody, and read them again: as the window does it, in a folder that lasts as long as this."""
    folder = places.data_folder()
    try:
        with _scratch(folder):
            first = Workspace()
            saved = first.save(document, plan)
            first.close()
            if saved.failed or first.path is None:
                raise Failure(saved.words)
            second = Workspace()
            again = second.open(first.path)
            second.close()
            if again.learner.start != document.learner.start or again.curriculum != document.curriculum:
                raise Failure(_("what was read again is not what was saved"))
            output.write_file(first.path.with_name("plan.json"), plan.model_dump_json().encode("utf-8"))
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        text = _("nothing can be kept in {folder}: {reason}").format(folder=folder, reason=reason)
        raise Failure(text, _("Make this folder writable, or let TRAILMARK_DATA name another one.")) from None
    return _("saved and read again in {folder}").format(folder=folder)


@contextmanager
def _scratch(folder: Path) -> Iterator[None]:
    """Let a new folder inside `folder` be the place for everything; afterwards all is as it was."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    before = os.environ.get("TRAILMARK_DATA")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="self-test-", dir=folder) as inside:
            os.environ["TRAILMARK_DATA"] = inside
            yield
    finally:
        if before is None:
            os.environ.pop("TRAILMARK_DATA", None)
        else:
            os.environ["TRAILMARK_DATA"] = before
        for one in made:
            with suppress(OSError):  # somebody else has put something there meanwhile
                one.rmdir()


def failed(checks: list[Check]) -> bool:
    """Whether anything does not work."""
    return any(check.level is Level.FAILED for check in checks)


def as_json(checks: list[Check]) -> str:
    """The report for a program."""
    rows = [
        {"name": check.name, "level": check.level.value, "found": str(check.found), "advice": str(check.advice)}
        for check in checks
    ]
    report = {
        "format": "trailmark.self-test",
        "format_version": 1,
        "version": __version__,
        "python": platform.python_version(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "passed": not failed(checks),
        "checks": rows,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
