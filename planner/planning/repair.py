"""Impossible wishes: the smallest set that is in conflict, and the fewest wishes whose loss repairs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.i18n import _, number
from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.model.problem import Problem, Severity
from planner.planning.choose import choose, reachable
from planner.planning.explain import too_few_months


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


def conflicts(curriculum: Curriculum, learner: Learner) -> list[list[Wish]]:
    """Disjoint sets of wishes that cannot be met together, each without a superfluous member.

    Empty when the wishes can be met, or when the goal is out of reach even without any.
    """
    if not reachable(curriculum, with_only(learner, [])):
        return []
    left = wishes(learner)
    found: list[list[Wish]] = []
    while not reachable(curriculum, with_only(learner, left)):
        conflict = _conflict(curriculum, learner, left)
        found.append(sorted(conflict, key=left.index))
        left = [wish for wish in left if wish not in conflict]
    return found


def repairs(curriculum: Curriculum, learner: Learner) -> Iterator[list[Wish]]:
    """Sets of wishes without which the goal can be reached, the smallest first, none of them with a superfluous wish.

    Of sets as small the one whose wishes were said last comes first.
    """
    everything = wishes(learner)
    known: list[list[Wish]] = conflicts(curriculum, learner)
    found: list[frozenset[Wish]] = []
    size = len(known)  # they are disjoint: each of them has to lose a wish
    while known and size <= len(everything):
        dropped = _hitting(known, found, frozenset(), size)
        if dropped is None:
            size += 1
            continue
        kept = [wish for wish in everything if wish not in dropped]
        if reachable(curriculum, with_only(learner, kept)):
            found.append(dropped)
            yield sorted(dropped, key=everything.index)
        else:
            known.append(sorted(_conflict(curriculum, learner, kept), key=everything.index))


def repair(curriculum: Curriculum, learner: Learner) -> list[Wish]:
    """A smallest set of wishes without which the goal can be reached; the latest said are given up first."""
    return next(repairs(curriculum, learner), [])


def conflict_problems(curriculum: Curriculum, learner: Learner) -> list[Problem]:
    """The conflicts and the repair in words; empty when the wishes are not to blame."""
    found = conflicts(curriculum, learner)
    if not found:
        return []
    problems = []
    for conflict in found:
        words = _(" and ").join(wish.words(curriculum) for wish in conflict)
        if len(conflict) == 1:
            message = _("Your wish cannot be met: {words}. The goal needs it.").format(words=words)
        else:
            message = _("These wishes cannot be met together: {words}.").format(words=words)
        if any(wish.field == "budget_usd" for wish in conflict):
            message += " " + _cheapest_words(curriculum, learner, conflict)
        else:
            months = too_few_months(curriculum, with_only(learner, conflict))
            message += f" {months}" if months else ""
        problems.append(Problem(severity=Severity.ERROR, code="conflict", message=message, node=conflict[0].item))
    dropped = _(" and ").join(wish.words(curriculum) for wish in repair(curriculum, learner))
    message = _("It becomes possible if you give up: {words}.").format(words=dropped)
    return [*problems, Problem(severity=Severity.NOTE, code="repair", message=message)]


def _cheapest_words(curriculum: Curriculum, learner: Learner, conflict: Sequence[Wish]) -> str:
    """What the cheapest way costs, and for which items, were there no budget."""
    kept = [wish for wish in conflict if wish.field != "budget_usd"]
    cheapest = choose(curriculum, with_only(learner, kept).changed(aim=Aim.MONEY))
    paid = [curriculum.by_id[item] for item in cheapest.studied if curriculum.by_id[item].cost_usd]
    items = ", ".join(f"“{node.title}” ({number(node.cost_usd, ',.0f')} USD)" for node in paid)
    text = _("The cheapest way costs {amount:,.0f} USD: {items}.")
    return text.format(amount=sum(node.cost_usd for node in paid), items=items)


def _conflict(curriculum: Curriculum, learner: Learner, everything: list[Wish]) -> list[Wish]:
    """A part of these wishes, which cannot be met, that cannot be met either; without any one of it, it can."""

    def impossible(some: list[Wish]) -> bool:
        return not reachable(curriculum, with_only(learner, some))

    found = _smallest(curriculum, learner, [], everything, False)
    if sum(wish.field == "prefer" for wish in everything) < 2:
        return found
    # Who prefers one of two options has fewer left than who prefers both: giving up a preference may make it worse, and
    # the search above supposes that it never does.
    found = found if impossible(found) else everything
    at = 0
    while at < len(found):
        rest = [*found[:at], *found[at + 1 :]]
        found, at = (rest, 0) if impossible(rest) else (found, at + 1)
    return found


def _smallest(
    curriculum: Curriculum, learner: Learner, background: list[Wish], candidates: list[Wish], suspect: bool
) -> list[Wish]:
    """QuickXplain: a part of `candidates` that conflicts with `background`, none of which can be left out."""
    if suspect and not reachable(curriculum, with_only(learner, background)):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    from_second = _smallest(curriculum, learner, background + first, second, bool(first))
    from_first = _smallest(curriculum, learner, background + from_second, first, bool(from_second))
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
