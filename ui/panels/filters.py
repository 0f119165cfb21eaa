"""Chips above the map: the way in focus, and which kinds, statuses, subjects and efforts are shown, with how many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.app.filters import Facet, Filters, facet_words, value_words
from planner.app.map import Map, MapNode
from planner.i18n import _
from ui.flow import Flow
from ui.plain import PlainLabel, menu_text, plain_tip


class FilterBar(QFrame):
    """One button for each facet with a menu of its values; says how much is shown, and shows everything again."""

    changed = Signal()
    """Other items are wanted."""
    unfocused = Signal()
    """The rest is to be seen again beside the way in focus."""
    opened = Signal()
    """Everything is to be seen again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters = Filters()
        self._nodes: list[MapNode] = []
        self._shown = 0
        self._domains: Mapping[str, str] = {}
        self.setAccessibleName(_("Filters"))
        # A narrow window breaks the row into lines rather than growing wider for it.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = Flow(gap=6)
        self.setLayout(row)
        self._focus = QToolButton()
        self._focus.setProperty("choice", True)
        self._focus.setCheckable(True)
        self._focus.clicked.connect(self.unfocused.emit)
        row.addWidget(self._focus)
        self._buttons: dict[Facet, QToolButton] = {}
        for facet in Facet:
            button = self._buttons[facet] = QToolButton()
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setProperty("choice", True)
            menu = QMenu(button)
            menu.aboutToShow.connect(lambda facet=facet: self._fill(facet))
            button.setMenu(menu)
            row.addWidget(button)
        self._reset = QPushButton(menu_text(_("Show everything")))
        self._reset.setFlat(True)
        self._reset.clicked.connect(self.opened.emit)
        self._count = PlainLabel("", role="caption")
        row.addWidget(self._reset)
        row.addWidget(self._count)
        self._say()

    def show_map(self, picture: Map) -> None:
        """Count the items of another map."""
        self._nodes, self._domains = list(picture.nodes.values()), picture.lane_titles
        self._shown = len(picture.wanted)
        self._say()

    @property
    def wanted(self) -> frozenset[str] | None:
        """Ids of the items that are wanted; None while nothing is kept out."""
        return self.filters.items(self._nodes) if self.filters.active else None

    def clear(self) -> None:
        """Let everything through again."""
        self._use(Filters())

    def restore(self, filters: Filters, focus: str | None, chips: bool) -> None:
        """Show these filters and what is in focus, without saying that anything is wanted.

        `focus`: the title of the item whose way it is, "" for the learner's path. `chips`: whether to offer filters.
        """
        self.filters = filters
        self._focus.setVisible(focus is not None)
        self._focus.setChecked(focus is not None)
        words = _("Way through “{title}”").format(title=focus) if focus else _("Your path and one step around it")
        self._focus.setText(menu_text(f"{words}  ✕"))
        self._focus.setAccessibleName(words)
        plain_tip(self._focus, _("Show the rest again"))
        for button in self._buttons.values():
            button.setVisible(chips)
        self.setVisible(chips or focus is not None)
        self._say()

    def toggle(self, facet: Facet, value: str) -> None:
        """Want a value, or want it no more."""
        self._use(self.filters.toggled(facet, value))

    def _use(self, filters: Filters) -> None:
        self.filters = filters
        self._say()
        self.changed.emit()

    def _fill(self, facet: Facet) -> None:
        menu = self._buttons[facet].menu()
        menu.clear()
        wanted = self.filters.wanted.get(facet, frozenset())
        counts = self.filters.counts(self._nodes, facet)
        order = list(self._domains) if facet is Facet.DOMAIN else sorted({*counts, *wanted})
        for value in order:
            if counts[value] or value in wanted:
                words = value_words(facet, value, self._domains)
                text = _("{value}   {count}").format(value=words, count=counts[value])
                action = menu.addAction(menu_text(text))
                action.setCheckable(True)
                action.setChecked(value in wanted)
                action.triggered.connect(lambda _checked, value=value: self.toggle(facet, value))

    def _say(self) -> None:
        for facet, button in self._buttons.items():
            wanted = self.filters.wanted.get(facet, frozenset())
            text = facet_words(facet)
            if len(wanted) == 1:
                text = _("{facet}: {value}").format(
                    facet=text, value=value_words(facet, next(iter(wanted)), self._domains)
                )
            elif wanted:
                text = _("{facet}: {count}").format(facet=text, count=len(wanted))
            button.setText(menu_text(text))
        self._reset.setVisible(self.filters.active)
        self._count.setText(_("{shown} of {count} shown").format(shown=self._shown, count=len(self._nodes)))
