"""The fields of the form, section by section, in the order in which an author needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from planner.app.map import kind_words
from planner.i18n import _
from planner.model.curriculum import ZERO, Kind, Status
from planner.model.depth import Level
from ui.author.field import Field
from ui.author.inputs import (
    DayField,
    LineField,
    LinesField,
    NumberField,
    ParagraphField,
    PickField,
    PointsField,
    TickField,
)
from ui.author.levels import LevelsField
from ui.author.lists import CodesField, ItemsField, ResourcesField, SharesField
from ui.theme.theme import Theme

NEEDS: Final = "needs"
"""The section that says what an item needs; most of it is no field but a tree."""
LEVELS: Final = "levels"
_FIELDS: Final[Mapping[str, str]] = {
    "what": "title kind domain outcome id",
    NEEDS: "recommended",
    "effort": "hours basis months parallel cost_usd cost_range wait_days",
    "learning": "first_step done_when resources",
    LEVELS: LEVELS,
    "facts": "sources checked shelf_life_months status superseded_by note jurisdiction",
    "counts": "grants partial accepts_held exam_days exam_minutes",
    "names": "aliases tags level",
}
"""The fields of every section, known before there are any: a section is filled when somebody looks at it."""


def section_titles() -> dict[str, str]:
    """Every section of the form with its title, in the order in which they stand."""
    return {
        "what": _("What it is"),
        NEEDS: _("What it needs"),
        "effort": _("Effort and cost"),
        "learning": _("How to learn it"),
        LEVELS: _("Levels"),
        "facts": _("Facts and sources"),
        "counts": _("What it counts for"),
        "names": _("Names and tags"),
    }


def section_of(field: str) -> str | None:
    """The section in which a field stands, such as "levels" for "levels.working.outcome"; None where there is none."""
    name = field.partition(".")[0]
    return next((section for section, names in _FIELDS.items() if name in names.split()), None)


def fields_of(section: str, theme: Theme) -> Iterator[Field]:
    """New fields for a section, as `section_of` tells of them."""
    makers: Mapping[str, Callable[[], Iterator[Field]]] = {
        "what": _what,
        NEEDS: lambda: _beside_needs(theme),
        "effort": _effort,
        "learning": lambda: _learning(theme),
        LEVELS: lambda: _levels(theme),
        "facts": lambda: _facts(theme),
        "counts": lambda: _counting(theme),
        "names": _names,
    }
    return makers[section]()


class FormFields(dict[str, Field]):
    """The fields that were looked at so far, by name; asking for another one has its section filled."""

    def __init__(self, fill: Callable[[str], None]) -> None:
        super().__init__()
        self._fill = fill

    def __missing__(self, name: str) -> Field:
        section = section_of(name)
        if section is None:
            raise KeyError(name)
        self._fill(section)
        if name not in self:
            raise KeyError(name)
        return self[name]

    def find(self, name: str) -> Field | None:
        """The field of that name; None where the form has none."""
        try:
            return self[name]
        except KeyError:
            return None


def level_words(level: Level) -> str:
    """How deep a level goes, in words."""
    return {
        Level.AWARE: _("aware: one knows what it is for"),
        Level.WORKING: _("working: one can work with it"),
        Level.EXPERT: _("expert: one can lead others"),
    }[level]


def _levels(theme: Theme) -> Iterator[Field]:
    tip = _(
        "Where others often need only a part of a skill: give hours to two or three levels, each beyond the one below. "
        "They then ask for a level, such as sql@working. None is fine."
    )
    words = [(level, level_words(level)) for level in Level]
    yield LevelsField("levels", _("Hours of each level"), tip, words, theme)


def _what() -> Iterator[Field]:
    yield LineField("title", _("Title"), _("What a learner reads on the map"))
    yield PickField("kind", _("Kind"), "", [(kind, kind_words(kind.value)) for kind in Kind])
    yield PickField("domain", _("Subject"), _("One lane of the map"))
    outcome = _("such as: you can bake a wheat bread without a recipe")
    yield ParagraphField("outcome", _("What one can do afterwards"), "", outcome)
    yield LineField("id", _("Id"), _("The name that never changes; other curricula use it"))


def _beside_needs(theme: Theme) -> Iterator[Field]:
    question = _("What is better learned before this?")
    tip = _("Orders, but forces nothing")
    yield ItemsField("recommended", _("Better after"), theme, question, tip)


def _effort() -> Iterator[Field]:
    tip = _("Three honest numbers; if you know only one, fill in the middle")
    yield PointsField("hours", _("Hours of study"), tip, ZERO, True)
    yield ParagraphField("basis", _("Where the hours come from"), "", _("such as: average of two courses"))
    yield PointsField("months", _("Months on the calendar"), _("For jobs and degrees, beside study"), None, False)
    words = _("These months may run beside another job or degree")
    yield TickField("parallel", _("Beside others"), words)
    yield NumberField("cost_usd", _("Cost in US dollars"), most=10_000_000)
    yield LineField("cost_range", _("Cost in words"), "", _("such as 200 to 400"))
    tip = _("Calendar days from the end of its study until it counts, such as for results")
    yield NumberField("wait_days", _("Days of waiting"), tip, whole=True, most=3660)


def _learning(theme: Theme) -> Iterator[Field]:
    yield ParagraphField("first_step", _("First step"), _("What to do in the first hour"))
    yield ParagraphField("done_when", _("Done when"), _("How to know honestly that one is done"))
    yield ResourcesField("resources", _("What to learn from"), theme)


def _facts(theme: Theme) -> Iterator[Field]:
    yield CodesField("sources", _("Sources"), theme, _("Where these facts come from"))
    yield DayField("checked", _("Checked on"), _("When these facts were last checked"))
    tip = _("After so many months these facts should be looked at again; empty: as usual for its kind")
    yield NumberField("shelf_life_months", _("Keeps for months"), tip, whole=True, most=600, asked=False)
    states = [
        (Status.ACTIVE, _("can be planned")),
        (Status.RETIRED, _("no longer offered")),
        (Status.UNVERIFIED, _("nobody found who offers it")),
    ]
    yield PickField("status", _("Status"), "", states)
    question = _("What has taken its place?")
    yield ItemsField("superseded_by", _("Superseded by"), theme, question)
    yield ParagraphField("note", _("Note"))
    yield LinesField("jurisdiction", _("Law of, one place a line"))


def _counting(theme: Theme) -> Iterator[Field]:
    tip = _("Whoever holds this one holds these, too")
    yield ItemsField("grants", _("Counts as"), theme, _("What does it count as?"), tip)
    yield SharesField("partial", _("Covers a part of"), theme)
    tip = _("Whoever holds one of these already need not take this one")
    question = _("What counts as this one where somebody holds it?")
    yield ItemsField("accepts_held", _("Accepts"), theme, question, tip)
    yield LinesField("exam_days", _("Exam days of every year, one a line"), "", _("such as 06-01"))
    yield NumberField("exam_minutes", _("Minutes of the exam"), whole=True, most=1440)


def _names() -> Iterator[Field]:
    yield LinesField("aliases", _("Other names, one a line"))
    yield LinesField("tags", _("Tags, one a line"), _("Small letters and dashes, such as night-shift"))
    levels = [("", _("not said")), ("foundation", _("foundation")), ("intermediate", _("intermediate"))]
    levels += [("advanced", _("advanced")), ("expert", _("expert"))]
    yield PickField("level", _("Level"), "", levels)
