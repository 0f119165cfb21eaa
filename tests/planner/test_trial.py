"""What if: what is tried is the plan that would come, and giving it up leaves no trace."""

from __future__ import annotations

from datetime import date

import pytest
from build import all_of, any_of, curriculum, learner, node
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Instance, timed_instances

from planner.app import commands, preview, progress, queries, trial, wishes
from planner.app.map import Side, Sight
from planner.app.preview import Effect, Foreseen
from planner.app.session import Session
from planner.model.document import Document
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError

STEPS = st.lists(st.one_of(st.sampled_from(["undo", "redo"]), st.integers(1, 40)), max_size=6)


def take(session: Session, steps: list[object]) -> None:
    for step in steps:
        match step:
            case "undo":
                session.undo()
            case "redo":
                session.redo()
            case _:
                session.run(f"{step} h", commands.set_hours, float(str(step)))


def traces(session: Session) -> tuple[object, ...]:
    return session.document, session.history, session.place, session.undo_label, session.redo_label


@pytest.fixture(scope="module")
def document() -> Document:
    clouds = all_of(any_of("aws", "azure", name="Cloud"), "base")
    nodes = (node("base", 20), node("aws", 10, "base"), node("azure", 16, "base"), node("goal", 2, clouds))
    return Document(curriculum=curriculum(*nodes, target="goal"), learner=learner())


@given(STEPS, STEPS)
def test_a_trial_that_is_given_up_leaves_no_trace(document, before, tried):
    session = Session(document)
    take(session, before)
    then = traces(session)
    session.try_out()
    assert (session.trying, session.undo_label, session.kept) == (True, None, then[0])
    take(session, tried)
    session.give_up()
    assert traces(session) == then
    assert session.document is then[0]
    assert not session.trying


@given(STEPS, STEPS)
def test_a_trial_that_is_kept_is_one_change(document, before, tried):
    session = Session(document)
    take(session, before)
    then, place = session.document, session.place
    session.try_out()
    take(session, tried)
    found = session.document
    assert session.keep("What if") == (found != then)
    assert session.document == found
    if found != then:
        assert (session.place, session.undo_label, session.redo_label) == (place + 1, "What if", None)
        session.undo()
    assert session.document == then


def test_another_day_and_another_file_reach_what_is_kept(document):
    session = Session(document)
    session.try_out()
    session.run("5 h", commands.set_hours, 5.0)
    session.amend(commands.set_today, date(2026, 2, 1))
    session.give_up()
    assert session.document.learner.availability.today == date(2026, 2, 1)
    session.try_out()
    session.open(document, "another")
    assert not session.trying


@settings(max_examples=40)
@given(timed_instances(), st.sampled_from([3.0, 12.0, 40.0]), st.data())
def test_what_is_tried_is_the_plan_that_would_come(instance: Instance, hours, data):
    kept = Document(curriculum=instance.curriculum, learner=instance.learner)
    item = data.draw(st.sampled_from([one.id for one in instance.curriculum.nodes]))
    now = data.draw(st.sampled_from([kept, commands.avoid(kept, item)]))
    changed = wishes.set_hours(now, hours)
    plan = queries.plan(changed)
    effect, *rest = preview.trial(kept, now, changed)
    assert isinstance(effect, Effect)
    assert (effect.before is None) == (queries.plan(kept).status is PlanStatus.IMPOSSIBLE)
    if plan.status is PlanStatus.IMPOSSIBLE:
        assert (effect.after, rest) == (None, [])
        return
    [found] = rest
    assert isinstance(found, Foreseen)
    assert [(one.id, one.start, one.finish) for one in found.plan.items] == [
        (one.id, one.start, one.finish) for one in plan.items
    ]
    assert found.plan.totals == plan.totals
    assert effect.after is not None
    assert effect.after.finish == plan.finish


@settings(max_examples=40)
@given(timed_instances(), st.data())
def test_the_map_of_two_plans_says_of_every_step_whose_it_is(instance: Instance, data):
    one = Document(curriculum=instance.curriculum, learner=instance.learner)
    item = data.draw(st.sampled_from([node.id for node in instance.curriculum.nodes]))
    other = data.draw(st.sampled_from([commands.avoid(one, item), commands.set_hours(one, 3.0)]))
    kept, tried = queries.plan(one), queries.plan(other)
    picture = queries.draw(other, tried, Sight(), beside=trial.beside(kept))
    first, second = ({step.id: (step.start, step.finish) for step in plan.items} for plan in (kept, tried))
    for identity in first.keys() | second.keys():
        days = first.get(identity), second.get(identity)
        side = Side.SECOND if days[0] is None else Side.FIRST if days[1] is None else Side.MOVED
        assert picture.nodes[identity].side == (None if days[0] == days[1] else side)
        assert identity in picture.boxes
    assert sum(era.hours for era in picture.eras) == pytest.approx(tried.totals.hours)


def test_what_has_happened_cannot_be_tried(document):
    session = Session(document)
    session.try_out()
    day = date(2026, 1, 5)
    for command, arguments in ((progress.begin, ("base", day)), (progress.study, ("base", day, 30, ""))):
        with pytest.raises(PlannerError, match="only tried"):
            session.run("recorded", trial.only_tried(command), *arguments)
    assert session.document is document
    session.run("known", trial.only_tried(progress.know), "base")
    assert queries.held(session.document) == {"base"}


def test_a_trial_is_told_against_what_counts(document):
    kept, tried = queries.plan(document), queries.plan(commands.prefer(document, "azure"))
    words = trial.trial_words(kept, tried, str, "{:.0f} USD".format)
    assert words == (
        "2026-01-26 → 2026-01-29 (3 days later) · 32 h → 38 h · 0 USD",
        "+ 1 new step · − 1 no longer needed · 1 moved",
    )
    assert trial.trial_words(kept, kept, str, str)[1] == "The plan is the same."
    assert trial.kept_label(["5 h", "AWS", "5 h"]) == "What if: 5 h · AWS"
