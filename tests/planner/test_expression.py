"""Requirements in one cell: everything that can be said is read back the same, and people may write it their way."""

from __future__ import annotations

import contextlib
import json

import pytest
from build import all_of, any_of, at_least, months
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from shapes import HOSTILE

from planner.exchange.expression import MAX_DEPTH, WrongExpression, parsed, written
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement
from planner.model.text import clean_text

ADAPTER: TypeAdapter[Requirement] = TypeAdapter(Requirement)
IDS = [
    "python",
    "aws",
    "azure",
    "gcp",
    "nlp",
    "vision",
    "time-series",
    "and",
    "of",
    "2",
    "10-months",
    "at",
    "3d",
    "a.b_c",
]
TITLES = {"time series": "time-series", "research and development": "nlp", "c++": "vision", "r&d": "gcp"}


def find(name: str) -> str:
    if name in IDS:
        return name
    if name.casefold() in TITLES:
        return TITLES[name.casefold()]
    raise ValueError(f"There is no item “{name}”.")


ids = st.sampled_from(IDS)
words = st.one_of(st.just(""), st.sampled_from(HOSTILE), st.text(max_size=20)).map(lambda text: clean_text(text, 200))


@st.composite
def choices(draw, members):
    options = draw(st.lists(members, max_size=4))
    labels = tuple(draw(words.filter(bool)) for _option in options) if draw(st.booleans()) else ()
    said = {"name": draw(words) or None, "reason": draw(words), "advice": draw(words), "labels": labels}
    if draw(st.booleans()):
        return AnyOf(any=tuple(options), **said)
    distinct = len({one if isinstance(one, str) else one.model_dump_json() for one in options})
    return AtLeast(k=draw(st.integers(0, distinct)), of=tuple(options), **said)


def _sum(count: int, tags: tuple[str, ...], items: tuple[str, ...], reason: str) -> Months:
    return Months(months=count, tags=tags if tags or items else ("ml",), of=items, reason=reason)


sums = st.builds(
    _sum, st.integers(1, 1200), st.lists(ids, max_size=3).map(tuple), st.lists(ids, max_size=3).map(tuple), words
)
requirements = st.recursive(
    st.one_of(ids, sums),
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(lambda some: All(all=tuple(some))), choices(inner)),
    max_leaves=12,
)


@given(requirements)
def test_everything_that_a_requirement_says_comes_back(requirement: Requirement) -> None:
    assert parsed(written(requirement), find) == requirement


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("python AND (aws OR azure OR gcp) AND 2 OF (nlp, vision, \"time series\")",
         all_of("python", any_of("aws", "azure", "gcp"), at_least(2, "nlp", "vision", "time-series"))),
        ("python and AWS", None),
        ("python and aws", all_of("python", "aws")),
        ("python, aws", all_of("python", "aws")),
        ("python; aws, and azure", all_of("python", "aws", "azure")),
        ("python & aws", all_of("python", "aws")),
        ("python | aws", any_of("python", "aws")),
        ("Time  Series or nlp", any_of("time-series", "nlp")),
        ("Research and development", "nlp"),
        ("R&D", "gcp"),
        ("C++ and python", all_of("vision", "python")),
        ("one of (aws, azure)", any_of("aws", "azure")),
        ("At least 2 of (aws; azure; gcp)", at_least(2, "aws", "azure", "gcp")),
        ("((python))", "python"),
        ("ANY OF [name \"Your cloud\" labels \"A\" \"B\"] (aws, azure)",
         any_of("aws", "azure", name="Your cloud", labels=["A", "B"])),
        ("60 months of (#ml, #data, python)", months(60, "ml", "data", of=["python"])),
        ("2 of (aws and azure, gcp, nlp)", at_least(2, all_of("aws", "azure"), "gcp", "nlp")),
    ],
)  # fmt: skip
def test_people_may_write_it_their_way(text: str, meant: object) -> None:
    if meant is None:
        with pytest.raises(WrongExpression):
            parsed(text, find)
    else:
        assert parsed(text, find) == ADAPTER.validate_json(json.dumps(meant))


def test_an_empty_cell_asks_for_nothing() -> None:
    assert parsed("  ", find) is None
    assert written(None) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("python AND", "missing at the end"),
        ("python AND aws OR gcp", "Put brackets"),
        ("2 OF python", "2 OF (a, b, c)"),
        ("(python", "A “)” is missing"),
        ("python)", "cannot stand here"),
        ('"python', "never closed"),
        ("pythn", "no item “pythn”"),
        ("9 OF (aws, gcp)", "at least 9 of 2"),
        ("0 MONTHS OF (#ml)", "more than 0"),
        ("5 MONTHS OF ()", "nothing can count"),
        ("5 MONTHS OF (#Ml!)", "lower-case letters"),
        ("ALL OF [name \"x\"] (aws)", "no choice"),
        ("ANY OF [name] (aws)", "quotation marks behind"),
        ("ANY OF [labels \"x\"] (aws, gcp)", "1 labels for 2 options"),
        ("(" * 5000 + "aws", f"more than {MAX_DEPTH} deep"),
        ("ALL OF (" * 5000, f"more than {MAX_DEPTH} deep"),
        ("2 OF (" + ", ".join(["aws"] * 300) + ")", "at most 256"),
        ("()", "cannot stand here"),
        ("AND", "cannot stand here"),
        (",", "cannot stand here"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(WrongExpression) as caught:
        parsed(text, find)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.text(alphabet='ab()[],;"# 2\n', max_size=40) | st.text(max_size=40))
def test_no_text_ends_in_anything_but_a_sentence(text: str) -> None:
    with contextlib.suppress(WrongExpression):
        parsed(text, find)
