"""What if: changes that are only tried, told against the plan that counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from planner.app.difference import amount
from planner.app.map import Signs
from planner.app.session import Command
from planner.app.together import Beside
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import error
from planner.model.record import EventKind

LASTING = frozenset({EventKind.STARTED, EventKind.STUDIED, EventKind.PART, EventKind.DONE, EventKind.NOTE})
"""What really happens cannot be tried: going back would lose it."""
MOST_LABELS = 3


def only_tried(command: Command[...]) -> Command[...]:
    """The command, refused where it records what has happened. Raises PlannerError then."""

    def tried(old: Document, *arguments: object) -> Document:
        new = command(old, *arguments)
        before = {event.id for event in old.record.events}
        if any(event.kind in LASTING for event in new.record.events if event.id not in before):
            message = _("This is only tried. Keep it or go back (Esc) before you record what has happened.")
            raise error("only-tried", message)
        return new

    return tried


def signs() -> Signs:
    """How what is tried is told apart from what counts."""
    return Signs("−", "+", _("no longer needed"), _("new"))


def beside(kept: Plan) -> Beside:
    """The plan that counts, on the map of what is tried."""
    return Beside(kept, signs())


def kept_label(labels: Sequence[str]) -> str:
    """What a trial that is kept is called in the history: its last changes."""
    words = " · ".join(dict.fromkeys(labels[-MOST_LABELS:]))
    return _("What if: {changes}").format(changes=words)


def trial_words(
    kept: Plan, tried: Plan, day: Callable[[date | None], str], money: Callable[[float], str]
) -> tuple[str, str]:
    """(finish and cost before and after, how many steps are new, no longer needed and moved)."""
    if tried.status is PlanStatus.IMPOSSIBLE:
        return _("No plan is possible like this."), ""
    parts = [_arrow(day(kept.finish), day(tried.finish))]
    if kept.finish and tried.finish and kept.finish != tried.finish:
        days = (tried.finish - kept.finish).days
        later = _("{amount} later") if days > 0 else _("{amount} earlier")
        parts[0] += _(" ({words})").format(words=later.format(amount=amount(days)))
    hours = [_("{hours:,.0f} h").format(hours=plan.totals.hours) for plan in (kept, tried)]
    parts += [_arrow(*hours), _arrow(money(kept.totals.cost_usd), money(tried.totals.cost_usd))]
    return " · ".join(parts), " · ".join(_counts(kept, tried))


def _arrow(before: str, after: str) -> str:
    return after if before == after else _("{before} → {after}").format(before=before, after=after)


def _counts(kept: Plan, tried: Plan) -> list[str]:
    first, second = ({item.id: (item.start, item.finish) for item in plan.items} for plan in (kept, tried))
    new, gone = len(second.keys() - first.keys()), len(first.keys() - second.keys())
    moved = sum(first[item] != second[item] for item in first.keys() & second.keys())
    words = [
        ngettext("+ {count} new step", "+ {count} new steps", new).format(count=new) if new else "",
        ngettext("− {count} no longer needed", "− {count} no longer needed", gone).format(count=gone) if gone else "",
        ngettext("{count} moved", "{count} moved", moved).format(count=moved) if moved else "",
    ]
    return [one for one in words if one] or [_("The plan is the same.")]
