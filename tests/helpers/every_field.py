"""Random files that load, small but with every field of the model somewhere: what damage is done to afterwards.

`curriculum_file` and `learner_file` give plain JSON values, the same ones for the same seed on every machine.
"""

from __future__ import annotations

import random
from typing import Any

WORDS = (
    "dough",
    "yeast",
    "R&D",
    "oven <b>hot</b>",
    "Ünïcode",
    "日本語",
    "العربية",
    "👩\u200d🍳",
    "=1+1",
    "50 %",
    "a;b,c",
)
PLACES = ("https://example.org/a", "http://example.com/?q=1&r=2", "https://bücher.example/", "mailto:a@example.org", "")
DOMAINS, TAGS = ("baking", "trade"), ("ml", "shop")
KINDS = ("skill", "skill", "skill", "project", "certification", "experience", "degree", "course", "milestone")


class Chance(random.Random):
    """A source of chance that knows a few more questions."""

    def often(self) -> bool:
        """True two times of three."""
        return self.random() < 0.67

    def seldom(self) -> bool:
        """True one time of five."""
        return self.random() < 0.2

    def words(self, most: int = 4) -> str:
        """A few words."""
        return " ".join(self.choice(WORDS) for _word in range(self.randint(1, most)))

    def some(self, names: list[str], most: int = 2) -> list[str]:
        """Up to `most` different names."""
        return self.sample(names, self.randint(0, min(most, len(names))))

    def points(self, most: float = 40.0) -> Any:
        """An estimate, more than 0."""
        low, middle, high = sorted(round(self.uniform(0.1, most), 1) for _point in range(3))
        return [low, middle, high] if self.often() else middle

    def day(self) -> str:
        """A day of the last years or the next."""
        return f"{self.randint(2019, 2031)}-{self.randint(1, 12):02}-{self.randint(1, 28):02}"


def _some_fields(chance: Chance, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if chance.often()}


def requirement(chance: Chance, names: list[str], depth: int = 2) -> Any:
    """An expression over `names`, at least one of which there is."""
    shape = chance.choice(("id", "id", "all", "any", "of", "months")) if depth else "id"
    if shape == "id":
        return chance.choice(names)
    if shape == "months":
        asked = {"months": chance.randint(1, 24), "tags": chance.some(list(TAGS)), "of": chance.some(names)}
        asked["of"] = asked["of"] or [names[0]]
        return {**asked, **({"reason": chance.words()} if chance.often() else {})}
    members = [requirement(chance, names, depth - 1) for _member in range(chance.randint(1, 3))]
    if shape == "all":
        return {"all": members}
    about = {"reason": chance.words(), "advice": chance.words(), "labels": [chance.words() for _one in members]}
    group: dict[str, Any] = {"any": members} if shape == "any" else {"k": chance.randint(0, 1), "of": members}
    named = {"name": f"Choice {chance.randrange(10**6)}"} if chance.seldom() else {}
    return {**group, **_some_fields(chance, about), **named}


def _resource(chance: Chance, number: int) -> dict[str, Any]:
    optional = {
        "provider": chance.words(),
        "url": chance.choice(PLACES),
        "price": chance.choice(("free", "freemium", "paid", "")),
        "hours": "about 10 hours",
        "address_confirmed": True,
        "checked": chance.choice(("2026-10", "about 2026-09", "2026-11-20", "")),
        "shelf_life_months": chance.randint(1, 60),
        "comment": chance.words(),
    }
    return {"key": f"r{number}", "title": chance.words(), **_some_fields(chance, optional)}


def _levels(chance: Chance, earlier: list[str]) -> dict[str, Any]:
    """Two or three levels, each with its own hours."""
    names = ["aware", "working", "expert"]
    if chance.often():
        names.pop(chance.randrange(len(names)))
    found = {}
    for at, name in enumerate(names):
        optional: dict[str, Any] = {"basis": chance.words(), "cost_usd": 10.0}
        if at and earlier:
            optional["requires"] = requirement(chance, earlier, 1)
        if at:
            optional["first_step"] = chance.words()
        if at < len(names) - 1:
            optional |= {"outcome": "you can " + chance.words(), "done_when": chance.words()}
        found[name] = {"hours": chance.points(), **_some_fields(chance, optional)}
    return found


def _node(chance: Chance, name: str, earlier: list[str], others: list[str]) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    granted = chance.some(others)
    partly = dict.fromkeys(chance.some([other for other in others if other not in granted]), 0.5)
    optional: dict[str, Any] = {
        "level": chance.choice(("foundation", "intermediate", "advanced", "expert", "")),
        "hours": chance.points(),
        "basis": chance.words(),
        "wait_days": chance.randrange(30),
        "recommended": chance.some(others),
        "outcome": "you can " + chance.words(),
        "first_step": chance.words(),
        "done_when": chance.words(),
        "resources": [_resource(chance, number) for number in range(chance.randint(1, 2))],
        "grants": granted,
        "partial": partly,
        "accepts_held": chance.some(others, 1),
        "aliases": [chance.words()],
        "tags": chance.some(list(TAGS)),
        "jurisdiction": ["EU"],
        "note": chance.words(),
        "sources": ["S1"],
        "checked": chance.day(),
        "shelf_life_months": chance.randint(1, 60),
    }
    if kind in ("experience", "degree"):
        optional |= {"months": chance.points(), "parallel": chance.often()}
    if kind in ("certification", "project"):
        optional |= {"cost_usd": 165.0, "cost_range": "100 to 200"}
        optional["exam"] = {"days": ["03-15", "02-29"], "sitting_minutes": 90}
    if chance.seldom():
        optional |= {"status": chance.choice(("retired", "unverified")), "superseded_by": chance.some(others, 1)}
    if earlier:
        optional |= {"requires": requirement(chance, earlier), "reasons": {other: chance.words() for other in earlier}}
        optional["corequisites"] = requirement(chance, earlier, 1)
    found = _some_fields(chance, optional)
    if kind == "skill" and chance.seldom():
        for field in ("hours", "wait_days"):
            found.pop(field, None)
        found["levels"] = _levels(chance, earlier)
    return {"id": name, "title": chance.words(), "kind": kind, "domain": chance.choice(DOMAINS), **found}


def _overrides(chance: Chance, used: dict[str, Any]) -> list[dict[str, Any]]:
    """What a file says otherwise about items of the one that it uses."""
    free = [node for node in used["nodes"] if "levels" not in node]
    found = []
    for node in chance.sample(free, min(2, len(free))):
        others = [one["id"] for one in used["nodes"] if one is not node]
        was = {"hours": 3.0, "basis": chance.words(), "resources": [_resource(chance, 1)], "note": chance.words()}
        was |= {"cost_usd": 5.0, "cost_range": "5", "recommended": {others[0]: chance.words()}}
        optional: dict[str, Any] = {
            "hours": chance.points(),
            "basis": chance.words(),
            "cost_usd": 7.5,
            "cost_range": "about 7",
            "note": chance.words(),
            "add_resources": [_resource(chance, 9)],
            "drop_resources": ["r0"],
            "recommend": {others[0]: chance.words()},
            "do_not_recommend": others[1:2],
            "sources": ["S1"],
            "checked": chance.day(),
            "reason": chance.words(),
        }
        if "months" in node:
            optional["months"] = chance.points()
            was["months"] = chance.points()
        optional["was"] = _some_fields(chance, was)
        found.append({"id": node["id"], **_some_fields(chance, optional)})
    return found


def _built_on(chance: Chance, used: dict[str, Any]) -> dict[str, Any]:
    digests = {node["id"]: f"{chance.getrandbits(32):08x}.{chance.getrandbits(32):08x}" for node in used["nodes"]}
    return {"id": used["id"], **_some_fields(chance, {"version": "1.1", "items": digests})}


def _facts(chance: Chance, names: list[str]) -> dict[str, Any]:
    source = {"where": chance.choice(PLACES), "dated": "2024", "kind": "book", "trust": "high"}
    course: dict[str, Any] = {
        "url": chance.choice(PLACES),
        "published_hours": "10",
        "price": "free",
        "basis": chance.words(),
    }
    checked = {"checked": chance.day(), "shelf_life_months": chance.randint(1, 600)}
    course |= checked
    certificate = {
        "node": chance.choice(names),
        "issuer": chance.words(),
        "exam_code": "AB-1",
        "since": "2024-01",
        "fee_usd": "165",
        "validity_months": chance.randint(1, 48),
        "validity_note": chance.words(),
        "renewal": chance.words(),
        "renewal_hours": chance.points(),
        "renewal_usd": 100.0,
        "formal_prerequisites": chance.words(),
        "recommended_experience": chance.words(),
        "study_hours": chance.points(),
        "successor": chance.words(),
        "confidence_status": "high",
        "confidence_fee": "low",
        "source": "S1",
        "note": chance.words(),
    }
    claim = {
        "node": chance.choice(names),
        "amount": 41_000.5,
        "currency": "EUR",
        "measure": "median",
        "period_end": 2033,
        "checked": chance.day(),
        "original": chance.words(),
        "verdict": chance.words(),
    }
    certificate |= checked
    claim |= checked
    said = {"about": "Baker", "region": "DE", "statement": chance.words(), "source": "S1", "source_date": "2025"}
    used = {"used_for": chance.words()}
    return {
        "sources": [{"code": "S1", "what": chance.words(), **_some_fields(chance, {**source, **used})}],
        "courses": [{"id": "k", "title": "K", "covers": {names[0]: 0.5}, **_some_fields(chance, course)}],
        "certificates": [{"id": "x", "name": "X", "status": "active", **_some_fields(chance, certificate)}],
        "claims": [{"id": "p", "confidence": "low", **said, **_some_fields(chance, claim)}],
        "disclaimer": chance.words(),
    }


def curriculum_file(chance: Chance, identity: str = "mine", used: dict[str, Any] | None = None) -> dict[str, Any]:
    """A curriculum of 3 to 7 items that loads; with `used` it builds on that file."""
    names = [f"{identity}-{number}" for number in range(chance.randint(2, 6))]
    nodes = [_node(chance, name, names[:at], [one for one in names if one != name]) for at, name in enumerate(names)]
    goal = {"id": f"{identity}-goal", "title": "Goal", "kind": "role", "domain": DOMAINS[0], "requires": names[-1]}
    optional = {
        "format": "trailmark.curriculum",
        "format_version": 1,
        "description": chance.words(),
        "version": "1.2",
        "checked": chance.day(),
        "target": goal["id"],
        "domains": [{"id": DOMAINS[0], "title": "Baking", **_some_fields(chance, {"on_the_job_share": 0.25})}],
        **_facts(chance, names),
    }
    if used is not None:
        optional |= {"overrides": _overrides(chance, used), "built_on": [_built_on(chance, used)]}
    about = {"id": identity, "title": chance.words(), **({"uses": [used["id"]]} if used else {})}
    return {**about, **_some_fields(chance, optional), "nodes": [*nodes, goal]}


# -- learners


def _learner(chance: Chance, names: list[str], goal: str) -> dict[str, Any]:
    availability = {
        "start": chance.day(),
        "week": [chance.choice((0, 60, 120)) for _day in range(7)],
        **_some_fields(
            chance,
            {
                "periods": [{"first": "2027-01-01", "last": "2027-02-01", "week": [0] * 7, "title": chance.words()}],
                "holidays": chance.choice(("DE", "DE-BY", "")),
            },
        ),
    }
    optional: dict[str, Any] = {
        "start": names[0],
        "avoid": chance.some(names, 1),
        "prefer": chance.some(names, 1),
        "free_only": chance.often(),
        "budget_usd": 1000.0,
        "aim": chance.choice(("hours", "money", "mix", "time")),
        "then": ["money"],
        "hour_worth_usd": 12.5,
        "week_worth_usd": 10.0,
        "order": chance.choice(("finish", "wins", "topics", "balance")),
        "by_hand": chance.some(names),
        "not_before": {names[0]: chance.day()},
        "booked": {names[0]: chance.day()},
        "max_topics": chance.randint(1, 10),
        "deadline": chance.day(),
    }
    return {"goal": goal, "availability": availability, **_some_fields(chance, optional)}


def _event(chance: Chance, number: int, names: list[str]) -> dict[str, Any]:
    kind = chance.choice(
        ("started", "studied", "part", "done", "known", "waived", "replaced", "skipped", "planned", "note")
    )
    optional: dict[str, Any] = {"day": chance.day(), "note": chance.words(), "evidence": "https://example.org/e"}
    optional |= {"minutes": chance.randrange(600), "part": 0.25, "by": chance.words()}
    at = f"2026-{chance.randint(1, 12):02}-01T08:00:{number % 60:02}Z"
    name = chance.choice(names)
    return {"id": f"{number:032x}", "at": at, "kind": kind, "node": name, **_some_fields(chance, optional)}


def learner_file(chance: Chance) -> dict[str, Any]:
    """A learner of a random curriculum, with a record and a plan."""
    followed = curriculum_file(chance)
    names = [node["id"] for node in followed["nodes"]]
    optional = {
        "name": chance.words(),
        "changed_at": {"goal": "2026-11-30T12:00:00Z"},
        "events": [_event(chance, number, names) for number in range(chance.randint(1, 6))],
        "withdrawn": ["f" * 32],
        "plan": {
            "made_on": chance.day(),
            "finish": chance.day(),
            "items": [{"id": name, "start": chance.day(), "finish": chance.day()} for name in names[:2]],
        },
    }
    return {
        "format": "trailmark.learner",
        "format_version": 2,
        "id": f"{chance.getrandbits(128):032x}",
        "learner": _learner(chance, names, names[-1]),
        "curriculum": {"source": "mine.json", "snapshot": followed},
        **_some_fields(chance, optional),
    }
