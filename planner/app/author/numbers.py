"""The metrics of a draft per item, and which items much hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from planner.app.author.draft import Draft
from planner.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class ItemNumbers:
    """How one item hangs together with the others, in numbers of items; see `planner.graph.metrics`."""

    needs: int
    """Items that any branch of its requirement names."""
    needed_by: int
    """Items whose requirement names it."""
    blocking: int
    """Items that may need it, directly or not."""
    delay: int
    """Items on the longest path through it."""
    bottleneck: bool
    """Whether it is one: at least three direct prerequisites or three items that need it directly."""
    dead_end: bool
    """Whether it needs something, but nothing needs it, and it is no goal."""

    @property
    def complexity(self) -> int:
        """Structural complexity: blocking plus delay."""
        return self.blocking + self.delay


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of all items that a learner gets, in the order of the files."""

    items: Mapping[str, ItemNumbers]

    @property
    def complexity(self) -> int:
        """That of the whole curriculum."""
        return sum(item.complexity for item in self.items.values())

    @property
    def bottlenecks(self) -> list[str]:
        """Items that much hangs on, the one that most may need first."""
        found = [item for item, numbers in self.items.items() if numbers.bottleneck]
        return sorted(found, key=lambda item: -self.items[item].blocking)

    @property
    def dead_ends(self) -> list[str]:
        """Items that lead nowhere."""
        return [item for item, numbers in self.items.items() if numbers.dead_end]


def numbers(draft: Draft) -> Numbers:
    """The numbers of the draft; some 30 ms with 200 items, so ask in a worker."""
    from planner.graph import metrics

    curriculum = draft.loaded
    links = metrics.links(curriculum)
    after = Counter(before for befores in links.values() for before in befores)
    narrow, ends = set(metrics.bottlenecks(links)), set(metrics.dead_ends(curriculum, links))
    return Numbers(
        {
            item: ItemNumbers(
                needs=len(links[item]),
                needed_by=after[item],
                blocking=measures.blocking,
                delay=measures.delay,
                bottleneck=item in narrow,
                dead_end=item in ends,
            )
            for item, measures in metrics.measure(links).items()
        }
    )


def number_words(found: Numbers, item: str) -> str:
    """The numbers of an item in a line; empty for one that no learner gets."""
    one = found.items.get(item)
    if one is None:
        return ""
    parts = [
        ngettext("needs {count} item", "needs {count} items", one.needs).format(count=one.needs),
        ngettext("{count} item may need it", "{count} items may need it", one.blocking).format(count=one.blocking),
        ngettext("on a chain of {count} item", "on a chain of up to {count} items", one.delay).format(count=one.delay),
    ]
    if one.bottleneck:
        parts.append(_("bottleneck"))
    if one.dead_end:
        parts.append(_("leads nowhere"))
    return " · ".join(parts)
