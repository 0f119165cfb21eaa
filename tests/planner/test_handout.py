"""Handouts: everything of the plan stands in them once, in order, with its dates, and nothing can break out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import handouts
import pytest
from build import curriculum, job, learner, node
from handouts import MADE, of
from hypothesis import given
from strategies import Instance, timed_instances

from planner.app import queries
from planner.app.addresses import web_address
from planner.cli import main
from planner.exchange import formats as exchange
from planner.handout import formats, words
from planner.handout.content import Handout, ResourceLine
from planner.handout.logo import MOST_BYTES, read_logo
from planner.handout.make import Wishes, make
from planner.model.document import Document
from planner.model.problem import PlannerError

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


@pytest.fixture(scope="module")
def analyst() -> Handout:
    return handouts.analyst()


@given(timed_instances())
def test_every_step_appears_once_in_order_with_its_dates(instance: Instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    plan = queries.plan(document)
    made = make(document, plan, wishes=Wishes(made=MADE, prices=False))
    assert [(one.id, one.start, one.finish, one.hours, one.cost_usd) for one in made.steps] == [
        (one.id, one.start, one.finish, one.hours, one.cost_usd) for one in plan.items
    ]
    assert [one.number for one in made.steps] == list(range(1, len(plan.items) + 1))
    # Every step stands in one stage, and a stage adds up what stands in it.
    if made.steps:
        assert sorted(number for stage in made.stages for number in stage.steps) == [one.number for one in made.steps]
    assert sum(stage.hours for stage in made.stages) == pytest.approx(plan.totals.hours)
    # What is needed is a step before, or held; what is unlocked needs it.
    for step in made.steps:
        for ref in step.needs:
            assert ref.number or ref.held or ref.source
            assert ref.held == (ref.id in plan.held)
        for ref in step.unlocks:
            assert ref.number
            assert step.id in {need.id for need in made.step(ref.number).needs}
        assert all(link.needed_by.number or link.needed_by.id == plan.goal for link in step.why)
    if made.week:
        assert plan.begins <= made.week.last
        assert made.week.last - made.week.first == timedelta(days=6)
        assert sum(line.minutes for line in made.week.lines) == made.week.minutes


def test_the_built_in_path_says_why_where_and_what_else(analyst):
    assert len(analyst.steps) == len(analyst.plan.items)
    goal = next(step for step in analyst.steps if step.id == analyst.plan.goal)
    assert all(step.why and all(link.reason for link in step.why) for step in analyst.steps if step is not goal)
    assert all(step.when for step in analyst.steps)
    assert sum(bool(step.resources) for step in analyst.steps) > 60
    assert {option.price for choice in analyst.choices for option in choice.options} > {"", "the same"}
    assert any("+" in option.price for choice in analyst.choices for option in choice.options)
    assert analyst.proof[0] == "Proved: no other set of steps needs fewer hours."
    assert analyst.chain[-1] == goal.number
    assert analyst.week
    assert analyst.week.first == date(2027, 1, 4)
    assert analyst.week.lines[0].minutes
    assert analyst.costs == (("USD", analyst.plan.totals.cost_usd),)
    assert analyst.stages[-1].range
    assert any("learners like you" in sentence for sentence in analyst.summary)


def covered() -> Handout:
    """Of somebody who starts with something that covers all of one step, a part of two, and so does a degree."""
    start = node("start", 0, kind="role", grants=["sql"], partial={"linux": 1.0, "python": 0.7})
    sql = node("sql", 10, partial={"stats": 0.25})
    bsc = node("bsc", 10, kind="degree", months=1, partial={"maths": 0.5})
    steps = [node("linux", 24, first_step="Start a machine."), node("python", 55), node("stats", 20)]
    maths = node("maths", 30, "bsc")
    goal = node("goal", 0, {"all": ["linux", "python", "stats", "maths"]}, kind="role")
    some = curriculum(start, sql, bsc, *steps, maths, goal)
    return of(Document(curriculum=some, learner=learner().changed(start="start")))


def test_what_is_covered_already_is_said_with_its_reason():
    steps = {step.id: step for step in covered().steps}
    assert steps["python"].credit == "“START” covers 70 % of it: 16.5 h instead of 55 h. You start from there."
    assert steps["stats"].credit == "“SQL” covers 25 % of it: 15 h instead of 20 h. You have it already."
    assert steps["maths"].credit == "“BSC” covers 50 % of it: 15 h instead of 30 h. It comes before in your plan."
    assert steps["linux"].credit == "“START” covers all of it: 0 h instead of 24 h. You start from there."
    assert steps["bsc"].credit == ""
    assert steps["linux"].first_step == ""  # nothing is left to begin


@pytest.mark.parametrize("kind", ["html", "markdown", "csv", "msproject"])
def test_every_format_with_steps_says_what_is_covered(kind):
    shown = formats.by_id(kind).write(covered()).decode("utf-8-sig")
    assert "“START” covers 70 % of it: 16.5 h instead of 55 h." in shown
    assert "Start a machine." not in shown


def test_a_step_that_is_covered_has_no_hours_and_says_so():
    found = covered()
    linux = next(step for step in found.steps if step.id == "linux")
    assert words.effort_words(linux) == "0 h"
    assert "0 h" in words.step_facts(linux)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("60", "X, free, 60 hours"),
        ("1", "X, free, 1 hour"),
        ("8-20 (OSSU: 4x2-5)", "X, free, 8-20 hours (OSSU: 4x2-5)"),
        ("about 20 hours", "X, free, about 20 hours"),
        ("", "X, free"),
    ],
)
def test_stated_hours_have_their_unit(stated, shown):
    assert words.resource_words(ResourceLine("T", "X", "", "free", stated)) == shown
    made = covered()
    step = replace(made.steps[0], resources=(ResourceLine("T", "X", "", "free", stated),))
    for kind in ("html", "markdown"):
        page = formats.by_id(kind).write(replace(made, steps=(step, *made.steps[1:]))).decode()
        assert f"({shown})" in page.replace("\\", "")


def test_a_certificate_has_its_fee_its_date_and_its_source():
    record = {"id": "c", "node": "goal", "name": "Cert", "exam_code": "C-1", "status": "active", "since": "2024-10",
              "fee_usd": "150", "validity_months": 36, "source": "The issuer, 2026"}  # fmt: skip
    made = of(Document(curriculum=curriculum(node("goal", 5), certificates=[record]), learner=learner()))
    (line,) = made.steps[0].certificates
    assert (line.fee, line.since, line.source) == ("150 USD", "2024-10", "The issuer, 2026")
    text = formats.by_id("html").write(made).decode()
    assert "Cert (C-1) · active · since 2024-10 · 150 USD · valid for 36 months · Source: The issuer, 2026" in text


def test_the_name_stands_in_it_only_where_it_is_wanted(analyst):
    shown = make(analyst.document, analyst.plan, None, Wishes(name=True, made=MADE, prices=False))
    for kind in formats.formats():
        if not kind.paints:
            assert b"Zora" not in kind.write(analyst)
    assert "Zora" not in formats.file_name(analyst, formats.by_id("html"))
    assert b"Zora" in formats.by_id("html").write(shown)
    assert formats.file_name(shown, formats.by_id("html")) == "zora-machine-learning-architect-plan.html"


def test_nothing_to_do_and_nothing_possible_are_told():
    there = of(Document(curriculum=curriculum(node("goal")), learner=learner(known=("goal",))))
    assert "You are there already: nothing is left to do." in there.summary
    assert there.week is None
    assert b"You are there already" in formats.by_id("html").write(there)
    stuck = of(Document(curriculum=curriculum(node("goal", 1, "a"), node("a", 1)), learner=learner(avoid=("a",))))
    assert stuck.problems
    assert stuck.problems[0].encode()[:20] in formats.by_id("html").write(stuck)


def test_jobs_run_beside_study_in_the_week_of_a_handout():
    nodes = [node("goal", 1, {"all": ["work", "a"]}), job("work", 6), node("a", 300)]
    week = of(Document(curriculum=curriculum(*nodes), learner=learner())).week
    assert week is not None
    assert [bool(line.minutes) for line in week.lines] == [True, False]
    assert week.minutes == 600


# -- what may stand in a link, a logo, and a place


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org",
        "https://", "https://good.example@evil.example/", "https://a.example/\"onclick=", "https://a.example/<x>",
        "https://a\\b.example/", "https://a.example/\u202e", "ftp://a.example", "https://a.example:port/", "https://[",
        "https://a.example/x y", "https://" + "a" * 2_000 + ".example",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(address):
    assert web_address(address) == ""


def test_a_web_address_stays_as_it_is():
    assert web_address("https://a.example/x?y=1&z=(2)#é") == "https://a.example/x?y=1&z=(2)#é"


def test_a_logo_is_a_picture_that_cannot_hold_a_program(tmp_path):
    good, bad, large = tmp_path / "a.png", tmp_path / "b.svg", tmp_path / "c.png"
    good.write_bytes(PNG)
    bad.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    large.write_bytes(PNG + b"0" * MOST_BYTES)
    assert read_logo(good).kind == "png"
    with pytest.raises(PlannerError, match="PNG or JPEG"):
        read_logo(bad)
    with pytest.raises(PlannerError, match="larger than 1 MB"):
        read_logo(large)


def test_a_format_is_found_by_its_name_or_that_of_the_file():
    assert formats.for_name("Plan.HTML").id == "html"
    with pytest.raises(PlannerError, match="html"):
        formats.for_name("plan.docx")
    with pytest.raises(PlannerError, match="There are: "):
        formats.by_id("docx")


# -- the command


SMALL = ["--from", "data-analyst", "--to", "kubernetes", "--start", "2027-01-04"]


def test_the_command_writes_into_a_folder_or_a_file(tmp_path, capsys):
    assert main(["handout", *SMALL, "--out", str(tmp_path), "--format", "html", "--coach", "Maria"]) == 0
    written = tmp_path / "kubernetes-plan.html"
    assert str(written) in capsys.readouterr().out
    assert b"Maria" in written.read_bytes()
    assert main(["handout", *SMALL, "--out", str(tmp_path / "x.html")]) == 0
    assert (tmp_path / "x.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_handouts_of_another_learner_are_not_replaced_without_a_word(tmp_path, capsys):
    """Two clients with one goal, whose names stand in no file: the calendar says whose the files are."""
    course = tmp_path / "small.json"
    nodes = node("a", 20), node("b", kind="role"), node("goal", 10, "a")
    course.write_bytes(exchange.by_id("json").write(curriculum(*nodes)))
    out = tmp_path / "out"
    out.mkdir()
    ana = ["handout", "--curriculum", str(course), "--to", "goal", "--start", "2027-01-04", "--out"]
    ben = [*ana[:3], "--from", "b", *ana[3:]]
    kinds = ["--format", "ics,html"]
    assert main([*ana, str(out), *kinds]) == main([*ana, str(out), *kinds]) == 0, "her own are brought up to date"
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert main([*ben, str(out), *kinds]) == main([*ben, str(out / "goal-plan.ics")]) == 2
    assert "--replace" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert main([*ben, str(out), *kinds, "--replace"]) == 0
    assert main([*ana, str(out), "--format", "html"]) == 2, "they are his now"
    assert main([*ana, str(out / "goal-plan.html")]) == 0, "named in full"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--out", "nowhere/x.html"], "There is no folder"),
        (["--out", "x.docx"], "It is not clear which format"),
        (["--out", "x.html", "--format", "docx"], "There is no format"),
        (["--out", "nowhere", "--format", "html"], "There is no folder"),
        (["--out", "x.html", "--logo", "nothing.png"], "There is no such file"),
        (["nothing.trailmark", "--out", "x.html"], "There is no such file"),
    ],
)
def test_what_cannot_be_written_gets_a_sentence(tmp_path, monkeypatch, capsys, more, sentence):
    monkeypatch.chdir(tmp_path)
    assert main(["handout", *([] if "nothing.trailmark" in more else SMALL), *more]) == 2
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_web_page_needs_no_window(tmp_path):
    code = (
        "import sys; from planner.cli import main; assert main(sys.argv[1:]) == 0; "
        "assert not any(name.startswith(('PySide6', 'ui')) for name in sys.modules)"
    )
    out = str(tmp_path / "x.html")
    subprocess.run(
        [sys.executable, "-c", code, "handout", *SMALL, "--out", out], check=True, cwd=Path(__file__).parents[2]
    )
