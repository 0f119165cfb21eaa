"""Handouts to look at: of the built-in path, of any document, and of one whose every text is hostile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from build import any_of, curriculum, learner, node

from planner import i18n
from planner.app import commands, queries
from planner.handout.content import Coach, Handout
from planner.handout.make import Wishes, make
from planner.model.document import Document

MADE = date(2026, 12, 7)
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&{{7*7}}]]>--><!--"
"""What no reader may take for markup."""


@lru_cache
def analyst() -> Handout:
    """Of the built-in path of a data analyst, who is called Zora."""
    i18n.use_language(i18n.PLAIN)  # it is made once, whatever the test before spoke
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    document = document.changed(name="Zora")
    answered = queries.plan_and_forecast(document)
    return make(document, answered.plan, answered.forecast(), Wishes(Coach("Maria"), made=MADE))


def of(document: Document, **wishes: Any) -> Handout:
    """The handout of a document."""
    answered = queries.plan_and_forecast(document)
    return make(document, answered.plan, answered.forecast(), Wishes(**{"made": MADE, **wishes}))


def hostile() -> Handout:
    """Every text that a curriculum, a learner or a coach can write is an attack."""
    resource = {"key": "r", "title": EVIL, "provider": EVIL, "url": "javascript:alert(3)", "hours": EVIL}
    texts = dict.fromkeys(("outcome", "first_step", "done_when", "note"), EVIL)
    more = {**texts, "resources": [resource], "sources": [EVIL]}
    choice = any_of("a", "b", name=EVIL, reason=EVIL, advice=EVIL)
    nodes = [
        node("goal", 5, choice, title=EVIL, reasons={"a": EVIL}, **more),
        node("a", 5, title=EVIL, **more),
        node("b", 9, title=EVIL, domain="other"),
    ]
    facts = {
        "domains": [{"id": "test", "title": EVIL}],
        "sources": [{"code": EVIL, "what": EVIL, "where": EVIL}],
        "overrides": [{"id": "a", "note": EVIL, "reason": EVIL, "library": {"note": "other"}}],
        "certificates": [{"id": "c", "node": "a", "name": EVIL, "status": EVIL, "fee_usd": EVIL, "source": EVIL}],
    }
    document = Document(curriculum=curriculum(*nodes, **facts), learner=learner(), name=EVIL)
    return of(document, coach=Coach(EVIL), name=True)


def odd() -> Iterator[Handout]:
    """A plan without a date, and one with titles as long as they can be."""
    yield of(Document(curriculum=curriculum(node("goal", 5, "a"), node("a", 5)), learner=learner(week=(0,) * 7)))
    nodes = [
        node("goal", 5, "a", title="W" * 200),
        node("a", 5, title="long " * 39, outcome="x" * 1900, note="y " * 900),
    ]
    yield of(Document(curriculum=curriculum(*nodes), learner=learner()))
