"""Items that were renamed in one of several states of a file have one id in all of them, so that they are compared."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.curriculum import Curriculum
from planner.model.depth import Level, joined
from planner.model.renamed import followed


def with_same_ids(base: Curriculum, mine: Curriculum, theirs: Curriculum) -> tuple[Curriculum, Curriculum, Curriculum]:
    """The three states with the ids that items have by now; where both have renamed one, mine counts, and the id that
    theirs has becomes another name."""
    here, there = _renamed(base, mine, theirs), _renamed(base, theirs, mine)
    if not here and not there:
        return base, mine, theirs
    of_theirs = {old: new for old, new in here.items() if old in theirs.by_id}
    of_theirs |= {there[old]: new for old, new in here.items() if old in there and there[old] != new}
    of_mine = {old: new for old, new in there.items() if old not in here}
    return _with_ids(base, {**there, **here}), _with_ids(mine, of_mine), _with_ids(theirs, of_theirs, keep=there)


def _renamed(base: Curriculum, state: Curriculum, other: Curriculum) -> dict[str, str]:
    """Ids of the base -> the ids of these items in a state; none that the other state uses for something else."""
    found: dict[str, str] = {}
    for node in state.nodes:
        old = [alias for alias in node.aliases if alias in base.by_id and alias not in state.by_id]
        if node.id not in base.by_id and len(old) == 1 and node.id not in other.by_id:
            found[old[0]] = node.id
    return found if len(set(found.values())) == len(found) else {}


def _with_ids(state: Curriculum, names: Mapping[str, str], keep: Mapping[str, str] | None = None) -> Curriculum:
    """The state with other ids; ids that the other side has not seen in `keep` become other names."""
    if not names:
        return state
    levels = {joined(old, level): joined(new, level) for old, new in names.items() for level in Level}
    given = set((keep or {}).values())
    nodes = tuple(
        node.changed(
            id=names[node.id],
            aliases=(*node.aliases, node.id) if node.id in given and node.id not in node.aliases else node.aliases,
        )
        if node.id in names
        else node
        for node in state.nodes
    )
    return followed(state.changed(nodes=nodes), {**names, **levels})
