"""Two independent answers to "how few minutes reach the goal?", written from the meaning of a curriculum alone.

`brute_force` walks over every set of studied items in order of cost; it is for small curricula and meant to be plainly
right. `exact_minutes` is for curricula of any usual size: a minimum hitting set over facts of the kind "every plan has
at least one of these items", and a search over named choices. They share how the model is read (what is held, what may
be studied, what it costs) and nothing else, and nothing with the planner.

The rules in short:

* An item is obtained by study, or free of charge through an obtained item that grants it or that it accepts.
* A step is a set of items studied together: `requires` holds from earlier steps, `corequisites` from earlier ones or
  the step itself. What a step grants is there after the step.
* Credit counts from items that are obtained in an earlier step; of several credits the largest counts.
* Months add up over all items of the kind experience that carry a tag of the threshold or are named in it. An item
  does not count for itself.
* All any-of groups with one name use the same option. A member that is true from what is held alone always counts.
  A set of options is chosen for at-least-k groups, any number of them, which leaves these groups free.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, count, product
from math import floor

from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.learner import Learner
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement

Decision = Mapping[str, int]
"""Name of a choice -> index of the option taken."""


def free_closure(curriculum: Curriculum, have: Iterable[str]) -> frozenset[str]:
    """`have` and everything that comes with it: grants, and items that accept one of these instead of themselves."""
    held = set(have)
    size = -1
    while size != len(held):
        size = len(held)
        for node in curriculum.nodes:
            if node.id in held:
                held.update(node.grants)
            elif not held.isdisjoint(node.accepts_held):
                held.add(node.id)
    return frozenset(held)


def known_items(curriculum: Curriculum, learner: Learner) -> frozenset[str]:
    """What the learner holds before the first step."""
    start = () if learner.start is None else (learner.start,)
    return free_closure(curriculum, (*start, *learner.known))


def may_study(node: Node, learner: Learner) -> bool:
    """Whether the item may be part of a plan at all."""
    return (
        (node.kind is not Kind.ROLE or node.id == learner.goal)
        and node.status is Status.ACTIVE
        and node.id not in learner.avoid
        and not (learner.free_only and node.cost_usd > 0)
    )


@lru_cache(maxsize=100_000)
def remaining_minutes(hours: float, credit: float, progress: float) -> int:
    """Minutes of study that are left, half a minute rounded up; numbers are taken as they are written in decimals."""
    left = Fraction(str(hours)) * 60 * (1 - Fraction(str(credit))) * (1 - Fraction(str(progress)))
    return floor(left + Fraction(1, 2))


def _minutes(curriculum: Curriculum, learner: Learner, node: Node, held: Iterable[str]) -> int:
    """What studying `node` costs somebody who holds `held`."""
    nodes = curriculum.by_id
    credit = max((nodes[each].partial.get(node.id, 0.0) for each in held if each in nodes), default=0.0)
    return remaining_minutes(node.hours.likely, credit, learner.progress.get(node.id, 0.0))


def _parts(requirement: Requirement | None) -> Iterator[Requirement]:
    """The expression and everything in it."""
    if requirement is None:
        return
    yield requirement
    match requirement:
        case All():
            inner = requirement.all
        case AnyOf():
            inner = requirement.any
        case AtLeast():
            inner = requirement.of
        case _:  # an id, or months
            return
    for member in inner:
        yield from _parts(member)


def _jobs(curriculum: Curriculum, owner: str, threshold: Months) -> dict[str, Fraction]:
    """What counts for a threshold of the item `owner`: id -> months."""
    return {
        node.id: Fraction(str(node.months.likely))
        for node in curriculum.nodes
        if node.months is not None
        and node.id != owner
        and (
            node.id in threshold.of or (node.kind is Kind.EXPERIENCE and not set(node.tags).isdisjoint(threshold.tags))
        )
    }


def _named(curriculum: Curriculum, node: Node) -> set[str]:
    """Ids that may help to meet what the node asks for."""
    named: set[str] = set()
    for part in (*_parts(node.requires), *_parts(node.corequisites)):
        if isinstance(part, str):
            named.add(part)
        elif isinstance(part, Months):
            named.update(_jobs(curriculum, node.id, part))
    return named


def _named_choices(nodes: Iterable[Node]) -> dict[str, int]:
    """Name of every any-of decision -> its number of options."""
    sizes: dict[str, int] = {}
    for node in nodes:
        for part in (*_parts(node.requires), *_parts(node.corequisites)):
            if isinstance(part, AnyOf) and part.name is not None:
                sizes[part.name] = max(sizes.get(part.name, 0), len(part.any))
    return sizes


def _useful(curriculum: Curriculum, goal: str) -> set[str]:
    """The items that can contribute to the goal in whatever way."""
    helpers: dict[str, set[str]] = {}
    for node in curriculum.nodes:
        helpers.setdefault(node.id, set()).update(_named(curriculum, node), node.accepts_held)
        for other in (*node.grants, *node.partial):
            helpers.setdefault(other, set()).add(node.id)
    useful, queue = {goal}, deque([goal])
    while queue:
        for helper in helpers.get(queue.popleft(), set()) - useful:
            useful.add(helper)
            queue.append(helper)
    return useful


# Exhaustive search


@dataclass(frozen=True)
class _Truth:
    """Whether expressions hold, for somebody who held `known` at the start, under the decisions taken."""

    curriculum: Curriculum
    known: frozenset[str]
    decision: Decision

    def of(self, owner: Node, requirement: Requirement | None, have: frozenset[str]) -> bool:
        """Whether an expression of the item `owner` holds from `have`."""
        match requirement:
            case None:
                return True
            case All():
                return all(self.of(owner, member, have) for member in requirement.all)
            case AnyOf():
                taken = None if requirement.name is None else self.decision[requirement.name]
                return any(
                    self.of(owner, member, have if taken is None or taken == index else self.known)
                    for index, member in enumerate(requirement.any)
                )
            case AtLeast():
                options = requirement.of
                different = [member for index, member in enumerate(options) if options.index(member) == index]
                return sum(self.of(owner, member, have) for member in different) >= requirement.k
            case Months():
                jobs = _jobs(self.curriculum, owner.id, requirement)
                return sum(months for job, months in jobs.items() if job in have) >= requirement.months
            case _:
                return requirement in have


def _steps(open_nodes: Sequence[Node], have: frozenset[str], truth: _Truth) -> Iterator[tuple[Node, ...]]:
    """Every step that may come next.

    A step that contains an item which could also be taken alone is left out: taking that item first, then the rest, is
    possible too and costs no more.
    """
    ready = [node for node in open_nodes if truth.of(node, node.requires, have)]
    together = []
    for node in ready:
        if truth.of(node, node.corequisites, have | {node.id}):
            yield (node,)
        else:
            together.append(node)
    for size in range(2, len(together) + 1):
        for step in combinations(together, size):
            after = have | {node.id for node in step}
            if all(truth.of(node, node.corequisites, after) for node in step):
                yield step


def _cheapest(
    curriculum: Curriculum, learner: Learner, known: frozenset[str], decision: Decision, limit: int | None
) -> int | None:
    """Dijkstra over the sets of studied items; None when the goal is out of reach or not cheaper than `limit`."""
    useful = _useful(curriculum, learner.goal)
    nodes = [node for node in curriculum.nodes if node.id in useful and may_study(node, learner)]
    order = count()
    queue: list[tuple[int, int, frozenset[str]]] = [(0, next(order), known)]
    done: set[frozenset[str]] = set()
    truth = _Truth(curriculum, known, decision)
    while queue:
        minutes, _, have = heapq.heappop(queue)
        if limit is not None and minutes >= limit:
            return None
        if learner.goal in have:
            return minutes
        if have in done:
            continue
        done.add(have)
        following: list[tuple[int, tuple[Node, ...]]] = []
        for step in _steps([node for node in nodes if node.id not in have], have, truth):
            cost = sum(_minutes(curriculum, learner, node, have) for node in step)
            if cost == 0:  # more is never worse, so what costs nothing is taken at once
                following = [(cost, step)]
                break
            following.append((cost, step))
        for cost, step in following:
            after = free_closure(curriculum, have | {node.id for node in step})
            if after not in done:
                heapq.heappush(queue, (minutes + cost, next(order), after))
    return None


def brute_force(curriculum: Curriculum, learner: Learner) -> int | None:
    """The fewest minutes that reach the goal, None when nothing does; for about a dozen items."""
    known = known_items(curriculum, learner)
    useful = _useful(curriculum, learner.goal)
    sizes = _named_choices(node for node in curriculum.nodes if node.id in useful and node.id not in known)
    best: int | None = None
    for taken in product(*(range(max(1, size)) for size in sizes.values())):
        decision = dict.fromkeys(_named_choices(curriculum.nodes), 0) | dict(zip(sizes, taken, strict=True))
        found = _cheapest(curriculum, learner, known, decision, best)
        if found is not None:
            best = found
    return best


# Search by landmarks

Test = Callable[[int], bool]
"""Whether an expression holds from a set of items, given as bits."""


class _Problem:
    """The curriculum as bits: items, and actions "study this item, with credit from that one"."""

    def __init__(self, curriculum: Curriculum, learner: Learner, allowed: Mapping[str, frozenset[int]]) -> None:
        known = known_items(curriculum, learner)
        useful = _useful(curriculum, learner.goal)
        self.position = {name: index for index, name in enumerate(sorted(useful | known))}
        self.start = self._bits(known)
        self.goal = self.position[learner.goal]
        size = len(self.position)
        self.users: list[list[int]] = [[] for _ in range(size)]
        self.free_from = [0] * size
        self.requires: list[Test] = [_always] * size
        self.together: dict[int, Test] = {}
        self.actions: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        """Per item: (bit of the action, bits of the items whose credit it uses)."""
        self.cost: list[int] = []
        self.target: list[int] = []
        for node in curriculum.nodes:
            if node.id in useful and node.id not in known:
                self._add(curriculum, learner, node, known, allowed)
        self.everything = (1 << len(self.cost)) - 1

    def _bits(self, names: Iterable[str]) -> int:
        return sum(1 << self.position[name] for name in set(names) if name in self.position)

    def _use(self, item: int, names: Iterable[str]) -> None:
        for name in set(names):
            if name in self.position:
                self.users[self.position[name]].append(item)

    def _add(
        self,
        curriculum: Curriculum,
        learner: Learner,
        node: Node,
        known: frozenset[str],
        allowed: Mapping[str, frozenset[int]],
    ) -> None:
        item = self.position[node.id]
        givers = [*node.accepts_held, *(other.id for other in curriculum.nodes if node.id in other.grants)]
        self.free_from[item] = self._bits(givers)
        self._use(item, givers)
        if not may_study(node, learner):
            return
        self.requires[item] = self._test(curriculum, node, node.requires, allowed)
        if node.corequisites is not None:
            self.together[item] = self._test(curriculum, node, node.corequisites, allowed)
        self._use(item, _named(curriculum, node))
        plain = _minutes(curriculum, learner, node, known)
        self._action(item, plain, 0)
        for other in curriculum.nodes:
            if other.id in self.position and other.id not in known and node.id in other.partial:
                reduced = _minutes(curriculum, learner, node, [*known, other.id])
                if reduced < plain:
                    self._action(item, reduced, self._bits([other.id]))
                    self._use(item, [other.id])

    def _action(self, item: int, minutes: int, credit_from: int) -> None:
        self.actions[item].append((1 << len(self.cost), credit_from))
        self.cost.append(minutes)
        self.target.append(item)

    def _test(
        self,
        curriculum: Curriculum,
        owner: Node,
        requirement: Requirement | None,
        allowed: Mapping[str, frozenset[int]],
    ) -> Test:
        def inner(members: Iterable[Requirement]) -> list[Test]:
            return [self._test(curriculum, owner, member, allowed) for member in members]

        match requirement:
            case None:
                return _always
            case All():
                return _at_least(len(requirement.all), inner(requirement.all))
            case AnyOf():
                tests = inner(requirement.any)
                if any(test(self.start) for test in tests):
                    return _always
                if requirement.name is not None:
                    tests = [test for index, test in enumerate(tests) if index in allowed[requirement.name]]
                return _at_least(1, tests)
            case AtLeast():
                different: list[Requirement] = []
                for member in requirement.of:
                    if member not in different:
                        different.append(member)
                return _at_least(requirement.k, inner(different))
            case Months():
                jobs = [(self._bits([job]), months) for job, months in _jobs(curriculum, owner.id, requirement).items()]
                least = requirement.months
                return lambda have: sum(months for bit, months in jobs if have & bit) >= least
            case _:
                bit = self._bits([requirement])
                return lambda have: have & bit != 0

    def _can_take(self, item: int, have: int, bought: int) -> bool:
        return any(
            bought & action and credit_from & have == credit_from for action, credit_from in self.actions[item]
        ) and self.requires[item](have)

    def reach(self, have: int, bought: int, queue: list[int]) -> int:
        """What is obtained in the end; `queue` are the items to look at first."""
        while True:
            while queue:
                item = queue.pop()
                bit = 1 << item
                if have & bit:
                    continue
                alone = self.together.get(item, _always)
                if self.free_from[item] & have or (self._can_take(item, have, bought) and alone(have | bit)):
                    have |= bit
                    queue.extend(self.users[item])
            step = [item for item in self.together if not have >> item & 1 and self._can_take(item, have, bought)]
            while True:
                after = have | sum(1 << item for item in step)
                stay = [item for item in step if self.together[item](after)]
                if len(stay) == len(step):
                    break
                step = stay
            if not step:
                return have
            have = after
            queue = [user for item in step for user in self.users[item]]

    def from_scratch(self, bought: int) -> int:
        """What is obtained with these actions."""
        return self.reach(self.start, bought, list(range(len(self.users))))

    def has_goal(self, have: int) -> bool:
        return bool(have >> self.goal & 1)

    def landmark(self, bought: int, have: int) -> int:
        """Actions of which every plan has at least one, none of them bought: all that is left of the actions after
        buying on, cheap ones first, as long as the goal stays out of reach."""
        left = 0
        for index in sorted(range(len(self.cost)), key=lambda each: self.cost[each]):
            action = 1 << index
            if bought & action:
                continue
            reached = self.reach(have, bought | action, [self.target[index]])
            if self.has_goal(reached):
                left |= action
            else:
                bought |= action
                have = reached
        return left


def _always(_have: int) -> bool:
    return True


def _at_least(needed: int, tests: Sequence[Test]) -> Test:
    if needed == 0:
        return _always
    if needed == len(tests):
        return lambda have: all(test(have) for test in tests)
    if needed == 1:
        return lambda have: any(test(have) for test in tests)
    return lambda have: sum(test(have) for test in tests) >= needed


def _bits_of(number: int) -> list[int]:
    """The places of the ones."""
    places = []
    while number:
        low = number & -number
        places.append(low.bit_length() - 1)
        number ^= low
    return places


def _reduced(sets: Iterable[int], cost: Sequence[int]) -> list[int]:
    """An equivalent hitting set problem: no set within another, no element that a cheaper one can replace."""
    current = list(sets)
    while True:
        kept: list[int] = []
        for each in sorted(dict.fromkeys(current), key=int.bit_count):
            for other in kept:  # a plain loop: this is where the time of the whole oracle goes
                if other & each == other:
                    break
            else:
                kept.append(each)
        where: dict[int, int] = {}
        for index, each in enumerate(kept):
            for element in _bits_of(each):
                where[element] = where.get(element, 0) | 1 << index
        drop = 0
        for element, mine in where.items():
            for other in _bits_of(kept[_bits_of(mine)[0]]):
                theirs = where[other]
                if other == element or mine & theirs != mine or cost[other] > cost[element] or drop >> other & 1:
                    continue
                if mine != theirs or (cost[other], other) < (cost[element], element):
                    drop |= 1 << element
                    break
        if not drop:
            return kept
        current = [each & ~drop for each in kept]


def _components(sets: Sequence[int]) -> list[list[int]]:
    """Groups of sets that share no element with each other."""
    groups: list[tuple[int, list[int]]] = []
    for each in sets:
        union, inside = each, [each]
        apart = []
        for other, others in groups:
            if other & union:
                union |= other
                inside = inside + others
            else:
                apart.append((other, others))
        groups = [*apart, (union, inside)]
    return [inside for _, inside in groups]


def _bound(sets: Sequence[int], cost: Sequence[int]) -> int:
    """A lower bound: every set takes what its cheapest element has left to give."""
    left: dict[int, int] = {}
    total = 0
    for each in sets:
        elements = _bits_of(each)
        least = min(left.get(element, cost[element]) for element in elements)
        if least:
            total += least
            for element in elements:
                left[element] = left.get(element, cost[element]) - least
    return total


def _hitting_set(sets: Sequence[int], cost: Sequence[int], limit: int | None = None) -> tuple[int, int] | None:
    """(cost, elements) of the cheapest set that meets all `sets`; None when it costs `limit` or more."""
    total = chosen = 0
    groups = _components(_reduced(sets, cost))
    bounds = [_bound(group, cost) for group in groups]
    ahead = sum(bounds)
    for group, bound in sorted(zip(groups, bounds, strict=True), key=lambda pair: len(pair[0])):
        ahead -= bound
        room = None if limit is None else limit - total - ahead
        if room is not None and bound >= room:
            return None
        found = _branch(group, cost, room)
        if found is None:
            return None
        total += found[0]
        chosen |= found[1]
    return total, chosen


def _branch(sets: Sequence[int], cost: Sequence[int], limit: int | None) -> tuple[int, int] | None:
    """The same for sets that hang together: one element after the other of a smallest set."""
    if len(sets) == 1:
        element = min(_bits_of(sets[0]), key=lambda each: cost[each])
        return (cost[element], 1 << element) if limit is None or cost[element] < limit else None
    pivot = min(sets, key=int.bit_count)
    best: tuple[int, int] | None = None
    excluded = 0
    for element in sorted(_bits_of(pivot), key=lambda each: cost[each]):
        bit = 1 << element
        rest = [each & ~excluded for each in sets if not each & bit]
        excluded |= bit
        room = None if limit is None else limit - cost[element]
        if (room is not None and room <= 0) or not all(rest):
            continue
        found = _hitting_set(rest, cost, room)
        if found is not None:
            best = found[0] + cost[element], found[1] | bit
            limit = best[0]
    return best


def _cheapest_actions(problem: _Problem, landmarks: list[int]) -> tuple[int, int] | None:
    """(minutes, actions) of the optimum, `landmarks` growing on the way; None when the goal is out of reach."""
    if not problem.has_goal(problem.from_scratch(problem.everything)):
        return None
    if not landmarks:
        single = [1 << index for index in range(len(problem.cost))]
        landmarks.extend(
            action for action in single if not problem.has_goal(problem.from_scratch(problem.everything & ~action))
        )
    free = sum(1 << index for index, minutes in enumerate(problem.cost) if minutes == 0)
    while True:
        found = _hitting_set([each for each in landmarks if not each & free], problem.cost)
        assert found is not None
        minutes, bought = found
        bought |= free
        have = problem.from_scratch(bought)
        if problem.has_goal(have):
            return minutes, bought
        while not problem.has_goal(have):
            landmark = problem.landmark(bought, have)
            landmarks.append(landmark)
            cheapest = min(_bits_of(landmark), key=lambda index: problem.cost[index])
            bought |= 1 << cheapest
            have = problem.reach(have, bought, [problem.target[cheapest]])


def _undecided(
    curriculum: Curriculum, learner: Learner, allowed: Mapping[str, frozenset[int]], bought: int
) -> str | None:
    """None when these actions reach the goal with one option for every name; else a name that stands in the way."""
    fixed = dict(allowed)
    for name, options in allowed.items():
        if len(options) < 2:
            continue
        for option in sorted(options):
            fixed[name] = frozenset([option])
            problem = _Problem(curriculum, learner, fixed)
            if problem.has_goal(problem.from_scratch(bought)):
                break
        else:
            return name
    return None


def exact_minutes(curriculum: Curriculum, learner: Learner) -> int | None:
    """The fewest minutes that reach the goal, None when nothing does; for curricula of some hundred items.

    A node of the search lets some names use several options at once, which can only be cheaper. The cheapest node whose
    solution needs one option per name is the answer; else a name that needs two is split into its options.
    """
    if learner.goal in known_items(curriculum, learner):
        return 0
    order = count()
    queue: list[tuple[int, int, dict[str, frozenset[int]], int, list[int]]] = []

    def enter(allowed: dict[str, frozenset[int]], landmarks: list[int]) -> None:
        found = _cheapest_actions(_Problem(curriculum, learner, allowed), landmarks)
        if found is not None:
            heapq.heappush(queue, (found[0], next(order), allowed, found[1], landmarks))

    enter({name: frozenset(range(size)) for name, size in _named_choices(curriculum.nodes).items()}, [])
    while queue:
        minutes, _, allowed, bought, landmarks = heapq.heappop(queue)
        name = _undecided(curriculum, learner, allowed, bought)
        if name is None:
            return minutes
        for option in sorted(allowed[name]):
            enter({**allowed, name: frozenset([option])}, list(landmarks))
    return None
