"""The command `clients`: the learner files of a folder, one line each."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import options
from planner.i18n import _

if TYPE_CHECKING:
    from planner.app.clients import Client


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `clients` to the commands (what `add_subparsers` returns)."""
    clients: argparse.ArgumentParser = commands.add_parser("clients", help=_("list the learner files of a folder"))
    clients.add_argument("folder", metavar=_("FOLDER"), help=_("folder with learner files"))
    clients.add_argument("--today", type=options.day, metavar=_("DATE"), help=_("the day on which one is late or not"))
    clients.add_argument("--json", action="store_true", help=_("print the list as JSON"))
    return clients


def clients(arguments: argparse.Namespace) -> int:
    """Name, goal, progress, whether on time, next step."""
    from planner.app.client_words import in_order
    from planner.app.clients import ClientFolder, ClientList

    today = arguments.today or date.today()
    found: tuple[Client, ...] = ()
    for part in ClientFolder().read(Path(arguments.folder), today):
        found = part
    if arguments.json:
        print(ClientList(today=today, clients=tuple(in_order(found, "name"))).model_dump_json(indent=2))
    else:
        print("\n".join(_lines(in_order(found, "name"))) or _("There is no learner file in this folder."))
    return options.OK


def _lines(found: list[Client]) -> list[str]:
    from planner.app.client_words import open_words, progress_words, standing_words

    rows = [(one.name, one.goal, progress_words(one), standing_words(one), one.next) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    lines = []
    for client, row in zip(found, rows, strict=True):
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[4]]).rstrip())
        lines += [f"    {words}" for words in (client.problem, open_words(client)) if words]
    return lines
