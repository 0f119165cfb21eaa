"""Words that several panes share."""

from __future__ import annotations

from planner.i18n import _
from planner.model.curriculum import Kind


def kind_words(kind: Kind) -> str:
    """The kind of an item as a person says it."""
    return {
        Kind.ROLE: _("role"),
        Kind.SKILL: _("skill"),
        Kind.PROJECT: _("project"),
        Kind.CERTIFICATION: _("certification"),
        Kind.EXPERIENCE: _("experience"),
        Kind.DEGREE: _("degree"),
        Kind.COURSE: _("course"),
        Kind.MILESTONE: _("milestone"),
    }[kind]
