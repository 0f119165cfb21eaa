"""What the frame of the window takes from files of our own that may be damaged, and from good ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app.glance import Glance, glance
from planner.app.preferences import Preferences
from planner.settings import Settings, WindowState


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path))
    return tmp_path


def test_without_files_everything_is_as_usual(folder: Path) -> None:
    assert glance() == Glance()


def test_the_same_is_read_as_in_full(folder: Path) -> None:
    settings = Settings(theme="dark", text_size=150, language="de_AT", hidden_panes=("you", "item"), privacy=True)
    Preferences.save_settings(settings)
    Preferences.save_window_state(WindowState(geometry="01d9", look="contrast"))
    assert glance() == Glance("dark", 150, "de_AT", frozenset({"you", "item"}), True, "contrast", b"\x01\xd9")


def test_what_is_not_as_it_should_be_is_left_out(folder: Path) -> None:
    wrong = {"theme": "pink", "text_size": 900, "language": "../x", "hidden_panes": "you", "privacy": "yes"}
    (folder / "settings.json").write_text(json.dumps(wrong), encoding="utf-8")
    (folder / "window.json").write_text(json.dumps({"geometry": "xyz", "look": 3}), encoding="utf-8")
    assert glance() == Glance()


@given(
    st.binary(max_size=60)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_no_damage_stops_the_start(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.getbasetemp() / "glance"
        folder.mkdir(exist_ok=True)
        patch.setenv("TRAILMARK_DATA", str(folder))
        for name in ("settings.json", "window.json"):
            (folder / name).write_bytes(content)
        assert glance() == Glance()
