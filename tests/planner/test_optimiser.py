"""Nobody but Trailmark writes on standard output."""

from __future__ import annotations

import os

import highspy
import pytest

from planner.planning import optimiser


class Greeting(highspy.Highs):
    """As HiGHS 1.16 does it: past Python, as soon as there is a solver."""

    def __init__(self) -> None:
        super().__init__()
        os.write(1, b"Running HiGHS\n")


@pytest.fixture(autouse=True)
def first_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy, "Highs", Greeting)
    monkeypatch.setattr(optimiser, "_greeted", False)


def test_a_greeting_is_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    Greeting()
    assert capfd.readouterr().out == "Running HiGHS\n", "the trap is not set"
    solver = optimiser.new_solver()
    os.write(1, b"answer\n")
    assert capfd.readouterr().out == "answer\n"
    assert solver.getOptionValue("output_flag")[1] is False


def test_a_solver_is_made_where_standard_output_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_descriptor: int) -> int:
        raise OSError("bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    assert isinstance(optimiser.new_solver(), Greeting)


def test_standard_output_is_put_back_where_no_solver_can_be_made(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise MemoryError

    monkeypatch.setattr(highspy, "Highs", broken)
    with pytest.raises(MemoryError):
        optimiser.new_solver()
    os.write(1, b"still here\n")
    assert capfd.readouterr().out == "still here\n"
