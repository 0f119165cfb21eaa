"""The commands that ask about a plan: compare it with others, and why an item is in it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner import options
from planner.i18n import _


def add_to(commands: Any) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Add `compare` and `why` to the commands (what `add_subparsers` returns)."""
    compare = commands.add_parser("compare", help=_("compare two saved plans, or your plan with its alternatives"))
    compare.add_argument(
        "plans", nargs="*", metavar="PLAN.json", help=_("two plans saved with: trailmark plan … --json > FILE")
    )
    compare.add_argument(
        "--alternatives",
        action="store_true",
        help=_("plans that trade hours, money and time for each other, and the next best ones"),
    )
    why = commands.add_parser("why", help=_("say why an item is in the plan or not, and what it costs"))
    why.add_argument("item", help=_("id, title or alias of the item"))
    for command, text in ((compare, _("print the comparison as JSON")), (why, _("print the answer as JSON"))):
        options.add_learner(command)
        command.add_argument("--json", action="store_true", help=text)
    compare.set_defaults(time_limit=60.0)
    return compare, why


def compare(arguments: argparse.Namespace) -> int:
    """Two saved plans side by side, or a learner's plan with its alternatives."""
    from planner.app import compare as module
    from planner.app import queries
    from planner.model.plan import PlanStatus
    from planner.model.problem import error

    if arguments.alternatives and not arguments.plans:
        report = queries.alternatives(options.document_of(arguments), arguments.time_limit)
        print(report.model_dump_json(indent=2) if arguments.json else "\n".join(module.alternative_lines(report)))
        return options.OK if report.plan.status is PlanStatus.PLANNED else options.NO_PLAN
    if arguments.alternatives or len(arguments.plans) != 2:
        raise error("compare", _("Name two saved plans, or describe yourself and add --alternatives."))
    a, b = (module.read_plan(Path(name)) for name in arguments.plans)
    found = queries.compare(a, b)
    print(found.model_dump_json(indent=2) if arguments.json else "\n".join(module.lines(found)))
    return options.OK


def why(arguments: argparse.Namespace) -> int:
    """Why an item is in the plan or not."""
    from planner.app import explanation, queries
    from planner.model.names import resolve
    from planner.model.plan import PlanStatus

    document = options.document_of(arguments)
    item = resolve(document.curriculum, arguments.item)
    plan = queries.plan(document, arguments.time_limit)
    if plan.status is PlanStatus.IMPOSSIBLE:
        options.print_problems(plan.problems)
        return options.NO_PLAN
    found = queries.why(document, plan, item)
    print(found.model_dump_json(indent=2) if arguments.json else "\n".join(explanation.lines(found)))
    return options.OK
