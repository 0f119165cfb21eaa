"""The command `inspect`: what a file contains, before anybody trusts it."""

from __future__ import annotations

import argparse
from typing import Any

from planner import options
from planner.i18n import _


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `inspect` to the commands (what `add_subparsers` returns)."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "inspect",
        help=_("say what a file contains and where its links lead"),
        description=_(
            "Says what a curriculum or a learner's file contains, where its links lead, and what is wrong with it. "
            "Nothing in it runs, and nothing is fetched."
        ),
    )
    parser.add_argument(
        "file", metavar=_("FILE"), help=_("a learner's file, a curriculum of any format, or a built-in name")
    )
    parser.add_argument("--trust", action="store_true", help=_("its links may be followed from now on"))
    parser.add_argument("--json", action="store_true", help=_("print it as JSON"))
    return parser


def inspect(arguments: argparse.Namespace) -> int:
    """Look, and trust it where that is asked for. Raises PlannerError."""
    from planner.app import contents

    if arguments.trust:
        contents.trust_file(arguments.file)
    found = contents.of_file(arguments.file)
    if arguments.json:
        print(found.model_dump_json(indent=2))
    else:
        print("\n".join(contents.lines(found)))
    return options.OK
