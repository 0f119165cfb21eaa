"""What was drawn last: the same comes back, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app import drawn_files, kept, queries
from planner.app.kept import Kept, KeptStep
from planner.app.map import Map, Sight

DAY = date(2027, 1, 4)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def drawn() -> Kept:
    """A plan of the smallest curriculum with its map, step by step."""
    document = queries.new_document(queries.load("bakery-apprenticeship"), DAY)
    plan = queries.plan(document)
    picture = queries.draw(document, plan, Sight())
    steps = tuple(
        KeptStep(
            one.id, one.title, one.kind.value, one.hours, one.months, one.start, one.finish, "so that", number or None
        )
        for number, one in enumerate(plan.items)
    )
    return Kept("Ada – Trailmark", "en", "map", ("Plan", "3 h", ""), steps, picture)


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path))
    file = tmp_path / "me.trailmark"
    file.write_bytes(b"{}")
    recent = {"files": [{"path": str(file), "curriculum": "bakery"}]}
    (tmp_path / "recent.json").write_text(json.dumps(recent), encoding="utf-8")
    return file


def kept_for(file: Path | None, language: str) -> Kept | None:
    last = drawn_files.last(file, language, digest)
    return kept.read(last) if last else None


def _same(found: Map, kept_map: Map) -> bool:
    fields = (
        "nodes",
        "modules",
        "boxes",
        "lanes",
        "era_bands",
        "eras",
        "lane_titles",
        "width",
        "height",
        "goal",
        "start",
    )
    return all(getattr(found, name) == getattr(kept_map, name) for name in fields) and [
        (one.before, one.after, one.points, one.chosen) for one in found.lines
    ] == [(one.before, one.after, one.points, one.chosen) for one in kept_map.lines]


def test_the_same_comes_back(learner: Path, drawn: Kept) -> None:
    kept.keep(drawn, learner, digest)
    for asked in (None, learner):
        found = kept_for(asked, "en")
        assert found is not None
        assert _same(found.picture, drawn.picture)
        assert (found.title, found.page, found.head, found.steps) == (drawn.title, drawn.page, drawn.head, drawn.steps)


def test_nothing_comes_back_for_anything_else(learner: Path, drawn: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep(drawn, learner, digest)
    assert kept_for(None, "de") is None
    assert kept_for(learner.with_name("other.trailmark"), "en") is None
    with monkeypatch.context() as patch:
        patch.setattr(drawn_files, "__version__", "9.9.9")
        assert kept_for(None, "en") is None
    learner.write_bytes(b"{ }")
    assert kept_for(None, "en") is None
    learner.write_bytes(b"{}")
    assert kept_for(None, "en") is not None
    (learner.parent / "recent.json").write_text('{"files": []}', encoding="utf-8")
    assert kept_for(None, "en") is None
    drawn_files.forget()
    drawn_files.forget()
    assert kept_for(learner, "en") is None


def _places(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [here, *(place for key, one in pairs for place in _places(one, (*here, key)))]


@given(data=st.data())
def test_a_wrong_value_anywhere_is_never_drawn(
    tmp_path_factory: pytest.TempPathFactory, drawn: Kept, data: st.DataObject
) -> None:
    """Also where the fingerprint is right: whoever can write the file can write that, too."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.getbasetemp() / "kept"
        folder.mkdir(exist_ok=True)
        patch.setenv("TRAILMARK_DATA", str(folder))
        learner = folder / "me.trailmark"
        learner.write_bytes(b"{}")
        kept.keep(drawn, learner, digest)
        place = folder / "drawn.json"
        first, head, body = place.read_bytes().split(b"\n")
        found = json.loads(body)
        path = data.draw(st.sampled_from([one for one in _places(found["map"]) if one]))
        spot = found["map"]
        for key in path[:-1]:
            spot = spot[key]
        spot[path[-1]] = data.draw(st.sampled_from(["nowhere", -7, 1e300, float("nan"), None, True, [], {}, [[1, 2]]]))
        content = head + b"\n" + json.dumps(found, ensure_ascii=False).encode()
        place.write_bytes(f"{first.decode().rpartition(' ')[0]} {digest(content)}\n".encode() + content)
        read = kept_for(learner, "en")
        if read is not None:  # another title, say: whatever it is, it hangs together
            picture = read.picture
            shown = {*picture.nodes, *picture.modules}
            assert shown >= picture.boxes.keys()
            assert all(box.width > 0 and box.height > 0 for box in picture.boxes.values())
            assert all({line.before, line.after} <= picture.boxes.keys() for line in picture.lines)
            assert all(item in picture.nodes for one in picture.modules.values() for item in one.items)
            assert picture.lane_titles.keys() >= {band.key for band in picture.lanes}


@given(st.binary(max_size=80))
def test_no_damage_stops_the_start(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.getbasetemp() / "damaged"
        folder.mkdir(exist_ok=True)
        patch.setenv("TRAILMARK_DATA", str(folder))
        for name in ("drawn.json", "drawn.picture"):
            (folder / name).write_bytes(content)
        assert kept_for(None, "en") is None
        assert drawn_files.picture("mark") is None


def test_a_picture_is_of_one_thing_only(learner: Path, drawn: Kept) -> None:
    assert drawn_files.picture("mark") is None
    drawn_files.write_picture("mark", b"one\ntwo")
    assert drawn_files.picture("mark") == b"one\ntwo"
    assert drawn_files.picture("mar") is None
    drawn_files.forget()
    assert drawn_files.picture("mark") is None


def test_a_learner_whose_file_has_a_name_in_no_language(learner: Path, drawn: Kept) -> None:
    """Bytes that are no text in UTF-8 are a name on Linux, and the window must close there, too."""
    odd = learner.with_name(os.fsdecode(b"ana-\xff.trailmark"))
    try:
        odd.write_bytes(b"{}")
    except OSError:
        pytest.skip("this system has no such names")
    kept.keep(drawn, odd, digest)
    assert kept_for(odd, "en") is not None
