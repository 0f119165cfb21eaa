"""A plan as a calendar that Google, Outlook and Apple import: study, exams and milestones (iCalendar, RFC 5545).

All moments are in UTC: Outlook reads rules of time zones differently, and no event here repeats, so none needs them.
An event keeps its UID for ever and gets a higher SEQUENCE in every file, so that a newer file updates what an older one
put into a calendar. What stands in the file that is replaced and is not planned any more is written as cancelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from planner.app.durations import minutes_words
from planner.handout.blocks import Block, wanted_blocks
from planner.handout.content import Handout, StepLine
from planner.handout.ics_text import PRODUCT, Written, day, folded, read_back, stamp, text
from planner.handout.words import cost_words, title_words
from planner.i18n import _, later, looked_up, months
from planner.model.curriculum import Kind

_OURS = UUID("6f0b0a52-6a8c-5b0e-9f5b-7d3a0f5c2b11")
"""Names of events are made of this, so they differ from those of any other program."""
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_MOST_TITLES = 3
"""Of steps in the title of a block."""
_REACHED = {
    "goal": later("Goal reached: {title}"),
    Kind.MILESTONE.value: later("Milestone: {title}"),
    Kind.ROLE.value: later("Milestone: {title}"),
}
"""Kinds of steps that are reached on a day, and what is said then."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that stands in the calendar."""

    name: str
    """What tells it from the others of this plan, the same in every file."""
    when: tuple[str, str]
    """The lines that say from when to when."""
    title: str
    about: tuple[str, ...]
    category: str
    busy: bool = False
    url: str = ""


def write(handout: Handout, before: bytes | None = None, now: datetime | None = None) -> bytes:
    """The calendar. `before`: the file that it replaces; `now`: when it is made."""
    now = now or datetime.now(UTC).replace(microsecond=0)
    key = calendar_key(handout)
    old, highest = read_back(before, str(key)) if before else ([], -1)
    sequence = max(highest + 1, int((now - _EPOCH).total_seconds()))
    lines = [*_head(handout, key, now)]
    uids: set[str] = set()
    for event in (*_study(handout), *_days(handout)):
        uid = str(uuid5(key, event.name))
        uids.add(uid)
        lines += _lines(event, uid, sequence, stamp(now))
    for gone in old:
        if gone.uid not in uids and gone.last >= day(handout.made):
            lines += _cancelled(gone, sequence, stamp(now))
    return folded([*lines, "END:VCALENDAR"])


def calendar_key(handout: Handout) -> UUID:
    """What all events of this learner and path are named after: the same in every file for them."""
    plan = handout.plan
    return uuid5(_OURS, handout.key or "\n".join((plan.curriculum, plan.start or "", plan.goal, handout.document.name)))


def is_of(content: bytes, handout: Handout) -> bool:
    """Whether a calendar is one of this learner and path."""
    return f"UID:{calendar_key(handout)}".encode() in content


def _head(handout: Handout, key: UUID, now: datetime) -> Iterator[str]:
    title = text(title_words(handout))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield from (f"UID:{key}", f"LAST-MODIFIED:{stamp(now)}", f"NAME:{title}", f"X-WR-CALNAME:{title}")
    if handout.clock.zone:
        yield f"X-WR-TIMEZONE:{text(handout.clock.zone)}"
    about = [*handout.summary, _("Made with Trailmark. Import the file again after a change: it updates the events.")]
    yield f"DESCRIPTION:{text(*about)}"
    yield f"X-WR-CALDESC:{text(*about)}"
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")


def _lines(event: Event, uid: str, sequence: int, made: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{made}", f"LAST-MODIFIED:{made}", f"SEQUENCE:{sequence}")
    yield from event.when
    yield f"SUMMARY:{text(event.title)}"
    if event.about:
        yield f"DESCRIPTION:{text(*event.about)}"
    yield f"CATEGORIES:{text(event.category)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "STATUS:CONFIRMED"
    yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{'BUSY' if event.busy else 'FREE'}"
    yield "END:VEVENT"


def _cancelled(gone: Written, sequence: int, made: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"DTSTAMP:{made}", f"LAST-MODIFIED:{made}", f"SEQUENCE:{sequence}")
    # Some calendars go on showing what is cancelled, and not all of them cross it out.
    start = "SUMMARY:" if gone.cancelled else f"SUMMARY:{text(_('Cancelled:'))} "
    yield from (line.replace("SUMMARY:", start, 1) if line.startswith("SUMMARY:") else line for line in gone.kept)
    yield from ("STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "END:VEVENT")


def _whole_days(first: date, last: date) -> tuple[str, str]:
    """From the first to the last day, both included; in the file the end is the day after it."""
    return f"DTSTART;VALUE=DATE:{day(first)}", f"DTEND;VALUE=DATE:{day(last + timedelta(days=1))}"


def _study(handout: Handout) -> Iterator[Event]:
    clock = handout.clock
    for block in wanted_blocks(handout, clock):
        titles = [handout.step(part.step).title for part in block.parts]
        more = len(titles) - _MOST_TITLES
        shown = ", ".join(titles[:_MOST_TITLES]) + (_(" and {count} more").format(count=more) if more > 0 else "")
        url = next((url for part in block.parts for url in _addresses(handout.step(part.step))), "")
        if block.last > block.day:
            title = _("Study this week, {effort}: {steps}").format(effort=minutes_words(block.minutes), steps=shown)
            when, name = _whole_days(block.day, block.last), f"week {block.day.isoformat()}"
        else:
            title = _("Study: {steps}").format(steps=shown)
            begins = clock.moment(block.day, block.begins)
            ends = begins + timedelta(minutes=block.minutes)
            when, name = (f"DTSTART:{stamp(begins)}", f"DTEND:{stamp(ends)}"), f"day {block.day.isoformat()}"
        about = tuple(_about(handout, block))
        yield Event(name, when, title, about, _("Study"), busy=block.last == block.day, url=url)


def _about(handout: Handout, block: Block) -> Iterator[str]:
    for part in block.parts:
        step = handout.step(part.step)
        yield f"{step.title}: {minutes_words(part.minutes)}"
        if part.first and step.first_step:
            yield _("First step: {text}").format(text=step.first_step)
        if part.first:
            yield from _addresses(step)


def _addresses(step: StepLine) -> list[str]:
    return [one.url for one in step.resources if one.url][:2]


def _days(handout: Handout) -> Iterator[Event]:
    """What stands in the calendar for whole days: exams, milestones, jobs and degrees, renewals, the deadline."""
    learner, nodes = handout.document.learner, handout.document.curriculum.by_id
    for step in handout.steps:
        if step.start is None or step.finish is None:
            continue
        node = nodes[step.id]
        if step.months:
            yield _of_step(step, "begin", step.start, later("Begins: {title}"), _("Milestones"))
        examined = not step.months and (node.kind is Kind.CERTIFICATION or node.exam is not None)
        if examined or step.id in learner.booked:
            sat = learner.booked.get(step.id) or step.finish - timedelta(days=node.wait_days)
            yield _of_step(step, "exam", sat, later("Exam: {title}"), _("Exams"))
        if step.kind in _REACHED or step.months:
            yield _of_step(step, "end", step.finish, _REACHED.get(step.kind, later("Done: {title}")), _("Milestones"))
    count: Counter[str] = Counter()
    for renewal in handout.plan.renewals:
        count[renewal.item] += 1
        title = _("To renew by today: {title}").format(title=renewal.title)
        yield Event(
            f"renewal {count[renewal.item]} {renewal.item}", _whole_days(renewal.by, renewal.by), title, (), _("Exams")
        )
    if learner.deadline:
        title = _("Deadline: {title}").format(title=handout.title)
        yield Event("deadline", _whole_days(learner.deadline, learner.deadline), title, (), _("Milestones"))


def _of_step(step: StepLine, what: str, when: date, title: str, category: str) -> Event:
    about: Iterable[str] = filter(None, (step.outcome, step.done_when, *_fees(step), *_addresses(step)))
    urls = _addresses(step)
    return Event(
        name=f"{what} {step.id}",
        when=_whole_days(when, when),
        title=looked_up(title).format(title=step.title),
        about=tuple(about),
        category=category,
        url=urls[0] if urls else "",
    )


def _fees(step: StepLine) -> Iterator[str]:
    if step.cost_usd:
        yield cost_words((("USD", step.cost_usd),))
    if step.months:
        yield months(step.months)
