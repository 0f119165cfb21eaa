"""Ids may change: whoever speaks of an item by its old one finds it, and a learner keeps all that was done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from build import all_of, any_of, curriculum, job, learner, months, node
from hypothesis import given
from hypothesis import strategies as st
from layered_files import of, part
from strategies import Instance, instances

from planner.app import commands, follow, progress, queries
from planner.app.details import details, lines
from planner.app.workspace import Workspace
from planner.graph.checks import check
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.model.renamed import followed, renames
from planner.model.requirement import leaves
from planner.planning.plan import make_plan
from planner.storage import curricula
from planner.storage.canonical import to_json
from planner.storage.learner_file import FirstFile, decode, merged

DAY, TODAY = date(2026, 1, 5), date(2026, 6, 1)


def renamed(whole: Curriculum, names: dict[str, str]) -> Curriculum:
    """The curriculum with other ids, which have the old ones as aliases."""
    nodes = [
        one.changed(id=names[one.id], aliases=(*one.aliases, one.id)) if one.id in names else one for one in whole.nodes
    ]
    return followed(whole.changed(nodes=tuple(nodes)), names)


SMALL = curriculum(
    node("a", [8, 10, 12]), node("b", 20, "a"), node("c", 3), job("work", 12, requires="b"), node("goal", 1, "work")
)
LATER = renamed(SMALL, {"a": "a-new", "work": "work-new", "goal": "goal-new"})


@pytest.fixture
def lived() -> Document:
    document = Document(curriculum=SMALL, learner=learner(avoid=("c",), booked={"goal": date(2028, 1, 1)}))
    document = commands.set_today(document, TODAY)
    document = progress.study(document, "a", DAY, 90, note="chapter 1")
    document = progress.finish(document, "a", TODAY, evidence="https://example.org/a")
    document = progress.study(document, "b", DAY, 60)
    return progress.begin(document, "work", date(2026, 2, 1))


# References


def test_an_alias_that_can_be_an_id_and_belongs_to_one_item_leads_to_it() -> None:
    nodes = curriculum(
        node("a", aliases=["old-a", "Old A", "b", "shared"]), node("b", aliases=["shared"]), node("c", aliases=["c"])
    ).nodes
    assert renames(nodes) == {"old-a": "a"}


def test_every_reference_to_an_old_id_leads_to_the_item() -> None:
    library = part("library", node("new", 5, aliases=["old"]), job("post", 12, aliases=["former"]), node("x", 1))
    everywhere = {
        "requires": all_of("old", any_of("old", "x"), months(6, of=["former"])),
        "corequisites": "old",
        "recommended": ["old"],
        "grants": ["old"],
        "accepts_held": ["old"],
        "superseded_by": ["old"],
        "reasons": {"old": "why"},
    }
    mine = part(
        "mine",
        node("goal", 0, kind="milestone", **everywhere),
        node("half", kind="degree", partial={"old": 0.5}),
        uses=["library"],
        overrides=[{"id": "x", "recommend": {"old": "first"}}, {"id": "old", "note": "renamed"}],
        courses=[{"id": "course", "title": "C", "covers": {"old": 0.5}}],
        certificates=[{"id": "record", "name": "R", "status": "active", "node": "old"}],
    )
    loaded = curricula.merge([library, mine])
    text = mine.content.replace(b'"old"', b'"new"').replace(b'"former"', b'"post"')
    now = curricula.merge([library, of(Curriculum.model_validate_json(text))])
    assert loaded == now
    assert loaded.by_id["new"].note == "renamed"
    assert b'"old"' not in to_json(loaded.changed(nodes=tuple(one.changed(aliases=()) for one in loaded.nodes)))


def test_a_target_may_have_been_renamed() -> None:
    library = part("library", node("new", 5, aliases=["old"]))
    assert curricula.merge([library, part("mine", target="old", uses=["library"])]).target == "new"


def test_an_alias_of_two_items_leads_nowhere() -> None:
    library = part("library", node("one", aliases=["old"]), node("two", aliases=["old"]))
    with pytest.raises(PlannerError, match='no node "old"'):
        curricula.merge([library, part("mine", node("goal", 0, "old"), uses=["library"])])


def test_the_check_says_where_an_old_id_is_written(tmp_path: Path) -> None:
    library = part("library", node("new", 5, aliases=["old"]))
    mine = part("mine", node("goal", 0, "old"), uses=["library"], overrides=[{"id": "old", "note": "x"}])
    for one in (library, mine):
        (tmp_path / one.path.name).write_bytes(one.content)
    path = tmp_path / "mine.json"
    found = [one for one in queries.check(str(path)) if one.code == "renamed"]
    assert [(one.node, one.field, one.severity.value) for one in found] == [
        ("goal", "requires", "note"),
        ("new", "overrides[0].id", "note"),
    ]
    lines_of_file = path.read_text().splitlines()
    assert all('"old"' in lines_of_file[(one.line or 0) - 1] for one in found)
    assert all("“new”" in one.message for one in found)


# Learners


def test_a_learner_comes_along_with_all_that_was_done(lived: Document) -> None:
    now = follow.follow(lived, LATER)
    assert (now.learner.goal, now.learner.avoid, set(now.learner.booked)) == ("goal-new", ("c",), {"goal-new"})
    assert set(now.learner.known) == {"a-new"}
    assert set(now.learner.begun) == {"work-new"}
    assert [one.id for one in now.record.events] == [one.id for one in lived.record.events]
    record = now.record.items()["a-new"]
    assert (record.minutes, record.evidence) == (90, "https://example.org/a")
    before, after = make_plan(lived), make_plan(now)
    assert after.finish == before.finish
    assert after.totals == before.totals


def test_a_learner_is_told_of_other_titles_and_of_nothing_else() -> None:
    later = LATER.changed(nodes=tuple(one.changed(title="Alpha") if one.id == "a-new" else one for one in LATER.nodes))
    assert follow.changes(SMALL, later) == ["Renamed: A → Alpha"]
    assert follow.summary(SMALL, later) == "3 items changed"  # the aliases of three


def test_the_goal_that_was_made_of_a_posting_comes_along() -> None:
    asked = node(follow.GOAL, 0, all_of("a", "b"), kind="milestone", reasons={"a": "Asked for.", "b": "Asked for."})
    own = SMALL.changed(nodes=(*SMALL.nodes, *curriculum(asked).nodes))
    goal = follow.with_own(LATER, own).by_id[follow.GOAL]
    assert set(leaves(goal.requires)) == {"a-new", "b"}
    assert goal.reasons == {"a-new": "Asked for.", "b": "Asked for."}


def test_the_plan_before_is_known_by_the_new_ids(lived: Document) -> None:
    before = make_plan(lived)
    again = queries.replan(follow.follow(lived, LATER), before, TODAY)
    assert again.kept_choice
    assert again.kept_order


def test_two_copies_of_which_one_has_followed_come_together_in_any_order(
    tmp_path: Path, lived: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    place = tmp_path / "own.json"
    place.write_bytes(to_json(SMALL))
    workspace = Workspace(str(place))
    workspace.save_as(tmp_path / "one.trailmark", lived)
    base = workspace.capture(lived)
    ahead = workspace.capture(progress.study(follow.follow(lived, LATER), "a-new", TODAY, 30))
    behind = base.changed(events=workspace.capture(progress.study(lived, "b", TODAY, 45)).events)
    workspace.close()
    both = merged(ahead, behind)
    assert both == merged(behind, ahead)
    minutes = {item: record.logged for item, record in both.document(TODAY).record.items().items()}
    assert minutes == {"a-new": 120, "b": 105, "work-new": 0}
    # Where the old curriculum counts, what was done under the new ids is found under the old ones.
    times = [{"curriculum": datetime(year, 1, 1, tzinfo=UTC)} for year in (2026, 2027)]
    back = merged(ahead.changed(changed_at=times[0]), behind.changed(changed_at=times[1]))
    assert back.curriculum.snapshot == SMALL
    minutes = {item: record.logged for item, record in back.document(TODAY).record.items().items()}
    assert minutes == {"a": 120, "b": 105, "work": 0}


def test_a_file_of_the_first_version_is_read_with_the_present_ids() -> None:
    old = FirstFile(curriculum="small", learner=learner(known=("a",), avoid=("c",)))
    read = decode(to_json(old), "old.trailmark", lambda _name: LATER)
    assert set(read.file.document(TODAY).learner.known) == {"a-new"}


def test_of_two_items_that_became_one_nothing_is_lost() -> None:
    old = curriculum(node("a", 10), node("b", 10), node("goal", 1, all_of("a", "b")))
    new = curriculum(node("ab", 20, aliases=["a", "b"]), node("goal", 1, "ab"))
    said = learner(progress={"a": 0.5, "b": 0.25}, not_before={"a": date(2027, 1, 1), "b": date(2028, 1, 1)})
    now = follow.follow(Document(curriculum=old, learner=said), new).learner
    assert (now.progress, now.not_before) == ({"ab": 0.5}, {"ab": date(2028, 1, 1)})


# Superseded items

EXAMS: list[dict[str, Any]] = [
    node("old-exam", 10, kind="certification", status="retired", superseded_by=["next-exam"]),
    node(
        "next-exam", 10, kind="certification", status="retired", superseded_by=["new-exam"], accepts_held=["old-exam"]
    ),
    node("new-exam", 12, kind="certification", accepts_held=["next-exam"]),
]


def test_what_takes_the_place_of_a_retired_item_is_followed_to_its_end() -> None:
    loaded = curriculum(*EXAMS, node("goal", 1, "old-exam"))
    assert [one.id for one in details(loaded, "old-exam").instead] == ["new-exam"]
    assert "Instead:\n  NEW-EXAM (new-exam)" in "\n".join(lines(details(loaded, "old-exam"), TODAY))
    found = [one for one in check(loaded) if one.code == "superseded"]
    assert [(one.node, one.field) for one in found] == [("goal", "requires")]
    assert "new-exam" in found[0].message


def test_a_goal_that_needs_a_retired_item_is_told_what_takes_its_place() -> None:
    loaded = curriculum(*EXAMS, node("goal", 1, "old-exam"))
    plan = make_plan(Document(curriculum=loaded, learner=learner()))
    assert "instead: “NEW-EXAM”" in " ".join(one.message for one in plan.problems)


def test_whoever_holds_the_old_one_keeps_the_credit_when_the_library_moves_on() -> None:
    then = curriculum(node("old-exam", 10, kind="certification"), node("goal", 1, "old-exam"))
    now = curriculum(*EXAMS, node("goal", 1, "new-exam"))
    lived = progress.finish(commands.set_today(Document(curriculum=then, learner=learner()), TODAY), "old-exam", TODAY)
    assert [one.id for one in make_plan(follow.follow(lived, now)).items] == ["goal"]
    assert "OLD-EXAM Instead: “NEW-EXAM”." in "\n".join(follow.changes(then, now))


def test_an_order_of_retired_items_that_runs_in_a_circle_ends() -> None:
    loaded = curriculum(
        node("a", status="retired", superseded_by=["b"]), node("b", status="retired", superseded_by=["a"])
    )
    assert details(loaded, "a").instead == ()


# Laws


@given(instances(), st.sets(st.integers(0, 8)))
def test_other_ids_change_nothing(instance: Instance, places: set[int]) -> None:
    names = {one: f"{one}x" for one in (f"n{place}" for place in places) if one in instance.curriculum.by_id}
    later = renamed(instance.curriculum, names)
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    before, after = make_plan(document), make_plan(follow.follow(document, later))
    assert [names.get(one.id, one.id) for one in before.items] == [one.id for one in after.items]
    assert (before.status, before.finish, before.totals) == (after.status, after.finish, after.totals)


@given(instances(), st.sets(st.integers(0, 8)))
def test_a_file_that_speaks_of_old_ids_is_the_file_that_speaks_of_the_new_ones(
    instance: Instance, places: set[int]
) -> None:
    names = {one: f"{one}x" for one in (f"n{place}" for place in places) if one in instance.curriculum.by_id}
    whole = instance.curriculum
    later = renamed(whole, names)
    library = later.changed(id="library", target=None, nodes=tuple(one for one in later.nodes if one.id != "goal"))
    old = whole.changed(id="mine", uses=("library",), nodes=(whole.by_id["goal"],))
    new = whole.changed(id="mine", uses=("library",), nodes=(later.by_id["goal"],))
    assert curricula.merge([of(library), of(old)]) == curricula.merge([of(library), of(new)])
