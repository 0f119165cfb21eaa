"""The command that tries out whether this installation works; needs no display."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.app.self_test import Check, Tried

FAILED = 1


def add_to(commands: Any) -> None:
    """Add `self-test` to the commands (what `add_subparsers` returns)."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "self-test",
        help=_("try out whether this installation works"),
        description=_(
            "Tries out whether this installation works: packages, curricula, a plan, saving, fonts, a drawing, the "
            "window. No display is needed, and nothing is left behind."
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def self_test(arguments: argparse.Namespace) -> int:
    """Try everything, and say what to do about what does not work."""
    from planner.app.self_test import Tried, as_json, failed

    checks: list[Check] = []

    def finish() -> int:
        if arguments.json:
            print(as_json(checks))
        else:
            print(_summary(checks))
        sys.stdout.flush()
        return FAILED if failed(checks) else 0

    def stop(check: Check) -> None:  # Qt is about to end the program
        take(check)
        os._exit(finish())

    def take(check: Check) -> None:
        checks.append(check)
        if not arguments.json:
            print(_line(check), flush=True)

    tried = Tried()
    for check in _checks(tried, stop):
        take(check)
    return finish()


def _checks(tried: Tried, stop: Any) -> Iterator[Check]:
    from planner.app.self_test import attempt, core_checks, skipped

    yield from core_checks(tried)
    yield attempt("handout", lambda: _handout(tried)) if tried.plan else skipped("handout", "plan")
    try:
        drawing = importlib.import_module("ui.self_test")
    except ImportError as missing:
        reason = missing

        def nothing() -> str:
            raise reason

        yield attempt("qt", nothing)
        return
    yield from drawing.checks(tried, stop)


def _handout(tried: Tried) -> str:
    """Every format that can be taken home and needs no paint."""
    from planner.app.self_test import Failure
    from planner.handout import formats, make

    assert tried.document is not None
    assert tried.plan is not None
    handout = make.make(tried.document, tried.plan)
    kinds = [one for one in formats.formats() if not one.paints]
    for one in kinds:
        if not one.write(handout):
            raise Failure(_("nothing was written as {format}").format(format=one.id))
    return ", ".join(one.id for one in kinds)


def _line(check: Check) -> str:
    signs = {"ok": _("ok"), "note": _("note"), "failed": _("FAILED"), "skipped": _("skipped")}
    width = max(len(sign) for sign in signs.values())
    line = f"{signs[check.level]:{width}}  {check.name:10}  {check.found}"
    return f"{line}\n{'':{width}}  {'':10}  → {check.advice}" if check.advice else line


def _summary(checks: list[Check]) -> str:
    wrong = sum(check.level == "failed" for check in checks)
    if not wrong:
        return _("Trailmark works here.")
    return ngettext("{count} check failed.", "{count} checks failed.", wrong).format(count=wrong)
