"""What must hold of every plan, looked up in the curriculum and not in the planner."""

from __future__ import annotations

from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.requirement import leaves


def assert_lawful(document: Document, plan: Plan) -> None:
    """Nothing is planned twice, before its prerequisites, or before the first day that can still be used."""
    curriculum, held = document.curriculum, set(plan.held)
    by_id = {item.id: item for item in plan.items}
    place = {item.id: number for number, item in enumerate(plan.items)}
    assert len(by_id) == len(plan.items)
    assert not held & by_id.keys()
    for item in plan.items:
        assert (item.start is None) == (item.finish is None)
        if item.start is not None and item.finish is not None:
            assert document.learner.availability.first_day <= item.start <= item.finish
        for step in item.why:
            assert curriculum.by_id[step.id].title == step.title
        if item.id != plan.goal:
            assert item.why[0].id == item.id
            assert item.why[-1].needed_by == plan.goal
            assert [step.needed_by for step in item.why[:-1]] == [step.id for step in item.why[1:]]
        beside = set(leaves(curriculum.by_id[item.id].corequisites))
        for needed in item.needs:
            if needed in by_id and needed not in beside:
                assert place[needed] < place[item.id]
                before = by_id[needed].finish
                if item.start is not None:
                    assert before is not None
                    assert before <= item.start
