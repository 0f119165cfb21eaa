"""Preferences of the program, apart from any learner."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import Value


class Settings(Value):
    """What the person prefers; every field has a default that suits most."""

    theme: Literal["system", "light", "dark", "contrast", "contrast-dark"] = "system"
    text_size: Annotated[int, Field(ge=100, le=200)] = 100
    """Percent."""
    reduced_motion: bool | None = None
    """Whether nothing on the map flies or slides; None: as the desktop says, where it can be asked."""
    hidden_panes: tuple[Literal["you", "plan", "item"], ...] = ()
    """Panes that give their room to the map."""
    language: str = ""
    """Such as "de"; the environment's when empty."""
    trusted_hosts: tuple[str, ...] = ()
    """Web hosts that are opened without asking again."""
