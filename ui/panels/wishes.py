"""What the learner wishes of the plan: aim and order, money, what to avoid and what to prefer."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log10

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QWidget

from planner.app import commands, named_choices
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.effect import EffectLine
from ui.fields import Settle, scroll_past
from ui.panels.aims import Aims, aims
from ui.panels.boxes import WrappingButton, yielding
from ui.panels.forms import Column, Rows
from ui.plain import menu_text
from ui.theme.theme import Theme
from ui.wrapped import Tick

_STEPS = 100
"""Steps of the slider from nothing to the most that it offers."""


class WishesPanel(Column):
    """Shows the learner's wishes, and says what shall become of them; it keeps nothing itself."""

    changed = Signal(str, object)
    """What has changed in words, and the command with its arguments."""
    tried = Signal(object, object)
    """Where to tell what a change would give, and the command with its arguments."""
    item_wanted = Signal(str)
    """Ask for an item to "avoid" or to "prefer"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cost = 0.0
        self._most = 1000.0
        """The right end of the slider: a round amount well above what the plan costs."""
        self.aims = self.add(Aims())
        self._build_money()
        self.label(_("Avoided"))
        self.avoided = self.add(Rows(theme))
        self.avoid = self._button(_("Avoid an item…"), "avoid")
        self.label(_("Preferred where there is a choice"))
        self.preferred = self.add(Rows(theme))
        self.prefer = self._button(_("Prefer an item…"), "prefer")

    def _button(self, text: str, what: str) -> WrappingButton:
        button = self.add(yielding(WrappingButton()))
        button.setText(menu_text(text))
        button.clicked.connect(lambda: self.item_wanted.emit(what))
        return button

    def _build_money(self) -> None:
        self.label(_("Money"))
        self.free_only = self.add(Tick(_("Only what is free")))
        self.limited = self.add(Tick(_("At most")))
        self.budget = self.add(yielding(scroll_past(QDoubleSpinBox())))
        self.budget.setRange(0, 100_000_000)
        self.budget.setDecimals(0)
        self.budget.setSingleStep(50)
        self.budget.setSuffix(_(" USD"))
        self.budget.setKeyboardTracking(False)
        self.slider = self.add(scroll_past(QSlider(Qt.Orientation.Horizontal)))
        self.slider.setRange(0, _STEPS)
        for field in (self.budget, self.slider):
            field.setAccessibleName(_("Most that the plan may cost"))
        self.effect = self.add(EffectLine())
        self._settle = Settle(self)
        self._settle.hold(self.slider)
        self._settle.type_into(self.budget)
        self.budget.valueChanged.connect(self._settle.move)
        self.slider.valueChanged.connect(self._on_slider)
        self._settle.moved.connect(self._try)
        self._settle.settled.connect(
            lambda usd: self._change(_("At most {amount}").format(amount=dates.money(usd)), commands.set_budget, usd)
        )
        self.free_only.clicked.connect(self._on_free)
        self.limited.clicked.connect(self._on_limit)

    # -- what the person does

    def _change(self, label: str, command: Callable[..., Document], *arguments: object) -> None:
        self.changed.emit(label, lambda document: command(document, *arguments))

    def _try(self, usd: float) -> None:
        self.tried.emit(self.effect, lambda document: commands.set_budget(document, usd))

    def _on_slider(self, step: int) -> None:
        usd = step * self._most / _STEPS
        with QSignalBlocker(self.budget):
            self.budget.setValue(usd)
        self._settle.move(usd)

    def _on_free(self, on: bool) -> None:
        label = _("Only what is free") if on else _("Also what costs money")
        self._change(label, commands.set_free_only, on)

    def _on_limit(self, on: bool) -> None:
        usd = float(round(self._cost)) if on else None
        self._change(_("Most that the plan may cost") if on else _("No limit of cost"), commands.set_budget, usd)

    def commit(self) -> None:
        """Take over what is typed but not yet counted."""
        self.aims.commit()
        if not self.budget.isHidden():
            self.budget.interpretText()
        self._settle.flush()

    # -- what is shown

    def show_document(self, document: Document) -> None:
        """Show the learner's wishes."""
        learner = document.learner
        self.aims.show_learner(learner)
        self.free_only.setChecked(learner.free_only)
        self.limited.setChecked(learner.budget_usd is not None)
        for widget in (self.budget, self.slider):
            widget.setVisible(learner.budget_usd is not None)
        self._show_budget(learner.budget_usd)
        self._show_items(self.avoided, document, learner.avoid, _("Allow “{title}”"), commands.allow)
        self._show_items(
            self.preferred, document, learner.prefer, _("Do not prefer “{title}”"), named_choices.stop_preferring
        )

    def _show_budget(self, budget: float | None) -> None:
        if budget is None or self._settle.pending:
            return
        self._most = max(1000.0, _round_up(2 * max(budget, self._cost)))
        with QSignalBlocker(self.budget), QSignalBlocker(self.slider):
            self.budget.setDecimals(0 if budget == int(budget) else 2)
            self.budget.setValue(budget)
            self.slider.setValue(round(budget / self._most * _STEPS))

    def _show_items(
        self, rows: Rows, document: Document, items: tuple[str, ...], label: str, command: Callable[..., Document]
    ) -> None:
        titles = document.curriculum.titles
        shown = [titles.get(item, item) for item in items]
        rows.show_rows(
            [(title, "") for title in shown],
            lambda row: self._change(label.format(title=shown[row]), command, items[row]),
        )
        rows.setVisible(bool(items))

    def summary(self, document: Document) -> str:
        """The wishes in a few words."""
        learner = document.learner
        budget, count = learner.budget_usd, len(learner.avoid)
        parts = [
            {aim: name for aim, name, _means in aims()}[learner.aim],
            _("only free") if learner.free_only else "",
            _("at most {amount}").format(amount=dates.money(budget)) if budget is not None else "",
            ngettext("{count} avoided", "{count} avoided", count).format(count=count) if count else "",
        ]
        return " · ".join(filter(None, parts))

    def show_plan(self, plan: Plan) -> None:
        """What the plan costs is where a limit begins."""
        if plan.items:
            self._cost = plan.totals.cost_usd
        self.effect.show_plan(plan)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.avoided.set_theme(theme)
        self.preferred.set_theme(theme)


def _round_up(amount: float) -> float:
    """The next of 1, 2 or 5 times a power of ten."""
    if amount <= 0:
        return 0.0
    power = 10.0 ** floor(log10(amount))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= amount)
