"""A handout as tables, for CSV and for spreadsheets: plain values, a text as one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planner.handout.blocks import day_blocks, week_blocks
from planner.handout.content import Handout, StepLine
from planner.handout.words import from_words, made_words, title_words
from planner.i18n import _

Cell = str | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    holds: Literal["text", "number", "money", "part", "date", "address"]
    """"part": from 0 to 1."""
    width: int
    """In letters; longer texts go on in the next line."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...] = ()
    """A last row that adds up; empty where nothing does."""


def tables(handout: Handout) -> list[Table]:
    """All tables of a handout that have rows, the plan first."""
    others = (_milestones, _weeks, _choices, _costs, _details, _about)
    return [plan_table(handout), *(table for table in (make(handout) for make in others) if table.rows)]


def plan_table(handout: Handout) -> Table:
    """Every step of the plan with its figures."""
    columns = (
        Column(_("No."), "number", 5),
        Column(_("Step"), "text", 46),
        Column(_("Kind"), "text", 14),
        Column(_("Subject"), "text", 23),
        Column(_("Stage"), "text", 32),
        Column(_("From"), "date", 11),
        Column(_("To"), "date", 11),
        Column(_("Hours"), "number", 9),
        Column(_("Months"), "number", 9),
        Column(_("US dollars"), "money", 11),
        Column(_("Done"), "part", 9),
        Column(_("Needs"), "text", 18),
        Column(_("Link"), "address", 44),
    )
    rows = tuple(_figures(handout, step) for step in handout.steps)
    sums: list[Cell] = [None] * len(columns)
    sums[1], sums[7] = _("Sum"), round(sum(step.hours for step in handout.steps), 2)
    sums[9] = sum(step.cost_usd for step in handout.steps)
    return Table(_("Plan"), columns, rows, tuple(sums))


def _figures(handout: Handout, step: StepLine) -> tuple[Cell, ...]:
    return (
        step.number,
        step.title,
        step.kind_words,
        step.subject,
        handout.stages[step.stage].title if step.stage < len(handout.stages) else "",
        step.start,
        step.finish,
        round(step.hours, 2) if step.hours or step.credit else None,
        step.months,
        step.cost_usd or None,
        step.progress or None,
        ", ".join(str(ref.number) for ref in step.needs if ref.number is not None),
        next((one.url for one in step.resources if one.url), ""),
    )


def _details(handout: Handout) -> Table:
    """What is written about every step."""
    columns = (
        Column(_("No."), "number", 5),
        Column(_("Step"), "text", 30),
        Column(_("Why it is in your plan"), "text", 44),
        Column(_("Why then"), "text", 36),
        Column(_("Covered already"), "text", 36),
        Column(_("What one can do afterwards"), "text", 36),
        Column(_("First step"), "text", 36),
        Column(_("Done when"), "text", 44),
        Column(_("Id"), "text", 24),
    )
    return Table(_("Details"), columns, tuple((step.number, step.title, *_said(step)) for step in handout.steps))


def _said(step: StepLine) -> tuple[str, ...]:
    why = "; ".join(f"{link.needed_by.title}: {link.reason}" for link in step.why[:1] if link.reason)
    return why, " ".join(step.when), step.credit, step.outcome, step.first_step, step.done_when, step.id


def one_table(handout: Handout) -> Table:
    """Figures and texts of every step beside each other, for a file that holds one table."""
    plan, details = plan_table(handout), _details(handout)
    rows = tuple((*row, *more[2:]) for row, more in zip(plan.rows, details.rows, strict=True))
    return Table(plan.title, (*plan.columns, *details.columns[2:]), rows)


def _milestones(handout: Handout) -> Table:
    columns = (
        Column(_("Milestone"), "text", 44),
        Column(_("Date"), "date", 11),
        Column(_("Likely range"), "text", 30),
        Column(_("Steps"), "number", 9),
        Column(_("Hours"), "number", 9),
        Column(_("US dollars"), "money", 11),
    )
    rows = [
        (one.title, one.finish, one.range, len(one.steps), round(one.hours, 2) or None, one.cost_usd or None)
        for one in handout.stages
    ]
    return Table(_("Milestones"), columns, tuple(rows))


def _weeks(handout: Handout) -> Table:
    """How much is studied in every week, and what."""
    columns = (
        Column(_("Week of"), "date", 11),
        Column(_("Hours"), "number", 9),
        Column(_("Steps"), "text", 90),
    )
    rows = [
        (week.day, round(week.minutes / 60, 2), ", ".join(handout.step(part.step).title for part in week.parts))
        for week in week_blocks(day_blocks(handout, handout.clock))
    ]
    return Table(_("Weeks"), columns, tuple(rows))


def _about(handout: Handout) -> Table:
    """What there is to know beside the steps."""
    columns = (Column(_("About"), "text", 24), Column(_("What there is to know"), "text", 110))
    sources = (", ".join(filter(None, (one.code, one.what, one.where, one.dated))) for one in handout.sources)
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        (_("The plan"), (title_words(handout), from_words(handout), made_words(handout), handout.coach.name)),
        (_("The plan"), (*handout.summary, *handout.problems)),
        (_("What this rests on"), (*handout.proof, *handout.assumptions)),
        (_("To renew"), handout.renewals),
        (_("Yours already"), handout.held),
        (_("Sources"), sources),
    )
    return Table(_("About"), columns, tuple((name, text) for name, texts in parts for text in texts if text))


def _choices(handout: Handout) -> Table:
    columns = (
        Column(_("Choice"), "text", 30),
        Column(_("Option"), "text", 34),
        Column(_("Taken"), "text", 9),
        Column(_("Against this plan"), "text", 30),
        Column(_("Advice"), "text", 60),
    )
    rows = [
        (choice.name, option.title, _("yes") if option.chosen else "", option.price, choice.advice or choice.reason)
        for choice in handout.choices
        for option in choice.options
    ]
    return Table(_("Choices"), columns, tuple(rows))


def _costs(handout: Handout) -> Table:
    columns = (
        Column(_("Step"), "text", 44),
        Column(_("Date"), "date", 11),
        Column(_("US dollars"), "money", 11),
        Column(_("What is known of the price"), "text", 70),
    )
    rows = tuple(_prices(handout))
    total = sum(float(row[2]) for row in rows if isinstance(row[2], (int, float)))
    return Table(_("Costs"), columns, rows, (_("Sum"), None, total, None))


def _prices(handout: Handout) -> Iterator[tuple[Cell, ...]]:
    for step in handout.steps:
        if step.cost_usd:
            known = "; ".join(filter(None, (one.facts for one in step.certificates)))
            yield (step.title, step.finish, step.cost_usd, known)
    for renewal in handout.plan.renewals:
        if renewal.cost_usd:
            yield (_("To renew: {title}").format(title=renewal.title), renewal.by, renewal.cost_usd, "")


def one_line(text: str) -> str:
    """A text without line breaks and other controls."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def texts(row: Sequence[Cell]) -> list[str]:
    """The cells of a row as a text file holds them: days as 2027-01-31, numbers with a point, nothing for nothing."""
    return [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return one_line(cell) if isinstance(cell, str) else f"{cell:.15g}"
