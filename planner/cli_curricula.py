"""The command `curricula`: what is built in, one line each."""

from __future__ import annotations

import argparse
import json
from typing import Any

from planner import options
from planner.i18n import _


def add_to(commands: Any) -> None:
    """Add `curricula` to the commands (what `add_subparsers` returns)."""
    parser = commands.add_parser("curricula", help=_("list the built-in curricula, for --curriculum NAME"))
    parser.add_argument("--json", action="store_true", help=_("print the list as JSON"))


def curricula(arguments: argparse.Namespace) -> int:
    """Name, title and what it leads to."""
    from planner.app import queries

    offers = queries.offers()
    if arguments.json:
        print(json.dumps([offer._asdict() for offer in offers], ensure_ascii=False, indent=2))
    else:
        width = max(len(offer.name) for offer in offers)
        for offer in offers:
            print(f"{offer.name:{width}}  {offer.title}")
            print(f"{'':{width}}  {offer.description}")
    return options.OK
