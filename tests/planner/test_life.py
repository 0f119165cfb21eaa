"""Three years of a learner: the plan stays legal, the past stays as it was, the file reads back equal."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from lawful import assert_lawful

from planner.app import commands, progress, queries, slip
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.plan import Plan, PlanItem, PlanStatus
from planner.model.record import Event, EventKind

PACE = 1.2
"""This learner needs so many times the estimated hours."""


class Life:
    """Lives two weeks at a time, and looks at everything after every step."""

    def __init__(self, document: Document, path: Path, today: date) -> None:
        self.today, self.path = today, path
        self.workspace = Workspace()
        self.session = Session(commands.set_today(document, today))
        self.plan = queries.plan(self.document)
        self.past: tuple[Event, ...] = ()
        assert not self.workspace.save_as(path, self.document, self.plan).failed
        self.told: list[str] = []

    @property
    def document(self) -> Document:
        return self.session.document

    def do(self, label: str, command, *arguments) -> None:
        """One command, as the window runs it; undo and redo lead back to it."""
        before = self.document
        self.say(label, command, *arguments)
        self.look(before)

    def say(self, label: str, command, *arguments) -> None:
        """The same, one of many in a row."""
        before = self.document
        assert self.session.run(label, command, *arguments)
        after = self.document
        self.session.undo()
        assert self.document is before
        self.session.redo()
        assert self.document is after

    def wait(self, days: int, before: Document | None = None) -> None:
        """Time passes; `before`: how it was before what was done just now."""
        before = before or self.document
        self.today += timedelta(days=days)
        self.session.amend(commands.set_today, self.today)
        self.look(before)

    def look(self, before: Document) -> None:
        same = slip.wishes_are_the_same(before, self.document)
        last, self.plan = self.plan, queries.plan_and_forecast(self.document, before=self.plan if same else None).plan
        assert self.plan.status is PlanStatus.PLANNED
        assert_lawful(self.document, self.plan)
        assert all(item.start is None or item.start >= self.today for item in self.plan.items), "the past is over"
        if same:
            self.keeps_the_order(last)
        events = self.document.record.events
        assert events[: len(self.past)] == self.past, "the past does not change"
        self.past = events
        assert not self.workspace.save(self.document, self.plan, self.today).failed
        self.reads_back()

    def keeps_the_order(self, last: Plan) -> None:
        """What is left comes in the order in which it was planned, or ends clearly earlier."""
        left = {item.id for item in self.plan.items}
        assert left - {item.id for item in last.items} == set() or self.plan.totals.hours <= last.totals.hours

    def reads_back(self) -> None:
        again = Workspace()
        assert again.open(self.path, self.today) == self.document
        again.close()

    # -- what a life is made of

    def study(self, weeks: int, hours: float) -> None:
        """So many weeks with so many hours for whatever comes first."""
        for _fortnight in range(weeks // 2):
            left, before = round(2 * hours * 60), self.document
            while left > 0 and (item := self.next_study()) is not None:
                done = progress.item_record(self.document, item.id).logged
                credited = item.credit.fraction if item.credit else 0.0
                needed = max(1, round(item.full_hours * (1 - credited) * 60 * PACE) - done)
                minutes = min(left, needed, 24 * 60)
                self.say("Study", progress.study, item.id, self.today, minutes)
                left -= minutes
                if minutes >= needed:
                    self.say("Done", progress.finish, item.id, self.today)
            self.work()
            self.wait(14, before)

    def next_study(self) -> PlanItem | None:
        held = queries.held(self.document)
        left = (item for item in self.plan.items if item.id not in held and item.hours and not item.months)
        free = (item for item in left if held.issuperset(item.needs))
        return next(free, None)

    def work(self) -> None:
        """Jobs begin when everything for them is there, and end when their months are over; milestones are reached."""
        for item in self.plan.items:
            held = queries.held(self.document)
            if item.id in held or not held.issuperset(item.needs) or item.hours:
                continue
            record = progress.item_record(self.document, item.id)
            if item.months is None:
                self.say("Reached", progress.finish, item.id, self.today)
            elif record.state is not EventKind.STARTED:
                if item.start == self.today:
                    self.say("Begin", progress.begin, item.id, self.today)
            elif item.months < 0.2:
                self.say("Over", progress.finish, item.id, self.today)

    def option(self, name: str, option: int) -> None:
        decision = next(one for one in self.plan.decisions if one.name == name)
        self.do(f"{name}: {decision.options[option]}", commands.choose_option, decision.nodes, decision.name, option)


@pytest.fixture
def life(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "old-laptop"))
    begin = date(2026, 1, 5)
    document = commands.set_start(queries.new_document(queries.load(), begin), "data-analyst")
    return Life(commands.set_hours(document, 20), tmp_path / "ana.trailmark", begin)


def test_three_years_of_a_learner(life, tmp_path, monkeypatch):
    life.study(weeks=12, hours=20)
    assert len(life.document.learner.known) >= 4
    after_study = life.plan.finish

    # A slip: nothing is done for six weeks, and the plan says honestly what that means.
    made_on, before = life.today, life.plan
    life.wait(42)
    assert after_study is not None
    words = slip.welcome_back(before, made_on, before.finish, life.plan, life.today)
    assert "6 weeks have passed" in words

    # A pause that is known beforehand.
    rest = Period(first=life.today, last=life.today + timedelta(days=29), title="Baby")
    life.do("Pause", commands.add_period, rest)
    assert all(item.start >= rest.last for item in life.plan.items if item.hours and item.start)
    life.wait(30)

    life.study(weeks=10, hours=15)
    learned_pace = queries.forecast(life.document).pace
    assert 1.05 < learned_pace.median < 1.3, "whoever needs more than the estimates is told by the forecast"

    # Another employer, another cloud.
    life.option("Your cloud provider", 1)
    assert any("azure" in item.id for item in life.plan.items)
    assert not any(item.id.startswith("aws") for item in life.plan.items)

    # Something learned elsewhere, something that nobody asks for, something left out.
    later = [item.id for item in life.plan.items if item.hours and not item.months][-6:]
    life.do("Known", progress.know, later[0], None, "learned at work")
    life.do("Waived", progress.waive, later[1], "my manager")
    assert not {later[0], later[1]} & {item.id for item in life.plan.items}

    life.study(weeks=30, hours=20)

    # A nearer goal.
    life.do("Goal", commands.set_goal, "job-senior-ml")
    assert life.plan.items[-1].id == "job-senior-ml"

    # A new laptop: the file is all that comes along.
    life.workspace.close()
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "new-laptop"))
    before_move = life.document
    life.workspace = Workspace()
    life.session.open(life.workspace.open(life.path, life.today), "open")
    assert life.document == before_move

    while "job-senior-ml" not in queries.held(life.document) and life.today < date(2030, 1, 1):
        life.study(weeks=4, hours=20)
    assert "job-senior-ml" in queries.held(life.document)
    assert date(2028, 1, 1) < life.today < date(2030, 1, 1)
    assert life.plan.items == ()
    kinds = {event.kind for event in life.document.record.events}
    assert kinds >= {EventKind.STUDIED, EventKind.DONE, EventKind.STARTED, EventKind.KNOWN, EventKind.WAIVED}
