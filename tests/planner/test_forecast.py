"""The forecast: exact where nothing is uncertain, honest where something is, and reproducible."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import ceil, exp, inf, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from build import MONDAY, WEEKDAYS, all_of, any_of, curriculum, learner, node
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from people import Person, coverage
from strategies import instances

from planner import cli
from planner.app import commands, queries
from planner.app.forecast_words import forecast_words, stop_words
from planner.model.curriculum import Curriculum, ThreePoint
from planner.model.document import Document
from planner.model.forecast import Forecast, Pace, Range, StopForecast
from planner.model.learner import Availability, Period
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError
from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.clocks import Clock, Ends
from planner.planning.forecast import forecast, order_of, paces, works_of
from planner.planning.limit import Unreachable
from planner.planning.pace import ITEM_NOISE, PRIOR, WIDEST_RATIO, pace_from_log
from planner.planning.plan import make_plan
from planner.planning.quantiles import Points, normal_quantiles, quantiles, steps
from planner.planning.sampling import Order, Work, propagate
from planner.planning.worked import Worked, work_out

EXACT = Pace(spread=0.0)
FORMATS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


def document(*nodes: dict[str, Any], **fields: Any) -> Document:
    return Document(curriculum=curriculum(*nodes), learner=learner(**fields))


def days(reached: Range) -> list[date]:
    found = [reached.p10, reached.p50, reached.p80, reached.p90]
    assert None not in found
    return [day for day in found if day]


def width(result: Forecast) -> int:
    return (days(result.finish)[3] - days(result.finish)[0]).days


@cache
def real(entry: str, hours: float) -> tuple[Document, Worked]:
    """The built-in curriculum, and its plan worked out once."""
    start = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), entry)
    return (found := commands.set_hours(start, hours)), work_out(found)


def chain(count: int, hours: Any, **fields: Any) -> Document:
    """`count` items one after the other, an hour a day."""
    nodes = [node(f"s{at}", hours, f"s{at - 1}" if at else None) for at in range(count - 1)]
    return document(*nodes, node("goal", hours, f"s{count - 2}"), **{"week": (60,) * 7, **fields})


# Where nothing is uncertain, it is the plan


def exact(document: Document) -> Document:
    """The document with the likely value in place of every estimate."""

    def only(points: ThreePoint) -> ThreePoint:
        return ThreePoint(optimistic=points.likely, likely=points.likely, pessimistic=points.likely)

    nodes = tuple(
        one.changed(hours=only(one.hours), months=only(one.months) if one.months else None)
        for one in document.curriculum.nodes
    )
    return document.changed(curriculum=document.curriculum.changed(nodes=nodes))


def assert_is_the_plan(document: Document) -> None:
    try:
        worked = work_out(document)
    except Unreachable:
        return
    plan = make_plan(document)
    result = forecast(document, EXACT, samples=5, worked=worked)
    assert set(result.finish.model_dump().values()) == {plan.finish}
    assert result.planned == plan.finish
    assert result.status is plan.status
    finish = {item.id: item.finish for item in plan.items}
    for stop in result.stops:
        assert {stop.planned, *stop.range.model_dump().values()} == {finish[stop.id]}


@st.composite
def with_jobs(draw: st.DrawFn) -> Document:
    """Study, jobs, jobs with study, milestones, and pairs that are taken together, over any week with days off."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 8))):
        months = draw(st.sampled_from((None, None, 0.4, 1, 6.5, 14)))
        before = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        nodes.append(
            node(
                f"n{number}",
                draw(st.sampled_from((0, 0.5, 10, 47.3, 200))),
                all_of(*(f"n{one}" for one in sorted(before))),
                kind=draw(st.sampled_from(("skill", "milestone", "degree" if months else "certification"))),
                domain=draw(st.sampled_from("ab")),
                recommended=[f"n{one}" for one in range(number) if one not in before and draw(st.integers(0, 9)) == 0],
                **({"months": months, "parallel": draw(st.booleans())} if months else {}),
                **({"corequisites": f"n{number - 1}"} if number and draw(st.integers(0, 5)) == 0 else {}),
                **({"wait_days": draw(st.integers(1, 90))} if draw(st.integers(0, 5)) == 0 else {}),
            )
        )
    goal = node("goal", draw(st.sampled_from((0, 5))), all_of(*(one["id"] for one in nodes)), kind="role")
    first = MONDAY + timedelta(days=draw(st.integers(0, 300)))
    return document(
        *nodes,
        goal,
        start=date(2024, 2, 29) if draw(st.booleans()) else MONDAY + timedelta(days=draw(st.integers(0, 6))),
        week=draw(st.sampled_from((WEEKDAYS, (0, 0, 0, 0, 0, 95, 0), (7, 0, 600, 0, 1, 0, 0), (0,) * 7))),
        periods=(Period(first=first, last=first + timedelta(days=draw(st.integers(0, 60)))),),
        not_before={draw(st.sampled_from(nodes))["id"]: first} if draw(st.booleans()) else {},
    )


@given(with_jobs())
def test_exact_estimates_give_exactly_the_plan(document: Document) -> None:
    assert_is_the_plan(document)


@given(instances())
def test_so_they_do_with_credit_progress_and_choices(instance: Any) -> None:
    assert_is_the_plan(exact(Document(curriculum=instance.curriculum, learner=instance.learner)))


def test_so_they_do_on_the_built_in_curriculum() -> None:
    assert_is_the_plan(exact(real("data-analyst", 10)[0]))


def test_partial_hours_are_those_of_the_plan() -> None:
    nodes = node("a", 33.33), node("b", 20, "a", partial={"goal": 0.3}), node("goal", [50, 77.7, 77.7], "b")
    plain = document(*nodes, progress={"a": 0.37, "goal": 0.5})
    assert_is_the_plan(exact(plain))
    worked = work_out(plain)
    last = works_of(plain.curriculum, plain.learner, worked)[-1].study[0]
    assert last.likely == last.pessimistic == worked.minutes["goal"] == round(77.7 * 60 * 0.7 * 0.5)
    assert last.optimistic == pytest.approx(50 * 60 * 0.7 * 0.5)


WEEKS = st.sampled_from((WEEKDAYS, (0, 0, 0, 0, 0, 95, 0), (7, 0, 1440, 0, 1, 0, 0), (1440,) * 7, (1,) * 7))
MIXED = Period(first=date(2028, 1, 1), last=date(2050, 1, 1), week=(1,) * 7)


@given(
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    WEEKS,
    st.sampled_from(((), (MIXED,), (Period(first=date(2025, 1, 1), last=date(2026, 6, 30)),))),
    st.lists(st.tuples(st.integers(1, 300_000), st.floats(0.01, 500)), min_size=1, max_size=5),
)
def test_the_clock_of_all_learners_is_that_of_one(start: date, week: Any, periods: Any, steps: Any) -> None:
    calendar = StudyCalendar(Availability(start=start, week=week, periods=periods))
    clock = Clock(calendar)
    moment, ends = calendar.begin, Ends(np.zeros(1), None)
    assert clock.day(ends) == [0]
    for minutes, months in steps:
        for now, then in (
            (calendar.studied(moment, minutes), Ends(ends.minute + minutes, None)),
            (calendar.waited(moment, months), clock.later(ends, np.array([months]))),
        ):
            found: Moment | None = now[1] if now and not isinstance(now, Moment) else now
            assert clock.day(then) == [found.day if found else clock.never]
            if found:
                assert then.minute == [found.minute]
        waited = calendar.waited(moment, months)
        if waited is None:
            assert clock.later(ends, np.array([months])).minute == [inf]
            return
        moment, ends = waited, clock.later(ends, np.array([months]))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 1.5, date(2027, 3, 15)),
        (date(2027, 12, 15), 0.25, date(2027, 12, 23)),
    ],
)
def test_months_are_added_by_the_calendar(start: date, months: float, end: date) -> None:
    clock = Clock(StudyCalendar(Availability(start=start, week=WEEKDAYS)))
    later = clock.later(Ends(np.zeros(2), None), np.full(2, float(months)))
    assert (clock.day(later) == (end - start).days).all()


# Distributions


@pytest.mark.parametrize("points", [(10, 20, 60), (10, 10, 60), (10, 60, 60), (0, 5, 9), (7, 7, 7)])
def test_the_tables_have_the_moments_of_pert_beta(points: tuple[float, float, float]) -> None:
    low, middle, high = points
    table = quantiles(Points(*points))
    mean = (low + 4 * middle + high) / 6
    assert table.mean() == pytest.approx(mean, rel=1e-4)
    assert table.std() == pytest.approx(sqrt((mean - low) * (high - mean) / 7), rel=5e-3)
    assert (np.diff(table) >= 0).all()
    assert low <= table[0] <= table[-1] <= high


@pytest.mark.parametrize("mode", [0, 0.2, 0.5, 1])
def test_what_is_drawn_has_the_mean_and_nearly_the_spread_of_pert_beta(mode: float) -> None:
    mean = (1 + 4 * mode) / 6
    assert steps(mode).mean() == pytest.approx(mean, rel=1e-4)
    assert steps(mode).std() == pytest.approx(sqrt(mean * (1 - mean) / 7), rel=3e-3)


def test_the_normal_quantiles_are_those_of_the_standard_library() -> None:
    wanted = [NormalDist().inv_cdf((at + 0.5) / 500) for at in range(500)]
    assert normal_quantiles(500).tolist() == pytest.approx(wanted, abs=1e-4)


def test_a_chain_has_the_mean_and_spread_of_the_sum() -> None:
    alike = chain(40, [10, 20, 60])
    worked = work_out(alike)
    clock = Clock(worked.calendar)
    works = works_of(alike.curriculum, alike.learner, worked)
    finish, _stops = propagate(works, order_of(worked), clock, paces(EXACT, 10_000), 1, [])
    mean, variance = 25.0, (25 - 10) * (60 - 25) / 7
    # An hour a day: the sum of n hours ends on day ceil(n) - 1, half a day less than n on average.
    assert finish.mean() == pytest.approx(40 * mean - 0.5, abs=4 * sqrt(40 * variance / 10_000))
    assert finish.std() == pytest.approx(sqrt(40 * variance + 1 / 12), rel=0.03)


@pytest.mark.parametrize(("name", "percent"), [("p10", 10), ("p50", 50), ("p80", 80), ("p90", 90)])
def test_one_exact_item_shows_the_pace_alone(name: str, percent: int) -> None:
    result = forecast(document(node("goal", 1000), week=(60,) * 7))
    hours = 1000 * exp(0.25 * NormalDist().inv_cdf(percent / 100))
    found = (getattr(result.finish, name) - MONDAY).days
    assert abs(found - (ceil(hours) - 1)) <= 1


# What a range must do


def spread(hours: float, by: float) -> list[float]:
    return [hours * (1 - by), hours, hours * (1 + by)]


def test_more_spread_is_a_wider_range() -> None:
    by_items = [width(forecast(chain(10, spread(50, by)), EXACT)) for by in (0.0, 0.2, 0.5, 0.9)]
    assert by_items == sorted(set(by_items))
    assert by_items[0] == 0
    one = chain(10, spread(50, 0.5))
    by_pace = [width(forecast(one, Pace(spread=by))) for by in (0.0, 0.1, 0.25, 0.5)]
    assert by_pace == sorted(set(by_pace))


def test_a_slow_learner_finishes_later() -> None:
    one = chain(10, spread(50, 0.5))
    slow, usual = (days(forecast(one, Pace(median=median)).finish) for median in (1.5, 1.0))
    for late, early in zip(slow, usual, strict=True):
        assert (late - MONDAY).days == pytest.approx((early - MONDAY).days * 1.5, rel=0.01)


@pytest.mark.parametrize("entry", [one.id for one in queries.entry_roles(queries.load())])
def test_the_range_is_in_order_and_holds_the_likely_date(entry: str) -> None:
    typical, worked = real(entry, 7)
    result = forecast(typical, worked=worked)
    finish = days(result.finish)
    assert finish == sorted(finish)
    assert result.planned is not None
    assert finish[0] <= result.planned <= finish[3]
    assert len(result.stops) >= 3
    for stop in result.stops:
        assert days(stop.range) == sorted(days(stop.range))
        assert all(before <= after for before, after in zip(days(stop.range), finish, strict=True))
        assert stop.planned is not None
        assert stop.planned <= result.planned
    middles = [stop.range.p50 or date.max for stop in result.stops]
    assert middles == sorted(middles)


def test_without_a_common_pace_the_range_would_be_absurdly_narrow() -> None:
    """Study binds at five hours a week; 80 of 100 learners would all end within a year, fourteen years from now."""
    slow, worked = real("data-analyst", 5)
    naive = width(forecast(slow, EXACT, worked=worked))
    assert naive < 366
    assert width(forecast(slow, worked=worked)) / naive > 5


def test_days_off_move_every_date() -> None:
    one = chain(10, spread(50, 0.5))
    off = Period(first=MONDAY, last=MONDAY + timedelta(days=29))
    pause = chain(10, spread(50, 0.5), periods=(off,))
    for before, after in zip(days(forecast(one).finish), days(forecast(pause).finish), strict=True):
        assert after - before == timedelta(days=30)


def test_where_experience_binds_the_pace_does_not_matter() -> None:
    bound = document(
        node("job", 0, months=[24, 36, 60], kind="experience"),
        node("study", [5, 10, 20]),
        node("goal", 0, all_of("job", "study")),
    )
    slow = forecast(bound, Pace(median=2.0, spread=0.5))
    assert slow.finish == forecast(bound, EXACT).finish
    assert width(slow) > 365


def test_jobs_follow_each_other_unless_they_are_parallel() -> None:
    def both(parallel: bool) -> Forecast:
        jobs = [node(f"j{at}", 0, months=[6, 12, 18], kind="experience", parallel=parallel) for at in range(2)]
        return forecast(document(*jobs, node("goal", 0, all_of("j0", "j1"))))

    one, two = days(both(True).finish), days(both(False).finish)
    assert (two[1] - MONDAY).days == pytest.approx(730, abs=15)
    # The later of two independent jobs takes longer than one of them.
    assert 365 < (one[1] - MONDAY).days < 365 + 60


def test_the_same_document_gives_the_same_range() -> None:
    one = document(node("a", [10, 20, 50]), node("goal", [10, 20, 50], "a"))
    assert forecast(one) == forecast(one)
    few = [forecast(one, samples=7, seed=seed).finish for seed in range(20)]
    assert len({reached.p90 for reached in few}) > 1


@pytest.mark.parametrize("samples", [1, 2, 7, 10])
def test_a_few_learners_are_enough_for_a_range(samples: int) -> None:
    result = forecast(chain(3, [1, 2, 5]), samples=samples)
    assert result.samples == samples
    assert days(result.finish) == sorted(days(result.finish))


def test_an_order_that_contradicts_the_needs_is_refused() -> None:
    works = [Work(()), Work((0, 2), study=(Points(1, 2, 3),)), Work((), study=(Points(1, 2, 3),))]
    clock = Clock(StudyCalendar(Availability(start=MONDAY, week=WEEKDAYS)))
    finish, stops = propagate(works, Order((2, 1), ()), clock, np.ones(4), 1, [0, 1])
    assert (finish == stops[1]).all()
    assert (stops[0] == 0).all()
    for order in ((1, 2), (2,)):
        with pytest.raises(AssertionError, match="the order contradicts"):
            propagate(works, Order(order, ()), clock, np.ones(4), 1, [])


# What cannot be told


def test_without_time_there_is_a_sentence() -> None:
    nothing = forecast(document(node("m", 0, kind="milestone"), node("goal", 5, "m"), week=(0,) * 7))
    assert set(nothing.finish.model_dump().values()) == {None}
    assert "With no hours a week the study never ends." in nothing.sentence
    assert [problem.code for problem in nothing.problems] == ["no-study-time"]
    assert nothing.status is PlanStatus.UNDATED
    assert days(nothing.stops[0].range) == [MONDAY] * 4  # what needs no study is reached all the same


def test_without_time_experience_still_ends() -> None:
    job = document(node("goal", 0, months=[6, 12, 18], kind="experience"), week=(0,) * 7)
    assert forecast(job).problems == ()
    assert (days(forecast(job).finish)[1] - MONDAY).days == pytest.approx(365, abs=5)


@pytest.mark.parametrize(
    ("hours", "none", "words"),
    [
        (10_000, (), "80 % of learners like you finish between"),
        (14_000, ("p90",), "but one in ten takes longer than 40 years"),
        (22_000, ("p50", "p80", "p90"), "One in ten learners like you finishes by"),
        (30_000, ("p10", "p50", "p80", "p90"), "At most one in ten learners like you"),
    ],
)
def test_what_lies_beyond_the_horizon_is_not_dated(hours: float, none: Sequence[str], words: str) -> None:
    nodes = [node(f"s{at}", spread(hours / 10, 0.5), f"s{at - 1}" if at else None) for at in range(10)]
    far = document(*nodes, node("goal", 0, "s9"), week=(75,) * 7)
    result = forecast(far)
    assert [name for name, day in result.finish.model_dump().items() if day is None] == list(none)
    assert words in result.sentence
    assert bool(result.problems) == ("p10" in none)
    assert (result.planned is None) == (hours > 40 * 366 * 1.25)
    assert all(day <= result.horizon for day in result.finish.model_dump().values() if day)


def test_an_impossible_plan_has_no_forecast() -> None:
    result = forecast(document(node("a", 1), node("goal", 1, "a"), avoid=("a",)))
    assert (result.status, result.samples, result.stops) == (PlanStatus.IMPOSSIBLE, 0, ())
    assert result.sentence == result.problems[0].message
    assert "avoid “A”" in result.sentence
    assert (forecast_words(result), stop_words(result)) == ([], [])


def test_input_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(PlannerError):
        forecast(document(node("goal", 1), known=("ghost",)))


def test_whoever_is_there_has_nothing_left() -> None:
    result = forecast(document(node("goal", 5), known=("goal",)))
    assert days(result.finish) == [MONDAY] * 4
    assert result.sentence == "You are there already: nothing is left to do."


def test_a_deadline_is_met_by_a_share() -> None:
    one = chain(10, spread(50, 0.5))
    finish = forecast(one).finish
    for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        asked = forecast(chain(10, spread(50, 0.5), deadline=getattr(finish, name)))
        assert asked.in_time == pytest.approx(share, abs=0.01)
        assert f"{asked.deadline} {asked.in_time or 0:.0%}".replace("%", " %") in " ".join(forecast_words(asked))
    assert forecast(one).in_time is None
    never = document(node("goal", 5), week=(0,) * 7, deadline=date(2190, 1, 1))
    assert forecast(never).in_time == 0


# Pace


def test_without_finished_items_the_pace_is_the_prior() -> None:
    assert pace_from_log([]) == PRIOR == Pace(median=1.0, spread=0.25, finished=0)
    nothing = ThreePoint(optimistic=0, likely=0, pessimistic=0)
    assert pace_from_log([(0.0, ThreePoint(optimistic=1, likely=2, pessimistic=3)), (5.0, nothing)]) == PRIOR


def test_the_pace_is_the_normal_update() -> None:
    sure = ThreePoint(optimistic=10, likely=10, pessimistic=10)
    pace = pace_from_log([(15.0, sure)] * 3)
    weight = 3 / ITEM_NOISE**2
    assert pace.median == pytest.approx(1.5 ** (weight / (weight + 16)), rel=1e-6)
    assert pace.spread == pytest.approx(sqrt(1 / (weight + 16)))
    assert pace.finished == 3
    again = pace_from_log([(15.0, sure)], pace_from_log([(15.0, sure)] * 2))
    assert (again.median, again.spread, again.finished) == pytest.approx((pace.median, pace.spread, pace.finished))


def test_an_uncertain_estimate_teaches_less_and_a_slip_decides_nothing() -> None:
    vague, sure = (ThreePoint(optimistic=10 - by, likely=10, pessimistic=10 + by) for by in (8, 1))
    assert pace_from_log([(15.0, sure)]).median > pace_from_log([(15.0, vague)]).median > 1
    assert pace_from_log([(15.0, sure)]).spread < pace_from_log([(15.0, vague)]).spread < 0.25
    assert pace_from_log([(1e6, sure)]) == pace_from_log([(10 * WIDEST_RATIO * 2, sure)])


def test_an_average_learner_is_not_called_slow_for_estimates_that_are_too_short() -> None:
    """The likely value of such an estimate is exceeded nine times out of ten, which says nothing about the learner."""
    person, long_tail = Person(1), ThreePoint(optimistic=10, likely=12, pessimistic=60)
    pace = pace_from_log((person.takes(long_tail), long_tail) for _item in range(500))
    assert pace.median == pytest.approx(1, abs=0.05)


# Honesty: the band holds what it says


FIRST = [[20, 40, 90], [10, 25, 40], [30, 60, 150], [8, 12, 20]]
JOBS: dict[str, Any] = {"kind": "experience", "months": [4, 6, 12]}


def course_of_study() -> Curriculum:
    """Twenty-four pieces of study with three jobs beside them, two of which need a place of their own."""
    nodes = [node(f"s{at:02}", FIRST[at % 4], f"s{at - 1:02}" if at else None) for at in range(24)]
    nodes += [node("j0", 0, "s02", **JOBS), node("j1", 0, "s14", **JOBS)]
    nodes += [node("j2", 0, all_of("s16", any_of("j0", "j1")), parallel=True, **JOBS)]
    return curriculum(*nodes, node("goal", [5, 10, 20], all_of("s23", "j1", "j2")))


AUGUST = tuple(Period(first=date(year, 8, 1), last=date(year, 8, 21)) for year in range(2026, 2040))
EVENINGS: dict[str, Any] = {"week": (60, 0, 60, 0, 30, 150, 0), "periods": AUGUST}


PEOPLE = 4_000


def test_the_band_holds_four_of_five_learners_whose_pace_nobody_knows() -> None:
    everybody = Document(curriculum=course_of_study(), learner=learner(**EVENINGS))
    finish = days(forecast(everybody).finish)
    low, high = ((finish[at] - MONDAY).days for at in (0, 3))
    assert 0.78 <= coverage(everybody, lambda _person: (low, high), PEOPLE) <= 0.82


def test_the_band_holds_four_of_five_after_learning_from_half_of_the_items() -> None:
    plan = course_of_study()
    half = [f"s{at:02}" for at in range(12)]
    rest = Document(curriculum=plan, learner=learner(known=tuple(half), **EVENINGS))
    worked = work_out(rest)
    works, order, clock = works_of(plan, rest.learner, worked), order_of(worked), Clock(worked.calendar)
    widths: list[int] = []

    def band_of(person: Person) -> tuple[int, int]:
        pace = pace_from_log((person.hours(plan.by_id[item].hours), plan.by_id[item].hours) for item in half)
        finish, _stops = propagate(works, order, clock, paces(pace, 600), 1, [])
        finish.sort()
        low, high = int(finish[59]), int(finish[539])
        widths.append(high - low)
        return low, high

    assert 0.78 <= coverage(rest, band_of, PEOPLE) <= 0.82
    assert sum(widths) / len(widths) < 0.7 * width(forecast(rest, worked=worked))


# JSON, words, command line


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*arguments: str) -> tuple[int, str, str]:
        return cli.main(arguments), *capsys.readouterr()

    return call


def schema() -> Draft202012Validator:
    folder = Path(__file__).parents[2] / "curricula" / "schema"
    return Draft202012Validator(json.loads((folder / "forecast.schema.json").read_text("utf-8")))


COMMAND = ("forecast", "--from", "data-analyst", "--start", "2027-01-04")
DAY = r"(?:\d+ [A-Z][a-z]+ \d{4}|later)"


def test_the_command_says_the_range_in_words(run: Run) -> None:
    code, out, err = run(*COMMAND, "--deadline", "2036-01-01")
    assert (code, err) == (cli.OK, "")
    lines = out.splitlines()
    assert re.fullmatch(rf"80 % of learners like you finish between {DAY} and {DAY}; half by {DAY}\.", lines[0])
    assert re.fullmatch(rf"If you have to promise a date, promise {DAY}: four of five are done by then\.", lines[1])
    assert re.fullmatch(r"By the deadline 1 Jan 2036 \d+ % are done\.", lines[2])
    assert (
        len([line for line in lines[3:] if re.match(rf"{DAY} – {DAY}, half by {DAY}: \w", line)]) == len(lines) - 3 > 2
    )


def test_the_command_prints_json_that_fits_its_schema(run: Run) -> None:
    code, out, err = run(*COMMAND, "--json")
    assert (code, err) == (cli.OK, "")
    data = json.loads(out)
    assert list(schema().iter_errors(data)) == []
    plan = json.loads(run("plan", *COMMAND[1:], "--json")[1])
    assert (data["planned"], data["goal"], data["begins"]) == (plan["finish"], plan["goal"], plan["begins"])
    assert data["finish"]["p10"] <= data["planned"] <= data["finish"]["p90"]


def test_the_command_takes_what_a_plan_takes(run: Run) -> None:
    assert json.loads(run(*COMMAND, "--hours-per-week", "20", "--json")[1]) != json.loads(run(*COMMAND, "--json")[1])
    code, out, err = run(*COMMAND, "--hours-per-week", "0")
    assert code == cli.NO_PLAN
    assert "finish between" not in out
    assert err == "trailmark: With no hours a week the study never ends. Give it at least a little time.\n"
    assert run(*COMMAND, "--avoid", "role-ml-architect")[0] == cli.NO_PLAN
    assert run(*COMMAND, "--to", "nothing-like-it")[0] == cli.BAD_INPUT
    assert "nothing is left to do" in run("forecast", "--known", "role-ml-architect")[1]


def test_the_words_tell_where_the_pace_comes_from() -> None:
    one, two = (forecast(chain(3, [1, 2, 5]), Pace(median=1.25, spread=0.1, finished=count)) for count in (1, 2))
    assert "Your pace, learned from 1 finished item: 1.25 times the estimates." in forecast_words(one)
    assert "Your pace, learned from 2 finished items: 1.25 times the estimates." in forecast_words(two)


def test_stops_that_few_reach_are_not_listed() -> None:
    ranges = Range(p10=MONDAY, p50=None, p80=None, p90=None), Range(p10=None, p50=None, p80=None, p90=None)
    some = forecast(document(node("m", 1, kind="milestone"), node("goal", 1, "m")))
    one: StopForecast = some.stops[0]
    shown = stop_words(some.changed(stops=tuple(one.changed(range=reached) for reached in ranges)))
    assert shown == [f"{MONDAY} – later, half by later: M"]


def test_the_forecast_in_the_document_fits_the_schema_and_shows_every_field() -> None:
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", FORMATS, re.DOTALL)]
    shown = next(block for block in blocks if block.get("format") == "trailmark.forecast")
    assert list(schema().iter_errors(shown)) == []
    assert list(shown) == list(Forecast.model_fields)
    assert list(shown["finish"]) == list(Range.model_fields)
    assert list(shown["pace"]) == list(Pace.model_fields)
    assert list(shown["stops"][0]) == list(StopForecast.model_fields)


def test_work_that_is_done_already_is_taken_over() -> None:
    one = chain(3, [1, 2, 5])
    worked = work_out(one)
    assert forecast(one, worked=worked) == forecast(one)
    assert forecast(one, worked=replace(worked, minutes=dict.fromkeys(worked.minutes, 6))) != forecast(one)


def test_exams_waiting_and_first_days_are_forecast_like_the_plan():
    nodes = (
        node("exam", 30, kind="certification", exam={"days": ["06-01", "12-01"]}, wait_days=14),
        node("later", 10),
        node("next", 5, "exam"),
        node("goal", 0, all_of("next", "later")),
    )
    document = Document(curriculum=curriculum(*nodes), learner=learner(not_before={"later": date(2026, 3, 2)}))
    sure = forecast(document, Pace(spread=0.0), samples=50)
    assert sure.finish.p10 == sure.finish.p90 == sure.planned == make_plan(document).finish
    slow = forecast(document, Pace(median=12.0, spread=0.0), samples=50)
    assert slow.finish.p50 is not None
    assert slow.finish.p50 > date(2026, 12, 1)


@pytest.mark.parametrize("slower", [1.0, 1.5, 2.0, 4.0, 9.0, 12.0])
@pytest.mark.parametrize("booked", [None, date(2026, 1, 20), date(2026, 2, 10), date(2026, 6, 20)])
@pytest.mark.parametrize("exam", [None, {"sitting_minutes": 60}, {"days": ["02-02", "06-01", "12-01"]}])
def test_whoever_is_not_ready_for_a_booked_exam_sits_it_on_the_next_day_that_will_do(exam, booked, slower):
    """Somebody who needs so many times the hours finishes as one who plans with these hours."""

    def of(hours: float) -> Document:
        cert = node("cert", hours, kind="certification", exam=exam, wait_days=3)
        asked = {"cert": booked} if booked else {}
        return document(cert, node("goal", 0, "cert"), booked=asked)

    found = forecast(of(19), Pace(median=slower, spread=0.0), samples=20)
    assert set(days(found.finish)) == {make_plan(of(19 * slower)).finish}


def test_the_pace_is_learned_from_the_hours_that_finished_items_took():
    nodes = [node(name, [8, 10, 12]) for name in "abcd"]
    goal = node("goal", [80, 100, 120])
    fresh = Document(curriculum=curriculum(*nodes, goal), learner=learner(known=tuple("abcd")))
    slow = fresh.changed(learner=fresh.learner.changed(spent=dict.fromkeys("abcd", 16.0)))
    before, after = forecast(fresh), forecast(slow)
    assert before.pace.finished == 0
    assert after.pace.finished == 4
    assert after.pace.median > 1.3
    assert before.finish.p50 is not None
    assert after.finish.p50 is not None
    assert after.finish.p50 > before.finish.p50
