"""The learner's time and wishes: what the left pane asks for, days off, what to avoid and to prefer."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from planner.app import commands, named_choices, queries
from planner.i18n import _
from planner.model.curriculum import Kind, Status
from ui.operations.base import Base


class WishOperations(Base):
    """Showing a part of the left pane, and what needs a dialog."""

    def fold_section(self, name: str, folded: bool) -> None:
        """Remember which parts of the left pane are folded."""
        before = self.window.settings.folded
        after = tuple(one for one in before if one != name) + ((name,) if folded else ())
        if after != before:
            self.window.settings = self.window.settings.changed(folded=after)
            self.save_settings()

    def _show_part(self, *names: str) -> None:
        self._show_pane("you")
        self.window.you.show_section(*names)

    def hours(self) -> None:
        self._show_part("time")
        field = self.window.you.time.hours
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def weekdays(self) -> None:
        self._show_part("time", "weekdays")
        bars = self.window.you.time.week
        bars.bars[bars.order[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wishes(self) -> None:
        self._show_part("wishes")
        self.window.you.wishes.aims.aim.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def days_off(self) -> None:
        self.ask_period(None)

    def ask_period(self, place: int | None) -> None:
        """Ask for a new period, or for another form of the one with this number."""
        from ui.dialogs.periods import PeriodDialog

        window = self.window
        dialog = PeriodDialog(window.session.document, place, date.today(), window)
        dialog.tried.connect(window.live.ask)
        if dialog.exec():
            self.run(dialog.words, dialog.change)
        window.live.rest()

    def avoid_item(self) -> None:
        self.ask_item("avoid")

    def prefer_item(self) -> None:
        self.ask_item("prefer")

    def ask_item(self, what: str) -> None:
        """Ask for an item to "avoid", or to "prefer" wherever there is a choice."""
        from ui.dialogs.pick_item import PickItem

        window, document = self.window, self.window.session.document
        curriculum, learner = document.curriculum, document.learner
        if what == "avoid":
            words = _("Avoid an item"), _("It is never planned, whatever else that takes."), _("Avoid this")
            planned = {one.id for one in window.answer.plan.items} if window.answer else set()
            taken = {*queries.held(document), *learner.avoid, learner.goal}
            items = [
                node.id
                for node in sorted(curriculum.nodes, key=lambda node: node.id not in planned)
                if node.id not in taken and node.kind is not Kind.ROLE and node.status is Status.ACTIVE
            ]
            command, label = commands.avoid, _("Avoid “{title}”")
        else:
            words = _("Prefer an item"), _("It is taken wherever there is a choice that offers it."), _("Prefer this")
            items = [item for item in named_choices.offered(curriculum) if item not in learner.prefer]
            command, label = commands.prefer, _("Prefer “{title}”")
        dialog = PickItem(*words, curriculum, items, command, window)
        dialog.tried.connect(window.live.ask)
        if dialog.exec() and dialog.item is not None:
            self.run(label.format(title=curriculum.by_id[dialog.item].title), command, dialog.item)
        window.live.rest()

    def leave_open(self, name: str) -> None:
        """Wish for nothing in a choice any more."""
        self.run(_("{choice}: no wish").format(choice=name), named_choices.leave_open, name)
