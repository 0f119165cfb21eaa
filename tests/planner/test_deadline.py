"""Can I make it: what stands in the way of a deadline, what would help, and which of the two clocks decides."""

from __future__ import annotations

from datetime import date

import pytest
from build import all_of, any_of, curriculum, learner, node

from planner.model.document import Document
from planner.model.learner import Aim, Order
from planner.model.plan import Plan
from planner.planning.plan import make_plan

START = date(2027, 1, 4)


def planned(*nodes, hours: float = 10.0, **fields) -> Plan:
    day = round(hours * 12)
    who = learner(start=START, week=(day, day, day, day, day, 0, 0), **fields)
    return make_plan(Document(curriculum=curriculum(*nodes), learner=who))


def missed(plan: Plan) -> str:
    (problem,) = [one for one in plan.problems if one.code.startswith("deadline")]
    return problem.message


@pytest.mark.parametrize(
    ("nodes", "aim", "deadline"),
    [
        (
            (
                node("job", kind="experience", months=24),
                node("course", 20),
                node("goal", 0, any_of("job", "course")),
            ),
            Aim.HOURS,
            date(2027, 6, 1),
        ),
        (
            (node("free", 30), node("paid", 10, cost_usd=500), node("goal", 0, any_of("free", "paid"))),
            Aim.MONEY,
            date(2027, 1, 15),
        ),
    ],
)
def test_a_deadline_is_out_of_reach_for_the_steps_of_this_plan_not_for_others(nodes, aim, deadline):
    words = missed(planned(*nodes, aim=aim, deadline=deadline))
    assert "cannot be met with these steps" in words
    assert "with the aim “Earliest finish”" in words
    assert not planned(*nodes, aim=Aim.TIME, deadline=deadline).problems


def test_who_already_aims_for_the_earliest_finish_is_not_sent_there():
    nodes = (node("a", 40), node("goal", 0, "a"))
    words = missed(planned(*nodes, aim=Aim.TIME, deadline=date(2027, 1, 8)))
    assert "aim" not in words


CERTIFICATE_FIRST = (
    node("a", 40),
    node("job", 0, "a", kind="experience", months=3),
    node("cert", 10, kind="certification"),
    node("goal", 0, all_of("job", "cert")),
)


def test_the_hours_that_are_advised_meet_the_deadline_in_the_order_of_the_plan():
    deadline = date(2027, 4, 29)
    words = missed(planned(*CERTIFICATE_FIRST, order=Order.WINS, deadline=deadline))
    hours = float(words.split("With ")[1].split(" hours")[0])
    assert hours > 10
    assert not planned(*CERTIFICATE_FIRST, hours=hours, order=Order.WINS, deadline=deadline).problems
    assert "In the order “Finish earliest” it can be met as it is." in words
    assert not planned(*CERTIFICATE_FIRST, order=Order.FINISH, deadline=deadline).problems


def test_jobs_that_take_one_place_after_the_other_are_the_clock_that_decides():
    nodes = (
        node("first", kind="experience", months=36, tags=["ml"]),
        node("second", kind="experience", months=24, tags=["ml"]),
        node("goal", 0, {"months": 60, "tags": ["ml"]}),
    )
    plan = planned(*nodes)
    assert plan.finish == plan.binding.experience_alone == date(2032, 1, 4)
    assert plan.binding.by == "experience"
