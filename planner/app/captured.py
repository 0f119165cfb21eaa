"""A document as the file in which it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

from planner.model.document import Document
from planner.model.plan import Plan
from planner.storage.learner_file import Followed, LastPlan, LearnerFile, last_plan, own_answers, same_curriculum


def captured(
    document: Document, base: LearnerFile | None, identity: str, followed: Followed, plan: Plan | None, today: date
) -> LearnerFile:
    """The file for a document: what changed since `base` was saved is stamped, what was taken back is told.

    `identity`: the name of the learner that no other one has; `plan`: the one that is shown.
    """
    now = datetime.now(UTC)
    answers = own_answers(document.learner)
    changed_at = dict(base.changed_at) if base else {}
    for name in type(answers).model_fields:
        if base is None or getattr(answers, name) != getattr(base.learner, name):
            changed_at[name] = now
    if base is not None and not same_curriculum(base.curriculum.snapshot, document.curriculum):
        changed_at["curriculum"] = now
    if base is not None and base.name != document.name:
        changed_at["name"] = now
    events = {event.id for event in document.record.events}
    gone = {*base.withdrawn, *(event.id for event in base.events)} - events if base else set()
    return LearnerFile(
        id=identity,
        name=document.name,
        learner=answers,
        changed_at=changed_at,
        events=document.record.events,
        withdrawn=tuple(sorted(gone)),
        plan=_plan(document, base, plan, today),
        curriculum=followed,
    )


def _plan(document: Document, base: LearnerFile | None, plan: Plan | None, today: date) -> LastPlan | None:
    """What is kept of the plan, and that somebody was here today."""
    kept = base.plan if base else None
    if plan is None:
        return kept
    if plan.goal == document.learner.goal and plan.items:
        return last_plan(plan, today)
    return kept.changed(made_on=today) if kept is not None else None  # nothing to plan, but somebody was here
