"""What is found wrong in a draft is the same, however little of it is worked out again."""

from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import networkx as nx
import pytest
from every_edit import EDITS, Picker
from hypothesis import given, settings
from random_draft import draft_of
from strategies import decode

from planner.app import author
from planner.app.author import repairs
from planner.graph.build import may_need, must_need
from planner.graph.entailment import Attainment
from planner.model.curriculum import Curriculum, Status
from planner.model.problem import PlannerError
from planner.model.requirement import holds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("findings")


def reached_plainly(curriculum: Curriculum, excluded: set[str]) -> set[str]:
    """Round after round over all items, until nothing is new."""
    entries = {one.id for one in curriculum.nodes if one.kind == "role" and one.id != curriculum.target}
    there: set[str] = set()
    while True:
        new = {
            one.id
            for one in curriculum.nodes
            if one.status is Status.ACTIVE and one.id not in entries | excluded | there and holds(one.requires, there)
        }
        if not new:
            return there
        there |= new


@settings(max_examples=40)
@given(data=st.binary(min_size=120, max_size=120), jobs=st.booleans(), picks=st.data())
def test_what_is_reached_without_some_items_is_what_a_plain_search_reaches(
    data: bytes, jobs: bool, picks: st.DataObject
) -> None:
    curriculum = decode(data, jobs).curriculum
    reach = Attainment(curriculum)
    for _time in range(3):
        excluded = picks.draw(st.sets(st.sampled_from(sorted(curriculum.by_id)), max_size=3))
        assert reach.without(excluded) == reached_plainly(curriculum, excluded)


@settings(max_examples=15)
@given(data=st.data())
def test_findings_after_edits_are_those_of_the_same_file_opened_anew(data: st.DataObject, folder: Path) -> None:
    draft = draft_of(data.draw(st.binary(min_size=120, max_size=120)), folder, data.draw(st.booleans()))
    author.findings(draft)
    for _step in range(4):
        command = data.draw(st.sampled_from(list(EDITS)))
        positional, named = EDITS[command](Picker(draft, data))
        try:
            draft = command(draft, *positional, **named)
        except PlannerError:
            continue
        author.findings(draft, strict=True)
    (folder / "again.json").write_bytes(draft.content)
    for part in draft.library:
        part.path.write_bytes(part.content)
    again = author.open(folder / "again.json")
    found, anew = author.findings(draft, strict=True), author.findings(again, strict=True)
    assert found == anew
    for one, other in zip(found, anew, strict=True):
        labels = [repair.label for repair in repairs(draft, one.problem)]
        assert [repair.label for repair in one.repairs] == [repair.label for repair in other.repairs] == labels


def test_a_graph_that_was_made_once_is_of_its_curriculum_and_cannot_be_changed() -> None:
    one, other = (decode(bytes([fill]) * 120, False).curriculum for fill in (7, 99))
    for make in (must_need, may_need, lambda curriculum: may_need(curriculum, recommended=True)):
        graphs = [make(one), make(other), make(one)]
        assert graphs[0] is graphs[2]
        assert set(graphs[1].nodes) == set(other.by_id)
        with pytest.raises(nx.NetworkXError, match="Frozen graph"):
            graphs[0].add_edge("x", "y")
