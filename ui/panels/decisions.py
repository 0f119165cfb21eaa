"""Every choice with a name once: those that the plan decides with the price of their options, then all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.app.named_choices import NamedChoice, named_choices
from planner.app.whatif import Price, price_words
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Decision, Plan
from ui.panels.boxes import Box, clear, narrow
from ui.panels.section import Section
from ui.plain import PlainLabel, plain_tip
from ui.theme.theme import Theme

MOST_CHOICES = 12
"""So many choices are offered in the pane; each of them can be made on the map, too."""


class Decisions(QWidget):
    """A box for every choice; it keeps nothing itself."""

    option_chosen = Signal(object, int)
    """A decision of the plan, or a named choice, and the option to take."""
    left_open = Signal(str)
    """Name of a choice in which nothing is wished for any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prices: dict[str, Sequence[Price]] = {}
        """Name of every open choice -> price of each of its options, once these are known."""
        self.boxes: dict[str, QComboBox] = {}
        self._options: dict[str, Sequence[str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._open = QVBoxLayout()
        self._open.setSpacing(4)
        column.addLayout(self._open)
        self.others = Section("other_choices", _("Not asked for by this plan"), theme, strong=False)
        self._rest = QVBoxLayout()
        self._rest.setSpacing(4)
        self.others.column.addLayout(self._rest)
        column.addWidget(self.others)
        self.others.title.toggled.connect(lambda _on: self._build_others())
        self._shown: tuple[object, object] = ((), ())
        """The choices for which there are boxes: those of the plan, and the others."""
        self._not_asked: Sequence[NamedChoice] = ()
        self.count = 0
        """How many choices the plan leaves to the learner."""

    def show_plan(self, document: Document, plan: Plan) -> None:
        """Show the choices of a plan."""
        self.show_prices({})
        named = {choice.name: choice for choice in named_choices(document)}
        # A choice whose answer the plan needs anyway is none: Python is an object-oriented language whoever asks.
        open_names = {item.chosen_in for item in plan.items}
        decisions = [one for one in plan.decisions if one.name in open_names and not one.held]
        self.count = len(decisions)
        wishes = [named[one.name].wished if one.name in named else None for one in decisions]
        if self._shown[0] != (decisions, wishes):  # making dozens of boxes anew takes longer than the map does
            self._build(decisions, wishes)
            self._shown = (decisions, wishes), self._shown[1]
        shown = {decision.name for decision in decisions}
        self._not_asked = [choice for choice in named.values() if choice.name not in shown]
        self._show_others()

    def _build(self, decisions: Sequence[Decision], wishes: Sequence[int | None]) -> None:
        focused = next((name for name, box in self.boxes.items() if box.hasFocus()), None)
        self.boxes.clear()
        clear(self._open)
        for decision, wished in list(zip(decisions, wishes, strict=True))[:MOST_CHOICES]:
            self._open.addWidget(PlainLabel(decision.name, role="caption", wrap=True))
            if len(decision.chosen) == 1:
                self._open.addWidget(self._choice(decision, wished))
            else:
                taken = " + ".join(decision.options[option] for option in decision.chosen)
                self._open.addWidget(PlainLabel(taken, wrap=True))
        self._say_more(len(decisions) - MOST_CHOICES)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _say_more(self, more: int) -> None:
        if more > 0:
            text = ngettext(
                "{count} more choice stands at its item on the map.",
                "{count} more choices stand at their items on the map.",
                more,
            )
            self._open.addWidget(PlainLabel(text.format(count=more), role="caption", wrap=True))

    def _show_others(self) -> None:
        choices = self._not_asked
        self.others.setVisible(bool(choices))
        wished = sum(choice.wished is not None for choice in choices)
        self.others.summarize(
            ngettext("{count} choice", "{count} choices", len(choices)).format(count=len(choices))
            + (_(", {count} wished for").format(count=wished) if wished else "")
        )
        self._build_others()

    def _build_others(self) -> None:
        """Their boxes, once somebody looks at them."""
        choices = self._not_asked
        if not self.others.is_open or self._shown[1] == choices:
            return
        self._shown = self._shown[0], choices
        clear(self._rest)
        for choice in choices:
            self._rest.addWidget(PlainLabel(choice.name, role="caption", wrap=True))
            box = self._box(choice.name, choice.reason, choice.advice)
            box.addItem(_("no wish"))
            box.addItems(list(choice.options))
            box.setCurrentIndex(0 if choice.wished is None else choice.wished + 1)
            box.activated.connect(lambda row, choice=choice: self._on_other(choice, row))
            self._rest.addWidget(box)

    def _on_other(self, choice: NamedChoice, row: int) -> None:
        if row:
            self.option_chosen.emit(choice, row - 1)
        else:
            self.left_open.emit(choice.name)

    def show_prices(self, prices: Mapping[str, Sequence[Price]]) -> None:
        """Write behind every option what it would change."""
        self.prices = dict(prices)
        for name, combo in self.boxes.items():
            for row, option in enumerate(self._options[name]):
                known = row < len(prices.get(name, ())) and row != combo.currentIndex()
                combo.setItemText(row, f"{option}   {price_words(prices[name][row])}" if known else option)

    def _choice(self, decision: Decision, wished: int | None) -> QComboBox:
        combo = self._box(decision.name, decision.reason, decision.advice)
        combo.addItems(list(decision.options))
        combo.setCurrentIndex(decision.chosen[0])
        if wished is not None:
            combo.addItem(_("no wish: whatever is best"))
        self.boxes[decision.name] = combo
        self._options[decision.name] = decision.options
        combo.activated.connect(lambda row: self._on_choice(decision, row))
        return combo

    def _on_choice(self, decision: Decision, row: int) -> None:
        if row < len(decision.options):
            self.option_chosen.emit(decision, row)
        else:
            self.left_open.emit(decision.name)

    @staticmethod
    def _box(name: str, reason: str, advice: str) -> QComboBox:
        box = narrow(Box())
        box.setAccessibleName(name)
        plain_tip(box, "\n".join(filter(None, [reason, advice])))
        return box

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.others.set_theme(theme)
