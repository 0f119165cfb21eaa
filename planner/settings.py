"""Preferences of the program, apart from any learner."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import Value

FOLDED = ("weekdays", "more_time", "wishes", "choices", "other_choices", "legend")
"""Parts of the left pane that are one click away at the first start."""


ActionId = Annotated[str, Field(pattern=r"^[a-z_0-9]{1,40}$")]


class Settings(Value):
    """What the person prefers; every field has a default that suits most."""

    theme: Literal["system", "light", "dark", "contrast", "contrast-dark"] = "system"
    text_size: Annotated[int, Field(ge=100, le=200)] = 100
    """Percent."""
    reduced_motion: bool | None = None
    """Whether nothing on the map flies or slides; None: as the desktop says, where it can be asked."""
    hidden_panes: tuple[Literal["you", "plan", "item"], ...] = ()
    """Panes that give their room to the map."""
    folded: tuple[Annotated[str, Field(max_length=40)], ...] = FOLDED
    """Parts of the left pane that show their title only."""
    language: str = ""
    """Such as "de"; the environment's when empty."""
    first_weekday: Literal["", "monday", "saturday", "sunday"] = ""
    """The day on which weeks begin in every calendar; as the language says when empty."""
    single_letters: bool = True
    """Whether single letters run actions on the map and in the plan."""
    shortcuts: dict[ActionId, tuple[Annotated[str, Field(max_length=60)], ...]] = {}
    """Keys of actions that differ from the usual ones, such as {"fit": ("Ctrl+Alt+F",)}; none where it is empty."""
    start_page: Literal["today", "last"] = "today"
    """What a learner who has begun sees first: what is next, or the page on which they left."""
    ask_when_done: bool = True
    """Whether the self-check is shown before a step counts as done."""
    clients_folder: Annotated[str, Field(max_length=4096)] = ""
    """Where a coach keeps the files of clients; empty: where learners are kept."""
    coach_name: Annotated[str, Field(max_length=200)] = ""
    """Who hands plans out; stands in every handout."""
    coach_logo: Annotated[str, Field(max_length=4096)] = ""
    """File of a picture that stands there, too; empty for none."""
    handout_formats: tuple[Annotated[str, Field(max_length=40)], ...] = ("pdf", "html", "ics")
    """Ids of the formats of the last handout."""
    study_begins: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "18:00"
    """The time of day at which study begins in calendars and project files."""
    study_blocks: Literal["days", "weeks", "none"] = "days"
    """What of study stands in a calendar: a block on every day, one a week, or none."""
    presenter_theme: Literal["light", "dark", "contrast", "contrast-dark"] = "light"
    """The look of a presentation; projectors show light best."""
    privacy: bool = False
    """Whether no client is named on the screen but the one that is open."""
    seen: tuple[str, ...] = ()
    """Keys of events whose milestone was celebrated and put away."""
    trusted_hosts: tuple[str, ...] = ()
    """Web hosts that are opened without asking again."""


_Name = Annotated[str, Field(max_length=64)]


class WindowState(Value):
    """Where somebody was when they closed the window, so that the next start goes on there."""

    geometry: Annotated[str, Field(pattern=r"^[0-9a-f]*$", max_length=4096)] = ""
    """Place and size of the window as Qt writes them, in hexadecimal digits."""
    look: Annotated[str, Field(max_length=40)] = ""
    """Name of the theme that was shown, for the first picture of the next start."""
    page: Annotated[str, Field(max_length=40)] = ""
    """Name of the page in the middle; "" for what suits."""
    selected: _Name = ""
    """Id of an item."""
    learner: _Name = ""
    """Id of the learner that what follows is about."""
    everything: bool = False
    open_eras: tuple[int, ...] | None = None
    closed_lanes: tuple[_Name, ...] = ()
    filters: Annotated[
        dict[Annotated[str, Field(max_length=20)], Annotated[tuple[_Name, ...], Field(max_length=200)]],
        Field(max_length=10),
    ] = {}
    """What is wanted of each facet of the items on the map, such as {"kind": ("project",)}."""
    seen: bool = False
    """Whether the stages and subjects of the map were opened or closed by hand."""
