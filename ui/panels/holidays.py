"""The country and region whose public holidays are free of study."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from planner.i18n import _
from ui.panels.boxes import Box, fill, narrow
from ui.panels.forms import Column, say


class Holidays(Column):
    """Two boxes; says what is chosen, and keeps nothing itself."""

    chosen = Signal(str)
    wanted = Signal()
    """Somebody looks, and nobody has said which countries and regions there are: finding out takes a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions: dict[str, str] | None = None
        self._region_of = ""
        self.country, self.region = (self.add(narrow(Box())) for _side in range(2))
        self.country.setAccessibleName(_("Country of your public holidays"))
        self.region.setAccessibleName(_("Region of your public holidays"))
        self._mean = self.caption()
        self.region.hide()
        self.country.activated.connect(lambda row: self.chosen.emit(self.country.itemData(row)))
        self.region.activated.connect(lambda row: self.chosen.emit(self.region.itemData(row)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._regions is None:
            self.wanted.emit()

    def show_regions(self, regions: Sequence[tuple[str, str]]) -> None:
        """Offer these (code, name) of countries and their regions."""
        self._regions = dict(regions)
        self.show_region(self._region_of)

    def show_region(self, chosen: str) -> None:
        """Show the country and the region of a code such as "DE-BY"; empty for none."""
        self._region_of = chosen
        found = self._regions or {}
        country = chosen.partition("-")[0]
        countries = [(code, name) for code, name in found.items() if "-" not in code]
        if country not in found and country:
            countries.append((country, country))  # from a file, written where the library was
        rows: list[tuple[str | None, str]] = [("", _("I study on them too")), *countries]
        fill(self.country, rows, country)
        self.country.setEnabled(len(rows) > 1)
        parts = [
            (code, name.removeprefix(found.get(country, "") + ", "))
            for code, name in found.items()
            if code.startswith(country + "-")
        ]
        if chosen != country and chosen not in dict(parts):
            parts.append((chosen, chosen))
        if country and parts:
            fill(self.region, [(country, _("Whole country")), *parts], chosen)
        self.region.setVisible(bool(country and parts))
        if self._regions is None:
            words = ""
        elif len(rows) == 1:
            words = _("To leave them out, install the Python package “holidays” beside Trailmark.")
        else:
            words = _("No study on the public holidays of this country.") if chosen else ""
        say(self._mean, words)
