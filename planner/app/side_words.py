"""Plans beside each other in words: as lines for a terminal, as Markdown, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner import i18n
from planner.app.compare import Change
from planner.app.difference import amount
from planner.app.side_by_side import Cell, ColumnSummary, Row, SideBySide
from planner.exchange.csv_rows import csv_bytes
from planner.i18n import _
from planner.model.plan import PlanStatus

Day = Callable[[date], str]
"""A date as the reader writes it."""


def facts(column: ColumnSummary, day: Day = i18n.day) -> list[tuple[str, str, str]]:
    """(what, how much, how much more than in the first plan) for the head of a column."""
    plan, against = column.plan, column.change
    hours, cost = (i18n.number(value, ",.0f") for value in (plan.hours, plan.cost_usd))
    if plan.status is PlanStatus.IMPOSSIBLE:
        return [(_("Plan"), _("not possible"), "")]
    return [
        (_("Hours"), _("{hours} h").format(hours=hours), hours_words(against)),
        (_("Money"), _("{amount} USD").format(amount=cost), money_words(against)),
        (_("Finish"), day(plan.finish) if plan.finish else _("never"), finish_words(against)),
        (_("8 of 10 finish"), range_words(column), ""),
        (_("Certificates"), i18n.number(len(column.certifications)), ""),
    ]


def range_words(column: ColumnSummary, day: Day = i18n.month) -> str:
    """Between which days 80 of 100 learners finish; empty where that is not known."""
    if column.first is None or column.last is None:
        return ""
    return _("{first} – {last}").format(first=day(column.first), last=day(column.last))


def hours_words(change: Change) -> str:
    """Such as "-14 h"; empty where it is the same."""
    return _("{hours:+,.0f} h").format(hours=change.hours) if change.possible and round(change.hours) else ""


def money_words(change: Change) -> str:
    """Such as "+125 USD"; empty where it is the same."""
    if not change.possible or not round(change.cost_usd):
        return ""
    return _("{amount:+,.0f} USD").format(amount=change.cost_usd)


def finish_words(change: Change) -> str:
    """Such as "2 weeks later"; empty where it is the same day or there is none."""
    return _later(change.days) if change.possible and change.days else ""


def _later(days: int) -> str:
    return (_("{amount} later") if days > 0 else _("{amount} earlier")).format(amount=amount(days))


def mark_words(row: Row) -> str:
    """Where an item is, in words: what the sign of a row says."""
    if row.mark == "same":
        return _("in every plan, on the same days")
    if row.mark == "moved":
        return _("in every plan, on other days")
    return _("only in {letters}").format(letters=" + ".join(row.inside))


def mark_sign(row: Row) -> str:
    """The same as a sign: "=" the same, "≠" moved, else the letters of the plans that have it."""
    return {"same": "=", "moved": "≠"}.get(row.mark, "+".join(row.inside))


def cell_words(cell: Cell, day: Callable[[date | None, date | None], str]) -> str:
    """What a plan does with an item: effort, time, and how much later than the first plan."""
    if cell.state == "held":
        return _("already yours")
    if cell.state == "absent":
        return "–"
    effort = i18n.months(cell.months) if cell.months else ""
    if not effort and cell.hours:
        effort = _("{hours} h").format(hours=i18n.number(cell.hours, ",.0f"))
    parts = [effort, day(cell.start, cell.finish), _later(cell.days) if cell.days else ""]
    return " · ".join(filter(None, parts)) or _("counts at once")


def _span(start: date | None, finish: date | None) -> str:
    return _("{first} – {last}").format(first=i18n.day(start), last=i18n.day(finish)) if start and finish else ""


def table(found: SideBySide, different: bool = False) -> list[list[str]]:
    """Everything as rows of text, the titles of the columns first; `different`: without what is the same everywhere."""
    columns = found.columns
    head = ["", "", *(f"{one.letter}: {one.name}" for one in columns)]
    out = [head]
    for place, (title, _value, _change) in enumerate(facts(columns[0])):
        every = [facts(one) for one in columns]
        said = [one[place][1:] if place < len(one) else ("", "") for one in every]
        out.append(["", title, *(f"{value} ({more})" if more else value for value, more in said)])
    out += [["", decided.name, *_said(decided.taken)] for decided in found.decisions]
    stops = dict.fromkeys((stop.id, stop.title) for one in columns for stop in one.stops)
    for identity, title in stops:
        days = [next((stop.day for stop in one.stops if stop.id == identity), None) for one in columns]
        out.append(["◆", title, *(i18n.day(day) if day else "–" for day in days)])
    rows = [row for row in found.rows if not different or row.mark != "same"]
    return [*out, *([mark_sign(row), row.title, *(cell_words(cell, _span) for cell in row.cells)] for row in rows)]


def markdown(found: SideBySide, different: bool = False) -> str:
    """The whole comparison as a table in Markdown."""
    rows = [[_plain(cell) for cell in row] for row in table(found, different)]
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def csv_file(found: SideBySide, different: bool = False) -> bytes:
    """The whole comparison as CSV that no spreadsheet takes for formulas."""
    return csv_bytes(table(found, different))


def _plain(cell: str) -> str:
    """Text that says nothing else in a cell of Markdown."""
    text = " ".join(cell.split())
    return "".join("\\" + sign if sign in "\\|`*_<>[]" else sign for sign in text)


def lines(found: SideBySide) -> list[str]:
    """The comparison in words, for a terminal: what each plan comes to, and then where they differ."""
    out: list[str] = []
    for one in found.columns:
        said = [f"{value} ({more})" if more else value for _title, value, more in facts(one) if value][:4]
        out.append(f"{one.letter}: {one.name}: " + " · ".join(said))
    if len({one.plan.goal for one in found.columns}) > 1:
        out.append(_("The plans lead to different goals."))
    if found.decisions:
        out.append(_("Decided differently:"))
        for decided in found.decisions:
            taken = ", ".join(
                f"{one.letter} {words}" for one, words in zip(found.columns, _said(decided.taken), strict=True)
            )
            out.append(f"  {decided.name}: {taken}")
    apart = [row for row in found.rows if row.mark == "partly"]
    if apart:
        out.append(_("Not in every plan:"))
        width = max(len(mark_sign(row)) for row in apart)
        out += [f"  {mark_sign(row):{width}}  {row.title} ({row.id})" for row in apart]
    counts = found.counts()
    text = _("In every plan: {same} on the same days, {moved} moved.")
    out.append(text.format(same=counts["same"], moved=counts["moved"]))
    return out


def _said(taken: Sequence[Sequence[str]]) -> list[str]:
    return [" + ".join(one) or _("not asked") for one in taken]
