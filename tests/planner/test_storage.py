"""Loading files that may be hostile, and writing files so that none is ever lost or torn."""

from __future__ import annotations

import errno
import gc
import json
import os
import random
import signal
import subprocess
import sys
import tracemalloc
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from build import any_of, at_least, job, months, node
from damage import places
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.curriculum import MAX_NODES, Curriculum
from planner.model.problem import PlannerError, Problem
from planner.model.requirement import Months
from planner.storage import curricula
from planner.storage.canonical import to_json
from planner.storage.files import MAX_BYTES, atomic_write, read_bounded
from planner.storage.json_text import MAX_SHOWN, lines_of

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


def text(*nodes: dict[str, Any], **fields: Any) -> str:
    """A curriculum file, one node a line, the first on line 5."""
    head = {"id": "mine", "title": "Mine", **fields}
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in nodes)
    return json.dumps(head, ensure_ascii=False, indent=0)[:-2] + ',\n"nodes": [\n' + rows + "\n]}\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str | bytes], Curriculum]:
    def run(content: str | bytes) -> Curriculum:
        path = tmp_path / "mine.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return curricula.load(path)

    return run


Load = Callable[[str | bytes], Curriculum]


def problems(run: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(PlannerError) as caught:
        run()
    assert all(len(problem.message) < 400 for problem in caught.value.problems)
    return caught.value.problems


def problem(load: Load, content: str | bytes) -> Problem:
    (only,) = problems(lambda: load(content))
    return only


# What is no file of text


def unreadable(path: Path) -> Problem:
    (only,) = problems(lambda: curricula.load(path))
    assert only.file == str(path)
    return only


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert unreadable(tmp_path).code in ("not-a-file", "unreadable")


@POSIX
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert unreadable(tmp_path / "pipe.json").code == "not-a-file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_an_endless_device_is_refused() -> None:
    assert unreadable(Path("/dev/zero")).code == "not-a-file"


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(10 * 2**30)
    tracemalloc.start()
    assert unreadable(path).code == "too-large"
    assert tracemalloc.get_traced_memory()[1] < 8 * MAX_BYTES
    tracemalloc.stop()


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b" " * 1000)
    assert len(read_bounded(path, limit=1000)) == 1000
    path.write_bytes(b" " * 1001)
    (only,) = problems(lambda: read_bounded(path, limit=1000))
    assert only.code == "too-large"


def test_a_missing_file_and_impossible_names_are_said_in_words(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "none.json").code == "no-such-file"
    (only,) = problems(lambda: curricula.load(Path("nul\0.json")))
    assert only.code == "unreadable"
    assert "\0" not in str(only)
    (only,) = problems(lambda: curricula.load(tmp_path / ("x" * 5000)))
    assert only.code == "unreadable"
    (only,) = problems(lambda: curricula.load_named("x" * 5000))
    assert only.code == "no-such-curriculum"


@POSIX
def test_a_name_that_is_no_text_can_still_be_named(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.json"))
    (only,) = problems(lambda: curricula.load(path))
    assert only.code == "no-such-file"
    assert only.file.isprintable()
    assert str(only).encode("utf-8")


# What is no JSON, or not ours


@pytest.mark.parametrize(
    ("content", "code", "line", "words"),
    [
        (b'{"id":\n"\xff"}', "not-utf-8", 2, "not UTF-8"),
        (b"\xff\xfe{\0}\0", "not-utf-8", 1, "not UTF-8"),
        (b'{"id":\n"\xed\xa0\x80"}', "not-utf-8", 2, "not UTF-8"),
        ("", "not-json", 1, "Expecting value"),
        ("\0", "not-json", 1, "Expecting value"),
        ('{"id": "a",\n"title": }', "not-json", 2, "Expecting value"),
        ('{"id":\n"open', "not-json", 2, "Unterminated string"),
        ('{"id": "a"}\nx', "not-json", 2, "Extra data"),
        ('{"id": "a",\n"id": "b"}', "duplicate-key", 2, '"id" stands twice'),
        ('{"id": "a",\n"\\u0069d": "b"}', "duplicate-key", 2, '"id" stands twice'),
        ('{"nodes": [{"title": 1},\n{"hours": {"x": 1,\n"x": 2}}]}', "duplicate-key", 3, '"x" stands twice'),
        ('{"\\u001b[31m": 1, "\\u001b[31m": 2}', "duplicate-key", 1, '"\ufffd[31m" stands twice'),
        ('{"\\ud800": 1, "\\ud800": 2}', "duplicate-key", 1, '"?" stands twice'),
        ("[\n" * 100_000, "too-deep", 33, "more than 32 deep"),
        ('{"a":\n' * 100_000, "too-deep", 33, "more than 32 deep"),
        ("{" + ",".join(f'"k{number}":0' for number in range(6000)) + "}", "not-json", None, "6000 fields"),
        ('{"id": ' + "9" * 100_000 + "}", "not-json", None, "100000 digits"),
        ("[]", "invalid", 1, "must hold one object"),
        ("5", "invalid", 1, "must hold one object"),
        ('{"id": "a", "title": "A",\n"format_version": 2}', "invalid", 2, "newer Trailmark"),
        ('{"id": "a", "title": "A",\n"format": "other"}', "invalid", 2, "'trailmark.curriculum'"),
        ('{"id": "a",\n"title": "\\ud800"}', "invalid", 2, "not JSON"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_line(
    load: Load, content: str | bytes, code: str, line: int | None, words: str
) -> None:
    found = problem(load, content)
    assert (found.code, found.line) == (code, line)
    assert words in found.message


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "true", '"12"', "-1", "1e9", "null"]
)
def test_hours_are_numbers_of_a_sensible_size(load: Load, number: str) -> None:
    row = '{"id": "a", "title": "A", "kind": "skill", "domain": "d",\n"hours": %s}'
    found = problem(load, '{"id": "mine", "title": "Mine", "nodes": [\n' + row % number + "]}")
    assert found.line == 3
    assert found.code in ("invalid", "not-json")
    assert found.field in ("hours", "")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"colour": "red"}, "colour", 'There is no field "colour"'),
        ({"kind": "skil"}, "kind", "must be one of these: 'role', 'skill'"),
        ({"hours": [1, 2]}, "hours", "one number or [optimistic"),
        ({"hours": [3, 2, 1]}, "hours", "must not decrease"),
        ({"months": 0}, "", "Months must be more than 0"),
        ({"grants": "b"}, "grants", "must be a list"),
        ({"grants": ["b"], "partial": {"b": 0.5}}, "", "It grants b in full and in part"),
        ({"partial": {"a": 1.5}}, "partial.a", "must be at most 1"),
        ({"parallel": 1}, "parallel", "must be true or false"),
        ({"title": 5}, "title", "must be a text"),
        ({"title": " \u200b "}, "title", "must not be empty"),
        ({"title": "x" * 201}, "title", "201 characters long"),
        ({"checked": "2026-13-01"}, "checked", "must be a date"),
        ({"checked": 5}, "checked", "must be a date"),
        ({"reasons": {"B": "x"}}, "reasons.B", "An id holds only lower-case letters"),
        ({"requires": 5}, "requires", 'It must be an id, {"all": […]}'),
        ({"requires": {"some": ["a"]}}, "requires", "It must be an id"),
        ({"requires": {"all": ["a", {"any": ["a", "B"]}]}}, "requires.all[1].any[1]", "An id holds"),
        ({"requires": any_of("a", k=1)}, "requires.k", 'There is no field "k"'),
        ({"requires": any_of("a", labels=["x", "y"])}, "requires", "It has 2 labels for 1 options"),
        ({"requires": at_least(2, "a", "a")}, "requires", "at least 2 of 1 different"),
        ({"requires": {"all": ["a"] * 257}}, "requires.all", "at most 256"),
        ({"requires": {"of": ["a"]}}, "requires.k", 'The field "k" is missing'),
        ({"module": "mine"}, "module", "is filled in when the file is read"),
    ],
)
def test_a_wrong_field_is_named_with_its_node_and_line(
    load: Load, fields: dict[str, Any], field: str, words: str
) -> None:
    found = problem(load, text(node("first", 1), node("a", **{"hours": 1, **fields})))
    assert (found.line, found.node, found.field) == (6, "a", field)
    assert words in found.message


def test_a_field_of_the_file_itself_is_named(load: Load) -> None:
    found = problem(load, text(node("a", 1), colour="red"))
    assert (found.line, found.node, found.field) == (4, "", "colour")
    found = problem(load, text(node("a", 1), modules=[{"id": "mine", "title": "Mine"}]))
    assert (found.line, found.field, found.code) == (4, "modules", "filled-in")


def test_missing_fields_are_named(load: Load) -> None:
    found = problems(lambda: load(text(node("a", 1), {})))
    assert [(one.line, one.node, one.field) for one in found] == [
        (6, "#2", field) for field in ("id", "title", "kind", "domain")
    ]


@pytest.mark.parametrize(
    "content",
    [
        '{"id": "m", "title": "M", "nodes": [' + ",".join(["{}"] * 600_000) + "]}",
        '{"id": "m", "title": "M", "nodes": [' + ",".join(['{"id": 5, "hours": "x"}'] * 80_000) + "]}",
        text(node("a", 1, resources=[{}] * 400_000)),
        text(node("a", 1, tags=["A"] * 300_000)),
        text(*(node(f"n{number}", 1, f"x{number}") for number in range(MAX_NODES))),
        text(node("a", 1), uses=[f"x{number}" for number in range(100_000)]),
    ],
    ids=["empty nodes", "wrong nodes", "resources", "tags", "dangling", "uses"],
)
def test_a_hundred_thousand_mistakes_make_a_short_list(load: Load, content: str) -> None:
    found = problems(lambda: load(content))
    assert 1 <= len(found) <= MAX_SHOWN
    assert sum(len(str(one)) for one in found) < 10_000


LOADER = """
import resource, sys
from pathlib import Path
from planner.model.problem import PlannerError
from planner.storage import curricula
from planner.storage.canonical import to_json
resource.setrlimit(resource.RLIMIT_DATA, (300 * 2**20, 300 * 2**20))
try:
    curricula.load(Path(sys.argv[1]))
except PlannerError as refused:
    print(len(refused.problems))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory work differently elsewhere")
def test_half_a_million_mistakes_fit_into_300_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"id": "m", "title": "M", "nodes": [' + ",".join(["{}"] * 600_000) + "]}", encoding="utf-8")
    assert python(LOADER, str(path), stdout=subprocess.PIPE).communicate()[0].split() == [str(MAX_SHOWN).encode()]


def python(code: str, *arguments: str, stdout: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=stdout, env=environment)


def test_the_first_twenty_mistakes_are_listed_in_their_order(load: Load) -> None:
    wrong = [node(f"n{number}", "x" if number % 2 else 1) for number in range(100)]
    found = problems(lambda: load(text(*wrong)))
    assert [one.node for one in found] == [f"n{number}" for number in range(1, 40, 2)]
    assert [one.line for one in found] == [5 + number for number in range(1, 40, 2)]


def test_mistakes_in_several_lists_are_all_found(load: Load) -> None:
    content = {"id": "m", "title": "M", "nodes": [node("a", "x"), node("b", 1), node("c", "x")], "sources": [{}, {}]}
    fields = {(one.node, one.field) for one in problems(lambda: load(json.dumps(content)))}
    assert fields == {
        ("a", "hours"),
        ("c", "hours"),
        *(("", f"sources[{at}].{one}") for at in (0, 1) for one in ("code", "what")),
    }


def test_too_many_nodes_and_references_are_refused(load: Load) -> None:
    bare = '{"id":"n%d","title":"T","kind":"skill","domain":"d"}'
    content = '{"id":"m","title":"M","nodes":[' + ",".join(bare % number for number in range(MAX_NODES + 1)) + "]}"
    assert "at most 5000 are allowed" in problem(load, content).message
    many = [node(f"n{number}", 1, recommended=["n0"] * 60) for number in range(1700)]
    assert problem(load, text(*many)).code == "too-many"
    assert len(load(text(*many[:1600])).nodes) == 1600


def test_thresholds_that_count_too_much_are_refused_at_once(load: Load, tmp_path: Path) -> None:
    jobs = [job(f"n{number}", 1, "ml") for number in range(1000)]
    asking = [node(f"m{number}", 1, months(1, "ml", f"t{number}")) for number in range(101)]
    assert "count 101000 items; at most 100000 are allowed" in problem(load, text(*jobs, *asking)).message
    assert len(load(text(*jobs, *asking[:99])).nodes) == 1099
    write(tmp_path, "jobs", *jobs)
    main = write(tmp_path, "asking", *asking, uses=["jobs"])
    (only,) = problems(lambda: curricula.load(main))
    assert only.code == "too-many"


# Text that would deceive or smear


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("R\0A\x1b[31mB\x07", "RA[31mB"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066pay\u2069\u200bpal\ufeff", "paypal"),
        ("a\u0301" + "\u0301" * 90, "\u00e1\u0301\u0301\u0301"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("  two\n\tlines \r\n", "two lines"),
        ("\ue000private\uffff", "private"),
        ("R&D <b>bold</b>", "R&D <b>bold</b>"),
        ("日本語 – हिन्दी – العربية", "日本語 – हिन्दी – العربية"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_titles_are_cleaned(load: Load, title: str, cleaned: str) -> None:
    assert load(text(node("a", 1, title=title))).nodes[0].title == cleaned


def test_a_storm_of_accents_is_over_in_a_moment(load: Load) -> None:
    """Putting these into their normal order would take minutes: the run of marks is cut first."""
    assert len(load(text(node("a", 1), description="a" + "\u0301\u0323" * 300_000)).description) <= 5


@pytest.mark.parametrize("identity", ["A", "é", "ａ", "a b", "a\u200b", "", "-a", "a/b", "../a", "a" * 65, "a\n"])
def test_ids_that_could_be_mistaken_for_others_are_refused(load: Load, identity: str) -> None:
    found = problem(load, text(node("a", 1), node(identity, 1, title="B")))
    assert found.field == "id"
    assert found.line == 6
    assert str(found).isprintable()


def test_an_id_that_is_taken_is_refused_with_both_places(load: Load) -> None:
    found = problem(load, text(node("a", 1), node("b", 1), node("a", 2)))
    assert (found.code, found.line, found.node) == ("duplicate-id", 7, "a")


class _Mark:
    """Something that a weak reference can be had of."""


def test_what_was_refused_does_not_stay_in_memory(load: Load) -> None:
    def refuse(content: str) -> weakref.ref[_Mark]:
        mark, refused = _Mark(), list[PlannerError]()
        try:
            load(content)
        except PlannerError as wrong:
            refused.append(wrong)
        assert len(refused) == 1
        return weakref.ref(mark)

    marks = [refuse(text(node("a", {"optimistic": 9, "likely": most, "pessimistic": 1}))) for most in range(3)]
    gc.collect()
    assert [mark() for mark in marks] == [None] * 3


def test_a_byte_order_mark_is_accepted(load: Load) -> None:
    assert load(b"\xef\xbb\xbf" + text(node("a", 1)).encode()).nodes[0].id == "a"
    assert problem(load, b"\xef\xbb\xbf" + text(node("a", "x")).encode()).line == 5


def test_an_unknown_reference_is_named_with_the_nearest(load: Load) -> None:
    found = problem(load, text(node("python", 1), node("b", 1, recommended=["pyhton"])))
    assert (found.code, found.line, found.node, found.field) == ("unknown-id", 6, "b", "recommended")
    assert found.message == 'There is no node "pyhton". Did you mean "python"?'
    assert problem(load, text(node("a", 1), target="ghost")).field == "target"


def test_what_a_threshold_names_is_looked_up(load: Load) -> None:
    work = job("work", 24, "ml")
    found = problem(load, text(work, node("b", 1, months(12, "ml", of=["wrok"]))))
    assert (found.code, found.node, found.field) == ("unknown-id", "b", "requires")
    assert found.message == 'There is no node "wrok". Did you mean "work"?'
    assert "quotation marks" in problem(load, text(work, node("b", 1, months(12, of=[5])))).message


def test_what_counts_for_a_threshold_is_never_written(load: Load) -> None:
    asked = months(12, "ml")
    read = load(text(job("work", 24, "ml"), node("b", 1, asked)))
    assert read.by_id["b"].model_dump(exclude_defaults=True, mode="json")["requires"] == asked
    assert b"counted" not in to_json(read)
    wrong = problem(load, text(job("work", 24, "ml"), node("b", 1, {**asked, "counted": [["work", 9999]]})))
    assert wrong.message == 'There is no field "counted" here. Check its spelling.'


# Several files


def write(folder: Path, name: str, *nodes: dict[str, Any], **fields: Any) -> Path:
    path = folder / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text(*nodes, **{"id": path.stem, **fields}), encoding="utf-8")
    return path


def test_used_files_are_merged_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, "library/one", node("a", 1))
    write(tmp_path, "two", node("b", 1, "a"), uses=["one"])
    main = write(tmp_path, "mine", node("goal", 1, "b"), uses=["two", "one"], target="goal")
    found = curricula.load(main)
    assert [(item.id, item.module) for item in found.nodes] == [("b", "two"), ("a", "one"), ("goal", "mine")]
    assert [module.id for module in found.modules] == ["two", "one", "mine"]


def test_jobs_of_all_files_count_for_a_threshold(tmp_path: Path) -> None:
    write(tmp_path, "one", job("a", 24, "ml"), node("years", 0, months(60, "ml", of=["c"])))
    write(tmp_path, "two", job("b", 12, "ml"), job("c", 24.5))
    main = write(tmp_path, "mine", uses=["one", "two"])
    (threshold,) = [node.requires for node in curricula.load(main).nodes if isinstance(node.requires, Months)]
    assert threshold.counted == (("c", 2450), ("a", 2400), ("b", 1200))
    again = curricula.load(main).changed(title="Other")
    assert again.by_id["years"].requires == threshold


def test_files_may_use_each_other(tmp_path: Path) -> None:
    write(tmp_path, "one", node("a", 1, "b"), uses=["two"])
    two = write(tmp_path, "two", node("b", 1), uses=["one", "two"])
    assert {item.id for item in curricula.load(two).nodes} == {"a", "b"}


def test_a_long_chain_of_files_is_refused_in_words(tmp_path: Path) -> None:
    for number in range(600):
        write(tmp_path, f"f{number}", uses=[f"f{number + 1}"])
    (only,) = problems(lambda: curricula.load(tmp_path / "f0.json"))
    assert only.code == "too-many"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", "C:\\x", "SECRET"])
def test_a_used_file_cannot_be_reached_by_path_tricks(tmp_path: Path, name: str) -> None:
    write(tmp_path, "secret", node("a", 1))
    main = write(tmp_path, "sub/mine", node("goal", 1), uses=[name])
    (only,) = problems(lambda: curricula.load(main))
    assert (only.code, only.field, only.line) == ("invalid", "uses[0]", 5)


def test_a_missing_module_and_one_under_a_wrong_name_are_refused(tmp_path: Path) -> None:
    main = write(tmp_path, "mine", node("goal", 1), uses=["core-math", "ghost"])
    (only,) = problems(lambda: curricula.load(main))
    assert (only.code, only.line, only.file) == ("missing-module", 6, str(main))
    write(tmp_path, "ghost", node("a", 1), id="mask")
    (only,) = problems(lambda: curricula.load(main))
    assert only.code == "wrong-id"
    assert 'calls itself "mask"' in only.message


def test_a_mistake_in_a_used_file_names_that_file(tmp_path: Path) -> None:
    other = write(tmp_path, "other", node("a", 1), node("b", 1, "ghost"))
    main = write(tmp_path, "mine", node("goal", 1), node("a", 1), uses=["other"])
    found = problems(lambda: curricula.load(main))
    assert [(one.code, one.file, one.line) for one in found] == [
        ("duplicate-id", str(main), 9),
        ("unknown-id", str(other), 6),
    ]
    assert "other.json" in found[0].message


def test_unknown_built_in_names_suggest_the_right_one() -> None:
    (only,) = problems(lambda: curricula.load_named("ml-architcet"))
    assert 'Did you mean "ml-architect"?' in only.message
    assert curricula.load_named("ml-architect").id == "ml-architect"
    for name in ("", "..", "../../x", "library/nothing"):
        assert problems(partial(curricula.load_named, name))


# Lines


JSON = st.recursive(
    st.none() | st.integers(-5, 5) | st.text(max_size=4) | st.sampled_from(['"', "\\", "}", "a\nb"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_every_place_has_its_line(value: Any) -> None:
    """With one token a line, the line of each value counts the tokens before it."""
    content = json.dumps(value, indent=0).encode()
    rows = content.decode().splitlines()
    paths = list(places(value))
    found = lines_of(content, paths)
    assert found == sorted(found)
    for path, line in zip(paths, found, strict=True):
        inner = value
        for step in path:
            inner = inner[step]
        key = json.dumps(path[-1]) + ": " if path and isinstance(path[-1], str) else ""
        assert rows[line - 1].startswith(key + json.dumps(inner)[:1])


def test_a_path_that_leads_nowhere_has_the_line_of_its_nearest_parent() -> None:
    content = b'{\n"a": [\n1,\n{"b":\n2}]}'
    asked: list[list[str | int]] = [["a"], ["a", 1, "c"], ["a", 7], ["x"], ["a", 1, "b", 3], ["a", "b"]]
    assert lines_of(content, asked) == [2, 4, 2, 1, 5, 2]


# Noise; generated files with damage are in test_mutated_files.py


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(alphabet='{}[]:,"\\ \ntrue019eE.-', max_size=60).map(str.encode))
def test_any_bytes_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mine.json").write_bytes(content)
    assert problems(lambda: curricula.load(tmp_path / "mine.json"))


# Writing


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".tmp"]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "new" / ("long " * 50 + ".json")
    atomic_write(path, b"one")
    assert path.read_bytes() == b"one"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600  # what somebody learns is nobody else's business
        path.chmod(0o640)
    atomic_write(path, b"two")
    assert path.read_bytes() == b"two"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640
    assert left_over(path.parent) == []


@POSIX
def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"one")
    (tmp_path / "link.json").symlink_to("real.json")
    atomic_write(tmp_path / "link.json", b"two")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"two"


def test_folders_are_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not an ordinary file"):
        atomic_write(tmp_path, b"x")
    assert tmp_path.is_dir()


def test_a_write_protected_file_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # the administrator may write anything
    with pytest.raises(PermissionError):
        atomic_write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "chmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_when_a_call_fails_the_old_file_stays_and_nothing_is_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        with pytest.raises(OSError) as caught:  # noqa: PT011 - the number is compared below
            atomic_write(path, b"new")
    assert caught.value.errno == number
    assert path.read_bytes() == b"old"
    assert left_over(tmp_path) == []
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize(("number", "raises"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_synced_is_a_failure_only_where_folders_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, raises: bool
) -> None:
    real = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}") or os.fstat(descriptor).st_mode & 0o040000:  # noqa: PTH112
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    if raises:
        with pytest.raises(OSError, match=os.strerror(number)):
            atomic_write(tmp_path / "file", b"new")
    else:
        atomic_write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


WRITER = """
import sys
from pathlib import Path
from planner.storage.files import atomic_write
print("ready", flush=True)
number = int(sys.argv[2])
while True:
    number += 1
    atomic_write(Path(sys.argv[1]), str(number).encode() * 5000)
    print(number, flush=True)
"""


@POSIX
def test_a_killed_writer_loses_nothing_and_tears_nothing(tmp_path: Path) -> None:
    """50 kills: what stands there is one whole version, and never older than the last one reported."""
    path, newest = tmp_path / "file", 1
    chance = random.Random(1)
    atomic_write(path, b"1" * 5000)
    for _kill in range(50):
        with python(WRITER, str(path), str(newest), stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _line in range(chance.randrange(1, 6)):
                writer.stdout.readline()
            os.kill(writer.pid, signal.SIGKILL)
            reported = writer.stdout.read().split()
        number = path.read_bytes()[: len(path.read_bytes()) // 5000]
        assert path.read_bytes() == number * 5000
        assert int(number) >= max([newest, *map(int, reported)])
        newest = int(number)
    assert newest > 50
