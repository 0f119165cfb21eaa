"""The one value that the program edits: a curriculum, a learner, and what the learner has done."""

from __future__ import annotations

from planner.model.base import Value
from planner.model.curriculum import Curriculum
from planner.model.learner import Learner
from planner.model.record import Record, what_counts
from planner.model.text import Label


class Document(Value):
    """Everything else (what is needed, when, why, the drawing) is derived from this."""

    curriculum: Curriculum
    learner: Learner
    """What is known, done and begun as the record says it; of items without events as the learner said it."""
    record: Record = Record()
    name: Label = ""
    """What the learner is called; empty where nobody has asked."""
    anew: int = 0
    """How often everything was planned anew: that plan is not to stay close to the one before. Not kept in the file."""
    side: int = 0
    """Which merges it has gone through (`planner.app.sides`). Not kept in the file."""

    def recorded(self, record: Record) -> Document:
        """The document with another record, and a learner who holds what that says."""
        old = {event.node for event in (*self.record.events, *record.events)}
        counts = what_counts(self.curriculum, record.items())
        learner = self.learner
        known = (*(item for item in learner.known if item not in old), *counts.pop("known"))
        fields: dict[str, object] = {"known": tuple(dict.fromkeys(known))}
        for name, values in counts.items():
            kept = {item: value for item, value in getattr(learner, name).items() if item not in old}
            fields[name] = {**kept, **values}
        changed = {name: value for name, value in fields.items() if value != getattr(learner, name)}
        learner = learner.changed(**changed) if changed else learner
        return self.changed(learner=learner, record=record)
