"""Half of another program is noticed, and both places are named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import planner
from planner import origin

ROOT = Path(__file__).parents[2]


def test_a_checkout_is_fine() -> None:
    assert origin.check() is None


def test_names_both_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "__init__.py").touch()
    for name in [name for name in sys.modules if name.split(".")[0] == "ui"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    sentence = origin.check()
    assert sentence is not None
    assert f"planner comes from {ROOT}, ui from {tmp_path}." in sentence


def test_notices_an_overwritten_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(planner, "DISTRIBUTION")
    sentence = origin.check()
    assert sentence is not None
    assert "mixed up with another program" in sentence
