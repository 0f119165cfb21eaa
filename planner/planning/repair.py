"""Impossible wishes: the smallest set that is in conflict, and the fewest wishes whose loss repairs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from planner.i18n import _, number
from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.model.problem import Problem, Severity
from planner.model.requirement import AnyOf, AtLeast, leaves, walk
from planner.planning.choose import choose, reachable
from planner.planning.explain import too_few_months

_MOST_EXTRAS = 500
"""So many sets of further preferences are tried in one search; each takes some milliseconds. Beyond that a repair works
as well, but may give up more than it has to."""


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """One wish of the learner that rules something out: field of the learner, and the id or the amount it names."""

    field: str
    item: str = ""
    amount: float = 0.0

    def words(self, curriculum: Curriculum) -> str:
        """The wish as the learner would say it."""
        title = curriculum.by_id[self.item].title if self.item else ""
        match self.field:
            case "avoid":
                return _("avoid “{title}”").format(title=title)
            case "prefer":
                return _("take “{title}” where there is a choice").format(title=title)
            case "budget_usd":
                return _("spend at most {amount:,.0f} USD").format(amount=self.amount)
            case _:
                return _("free items only")


def wishes(learner: Learner) -> list[Wish]:
    """Everything that the learner rules out, in the order in which it was said."""
    found = [Wish("avoid", item) for item in dict.fromkeys(learner.avoid)]
    found += [Wish("prefer", item) for item in dict.fromkeys(learner.prefer)]
    if learner.budget_usd is not None:
        found.append(Wish("budget_usd", amount=learner.budget_usd))
    return found + ([Wish("free_only")] if learner.free_only else [])


def with_only(learner: Learner, kept: Sequence[Wish]) -> Learner:
    """The learner with no other wishes than `kept`."""
    return learner.changed(
        avoid=tuple(wish.item for wish in kept if wish.field == "avoid"),
        prefer=tuple(wish.item for wish in kept if wish.field == "prefer"),
        free_only=any(wish.field == "free_only" for wish in kept),
        budget_usd=next((wish.amount for wish in kept if wish.field == "budget_usd"), None),
    )


class Judge:
    """Says which wishes of one learner can be met together, and looks at no set of them twice.

    Who prefers one of two options has fewer left than who prefers both: of wishes that cannot be met, a preference more
    may be what is lacking. So they are called impossible only where nothing that the learner wishes beside them helps.
    """

    def __init__(self, curriculum: Curriculum, learner: Learner) -> None:
        self.curriculum, self.learner = curriculum, learner
        self.everything = wishes(learner)
        self.rivals = _rivals(curriculum, [wish for wish in self.everything if wish.field == "prefer"])
        self.left = _MOST_EXTRAS
        self.known: dict[tuple[Wish, ...], bool] = {}

    def impossible(self, some: Sequence[Wish]) -> bool:
        """Whether the learner can reach the goal with no set of wishes that has all of these."""
        return self.possible(some) is None

    def possible(self, some: Sequence[Wish]) -> list[Wish] | None:
        """These wishes and as few more as are needed to reach the goal; None where nothing helps."""
        more = self._helping(some)
        sets = chain.from_iterable(combinations(more, size) for size in range(len(more) + 1))
        for extra in sets:
            if extra:
                if not self.left:
                    return None
                self.left -= 1
            together = tuple(wish for wish in self.everything if wish in some or wish in extra)
            if self._met(together):
                return list(together)
        return None

    def _met(self, some: tuple[Wish, ...]) -> bool:
        if some not in self.known:
            self.known[some] = reachable(self.curriculum, with_only(self.learner, some))
        return self.known[some]

    def _helping(self, some: Sequence[Wish]) -> list[Wish]:
        """Further preferences in the choices in which these prefer something, and in those that they bring in."""
        seen = list(some)
        for wish in seen:
            seen += [one for one in self.rivals.get(wish, ()) if one not in seen]
        return [wish for wish in self.everything if wish in seen and wish not in some]


def _rivals(curriculum: Curriculum, preferred: Sequence[Wish]) -> dict[Wish, list[Wish]]:
    """Preference -> those that speak about one of the same choices."""
    if len(preferred) < 2:
        return {}
    meant = {wish: curriculum.with_levels([wish.item]) for wish in preferred}
    found: dict[Wish, list[Wish]] = {wish: [] for wish in preferred}
    for node in curriculum.nodes:
        for _path, part in (*walk(node.requires), *walk(node.corequisites)):
            if isinstance(part, (AnyOf, AtLeast)):
                offered = set(leaves(part))
                here = [wish for wish in preferred if meant[wish] & offered]
                for wish in here:
                    found[wish] += [one for one in here if one is not wish and one not in found[wish]]
    return found


def conflicts(curriculum: Curriculum, learner: Learner) -> list[list[Wish]]:
    """Disjoint sets of wishes that cannot be met together, each without a superfluous member.

    Empty when the wishes can be met, or when the goal is out of reach even without any.
    """
    return _conflicts(Judge(curriculum, learner))


def _conflicts(judge: Judge) -> list[list[Wish]]:
    if not reachable(judge.curriculum, with_only(judge.learner, [])):
        return []
    left = judge.everything
    found: list[list[Wish]] = []
    while judge.impossible(left):
        conflict = _smallest(judge, [], left, False)
        found.append(sorted(conflict, key=left.index))
        left = [wish for wish in left if wish not in conflict]
    return found


def repairs(
    curriculum: Curriculum, learner: Learner, stale: Callable[[], bool] = lambda: False
) -> Iterator[list[Wish]]:
    """Sets of wishes without which the goal can be reached, the smallest first, none of them with a superfluous wish.

    Of sets as small the one whose wishes were said last comes first. Ends early once `stale` says that nobody wants to
    know any more.
    """
    judge = Judge(curriculum, learner)
    return _repairs(judge, _conflicts(judge), stale)


def _repairs(judge: Judge, known: list[list[Wish]], stale: Callable[[], bool]) -> Iterator[list[Wish]]:
    everything, known = judge.everything, [*known]
    found: list[frozenset[Wish]] = []
    size = len(known)  # they are disjoint: each of them has to lose a wish
    while known and size <= len(everything) and not stale():
        dropped = _hitting(known, found, frozenset(), size)
        if dropped is None:
            size += 1
            continue
        kept = [wish for wish in everything if wish not in dropped]
        possible = judge.possible(kept)
        if possible is not None:
            found.append(frozenset(everything).difference(possible))
            yield [wish for wish in everything if wish not in possible]
        else:
            known.append(sorted(_smallest(judge, [], kept, False), key=everything.index))


def repair(curriculum: Curriculum, learner: Learner) -> list[Wish]:
    """A smallest set of wishes without which the goal can be reached; the latest said are given up first."""
    return next(repairs(curriculum, learner), [])


def conflict_problems(curriculum: Curriculum, learner: Learner) -> list[Problem]:
    """The conflicts and the repair in words; empty when the wishes are not to blame."""
    judge = Judge(curriculum, learner)
    found = _conflicts(judge)
    if not found:
        return []
    problems = []
    for conflict in found:
        message = _conflict_words(curriculum, conflict)
        if any(wish.field == "budget_usd" for wish in conflict):
            message += " " + _cheapest_words(judge, conflict)
        else:
            months = too_few_months(curriculum, with_only(learner, conflict))
            message += f" {months}" if months else ""
        problems.append(Problem(severity=Severity.ERROR, code="conflict", message=message, node=conflict[0].item))
    smallest = next(_repairs(judge, found, lambda: False))
    dropped = _(" and ").join(wish.words(curriculum) for wish in smallest)
    message = _("It becomes possible if you give up: {words}.").format(words=dropped)
    return [*problems, Problem(severity=Severity.NOTE, code="repair", message=message)]


def _conflict_words(curriculum: Curriculum, conflict: Sequence[Wish]) -> str:
    words = _(" and ").join(wish.words(curriculum) for wish in conflict)
    if len(conflict) > 1:
        return _("These wishes cannot be met together: {words}.").format(words=words)
    if conflict[0].field == "prefer":
        return _("Your wish cannot be met: {words}. No way to the goal allows that.").format(words=words)
    return _("Your wish cannot be met: {words}. The goal needs it.").format(words=words)


def _cheapest_words(judge: Judge, conflict: Sequence[Wish]) -> str:
    """What the cheapest way costs, and for which items, were there no budget."""
    curriculum = judge.curriculum
    kept = judge.possible([wish for wish in conflict if wish.field != "budget_usd"]) or []
    cheapest = choose(curriculum, with_only(judge.learner, kept).changed(aim=Aim.MONEY))
    paid = [curriculum.by_id[item] for item in cheapest.studied if curriculum.by_id[item].cost_usd]
    items = ", ".join(f"“{node.title}” ({number(node.cost_usd, ',.0f')} USD)" for node in paid)
    text = _("The cheapest way costs {amount:,.0f} USD: {items}.")
    return text.format(amount=sum(node.cost_usd for node in paid), items=items)


def _smallest(judge: Judge, background: list[Wish], candidates: list[Wish], suspect: bool) -> list[Wish]:
    """QuickXplain: a part of `candidates` that conflicts with `background`, none of which can be left out."""
    if suspect and judge.impossible(background):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    from_second = _smallest(judge, background + first, second, bool(first))
    from_first = _smallest(judge, background + from_second, first, bool(from_second))
    return from_first + from_second


def _hitting(
    known: Sequence[Sequence[Wish]], found: Sequence[frozenset[Wish]], chosen: frozenset[Wish], size: int
) -> frozenset[Wish] | None:
    """`chosen` and at most `size` more wishes with one of every conflict, that hold none of the sets `found`."""
    left = [conflict for conflict in known if chosen.isdisjoint(conflict)]
    if not left:
        return chosen
    if _apart(left) > size:
        return None
    for wish in reversed(left[0]):
        more = chosen | {wish}
        if not any(one <= more for one in found):
            hit = _hitting(known, found, more, size - 1)
            if hit is not None:
                return hit
    return None


def _apart(conflicts_left: Sequence[Sequence[Wish]]) -> int:
    """So many conflicts have no wish in common, and need one wish each."""
    seen: set[Wish] = set()
    count = 0
    for conflict in conflicts_left:
        if seen.isdisjoint(conflict):
            seen.update(conflict)
            count += 1
    return count
