"""Whatever is done can be undone: a state machine over the commands, undo and redo."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.app import commands, queries
from planner.app.session import Change, Session
from planner.model.document import Document
from planner.model.learner import Order, Period
from planner.model.problem import PlannerError

CURRICULUM = queries.load()
IDS = st.sampled_from(sorted(CURRICULUM.by_id))
DAYS = st.dates(date(2026, 1, 1), date(2040, 1, 1))


class Sessions(RuleBasedStateMachine):
    """Keeps its own list of every document that should be reachable by undo and redo."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
        self.past = [self.session.document]
        self.future: list[Document] = []
        self.heard: list[Change] = []
        self.session.listen(self.heard.append)

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
    def know(self, item):
        self.run(commands.mark_known, item)

    @rule(item=IDS)
    def forget(self, item):
        self.run(commands.unmark_known, item)

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

    @invariant()
    def the_document_is_the_one_expected(self):
        assert self.session.document == self.past[-1]
        assert (self.session.undo_label is None) == (len(self.past) == 1)
        assert (self.session.redo_label is None) == (not self.future)
        assert self.session.document.curriculum is CURRICULUM


TestSessions = Sessions.TestCase


def test_a_change_names_the_fields_that_differ():
    heard: list[Change] = []
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    session.listen(heard.append)
    session.run("hours", commands.set_hours, 5.0)
    assert heard == [Change("hours", frozenset({"learner"}))]
    assert not session.run("hours", commands.set_hours, 5.0)
    assert len(heard) == 1


def test_history_is_long_but_not_endless():
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    for step in range(230):
        session.run("begin", commands.set_begin, date(2027, 1, 5) + timedelta(days=step))
    count = 0
    while session.undo_label:
        session.undo()
        count += 1
    assert count == 200
