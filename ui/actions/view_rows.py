"""The rows of the View menu, in its order."""

from __future__ import annotations

from typing import Final

from planner.i18n import LANGUAGES, later
from ui.actions.compare_rows import COMPARE_ROWS
from ui.actions.row import Row
from ui.actions.tools import TOOL_ROWS

_PAGES: Final = (
    TOOL_ROWS["page_today"],
    TOOL_ROWS["page_map"],
    TOOL_ROWS["page_timeline"],
    TOOL_ROWS["page_compare"],
    *(
        Row(f"scale_{name}", text, "view", help, checkable=True, under="scale", one_of="scale", page="timeline")
        for name, text, help in (
            ("weeks", later("Weeks"), later("Show the timeline week by week")),
            ("months", later("Months"), later("Show the timeline month by month")),
            ("quarters", later("Quarters"), later("Show the timeline quarter by quarter")),
        )
    ),
)
"""What the middle of the window shows of the plan."""

_SHOWN: Final = (
    TOOL_ROWS["stages"],
    TOOL_ROWS["everything"],
    Row(
        "focus",
        later("Focus on the path"),
        "view",
        later("Show the way through the selected item, or else your path, one step around it, and nothing else"),
        ("Ctrl+.",),
        checkable=True,
        page="map",
    ),
    Row(
        "filters",
        later("Filters"),
        "view",
        later("Choose which kinds, statuses and subjects are shown"),
        ("Ctrl+L",),
        checkable=True,
        page="map",
    ),
    Row(
        "fold",
        later("Fold this stage"),
        "view",
        later("Show the stage of the selected item as modules"),
        ("Ctrl+Shift+3",),
        under="arrange",
        page="map",
    ),
    Row(
        "fold_lane",
        later("Fold this subject"),
        "view",
        later("Show the subject of the selected item as modules, or its steps again"),
        ("Ctrl+Shift+4",),
        under="arrange",
        page="map",
    ),
    Row(
        "tidy",
        later("Tidy up"),
        "view",
        later("Arrange the whole map anew"),
        ("Ctrl+T",),
        under="arrange",
        page="map",
    ),
    Row(
        "view_back",
        later("View before"),
        "view",
        later("Show the map as it was: filters, stages, what is open and folded; or the plans side by side"),
        ("Ctrl+Alt+Z",),
        group=True,
        under="arrange",
        page="map",
        also="compare",
    ),
    Row(
        "view_forward",
        later("View after"),
        "view",
        later("Show the map as it was before you went back"),
        ("Ctrl+Alt+Y",),
        under="arrange",
        page="map",
        also="compare",
    ),
)
"""What the map shows of the curriculum, and how it is folded."""

_SIZE: Final = (
    Row(
        "zoom_in",
        later("Zoom in"),
        "view",
        later("Show the map larger, or less time on the timeline"),
        ("Ctrl++", "Ctrl+="),
        "zoom-in",
        under="zoom",
        page="map",
        also="timeline",
    ),
    Row(
        "zoom_out",
        later("Zoom out"),
        "view",
        later("Show the map smaller, or more time on the timeline"),
        ("Ctrl+-",),
        "zoom-out",
        under="zoom",
        page="map",
        also="timeline",
    ),
    Row(
        "zoom_full",
        later("Actual size"),
        "view",
        later("Show the map at 100 %"),
        ("Ctrl+7",),
        under="zoom",
        page="map",
    ),
    Row(
        "fit",
        later("Fit all"),
        "view",
        later("Show the whole map, or the whole time of the plan"),
        ("Ctrl+0",),
        "fit",
        group=True,
        under="zoom",
        page="map",
        also="timeline",
    ),
    Row(
        "fit_selection",
        later("Fit selection"),
        "view",
        later("Show the selected item with all it depends on"),
        ("Ctrl+8",),
        "target",
        under="zoom",
        page="map",
    ),
    Row(
        "fit_path",
        later("Fit path"),
        "view",
        later("Show the way from here to the goal"),
        ("Ctrl+9",),
        under="zoom",
        page="map",
    ),
)
"""How large the map and the timeline are."""

_PLACES: Final = (
    Row(
        "go_start",
        later("Go to where I am"),
        "view",
        later("Show the beginning of the path"),
        ("Ctrl+Home",),
        "footprints",
        under="go",
        page="map",
        also="timeline",
    ),
    Row(
        "go_goal",
        later("Go to the goal"),
        "view",
        later("Show the end of the path"),
        ("Ctrl+End",),
        "goal",
        under="go",
        page="map",
        also="timeline",
    ),
    Row("go_today", later("Go to today"), "view", later("Show today on the timeline"), under="go", page="timeline"),
    Row(
        "walk_path",
        later("Show the way"),
        "view",
        later("Light the way from where I am to the goal, step by step"),
        ("H",),
        "footprints",
        group=True,
        keys_in="items",
        under="go",
        page="map",
    ),
)
"""Which part of the map or the timeline is in sight."""

_PANES: Final = (
    Row(
        "pane_you",
        later("Your answers"),
        "view",
        later("Show or hide the pane with your answers"),
        ("F8",),
        "panel-left",
        checkable=True,
        group=True,
        under="panes",
    ),
    Row(
        "pane_plan",
        later("Plan"),
        "view",
        later("Show or hide the steps of the plan"),
        ("F9",),
        "panel-right",
        checkable=True,
        under="panes",
    ),
    Row(
        "pane_item",
        later("About the item"),
        "view",
        later("Show or hide what is known about the selected item"),
        ("Shift+F9",),
        checkable=True,
        under="panes",
    ),
    Row(
        "minimap",
        later("Small map"),
        "view",
        later("Show the whole map in a strip below it"),
        ("Ctrl+M",),
        checkable=True,
        under="panes",
    ),
)
"""What stands beside the map."""

_TEXT: Final = (
    Row(
        "text_larger",
        later("Larger text"),
        "view",
        later("Make all text larger, up to 200 %"),
        ("Ctrl+Shift++",),
        "plus",
        group=True,
        under="look",
    ),
    Row(
        "text_smaller",
        later("Smaller text"),
        "view",
        later("Make all text smaller, down to 100 %"),
        ("Ctrl+Shift+-",),
        "minus",
        under="look",
    ),
)

_LOOKS: Final = (
    Row(
        "theme",
        later("Light or dark"),
        "view",
        later("Switch between the light and the dark look"),
        ("Ctrl+Shift+D",),
        "moon",
        under="look",
    ),
    *(
        Row(f"look_{name}", text, "view", help, checkable=True, group=name == "system", under="look", one_of="look")
        for name, text, help in (
            ("system", later("Look of the desktop"), later("Light, dark or high contrast, as the desktop says")),
            ("light", later("Light look"), later("Dark text on a light ground")),
            ("dark", later("Dark look"), later("Light text on a dark ground")),
            ("contrast", later("High contrast"), later("Black on white, wide lines, no fills")),
            ("contrast_dark", later("High contrast, dark"), later("White on black, wide lines, no fills")),
        )
    ),
    Row(
        "still",
        later("No moving pictures"),
        "view",
        later("Show at once where the map goes, without flying or sliding there"),
        checkable=True,
        group=True,
        under="look",
    ),
)

_LANGUAGES: Final = (
    Row(
        "language_system",
        later("Language of the desktop"),
        "view",
        later("Show all texts in the language of the desktop, where there is a translation"),
        checkable=True,
        under="language",
        one_of="language",
    ),
    *(
        Row(
            f"language_{code}",
            name,
            "view",
            later("Show all texts in this language"),
            checkable=True,
            under="language",
            one_of="language",
        )
        for code, name in LANGUAGES.items()
    ),
)
"""What everything is written in; each is named in itself, for those who cannot read the others."""

VIEW_ROWS: Final = (
    *_PAGES,
    *_SHOWN,
    *_SIZE,
    *_PLACES,
    *COMPARE_ROWS,
    *_PANES,
    *_LOOKS,
    *_TEXT,
    *_LANGUAGES,
    Row(
        "full_screen",
        later("Full screen"),
        "view",
        later("Use the whole screen"),
        ("F11",),
        "maximize",
        checkable=True,
    ),
)
