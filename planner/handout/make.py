"""Puts together what a handout says about a plan, from what the program says elsewhere too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from planner import i18n
from planner.app import queries
from planner.app.addresses import web_address
from planner.app.credit_words import covers_all, credit_words
from planner.app.depth_words import depth_sentence, spared_words
from planner.app.details import certificate_words, price_words
from planner.app.forecast_words import range_words
from planner.app.map import Map, Sight, kind_words
from planner.app.proof import choice_words, order_limit_words, order_words
from planner.app.today import today
from planner.app.whatif import Price, option_prices
from planner.app.whatif import price_words as difference_words
from planner.app.why import when_words
from planner.handout.clock import Clock
from planner.handout.content import (
    CertificateLine,
    ChoiceLine,
    Coach,
    Handout,
    OptionLine,
    Ref,
    ResourceLine,
    SourceLine,
    StageLine,
    StepLine,
    ThisWeek,
    WeekLine,
    WhyLink,
)
from planner.i18n import _, ngettext
from planner.model.curriculum import Certificate, Curriculum, Kind, Node
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.override_words import provenance
from planner.model.plan import Decision, Plan, PlanItem, Renewal
from planner.planning.held import closed


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants in a handout beside the plan."""

    coach: Coach = field(default_factory=Coach)
    name: bool = False
    """Whether the learner's name stands in it."""
    made: date | None = None
    """The day on which it is made; None: today."""
    first_weekday: int = 0
    """Of a week; Monday is 0."""
    prices: bool = True
    """Whether the options that were not taken are priced, which takes a plan for each."""
    clock: Clock = field(default_factory=Clock)
    """At which time of day the learner studies, for calendars and project files."""
    key: str = ""
    """What the learner's own file is named by; empty where there is none."""
    links: bool = True
    """Whether the addresses of the curriculum become links; see `planner.app.trust`."""


def make(document: Document, plan: Plan, forecast: Forecast | None = None, wishes: Wishes | None = None) -> Handout:
    """The handout of a plan. It makes further plans for the prices of other options: call it off the GUI thread."""
    wishes = wishes or Wishes()
    made = wishes.made or date.today()
    picture = queries.draw(document, plan, Sight())
    lines = _Lines(document, plan, picture, wishes.links)
    steps = tuple(lines.step(number, item) for number, item in enumerate(plan.items, 1))
    totals = plan.totals
    start = document.learner.start
    return Handout(
        made=made,
        language=i18n.language(),
        title=plan.goal_title,
        start=document.curriculum.titles[start] if start else "",
        name=document.name if wishes.name else "",
        coach=wishes.coach,
        begins=plan.begins,
        finish=plan.finish,
        summary=tuple(_summary(plan, forecast)),
        proof=tuple(filter(None, [choice_words(plan), order_words(plan), order_limit_words(plan, i18n.day)])),
        hours=totals.hours,
        hours_low=totals.hours_range.optimistic,
        hours_high=totals.hours_range.pessimistic,
        hours_a_week=document.learner.availability.hours_per_week,
        costs=(("USD", totals.cost_usd),) if totals.cost_usd else (),
        held=tuple(document.curriculum.titles[item] for item in plan.held),
        week=_week(document, plan, wishes.first_weekday, lines.numbers),
        stages=tuple(_stages(picture, plan, steps, forecast)),
        steps=steps,
        chain=tuple(lines.numbers[item] for item in plan.binding.chain if item in lines.numbers),
        choices=tuple(_choices(document, plan, wishes.prices)),
        renewals=tuple(map(_renewal, plan.renewals)),
        assumptions=tuple(_assumptions(document, plan)),
        sources=tuple(_sources(document.curriculum, plan)),
        problems=tuple(problem.message for problem in plan.problems),
        document=document,
        plan=plan,
        forecast=forecast,
        picture=picture,
        clock=wishes.clock,
        key=wishes.key,
    )


class _Lines:
    """The steps of one plan as lines."""

    def __init__(self, document: Document, plan: Plan, picture: Map, links: bool) -> None:
        self._document, self._plan, self._picture, self._links = document, plan, picture, links
        self._curriculum = document.curriculum
        self.numbers = {item.id: number for number, item in enumerate(plan.items, 1)}
        self._held = set(plan.held)
        self._sources: dict[str, int | None] = {}
        self._unlocks: dict[str, list[str]] = {}
        for item in plan.items:
            for before in item.needs:
                self._unlocks.setdefault(before, []).append(item.id)
        self._certificates: dict[str, list[Certificate]] = {}
        for record in self._curriculum.certificates:
            if record.node:
                self._certificates.setdefault(record.node, []).append(record)

    def step(self, number: int, item: PlanItem) -> StepLine:
        node = self._curriculum.by_id[item.id]
        kind = "goal" if item.id == self._plan.goal else item.kind.value
        drawn = self._picture.nodes.get(item.id)
        return StepLine(
            number=number,
            id=item.id,
            title=item.title,
            kind=kind,
            kind_words=kind_words(kind),
            subject=self._curriculum.domain_titles[item.domain],
            stage=drawn.era if drawn and drawn.era < len(self._picture.eras) else 0,
            start=item.start,
            finish=item.finish,
            hours=item.hours,
            hours_low=item.hours_range.optimistic,
            hours_high=item.hours_range.pessimistic,
            months=item.months,
            cost_usd=item.cost_usd,
            progress=item.progress,
            critical=item.critical,
            outcome=node.outcome,
            first_step="" if covers_all(item) else node.first_step,
            done_when=node.done_when,
            note=node.note,
            checked=node.checked,
            why=tuple(WhyLink(self._ref(link.needed_by), link.reason) for link in item.why),
            when=tuple(when_words(self._document, self._plan, item.id)),
            needs=tuple(map(self._ref, item.needs)),
            unlocks=tuple(map(self._ref, self._unlocks.get(item.id, ()))),
            choice=item.chosen_in,
            resources=tuple(_resources(node, self._links)),
            certificates=tuple(map(_certificate, self._certificates.get(item.id, ()))),
            otherwise=" ".join(provenance(self._curriculum.overrides, item.id, self._curriculum.titles)),
            depth=depth_sentence(item.depth) if item.depth else "",
            credit=credit_words(self._plan, item, self._curriculum.titles),
        )

    def _ref(self, item: str) -> Ref:
        number, held = self.numbers.get(item), item in self._held
        source = None if number or held else self._source(item)
        return Ref(item, self._curriculum.titles[item], number, held, source)

    def _source(self, item: str) -> int | None:
        """The first step that gives an item for nothing."""
        if item not in self._sources:
            given = (step.id for step in self._plan.items if item in closed(self._curriculum, [step.id]))
            self._sources[item] = self.numbers.get(next(given, ""))
        return self._sources[item]


def _resources(node: Node, links: bool) -> Iterable[ResourceLine]:
    for one in node.resources:
        address = web_address(one.url) if links else ""
        yield ResourceLine(one.title, one.provider, address, price_words(one), one.hours)


def _certificate(record: Certificate) -> CertificateLine:
    fee = _("{fee} USD").format(fee=record.fee_usd) if record.fee_usd else ""
    return CertificateLine(record.name, certificate_words(record), fee, record.since, record.source)


def _summary(plan: Plan, forecast: Forecast | None) -> Iterable[str]:
    totals = plan.totals
    if not plan.items:
        if not plan.problems:
            yield _("You are there already: nothing is left to do.")
        return
    yield _("To {goal}: {steps}, {hours:,.0f} hours, {cost:,.0f} USD").format(
        goal=plan.goal_title,
        steps=ngettext("{count} step", "{count} steps", totals.items).format(count=totals.items),
        hours=totals.hours,
        cost=totals.cost_usd,
    )
    if plan.finish:
        yield _("From {begins} to {finish}. {binding}").format(
            begins=plan.begins, finish=plan.finish, binding=plan.binding.sentence
        )
    yield from filter(None, [range_words(forecast, i18n.day) if forecast else "", spared_words(plan.items)])


def _week(document: Document, plan: Plan, first_weekday: int, numbers: dict[str, int]) -> ThisWeek | None:
    if not plan.items:
        return None
    day = max(document.learner.availability.today or plan.begins, plan.begins)
    page = today(document, plan, day, first_weekday)
    nodes = document.curriculum.by_id
    lines = [WeekLine(numbers[one.item.id], one.total, nodes[one.item.id].first_step) for one in page.week.items]
    lines += [
        WeekLine(numbers[item.id], 0, nodes[item.id].first_step)
        for item in page.week.running
        if item.id not in {one.item.id for one in page.week.items}
    ]
    return ThisWeek(
        first=page.week.days[0].day,
        last=page.week.days[-1].day,
        lines=tuple(sorted(lines, key=lambda line: (not line.minutes, line.step))),
        next=numbers[page.next.item.id] if page.next else None,
        minutes=page.week.planned,
    )


def _stages(picture: Map, plan: Plan, steps: tuple[StepLine, ...], forecast: Forecast | None) -> Iterable[StageLine]:
    stops = {**{stop.id: stop.range for stop in forecast.stops}, plan.goal: forecast.finish} if forecast else {}
    ends = [(era.item, era.title, era.finish) for era in picture.eras] or [(plan.goal, plan.goal_title, plan.finish)]
    for number, (item, title, finish) in enumerate(ends):
        inside = [step for step in steps if step.stage == number]
        span = stops.get(item)
        words = ""
        if span and span.p10 and span.p90 and span.p10 != span.p90:
            words = _("{first} – {last}").format(first=span.p10, last=span.p90)
        yield StageLine(
            id=item,
            title=title,
            steps=tuple(step.number for step in inside),
            hours=sum(step.hours for step in inside),
            cost_usd=sum(step.cost_usd for step in inside),
            finish=finish,
            range=words,
        )


def _choices(document: Document, plan: Plan, priced: bool) -> Iterable[ChoiceLine]:
    prices = option_prices(document, plan) if priced else {}
    for decision in plan.decisions:
        if not decision.held and len(decision.options) > 1:
            yield _choice(document, decision, prices.get(decision.key, []))


def _choice(document: Document, decision: Decision, prices: list[Price]) -> ChoiceLine:
    titles = document.curriculum.titles
    options = [
        OptionLine(title, at in decision.chosen, difference_words(prices[at]) if at < len(prices) else "")
        for at, title in enumerate(decision.options)
    ]
    name = decision.name or ", ".join(titles[item] for item in decision.nodes)
    return ChoiceLine(name, tuple(options), decision.reason, decision.advice)


def _renewal(renewal: Renewal) -> str:
    text = _("To renew by {date}: {title}").format(date=renewal.by, title=renewal.title)
    price = [
        _("{hours:g} h").format(hours=renewal.hours) if renewal.hours else "",
        _("{amount:,.0f} USD").format(amount=renewal.cost_usd) if renewal.cost_usd else "",
    ]
    more = ", ".join(filter(None, price))
    return f"{text} ({more})" if more else text


def _assumptions(document: Document, plan: Plan) -> Iterable[str]:
    learner = document.learner
    hours = learner.availability.hours_per_week
    yield _("{hours:g} hours of study in a usual week, from {date} on.").format(hours=hours, date=plan.begins)
    if learner.availability.holidays:
        yield _("Public holidays of {region} are free of study.").format(region=learner.availability.holidays)
    if learner.availability.periods:
        count = len(learner.availability.periods)
        text = ngettext(
            "{count} period with other hours is counted in.", "{count} periods with other hours are counted in.", count
        )
        yield text.format(count=count)
    if any(item.kind in (Kind.EXPERIENCE, Kind.DEGREE) for item in plan.items):
        yield _("Jobs and degrees take their months beside study; finding a job is not counted.")
    yield _(
        "Hours are estimates, with an optimistic and a pessimistic value. Prices and addresses are as they were when "
        "they were checked last."
    )
    checked = document.curriculum.checked
    if checked:
        yield _("Facts of the curriculum “{title}” were last checked on {date}.").format(
            title=document.curriculum.title, date=checked
        )


def _sources(curriculum: Curriculum, plan: Plan) -> Iterable[SourceLine]:
    used = {code for item in plan.items for code in curriculum.by_id[item.id].sources}
    for source in curriculum.sources:
        if source.code in used:
            yield SourceLine(source.code, source.what, source.where, source.dated)
