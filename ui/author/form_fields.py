"""The fields of the form, section by section, in the order in which an author needs them."""

from __future__ import annotations

from collections.abc import Iterator

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


def of_sections(theme: Theme) -> Iterator[tuple[str, str, Iterator[Field]]]:
    """Name, title and fields of every section; what an item needs stands before its effort."""
    yield "what", _("What it is"), _what()
    yield "effort", _("Effort and cost"), _effort()
    yield "learning", _("How to learn it"), _learning(theme)
    yield "levels", _("Levels"), _levels(theme)
    yield "facts", _("Facts and sources"), _facts(theme)
    yield "counts", _("What it counts for"), _counting(theme)
    yield "names", _("Names and tags"), _names()


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
