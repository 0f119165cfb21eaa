"""Which plans stand side by side, what they were before, and planning them behind the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planner.app import queries
from planner.app.side_by_side import LETTERS, ColumnSummary, SideBySide, side_by_side
from planner.app.variants import MOST, Planned, Variant, Variation, planned, variant_name
from planner.model.document import Document
from planner.model.problem import PlannerError
from ui import dates
from ui.background import Newest
from ui.compare.both import Pair

MOST_REMEMBERED = 24
"""Plans of so many variants are kept."""
MOST_STATES = 50


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is of: the open learner's wishes, or those in a file, with something changed."""

    variation: Variation = field(default_factory=Variation)
    file: Path | None = None
    document: Document | None = None
    """What is in the file."""

    @property
    def plain(self) -> bool:
        """Whether nothing is changed."""
        return self.variation == Variation()


Set = tuple[Column, ...]
Answer = Planned | str
"""A plan, or why there is none."""
Answers = tuple[tuple[Variant, Answer], ...]


class Columns(QObject):
    """Two to four plans, or the learner's own alone."""

    changed = Signal()
    """Other columns, or more is known of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Set = (Column(),)
        self._earlier: list[Set] = []
        self._later: list[Set] = []
        self._answers: Answers = ()
        self._kept: list[tuple[Variant, Planned]] = []
        self._document: Document | None = None
        self._planning = Newest(self)
        self._planning.partly.connect(self._on_answers)
        self._planning.answered.connect(self._on_answers)
        self._planning.failed.connect(lambda _message: self.changed.emit())

    # -- which ones

    def put(self, columns: Set) -> None:
        """Put these side by side; the ones before can be brought back. To be planned by `follow`."""
        if columns != self.shown and columns:
            self._earlier.append(self.shown)
            del self._earlier[:-MOST_STATES]
            self._later.clear()
            self.shown = columns[:MOST]

    def take_over(self, other: Columns) -> None:
        """The same columns, also those before and after; their plans are made again, in the words of now."""
        self.shown, self._earlier, self._later = other.shown, other._earlier, other._later

    def back(self, forward: bool = False) -> bool:
        """Bring back the columns before, or those after; False where there are none."""
        one, other = (self._later, self._earlier) if forward else (self._earlier, self._later)
        if not one:
            return False
        other.append(self.shown)
        self.shown = one.pop()
        return True

    # -- planning them

    @property
    def busy(self) -> bool:
        """Whether a plan is still to come."""
        return self._planning.busy

    def variants(self) -> list[Variant]:
        """What the columns are of; nothing before there is a learner."""
        if self._document is None:
            return []
        return [
            Variant(one.document, one.variation, own=False, file=one.file)
            if one.document is not None
            else Variant(self._document, one.variation)
            for one in self.shown
        ]

    def follow(self, document: Document, own: queries.Answered | None) -> None:
        """Plan the columns for this learner; `own` is the learner's own plan where it is known already."""
        self._document = document
        variants, kept = self.variants(), list(self._kept)
        self._answers = ()

        def work(stale: Callable[[], bool]) -> Iterator[Answers]:
            found: list[tuple[Variant, Answer]] = []
            for variant in variants:
                seen = next((one for key, one in kept if key == variant), None)
                found.append((variant, seen or _plan(variant, own if variant.own else None, stale)))
                if stale():
                    return
                yield tuple(found)

        self._planning.ask(work)
        self.changed.emit()

    def _on_answers(self, answers: Answers | None) -> None:
        if answers is None:
            return
        self._answers = answers
        new = [(variant, one) for variant, one in answers if isinstance(one, Planned) and not _is_own(variant)]
        kept = [pair for pair in self._kept if all(pair[0] != variant for variant, _one in new)]
        self._kept = [*kept, *new][-MOST_REMEMBERED:]
        self.changed.emit()

    def stop(self) -> None:
        """Plan no more of them; those that are there stay."""
        self._planning.drop()
        self.changed.emit()

    # -- what is known of them

    def answer(self, at: int) -> Answer | None:
        """The plan of a column, or why there is none; None while it is not known."""
        return self._answers[at][1] if at < len(self._answers) else None

    @property
    def done(self) -> int:
        """Of how many columns the answer is there."""
        return len(self._answers)

    def names(self, private: bool) -> list[str]:
        """What the columns are called; `private`: no other learner is named."""
        return [variant_name(one, private, dates.day) for one in self.variants()]

    def side_by_side(self, private: bool) -> SideBySide | None:
        """The comparison, once every plan is there."""
        plans = [one for _variant, one in self._answers if isinstance(one, Planned)]
        if len(plans) != len(self.shown) or len(plans) < 2:
            return None
        return side_by_side([one.plan for one in plans], self.names(private), [one.forecast for one in plans])

    def summary(self, at: int, private: bool) -> ColumnSummary | None:
        """What a column comes to, compared with the first one as far as that is known."""
        one, first = self.answer(at), self.answer(0)
        if not isinstance(one, Planned) or not isinstance(first, Planned):
            return None
        pair = [first, one]
        names = [self.names(private)[0], self.names(private)[at]]
        found = side_by_side([each.plan for each in pair], names, [each.forecast for each in pair])
        return found.columns[1].changed(letter=LETTERS[at])

    def pair(self, other: int) -> Pair | None:
        """The first plan and another one, for the map."""
        first, second = self.answer(0), self.answer(other)
        if not isinstance(first, Planned) or not isinstance(second, Planned):
            return None
        return first, second, LETTERS[0], LETTERS[other]


def _is_own(variant: Variant) -> bool:
    """Whether it is the learner's own plan, which may be kept from before and so is always asked for anew."""
    return variant.own and variant.variation == Variation()


def _plan(variant: Variant, own: queries.Answered | None, stale: Callable[[], bool]) -> Answer:
    try:
        return planned(variant, own if _is_own(variant) else None, stale)
    except PlannerError as wrong:
        return wrong.problems[0].message
