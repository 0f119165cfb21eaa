"""Whatever is done can be undone, kept and merged: a state machine over commands, undo, redo, save, load and copies."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.app import commands, progress, queries
from planner.app.session import Change, Session
from planner.app.workspace import Saved, Workspace
from planner.model.document import Document
from planner.model.learner import Order, Period
from planner.model.problem import PlannerError

CURRICULUM = queries.load()
IDS = st.sampled_from(sorted(CURRICULUM.by_id))
DAYS = st.dates(date(2026, 1, 1), date(2040, 1, 1))
PAST_DAY = date(2026, 6, 1)
PAST = st.dates(date(2025, 1, 1), PAST_DAY)


class Sessions(RuleBasedStateMachine):
    """Keeps its own list of every document that should be reachable by undo and redo."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.environment = pytest.MonkeyPatch()
        self.environment.setenv("TRAILMARK_DATA", self.folder.name)
        self.session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
        self.past = [self.session.document]
        self.future: list[Document] = []
        self.heard: list[Change] = []
        self.session.listen(self.heard.append)

        self.workspace = Workspace()
        self.path = Path(self.folder.name) / "learner.trailmark"
        self.copies: list[tuple[Path, Document]] = []
        """Copies of the file that somebody took to another computer, and what was in them."""
        self.write(self.workspace.save_as(self.path, self.session.document))

    def teardown(self) -> None:
        self.workspace.close()
        self.environment.undo()
        self.folder.cleanup()

    def write(self, saved: Saved) -> None:
        assert (saved.failed, saved.conflict) == (False, None), saved.words

    def run(self, command, *arguments) -> None:
        before, heard = self.session.document, len(self.heard)
        try:
            changed = self.session.run("step", command, *arguments)
        except PlannerError:
            changed = False
        if not changed:
            assert self.session.document is before
        if changed:
            assert self.session.document != before
            self.past.append(self.session.document)
            self.future.clear()
        assert len(self.heard) == heard + changed

    @rule(item=IDS)
    def aim(self, item):
        self.run(commands.set_goal, item)

    @rule(item=IDS)
    def start(self, item):
        self.run(commands.set_start, item)

    @rule(item=IDS, wish=st.sampled_from([commands.avoid, commands.allow, commands.prefer]))
    def wish(self, item, wish):
        self.run(wish, item)

    @rule(hours=st.floats(-1, 200))
    def hours(self, hours):
        self.run(commands.set_hours, hours)

    @rule(day=DAYS)
    def begin(self, day):
        self.run(commands.set_begin, day)

    @rule(day=DAYS, length=st.integers(0, 30))
    def rest(self, day, length):
        self.run(commands.add_period, Period(first=day, last=day + timedelta(days=length)))

    @rule(day=st.none() | DAYS)
    def deadline(self, day):
        self.run(commands.set_deadline, day)

    @rule(item=IDS, day=st.none() | DAYS, command=st.sampled_from([commands.set_not_before, commands.set_booked]))
    def day_of_an_item(self, item, day, command):
        self.run(command, item, day)

    @rule(order=st.sampled_from(Order), topics=st.integers(0, 11), region=st.sampled_from(["", "DE", "DE-BY", "x"]))
    def order(self, order, topics, region):
        self.run(commands.set_order, order)
        self.run(commands.set_max_topics, topics)
        self.run(commands.set_holidays, region)

    @rule(items=st.lists(IDS, max_size=4))
    def by_hand(self, items):
        self.run(commands.set_by_hand, items)

    @rule(item=IDS, command=st.sampled_from([progress.know, progress.waive, progress.skip, progress.plan_again]))
    def say(self, item, command):
        self.run(command, item)

    @rule(item=IDS, day=PAST, minutes=st.integers(0, 1500))
    def study(self, item, day, minutes):
        self.run(progress.study, item, day, minutes)

    @rule(item=IDS, day=PAST, command=st.sampled_from([progress.begin, progress.finish]))
    def live(self, item, day, command):
        self.run(command, item, day)

    @rule(item=IDS, part=st.floats(-1, 2))
    def part(self, item, part):
        self.run(progress.set_part, item, part)

    @rule(position=st.integers(0, 20))
    def remove_an_entry(self, position):
        events = self.session.document.record.events
        if position < len(events):
            self.run(progress.remove_event, events[position].id)

    @rule(items=st.lists(IDS, max_size=4))
    def know_exactly(self, items):
        self.run(progress.know_exactly, items)

    @rule()
    def save(self):
        self.write(self.workspace.save(self.session.document))

    @rule()
    def another_start(self):
        """The program is closed and opened again: everything is there, but there is nothing to undo."""
        self.write(self.workspace.save(self.session.document))
        self.workspace.close()
        self.workspace = Workspace()
        found = self.workspace.open(self.path)
        assert found == self.session.document
        self.session.open(found.changed(curriculum=CURRICULUM), "open")
        self.past, self.future = [self.session.document], []

    @precondition(lambda self: len(self.copies) < 3)
    @rule(item=IDS, minutes=st.integers(1, 600))
    def live_in_a_copy(self, item, minutes):
        """Another computer takes the file, and something happens there."""
        self.write(self.workspace.save(self.session.document))
        place = Path(self.folder.name) / f"copy-{len(self.copies)}.trailmark"
        shutil.copyfile(self.path, place)
        there = Workspace()
        document = progress.study(there.open(place), item, PAST_DAY, minutes)
        self.write(there.save(document))
        there.close()
        self.copies.append((place, document))

    @precondition(lambda self: self.copies)
    @rule()
    def merge_a_copy(self):
        place, document = self.copies.pop()
        place.touch()
        mine = {event.id for event in self.session.document.record.events}
        gone = set(self.workspace.capture(self.session.document).withdrawn)
        both = self.workspace.merge(self.session.document, self.workspace.read_copy(place))
        theirs = {event.id for event in document.record.events}
        assert {event.id for event in both.record.events} == (mine | theirs) - gone
        self.run(lambda _old, new: new, both.changed(curriculum=CURRICULUM))

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self):
        self.session.undo()
        self.future.append(self.past.pop())

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.session.redo()
        self.past.append(self.future.pop())

    @rule(data=st.data())
    def go_to(self, data):
        """Any point of the history and back is the very same document."""
        every = [*self.past, *reversed(self.future)]
        here, place = self.session.document, self.session.place
        there = data.draw(st.integers(0, len(every) - 1))
        self.session.go_to(there)
        assert self.session.document is self.session.history[there].document
        assert [step.document for step in self.session.history] == every
        assert self.session.place == there
        self.session.go_to(place)
        assert self.session.document is here

    @invariant()
    def the_document_is_the_one_expected(self):
        assert self.session.document == self.past[-1]
        assert (self.session.undo_label is None) == (len(self.past) == 1)
        assert (self.session.redo_label is None) == (not self.future)
        assert self.session.document.curriculum is CURRICULUM
        self.learner_is_what_the_record_says()

    def learner_is_what_the_record_says(self):
        document = self.session.document
        assert document.recorded(document.record) == document


TestSessions = Sessions.TestCase
TestSessions.settings = settings(stateful_step_count=30, max_examples=15)


class LongSessions(Sessions):
    """The same for longer, and far more often."""


TestLongSessions = pytest.mark.fuzz(LongSessions.TestCase)
TestLongSessions.settings = settings(stateful_step_count=50, max_examples=200)


def test_a_change_names_the_fields_that_differ():
    heard: list[Change] = []
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    session.listen(heard.append)
    session.run("hours", commands.set_hours, 5.0)
    assert heard == [Change("hours", frozenset({"learner"}))]
    assert not session.run("hours", commands.set_hours, 5.0)
    assert len(heard) == 1


def test_going_to_another_point_is_one_change_that_is_heard():
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    for hours in (5.0, 6.0, 7.0):
        session.run(f"{hours:g}", commands.set_hours, hours)
    heard: list[Change] = []
    session.listen(heard.append)
    session.go_to(0)
    assert session.document.learner.availability.hours_per_week == 10
    session.go_to(0)
    session.go_to(99)
    assert [step.label for step in session.history] == ["", "5", "6", "7"]
    assert session.document.learner.availability.hours_per_week == 7
    assert len(heard) == 2
    times = [step.at for step in session.history]
    assert times == sorted(times)


def test_history_is_long_but_not_endless():
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    for step in range(230):
        session.run("begin", commands.set_begin, date(2027, 1, 5) + timedelta(days=step))
    count = 0
    while session.undo_label:
        session.undo()
        count += 1
    assert count == 200
