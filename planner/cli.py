"""The command line. Heavy packages are imported by the commands that need them, never for `--version`."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner import (
    __version__,
    cli_clients,
    cli_compare,
    cli_convert,
    cli_curricula,
    cli_handout,
    cli_inspect,
    cli_library_news,
    cli_match,
    cli_picture,
    cli_self_test,
    cli_stale,
    i18n,
    options,
    origin,
    start,
)
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.model.curriculum import Curriculum
    from planner.model.document import Document
    from planner.model.plan import Plan

OK = options.OK
FOUND_PROBLEMS = 1
BAD_INPUT = options.BAD_INPUT
NO_PLAN = options.NO_PLAN
NO_DISPLAY = cli_picture.NO_DISPLAY
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run `trailmark` with these arguments; returns the exit code documented in docs/formats.md."""
    i18n.use_language()
    i18n.speak_for_argparse()
    start.write_what_can_be_shown()
    given = sys.argv[1:] if argv is None else list(argv)
    opened = start.file_to_open(given)
    arguments = command_line().parse_args([] if opened else given)
    if getattr(arguments, "json", False):  # programs read it: the same whatever the language
        i18n.use_language(i18n.PLAIN)
    foreign = None if arguments.command == "self-test" else origin.check()
    if foreign:
        print(foreign, file=sys.stderr)
        return BAD_INPUT
    if arguments.command is None:
        return int(importlib.import_module("ui.app").main(arguments.curriculum, opened))
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from planner.model.problem import PlannerError

    commands = {"plan": _plan, "forecast": _forecast, "check": _check, "show": _show, "list": _list}
    commands |= {"metrics": _metrics, "compare": cli_compare.compare, "why": cli_compare.why}
    commands |= {"picture": cli_picture.picture, "convert": cli_convert.convert, "match": cli_match.match}
    commands |= {"clients": cli_clients.clients, "handout": cli_handout.handout, "curricula": cli_curricula.curricula}
    commands |= {"self-test": cli_self_test.self_test, "library-news": cli_library_news.library_news}
    commands |= {"inspect": cli_inspect.inspect, "stale": cli_stale.stale}
    try:
        code = commands[arguments.command](arguments)
        sys.stdout.flush()
    except PlannerError as wrong:
        for problem in wrong.problems:
            print(f"trailmark: {problem}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # whoever read the output has seen enough; Python must not try to write the rest at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def command_line() -> argparse.ArgumentParser:
    """Every command with its options, in the language that is spoken; man page and completions are made from it."""
    parser = argparse.ArgumentParser(
        prog="trailmark",
        description=_("Plans how to get from where you are to the role you want: what to learn, in which order, when."),
        epilog=_("Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"trailmark {__version__}")
    options.add_curriculum(parser)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    plan = commands.add_parser("plan", help=_("compute a dated plan"))
    options.add_learner(plan)
    plan.add_argument(
        "--after",
        metavar="PLAN.json",
        help=_("plan again after this plan, saved with --json, with the least change; says what moves"),
    )
    plan.add_argument("--today", type=options.day, metavar=_("DATE"), help=_("with --after: nothing is planned before"))
    plan.add_argument("--why", action="store_true", help=_("print the whole chain of reasons for every item"))
    plan.add_argument("--json", action="store_true", help=_("print the plan as JSON"))
    forecast = commands.add_parser("forecast", help=_("say how sure the date of the plan is"))
    options.add_learner(forecast)
    forecast.add_argument("--json", action="store_true", help=_("print the forecast as JSON"))
    check = commands.add_parser("check", help=_("check a curriculum against the rules"))
    check.add_argument("file", nargs="?", help=_("a curriculum file or the name of a built-in one"))
    check.add_argument(
        "--strict", action="store_true", help=_("also look for what has no basis, source or date; notes count, too")
    )
    check.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    show = commands.add_parser("show", help=_("show one item with its reasons"))
    show.add_argument("node", help=_("id, title or alias of the item"))
    show.add_argument("--json", action="store_true", help=_("print the item as JSON"))
    listing = commands.add_parser("list", help=_("list the items of a curriculum"))
    listing.add_argument("--kind", help=_("only items of this kind, such as role or skill"))
    listing.add_argument("--json", action="store_true", help=_("print the items as JSON"))
    metrics = commands.add_parser("metrics", help=_("measure how hard a curriculum is to get through"))
    metrics.add_argument("file", nargs="?", help=_("a curriculum file of any format, or a built-in name"))
    metrics.add_argument("--json", action="store_true", help=_("print the metrics as JSON"))
    compare, why = cli_compare.add_to(commands)
    picture, match = cli_picture.add_to(commands), cli_match.add_to(commands)
    cli_convert.add_to(commands)
    cli_inspect.add_to(commands)
    cli_clients.add_to(commands)
    cli_curricula.add_to(commands)
    cli_library_news.add_to(commands)
    handout = cli_handout.add_to(commands)
    stale = cli_stale.add_to(commands)
    cli_self_test.add_to(commands)
    for command in (plan, forecast, check, show, listing, metrics, compare, why, picture, match, handout, stale):
        options.add_curriculum(command)
    return parser


def _plan(arguments: argparse.Namespace) -> int:
    from planner.app import queries
    from planner.model.plan import PlanStatus
    from planner.model.problem import Severity

    document = options.document_of(arguments)
    if arguments.after:
        plan, moved = _plan_again(document, arguments)
    else:
        plan, moved = queries.plan(document, arguments.time_limit), []
    if arguments.json:
        print(plan.model_dump_json(indent=2))
    else:
        for line in moved:
            print(line)
        _print_plan(plan, arguments.why, document.curriculum)
        if plan.status is PlanStatus.IMPOSSIBLE:
            _print_ways_out(document)
    failed = any(problem.severity is Severity.ERROR for problem in plan.problems)
    return NO_PLAN if failed else OK


def _print_ways_out(document: Document) -> None:
    from planner.app import whatif

    for line in whatif.repair_lines(document):
        print(line, file=sys.stderr)  # as the problem itself


def _plan_again(document: Document, arguments: argparse.Namespace) -> tuple[Plan, list[str]]:
    """The plan that differs least from a saved one, and what has changed, in words."""

    from planner.app import compare, queries

    before = compare.read_plan(Path(arguments.after))
    again = queries.replan(document, before, arguments.today, arguments.time_limit)
    return again.plan, compare.replan_lines(before, again)


def _forecast(arguments: argparse.Namespace) -> int:
    from planner.app import queries
    from planner.app.forecast_words import forecast_words, stop_words

    forecast = queries.forecast(options.document_of(arguments), arguments.time_limit)
    if arguments.json:
        print(forecast.model_dump_json(indent=2))
    else:
        for line in (*forecast_words(forecast), *stop_words(forecast)):
            print(line)
        options.print_problems(forecast.problems)
    return NO_PLAN if forecast.problems else OK


def _print_plan(plan: Plan, all_reasons: bool, curriculum: Curriculum) -> None:
    from planner.app.depth_words import depth_sentence, spared_words
    from planner.app.proof import choice_words, order_limit_words, order_words
    from planner.model.override_words import provenance

    totals = plan.totals
    if plan.items:
        print(
            _("To {goal}: {steps}, {hours:,.0f} hours, {cost:,.0f} USD").format(
                goal=plan.goal_title,
                steps=ngettext("{count} step", "{count} steps", totals.items).format(count=totals.items),
                hours=totals.hours,
                cost=totals.cost_usd,
            )
        )
        if plan.finish:
            print(
                _("From {begins} to {finish}. {binding}").format(
                    begins=plan.begins, finish=plan.finish, binding=plan.binding.sentence
                )
            )
        for words in (choice_words(plan), order_words(plan), order_limit_words(plan), spared_words(plan.items)):
            if words:
                print(words)
        print()
    elif not plan.problems:
        print(_("You are there already: nothing is left to do."))
    for number, item in enumerate(plan.items, 1):
        first, last = (i18n.day(one) if one else _("never") for one in (item.start, item.finish))
        effort = i18n.months(item.months) if item.months else _("{hours:.1f} h").format(hours=item.hours)
        print(f"{number:4}  {first:>13} – {last:<13}  {effort:>10}  {item.title} ({item.id})")
        for step in item.why if all_reasons else item.why[:1]:
            print("      " + _("for {needed_by}: {reason}").format(needed_by=step.needed_by_title, reason=step.reason))
        if item.depth:
            print("      " + depth_sentence(item.depth))
        otherwise = provenance(curriculum.overrides, item.id, curriculum.titles)
        if otherwise:
            print("      " + " ".join(otherwise))
    for renewal in plan.renewals:
        print(_("To renew by {date}: {title}").format(date=renewal.by, title=renewal.title))
    options.print_problems(plan.problems)


def _check(arguments: argparse.Namespace) -> int:
    from planner.app import queries
    from planner.model.problem import Severity

    name = arguments.file or getattr(arguments, "curriculum", None)
    problems = queries.check(name or queries.builtin_names()[0], arguments.strict)
    if arguments.json:
        print(json.dumps([problem.model_dump(mode="json") for problem in problems], ensure_ascii=False, indent=2))
    else:
        names = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}
        for problem in problems:
            print(f"{names[problem.severity]}: {problem}")
        if not problems:
            print(_("No problem found."))
    failed = any(arguments.strict or problem.severity is not Severity.NOTE for problem in problems)
    return FOUND_PROBLEMS if failed else OK


def _show(arguments: argparse.Namespace) -> int:
    from planner.app import queries
    from planner.app.details import lines
    from planner.model.names import resolve

    curriculum = options.curriculum_of(arguments)
    item = resolve(curriculum, arguments.node)
    if arguments.json:
        print(curriculum.by_id[item].model_dump_json(indent=2))
    else:
        print("\n".join(lines(queries.details(curriculum, item), date.today())))
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from planner.model.curriculum import Kind
    from planner.model.problem import error

    curriculum = options.curriculum_of(arguments)
    if arguments.kind not in (None, *Kind):
        message = _("“{text}” is no kind of item. There are: {kinds}.")
        raise error("no-such-kind", message.format(text=arguments.kind, kinds=", ".join(Kind)))
    nodes = [node for node in curriculum.nodes if arguments.kind in (None, node.kind.value)]
    if arguments.json:
        rows = [
            {
                "id": node.id,
                "title": node.title,
                "kind": node.kind.value,
                "domain": node.domain,
                "status": node.status.value,
                "hours": node.hours.likely,
            }
            for node in nodes
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for node in nodes:
            print(f"{node.id:34} {node.kind.value:14} {node.title}")
    return OK


def _metrics(arguments: argparse.Namespace) -> int:
    from planner.app import metrics

    report = metrics.metrics(arguments.file or getattr(arguments, "curriculum", None))
    if arguments.json:
        print(report.model_dump_json(indent=2))
    else:
        print("\n".join(metrics.lines(report)))
        for problem in report.problems:
            print(f"trailmark: {problem}", file=sys.stderr)
    return OK
