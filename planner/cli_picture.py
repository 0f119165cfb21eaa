"""The command that draws the map of a plan into a file. What paints is in `ui`, which is not loaded before."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Any

from planner import options
from planner.i18n import _

NO_DISPLAY = 69


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `picture` to the commands (what `add_subparsers` returns)."""
    picture: argparse.ArgumentParser = commands.add_parser(
        "picture",
        help=_("draw the map of a plan into a file: SVG, PDF or PNG"),
        description=_("Draws the map of a plan into a file. No display is needed."),
    )
    options.add_learner(picture)
    picture.add_argument(
        "--out", required=True, metavar=_("FILE"), help=_("file to write; its name ends in .svg, .pdf or .png")
    )
    shown = picture.add_mutually_exclusive_group()
    shown.add_argument("--stages", action="store_true", help=_("a board of stages and subjects"))
    shown.add_argument("--steps", action="store_true", help=_("every step with its title"))
    picture.add_argument("--everything", action="store_true", help=_("also what is not in the plan"))
    looks = ("light", "dark", "contrast", "contrast-dark")
    picture.add_argument("--theme", choices=looks, default="light", help=_("colours; light for paper"))
    picture.add_argument(
        "--size",
        default="map",
        metavar=_("SIZE"),
        help=_("map (as large as the map needs, the default), a4, a3, letter, or pixels such as 1920x1080"),
    )
    picture.add_argument(
        "--scale", type=float, default=1.0, metavar="N", help=_("finer pixels in a PNG: 1 to 4 times as many")
    )
    return picture


def picture(arguments: argparse.Namespace) -> int:
    """Plan, draw, and write the file. Raises PlannerError."""
    from planner.app import queries
    from planner.model.problem import Severity

    drawing = importlib.import_module("ui.pictures.command")
    missing = drawing.prepare()
    if missing:
        print(missing, file=sys.stderr)
        return NO_DISPLAY
    wish = drawing.wish_of(arguments.out, arguments.size, arguments.scale, arguments.theme)
    document = options.document_of(arguments)
    plan = queries.plan(document, arguments.time_limit)
    options.print_problems(plan.problems)
    failed = any(problem.severity is Severity.ERROR for problem in plan.problems)
    if failed and not plan.items:
        return options.NO_PLAN
    stages = True if arguments.stages else False if arguments.steps else None
    path = drawing.write(document, plan, wish, arguments.out, stages, arguments.everything)
    print(_("The map is drawn in {path}").format(path=path))
    return options.NO_PLAN if failed else options.OK
