"""The bar for files from anywhere: of 20,000 generated files, each damaged in 0 to 2 places, every one is opened or
refused in words, by the way that a person's file takes, within two seconds of processor time and 300 MB.

`made(seed, folder)` writes the file of a seed again; what a failing test says begins with it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from budget import budget
from damage import damaged_anyhow
from every_field import Chance, curriculum_file, learner_file
from pydantic import BaseModel
from reached import Step, steps_into
from watchdog import TooSlow, memory_for, seconds_used

from planner.app import contents, queries
from planner.exchange import formats
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.storage.json_text import MAX_SHOWN
from planner.storage.learner_file import LearnerFile

FILES = 1_600
PARTS = 40
"""So many tests share the files, so that all workers have something to do."""
WITH_THE_FULL_BUDGET = budget(20_000, 2_000_000)
EACH = 10
"""So many times one and the same good file is damaged: making it takes longer than opening it."""
MOST_SECONDS, MOST_MEGABYTES = 2.0, 300
TODAY = date(2026, 12, 1)

SAMPLES = Path(__file__).parents[1] / "oracles" / "exchange"
OURS = ("curriculum", "curriculum", "used", "learner", "learner", "old learner", "newer learner")
WRITTEN = ("csv", "graphml", "canvas", "curricular-analytics")
FOREIGN = ("bakery.jsonld", "welding.json", "measuring.json", *WRITTEN)
KINDS = (*OURS, *OURS, *OURS, *FOREIGN)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))


class Good(NamedTuple):
    """Files before the damage, which the first of them gets, and how a person's click opens them."""

    files: dict[str, bytes]
    open: Callable[[Path], object]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _open_curriculum(name: str) -> Callable[[Path], object]:
    def opened(folder: Path) -> object:
        path = str(folder / name)
        contents.of_file(path)
        return queries.new_document(queries.load(path), TODAY)

    return opened


def _open_learner(folder: Path) -> object:
    contents.of_file(str(folder / "her.trailmark"))
    return queries.read_learner(folder / "her.trailmark", TODAY)


@lru_cache(maxsize=4)
def good(kind: str, number: int) -> Good:
    """A file of that kind that opens."""
    chance = Chance(number)
    if kind in WRITTEN:
        whole = Curriculum.model_validate_json(json.dumps(curriculum_file(chance)))
        return Good({"any.txt": formats.by_id(kind).write(whole)}, _open_curriculum("any.txt"))
    if kind in FOREIGN:
        return Good({"any.txt": (SAMPLES / kind).read_bytes()}, _open_curriculum("any.txt"))
    if kind in ("curriculum", "used"):
        used = curriculum_file(chance, "basics")
        main = curriculum_file(chance, "mine", used)
        files = {"mine.json": _json(main), "basics.json": _json(used)}
        if kind == "used":
            files = dict(reversed(files.items()))
        return Good(files, _open_curriculum("mine.json"))
    file = learner_file(chance)
    if kind == "newer learner":
        file |= {"format_version": 3, "mood": "good"}
        file["learner"] |= {"stars": 5}
    if kind == "old learner":
        name = "bakery-apprenticeship"
        learner = {**file["learner"], "known": [], "goal": queries.load(name).goal}
        plain = {field: learner[field] for field in ("goal", "availability", "aim") if field in learner}
        file = {"format": file["format"], "format_version": 1, "curriculum": name, "learner": plain}
    return Good({"her.trailmark": _json(file)}, _open_learner)


def made(seed: int, folder: Path) -> tuple[str, Callable[[], object]]:
    """Write the files of a seed; the kind, and what opens them."""
    number, again = divmod(seed, EACH)
    kind = KINDS[number % len(KINDS)]
    files, opened = good(kind, number)
    for place, (name, content) in enumerate(files.items()):
        (folder / name).write_bytes(content if place else damaged_anyhow(content, Chance(f"{number} {again}")))
    return kind, lambda: opened(folder)


def outcome(seed: int, folder: Path) -> tuple[str, bool]:
    """The kind of the file, and whether it opened; if not, it was refused in words."""
    kind, opened = made(seed, folder)
    return kind, is_opened(opened, f"made({seed}, folder), {kind}")


def is_opened(opened: Callable[[], object], name: str) -> bool:
    """Whether it opened; if not, it was refused in words. `name` is how a failure can be had again."""
    refused: list[PlannerError] = []

    def attempt() -> None:
        try:
            opened()
        except PlannerError as wrong:
            refused.append(wrong)

    try:
        seconds_used(attempt, MOST_SECONDS)
    except TooSlow:
        pytest.fail(f"{name}: more than {MOST_SECONDS} seconds")
    except Exception as wrong:
        raise AssertionError(f"{name}: a traceback for the person") from wrong
    for one in refused:
        assert 1 <= len(one.problems) <= 2 * MAX_SHOWN, name
        assert all(problem.message and str(problem).isprintable() for problem in one.problems), name
    return not refused


def tried(seeds: range, folder: Path) -> Counter[tuple[str, bool]]:
    """How many files of each kind opened and how many did not."""
    with memory_for(MOST_MEGABYTES):
        counted = Counter(outcome(seed, folder) for seed in seeds)
    assert counted.total() == len(seeds)
    print(f"seeds {seeds[0]} to {seeds[-1]}: {sum(many for (_kind, fine), many in counted.items() if fine)} opened")
    return counted


@pytest.mark.parametrize("part", range(PARTS))
def test_every_file_is_opened_or_refused_in_words(part: int, tmp_path: Path) -> None:
    each = FILES // PARTS
    counted = tried(range(part * each, (part + 1) * each), tmp_path)
    opened = sum(many for (_kind, fine), many in counted.items() if fine)
    assert 0.1 < opened / each < 0.75  # neither is everything refused nor everything accepted


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(PARTS))
def test_every_file_with_the_full_budget(part: int, tmp_path: Path) -> None:
    each = WITH_THE_FULL_BUDGET // PARTS
    tried(range(FILES + part * each, FILES + (part + 1) * each), tmp_path)


def guided(seed: int, many: int, folder: Path) -> int:
    """Damage files over and over: what takes a new step through the program is kept, and damaged further. How many."""
    chance, reached = Chance(seed), set[Step]()
    kept = [(one := good(kind, number), one.files) for number, kind in enumerate((*OURS, *FOREIGN))]
    first = len(kept)
    for again in range(many):
        one, files = chance.choice(kept[-100:] if chance.often() else kept)
        name = chance.choice(sorted(files))
        files = files | {name: damaged_anyhow(files[name], chance)}
        for each, content in files.items():
            (folder / each).write_bytes(content)
        known = len(reached)

        def opened(one: Good = one) -> None:
            with steps_into(reached):
                one.open(folder)

        is_opened(opened, f"guided({seed}, {again + 1}, folder), in its folder")
        if len(reached) > known:
            kept.append((one, files))
    print(f"seed {seed}: {len(reached)} steps through the program, {len(kept) - first} files kept")
    return len(kept) - first


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(budget(1, 20)))
def test_files_that_reach_what_no_file_has_reached(seed: int, tmp_path: Path) -> None:
    """Guided by coverage. Time and memory count more than elsewhere here: every step is written down."""
    with memory_for(MOST_MEGABYTES):
        assert guided(seed, budget(300, 5_000), tmp_path) > 20


# -- the test of the test


def test_files_without_damage_open_and_have_every_field_of_the_model(tmp_path: Path) -> None:
    """Who adds a field to the model adds it to `every_field`, so that it is damaged, too."""
    missing = fields_of(LearnerFile) - NEVER_IN_A_FILE
    for number in range(150):
        for kind in ("curriculum", "learner"):
            files, opened = good(kind, number)
            for name, content in files.items():
                (tmp_path / name).write_bytes(content)
            opened(tmp_path)
            for content in files.values():
                missing -= found_in(LearnerFile if kind == "learner" else Curriculum, json.loads(content))
    assert not missing


NEVER_IN_A_FILE = {
    *("Curriculum.modules", "Node.module", "Node.depth", "Node.depth_of", "Override.module", "Override.library"),
    "Availability.today",
    *(f"ModuleInfo.{name}" for name in ("id", "title", "version", "file")),
    *(f"ThreePoint.{name}" for name in ("optimistic", "likely", "pessimistic")),
    *(f"Learner.{name}" for name in ("known", "progress", "logged", "begun", "obtained", "spent")),  # in the record
}


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """The models that a type speaks of, also inside of lists, unions and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for inner in getattr(annotation, "__args__", ()) for model in models_in(inner)}


def fields_of(root: type[BaseModel]) -> set[str]:
    """Every field of a model and of all below it, such as "Node.title"."""
    waiting, seen = [root], {root}
    while waiting:
        model = waiting.pop()
        inner = {one for field in model.model_fields.values() for one in models_in(field.annotation)}
        waiting += inner - seen
        seen |= inner
    return {f"{model.__name__}.{name}" for model in seen for name in model.model_fields}


def found_in(model: type[BaseModel], value: Any) -> set[str]:
    """The fields of the model and of all below it that stand in a value from a file."""
    if isinstance(value, list):
        return {name for one in value for name in found_in(model, one)}
    if not isinstance(value, dict):
        return set()
    if not set(value) <= model.model_fields.keys():  # a mapping by id, or another member of a union
        return set()
    found = {f"{model.__name__}.{name}" for name in value}
    for name, inner in value.items():
        for below in models_in(model.model_fields[name].annotation):
            found |= found_in(below, inner)
    return found


def loop() -> None:
    """Never ends."""
    while True:
        pass


def test_the_watchdog_barks() -> None:
    with pytest.raises(TooSlow):
        seconds_used(loop, 0.05)
    assert seconds_used(lambda: None, 0.05) < 0.05


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="limits of memory work differently elsewhere")
def test_memory_runs_out_where_it_should() -> None:
    with memory_for(50), pytest.raises(MemoryError):
        bytearray(200 * 2**20)
