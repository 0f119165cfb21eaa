"""The format of a learner's own file: read, checked, brought up from every earlier version, merged with a copy.

A file holds what the learner said (`learner`), what happened (`events`), the last plan, and the whole curriculum that
is followed, so that it opens on any computer. What follows from the events stands in no other field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from pydantic import AwareDatetime, Field, ValidationError

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.levelled import reworded
from planner.model.names import check_ids, check_learner
from planner.model.plan import Plan
from planner.model.problem import PlannerError, error
from planner.model.record import COUNTED, MOST_EVENTS, Event, EventKind, Key, Record, in_order
from planner.model.renamed import references, renames
from planner.model.renamed_learner import events_followed, learner_followed
from planner.model.text import ItemId, Label
from planner.storage.canonical import block, to_json
from planner.storage.json_text import findings_of, parse_value

FORMAT, VERSION = "trailmark.learner", 2


class Followed(Value):
    """The curriculum that is followed, as it was when the learner last agreed to it."""

    source: Annotated[str, Field(max_length=4096)]
    """Name of a built-in curriculum, or the path of a file."""
    snapshot: Curriculum


class PlannedItem(Value):
    """When a step was planned."""

    id: ItemId
    start: date | None = None
    finish: date | None = None


class LastPlan(Value):
    """The plan that the learner saw last: a new one differs from it as little as possible."""

    made_on: date
    """The day on which the learner was here last."""
    finish: date | None = None
    items: Many[PlannedItem] = ()


class LearnerFile(Value):
    """One learner."""

    format: Literal["trailmark.learner"] = "trailmark.learner"
    format_version: Literal[2] = 2
    id: Key
    """Stays the same in every copy."""
    name: Label = ""
    learner: Learner
    changed_at: dict[str, AwareDatetime] = {}
    """When a field of `learner` was last changed: of two copies the later one counts."""
    events: Annotated[Many[Event], Field(max_length=MOST_EVENTS)] = ()
    withdrawn: Annotated[Many[Key], Field(max_length=MOST_EVENTS)] = ()
    """Events that were taken back; a copy that still has them loses them when it is merged."""
    plan: LastPlan | None = None
    curriculum: Followed

    def document(self, today: date | None = None) -> Document:
        """What the program works with. Raises PlannerError where it names items that the curriculum does not have.

        What only makes no sense, such as a deadline before the first day, opens: it can be put right in the window.
        """
        availability = self.learner.availability.changed(today=today)
        document = Document(
            curriculum=self.curriculum.snapshot,
            learner=self.learner.changed(availability=availability),
            name=self.name,
        ).recorded(Record(events=in_order(self.events)))
        check_ids(document.curriculum, document.learner)
        return document


def same_curriculum(one: Curriculum, other: Curriculum) -> bool:
    """Whether they say the same, wherever their files lie and in whichever language the words of levels were added."""
    if one is other:
        return True
    one, other = (found.model_copy(update={"modules": ()}) for found in (one, other))
    return one == other or reworded(one) == reworded(other)


def own_answers(learner: Learner) -> Learner:
    """The learner without what follows from the events and from the day."""
    empty: dict[str, object] = {name: () if name == "known" else {} for name in COUNTED}
    return learner.changed(**empty, availability=learner.availability.changed(today=None))


def last_plan(plan: Plan, made_on: date) -> LastPlan:
    """What is kept of a plan."""
    items = tuple(PlannedItem(id=item.id, start=item.start, finish=item.finish) for item in plan.items)
    return LastPlan(made_on=made_on, finish=plan.finish, items=items)


def encode(file: LearnerFile) -> bytes:
    """The file as it is written."""
    global _written
    curriculum, written = file.curriculum.snapshot, _written
    if written is None or written[0] is not curriculum:
        text = block(curriculum.model_dump(mode="json", exclude_defaults=True), "    ")
        written = _written = (curriculum, text.encode("utf-8"))
    data = file.model_dump(mode="json", exclude_defaults=True, exclude={"curriculum": {"snapshot"}})
    data = {"format": FORMAT, "format_version": VERSION, **data}
    data["curriculum"]["snapshot"] = _HERE
    text = block(data, "")
    place = text.rindex(_MARK)
    return text[:place].encode("utf-8") + written[1] + (text[place + len(_MARK) :] + "\n").encode("utf-8")


_HERE = "\ue000"
_MARK = json.dumps(_HERE, ensure_ascii=False)
_written: tuple[Curriculum, bytes] | None = None
"""The curriculum that was written last, and its text: it is by far the largest part of a file, and stays for years."""
_proved: tuple[Curriculum, bytes] | None = None
"""The same, once a file with it was read in full and was equal."""
_STAND_IN = Curriculum(id="stand-in", title="stand-in")


def check_encoded(content: bytes, file: LearnerFile) -> None:
    """Raise OSError unless `content` reads as this very file: what cannot be read back is not written."""
    global _proved
    written, again = _written, _read_again(content)
    try:
        same = (again or LearnerFile.model_validate_json(content)) == file
    except ValidationError:
        same = False
    if not same:
        raise OSError(_("the learner cannot be written in a form that can be read again"))
    if again is None and written is not None and written[0] is file.curriculum.snapshot and written[1] in content:
        _proved = written


def _read_again(content: bytes, name: str = "") -> LearnerFile | None:
    """A file that holds, letter by letter, a curriculum that was written and read before: it is not read once more.

    None for every other file, and where something is wrong: what exactly, and in which line, the whole text tells.
    """
    proved = _proved
    if proved is None:
        return None
    curriculum, text = proved
    place = content.find(text)
    if place < 0:
        return None
    rest = content[:place] + to_json(_STAND_IN) + content[place + len(text) :]
    with suppress(PlannerError):
        file = parse_value(LearnerFile, rest, name)
        if file.curriculum.snapshot == _STAND_IN:
            return file.changed(curriculum=file.curriculum.changed(snapshot=curriculum))
    return None


class Read(Value):
    """What was found in a file."""

    file: LearnerFile
    version: int
    """Format version of the file as it is on the disk."""

    @property
    def newer(self) -> bool:
        """Whether a later Trailmark wrote it: it is shown, and not written over."""
        return self.version > VERSION


def decode(content: bytes, name: str, load: Callable[[str], Curriculum]) -> Read:
    """The learner in a file of any version; `load` reads a curriculum by name, for files of version 1.

    Raises PlannerError that names file, line and field.
    """
    version = _version(content, name)
    if version > VERSION:
        file = _from_newer(content, name, version)
    elif version == 1:
        file = _from_first(parse_value(FirstFile, content, name), load)
    else:
        file = _read_again(content, name) or parse_value(LearnerFile, content, name)
    _check_snapshot(file.curriculum.snapshot, name)
    return Read(file=_in_this_language(file), version=version)


def _check_snapshot(snapshot: Curriculum, name: str) -> None:
    """Raise PlannerError unless the curriculum hangs together: a file that was damaged may hold half of one."""
    if len(snapshot.by_id) != len(snapshot.nodes):
        raise error("duplicate-id", _("Two items of its curriculum have the same id."), file=name)
    named = [(node.id, field, item) for node in snapshot.nodes for field, ids in references(node) for item in ids]
    if snapshot.target is not None:
        named.append(("", "target", snapshot.target))
    for node, field, item in named:
        if item not in snapshot.by_id:
            message = _('Its curriculum has no item "{id}", which stands in it.').format(id=item)
            raise error("unknown-id", message, file=name, node=node, field=field)


def _in_this_language(file: LearnerFile) -> LearnerFile:
    """The words that loading added to levels, which may have been written in another language."""
    snapshot = file.curriculum.snapshot
    told = reworded(snapshot)
    return file if told is snapshot else file.changed(curriculum=file.curriculum.changed(snapshot=told))


def _version(content: bytes, name: str) -> int:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raw = None
    if isinstance(raw, dict) and raw.get("format") == FORMAT and type(raw.get("format_version")) is int:
        return int(raw["format_version"])
    if isinstance(raw, dict) and raw.get("format") not in (None, FORMAT):
        message = _("This is no learner file, but “{format}”. Open it with File – Open.")
        raise error("not-a-learner", message.format(format=raw["format"]), file=name)
    return VERSION  # reading it as that says what is wrong


def _from_newer(content: bytes, name: str, version: int) -> LearnerFile:
    """What this version understands of a file of a later one: fields that it does not know are left out."""
    raw = json.loads(content)
    raw["format_version"] = VERSION
    for _attempt in range(100):
        text = json.dumps(raw)
        try:
            return LearnerFile.model_validate_json(text)
        except ValidationError as wrong:
            unknown = [found["loc"] for found in findings_of(wrong) if found["type"] == "extra_forbidden"]
            if not unknown or not all(_leave_out(raw, place) for place in unknown):
                break
    message = _("The file was written by a later Trailmark (format {version}). Install that to open it.")
    raise error("newer-format", message.format(version=version), file=name)


def _leave_out(raw: Any, place: tuple[int | str, ...]) -> bool:
    """Remove a field by its place; False where the place is none of the text itself."""
    for step in place[:-1]:
        with suppress(KeyError, IndexError, TypeError):  # the place also names kinds, which are no part of the text
            raw = raw[step]
    return isinstance(raw, dict) and raw.pop(place[-1], None) is not None


# -- version 1: the answers, and the name of the curriculum


class FirstFile(Value):
    """A file of version 1."""

    format: Literal["trailmark.learner"] = "trailmark.learner"
    format_version: Literal[1] = 1
    curriculum: str
    learner: Learner


def _from_first(old: FirstFile, load: Callable[[str], Curriculum]) -> LearnerFile:
    """Two copies of one old file become two copies of one new file: all names follow from what it says."""
    curriculum = load(old.curriculum)
    identity = uuid5(NAMESPACE_URL, f"trailmark:{curriculum.id}:{to_json(old.learner).decode()}").hex
    learner = learner_followed(old.learner, renames(curriculum.nodes))
    began = datetime.combine(learner.availability.start, datetime.min.time(), UTC)

    def event(kind: EventKind, item: str, **fields: object) -> Event:
        key = uuid5(NAMESPACE_URL, f"{identity}:{kind}:{item}").hex
        return Event.model_validate({"id": key, "at": began, "kind": kind, "node": item, **fields})

    events = []
    for item in learner.known:
        spent = learner.spent.get(item)
        fields: dict[str, object] = {"day": learner.obtained.get(item)}
        if spent:
            events.append(event(EventKind.DONE, item, minutes=round(spent * 60), **fields))
        else:
            events.append(event(EventKind.KNOWN, item, **fields))
    events += [
        event(EventKind.PART, item, part=part) for item, part in learner.progress.items() if item not in learner.known
    ]
    return LearnerFile(
        id=identity,
        learner=own_answers(learner),
        events=in_order(events),
        curriculum=Followed(source=old.curriculum, snapshot=curriculum),
    )


# -- two copies


def merged(one: LearnerFile, other: LearnerFile) -> LearnerFile:
    """Two copies of one learner in one: all events of both but those that either has taken back; of every answer the
    later one. It does not matter which copy comes first.

    Raises PlannerError where they are two learners.
    """
    if one.id != other.id:
        raise error("two-learners", _("These are the files of two learners; they cannot be put together."))
    withdrawn, curriculum = {*one.withdrawn, *other.withdrawn}, _later("curriculum", one, other)
    names = _names(curriculum.snapshot, one.curriculum.snapshot, other.curriculum.snapshot)
    one, other = _by_names(one, names), _by_names(other, names)
    events = in_order(event for event in (*one.events, *other.events) if event.id not in withdrawn)
    answers = {name: _later(name, one, other) for name in Learner.model_fields if name not in COUNTED}
    together: LearnerFile = one.changed(
        name=_later("name", one, other),
        learner=one.learner.changed(**answers),
        changed_at={
            name: max(_when(name, one), _when(name, other)) for name in sorted({*one.changed_at, *other.changed_at})
        },
        events=events,
        withdrawn=tuple(sorted(withdrawn)),
        plan=max(one.plan, other.plan, key=_plan_made),
        curriculum=curriculum,
    )
    try:
        check_learner(together.curriculum.snapshot, together.document().learner)
    except PlannerError:  # answers that make no sense together, such as a deadline before the other's first day
        latest = max(one, other, key=lambda file: (max(file.changed_at.values(), default=_NEVER), encode(file)))
        together = together.changed(learner=latest.learner, curriculum=latest.curriculum)
    return together


def _names(followed: Curriculum, *others: Curriculum) -> dict[str, str]:
    """How to call items as the curriculum that is followed calls them: by their new ids, or by their old ones again."""
    names = renames(followed.nodes)
    known = followed.by_id
    for curriculum in others:
        back = {new: old for old, new in renames(curriculum.nodes).items() if old in known and new not in known}
        names = back | names
    return names


def _by_names(file: LearnerFile, names: Mapping[str, str]) -> LearnerFile:
    """A copy that calls items by these names."""
    learner, events = learner_followed(file.learner, names), tuple(events_followed(file.events, names))
    same = learner is file.learner and events == file.events
    return file if same else file.changed(learner=learner, events=events)


_NEVER = datetime.min.replace(tzinfo=UTC)


def _when(name: str, file: LearnerFile) -> datetime:
    return file.changed_at.get(name, _NEVER)


def _later(name: str, one: LearnerFile, other: LearnerFile) -> Any:
    """The value of the copy in which it was changed last; where nothing says which that is, its text decides."""

    def value(file: LearnerFile) -> Any:
        return getattr(file if name in ("name", "curriculum") else file.learner, name)

    def rank(file: LearnerFile) -> tuple[datetime, str]:
        return _when(name, file), repr(value(file)) if value(one) != value(other) else ""

    return value(max(one, other, key=rank))


def _plan_made(plan: LastPlan | None) -> tuple[str, str]:
    return (plan.made_on.isoformat(), repr(plan)) if plan else ("", "")
