"""Draws the window into picture files without a screen: for the README, and for `run.py` where there is no display."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from planner.i18n import _

VIEWS = (
    "map",
    "steps",
    "everything",
    "timeline",
    "first-steps",
    "other-plans",
    "compare",
    "today",
    "done",
    "study-log",
    "clients",
    "presenter",
    "speaker",
)


def main(argv: list[str] | None = None) -> int:
    """Write one picture, or with --all every picture of the README into a folder."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshot", description=_("Draw the window into a picture."))
    parser.add_argument("path", type=Path, help=_("picture file to write; a folder with --all"))
    parser.add_argument("--theme", choices=("light", "dark", "contrast", "contrast-dark"), default="light")
    parser.add_argument("--size", default="1280x800", help=_("such as 1920x1080"))
    parser.add_argument("--text-size", type=int, default=100, help=_("percent, 100 to 200"))
    parser.add_argument("--view", choices=VIEWS, default="map")
    parser.add_argument(
        "--page", type=int, default=0, help=_("page of the first steps, from 0; 1: compare the other plan")
    )
    parser.add_argument("--select", default="", help=_("id of an item to select"))
    parser.add_argument("--from", dest="start", default="data-analyst", help=_("role to start from"))
    parser.add_argument("--begin", type=date.fromisoformat, default=None, help=_("first day of study"))
    parser.add_argument("--holidays", default="", help=_("country whose public holidays are free of study, such as DE"))
    parser.add_argument("--all", action="store_true", help=_("write every picture of the README"))
    arguments = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRAILMARK_DATA"] = folder  # never somebody's real answers in a picture
        from ui import preflight

        missing = preflight.missing()
        if missing:
            print(missing, file=sys.stderr)
            return preflight.EXIT_NO_WINDOW
        if arguments.all:
            return _readme_pictures(arguments)
        return _picture(arguments)


def _readme_pictures(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.path
    folder.mkdir(parents=True, exist_ok=True)
    arguments.begin = arguments.begin or date(2027, 1, 4)
    pictures: dict[str, dict[str, object]] = {
        "window-light.png": {},
        "window-dark.png": {"view": "steps", "select": "ml-fundamentals", "theme": "dark"},
        "steps.png": {"view": "steps", "size": "1600x1000"},
        "timeline.png": {"view": "timeline", "holidays": "DE", "select": "probability-theory", "size": "1600x1000"},
        "first-steps.png": {"view": "first-steps", "page": 2},
        "other-plans.png": {"view": "other-plans"},
        "clients.png": {"view": "clients", "size": "1280x640"},
        "presenter.png": {"view": "presenter", "size": "1280x720", "page": 5},
        "speaker.png": {"view": "speaker", "page": 5},
        "compare.png": {"view": "compare"},
        "today.png": {"view": "today", "size": "1600x1000"},
    }
    for name, changes in pictures.items():
        one = argparse.Namespace(**{**vars(arguments), **changes, "path": folder / name})
        if _picture(one):
            return 1
    return 0


def _picture(arguments: argparse.Namespace) -> int:
    from planner.app import commands
    from planner.settings import Settings
    from ui.app import build

    app, window, _is_new = build()
    window.operations.saves = arguments.view == "today"
    width, _x, height = arguments.size.partition("x")
    window.apply_settings(Settings(theme=arguments.theme, text_size=arguments.text_size, reduced_motion=True))
    window.resize(int(width), int(height))
    window.session.run("start", commands.set_start, arguments.start)
    window.session.run("begin", commands.set_begin, arguments.begin or date.today())
    if arguments.holidays:
        window.session.run("holidays", commands.set_holidays, arguments.holidays)
    window.show()
    window.feed.refresh()
    _settle(app, window)
    if arguments.view in ("steps", "everything"):
        window.actions_table["stages" if arguments.view == "steps" else "everything"].trigger()
        _settle(app, window)
    if arguments.view == "timeline":
        window.actions_table["page_timeline"].trigger()
        _settle(app, window)
    if arguments.view in ("today", "done", "study-log"):
        _live(app, window, arguments.begin or date.today())
    if arguments.view == "compare":
        _compared(app, window)
    if arguments.view == "clients":
        _clients(app, window, arguments.begin or date.today())
    if arguments.select:
        window.select_and_show(arguments.select)
        _settle(app, window)
    shown = _dialog(app, window, arguments)  # type: ignore[no-untyped-call]
    window.tell("")
    if not shown.grab().save(str(arguments.path)):
        print(_("The picture could not be written to {path}.").format(path=arguments.path), file=sys.stderr)
        return 1
    print(_("The window is drawn in {path}").format(path=arguments.path.resolve()))
    window.close()
    return 0


def _compared(app, window) -> None:  # type: ignore[no-untyped-def]
    """Your plan, another cloud, another start with fewer hours."""
    from planner.app.variants import Variation

    window.actions_table["page_compare"].trigger()
    operations = window.operations
    cloud = Variation(choices={"Your cloud provider": 1})
    for variation in (cloud, Variation(start="entry-software-developer", hours=6.0)):
        operations.add_column(variation)
    while operations.columns.busy:
        app.processEvents()
    _settle(app, window)


def _dialog(app, window, arguments):  # type: ignore[no-untyped-def]
    """What is drawn: a dialog where one is asked for, else the window."""
    shown = window
    if arguments.view in ("presenter", "speaker"):
        shown = _presented(app, window, arguments)  # type: ignore[no-untyped-call]
    if arguments.view == "first-steps":
        from ui.dialogs.first_steps import FirstSteps

        shown = FirstSteps(window.session.document, window)
        shown.show()
        for _page in range(arguments.page):
            shown.forward()
        _settle(app, window, shown)
    if arguments.view == "done":
        shown = _done_dialog(window)  # type: ignore[no-untyped-call]
    if arguments.view == "study-log":
        from ui.dialogs.study_log import StudyLog

        operations = window.operations
        shown = StudyLog(window.session, operations._study_items(None), operations.log, operations.run, window)
        shown.show()
        app.processEvents()
    if arguments.view == "other-plans":
        from ui.dialogs.other_plans import OtherPlansDialog

        shown = OtherPlansDialog(window.session.document, window.answer.plan, window)
        shown.show()
        _settle(app, window, shown)
        if arguments.page:
            shown.compare()
        _settle(app, window, shown)
    return shown


def _live(app, window, begin: date) -> None:  # type: ignore[no-untyped-def]
    """Some weeks of somebody who learns: steps done, one in progress, a log, a milestone."""
    from planner.app import commands, progress

    session, run = window.session, window.session.run
    first = [item for item in window.answer.plan.items if item.hours and not item.months][:5]
    session.amend(commands.set_today, begin + timedelta(days=65))
    day = begin
    for place, item in enumerate(first[:4]):
        day = begin + timedelta(days=14 * (place + 1))
        run("log", progress.study, item.id, day - timedelta(days=2), 120, "")
        run("done", progress.finish, item.id, day, item.hours * (1.3, 1.1, 0.9, 1.2)[place])
    run("log", progress.study, first[4].id, begin + timedelta(days=63), 75, "")
    run("log", progress.study, first[4].id, begin + timedelta(days=64), 110, "")
    _settle(app, window)
    window.actions_table["page_today"].trigger()
    _settle(app, window)


def _presented(app, window, arguments):  # type: ignore[no-untyped-def]
    """The screen of the audience, or the window of the speaker, at the slide of the number `page`."""
    from PySide6.QtCore import Qt

    window.actions_table["present"].trigger()
    talk = window.operations.talk
    while talk.busy:
        _settle(app, window)
    talk.go(arguments.page or 3)
    if arguments.view == "speaker":
        talk.desk.show()
        talk.desk.notes.setPlainText(_("Ask what they did with data last week."))
        app.processEvents()
        return talk.desk
    talk.screen.setWindowState(Qt.WindowState.WindowNoState)
    talk.screen.resize(window.size())
    app.processEvents()
    return talk.screen


def _clients(app, window, begin: date) -> None:  # type: ignore[no-untyped-def]
    """Some clients of a coach, with names that nobody has; dates count from today, on which somebody is late or not."""
    from planner.app import commands, progress, queries
    from planner.app.on_disk import free_file
    from planner.app.workspace import Workspace

    folder, today = window.operations.folder_of_clients, date.today()
    document = window.session.document
    for name, start, weeks, done, deadline in (
        ("Ana Kralj", "data-analyst", 20, 6, None),
        ("Ben Okoro", "software-developer", 30, 4, None),
        ("Cem Aksoy", "data-analyst", 0, -1, None),
        ("Dora Lindqvist", "data-analyst", 2, 1, today + timedelta(days=3000)),
        ("Emil Novák", "", 9, 2, None),
    ):
        first = today - timedelta(days=7 * weeks)
        one = commands.set_today(commands.set_begin(commands.set_name(document, name), first), first)
        if start:
            one = commands.set_start(one, start)
        one = commands.set_deadline(one, deadline)
        plan = None if done < 0 else queries.plan(one)
        for item in [item for item in plan.items if item.hours][:done] if plan else ():
            one = progress.finish(one, item.id, first)
        workspace = Workspace()
        workspace.save_as(free_file(folder, name), one, plan)
        workspace.close()
    window.actions_table["page_clients"].trigger()
    _settle(app, window)


def _done_dialog(window):  # type: ignore[no-untyped-def]
    from planner.app import progress
    from planner.app.today import day_of
    from ui.dialogs.done import DoneDialog

    document = window.session.document
    item = next(iter(reversed(document.record.items())))
    record = progress.item_record(document, item)
    dialog = DoneDialog(document.curriculum.by_id[item], record, day_of(document), 0.2, window)
    dialog.show()
    return dialog


def _settle(app, window, dialog=None) -> None:  # type: ignore[no-untyped-def]
    """Let everything that was asked for be computed and painted."""
    from PySide6.QtCore import QThreadPool

    for _round in range(5):
        QThreadPool.globalInstance().waitForDone()
        app.processEvents()
        busy = window.feed.busy or window.whatif.busy or window.today_feed.busy
        clients = window.operations.clients
        if clients is not None:
            clients.reader.wait()
        if not busy and (dialog is None or not dialog.busy):
            for _pass in range(4):  # one lays out, the next paints
                app.processEvents()
            return


if __name__ == "__main__":
    sys.exit(main())
