"""What stands over the steps: totals, the finish and how sure it is, what is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QToolButton, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from ui import dates
from ui.plain import LinkLabel, PlainLabel, menu_text

if TYPE_CHECKING:  # what was drawn last is shown before any of this is loaded
    from planner.model.forecast import Forecast
    from planner.model.plan import Plan


class PlanHead(QWidget):
    """Sentences only; the one about the range comes a moment later than the others."""

    forgotten = Signal()
    """The order by hand is to be given up."""
    others_wanted = Signal()
    """Other plans are to be shown."""
    resized = Signal()
    """It says more or less than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = PlainLabel("", role="title", wrap=True)
        self.filter = Filter()
        self._facts = PlainLabel("", wrap=True)
        self._range = LinkLabel("")
        self._meaning = PlainLabel("", role="caption", wrap=True)
        self._proof = PlainLabel("", role="caption", wrap=True)
        self._others = LinkLabel(_("Other plans…"))
        self._by_hand = LinkLabel("")
        self._words, self._is_open = "", False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(3)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(4)
        self._top.addWidget(self._heading, 1)
        self._top.addWidget(self.filter)
        column.addLayout(self._top)
        for label in (self._facts, self._range, self._meaning, self._proof, self._others, self._by_hand):
            column.addWidget(label)
        self._meaning.hide()
        self._range.clicked.connect(self._toggle)
        self._others.clicked.connect(self.others_wanted.emit)
        self._by_hand.clicked.connect(self.forgotten.emit)
        self.show_forecast(None)

    def show_plan(self, plan: Plan, ready: int, by_hand: int) -> None:
        """Show another plan: `ready` of its steps can be begun now, `by_hand` were put in order by the learner."""
        self.filter.show_count(ready)
        self.filter.setVisible(bool(plan.items))
        totals = plan.totals
        steps = ngettext("{count} step", "{count} steps", totals.items).format(count=totals.items)
        heading = (
            _("Plan · {steps}") if plan.items else _("No plan is possible") if plan.problems else _("You are there")
        )
        self._heading.setText(heading.format(steps=steps))
        facts = [dates.hours(totals.hours), dates.money(totals.cost_usd)]
        if plan.finish:
            facts.append(_("finish {date}").format(date=dates.day(plan.finish)))
        words = [" · ".join(facts) if plan.items else "", *(problem.message for problem in plan.problems)]
        self._facts.setText("\n".join(filter(None, words)) or _("Nothing is left to do. Choose another goal."))
        self._say(self._proof, proof_words(plan))
        self._others.setVisible(bool(plan.items))
        text = ngettext(
            "Your own order holds for {count} step. Forget it",
            "Your own order holds for {count} steps. Forget it",
            by_hand,
        )
        self._say(self._by_hand, text.format(count=by_hand) if by_hand else "")
        self.resized.emit()

    @property
    def said(self) -> tuple[str, str, str]:
        """Heading, totals, what is proved."""
        return self._heading.text(), self._facts.text(), self._proof.text()

    def show_said(self, heading: str, facts: str, proof: str, ready: int) -> None:
        """Say what was said before of a plan with steps."""
        self.filter.show_count(ready)
        self._heading.setText(heading)
        self._facts.setText(facts)
        self._say(self._proof, proof)
        self.resized.emit()

    def wait(self, on: bool = True) -> None:
        """The range belongs to the plan before: grey, until the new one is computed."""
        self._range.setEnabled(not on)

    def show_forecast(self, forecast: Forecast | None) -> None:
        """How sure the finish is; None where there is nothing to say."""
        self._range.setEnabled(True)
        self._words, found = "", list[str]()
        if forecast is not None:
            from planner.app.forecast_words import meaning_words, range_words

            self._words = range_words(forecast, dates.month)
            found = meaning_words(forecast, dates.day) if self._words else []
        self._meaning.setText("\n".join(found))
        self._show_range()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show_range()

    def _show_range(self) -> None:
        self._say(self._range, f"{self._words} {'▴' if self._is_open else '▾'}" if self._words else "")
        self._range.setAccessibleDescription(_("Press Enter for what this means"))
        self._meaning.setVisible(bool(self._words) and self._is_open)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # its sentences need other room, such as in another size of text
            self.resized.emit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Large text, or a narrow pane: the buttons below the heading, not beside it.
        room = self.width() - 24 - self._heading.fontMetrics().horizontalAdvance(self._heading.text())
        beside = room > self.filter.wide + 12
        if beside:  # it may have become narrow while there was less room, and would stay so
            self.filter.side_by_side()
        before = self._top.direction()
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if self._top.direction() != before:
            self.resized.emit()

    @staticmethod
    def _say(label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


class Filter(QWidget):
    """All steps, or only those that can be begun now."""

    changed = Signal(str)
    """What is wanted: "all", "ready" or "done"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._everything, self._ready, self._done = QToolButton(), QToolButton(), QToolButton()
        self._everything.setText(menu_text(_("All")))
        group = QButtonGroup(self)
        for button, part in ((self._everything, "all"), (self._ready, "ready"), (self._done, "done")):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setProperty("choice", True)
            button.toggled.connect(lambda on, part=part: self.changed.emit(part) if on else None)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._everything.setChecked(True)
        self.show_count(0)
        self.show_done(0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # one button more, or other words in one
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.wide <= self.width() + 4
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @property
    def wide(self) -> int:
        """Width of all buttons beside each other, with a gap behind each."""
        shown = [one for one in (self._everything, self._ready, self._done) if not one.isHidden()]
        return sum(one.sizeHint().width() + 4 for one in shown)

    def side_by_side(self) -> None:
        """Ask for a row again."""
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def show_count(self, ready: int) -> None:
        """Say how many steps are ready."""
        self._ready.setText(menu_text(_("Ready now: {count}").format(count=ready)))

    def show_done(self, done: int) -> None:
        """Say how many steps are behind the learner; without any there is nothing to look at."""
        self._done.setText(menu_text(_("Done: {count}").format(count=done)))
        self._done.setVisible(done > 0)
        if not done and self._done.isChecked():
            self.show_everything()

    @property
    def shows_all(self) -> bool:
        """Whether all steps of the plan are wanted."""
        return self._everything.isChecked()

    def show_everything(self) -> None:
        """Show all steps again."""
        self._everything.setChecked(True)


def proof_words(plan: Plan) -> str:
    """What is proved about the plan, and how far it can be from the best one."""
    from planner.app.proof import choice_words, order_limit_words, order_words

    order = order_words(plan) or order_limit_words(plan, dates.month)
    return " ".join(filter(None, [choice_words(plan), order]))
