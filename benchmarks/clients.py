"""Reading the learner files of a folder: the list of clients against opening every file as the window does.

    python -m benchmarks.clients

All files follow the built-in curriculum, as the clients of one coach do, and hold their last plan and some progress.
Both must find the same names, goals and events. Again: the second look at a folder in which nothing has changed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import Wrong, in_turn, load_line, parser_for, spread
from planner.app import commands, progress, queries
from planner.app.clients import Client, ClientFolder
from planner.app.workspace import Workspace

TODAY = date(2026, 11, 30)


def fill(folder: Path, count: int) -> None:
    """So many files: one learner under many names."""
    document = commands.set_start(queries.new_document(queries.load(), TODAY - timedelta(days=120)), "data-analyst")
    document = commands.set_name(document, "Somebody Else")
    plan = queries.plan(document)
    for item in [item for item in plan.items if item.hours][:6]:
        document = progress.finish(document, item.id, TODAY - timedelta(days=30))
    workspace = Workspace()
    workspace.save_as(folder / "first.trailmark", document, plan)
    workspace.close()
    content = (folder / "first.trailmark").read_bytes()
    for number in range(1, count):
        (folder / f"client-{number:04}.trailmark").write_bytes(
            content.replace(b"Somebody Else", f"Somebody {number}".encode())
        )


def listed(reader: ClientFolder, folder: Path) -> tuple[Client, ...]:
    """All clients of a folder."""
    found: tuple[Client, ...] = ()
    for part in reader.read(folder, TODAY):
        found = part
    return found


def opened(folder: Path) -> list[tuple[str, str, int]]:
    """Name, goal and number of events of every file, as the window reads it."""
    documents = [queries.read_learner(path, TODAY) for path in sorted(folder.glob("*.trailmark"))]
    return [(one.name, one.curriculum.by_id[one.learner.goal].title, len(one.record.events)) for one in documents]


def measure(size: int, repeats: int) -> str:
    """The figures of a folder of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, size)
        seen = ClientFolder()
        if [(one.name, one.goal, one.done) for one in listed(seen, folder)] != opened(folder):
            raise Wrong(f"{size} files")
        runs = (lambda: listed(ClientFolder(), folder), lambda: opened(folder), lambda: listed(seen, folder))
        ours, peer, again = in_turn(runs, repeats)
        ratios = [one / other for one, other in zip(ours, peer, strict=True)]
        figures = (spread(ratios, 3), spread(ours, 2), spread(peer, 2), spread(again, 3))
    return f"{size:>6} {figures[0]:>16} {figures[1]:>14} {figures[2]:>14} {figures[3]:>16}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print a row a size; the exit code."""
    arguments = parser_for(__doc__, "20,200").parse_args(argv)
    print(load_line())
    print(f"{'files':>6} {'ratio':>16} {'list, s':>14} {'open each, s':>14} {'list again, s':>16}")
    try:
        for size in arguments.sizes:
            print(measure(size, min(arguments.repeats, 3)))
    except Wrong as wrong:
        print(f"wrong answer: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
