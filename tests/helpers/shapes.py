"""Random curricula with everything that an exchange format may stumble over: hostile titles, names, all fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from strategies import instances

from planner.model.curriculum import Curriculum, Domain, Node, Resource, ThreePoint
from planner.model.requirement import AnyOf, AtLeast, Months, Requirement
from planner.model.text import clean_text

HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''@x",
    "＝1",
    "AND",
    "2 OF",
    "a AND b",
    "R&D; tools, (more) [all]",
    'He said "hi"',
    "<b>&amp;<script>alert(1)</script>",
    "]]>",
    '\\N \\" \\',
    "end",
    "1. Basics",
    "%%{init: {}}%%",
    "`code` ![x](http://x.example/y.png) [[link]]",
    "#hash",
    "日本語 العربية",
    "{curly} | pipe",
    '"',
    "'",
    "null",
    "[1, 2]",
    "true",
    "0012",
)


def _clean(text: str) -> str:
    try:
        return clean_text(text, 200)
    except ValueError:
        return ""


titles = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30).map(_clean)).map(_clean).filter(bool)
texts = st.one_of(st.just(""), st.sampled_from(HOSTILE), st.text(max_size=40)).map(_clean)
hours = st.sampled_from([0.0, 0.5, 1.0, 7.25, 1e-7, 12345.678, 100_000.0])


@st.composite
def _fields(draw: st.DrawFn, others: list[str]) -> dict[str, Any]:
    """Some of the fields that make no difference to what can be chosen."""
    low, likely, high = sorted(draw(st.tuples(hours, hours, hours)))
    more: dict[str, Any] = {"title": draw(titles), "hours": ThreePoint(optimistic=low, likely=likely, pessimistic=high)}
    if draw(st.booleans()):
        more |= {
            **{name: draw(texts) for name in ("basis", "outcome", "first_step", "done_when", "cost_range", "note")},
            "level": draw(st.sampled_from(["", "foundation", "expert"])),
            "domain": draw(st.sampled_from(["d", "machine-learning", "a.b_c"])),
            "aliases": tuple(draw(st.lists(titles, max_size=3))),
            "jurisdiction": tuple(draw(st.lists(titles, max_size=2))),
            "sources": tuple(draw(st.lists(titles, max_size=2))),
            "recommended": tuple(draw(st.lists(st.sampled_from(others), max_size=2))),
            "cost_usd": draw(st.sampled_from([0.0, 0.1, 1e6])),
            "wait_days": draw(st.integers(0, 3660)),
            "checked": draw(st.sampled_from([None, date(2026, 2, 28)])),
        }
    if draw(st.integers(0, 3)) == 0:
        more["reasons"] = {draw(st.sampled_from(others)): draw(titles)}
        more["resources"] = (Resource(key="book", title=draw(titles), url="https://x.example/?a=1&b=<2>"),)
    return more


@st.composite
def _worded(draw: st.DrawFn, requirement: Requirement | None) -> Requirement | None:
    """The requirement with words at its outermost choice."""
    if isinstance(requirement, Months):
        return requirement.model_copy(update={"reason": draw(texts)})
    if not isinstance(requirement, (AnyOf, AtLeast)):
        return requirement
    options = requirement.any if isinstance(requirement, AnyOf) else requirement.of
    labels = tuple(draw(titles) for _option in options) if draw(st.booleans()) else ()
    return requirement.changed(reason=draw(texts), advice=draw(texts), labels=labels)


@st.composite
def curricula(draw: st.DrawFn) -> Curriculum:
    """A curriculum of 4 to 10 items."""
    plain = draw(instances()).curriculum
    names = [node.id for node in plain.nodes]
    nodes: list[Node] = []
    for node in plain.nodes:
        more = draw(_fields(names))
        more["requires"] = draw(_worded(node.requires))
        nodes.append(node.changed(**more))
    domains = tuple(
        Domain(id=one, title=draw(titles)) for one in draw(st.sampled_from([(), ("d", "machine-learning")]))
    )
    return plain.changed(
        title=draw(titles),
        description=draw(texts),
        nodes=tuple(nodes),
        domains=domains,
        target=draw(st.sampled_from([None, plain.target])),
    )
