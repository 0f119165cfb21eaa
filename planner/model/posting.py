"""What a job posting or a CV says, against a curriculum and a learner: the answer of `match`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from planner.model.base import Value
from planner.model.curriculum import Kind
from planner.model.problem import Problem


class Section(StrEnum):
    """What a part of a posting is about."""

    ASKED = "asked"  # tasks and requirements, and everything that no heading says otherwise of
    NICE = "nice"  # nice to have
    UNASKED = "unasked"  # below a heading such as "What we don't need"
    COMPANY = "company"  # the employer about itself, benefits, how to apply: asks for nothing


class By(StrEnum):
    """What a hit was recognised by."""

    TITLE = "title"
    ALIAS = "alias"
    FORM = "form"  # another form of the same words: plural, spelling, ending, another language
    DEGREE = "degree"  # a level with a subject


class Doubt(StrEnum):
    """Why a hit does not count unless the person says so."""

    NONE = ""
    NEGATED = "negated"  # "no degree required"
    COMPANY = "company"  # the employer speaks about itself


class Among(StrEnum):
    """How a list of the sentence asks for a name."""

    ALONE = ""  # by itself
    ONE_OF = "one-of"  # one of alternatives: "AWS or Azure"
    ONE_OF_UNSURE = "one-of-unsure"  # taken for one of them; it may also be asked for beside them
    BESIDE_UNSURE = "beside-unsure"  # taken as asked for by itself; it may also be one of them


class Standing(StrEnum):
    """Where the learner stands with something that is asked for."""

    HAVE = "have"
    OTHERWISE = "otherwise"  # another one of the same alternatives is held, or asked for anyway
    PLANNED = "planned"  # already in the learner's own plan
    MISSING = "missing"
    CLOSED = "closed"  # no longer offered, or nobody found who offers it: never planned


class Hit(Value):
    """One place where the text names an item."""

    node: str
    title: str
    kind: Kind
    term: str
    """The words of the text."""
    sentence: str
    start: int
    end: int
    """Where the words stand, in characters of the whole text; `end` is the first one after them."""
    by: By
    section: Section
    confidence: float
    """From 0 to 1: how sure it is that these words mean the item."""
    doubt: Doubt = Doubt.NONE
    among: Among = Among.ALONE

    @property
    def counts(self) -> bool:
        """Whether it counts as long as the person says nothing."""
        return self.doubt is Doubt.NONE

    @property
    def unsure(self) -> bool:
        """Whether it counts in a way that the sentence leaves open."""
        return self.counts and self.among in (Among.ONE_OF_UNSURE, Among.BESIDE_UNSURE)


class UnknownTerm(Value):
    """Words that look like a tool or a subject and that no item answers to."""

    term: str
    times: int
    sentence: str
    """The first one that has it."""


class Reading(Value):
    """What a text names, whoever reads it."""

    hits: tuple[Hit, ...] = ()
    """In the order of the text."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Ids of which one is enough: "AWS, Azure or Google Cloud"."""
    unknown: tuple[UnknownTerm, ...] = ()
    """Most frequent first."""


class Asked(Value):
    """An item that the text asks for, and where the learner stands with it."""

    node: str
    title: str
    kind: Kind
    nice: bool
    """Only nice to have."""
    standing: Standing


class GapPlan(Value):
    """The plan that leads to exactly what is asked for."""

    status: str
    items: tuple[str, ...] = ()
    """Ids in the order of their dates."""
    hours: float = 0.0
    cost_usd: float = 0.0
    begins: date | None = None
    finish: date | None = None
    problems: tuple[Problem, ...] = ()


class PostingMatch(Value):
    """A posting or CV against a learner."""

    format: Literal["trailmark.match"] = "trailmark.match"
    format_version: Literal[1] = 1
    curriculum: str
    hits: tuple[Hit, ...]
    one_of: tuple[tuple[str, ...], ...]
    asked: tuple[Asked, ...]
    """Every item that counts, once."""
    unknown: tuple[UnknownTerm, ...]
    plan: GapPlan | None
    """None where the text names nothing that one could plan for."""
