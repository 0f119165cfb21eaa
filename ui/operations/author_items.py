"""What is done with the items of a draft: on the map, in the list, in the form and from the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog

from planner.i18n import _
from planner.model.depth import Level
from planner.model.problem import PlannerError, Severity
from ui import dates
from ui.operations.author_lines import AuthorLines
from ui.theme import wardrobe

if TYPE_CHECKING:
    from planner.app.author import Draft, Finding, Follower, Impact, Numbers
    from planner.app.draft_picture import Picture
    from ui.author.desk import Desk
    from ui.author.page import EditorPage

NEED_ONE = ("edit_rename", "edit_split")
NEED_SOME = (
    *("edit_need", "edit_duplicate", "edit_delete", "edit_domain", "edit_module", "edit_cut", "edit_copy"),
    *NEED_ONE,
)


class AuthorItems(AuthorLines):
    """The page of the editor follows the draft, and says what is wanted of it."""

    _findings: Sequence[Finding] = ()
    _numbers: Numbers | None = None
    _to_show: str | None = None
    """An item that is to be shown once the map has it."""

    # -- building

    def _build_editor(self, desk: Desk) -> None:
        from ui.author.form_frame import Connections
        from ui.author.page import EditorPage

        window, table = self.window, self.window.actions_table
        page = self.editor = EditorPage(window.theme, self._find_items, window.pages)
        page.add_buttons([
            table["edit_add"], table["edit_need"], table["edit_delete"], None, table["save_now"], table["edit_follow"],
            None, table["check"], table["edit_domains"], table["edit_about"],
        ])  # fmt: skip
        table.listen_in("draft", page.items.list, page.view)
        page.first.clicked.connect(lambda _on: self.add_item())
        page.chosen.connect(self.pick_items)
        page.items.opened.connect(self._open_item)
        page.items.asked.connect(self._draft_menu)
        page.view.opened.connect(self._open_item)
        page.view.asked.connect(lambda item, place: self._draft_menu(place))
        page.view.typed.connect(page.items.begin)
        page.view.linked.connect(self.link_items)
        page.view.link_chosen.connect(self._show_link)
        page.view.grown.connect(self.add_item)
        page.view.targets, page.view.refused, page.view.doubt = self._targets, self._refused, self._doubt
        form = page.form
        form.connect_to(
            Connections(self._wrong, self.ask_item_of_draft, self._called, self._read, self._written, self._new_source)
        )
        form.edited.connect(self._set_fields)
        form.renamed.connect(self._rename)
        form.needs_changed.connect(self._set_needs)
        form.reasoned.connect(self._set_reason)
        form.levelled.connect(self._set_levels)
        form.level_told.connect(self._tell_level)
        form.restored.connect(self._restore)
        form.why_of = self._why_of
        form.followed.connect(lambda item: self.pick_items([item], show=True))
        page.problems.title_of = self._called
        page.problems.followed.connect(self._go_to_finding)
        page.problems.repair_chosen.connect(self._repair)
        page.problems.shown.connect(self._show_finding)
        page.problems.answer = self._answer_finding
        desk.changed.connect(self.follow_author)
        desk.drawn.connect(self._on_picture)
        desk.found.connect(self._on_findings)
        desk.counted.connect(self._on_numbers)
        desk.weighed.connect(self._on_impacts)
        window.qt_session.changed.connect(lambda _change: self._follow_learner())
        desk.failed.connect(window.tell)
        window.pages.add("edit", page)
        self._dress_editor()

    def follow_settings(self) -> None:
        super().follow_settings()
        if self.editor is not None:
            wardrobe.wear(self.editor, self._dress_editor)

    def _dress_editor(self) -> None:
        window = self.window
        if self.editor is not None:
            self.editor.set_theme(window.theme, window.settings.text_size / 100, window.view.camera.calm)
            self.follow_author()

    # -- following the draft

    def follow_author(self) -> None:
        """Let the page and its actions follow the draft and what is selected in it."""
        super().follow_author()
        self._follow_actions()
        if self.desk is not None and self.editor is not None:
            self._follow_page(self.desk, self.editor)

    def _follow_actions(self) -> None:
        """What can be done with the selected items."""
        table = self.window.actions_table
        count = len(self.picked) if self.edits else 0
        for action in NEED_SOME:
            table[action].setEnabled(count > 0)
        for action in NEED_ONE:
            table[action].setEnabled(count == 1)
        table["edit_merge"].setEnabled(count > 1)

    def _follow_page(self, desk: Desk, page: EditorPage) -> None:
        draft = desk.draft
        self.picked = tuple(item for item in self.picked if item in draft.merged.by_id)
        title = _("Curriculum “{title}”").format(title=draft.curriculum.title)
        unsaved = desk.unsaved or desk.file.path is None
        where = desk.file.path.name if desk.file.path is not None else _("no file yet")
        also = [path.name for path, _now, _wanted in desk.file.pending(draft)]
        where = " + ".join((where, *also))
        state = _("● not saved · {file}") if unsaved else _("saved · {file}")
        page.show_state(title, state.format(file=where))
        page.show_empty(not draft.merged.nodes)
        page.form.offer(draft.merged.domain_titles, draft.merged.sources)
        self._show_list()
        self._show_picked()
        if self.edits:
            self.follow_history()

    def _show_list(self) -> None:
        from ui.author.items import rows_of

        draft, page = self.draft, self.editor
        assert page is not None
        problems: dict[str, int] = {}
        for one in self._findings:
            if one.problem.node and one.problem.severity is not Severity.NOTE:
                problems[one.problem.node] = problems.get(one.problem.node, 0) + 1
        own = draft.curriculum.by_id

        def home(item: str) -> str:
            return "" if item in own else draft.home[item].title

        nodes = [node for node in draft.merged.nodes if node.depth_of is None]
        page.items.show_rows(rows_of(nodes, draft.merged.domain_titles, home, problems), self.picked)

    def _show_picked(self, show: bool = False) -> None:
        draft, page = self.draft, self.editor
        assert page is not None
        nodes = [draft.curriculum.by_id.get(item) or self._foreign(item) for item in self.picked]
        foreign = [node for node in nodes if not draft.owns(node.id)]
        if not foreign:
            page.form.show_items(nodes, True)
        else:
            self._show_foreign(page, nodes, foreign[0])
        page.select(self.picked, show)
        self._show_numbers()

    def _on_picture(self, picture: Picture) -> None:
        page = self.editor
        if page is None:
            return
        first = page.view.picture is None
        page.view.show_picture(picture)
        if page.view.selection != list(self.picked):
            page.view.select_all(self.picked)
        if first:
            page.view.go_to_start()
        if self._to_show in picture.map.nodes:
            page.view.go_to(str(self._to_show))
            self._to_show = None

    def _on_findings(self, found: Sequence[Finding]) -> None:
        page = self.editor
        if page is None:
            return
        self._findings = found
        page.problems.show_findings(found)
        wrong: dict[str, bool] = {}
        for one in found:
            if one.problem.node and one.problem.severity is not Severity.NOTE:
                wrong[one.problem.node] = wrong.get(one.problem.node, False) or one.problem.severity is Severity.ERROR
        page.view.show_problems(wrong)
        self._show_list()

    def _on_numbers(self, found: Numbers) -> None:
        self._numbers = found
        self._show_numbers()

    def _show_numbers(self) -> None:
        """How the selected item hangs together with the others, or the whole where none is selected."""
        from planner.app.author import number_words

        if self.editor is not None:
            one = self._numbers is not None and len(self.picked) == 1
            self.editor.facts.show_numbers(number_words(self._numbers, self.picked[0]) if self._numbers and one else "")

    def _follow_learner(self) -> None:
        """The plan of the learner who is open is what changes of the draft are weighed by."""
        from planner.app.author import Follower

        window = self.window
        if self.desk is not None:
            document, today = window.session.kept, date.today()
            name, opened = document.name or _("Your plan"), window.workspace.path
            folder = None if window.settings.privacy else self.folder_of_clients
            more = partial(_clients, folder, today, opened) if folder is not None and folder.is_dir() else None
            self.desk.follow([Follower(name, document, window.workspace.source(document))], more)

    def _on_impacts(self, found: Sequence[Impact]) -> None:
        from planner.app.author import impacts_in_words

        if self.editor is not None:
            self.editor.facts.show_impact("\n".join(impacts_in_words(found, dates.day, dates.money)))

    # -- selecting

    def pick_items(self, items: Sequence[str], show: bool = False) -> None:
        """Select items of the draft."""
        if self.desk is None or self.editor is None:
            return
        self.editor.form.flush()
        known, nodes = self.draft.merged.by_id, self.draft.curriculum.by_id
        found = (known[item].depth_of or item for item in items if item in known)  # a level stands in its item
        self.picked = tuple(dict.fromkeys(item for item in found if item in known or item in nodes))
        self._show_picked(show)
        self._follow_actions()

    def _open_item(self, item: str) -> None:
        self.pick_items([item], show=True)
        if self.editor is not None:
            self.editor.form.focus_field("title")

    def _find_items(self, text: str) -> list[str]:
        from planner.app.search import search

        return search(self.draft.merged, text)

    def _draft_menu(self, place: QPoint) -> None:
        from PySide6.QtWidgets import QMenu

        menu, table = QMenu(self.window), self.window.actions_table
        for row in table.rows.values():
            if row.page == "edit" and row.keys_in == "draft" and table[row.id].isEnabled():
                menu.addAction(table[row.id])
        menu.addAction(table["edit_domain"])
        menu.popup(place)

    def _go_to_finding(self, one: Finding) -> None:
        node = self.draft.merged.by_id.get(one.problem.node)
        if node is None:
            return
        self.pick_items([node.id], show=True)
        if self.editor is not None and one.problem.field:
            form = self.editor.form
            if one.problem.field.startswith("reasons."):
                form.show_part(one.problem.field.removeprefix("reasons."))
            elif node.depth:
                form.focus_level(Level(node.depth), one.problem.field)
            else:
                form.focus_field(one.problem.field)

    # -- adding

    def ask_item_of_draft(self, question: str, but: Sequence[str]) -> str | None:
        """Ask for one item of the draft; None for none."""
        from ui.dialogs.pick_item import PickItem

        curriculum = self.draft.merged
        items = [node.id for node in curriculum.nodes if node.id not in but and node.id not in self.picked]
        dialog = PickItem(_("Choose an item"), question, _("Take this"), curriculum, items, _unchanged, self.window)
        return dialog.item if dialog.exec() else None

    def add_item(self, before: str = "") -> None:
        """Ask for something new and add it; `before`: it needs this."""
        from planner.app import author
        from planner.app.author.edits import usual_domain
        from ui.dialogs.new_item import NewItem

        if self.desk is None:
            return
        draft = self.draft
        dialog = NewItem(draft.merged.domain_titles, usual_domain(draft), self._called(before), self.window)
        if not dialog.exec():
            return

        def add(old: Draft) -> Draft:
            new = author.add_item(old, dialog.name, kind=dialog.kind, domain=dialog.domain)
            return author.connect(new, before, new.curriculum.nodes[-1].id) if before else new

        if self.author(_("Add “{title}”").format(title=dialog.name), add):
            item = self.draft.curriculum.nodes[-1].id
            self._to_show = item
            self.pick_items([item])
            if before:
                self.ask_reason(before)

    def _repair(self, one: Finding, repair: Any) -> None:
        self.author(repair.label, repair.command)

    def _show_finding(self, one: Finding) -> None:
        """Show the item that somebody is about to write about; the keyboard stays where it is."""
        if one.problem.node in self.draft.merged.by_id:
            self.pick_items([one.problem.node], show=True)

    def _answer_finding(self, one: Finding, words: str) -> str:
        """Put a finding right with what somebody wrote; why that cannot be done, else empty."""
        ask = one.ask
        if ask is None or self.desk is None:
            return ""
        refusal = self._refusal(ask.command, words)
        if not refusal:
            about = _("{field} of {items}").format(field=ask.field, items=self._titles([one.problem.node]))
            self.author(about if ask.field else ask.question, ask.command, words)
        return refusal

    def edit_domain(self) -> None:
        from planner.app import author

        titles = dict(self.draft.merged.domain_titles)
        ids, own = list(titles), [item for item in self.picked if self.draft.owns(item)]
        now = self.draft.merged.by_id[self.picked[0]].domain if self.picked else ""
        title, accepted = QInputDialog.getItem(
            self.window,
            _("Move to subject"),
            _("Which lane of the map shall they stand in?"),
            list(titles.values()),
            ids.index(now) if now in ids else 0,
            False,
        )
        if accepted and own:
            domain = next(key for key, words in titles.items() if words == title)
            label = _("Move {items} to “{subject}”").format(items=self._titles(own), subject=title)
            self.author(label, author.move_to_domain, own, domain)


def _clients(folder: Path, today: date, opened: Path | None, stale: Callable[[], bool]) -> list[Follower]:
    """The clients of a folder but the one who is open; none where the folder cannot be read."""
    from planner.app.author import followers_in

    with suppress(PlannerError):
        return list(followers_in(folder, today, stale, opened))
    return []


def _unchanged(document: Any, _item: str) -> Any:
    return document
