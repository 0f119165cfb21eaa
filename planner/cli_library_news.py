"""The command `library-news`: what is new in the library for a curriculum that builds on it, or for a learner."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import options
from planner.i18n import _

if TYPE_CHECKING:
    from planner.app.library_news import LibraryNews


def add_to(commands: Any) -> None:
    """Add `library-news` to the commands (what `add_subparsers` returns)."""
    parser = commands.add_parser(
        "library-news",
        help=_("say what is new in the library for a curriculum or a learner"),
        description=_(
            "Says what is new in the library for a curriculum that builds on it, or for the learner in a file: field "
            "by field, what is said here, what the library said then, and what it says now. Nothing is fetched."
        ),
    )
    parser.add_argument("file", help=_("a curriculum file, the name of a built-in one, or the file of a learner"))
    parser.add_argument(
        "--seen",
        action="store_true",
        help=_("keep what the curriculum says, and write into its file what the library is like now"),
    )
    parser.add_argument("--json", action="store_true", help=_("print the news as JSON"))


def library_news(arguments: argparse.Namespace) -> int:
    """Tell the news; with --seen also write down that they were seen. Raises PlannerError."""
    from planner.app import library_news as module

    found = module.news(arguments.file)
    written = _mark_seen(Path(arguments.file)) if arguments.seen else ""
    _tell(found, written, arguments.json)
    return options.OK


def _tell(found: LibraryNews, written: str, as_json: bool) -> None:
    from planner.app.library_news import lines

    if as_json:
        print(found.model_dump_json(indent=2))
        return
    print("\n".join(lines(found)))
    if written:
        print(written)


def _mark_seen(path: Path) -> str:
    """Write what the library is like now into the file of a curriculum. Raises PlannerError."""
    from planner.app import author
    from planner.model.problem import error
    from planner.storage.files import shown

    file = author.DraftFile()
    opened = file.open(path)
    if opened.draft.path is None:
        raise error("read-only", _("Only a curriculum file of your own can say what was seen."), file=shown(path))
    draft = author.mark_seen(opened.draft)
    if draft.content == opened.draft.content:
        return _("Nothing had to be written down.")
    saved = file.save(draft)
    if saved.failed:
        raise error("not-saved", saved.words, file=shown(path))
    return _("Written down in {path}.").format(path=path)
