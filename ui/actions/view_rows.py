"""The rows of the View menu."""

from __future__ import annotations

from planner.i18n import LANGUAGES, _
from ui.actions.row import Row


def view_rows() -> tuple[Row, ...]:
    """In the order of the menu."""
    return (
        *_pages(),
        Row(
            "stages",
            _("Stages"),
            "view",
            _("Stages and subjects on one screen"),
            ("Ctrl+Shift+1",),
            "layers",
            True,
            group=True,
            page="map",
        ),
        Row(
            "everything",
            _("Whole curriculum"),
            "view",
            _("Also show what is not in your plan"),
            ("Ctrl+Shift+2",),
            "route",
            True,
            page="map",
        ),
        Row(
            "focus",
            _("Only what belongs to it"),
            "view",
            _("Show the selected item, what it needs and what needs it; nothing else"),
            ("Ctrl+.",),
            "",
            True,
            page="map",
        ),
        Row(
            "filters",
            _("Filters"),
            "view",
            _("Choose which kinds, statuses and subjects are shown"),
            ("Ctrl+L",),
            "",
            True,
            page="map",
        ),
        Row(
            "fold",
            _("Fold this stage"),
            "view",
            _("Show the stage of the selected item as modules"),
            ("Ctrl+Shift+3",),
            page="map",
        ),
        Row(
            "fold_lane",
            _("Fold this subject"),
            "view",
            _("Show the subject of the selected item as modules, or its steps again"),
            ("Ctrl+Shift+4",),
            page="map",
        ),
        Row(
            "view_back",
            _("View before"),
            "view",
            _("Show the map as it was: filters, stages, what is open and folded"),
            ("Ctrl+Alt+Z",),
            page="map",
            group=True,
        ),
        Row(
            "view_forward",
            _("View after"),
            "view",
            _("Show the map as it was before you went back"),
            ("Ctrl+Alt+Y",),
            page="map",
        ),
        Row("tidy", _("Tidy up"), "view", _("Arrange the whole map anew"), ("Ctrl+T",), page="map"),
        *_moving(),
        *_panes(),
        *_looks(),
    )


def _pages() -> tuple[Row, ...]:
    """What the middle of the window shows of the plan."""
    today = _("What is next, what fits into this week, and how far you are")
    return (
        Row("page_today", _("Today"), "view", today, ("Ctrl+3",), "calendar", True, one_of="page"),
        Row("page_map", _("Map"), "view", _("Show your way on the map"), ("Ctrl+1",), "map", True, one_of="page"),
        Row(
            "page_timeline",
            _("Timeline"),
            "view",
            _("Show your plan in time, with your hours week by week"),
            ("Ctrl+2",),
            "clock",
            True,
            one_of="page",
        ),
        *(
            Row(f"scale_{name}", text, "view", help, (), "", True, under="scale", one_of="scale", page="timeline")
            for name, text, help in (
                ("weeks", _("Weeks"), _("Show the timeline week by week")),
                ("months", _("Months"), _("Show the timeline month by month")),
                ("quarters", _("Quarters"), _("Show the timeline quarter by quarter")),
            )
        ),
        Row("go_today", _("Go to today"), "view", _("Show today on the timeline"), page="timeline"),
    )


def _moving() -> tuple[Row, ...]:
    """Which part of the map is in sight, and how large."""
    return (
        Row(
            "zoom_in",
            _("Zoom in"),
            "view",
            _("Show the map larger, or less time on the timeline"),
            ("Ctrl++", "Ctrl+="),
            "zoom-in",
            group=True,
            page="map",
            also="timeline",
        ),
        Row(
            "zoom_out",
            _("Zoom out"),
            "view",
            _("Show the map smaller, or more time on the timeline"),
            ("Ctrl+-",),
            "zoom-out",
            page="map",
            also="timeline",
        ),
        Row(
            "fit",
            _("Fit all"),
            "view",
            _("Show the whole map, or the whole time of the plan"),
            ("Ctrl+0",),
            "fit",
            page="map",
            also="timeline",
        ),
        Row(
            "fit_selection",
            _("Fit selection"),
            "view",
            _("Show the selected item with all it depends on"),
            ("Ctrl+8",),
            "target",
            page="map",
        ),
        Row("fit_path", _("Fit path"), "view", _("Show the way from here to the goal"), ("Ctrl+9",), page="map"),
        Row(
            "walk_path",
            _("Show the way"),
            "view",
            _("Light the way from where I am to the goal, step by step"),
            ("H",),
            "footprints",
            keys_in="items",
            page="map",
        ),
        Row("zoom_full", _("Actual size"), "view", _("Show the map at 100 %"), ("Ctrl+7",), page="map"),
        Row(
            "go_start",
            _("Go to where I am"),
            "view",
            _("Show the beginning of the path"),
            ("Ctrl+Home",),
            "footprints",
            page="map",
            also="timeline",
        ),
        Row(
            "go_goal",
            _("Go to the goal"),
            "view",
            _("Show the end of the path"),
            ("Ctrl+End",),
            "goal",
            page="map",
            also="timeline",
        ),
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


def _languages() -> tuple[Row, ...]:
    """What everything is written in; each is named in itself, for those who cannot read the others."""
    help = _("Show all texts in this language")
    desktop = Row(
        "language_system",
        _("Language of the desktop"),
        "view",
        _("Show all texts in the language of the desktop, where there is a translation"),
        checkable=True,
        under="language",
        one_of="language",
    )
    named = [
        Row(f"language_{code}", name, "view", help, checkable=True, under="language", one_of="language")
        for code, name in LANGUAGES.items()
    ]
    return (desktop, *named)


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
            Row(f"look_{name}", text, "view", help, (), "", True, under="look", one_of="look")
            for name, text, help in (
                ("system", _("Look of the desktop"), _("Light, dark or high contrast, as the desktop says")),
                ("light", _("Light look"), _("Dark text on a light ground")),
                ("dark", _("Dark look"), _("Light text on a dark ground")),
                ("contrast", _("High contrast"), _("Black on white, wide lines, no fills")),
                ("contrast_dark", _("High contrast, dark"), _("White on black, wide lines, no fills")),
            )
        ),
        *_languages(),
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
