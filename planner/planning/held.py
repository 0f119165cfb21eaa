"""What a learner holds before the first hour of study: known items and the credit that follows from them."""

from __future__ import annotations

from collections.abc import Iterable

from planner.model.curriculum import Curriculum, Node, ThreePoint
from planner.model.learner import Learner
from planner.model.plan import Credit
from planner.planning.calendar import add_months


def held_items(curriculum: Curriculum, learner: Learner) -> set[str]:
    """Ids held: the start role, what is known, all that these grant, and what accepts a held item in its place.

    Holding an item proves nothing about its prerequisites: whoever knows q but not p still needs p elsewhere.
    """
    start = [learner.start] if learner.start else []
    lapsed = lapsed_items(curriculum, learner)
    return closed(curriculum, [*start, *(item for item in learner.known if item not in lapsed)])


def lapsed_items(curriculum: Curriculum, learner: Learner) -> set[str]:
    """Known certificates that were obtained so long ago that they count no more on the first day of the plan."""
    found: set[str] = set()
    for item in learner.known:
        record, obtained = curriculum.lapses.get(item), learner.obtained.get(item)
        if record is None or record.validity_months is None or obtained is None:
            continue
        if add_months(obtained, record.validity_months) < learner.availability.first_day:
            found.add(item)
    return found


def has_begun(node: Node, learner: Learner) -> bool:
    """Whether the learner is in this job or degree on the first day of the plan."""
    since = learner.begun.get(node.id)
    return node.months is not None and since is not None and since <= learner.availability.first_day


def closed(curriculum: Curriculum, ids: Iterable[str]) -> set[str]:
    """`ids` with everything that holding them confers (grants and accepted certificates, repeatedly)."""
    by_id = curriculum.by_id
    accepting: dict[str, list[str]] = {}
    for node in curriculum.nodes:
        for accepted in node.accepts_held:
            accepting.setdefault(accepted, []).append(node.id)
    held: set[str] = set()
    stack = [identity for identity in ids if identity in by_id]
    while stack:
        identity = stack.pop()
        if identity not in held:
            held.add(identity)
            stack += by_id[identity].grants
            stack += accepting.get(identity, ())
    return held


def estimate_of(curriculum: Curriculum, held: Iterable[str], item: str) -> ThreePoint:
    """Hours of study of `item` for somebody who holds these: what they give credit for is taken off."""
    credit = best_credit(curriculum, (one for one in held if one != item), item)
    return curriculum.by_id[item].hours.times(1 - (credit.fraction if credit else 0.0))


def best_credit(curriculum: Curriculum, held: Iterable[str], item: str) -> Credit | None:
    """The largest partial credit that `held` items give for `item`: credits never add up."""
    by_id = curriculum.by_id
    credits = [
        Credit(source=source, fraction=by_id[source].partial[item]) for source in held if item in by_id[source].partial
    ]
    return max(credits, key=lambda credit: (credit.fraction, credit.source), default=None)
