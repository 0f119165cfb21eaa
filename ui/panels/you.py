"""The learner: start, goal, hours and choices, each with live effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.app import queries
from planner.app.whatif import Price, price_words
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Decision, Plan
from ui import dates
from ui.fields import day_field, hours_field, hours_slider
from ui.panels.aims import Aims
from ui.panels.boxes import Box, WrappingButton, clear, fill, narrow, yielding
from ui.panels.legend import Legend
from ui.panels.pane import Pane
from ui.plain import PlainLabel, menu_text, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme

MOST_CHOICES = 12
"""So many choices are offered in the pane; each of them can be made on the map, too."""
_SETTLE = 250
"""Milliseconds after the last step of a slider before it counts as one change."""


class You(Pane):
    """A form over the learner; it never holds a value of its own."""

    start_chosen = Signal(object)
    goal_chosen = Signal(str)
    hours_chosen = Signal(float)
    begin_chosen = Signal(object)
    option_chosen = Signal(object, int)
    """A decision of the plan, and the option to take."""
    wanted = Signal(str)
    """An action was asked for, by its id."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("You"), parent)
        self._layout = self.new_column()
        self._start = self._combo(_("Where you are now"))
        self._known = yielding(WrappingButton())
        self._known.clicked.connect(lambda: self.wanted.emit("known_items"))
        self._layout.addWidget(self._known)
        self._goal = self._combo(_("Where to"))
        self._build_time()
        self._summary = PlainLabel("", wrap=True)
        self._problems = PlainLabel("", wrap=True)
        self._layout.addSpacing(12)
        self._layout.addWidget(self._summary)
        self._layout.addWidget(self._problems)
        self.aims = Aims()
        self._layout.addWidget(self.aims)
        self.prices: dict[str, Sequence[Price]] = {}
        """Name of every open choice -> price of each of its options, once these are known."""
        self._boxes: dict[str, QComboBox] = {}
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        self._layout.addLayout(self._choices)
        self._layout.addSpacing(16)
        self._layout.addWidget(PlainLabel(_("What the shapes mean"), role="strong", wrap=True))
        self._legend = Legend(theme)
        self._layout.addWidget(self._legend)
        self._layout.addStretch(1)
        self._start.activated.connect(lambda row: self.start_chosen.emit(self._start.itemData(row)))
        self._goal.activated.connect(lambda row: self.goal_chosen.emit(self._goal.itemData(row)))

    def _combo(self, label: str) -> QComboBox:
        self._label(label)
        combo = narrow(Box())
        combo.setAccessibleName(label)
        self._layout.addWidget(combo)
        return combo

    def _label(self, text: str) -> None:
        self._layout.addSpacing(8)
        self._layout.addWidget(PlainLabel(text, role="caption", wrap=True))

    def _build_time(self) -> None:
        self._label(_("Hours a week"))
        self._hours = yielding(hours_field())
        self._slider = hours_slider()
        self._layout.addWidget(self._hours)
        self._layout.addWidget(self._slider)
        self._label(_("First day"))
        self._begin = yielding(day_field(date.today()))
        self._begin.setAccessibleName(_("First day"))
        self._layout.addWidget(self._begin)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(lambda: self.hours_chosen.emit(self._hours.value()))
        self._slider.valueChanged.connect(self._on_slider)
        self._hours.valueChanged.connect(lambda _value: self._settle.start())
        self._begin.dateChanged.connect(self._on_begin)

    def _on_slider(self, value: int) -> None:
        with QSignalBlocker(self._hours):
            self._hours.setValue(value)
        self._settle.start()

    def _on_begin(self, day: QDate) -> None:
        self.begin_chosen.emit(dates.from_qdate(day))

    def commit(self) -> None:
        """Take over what is typed but not yet counted: the window is about to close."""
        self._hours.interpretText()
        self._begin.interpretText()
        self.aims.commit()
        if self._settle.isActive():
            self._settle.stop()
            self.hours_chosen.emit(self._hours.value())

    def show_document(self, document: Document) -> None:
        """Show the learner's answers."""
        curriculum, learner = document.curriculum, document.learner
        starts: list[tuple[str | None, str]] = [(node.id, node.title) for node in queries.entry_roles(curriculum)]
        goals: list[tuple[str | None, str]] = [(node.id, node.title) for node in queries.goals(curriculum)]
        if learner.goal not in dict(goals):
            goals.append((learner.goal, curriculum.by_id[learner.goal].title))
        fill(self._start, [(None, _("From nothing")), *starts], learner.start)
        fill(self._goal, goals, learner.goal)
        count = len(learner.known)
        text = ngettext("I also know {count} item…", "I also know {count} items…", count).format(count=count)
        self._known.setText(menu_text(text if count else _("What else I know…")))
        self._known.setIcon(icons.icon("circle-check", self._theme))
        hours = learner.availability.hours_per_week
        if not self._settle.isActive():
            with QSignalBlocker(self._hours), QSignalBlocker(self._slider):
                self._hours.setValue(hours)
                self._slider.setValue(round(hours))
        self.aims.show_learner(learner)
        with QSignalBlocker(self._begin):
            self._begin.setDate(dates.to_qdate(learner.availability.start))

    def show_plan(self, plan: Plan) -> None:
        """Show what binds, what is wrong, and the choices of the plan."""
        self._summary.setText(binding_words(plan))
        self._summary.setVisible(bool(self._summary.text()))
        self._problems.setText("\n".join(problem.message for problem in plan.problems))
        self._problems.setVisible(bool(plan.problems))
        focused = next((name for name, box in self._boxes.items() if box.hasFocus()), None)
        self.prices = {}
        clear(self._choices)
        self._boxes.clear()
        # A choice whose answer the plan needs anyway is none: Python is an object-oriented language whoever asks.
        open_names = {item.chosen_in for item in plan.items}
        open_decisions = [one for one in plan.decisions if one.name in open_names and not one.held]
        if not open_decisions:
            return
        self._choices.addSpacing(14)
        self._choices.addWidget(PlainLabel(_("Choices on your way"), role="strong", wrap=True))
        for decision in open_decisions[:MOST_CHOICES]:
            self._choices.addWidget(PlainLabel(decision.name, role="caption", wrap=True))
            if len(decision.chosen) == 1:
                self._choices.addWidget(self._choice(decision))
            else:
                taken = " + ".join(decision.options[option] for option in decision.chosen)
                self._choices.addWidget(PlainLabel(taken, wrap=True))
        more = len(open_decisions) - MOST_CHOICES
        if more > 0:
            text = ngettext(
                "{count} more choice stands at its item on the map.",
                "{count} more choices stand at their items on the map.",
                more,
            )
            self._choices.addWidget(PlainLabel(text.format(count=more), role="caption", wrap=True))
        if focused in self._boxes:
            self._boxes[focused].setFocus()

    def show_prices(self, prices: Mapping[str, Sequence[Price]]) -> None:
        """Write behind every option what it would change."""
        self.prices = dict(prices)
        for name, combo in self._boxes.items():
            for row, change in enumerate(prices.get(name, ())):
                if row != combo.currentIndex():
                    text = combo.itemText(row).split("   ")[0]
                    combo.setItemText(row, f"{text}   {price_words(change)}")

    def _choice(self, decision: Decision) -> QComboBox:
        combo = narrow(Box())
        combo.setAccessibleName(decision.name)
        plain_tip(combo, "\n".join(filter(None, [decision.reason, decision.advice])))
        for option in decision.options:
            combo.addItem(option)
        combo.setCurrentIndex(decision.chosen[0])
        self._boxes[decision.name] = combo
        combo.activated.connect(lambda option: self.option_chosen.emit(decision, option))
        return combo

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._legend.set_theme(theme)
        self._known.setIcon(icons.icon("circle-check", theme))


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
