"""A plan as a talk: where somebody is, stage by stage and step by step with one sentence each, and the goal.

Everything is said in words that are ready for a screen; how they are placed is no matter here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner import i18n
from planner.app.credit_words import covers_all
from planner.app.difference import amount
from planner.app.map import Map
from planner.app.upcoming import next_item
from planner.i18n import _, ngettext
from planner.model.curriculum import Node
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem

MOST_ROWS = 8
MOST_NEEDS = 3


class Sort(StrEnum):
    """What a slide is about."""

    TITLE = "title"
    START = "start"
    ERA = "era"
    STEP = "step"
    GOAL = "goal"
    END = "end"


@dataclass(frozen=True, slots=True)
class Row:
    """One subject of a stage, or one thing that somebody has already."""

    title: str
    words: str = ""
    share: float = 0.0
    """Of the longest row."""
    mine: bool = False
    """Whether it is something that the learner has already."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on the screen at a time."""

    key: str
    """Says what it is about, the same for every learner of a curriculum: a coach's note stays with it."""
    sort: Sort
    above: str
    """The small line at the top: where one is in the talk."""
    title: str
    facts: tuple[str, ...] = ()
    sentence: str = ""
    rows: tuple[Row, ...] = ()
    item: str = ""
    """Id of what it is about."""
    era: int = -1
    """Number of its stage; -1 before and behind all stages."""
    aside: str = ""
    """What the drawing shows, for those who only hear."""
    number: int = 0
    of: int = 0
    """Which of how many steps of its stage; 0 where it is none."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone on the line below: its title, and when it is reached."""

    title: str
    when: str


@dataclass(frozen=True, slots=True)
class Story:
    """All slides in their order."""

    slides: tuple[Slide, ...]
    stops: tuple[Stop, ...]
    """The ends of the stages."""

    def place_of(self, slide: Slide) -> int:
        """Number of the slide about the same; where there is none, of its stage, or the first one."""
        found = next((place for place, one in enumerate(self.slides) if one.key == slide.key), None)
        return found if found is not None else self.era(slide.era + 1) or 0

    def era_from(self, place: int, step: int) -> int:
        """Number of the slide that begins the next stage (`step` 1), or this one or the one before (-1).

        Behind the last stage comes the goal, before the first one the beginning.
        """
        heads = [number for number, one in enumerate(self.slides) if one.sort is not Sort.STEP]
        if step > 0:
            return next((number for number in heads if number > place), len(self.slides) - 1)
        return next((number for number in reversed(heads) if number < place), 0)

    def era(self, number: int) -> int | None:
        """Number of the slide that begins a stage, the first of which is 1; None where there is none."""
        return next(
            (place for place, one in enumerate(self.slides) if one.sort is Sort.ERA and one.era == number - 1), None
        )


def spoken(slide: Slide) -> str:
    """All of a slide as text."""
    rows = (": ".join(filter(None, (row.title, row.words))) for row in slide.rows)
    parts = (slide.above, slide.title, *slide.facts, slide.aside, slide.sentence, *rows)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def tell(document: Document, plan: Plan, picture: Map) -> Story:
    """The talk about a plan. `picture`: a map of it, which says what its stages are."""
    stops = tuple(Stop(era.title, i18n.month(era.finish) if era.finish else "") for era in picture.eras)
    slides = [_title(document, plan.goal_title), _start(document, plan)]
    inside: dict[int, list[PlanItem]] = {}
    for item in plan.items:
        inside.setdefault(picture.nodes[item.id].era, []).append(item)
    for number, era in enumerate(picture.eras):
        items = inside.get(number, [])
        if items:
            slides.append(_era(document, plan, picture, number, items))
            slides += _steps(document, plan, number, era.title, items)
    slides.append(_goal(plan))
    slides += _end(document, plan)
    return Story(tuple(slides), stops)


def waiting(document: Document) -> Story:
    """The talk as long as there is no plan to speak about."""
    goal = document.curriculum.by_id[document.learner.goal].title
    return Story((_title(document, goal),), ())


# -- before and behind the stages


def _title(document: Document, goal: str) -> Slide:
    start = document.curriculum.by_id.get(document.learner.start or "")
    words = _("From {start} to {goal}").format(start=start.title, goal=goal) if start else ""
    above = _("For {name}").format(name=document.name) if document.name else _("A learning path")
    return Slide("title", Sort.TITLE, above, goal, (), words)


def _start(document: Document, plan: Plan) -> Slide:
    nodes, learner = document.curriculum.by_id, document.learner
    start = nodes.get(learner.start or "")
    held = [nodes[item].title for item in plan.held if item in nodes and item != learner.start]
    done = [item for item, record in document.record.items().items() if record.state == "done"]
    hours = learner.availability.hours_per_week
    facts = [
        ngettext("{hours:g} hour a week", "{hours:g} hours a week", hours).format(hours=hours),
        _("from {day}").format(day=i18n.day(plan.begins)),
        ngettext("{count} step done", "{count} steps done", len(done)).format(count=len(done)) if done else "",
    ]
    rows = [Row(title, mine=True) for title in sorted(held, key=lambda title: (len(title), title))]
    if len(rows) > MOST_ROWS:
        rows[MOST_ROWS - 1 :] = [Row(_("and {count} more").format(count=len(rows) - MOST_ROWS + 1))]
    sentence = _("What you have already is not planned again:") if rows else ""
    title = start.title if start else _("From nothing")
    return Slide("start", Sort.START, _("Where you are"), title, _told(facts), sentence, tuple(rows))


def _goal(plan: Plan) -> Slide:
    totals = plan.totals
    if not plan.items:
        words = plan.problems[0].message if plan.problems else _("You have arrived. Nothing is left to do.")
        return Slide("goal", Sort.GOAL, _("The goal"), plan.goal_title, (), words, item=plan.goal)
    facts = [
        i18n.day(plan.finish) if plan.finish else "",
        _hours(totals.hours),
        _("{amount:,.0f} USD").format(amount=totals.cost_usd),
        _count(totals.items),
    ]
    return Slide("goal", Sort.GOAL, _("The goal"), plan.goal_title, _told(facts), plan.binding.sentence, item=plan.goal)


def _end(document: Document, plan: Plan) -> Iterator[Slide]:
    """What to do first, so that one goes home with it."""
    first = next_item(document, plan)
    if first is not None:
        node = document.curriculum.by_id[first.id]
        sentence = _sentence(node.first_step) or _why(node, first)
        yield Slide("end", Sort.END, _("Begin with"), first.title, _of(first), sentence, item=first.id)


# -- the stages


def _era(document: Document, plan: Plan, picture: Map, number: int, items: Sequence[PlanItem]) -> Slide:
    era = picture.eras[number]
    first = min((item.start for item in items if item.start), default=None)
    last = max((item.finish for item in items if item.finish), default=None)
    facts = [
        _count(len(items)),
        _hours(sum(item.hours for item in items)),
        _days(first, last),
        amount((last - first).days + 1) if first and last else "",
    ]
    above = _("Stage {number} of {count}").format(number=number + 1, count=len(picture.eras))
    milestone = next((item for item in items if item.id == era.item), None)
    node = document.curriculum.by_id[era.item]
    sentence = _sentence(node.outcome) or (_why(node, milestone) if milestone else "")
    rows = _subjects(document, picture, items)
    return Slide(f"era:{era.item}", Sort.ERA, above, era.title, _told(facts), sentence, rows, era.item, number)


def _subjects(document: Document, picture: Map, items: Sequence[PlanItem]) -> tuple[Row, ...]:
    """The subjects of a stage, that with the most hours first; those with none are no work."""
    hours: dict[str, float] = {}
    steps: dict[str, int] = {}
    for item in items:
        lane = picture.nodes[item.id].lane
        hours[lane] = hours.get(lane, 0.0) + item.hours
        steps[lane] = steps.get(lane, 0) + 1
    lanes = sorted((lane for lane in hours if hours[lane]), key=lambda lane: -hours[lane])
    longest = max((hours[lane] for lane in lanes), default=1.0)
    rows = [
        Row(
            picture.lane_titles.get(lane, lane),
            _("{hours}, {steps}").format(hours=_hours(hours[lane]), steps=_count(steps[lane])),
            hours[lane] / longest,
        )
        for lane in lanes
    ]
    if len(rows) > MOST_ROWS:
        rest = len(rows) - MOST_ROWS + 1
        words = ngettext("and {count} more subject", "and {count} more subjects", rest).format(count=rest)
        rows[MOST_ROWS - 1 :] = [Row(words)]
    return tuple(rows)


def _steps(document: Document, plan: Plan, number: int, era: str, items: Sequence[PlanItem]) -> Iterator[Slide]:
    titles = document.curriculum.titles
    waiting: dict[str, int] = {}
    for one in plan.items:
        for before in one.needs:
            waiting[before] = waiting.get(before, 0) + 1
    planned = {one.id for one in plan.items}
    for place, item in enumerate(items, 1):
        needs = [titles[one] for one in item.needs if one in planned]
        opens = waiting.get(item.id, 0)
        facts = [
            *_of(item),
            ngettext("opens {count} further step", "opens {count} further steps", opens).format(count=opens)
            if opens
            else "",
        ]
        above = _("Step {number} of {count} to “{milestone}”").format(number=place, count=len(items), milestone=era)
        sentence = _why(document.curriculum.by_id[item.id], item)
        yield Slide(
            f"step:{item.id}",
            Sort.STEP,
            above,
            item.title,
            _told(facts),
            sentence,
            item=item.id,
            aside=_("Needs {titles}").format(titles=_some(needs)) if needs else "",
            era=number,
            number=place,
            of=len(items),
        )


# -- words


def _why(node: Node, item: PlanItem) -> str:
    """One sentence: for what it is needed and why; else what one can do then."""
    link = item.why[0] if item.why else None
    if link is None or not link.reason:
        return _sentence(node.outcome)
    return _("For “{needed_by}”: {reason}").format(needed_by=link.needed_by_title, reason=link.reason)


def _sentence(text: str) -> str:
    """What a curriculum says, with a capital letter and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""


def _of(item: PlanItem) -> tuple[str, ...]:
    """Effort and dates of one step."""
    effort = i18n.months(item.months) if item.months else _hours(item.hours) if item.hours else ""
    effort = effort or (_("covered already") if covers_all(item) else "")
    days = (item.finish - item.start).days + 1 if item.start and item.finish else 0
    return _told([effort, _days(item.start, item.finish), amount(days) if days > 1 and not item.months else ""])


def _some(titles: Sequence[str]) -> str:
    shown = ", ".join(titles[:MOST_NEEDS])
    rest = len(titles) - MOST_NEEDS
    return _("{titles} and {count} more").format(titles=shown, count=rest) if rest > 0 else shown


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return i18n.day(first)
    return _("{first} – {last}").format(first=i18n.day(first), last=i18n.day(last))


def _hours(hours: float) -> str:
    return ngettext("{hours:,.0f} hour", "{hours:,.0f} hours", round(hours)).format(hours=hours)


def _count(steps: int) -> str:
    return ngettext("{count} step", "{count} steps", steps).format(count=steps)


def _told(facts: Sequence[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact)
