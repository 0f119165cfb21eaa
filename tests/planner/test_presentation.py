"""A plan as a talk: every step once, in the stages of the map, with one sentence each; and a coach's own notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from build import curriculum, learner, node

from planner.app import commands, progress, queries
from planner.app.map import Sight
from planner.app.presentation import Sort, Story, spoken, tell, waiting
from planner.app.talk_notes import Notes
from planner.app.workspace import Workspace
from planner.model.document import Document

BEGIN = date(2027, 1, 4)


def story_of(document: Document) -> Story:
    plan = queries.plan(document)
    return tell(document, plan, queries.draw(document, plan, Sight()))


@pytest.fixture(scope="module")
def analyst() -> Document:
    return commands.set_start(queries.new_document(queries.load(), BEGIN), "data-analyst")


@pytest.fixture(scope="module")
def story(analyst) -> Story:
    return story_of(analyst)


def test_every_step_is_told_once_within_its_stage(analyst, story) -> None:
    plan = queries.plan(analyst)
    steps = [slide for slide in story.slides if slide.sort is Sort.STEP]
    assert sorted(slide.item for slide in steps) == sorted(item.id for item in plan.items)
    assert [slide.era for slide in steps] == sorted(slide.era for slide in steps)
    for era in {slide.era for slide in steps}:
        inside = [slide for slide in steps if slide.era == era]
        assert [slide.number for slide in inside] == list(range(1, len(inside) + 1))
        assert {slide.of for slide in inside} == {len(inside)}
    assert [slide.sort for slide in story.slides[:3]] == [Sort.TITLE, Sort.START, Sort.ERA]
    assert [slide.sort for slide in story.slides[-2:]] == [Sort.GOAL, Sort.END]
    assert len({slide.key for slide in story.slides}) == len(story.slides)


def test_every_step_says_why_and_when(analyst, story) -> None:
    plan = {item.id: item for item in queries.plan(analyst).items}
    for slide in story.slides:
        if slide.sort is not Sort.STEP:
            continue
        item = plan[slide.item]
        reason = item.why[0].reason if item.why else ""
        assert reason in slide.sentence
        assert slide.sentence or item.id == analyst.learner.goal
        assert not item.hours or f"{item.hours:,.0f} hour" in slide.facts[0]
        assert item.start is None or item.start.isoformat() in " ".join(slide.facts)
        assert slide.title in spoken(slide)
    goal = story.slides[-2]
    assert goal.facts[0] == str(queries.plan(analyst).finish)


def test_a_step_without_hours_says_that_it_is_covered_already() -> None:
    nodes = node("start", kind="role", partial={"a": 1}), node("a", 20), node("b", 5, "a"), node("goal", 10, "b")
    told = story_of(Document(curriculum=curriculum(*nodes), learner=learner(known=("start",))))
    steps = {slide.item: slide for slide in told.slides if slide.sort is Sort.STEP}
    assert steps["a"].facts[0] == "covered already"
    assert steps["b"].facts[0] == "5 hours"
    assert told.slides[-1].item == "b", "what to begin with"


def test_one_walks_from_stage_to_stage(story) -> None:
    first, second = story.era(1), story.era(2)
    assert first is not None
    assert second is not None
    assert story.era_from(first, 1) == story.era_from(second - 1, 1) == second
    assert story.era_from(second, -1) == first
    assert story.era_from(second + 1, -1) == second
    assert story.era_from(len(story.slides) - 1, 1) == len(story.slides) - 1
    assert story.era(99) is None
    assert story.place_of(replace(story.slides[second + 1], key="step:of-another-plan")) == second


def test_whoever_has_arrived_or_has_no_plan_gets_a_talk_too() -> None:
    small = curriculum(node("a", 20), node("goal", 10, "a"))
    document = commands.set_name(Document(curriculum=small, learner=learner()), "Ana")
    assert waiting(document).slides[0].above == "For Ana"
    for item in ("a", "goal"):
        document = progress.finish(document, item, date(2026, 1, 6))
    told = story_of(document)
    assert [slide.sort for slide in told.slides] == [Sort.TITLE, Sort.START, Sort.GOAL]
    assert "arrived" in told.slides[-1].sentence
    impossible = Document(curriculum=small, learner=learner(avoid=("a",)))
    assert story_of(impossible).slides[-1].sentence


def test_notes_stay_with_the_coach(tmp_path, monkeypatch, analyst) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path))
    notes = Notes("ml-architect")
    assert notes.keep("step:docker", "Ask about containers.\nTell the story of the ship.") == ""
    assert notes.keep("title", "Smile") == ""
    assert notes.keep("title", "  ") == ""
    again = Notes("ml-architect")
    assert again.about("step:docker") == "Ask about containers.\nTell the story of the ship."
    assert (again.about("title"), Notes("another").about("step:docker")) == ("", "")
    path = tmp_path / "client.trailmark"
    assert not Workspace().save_as(path, analyst).failed
    assert b"of the ship" not in path.read_bytes()
    (tmp_path / "notes.json").write_text("{")
    assert Notes("ml-architect").about("step:docker") == ""
