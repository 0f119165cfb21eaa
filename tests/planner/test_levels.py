"""Levels of skills: read, taken apart into chains, planned like chains written by hand, put together again."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from build import all_of, any_of, at_least, curriculum, ids, item, learner, node
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import brute_force
from strategies import BYTES, Dice, Instance, decode

from planner import i18n
from planner.app import posting_names, progress, queries
from planner.app.depth_words import depth_sentence, spared_words
from planner.app.details import details
from planner.app.follow import changes, follow
from planner.app.search import search
from planner.exchange.expression import parsed, written
from planner.exchange.formats import by_id
from planner.graph.checks import check
from planner.model.curriculum import Curriculum, Node
from planner.model.depth import LEVELS, joined
from planner.model.document import Document
from planner.model.levelled import as_items, folded, levelled
from planner.model.names import resolve
from planner.model.plan import OfSkill
from planner.model.problem import PlannerError
from planner.model.requirement import All, AnyOf, Months, Requirement, leaves, members
from planner.planning.choose import choose
from planner.planning.held import closed
from planner.planning.limit import Unreachable
from planner.planning.plan import make_plan
from planner.planning.ways import remaining_minutes
from planner.storage import curricula
from planner.storage import learner_file as files
from planner.storage.canonical import to_json
from planner.storage.parts import locate

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def skill(identity: str, levels: Any, requires: Any = None, **fields: Any) -> dict[str, Any]:
    """A skill with levels as a file holds it: without hours of its own."""
    made = node(identity, requires=requires, levels=levels, **fields)
    del made["hours"]
    return made


# -- random curricula with levels -------------------------------------------------------------------------------------


def _other_leaves(dice: Dice, requirement: Requirement, names: dict[str, list[str]]) -> Requirement:
    """The expression with some of its ids asking for a level."""
    if isinstance(requirement, str):
        return dice.one(names.get(requirement, [requirement]))
    if isinstance(requirement, Months):
        return requirement
    field = "all" if isinstance(requirement, All) else "any" if hasattr(requirement, "any") else "of"
    new = tuple(_other_leaves(dice, member, names) for member in members(requirement))
    return requirement.model_copy(update={field: new})


def with_levels(data: bytes, asked: bool = True) -> Instance:
    """A random instance in which some skills have levels, and some of what asks for them asks for a level."""
    instance, dice = decode(data[:BYTES], jobs=True), Dice(data[BYTES:])
    names: dict[str, list[str]] = {}
    made: dict[str, Node] = {}
    for one in instance.curriculum.nodes:
        if one.kind == "skill" and one.hours.likely and one.months is None and dice.sometimes(45):
            given = dice.one((LEVELS[1:], LEVELS[:2], LEVELS[::2], LEVELS))
            parts = [dice.one((1, 2, 3, 5)) for _level in given]
            hours = [round(one.hours.likely * part / sum(parts), 3) for part in parts]
            hours[-1] = round(one.hours.likely - sum(hours[:-1]), 3)
            levels = {level.value: {"hours": amount} for level, amount in zip(given, hours, strict=True)}
            made[one.id] = Node.model_validate_json(
                json.dumps(
                    {
                        **json.loads(one.model_dump_json(exclude_defaults=True, exclude={"hours", "cost_usd"})),
                        "levels": levels,
                    }
                )
            )
            names[one.id] = [one.id, *(joined(one.id, level) for level in given)]
    nodes = [made.get(one.id, one) for one in instance.curriculum.nodes]
    if asked:
        nodes = [_asking(dice, one, names) for one in nodes]
    return Instance(instance.curriculum.model_copy(update={"nodes": tuple(nodes)}), instance.learner)


def _asking(dice: Dice, one: Node, names: dict[str, list[str]]) -> Node:
    def level(name: str) -> str:
        return dice.one(names.get(name, [name]))

    fields: dict[str, object] = {
        field: None if (old := getattr(one, field)) is None else _other_leaves(dice, old, names)
        for field in ("requires", "corequisites")
    }
    fields["grants"] = tuple(map(level, one.grants))
    fields["partial"] = {level(name): part for name, part in one.partial.items()}
    fields["accepts_held"] = tuple(map(level, one.accepts_held))
    return one.model_copy(update=fields)


levelled_instances = st.binary(min_size=BYTES + 128, max_size=BYTES + 128).map(with_levels)
whole_instances = st.binary(min_size=BYTES + 128, max_size=BYTES + 128).map(lambda data: with_levels(data, asked=False))


# -- the same written by hand: nothing here calls what it is compared with --------------------------------------------


def by_hand(curriculum: Curriculum) -> Curriculum:
    """The chains as a patient author would write them, ids and all."""
    chains: dict[str, list[tuple[str, Fraction]]] = {}
    spelled: dict[str, str] = {}
    for one in curriculum.nodes:
        if one.levels is not None:
            given = [(level, getattr(one.levels, level)) for level in ("aware", "working", "expert")]
            there = [(level, what.hours.likely) for level, what in given if what is not None]
            steps = [f"{one.id}-{level}" for level, _hours in there[:-1]] + [one.id]
            chains[one.id] = [(step, Fraction(str(hours))) for step, (_level, hours) in zip(steps, there, strict=True)]
            spelled |= {f"{one.id}@{level}": step for step, (level, _hours) in zip(steps, there, strict=True)}

    def told(part: Any) -> Any:
        if isinstance(part, str):
            return spelled.get(part, part)
        if isinstance(part, list):
            return [told(one) for one in part]
        return {key: told(value) if key in ("all", "any", "of") else value for key, value in part.items()}

    def up_to(name: str) -> list[tuple[str, Fraction]]:
        for chain in chains.values():
            for place, (step, _hours) in enumerate(chain):
                if step == name:
                    return chain[: place + 1]
        return []

    nodes = []
    for one in curriculum.nodes:
        raw = json.loads(one.model_dump_json(exclude_defaults=True, exclude={"levels"}))
        for field in ("requires", "corequisites", "accepts_held", "grants"):
            if field in raw:
                raw[field] = told(raw[field])
        granted = {step for name in raw.get("grants", ()) for step, _hours in up_to(name)}
        covered: dict[str, float] = {}
        for name, part in raw.pop("partial", {}).items():
            chain = up_to(told(name))
            end = Fraction(str(part)) * sum((hours for _step, hours in chain), Fraction(0))
            begin = Fraction(0)
            for step, hours in chain or [(name, Fraction(1))]:
                share = float(max(Fraction(0), min(Fraction(1), (end - begin) / hours))) if chain else part
                begin += hours
                if share and step not in granted:
                    covered[step] = max(covered.get(step, 0.0), round(share, 9))
        raw["partial"] = covered
        chain = chains.get(one.id, [])
        for place, (step, hours) in enumerate(chain):
            last = place == len(chain) - 1
            below = [chain[place - 1][0]] if place else []
            nodes.append(
                {
                    **(raw if last else {key: raw[key] for key in ("kind", "domain", "status") if key in raw}),
                    "id": step,
                    "title": step,
                    "hours": float(hours),
                    "requires": {"all": below} if below else raw.get("requires", {"all": []}),
                    "grants": [*(raw.get("grants", []) if last else []), *below],
                }
            )
        if not chain:
            nodes.append(raw)
    data = {"id": "hand", "title": "Hand", "target": curriculum.target, "nodes": nodes}
    return Curriculum.model_validate_json(json.dumps(data))


def minutes_of(instance: Instance) -> int | None:
    """What the planner's choice takes; None where it finds the goal out of reach."""
    try:
        return choose(levelled(instance.curriculum), instance.learner).minutes
    except Unreachable:
        return None


@settings(SLOW, max_examples=150)
@given(levelled_instances)
def test_a_plan_with_levels_is_that_of_the_chain_written_by_hand(instance: Instance) -> None:
    assume(any(one.levels for one in instance.curriculum.nodes))
    assert minutes_of(instance) == brute_force(by_hand(instance.curriculum), instance.learner)


@settings(SLOW, max_examples=150)
@given(whole_instances)
def test_where_all_of_a_skill_is_asked_for_its_levels_change_nothing(instance: Instance) -> None:
    nodes = instance.curriculum.nodes
    chains = [one for one in nodes if one.levels is not None]
    assume(chains)
    learner = instance.learner.changed(progress={})
    plain = [
        one
        if one.levels is None
        else one.changed(levels=None, hours=sum(what.hours.likely for _level, what in one.levels.given()))
        for one in nodes
    ]
    before = brute_force(instance.curriculum.changed(nodes=tuple(plain)), learner)
    after = minutes_of(Instance(instance.curriculum, learner))
    assert (before is None) == (after is None)
    if before is not None and after is not None:  # every level is rounded to whole minutes
        assert abs(before - after) <= sum(len(one.levels.names) for one in chains if one.levels)


@settings(SLOW, max_examples=100)
@given(levelled_instances)
def test_levels_are_taken_apart_once_and_put_together_again(instance: Instance) -> None:
    made = levelled(instance.curriculum)
    assert levelled(made) is made
    source = folded(made)
    assert levelled(source) == made
    assert Curriculum.model_validate_json(to_json(source)) == source
    assert {one.id for one in source.nodes} == {one.id for one in instance.curriculum.nodes}
    plain = as_items(made)
    assert not any(one.depth_of or "@" in one.id for one in plain.nodes)
    assert len(plain.nodes) == len(made.nodes)


@settings(SLOW, max_examples=100)
@given(st.binary(min_size=BYTES, max_size=BYTES))
def test_a_curriculum_without_levels_stays_the_very_same(data: bytes) -> None:
    made = decode(data, jobs=True).curriculum
    assert levelled(made) is made
    assert folded(made) is made
    assert as_items(made) is made


parts_of_hours = st.lists(st.integers(1, 4000).map(lambda number: number / 8), min_size=2, max_size=3)


@settings(SLOW, max_examples=150)
@given(parts_of_hours, st.integers(1, 1000), st.data())
def test_credit_covers_the_lowest_levels_first_and_not_an_hour_more(
    hours: list[float], thousandths: int, data: st.DataObject
) -> None:
    given = LEVELS[-len(hours) :]
    asked = data.draw(st.sampled_from(given))
    fraction = thousandths / 1000
    levels = {level: {"hours": one} for level, one in zip(given, hours, strict=True)}
    school = node("school", kind="degree", months=1, partial={f"sql@{asked}": fraction})
    made = levelled(curriculum(skill("sql", levels), school))
    held = made.by_id["school"].partial
    chain = made.families["sql"]
    covered = [one.hours.likely * held.get(one.id, 0.0) for one in chain]
    upto = chain[: given.index(asked) + 1]
    assert sum(covered) == pytest.approx(fraction * sum(one.hours.likely for one in upto), abs=1e-6)
    begun = [one for one, part in zip(chain, covered, strict=True) if part]
    assert begun == list(chain[: len(begun)])
    assert all(held[one.id] == 1 for one in begun[:-1])


# -- reading ----------------------------------------------------------------------------------------------------------

SQL = skill(
    "sql",
    {
        "aware": {"hours": 10, "outcome": "you can read a query"},
        "working": {"hours": [10, 15, 20], "basis": "judged", "first_step": "Join two tables."},
        "expert": {"hours": 35, "requires": "plans", "cost_usd": 20},
    },
    "python",
    basis="a course",
    outcome="you can tune queries",
    first_step="Install a database.",
    aliases=["Structured Query Language"],
    reasons={"python": "Queries are sent from programs.", "plans": "Tuning is reading plans."},
)
OTHERS = (node("python", 20), node("plans", 4))


def read(folder: Path, *nodes: dict[str, Any], **fields: Any) -> Curriculum:
    data = {"id": "own", "title": "Own", "nodes": nodes, **fields}
    path = folder / "own.json"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return curricula.load(path)


def test_levels_become_items_in_a_chain(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    aware, working, whole = made.families["sql"]
    assert [one.id for one in made.nodes] == ["python", "plans", "sql@aware", "sql@working", "sql", "goal"]
    assert [one.title for one in (aware, working, whole)] == ["SQL (awareness level)", "SQL (working level)", "SQL"]
    assert [one.hours.likely for one in (aware, working, whole)] == [10, 15, 35]
    assert (aware.requires, working.requires) == ("python", "sql@aware")
    assert whole.requires == All(all=("sql@working", "plans"))
    assert (aware.basis, working.basis, whole.basis) == ("a course", "judged", "a course")
    assert (aware.outcome, working.outcome, whole.outcome) == ("you can read a query", "", "you can tune queries")
    assert (aware.first_step, working.first_step) == ("Install a database.", "Join two tables.")
    assert whole.reasons["plans"] == "Tuning is reading plans."
    assert (working.cost_usd, whole.cost_usd, whole.aliases) == (0, 20, ("Structured Query Language",))


def test_a_plan_takes_only_the_level_that_is_asked_for(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    plan = make_plan(Document(curriculum=made, learner=learner()))
    assert ids(plan) == {"python", "sql@aware", "sql@working", "goal"}
    assert plan.totals.hours == 45
    assert item(plan, "sql@working").needs == ("sql@aware",)
    whole = make_plan(Document(curriculum=made, learner=learner(goal="sql")))
    assert whole.totals.hours == 20 + 4 + 60


@pytest.mark.parametrize(
    ("known", "left"), [("sql", {"goal"}), ("sql@working", {"goal"}), ("sql@aware", {"sql@working", "goal"})]
)
def test_who_knows_a_level_knows_the_ones_below(tmp_path: Path, known: str, left: set[str]) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    assert ids(make_plan(Document(curriculum=made, learner=learner(known=(known,))))) == left


def test_the_highest_level_is_the_item(tmp_path: Path) -> None:
    nodes = [node("goal", 0, any_of("sql@expert", "python"), reasons={"sql@expert": "It is asked for."})]
    nodes += [node("school", kind="degree", hours=1, partial={"sql@expert": 0.5}, accepts_held=["sql@expert"])]
    made = read(tmp_path, *OTHERS, SQL, *nodes, target="sql@expert")
    assert made.target == "sql"
    assert made.by_id["goal"].reasons == {"sql": "It is asked for."}
    assert made.by_id["school"].accepts_held == ("sql",)
    assert made.by_id["school"].partial == {"sql@aware": 1.0, "sql@working": 1.0, "sql": pytest.approx(5 / 35)}
    assert resolve(made, "SQL@Expert") == "sql"
    assert resolve(made, "structured query language") == "sql"
    assert resolve(made, "sql (working level)") == resolve(made, "sql@working") == "sql@working"


def test_the_rest_of_a_skill_stays_where_only_a_level_is_needed(tmp_path: Path) -> None:
    module = {"id": "base", "title": "Base", "nodes": [*OTHERS, SQL, node("idle", 1)]}
    (tmp_path / "base.json").write_text(json.dumps(module), encoding="utf-8")
    made = read(tmp_path, node("goal", 0, "sql@aware"), target="goal", uses=["base"])
    assert set(made.by_id) == {"python", "plans", "sql@aware", "sql@working", "sql", "goal"}


REFUSED: list[tuple[str, list[dict[str, Any]], str, str]] = [
    (
        "a level that is not there",
        [skill("sql", {"working": {"hours": 1}, "expert": {"hours": 1}}), node("goal", 0, "sql@aware")],
        "unknown-level",
        "“sql” has no level “aware”. Ask for “sql@working” or “sql@expert”, or for all of it: “sql”.",
    ),
    (
        "a level of what has none",
        [node("sql", 1), node("goal", 0, any_of("sql@working"))],
        "unknown-level",
        "“sql” has no levels. Ask for all of it: “sql”.",
    ),
    (
        "a level of what is not there",
        [node("sql", 1), node("goal", 0, "sqk@working")],
        "unknown-id",
        'There is no node "sqk@working".',
    ),
    ("no such level", [node("sql", 1), node("goal", 0, "sql@master")], "invalid", ""),
    ("one level", [skill("sql", {"working": {"hours": 1}})], "invalid", "one level needs none"),
    (
        "hours twice",
        [node("sql", 2, levels={"working": {"hours": 1}, "expert": {"hours": 1}})],
        "invalid",
        "Leave “hours” out",
    ),
    ("no hours", [skill("sql", {"working": {"hours": 1}, "expert": {"hours": 0}})], "invalid", "needs hours of study"),
    (
        "a level that claims to be an item",
        [node("sql", 1), node("sql@working", 1)],
        "invalid",
        "An id holds no level",
    ),
    ("a filled in field", [node("sql", 1, depth="expert")], "filled-in", '"depth" is filled in'),
    (
        "levels of a project",
        [skill("sql", {"working": {"hours": 1}, "expert": {"hours": 1}}, kind="project")],
        "invalid",
        "Only a skill has levels",
    ),
    (
        "an outcome twice",
        [skill("sql", {"working": {"hours": 1}, "expert": {"hours": 1, "outcome": "you can"}})],
        "invalid",
        "“expert” is the highest level",
    ),
    (
        "a beginning twice",
        [skill("sql", {"working": {"hours": 1, "requires": "a"}, "expert": {"hours": 1}}), node("a", 1)],
        "invalid",
        "“working” is the lowest level",
    ),
    (
        "one item twice in a choice",
        [
            skill("sql", {"working": {"hours": 1}, "expert": {"hours": 1}}),
            node("goal", 0, at_least(2, "sql", "sql@expert")),
        ],
        "invalid",
        "at least 2 of 1",
    ),
]


@pytest.mark.parametrize(("nodes", "code", "words"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_makes_no_sense_is_refused_with_its_line(
    tmp_path: Path, nodes: list[dict[str, Any]], code: str, words: str
) -> None:
    with pytest.raises(PlannerError) as refused:
        read(tmp_path, *nodes)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert words in problem.message
    assert problem.line


def test_findings_about_a_level_stand_in_the_line_of_the_level(tmp_path: Path) -> None:
    read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    text = (tmp_path / "own.json").read_text(encoding="utf-8").splitlines()
    parts = curricula.read_parts(tmp_path / "own.json")
    found = locate(parts, check(curricula.merge(parts)))
    lines = {(one.node, one.field): text[(one.line or 0) - 1].strip() for one in found}
    assert lines["sql@working", "done_when"] == '"working": {'
    assert lines["sql@aware", "resources"] == lines["sql", "resources"] == "{"
    assert lines["sql@aware", "hours"] == '"hours": 10,'
    assert ("sql@working", "hours") not in lines
    assert {one.code for one in found if one.node == "sql@aware" and one.field == "hours"} == {"idle-level"}


def test_other_programs_get_levels_as_items(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    whole = by_id("json").write(made)
    (tmp_path / "copy.json").write_bytes(whole.replace(b'"id": "own"', b'"id": "copy"'))
    copy = curricula.load(tmp_path / "copy.json")
    assert [one.changed(module="own") for one in copy.nodes] == list(made.nodes)
    for kind in ("csv", "graphml", "canvas"):
        again = by_id(kind).read(by_id(kind).write(made), "file").curriculum
        hours = {one.id: one.hours.likely for one in again.nodes}
        assert (hours["sql-aware"], hours["sql-working"], hours["sql"]) == (10, 15, 35)
        assert "sql-aware" in set(leaves(again.by_id["sql-working"].requires))
        assert any("levels of one skill" in one.message for one in by_id(kind).losses(made))


# -- a learner whose curriculum gets levels ---------------------------------------------------------------------------

PLAIN = node("sql", 60, "python", reasons={"python": "Queries are sent from programs."})


def made_of(*nodes: dict[str, Any]) -> Curriculum:
    return levelled(curriculum(*nodes, node("goal", 0, "sql"), target="goal"))


def left(document: Document) -> float:
    """Hours of the skill that are still to do."""
    held = closed(document.curriculum, document.learner.known)
    nodes = [one for one in document.curriculum.nodes if "sql" in (one.id, one.depth_of) and one.id not in held]
    return sum(remaining_minutes(one, document.learner, 0.0) for one in nodes) / 60


def followed(events: list[tuple[str, Any]], *, before: dict[str, Any] = PLAIN, after: Any = SQL) -> Document:
    document = Document(curriculum=made_of(*OTHERS, before), learner=learner())
    for name, arguments in events:
        document = getattr(progress, name)(document, *arguments)
    return follow(document, made_of(*OTHERS, after))


DAY = date(2026, 1, 2)
HAPPENED: dict[str, tuple[list[tuple[str, Any]], dict[str, Any]]] = {
    "half of it": (
        [("set_part", ("sql", 0.5))],
        {"progress": {"sql@aware": 1, "sql@working": 1, "sql": round(5 / 35, 6)}},
    ),
    "a tenth of it": ([("set_part", ("sql", 0.1))], {"progress": {"sql@aware": 0.6}}),
    "hours in the log": ([("study", ("sql", DAY, 20 * 60))], {"progress": {"sql@aware": 1, "sql@working": 0.666667}}),
    "known": ([("know", ("sql",))], {"known": ("sql",)}),
    "done in 30 hours": (
        [("finish", ("sql", DAY, 30))],
        {"known": ("sql", "sql@aware", "sql@working"), "spent": {"sql": 17.5, "sql@aware": 5, "sql@working": 7.5}},
    ),
    "nothing": ([("know", ("python",))], {"known": ("python",)}),
}


@pytest.mark.parametrize("name", HAPPENED)
def test_what_was_done_before_there_were_levels_counts_for_them(name: str) -> None:
    events, expected = HAPPENED[name]
    now = followed(events)
    for field in ("known", "progress", "logged", "spent"):
        assert getattr(now.learner, field) == expected.get(field, () if field == "known" else {})
    assert follow(now, now.curriculum) == now
    twice = followed(events)
    assert [event.kind for event in twice.record.events] == [event.kind for event in now.record.events]
    make_plan(now)


def test_wishes_for_a_skill_are_wishes_for_its_levels() -> None:
    said = learner(avoid=("sql",), prefer=("sql",), by_hand=("plans", "sql"), not_before={"sql": DAY})
    now = follow(Document(curriculum=made_of(*OTHERS, PLAIN), learner=said), made_of(*OTHERS, SQL)).learner
    assert set(now.avoid) == set(now.prefer) == {"sql", "sql@aware", "sql@working"}
    assert now.by_hand == ("plans", "sql@aware", "sql@working", "sql")
    assert now.not_before == {"sql@aware": DAY}


def test_who_aimed_at_a_level_that_is_gone_aims_at_all_of_it() -> None:
    said = learner(goal="sql@working", known=("sql@aware",))
    now = follow(Document(curriculum=made_of(*OTHERS, SQL), learner=said), made_of(*OTHERS, PLAIN))
    assert now.learner.goal == "sql"
    assert now.learner.progress == {"sql": round(10 / 60, 6)}


def test_what_has_changed_is_told_as_levels() -> None:
    free = skill("sql", {"aware": {"hours": 10}, "working": {"hours": 15}, "expert": {"hours": 35}})
    assert changes(made_of(*OTHERS, PLAIN), made_of(*OTHERS, free)) == ["Other levels: SQL (10 + 15 + 35 h)"]
    assert changes(made_of(*OTHERS, free), made_of(*OTHERS, PLAIN)) == ["Other levels: SQL (60 h)"]


def test_a_skill_is_renamed_and_gets_levels_at_once() -> None:
    document = progress.set_part(Document(curriculum=made_of(*OTHERS, PLAIN), learner=learner()), "sql", 0.5)
    renamed = {**SQL, "id": "queries", "aliases": ["sql"]}
    new = levelled(curriculum(*OTHERS, renamed, node("goal", 0, "queries"), target="goal"))
    now = follow(document, new).learner
    assert now.progress == {"queries@aware": 1, "queries@working": 1, "queries": round(5 / 35, 6)}
    assert "sql@working" not in new.by_id


def test_a_level_is_found_by_the_old_id_of_its_item(tmp_path: Path) -> None:
    renamed = {**SQL, "id": "queries", "aliases": ["sql"]}
    made = read(tmp_path, *OTHERS, renamed, node("goal", 0, all_of("sql@working")), target="goal")
    assert made.by_id["goal"].requires == All(all=("queries@working",))


def test_a_curriculum_overrides_the_hours_of_a_level(tmp_path: Path) -> None:
    module = {"id": "base", "title": "Base", "nodes": [*OTHERS, SQL]}
    (tmp_path / "base.json").write_text(json.dumps(module), encoding="utf-8")
    goal = node("goal", 0, "sql@working")

    def with_override(**override: Any) -> Curriculum:
        return read(tmp_path, goal, target="goal", uses=["base"], overrides=[override])

    made = with_override(id="sql@working", hours=[4, 5, 9], basis="measured here")
    assert [one.hours.likely for one in made.families["sql"]] == [10, 5, 35]
    assert made.by_id["sql@working"].basis == "measured here"
    top = with_override(id="sql@expert", hours=[4, 5, 9], basis="measured here")
    assert [one.hours.likely for one in top.families["sql"]] == [10, 15, 5]
    assert [one.id for one in top.overrides] == ["sql"]
    for wrong in ({"id": "sql", "hours": 4}, {"id": "sql@working", "note": "Be brief."}):
        with pytest.raises(PlannerError) as refused:
            with_override(**wrong)
        assert refused.value.problems[0].code == "levels"
        assert refused.value.problems[0].line


def _shape(data: st.DataObject, hours: float) -> dict[str, Any]:
    """A skill of so many hours, with or without levels."""
    given = data.draw(st.sampled_from([(), LEVELS[1:], LEVELS[:2], LEVELS[::2], LEVELS]))
    if not given:
        return node("sql", hours)
    parts = [data.draw(st.integers(1, 9)) for _level in given]
    return skill("sql", {level: {"hours": hours * part / sum(parts)} for level, part in zip(given, parts, strict=True)})


@settings(SLOW, max_examples=150)
@given(st.integers(1, 300), st.data())
def test_no_hour_is_lost_and_none_is_given_where_levels_change(hours: int, data: st.DataObject) -> None:
    old, new = made_of(_shape(data, hours)), made_of(_shape(data, hours))
    document = Document(curriculum=old, learner=learner())
    for one in old.families.get("sql") or (old.by_id["sql"],):
        happened = data.draw(st.sampled_from(["", "part", "log", "known" if one.id == "sql" else ""]))
        if happened == "part":
            document = progress.set_part(document, one.id, data.draw(st.integers(1, 100)) / 100)
        elif happened == "log":
            document = progress.study(document, one.id, DAY, data.draw(st.integers(1, 24 * 60)))
        elif happened:
            document = progress.know(document, one.id)
    now = follow(document, new)
    assert left(now) == pytest.approx(left(document), abs=3 / 60)  # each level is rounded to whole minutes
    assert follow(now, new) == now
    back = follow(now, old)
    assert left(back) == pytest.approx(left(document), abs=6 / 60)


def test_who_prefers_a_skill_prefers_the_level_that_is_offered(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, any_of("plans", "sql@working", name="Way")), target="goal")
    plan = make_plan(Document(curriculum=made, learner=learner(prefer=("sql",))))
    assert ids(plan) == {"python", "sql@aware", "sql@working", "goal"}
    assert not plan.problems


def test_a_plan_says_how_much_is_enough(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), node("all", 0, "sql"), target="goal")
    plan = make_plan(Document(curriculum=made, learner=learner()))
    enough, begun = item(plan, "sql@working").depth, item(plan, "sql@aware").depth
    assert enough == OfSkill(
        skill="sql", title="SQL", level=LEVELS[1], part=2, parts=3, hours=25, whole_hours=60, enough=True
    )
    assert not begun.enough
    assert depth_sentence(enough) == (
        "This much of SQL is enough here: 25 h instead of 60 h. All of it would take 35 h more."
    )
    assert depth_sentence(begun) == "It is the beginning of SQL: 10 of 60 h. Your plan goes on with it."
    assert spared_words(plan.items) == "Good enough: SQL (25 of 60 h). The rest of them would take 35 h more."
    whole = make_plan(Document(curriculum=made, learner=learner(goal="all", known=("sql@aware",))))
    assert depth_sentence(item(whole, "sql").depth) == "With it you have all of SQL: 60 h together."
    assert spared_words(whole.items) == ""
    shown = details(made, "sql@working").levels
    assert [(one.id, one.reason) for one in shown] == [
        ("sql@aware", "10 h"),
        ("sql@working", "15 h more"),
        ("sql", "35 h more, 60 h in all"),
    ]
    assert queries.draw(Document(curriculum=made, learner=learner()), plan).nodes["sql@working"].bars == (2, 3)


def test_a_level_is_written_and_read_as_text() -> None:
    asked = AnyOf(any=("sql@working", All(all=("python", "sql@aware"))))
    assert written(asked) == "sql@working OR (python AND sql@aware)"
    assert parsed(written(asked), str) == asked


def test_a_skill_is_found_before_its_levels(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    assert search(made, "sql")[:3] == ["sql", "sql@aware", "sql@working"]
    assert search(made, "working")[0] == "sql@working"


def test_a_posting_asks_for_all_of_a_skill(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    names = posting_names.names(made).by_form
    assert {one.node for key, one in names.items() if key == ("sql",)} == {"sql"}
    assert not any("@" in one.node for one in names.values())


def test_the_words_of_levels_are_in_the_language_of_whoever_opens_the_file(tmp_path: Path) -> None:
    made = read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    followed = files.Followed(source="own.json", snapshot=made)
    content = files.encode(files.LearnerFile(id="0" * 32, learner=learner(), curriculum=followed))
    try:
        i18n.use_language("de")
        opened = files.decode(content, "file", lambda _name: made).file.curriculum.snapshot
        assert opened.titles["sql@working"] == "SQL (Arbeitsstufe)"
        assert opened.by_id["sql@working"].reasons["sql@aware"] == "Es geht dort weiter, wo jene Stufe endet."
        assert opened == read(tmp_path, *OTHERS, SQL, node("goal", 0, "sql@working"), target="goal")
    finally:
        i18n.use_language("en")
    assert files.decode(content, "file", lambda _name: made).file.curriculum.snapshot == made
