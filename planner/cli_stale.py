"""The command `stale`: which facts of a curriculum should be looked at again."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from planner import options
from planner.i18n import _

FOUND_STALE = 1


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `stale` to the commands (what `add_subparsers` returns)."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "stale",
        help=_("list the facts that should be looked at again"),
        description=_(
            "Lists dated facts that have passed their shelf life, or soon will, or have no date. Nothing is fetched. "
            "With a learner's file, what most of the plan rests on comes first."
        ),
    )
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("a learner's file, a curriculum of any format, or a built-in name")
    )
    parser.add_argument("--on", type=options.day, metavar=_("DATE"), help=_("on this day instead of today"))
    parser.add_argument("--all", action="store_true", help=_("also what is fresh"))
    parser.add_argument("--fail", action="store_true", help=_("exit code 1 where anything is stale or not dated"))
    parser.add_argument("--json", action="store_true", help=_("print all facts as JSON"))
    return parser


def stale(arguments: argparse.Namespace) -> int:
    """List what is in question. Raises PlannerError."""
    from planner.app import queries
    from planner.app import stale as module
    from planner.model.freshness import State

    today = arguments.on or date.today()
    name = arguments.file or getattr(arguments, "curriculum", None) or queries.builtin_names()[0]
    if queries.kind_of(Path(name)) == "trailmark.learner":
        document = queries.read_learner(Path(name), today)
        found = module.staleness(document.curriculum, today, queries.plan(document))
    else:
        found = module.staleness(queries.load(name), today)
    if arguments.json:
        print(found.model_dump_json(indent=2))
    else:
        for fact in found.facts if arguments.all else module.in_question(found.facts):
            print(module.line(fact, today))
        print(module.summary(found))
    wrong = sum(found.counts[one] for one in (State.STALE, State.UNDATED, State.FUTURE))
    return FOUND_STALE if arguments.fail and wrong else options.OK
