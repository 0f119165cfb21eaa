"""The command that writes handouts of a plan. What paints is in `ui`, which is not loaded before."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import options
from planner.cli_picture import NO_DISPLAY
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.handout.clock import Clock
    from planner.handout.content import Coach
    from planner.handout.formats import Format


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `handout` to the commands (what `add_subparsers` returns)."""
    handout: argparse.ArgumentParser = commands.add_parser(
        "handout",
        help=_("write a plan for somebody to take home: web page, PDF and more"),
        description=_("Writes a plan as files that explain themselves to somebody who has no Trailmark."),
    )
    handout.add_argument("file", nargs="?", metavar=_("FILE"), help=_("a learner's own file, as with --learner"))
    options.add_learner(handout)
    handout.add_argument(
        "--out", required=True, metavar=_("PLACE"), help=_("a folder, or the file to write where there is one format")
    )
    handout.add_argument(
        "--format",
        dest="kinds",
        metavar="pdf,html",
        help=_("formats with commas between; by default that of the file, or all of them"),
    )
    handout.add_argument("--coach", default="", metavar=_("NAME"), help=_("your name, to stand in every handout"))
    handout.add_argument("--logo", metavar=_("FILE"), help=_("your logo, a PNG or JPEG picture"))
    handout.add_argument("--with-name", action="store_true", help=_("the learner's name stands in it"))
    handout.add_argument(
        "--replace", action="store_true", help=_("replace files that are there already, also those of somebody else")
    )
    _add_clock(handout)
    return handout


def _add_clock(handout: argparse.ArgumentParser) -> None:
    handout.add_argument(
        "--at", default="18:00", metavar=_("TIME"), help=_("when study begins, for calendars and project files; 18:00")
    )
    handout.add_argument("--zone", metavar=_("ZONE"), help=_("time zone such as Europe/Berlin; that of the machine"))
    handout.add_argument(
        "--blocks",
        choices=("days", "weeks", "none"),
        default="days",
        help=_("study in a calendar: a block on every day (the default), one a week, or none"),
    )
    handout.add_argument(
        "--weeks", type=int, default=26, metavar="N", help=_("so many weeks of study in a calendar; 26, and 0 for all")
    )


def handout(arguments: argparse.Namespace) -> int:
    """Plan, write the files, and say where they are. Raises PlannerError."""
    from planner.app import queries, trust
    from planner.handout import formats
    from planner.handout.make import Wishes, make
    from planner.model.problem import Severity, error

    out = Path(arguments.out)
    kinds = _kinds(arguments.kinds, out)
    coach, clock = _coach(arguments), _clock(arguments)
    if any(kind.paints for kind in kinds):
        missing = importlib.import_module("ui.pictures.command").prepare()
        if missing:
            print(missing, file=sys.stderr)
            kinds = [kind for kind in kinds if not kind.paints]
            if arguments.kinds or not kinds:
                return NO_DISPLAY
    arguments.learner = arguments.learner or arguments.file
    document = options.document_of(arguments)
    answered = queries.plan_and_forecast(document, arguments.time_limit)
    plan = answered.plan
    options.print_problems(plan.problems)
    failed = any(problem.severity is Severity.ERROR for problem in plan.problems)
    if failed and not plan.items:
        return options.NO_PLAN
    key = queries.learner_key(Path(arguments.learner)) if arguments.learner else ""
    links = trust.known(document.curriculum)
    if not links:
        print(_("Its addresses do not become links: look at them with “trailmark inspect”."), file=sys.stderr)
    wishes = Wishes(coach, arguments.with_name, clock=clock, key=key, links=links)
    made = make(document, plan, answered.forecast(), wishes)
    places = formats.places(made, kinds, out)
    there = [] if arguments.replace else formats.not_theirs(made, places, out)
    if there:
        message = ngettext(
            "{names} is there already and may be somebody else's. Write into another folder, or say --replace.",
            "{names} are there already and may be somebody else's. Write into another folder, or say --replace.",
            len(there),
        )
        raise error("exists", message.format(names=", ".join(path.name for path in there)), file=str(out))
    for path in formats.save(made, kinds, lambda kind: places[kind.id]):
        print(_("Written: {path}").format(path=path))
    return options.NO_PLAN if failed else options.OK


def _kinds(asked: str | None, out: Path) -> Sequence[Format]:
    from planner.handout import formats

    if asked:
        return [formats.by_id(name.strip()) for name in dict.fromkeys(asked.split(","))]
    return formats.formats() if out.is_dir() else [formats.for_name(out.name)]


def _clock(arguments: argparse.Namespace) -> Clock:
    from planner.handout.clock import Clock, check_zone, read_time

    zone = check_zone(arguments.zone) if arguments.zone else ""
    return Clock(read_time(arguments.at), zone, arguments.blocks, max(0, arguments.weeks))


def _coach(arguments: argparse.Namespace) -> Coach:
    from planner.handout.content import Coach
    from planner.handout.logo import read_logo
    from planner.model.text import clean_text

    return Coach(clean_text(arguments.coach[:200], 200), read_logo(Path(arguments.logo)) if arguments.logo else None)
