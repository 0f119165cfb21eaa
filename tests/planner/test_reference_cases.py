"""The reference cases of the planning semantics; each test says in its name what is expected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from build import (
    EVERY_DAY,
    MONDAY,
    all_of,
    any_of,
    at_least,
    curriculum,
    ids,
    item,
    job,
    learner,
    months,
    node,
    plan,
)
from pydantic import ValidationError

from planner.app import whatif
from planner.model.document import Document
from planner.model.learner import Aim, Period
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import PlannerError
from planner.planning.limit import Limit
from planner.planning.plan import make_plan
from planner.planning.repair import Wish, conflicts, repair, repairs


def hours(result: Plan) -> float:
    assert result.status is PlanStatus.PLANNED
    assert result.proof == "optimal"
    return result.totals.hours


def test_01_one_shared_course_beats_two_cheap_ones():
    result = plan(
        node("a", 10),
        node("b", 10),
        node("ab", 15),
        node("s", 0, any_of("a", "ab")),
        node("t", 0, any_of("b", "ab")),
        node("goal", 0, all_of("s", "t")),
    )
    assert hours(result) == 15
    assert "ab" in ids(result)
    assert not {"a", "b"} & ids(result)


def test_02_a_known_option_makes_the_choice_free():
    result = plan(node("x", 5), node("y", 50), node("goal", 0, any_of("x", "y")), known=("y",))
    assert ids(result) == {"goal"}


def test_03_knowing_an_item_does_not_confer_its_prerequisites():
    nodes = (node("p", 7), node("q", 5, "p"))
    assert hours(plan(*nodes, node("goal", 0, "q"), known=("q",))) == 0
    assert hours(plan(*nodes, node("goal", 0, all_of("q", "p")), known=("q",))) == 7


def test_04_two_of_three_counts_what_they_need():
    result = plan(node("a", 3), node("b", 9), node("c", 2, "a"), node("goal", 0, at_least(2, "a", "b", "c")))
    assert hours(result) == 5
    assert ids(result) == {"a", "c", "goal"}


def test_05_equal_members_count_once():
    result = plan(node("a", 3), node("b", 9), node("goal", 0, at_least(2, "a", "a", "b")))
    assert ids(result) == {"a", "b", "goal"}


def test_06_halves_of_different_branches_never_add_up():
    result = plan(
        node("a", 1),
        node("b", 10),
        node("c", 10),
        node("d", 1),
        node("e", 10),
        node("f", 10),
        node("goal", 0, any_of(at_least(2, "a", "b", "c"), at_least(2, "d", "e", "f"))),
    )
    assert hours(result) == 11


def test_07_circular_support_is_no_support():
    result = plan(node("a", 1, any_of("b", "x")), node("b", 1, any_of("a", "y")), node("x", 7), node("y", 5), goal="a")
    assert hours(result) == 7
    assert ids(result) == {"a", "b", "y"}


def test_08_a_circle_that_nothing_avoids_is_named():
    result = plan(node("a", 1, "b"), node("b", 1, "a"), goal="a")
    assert result.status is PlanStatus.IMPOSSIBLE
    assert result.problems[0].code == "hard-cycle"
    assert "“A” (a) needs “B” (b)" in result.problems[0].message
    assert "“B” (b) needs “A” (a)" in result.problems[0].message


def test_09_corequisites_of_each_other_start_together():
    result = plan(node("a", 3, corequisites="b"), node("b", 4, corequisites="a"), node("goal", 0, "a"))
    assert hours(result) == 7
    assert item(result, "a").start == item(result, "b").start


def test_10_a_corequisite_that_must_also_come_later_is_impossible():
    result = plan(node("a", 1, "b"), node("b", 1, corequisites="a"), goal="a")
    assert result.status is PlanStatus.IMPOSSIBLE
    assert "“A” (a) needs “B” (b)" in result.problems[0].message
    assert "“B” (b) is taken together with “A” (a)" in result.problems[0].message


def test_11_a_self_loop_is_an_error_when_hard_and_ignored_among_alternatives():
    assert plan(node("goal", 1, "goal")).problems[0].code == "hard-cycle"
    assert hours(plan(node("x", 2), node("goal", 1, any_of("goal", "x")))) == 3


def test_12_a_known_goal_leaves_nothing_to_do():
    result = plan(node("goal", 5), known=("goal",))
    assert result.items == ()
    assert result.totals.hours == 0
    assert result.finish == MONDAY


def test_13_avoided_and_known_counts_as_known():
    result = plan(node("x", 5), node("goal", 1, "x"), known=("x",), avoid=("x",))
    assert hours(result) == 1


def clouds() -> tuple[dict[str, Any], ...]:
    return (
        node("aws", 5),
        node("azure", 6),
        node("gcp", 7, cost_usd=100),
        node("video", 1),
        node("goal", 0, any_of("aws", "azure", "gcp")),
    )


def test_14_the_conflict_holds_only_the_wishes_that_matter():
    who = learner(avoid=("aws", "azure", "video"), free_only=True)
    assert conflicts(curriculum(*clouds()), who) == [[Wish("avoid", "aws"), Wish("avoid", "azure"), Wish("free_only")]]
    result = make_plan(Document(curriculum=curriculum(*clouds()), learner=who))
    assert result.status is PlanStatus.IMPOSSIBLE
    assert "“VIDEO”" not in result.problems[0].message


def test_14_of_two_preferences_the_one_that_has_to_go_goes():
    data = curriculum(
        node("aws", 20, cost_usd=100),
        node("gcp", 20, "net", cost_usd=150),
        node("net", 10, status="retired"),
        node("free", 30),
        node("goal", 1, any_of("aws", "gcp", "free")),
    )
    who = learner(prefer=("aws", "gcp"), free_only=True)
    assert list(repairs(data, who)) == [[Wish("free_only")], [Wish("prefer", "aws"), Wish("prefer", "gcp")]]
    assert conflicts(data, who) == [[Wish("prefer", "aws"), Wish("free_only")]]
    alone = make_plan(Document(curriculum=data, learner=learner(prefer=("gcp",)))).problems
    words = "Your wish cannot be met: take “GCP” where there is a choice. No way to the goal allows that."
    assert alone[0].message == words


def test_15_independent_conflicts_are_all_reported_and_repaired():
    data = curriculum(
        node("p", 1),
        node("q", 1),
        node("r", 1),
        node("s", 1),
        node("goal", 0, all_of(any_of("p", "q"), "r", "s")),
    )
    who = learner(avoid=("p", "q", "r"))
    assert sorted(map(len, conflicts(data, who))) == [1, 2]
    dropped = repair(data, who)
    assert Wish("avoid", "r") in dropped
    assert len(dropped) == 2
    codes = [problem.code for problem in make_plan(Document(curriculum=data, learner=who)).problems]
    assert codes == ["conflict", "conflict", "repair"]


def two_of_three_clouds(**wished) -> Document:
    data = curriculum(
        node("aws", 30),
        node("azure", 20, cost_usd=100),
        node("gcp", 10, cost_usd=300),
        node("goal", 0, at_least(2, "aws", "azure", "gcp")),
    )
    return Document(curriculum=data, learner=learner(avoid=("aws", "azure", "gcp"), **wished))


@pytest.mark.parametrize(
    ("aim", "needs"),
    [
        (Aim.HOURS, ["30 h, 400 USD", "40 h, 300 USD", "50 h, 100 USD"]),
        (Aim.MONEY, ["50 h, 100 USD", "40 h, 300 USD", "30 h, 400 USD"]),
    ],
)
def test_15_wishes_in_several_overlapping_conflicts_are_given_up_in_sets_with_a_price(aim, needs):
    document = two_of_three_clouds(aim=aim)
    found = whatif.repairs(document)
    assert [one.price for one in found] == needs
    assert all(len(one.document.learner.avoid) == 1 for one in found)
    assert "give up: avoid" in make_plan(document).problems[-1].message
    words = next(one.words for one in found if one.price == "50 h, 100 USD")
    assert words == "avoid “AWS” and avoid “AZURE”"


def test_15_a_single_wish_comes_before_several_that_would_do_as_well():
    needs = all_of(any_of("x", "a"), any_of("x", "b"))
    data = curriculum(node("x", 9), node("a", 1), node("b", 1), node("goal", 0, needs))
    found = list(repairs(data, learner(avoid=("a", "b", "x"))))
    assert found == [[Wish("avoid", "x")], [Wish("avoid", "a"), Wish("avoid", "b")]]


def test_16_fewest_hours_takes_the_paid_way_and_free_only_the_free_one():
    nodes = (node("free", 30), node("paid", 10, cost_usd=500), node("goal", 0, any_of("free", "paid")))
    assert hours(plan(*nodes)) == 10
    free = plan(*nodes, free_only=True)
    assert hours(free) == 30
    assert free.totals.cost_usd == 0


def test_17_a_zero_hour_item_that_nobody_needs_stays_out():
    result = plan(node("idle", 0), node("x", 1), node("goal", 0, any_of("x", all_of("x", "idle"))))
    assert ids(result) == {"x", "goal"}


def test_18_an_item_with_two_owners_counts_once():
    result = plan(node("x", 4), node("s", 1, "x"), node("t", 1, "x"), node("goal", 0, all_of("s", "t")))
    assert hours(result) == 6
    assert set(item(result, "x").owners) == {"s", "t"}


def test_19_empty_expressions():
    assert hours(plan(node("goal", 1, all_of()))) == 1
    assert plan(node("goal", 1, any_of())).status is PlanStatus.IMPOSSIBLE
    assert hours(plan(node("x", 5), node("goal", 1, at_least(0, "x")))) == 1
    with pytest.raises(ValidationError, match="at least 3 of 2"):
        plan(node("x"), node("y"), node("goal", 1, at_least(3, "x", "y")))


def test_20_a_degree_that_covers_four_skills_beats_them_one_by_one():
    skills = [node(f"s{number}", 12) for number in range(4)]
    degree = node("degree", 40, kind="degree", grants=[skill["id"] for skill in skills])
    result = plan(*skills, degree, node("goal", 0, all_of(*(skill["id"] for skill in skills))))
    assert hours(result) == 40
    assert ids(result) == {"degree", "goal"}


def test_21_what_is_nearly_done_is_finished_first():
    result = plan(node("a", 20), node("b", 15), node("goal", 0, any_of("a", "b")), progress={"a": 0.8})
    assert ids(result) == {"a", "goal"}
    assert hours(result) == 4


def test_22_five_hours_at_two_a_weekday_end_on_wednesday():
    assert plan(node("goal", 5)).finish == date(2026, 1, 7)


def test_23_a_start_without_capacity_waits_for_monday():
    assert plan(node("goal", 1), start=date(2026, 1, 10)).finish == date(2026, 1, 12)


def test_24_days_off_move_the_work():
    holiday = Period(first=date(2026, 1, 12), last=date(2026, 1, 18))
    assert plan(node("goal", 12), periods=(holiday,)).finish == date(2026, 1, 19)


def test_25_no_study_time_is_said_and_zero_hour_items_still_finish():
    result = plan(node("now", 0), node("later", 2), node("goal", 0, all_of("now", "later")), week=(0,) * 7)
    assert result.status is PlanStatus.UNDATED
    assert result.problems[0].code == "no-study-time"
    assert item(result, "now").finish == MONDAY
    assert item(result, "later").finish is None


@pytest.mark.parametrize(("years", "expected"), [(3, date(2027, 2, 28)), (4, date(2028, 2, 29))])
def test_26_months_are_added_by_the_calendar(years, expected):
    result = plan(node("goal", 0, kind="experience", months=12 * years), start=date(2024, 2, 29))
    assert result.finish == expected


def test_27_leap_days_are_study_days():
    assert plan(node("goal", 2), start=date(2028, 2, 28), week=EVERY_DAY).finish == date(2028, 2, 29)


def test_28_a_short_day_has_its_minutes():
    clocks_change = date(2026, 3, 29)
    assert plan(node("goal", 1), start=clocks_change, week=EVERY_DAY).finish == clocks_change


def test_29_a_zero_hour_item_finishes_with_its_prerequisites():
    result = plan(node("x", 5), node("mark", 0, "x"), node("goal", 1, "mark"))
    assert item(result, "mark").start == item(result, "mark").finish == item(result, "x").finish


def test_30_a_deadline_before_the_start_is_an_input_error():
    with pytest.raises(PlannerError, match="lies before the start"):
        plan(node("goal", 1), deadline=date(2025, 12, 31))


def test_31_a_deadline_that_capacity_forbids_says_the_hours_it_takes():
    result = plan(node("goal", 40), deadline=date(2026, 1, 16))
    assert result.problems[0].code == "deadline-study"
    assert "40 hours of study, but only 20" in result.problems[0].message
    assert "With 20.0 hours a week instead of 10.0" in result.problems[0].message


def test_31_a_deadline_that_experience_forbids_names_the_chain():
    job = node("job", 0, kind="experience", months=24)
    second = node("second", 0, "job", kind="experience", months=12)
    result = plan(job, second, node("goal", 5, "second"), deadline=date(2027, 1, 1))
    assert result.problems[0].code == "deadline-experience"
    assert "JOB ▸ SECOND take 36 months" in result.problems[0].message


def test_32_experience_starts_at_once_and_decides_the_finish():
    result = plan(
        node("exp", 0, kind="experience", months=36), node("study", 400), node("goal", 0, all_of("exp", "study"))
    )
    assert item(result, "exp").start == MONDAY
    assert result.finish == item(result, "exp").finish == date(2029, 1, 5)
    assert result.binding.by == "experience"


def test_33_what_experience_waits_for_comes_before_a_nearer_milestone():
    result = plan(
        node("course", 10),
        node("exp", 0, "course", kind="experience", months=36),
        node("easy", 5),
        node("first", 0, "easy", kind="milestone"),
        node("goal", 0, all_of("exp", "first")),
    )
    assert item(result, "course").finish == date(2026, 1, 9)
    assert item(result, "easy").start > item(result, "course").finish


def test_38_the_same_prerequisite_twice_counts_once():
    result = plan(node("x", 3), node("goal", 0, all_of("x", "x", all_of("x"))))
    assert hours(result) == 3
    assert item(result, "goal").needs == ("x",)


def test_39_a_recommended_item_is_never_forced_but_comes_first_when_chosen():
    nodes = (node("warm", 2), node("main", 9, recommended=["warm"]))
    assert ids(plan(*nodes, node("goal", 0, "main"))) == {"main", "goal"}
    both = plan(*nodes, node("goal", 0, all_of("main", "warm")))
    assert item(both, "warm").finish <= item(both, "main").start
    assert [one.id for one in both.items][:2] == ["warm", "main"]


@pytest.mark.parametrize("prefer", [("azure", "aws"), ("aws", "azure")])
def test_a_preference_may_be_impossible_alone_and_possible_beside_another_one(prefer):
    cloud = {"name": "Cloud"}
    data = curriculum(
        node("aws", 5, cost_usd=50),
        node("azure", 5, cost_usd=100),
        node("aws-exam", 5, status="retired"),
        node("azure-exam", 5),
        node("talk", 5),
        node("clouds", 0, all_of(any_of("aws", "azure") | cloud, any_of("aws-exam", "azure-exam") | cloud)),
        node("goal", 0, all_of("clouds", any_of("talk", "aws"))),
    )
    who = learner(prefer=prefer, budget_usd=120.0)
    # Who prefers AWS alone has to take its exam. Beside Azure it is only dear: both are preferred, and cost 150 USD.
    assert conflicts(data, who) == [[Wish("prefer", "aws"), Wish("budget_usd", amount=120.0)]]
    result = make_plan(Document(curriculum=data, learner=who))
    assert [problem.code for problem in result.problems] == ["conflict", "repair"]
    assert "The cheapest way costs 150 USD" in result.problems[0].message
    assert list(repairs(data, who)) == [[Wish("budget_usd", amount=120.0)], [Wish("prefer", "aws")]]
    alone = learner(prefer=("aws",), budget_usd=120.0)
    assert conflicts(data, alone) == [[Wish("prefer", "aws")]]
    assert repair(data, alone) == [Wish("prefer", "aws")]


def test_43_an_avoided_goal_is_its_own_conflict():
    data = curriculum(node("x", 1), node("goal", 1))
    assert conflicts(data, learner(avoid=("x", "goal"))) == [[Wish("avoid", "goal")]]


def test_43_an_unknown_goal_suggests_the_right_one():
    with pytest.raises(PlannerError, match='Did you mean "goal"'):
        plan(node("goal", 1), goal="gaol")


def test_44_ties_are_broken_by_fewer_items_then_file_order_then_id():
    fewer = (node("a", 2), node("b", 2), node("c", 4), node("goal", 0, any_of(all_of("a", "b"), "c")))
    assert ids(plan(*fewer)) == {"c", "goal"}
    order = (node("z", 4), node("a", 4), node("goal", 0, any_of("z", "a")))
    assert ids(plan(*order)) == {"z", "goal"}
    identity = (node("b", 4, any_of("x")), node("a", 4, any_of("x")), node("x", 1))
    deep = node("goal", 0, any_of(all_of("b", "x"), all_of("x", "a")))
    assert ids(plan(*identity, deep)) == {"b", "x", "goal"}
    same = (node("m1", 4), node("m2", 4), node("t1", 0, any_of("m1")), node("t2", 0, any_of("m2")))
    rank = node("goal", 0, at_least(1, "t2", "t1"))
    assert ids(plan(*same, rank)) == {"t2", "m2", "goal"}


def test_44_equal_options_of_equal_rank_go_by_id():
    nodes = (node("b", 4), node("a", 4), node("x", 0, any_of("c", "b")), node("y", 0, any_of("c", "a")), node("c", 9))
    result = plan(*nodes, node("goal", 0, any_of(all_of("x", "q"), all_of("y", "q"))), node("q", 1))
    assert "b" in ids(result)  # the first option of the goal, x, leads to b
    swapped = plan(node("b", 4), node("a", 4), node("goal", 0, at_least(1, all_of("b"), all_of("a"))))
    assert ids(swapped) == {"b", "goal"}


def test_45_planning_again_changes_nothing():
    nodes = (node("x", 5), node("y", 5), node("goal", 1, any_of("x", "y")))
    assert plan(*nodes) == plan(*nodes)


@pytest.mark.parametrize("estimate", [[5, 3, 8], [-1, 2, 3], -2, [1, 2], "3", True, 1e9])
def test_47_estimates_that_make_no_sense_are_refused(estimate):
    with pytest.raises(ValidationError):
        plan(node("goal", estimate))


def test_47_one_number_is_an_estimate_without_spread():
    result = plan(node("goal", 6))
    assert item(result, "goal").hours_range.model_dump() == [6.0, 6.0, 6.0]


def test_a_retired_certificate_is_never_planned_and_counts_when_held():
    nodes = (
        node("old", 5, kind="certification", status="retired"),
        node("new", 50, kind="certification"),
        node("goal", 0, any_of("new"), accepts_held=["old"]),
    )
    assert ids(plan(*nodes)) == {"new", "goal"}
    assert plan(*nodes, known=("old",)).items == ()


def test_partial_credits_take_the_largest_not_the_sum():
    nodes = (
        node("d1", 1, kind="degree", partial={"x": 0.5}),
        node("d2", 1, kind="degree", partial={"x": 0.6}),
        node("x", 10),
    )
    result = plan(*nodes, node("goal", 0, "x"), known=("d1", "d2"))
    assert hours(result) == 4
    assert item(result, "x").credit.source == "d2"


def test_a_named_choice_is_one_decision_everywhere():
    first = any_of("a1", "a2", name="Cloud")
    second = any_of("b1", "b2", name="Cloud")
    nodes = (node("a1", 10), node("a2", 1), node("b1", 1), node("b2", 4))
    result = plan(*nodes, node("goal", 0, all_of(first, second)))
    assert ids(result) == {"a2", "b2", "goal"}  # 5 hours; a2 and b1 would be 2, but are two different clouds
    assert [decision.chosen for decision in result.decisions] == [(1,)]


def test_a_planned_degree_gives_credit_only_to_what_comes_after_it():
    nodes = (
        node("x", 100),
        node("degree", 20, kind="degree", months=6, partial={"x": 0.9}),
        node("goal", 0, "x"),
    )
    result = plan(*nodes)
    assert hours(result) == 30
    assert item(result, "x").start >= item(result, "degree").finish


def test_a_preferred_option_is_taken_wherever_there_is_a_choice():
    nodes = (node("x", 1), node("y", 9), node("goal", 0, any_of("x", "y")))
    assert ids(plan(*nodes, prefer=("y",))) == {"y", "goal"}
    assert plan(*nodes, prefer=("goal",)).problems[0].code == "no-choice"


def test_two_jobs_follow_each_other_and_parallel_experience_does_not_wait():
    jobs = (node("a", 0, kind="experience", months=12), node("b", 0, kind="experience", months=12))
    both = plan(*jobs, node("goal", 0, all_of("a", "b")))
    assert both.finish == date(2028, 1, 5)
    beside = plan(jobs[0], {**jobs[1], "parallel": True}, node("goal", 0, all_of("a", "b")))
    assert beside.finish == date(2027, 1, 5)


def test_more_than_forty_years_is_said():
    result = plan(node("goal", 99_000))
    assert result.status is PlanStatus.UNDATED
    assert result.problems[0].code == "beyond-horizon"


def test_48_a_budget_that_a_forced_fee_breaks_is_named_with_the_fee():
    nodes = (node("exam", 5, cost_usd=200), node("book", 1, cost_usd=30), node("free", 2))
    data = curriculum(*nodes, node("goal", 0, all_of("exam", any_of("book", "free"))))
    who = learner(budget_usd=0.0, avoid=("book",))
    assert conflicts(data, who) == [[Wish("budget_usd", amount=0.0)]]
    problems = make_plan(Document(curriculum=data, learner=who)).problems
    assert "spend at most 0 USD" in problems[0].message
    assert "“EXAM” (200 USD)" in problems[0].message
    assert hours(plan(*nodes, node("goal", 0, all_of("exam", any_of("book", "free"))), budget_usd=200.0)) == 7


def test_16_money_first_and_a_mix_of_both():
    nodes = (node("free", 30), node("paid", 10, cost_usd=500), node("goal", 0, any_of("free", "paid")))
    assert ids(plan(*nodes, aim=Aim.MONEY)) == {"free", "goal"}
    assert ids(plan(*nodes, aim=Aim.MIX, hour_worth_usd=20.0)) == {"free", "goal"}  # 20 hours at 20 USD are 400 USD
    assert ids(plan(*nodes, aim=Aim.MIX, hour_worth_usd=30.0)) == {"paid", "goal"}  # 600 USD


def test_a_search_that_is_ended_early_keeps_a_plan_and_says_how_good_it_is():
    nodes = (node("x", 5), node("y", 9), node("goal", 0, any_of("x", "y")))
    document = Document(curriculum=curriculum(*nodes), learner=learner())
    ended = make_plan(document, Limit(seconds=0.0))
    assert ended.status is PlanStatus.PLANNED
    assert ended.proof in ("gap", "optimal")
    assert 0 <= ended.gap <= 1
    assert ended.totals.hours * (1 - ended.gap) <= 5 <= ended.totals.hours
    cancelled = make_plan(document, Limit(cancelled=lambda: True))
    assert cancelled.items


def test_what_is_held_answers_a_choice_before_an_item_without_hours_does():
    inner = any_of("quick", "held")
    fields = at_least(2, "other", inner, "never", name="Fields")
    nodes = (node("quick", 0), node("held", 5), node("other", 5), node("never", 9))
    result = plan(*nodes, node("goal", 0, all_of(fields, "quick")), known=("held", "other"))
    assert ids(result) == {"quick", "goal"}


# Months that add up


JOBS = (
    node("x", 1),
    node("y", 2),
    node("z", 3),
    job("long", 24, "ml", requires="x"),
    job("other", 24, "data", requires="y"),
    job("short", 12, "ml", "data", requires="z"),
)
FIVE_YEARS = node("goal", 0, months(60, "ml", "data"))


def test_49_three_jobs_of_24_24_and_12_months_meet_60_months():
    result = plan(*JOBS, FIVE_YEARS)
    assert hours(result) == 6
    assert set(item(result, "goal").needs) == {"long", "other", "short"}
    assert result.finish
    assert result.finish >= date(2031, 1, 4)  # one full job at a time


def test_50_two_jobs_of_24_months_or_three_of_12_do_not_meet_60():
    assert plan(*JOBS[:5], FIVE_YEARS).status is PlanStatus.IMPOSSIBLE
    assert plan(*(job(name, 12, "ml") for name in "abc"), FIVE_YEARS).status is PlanStatus.IMPOSSIBLE
    assert plan(*(job(name, 12, "ml") for name in "abcde"), FIVE_YEARS).status is PlanStatus.PLANNED


def test_51_the_jobs_with_the_fewest_hours_that_add_up_are_taken():
    result = plan(*JOBS, node("goal", 0, months(36, "ml", "data")))
    assert ids(result) == {"x", "long", "y", "other", "goal"}  # 3 hours; with the short job they were 4
    assert ids(plan(*JOBS, node("goal", 0, months(24, "data")))) == {"y", "other", "goal"}


def test_52_months_that_are_held_count():
    assert ids(plan(*JOBS, FIVE_YEARS, known=("long", "short"))) == {"y", "other", "goal"}
    assert hours(plan(*JOBS, FIVE_YEARS, known=("long", "other", "short"))) == 0
    granted = plan(*JOBS, node("career", kind="role", grants=["long", "short"]), FIVE_YEARS, known=("career",))
    assert ids(granted) == {"y", "other", "goal"}
    assert set(item(granted, "goal").needs) == {"long", "other", "short"}


def test_53_a_job_that_is_avoided_leaves_too_few_months_and_the_words_name_them():
    result = plan(*JOBS, FIVE_YEARS, avoid=("short",))
    assert result.status is PlanStatus.IMPOSSIBLE
    words = result.problems[0].message
    assert "Your wish cannot be met: avoid “SHORT”." in words
    assert "of 60 months of experience in ml or data only 48 are within reach (“LONG” (24), “OTHER” (24))" in words
    assert "out of reach: “SHORT” (12): you want to avoid it" in words
    assert result.problems[1].message == "It becomes possible if you give up: avoid “SHORT”."


def test_54_months_that_are_out_of_reach_for_no_wish_are_named_too():
    nodes = (job("now", 24, "ml"), job("once", 36, "ml", status="retired"))
    result = plan(*nodes, node("years", 0, months(48, "ml")), node("goal", 0, "years"))
    assert result.status is PlanStatus.IMPOSSIBLE
    assert result.problems[0].node == "years"
    assert "it needs “YEARS” (years), and of 48 months of experience in ml only 24" in result.problems[0].message
    assert "“ONCE” (36): it is no longer offered" in result.problems[0].message


def test_55_months_nest_in_other_expressions():
    ways = any_of(all_of("x", months(24, "ml")), months(24, "data"))
    assert ids(plan(*JOBS, node("goal", 0, ways))) == {"x", "long", "goal"}
    assert ids(plan(*JOBS, node("goal", 0, ways), avoid=("long",))) == {"y", "other", "goal"}
    two = at_least(2, "z", months(60, "ml", "data"), months(24, "data"))
    assert ids(plan(*JOBS, node("goal", 0, two))) == {"y", "z", "other", "goal"}


def test_56_halves_of_two_thresholds_never_add_up():
    nodes = (job("a", 12, "ml"), job("b", 12, "data"), node("dear", 9))
    result = plan(*nodes, node("goal", 0, any_of(months(24, "ml"), months(24, "data"), "dear")))
    assert ids(result) == {"dear", "goal"}


def test_57_months_inside_a_named_choice_are_one_option_of_the_decision():
    first = node("first", 0, any_of("x", months(36, "ml"), name="Proof"))
    nodes = (*JOBS, node("exam", 50), first, node("goal", 0, all_of("first", any_of("exam", "z", name="Proof"))))
    assert ids(plan(*nodes)) == {"x", "long", "z", "short", "first", "goal"}  # 4 hours; the other option takes 51
    forced = plan(*nodes, avoid=("z",))
    assert ids(forced) == {"x", "exam", "first", "goal"}


def test_58_only_experience_counts_by_its_tags_and_a_degree_by_its_name():
    school = node("school", 2, kind="degree", months=36, tags=["ml"])
    years = (job("work", 24, "ml", requires="x"), node("x", 1))
    assert plan(school, *years, FIVE_YEARS).status is PlanStatus.IMPOSSIBLE
    named = plan(school, *years, node("goal", 0, months(60, "ml", of=["school"])))
    assert ids(named) == {"x", "work", "school", "goal"}
    assert plan(school, *years, node("goal", 0, months(60, of=["school"]))).status is PlanStatus.IMPOSSIBLE


def test_59_months_are_added_up_exactly():
    tenths = tuple(job(f"n{number}", 0.1, "ml", parallel=True) for number in range(10))
    assert plan(*tenths, node("goal", 0, months(1, "ml"))).status is PlanStatus.PLANNED
    assert plan(*tenths[:9], node("goal", 0, months(1, "ml"))).status is PlanStatus.IMPOSSIBLE


def test_60_a_job_does_not_count_for_itself_or_for_what_it_needs():
    nodes = (job("junior", 24, "ml"), job("senior", 36, "ml", requires=months(24, "ml")))
    assert ids(plan(*nodes, node("goal", 0, "senior"))) == {"junior", "senior", "goal"}
    assert plan(nodes[1], node("goal", 0, "senior")).status is PlanStatus.IMPOSSIBLE


def test_61_nothing_waits_for_a_job_whose_months_are_not_needed():
    nodes = (job("quick", 6, "ml"), job("long", 24, "ml"), job("longer", 36, "ml"))
    result = plan(*nodes, node("goal", 0, all_of("years", "quick")), node("years", 0, months(60, "ml")))
    assert set(item(result, "years").needs) == {"long", "longer"}


def test_62_the_reason_for_a_job_is_the_threshold_it_counts_for():
    years = node("goal", 0, months(24, "ml", reason="Postings ask for it."))
    (step,) = item(plan(*JOBS[:4], years), "long").why
    assert step.reason == "Its 24 months count towards 24 months of experience in ml. Postings ask for it."


def test_63_months_beside_the_item_may_come_in_the_same_step():
    nodes = (job("post", 24, "ml", corequisites="goal"), node("goal", 3, corequisites=months(24, "ml")))
    assert ids(plan(*nodes)) == {"post", "goal"}


@pytest.mark.parametrize(
    "asked",
    [{"months": 60}, {"months": 0, "tags": ["ml"]}, {"months": 1.5, "tags": ["ml"]}, {"months": 60, "k": 1, "of": []}],
)
def test_64_a_threshold_that_says_nothing_is_refused(asked: dict[str, Any]):
    with pytest.raises(ValidationError):
        curriculum(node("goal", 0, asked))


# Courses


@pytest.mark.parametrize(("length", "taken"), [(40, True), (50, False)])
def test_65_a_course_for_four_skills_is_taken_where_it_saves_hours(length: float, taken: bool):
    skills = [node(name, 12) for name in "abcd"]
    course = node("course", length, kind="course", partial=dict.fromkeys("abcd", 1.0))
    result = plan(*skills, course, node("goal", 0, all_of(*"abcd")))
    assert hours(result) == (40 if taken else 48)
    assert ("course" in ids(result)) is taken


def test_66_a_course_that_covers_half_of_each_skill_leaves_the_other_half():
    skills = [node(name, 12) for name in "abcd"]
    course = node("course", 20, kind="course", partial=dict.fromkeys("abcd", 0.5))
    result = plan(*skills, course, node("goal", 0, all_of(*"abcd")))
    assert hours(result) == 20 + 4 * 6
    assert item(result, "a").credit.source == "course"


def test_67_a_job_that_also_counts_for_months_is_still_the_learners_choice():
    jobs = (job("one", 24, "ml"), node("x", 3), job("two", 24, "ml", requires="x"))
    first = node("first", 0, any_of("one", "two", name="Post"))
    result = plan(*jobs, first, node("goal", 0, all_of("first", months(24, "ml"))))
    assert item(result, "one").chosen_in == "Post"


def test_68_months_as_an_option_are_called_by_their_words_and_answered_by_what_is_held():
    choice = any_of("x", months(36, "ml", "data"), name="Proof")
    nodes = (*JOBS, node("goal", 0, choice))
    (decision,) = plan(*nodes, avoid=("x",)).decisions
    assert decision.options == ("X", "36 months of experience in ml or data")
    (held,) = plan(*nodes, known=("long", "short")).decisions
    assert held.held
    assert held.chosen == (1,)
