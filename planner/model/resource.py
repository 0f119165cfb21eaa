"""Something to learn from."""

from __future__ import annotations

from typing import Literal

from planner.model.base import Value
from planner.model.freshness import ShelfLife
from planner.model.text import Address, Id, Label, Text, Title


class Resource(Value):
    """Something to learn from."""

    key: Id
    title: Title
    provider: Label = ""
    url: Address = ""
    price: Literal["free", "freemium", "paid", ""] = ""
    hours: Label = ""
    """The effort its publisher states, as written there."""
    address_confirmed: bool = False
    checked: Label = ""
    """When the address was last looked at, such as "2026-10" or "about 2026-09"; empty: with the item."""
    shelf_life_months: ShelfLife | None = None
    comment: Text = ""
