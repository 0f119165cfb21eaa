"""The options that describe a learner on the command line, and how they become a document."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.i18n import _

if TYPE_CHECKING:
    from planner.model.document import Document
    from planner.model.problem import Problem

OK = 0
BAD_INPUT = 2
NO_PLAN = 3

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add_learner(parser: argparse.ArgumentParser) -> None:
    """Who the learner is and what they wish: the same for a plan and its forecast."""
    parser.add_argument("--from", dest="start", metavar="ROLE", help=_("the role you start from, such as data-analyst"))
    parser.add_argument("--to", dest="goal", metavar="ID", help=_("the goal; the curriculum's own by default"))
    parser.add_argument("--hours-per-week", type=_hours, default=None, metavar="H", help=_("hours of study a week"))
    parser.add_argument(
        "--weekdays", type=_week, metavar="mon=2,sat=4", help=_("hours of study by weekday instead of a weekly sum")
    )
    parser.add_argument("--start", dest="begin", type=_day, metavar=_("DATE"), help=_("first day, such as 2027-01-04"))
    parser.add_argument(
        "--day-off",
        type=_period,
        action="append",
        default=[],
        metavar=_("DATE[..DATE]"),
        help=_("days without study; may be repeated"),
    )
    parser.add_argument("--deadline", type=_day, metavar=_("DATE"), help=_("when you want to have finished"))
    for name, text in (
        ("--known", _("an item you hold already; may be repeated")),
        ("--avoid", _("an item never to plan; may be repeated")),
        ("--prefer", _("an option to take wherever there is a choice; may be repeated")),
    ):
        parser.add_argument(name, action="extend", nargs="+", default=[], metavar="ID", help=text)
    parser.add_argument("--free-only", action="store_true", help=_("plan nothing that costs money"))
    parser.add_argument("--budget", type=_amount, metavar="USD", help=_("most money that the plan may cost"))
    parser.add_argument(
        "--aim",
        choices=("hours", "money", "mix", "time"),
        default="hours",
        help=_("what is made as small as possible; mix counts an hour at --hour-worth, time is the finish"),
    )
    parser.add_argument(
        "--then",
        choices=("hours", "money"),
        action="append",
        default=[],
        help=_("what decides between plans that are equally good by --aim; may be repeated"),
    )
    parser.add_argument("--hour-worth", type=_amount, metavar="USD", help=_("what an hour of study is worth to you"))
    parser.add_argument(
        "--time-limit", type=_amount, default=20.0, metavar="S", help=_("seconds after which a search for proof ends")
    )


def add_curriculum(parser: argparse.ArgumentParser) -> None:
    """Which curriculum to plan in: before the command or behind it."""
    parser.add_argument(
        "--curriculum",
        metavar=_("FILE|NAME"),
        default=argparse.SUPPRESS if parser.prog != "trailmark" else None,
        help=_("a curriculum file or the name of a built-in one"),
    )


def curriculum_of(arguments: argparse.Namespace) -> Any:
    """The curriculum that the options name, or the default one. Raises PlannerError."""
    from planner.app import queries

    name = getattr(arguments, "curriculum", None)
    return queries.load(name) if name else queries.load()


def document_of(arguments: argparse.Namespace) -> Document:
    """The curriculum and the learner that the options describe. Raises PlannerError."""
    from planner.app import commands, queries
    from planner.model.learner import Aim, Period

    document = queries.new_document(curriculum_of(arguments), date.today())
    if arguments.begin:
        document = commands.set_begin(document, arguments.begin)
    if arguments.start:
        document = commands.set_start(document, arguments.start)
    if arguments.goal:
        document = commands.set_goal(document, arguments.goal)
    if arguments.weekdays:
        document = commands.set_week(document, arguments.weekdays)
    elif arguments.hours_per_week is not None:
        document = commands.set_hours(document, arguments.hours_per_week)
    document = commands.set_known(document, arguments.known)
    for item in arguments.avoid:
        document = commands.avoid(document, item)
    for item in arguments.prefer:
        document = commands.prefer(document, item)
    if arguments.free_only:
        document = commands.set_free_only(document, True)
    if arguments.budget is not None:
        document = commands.set_budget(document, arguments.budget)
    document = commands.set_aim(document, Aim(arguments.aim), arguments.hour_worth)
    document = commands.set_then(document, map(Aim, arguments.then))
    for first, last in arguments.day_off:
        document = commands.add_period(document, Period(first=first, last=last))
    return commands.set_deadline(document, arguments.deadline)


def print_problems(problems: Sequence[Problem]) -> None:
    """Findings go to the error output, so that the output can be piped."""
    for problem in problems:
        print(f"trailmark: {problem.message}", file=sys.stderr)


def _hours(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 168:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number of hours from 0 to 168").format(text=text))
    return number


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= 100_000_000:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 0 to 100,000,000").format(text=text))
    return amount


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is not a date; write it as 2027-01-31").format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def _period(text: str) -> tuple[date, date]:
    first, _dots, last = text.partition("..")
    period = _day(first), _day(last or first)
    if period[1] < period[0]:
        raise argparse.ArgumentTypeError(_("“{text}” ends before it begins").format(text=text))
    return period


def _week(text: str) -> tuple[int, ...]:
    minutes = [0] * 7
    for part in text.split(","):
        name, equals, value = part.strip().partition("=")
        typed = name.strip().lower()
        day = next((at for at, day in enumerate(_DAYS) if len(typed) >= 3 and day.startswith(typed)), None)
        if day is None or not equals or _hours(value) > 24:
            message = _("“{text}” is not a weekday with its hours; write mon=2,sat=4").format(text=part)
            raise argparse.ArgumentTypeError(message)
        minutes[day] = round(_hours(value) * 60)
    return tuple(minutes)
