"""Words that every format of a handout uses."""

from __future__ import annotations

from datetime import date

from planner import i18n
from planner.handout.content import Handout, Ref, ResourceLine, StageLine, StepLine
from planner.i18n import _, ngettext

_BACKWARDS = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""


def language_tag(handout: Handout) -> str:
    """The language as web pages and PDF files name it, such as "de-AT"."""
    return "en" if handout.language == i18n.PLAIN else handout.language.replace("_", "-")


def direction(language: str) -> str:
    """In which direction a language is written: "ltr" or "rtl"."""
    return "rtl" if language.partition("-")[0] in _BACKWARDS else "ltr"


def title_words(handout: Handout) -> str:
    """What the whole is called."""
    if handout.name:
        return _("{name}: your way to {goal}").format(name=handout.name, goal=handout.title)
    return _("Your way to {goal}").format(goal=handout.title)


def made_words(handout: Handout) -> str:
    """When it was made."""
    return _("Plan of {date}. Hours and dates are estimates.").format(date=handout.made)


def from_words(handout: Handout) -> str:
    """Where the path begins."""
    return _("From {start}").format(start=handout.start) if handout.start else _("From nothing")


def date_words(day: date | None) -> str:
    """A day, or that it never comes."""
    return i18n.day(day) if day else _("never")


def span_words(start: date | None, finish: date | None) -> str:
    """From one day to another; one day alone where both are the same."""
    if start and start == finish:
        return i18n.day(start)
    return _("{start} – {finish}").format(start=date_words(start), finish=date_words(finish))


def hours_words(hours: float) -> str:
    """Such as "45 h"; tenths where there are any."""
    return _("{hours:,.0f} h").format(hours=hours) if hours == round(hours) else _("{hours:.1f} h").format(hours=hours)


def resource_words(resource: ResourceLine) -> str:
    """Who offers it, its price and its effort, in one line."""
    return ", ".join(filter(None, (resource.provider, resource.price, _stated(resource.hours))))


def _stated(hours: str) -> str:
    """Hours as a publisher states them: "8-20 (OSSU: 4x2-5)" becomes "8-20 hours (OSSU: 4x2-5)"."""
    amount, bracket, basis = hours.strip().partition(" (")
    if not amount[-1:].isdigit():
        return hours.strip()  # nothing is said, or the unit too
    return ngettext("{hours} hour", "{hours} hours", 1 if amount == "1" else 2).format(hours=amount) + bracket + basis


def effort_words(step: StepLine) -> str:
    """Hours, or months on the calendar; empty for what takes none, 0 h for what is covered already."""
    parts = [i18n.months(step.months)] if step.months else []
    parts += [hours_words(step.hours)] if step.hours or step.credit else []
    return ", ".join(parts)


def range_words(low: float, high: float) -> str:
    """Optimistic and pessimistic hours; empty where they are the same."""
    return _("{low:,.0f} to {high:,.0f} h").format(low=low, high=high) if low < high else ""


def cost_words(costs: tuple[tuple[str, float], ...]) -> str:
    """Such as "860 USD", each currency by itself."""
    words = [_("{amount:,.0f} {currency}").format(amount=amount, currency=name) for name, amount in costs]
    return ", ".join(words) or _("nothing")


def steps_words(stage: StageLine) -> str:
    """How many steps a stage has."""
    return ngettext("{count} step", "{count} steps", len(stage.steps)).format(count=len(stage.steps))


def step_facts(step: StepLine) -> list[str]:
    """Dates, effort and cost of a step, one after the other."""
    spread = range_words(step.hours_low, step.hours_high)
    return [
        span_words(step.start, step.finish),
        *([effort_words(step)] if effort_words(step) else []),
        *([spread] if spread and step.hours else []),
        *([cost_words((("USD", step.cost_usd),))] if step.cost_usd else []),
        *([_("{percent:.0f} % done").format(percent=step.progress * 100)] if step.progress else []),
    ]


def ref_words(handout: Handout, ref: Ref) -> str:
    """What to say about an item that is no step; empty for a step."""
    if ref.number:
        return ""
    if ref.source:
        return _("comes with “{title}”").format(title=handout.step(ref.source).title)
    return _("already yours") if ref.held else _("not in your plan")
