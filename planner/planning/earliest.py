"""A moment before which nobody can be done: valid for every set of items, every support and every order at once.

Given the ways and the options that may be used, two things are worked out: which items stand on every way to an item,
so that all their study lies before it; and how soon each item can be over when nothing else is in the way. Every
alternative is taken where it is ready first, waiting runs beside everything else, and study is counted only where no
alternative avoids it. A real plan has less freedom in every respect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import NamedTuple, TypeVar

import numpy as np

from planner.graph.order import circles, topological
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.learner import Learner
from planner.planning import turns
from planner.planning.calendar import HORIZON_YEARS, Moment, calendar_of, next_of
from planner.planning.turns import Behind, Place, Span, fewest_days
from planner.planning.ways import Decision, Gate, Way, Ways, taken

T = TypeVar("T")

NEVER = Moment(HORIZON_YEARS * 366, 0)
"""Later than everything that a plan looks at."""
_DAWN = Moment(0, 0)
"""The morning of the first day."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be said when these ways (by index) and options may be used."""

    usable: Set[int]
    decided: Set[Decision]
    spared: dict[int, int]
    """Item or gate -> the items, as bits, without which it can still be had; 0 where it cannot be had at all."""
    ends: dict[int, Moment]
    """Item or gate -> nobody has it before this moment."""
    least: np.ndarray
    """For every item, at the place of its bit, the fewest minutes of study that it can take; 0 where nothing may."""
    known: int
    """The items for which something may be used, as bits."""
    goal: Moment
    """Nobody reaches the goal before this moment."""


class Dates(NamedTuple):
    """Days, counted from the start, that hold an item back."""

    first: int = 0
    """It does not begin before."""
    booked: int = -1
    exam: tuple[tuple[int, int], ...] = ()
    """(month, day) on which its exam is held; empty: any day."""
    wait: int = 0
    """Days from its study or exam until it counts."""


_ANY_DAY = Dates()


class Earliest:
    """Bounds for one learner; build once, ask often. A question is at most about linear in the curriculum."""

    def __init__(self, curriculum: Curriculum, learner: Learner, ways: Ways, relevant: Sequence[int]) -> None:
        self.ways, self.calendar = ways, calendar_of(learner.availability)
        nodes = {item: curriculum.by_id[name] for item, name in enumerate(ways.items)}
        of_way = {index: nodes[ways.ways[index].item] for index in relevant}
        self.minutes = {index: _on_calendar(of_way[index], ways.ways[index]) for index in relevant}
        self.months = {index: node.months.likely for index, node in of_way.items() if node.months}
        self.dates = {index: date for index in relevant if (date := self._dates(index, of_way[index], learner))}
        self.of_item: dict[int, list[int]] = {}
        for index in relevant:
            self.of_item.setdefault(ways.ways[index].item, []).append(index)
        self.at = {item: at for at, item in enumerate(sorted(self.of_item))}
        self.bit = {item: 1 << at for item, at in self.at.items()}
        self.all = (1 << len(self.bit) + 1) - 1
        """All items as bits; the last bit stands for leaving out nothing."""
        self.group: dict[int, int] = {}
        """Item or gate -> number of its circle; those that are in no circle have one of their own."""
        self.order = self._order()
        """Items and gates, each after what it depends on as far as circles allow."""
        self.place = {part: at for at, part in enumerate(self.order)}
        self.before = {index: tuple(self._before(ways.ways[index])) for index in relevant}
        self.gates = [part for part in self.order if part < 0]
        self.timed = {ways.ways[index].item for index in self.months}
        self.users = self._users()
        self.place_days = self._place_days(of_way)
        self.spans = self._spans(of_way)
        self.beside = sorted({ways.ways[index].item for index in self.spans})
        """Items of which something runs beside study."""
        self._spent_by: dict[tuple[Moment, int], Moment] = {}
        self._waited_by: dict[tuple[Moment, float], Moment] = {}

    def _order(self) -> list[int]:
        needs: dict[int, list[int]] = {}
        stack = list(self.of_item)
        while stack:
            part = stack.pop()
            if part in needs or (part >= 0 and part not in self.of_item):
                continue
            if part >= 0:
                ways = [self.ways.ways[index] for index in self.of_item[part]]
                needs[part] = [before for way in ways for before in way.requires + way.corequisites]
            else:
                needs[part] = list(self.ways.gates[-1 - part].members)
            stack += needs[part]
        name = {part: str(part) for part in needs}
        for circle in circles((one, part) for part, before in needs.items() for one in before if one in needs):
            name.update(dict.fromkeys(circle, str(min(circle))))
        links: dict[str, list[str]] = {name[part]: [] for part in sorted(needs)}
        for part, before in needs.items():
            links[name[part]] += [name[one] for one in before if one in needs and name[one] != name[part]]
        place = {one: at for at, one in enumerate(topological(links))}
        self.group = {part: place[name[part]] for part in needs}
        return sorted(needs, key=lambda part: (self.group[part], part >= 0, abs(part)))

    def _before(self, way: Way) -> Iterable[int]:
        """Corequisites that must be there for a way; in a circle with it they may hold each other up instead."""
        own = self.group[way.item]
        return (part for part in way.corequisites if self.group.get(part) != own and not self._lasts(part))

    def _lasts(self, part: int) -> bool:
        """Whether months may run in it: a corequisite of that kind has to have begun, not to be over."""
        if part >= 0:
            return any(index in self.months for index in self.of_item.get(part, ()))
        return any(map(self._lasts, self.ways.gates[-1 - part].members))

    def _users(self) -> dict[int, list[int]]:
        """Item or gate -> the items and gates that depend on it."""
        users: dict[int, set[int]] = {part: set() for part in self.order}
        for part in self.order:
            ways = [self.ways.ways[index] for index in self.of_item.get(part, ())]
            needs = {one for way in ways for one in way.requires + way.corequisites}
            for one in needs if part >= 0 else self.ways.gates[-1 - part].members:
                if one in users:
                    users[one].add(part)
        return {part: sorted(found, key=self.place.__getitem__) for part, found in users.items()}

    def reach(self, usable: Set[int], decided: Set[Decision], base: Reach | None = None) -> Reach:
        """What these ways and options allow. `base`: what some of them allow, to go on from."""
        if base is None:
            never, none = dict.fromkeys(self.order, NEVER), np.zeros(len(self.bit), np.int64)
            base = Reach(frozenset(), frozenset(), dict.fromkeys(self.order, 0), never, none, 0, NEVER)
        names = {name for name, _option in decided - base.decided}
        touched = {part for part in self.gates if not base.usable or self.ways.gates[-1 - part].decision in names}
        least, known, less = base.least.copy(), base.known, False
        for index in usable - base.usable:
            item = self.ways.ways[index].item
            touched.add(item)
            at, bit, minutes = self.at[item], self.bit[item], self.minutes[index]
            if not known & bit or minutes < least[at]:
                less |= bool(known & bit)
                known |= bit
                least[at] = minutes
        found = Reach(usable, decided, dict(base.spared), dict(base.ends), least, known, NEVER)
        touched |= self._settle(touched, found.spared, lambda part: self._spared(part, found))
        if less:
            touched |= self.timed
        self._settle(touched, found.ends, lambda part: self._end(part, found))
        forced = self.all & ~found.spared[self.ways.goal]
        goal = max(found.ends[self.ways.goal], self._studied(forced, least))
        return replace(found, goal=self._morning(goal, self._in_turn(forced, found)) if goal < NEVER else NEVER)

    def _settle(self, touched: Iterable[int], values: dict[int, T], value: Callable[[int], T]) -> set[int]:
        """Work out the values of all that was touched, and of what depends on a value that has changed: its users,
        which are returned."""
        waiting = sorted(self.place[part] for part in touched)
        queued = set(waiting)
        changed: set[int] = set()
        while waiting:
            at = heappop(waiting)
            queued.discard(at)
            part = self.order[at]
            new = value(part)
            if new != values[part]:
                values[part] = new
                changed.update(self.users[part])
                for user in self.users[part]:
                    if self.place[user] not in queued:
                        queued.add(self.place[user])
                        heappush(waiting, self.place[user])
        return changed

    def _spared(self, part: int, found: Reach) -> int:
        if part < 0:
            return self._spared_gate(self.ways.gates[-1 - part], found)
        bits = 0
        for index in self.of_item[part]:
            if index in found.usable:
                own = self.all
                for one in self.ways.ways[index].requires + self.before[index]:
                    own &= found.spared.get(one, 0)
                bits |= own
        return bits & ~self.bit[part]

    def _spared_gate(self, gate: Gate, found: Reach) -> int:
        at_least = [self.all] + [0] * gate.k
        for position, member in enumerate(gate.members):
            if taken(gate, position, found.decided):
                bits, weight = found.spared.get(member, 0), gate.weight(position)
                for count in range(gate.k, 0, -1):
                    at_least[count] |= at_least[max(0, count - weight)] & bits
        return at_least[gate.k]

    def _end(self, part: int, found: Reach) -> Moment:
        if part < 0:
            return self._gate_end(self.ways.gates[-1 - part], found)
        best = NEVER
        for index in self.of_item[part]:
            if index in found.usable:
                end = self._way_end(index, found)
                best = min(best, end)
        return best

    def with_all_of(self, found: Reach) -> int:
        """A day before which nobody is done who takes all of these ways, not only some of them."""
        minutes = sum(self.minutes[index] for index in found.usable)
        spent = self.calendar.studied(self.calendar.begin, minutes) if minutes else None
        last = max(found.goal.day, spent[1].day if spent else NEVER.day if minutes else 0)
        return min(max(last, self._in_turn(found.known, found)), NEVER.day)

    def _in_turn(self, items: int, found: Reach) -> int:
        """A day before which nobody is done who takes all of these items (as bits).

        Study comes one after the other before what rests on it and runs beside study, jobs and degrees that need the
        one place take it one after the other, and behind the last of them comes what rests on it.
        """
        before = {item: self._before_months(item, found) for item in self.beside if items & self.bit[item]}
        users: dict[int, tuple[Span, Behind]] = {}
        for item in sorted(before, key=lambda item: (-before[item].bit_count(), item)):
            behind = turns.after_all([one for user, one in users.items() if before[user] & self.bit[item]])
            users[item] = self._least_span(item, found), behind
        places = [
            Place(
                min(self._begin(index, found).day for index in self.of_item[item] if index in found.usable),
                *users[item],
            )
            for item in users
            if users[item][0].place
        ]
        last = turns.places_one_by_one(places, self.calendar)
        ends: list[tuple[Behind, int]] = []
        for item, (span, behind) in users.items():
            over = behind._replace(days=behind.days + span.wait)
            ends += [(turns.following(span, behind), before[item]), (over, self.bit[item])]
        for in_months in (False, True):
            counted, studied = 0, []
            for after, some in sorted(ends, key=lambda end: end[0][in_months], reverse=True):
                studied.append((self._minutes_of(some & ~counted, found.least), after))
                counted |= some
            last = max(last, turns.study_first(_DAWN, self.calendar, studied, in_months))
        return last

    def _before_months(self, item: int, found: Reach) -> int:
        """All that an item rests on before its months begin, whichever way is taken; as bits."""
        rests_on = self.all
        for index in self.of_item[item]:
            if index in found.usable:
                without = self.all
                for part in self.ways.ways[index].requires:
                    without &= found.spared.get(part, 0)
                rests_on &= ~without
        return rests_on & ~self.bit[item]

    def _least_span(self, item: int, found: Reach) -> Span:
        """What runs beside study at least, whichever way to the item is taken."""
        spans = [self.spans.get(index, Span()) for index in self.of_item[item] if index in found.usable]
        months, waits, places = zip(*spans, strict=True)
        return Span(min(months), min(waits), all(places))

    def _begin(self, index: int, found: Reach) -> Moment:
        """Nobody begins with a way before all that it requires, and the study that this rests on."""
        begin, ends, requires = _DAWN, found.ends, self.ways.ways[index].requires
        for part in requires:
            end = ends.get(part, NEVER)
            begin = max(begin, end)
        if index in self.dates:
            begin = self._morning(begin, self.dates[index].first)
        if begin < NEVER and index in self.months and self.ways.ways[index].studied:
            without = self.all
            for part in requires:
                without &= found.spared.get(part, 0)
            begin = max(begin, self._studied(self.all & ~without, found.least))
        return begin

    def _way_end(self, index: int, found: Reach) -> Moment:
        end = begin = self._begin(index, found)
        if begin >= NEVER:
            return NEVER
        if index in self.months and self.ways.ways[index].studied:
            end = self._waited(begin, self.months[index])
        if self.minutes[index] or index in self.dates:
            spent = self._spent(begin, self.minutes[index]) if self.minutes[index] else begin
            end = max(end, self._counts(self.dates.get(index, _ANY_DAY), spent) if spent < NEVER else NEVER)
        for part in self.before[index]:
            end = max(end, found.ends.get(part, NEVER))
        return end

    def _spent(self, begin: Moment, minutes: int) -> Moment:
        """When so many minutes of study are over; asked very often with the same answer."""
        key = begin, minutes
        if key not in self._spent_by:
            spent = self.calendar.studied(begin, minutes)
            self._spent_by[key] = spent[1] if spent else NEVER
        return self._spent_by[key]

    def _waited(self, begin: Moment, months: float) -> Moment:
        """When so many months are over; asked very often with the same answer."""
        key = begin, months
        if key not in self._waited_by:
            self._waited_by[key] = self.calendar.waited(begin, months) or NEVER
        return self._waited_by[key]

    def _dates(self, index: int, node: Node, learner: Learner) -> Dates | None:
        way, start = self.ways.ways[index], learner.availability.first_day
        if not way.studied:
            return None
        first, booked = learner.not_before.get(node.id), learner.booked.get(node.id)
        exam = tuple(sorted((int(day[:2]), int(day[3:])) for day in node.exam.days)) if node.exam else ()
        alone = not way.corequisites  # items that are taken together may share one exam day
        dates = Dates(
            first=max(0, (first - start).days) if first else 0,
            booked=(booked - start).days if booked and alone else -1,
            exam=exam if alone else (),
            wait=node.wait_days,
        )
        return None if dates == _ANY_DAY else dates

    def _counts(self, dates: Dates, end: Moment) -> Moment:
        """When it counts at the earliest if its study ends then."""
        day: int | None = end.day
        if dates.booked >= end.day:
            day = dates.booked
        elif dates.exam:
            day = next_of(dates.exam, self.calendar, end.day)
        return NEVER if day is None else self._morning(end, day + dates.wait)

    def _morning(self, moment: Moment, day: int) -> Moment:
        if day <= moment.day:
            return moment
        return Moment(day, max(moment.minute, self.calendar.used[day])) if day < self.calendar.days else NEVER

    def _gate_end(self, gate: Gate, found: Reach) -> Moment:
        ready = sorted(
            (found.ends.get(member, NEVER), gate.weight(position))
            for position, member in enumerate(gate.members)
            if taken(gate, position, found.decided)
        )
        count = 0
        for end, weight in ready:
            count += weight
            if count >= gate.k:
                return end
        return NEVER if gate.k > 0 else _DAWN

    def _studied(self, items: int, least: np.ndarray) -> Moment:
        """When the least study of all these items (as bits) is over, were it the first thing done."""
        minutes = self._minutes_of(items, least)
        return self._spent(_DAWN, minutes) if minutes else _DAWN

    def _minutes_of(self, items: int, least: np.ndarray) -> int:
        count = len(least)
        some = np.frombuffer(items.to_bytes(count // 8 + 1, "little"), np.uint8)
        return int(least @ np.unpackbits(some, count=count, bitorder="little"))

    def _spans(self, of_way: Mapping[int, Node]) -> dict[int, Span]:
        """Way -> what runs beside its study."""
        found: dict[int, Span] = {}
        for index, node in of_way.items():
            way = self.ways.ways[index]
            months, wait = (node.months.likely if node.months else 0.0), self.dates.get(index, _ANY_DAY).wait
            if way.studied and (months or wait):
                found[index] = Span(months, wait, index in self.place_days)
        return found

    def _place_days(self, of_way: Mapping[int, Node]) -> dict[int, int]:
        """Way -> fewest days for which it needs the one job or degree place; items taken together share it."""
        found: dict[int, int] = {}
        longest: dict[int, tuple[int, int]] = {}
        for index, node in of_way.items():
            way = self.ways.ways[index]
            if way.studied and node.months and not node.parallel:
                found[index] = fewest_days(node.months.likely)
                circle = self.group[way.item]
                longest[circle] = max(longest.get(circle, (0, 0)), (found[index], -way.item))
        kept = {-item for _days, item in longest.values()}
        return {index: days for index, days in found.items() if self.ways.ways[index].item in kept}


def _on_calendar(node: Node, way: Way) -> int:
    """Minutes of a way that fill study time: the hours of a degree are part of its months."""
    return 0 if node.kind is Kind.DEGREE and node.months is not None else way.minutes
