"""Lines on the map of a draft: what may need what, what a line means, and the words that say why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.i18n import _
from planner.model.depth import joined
from planner.model.problem import PlannerError
from planner.model.requirement import named
from ui.operations.author_form import AuthorForm

if TYPE_CHECKING:
    from planner.app.author import Draft


class AuthorLines(AuthorForm):
    """Connecting items with the mouse."""

    def pick_items(self, items: Sequence[str], show: bool = False) -> None:
        """Select items of the draft."""

    def _targets(self, before: str) -> set[str]:
        """Items and levels of the file that may need this one: those that do not name it yet."""
        merged, own = self.draft.merged.nodes, self.draft.curriculum.by_id
        there = [node for node in merged if (node.depth_of or node.id) in own and before not in named(node.requires)]
        return {node.id for node in there if before not in (node.id, node.depth_of)}

    def _end(self, after: str) -> str:
        """The box that a line leads to as what needs its beginning: that of all of an item is its highest level."""
        node = self.draft.curriculum.by_id.get(after)
        return joined(after, node.levels.names[-1]) if node is not None and node.levels is not None else after

    _asked: tuple[Draft, str, str] | None = None
    _answer = ""

    def _refused(self, before: str, after: str) -> str:
        """Why one cannot come before the other; asked with every move of the pointer, so the last answer is kept."""
        from planner.app import author

        asked = self.draft, before, after
        if self._asked is None or any(one is not other for one, other in zip(asked, self._asked, strict=True)):
            self._asked, self._answer = asked, ""
            try:
                author.connect(self.draft, before, self._end(after))
            except PlannerError as wrong:
                self._answer = wrong.problems[0].message
        return self._answer

    def _doubt(self, before: str, after: str) -> str:
        picture = self.editor.view.picture if self.editor is not None else None
        if picture is None:
            return ""
        way = _way(picture.needs, before, after)
        if not way:
            return ""
        titles = " → ".join(self._called(item) for item in (*way, after))
        return _("That goes round in a circle: {titles}").format(titles=titles)

    def link_items(self, before: str, after: str) -> None:
        """One item is needed before another one from now on."""
        from planner.app import author

        label = _("“{before}” before “{after}”").format(before=self._called(before), after=self._called(after))
        if self.author(label, author.connect, before, self._end(after)):
            self.pick_items([after])
            self.ask_reason(before)

    def _show_link(self, before: str, after: str) -> None:
        """A line of the map was clicked: show its end, and in what that needs its beginning."""
        self.pick_items([after])
        if self.editor is not None and self.editor.form.show_link(before):
            words = _("“{before}” before “{after}”: Del takes this line out.")
            self.window.tell(words.format(before=self._called(before), after=self._called(after)))

    def ask_reason(self, before: str) -> None:
        """Bring the line that says why into sight."""
        page = self.editor
        if page is None:
            return
        page.form.show_part(before)
        self.window.tell(_("Say why it is needed: one sentence that a learner understands."))


def _way(needs: Any, start: str, goal: str) -> list[str]:
    """The shortest chain of needs from `start` back to `goal`: goal, …, start; empty where there is none."""
    before: dict[str, str | None] = {start: None}
    waiting = [start]
    while waiting:
        item = waiting.pop(0)
        if item == goal:
            found: list[str] = []
            step: str | None = item
            while step is not None:
                found.append(step)
                step = before[step]
            return found
        for one in needs.get(item, ()):
            if one not in before:
                before[one] = item
                waiting.append(one)
    return []
