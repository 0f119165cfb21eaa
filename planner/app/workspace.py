"""What is kept between two starts of the program: the answers for every curriculum, and the preferences."""

from __future__ import annotations

from pathlib import Path

from planner.app import queries
from planner.i18n import _
from planner.model.document import Document
from planner.model.names import check_learner
from planner.model.problem import PlannerError
from planner.settings import Settings
from planner.storage import learners


class Workspace:
    """Reads at the start, writes after every change. A file that cannot be read is set aside, never overwritten."""

    def __init__(self, curriculum: str | None = None) -> None:
        self.curriculum = curriculum or queries.builtin_names()[0]
        """Name of a built-in curriculum, or the path of a file."""
        self.notice = ""
        """What the person should know about the last `open_last`; empty when all went well."""

    def open_last(self) -> Document | None:
        """The answers given last for this curriculum; None when there are none.

        Raises PlannerError when the curriculum itself cannot be read.
        """
        self.notice = ""
        curriculum = queries.load(self.curriculum)
        path = learners.learner_path(curriculum.id)
        if not path.exists():
            return None
        try:
            document = Document(curriculum=curriculum, learner=learners.read_learner(path).learner)
            check_learner(document.curriculum, document.learner)
        except PlannerError as wrong:
            aside = learners.set_aside(path)
            text = _("Your saved answers could not be used: {reason} They are kept in {path}.")
            self.notice = text.format(reason=wrong.problems[0].message, path=aside)
            return None
        return document

    def save(self, document: Document) -> str | None:
        """Keep the answers; returns a sentence when that fails."""
        name = self.curriculum
        if Path(name).exists():
            name = str(Path(name).resolve())
        file = learners.LearnerFile(curriculum=name, learner=document.learner)
        try:
            learners.write_learner(learners.learner_path(document.curriculum.id), file)
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
