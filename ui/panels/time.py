"""The learner's time: hours a week and by weekday, first day, deadline, days off, holidays, topics at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from planner.app import commands, wishes
from planner.app.difference import amount
from planner.app.wishes import period_title
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.learner import Learner, Period
from planner.model.plan import Plan
from ui import dates
from ui.effect import EffectLine
from ui.fields import Settle, day_field, hours_field, hours_slider, scroll_past
from ui.live import Try
from ui.panels.boxes import WrappingButton, yielding
from ui.panels.forms import Column, Rows, say
from ui.panels.holidays import Holidays
from ui.panels.section import Section
from ui.panels.week_bars import WeekBars
from ui.plain import LinkLabel, menu_text
from ui.theme.theme import Theme
from ui.wrapped import Tick


class TimePanel(Column):
    """Shows the learner's time, and says what shall become of it; it keeps nothing itself."""

    changed = Signal(str, object)
    """What has changed in words, and the command with its arguments."""
    tried = Signal(object, object)
    """Where to tell what a change would give, and the command with its arguments."""
    period_wanted = Signal(object)
    """Ask for a new period (None), or for another form of the one with this number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: Document | None = None
        self._finish: date | None = None
        self._all_periods = False
        self._build_hours()
        self._build_days()
        self.more = Section("more_time", _("Days off, holidays, topics"), theme, strong=False)
        self.column.addSpacing(4)
        self.add(self.more)
        self._build_more()

    # -- building

    def _build_hours(self) -> None:
        self.label(_("Hours a week"))
        self.hours = self.add(yielding(hours_field()))
        self.slider = self.add(hours_slider())
        self.effect = self.add(EffectLine(stays=True))
        self._binding = self.caption()
        self._hours = Settle(self)
        self._hours.hold(self.slider)
        self._hours.type_into(self.hours)
        self.hours.valueChanged.connect(self._hours.move)
        self.slider.valueChanged.connect(self._on_slider)
        self._hours.moved.connect(lambda hours: self._try(self.effect, wishes.set_hours, hours))
        self._hours.settled.connect(lambda hours: self._change(dates.hours_a_week(hours), wishes.set_hours, hours))
        self.by_weekday = Section("weekdays", _("By weekday"), self._theme, strong=False)
        self.week = WeekBars(self._theme)
        self.by_weekday.column.addWidget(self.week)
        self.add(self.by_weekday)
        self.week.moved.connect(lambda day, minutes: self._try(self.effect, wishes.set_day, day, minutes))
        self.week.moved.connect(self._show_total)
        self.week.settled.connect(self._on_day)

    def _build_days(self) -> None:
        self.label(_("First day"))
        self.begin = self.add(yielding(day_field(date.today())))
        self.begin.setAccessibleName(_("First day"))
        self._begin_effect = self.add(EffectLine())
        self._begin = self._days(self.begin, self._begin_effect, wishes.set_begin, _("First day"))
        self.column.addSpacing(4)
        self.has_deadline = self.add(Tick(_("Deadline")))
        self.deadline = self.add(yielding(day_field(date.today())))
        self.deadline.setAccessibleName(_("Deadline"))
        self._deadline_effect = self.add(EffectLine())
        self._deadline = self._days(self.deadline, self._deadline_effect, commands.set_deadline, _("Deadline"))
        self.verdict = self.caption()
        self.make_it = self.add(LinkLabel(""))
        self.make_it.hide()
        self._hours_needed = 0.0
        self.make_it.clicked.connect(self._take_needed)
        self.has_deadline.clicked.connect(self._on_deadline)

    def _build_more(self) -> None:
        inside = Column()
        self.more.column.addWidget(inside)
        inside.label(_("Days off and busy times"))
        self.periods = inside.add(Rows(self._theme, linked=True))
        self._over = inside.add(LinkLabel(""))
        self._over.clicked.connect(self._toggle_over)
        self.add_period = inside.add(yielding(WrappingButton()))
        self.add_period.setText(menu_text(_("Add days off…")))
        self.add_period.clicked.connect(lambda: self.period_wanted.emit(None))
        inside.label(_("Public holidays"))
        self.holidays = inside.add(Holidays())
        self.holidays.chosen.connect(lambda region: self._change(_("Public holidays"), commands.set_holidays, region))
        inside.label(_("Topics at a time"))
        self.topics = inside.add(yielding(scroll_past(QSpinBox())))
        self.topics.setRange(1, 10)
        self.topics.setKeyboardTracking(False)
        self.topics.setAccessibleName(_("Topics at a time"))
        self._topics_mean = inside.caption()
        self._topics_effect = inside.add(EffectLine())
        self._topics = Settle(self)
        self.topics.valueChanged.connect(self._topics.move)
        self._topics.moved.connect(lambda count: self._try(self._topics_effect, commands.set_max_topics, count))
        self._topics.settled.connect(lambda count: self._change(_("Topics at a time"), commands.set_max_topics, count))

    def _days(self, field: QWidget, effect: EffectLine, command: Callable[..., Document], label: str) -> Settle:
        settle = Settle(self)
        field.dateChanged.connect(lambda day: settle.move(dates.from_qdate(day)))  # type: ignore[attr-defined]
        settle.moved.connect(lambda day: self._try(effect, command, day))
        settle.settled.connect(lambda day: self._change(label, command, day))
        return settle

    # -- what the person does

    def _try(self, place: EffectLine, command: Callable[..., Document], *arguments: object) -> None:
        change: Try = lambda document: command(document, *arguments)  # noqa: E731 - typed
        self.tried.emit(place, change)

    def _change(self, label: str, command: Callable[..., Document], *arguments: object) -> None:
        self.changed.emit(label, lambda document: command(document, *arguments))

    def _on_slider(self, value: int) -> None:
        with QSignalBlocker(self.hours):
            self.hours.setValue(value)
        self._hours.move(float(value))

    def _on_day(self, day: int, minutes: int) -> None:
        label = _("{hours:g} h on {day}").format(hours=round(minutes / 60, 2), day=dates.weekday(day))
        self._change(label, wishes.set_day, day, minutes)

    def _show_total(self) -> None:
        total = sum(bar.value() for bar in self.week.bars) / 60
        with QSignalBlocker(self.hours), QSignalBlocker(self.slider):
            self.hours.setValue(total)
            self.slider.setValue(round(total))

    def _on_deadline(self, on: bool) -> None:
        if not on:
            self._change(_("No deadline"), commands.set_deadline, None)
        elif self._document is not None:
            start = self._document.learner.availability.start
            # A deadline that the plan meets: from there it is one step to an earlier one.
            day = max(start, self._finish or start + timedelta(days=365))
            self._change(_("Deadline"), commands.set_deadline, day)

    def _take_needed(self) -> None:
        self._change(dates.hours_a_week(self._hours_needed), wishes.set_hours, self._hours_needed)

    def _toggle_over(self) -> None:
        self._all_periods = not self._all_periods
        if self._document is not None:
            self._show_periods(self._document.learner)

    def commit(self) -> None:
        """Take over what is typed but not yet counted."""
        for field in (self.hours, self.begin, self.deadline, self.topics):
            field.interpretText()
        for settle in (self._hours, self._begin, self._deadline, self._topics):
            settle.flush()
        self.week.flush()

    # -- what is shown

    def show_document(self, document: Document) -> None:
        """Show the learner's time."""
        self._document = document
        learner, availability = document.learner, document.learner.availability
        if not self._hours.pending:
            with QSignalBlocker(self.hours), QSignalBlocker(self.slider):
                self.hours.setValue(availability.hours_per_week)
                self.slider.setValue(round(availability.hours_per_week))
        self.week.show_week(availability.week)
        for settle, field, day in (
            (self._begin, self.begin, availability.start),
            (self._deadline, self.deadline, learner.deadline),
        ):
            if day is not None and not settle.pending:
                with QSignalBlocker(field):
                    field.setDate(dates.to_qdate(day))
        self.deadline.setMinimumDate(QDate(1970, 1, 1))
        self.has_deadline.setChecked(learner.deadline is not None)
        self.deadline.setVisible(learner.deadline is not None)
        if learner.deadline is None:
            say(self.verdict, "")
            self.make_it.hide()
        if not self._topics.pending:
            with QSignalBlocker(self.topics):
                self.topics.setValue(learner.max_topics)
        text = ngettext("One after the other.", "{count} share the time of every day.", learner.max_topics)
        self._topics_mean.setText(text.format(count=learner.max_topics))
        self.holidays.show_region(availability.holidays)
        self._show_periods(learner)
        self.more.summarize(self._more_words(learner))
        self.by_weekday.summarize("")

    def _show_periods(self, learner: Learner) -> None:
        availability = learner.availability
        all_of_them = sorted(enumerate(availability.periods), key=lambda pair: (pair[1].first, pair[0]))
        ahead = [pair for pair in all_of_them if pair[1].last >= availability.start]
        shown = all_of_them if self._all_periods else ahead
        over = len(all_of_them) - len(ahead)
        numbers = [number for number, _period in shown]
        rows = [(period_title(one).strip("“”"), self._period_words(number, one)) for number, one in shown]
        self.periods.show_rows(
            rows,
            lambda row: self._change(_("Remove {name}").format(name=rows[row][0]), wishes.remove_period, numbers[row]),
            lambda row: self.period_wanted.emit(numbers[row]),
        )
        text = ngettext("Show {count} that is over", "Show {count} that are over", over).format(count=over)
        self._over.setText(_("Hide what is over") if self._all_periods else text)
        self._over.setVisible(bool(over))

    def _period_words(self, number: int, period: Period) -> str:
        hours = sum(period.week) / 60
        study = _("{hours} a week").format(hours=dates.hours(round(hours, 1))) if hours else _("no study")
        words = f"{dates.days(period.first, period.last)} · {study}"
        if self._document is None:
            return words
        note = wishes.period_note(self._document.learner.availability, period, number)
        return f"{words}. {note}" if note else words

    def _more_words(self, learner: Learner) -> str:
        availability = learner.availability
        count = sum(period.last >= availability.start for period in availability.periods)
        parts = [
            ngettext("{count} period", "{count} periods", count).format(count=count) if count else "",
            availability.holidays,
            ngettext("{count} topic at a time", "{count} topics at a time", learner.max_topics).format(
                count=learner.max_topics
            )
            if learner.max_topics > 1
            else "",
        ]
        return " · ".join(filter(None, parts))

    def summary(self, learner: Learner) -> str:
        """The time in a few words."""
        availability = learner.availability
        parts = [
            _("{hours:g} h a week").format(hours=availability.hours_per_week),
            _("from {day}").format(day=dates.day(availability.start)),
            _("until {day}").format(day=dates.day(learner.deadline)) if learner.deadline else "",
        ]
        return " · ".join(filter(None, parts))

    def show_plan(self, plan: Plan) -> None:
        """Show what the time comes to, and whether the deadline is met."""
        self._finish = plan.finish
        for effect in (self.effect, self._begin_effect, self._deadline_effect, self._topics_effect):
            effect.show_plan(plan)
        self.make_it.hide()
        deadline = self._document.learner.deadline if self._document else None
        if deadline is None:
            say(self.verdict, "")
        elif self.misses(plan):
            problem = next((one.message for one in plan.problems if one.field == "deadline"), "")
            say(self.verdict, problem)
        elif plan.finish is not None:
            days = (deadline - plan.finish).days
            spare = _("In time, with {amount} to spare.").format(amount=amount(days)) if days else _("Just in time.")
            say(self.verdict, spare)
        else:  # without a plan there is nothing to say about its end
            say(self.verdict, "")

    def show_binding(self, words: str) -> None:
        """Say which clock decides the finish."""
        say(self._binding, words)

    @staticmethod
    def misses(plan: Plan) -> bool:
        """Whether the plan ends after the deadline."""
        return any(problem.field == "deadline" for problem in plan.problems)

    def show_needed(self, hours: float | None) -> None:
        """Offer the hours a week with which the deadline is met."""
        self._hours_needed = hours or 0.0
        if hours:
            self.make_it.setText(_("Study {hours:g} hours a week").format(hours=hours))
        self.make_it.setVisible(bool(hours) and not self.deadline.isHidden())

    def set_theme(self, theme: Theme) -> None:
        """Use other colours, and begin weeks as the person wishes."""
        self._theme = theme
        for part in (self.week, self.more, self.by_weekday, self.periods):
            part.set_theme(theme)
        self.week.arrange()
