"""What one does about a curriculum that has moved on since the learner began with it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from planner.app import follow
from planner.i18n import _
from ui.background import Newest
from ui.operations.base import Base


class MovedOnOperations(Base):
    """Telling of it, showing what is new, going over to it."""

    _news: Newest | None = None
    """Reads the curriculum as it is now, once the plan is there."""

    def look_for_news(self) -> None:
        """Tell of it after the first plan: reading a curriculum takes long, and nobody waits for this."""
        self._news = Newest(self.window)
        self._news.answered.connect(lambda _found: self.tell_moved_on())
        self.window.feed.plan_changed.connect(self._read_it, Qt.ConnectionType.SingleShotConnection)

    def _read_it(self) -> None:
        workspace = self.window.workspace
        if self._news is not None:
            self._news.ask(lambda _stale: workspace.moved_on)

    def tell_moved_on(self) -> None:
        """Say that there is another one, if there is."""
        window, workspace = self.window, self.window.workspace
        if workspace.moved_on is not None:
            words = follow.summary(window.session.document.curriculum, workspace.moved_on)
            text = _("The curriculum has changed since you began: {words}. Your plan follows it as it was.")
            window.banner.show_message(
                "curriculum",
                text.format(words=words),
                [(_("What has changed?"), self.show_changes), (_("Follow the new one"), self.follow_curriculum)],
            )

    def show_changes(self) -> None:
        from planner.app.library_news import learner_news
        from ui.dialogs.library_news import NewsDialog

        window, new = self.window, self.window.workspace.moved_on
        if new is not None:
            news = learner_news(window.session.document.curriculum, new)
            if NewsDialog(news, _("The curriculum has changed"), _("Follow the new one"), parent=window).exec():
                self.follow_curriculum()

    def follow_curriculum(self) -> None:
        """Plan with the curriculum as it is now; undo goes back to the one before."""
        new = self.window.workspace.moved_on
        if new is not None:
            self.run(_("Follow the new curriculum"), follow.follow, new)
            self.window.banner.clear("curriculum")
