"""What the plan is to be best at: which steps, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.learner import MOST_HOUR_WORTH_USD, MOST_WEEK_WORTH_USD, Aim, Learner, Order
from ui import dates
from ui.fields import worth_field
from ui.panels.boxes import ExplainedBox, yielding
from ui.plain import PlainLabel


class Aims(QWidget):
    """Shows the learner's aims, each with what it means; says what is chosen, and keeps nothing itself."""

    aim_chosen = Signal(str)
    then_chosen = Signal(str)
    """Aims with commas between them; empty for no wish."""
    hour_worth_chosen = Signal(float)
    week_worth_chosen = Signal(float)
    order_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.aim, self._aim_means = self._explained(_("The best steps are those with"))
        for aim, text, explanation in aims():
            self.aim.add(aim.value, text, explanation)
        self._build_worths()
        self.then, self._then_means = self._explained(_("If several are as good"))
        self.order, self._order_means = self._explained(_("In which order"))
        for order, text, explanation in orders():
            self.order.add(order.value, text, explanation)
        self.aim.activated.connect(lambda row: self.aim_chosen.emit(self.aim.itemData(row)))
        self.then.activated.connect(lambda row: self.then_chosen.emit(self.then.itemData(row)))
        self.order.activated.connect(lambda row: self.order_chosen.emit(self.order.itemData(row)))

    def _label(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(8)
        self._column.addWidget(PlainLabel(text, role="caption", wrap=True))

    def _build_worths(self) -> None:
        """What the mix counts: shown only where it is wished for."""
        self._worths = QWidget()
        column = QVBoxLayout(self._worths)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        hour, week = _("An hour of study counts as"), _("Finishing a week earlier is worth")
        self.hour_worth = yielding(worth_field(hour, MOST_HOUR_WORTH_USD, 5))
        self.week_worth = yielding(worth_field(week, MOST_WEEK_WORTH_USD, 50))
        for text, field in ((hour, self.hour_worth), (week, self.week_worth)):
            column.addSpacing(8)
            column.addWidget(PlainLabel(text, role="caption", wrap=True))
            column.addWidget(field)
        self._column.addWidget(self._worths)
        self.hour_worth.valueChanged.connect(self.hour_worth_chosen.emit)
        self.week_worth.valueChanged.connect(self.week_worth_chosen.emit)

    def _caption(self) -> PlainLabel:
        label = PlainLabel("", role="caption", wrap=True)
        self._column.addWidget(label)
        return label

    def _explained(self, label: str) -> tuple[ExplainedBox, PlainLabel]:
        self._label(label)
        box = ExplainedBox(label)
        self._column.addWidget(box)
        return box, self._caption()

    # -- what is shown

    def show_learner(self, learner: Learner) -> None:
        """Show the answers, and what each of them means."""
        self.aim.explain(Aim.MIX.value, mix_words(learner))
        with QSignalBlocker(self.then):
            self.then.clear()
            for value, text, explanation in equals(learner):
                self.then.add(value, text, explanation)
        for box, means, value in (
            (self.aim, self._aim_means, learner.aim.value),
            (self.then, self._then_means, _joined(after_the_aim(learner))),
            (self.order, self._order_means, learner.order.value),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
            means.setText(box.explanation)
        self._worths.setVisible(Aim.MIX in (learner.aim, *learner.then))
        for field, worth in ((self.hour_worth, learner.hour_worth_usd), (self.week_worth, learner.week_worth_usd)):
            with QSignalBlocker(field):
                field.setDecimals(0 if worth == int(worth) else 2)
                field.setValue(worth)

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """Everything one chooses from, in its order."""
        return self.aim, self.then, self.order

    def commit(self) -> None:
        """Take over what is typed but not yet counted."""
        if not self._worths.isHidden():
            self.hour_worth.interpretText()
            self.week_worth.interpretText()


def aims() -> tuple[tuple[Aim, str, str], ...]:
    """(aim, its name, what it means)."""
    return (
        (Aim.HOURS, _("fewest hours"), _("The least work to your goal, whatever it costs.")),
        (Aim.MONEY, _("least money"), _("The cheapest way; of equally cheap ones that with fewest hours.")),
        (Aim.MIX, _("the best mix"), ""),
        (Aim.TIME, _("earliest finish"), _("The steps that get you there first, even if they take more hours.")),
    )


def mix_words(learner: Learner) -> str:
    """What the mix counts."""
    hour, week = dates.money(learner.hour_worth_usd), dates.money(learner.week_worth_usd)
    if not learner.week_worth_usd:
        return _("Money, with {hour} for every hour of study.").format(hour=hour)
    text = _("Money, with {hour} for every hour of study and {week} for every week until the finish.")
    return text.format(hour=hour, week=week)


def after_the_aim(learner: Learner) -> tuple[Aim, ...]:
    """What the learner wishes for where several sets of steps are as good by the aim."""
    return tuple(aim for aim in learner.then if aim is not learner.aim)


def equals(learner: Learner) -> tuple[tuple[str, str, str], ...]:
    """(aims as they are chosen, their name, what they mean): what may decide between equals."""
    usual = {
        Aim.HOURS: _("The fewest steps, then the options that stand first."),
        Aim.TIME: _("Fewest hours, then least money."),
    }
    rows = [("", _("no wish"), usual.get(learner.aim, _("Fewest hours, then the fewest steps.")))]
    names = {aim: name for aim, name, _means in aims()}
    means = {
        Aim.HOURS: _("Of those the ones with the least work."),
        Aim.MONEY: _("Of those the cheapest ones."),
        Aim.MIX: _("Of those the least of hours, money and weeks together."),
        Aim.TIME: _("Of those the ones that get you there first."),
    }
    rows += [(aim.value, names[aim], means[aim]) for aim in names if aim is not learner.aim]
    wished = after_the_aim(learner)
    if len(wished) > 1:  # from a file or the command line
        named = _(", then ").join(names[aim] for aim in wished)
        rows.append((_joined(wished), named, _("One after the other: {aims}.").format(aims=named)))
    return tuple(rows)


def _joined(wished: Sequence[Aim]) -> str:
    return ",".join(wished)


def orders() -> tuple[tuple[Order, str, str], ...]:
    """(order, its name, what it means)."""
    return (
        (Order.FINISH, _("Finish earliest"), _("Whatever lets you arrive first.")),
        (Order.WINS, _("Early wins"), _("Milestones and certificates as soon as possible.")),
        (Order.TOPICS, _("Keep topics together"), _("Few changes of subject, even if you finish later.")),
        (Order.BALANCE, _("Balanced weeks"), _("As early as possible, with no week fuller than it must be.")),
    )
