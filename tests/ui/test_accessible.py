"""What somebody hears of the map who does not see it."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import weakref
from datetime import date

import accessible
import bus
import pytest
from every_dialog import every_dialog
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import Shiboken

from planner.app import commands, queries
from planner.app.map import kind_words, mark_words
from planner.settings import Settings
from ui import dates
from ui.canvas import words
from ui.canvas.nodes import open_choices
from ui.canvas.view import MapView


def links(description: str, word: str) -> list[str]:
    found = re.search(rf"{word}: (.*?)(?:\. (?:Needs|Unlocks):|$)", description)
    return found[1].split("; ") if found else []


def test_every_box_is_found_with_its_facts(window):
    picture = window.view.picture
    found = accessible.items(window, "Map of your path")
    assert len(found) == len(picture.boxes) == 137
    for item, node in picture.nodes.items():
        one = found[node.title]
        said = accessible.facts(one)
        assert one.role() == QAccessible.Role.ListItem
        assert said.startswith(kind_words(node.kind))
        assert (mark_words(node.mark) in said) or item == picture.start
        if node.hours and not node.months:
            assert dates.hours(node.hours) in said
        if node.months:
            assert f"{node.months:g} months" in said
        if node.finish:
            assert dates.month(node.finish) in said
        for word, ids in (("Needs", picture.needs.get(item, ())), ("Unlocks", picture.unlocks.get(item, ()))):
            titles = [picture.nodes[one].title for one in ids]
            spoken = links(said, word)
            assert spoken[:12] == titles[:12]
            assert len(spoken) == min(len(titles), 13)
    # The same against the plan itself, not against the map.
    title_of = {item.id: item.title for item in window.answer.plan.items}
    for item in window.answer.plan.items:
        needed = {title_of[one] for one in item.needs if one in title_of}
        spoken = links(accessible.facts(found[item.title]), "Needs")
        assert set(spoken) == needed if len(needed) <= 12 else len(spoken) == 13
        for before in needed:
            unlocked = links(accessible.facts(found[before]), "Unlocks")
            assert item.title in unlocked or len(unlocked) == 13
    # The plan beside the map says the same as text.
    model = window.plan_list._model
    for row, item in enumerate(window.answer.plan.items):
        index, node = model.index(row), picture.nodes[item.id]
        text = index.data(Qt.ItemDataRole.AccessibleTextRole)
        more = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert text.startswith(item.title)
        assert mark_words(node.mark) in text
        assert (dates.hours(node.hours) if node.hours and not node.months else "") in text
        assert more.startswith(kind_words(node.kind))
        said = accessible.facts(found[item.title])
        assert [links(more, word) for word in ("Needs", "Unlocks")] == [links(said, w) for w in ("Needs", "Unlocks")]
    # Read stage by stage and lane by lane.
    of_title = {picture.nodes[item].title: item for item in picture.boxes}
    order = [of_title[title] for title in found]
    lanes = [band.key for band in picture.lanes]
    places = [(picture.nodes[item].era, lanes.index(picture.nodes[item].lane)) for item in order]
    assert places == sorted(places)


def test_the_board_tells_of_its_modules(board):
    picture = board.view.picture
    found = accessible.items(board, "Map of your path")
    assert len(found) == len(picture.modules)
    for module in picture.modules.values():
        title = f"{module.title}, until “{picture.eras[module.era].title}”"
        said = accessible.facts(found[title])
        count = len(module.items)
        assert said.startswith(f"{count} step")
        assert picture.nodes[module.items[0]].title in said
        assert found[title].state().collapsed


def test_items_lie_where_they_are_painted_and_follow_the_selection(window, qtbot):
    window.view.go_to("kubernetes")
    titles = {window.view.picture.nodes[item].title: item for item in window.view.picture.boxes}
    root = QAccessible.queryAccessibleInterface(window.view)
    seen = window.view.viewport().rect()
    for title, one in accessible.items(window, "Map of your path").items():
        painted = window.view.mapFromScene(window.view.item.rects[titles[title]]).boundingRect()
        assert bool(one.state().offscreen) != painted.intersects(seen)
        assert one.rect().topLeft() == window.view.viewport().mapToGlobal(painted.topLeft())
        if seen.contains(painted):
            middle = one.rect().center()
            assert accessible.name(root.childAt(middle.x(), middle.y())) == title
    assert root.childAt(-5000, -5000) is None
    window.view.setFocus()
    qtbot.waitUntil(window.view.hasFocus, timeout=20_000)
    window.select("kubernetes")
    found = accessible.items(window, "Map of your path")
    chosen = [title for title, one in found.items() if one.state().selected]
    assert chosen == ["Kubernetes"]
    assert all(one.state().focusable and one.state().selectable for one in found.values())
    assert [title for title, one in found.items() if one.state().focused] == ["Kubernetes"]
    assert accessible.name(root.focusChild()) == "Kubernetes"
    assert [accessible.name(one) for one in root.selectionInterface().selectedItems()] == ["Kubernetes"]
    assert root.indexOfChild(found["Kubernetes"]) == list(found).index("Kubernetes")
    asked = []
    window.view.asked.disconnect()
    window.view.asked.connect(lambda item, _place: asked.append(item))
    actions = found["Machine learning fundamentals"].actionInterface()
    actions.doAction(actions.showMenuAction())
    QApplication.processEvents()
    assert asked == ["ml-fundamentals"]


def test_pressing_an_item_selects_it_and_pressing_a_module_opens_it(board, drawn):
    found = accessible.items(board, "Map of your path")
    module = next(iter(board.view.picture.modules.values()))
    box = board.view.boxes.entry(module.id)
    drawn(board, lambda: box.actionInterface().doAction(box.actionInterface().pressAction()))
    assert module.items[0] in board.view.picture.boxes
    title = board.view.picture.nodes[module.items[0]].title
    found = accessible.items(board, "Map of your path")
    actions = found[title].actionInterface()
    actions.doAction(actions.actionNames()[0])
    QApplication.processEvents()
    assert board.selected == module.items[0]


def test_walking_with_the_keyboard_is_told(window, qtbot, heard):
    QAccessible.setActive(False)
    window.view.setFocus()
    qtbot.waitUntil(window.view.hasFocus, timeout=20_000)
    qtbot.keyClick(window.view, Qt.Key.Key_End)
    assert heard == []
    assert window.view.boxes.made == 0  # nothing is made while nobody listens
    QAccessible.setActive(True)
    titles = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right):
        heard.clear()
        qtbot.keyClick(window.view, key)
        titles.append(window.view.picture.nodes[window.selected].title)
        assert heard[-2:] == [("Selection", titles[-1]), ("Focus", titles[-1])]
    assert ("StateChanged", titles[-2]) in heard  # it is selected no more
    heard.clear()
    window.search.setFocus()
    window.view.setFocus()
    qtbot.waitUntil(lambda: ("Focus", titles[-1]) in heard, timeout=20_000)
    assert window.view.boxes.made <= 4  # nobody has asked for more
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert heard[-1] == ("Focus", window.view.accessibleName())


def test_a_changed_plan_is_told_and_what_is_gone_is_forgotten(window, planned, heard):
    before = accessible.items(window, "Map of your path")
    gone = before["Kubernetes"]
    window.select("kubernetes")
    planned(window, window.actions_table["known"].trigger)
    now = accessible.items(window, "Map of your path")
    assert "Kubernetes" not in now
    assert len(now) == len(window.view.picture.boxes)
    assert ("ObjectReorder", window.view.accessibleName()) in heard
    assert window.view.boxes.made == len(now)
    assert all(accessible.facts(one) for one in now.values())
    assert not Shiboken.isValid(gone)
    assert all(now[title] is one for title, one in before.items() if title in now)  # a reader keeps its place


def test_thousands_of_boxes_come_and_go(window, heard):
    """Neither a crash nor a leak: what Python and Qt keep of a box goes with it."""
    boxes = window.view.boxes
    references = []
    for _round in range(25):
        for item in boxes.order:
            one = boxes.entry(item)
            QAccessible.uniqueId(one)
            references.append(weakref.ref(one))
            del one
        QAccessible.setActive(False)
        boxes.renew()
        QAccessible.setActive(True)
        assert boxes.made == 0
    gc.collect()
    assert len(references) > 3000
    assert not any(reference() for reference in references)
    assert len(accessible.items(window, "Map of your path")) == 137


def test_a_view_that_is_gone_takes_its_list_along(window):
    view = MapView(window.theme, lambda _item: ())
    view.show_map(window.answer.picture)
    root = QAccessible.queryAccessibleInterface(view)
    children = [root.child(number) for number in range(5)]
    Shiboken.delete(view)
    assert not Shiboken.isValid(root)
    assert not any(Shiboken.isValid(one) for one in children)


def _reader() -> list[str] | None:
    """The command that runs a program with a display and a bus of its own, in a Python that can read the bus."""
    needed = [shutil.which(name) for name in ("xvfb-run", "dbus-run-session")]
    if sys.platform != "linux" or not all(needed) or not any(launcher.exists() for launcher in bus.LAUNCHERS):
        return None
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    for python in ("/usr/bin/python3", shutil.which("python3")):
        if python and subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode == 0:
            return [str(needed[0]), "-a", str(needed[1]), "--", python, bus.__file__]
    return None


@pytest.mark.bus
@pytest.mark.skipif(_reader() is None, reason="no reader for the accessibility bus: xvfb, dbus, at-spi2-core, gi")
def test_another_program_reads_every_box_and_presses_them(tmp_path):
    """Over AT-SPI, as Orca does. The same plan is made here, to compare."""
    opening = "from ui.app import main; main('ml-architect')"
    environment = {**os.environ, "TRAILMARK_DATA": str(tmp_path), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    command = [*(_reader() or ()), sys.executable, "-c", opening]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=200)
    assert ran.returncode == 0, ran.stderr
    closed, opened = (json.loads(line) for line in ran.stdout.splitlines() if line.startswith("["))
    new = queries.new_document(queries.load(), date.today())
    document = commands.set_start(new, "entry-data-analyst")
    picture = queries.draw(document, queries.plan(document))
    assert all(item["role"] == "list item" and "collapsed" in item["states"] for item in closed)
    assert "focusable" in opened[0]["states"]
    assert opened[0]["actions"][:2] == ["Press", "SetFocus"]
    said = {item["name"]: item["description"] for item in opened}
    assert said.keys() == {node.title for node in picture.nodes.values()}
    for item in picture.nodes:
        assert said[picture.nodes[item].title] == words.described(picture, item)


# -- looks and keys for those who need them


def test_every_look_is_chosen_in_the_menu_and_kept(board):
    table = board.actions_table
    for name in ("dark", "contrast", "contrast-dark", "light"):
        table[f"look_{name.replace('-', '_')}"].trigger()
        assert board.theme.name == name
        assert board.workspace.settings().theme == name
        checked = [row for row in table.rows if row.startswith("look_") and table[row].isChecked()]
        assert checked == [f"look_{name.replace('-', '_')}"]
    table["look_contrast"].trigger()
    table["theme"].trigger()
    assert board.theme.name == "contrast-dark"  # light or dark: still in high contrast
    table["look_system"].trigger()
    assert board.settings.theme == "system"
    menus = [action.menu() for menu in board.menuBar().actions() for action in menu.menu().actions() if action.menu()]
    (looks,) = [menu for menu in menus if menu.title() == "Look"]
    assert [action.text() for action in looks.actions()].count("High contrast") == 1


def test_the_look_of_the_desktop_is_followed_while_the_window_is_open(board, monkeypatch):
    board.apply_settings(Settings(theme="system", reduced_motion=True))
    monkeypatch.setattr("ui.theme.theme.follow_system", lambda: "contrast")
    board.system_look.changed.emit()
    assert board.theme.name == "contrast"
    board.apply_settings(Settings(theme="dark", reduced_motion=True))
    board.system_look.changed.emit()
    assert board.theme.name == "dark"


def test_without_moving_pictures_the_map_is_where_it_goes_at_once(window):
    table, camera = window.actions_table, window.view.camera
    table["still"].trigger()
    assert not table["still"].isChecked()
    window.view.go_to_start()
    window.view.go_to("role-ml-architect")
    assert camera.flying
    camera.stop()
    window.view.go_to_start()
    table["still"].trigger()
    window.view.go_to("role-ml-architect")
    assert not camera.flying
    assert window.workspace.settings().reduced_motion is True
    assert (
        window.view.viewport()
        .rect()
        .contains(window.view.mapFromScene(window.view.item.rects["role-ml-architect"].center()))
    )


def test_choices_of_an_item_are_reached_by_key(window, qtbot):
    table = window.actions_table
    open_ones = [node.id for node in window.view.picture.nodes.values() if open_choices(node)]
    assert open_ones
    for node in window.view.picture.nodes.values():
        window.select(node.id)
        assert table["choices"].isEnabled() == (node.id in open_ones)
    window.select(open_ones[0])
    assert table["choices"] in table.item_menu(window).actions()
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_C)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    options = [option for choice in open_choices(window.view.item.node(open_ones[0])) for option in choice.options]
    shown = [action.text().replace("&&", "&") for action in menu.actions()]
    assert all(any(text.startswith(option) for text in shown) for option in options)
    menu.close()


def test_messages_are_said_where_they_cannot_be_seen(board, heard):
    board.tell("Everything is kept.")
    assert ("Announcement", "Everything is kept.") in heard


def test_everything_that_takes_the_keyboard_in_a_dialog_has_a_name(window, qtbot):
    window.actions_table["filters"].trigger()
    nameless = []
    for dialog in (window, *every_dialog(window)):
        qtbot.addWidget(dialog)
        dialog.show()
        for widget in dialog.findChildren(QWidget):
            # Such as the line of a spin box and the list of a combo box: Qt speaks for them.
            internal = widget.objectName().startswith("qt_") or type(widget.parent()) is QFrame
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(dialog) and not internal:
                found = QAccessible.queryAccessibleInterface(widget)
                if not accessible.name(found):
                    nameless.append(f"{type(widget).__name__} in {type(dialog).__name__}")
    assert nameless == []
    QThreadPool.globalInstance().waitForDone()
