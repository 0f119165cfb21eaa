"""One row of the table of actions."""

from __future__ import annotations

from typing import Literal, NamedTuple

from planner.i18n import looked_up


class Row(NamedTuple):
    """One action; `menu` is the id of the menu it stands in. Its words are marked with `later`, not looked up."""

    id: str
    words: str
    menu: str
    help_words: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: bool = False
    """Whether a separator stands before it, or before the menu inside the menu that it begins."""
    item: bool = False
    """Whether it acts on the selected item (and so stands in context menus)."""
    keys_in: Literal["window", "items", "steps", "draft"] = "window"
    """Where its keys work: everywhere, where items are shown (a single letter is typed elsewhere), in the plan only, or
    on the map and in the list of the editor only."""
    under: str = ""
    """Id of the menu inside the menu that it stands in."""
    one_of: str = ""
    """Actions with the same word here are alternatives: exactly one of them is checked."""
    page: str = ""
    """Page in the middle of the window that has to be shown for it."""
    also: str = ""
    """Another page on which it works; where neither is shown, `page` is turned to."""

    @property
    def text(self) -> str:
        """What it is called, in the language of now."""
        return looked_up(self.words)

    @property
    def help(self) -> str:
        """What it does, in a sentence."""
        return looked_up(self.help_words)
