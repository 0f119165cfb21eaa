"""Refuses to run with half of another program: `planner` and `ui` are names that other distributions use too."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import planner
from planner.i18n import _


def check() -> str | None:
    """A sentence that names both places unless our `planner` and our `ui` lie side by side; None when all is well."""
    ours, theirs = _home("planner"), _home("ui")
    if ours == theirs and getattr(planner, "DISTRIBUTION", None) == "trailmark":
        return None
    return _(
        "Trailmark is mixed up with another program: planner comes from {planner}, ui from {ui}. "
        "Install Trailmark into an environment of its own."
    ).format(planner=ours or _("nowhere"), ui=theirs or _("nowhere"))


def _home(package: str) -> Path | None:
    """The folder that holds `package`; looked up, not imported, because importing `ui` would load Qt."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]).resolve().parent if places else None
