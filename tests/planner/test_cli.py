"""The command line: what it prints, in words and as JSON, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from build import at_least, curriculum, node
from jsonschema import Draft202012Validator

from planner import cli
from planner.app import commands, progress, queries
from planner.app.workspace import Workspace
from planner.storage.canonical import to_json
from planner.storage.schema import schemas

ROOT = Path(__file__).parents[2]
ENTRIES = [one.id for one in queries.entry_roles(queries.load())]
PLAN = ("plan", "--from", "data-analyst", "--start", "2027-01-04")


class Output(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Output]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*arguments: str) -> Output:
        try:
            code = cli.main(arguments)
        except SystemExit as stop:  # argparse ends like this
            code = int(stop.code or 0)
        return Output(code, *capsys.readouterr())

    return call


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The path of a curriculum of two items."""
    path = tmp_path / "small.json"
    path.write_bytes(to_json(curriculum(node("a", 10), node("goal", 2, "a", cost_usd=5), target="goal")))
    return str(path)


def plan_of(output: Output) -> dict[str, Any]:
    assert output.err == ""
    plan: dict[str, Any] = json.loads(output.out)
    Draft202012Validator(schemas()["plan.schema.json"]).validate(plan)
    return plan


# plan


def test_there_are_twelve_entries() -> None:
    assert len(ENTRIES) == 12


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_has_a_plan(run: Run, entry: str) -> None:
    code, out, err = run("plan", "--from", entry, "--hours-per-week", "10", "--start", "2027-01-04")
    assert (code, err) == (cli.OK, "")
    first = out.splitlines()[0]
    assert first.startswith("To Machine Learning Architect: ")
    assert " steps, " in first
    assert "Proved: no other set of steps needs fewer hours." in out
    assert out.rstrip().splitlines()[-1].strip().startswith("1") or "role-ml-architect" in out
    assert (
        run("plan", "--from", entry.removeprefix("entry-"), "--hours-per-week", "10", "--start", "2027-01-04").out
        == out
    )


def test_ids_may_be_given_with_and_without_prefix_or_as_titles(run: Run) -> None:
    expected = run(*PLAN, "--json").out
    assert run(*PLAN, "--to", "ml-architect", "--json").out == expected
    assert run(*PLAN, "--to", "role-ml-architect", "--json").out == expected
    assert run(*PLAN, "--to", "machine learning architect", "--json").out == expected


def test_the_json_of_a_plan_says_what_when_and_why(run: Run) -> None:
    plan = plan_of(run(*PLAN, "--json"))
    assert (plan["format"], plan["format_version"]) == ("trailmark.plan", 1)
    assert (plan["status"], plan["proof"], plan["problems"]) == ("planned", "optimal", [])
    assert (plan["start"], plan["goal"], plan["begins"]) == ("entry-data-analyst", "role-ml-architect", "2027-01-04")
    items = {item["id"]: item for item in plan["items"]}
    assert len(items) == len(plan["items"]) == plan["totals"]["items"] > 80
    assert plan["finish"] == max(item["finish"] for item in plan["items"])
    assert plan["totals"]["hours"] == pytest.approx(sum(item["hours"] for item in plan["items"]))
    assert plan["binding"]["lower_bound"] <= plan["finish"]
    assert plan["binding"]["sentence"]
    assert set(plan["binding"]["chain"]) <= items.keys()
    assert any(item["months"] for item in plan["items"])
    for item in plan["items"]:
        assert item["title"]
        assert item["kind"]
        assert "2027-01-04" <= item["start"] <= item["finish"]
        if item["id"] == plan["goal"]:
            assert item["why"] == []
        else:
            assert item["why"][0]["id"] == item["id"]
            assert item["why"][-1]["needed_by"] == plan["goal"]
            assert all(step["reason"] for step in item["why"])


def test_the_words_of_a_plan_say_when_and_why(run: Run) -> None:
    out = run("plan", "--to", "linear-algebra", "--hours-per-week", "10", "--start", "2027-01-04").out
    row = next(line for line in out.splitlines() if "(linear-algebra)" in line)
    assert re.search(r" \d\d? [A-Z][a-z]+ 2027 – ", row)
    assert " h  Linear algebra" in row
    assert "\n      for " in out
    more = run("plan", "--to", "linear-algebra", "--hours-per-week", "10", "--start", "2027-01-04", "--why").out
    assert more.count("\n      for ") >= out.count("\n      for ")


def test_weekdays_and_days_off_move_the_finish(run: Run, small: str) -> None:
    def finish(*arguments: str) -> str:
        plan = plan_of(run("plan", "--curriculum", small, "--start", "2027-01-04", "--json", *arguments))
        return str(plan["finish"])

    assert finish("--hours-per-week", "10") == "2027-01-11"
    assert finish("--weekdays", "sat=4,sunday=4") == "2027-01-16"
    assert finish("--weekdays", "Mon=12") == "2027-01-04"
    assert finish("--hours-per-week", "10", "--day-off", "2027-01-05") == "2027-01-12"
    assert (
        finish("--hours-per-week", "10", "--day-off", "2027-01-05..2027-01-08", "--day-off", "2027-01-11")
        > "2027-01-15"
    )


def test_what_is_known_and_preferred_counts(run: Run, small: str) -> None:
    assert "nothing is left to do" in run("plan", "--curriculum", small, "--known", "goal").out
    plan = plan_of(run("plan", "--curriculum", small, "--known", "a", "--json"))
    assert [item["id"] for item in plan["items"]] == ["goal"]
    both = plan_of(run(*PLAN, "--prefer", "azure-core", "--known", "sql-fundamentals", "--json"))
    assert "azure-core" in {item["id"] for item in both["items"]}
    assert "sql-fundamentals" in both["held"]


def test_a_deadline_that_can_be_met_changes_nothing_and_a_missed_one_is_said(run: Run, small: str) -> None:
    arguments = ("plan", "--curriculum", small, "--start", "2027-01-04", "--hours-per-week", "10")
    assert run(*arguments, "--deadline", "2027-02-01") == run(*arguments)
    code, _out, err = run(*arguments, "--deadline", "2027-01-08")
    assert code == cli.NO_PLAN
    assert "deadline 8 Jan 2027 cannot be met with these steps: 12 hours of study, but only 10" in err
    assert "With 12.0 hours a week instead of 10.0 it can be met." in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--hours-per-week", "0"), "With no hours a week the study never ends."),
        (("--avoid", "a"), "Your wish cannot be met: avoid “A”. The goal needs it."),
        (("--free-only",), "Your wish cannot be met: free items only."),
        (("--hours-per-week", "0.001"), "With no hours a week the study never ends."),
    ],
)
def test_without_a_plan_there_is_a_sentence_and_exit_code_3(
    run: Run, small: str, arguments: tuple[str, ...], words: str
) -> None:
    code, _out, err = run("plan", "--curriculum", small, *arguments)
    assert code == cli.NO_PLAN
    assert words in err
    code, out, err = run("plan", "--curriculum", small, "--json", *arguments)
    assert (code, err) == (cli.NO_PLAN, "")
    assert any(words in problem["message"] for problem in json.loads(out)["problems"])


def test_what_nobody_can_reach_is_said_with_its_chain(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gone.json"
    path.write_bytes(to_json(curriculum(node("a", 1, kind="certification", status="retired"), node("goal", 2, "a"))))
    code, out, err = run("plan", "--curriculum", str(path))
    assert (code, out) == (cli.NO_PLAN, "")
    assert "“GOAL” (goal) cannot be reached: it needs “A” (a), and it is no longer offered" in err


# Input that makes no sense


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("plan", "--from", "data-analist"), 'Did you mean "entry-data-analyst"?'),
        (("plan", "--to", "linear-algebar"), 'Did you mean "linear-algebra"?'),
        (("plan", "--from", "linear-algebra"), "is not a role that one starts from"),
        (("plan", "--known", "nothing-like-it-at-all"), 'There is no item "nothing-like-it-at-all"'),
        (("plan", "--avoid", "x"), 'There is no item "x"'),
        (("plan", "--start", "2027-02-30"), "“2027-02-30” is not a date; write it as 2027-01-31"),
        (("plan", "--start", "soon"), "“soon” is not a date"),
        (("plan", "--start", "1066-10-14"), "The first day must lie between 1 Jan 1970 and 31 Dec 2200"),
        (("plan", "--start", "2027-01-04", "--deadline", "2026-01-01"), "lies before the start"),
        (("plan", "--hours-per-week", "ten"), "“ten” is not a number of hours from 0 to 168"),
        (("plan", "--hours-per-week", "nan"), "“nan” is not a number of hours"),
        (("plan", "--hours-per-week", "-1"), "is not a number of hours"),
        (("plan", "--hours-per-week", "169"), "is not a number of hours"),
        (("plan", "--weekdays", "monkey=2"), "“monkey=2” is not a weekday with its hours"),
        (("plan", "--weekdays", "mon=25"), "“mon=25” is not a weekday with its hours"),
        (("plan", "--weekdays", "mon"), "“mon” is not a weekday with its hours"),
        (("plan", "--day-off", "2027-01-05..2027-01-04"), "ends before it begins"),
        (("plan", "--curriculum", "ml-architcet"), 'Did you mean "ml-architect"?'),
        (("plan", "--curriculum", "no/such/file.json"), "There is no such file"),
        (("show", "linear-algebar"), 'Did you mean "linear-algebra"?'),
        (("check", "ghost"), 'There is no built-in curriculum "ghost"'),
        (("list", "--kind", "thing"), "“thing” is no kind of item. There are: role, skill"),
        (("dance",), "invalid choice"),
    ],
)
def test_bad_input_is_answered_in_words(run: Run, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert words in err
    assert "Traceback" not in err


# check, show, list


def test_check_finds_nothing_wrong_with_what_we_ship(run: Run) -> None:
    assert run("check") == (cli.OK, "No problem found.\n", "")
    assert run("check", "ml-architect", "--json") == (cli.OK, "[]\n", "")


def test_check_tells_a_broken_rule_from_a_broken_file(run: Run, small: str, tmp_path: Path) -> None:
    code, out, err = run("check", small)
    assert (code, err) == (cli.FOUND_PROBLEMS, "")
    assert f"warning: {small}:" in out
    broken = tmp_path / "broken.json"
    broken.write_text('{"id": "x",\n"title": }', encoding="utf-8")
    code, out, err = run("check", str(broken))
    assert (code, out) == (cli.BAD_INPUT, "")
    assert f"trailmark: {broken}:2: This is not JSON" in err


def test_show_prints_one_item_with_its_reasons(run: Run) -> None:
    code, out, _err = run("show", "Linear algebra")
    assert code == cli.OK
    assert out.startswith("Linear algebra (linear-algebra)\n")
    assert "\nNeeds:\n" in out
    assert "\nFirst step:\n" in out
    assert "\nOpens:\n" in out
    data = json.loads(run("show", "linear-algebra", "--json").out)
    assert (data["id"], data["kind"]) == ("linear-algebra", "skill")
    assert "never planned" in run("show", "cert-cmls").out


def test_list_prints_every_item(run: Run, small: str) -> None:
    rows = json.loads(run("list", "--json").out)
    assert len(rows) == 237  # 227 and the lower levels of ten of them
    assert set(rows[0]) == {"id", "title", "kind", "domain", "status", "hours"}
    roles = run("list", "--kind", "role").out.splitlines()
    assert len(roles) == 13
    assert all(" role " in row for row in roles)
    assert [row["id"] for row in json.loads(run("list", "--curriculum", small, "--json").out)] == ["a", "goal"]
    assert run("--curriculum", small, "list", "--json").out == run("list", "--curriculum", small, "--json").out


def test_help_names_every_command(run: Run) -> None:
    code, out, _err = run("--help")
    assert code == 0
    assert all(command in out for command in ("plan", "check", "show", "list"))


def test_the_exit_codes_are_documented() -> None:
    documented = (ROOT / "docs" / "formats.md").read_text("utf-8")
    for name in ("OK", "FOUND_PROBLEMS", "BAD_INPUT", "NO_PLAN", "NO_DISPLAY", "INTERRUPTED"):
        assert f"| {getattr(cli, name)} |" in documented


def test_an_interruption_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queries, "plan", interrupt)
    assert run(*PLAN) == (cli.INTERRUPTED, "", "")


# In a process of its own


def process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "planner", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_ways_out_of_wishes_that_cannot_be_met_are_printed_with_what_they_cost(run: Run, tmp_path: Path) -> None:
    clouds = (node("aws", 30), node("azure", 20, cost_usd=100), node("gcp", 10, cost_usd=300))
    data = curriculum(*clouds, node("goal", 0, at_least(2, "aws", "azure", "gcp")), target="goal")
    (tmp_path / "clouds.json").write_bytes(to_json(data))
    wishes = ("--avoid", "aws", "--avoid", "azure", "--avoid", "gcp")
    code, out, err = run("plan", "--curriculum", str(tmp_path / "clouds.json"), *wishes)
    assert (code, out) == (cli.NO_PLAN, "")
    assert err.splitlines()[-7:-4] == [
        "Any one of these makes a plan possible:",
        "  Give up: avoid “AZURE” and avoid “GCP”",
        "    Then the plan needs 30 h, 400 USD.",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_a_console_without_our_characters_gets_substitutes(encoding: str) -> None:
    with process("plan", "--avoid", "role-ml-architect", PYTHONIOENCODING=encoding, PYTHONUTF8="0") as done:
        out, err = done.communicate()
    assert done.returncode == cli.NO_PLAN
    assert "Your wish cannot be met" in err.decode(encoding)
    assert "Traceback" not in err.decode(encoding)
    assert out.decode(encoding) == ""


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    with process("list", "--json") as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait() == cli.OK


def test_the_start_is_today_unless_said() -> None:
    with process("plan", "--to", "linear-algebra", "--json") as done:
        out, _err = done.communicate()
    assert abs((date.today() - date.fromisoformat(json.loads(out)["begins"])).days) <= 1


# compare and why


def test_two_saved_plans_are_compared(run: Run, tmp_path: Path) -> None:
    names = [str(tmp_path / f"{aim}.json") for aim in ("hours", "money")]
    for name in names:
        Path(name).write_text(run(*PLAN, "--aim", Path(name).stem, "--json").out, encoding="utf-8")
    code, out, err = run("compare", *names)
    assert (code, err) == (cli.OK, "")
    assert out.startswith("A: Machine Learning Architect: ")
    assert "B instead of A: " in out
    found = json.loads(run("compare", *names, "--json").out)
    assert found["format"] == "trailmark.comparison"
    assert found["change"]["hours"] >= 0 >= found["change"]["cost_usd"]


def test_the_alternatives_of_a_learner(run: Run, small: str) -> None:
    code, out, err = run("compare", "--curriculum", small, "--alternatives", "--start", "2027-01-04")
    assert (code, err) == (cli.OK, "")
    assert "Trade-offs of hours, money and finish" in out
    found = json.loads(run("compare", "--curriculum", small, "--alternatives", "--json").out)
    assert (found["format"], len(found["front"]), found["next_best"]) == ("trailmark.alternatives", 1, [])
    assert run("compare", "--curriculum", small, "--alternatives", "--avoid", "a").code == cli.NO_PLAN


@pytest.mark.parametrize("arguments", [(), ("one.json",), ("a.json", "b.json", "--alternatives")])
def test_compare_asks_for_what_it_lacks(run: Run, arguments: tuple[str, ...]) -> None:
    code, _out, err = run("compare", *arguments)
    assert code == cli.BAD_INPUT
    assert "Name two to four files, or describe yourself and add --variant or --alternatives." in err


def test_variants_of_a_learner_stand_side_by_side(run: Run, tmp_path: Path) -> None:
    mine = ("--from", "data-analyst", "--start", "2027-01-04")
    code, out, err = run(
        "compare", *mine, "--variant", "cloud provider=azure, from=software-developer", "--variant", "hours=6"
    )
    assert (code, err) == (cli.OK, "")
    assert "B: Software developer (1+ year) · Azure: " in out
    assert "  Your cloud provider: A AWS, B Azure, C AWS" in out
    found = json.loads(run("compare", *mine, "--variant", "hours=6", "--json").out)
    assert (found["format"], [one["letter"] for one in found["columns"]]) == ("trailmark.side-by-side", ["A", "B"])
    table = run("compare", *mine, "--variant", "hours=6", "--markdown").out.splitlines()
    assert table[0] == "|  |  | A: Your plan | B: 6 h a week |"
    assert len(table) > len(found["rows"])
    csv_rows = run("compare", *mine, "--variant", "hours=6", "--csv").out.splitlines()
    assert csv_rows[0] == ",,A: Your plan,B: 6 h a week"


def test_learners_and_saved_plans_are_compared_together(run: Run, tmp_path: Path, small: str) -> None:
    plan, learner = tmp_path / "plan.json", tmp_path / "Ana.trailmark"
    plan.write_text(run("plan", "--curriculum", small, "--start", "2027-01-04", "--json").out, encoding="utf-8")
    workspace = Workspace(small)
    document = queries.new_document(queries.load(small), date(2027, 1, 4))
    workspace.save_as(learner, commands.set_hours(document, 5.0), None)
    code, out, err = run("compare", str(plan), str(learner), str(plan))
    assert (code, err) == (cli.OK, "")
    assert out.startswith("A: plan: 12 h · 5 USD")
    assert "Ana" in out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hours", "write NAME=VALUE"),
        ("hours=many", "not a number of hours"),
        ("start=soon", "not a date"),
        ("tool=azure", "is no choice of the curriculum"),
        ("cloud provider=none of them", "is no option of"),
        ("first=ms-ml-certification", "does not lead past"),
    ],
)
def test_what_a_variant_cannot_mean_is_told(run: Run, text: str, words: str) -> None:
    code, _out, err = run("compare", "--from", "data-analyst", "--variant", text)
    assert code == cli.BAD_INPUT
    assert words in err


def test_a_file_that_is_no_plan_is_named(run: Run, small: str) -> None:
    code, _out, err = run("compare", small, small)
    assert code == cli.BAD_INPUT
    assert "small.json” is no saved plan" in err


def test_why_an_item_is_there_and_why_not(run: Run, small: str) -> None:
    where = ("--curriculum", small, "--start", "2027-01-04")
    code, out, err = run("why", "A", *where)
    assert (code, err) == (cli.OK, "")
    assert "Every plan to this goal needs it." in out
    assert json.loads(run("why", "a", *where, "--json").out)["format"] == "trailmark.why"
    assert "You hold it already." in run("why", "a", *where, "--known", "a").out
    assert run("why", "b", *where).code == cli.BAD_INPUT
    assert run("why", "a", *where, "--avoid", "goal").code == cli.NO_PLAN


def test_whoever_is_in_a_job_has_only_its_rest_before_them(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    nodes = (node("job", kind="experience", months=36), node("s", 50), node("goal", 0, {"all": ["job", "s"]}))
    path.write_bytes(to_json(curriculum(*nodes, target="goal")))
    asked = ("plan", "--curriculum", str(path), "--start", "2028-01-04", "--hours-per-week", "10")
    assert plan_of(run(*asked, "--json"))["finish"] == "2031-01-04"
    assert plan_of(run(*asked, "--begun", "job=2027-01-04", "--json"))["finish"] == "2030-01-04"
    code, _out, err = run(*asked, "--progress", "job=0.333")
    assert code == cli.BAD_INPUT
    assert "“JOB” is counted in months: say since when you are in it" in err
    code, _out, err = run(*asked, "--begun", "s=2027-01-04")
    assert code == cli.BAD_INPUT
    assert "“S” takes no months" in err


def test_time_is_an_aim_and_what_comes_after_the_aim_can_be_said(run: Run) -> None:
    plan = plan_of(run("plan", "--from", "ml-engineer", "--start", "2027-01-04", "--aim", "time", "--json"))
    assert (plan["aim"], plan["proof"]) == ("time", "optimal")
    out = run("plan", "--from", "ml-engineer", "--start", "2027-01-04", "--aim", "time", "--then", "money").out
    assert "Proved: no other set of steps finishes earlier." in out
    out = run(*PLAN, "--then", "time").out
    assert "Proved: no other set of steps needs fewer hours. Of those that are as good, none finishes earlier." in out
    assert run("plan", "--then", "luck").code == cli.BAD_INPUT


def test_a_week_can_be_worth_something(run: Run) -> None:
    mix = (*PLAN, "--aim", "mix", "--hour-worth", "30", "--time-limit", "300", "--json")
    cheap, quick = plan_of(run(*mix)), plan_of(run(*mix, "--week-worth", "40"))
    assert (cheap["week_worth_usd"], quick["week_worth_usd"], quick["hour_worth_usd"]) == (0, 40, 30)
    assert (cheap["proof"], quick["proof"], quick["gap_aim"]) == ("optimal", "optimal", None)
    assert quick["finish"] < cheap["finish"]
    assert quick["totals"]["hours"] * 30 + quick["totals"]["cost_usd"] >= (
        cheap["totals"]["hours"] * 30 + cheap["totals"]["cost_usd"]
    )
    for option in ("--week-worth", "--hour-worth"):
        code, out, err = run(*PLAN, option, "9000000")
        assert (code, out) == (cli.BAD_INPUT, "")
        assert "must lie between 0 and" in err
    why = run("why", "kubernetes", "--from", "data-analyst", "--aim", "mix", "--week-worth", "5")
    forecast = run("forecast", "--from", "ml-engineer", "--then", "time", "--start", "2027-01-04")
    assert (why.code, forecast.code) == (cli.OK, cli.OK)


def test_a_published_programme_can_be_planned(run: Run) -> None:
    file = ROOT / "tests/oracles/curricular_analytics/Colostate_CSDegree.csv"
    done = run("plan", "--curriculum", str(file), "--to", "cs-370", "--start", "2027-01-04", "--json")
    plan = json.loads(done.out)
    assert done.code == 0
    assert [item["id"] for item in plan["items"]] == ["cs-150b", "cs-164", "cs-165", "cs-270", "cs-370"]


def test_planning_again_says_what_has_changed(run: Run, tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    saved.write_text(run(*PLAN, "--json").out, "utf-8")
    same = run(*PLAN, "--after", str(saved))
    assert same.out.startswith("Nothing has changed.")
    progressed = run(*PLAN, "--known", "programming-fundamentals", "--after", str(saved), "--today", "2027-02-09")
    assert "No longer planned:\n  Programming fundamentals (programming-fundamentals)" in progressed.out
    assert run(*PLAN, "--after", str(ROOT / "README.md")).code == 2


@pytest.mark.parametrize("order", ["finish", "wins", "topics", "balance"])
def test_orders_and_dates_of_the_command_line(run: Run, order: str) -> None:
    done = run(
        *(*PLAN, "--order", order, "--max-topics", "2", "--not-before", "kubernetes=2030-01-07"),
        *("--by-hand", "ml-fundamentals", "scikit-learn", "--spent", "sql-fundamentals=20", "--json"),
    )
    if done.code == 2:
        pytest.fail(done.err)
    plan = json.loads(done.out)
    assert plan["ordered"]["by"] == order
    late = next(item for item in plan["items"] if item["id"] == "kubernetes")
    assert late["start"] >= "2030-01-07"


def test_a_learner_file_is_planned_as_it_stands_and_options_change_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    document = commands.set_start(queries.new_document(queries.load(), date.today()), "data-analyst")
    document = progress.finish(document, "sql-fundamentals", date.today())
    document = commands.set_hours(document, 15)
    Workspace().save_as(tmp_path / "me.trailmark", document)
    before = (tmp_path / "me.trailmark").read_bytes()
    assert cli.main(["plan", "--learner", str(tmp_path / "me.trailmark"), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["start"] == "entry-data-analyst"
    assert "sql-fundamentals" in plan["held"]
    assert cli.main(["plan", "--learner", str(tmp_path / "me.trailmark"), "--hours-per-week", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["finish"] >= plan["finish"]
    assert (tmp_path / "me.trailmark").read_bytes() == before


# -- match

POSTING = """Data engineer

You know SQL and Kafka, and AWS, Azure or Google Cloud. No PhD required.
Nice to have: Snowplow.
"""


def test_match(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(POSTING, encoding="utf-8")
    code, out, err = run("match", str(path), "--from", "data-analyst", "--start", "2027-01-04")
    assert (code, err) == (0, "")
    assert "You have:\n  SQL fundamentals (sql-fundamentals)\n      “You know SQL and Kafka" in out
    assert "AWS core services; Azure core services; Google Cloud core services" in out
    assert "Named, but not asked for:\n  Ph.D." in out
    assert "Not known to this curriculum:\n  Snowplow" in out
    assert "The plan for it:" in out


def test_match_says_how_an_unclear_list_was_taken(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    lines = ["Requirements", "- SQL, Python or R", "- Git, AWS/Azure", "- Docker/Kubernetes", "- Kubernetes"]
    path.write_text("\n".join(lines), encoding="utf-8")
    out = run("match", str(path), "--start", "2027-01-04").out
    beside = "Taken as asked for beside the alternatives in the sentence; it may be one of them."
    assert f"SQL fundamentals (sql-fundamentals)\n      “SQL, Python or R”\n      {beside}\n" in out
    assert out.count("Taken as") == 1
    assert "Kubernetes (kubernetes)\n      “Kubernetes”\n" in out
    enough = out.partition("One of each line is enough:\n")[2].partition("\n\n")[0].splitlines()
    assert enough == ["  Intermediate Python; R programming", "  AWS core services; Azure core services"]


def test_match_as_json(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(POSTING, encoding="utf-8")
    code, out, err = run("match", str(path), "--from", "data-analyst", "--start", "2027-01-04", "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert not list(Draft202012Validator(schemas()["match.schema.json"]).iter_errors(data))
    standing = {one["node"]: one["standing"] for one in data["asked"]}
    assert standing["sql-fundamentals"] == "have"
    assert data["one_of"] == [["aws-core", "azure-core", "gcp-core"]]
    assert {"stream-processing"} < set(data["plan"]["items"])
    hit = data["hits"][0]
    assert POSTING[hit["start"] : hit["end"]] == hit["term"] == "SQL"


def test_match_reads_from_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"We look for a florist.")))
    code, out, _err = run("match", "-")
    assert (code, out) == (0, "The text names nothing of this curriculum.\n")


def test_match_refuses_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.pdf"
    path.write_bytes(b"%PDF-1.4 garbage")
    code, out, err = run("match", str(path))
    assert (code, out) == (2, "")
    assert "damaged" in err
    assert run("match", str(tmp_path / "none.txt")).code == 2
