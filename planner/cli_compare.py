"""The commands that ask about a plan: compare it with others, and why an item is in it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import options
from planner.i18n import _

if TYPE_CHECKING:
    from planner.model.forecast import Forecast
    from planner.model.plan import Plan


def add_to(commands: Any) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Add `compare` and `why` to the commands (what `add_subparsers` returns)."""
    compare = commands.add_parser("compare", help=_("compare plans, learners and variants of your wishes"))
    compare.add_argument(
        "plans",
        nargs="*",
        metavar=_("FILE"),
        help=_("two to four plans saved with: trailmark plan … --json > FILE, or learners' own files"),
    )
    compare.add_argument(
        "--variant",
        action="append",
        default=[],
        metavar="NAME=VALUE,…",
        help=_(
            "your wishes with something changed: from, to, first, start, hours, deadline, known, or a choice by its "
            "name, such as from=software-developer or hours=6; may be repeated"
        ),
    )
    compare.add_argument("--different", action="store_true", help=_("in a table: only what is not the same everywhere"))
    form = compare.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help=_("print the comparison as a table in Markdown"))
    form.add_argument("--csv", action="store_true", help=_("print the comparison as a table in CSV"))
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
    """Saved plans, learners or variants side by side, or a learner's plan with its alternatives."""
    from planner.app import compare as module
    from planner.app import queries
    from planner.app.variants import LEAST, MOST
    from planner.model.plan import PlanStatus
    from planner.model.problem import error

    if arguments.alternatives and not arguments.plans and not arguments.variant:
        report = queries.alternatives(options.document_of(arguments), arguments.time_limit)
        print(report.model_dump_json(indent=2) if arguments.json else "\n".join(module.alternative_lines(report)))
        return options.OK if report.plan.status is PlanStatus.PLANNED else options.NO_PLAN
    count = len(arguments.plans) + len(arguments.variant) + bool(arguments.variant and not arguments.plans)
    if arguments.alternatives or not LEAST <= count <= MOST:
        text = _("Name two to four files, or describe yourself and add --variant or --alternatives.")
        raise error("compare", text)
    columns = _columns(arguments)
    as_pair = not arguments.variant and len(columns) == LEAST and not (arguments.markdown or arguments.csv)
    if as_pair:
        found = queries.compare(columns[0][1], columns[1][1])
        print(found.model_dump_json(indent=2) if arguments.json else "\n".join(module.lines(found)))
        return options.OK
    _print_table(arguments, columns)
    possible = all(plan.status is not PlanStatus.IMPOSSIBLE for _name, plan, _sure in columns)
    return options.OK if possible else options.NO_PLAN


def _columns(arguments: argparse.Namespace) -> list[tuple[str, Plan, Forecast | None]]:
    """Name, plan and forecast of every column."""
    from planner.app import compare, queries
    from planner.app.variants import Variant, planned, read_variation, variant_name

    found: list[tuple[str, Plan, Forecast | None]] = []
    variants = []
    for name in arguments.plans:
        if queries.kind_of(Path(name)) == "trailmark.learner":
            variants.append(Variant(queries.read_learner(Path(name), date.today()), own=False, file=Path(name)))
        else:
            plan = compare.read_plan(Path(name))
            found.append((Path(name).stem, plan, None))
    if arguments.variant:
        document = options.document_of(arguments)
        first = [] if arguments.plans else [Variant(document)]
        read = (read_variation(document.curriculum, text) for text in arguments.variant)
        variants += [*first, *(Variant(document, variation) for variation in read)]
    for variant in variants:
        one = planned(variant)
        found.append((variant_name(variant), one.plan, one.forecast))
    return found


def _print_table(arguments: argparse.Namespace, columns: Sequence[tuple[str, Plan, Forecast | None]]) -> None:
    from planner.app import side_words
    from planner.app.side_by_side import side_by_side

    names, plans, forecasts = zip(*columns, strict=True)
    found = side_by_side(plans, names, forecasts)
    if arguments.json:
        print(found.model_dump_json(indent=2))
    elif arguments.markdown:
        print(side_words.markdown(found, arguments.different), end="")
    elif arguments.csv:
        print(side_words.csv_file(found, arguments.different).decode("utf-8-sig"), end="")
    else:
        print("\n".join(side_words.lines(found)))


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
