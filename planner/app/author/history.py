"""The undo list of a draft."""

from __future__ import annotations

from planner.app.author.draft import Draft
from planner.app.undo import History
from planner.model.curriculum import Curriculum


class DraftHistory(History[Draft]):
    """Runs the commands of an author. A change names the fields of the curriculum that differ, and "library"."""

    def _become(self, new: Draft, label: str) -> None:
        old = self.document
        super()._become(new, label)
        if old is not self.document:
            old.forget()

    @staticmethod
    def _differing(old: Draft, new: Draft) -> frozenset[str]:
        one, other = old.curriculum, new.curriculum
        fields = {name for name in Curriculum.model_fields if getattr(one, name) is not getattr(other, name)}
        return frozenset(fields | ({"library"} if old.library is not new.library else set()))
