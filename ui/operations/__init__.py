"""What the actions do: each is a method of the action's name, in the module of its menu."""

from __future__ import annotations

from collections.abc import Callable

from ui.actions.row import Row
from ui.actions.rows import ROWS
from ui.operations.author_menu import AuthorOperations
from ui.operations.compare import CompareOperations
from ui.operations.edit import EditOperations
from ui.operations.everything import EverythingOperations
from ui.operations.exchange import ExchangeOperations
from ui.operations.facts import FactOperations
from ui.operations.file import FileOperations
from ui.operations.handout import HandoutOperations
from ui.operations.help import HelpOperations
from ui.operations.language import LanguageOperations
from ui.operations.learner import LearnerOperations
from ui.operations.look import LookOperations
from ui.operations.order import OrderOperations
from ui.operations.preferences import PreferenceOperations
from ui.operations.present import PresentOperations
from ui.operations.today import TodayOperations
from ui.operations.trial import TrialOperations
from ui.operations.trust import TrustOperations
from ui.operations.versions import VersionOperations
from ui.operations.view import ViewOperations
from ui.operations.wishes import WishOperations


class Operations(
    AuthorOperations,
    LearnerOperations,
    VersionOperations,
    FileOperations,
    EverythingOperations,
    ExchangeOperations,
    HandoutOperations,
    EditOperations,
    PreferenceOperations,
    PresentOperations,
    CompareOperations,
    TrialOperations,
    ViewOperations,
    LookOperations,
    LanguageOperations,
    TodayOperations,
    WishOperations,
    OrderOperations,
    TrustOperations,
    FactOperations,
    HelpOperations,
):
    """All operations of one window."""

    def functions(self) -> dict[str, Callable[[], None]]:
        """Every action of the table with what it does."""
        return {row.id: self._on_page(row, getattr(self, row.id)) for row in ROWS}

    def _on_page(self, row: Row, function: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if self.window.pages.shown not in (row.page, row.also):
                self.show_page(row.page)
            function()

        return run if row.page else function
