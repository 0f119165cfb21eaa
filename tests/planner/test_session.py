"""Whatever is done can be undone, kept and merged: a state machine over commands, undo, redo, save, load and copies."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from budget import budget
from every_command import BESIDE, COMMANDS, CURRICULUM, IDS, OF_LIFE, OF_PLANS, OF_WISHES, PAST_DAY, every_command
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from planner import i18n
from planner.app import commands, progress, queries
from planner.app.on_disk import Saved
from planner.app.session import Change, Session
from planner.app.slip import plan_anew
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.model.problem import PlannerError


def here(document: Document) -> set[str]:
    """The ids of its events."""
    return {event.id for event in document.record.events}


class Sessions(RuleBasedStateMachine):
    """Keeps its own list of every document that should be reachable by undo and redo."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.environment = pytest.MonkeyPatch()
        self.environment.setenv("TRAILMARK_DATA", self.folder.name)
        # Files are read hundreds of times; whether the built-in curriculum has moved on is not what this is about.
        self.environment.setattr(queries, "load", lambda *_name: CURRICULUM)
        self.session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
        self.past = [self.session.document]
        self.future: list[Document] = []
        self.heard: list[Change] = []
        self.session.listen(self.heard.append)

        self.workspace = Workspace()
        self.path = Path(self.folder.name) / "learner.trailmark"
        self.copies: list[Path] = []
        """Copies of the file that somebody took to another computer."""
        self.written: set[str] = set()
        """Events that were written down here since the start, by id."""
        self.taken_back = {id(self.session.document): set[str]()}
        """By document: the events that were taken back on the way to it, here or in a copy that was merged."""
        self.write(self.workspace.save_as(self.path, self.session.document))

    def teardown(self) -> None:
        self.workspace.close()
        self.environment.undo()
        self.folder.cleanup()

    def write(self, saved: Saved) -> None:
        assert (saved.failed, saved.conflict) == (False, None), saved.words

    def run(self, command, *arguments) -> bool:
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
            old, new = here(before), here(self.session.document)
            self.written |= new - old
            self.taken_back[id(self.session.document)] = self.taken_back[id(before)] | (old - new)
        assert len(self.heard) == heard + changed
        return changed

    def gone(self) -> set[str]:
        """Events that somebody here has taken back, and undo of what was written down here."""
        document = self.session.document
        return (self.taken_back[id(document)] | self.written) - here(document)

    def draw(self, data, table):
        """Some commands of a table, one after the other, with arguments that fit what is there by then."""
        for _number in range(data.draw(st.integers(1, 3), label="commands")):
            command = data.draw(st.sampled_from(list(table)), label="command")
            self.run(command, *data.draw(table[command](self.session.document), label="arguments"))

    @rule(data=st.data())
    def plan(self, data):
        self.draw(data, OF_PLANS)

    @rule(data=st.data())
    def wish(self, data):
        self.draw(data, OF_WISHES)

    @rule(data=st.data())
    def live(self, data):
        self.draw(data, OF_LIFE)

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
        assert found == self.session.document.changed(side=found.side)
        gone = self.gone()
        self.session.open(found.changed(curriculum=CURRICULUM), "open")
        self.past, self.future = [self.session.document], []
        self.written, self.taken_back = set(), {id(self.session.document): gone}

    @precondition(lambda self: len(self.copies) < 3)
    @rule()
    def take_a_copy(self):
        """Another computer takes the file."""
        self.write(self.workspace.save(self.session.document))
        place = Path(self.folder.name) / f"copy-{len(self.copies)}.trailmark"
        shutil.copyfile(self.path, place)
        self.copies.append(place)

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), item=IDS, minutes=st.integers(1, 600))
    def live_in_a_copy(self, data, item, minutes):
        """Something happens on the other computer: study, an entry that was wrong, other answers."""
        there = Workspace()
        document = there.open(data.draw(st.sampled_from(self.copies), label="copy"))
        keys = sorted(here(document))
        if keys and data.draw(st.booleans(), label="take one back"):
            document = progress.remove_event(document, data.draw(st.sampled_from(keys), label="event"))
        else:
            document = progress.study(document, item, PAST_DAY, minutes)
        self.write(there.save(commands.set_hours(document, minutes / 10)))
        there.close()

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def merge_a_copy(self, data):
        """All arrives that nobody has taken back; more than once, too."""
        copy = self.workspace.read_copy(data.draw(st.sampled_from(self.copies), label="copy"))
        before, written = self.session.document, set(self.written)
        both = self.workspace.merge(before, copy)
        # Also what has been redone here since goes away: the copy was taken while it was taken back.
        expected = (here(before) | {event.id for event in copy.events}) - self.gone() - {*copy.withdrawn}
        assert here(both) == expected
        if self.run(lambda _old, new: new, both.changed(curriculum=CURRICULUM)):
            self.written = written
            self.taken_back[id(self.session.document)].update(copy.withdrawn)
            return
        for document in (*self.past, *self.future):
            if document.side == before.side:
                self.taken_back[id(document)].update(copy.withdrawn)

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def merge_undo_and_merge(self, data):
        """Undoing a merge says nothing of what came: merging the same copy again is the same."""
        copy = self.workspace.read_copy(data.draw(st.sampled_from(self.copies), label="copy"))
        before = self.session.document
        self.write(self.workspace.save(before))
        file = self.workspace.read_copy(self.path)
        both = self.workspace.merge(before, copy)
        self.write(self.workspace.save(both))
        self.write(self.workspace.save(before))
        if both is not before:
            assert self.workspace.read_copy(self.path) == file
        again = self.workspace.merge(before, copy)
        assert again == both.changed(side=again.side)

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def merge_it_there(self, data):
        """The other computer loses nothing but what was taken back here."""
        self.write(self.workspace.save(self.session.document))
        there = Workspace()
        away = there.open(data.draw(st.sampled_from(self.copies), label="copy"))
        both = there.merge(away, there.read_copy(self.path))
        there.close()
        assert here(away) - here(both) <= self.gone()

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
TestSessions.settings = settings(stateful_step_count=25, max_examples=6)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(budget(1, 25)))
def test_long_histories(part: int) -> None:
    """The same for longer, and far more often: 200 histories each."""
    run_state_machine_as_test(Sessions, settings=settings(stateful_step_count=budget(50, 100), max_examples=200))


def test_every_command_is_drawn():
    """A new command belongs into the table of `every_command`, else undo, files and merging are not tried with it."""
    assert every_command() == {*COMMANDS, *BESIDE}


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


def test_every_file_has_a_history_of_its_own():
    ana, ben = (commands.set_name(queries.new_document(CURRICULUM, date(2027, 1, 4)), name) for name in ("Ana", "Ben"))
    session = Session(ana)
    session.run("hours", commands.set_hours, 5.0)
    session.run("more hours", commands.set_hours, 6.0)
    session.undo()
    ana = session.document
    session.shelve("ana")
    session.open(ben, "open", "ben")
    assert (session.undo_label, session.redo_label) == (None, None)
    session.shelve("ben")
    session.open(ana, "open", "ana")
    assert (session.undo_label, session.redo_label) == ("hours", "more hours")
    session.shelve("ana")
    session.open(commands.set_hours(ana, 7.0), "open", "ana")  # somebody else has changed it meanwhile
    assert session.undo_label is None
    session.shelve("ana")
    session.clear_shelf()
    session.open(ana, "open", "ana")
    assert session.undo_label is None


def test_a_history_goes_on_after_everything_was_planned_anew():
    """The file does not say so: it is the same learner."""
    ana = queries.new_document(CURRICULUM, date(2027, 1, 4))
    session = Session(ana)
    session.run("anew", plan_anew)
    session.shelve("ana")
    session.open(ana, "open", "ana")
    assert session.undo_label == "anew"


def test_labels_follow_the_language():
    i18n.use_language("de")
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    weeks = i18n.ngettext("{count} week", "{count} weeks", 2).format(count=2.5)
    for hours, label in (
        (5.0, i18n._("Hours a week")),
        (6.0, i18n._("Avoid “{title}”").format(title="Linear algebra")),
        (
            7.0,
            i18n._("Undo: {label}").format(label=weeks),
        ),
        (8.0, "Cloud: Azure"),
    ):
        session.run(label, commands.set_hours, hours)
    for language, said in (
        ("de", ["Stunden pro Woche", "„Linear algebra“ vermeiden", "Rückgängig: 2,5 Wochen", "Cloud: Azure"]),
        ("en", ["Hours a week", "Avoid “Linear algebra”", "Undo: 2.5 weeks", "Cloud: Azure"]),
    ):
        i18n.use_language(language)
        assert [step.label for step in session.history][1:] == said
    session.undo()
    assert (session.undo_label, session.redo_label) == (said[2], said[3])


def test_history_is_long_but_not_endless():
    session = Session(queries.new_document(CURRICULUM, date(2027, 1, 4)))
    for step in range(230):
        session.run("begin", commands.set_begin, date(2027, 1, 5) + timedelta(days=step))
    count = 0
    while session.undo_label:
        session.undo()
        count += 1
    assert count == 200
