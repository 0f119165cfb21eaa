"""What to do in place of an item that is not offered any more."""

from __future__ import annotations

from planner.i18n import _
from planner.model.curriculum import Curriculum, Node, Status


def successors(curriculum: Curriculum, item: str) -> list[Node]:
    """What takes the place of an item; where that is gone as well, what takes the place of that."""
    by_id, found, seen = curriculum.by_id, dict[str, Node](), {item}
    waiting = list(by_id[item].superseded_by) if by_id[item].status is not Status.ACTIVE else []
    while waiting:
        node = by_id.get(waiting.pop(0))
        if node is None or node.id in seen:
            continue
        seen.add(node.id)
        if node.status is Status.ACTIVE:
            found[node.id] = node
        else:
            waiting += node.superseded_by
    return list(found.values())


def instead_words(curriculum: Curriculum, item: str) -> str:
    """What takes the place of an item that is not offered any more, as a sentence; empty where nothing does."""
    titles = [_("“{title}”").format(title=node.title) for node in successors(curriculum, item)]
    return _("Instead: {titles}.").format(titles=", ".join(titles)) if titles else ""
