"""What is kept between two starts of the program: the learner and the preferences."""

from __future__ import annotations

from planner.app import queries
from planner.i18n import _
from planner.model.document import Document
from planner.model.learner import Learner
from planner.model.names import check_learner
from planner.model.problem import PlannerError
from planner.settings import Settings
from planner.storage import learners


class Workspace:
    """Reads at the start, writes after every change. A file that cannot be read is set aside, never overwritten."""

    def __init__(self, curriculum: str | None = None) -> None:
        self.curriculum = curriculum or queries.builtin_names()[0]
        self.notice = ""
        """What the person should know about the last start; empty when all went well."""

    def open_last(self) -> Document | None:
        """The learner who was open last, with the curriculum followed then; None at the first start.

        Raises PlannerError when a curriculum that was asked for cannot be read.
        """
        path = learners.learner_path()
        if not path.exists():
            return None
        try:
            file = learners.read_learner(path)
            document = Document(curriculum=queries.load(self.curriculum), learner=file.learner)
            check_learner(document.curriculum, document.learner)
        except PlannerError as wrong:
            if wrong.problems[0].file != str(path):
                return None  # the learner is fine, but belongs to another curriculum; the file stays as it is
            aside = learners.set_aside(path)
            self.notice = _("Your saved answers could not be read. They are kept in {path}.").format(path=aside)
            return None
        return document

    def save(self, learner: Learner) -> str | None:
        """Keep the learner; returns a sentence when that fails."""
        file = learners.LearnerFile(curriculum=self.curriculum, learner=learner)
        try:
            learners.write_learner(learners.learner_path(), file)
        except OSError as wrong:
            reason = wrong.strerror or str(wrong)
            return _("Your answers could not be saved: {reason}.").format(reason=reason)
        return None

    @staticmethod
    def settings() -> Settings:
        """The preferences."""
        return learners.read_settings()

    @staticmethod
    def save_settings(settings: Settings) -> str | None:
        """Keep the preferences; returns a sentence when that fails."""
        try:
            learners.write_settings(settings)
        except OSError as wrong:
            return _("Your preferences could not be saved: {reason}.").format(reason=wrong.strerror or str(wrong))
        return None
