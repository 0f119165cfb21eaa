"""What a curriculum says otherwise about an item of the library: how much of it, from what, in which order.

Never what it is: title, kind, prerequisites, outcome and id belong to the library, so that what is learned for one
curriculum counts in every other one. See docs/overlays.md.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.estimate import ThreePoint
from planner.model.resource import Resource
from planner.model.text import Id, ItemId, Label, Text, Title

FIGURES = ("hours", "basis", "months", "cost_usd", "cost_range", "note")
"""Fields of an item that an override gives another value; None: as the library says."""

INSTEAD = {
    "resources": ("add_resources", "drop_resources"),
    "recommended": ("recommend", "do_not_recommend"),
    "reasons": ("recommend", "do_not_recommend"),
}
"""Fields of an item of which an override says what is added and what is left out."""
MEANING = frozenset(
    {
        *("title", "kind", "domain", "level", "parallel", "wait_days", "exam", "requires", "corequisites", "outcome"),
        *("first_step", "done_when", "grants", "partial", "accepts_held", "status", "superseded_by", "aliases", "tags"),
        *("jurisdiction", "levels", "shelf_life_months"),
    }
)
"""Fields of an item that say what it is: no curriculum may say otherwise."""


def refusal(field: str) -> str:
    """Why an override has no such field, in words; empty for a field that no item has either."""
    if field in INSTEAD:
        add, drop = INSTEAD[field]
        return _('Overrides have no "{field}". Use "{add}" and "{drop}".').format(field=field, add=add, drop=drop)
    if field in MEANING:
        text = _('"{field}" belongs to the library. Make an item of your own to say something else.')
        return text.format(field=field)
    return ""


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}\.[0-9a-f]{8}$")]
"""What an item said: first what a plan is made of, then everything else."""


class Figures(Value):
    """Values of an item that an override may change."""

    hours: ThreePoint | None = None
    """Hours of study."""
    basis: Text | None = None
    """Where these hours or months come from; where they differ and this is left out, that of the library goes."""
    months: ThreePoint | None = None
    """Calendar months, only of an item that has some."""
    cost_usd: Annotated[float, Field(ge=0, le=10_000_000)] | None = None
    """Likely cost in US dollars."""
    cost_range: Label | None = None
    """The cost in words; where the cost differs and this is left out, that of the library goes."""
    note: Text | None = None
    """The remark; an empty one takes that of the library away."""

    @model_validator(mode="after")
    def _months_make_sense(self) -> Figures:
        if self.months is not None and self.months.optimistic <= 0:
            raise ValueError(_("Months must be more than 0; they cannot be taken from an item"))
        return self


class Was(Figures):
    """What the library said of the overridden fields when the override was written, and of no others."""

    resources: Many[Resource] = ()
    """Those of the library that were replaced or left out."""
    recommended: dict[ItemId, Text] = {}
    """Those of the library with another reason here or left out: id -> reason."""


class About(Value):
    """What an override is about."""

    id: ItemId
    """The item, or a level of it, of which hours, their basis and the cost can be changed."""


class Override(Figures, About):
    """One item of the library as this curriculum wants it."""

    module: Id | None = None
    """Which file says so; filled in on loading."""
    add_resources: Many[Resource] = ()
    """To learn from beside those of the library; one with the key of another takes its place."""
    drop_resources: Many[Id] = ()
    """Keys of resources of the library that are left out."""
    recommend: dict[ItemId, Text] = {}
    """What comes first when both are planned: id -> why."""
    do_not_recommend: Many[ItemId] = ()
    """Recommendations of the library that are left out."""
    sources: Many[Title] = ()
    """Codes of further sources, for what is said here."""
    checked: date | None = None
    """When what is said here was last checked."""
    reason: Text = ""
    """Why this curriculum differs."""
    was: Was | None = None
    """What the library said when this was written, so that a later change of it is seen."""
    library: Was | None = None
    """What the library says now; filled in on loading."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Override:
        both = {resource.key for resource in self.add_resources} & set(self.drop_resources)
        both |= self.recommend.keys() & set(self.do_not_recommend)
        if both:
            raise ValueError(_('It adds "{id}" and leaves it out at once').format(id=min(both)))
        keys = [resource.key for resource in self.add_resources]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ValueError(_('It adds the resource "{id}" twice').format(id=min(twice)))
        if self.id in self.recommend:
            raise ValueError(_("It recommends the item before itself"))
        return self


class BuiltOn(Value):
    """A file of the library as it was when this one was written."""

    id: Id
    version: Label = ""
    items: dict[ItemId, Digest] = {}
    """Its items that this curriculum takes, each with a digest of what it said."""
