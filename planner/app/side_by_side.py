"""Two to four plans beside each other: every item in one row, every plan in one column. The JSON form is documented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from planner.app.compare import Change, PlanSummary, change, summary
from planner.app.variants import LEAST, MOST
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Kind
from planner.model.forecast import Forecast
from planner.model.plan import Decision, Plan, PlanItem
from planner.model.problem import error

LETTERS = "ABCD"
"""What the columns are called, the first one is what the others are compared with."""

State = Literal["planned", "held", "absent"]
Mark = Literal["same", "moved", "partly"]


class Stop(Value):
    """A milestone or role on the way, or the goal."""

    id: str
    title: str
    day: date
    """When it is reached."""


class ColumnSummary(Value):
    """What one plan comes to."""

    letter: str
    name: str
    plan: PlanSummary
    first: date | None = None
    """By then 10 of 100 learners have finished; None where that is not known."""
    last: date | None = None
    """By then 90 of 100 learners have finished."""
    certifications: tuple[str, ...]
    """Titles, in the order in which they are obtained."""
    stops: tuple[Stop, ...]
    change: Change
    """What it needs more than the first plan."""


class Cell(Value):
    """An item in one of the plans."""

    state: State
    """"held": nothing is left to do. "absent": this plan does without it."""
    hours: float = 0.0
    cost_usd: float = 0.0
    months: float | None = None
    start: date | None = None
    finish: date | None = None
    days: int | None = None
    """By how many days it ends later than in the first plan; None where one of them does not plan or date it."""


class Row(Value):
    """One item in all plans."""

    id: str
    title: str
    kind: Kind
    mark: Mark
    """"same": in every plan, on the same days with the same hours. "moved": in every plan. "partly": not in every."""
    inside: str
    """Letters of the plans that have it."""
    cells: tuple[Cell, ...]


class Decided(Value):
    """A choice with not the same answer everywhere."""

    name: str
    taken: tuple[tuple[str, ...], ...]
    """Titles of the options, for every plan; empty where it does not ask."""


class SideBySide(Value):
    """Plans beside each other. All differences are those to the first one."""

    format: Literal["trailmark.side-by-side"] = "trailmark.side-by-side"
    format_version: Literal[1] = 1
    columns: tuple[ColumnSummary, ...]
    rows: tuple[Row, ...]
    """Every item that any plan has, in the order in which it is begun first."""
    decisions: tuple[Decided, ...]

    def counts(self) -> Mapping[Mark, int]:
        """How many rows have each mark."""
        found: dict[Mark, int] = {"same": 0, "moved": 0, "partly": 0}
        for row in self.rows:
            found[row.mark] += 1
        return found


def side_by_side(
    plans: Sequence[Plan], names: Sequence[str] = (), forecasts: Sequence[Forecast | None] = ()
) -> SideBySide:
    """Put two to four plans beside each other. Raises PlannerError for another number."""
    if not LEAST <= len(plans) <= MOST:
        raise error("compare", _("Two to four plans can stand side by side."))
    named = names or [plan.goal_title for plan in plans]
    sure = forecasts or [None] * len(plans)
    return SideBySide(
        columns=tuple(
            _column(letter, name, plan, plans[0], found)
            for letter, name, plan, found in zip(LETTERS, named, plans, sure, strict=False)
        ),
        rows=tuple(_rows(plans)),
        decisions=tuple(_decisions(plans)),
    )


def _column(letter: str, name: str, plan: Plan, first: Plan, forecast: Forecast | None) -> ColumnSummary:
    dated = sorted((item for item in plan.items if item.finish), key=lambda item: item.finish or date.max)
    stops = [item for item in dated if item.kind in (Kind.MILESTONE, Kind.ROLE) or item.id == plan.goal]
    return ColumnSummary(
        letter=letter,
        name=name,
        plan=summary(plan),
        first=forecast.finish.p10 if forecast else None,
        last=forecast.finish.p90 if forecast else None,
        certifications=tuple(item.title for item in dated if item.kind is Kind.CERTIFICATION),
        stops=tuple(Stop(id=item.id, title=item.title, day=item.finish) for item in stops if item.finish),
        change=change(first, plan),
    )


def _rows(plans: Sequence[Plan]) -> Iterator[Row]:
    inside = [{item.id: item for item in plan.items} for plan in plans]
    held = [set(plan.held) for plan in plans]
    found: dict[str, PlanItem] = {}
    for plan in plans:
        for item in plan.items:
            found.setdefault(item.id, item)
    place = {item: number for number, item in enumerate(found)}

    def begun(item: str) -> tuple[date, int]:
        days = [plan[item].start for plan in inside if item in plan]
        return min((day for day in days if day), default=date.max), place[item]

    for key in sorted(found, key=begun):
        mine = [plan.get(key) for plan in inside]
        cells = tuple(_cell(one, mine[0], key in have) for one, have in zip(mine, held, strict=True))
        letters = "".join(letter for letter, one in zip(LETTERS, mine, strict=False) if one)
        yield Row(
            id=key,
            title=found[key].title,
            kind=found[key].kind,
            mark=_mark([one for one in mine if one], len(plans)),
            inside=letters,
            cells=cells,
        )


def _mark(items: Sequence[PlanItem], plans: int) -> Mark:
    if len(items) < plans:
        return "partly"
    return "same" if len({(item.start, item.finish, item.hours) for item in items}) == 1 else "moved"


def _cell(item: PlanItem | None, first: PlanItem | None, held: bool) -> Cell:
    if item is None:
        return Cell(state="held" if held else "absent")
    dated = first is not None and first.finish is not None and item.finish is not None
    return Cell(
        state="planned",
        hours=item.hours,
        cost_usd=item.cost_usd,
        months=item.months,
        start=item.start,
        finish=item.finish,
        days=(item.finish - first.finish).days if dated and first and item.finish and first.finish else None,
    )


def _decisions(plans: Sequence[Plan]) -> Iterator[Decided]:
    titles = {item.id: item.title for plan in plans for item in plan.items}
    of = [{decision.key: decision for decision in plan.decisions} for plan in plans]
    names = {key: decision.name for one in of for key, decision in one.items()}
    # A choice without a name belongs to one item only, which then stands in for the name.
    asking = {key: decision.nodes[0] for one in of for key, decision in one.items()}
    for key, name in names.items():
        taken = tuple(_taken(one.get(key)) for one in of)
        if len(set(taken)) > 1:
            yield Decided(name=name or titles.get(asking[key], asking[key]), taken=taken)


def _taken(decision: Decision | None) -> tuple[str, ...]:
    return tuple(decision.options[option] for option in decision.chosen) if decision else ()
