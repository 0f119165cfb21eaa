"""The cards of the page, one function each: a value of `planner.app.today` in, a card out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.app.difference import amount
from planner.app.durations import minutes_words
from planner.app.today import Late, Progress, Reached, Stage, Step, Today, Week
from planner.i18n import _, ngettext
from planner.model.curriculum import Kind
from ui import dates
from ui.panels.plan_rows import effort, why_line
from ui.plain import LinkLabel, PlainLabel, link_url, plain_tip
from ui.theme.theme import Theme
from ui.today.cards import Bar, ButtonRow, Card, Sign, button
from ui.today.cheer import Cheer
from ui.today.week_bars import WeekBars

MOST_TITLES = 3
MOST_STAGES = 4


class Sections(QWidget):
    """What all cards share: the theme, and whom they tell."""

    wanted = Signal(str, str)
    """Something is to be done (its name), with an item or ""."""
    followed = Signal(str)
    """More about an item."""
    opened = Signal(str)
    """A web address was clicked."""

    def __init__(self, theme: Theme, timed: str = "") -> None:
        """`timed`: the item that the timer runs for."""
        super().__init__()
        self.theme, self.timed = theme, timed

    def buttons(self, *rows: tuple[str, str, str], item: str = "") -> ButtonRow:
        """(text, name, icon) of every button; the first one is the one to press."""
        made = []
        for number, (text, name, icon) in enumerate(rows):
            one = button(text, name, self.theme, icon, primary=not number)
            one.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name, item))
            made.append(one)
        return ButtonRow(*made)

    def _link(self, item: str, text: str) -> LinkLabel:
        link = LinkLabel(text)
        link.clicked.connect(lambda: self.followed.emit(item))
        return link

    # -- what is next

    def next_card(self, page: Today, step: Step) -> Card:
        """The one thing to do, and everything that is needed to begin it."""
        card = Card(name=_("Next"))
        head = QHBoxLayout()
        head.setSpacing(12)
        item = step.item
        status = "in_progress" if step.in_progress else "ready"
        head.addWidget(Sign(item.kind.value, status, item.progress, self.theme), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(_since(step), role="caption", wrap=True))
        words.addWidget(PlainLabel(item.title, role="h1", wrap=True))
        head.addLayout(words, 1)
        card.column.addLayout(head)
        card.say(why_line(item))
        fits = fit_words(page, step)
        if fits:
            card.say(fits, "strong")
        if step.in_progress and item.full_hours:
            card.add(Bar(item.progress, self.theme))
        card.space()
        card.add(self.buttons(*_next_buttons(step, self.timed == item.id), item=item.id))
        self._begin_with(card, step)
        return card

    def _begin_with(self, card: Card, step: Step) -> None:
        if step.in_progress and step.done_when:
            self._paragraph(card, _("You are done when you can say yes to this"), step.done_when)
        elif step.first_step:
            self._paragraph(card, _("First step"), step.first_step)
        if step.resources:
            card.space()
            card.say(_("Learn from"), "strong")
        for resource in step.resources:
            url = link_url(resource.url)
            if url is None:
                card.say(resource.title)
                continue
            link = LinkLabel(_("{title} ({host})").format(title=resource.title, host=url.host()))
            plain_tip(link, resource.url)
            link.clicked.connect(lambda address=resource.url: self.opened.emit(address))
            card.add(link)
        if step.unlocks:
            self._paragraph(card, _("Opens the way to"), _unlocked(step))

    @staticmethod
    def _paragraph(card: Card, heading: str, text: str) -> None:
        card.space()
        card.pair(PlainLabel(heading, role="strong", wrap=True), text)

    # -- the week

    def week_card(self, page: Today) -> Card:
        """Hours of the seven days: those one has, those that are planned, those that were studied."""
        week = page.week
        card = Card(_("This week"))
        card.say(week_words(week))
        place = next(number for number, day in enumerate(week.days) if day.day == page.day)
        card.add(WeekBars(week, place, self.theme))
        card.add(_Key(self.theme, bool(week.logged)))
        for one in week.items:
            text = _("{title} · {time}").format(title=one.item.title, time=minutes_words(one.total))
            card.add(self._link(one.item.id, text))
        for item in week.running:
            text = _("Beside it: {title}, until {day}").format(title=item.title, day=dates.day(item.finish))
            card.add(self._link(item.id, text))
        return card

    # -- what else could be begun

    def ready_card(self, page: Today) -> Card:
        """Whoever does not feel like the next step finds others here."""
        card = Card(_("Ready now"))
        card.say(_("Not in the mood for the next step? These can be begun as well."), "caption")
        for one in page.alternatives:
            opens = ngettext("opens {count} more step", "opens {count} more steps", one.opens).format(count=one.opens)
            facts = " · ".join(filter(None, [effort(one.item), opens if one.opens else ""]))
            card.pair(self._link(one.item.id, one.item.title), facts, "caption")
        return card

    # -- what is late

    def late_card(self, page: Today, late: Late) -> Card:
        """What should be over by now, without any reproach."""
        old = page.begins < page.day
        heading = ngettext("{count} step was planned for before today", "{count} steps were planned for before today",
                           len(late.items))  # fmt: skip
        card = Card(heading.format(count=len(late.items)))
        for item in late.items[:MOST_TITLES]:
            card.add(self._link(item.id, item.title))
        more = len(late.items) - MOST_TITLES
        if more > 0:
            card.say(_("and {count} more").format(count=more), "caption")
        card.say(late_words(late, old))
        if old:
            card.add(self.buttons((_("Plan again from today"), "from_today", "refresh-cw")))
        else:
            card.add(self.buttons((_("Go on from here"), "go_on", "check"), (_("Plan everything anew"), "replan", "")))
        return card

    # -- what is behind

    def reached_card(self, reached: Reached, calm: bool) -> Card:
        """A milestone: looked at for a moment, then put away."""
        card = Card(name=_("Reached"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Cheer(self.theme, calm), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(PlainLabel(reached_words(reached), role="title", wrap=True))
        steps = ngettext("{count} step is behind you.", "{count} steps are behind you.", reached.steps)
        text = f"{dates.day(reached.day)}. {steps.format(count=reached.steps)}"
        words.addWidget(PlainLabel(text, wrap=True))
        row.addLayout(words, 1)
        card.column.addLayout(row)
        card.add(self.buttons((_("On to what is next"), "put_away", "check"), item=reached.event))
        return card

    def progress_card(self, progress: Progress) -> Card:
        """How far one has come, in steps, hours and stages."""
        card = Card(_("How far you are"))
        steps = _("{done} of {steps} steps").format(done=progress.done, steps=progress.steps)
        card.say(steps, "strong")
        bar = Bar(progress.fraction, self.theme)
        bar.setAccessibleName(steps)
        card.add(bar)
        card.say(hours_words(progress), "caption")
        for stage in progress.stages[:MOST_STAGES]:
            card.space()
            self._stage(card, stage)
        more = len(progress.stages) - MOST_STAGES
        if more > 0:
            card.space()
            text = ngettext("and {count} more stage", "and {count} more stages", more)
            card.say(text.format(count=more), "caption")
        return card

    def _stage(self, card: Card, stage: Stage) -> None:
        facts = [_("{done} of {steps} steps").format(done=stage.done, steps=stage.steps)]
        facts += [dates.hours(round(stage.hours))] if stage.hours else []
        facts += [dates.month(stage.finish)] if stage.finish else []
        card.pair(self._link(stage.item, stage.title), " · ".join(facts), "caption")
        card.add(Bar(stage.done / stage.steps if stage.steps else 0.0, self.theme))


class _Swatch(QWidget):
    """A small piece of a bar."""

    def __init__(self, fill: QColor, line: QColor, side: int) -> None:
        super().__init__()
        self._fill, self._line = fill, line
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._line)
        painter.setBrush(self._fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


class _Key(QWidget):
    """What solid, pale and framed bars mean."""

    def __init__(self, theme: Theme, logged: bool) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(6)
        fills = [(theme.raised, theme.border, _("your time")), (theme.selection, theme.accent, _("planned"))]
        if logged:
            fills.append((theme.statuses["done"], theme.statuses["done"], _("studied")))
        for place, (fill, line, words) in enumerate(fills):
            side = round(self.fontMetrics().height() * 0.6)
            grid.addWidget(_Swatch(fill, line, side), 0, 2 * place)
            label = PlainLabel(words, role="caption")
            grid.addWidget(label, 0, 2 * place + 1)
            grid.setColumnMinimumWidth(2 * place, side)
        grid.setColumnStretch(2 * len(fills), 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def _since(step: Step) -> str:
    if not step.in_progress:
        return _("Next")
    if step.started is None:
        return _("In progress")
    return _("In progress since {day}").format(day=dates.day(step.started))


def _next_buttons(step: Step, timed: bool) -> Sequence[tuple[str, str, str]]:
    timer = (_("Stop timer"), "stop_timer") if timed else (_("Start timer"), "start_timer")
    time = [(_("Log time…"), "study_time", "clock"), (*timer, "hourglass")]
    if not step.item.full_hours:
        time = []
    why = (_("Why?"), "why", "circle-help")
    if step.in_progress or not (step.item.full_hours or step.item.months):
        return [(_("Done…"), "finish", "circle-check"), *time, why]
    return [(_("Start"), "begin", "play"), (_("Done…"), "finish", "circle-check"), *time[:1], why]


def fit_words(page: Today, step: Step) -> str:
    """How much is left, and what of it fits into today and this week."""
    item = step.item
    if item.months:
        return _("{effort}, beside your studies").format(effort=effort(item))
    if not item.hours:
        return "" if step.in_progress or item.full_hours else _("Everything for it is there.")
    left = minutes_words(round(item.hours * 60)) if item.hours < 10 else dates.hours(item.hours)
    if page.begins > page.day:
        return _("{left} left. Your plan begins on {day}.").format(left=left, day=dates.day(page.begins))
    minutes = round(item.hours * 60)
    today, week = min(page.fits_today, minutes), min(page.fits_week, minutes)
    if today:
        text = _("{left} left. {today} of it fit today, {week} this week.")
        return text.format(left=left, today=minutes_words(today), week=minutes_words(week))
    if week:
        return _("{left} left. {week} of it fit this week.").format(left=left, week=minutes_words(week))
    return _("{left} left.").format(left=left)


def _unlocked(step: Step) -> str:
    titles = "; ".join(step.unlocks[:MOST_TITLES])
    more = step.opens - min(len(step.unlocks), MOST_TITLES)
    if more <= 0:
        return titles
    text = ngettext("{titles}; then {count} more step", "{titles}; then {count} more steps", more)
    return text.format(titles=titles, count=more)


def week_words(week: Week) -> str:
    """What was studied of the time that there is, and what is still planned."""
    parts = []
    if week.logged:
        text = _("{logged} studied of {capacity}") if week.capacity else _("{logged} studied")
        parts.append(text.format(logged=minutes_words(week.logged), capacity=minutes_words(week.capacity)))
    elif week.capacity:
        parts.append(_("{capacity} for study").format(capacity=minutes_words(week.capacity)))
    if week.planned:
        parts.append(_("{planned} planned").format(planned=minutes_words(week.planned)))
    return " · ".join(parts) or _("A week off. Enjoy it.")


def late_words(late: Late, old: bool) -> str:
    """What it means that something is late; `old`: the plan has not been made again since."""
    left = _("That is fine: life does not keep to plans.")
    if late.hours:
        left += " " + _("{hours} of it are left.").format(hours=dates.hours(round(late.hours, 1)))
    if not late.days:
        return f"{left} {_('There is room for that: the finish can stay where it is.')}"
    if old:
        return f"{left} {_('The finish moves by about {amount}.').format(amount=amount(late.days))}"
    return f"{left} {_('The plan goes on from today and ends {amount} later.').format(amount=amount(late.days))}"


def reached_words(reached: Reached) -> str:
    """What one has done, as one would say it aloud."""
    if reached.kind is Kind.CERTIFICATION:
        return _("You have passed “{title}”.").format(title=reached.title)
    return _("You have reached “{title}”.").format(title=reached.title)


def hours_words(progress: Progress) -> str:
    """Hours done and left by the estimates, and those that are written down."""
    parts = [_("{hours} left").format(hours=dates.hours(round(progress.hours_left)))]
    if progress.hours_done:
        parts.insert(0, _("{hours} done, as estimated").format(hours=dates.hours(round(progress.hours_done))))
    if progress.logged:
        parts.append(_("{time} written down").format(time=minutes_words(progress.logged)))
    return " · ".join(parts)
