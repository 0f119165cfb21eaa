"""Which items of a map somebody wants to see: by kind, status, domain and effort, with how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.app.map import MapNode, Mark, kind_words, mark_words
from planner.i18n import _


class Facet(StrEnum):
    """What items can be told apart by."""

    KIND = "kind"
    STATUS = "status"
    DOMAIN = "domain"
    EFFORT = "effort"


class Effort(StrEnum):
    """How much an item takes."""

    NONE = "none"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    MONTHS = "months"


_SMALL, _MEDIUM = 20.0, 60.0
"""Hours below which an item is small, and medium."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The values that are wanted of each facet; a facet without any lets everything through."""

    wanted: Mapping[Facet, frozenset[str]] = field(default_factory=dict)

    def toggled(self, facet: Facet, value: str) -> Filters:
        """The same with one value more, or less where it was wanted already."""
        return replace(self, wanted={**self.wanted, facet: self.wanted.get(facet, frozenset()) ^ {value}})

    @property
    def kept(self) -> dict[str, tuple[str, ...]]:
        """The same to be written down."""
        return {facet.value: tuple(sorted(values)) for facet, values in self.wanted.items() if values}

    @property
    def active(self) -> bool:
        """Whether anything is kept out."""
        return any(self.wanted.values())

    def lets_through(self, node: MapNode, but: Facet | None = None) -> bool:
        """Whether an item is wanted; `but`: whatever this facet says."""
        return all(
            not values or facet is but or value_of(node, facet) in values for facet, values in self.wanted.items()
        )

    def items(self, nodes: Iterable[MapNode]) -> frozenset[str]:
        """Ids of the items that are wanted."""
        return frozenset(node.id for node in nodes if self.lets_through(node))

    def counts(self, nodes: Iterable[MapNode], facet: Facet) -> Counter[str]:
        """Value of a facet -> how many items have it among those that the other facets let through."""
        return Counter(value_of(node, facet) for node in nodes if self.lets_through(node, facet))


def filters_of(kept: Mapping[str, Iterable[str]]) -> Filters | None:
    """Filters that were written down; None where they keep nothing out."""
    found = Filters({facet: frozenset(kept[facet]) for facet in Facet if facet in kept})
    return found if found.active else None


def value_of(node: MapNode, facet: Facet) -> str:
    """What a facet says of an item."""
    match facet:
        case Facet.KIND:
            return node.kind
        case Facet.STATUS:
            return node.mark.value
        case Facet.DOMAIN:
            return node.lane or node.domain
        case Facet.EFFORT:
            return effort_of(node).value


def effort_of(node: MapNode) -> Effort:
    """How much an item takes: months beside study, or hours of it."""
    if node.months:
        return Effort.MONTHS
    if not node.hours:
        return Effort.NONE
    return Effort.SMALL if node.hours < _SMALL else Effort.MEDIUM if node.hours < _MEDIUM else Effort.LARGE


def facet_words(facet: Facet) -> str:
    """What a facet is called."""
    return {
        Facet.KIND: _("Kind"),
        Facet.STATUS: _("Status"),
        Facet.DOMAIN: _("Subject"),
        Facet.EFFORT: _("Effort"),
    }[facet]


def value_words(facet: Facet, value: str, domains: Mapping[str, str]) -> str:
    """What a value of a facet is called; `domains`: titles of the domains."""
    match facet:
        case Facet.KIND:
            return kind_words(value)
        case Facet.STATUS:
            return mark_words(Mark(value))
        case Facet.DOMAIN:
            return domains.get(value, value)
        case Facet.EFFORT:
            return {
                Effort.NONE: _("no effort"),
                Effort.SMALL: _("under {hours:g} h").format(hours=_SMALL),
                Effort.MEDIUM: _("{low:g} to {high:g} h").format(low=_SMALL, high=_MEDIUM),
                Effort.LARGE: _("{hours:g} h and more").format(hours=_MEDIUM),
                Effort.MONTHS: _("months beside study"),
            }[Effort(value)]
