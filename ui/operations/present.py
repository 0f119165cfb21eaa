"""Presenting: the talk about the plan that is open, and what it asks of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.i18n import _
from ui.operations.coach import CoachOperations
from ui.theme import theme as themes

if TYPE_CHECKING:
    from ui.presenter.talk import Talk

_OTHER: Final[dict[themes.ThemeName, themes.ThemeName]] = {
    "light": "dark",
    "dark": "light",
    "contrast": "contrast-dark",
    "contrast-dark": "contrast",
}


class PresentOperations(CoachOperations):
    """One talk at a time."""

    talk: Talk | None = None

    def present(self) -> None:
        """Show the plan that is open on the whole screen."""
        window = self.window
        if self.talk is not None:
            self.talk.screen.activateWindow()
            return
        from ui.presenter.talk import Talk

        talk = self.talk = Talk(window, window.session.document, themes.load(window.settings.presenter_theme))
        talk.reset.connect(self.blank_client)
        talk.darkened.connect(self._turn_dark)
        talk.over.connect(self._after_talk)
        talk.begin()
        answer = window.answer
        if answer is not None and answer.document is window.session.document:
            talk.follow(answer.document, answer.plan)

    def present_client(self, path: Path) -> None:
        """Open a client and present the plan."""
        self.open_client(path)
        opened = self.window.workspace.path
        if opened is not None and opened.absolute() == path:
            self.present()

    def follow_talk(self) -> None:
        """The plan has changed: so does what is shown of it."""
        answer = self.window.answer
        if self.talk is not None and answer is not None:
            self.talk.follow(answer.document, answer.plan)

    def show_in_talk(self) -> None:
        """Somebody else is open: what was shown of the one before is gone at once."""
        if self.talk is not None:
            self.talk.wait(self.window.session.document)

    def _turn_dark(self) -> None:
        self._set(presenter_theme=_OTHER[self.window.settings.presenter_theme])
        if self.talk is not None:
            self.talk.set_theme(themes.load(self.window.settings.presenter_theme))

    def _after_talk(self) -> None:
        talk, self.talk = self.talk, None
        if talk is not None:
            for one in (talk.screen, talk.desk, talk):
                one.deleteLater()
        self.window.activateWindow()
        self.window.tell(_("The presentation is over. Nothing of it has changed the plan."))
