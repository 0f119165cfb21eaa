"""What a draft does to the plans of learners, and the numbers of its items."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from build import any_of, curriculum, learner, node

from planner.app import author
from planner.app.author import Draft, Follower, Impact, Impacts
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.storage.canonical import to_json

NODES: tuple[dict[str, Any], ...] = (node("a", 10), node("b", 20), node("goal", 4, any_of("a", "b")))


def day(when: date | None) -> str:
    return str(when)


def money(amount: float) -> str:
    return f"{amount:.0f} USD"


@pytest.fixture
def file(tmp_path: Path) -> Draft:
    path = tmp_path / "school.json"
    path.write_bytes(to_json(curriculum(*NODES, id="school", target="goal")))
    return author.open(path)


def follower(draft: Draft, name: str = "Ada", **fields: Any) -> Follower:
    return Follower(name, Document(curriculum=draft.loaded, learner=learner(**fields)), str(draft.path))


def only(draft: Draft, now: Draft, *followers: Follower) -> Impact:
    (found,) = Impacts(followers, draft).of(now)
    return found


def said(impact: Impact) -> str:
    return author.impact_words(impact, day, money)


def test_the_plan_before_and_after_an_edit(file: Draft) -> None:
    now = author.set_fields(file, ["a"], hours=30.0, cost_usd=5.0)
    found = only(file, now, follower(file))
    assert found.before is not None
    assert found.after is not None
    assert (found.before.hours, found.after.hours) == (14, 24)
    assert (found.new, found.gone) == (("B",), ("A",))
    assert said(found) == "Ada: 2026-01-13 → 2026-01-20 · 7 days later · +10 h · 0 USD · new: B · no longer: A"
    same = only(file, author.set_fields(file, ["b"], hours=25.0), follower(file))
    assert not same.changed
    assert said(same) == "Ada: the plan stays as it is"


def test_a_renamed_step_neither_comes_nor_goes(file: Draft) -> None:
    found = only(file, author.rename_item(file, "a", "first"), follower(file))
    assert (found.new, found.gone, found.changed) == ((), (), False)


def test_why_there_is_no_plan_any_more(file: Draft) -> None:
    gone = only(file, author.remove_items(file, ["goal"]), follower(file))
    assert "is not in the curriculum any more" in gone.reason
    assert said(gone).startswith("Ada: no plan any more: Your goal")
    circle = author.connect(author.remove_items(file, ["b"]), "goal", "a")
    blocked = only(file, circle, follower(file))
    assert (blocked.after, bool(blocked.reason)) == (None, True)


def test_who_follows_what_uses_the_draft_is_told_as_well(file: Draft, tmp_path: Path) -> None:
    path = tmp_path / "degree.json"
    path.write_bytes(to_json(curriculum(node("degree", 1, "goal"), id="degree", target="degree", uses=["school"])))
    user = Follower("Bo", Document(curriculum=author.open(path).loaded, learner=learner(goal="degree")), str(path))
    found = only(file, author.set_fields(file, ["a"], hours=12.0), user)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.hours, found.after.hours) == (15, 17)
    assert not found.other_file
    copy = only(file, replace(file, path=None), user)
    assert copy.other_file
    path.unlink()
    lost = only(file, author.set_fields(file, ["a"], hours=12.0), user)
    assert said(lost) == "Bo: cannot be told: There is no such file. Check the name."


def test_who_follows_something_else_is_not_asked(file: Draft) -> None:
    other = Follower("Cy", Document(curriculum=curriculum(node("goal", 1), id="other"), learner=learner()))
    assert list(Impacts([other], file).of(file)) == []


def test_it_is_said_where_another_file_of_that_name_is_followed(file: Draft) -> None:
    elsewhere = Follower("Di", follower(file).document, "school")
    found = only(file, author.set_fields(file, ["a"], hours=12.0), elsewhere)
    assert said(found).endswith("(if this draft took the place of the file that is followed)")


def test_nothing_is_told_once_nobody_wants_to_know(file: Draft) -> None:
    assert list(Impacts([follower(file)], file).of(file, lambda: True)) == []


def test_clients_are_found_in_their_folder(file: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    workspace = Workspace(str(file.path))
    document = follower(file).document.changed(name="Ada")
    assert not workspace.save_as(tmp_path / "clients" / "ada.trailmark", document).failed
    workspace.close()
    (tmp_path / "clients" / "broken.trailmark").write_text("{")
    (found,) = author.followers_in(tmp_path / "clients", date(2026, 1, 5))
    assert (found.name, found.source) == ("Ada", str(file.path))
    assert only(file, author.set_fields(file, ["a"], hours=11.0), found).changed


def test_numbers_say_what_hangs_on_an_item() -> None:
    draft = Draft(curriculum(*(node(item, 1, "a") for item in "bcd"), node("a", 1), node("e", 1, "b"), target="e"))
    found = author.numbers(draft)
    assert found.bottlenecks == ["a"]
    assert found.dead_ends == ["c", "d"]
    assert (found.items["a"].needed_by, found.items["a"].blocking, found.items["a"].delay) == (3, 4, 3)
    assert author.number_words(found, "a") == (
        "needs 0 items · 4 items may need it · on a chain of up to 3 items · bottleneck"
    )
    assert author.number_words(found, "c").endswith("leads nowhere")
    assert author.number_words(found, "nowhere") == ""
