"""Random curricula of any size, the same ones on every machine: `generate("cur.2", 1000, seed=1)`.

`cur.1`, `cur.2` and `cur.3` look like real ones: topics with skills that build on each other, courses and projects that
teach several skills at once, certifications that ask for some of many skills, jobs and degrees that take months,
milestones, a role to start from and one to reach. The digit stands for the share of skills with an alternative: 0.15,
0.3 and 0.5. `rand` is as hard as a random one gets: every item builds on heavily shared alternatives.
`cyc` is the same with 30 % of the alternatives pointing forward, so that items support each other in circles.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import Any

from planner.model.curriculum import MAX_NODES, Curriculum, Kind, Node, Status, ThreePoint
from planner.model.document import Document
from planner.model.learner import Availability, Learner
from planner.model.requirement import MAX_OPERANDS, All, AnyOf, AtLeast, Requirement

FAMILIES = ("cur.1", "cur.2", "cur.3", "rand", "cyc")
SMALLEST = 50

GOAL = "role-goal"
START = "entry-start"
AVAILABILITY = Availability(start=date(2027, 1, 4), week=(120, 120, 120, 120, 120, 0, 0))

_ALTERNATIVES = {"cur.1": 0.15, "cur.2": 0.3, "cur.3": 0.5}
_FORWARD = {"rand": 0.0, "cyc": 0.3}
_FRACTIONS = (0.2, 0.25, 0.4, 0.5, 0.75)
_WINDOW = 8
"""A course teaches this many skills of its topic at most."""


def generate(family: str, size: int, seed: int) -> Document:
    """A curriculum of exactly `size` nodes with a learner whose goal can usually be reached."""
    if size < SMALLEST:
        raise ValueError(f"a curriculum has at least {SMALLEST} nodes")
    rng = random.Random(f"{family} {size} {seed}")
    maker: _Realistic | _Adversarial
    if family in _ALTERNATIVES:
        maker = _Realistic(rng, size, _ALTERNATIVES[family])
    else:
        maker = _Adversarial(rng, size, _FORWARD[family])
    nodes = maker.nodes()
    rng.shuffle(nodes)
    title = f"{family}, {size} nodes, seed {seed}"
    fields: dict[str, Any] = {"id": "generated", "title": title, "target": GOAL, "nodes": tuple(nodes)}
    # Files may not be larger than this; measurements go on where files end.
    curriculum = Curriculum(**fields) if size <= MAX_NODES else Curriculum.model_construct(**fields)
    return Document(curriculum=curriculum, learner=maker.learner())


def with_harder_wishes(document: Document, seed: int) -> Document:
    """The same curriculum for somebody hard to please; some of these goals are out of reach."""
    rng = random.Random(f"wishes {seed}")
    nodes = sorted(node.id for node in document.curriculum.nodes if node.id not in (GOAL, START))
    learner = document.learner
    spend = sum(node.cost_usd for node in document.curriculum.nodes)
    changed = learner.changed(
        avoid=tuple(rng.sample(nodes, rng.randint(0, 1 + len(nodes) // 60))),
        prefer=tuple(rng.sample(nodes, rng.randint(0, 1 + len(nodes) // 30))),
        known=tuple(dict.fromkeys((*learner.known, *rng.sample(nodes, rng.randint(0, len(nodes) // 15))))),
        progress={item: rng.choice((*_FRACTIONS, 1.0)) for item in rng.sample(nodes, len(nodes) // 10)},
        free_only=rng.random() < 0.1,
        budget_usd=round(rng.uniform(0.1, 0.5) * spend, 2) if rng.random() < 0.3 else None,
    )
    return document.changed(learner=changed)


def _points(likely: float) -> ThreePoint:
    return ThreePoint(optimistic=likely / 2, likely=likely, pessimistic=likely * 2)


def _node(name: str, kind: Kind = Kind.SKILL, hours: float = 0.0, domain: str = "all", **fields: Any) -> Node:
    return Node(id=name, title=name, kind=kind, domain=domain, hours=_points(hours), **fields)


def _all(parts: Sequence[Requirement]) -> Requirement | None:
    """The parts together, none of them twice."""
    different: list[Requirement] = []
    for part in parts:
        if part not in different:
            different.append(part)
    if len(different) < 2:
        return different[0] if different else None
    return All(all=tuple(different))


def _groups(parts: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The parts in as many groups as the limit to operands asks for."""
    return tuple(All(all=tuple(parts[at : at + MAX_OPERANDS])) for at in range(0, len(parts), MAX_OPERANDS))


class _Realistic:
    """What people write: topics, courses, certifications, jobs, degrees, milestones."""

    def __init__(self, rng: random.Random, size: int, alternatives: float) -> None:
        self.rng, self.size, self.alternatives = rng, size, alternatives
        self.jobs = [f"job-{at}" for at in range(max(2, size // 50))]
        self.degrees = [f"degree-{at}" for at in range(max(1, size // 120))]
        self.milestones = [f"milestone-{at}" for at in range(max(2, size // 60))]
        self.exams = [f"exam-{at}" for at in range(max(3, size // 16))]
        courses = size // 5
        skills = size - courses - sum(map(len, (self.jobs, self.degrees, self.milestones, self.exams))) - 2
        topics = max(3, round(sqrt(size) / 2))
        self.skills: list[list[str]] = [
            [f"skill-{topic}-{at}" for at in range(topic, skills, topics)] for topic in range(topics)
        ]
        self.courses: list[list[tuple[int, str]]] = []
        """For every topic: (the first skill that it teaches, the course)."""
        for topic, names in enumerate(self.skills):
            starts = [(rng.randrange(len(names)), f"course-{topic}-{at}") for at in range(topic, courses, topics)]
            self.courses.append(starts)
        self.names = [f"Choice {at}" for at in range(max(2, size // 120))]
        self.made: list[Node] = []

    def nodes(self) -> list[Node]:
        """All of them, the goal last."""
        for topic, skills in enumerate(self.skills):
            for start, course in self.courses[topic]:
                self.made.append(self._course(topic, start, course))
            pairs = self._pairs(skills)
            for place, skill in enumerate(skills):
                self.made.append(self._skill(topic, place, skill, pairs.get(skill)))
        self.made += [self._degree(name) for name in self.degrees]
        self.made += [self._exam(at, name) for at, name in enumerate(self.exams)]
        self.made += [self._job(at, name) for at, name in enumerate(self.jobs)]
        self.made += [self._milestone(at, name) for at, name in enumerate(self.milestones)]
        granted, credited = self._covered(8)
        self.made.append(_node(START, Kind.ROLE, grants=granted, partial=credited))
        last = AnyOf(any=tuple(self.jobs[-3:]))
        self.made.append(_node(GOAL, Kind.ROLE, 10.0, requires=All(all=(*_groups(self.milestones), last))))
        return self.made

    def learner(self) -> Learner:
        """Somebody with a job, a few things known and started, and mild wishes."""
        rng = self.rng
        some = rng.sample([skill for skills in self.skills for skill in skills], 6)
        options = [course for courses in self.courses for _start, course in courses]
        return Learner(
            start=START,
            goal=GOAL,
            known=tuple(some[:3]),
            progress={skill: rng.choice(_FRACTIONS) for skill in some[3:]},
            avoid=tuple(rng.sample(options, rng.randint(0, 2))),
            prefer=tuple(rng.sample(options, rng.randint(0, 2))),
            availability=AVAILABILITY,
        )

    def _pairs(self, skills: list[str]) -> dict[str, str]:
        """Neighbours that are learned together."""
        pairs: dict[str, str] = {}
        for first, second in pairwise(skills):
            if first not in pairs and self.rng.random() < 0.02:
                pairs |= {first: second, second: first}
        return pairs

    def _before(self, topic: int, place: int) -> list[str]:
        """Skills that one at `place` may build on: the ones just before it, of its topic and of the one to the left."""
        own = self.skills[topic][max(0, place - 5) : place]
        left = self.skills[topic - 1][max(0, place - 5) : place] if topic else []
        return own + left

    def _course(self, topic: int, start: int, name: str) -> Node:
        rng = self.rng
        before = self._before(topic, start)
        project = rng.random() < 0.4
        return _node(
            name,
            Kind.PROJECT if project else Kind.SKILL,
            rng.randint(12, 80),
            f"topic-{topic}",
            requires=_all(rng.sample(before, min(len(before), rng.randint(0, 2)))),
            corequisites=self.skills[topic][max(0, start - 1)] if project and start and rng.random() < 0.3 else None,
            cost_usd=float(rng.choice((0, 0, 0, 49, 199))),
        )

    def _skill(self, topic: int, place: int, name: str, peer: str | None) -> Node:
        rng = self.rng
        before = [skill for skill in self._before(topic, place) if skill != peer]
        parts: list[Requirement] = list(rng.sample(before, min(len(before), rng.randint(1, 2))))
        hours = float(rng.randint(2, 40))
        if rng.random() < self.alternatives:
            parts.append(self._alternative(topic, place, before))
            hours = rng.randint(0, 8) / 2
        return _node(name, Kind.SKILL, hours, f"topic-{topic}", requires=_all(parts), corequisites=peer)

    def _alternative(self, topic: int, place: int, before: list[str]) -> Requirement:
        """A course that teaches the skill, one of several foundations, some of many, or one named decision."""
        rng = self.rng
        teaching = [course for start, course in self.courses[topic] if place - _WINDOW < start <= place]
        kind = rng.random()
        if len(teaching) > 1 and (kind < 0.45 or len(before) < 4):
            return AnyOf(any=tuple(rng.sample(teaching, min(len(teaching), rng.randint(2, 4)))))
        options = before + teaching
        if len(options) < 3:
            return All(all=tuple(options[:1]))
        if kind < 0.55:
            return AtLeast(k=2, of=tuple(rng.sample(options, min(len(options), rng.randint(3, 5)))))
        if kind < 0.8:
            # Courses first: what was learned anyway would answer every choice of the name by itself.
            chosen = tuple([*teaching, *rng.sample(before, len(before))][:3])
            at = rng.randrange(len(self.names))
            if at % 4 == 3:
                return AtLeast(k=2, of=chosen, name=self.names[at])
            return AnyOf(any=tuple(rng.sample(chosen, 3)), name=self.names[at])
        if kind < 0.95:
            return self._nested(options)
        return AnyOf(any=tuple(rng.sample(options, min(len(options), rng.randint(2, 3)))))

    def _nested(self, options: list[str]) -> Requirement:
        rng = self.rng
        if len(options) < 6:
            first, second, third = rng.sample(options, 3)
            return AnyOf(any=(All(all=(first, second)), AtLeast(k=1, of=(second, third)), third))
        some = rng.sample(options[-8:], 6)
        return AnyOf(any=(AtLeast(k=2, of=tuple(some[:3])), AtLeast(k=2, of=tuple(some[3:]))))

    def _covered(self, most: int) -> tuple[tuple[str, ...], dict[str, float]]:
        """Skills from the beginnings of topics: granted in full, and in part."""
        rng = self.rng
        early = [skill for skills in self.skills for skill in skills[: max(2, len(skills) // 3)]]
        some = rng.sample(early, min(len(early), rng.randint(2, most)))
        half = len(some) // 2
        return tuple(some[:half]), {skill: rng.choice(_FRACTIONS) for skill in some[half:]}

    def _degree(self, name: str) -> Node:
        granted, credited = self._covered(25)
        return _node(
            name,
            Kind.DEGREE,
            self.rng.randint(40, 400),
            months=_points(self.rng.randint(12, 48)),
            grants=granted,
            partial=credited,
            cost_usd=float(self.rng.choice((0, 5_000))),
        )

    def _exam(self, at: int, name: str) -> Node:
        """Asks for some skills of one topic; every seventh is retired, and the next one accepts it."""
        rng = self.rng
        skills = rng.choice(self.skills)
        some = tuple(rng.sample(skills, min(len(skills), rng.randint(3, 6))))
        parts: list[Requirement] = [AtLeast(k=rng.randint(1, len(some)), of=some)]
        open_exams = [exam for place, exam in enumerate(self.exams[:at]) if place % 7]
        if open_exams and rng.random() < 0.3:
            parts.append(AnyOf(any=tuple(rng.sample(open_exams, min(len(open_exams), 3)))))
        return _node(
            name,
            Kind.CERTIFICATION,
            rng.randint(5, 40),
            requires=_all(parts),
            accepts_held=(self.exams[at - 1],) if at % 7 == 1 else (),
            status=Status.ACTIVE if at % 7 else Status.RETIRED,
            cost_usd=float(rng.choice((0, 0, 100, 250))),
        )

    def _job(self, at: int, name: str) -> Node:
        rng = self.rng
        skills = [rng.choice(rng.choice(self.skills)) for _skill in range(3)]
        open_exams = [exam for place, exam in enumerate(self.exams) if place % 7]
        entry = AnyOf(any=(All(all=tuple(dict.fromkeys(skills[:2]))), rng.choice(open_exams), skills[2]))
        parts: list[Requirement] = [entry]
        if at > 1:
            parts.append(AnyOf(any=tuple(rng.sample(self.jobs[max(0, at - 4) : at], 2))))
        months = _points(rng.randint(6, 36))
        return _node(name, Kind.EXPERIENCE, requires=_all(parts), months=months, parallel=rng.random() < 0.3)

    def _milestone(self, at: int, name: str) -> Node:
        rng = self.rng
        ends = [skills[-rng.randint(1, max(1, len(skills) // 3))] for skills in self.skills]
        parts: list[Requirement] = list(rng.sample(ends, min(len(ends), rng.randint(2, 4))))
        open_exams = [exam for place, exam in enumerate(self.exams) if place % 7]
        parts.append(AtLeast(k=1 + (at % 2), of=tuple(rng.sample(open_exams, min(len(open_exams), 3)))[: 3 - at % 2]))
        if at % 3 == 2:
            parts.append(self.milestones[at - 1])
        return _node(name, Kind.MILESTONE, requires=_all(parts))


class _Adversarial:
    """Alternatives everywhere, and the same items in many of them."""

    def __init__(self, rng: random.Random, size: int, forward: float) -> None:
        self.rng, self.forward = rng, forward
        self.items = [f"item-{at}" for at in range(size - 1)]
        self.first = max(8, size // 8)
        """How many items need nothing."""

    def nodes(self) -> list[Node]:
        """All of them, the goal last."""
        rng, items = self.rng, self.items
        peers: dict[str, str] = {}
        for first, second in pairwise(items[self.first :]):
            if first not in peers and rng.random() < 0.02:
                peers |= {first: second, second: first}
        made = [self._item(at, name, peers.get(name)) for at, name in enumerate(items)]
        wanted = rng.sample(items[len(items) * 2 // 3 :], max(3, len(items) // 40))
        parts = tuple(AnyOf(any=tuple(wanted[at : at + 2])) if at % 3 == 0 else wanted[at] for at in range(len(wanted)))
        made.append(_node(GOAL, Kind.ROLE, 1.0, requires=All(all=_groups(parts))))
        return made

    def learner(self) -> Learner:
        """Somebody who knows a little."""
        return Learner(goal=GOAL, known=tuple(self.rng.sample(self.items[: self.first], 2)), availability=AVAILABILITY)

    def _item(self, at: int, name: str, peer: str | None) -> Node:
        rng = self.rng
        parts: list[Requirement] = []
        if at >= self.first:
            parts += [self._group(at) for _group in range(rng.randint(1, 3))]
        elif self.forward and rng.random() < self.forward / 2:
            parts.append(self._group(at))
        granted = (self._member(at),) if rng.random() < 0.02 and at else ()
        credited = {self._member(at): rng.choice(_FRACTIONS)} if rng.random() < 0.04 and at else {}
        return _node(
            name,
            hours=float(rng.randint(1, 100)),
            requires=_all(parts),
            corequisites=peer,
            grants=granted,
            partial={item: part for item, part in credited.items() if item not in granted},
            cost_usd=float(rng.choice((0, 0, 0, 20))),
        )

    def _group(self, at: int) -> Requirement:
        rng = self.rng
        count = rng.choices((1, 2, 3, 4), (2, 4, 3, 1))[0]
        some = tuple(dict.fromkeys(self._member(at, count > 1) for _member in range(count)))
        if len(some) == 1:
            return some[0] if count == 1 else AnyOf(any=some)
        if len(some) > 2 and rng.random() < 0.3:
            return AtLeast(k=2, of=some)
        return AnyOf(any=some)

    def _member(self, at: int, alternative: bool = False) -> str:
        """An earlier item, half of the time one of those that everything shares; at times a later alternative."""
        rng = self.rng
        if alternative and rng.random() < self.forward:
            return self.items[rng.randrange(at, len(self.items))]
        if rng.random() < 0.5:
            return self.items[int(at * rng.random() ** 3)]
        return self.items[rng.randrange(max(0, at - 60), max(1, at))]
