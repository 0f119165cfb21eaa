"""A document as the file in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from planner.app.sides import Sides, own_events
from planner.model.document import Document
from planner.model.plan import Plan
from planner.storage.learner_file import Followed, LastPlan, LearnerFile, last_plan, own_answers, same_curriculum


def captured(document: Document, sides: Sides, identity: str, followed: Followed, plan: LastPlan | None) -> LearnerFile:
    """The file for a document: what changed since it was kept last is stamped, what was taken back is told.

    `identity`: the name of the learner that no other one has.
    """
    now, base = datetime.now(UTC), sides.base(document.side)
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
    gone = {*base.withdrawn, *(event.id for event in base.events)} if base else set()
    for first, last in sides.undone(document.side):
        gone |= own_events(first, last)
        changed_at |= _taken_back(first, last, changed_at)
    return LearnerFile(
        id=identity,
        name=document.name,
        learner=answers,
        changed_at=changed_at,
        events=document.record.events,
        withdrawn=tuple(sorted(gone - events)),
        plan=plan,
        curriculum=followed,
    )


def _taken_back(first: LearnerFile, last: LearnerFile, changed_at: Mapping[str, datetime]) -> Mapping[str, datetime]:
    """Answers that were given between the two files: taking one back counts from the moment after it was given."""
    after = {
        name: at + timedelta(microseconds=1) for name, at in last.changed_at.items() if first.changed_at.get(name) != at
    }
    return {name: at for name, at in after.items() if name not in changed_at or changed_at[name] < at}


def gone_on(file: LearnerFile, document: Document, today: date | None) -> Document:
    """What a file says in the place of a document; the curriculum stays the very same where both follow the same."""
    found = file.document(today).changed(anew=document.anew, side=document.side)
    same = same_curriculum(found.curriculum, document.curriculum)
    return found.changed(curriculum=document.curriculum) if same else found


def plan_kept(kept: LastPlan | None, document: Document, plan: Plan | None, today: date) -> LastPlan | None:
    """What is kept of the plan that is shown, and that somebody was here today; `kept`: what the file says of it."""
    if plan is None:
        return kept
    if plan.goal == document.learner.goal and plan.items:
        return last_plan(plan, today)
    return kept.changed(made_on=today) if kept is not None else None  # nothing to plan, but somebody was here
