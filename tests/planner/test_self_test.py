"""What the self-test says of folders, packages and plans; the whole of it is tried as installed, with the wheel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.app import queries, sample, self_test
from planner.app.self_test import Check, Level, Tried, attempt, core_checks
from planner.model.document import Document
from planner.model.plan import Plan
from planner.planning import holidays
from planner.storage import places


@pytest.fixture(scope="module")
def document() -> Document:
    return sample.blank_client(queries.load(), date(2027, 1, 4))


@pytest.fixture(scope="module")
def plan(document: Document) -> Plan:
    return queries.plan(document)


def data(document: Document, plan: Plan) -> Check:
    return attempt("data", lambda: self_test.save(document, plan))


def test_a_folder_that_is_there_stays_as_it_was(document, plan, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "recent.json").write_text("mine", "utf-8")
    assert data(document, plan).level is Level.OK
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "recent.json"]
    assert (tmp_path / "kept" / "recent.json").read_text("utf-8") == "mine"
    assert places.data_folder() == tmp_path / "kept"


def test_a_folder_that_is_not_there_is_gone_afterwards(document, plan, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "not" / "yet"))
    assert data(document, plan).level is Level.OK
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written(document, plan, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "file" / "data"))
    check = data(document, plan)
    assert check.level is Level.FAILED
    assert str(tmp_path / "file" / "data") in check.found
    assert "TRAILMARK_DATA" in check.advice


def test_a_plan_that_is_not_proved_fails(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "plan", lambda _document: plan.changed(proof="gap", gap=0.1))
    checks = {check.name: check for check in core_checks(Tried())}
    assert checks["plan"].level is Level.FAILED
    assert "try again" in checks["plan"].advice


def test_a_missing_extra_is_only_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(self_test.EXTRA, holidays.LIBRARY + "_that_is_not_there", "holidays")
    monkeypatch.setattr(self_test, "_curricula", lambda _tried: "")
    checks = list(core_checks(Tried()))
    (extras,) = [check for check in checks if check.name == "extras"]
    assert extras.level is Level.NOTE
    assert "trailmark[holidays,documents]" in extras.advice
    assert not self_test.failed(checks)


def test_a_missing_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(self_test.REQUIRED, "nobody_has_this", "Nobody")
    monkeypatch.setattr(self_test, "_curricula", lambda _tried: "")
    checks = list(core_checks(Tried()))
    assert [check.name for check in checks if check.level is Level.FAILED] == ["packages"]
    assert "Nobody" in next(check.found for check in checks if check.name == "packages")
    assert self_test.failed(checks)


def test_whatever_goes_wrong_is_a_line(tmp_path: Path) -> None:
    check = attempt("plan", lambda: str(1 // 0))
    assert (check.level, check.found) == (Level.FAILED, "ZeroDivisionError: integer division or modulo by zero")
    assert check.advice
