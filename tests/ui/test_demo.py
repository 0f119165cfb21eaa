"""A coach's demonstration from end to end: open a client, compare two starts, ask what if, present, hand out.

The window is used as a coach uses it, with privacy mode on; at every station nothing names the other client. A picture
of every station is left in the folder of the test (`pytest --basetemp` says where).
"""

from __future__ import annotations

import html
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from said import everything
from tagged_pdf import TaggedPdf

from planner.app import commands, progress, queries
from planner.app.presentation import Sort, spoken
from planner.app.variants import Planned, Variation
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui.app import build
from ui.dialogs.handout import HandoutDialog
from ui.fields import Settle

TODAY = date.today()
OTHER = "Barnabas Yew"
HANDED_OUT = {"html": ".html", "ics": ".ics", "pdf": ".pdf", "markdown": ".md"}
STATIONS = ("start", "clients", "plan", "compare", "what-if", "present", "speaker", "handout", "done")


@pytest.fixture
def folder(tmp_path, data_folder) -> Path:
    """Two clients of a coach who begins with privacy mode on."""
    place: Path = tmp_path / "clients"
    place.mkdir()
    fresh = commands.set_begin(queries.new_document(queries.load(), TODAY), TODAY - timedelta(days=30))
    for name, start in (("Ana Kralj", "data-analyst"), (OTHER, "software-developer")):
        one = commands.set_start(commands.set_name(fresh, name), start)
        one = progress.finish(one, "programming-fundamentals", TODAY - timedelta(days=3))
        plan = None if name == OTHER else queries.plan(one)
        workspace = Workspace()
        assert not workspace.save_as(place / f"{name.split()[0].lower()}.trailmark", one, plan).failed
        workspace.close()
    settings = Settings(theme="light", reduced_motion=True, clients_folder=str(place), privacy=True, start_page="last")
    assert Workspace().save_settings(settings) is None
    return place


def spoken_pdf(content: bytes) -> bytes:
    """What can be read in it: somewhere in two megabytes of packed pictures any three letters may stand."""
    read = TaggedPdf(content)
    return f"{read.document.whole} {read.reader.metadata}".encode()


def test_open_compare_what_if_present_hand_out(qtbot, folder, tmp_path, planned, monkeypatch) -> None:
    stations: list[str] = []

    def station(name: str, shown: QWidget) -> None:
        """Nobody else is named, and there is a picture of it."""
        stations.append(name)
        text = everything(shown).casefold()
        assert not [word for word in OTHER.split() if word.casefold() in text], name
        QApplication.processEvents()
        assert shown.grab().save(str(tmp_path / f"{len(stations)}-{name}.png"))

    # The program opens nobody by itself.
    _app, window, _is_new = build()
    qtbot.addWidget(window, before_close_func=lambda one: one.workspace.close())
    window.resize(1280, 800)
    window.show()
    planned(window, window.feed.refresh)
    operations = window.operations
    assert window.workspace.path is None
    station("start", window)

    # Open the client: Ctrl+5, Enter.
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    page = operations.clients
    qtbot.waitUntil(lambda: len(page.model.clients) == 2, timeout=10_000)
    station("clients", window)
    page.table.choose(str(folder / "ana.trailmark"))
    planned(window, lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return))
    own = window.session.document
    assert own.name == "Ana Kralj"
    assert "Ana Kralj" in window.windowTitle()
    window.autosave.flush()
    file = (folder / "ana.trailmark").read_bytes()
    station("plan", window)

    # Compare two starts: the analyst against the developer.
    window.actions_table["page_compare"].trigger()
    operations.add_column(Variation(start="entry-software-developer"))
    qtbot.waitUntil(lambda: not operations.columns.busy and not window.feed.busy, timeout=60_000)
    one, two = (operations.columns.answer(at) for at in (0, 1))
    assert isinstance(one, Planned)
    assert isinstance(two, Planned)
    assert one.plan.totals.hours != two.plan.totals.hours
    side_by_side = operations.columns.side_by_side(private=True)
    assert side_by_side is not None
    station("compare", window)

    # What if: twelve hours a week; Esc brings everything back.
    window.actions_table["page_map"].trigger()
    for settle in window.you.findChildren(Settle):
        settle._timer.setInterval(600_000)
    planned(window, window.actions_table["what_if"].trigger)
    with qtbot.waitSignal(window.live.seen, timeout=20_000):
        window.you.time.slider.setValue(12)
    assert "12" in str(window.you.time.hours.value())
    assert "earlier" in operations.trial_bar.words.text()
    station("what-if", window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.feed.busy, timeout=20_000)
    assert window.session.document == own

    # Present: F5, a clicker to the end, black screen, Esc.
    qtbot.keyClick(window, Qt.Key.Key_F5)
    talk = operations.talk
    qtbot.waitUntil(lambda: len(talk.story.slides) > 1, timeout=20_000)
    seen = [talk.show_of.slide.sort]
    for _slide in talk.story.slides[1:]:
        qtbot.keyClick(talk.screen, Qt.Key.Key_PageDown)
        seen.append(talk.show_of.slide.sort)
        assert OTHER.split(maxsplit=1)[0] not in spoken(talk.show_of.slide)
    assert seen.count(Sort.STEP) == len(window.answer.plan.items)
    assert (seen[0], seen[-1]) == (Sort.TITLE, Sort.END)
    qtbot.keyClick(talk.screen, Qt.Key.Key_1)
    station("present", talk.screen)
    talk.desk.show()
    station("speaker", talk.desk)
    qtbot.keyClick(talk.screen, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: operations.talk is None, timeout=20_000)

    # Nothing of all that has changed the client.
    window.autosave.flush()
    assert (folder / "ana.trailmark").read_bytes() == file

    # Hand out: everything in one go, into a folder.
    out = tmp_path / "handout"
    out.mkdir()

    def accept(dialog: HandoutDialog) -> int:
        for kind, box in dialog.boxes.items():
            box.setChecked(kind in HANDED_OUT)
        dialog.coach_field.setText("Maria Moss")
        dialog.name_box.setChecked(True)
        dialog.show()
        station("handout", dialog)
        dialog.hide()
        return 1

    monkeypatch.setattr(HandoutDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest: str(out))
    action = window.actions_table["handout"]
    action.trigger()
    qtbot.waitUntil(action.isEnabled, timeout=60_000)
    station("done", window)
    files = {path.suffix: path.read_bytes() for path in out.iterdir()}
    assert set(files) == set(HANDED_OUT.values())
    assert all(path.name.startswith("ana-kralj") for path in out.iterdir())
    page = files[".html"].decode()
    assert all(html.escape(item.title, quote=False) in page for item in window.answer.plan.items)
    assert "Ana Kralj" in page
    assert "Maria Moss" in page
    assert files[".pdf"].startswith(b"%PDF")
    assert files[".ics"].count(b"BEGIN:VEVENT") > 10
    files[".pdf"] = spoken_pdf(files[".pdf"])
    assert b"Ana Kralj" in files[".pdf"]
    assert not any(word.encode() in content for word in OTHER.split() for content in files.values())
    assert stations == list(STATIONS)
    window.close()
    QThreadPool.globalInstance().waitForDone()
