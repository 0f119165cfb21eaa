"""How deep a skill goes: the hours of two or three levels, or of none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.model.curriculum import ZERO
from planner.model.depth import Level, Levels
from planner.model.estimate import ThreePoint
from ui.author.field import Field, Unreadable
from ui.author.inputs import PointsField, caption


class LevelsField(Field):
    """Three estimates, of which two or three are filled in, or none. Its value: level -> hours."""

    def __init__(self, name: str, title: str, tip: str, levels: Sequence[tuple[Level, str]]) -> None:
        super().__init__(name, title)
        self.points: dict[Level, PointsField] = {}
        hint = caption(tip)
        rows: list[QWidget] = [hint]
        for level, words in levels:
            one = self.points[level] = PointsField(f"level-{level.value}", words, "", ZERO, True)
            one.committed.connect(lambda _name, _value: self.settle())
            one.check = lambda _name, _value: ""
            rows.append(one)
        self.fill(*rows)
        self.label.setBuddy(self.points[levels[0][0]].edits[1])
        hint.setAccessibleName("")

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
