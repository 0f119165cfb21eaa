"""Two to four plans beside each other: rows that align, differences that add up, variants that are real plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import any_of, curriculum, learner, node
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import instances

from planner.app import commands, queries, side_words, wishes
from planner.app.side_by_side import LETTERS, SideBySide, side_by_side
from planner.app.variants import Variant, Variation, examples, planned, variant_name, varied
from planner.model.document import Document
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import PlannerError

CLOUD = (
    node("role-a", 0, kind="role", grants=["base"]),
    node("role-b", 0, kind="role"),
    node("base", 20),
    node("aws", 10, "base", cost_usd=100),
    node("azure", 16, "base"),
    node("job", 4, "base", kind="milestone"),
    node("other-job", 9, "base", kind="milestone"),
    node("goal", 2, {"all": [any_of("aws", "azure", name="Cloud"), any_of("job", "other-job", name="Job")]}),
)


@pytest.fixture(scope="module")
def document() -> Document:
    found = curriculum(*CLOUD, target="goal")
    return Document(curriculum=found, learner=learner().changed(start="role-a"))


def plans_of(data: st.DataObject, instance) -> list[Plan]:
    base = Document(curriculum=instance.curriculum, learner=instance.learner)
    items = [one.id for one in instance.curriculum.nodes]
    changes = (
        lambda one: commands.set_hours(one, data.draw(st.sampled_from([3.0, 20.0]))),
        lambda one: commands.avoid(one, data.draw(st.sampled_from(items))),
        lambda one: commands.mark_known(one, data.draw(st.sampled_from(items))),
    )
    count = data.draw(st.integers(1, 3))
    return [queries.plan(base), *(queries.plan(data.draw(st.sampled_from(changes))(base)) for _number in range(count))]


@settings(max_examples=40)
@given(st.data(), instances())
def test_every_item_stands_in_one_row_and_every_row_adds_up(data, instance):
    plans = plans_of(data, instance)
    found = side_by_side(plans)
    assert len({row.id for row in found.rows}) == len(found.rows)
    for at, plan in enumerate(plans):
        items = {item.id: item for item in plan.items}
        assert {row.id for row in found.rows if LETTERS[at] in row.inside} == items.keys()
        for row in found.rows:
            cell = row.cells[at]
            assert (cell.state == "planned") == (row.id in items)
            if row.id in items:
                assert (cell.hours, cell.start, cell.finish) == (
                    items[row.id].hours,
                    items[row.id].start,
                    items[row.id].finish,
                )
        column = found.columns[at]
        assert sum(row.cells[at].hours for row in found.rows) == pytest.approx(plan.totals.hours)
        if PlanStatus.IMPOSSIBLE not in (plan.status, plans[0].status):
            assert column.change.hours == plan.totals.hours - plans[0].totals.hours
            assert column.change.cost_usd == plan.totals.cost_usd - plans[0].totals.cost_usd
            if plan.finish and plans[0].finish:
                assert plans[0].finish + timedelta(days=column.change.days or 0) == plan.finish
    counts = found.counts()
    assert counts["partly"] == sum(len(row.inside) < len(plans) for row in found.rows)
    assert sum(counts.values()) == len(found.rows)
    assert SideBySide.model_validate_json(found.model_dump_json()) == found


@settings(max_examples=25)
@given(st.data(), instances())
def test_turned_round_the_signs_turn_and_the_rows_are_the_same(data, instance):
    a, b = plans_of(data, instance)[:2]
    one, two = side_by_side([a, b]), side_by_side([b, a])
    turn = {"A": "B", "B": "A", "AB": "AB"}
    assert {(row.id, row.mark, row.inside) for row in one.rows} == {(r.id, r.mark, turn[r.inside]) for r in two.rows}
    mine, theirs = one.columns[1].change, two.columns[1].change
    assert (mine.hours, mine.cost_usd) == (-theirs.hours, -theirs.cost_usd)
    assert mine.days == (-theirs.days if theirs.days is not None else None)
    same = side_by_side([a, a])
    assert same.counts() == {"same": len(a.items), "moved": 0, "partly": 0}
    assert not same.decisions


def test_a_column_says_what_only_some_have_and_what_is_held(document):
    variants = [Variant(document), Variant(document, Variation(choices={"Cloud": 1}, start="role-b"))]
    columns = [planned(one) for one in variants]
    found = side_by_side([one.plan for one in columns], [variant_name(one) for one in variants])
    rows = {row.id: row for row in found.rows}
    assert [(row.mark, row.inside) for row in (rows["aws"], rows["azure"], rows["base"])] == [
        ("partly", "A"), ("partly", "B"), ("partly", "B")
    ]  # fmt: skip
    assert [cell.state for cell in rows["base"].cells] == ["held", "planned"]
    assert [one.name for one in found.columns] == ["Your plan", "ROLE-B · AZURE"]
    assert [(one.name, one.taken) for one in found.decisions] == [("Cloud", (("AWS",), ("AZURE",)))]
    assert [stop.title for stop in found.columns[0].stops] == ["JOB", "GOAL"]
    table = side_words.table(found)
    assert Counter(len(row) for row in table) == {4: len(table)}
    assert any(row[:2] == ["A", "AWS"] and row[3] == "–" for row in table)
    assert side_words.markdown(found).count("\n") == len(table) + 1


def test_a_variant_is_the_plan_of_its_wishes_made_one_by_one(document):
    variation = Variation(
        hours=5.0,
        begin=date(2027, 3, 1),
        start="role-b",
        deadline=date(2030, 1, 1),
        known=("azure",),
        choices={"Job": 1},
    )
    by_hand = wishes.set_hours(wishes.set_begin(document, date(2027, 3, 1)), 5.0)
    by_hand = commands.set_deadline(commands.set_start(by_hand, "role-b"), date(2030, 1, 1))
    by_hand = commands.prefer(commands.mark_known(by_hand, "azure"), "other-job")
    found = planned(Variant(document, variation))
    assert found.document == by_hand
    assert found.plan == queries.plan(by_hand)
    assert varied(document, Variation()) == document
    assert varied(by_hand, Variation(no_deadline=True)).learner.deadline is None


def test_what_is_to_come_first_does(document):
    found = planned(Variant(document, Variation(first="other-job")))
    order = [item.id for item in found.plan.items]
    assert order.index("other-job") < order.index("aws")
    assert "job" not in order


def test_examples_are_other_plans_than_the_own(document):
    plan = queries.plan(document)
    found = examples(document, plan)
    assert [one.title for one in found] == [
        "ROLE-A or ROLE-B", "AWS or AZURE", "10 or 6 hours a week", "OTHER-JOB first, or straight on"
    ]  # fmt: skip
    for example in found:
        other = planned(Variant(document, example.variations[1])).plan
        assert other.model_dump(include={"items"}) != plan.model_dump(include={"items"})


def test_another_learner_is_named_only_where_that_is_wanted(document):
    other = Variant(document.changed(name="Ana"), Variation(hours=6.0), own=False)
    assert variant_name(other) == "Ana: 6 h a week"
    assert variant_name(other, private=True) == "Another learner: 6 h a week"
    assert variant_name(replace(other, variation=Variation()), private=True) == "Another learner"


def test_one_plan_or_five_cannot_be_put_side_by_side(document):
    plan = queries.plan(document)
    for count in (1, 5):
        with pytest.raises(PlannerError, match="Two to four"):
            side_by_side([plan] * count)


def test_a_table_is_inert_in_spreadsheets_and_in_markdown():
    odd = curriculum(node("a", 3, title="=1+1|<b>x</b>"), node("goal", 2, "a"), target="goal")
    plan = queries.plan(Document(curriculum=odd, learner=learner()))
    found = side_by_side([plan, plan])
    assert "'=1+1" in side_words.csv_file(found).decode("utf-8-sig")
    assert "| =1+1\\|\\<b\\>x\\</b\\> |" in side_words.markdown(found)
