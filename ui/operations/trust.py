"""Files from outside: links are off until somebody trusts what is in them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from planner.app import contents, trust
from planner.app.contents import Contents
from planner.i18n import _
from planner.model.curriculum import Curriculum
from ui import plain
from ui.background import Newest
from ui.operations.base import Base

_TOPIC = "trust"


class TrustOperations(Base):
    """Judging every curriculum that is shown, and saying what is in it."""

    links_on = True
    """Whether the links of what is shown may be followed."""
    _judged: Curriculum | None = None
    _looking: Newest | None = None
    _modal = True

    def follow_trust(self) -> None:
        """Another curriculum may be shown: its links are on only where it is known."""
        curriculum = self.window.session.document.curriculum
        if curriculum is self._judged:
            return
        before = self._judged if self.links_on else None
        on = trust.known_after(curriculum, before) if before is not None else trust.known(curriculum)
        self._judged = curriculum
        self._turn_links(on)
        if on:
            self.window.banner.clear(_TOPIC)
        else:
            text = _("This file comes from outside: its links are off until you trust it.")
            self.window.banner.show_message(_TOPIC, text, [(_("What it contains…"), self.contents)])

    def trust_like(self, other: TrustOperations) -> None:
        """What is shown was judged already, in the window before this one."""
        self._judged = other._judged
        self._turn_links(other.links_on)
        if self.links_on:
            self.window.banner.clear(_TOPIC)

    def judge_afresh(self) -> None:
        """What is shown next has nothing to do with what was shown before."""
        self._judged = None

    def _turn_links(self, on: bool) -> None:
        self.links_on = on
        plain.let_links_be_followed(on)

    def tell_contents(self) -> None:
        """A file was opened: show once what it contains, without standing in the way."""
        if not self.links_on and self._judged is not None and not trust.was_looked_at(self._judged):
            trust.looked_at(self._judged)
            self._find_out(modal=False)

    def contents(self) -> None:
        """Show what the file contains, and trust it where somebody says so."""
        self._find_out(modal=True)

    def _find_out(self, modal: bool) -> None:
        """Finding out what is wrong with a large file takes a moment."""
        window = self.window
        document, source = window.session.document, window.workspace.curriculum
        if self._looking is None:
            self._looking = Newest(window)
            self._looking.answered.connect(self._show)
            self._looking.failed.connect(window.tell)
        self._modal = modal
        self._looking.ask(lambda _stale: (document.curriculum, contents.of_document(document, source)))

    def _show(self, answer: tuple[Curriculum, Contents]) -> None:
        from ui.dialogs.contents import ContentsDialog

        curriculum, found = answer
        if curriculum is not self.window.session.document.curriculum:
            return  # another one is open by now
        dialog = ContentsDialog(found, self.window)
        dialog.trusted.connect(lambda: self.trust(curriculum))
        if self._modal:
            dialog.exec()
        else:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()

    def trust(self, curriculum: Curriculum) -> None:
        """The links of this curriculum may be followed."""
        trust.trust(curriculum)
        if curriculum is not self.window.session.document.curriculum:
            return
        self._turn_links(True)
        self.window.banner.clear(_TOPIC)
        self.window.select(self.window.selected)
        self.window.operations.follow_today()
        self.window.tell(_("Links may be followed now; each host is asked for once."))
