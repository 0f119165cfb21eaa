"""The options that describe a learner on the command line, and how they become a document."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.model.document import Document
    from planner.model.learner import Period
    from planner.model.problem import Problem

OK = 0
BAD_INPUT = 2
NO_PLAN = 3

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add_learner(parser: argparse.ArgumentParser) -> None:
    """Who the learner is and what they wish: the same for a plan and its forecast."""
    parser.add_argument(
        "--learner", metavar=_("FILE"), help=_("a learner's own file; the other options change what stands in it")
    )
    parser.add_argument(
        "--from", dest="start", metavar=_("ROLE"), help=_("the role you start from, such as data-analyst")
    )
    parser.add_argument("--to", dest="goal", metavar="ID", help=_("the goal; the curriculum's own by default"))
    parser.add_argument("--hours-per-week", type=_hours, default=None, metavar="H", help=_("hours of study a week"))
    parser.add_argument(
        "--weekdays", type=_week, metavar="mon=2,sat=4", help=_("hours of study by weekday instead of a weekly sum")
    )
    parser.add_argument("--start", dest="begin", type=day, metavar=_("DATE"), help=_("first day, such as 2027-01-04"))
    parser.add_argument(
        "--day-off",
        type=_period,
        action="append",
        default=[],
        metavar=_("DATE[..DATE]"),
        help=_("days without study; may be repeated"),
    )
    parser.add_argument("--deadline", type=day, metavar=_("DATE"), help=_("when you want to have finished"))
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
        help=_(
            "what is made as small as possible; mix is money, with hours and weeks at --hour-worth and --week-worth; "
            "time is the finish"
        ),
    )
    parser.add_argument(
        "--then",
        choices=("hours", "money", "mix", "time"),
        action="append",
        default=[],
        help=_("what decides between plans that are equally good by --aim; may be repeated"),
    )
    parser.add_argument("--hour-worth", type=_amount, metavar="USD", help=_("what an hour of study is worth to you"))
    parser.add_argument(
        "--week-worth", type=_amount, metavar="USD", help=_("what finishing a week earlier is worth to you")
    )
    _add_order(parser)
    _add_dates(parser)
    parser.add_argument(
        "--time-limit", type=_amount, default=20.0, metavar="S", help=_("seconds after which a search for proof ends")
    )


def _add_order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--order",
        choices=("finish", "wins", "topics", "balance"),
        help=_(
            "earliest finish; early credentials and milestones; few changes of subject; "
            "or the same finish with the lightest weeks"
        ),
    )
    parser.add_argument(
        "--by-hand", nargs="+", default=[], metavar="ID", help=_("items that you want in this order, first to last")
    )
    parser.add_argument(
        "--max-topics",
        type=int,
        choices=range(1, 11),
        metavar="N",
        help=_("items studied at a time, 1 to 10"),
    )


def _add_dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--holidays", default="", metavar="DE-BY", help=_("country or region whose public holidays are free of study")
    )
    for name, kind, metavar, text in (
        ("--not-before", _dated, _("ID=DATE"), _("do not begin an item before this day")),
        ("--booked", _dated, _("ID=DATE"), _("an exam that is booked for this day")),
        ("--obtained", _dated, _("ID=DATE"), _("when you obtained something that lapses")),
        ("--progress", _partly, "ID=0.5", _("the part of an item that is done")),
        ("--begun", _dated, _("ID=DATE"), _("since when you are in a job or degree")),
        ("--spent", _spent, "ID=H", _("hours that a finished item really took; the forecast learns your pace")),
    ):
        parser.add_argument(name, type=kind, action="append", default=[], metavar=metavar, help=text)


def sentences_of_argparse() -> tuple[str, ...]:
    """What argparse itself says, so that a translation can hold it: it looks these up by their English."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("show program's version number and exit"),
        _("%(prog)s: error: %(message)s\n"),
        _("argument %(argument_name)s: %(message)s"),
        _("unrecognized arguments: %s"),
        _("not allowed with argument %s"),
        _("ignored explicit argument %r"),
        _("the following arguments are required: %s"),
        _("one of the arguments %s is required"),
        _("expected one argument"),
        _("expected at most one argument"),
        _("expected at least one argument"),
        ngettext("expected %s argument", "expected %s arguments", 2),
        _("ambiguous option: %(option)s could match %(matches)s"),
        _("invalid %(type)s value: %(value)r"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("unknown parser %(parser_name)r (choices: %(choices)s)"),
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
    from planner.app import commands, queries, wishes
    from planner.model.learner import Aim, Order, Period

    if arguments.learner:
        document = queries.read_learner(Path(arguments.learner), date.today())
    else:
        document = queries.new_document(curriculum_of(arguments), date.today())
    single: list[tuple[Any, Callable[[Document, Any], Document]]] = [
        (arguments.begin, commands.set_begin),
        (arguments.start, commands.set_start),
        (arguments.goal, commands.set_goal),
        (None if arguments.weekdays else arguments.hours_per_week, wishes.set_hours),
        (arguments.weekdays, commands.set_week),
        (arguments.free_only or None, commands.set_free_only),
        (arguments.budget, commands.set_budget),
        (arguments.aim and Aim(arguments.aim), commands.set_aim),
        (arguments.hour_worth, commands.set_hour_worth),
        (arguments.week_worth, commands.set_week_worth),
        ((arguments.then and [Aim(aim) for aim in arguments.then]) or None, commands.set_then),
        (arguments.deadline, commands.set_deadline),
        (arguments.order and Order(arguments.order), commands.set_order),
        (arguments.by_hand or None, commands.set_by_hand),
        (arguments.max_topics, commands.set_max_topics),
        (arguments.holidays or None, commands.set_holidays),
    ]
    for value, command in single:
        if value is not None:
            document = command(document, value)
    return _with_lists(document, arguments, [Period(first=first, last=last) for first, last in arguments.day_off])


def _with_lists(document: Document, arguments: argparse.Namespace, days_off: Sequence[Period]) -> Document:
    """What may be given several times."""
    from planner.app import commands

    several: list[tuple[Sequence[Any], Callable[[Document, Any], Document]]] = [
        (arguments.known, commands.mark_known),
        (arguments.avoid, commands.avoid),
        (arguments.prefer, commands.prefer),
        (days_off, commands.add_period),
    ]
    for values, command in several:
        for value in values:
            document = command(document, value)
    for pairs, paired in (
        (arguments.not_before, commands.set_not_before),
        (arguments.booked, commands.set_booked),
        (arguments.obtained, commands.set_obtained),
        (arguments.progress, commands.set_progress),
        (arguments.begun, commands.set_begun),
        (arguments.spent, commands.set_spent),
    ):
        for item, value in pairs:
            document = paired(document, item, value)
    return document


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


def day(text: str) -> date:
    """A day typed as 2027-01-31. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is not a date; write it as 2027-01-31").format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def _pair(text: str) -> tuple[str, str]:
    item, equals, value = text.rpartition("=")
    if not equals or not item.strip():
        raise argparse.ArgumentTypeError(_("“{text}” has no “=”; write ID=VALUE").format(text=text))
    return item.strip(), value.strip()


def _dated(text: str) -> tuple[str, date]:
    item, value = _pair(text)
    return item, day(value)


def _partly(text: str) -> tuple[str, float]:
    item, value = _pair(text)
    part = _amount(value)
    if not 0 < part <= 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a part above 0 and up to 1").format(text=value))
    return item, part


def _spent(text: str) -> tuple[str, float]:
    item, value = _pair(text)
    hours = _amount(value)
    if not 0 < hours <= 100_000:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number of hours above 0").format(text=value))
    return item, hours


def _period(text: str) -> tuple[date, date]:
    first, _dots, last = text.partition("..")
    period = day(first), day(last or first)
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
