"""The clients of a coach: what the list says of each file, without planning anything anew."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from build import all_of, curriculum, item, job, learner, node

from planner.app import commands, copies, progress, queries
from planner.app.client_words import FILTERS, SORTS, found, in_order, spoken, standing_words
from planner.app.clients import Client, ClientFolder, Standing
from planner.app.map import Sight
from planner.app.workspace import Workspace
from planner.cli import main
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.storage import learner_file, locks, peek

BEGIN, LATER = date(2026, 1, 5), date(2026, 3, 2)
SMALL = curriculum(node("a", 20), node("b", 20, "a"), job("work", 12, requires="b"), node("goal", 10, "work"))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    place: Path = tmp_path / "clients"
    place.mkdir()
    return place


def somebody(name: str, **fields) -> Document:
    document = commands.set_name(Document(curriculum=SMALL, learner=learner(**fields)), name)
    return commands.set_begin(document, BEGIN)


def kept(folder: Path, document: Document, plan: bool = True, of: Document | None = None) -> Path:
    """The file of a learner, with the plan that was shown last; `of`: as they were then."""
    path = folder / f"{document.name.split()[0].lower()}.trailmark"
    workspace = Workspace()
    saved = workspace.save_as(path, document, queries.plan(of or document) if plan else None)
    assert not saved.failed
    workspace.close()
    return path


def listed(folder: Path, today: date) -> dict[str, Client]:
    *_parts, last = ClientFolder().read(folder, today)
    return {one.name: one for one in last}


def test_what_the_list_says_of_everybody(folder) -> None:
    kept(folder, somebody("Ana"))
    done = progress.finish(somebody("Ben"), "a", date(2026, 1, 16))
    kept(folder, commands.set_deadline(done, date(2026, 2, 1)))
    kept(folder, progress.begin(progress.finish(somebody("Eve"), "a", BEGIN), "b", BEGIN))
    kept(folder, somebody("Cem"), plan=False)
    everything = somebody("Dora")
    for step in ("a", "b", "work", "goal"):
        everything = progress.finish(everything, step, date(2026, 1, 10))
    kept(folder, everything)
    early, late = listed(folder, BEGIN), listed(folder, LATER)
    assert [one.standing for one in early.values()] == [
        Standing.ON_TIME, Standing.OVER_DEADLINE, Standing.NEW, Standing.ARRIVED, Standing.ON_TIME,
    ]  # fmt: skip
    first = min(item.finish for item in queries.plan(somebody("Ana")).items if item.finish)
    ana = late["Ana"]
    assert (ana.standing, ana.late_days) == (Standing.LATE, (LATER - first).days)
    assert (ana.goal, ana.next, ana.progress, ana.done, ana.steps) == ("GOAL", "A", 0.0, 0, 4)
    assert (late["Ben"].next, late["Ben"].done, late["Ben"].steps) == ("B", 1, 4)
    assert late["Ben"].progress == pytest.approx(20 / 50)
    assert (late["Cem"].standing, late["Cem"].progress, late["Dora"].progress) == (Standing.NEW, None, 1.0)
    assert early["Eve"].next == "B"
    assert listed(folder, BEGIN - timedelta(days=30))["Ana"].standing is Standing.WAITING


def test_the_list_agrees_with_the_page_of_today(folder) -> None:
    """The same fraction, without making a plan."""
    from planner.app.today import today

    document = progress.finish(somebody("Ana"), "a", BEGIN)
    kept(folder, document)
    of_today = today(document, queries.plan(document), BEGIN).progress
    assert listed(folder, BEGIN)["Ana"].progress == pytest.approx(of_today.fraction)


COVERED = curriculum(
    node("start", 0, kind="role", partial={"linux": 1, "python": 0.5}),
    node("ready", 0, kind="milestone"),
    node("python", 40),
    node("linux", 24, "python"),
    node("charts", 20, all_of("python", "ready")),
    node("hired", 0, all_of("charts", "linux"), kind="milestone"),
    job("work", 12, requires="hired"),
    node("goal", 10, "work"),
)


def from_start(name: str) -> Document:
    document = commands.set_begin(Document(curriculum=COVERED, learner=learner()), BEGIN)
    return progress.know(commands.set_name(document, name), "start")


def test_who_has_nothing_left_to_do_of_a_step_is_not_late_for_it(folder) -> None:
    """Something else covers it, or it is reached on the first day without any work."""
    document = from_start("Ana")
    plan = queries.plan(document)
    python = item(plan, "python").finish
    assert (item(plan, "linux").hours, item(plan, "ready").finish) == (0, BEGIN)
    assert item(plan, "linux").finish <= python
    kept(folder, document)
    ana = listed(folder, python)["Ana"]
    assert (ana.standing, ana.next) == (Standing.ON_TIME, "PYTHON")
    late = listed(folder, python + timedelta(days=3))["Ana"]
    assert (late.standing, late.late_days, late.late_steps) == (Standing.LATE, 3, 1)
    done = progress.finish(progress.finish(document, "python", python), "ready", python)
    kept(folder, done, of=document)
    ana = listed(folder, python + timedelta(days=3))["Ana"]
    assert (ana.standing, ana.next) == (Standing.ON_TIME, "CHARTS")
    hired = progress.finish(progress.finish(done, "charts", python), "linux", python)
    kept(folder, hired, of=document)
    waits = listed(folder, item(plan, "hired").finish + timedelta(days=3))["Ana"]
    assert (waits.late_days, waits.next) == (3, "HIRED"), "work came before it"


def test_an_exam_or_a_fee_is_something_to_do_without_any_hours(folder) -> None:
    nodes = node("exam", 0, kind="certification"), node("fee", 0, cost_usd=80), node("goal", 10, all_of("exam", "fee"))
    document = commands.set_name(Document(curriculum=curriculum(*nodes), learner=learner()), "Ana")
    kept(folder, document)
    assert listed(folder, BEGIN + timedelta(days=1))["Ana"].late_steps == 2


def test_who_is_late_misses_the_deadline_still(folder) -> None:
    kept(folder, commands.set_deadline(somebody("Ana"), date(2026, 2, 1)))
    on_time, late = listed(folder, BEGIN)["Ana"], listed(folder, LATER)["Ana"]
    assert late.deadline_days == on_time.late_days > 0
    beyond = standing_words(on_time)
    assert "after the deadline" in beyond
    assert standing_words(late) == f"6 weeks late, {beyond}"


def test_every_place_names_the_same_next_step_and_the_same_progress(folder) -> None:
    """The list of clients, the page of today, and the map, which the status bar and the inspector follow."""
    from planner.app.today import today

    document = commands.set_start(queries.new_document(queries.load("ml-architect"), BEGIN), "entry-software-developer")
    document = commands.set_name(document, "Ana")
    for number in range(6):
        plan = queries.plan(document)
        page = today(document, plan, BEGIN)
        kept(folder, document)
        ana = listed(folder, BEGIN)["Ana"]
        assert page.next is not None
        assert page.next.item.hours > 0
        assert ana.next == page.next.item.title
        assert queries.draw(document, plan, Sight()).next == page.next.item.id
        assert ana.progress == pytest.approx(page.progress.fraction)
        change = progress.begin if number == 4 else progress.finish
        document = change(document, page.next.item.id, BEGIN)


def test_what_cannot_be_read_is_listed_with_a_sentence(folder) -> None:
    good = kept(folder, somebody("Ana")).read_bytes()
    (folder / "cut.trailmark").write_bytes(good[: len(good) // 2])
    (folder / "wrong.trailmark").write_bytes(good.replace(b'"hours"', b'"hoars"', 1))
    (folder / "foreign.trailmark").write_text('{"format": "trailmark.plan", "format_version": 1}')
    later = good.replace(b'"format_version": 2', b'"format_version": 99', 1).replace(b'"Ana"', b'"Nina"')
    (folder / "newer.trailmark").write_bytes(later)
    (folder / "letters.json").write_text('{"dear": "mum"}')
    (folder / "folder.trailmark").mkdir()
    seen = {Path(one.file).stem: one for one in listed(folder, BEGIN).values()}
    assert set(seen) == {"ana", "cut", "wrong", "foreign", "newer", "folder"}
    unreadable = [one for name, one in seen.items() if name not in ("ana", "newer")]
    assert all(one.standing is Standing.UNREADABLE and one.problem.endswith(".") for one in unreadable)
    assert "hoars" in seen["wrong"].problem
    assert seen["newer"].name == "Nina"
    assert "later Trailmark" in seen["newer"].problem
    with pytest.raises(PlannerError):
        next(ClientFolder().read(folder / "nowhere", BEGIN))


def test_a_quick_look_reads_the_same_as_a_whole_one(folder) -> None:
    path = kept(folder, progress.finish(somebody("Ana"), "a", BEGIN))
    quick = peek.Peek(queries.load)
    whole = learner_file.decode(path.read_bytes(), str(path), queries.load)
    assert quick._quickly(path.read_bytes(), str(path)) == whole
    assert quick.read(path) == whole
    path.write_text(json.dumps(json.loads(path.read_bytes())))  # not laid out as Trailmark does
    assert quick.read(path).file == whole.file


def test_only_what_has_changed_is_read_again(folder, monkeypatch) -> None:
    kept(folder, somebody("Ana"))
    path = kept(folder, somebody("Ben"))
    reader, read = ClientFolder(), []
    real = peek.Peek.read

    def watched(self, path):
        read.append(path.name)
        return real(self, path)

    monkeypatch.setattr(peek.Peek, "read", watched)
    for _round in range(2):
        list(reader.read(folder, BEGIN))
    assert read == ["ana.trailmark", "ben.trailmark"]
    path.unlink()
    kept(folder, somebody("Ben Older"))
    *_parts, last = reader.read(folder, BEGIN)
    assert [one.name for one in last] == ["Ana", "Ben Older"]


def test_whoever_has_a_file_open_is_shown(folder) -> None:
    path = kept(folder, somebody("Ana"))
    workspace = Workspace()
    workspace.open(path)
    assert listed(folder, BEGIN)["Ana"].open_here
    workspace.close()
    place = locks.lock_place(path, "open")
    place.write_text(
        '{"host": "elsewhere", "pid": 7, "started": "2026-01-01T00:00:00+00:00", "since": "2026-01-01T00:00:00+00:00"}'
    )
    ana = listed(folder, BEGIN)["Ana"]
    assert (ana.held_by, ana.open_here) == ("elsewhere", False)
    place.unlink()
    assert not listed(folder, BEGIN)["Ana"].open_here


def test_searching_and_sorting() -> None:
    people = [
        Client(file="1", name="Zoë Muñoz", goal="Architect", standing=Standing.LATE, late_days=3, progress=0.5),
        Client(file="2", name="Ana", goal="Engineer", standing=Standing.LATE, late_days=30, progress=0.1),
        Client(file="3", name="ben", standing=Standing.UNREADABLE),
    ]
    assert [one.file for one in found(people, "MUNOZ arch")] == ["1"]
    assert [one.file for one in found(people, kind="unreadable")] == ["3"]
    assert not found(people, "ana", called=lambda one: "Client")
    order = {by: [one.file for one in in_order(people, by)] for by in SORTS}
    assert (order["name"], order["progress"], order["standing"]) == (["2", "3", "1"], ["2", "1", "3"], ["2", "1", "3"])
    assert [one.file for one in in_order(people, "progress", backwards=True)] == ["1", "2", "3"]
    assert all(found(people, kind=kind) is not None for kind in FILTERS)
    assert standing_words(people[1]) == "4 weeks late"
    assert spoken(people[1], "Client 2") == "Client 2. goal: Engineer. 10 %, 0 of 0 steps. 4 weeks late."


def test_a_scenario_is_another_learner(folder) -> None:
    path = kept(folder, progress.finish(somebody("Ana"), "a", BEGIN))
    copy = copies.duplicate(path, copies.scenario_name("Ana", "six hours"))
    assert copy.parent == folder
    assert copy != path
    both = listed(folder, BEGIN)
    assert both["Ana – six hours"].done == both["Ana"].done == 1
    workspace = Workspace()
    document = workspace.open(path)
    with pytest.raises(PlannerError):
        workspace.merge(document, workspace.read_copy(copy))
    workspace.close()


def test_the_command(folder, capsys) -> None:
    kept(folder, somebody("Ana"))
    (folder / "broken.trailmark").write_text("{")
    assert main(["clients", str(folder), "--today", "2026-03-02"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Ana")
    assert "late" in lines[0]
    assert lines[1].startswith("broken")
    assert main(["clients", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["clients"]] == ["Ana", "broken"]
    assert main(["clients", str(folder / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
