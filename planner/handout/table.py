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
    holds: Literal["text", "long", "number", "money", "part", "date", "address"]
    """"long": text of several lines; "part": from 0 to 1."""


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
    others = (_milestones, _weeks, _choices, _costs, _about)
    return [plan_table(handout), *(table for table in (make(handout) for make in others) if table.rows)]


def plan_table(handout: Handout) -> Table:
    """Every step of the plan."""
    columns = (
        Column(_("No."), "number"),
        Column(_("Step"), "text"),
        Column(_("Kind"), "text"),
        Column(_("Subject"), "text"),
        Column(_("Stage"), "text"),
        Column(_("From"), "date"),
        Column(_("To"), "date"),
        Column(_("Hours"), "number"),
        Column(_("Months"), "number"),
        Column(_("US dollars"), "money"),
        Column(_("Done"), "part"),
        Column(_("Needs"), "text"),
        Column(_("Why it is in your plan"), "long"),
        Column(_("Why then"), "long"),
        Column(_("What one can do afterwards"), "long"),
        Column(_("First step"), "long"),
        Column(_("Done when"), "long"),
        Column(_("Link"), "address"),
        Column(_("Id"), "text"),
    )
    rows = tuple(_step(handout, step) for step in handout.steps)
    sums: list[Cell] = [None] * len(columns)
    sums[1], sums[7] = _("Sum"), round(sum(step.hours for step in handout.steps), 2)
    sums[9] = sum(step.cost_usd for step in handout.steps)
    return Table(_("Plan"), columns, rows, tuple(sums))


def _step(handout: Handout, step: StepLine) -> tuple[Cell, ...]:
    needs = ", ".join(f"{ref.number} {ref.title}" for ref in step.needs if ref.number is not None)
    why = "; ".join(f"{link.needed_by.title}: {link.reason}" for link in step.why[:1] if link.reason)
    return (
        step.number,
        step.title,
        step.kind_words,
        step.subject,
        handout.stages[step.stage].title if step.stage < len(handout.stages) else "",
        step.start,
        step.finish,
        round(step.hours, 2),
        step.months,
        step.cost_usd,
        step.progress or None,
        needs,
        why,
        " ".join(step.when),
        step.outcome,
        step.first_step,
        step.done_when,
        next((one.url for one in step.resources if one.url), ""),
        step.id,
    )


def _milestones(handout: Handout) -> Table:
    columns = (
        Column(_("Milestone"), "text"),
        Column(_("Date"), "date"),
        Column(_("Likely range"), "text"),
        Column(_("Steps"), "number"),
        Column(_("Hours"), "number"),
        Column(_("US dollars"), "money"),
    )
    rows = [
        (one.title, one.finish, one.range, len(one.steps), round(one.hours, 2), one.cost_usd) for one in handout.stages
    ]
    return Table(_("Milestones"), columns, tuple(rows))


def _weeks(handout: Handout) -> Table:
    """How much is studied in every week, and what."""
    columns = (
        Column(_("Week of"), "date"),
        Column(_("Hours"), "number"),
        Column(_("Steps"), "long"),
    )
    rows = [
        (week.day, round(week.minutes / 60, 2), ", ".join(handout.step(part.step).title for part in week.parts))
        for week in week_blocks(day_blocks(handout, handout.clock))
    ]
    return Table(_("Weeks"), columns, tuple(rows))


def _about(handout: Handout) -> Table:
    """What there is to know beside the steps."""
    columns = (Column(_("About"), "text"), Column(_("What there is to know"), "long"))
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
        Column(_("Choice"), "text"),
        Column(_("Option"), "text"),
        Column(_("Taken"), "text"),
        Column(_("Against this plan"), "text"),
        Column(_("Advice"), "long"),
    )
    rows = [
        (choice.name, option.title, _("yes") if option.chosen else "", option.price, choice.advice or choice.reason)
        for choice in handout.choices
        for option in choice.options
    ]
    return Table(_("Choices"), columns, tuple(rows))


def _costs(handout: Handout) -> Table:
    columns = (
        Column(_("Step"), "text"),
        Column(_("Date"), "date"),
        Column(_("US dollars"), "money"),
        Column(_("What is known of the price"), "long"),
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
