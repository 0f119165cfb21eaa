"""What a learner did and wished, where a curriculum has given a skill levels, or other ones, or taken them away.

All levels of a skill lie on one line from nothing to all of it, each as long as its hours. What was done covers a part
of that line; in other levels it covers the same part. Nothing is taken for done that was not, and no hour is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from planner.i18n import _
from planner.model.curriculum import Curriculum, Node
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.problem import error
from planner.model.record import MOST_EVENTS, Event, EventKind, Record
from planner.model.renamed import Names, renames
from planner.model.renamed_learner import learner_followed, record_followed
from planner.planning.held import closed
from planner.planning.ways import minutes_left

_DIGITS = 6
"""Fractions of an item are kept to so many digits."""


class Span(NamedTuple):
    """Where a level of a skill lies on the line from 0, nothing, to 1, all of the skill."""

    id: str
    begin: float
    end: float

    @property
    def length(self) -> float:
        """The fraction of the skill's hours that the level adds."""
        return self.end - self.begin

    def within(self, others: Sequence[Span]) -> bool:
        """Whether the other ones cover all of it."""
        return self.length - sum(self.shared(other) for other in others) < 1e-9

    def shared(self, other: Span) -> float:
        """The length that both cover."""
        return max(0.0, min(self.end, other.end) - max(self.begin, other.begin))


@dataclass(frozen=True, slots=True)
class _Skill:
    """One skill whose levels are others than before. All ids are those of now."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]
    hours: Mapping[str, float]
    """Likely hours of the levels before."""

    def like(self, items: Iterable[str]) -> list[str]:
        """The levels of now that lie within levels of before that are among `items`."""
        named = set(items)
        marked = [span for span in self.before if span.id in named]
        return [span.id for span in self.after if marked and span.within(marked)]


class Carried(NamedTuple):
    """What comes along: the answers, and what happened."""

    learner: Learner
    record: Record


def carried(document: Document, curriculum: Curriculum) -> Carried:
    """The learner and the record of a document, with the ids and the levels of `curriculum`.

    Raises PlannerError where the record has no room.
    """
    names = renames(curriculum.nodes)
    found = Carried(learner_followed(document.learner, names), record_followed(document.record, names))
    skills = _changed(document.curriculum, curriculum, names)
    if skills:
        before = {names.get(item, item) for item in closed(document.curriculum, document.learner.known)}
        now = closed(curriculum, found.learner.known)
        for skill in skills:
            learner, record = _progress(found, skill, before, now)
            found = Carried(_wishes(learner, skill), record)
    return found


def _changed(old: Curriculum, new: Curriculum, names: Names) -> list[_Skill]:
    skills = []
    was = {new_id: old_id for old_id, new_id in names.items() if old_id in old.by_id}
    for item in dict.fromkeys((*old.families, *(was.get(one, one) for one in new.families))):
        before, after = _chain(old, item), _chain(new, names.get(item, item))
        skill = _Skill(
            _spans(before, names), _spans(after, names), {names.get(one.id, one.id): one.hours.likely for one in before}
        )
        if skill.before and skill.after and skill.before != skill.after:
            skills.append(skill)
    return skills


def _chain(curriculum: Curriculum, item: str) -> Sequence[Node]:
    return curriculum.families.get(item) or tuple(filter(None, (curriculum.by_id.get(item),)))


def _spans(chain: Sequence[Node], names: Names) -> tuple[Span, ...]:
    whole = sum(node.hours.likely for node in chain)
    spans, begin = [], 0.0
    for node in chain if whole else ():
        end = begin + node.hours.likely / whole
        if end > begin:
            spans.append(Span(names.get(node.id, node.id), begin, end))
        begin = end
    return tuple(spans)


# -- what was done


def _progress(found: Carried, skill: _Skill, before: Collection[str], now: Collection[str]) -> Carried:
    """What is done of the skill, said of its levels as they are now. `before`: what was held, `now`: what still is."""
    learner, record = found
    done = [_done(learner, skill, span, before) for span in skill.before]
    hours = _hours_spent(learner, skill)
    # Also levels of an earlier version of the curriculum, which come back with what was said of them then.
    spoken_of = {*learner.progress, *learner.logged, *(event.node for event in record.events)}
    parts: dict[str, float] = {}
    spent: dict[str, float] = {}
    for span in skill.after:
        covered = round(min(1.0, sum(span.shared(one) for one in done) / span.length), _DIGITS)
        if span.id in now:
            if span.id in hours:
                spent[span.id] = hours[span.id]
        elif covered or span.id in spoken_of:
            parts[span.id] = covered
    events = [event for event in record.events if event.node in {span.id for span in skill.before}]
    if events:
        return Carried(learner, _told(record, events, parts, spent))
    fields = {
        "progress": {item: part for item, part in {**learner.progress, **parts}.items() if part},
        "spent": {**learner.spent, **spent},
        "logged": {item: logged for item, logged in learner.logged.items() if item not in parts},
    }
    return Carried(learner.changed(**fields), record) if parts or spent else found


def _done(learner: Learner, skill: _Skill, span: Span, held: Collection[str]) -> Span:
    """The part of a level that is done; where it is not all of it, the beginning."""
    part = 1.0 if span.id in held else 0.0
    if not part and (span.id in learner.progress or span.id in learner.logged):
        progress, logged = learner.progress.get(span.id, 0.0), learner.logged.get(span.id, 0.0)
        part = 1.0 - minutes_left(skill.hours[span.id], 0.0, progress, logged) / 60 / skill.hours[span.id]
    return span._replace(end=span.begin + part * span.length)


def _hours_spent(learner: Learner, skill: _Skill) -> dict[str, float]:
    """How long each level took, where it is known how long what it was a part of took, evenly spread over that."""
    timed = [(span, learner.spent[span.id]) for span in skill.before if span.id in learner.spent]
    return {
        span.id: sum(hours * span.shared(one) / one.length for one, hours in timed)
        for span in skill.after
        if timed and span.within([one for one, _hours in timed])
    }


def _told(record: Record, events: Sequence[Event], parts: Mapping[str, float], spent: Mapping[str, float]) -> Record:
    """The record with further events. The same ones come of the same record, so that two copies of it stay one."""
    if len(record.events) + len(parts) + len(spent) > MOST_EVENTS:
        raise error("too-many-events", _("The record is full. Begin a new learner file."))
    last, day = events[-1], next((event.day for event in reversed(events) if event.kind is EventKind.DONE), None)
    for kind, told in ((EventKind.PART, parts), (EventKind.DONE, spent)):
        for item, value in told.items():
            key = uuid5(NAMESPACE_URL, f"trailmark:{last.id}:{kind.value}:{item}:{value!r}").hex
            fields = {"part": value} if kind is EventKind.PART else {"minutes": round(value * 60), "day": day}
            data = {"id": key, "at": record.events[-1].at, "kind": kind, "node": item, **fields}
            record = record.with_event(Event.model_validate(data))
    return record


# -- what was wished


def _wishes(learner: Learner, skill: _Skill) -> Learner:
    fields: dict[str, object] = {}
    for name in ("avoid", "prefer"):
        wished = getattr(learner, name)
        fields[name] = tuple(dict.fromkeys((*wished, *skill.like(wished))))
    order: list[str] = []
    for item in learner.by_hand:
        order += skill.like([item]) or [item]
    fields["by_hand"] = tuple(dict.fromkeys(order))
    fields["not_before"] = {(skill.like([item]) or [item])[0]: day for item, day in learner.not_before.items()}
    there = [span.id for span in skill.after]
    for span in skill.before:
        if span.id == learner.goal and span.id not in there:  # the level by which all of it is reached
            fields["goal"] = next(one.id for one in skill.after if one.end > span.end - 1e-9)
    changed = {name: value for name, value in fields.items() if value != getattr(learner, name)}
    return learner.changed(**changed) if changed else learner
