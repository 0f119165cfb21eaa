"""The command that writes a curriculum in another format, and says before what that format cannot hold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from planner import options
from planner.i18n import _, ngettext

WOULD_LOSE = 1


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `convert` to the commands (what `add_subparsers` returns)."""
    convert: argparse.ArgumentParser = commands.add_parser(
        "convert",
        help=_("write a curriculum in another format"),
        description=_("Writes a curriculum in another format, and says what that format cannot hold."),
    )
    convert.add_argument("source", metavar=_("IN"), help=_("a curriculum file of any format, or a built-in name"))
    convert.add_argument("out", metavar=_("OUT"), help=_("the file to write; its ending says the format"))
    convert.add_argument("--to", metavar=_("FORMAT"), help=_("the format, where the ending does not say it"))
    convert.add_argument("--strict", action="store_true", help=_("write nothing where anything would be lost"))
    convert.add_argument("--json", action="store_true", help=_("print what was read, written and lost as JSON"))
    return convert


def convert(arguments: argparse.Namespace) -> int:
    """Read, say what is lost, write. Raises PlannerError."""
    from planner.app import exchange

    out = Path(arguments.out)
    prepared = exchange.prepare(arguments.source, out, arguments.to)
    refused = arguments.strict and bool(prepared.losses)
    if not arguments.json:
        for note in prepared.opened.notes:
            print(f"trailmark: {note}", file=sys.stderr)
        if prepared.losses:
            print(_("{format} cannot hold:").format(format=prepared.format.title), file=sys.stderr)
        for loss in prepared.losses:
            print(f"  {loss.message}", file=sys.stderr)
    done = exchange.finish(prepared, None if refused else out)
    if arguments.json:
        print(done.model_dump_json(indent=2))
    elif refused:
        print(_("Nothing was written."), file=sys.stderr)
    else:
        text = ngettext("{path}: {count} item of “{title}”", "{path}: {count} items of “{title}”", done.items)
        print(text.format(path=done.path, count=done.items, title=done.curriculum))
    return WOULD_LOSE if refused else options.OK
