"""The clients of a coach in words: how one stands, which of them are meant by what is typed, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from planner import i18n
from planner.app.clients import Client, Standing
from planner.app.difference import amount
from planner.app.search import folded
from planner.i18n import _, ngettext

_RANK = {one: number for number, one in enumerate(Standing)}

FILTERS = ("all", "late", "on_time", "not_begun", "arrived", "unreadable")
"""Kinds of clients that can be asked for."""
_MEANT = {
    "late": {Standing.LATE, Standing.OVER_DEADLINE},
    "on_time": {Standing.ON_TIME},
    "not_begun": {Standing.NEW, Standing.WAITING},
    "arrived": {Standing.ARRIVED},
    "unreadable": {Standing.UNREADABLE},
}
SORTS = ("name", "goal", "progress", "standing", "next", "finish")
"""By what the list can be sorted; "standing": those who are latest first."""


def standing_words(client: Client) -> str:
    """Whether somebody is on time, in a few words."""
    days = amount(client.late_days) if client.late_days else ""
    beyond = _("{amount} after the deadline").format(amount=amount(client.deadline_days))
    return {
        Standing.LATE: ", ".join([_("{amount} late").format(amount=days), *([beyond] if client.deadline_days else [])]),
        Standing.OVER_DEADLINE: _("{amount} after the deadline").format(amount=days),
        Standing.ON_TIME: _("on time"),
        Standing.WAITING: _("begins {day}").format(day=i18n.day(client.begins)) if client.begins else "",
        Standing.NEW: _("no plan yet"),
        Standing.ARRIVED: _("has arrived"),
        Standing.UNREADABLE: _("cannot be read"),
    }[client.standing]


def open_words(client: Client) -> str:
    """Who has the file open; empty where nobody does."""
    if client.open_here:
        return _("Open in a window on this computer.")
    return _("Open on {host}.").format(host=client.held_by) if client.held_by else ""


def progress_words(client: Client) -> str:
    """How far somebody is, such as "11 %, 4 of 39 steps"."""
    if client.progress is None:
        return ""
    steps = _("{done} of {steps} steps").format(done=client.done, steps=client.steps)
    return _("{percent:.0f} %, {steps}").format(percent=100 * client.progress, steps=steps)


def spoken(client: Client, name: str) -> str:
    """Everything of one client in a sentence; `name`: as the client is to be called."""
    goal = _("goal: {title}").format(title=client.goal) if client.goal else ""
    following = _("next: {title}").format(title=client.next) if client.next else ""
    parts = (name, goal, progress_words(client), standing_words(client), following, client.problem, open_words(client))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def found(
    clients: Iterable[Client], text: str = "", kind: str = "all", called: Callable[[Client], str] | None = None
) -> list[Client]:
    """Those that are meant: every word of `text` stands in what is shown of them, whatever its accents and case.

    `called`: how a client is called on the screen; nothing else is looked through.
    """
    words = folded(text).split()
    shown = []
    for client in clients:
        if kind != "all" and client.standing not in _MEANT[kind]:
            continue
        name = called(client) if called else client.name
        text_of = folded(" ".join((name, client.goal, client.next, standing_words(client))))
        if all(word in text_of for word in words):
            shown.append(client)
    return shown


def in_order(
    clients: Iterable[Client], by: str, backwards: bool = False, called: Callable[[Client], str] | None = None
) -> list[Client]:
    """The clients sorted by one of SORTS; what nobody knows comes last either way, and equals by name."""

    def name(client: Client) -> Any:
        return folded(called(client) if called else client.name)

    keys: dict[str, Callable[[Client], Any]] = {
        "name": name,
        "goal": lambda one: folded(one.goal) or None,
        "progress": lambda one: one.progress,
        "standing": lambda one: (_RANK[one.standing], -one.late_days),
        "next": lambda one: folded(one.next) or None,
        "finish": lambda one: one.finish,
    }
    key = keys[by]
    by_name = sorted(clients, key=name)
    known = [one for one in by_name if key(one) is not None]
    unknown = [one for one in by_name if key(one) is None]
    return sorted(known, key=key, reverse=backwards) + unknown


def count_words(shown: int, whole: int) -> str:
    """How many clients are listed."""
    if shown == whole:
        return ngettext("{count} client", "{count} clients", whole).format(count=whole)
    return _("{shown} of {whole} clients").format(shown=shown, whole=whole)


def filter_words() -> dict[str, str]:
    """The kinds of clients, each with its name."""
    return {
        "all": _("All clients"),
        "late": _("Late"),
        "on_time": _("On time"),
        "not_begun": _("Not begun"),
        "arrived": _("Arrived"),
        "unreadable": _("Cannot be read"),
    }
