"""The learner: start, goal, time, wishes and choices, each with live effect, in parts that fold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from planner.app import queries
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.panels.boxes import WrappingBox, WrappingButton, fill, narrow, yielding
from ui.panels.decisions import Decisions
from ui.panels.forms import Column, say
from ui.panels.legend import Legend
from ui.panels.pane import Pane
from ui.panels.section import Section
from ui.panels.time import TimePanel
from ui.panels.wishes import WishesPanel
from ui.plain import PlainLabel, menu_text
from ui.theme import icons
from ui.theme.theme import Theme

PROBLEM_FIELDS: Final = ("deadline",)
"""What is wrong with these stands beside their fields."""
_AT_LAST: Final = 150
"""Milliseconds after which the form follows what is tried, also where the map takes longer."""


class You(Pane):
    """A form over the learner; it never holds a value of its own."""

    start_chosen = Signal(object)
    goal_chosen = Signal(str)
    wanted = Signal(str)
    """An action was asked for, by its id."""
    folded = Signal(str, bool)
    """A part was folded (true) or unfolded by the person."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("You"), parent)
        self._document: Document | None = None
        self._late = QTimer(self, singleShot=True, interval=_AT_LAST)
        self._late.timeout.connect(self._catch_up)
        self._to_show: Document | None = None
        """What is tried and not shown yet."""
        self._layout = self.new_column()
        self._layout.setSpacing(4)
        self._problems = PlainLabel("", wrap=True)
        self._layout.addWidget(self._problems)
        self.sections: dict[str, Section] = {}
        self._build_goal()
        self.time = TimePanel(theme)
        self._section("time", _("Time"), self.time)
        self.wishes = WishesPanel(theme)
        self._section("wishes", _("Wishes"), self.wishes)
        self.decisions = Decisions(theme)
        self._section("choices", _("Choices on your way"), self.decisions)
        self._legend = Legend(theme)
        self._section("legend", _("What the shapes mean"), self._legend)
        self._layout.addStretch(1)
        for section in (self.time.more, self.time.by_weekday, self.decisions.others):
            self.sections[section.name] = section
        for section in self.sections.values():
            section.folded.connect(lambda on, name=section.name: self.folded.emit(name, on))

    def _section(self, name: str, title: str, body: QWidget) -> None:
        section = self.sections[name] = Section(name, title, self._theme)
        section.column.addWidget(body)
        self._layout.addWidget(section)

    def _build_goal(self) -> None:
        body = Column()
        self.start = self._combo(body, _("Where you are now"))
        self._known = body.add(yielding(WrappingButton()))
        self._known.clicked.connect(lambda: self.wanted.emit("known_items"))
        self.goal = self._combo(body, _("Where to"))
        self._section("goal", _("Start and goal"), body)
        self.start.activated.connect(lambda row: self.start_chosen.emit(self.start.itemData(row)))
        self.goal.activated.connect(lambda row: self.goal_chosen.emit(self.goal.itemData(row)))

    @staticmethod
    def _combo(body: Column, label: str) -> QComboBox:
        body.label(label)
        combo = body.add(narrow(WrappingBox()))
        combo.setAccessibleName(label)
        return combo

    def commit(self) -> None:
        """Take over what is typed but not yet counted: the window is about to close."""
        self.time.commit()
        self.wishes.commit()

    def fold(self, folded: Collection[str]) -> None:
        """Fold exactly these parts."""
        for name, section in self.sections.items():
            section.set_open(name not in folded)

    def show_section(self, *names: str) -> None:
        """Unfold these parts, so that what is in them can be seen."""
        for name in names:
            if not self.sections[name].is_open:
                self.sections[name].set_open(True)
                self.folded.emit(name, False)

    def follow(self, document: Document) -> None:
        """Show what is tried once the map shows what comes of it, as that is what one looks at."""
        self._to_show = document
        self._late.start()

    def _catch_up(self) -> None:
        if self._to_show is not None:
            self.show_document(self._to_show)

    def show_document(self, document: Document) -> None:
        """Show the learner's answers."""
        self._late.stop()
        self._document, self._to_show = document, None
        curriculum, learner = document.curriculum, document.learner
        starts: list[tuple[str | None, str]] = [(node.id, node.title) for node in queries.entry_roles(curriculum)]
        goals: list[tuple[str | None, str]] = [(node.id, node.title) for node in queries.goals(curriculum)]
        if learner.goal not in dict(goals):
            goals.append((learner.goal, curriculum.by_id[learner.goal].title))
        fill(self.start, [(None, _("From nothing")), *starts], learner.start)
        fill(self.goal, goals, learner.goal)
        count = len(learner.known)
        text = ngettext("I also know {count} item…", "I also know {count} items…", count).format(count=count)
        self._known.setText(menu_text(text if count else _("What else I know…")))
        self._known.setIcon(icons.icon("circle-check", self._theme))
        self.time.show_document(document)
        self.wishes.show_document(document)
        self.sections["goal"].summarize(self.goal.currentText())
        self.sections["time"].summarize(self.time.summary(learner))
        self.sections["wishes"].summarize(self.wishes.summary(document))

    def show_plan(self, plan: Plan) -> None:
        """Show what binds, what is wrong, and the choices of the plan."""
        self._catch_up()
        self.time.show_plan(plan)
        self.time.show_binding(binding_words(plan))
        self.wishes.show_plan(plan)
        wrong = [problem.message for problem in plan.problems if problem.field not in PROBLEM_FIELDS]
        say(self._problems, "\n".join(wrong))
        if self._document is not None:
            self.decisions.show_plan(self._document, plan)
            count = self.decisions.count
            self.sections["choices"].summarize(ngettext("{count} choice", "{count} choices", count).format(count=count))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._legend.set_theme(theme)
        self._known.setIcon(icons.icon("circle-check", theme))
        for part in (self.time, self.wishes, self.decisions):
            part.set_theme(theme)
        for section in self.sections.values():
            section.set_theme(theme)


def binding_words(plan: Plan) -> str:
    """Which clock decides the finish, in the person's own date format."""
    bound = plan.binding
    if plan.items and plan.finish is None:
        return ""  # the problem below says all
    if not plan.items:
        return "" if plan.problems else _("You are there already: nothing is left to do.")
    study, experience = dates.month(bound.study_alone), dates.month(bound.experience_alone)
    match bound.by:
        case "study" if not plan.totals.months:
            return _("Study alone decides when you finish: nothing else has to be waited for.")
        case "study":
            return _("Study decides when you finish. Experience alone would be over in {date}.").format(date=experience)
        case "experience":
            return _("Experience decides when you finish. Study alone would be done in {date}.").format(date=study)
        case "both":
            text = _(
                "Study alone would take until {study}, experience alone until {experience}. Each waits for the other."
            )
            return text.format(study=study, experience=experience)
        case _:
            return ""
