"""How deep a skill goes: two or three levels, or none. Each folds open to everything that can be said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.model.curriculum import ZERO
from planner.model.depth import LEVELS, Level, LevelOf, Levels
from planner.model.estimate import ThreePoint
from ui import dates
from ui.author.field import Field, Unreadable
from ui.author.inputs import LineField, NumberField, ParagraphField, PointsField, caption
from ui.panels.section import Section
from ui.theme.theme import Theme

OF_ITEM_BELOW = frozenset({"requires", "first_step"})
"""What the item says in place of its lowest level."""
OF_ITEM_ABOVE = frozenset({"outcome", "done_when"})
"""What the item says in place of its highest level."""


class NeedsLine(LineField):
    """What a level needs beyond the one below, as text."""

    def __init__(self, name: str) -> None:
        tip = _("Its tree stands above, in “What it needs”, with the reasons")
        example = _("such as: flour AND (oven OR stove)")
        super().__init__(name, _("What it needs beyond the level below"), tip, example)
        self.written: Callable[[], str] = lambda: ""
        """The expression that is shown, as text."""

    def put(self, value: object) -> None:
        super().put(self.written() if value is not None else "")


class LevelFold(Section):
    """One level: its hours, and what else it says where there is such a level."""

    def __init__(self, level: Level, words: str, theme: Theme) -> None:
        super().__init__(f"level-{level.value}", words, theme, strong=False)
        self.setObjectName(self.name)
        self.level = level
        self.points = PointsField(f"level-{level.value}", _("Hours of study"), "", ZERO, True)
        self.points.check = lambda _name, _value: ""
        self.details = {one.name.rpartition(".")[2]: one for one in _details(f"levels.{level.value}")}
        self.elsewhere = caption("")
        self.column.setContentsMargins(22, 0, 0, 8)
        for widget in (self.points, *self.details.values(), self.elsewhere):
            self.column.addWidget(widget)
        self.set_open(False)

    def show_level(self, levels: Levels | None) -> None:
        """Offer what can be said of the level, and say in a few words what is."""
        there = dict(levels.given()) if levels is not None else {}
        what, names = there.get(self.level), list(there)
        lowest, highest = names[:1] == [self.level], names[-1:] == [self.level]
        hidden = {*(OF_ITEM_BELOW if lowest else ()), *(OF_ITEM_ABOVE if highest else ())}
        below = any(other in there for other in LEVELS[: LEVELS.index(self.level)])
        self.points.title = _("Hours, beyond the level below") if below else _("Hours of study")
        self.points.mark_changed(False)
        for name, field in self.details.items():
            field.setVisible(what is not None and name not in hidden)
        words = [
            _("What the lowest level needs and how it begins stands in the item itself.") if lowest else "",
            _("What one can do after the highest level, and when it is done, stands in the item itself.")
            if highest
            else "",
        ]
        self.elsewhere.setText(" ".join(filter(None, words)))
        self.elsewhere.setVisible(bool(self.elsewhere.text()))
        self.summarize(_summary(what) if what is not None else _("There is no such level."))


def _details(level: str) -> Iterator[Field]:
    """What can be said of a level beside its hours."""
    outcome = _("such as: you can bake a wheat bread without a recipe")
    yield ParagraphField(f"{level}.outcome", _("What one can do afterwards"), "", outcome)
    yield NeedsLine(f"{level}.requires")
    yield ParagraphField(f"{level}.first_step", _("First step"), _("What to do in the first hour"))
    yield ParagraphField(f"{level}.done_when", _("Done when"), _("How to know honestly that one is done"))
    tip = _("Empty where it is as the item says")
    yield ParagraphField(f"{level}.basis", _("Where the hours come from"), tip, _("as the item says"), 1)
    yield NumberField(f"{level}.cost_usd", _("Cost in US dollars"), most=10_000_000)


def _summary(what: LevelOf) -> str:
    return " · ".join(filter(None, (points_words(what.hours), what.outcome)))


def points_words(points: ThreePoint) -> str:
    """An estimate of hours, such as "8 h (4 to 12)"."""
    likely = dates.hours(points.likely)
    if points.optimistic == points.pessimistic:
        return likely
    low, high = (dates.number(value) for value in (points.optimistic, points.pessimistic))
    return _("{likely} ({low} to {high})").format(likely=likely, low=low, high=high)


class LevelsField(Field):
    """Three levels, of which two or three have hours, or none. Its value: level -> hours."""

    def __init__(self, name: str, title: str, tip: str, levels: Sequence[tuple[Level, str]], theme: Theme) -> None:
        super().__init__(name, title)
        self.folds = {level: LevelFold(level, words, theme) for level, words in levels}
        self.points = {level: fold.points for level, fold in self.folds.items()}
        hint = caption(tip)
        for one in self.points.values():
            one.committed.connect(lambda _name, _value: self.settle())
        self.fill(hint, *self.folds.values())
        self.label.setBuddy(self.folds[levels[0][0]].title)
        self.label.hide()  # the section is called so
        hint.setAccessibleName("")
        for fold in self.folds.values():
            fold.setAccessibleName("")
            fold.setAccessibleDescription("")

    @property
    def details(self) -> dict[str, Field]:
        """What can be said of levels beside their hours, each a field of its own, such as "levels.working.outcome"."""
        return {one.name: one for fold in self.folds.values() for one in fold.details.values()}

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for fold in self.folds.values():
            fold.set_theme(theme)

    def typed_in(self) -> list[QWidget]:
        return [edit for one in self.points.values() for edit in one.edits]

    def value(self) -> object:
        found: dict[Level, ThreePoint] = {}
        for level, one in self.points.items():
            hours = one.value()
            if isinstance(hours, ThreePoint) and hours != ZERO:
                found[level] = hours
        if len(found) == 1:
            raise Unreadable(_("Give hours for two or three levels; one level needs none."))
        return found

    def put(self, value: object) -> None:
        hours = {level: what.hours for level, what in value.given()} if isinstance(value, Levels) else {}
        hours = dict(value) if isinstance(value, Mapping) else hours
        for level, one in self.points.items():
            one.show_values([hours.get(level, ZERO)])

    def put_various(self) -> None:
        for one in self.points.values():
            one.show_values([])

    def show_values(self, values: Sequence[object], again: bool = False) -> None:
        super().show_values(values, again)
        first = values[0] if len(values) == 1 else None
        for fold in self.folds.values():
            fold.show_level(first if isinstance(first, Levels) else None)

    def _says(self, values: Sequence[object]) -> bool:
        wanted = values[0] if values else None
        hours = {level: what.hours for level, what in wanted.given()} if isinstance(wanted, Levels) else {}
        try:
            return bool(values) and all(one == wanted for one in values) and hours == self.value()
        except Unreadable:
            return False

    def set_writable(self, on: bool) -> None:
        for one in self.points.values():
            one.set_writable(on)

    def mark_changed(self, on: bool) -> None:
        """What is different here is marked level by level, see `mark_hours`."""

    def mark_hours(self, changed: Collection[str]) -> None:
        """Say of which levels this file has other hours than the library: names such as "levels.working.hours"."""
        for level, one in self.points.items():
            one.mark_changed(f"levels.{level.value}.hours" in changed)

    def flush(self) -> None:
        for one in self.points.values():
            one.flush()
        super().flush()

    def drop(self) -> None:
        for one in self.points.values():
            one.drop()
        super().drop()

    def raw(self) -> object:
        return tuple((level, one.raw()) for level, one in self.points.items())

    def restore(self, raw: object) -> None:
        for level, typed in raw if isinstance(raw, tuple) else ():
            self.points[level].restore(typed)
        self.touched()

    def reveal(self, name: str) -> Field | None:
        """Open the level that a field such as "levels.working.outcome" belongs to; None where it says no such thing."""
        _levels, _dot, rest = name.partition(".")
        level, _dot, detail = rest.partition(".")
        fold = self.folds.get(Level(level)) if level in set(Level) else None
        if fold is None:
            return None
        fold.set_open(True)
        field = fold.details.get(detail)
        return field if field is not None and not field.isHidden() else fold.points
