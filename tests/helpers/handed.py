"""Handouts for tests, and hostile words to put into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from planner.app import queries
from planner.handout.clock import Clock
from planner.handout.content import Handout, ResourceLine
from planner.handout.make import Wishes, make
from planner.model.document import Document

MADE = date(2026, 12, 7)

EVIL = (
    '=HYPERLINK("http://evil.example")',
    "@SUM(1+1)|cmd",
    "\t=1+1",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "a; b, c \\n d",
    "</Name><Task><UID>99</UID></Task>",
    "]]><!-- &amp; &evil; <!DOCTYPE x>",
    "![p](http://evil.example/p.png) [l](javascript:alert(1))",
    "<script>alert(1)</script> <img src=x onerror=y>",
    "# heading\n\n- item\n1. one\n---\n```\ncode",
    "www.evil.example http://evil.example me@evil.example",
    "| a | b |\n|---|---|",
    "`code` *bold* _it_ ~~s~~ $x$ {{ 7*7 }} ==m== %%c%%",
    "\x00\x07\x1b[31m\x85\u2028\u202e\ufffe half",
    "ü€😀" * 60,
)
"""What somebody could write into a title to break out of one of the formats."""


def words() -> st.SearchStrategy[str]:
    """Any text, and above all such as breaks out."""
    return st.one_of(st.sampled_from(EVIL), st.text(max_size=60), st.tuples(*[st.sampled_from(EVIL)] * 2).map("".join))


def handout_of(document: Document, **clock: Any) -> Handout:
    """The handout of a document, without the prices of other options."""
    plan = queries.plan(document)
    made = make(document, plan, None, Wishes(made=MADE, prices=False))
    return replace(made, clock=Clock(**{"zone": "Europe/Berlin", "weeks": 0, **clock}))


def spoiled(handout: Handout, word: str) -> Handout:
    """The same, with `word` wherever a curriculum or a learner can say something."""
    resource = ResourceLine(word, word, "https://good.example/", word, word)
    steps = tuple(
        replace(
            step,
            title=word,
            subject=word,
            outcome=word,
            first_step=word,
            done_when=word,
            when=(word,),
            why=tuple(replace(link, reason=word) for link in step.why),
            resources=(resource,),
        )
        for step in handout.steps
    )
    stages = tuple(replace(stage, title=word, range=word) for stage in handout.stages)
    coach = replace(handout.coach, name=word)
    said: dict[str, Any] = dict.fromkeys(("summary", "proof", "assumptions", "held", "renewals"), (word,))
    return replace(handout, title=word, name=word, coach=coach, steps=steps, stages=stages, **said)
