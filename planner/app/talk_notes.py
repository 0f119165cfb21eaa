"""What a coach wants to say about stages and steps, whoever the client is."""

from __future__ import annotations

from planner.i18n import _
from planner.storage import notes_file


class Notes:
    """The notes about one curriculum. They are written as soon as they change."""

    def __init__(self, curriculum: str) -> None:
        self._curriculum = curriculum
        self._all = notes_file.read()

    def about(self, key: str) -> str:
        """The note about a slide; empty where there is none."""
        return self._all.notes.get(self._curriculum, {}).get(key, "")

    def keep(self, key: str, text: str) -> str:
        """Keep another note about a slide; returns a sentence where that fails."""
        text = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
        words = text.rstrip()[: notes_file.MOST_LETTERS]
        if words == self.about(key):
            return ""
        mine = {one: said for one, said in self._all.notes.get(self._curriculum, {}).items() if one != key}
        if words:
            mine[key] = words
        others = {one: notes for one, notes in self._all.notes.items() if one != self._curriculum}
        self._all = notes_file.TalkNotes(notes={**others, **({self._curriculum: mine} if mine else {})})
        try:
            notes_file.write(self._all)
        except OSError as wrong:
            return _("The note could not be saved: {reason}.").format(reason=wrong.strerror or str(wrong))
        return ""
