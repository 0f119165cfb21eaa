"""A window over the built-in curriculum, with answers kept in a folder of the test."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from planner import i18n
from planner.app import commands, queries, whatif
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui import announce, dates
from ui.main_window import MainWindow


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def english():
    """Numbers and dates as the tests write them, whatever the machine speaks."""
    dates.use_language("en_US")
    yield
    dates.use_language("en_US")


@pytest.fixture(scope="session")
def analyst():
    """A data analyst who wants to become an architect; planned once for all tests."""
    return commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """The dialogs of a window go with it: pytest-qt would close those, too, that are over and have been thrown away."""
    kept = getattr(item, "qt_widgets", [])
    kept[:] = [one for one in kept if one[0]() is None or (isValid(one[0]()) and one[0]().parentWidget() is None)]
    result = yield
    # Without an event loop nobody else does it: every window would stay, and be dressed by every later test.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return result


@pytest.fixture(scope="session")
def planned_once(analyst):
    """What `queries.plan_and_forecast` says of the analyst."""
    return queries.plan_and_forecast(analyst)


@pytest.fixture(scope="session")
def seen_once(analyst, planned_once):
    """Maps and prices of the analyst's plan, which are the same in every window: worked out once for all tests."""
    draw, price = queries.draw, whatif.option_prices
    maps: dict[tuple[object, ...], tuple[object, ...]] = {}
    prices: dict[str, object] = {}

    def ours(document, plan) -> bool:
        return document is analyst and plan is planned_once.plan

    def drawn(document, plan, sight=None, before=None, enough=None, beside=None):
        if not ours(document, plan) or enough or beside:
            return draw(document, plan, sight, before, enough, beside)
        key = i18n.looked_up("Plan"), repr(sight), id(before)
        if key not in maps:
            maps[key] = draw(document, plan, sight, before), before  # as long as it is here, its id is its own
        return maps[key][0]

    def priced(document, plan, stale=lambda: False):
        if not ours(document, plan):
            return price(document, plan, stale)
        spoken = i18n.looked_up("Plan")
        if spoken not in prices:
            found = price(document, plan, stale)
            if stale():
                return found
            prices[spoken] = found
        return prices[spoken]

    return drawn, priced


@pytest.fixture
def curious():
    """Asked for by tests of what would change: windows then also look around after every plan.

    Others do without, as dozens of plans for every window would take most of the time of all tests.
    """


@pytest.fixture
def board(qtbot, data_folder, analyst, planned_once, seen_once, monkeypatch, request):
    """The window as it opens: a long path as a board of its stages."""
    real = queries.plan_and_forecast

    def known(document, *rest, **more):
        return planned_once if document is analyst else real(document, *rest, **more)

    monkeypatch.setattr(queries, "plan_and_forecast", known)
    monkeypatch.setattr(queries, "draw", seen_once[0])
    monkeypatch.setattr(whatif, "option_prices", seen_once[1])
    shown = MainWindow(Session(analyst), Workspace(), Settings(theme="light", reduced_motion=True))
    if "curious" not in request.fixturenames:
        monkeypatch.setattr(shown.whatif, "look_around", lambda *_answer: None)
        monkeypatch.setattr(shown.whatif, "weigh", lambda _answer, _item: None)
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.feed.plan_changed, timeout=20_000):
        shown.feed.refresh()
    yield shown
    QApplication.processEvents()


@pytest.fixture
def drawn(qtbot):
    """Run something and wait until the map has followed."""

    def run(window: MainWindow, act) -> None:
        with qtbot.waitSignal(window.feed.drawn, timeout=20_000):
            act()

    return run


@pytest.fixture
def window(board, drawn):
    """The window with every step of the path on the map."""
    drawn(board, board.actions_table["stages"].trigger)
    return board


@pytest.fixture
def planned(qtbot):
    """Run something and wait until the plan has followed."""

    def run(window: MainWindow, act) -> None:
        with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
            act()

    return run


@pytest.fixture
def heard(monkeypatch):
    """Assistive programs are there, and this is what they are told: (event, name of the thing)."""
    told: list[tuple[str, str]] = []

    def note(event) -> None:
        told.append((event.type().name, event.accessibleInterface().text(QAccessible.Text.Name)))

    monkeypatch.setattr(announce, "send", note)
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield told
    QAccessible.setActive(before)
