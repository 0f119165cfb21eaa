"""The editor of curricula in the window: what an author does on the page, and what comes of it."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QThreadPool
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox, QPlainTextEdit, QPushButton

from planner.app import author, commands, queries
from planner.app.author import DraftFile
from planner.app.author.records import KINDS, Records
from planner.app.author_start import begun
from planner.app.requirement_tree import Form
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.depth import Level
from planner.model.estimate import ThreePoint
from planner.model.requirement import All, AnyOf, AtLeast
from planner.settings import Settings
from planner.storage.curricula import builtin_folder
from planner.storage.curriculum_file import Journal
from ui import dates
from ui.author.form import Form as EditorForm
from ui.author.form_fields import fields_of, section_of
from ui.dialogs.about_curriculum import AboutCurriculum
from ui.dialogs.domains import DomainsDialog
from ui.dialogs.library_news import NewsDialog
from ui.dialogs.merge_file import MergeFile
from ui.dialogs.merge_items import MergeItems
from ui.dialogs.new_curriculum import NewCurriculum
from ui.dialogs.new_item import NewItem
from ui.dialogs.pick_item import PickItem
from ui.dialogs.record import RecordDialog
from ui.dialogs.records import RecordsDialog
from ui.dialogs.replace_text import ReplaceText
from ui.dialogs.resource import ResourceDialog
from ui.dialogs.source import SourceDialog
from ui.dialogs.split_item import SplitItem
from ui.main_window import MainWindow
from ui.plain import PlainLabel
from ui.theme.theme import load


def settle() -> None:
    for _round in range(4):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window for all tests, over the bakery: what each of them edits is a draft of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAILMARK_DATA", str(tmp_path_factory.mktemp("data")))
        dates.use_language("en_US")
        document = queries.new_document(queries.load("bakery-apprenticeship"), date(2027, 1, 4))
        workspace = Workspace("bakery-apprenticeship")
        window = MainWindow(Session(document), workspace, Settings(theme="light", reduced_motion=True))
        patch.setattr(window.whatif, "look_around", lambda *_answer: None)
        window.resize(1400, 900)
        window.show()
        window.feed.refresh()
        settle()
        yield window
        if window.operations.desk is not None:
            window.operations.desk.forget_changes()
        window.close()
        settle()


@pytest.fixture
def edit(shared, qtbot):
    """Lay a draft on the desk; returns the operations."""

    def begin(draft=None):
        operations = shared.operations
        # Nothing is left of the test before, whichever that was: a dialog that took the keyboard, a finding, a search.
        shared.activateWindow()
        qtbot.waitUntil(shared.isActiveWindow, timeout=20_000)
        if operations.editor is not None:
            operations.editor.items.search.clear()
            operations.editor.problems.show_findings([])
        if operations.desk is not None:
            operations.desk.forget_changes()
        draft = draft or author.open("bakery-apprenticeship")
        file = DraftFile()
        file.begin(draft)
        operations.put_draft(draft, file)
        operations.picked = ()
        operations.page_edit()
        operations.pick_items([])
        settle()
        return operations

    return begin


@pytest.fixture
def small():
    """Three items: a, b that needs a, and c alone."""
    draft = begun("Small", domain="Things")
    for title in ("Apple", "Bread", "Cake"):
        draft = author.add_item(draft, title, item=title[0].lower(), domain="things")
    return author.connect(draft, "a", "b", "Apples come first.")


def node(operations, item):
    return operations.draft.merged.by_id[item]


# -- the page


def test_the_page_shows_the_curriculum_of_the_plan_as_a_copy(edit, shared):
    operations = edit()
    page = operations.editor
    assert shared.pages.shown == "edit"
    assert shared.actions_table["page_edit"].isChecked()
    assert len(page.items.model.rows) == len(operations.draft.merged.nodes)
    assert page.view.picture.boxes.keys() == operations.draft.merged.by_id.keys()
    assert "Bakery apprenticeship" in page.title.text()
    assert not shared.you.isVisible()
    operations.show_page("map")
    assert shared.you.isVisible()


LIBRARY = '{"id": "library", "title": "Library", "nodes": [%s]}'
DOUGH = '{"id": "dough", "title": "Dough", "kind": "skill", "domain": "baking", "hours": [%s], "note": "Slowly."}'


@pytest.fixture
def on_library(tmp_path):
    """A curriculum that says something else about an item of a library, which has changed since."""
    place = tmp_path / "mine.json"
    goal = {"id": "goal", "title": "Goal", "kind": "role", "domain": "baking", "requires": "dough"}
    mine = {"id": "mine", "title": "Mine", "target": "goal", "uses": ["library"], "nodes": [goal]}
    (tmp_path / "library.json").write_text(LIBRARY % DOUGH % "6, 12, 20", encoding="utf-8")
    place.write_text(json.dumps(mine), encoding="utf-8")
    draft = author.mark_seen(author.set_fields(author.open(place), ["dough"], hours="4 / 8 / 12"))
    place.write_bytes(draft.content)
    (tmp_path / "library.json").write_text(LIBRARY % DOUGH % "5, 10, 15", encoding="utf-8")
    return author.open(place)


def test_an_item_of_the_library_can_be_different_here_but_stays_what_it_is(edit, on_library):
    operations = edit(on_library)
    operations.pick_items(["dough"])
    form = operations.editor.form
    assert "8 h (4 to 12) here; the library says 10 h (5 to 15)." in form.notice.text()
    assert not form.fields["note"].edit.isReadOnly()
    assert form.fields["title"].edit.isReadOnly()
    form.fields["note"].committed.emit("note", "Quickly.")
    assert node(operations, "dough").note == "Quickly."
    assert [one.note for one in operations.draft.curriculum.overrides] == ["Quickly."]
    form.fields["difference"].committed.emit("difference", "Bread only.")
    assert [one.reason for one in operations.draft.curriculum.overrides] == ["Bread only."]
    assert "Why: Bread only." in form.notice.text()
    assert form.fields["difference"].value() == "Bread only."
    form.back.click()
    assert form.fields["difference"].isHidden()
    assert operations.draft.curriculum.overrides == ()
    assert node(operations, "dough").hours.likely == 10
    operations.undo()
    assert node(operations, "dough").hours.likely == 8


def test_what_is_new_in_the_library_is_told_and_decided_field_by_field(edit, on_library, shared, monkeypatch):
    operations = edit(on_library)
    assert "The library has changed 1 item" in shared.banner.words.text()

    def decide(choice):
        def exec(dialog: NewsDialog) -> int:
            table = dialog.table
            rows = [[table.text(row, column) for column in range(4)] for row in range(table.rowCount())]
            assert rows[1] == ["Hours", "8 h (4 to 12)", "12 h (6 to 20)", "10 h (5 to 15)"]
            assert dialog.buttons[choice].isEnabled()
            dialog.buttons[choice].click()
            assert dialog.news.nothing
            assert not any(button.isEnabled() for button in dialog.buttons.values())
            return 0

        monkeypatch.setattr(NewsDialog, "exec", exec)
        operations.edit_news()

    for choice, hours in (("theirs", 10), ("mine", 8), ("seen", 8)):
        decide(choice)
        assert node(operations, "dough").hours.likely == hours
        assert author.library_news(operations.draft).nothing
        operations.undo()
    assert operations.draft.curriculum == on_library.curriculum


def test_ctrl_e_opens_what_is_followed_and_says_that_it_is_a_copy(shared):
    operations = shared.operations
    if operations.desk is not None:
        operations.desk.forget_changes()
    assert operations.open_draft(shared.workspace.source(shared.session.document))
    assert operations.draft.curriculum.id == "bakery-apprenticeship"
    assert operations.desk.file.path is None
    assert "copy" in shared.banner.words.text()
    assert not operations.desk.unsaved


def test_an_empty_curriculum_says_what_to_do_first(edit, monkeypatch):
    operations = edit(begun("Nothing yet"))
    assert operations.editor.is_empty

    def fill(dialog: QDialog) -> int:
        assert isinstance(dialog, NewItem)
        dialog.title.setText("Knead")
        return 1

    monkeypatch.setattr(NewItem, "exec", fill)
    operations.editor.first.click()
    settle()
    assert not operations.editor.is_empty
    assert [one.title for one in operations.draft.curriculum.nodes] == ["Knead"]
    assert operations.picked == ("knead",)
    assert operations.editor.view.picture.boxes.keys() == {"knead"}


def test_list_map_and_form_select_together(edit, small, qtbot):
    operations = edit(small)
    page = operations.editor
    page.view.choose("b")
    assert page.items.selected == ["b"]
    assert page.form.ids == ("b",)
    page.items.list.selectAll()
    assert set(page.form.ids) == {"a", "b", "c"}
    assert set(page.view.selection) == {"a", "b", "c"}
    page.items.search.setText("cak")
    assert [row.id for row in page.items.model.rows] == ["c"]
    page.items.search.clear()


# -- the form


def test_a_field_checks_while_one_types_and_counts_at_rest(edit, small):
    operations = edit(small)
    operations.pick_items(["a"])
    form = operations.editor.form
    hours = form.fields["hours"]
    hours.edits[1].setText("abc")
    hours.touched()
    assert "number" in hours.wrong.text()
    hours.flush()
    assert node(operations, "a").hours.likely == 0
    hours.edits[1].setText("12,5")
    hours.touched()
    assert hours.wrong.isHidden()
    assert node(operations, "a").hours.likely == 0  # it counts at rest only
    hours.flush()
    assert node(operations, "a").hours.likely == 12.5
    assert operations.shown_history.undo_label == "Hours of study of “Apple”"
    form.fields["id"].edit.setText("b")
    form.fields["id"].touched()
    assert "taken" in form.fields["id"].wrong.text()


def test_a_wrong_value_waits_for_its_item(edit, small):
    operations = edit(small)
    operations.pick_items(["a"])
    title = operations.editor.form.fields["title"]
    title.edit.setText("")
    title.touched()
    assert title.wrong.text()
    operations.pick_items(["c"])
    assert title.edit.text() == "Cake"
    assert not title.wrong.text()
    operations.pick_items(["a"])
    assert title.edit.text() == ""
    assert title.wrong.text()
    assert node(operations, "a").title == "Apple"


def test_several_items_change_in_one_step(edit, small):
    operations = edit(small)
    operations.pick_items(["a", "b", "c"])
    form = operations.editor.form
    assert form.fields["title"].isHidden()
    assert form.fields["basis"].edit.toPlainText() == ""
    form.fields["basis"].edit.setPlainText("a guess")
    form.flush()
    assert {one.basis for one in operations.draft.curriculum.nodes} == {"a guess"}
    operations.pick_items(["a"])
    form.fields["cost_usd"].edit.setText("20")
    form.fields["cost_usd"].touched()
    operations.pick_items(["a", "b"])
    assert node(operations, "a").cost_usd == 20
    assert form.fields["cost_usd"].edit.placeholderText() == "various"
    operations.undo()
    operations.undo()
    assert operations.draft.curriculum == small.curriculum


@pytest.fixture
def form(qtbot):
    """A form that nobody has looked at, over an item that says something everywhere."""
    shown = EditorForm(load("light"))
    qtbot.addWidget(shown)
    shown.offer({"things": "Things"}, ())
    return shown


def filled(form, section):
    return form.sections[section].column.count() > 0


def test_what_folds_is_filled_when_somebody_opens_it(form, small):
    [apple] = [one for one in author.set_fields(small, ["a"], aliases=["Pippin"]).curriculum.nodes if one.id == "a"]
    form.show_items([apple], True)
    shown = [name for name, section in form.sections.items() if section.is_open]
    assert [name for name in form.sections if filled(form, name)] == shown
    assert form.fields["title"].value() == "Apple"
    form.sections["names"].title.click()
    assert form.fields["aliases"].value() == ("Pippin",)
    assert form.fields["domain"].value() == "things"
    assert not filled(form, "counts")
    form.focus_field("grants.0")
    assert form.sections["counts"].is_open
    assert form.fields["grants"].isEnabled()


def test_every_section_holds_the_fields_that_are_looked_for_there(form):
    for section in form.sections:
        made = list(fields_of(section, load("light")))
        assert made
        assert {section_of(field.name) for field in made} == {section}
    with pytest.raises(KeyError):
        form.fields["colour"]


def test_renaming_the_id_takes_every_reference_along(edit, small):
    operations = edit(small)
    operations.pick_items(["a"])
    identity = operations.editor.form.fields["id"]
    identity.edit.setText("fruit")
    identity.touched()
    identity.flush()
    assert node(operations, "b").requires == "fruit"
    assert operations.picked == ("fruit",)
    assert operations.editor.form.ids == ("fruit",)


# -- what it needs


def test_needs_as_text_are_red_while_they_are_wrong(edit, small):
    operations = edit(small)
    operations.pick_items(["c"])
    text = operations.editor.form.needs.text
    text.edit.setText("a OR (b")
    text.touched()
    assert text.wrong.text()
    text.flush()
    assert node(operations, "c").requires is None
    text.edit.setText("a OR b")
    text.touched()
    text.flush()
    assert node(operations, "c").requires == AnyOf(any=("a", "b"))


def test_needs_as_a_tree_say_the_same_as_the_text(edit, small, monkeypatch):
    operations = edit(small)
    operations.pick_items(["c"])
    needs = operations.editor.form.needs
    needs.tree_add("a")
    needs.tree_add("b")
    assert node(operations, "c").requires == All(all=("a", "b"))
    assert needs.text.edit.text() == "a AND b"
    needs.tree.choose(())
    needs._regroup(Form.ANY)
    assert node(operations, "c").requires == AnyOf(any=("a", "b"))
    needs.choice.edit.setText("What first")
    needs.choice.touched()
    needs.choice.flush()
    needs.tree.choose(())
    needs._regroup(Form.AT_LEAST)
    needs.k.setValue(2)
    assert node(operations, "c").requires == AtLeast(k=2, of=("a", "b"), name="What first")
    needs.tree.choose((0,))
    needs._remove_chosen()
    assert node(operations, "c").requires == AtLeast(k=1, of=("b",), name="What first")
    needs.tree.choose(())
    needs._remove_chosen()
    assert node(operations, "c").requires is None


def test_a_reason_is_written_where_the_item_stands(edit, small):
    operations = edit(small)
    operations.pick_items(["b"])
    form = operations.editor.form
    form.show_part("a")
    assert form.needs.reason.edit.toPlainText() == "Apples come first."
    form.needs.reason.edit.setPlainText("Bread likes apples.")
    form.needs.reason.flush()
    assert node(operations, "b").reasons == {"a": "Bread likes apples."}
    row = form.needs.tree.row_at(())
    assert row is not None
    assert row.data(0, Qt.ItemDataRole.AccessibleDescriptionRole) == "Bread likes apples."


# -- lines on the map


def mouse(view, kind: QEvent.Type, spot: QPointF, held: bool = True) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        spot,
        view.viewport().mapToGlobal(spot.toPoint()).toPointF(),
        button,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view, item: str, to: QPointF) -> None:
    view.select(item)
    start = view.port(item)
    assert start is not None
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, start + QPointF(30, 5))
    mouse(view, QEvent.Type.MouseMove, to)
    mouse(view, QEvent.Type.MouseButtonRelease, to, held=False)
    settle()


def test_a_line_from_the_port_makes_a_prerequisite(edit, small):
    operations = edit(small)
    view = operations.editor.view
    view.fit()
    before = dict(view.item.rects)
    drag(view, "b", view.shown("c").center())
    assert node(operations, "c").requires == "b"
    assert operations.picked == ("c",)
    assert operations.editor.form.needs.reason.edit.hasFocus()
    assert operations.shown_history.undo_label == "“Bread” before “Cake”"
    moved = [item for item, box in view.item.rects.items() if item != "c" and box.topLeft() != before[item].topLeft()]
    assert moved == []  # what nothing was done to stays where it is
    operations.undo()
    assert node(operations, "c").requires is None


def test_a_line_that_is_clicked_can_be_taken_out(edit, small, qtbot):
    operations = edit(author.connect(small, "b", "c"))
    view = operations.editor.view
    view.fit()
    number = view.item.geometry.line_ends.index(("b", "c"))
    spot = view.viewportTransform().map(view.item.geometry.path(number).pointAtPercent(0.5))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(view, kind, spot, held=kind == QEvent.Type.MouseButtonPress)
    settle()
    assert operations.picked == ("c",)
    tree = operations.editor.form.needs.tree
    assert tree.currentItem().text(0) == "Bread"
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    settle()
    assert node(operations, "c").requires is None
    operations.undo()
    assert node(operations, "c").requires == "b"


def test_a_line_that_closes_a_circle_says_so_and_is_found(edit, small):
    operations = edit(small)
    view = operations.editor.view
    view.fit()
    assert operations._doubt("b", "a") == "That goes round in a circle: Apple → Bread → Apple"
    assert "itself" in operations._refused("a", "a")
    assert operations._targets("a") == {"c"}
    drag(view, "b", view.shown("a").center())
    assert node(operations, "a").requires == "b"
    found = [one.problem for one in operations._findings if "circle" in one.problem.message]
    assert found
    assert view._circling
    assert operations.editor.problems.count.text().startswith("1 error")


def test_a_line_to_empty_ground_asks_for_something_new(edit, small, monkeypatch):
    operations = edit(small)
    view = operations.editor.view
    view.fit()

    def fill(dialog: NewItem) -> int:
        dialog.title.setText("Dessert")
        return 1

    monkeypatch.setattr(NewItem, "exec", fill)
    drag(view, "c", QPointF(view.viewport().width() - 6, view.viewport().height() - 6))
    assert node(operations, "dessert").requires == "c"
    operations.undo()
    assert "dessert" not in operations.draft.merged.by_id


def test_escape_gives_a_dragged_line_up(edit, small, qtbot):
    operations = edit(small)
    view = operations.editor.view
    view.fit()
    view.select("a")
    mouse(view, QEvent.Type.MouseButtonPress, view.port("a"))
    mouse(view, QEvent.Type.MouseMove, view.shown("c").center())
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    mouse(view, QEvent.Type.MouseButtonRelease, view.shown("c").center(), held=False)
    assert operations.draft.curriculum == small.curriculum


def test_the_keyboard_can_connect_too(edit, small, monkeypatch, qtbot):
    operations = edit(small)
    operations.pick_items(["c"])
    operations.editor.items.list.setFocus()

    def take(dialog: QDialog) -> int:
        assert isinstance(dialog, PickItem)
        dialog.search("app")
        return 1

    monkeypatch.setattr(PickItem, "exec", take)
    qtbot.keyClick(operations.editor.items.list, Qt.Key.Key_L)
    assert node(operations, "c").requires == "a"


# -- the menu


def test_delete_duplicate_and_undo_act_on_the_draft(edit, small, shared, qtbot):
    operations = edit(small)
    learner = shared.session.document
    operations.pick_items(["a"])
    shared.actions_table["edit_delete"].trigger()
    assert node(operations, "b").requires is None
    assert operations.picked == ()
    assert "Delete" in shared.actions_table["undo"].text()
    shared.actions_table["undo"].trigger()
    assert operations.draft.curriculum == small.curriculum
    operations.pick_items(["a", "b"])
    shared.actions_table["edit_duplicate"].trigger()
    copies = [one for one in operations.draft.curriculum.nodes if one.id not in small.curriculum.by_id]
    assert [one.requires for one in copies] == [None, copies[0].id]
    assert set(operations.picked) == {one.id for one in copies}
    assert shared.session.document is learner
    operations.show_page("map")
    assert shared.actions_table["undo"].isEnabled() == (shared.session.undo_label is not None)


def test_actions_on_items_wait_for_a_selection(edit, small, shared):
    operations = edit(small)
    table = shared.actions_table
    assert not table["edit_delete"].isEnabled()
    operations.pick_items(["a"])
    assert table["edit_delete"].isEnabled()
    assert table["edit_rename"].isEnabled()
    operations.pick_items(["a", "b"])
    assert not table["edit_rename"].isEnabled()


def test_items_of_modules_keep_their_meaning_and_may_have_other_hours(edit):
    operations = edit(author.add_item(begun("Mine", domain="Things", uses=("core-math",)), "Own", item="own"))
    operations.pick_items(["calculus-essentials"])
    form = operations.editor.form
    assert "module" in form.notice.text()
    assert form.fields["title"].edit.isReadOnly()
    assert not form.fields["kind"].isEnabled()
    assert form.back.isHidden()
    form.fields["hours"].edits[1].setText("31")
    form.fields["hours"].edits[0].setText("30")
    form.fields["hours"].edits[2].setText("99")
    form.fields["hours"].touched()
    form.flush()
    assert node(operations, "calculus-essentials").hours.likely == 31
    assert "changed here" in form.fields["hours"].label.text()
    assert operations.draft.curriculum.overrides
    form.back.click()
    assert node(operations, "calculus-essentials").hours.likely != 31
    assert not operations.draft.curriculum.overrides
    operations.pick_items(["own"])
    assert not form.fields["title"].edit.isReadOnly()


def test_copy_and_paste_work_between_curricula(edit, small, shared, qtbot):
    operations = edit(small)
    operations.pick_items(["a", "b"])
    operations.editor.items.list.setFocus()
    qtbot.keyClick(operations.editor.items.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    operations = edit(begun("Another"))
    shared.actions_table["edit_paste"].trigger()
    assert node(operations, "b").requires == "a"
    assert set(operations.picked) == {"a", "b"}
    operations.pick_items(["b"])
    shared.actions_table["edit_cut"].trigger()
    assert "b" not in operations.draft.merged.by_id
    QApplication.clipboard().setText("no items at all")
    before = operations.draft
    shared.actions_table["edit_paste"].trigger()
    assert operations.draft is before
    assert "clipboard" in shared.notice.summary.text()


def test_merge_and_split_ask_and_take_the_lines_along(edit, small, shared, monkeypatch):
    operations = edit(author.set_fields(small, ["a", "c"], hours="10"))
    operations.pick_items(["a", "c"])
    monkeypatch.setattr(MergeItems, "exec", lambda dialog: 1)
    shared.actions_table["edit_merge"].trigger()
    assert node(operations, "a").hours.likely == 20
    assert "c" not in operations.draft.merged.by_id

    def fill(dialog: SplitItem) -> int:
        dialog.title.setText("Peel apples")
        dialog.slider.setValue(25)
        assert "15" in dialog.shares.text()
        return 1

    monkeypatch.setattr(SplitItem, "exec", fill)
    shared.actions_table["edit_split"].trigger()
    [second] = operations.picked
    assert node(operations, second).hours.likely == 5
    assert node(operations, "b").requires == second


def test_find_and_replace_lists_every_place(edit, small, shared, monkeypatch):
    operations = edit(small)

    def fill(dialog: ReplaceText) -> int:
        dialog.sought.setText("apple")
        dialog.replace.setText("pear")
        dialog.look()
        assert dialog.list.count() == 2
        assert "Apple · Title" in dialog.list.item(0).text()
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert "1 of them" in dialog.count.text()
        return 1

    monkeypatch.setattr(ReplaceText, "exec", fill)
    shared.actions_table["edit_replace"].trigger()
    assert node(operations, "a").title == "Apple"
    assert node(operations, "b").reasons == {"a": "pears come first."}


def test_subjects_and_the_whole_are_changed_in_dialogs(edit, small, shared, monkeypatch):
    operations = edit(small)

    def order(dialog: DomainsDialog) -> int:
        dialog.add()
        dialog.title.setText("Machines")
        dialog.title.textEdited.emit("Machines")
        dialog._move(-1)
        return 1

    monkeypatch.setattr(DomainsDialog, "exec", order)
    shared.actions_table["edit_domains"].trigger()
    assert [one.title for one in operations.draft.curriculum.domains] == ["Machines", "Things"]

    def tell(dialog: AboutCurriculum) -> int:
        dialog.title.setText("Smaller")
        dialog.target.setCurrentIndex(dialog.target.findData("b"))
        dialog.modules.item(0).setCheckState(Qt.CheckState.Checked)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(AboutCurriculum, "exec", tell)
    shared.actions_table["edit_about"].trigger()
    assert (operations.draft.curriculum.title, operations.draft.curriculum.target) == ("Smaller", "b")
    assert len(operations.draft.curriculum.uses) == 1
    assert operations.shown_history.undo_label == "About the curriculum"


def fill_record(monkeypatch, **values):
    """The next form of a record is filled in with these values and used; returns what it says is wrong, by field."""
    told: dict[str, str] = {}

    def exec(form: RecordDialog) -> int:
        for name, value in values.items():
            form.fields[name].put(value)
            form.fields[name].settle()
        form.accept()
        told.update({name: field.wrong.text() for name, field in form.fields.items() if field.wrong.text()})
        return form.result()

    monkeypatch.setattr(RecordDialog, "exec", exec)
    return told


def test_records_courses_and_pay_are_one_step_with_undo(edit, small, shared, monkeypatch):
    operations = edit(small)
    before = operations.draft.content

    def tell(dialog: RecordsDialog) -> int:
        exams, courses, pay = dialog.lists.values()
        for name in ("Baker's exam", "Miller's exam"):
            assert not fill_record(monkeypatch, name=name, node="b", validity_months=36)
            exams.add()
        exams.move_by(-1)
        assert exams.list.item(0).text() == "Miller's exam"
        exams.remove()
        assert not fill_record(
            monkeypatch, fee_usd="200", study_hours=ThreePoint(optimistic=5, likely=8, pessimistic=9)
        )
        exams.list.asked.emit()
        fill_record(monkeypatch, title="A week of bread", covers={"a": 0.5, "b": 0.25})
        courses.add()
        fill_record(monkeypatch, about="Baker", region="Here", statement="No growth.", amount=0.0, source="S1")
        pay.add()
        assert operations.draft.content == before  # until the dialog is left with "Use these"
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RecordsDialog, "exec", tell)
    shared.actions_table["edit_records"].trigger()
    now = operations.draft.curriculum
    [exam], [course], [claim] = now.certificates, now.courses, now.claims
    assert (exam.name, exam.node, exam.validity_months, exam.fee_usd) == ("Baker's exam", "b", 36, "200")
    assert exam.study_hours is not None
    assert exam.study_hours.likely == 8
    assert (course.id, course.covers) == ("a-week-of-bread", {"a": 0.5, "b": 0.25})
    assert (claim.about, claim.amount, claim.confidence) == ("Baker", 0.0, "low")
    assert operations.shown_history.undo_label == "Certification records, courses and pay"
    operations.undo()
    assert operations.draft.content == before


def test_a_record_with_a_wrong_value_is_told_and_not_taken(small, shared, monkeypatch):
    there = author.add_record(small, "certificates", name="Old exam", status="active")
    dialog = RecordsDialog(there, shared.theme, shared)
    exams, courses, pay = dialog.lists.values()
    told = fill_record(monkeypatch, id="old-exam", note="x" * 3000)
    exams.add()
    assert told.keys() == {"id", "name", "note"}
    assert told["id"] == "There is “old-exam” already."
    assert "at most 2000" in told["note"]
    told = fill_record(monkeypatch, title="Course", covers={"nowhere": 0.5})
    courses.add()
    assert set(told) == {"covers"}
    told = fill_record(monkeypatch, about="Baker", statement="Much.")
    pay.add()
    assert told == {"region": "The text must not be empty.", "source": "The text must not be empty."}
    assert dialog.draft is there
    form = RecordDialog(there, "claims", "", shared.theme, shared)
    for name, typed in (("amount", "much"), ("period_end", "2030.5"), ("checked", "2026-13-01")):
        form.fields[name].restore(typed)
        assert form.fields[name].wrong.text()


def test_every_field_of_a_record_can_be_filled_in(small, shared):
    files: dict[Records, str] = {"certificates": "certificates", "courses": "courses", "claims": "pay-and-outlook"}
    for kind, file in files.items():
        form = RecordDialog(small, kind, "", shared.theme, shared)
        assert form.fields.keys() == KINDS[kind][0].model_fields.keys()
        facts = author.open(builtin_folder() / "facts" / f"{file}.json")
        for one in getattr(facts.curriculum, kind)[:4]:  # what is only looked at stays as it is
            form = RecordDialog(facts, kind, one.id, shared.theme, shared)
            shown = {name: field.value() for name, field in form.fields.items()}
            assert shown == {name: getattr(one, name) for name in form.fields}
            form.accept()
            assert form.draft is facts


def test_a_long_text_of_a_record_is_seen_whole(small, shared, qtbot):
    words = "one has to sit the current exam again, or pass a higher one of the same issuer; " * 2
    there = author.add_record(small, "certificates", name="Exam", status="", renewal=words)
    form = RecordDialog(there, "certificates", "exam", shared.theme, shared)
    [edit] = form.fields["renewal"].findChildren(QPlainTextEdit)
    form.show()
    qtbot.waitUntil(lambda: edit.verticalScrollBar().maximum() == 0, timeout=20_000)
    form.close()


def test_a_resource_says_how_long_it_may_be_relied_on(edit, small, shared, monkeypatch):
    operations = edit(small)
    operations.pick_items(["a"])
    field = operations.editor.form.fields["resources"]

    def exec(dialog: ResourceDialog) -> int:
        dialog.ok.click()
        return dialog.result()

    def fill(**typed: str):
        def with_words(dialog: ResourceDialog) -> int:
            for name, text in typed.items():
                edit = dialog.fields[name].edit
                edit.setText(text)
                edit.textEdited.emit(text)
            return exec(dialog)

        monkeypatch.setattr(ResourceDialog, "exec", with_words)

    fill(title="Apples", url="https://example.org", checked="about 2026-09", shelf_life_months="24")
    field.add_one()
    [one] = node(operations, "a").resources
    assert (one.key, one.checked, one.shelf_life_months) == ("apples", "about 2026-09", 24)
    assert "looked at: about 2026-09" in field.rows.findChildren(PlainLabel)[1].text()
    fill(shelf_life_months="")
    field._edit(0)
    assert node(operations, "a").resources == (one.changed(shelf_life_months=None),)
    fill(url="https://example.org/new")  # nobody has looked there
    field._edit(0)
    assert node(operations, "a").resources[0].checked == ""
    operations.undo()
    operations.undo()
    assert node(operations, "a").resources == (one,)
    dialog = ResourceDialog(one, (), shared)
    assert "1 Sep 2028" in dialog.again.text()
    for name, text, words in (
        ("checked", "spring", "2026-11"),
        ("shelf_life_months", "0.5", "whole"),
        ("url", "x", "https"),
    ):
        edit = dialog.fields[name].edit
        before = edit.text()
        edit.setText(text)
        dialog.fields[name].touched()
        assert words in dialog.fields[name].wrong.text()
        edit.setText(before)
        dialog.fields[name].touched()
        assert not dialog.fields[name].wrong.text()


def test_a_dialog_tells_what_is_missing_only_when_one_has_been_there(shared):
    source = SourceDialog(None, ["A"], shared)
    for dialog, first in ((ResourceDialog(None, (), shared), "title"), (source, "code")):
        said = [field.wrong.text() for field in dialog.fields.values()]
        assert set(said) == {""}
        dialog.ok.click()
        assert dialog.result() == 0
        assert dialog.fields[first].wrong.text()
        assert dialog.focusWidget() is dialog.fields[first].edit
        dialog.fields[first].edit.setText("A")
        dialog.fields[first].touched()
    assert "already" in source.fields["code"].wrong.text()
    source.fields["code"].edit.setText("B")
    source.fields["what"].edit.setText("A book")
    source.ok.click()
    assert source.result() == 1
    assert source.source is not None
    assert (source.source.code, source.source.what) == ("B", "A book")


def test_a_new_curriculum_begins_with_its_goal_and_subject(edit, shared, monkeypatch):
    operations = edit()

    def fill(dialog: NewCurriculum) -> int:
        dialog.title.setText("Baker in six months")
        dialog.title.textEdited.emit("Baker in six months")
        assert dialog.identity.text() == "baker-in-six-months"
        dialog.target.setText("Journeyman")
        dialog.domain.setText("Bread")
        assert dialog.ok.isEnabled()
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(NewCurriculum, "exec", fill)
    shared.actions_table["new_curriculum"].trigger()
    settle()
    made = operations.draft.curriculum
    assert (made.id, made.target, [one.id for one in made.domains]) == ("baker-in-six-months", "journeyman", ["bread"])
    assert shared.pages.shown == "edit"


def test_a_finding_leads_to_its_field(edit, small):
    operations = edit(small)
    problems = operations.editor.problems
    assert problems.list.count()
    one = next(one for one in operations._findings if one.problem.node == "a")
    problems.followed.emit(one)
    assert operations.picked == ("a",)
    assert operations.editor.items.selected == ["a"]


# -- files


def test_save_writes_the_file_and_a_new_one_is_followed(edit, small, shared, tmp_path, monkeypatch):
    operations = edit(small)
    path = tmp_path / "small.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))
    assert "not saved" in operations.editor.state.text()
    shared.actions_table["save_now"].trigger()
    assert json.loads(path.read_text("utf-8"))["title"] == "Small"
    assert operations.editor.state.text() == "saved · small.json"
    operations.pick_items(["a"])
    operations.editor.form.fields["title"].edit.setText("Apples")
    operations.editor.form.fields["title"].touched()
    assert operations.save_draft()  # what is being typed is saved, too
    assert queries.load(str(path)).by_id["a"].title == "Apples"
    before = shared.session.document
    shared.actions_table["edit_follow"].trigger()
    settle()
    assert shared.session.document.curriculum.id == "small"
    assert shared.pages.shown == "map"
    assert shared.workspace.source(shared.session.document) == str(path)
    shared.actions_table["undo"].trigger()
    settle()
    assert shared.session.document.curriculum is before.curriculum
    assert shared.workspace.source(shared.session.document) == "bakery-apprenticeship"


def test_a_file_that_has_changed_is_not_overwritten(edit, small, shared, tmp_path, monkeypatch):
    operations = edit(small)
    path = tmp_path / "small.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))
    assert operations.save_draft()
    theirs = path.read_text("utf-8").replace("Apple", "Pear")
    path.write_text(theirs, "utf-8")
    operations.pick_items(["a"])
    operations.author("Rename", author.set_fields, ["a"], title="Apples")
    asked: list[QDialog] = []

    def leave(dialog: QDialog) -> int:
        asked.append(dialog)
        return 0

    monkeypatch.setattr(QDialog, "exec", leave)
    assert not operations.save_draft()
    assert isinstance(asked[0], QMessageBox)
    assert path.read_text("utf-8") == theirs
    assert operations.desk.unsaved


def test_unsaved_changes_are_asked_about(edit, small, shared, monkeypatch):
    operations = edit(small)
    assert operations.leave_draft()  # nothing was done
    operations.author("Rename", author.set_fields, ["a"], title="Apples")
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "question", lambda *_arguments: answers.pop(0))
    assert not operations.leave_draft()
    assert operations.leave_draft()
    assert answers == []


def test_unsaved_changes_are_found_again(edit, small, shared, tmp_path, monkeypatch):
    operations = edit(small)
    path = tmp_path / "kept.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))
    assert operations.save_draft()
    operations.author("Rename", author.set_fields, ["a"], title="Apples")
    operations.desk.keep()
    settle()
    operations.desk.forget_changes()
    monkeypatch.setattr(operations.desk, "give_up", lambda: None)  # the program ends without a word
    assert operations.open_draft(str(path))
    assert node(operations, "a").title == "Apple"
    assert "never saved" in shared.banner.words.text()
    take = next(button for button in shared.banner._buttons if button.text() == "Take them over")
    take.click()
    assert node(operations, "a").title == "Apples"
    operations.undo()
    assert node(operations, "a").title == "Apple"


def test_everything_on_the_page_has_a_name_and_room(edit, shared):
    operations = edit()
    operations.pick_items(["yeast-dough"])
    page = operations.editor
    for section in page.form.sections.values():
        section.set_open(True)
    QApplication.processEvents()
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit

    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for kind in (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit)
        for one in page.findChildren(kind)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]  # fmt: skip
    assert nameless == []
    assert page.grab(page.rect()).toImage().pixelColor(QPoint(3, 3)).isValid()


def test_a_skill_gets_levels_and_loses_them_again(edit, small):
    operations = edit(author.set_fields(small, ["a"], hours="30"))
    operations.pick_items(["a"])
    levels = operations.editor.form.fields["levels"]
    working, expert = levels.points[Level.WORKING], levels.points[Level.EXPERT]
    working.edits[1].setText("10")
    working.touched()
    levels.flush()
    assert "two or three" in levels.wrong.text()
    expert.edits[1].setText("25")
    expert.touched()
    levels.flush()
    assert levels.wrong.isHidden()
    assert [one.hours.likely for _level, one in operations.draft.curriculum.by_id["a"].levels.given()] == [10, 25]
    assert "a@working" in operations.draft.merged.by_id
    settle()
    assert "a@working" in operations.editor.view.picture.boxes
    assert [row.id for row in operations.editor.items.model.rows] == ["a", "b", "c"]
    operations.editor.view.choose("a@working")
    assert operations.picked == ("a",)
    for one in (working, expert):
        one.edits[1].setText("")
        one.touched()
    levels.flush()
    assert operations.draft.curriculum.by_id["a"].hours.likely == 35


def test_everything_that_a_level_says_is_filled_in_where_it_folds_open(edit, small):
    hours = {Level.AWARE: ThreePoint.model_validate(2), Level.EXPERT: ThreePoint.model_validate([3, 5, 9])}
    operations = edit(author.set_levels(small, "b", hours))
    operations.pick_items(["b"])
    form = operations.editor.form
    aware, expert = form.levels.folds[Level.AWARE], form.levels.folds[Level.EXPERT]
    assert not aware.is_open
    assert aware.title.accessibleDescription() == "2 h"
    assert form.fields["hours"].isHidden()
    assert "7 h (5 to 11) in all" in form.sums.text()
    assert [fold.points.label.text() for fold in (aware, expert)] == ["Hours of study", "Hours, beyond the level below"]
    shown = {name: [one for one, field in fold.details.items() if not field.isHidden()] for name, fold in (
        ("aware", aware), ("expert", expert), ("working", form.levels.folds[Level.WORKING]),
    )}  # fmt: skip
    assert shown == {
        "aware": ["outcome", "done_when", "basis", "cost_usd"],
        "expert": ["requires", "first_step", "basis", "cost_usd"],
        "working": [],
    }
    aware.details["outcome"].edit.setPlainText("you can tell bread from cake")
    operations.pick_items(["b"])  # what was typed counts when one goes on
    assert operations.draft.curriculum.by_id["b"].levels.aware.outcome == "you can tell bread from cake"
    assert operations.shown_history.undo_label == "What one can do afterwards of “Bread (awareness level)”"
    assert "you can tell bread" in aware.title.accessibleDescription()
    needs = expert.details["requires"]
    needs.edit.setText("c AND nothing")
    needs.touched()
    assert "no item “nothing”" in needs.wrong.text()
    assert not form.levels.wrong.text()
    needs.edit.setText("c")
    needs.touched()
    needs.flush()
    assert operations.draft.curriculum.by_id["b"].levels.expert.requires == "c"
    assert needs.edit.text() == "c"
    form.show_part("c")  # its tree, and the line for the reason
    assert form.how.value() == "levels.expert.requires"
    form.needs.reason.edit.setPlainText("For weddings.")
    form.needs.reason.flush()
    assert operations.draft.curriculum.by_id["b"].reasons["c"] == "For weddings."
    form.focus_level(Level.AWARE, "done_when")
    assert aware.is_open
    operations.pick_items(["a"])
    assert form.how.value() == "requires"
    assert not form.fields["hours"].isHidden()
    while operations.shown_history.undo_label:
        operations.undo()
    assert operations.draft.curriculum.by_id["b"].levels.aware.outcome == ""


def test_levels_of_the_library_can_take_other_hours_here_and_are_no_other_levels(edit, tmp_path):
    deep = '{"id": "dough", "title": "Dough", "kind": "skill", "domain": "baking", "levels": {%s}}'
    levels = '"aware": {"hours": 2, "outcome": "you can tell"}, "working": {"hours": 8}'
    goal = {"id": "goal", "title": "Goal", "kind": "role", "domain": "baking", "requires": "dough@aware"}
    mine = {"id": "mine", "title": "Mine", "target": "goal", "uses": ["library"], "nodes": [goal]}
    (tmp_path / "library.json").write_text(LIBRARY % deep % levels, encoding="utf-8")
    (tmp_path / "mine.json").write_text(json.dumps(mine), encoding="utf-8")
    draft = author.open(tmp_path / "mine.json")
    operations = edit(draft)
    operations.pick_items(["dough"])
    form = operations.editor.form
    aware, working = form.levels.folds[Level.AWARE], form.levels.folds[Level.WORKING]
    aware.set_open(False)
    assert aware.title.accessibleDescription() == "2 h · you can tell"
    assert "10 h in all" in form.sums.text()
    assert aware.details["outcome"].edit.isReadOnly()
    for edit_field, hours in zip(aware.points.edits, "235", strict=True):
        edit_field.setText(hours)
    aware.points.touched()
    aware.points.flush()
    assert node(operations, "dough@aware").hours.likely == 3
    assert [one.id for one in operations.draft.curriculum.overrides] == ["dough@aware"]
    assert "changed here" in aware.points.label.text()
    assert "changed here" not in working.points.label.text()
    working.details["basis"].edit.setPlainText("two courses")
    form.flush()
    assert node(operations, "dough").basis == "two courses"
    for edit_field in working.points.edits:
        edit_field.setText("")
    working.points.touched()
    form.levels.points[Level.EXPERT].edits[1].setText("9")
    form.levels.points[Level.EXPERT].touched()
    form.levels.flush()
    assert "its module says" in form.levels.wrong.text()
    form.levels.drop()
    form.back.click()
    assert operations.draft.curriculum.overrides == ()
    while operations.shown_history.undo_label:
        operations.undo()
    assert operations.draft.content == draft.content


def test_a_line_that_ends_at_a_level_is_what_that_level_needs(edit, small):
    hours = {Level.AWARE: ThreePoint.model_validate(2), Level.EXPERT: ThreePoint.model_validate(5)}
    operations = edit(author.set_levels(small, "b", hours))
    view = operations.editor.view
    assert view.targets("c") == {"a", "b", "b@aware"}
    view.linked.emit("c", "b@aware")
    assert operations.draft.curriculum.by_id["b"].requires == All(all=("a", "c"))
    operations.undo()
    view.linked.emit("c", "b")
    assert operations.draft.curriculum.by_id["b"].levels.expert.requires == "c"
    assert operations.editor.form.how.value() == "levels.expert.requires"
    settle()
    found = next(one for one in operations._findings if one.problem.field == "reasons.c")
    operations.pick_items([])
    operations.editor.problems.followed.emit(found)
    assert operations.picked == ("b",)
    assert operations.editor.form.needs.place == ()


def test_the_history_of_the_draft_goes_anywhere(edit, small, shared):
    operations = edit(small)
    for title in ("One", "Two"):
        operations.author(f"Title {title}", author.set_fields, ["a"], title=title)
    shared.actions_table["history"].trigger()
    steps = operations._draft_steps
    assert [steps.table.text(row, 1) for row in range(steps.table.rowCount())][1:] == ["Title One", "▸ Title Two"]
    steps.wanted.emit(1)
    assert node(operations, "a").title == "One"
    steps.close()


def test_a_curriculum_that_never_had_a_file_is_found_again(edit, small, shared, monkeypatch):
    operations = edit(small)
    monkeypatch.setattr(Journal, "is_lost", True)  # the program that kept it has ended
    operations.author("Title", author.set_fields, ["a"], title="Never saved")
    operations.desk.keep()
    settle()
    operations.desk.forget_changes()
    file = DraftFile()
    file.begin(small)
    operations.desk.file = file  # as after a crash: nobody has given the draft up
    operations._lost_offered = False
    assert operations.open_draft("bakery-apprenticeship")
    shared.banner.clear("author")
    assert "never saved" in shared.banner.words.text()
    next(button for button in shared.banner._buttons if button.text() == "Open it").click()
    assert node(operations, "a").title == "Never saved"
    assert operations.desk.unsaved


def test_what_a_change_does_to_the_plan_of_the_learner_is_said(edit, small, shared, tmp_path, monkeypatch, qtbot):
    draft = author.set_about(author.set_fields(small, ["a", "b"], hours="20"), target="b")
    operations = edit(draft)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "small.json"), ""))
    shared.actions_table["edit_follow"].trigger()
    settle()
    operations.page_edit()
    facts = operations.editor.facts
    operations.pick_items(["a"])
    qtbot.waitUntil(lambda: "1 item may need it" in facts.numbers.text(), timeout=20_000)
    folder = tmp_path / "clients"
    folder.mkdir()
    client = Workspace(str(tmp_path / "small.json"))
    plan_of = commands.set_name(shared.session.document, "Ana Kralj")
    assert not client.save_as(folder / "ana.trailmark", plan_of).failed
    client.close()
    (folder / "broken.trailmark").write_text("{", "utf-8")
    shared.settings = shared.settings.changed(clients_folder=str(folder))
    operations._follow_learner()
    operations.author("Hours", author.set_fields, ["a"], hours="50")
    qtbot.waitUntil(lambda: "Your plan: " in facts.impact.text() and "30" in facts.impact.text(), timeout=10_000)
    qtbot.waitUntil(lambda: "Ana Kralj: " in facts.impact.text(), timeout=10_000)
    shared.settings = shared.settings.changed(privacy=True)
    operations._follow_learner()
    qtbot.waitUntil(lambda: "Ana" not in facts.impact.text() and "30" in facts.impact.text(), timeout=10_000)
    shared.settings = shared.settings.changed(privacy=False, clients_folder="")
    operations.undo()
    qtbot.waitUntil(lambda: facts.impact.text() == "", timeout=10_000)
    shared.session.undo()
    settle()


def test_a_repair_is_one_click(edit, small):
    operations = edit(author.connect(small, "b", "a"))
    problems = operations.editor.problems
    circle = next(one for one in operations._findings if one.problem.code == "hard-cycle")
    problems.list.setCurrentRow(list(operations._findings).index(circle))
    assert problems._buttons
    problems._buttons[0].click()
    settle()
    assert "hard-cycle" not in {one.problem.code for one in operations._findings}
    operations.undo()
    assert node(operations, "a").requires == "b"


def test_repairs_of_many_items_come_when_they_are_known(edit, small, monkeypatch):
    monkeypatch.setattr(import_module("planner.app.author.findings"), "MANY", 0)
    operations = edit(author.connect(small, "b", "a"))
    problems = operations.editor.problems
    row = [one.problem.code for one in operations._findings].index("hard-cycle")
    problems.list.setCurrentRow(-1)
    problems.list.setCurrentRow(row)
    if operations._findings[row].is_slow:
        assert problems._buttons == []  # nobody waits for them
    settle()
    assert [one.text() for one in problems._buttons] == [one.label for one in operations._findings[row].repairs]
    assert problems._buttons


def test_the_map_keeps_half_of_its_column_and_no_problem_is_one_line(edit, small, shared):
    operations = edit(small)
    page, problems = operations.editor, operations.editor.problems
    size = shared.size()
    page.set_theme(shared.theme, 2.0, True)
    shared.resize(1280, 800)
    operations.pick_items(["a"])
    operations.author("Reason", author.set_reason, "b", "a", "")
    operations.author("Hours", author.set_fields, ["a"], hours="50")
    settle()
    problems.list.setCurrentRow([bool(one.repairs) for one in operations._findings].index(True))
    settle()
    assert page.view.height() >= page.middle.height() // 2 - 1
    bottom = problems.mapTo(page.under.viewport(), problems.rect().bottomLeft()).y()
    assert bottom <= page.under.viewport().height()  # what can be done is seen without scrolling
    assert problems.more.isVisible() or all(one.isVisible() for one in problems._buttons)
    problems.setFixedWidth(120)
    settle()
    assert (problems.more.isVisible(), problems._buttons[0].isVisible()) == (True, False)
    assert [one.text() for one in problems.more.menu().actions()] == [one.text() for one in problems._buttons]
    problems.more.menu().actions()[0].trigger()
    settle()
    assert operations.shown_history.place == 3
    problems.setMinimumWidth(0)
    problems.setMaximumWidth(16_777_215)
    problems.show_findings(())
    settle()
    assert page.under.height() < 3 * problems.count.height() + 40
    assert not problems.filter.isVisible()
    page.set_theme(shared.theme, 1.0, True)
    shared.resize(size)
    settle()


def test_twenty_missing_reasons_are_written_with_the_keyboard_alone(edit, shared, qtbot):
    draft = begun("Many", domain="Things")
    told: dict[str, Any] = {"first_step": "Go.", "done_when": "Gone.", "outcome": "you can", "hours": 1.0}
    draft = author.set_about(author.add_item(draft, "Goal", item="goal", kind="project", **told), target="goal")
    for at in range(20):
        draft = author.add_item(draft, f"Thing {at}", item=f"t{at}", kind="project", **told)
        draft = author.connect(draft, f"t{at}", "goal")
    operations = edit(draft)
    problems = operations.editor.problems
    left = [one.problem for one in operations._findings]
    assert [one.code for one in left] == ["no-reason"] * 20
    operations.check()  # F7
    qtbot.keyClick(problems.list, Qt.Key.Key_Return)
    line = problems.line.edit
    assert line.accessibleName() == "Why “Thing 0” comes before “Goal”"
    qtbot.keyClicks(line, "later")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert problems.focusWidget() is problems.list
    qtbot.keyClick(problems.list, Qt.Key.Key_Down)
    assert line.text() == ""
    qtbot.keyClick(problems.list, Qt.Key.Key_Up)
    assert line.text() == "later"  # it waits
    line.clear()
    qtbot.keyClick(problems.list, Qt.Key.Key_Return)
    for at in range(20):
        assert problems.focusWidget() is line
        qtbot.keyClicks(line, f"Because of {at}.")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        if at % 7 == 0:
            settle()  # what is found anew takes nothing out of the hand
    settle()
    assert len(set(node(operations, "goal").reasons.values())) == 20
    assert operations.picked == ("goal",)
    assert not operations._findings
    assert problems.line.isHidden()
    assert operations.shown_history.undo_label == "Why “Thing 19” comes before “Goal”"
    for _step in range(20):
        operations.undo()
    settle()
    assert operations.draft.curriculum == draft.curriculum


def test_words_that_cannot_stand_there_are_told_and_none_go_on(edit, small, qtbot):
    operations = edit(small)
    problems = operations.editor.problems
    at = next(at for at, one in enumerate(operations._findings) if one.problem.code == "no-hours")
    problems.list.setCurrentRow(at)
    problems.list.itemActivated.emit(problems.list.currentItem())
    first = problems.current
    qtbot.keyClicks(problems.line.edit, "many")
    qtbot.keyClick(problems.line.edit, Qt.Key.Key_Return)
    assert "no number" in problems.line.wrong.text()
    assert problems.current is first
    problems.line.edit.clear()
    qtbot.keyClick(problems.line.edit, Qt.Key.Key_Return)
    assert problems.current is not first
    assert problems.current.ask is not None
    assert operations.draft.curriculum == small.curriculum
    problems.list.setCurrentRow(next(at for at, one in enumerate(operations._findings) if one.ask is None))
    assert problems.line.isHidden()


def test_the_map_shows_the_new_title(edit, small):
    operations = edit(small)
    operations.pick_items(["c"])
    view = operations.editor.view
    view.fit()
    before = view.viewport().grab().toImage()
    operations.author("Title", author.set_fields, ["a"], title="Zebra")
    settle()
    assert view.viewport().grab().toImage() != before


def test_items_move_into_a_module_of_ones_own(edit, small, shared, tmp_path, monkeypatch):
    operations = edit(small)
    target = {"path": tmp_path / "basics.json"}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target["path"]), ""))
    operations.edit_module()
    assert operations.draft.curriculum == small.curriculum  # nothing is selected
    operations.author("Id", author.set_about, id="basics", title="Basics")
    assert operations.save_draft()
    whole = author.add_item(begun("Whole", domain="Things"), "Dessert", item="dessert")
    operations = edit(whole)
    target["path"] = tmp_path / "whole.json"
    assert operations.save_draft()
    operations.author("Uses", author.set_uses, ("basics",))
    operations.author("After", author.connect, "b", "dessert")
    operations.author("New", author.add_item, "Pudding", item="pudding")
    assert operations.save_draft()
    basics, whole = tmp_path / "basics.json", tmp_path / "whole.json"
    before = basics.read_bytes(), whole.read_bytes()
    operations.pick_items(["pudding"])
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_arguments: ("Basics", True))
    shared.actions_table["edit_module"].trigger()
    assert not operations.draft.owns("pudding")
    assert operations.shown_history.undo_label == "Move “Pudding” to “Basics”"
    assert (basics.read_bytes(), whole.read_bytes()) == before
    assert "whole.json + basics.json" in operations.editor.state.text()
    assert operations.save_draft()
    assert "basics.json" not in operations.editor.state.text()
    assert "pudding" in queries.load(str(basics)).by_id
    assert [one.id for one in author.open(whole).curriculum.nodes] == ["dessert"]
    operations.undo()
    assert operations.desk.unsaved
    assert operations.save_draft()
    assert (basics.read_bytes(), whole.read_bytes()) == before
    operations.redo()
    target["path"] = tmp_path / "other.json"
    assert not operations.save_draft_as()  # the old file would have the item, and the module it uses as well
    assert "Save it first" in shared.banner.words.text()
    save = next(one for one in shared.banner.findChildren(QPushButton) if one.text() == "Save")
    save.click()
    assert not operations.desk.unsaved
    assert shared.banner.isHidden()
    assert operations.save_draft_as()
    operations.undo()  # also where the file has another name by now
    assert operations.save_draft()
    assert (basics.read_bytes(), [one.id for one in author.open(target["path"]).curriculum.nodes]) == (
        *before[:1],
        ["dessert", "pudding"],
    )
    target["path"] = tmp_path / "far" / "off" / "other.json"
    assert operations.save_draft_as()
    assert shared.notice.summary.text().endswith("other.json. What it uses was copied beside it: basics.json.")
    assert operations.draft.library[0].path == tmp_path / "far" / "off" / "basics.json"


def test_a_module_that_has_changed_meanwhile_is_asked_about(edit, shared, tmp_path, monkeypatch):
    basics, whole = tmp_path / "basics.json", tmp_path / "whole.json"
    basics.write_bytes(author.add_item(begun("Basics"), "Flour", item="flour", domain="x").content)
    draft = author.add_item(begun("Whole"), "Pudding", item="pudding", domain="x")
    whole.write_bytes(draft.content.replace(b'"nodes"', b'"uses": ["basics"], "nodes"'))
    operations = edit()
    operations.desk.forget_changes()
    assert operations.open_draft(str(whole))
    operations.author("Move", author.move_to_module, ["pudding"], "basics")
    theirs = basics.read_bytes().replace(b"Basics", b"Basic")
    basics.write_bytes(theirs)
    asked: list[tuple[str, list[str]]] = []

    def answer(which):
        def exec(box: QMessageBox) -> int:
            asked.append((box.text(), [button.text() for button in box.buttons()]))
            next(button for button in box.buttons() if which in button.text()).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", exec)

    answer("Cancel")
    assert not operations.save_draft()
    assert asked[0][0].startswith("basics.json: The file has been changed")
    assert not any("Load" in text or "Save" in text for text in asked[0][1])
    assert basics.read_bytes() == theirs
    assert "pudding" in operations.draft.merged.by_id
    answer("Replace")
    assert operations.save_draft()
    assert "pudding" in queries.load(str(basics)).by_id


def test_a_file_that_has_changed_meanwhile_is_merged_field_by_field(edit, small, shared, tmp_path, monkeypatch):
    operations = edit(small)
    path = tmp_path / "things.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))
    assert operations.save_draft()
    operations.author("Titles", author.set_fields, ["a"], title="Mine", note="Only here.")
    other = author.set_fields(author.set_fields(author.open(path), ["a"], title="Theirs"), ["b"], note="Only there.")
    path.write_bytes(other.content)
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: next(one for one in box.buttons() if "Merge" in one.text()).click() or 0
    )
    seen: list[tuple[str, ...]] = []

    def exec(dialog: MergeFile) -> int:
        if not seen:
            seen.append(())
            dialog.reject()
            return dialog.result()
        seen[:] = [tuple(dialog.table.text(row, at) for at in range(3)) for row in range(dialog.table.rowCount())]
        assert not dialog.answers.ok.isEnabled()
        assert dialog.before.text() == "Before: Apple"
        dialog.buttons["theirs"].click()
        assert dialog.table.text(0, 3) == "on the disk"
        dialog.buttons["all-mine"].click()
        assert dialog.table.text(0, 3) == "here"
        dialog.answers.ok.click()
        return dialog.result()

    monkeypatch.setattr(MergeFile, "exec", exec)
    assert not operations.save_draft()  # nothing is decided
    assert path.read_bytes() == other.content
    assert operations.save_draft()
    assert seen[0] == ("Mine: Title", "Mine", "Theirs")
    assert seen[2][1:] == ("nothing", "Only there.")
    nodes = queries.load(str(path)).by_id
    assert (nodes["a"].title, nodes["a"].note, nodes["b"].note) == ("Mine", "Only here.", "Only there.")
    assert operations.shown_history.undo_label == "Merge with what is on the disk of things.json"
    assert not operations.desk.unsaved
    operations.undo()
    assert operations.draft.curriculum.by_id["b"].note == ""


def test_an_empty_curriculum_cannot_be_planned_with(edit, shared):
    edit(begun("Nothing"))
    before = shared.session.document
    shared.actions_table["edit_follow"].trigger()
    assert shared.session.document is before
    assert "Add an item" in shared.notice.summary.text()


def test_what_is_wrong_is_told_to_those_who_do_not_see_it(edit, small, heard):
    operations = edit(small)
    heard.clear()
    operations.pick_items(["a"])
    cost = operations.editor.form.fields["cost_usd"]
    cost.edit.setText("much")
    cost.touched()
    assert cost.edit.accessibleDescription() == cost.wrong.text() != ""
    assert ("Announcement", cost.wrong.text()) in heard
    operations.author("Title", author.set_fields, ["a"], hours="5")
    settle()
    assert [name for event, name in heard if (event == "Announcement" and "warning" in name) or "error" in name]
