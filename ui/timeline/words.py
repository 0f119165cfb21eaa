"""What the timeline says in words: on bars, in tool tips, and to assistive programs."""

from __future__ import annotations

from datetime import date

from planner import i18n
from planner.app.difference import amount
from planner.app.map import kind_words, mark_words
from planner.app.timeline import Bar, Form, Stage, Timeline, stretch_at
from planner.i18n import _, ngettext
from planner.model.plan import PlanStatus
from ui import dates
from ui.timeline.frame import Row


def effort(bar: Bar) -> str:
    """Such as "24 h" or "18 months"; empty for a milestone."""
    if bar.months:
        return i18n.months(bar.months)
    return dates.hours(bar.hours) if bar.hours else ""


def on_bar(bar: Bar) -> str:
    """What stands in or beside a bar."""
    if bar.form is Form.MOMENT:
        return dates.day(bar.finish)
    return effort(bar)


def days(start: date | None, finish: date | None) -> str:
    """First and last day."""
    if start is None or finish is None:
        return _("no date yet")
    if start == finish:
        return dates.day(finish)
    return _("{start} – {finish}").format(start=dates.day(start), finish=dates.day(finish))


def facts(bar: Bar, shown: Timeline) -> list[str]:
    """All that is known of a bar, a sentence each."""
    found = [kind_words(bar.kind), mark_words(bar.mark), effort(bar), days(bar.start, bar.finish)]
    if bar.critical:
        found.append(_("decides the finish: every day of delay moves it"))
    elif bar.slack_days:
        found.append(_("can end {amount} later before the finish moves").format(amount=amount(bar.slack_days)))
    if bar.pin is not None:
        found.append(_("held back by you until {date}").format(date=dates.day(bar.pin)))
    if bar.booked is not None:
        found.append(_("exam booked on {date}").format(date=dates.day(bar.booked)))
    if bar.item in shown.ranges:
        first, last = shown.ranges[bar.item]
        text = _("80 of 100 learners get here between {first} and {last}")
        found.append(text.format(first=dates.day(first), last=dates.day(last)))
    if bar.item in shown.before:
        found.append(_("was {days}").format(days=days(*shown.before[bar.item])))
    return [one for one in found if one]


def stage_words(stage: Stage) -> str:
    """How much there is in a stage, and when."""
    count = len(stage.bars)
    steps = ngettext("{count} step", "{count} steps", count).format(count=count)
    return ", ".join(
        filter(None, [steps, dates.hours(stage.hours) if stage.hours else "", days(stage.start, stage.finish)])
    )


def name(row: Row) -> str:
    """What a row is called."""
    return row.title if isinstance(row, Bar) else _("Stage: {title}").format(title=row.title)


def described(row: Row, shown: Timeline) -> str:
    """All that the timeline knows of a row, for those who do not see it."""
    return ". ".join(facts(row, shown)) if isinstance(row, Bar) else stage_words(row)


def tip(row: Row, shown: Timeline) -> str:
    """What a row is, one thing a line."""
    if isinstance(row, Bar):
        return "\n".join([row.title, *facts(row, shown)])
    return "\n".join([row.title, stage_words(row)])


def study_words(shown: Timeline, first: date, last: date) -> str:
    """Study against the time for it from one day to another, such as "8 of 10 h of study, 2 h free"."""
    free, used = shown.study.between(first, last)
    when = days(first, last)
    if last < shown.study.begins:
        return _("{when}: {used} studied").format(when=when, used=dates.hours(used / 60)) if used else ""
    stretch = stretch_at(shown.stretches, first) or stretch_at(shown.stretches, last)
    why = f" ({stretch.title})" if stretch is not None else ""
    if not free:
        return _("{when}: no time for study").format(when=when) + why
    text = _("{when}: {used} of {free} used").format(
        when=when, used=dates.hours(used / 60), free=dates.hours(free / 60)
    )
    if used < free:
        return text + ", " + _("{hours} free").format(hours=dates.hours((free - used) / 60)) + why
    return text + why


def summary(shown: Timeline) -> str:
    """The whole timeline in a sentence or two."""
    count = len(shown.bars)
    parts = [ngettext("{count} step", "{count} steps", count).format(count=count)]
    if shown.finish is not None:
        parts.append(_("finish {date}").format(date=dates.day(shown.finish)))
    if shown.goal in shown.ranges:
        first, last = shown.ranges[shown.goal]
        parts.append(
            _("for 80 of 100 learners between {first} and {last}").format(first=dates.day(first), last=dates.day(last))
        )
    if shown.deadline is not None:
        parts.append(_("deadline {date}").format(date=dates.day(shown.deadline)))
    return ", ".join(parts)


def nothing(shown: Timeline) -> str:
    """Why there is nothing to show."""
    if shown.status is PlanStatus.IMPOSSIBLE:
        return _("There is no plan to this goal, so there is nothing to date yet.")
    return _("You hold everything that your goal needs: nothing is left to date.")


def undated(shown: Timeline) -> str:
    """What to say above a plan of which not everything has a date; empty where all is dated."""
    missing = sum(bar.finish is None for bar in shown.bars)
    if not missing:
        return ""
    text = ngettext("{count} step has no date yet: {reason}", "{count} steps have no date yet: {reason}", missing)
    return text.format(count=missing, reason=shown.message)
