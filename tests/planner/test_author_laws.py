"""Laws of the editor: whatever an author does, the file can be read again and everything can be taken back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from every_edit import BESIDE, EDITS, Picker, every_edit
from hypothesis import given, settings
from random_draft import LIBRARY, draft_of

from planner.app import author
from planner.app.author import Draft, DraftHistory, references, repairs_of_links
from planner.exchange.expression import written
from planner.model.problem import PlannerError, Problem, Severity
from planner.model.requirement import walk
from planner.storage import curricula
from planner.storage.canonical import to_json


def test_every_command_of_the_author_is_drawn() -> None:
    assert every_edit() - BESIDE.keys() == EDITS.keys()


@pytest.fixture(scope="module")
def folder():
    with TemporaryDirectory() as name:
        yield Path(name)


def check_edits(data: st.DataObject, folder: Path, steps: int) -> None:
    draft = draft_of(data.draw(st.binary(min_size=120, max_size=120)), folder, data.draw(st.booleans()))
    assert draft.origin is not None
    read, history, done = folder / "again.json", DraftHistory(draft), [draft]
    for _step in range(steps):
        now = history.document
        command = data.draw(st.sampled_from(list(EDITS)))
        positional, named = EDITS[command](Picker(now, data))
        try:
            changed = history.run(command.__name__, command, *positional, **named)
        except PlannerError:
            assert history.document is now
            continue
        if not changed:
            assert history.document is now
            continue
        done.append(history.document)
        read.write_bytes(history.document.content)
        for part in history.document.library:
            part.path.write_bytes(part.content)
        again = author.open(read)
        assert again.curriculum == history.document.curriculum
        assert again.merged.nodes == history.document.merged.nodes
    check_repairs(data, history.document)
    check_asks(data, history.document)
    author.numbers(history.document)
    while history.undo_label is not None:
        history.undo()
    assert history.document.content == draft.origin.content
    assert [(part.path, part.content) for part in history.document.library] == [
        (folder / "math.json", to_json(LIBRARY))
    ]
    while history.redo_label is not None:
        history.redo()
    assert history.document == done[-1]


def check_repairs(data: st.DataObject, draft: Draft) -> None:
    """A repair puts its finding right and makes no other kind of error without saying so; some of them are tried."""
    offered = [(one.problem, repair) for one in author.findings(draft, strict=True) for repair in one.repairs]
    for _time in range(2 if offered else 0):
        problem, repair = data.draw(st.sampled_from(offered))
        after = repair.command(draft)
        assert repair.harms or _errors(after) <= _errors(draft), repair.label
        gone = _same(draft, problem) not in {_same(after, one) for one in after.check(strict=True)}
        assert gone or _copies(after, problem, draft) < _copies(draft, problem, draft), repair.label
        curricula.merge(after.parts)


def check_asks(data: st.DataObject, draft: Draft) -> None:
    """Words that are asked for put their finding right; some of them are tried."""
    offered = [(one.problem, one.ask) for one in author.findings(draft) if one.ask is not None]
    for _time in range(2 if offered else 0):
        problem, ask = data.draw(st.sampled_from(offered))
        words = "1 / 2 / 3" if problem.code == "no-hours" else "you can say why"
        after = ask.command(draft, words)
        curricula.merge(after.parts)
        if problem.code == "unnamed-choice":  # its name, then its reason
            assert after != draft
        else:
            assert (problem.code, problem.node, problem.field) not in {
                (one.code, one.node, one.field) for one in after.check()
            }


def _errors(draft: Draft) -> set[str]:
    """Kinds of errors; of a circle less another one may be the shortest."""
    return {one.code for one in draft.check() if one.severity is Severity.ERROR}


def _same(draft: Draft, problem: Problem) -> tuple[str, ...]:
    """What is wrong with what: the place of another part may be the same afterwards."""
    part = repairs_of_links.part_of(draft, problem)
    return problem.code, problem.node, problem.field, problem.message, written(part)


def _copies(draft: Draft, problem: Problem, where: Draft) -> int:
    """How often the part that is wrong stands in its item: where one goes, another copy may take its place."""
    part, node = repairs_of_links.part_of(where, problem), draft.curriculum.by_id.get(author.base_id(problem.node))
    fields = references.requirement_fields(node) if node is not None and part is not None else ()
    needs = [references.requirement_at(node, field) for field in fields] if node is not None else []
    return sum(written(one) == written(part) for whole in needs for _path, one in walk(whole))


@settings(max_examples=20)
@given(data=st.data())
def test_whatever_is_done_loads_again_and_can_be_taken_back(data: st.DataObject, folder: Path) -> None:
    check_edits(data, folder, 8)


@pytest.mark.fuzz
@settings(max_examples=400)
@given(data=st.data())
def test_long_sessions_of_an_author(data: st.DataObject, folder: Path) -> None:
    check_edits(data, folder, 40)
