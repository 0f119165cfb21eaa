"""The rows of the table of actions, menu by menu, in the order of the menus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.i18n import _


@dataclass(frozen=True, slots=True)
class Row:
    """One action; `menu` is the id of the menu it stands in."""

    id: str
    text: str
    menu: str
    help: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: bool = False
    """Whether a separator stands before it."""
    item: bool = False
    """Whether it acts on the selected item (and so stands in context menus)."""
    keys_in: Literal["window", "items", "steps"] = "window"
    """Where its keys work: everywhere, where items are shown (a single letter is typed elsewhere), in the plan only."""
    under: str = ""
    """Id of the menu inside the menu that it stands in."""


def rows() -> Sequence[Row]:
    """All actions, in the order of the menus."""
    return (*_file(), *_edit(), *_view(), *_plan(), *_help())


def _file() -> tuple[Row, ...]:
    return (
        Row(
            "first_steps", _("New plan…"), "file", _("Answer three questions and get a dated plan"), ("Ctrl+N",), "user"
        ),
        Row("open", _("Open curriculum…"), "file", _("Plan with a curriculum from a file"), ("Ctrl+O",), "folder-open"),
        Row(
            "open_builtin",
            _("Built-in curriculum"),
            "file",
            _("Go back to the curriculum that comes with Trailmark"),
            (),
            "house",
        ),
        Row(
            "save_picture",
            _("Save map as picture…"),
            "file",
            _("Write the map, or the part in sight, to an SVG, PDF or PNG file"),
            ("Ctrl+Shift+E",),
            "map",
        ),
        Row("quit", _("Quit"), "file", _("Close Trailmark; your answers are kept"), ("Ctrl+Q",), "x", group=True),
    )


def _edit() -> tuple[Row, ...]:
    return (
        Row("undo", _("Undo"), "edit", _("Take the last change back"), ("Ctrl+Z",), "undo"),
        Row("redo", _("Redo"), "edit", _("Bring back what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
        Row(
            "find",
            _("Find"),
            "edit",
            _("Search items by title, other name or subject"),
            ("Ctrl+F",),
            "search",
            group=True,
        ),
        Row("find_next", _("Find next"), "edit", _("Go to the next item that was found"), ("F3",)),
        Row("palette", _("Command palette…"), "edit", _("Run any action by typing its name"), ("Ctrl+K",), "command"),
    )


def _view() -> tuple[Row, ...]:
    return (
        Row("stages", _("Stages"), "view", _("Stages and subjects on one screen"), ("Ctrl+1",), "layers", True),
        Row(
            "everything",
            _("Whole curriculum"),
            "view",
            _("Also show what is not in your plan"),
            ("Ctrl+2",),
            "map",
            True,
        ),
        Row(
            "focus",
            _("Only what belongs to it"),
            "view",
            _("Show the selected item, what it needs and what needs it; nothing else"),
            ("Ctrl+.",),
            "",
            True,
        ),
        Row(
            "filters",
            _("Filters"),
            "view",
            _("Choose which kinds, statuses and subjects are shown"),
            ("Ctrl+L",),
            "",
            True,
        ),
        Row("fold", _("Fold this stage"), "view", _("Show the stage of the selected item as modules"), ("Ctrl+3",)),
        Row(
            "fold_lane",
            _("Fold this subject"),
            "view",
            _("Show the subject of the selected item as modules, or its steps again"),
            ("Ctrl+4",),
        ),
        Row("tidy", _("Tidy up"), "view", _("Arrange the whole map anew"), ("Ctrl+T",)),
        *_moving(),
        *_panes(),
        *_looks(),
    )


def _moving() -> tuple[Row, ...]:
    """Which part of the map is in sight, and how large."""
    return (
        Row("zoom_in", _("Zoom in"), "view", _("Show the map larger"), ("Ctrl++", "Ctrl+="), "zoom-in", group=True),
        Row("zoom_out", _("Zoom out"), "view", _("Show the map smaller"), ("Ctrl+-",), "zoom-out"),
        Row("fit", _("Fit all"), "view", _("Show the whole map"), ("Ctrl+0",), "fit"),
        Row(
            "fit_selection",
            _("Fit selection"),
            "view",
            _("Show the selected item with all it depends on"),
            ("Ctrl+8",),
            "target",
        ),
        Row("fit_path", _("Fit path"), "view", _("Show the way from here to the goal"), ("Ctrl+9",)),
        Row(
            "walk_path",
            _("Show the way"),
            "view",
            _("Light the way from where I am to the goal, step by step"),
            ("H",),
            "footprints",
            keys_in="items",
        ),
        Row("zoom_full", _("Actual size"), "view", _("Show the map at 100 %"), ("Ctrl+7",)),
        Row(
            "go_start", _("Go to where I am"), "view", _("Show the beginning of the path"), ("Ctrl+Home",), "footprints"
        ),
        Row("go_goal", _("Go to the goal"), "view", _("Show the end of the path"), ("Ctrl+End",), "goal"),
    )


def _panes() -> tuple[Row, ...]:
    """What stands beside the map."""
    return (
        Row(
            "pane_you",
            _("Your answers"),
            "view",
            _("Show or hide the pane with your answers"),
            ("F8",),
            "panel-left",
            checkable=True,
            group=True,
        ),
        Row(
            "pane_plan",
            _("Plan"),
            "view",
            _("Show or hide the steps of the plan"),
            ("F9",),
            "panel-right",
            checkable=True,
        ),
        Row(
            "pane_item",
            _("About the item"),
            "view",
            _("Show or hide what is known about the selected item"),
            ("Shift+F9",),
            checkable=True,
        ),
        Row(
            "minimap",
            _("Small map"),
            "view",
            _("Show the whole map in a strip below it"),
            ("Ctrl+M",),
            "",
            True,
            group=True,
        ),
    )


def _looks() -> tuple[Row, ...]:
    """Colours, movement and the size of the text."""
    return (
        Row(
            "theme",
            _("Light or dark"),
            "view",
            _("Switch between the light and the dark look"),
            ("Ctrl+Shift+D",),
            "moon",
        ),
        *(
            Row(f"look_{name}", text, "view", help, (), "", True, under="look")
            for name, text, help in (
                ("system", _("Look of the desktop"), _("Light, dark or high contrast, as the desktop says")),
                ("light", _("Light look"), _("Dark text on a light ground")),
                ("dark", _("Dark look"), _("Light text on a dark ground")),
                ("contrast", _("High contrast"), _("Black on white, wide lines, no fills")),
                ("contrast_dark", _("High contrast, dark"), _("White on black, wide lines, no fills")),
            )
        ),
        Row(
            "still",
            _("No moving pictures"),
            "view",
            _("Show at once where the map goes, without flying or sliding there"),
            (),
            "",
            True,
        ),
        Row("text_larger", _("Larger text"), "view", _("Make all text larger, up to 200 %"), ("Ctrl+Shift++",), "plus"),
        Row(
            "text_smaller",
            _("Smaller text"),
            "view",
            _("Make all text smaller, down to 100 %"),
            ("Ctrl+Shift+-",),
            "minus",
        ),
        Row("full_screen", _("Full screen"), "view", _("Use the whole screen"), ("F11",), "maximize", True),
    )


def _plan() -> tuple[Row, ...]:
    return (
        Row(
            "known",
            _("I know this"),
            "plan",
            _("Mark the selected item as known, or as not known"),
            ("Ctrl+Shift+K",),
            "circle-check",
            item=True,
        ),
        Row(
            "known_items",
            _("What else I know…"),
            "plan",
            _("Tick off everything you know already"),
            ("Ctrl+Shift+L",),
            "list-ordered",
        ),
        Row(
            "set_goal",
            _("Make this my goal"),
            "plan",
            _("Plan towards the selected item"),
            ("Ctrl+Shift+G",),
            "target",
            item=True,
        ),
        Row(
            "set_start",
            _("Start from here"),
            "plan",
            _("Use the selected role as your start"),
            (),
            "footprints",
            item=True,
        ),
        Row(
            "avoid",
            _("Avoid this"),
            "plan",
            _("Never plan the selected item, or allow it again"),
            ("Ctrl+Shift+X",),
            "ban",
            item=True,
        ),
        *_steps(),
        *_plans(),
    )


def _plans() -> tuple[Row, ...]:
    """Plans beside one's own, and the curriculum behind them."""
    return (
        Row(
            "other_plans",
            _("Other plans…"),
            "plan",
            _("Compare your plan with others, and take one of them"),
            ("Ctrl+D",),
            "columns-2",
            group=True,
        ),
        Row(
            "check",
            _("Check the curriculum"),
            "plan",
            _("List everything that breaks a rule"),
            ("F7",),
            "triangle-alert",
            group=True,
        ),
    )


def _steps() -> tuple[Row, ...]:
    """Why a step stands where it stands, and moving it."""
    return (
        Row(
            "why",
            _("Why is this here?"),
            "plan",
            _("Say why the selected item is in your plan, and why not earlier"),
            ("W",),
            "circle-help",
            group=True,
            item=True,
            keys_in="items",
        ),
        Row(
            "earlier",
            _("Move up"),
            "plan",
            _("Take the selected step before the one above it"),
            ("Alt+Up",),
            "arrow-up",
            item=True,
            keys_in="steps",
        ),
        Row(
            "later",
            _("Move down"),
            "plan",
            _("Take the selected step after the one below it"),
            ("Alt+Down",),
            "arrow-down",
            item=True,
            keys_in="steps",
        ),
        Row(
            "choices",
            _("Choose another way…"),
            "plan",
            _("List what can be chosen at the selected item, with the price of each"),
            ("C",),
            "",
            item=True,
            keys_in="items",
        ),
        Row("not_before", _("Not before…"), "plan", _("Begin the selected step on a day or later"), (), "", item=True),
        Row("booked", _("Exam booked on…"), "plan", _("Plan the selected exam for a fixed day"), (), "", item=True),
        Row("forget_order", _("Forget my order"), "plan", _("Let Trailmark choose the order of all steps again")),
    )


def _help() -> tuple[Row, ...]:
    return (
        Row("next_pane", _("Next pane"), "help", _("Move the keyboard to the next pane"), ("F6",)),
        Row("previous_pane", _("Previous pane"), "help", _("Move the keyboard to the pane before"), ("Shift+F6",)),
        Row("shortcuts", _("Shortcuts"), "help", _("Show all shortcuts"), ("F1",), "circle-help", group=True),
        Row("about", _("About Trailmark"), "help", _("Version and licences"), (), "info"),
    )


def submenu_titles() -> dict[str, str]:
    """Titles of the menus inside menus; of the actions in each exactly one is checked."""
    return {"look": _("Look")}


def menu_titles() -> dict[str, str]:
    """Titles of the menus, in their order."""
    return {"file": _("&File"), "edit": _("&Edit"), "view": _("&View"), "plan": _("&Plan"), "help": _("&Help")}
