"""What the matcher of postings finds, against looking for every name as a part of the text.

    python -m benchmarks.postings

Every text in `tests/postings` has a label: the items that a reader says it asks for. The peer looks for the same
titles and aliases anywhere in the text, whatever the case. Recall: the part of the labelled items that is found.
Precision: the part of what is found that is labelled. The texts marked "held out" were written and labelled after
the matcher and the aliases, and neither was changed for them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Wrong, load_line, parser_for, ratio
from planner.app import postings, queries
from planner.app.posting_names import NAMED, names_of
from planner.model.curriculum import Curriculum, Kind

FOLDER = Path(__file__).parents[1] / "tests" / "postings"


class Case(NamedTuple):
    """A text with its label."""

    name: str
    text: str
    asked: frozenset[str]
    held_out: bool


class Score(NamedTuple):
    """How many items were found rightly and wrongly, and how many were not found."""

    right: int
    wrong: int
    missed: int

    @property
    def recall(self) -> float:
        """From 0 to 1; 1 where there was nothing to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """From 0 to 1; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


Finder = Callable[[str], set[str]]


def cases() -> list[Case]:
    """All labelled texts by name."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        label = json.loads(path.with_suffix(".json").read_text("utf-8"))
        found.append(Case(path.stem, path.read_text("utf-8"), frozenset(label["nodes"]), label.get("held_out", False)))
    return found


def ours(curriculum: Curriculum) -> Finder:
    """The matcher: what counts as long as nobody says anything."""
    return lambda text: {hit.node for hit in postings.read(curriculum, text).hits if hit.counts}


def naive(curriculum: Curriculum) -> Finder:
    """Every title, alias and part of a title, as a part of the text."""
    known = [
        (node.id, name.casefold())
        for node in curriculum.nodes
        if node.kind in NAMED or node.kind is Kind.DEGREE
        for name, _by in names_of(node)
    ]

    def find(text: str) -> set[str]:
        folded = text.casefold()
        return {node for node, name in known if name in folded}

    return find


def score(finder: Finder, some: Iterable[Case]) -> Score:
    """The sums over some texts."""
    right = wrong = missed = 0
    for case in some:
        found = finder(case.text)
        right += len(found & case.asked)
        wrong += len(found - case.asked)
        missed += len(case.asked - found)
    return Score(right, wrong, missed)


def main(arguments: list[str] | None = None) -> int:
    """Print one line for each text and the sums; 1 where a label names no item."""
    options = parser_for(__doc__, "").parse_args(arguments)
    curriculum, texts = queries.load(), cases()
    unknown = {item for case in texts for item in case.asked} - curriculum.by_id.keys()
    if unknown:
        raise Wrong(f"labels name no items: {sorted(unknown)}")
    finders = (ours(curriculum), naive(curriculum))
    print(f"{'':20} asked   ours: recall precision   parts of the text: recall precision   {load_line()}")
    rows: list[tuple[str, list[Case]]] = [(case.name + " *" * case.held_out, [case]) for case in texts]
    rows += [("held out (*)", [case for case in texts if case.held_out]), ("all", texts)]
    for name, some in rows:
        us, peer = (score(finder, some) for finder in finders)
        print(
            f"{name:20} {us.right + us.missed:5}   {us.recall:12.1%} {us.precision:9.1%}   "
            f"{peer.recall:25.1%} {peer.precision:9.1%}"
        )
    whole = "\n\n".join(case.text for case in texts)
    middle, worst = ratio(lambda: finders[0](whole), lambda: finders[1](whole), options.repeats)
    print(f"CPU time of ours / parts of the text, all texts in one: {middle:.1f} (worst {worst:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
