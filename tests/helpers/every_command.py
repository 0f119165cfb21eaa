"""Every command of the program with arguments for it: what a state machine draws from, so that none is left out."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st

import planner.app
from planner.app import (
    commands,
    follow,
    moves,
    named_choices,
    posting_gap,
    progress,
    queries,
    slip,
    variants,
    whatif,
    wishes,
)
from planner.app.commands import PlanWishes
from planner.model.document import Document
from planner.model.learner import MOST_HOUR_WORTH_USD, MOST_WEEK_WORTH_USD, Aim, Order, Period

Command = Callable[..., Document]
Arguments = st.SearchStrategy[tuple[Any, ...]]

CURRICULUM = queries.load()
IDS = st.sampled_from(sorted(CURRICULUM.by_id))
SOME = st.lists(IDS, max_size=4)
DAYS = st.dates(date(2026, 1, 1), date(2040, 1, 1))
PAST_DAY = date(2026, 6, 1)
PAST = st.dates(date(2025, 1, 1), PAST_DAY)
WORDS = st.sampled_from(["", "Said by the examiner", "<b>https://example.org</b>"])
MINUTES = st.integers(0, 1500)
PARTS = st.floats(-1, 2)
AIMS = st.sampled_from(Aim)
CHOICES = [choice.name for choice in named_choices.named_choices(queries.new_document(CURRICULUM, PAST_DAY))]

_ANSWER = "an answer without an event, for questions and the command line; a session says it with `progress`"

BESIDE: dict[Command, str] = {
    commands.mark_known: _ANSWER,
    commands.unmark_known: _ANSWER,
    commands.set_known: _ANSWER,
    commands.set_obtained: _ANSWER,
    commands.set_progress: _ANSWER,
    commands.set_begun: _ANSWER,
    commands.set_spent: _ANSWER,
    moves.move: "takes a plan; what it makes is `set_by_hand`",
    posting_gap.with_goal: "takes a posting that was read, and changes the curriculum",
    whatif.doing_without: "is no command: what the price of an item asks for",
    slip.plan_anew: "is about the plan alone, and no file says it",
    variants.varied: "is no command: what a search for other plans asks for",
}
"""Functions that look like commands and are not drawn, with the reason."""


def _periods() -> st.SearchStrategy[Period]:
    week = st.sampled_from([wishes.FREE, (60, 0, 60, 0, 60, 0, 0)])
    return st.builds(
        lambda day, length, week: Period(first=day, last=day + timedelta(days=length), week=week),
        DAYS,
        st.integers(0, 30),
        week,
    )


def _entries(document: Document, *kinds: str) -> st.SearchStrategy[str]:
    keys = [event.id for event in document.record.events if not kinds or event.kind in kinds]
    return st.sampled_from(keys) if keys else st.just("none")


def _plan_wishes() -> st.SearchStrategy[PlanWishes]:
    budget = st.none() | st.floats(0, 5000)
    return st.builds(PlanWishes, AIMS, st.lists(AIMS, max_size=2).map(tuple), budget, SOME.map(tuple), SOME.map(tuple))


OF_PLANS: dict[Command, Callable[[Document], Arguments]] = {
    commands.set_goal: lambda _: st.tuples(IDS),
    commands.set_start: lambda _: st.tuples(st.none() | IDS),
    commands.set_hours: lambda _: st.tuples(st.floats(-1, 200)),
    commands.set_week: lambda _: st.tuples(st.tuples(*[st.integers(0, 1440)] * 7)),
    commands.set_begin: lambda _: st.tuples(DAYS),
    commands.set_today: lambda _: st.tuples(st.just(None)),
    commands.set_name: lambda _: st.tuples(WORDS),
    commands.add_period: lambda _: st.tuples(_periods()),
    commands.set_deadline: lambda _: st.tuples(st.none() | DAYS),
    commands.set_order: lambda _: st.tuples(st.sampled_from(Order)),
    commands.set_max_topics: lambda _: st.tuples(st.integers(0, 11)),
    commands.set_holidays: lambda _: st.tuples(st.sampled_from(["", "DE", "DE-BY", "x"])),
    commands.set_not_before: lambda _: st.tuples(IDS, st.none() | DAYS),
    commands.set_booked: lambda _: st.tuples(IDS, st.none() | DAYS),
    commands.set_by_hand: lambda _: st.tuples(SOME),
    commands.set_learner: lambda document: st.builds(
        lambda goal, aim: (document.learner.changed(goal=goal, aim=aim),), IDS, AIMS
    ),
}
"""What is asked in the first steps, time, order and days."""

OF_WISHES: dict[Command, Callable[[Document], Arguments]] = {
    commands.avoid: lambda _: st.tuples(IDS),
    commands.allow: lambda document: st.tuples(st.sampled_from(document.learner.avoid or ("none",))),
    commands.prefer: lambda _: st.tuples(IDS),
    commands.set_free_only: lambda _: st.tuples(st.booleans()),
    commands.set_aim: lambda _: st.tuples(AIMS, st.none() | st.floats(-1, 2 * MOST_HOUR_WORTH_USD)),
    commands.set_hour_worth: lambda _: st.tuples(st.floats(-1, 2 * MOST_HOUR_WORTH_USD)),
    commands.set_week_worth: lambda _: st.tuples(st.floats(-1, 2 * MOST_WEEK_WORTH_USD)),
    commands.set_then: lambda _: st.tuples(st.lists(AIMS, max_size=3)),
    commands.set_budget: lambda _: st.tuples(st.none() | st.floats(0, 10_000)),
    commands.choose_option: lambda _: st.tuples(SOME, st.sampled_from(["", *CHOICES]), st.integers(0, 4)),
    commands.take_alternative: lambda _: st.tuples(_plan_wishes()),
    wishes.set_hours: lambda _: st.tuples(st.floats(-1, 200)),
    wishes.set_day: lambda _: st.tuples(st.integers(0, 6), st.integers(-60, 1500)),
    wishes.replace_period: lambda _: st.tuples(st.integers(-1, 3), _periods()),
    wishes.remove_period: lambda _: st.tuples(st.integers(-1, 3)),
    wishes.set_begin: lambda _: st.tuples(DAYS),
    named_choices.leave_open: lambda _: st.tuples(st.sampled_from(CHOICES)),
    named_choices.stop_preferring: lambda document: st.tuples(st.sampled_from(document.learner.prefer or ("none",))),
    posting_gap.prefer: lambda _: st.tuples(SOME),
}
"""What one wishes for, by name or by number."""

OF_LIFE: dict[Command, Callable[[Document], Arguments]] = {
    progress.begin: lambda _: st.tuples(IDS, PAST),
    progress.study: lambda _: st.tuples(IDS, PAST, MINUTES, WORDS),
    progress.set_part: lambda _: st.tuples(IDS, PARTS),
    progress.finish: lambda _: st.tuples(IDS, PAST, st.none() | st.floats(-1, 200), WORDS, WORDS),
    progress.know: lambda _: st.tuples(IDS, st.none() | PAST),
    progress.waive: lambda _: st.tuples(IDS, WORDS),
    progress.replace: lambda _: st.tuples(IDS, WORDS),
    progress.skip: lambda _: st.tuples(IDS, WORDS),
    progress.plan_again: lambda document: st.tuples(IDS | _told(document)),
    progress.annotate: lambda _: st.tuples(IDS, WORDS, WORDS),
    progress.know_exactly: lambda _: st.tuples(SOME),
    progress.remove_event: lambda document: st.tuples(_entries(document)),
    progress.change_study: lambda document: st.tuples(_entries(document, "studied"), PAST, MINUTES),
    posting_gap.know: lambda document: st.tuples(st.lists(IDS | _told(document), max_size=3)),
    follow.follow: lambda _: st.tuples(st.just(CURRICULUM)),
    follow.aim_at: lambda _: st.tuples(st.just(CURRICULUM)),
}
"""What happens as time goes by."""

COMMANDS = {**OF_PLANS, **OF_WISHES, **OF_LIFE}


def _told(document: Document) -> st.SearchStrategy[str]:
    """Items of which the record says something; any where it is empty."""
    told = sorted({event.node for event in document.record.events})
    return st.sampled_from(told) if told else IDS


def every_command() -> set[Command]:
    """What looks like a command in the program: public, from a document to a document."""
    found: set[Command] = set()
    for module in pkgutil.iter_modules(planner.app.__path__):
        loaded = importlib.import_module(f"planner.app.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            signature = inspect.signature(function)
            first = next(iter(signature.parameters.values()), None)
            if first is not None and (first.annotation, signature.return_annotation) == ("Document", "Document"):
                found.add(function)
    return found
