"""What the actions do: each is a method of the action's name, most of them one command of the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDesktopServices, QImage, QPainter
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from planner import __version__
from planner.app import commands, queries
from planner.app.session import Command
from planner.app.whatif import Repair
from planner.i18n import _, ngettext
from planner.model.curriculum import Kind, Status
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Decision
from planner.model.problem import PlannerError
from ui.panels.pane import Pane
from ui.plain import safe_url

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Operations:
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.saves = True
        """Whether answers are kept on the disk: not while only looking around, but from the first change on."""
        self.followed: str | None = None
        self._found: list[str] = []
        self._place = -1

    def functions(self) -> dict[str, Callable[[], None]]:
        """Every action of the table with what it does."""
        from ui.actions.table import rows

        return {row.id: getattr(self, row.id) for row in rows()}

    def run(self, label: str, command: Command[Any], *arguments: object) -> None:
        """Run a command of the session, keep the answers, and say in words what stood in the way."""
        window = self.window
        try:
            changed = window.session.run(label, command, *arguments)
        except PlannerError as wrong:
            window.tell(wrong.problems[0].message)
            return
        if changed:
            self.saves = True
            self.save()

    def save(self) -> None:
        """Keep the answers on the disk, where that is wanted."""
        if self.saves:
            failed = self.window.workspace.save(self.window.session.document)
            if failed:
                self.window.tell(failed)

    # -- file

    def first_steps(self) -> None:
        from ui.dialogs.first_steps import FirstSteps

        dialog = FirstSteps(self.window.session.document, self.window, first=not self.saves)
        if dialog.exec():
            self.window.start_afresh()
            self.saves = True
            self.run(_("New plan"), replaced, dialog.document())
            self.save()

    def open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self.window, _("Open curriculum"), "", _("Curricula (*.json);;All files (*)")
        )
        if name:
            self.open_curriculum(name)

    def open_curriculum(self, name: str) -> None:
        """Plan with another curriculum, with the answers given for it before; nothing changes if it cannot be read."""
        workspace, before = self.window.workspace, self.window.workspace.curriculum
        workspace.curriculum = name
        try:
            last = workspace.open_last()
            document = last or queries.new_document(queries.load(name), date.today())
        except PlannerError as wrong:
            workspace.curriculum = before
            words = "\n".join(str(one) for one in wrong.problems)
            self._report(_("Open curriculum"), _("This curriculum cannot be used."), words)
            return
        self.saves = last is not None
        self.window.start_afresh()
        self.window.session.open(document, _("Open curriculum"))
        self.window.tell(workspace.notice or _("Opened “{title}”.").format(title=document.curriculum.title))

    def open_builtin(self) -> None:
        self.open_curriculum(queries.builtin_names()[0])

    def save_picture(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name, _filter = QFileDialog.getSaveFileName(
            self.window, _("Save map as picture"), str(Path(folder) / "trailmark.png"), _("Pictures (*.png)")
        )
        if name and not self.map_image().save(name):
            self.window.tell(_("The picture could not be written to {path}.").format(path=name))

    def map_image(self) -> QImage:
        """The whole map at 100 %, or as large as a picture may be."""
        view = self.window.view
        rect = view.item.boundingRect()
        scale = min(1.0, 16_000 / max(1.0, rect.width(), rect.height()))
        image = QImage(round(rect.width() * scale), round(rect.height() * scale), QImage.Format.Format_RGB32)
        image.fill(self.window.theme.bg)
        painter = QPainter(image)
        view.scene().render(painter, image.rect(), rect)
        painter.end()
        return image

    def quit(self) -> None:
        self.window.close()

    def close_unsaved(self, reason: str) -> bool:
        """Ask whether to close although the answers could not be kept."""
        answer = QMessageBox.question(self.window, _("Trailmark"), _("{reason} Close anyway?").format(reason=reason))
        return answer == QMessageBox.StandardButton.Yes

    # -- edit

    def undo(self) -> None:
        self.window.session.undo()
        self.save()

    def redo(self) -> None:
        self.window.session.redo()
        self.save()

    def find(self) -> None:
        self.window.search.setFocus()
        self.window.search.selectAll()

    def search(self, text: str) -> None:
        """Mark what the text may mean; F3 or Enter goes through it, what is on the map first."""
        window = self.window
        shown = window.answer.picture.nodes if window.answer else {}
        self._found = sorted(
            queries.search(window.session.document.curriculum, text), key=lambda item: item not in shown
        )
        self._place = -1
        window.view.match(self._found)
        if text.strip():
            count = len(self._found)
            text = ngettext("{count} item found", "{count} items found", count).format(count=count)
            window.tell(text if count else _("Nothing found. Try a shorter word."))
        else:
            window.tell("")

    def find_next(self) -> None:
        if not self._found:
            return
        self._place = (self._place + 1) % len(self._found)
        item = self._found[self._place]
        self.window.select_and_show(item)
        title = self.window.session.document.curriculum.by_id[item].title
        text = _("{number} of {count}: {title}").format(number=self._place + 1, count=len(self._found), title=title)
        self.window.tell(text)

    def end_search(self) -> None:
        """Show everything again and go back to the map."""
        self.window.search.clear()
        self.window.view.setFocus()

    def palette(self) -> None:
        from ui.dialogs.palette import Palette

        Palette([self.window.actions_table[action] for action in self.window.actions_table.rows], self.window).exec()

    # -- view

    def overview(self) -> None:
        on = self.window.actions_table["overview"].isChecked()
        self.window.pages.setCurrentIndex(1 if on else 0)

    def _show_map(self) -> None:
        self.window.actions_table["overview"].setChecked(False)
        self.overview()

    def everything(self) -> None:
        self.window.feed.show_everything(self.window.actions_table["everything"].isChecked())

    def zoom_in(self) -> None:
        self._show_map()
        self.window.view.zoom_by(1.25)

    def zoom_out(self) -> None:
        self._show_map()
        self.window.view.zoom_by(0.8)

    def fit(self) -> None:
        self._show_map()
        if not self.window.view.fit():  # too large to be read: the overview shows all of it in words
            self.window.actions_table["overview"].setChecked(True)
            self.overview()

    def fit_selection(self) -> None:
        self._show_map()
        item = self.window.view.selected
        if item and self.window.answer:
            before, _after = queries.chain(self.window.session.document.curriculum, self.window.answer.plan, item)
            self.window.view.fit({item, *before})

    def zoom_full(self) -> None:
        self._show_map()
        self.window.view.zoom_to(1.0)

    def go_start(self) -> None:
        self._show_map()
        self.window.view.go_to_start()

    def go_goal(self) -> None:
        self._show_map()
        self.window.select_and_show(self.window.session.document.learner.goal)

    def go_to_era(self, number: int) -> None:
        """Show a stage of the path; -1 is the start."""
        self._show_map()
        if number < 0:
            self.window.view.go_to_start()
        else:
            self.window.view.go_to_era(number)

    def open_field(self, items: list[str]) -> None:
        """Show the steps of a field of the overview."""
        self._show_map()
        self.window.view.fit(items)

    def minimap(self) -> None:
        self.window.minimap.setVisible(self.window.actions_table["minimap"].isChecked())

    def theme(self) -> None:
        self._set(theme="light" if self.window.theme.dark else "dark")

    def text_larger(self) -> None:
        self._set(text_size=min(200, self.window.settings.text_size + 25))

    def text_smaller(self) -> None:
        self._set(text_size=max(100, self.window.settings.text_size - 25))

    def _set(self, **fields: object) -> None:
        settings = self.window.settings.changed(**fields)
        self.window.apply_settings(settings)
        failed = self.window.workspace.save_settings(settings)
        if failed:
            self.window.tell(failed)

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ self.window.windowState().WindowFullScreen)

    # -- plan

    def applies(self, action: str, item: str | None) -> bool:
        """Whether an action makes sense for an item."""
        document = self.window.session.document
        if item is None or item not in document.curriculum.by_id:
            return False
        node = document.curriculum.by_id[item]
        is_entry = node.kind is Kind.ROLE and item != document.curriculum.target
        if action == "set_start":
            return is_entry
        if action == "set_goal":
            active = node.status is Status.ACTIVE and item not in queries.held(document)
            return active and not is_entry and item != document.learner.goal
        return not is_entry

    def known(self) -> None:
        item, document = self.window.selected, self.window.session.document
        if item is None:
            return
        title = document.curriculum.by_id[item].title
        if item in document.learner.known:
            self.run(_("“{title}” is not known").format(title=title), commands.unmark_known, item)
        elif item in queries.held(document):
            text = _("“{title}” comes with your start or with something else you hold.")
            self.window.tell(text.format(title=title))
        else:
            self.run(_("“{title}” is known").format(title=title), commands.mark_known, item)

    def known_items(self) -> None:
        from ui.dialogs.known_items import KnownItems

        document = self.window.session.document
        implied = queries.held(document) - set(document.learner.known)
        dialog = KnownItems(document.curriculum, document.learner.known, implied, self.window)
        if dialog.exec():
            self.run(_("What I know"), commands.set_known, dialog.list.known())

    def set_goal(self) -> None:
        if self.window.selected:
            self.choose_goal(self.window.selected)

    def set_start(self) -> None:
        if self.window.selected:
            self.choose_start(self.window.selected)

    def avoid(self) -> None:
        item, document = self.window.selected, self.window.session.document
        if item is None:
            return
        title = document.curriculum.by_id[item].title
        if item in document.learner.avoid:
            self.run(_("Allow “{title}”").format(title=title), commands.allow, item)
        else:
            self.run(_("Avoid “{title}”").format(title=title), commands.avoid, item)

    def choose_start(self, item: str | None) -> None:
        """Start from a role, or from nothing."""
        self.run(_("Start"), commands.set_start, item)

    def choose_goal(self, item: str) -> None:
        """Plan towards an item."""
        title = self.window.session.document.curriculum.by_id[item].title
        self.run(_("Goal “{title}”").format(title=title), commands.set_goal, item)

    def choose_hours(self, hours: float) -> None:
        """Study so many hours a week."""
        self.run(_("{hours:g} hours a week").format(hours=hours), commands.set_hours, hours)

    def choose_begin(self, day: date) -> None:
        """Begin on another day."""
        self.run(_("First day"), commands.set_begin, day)

    def choose_aim(self, aim: str) -> None:
        """Make hours, money or both small."""
        self.run(_("Aim"), commands.set_aim, Aim(aim))

    def choose_repair(self, repair: Repair) -> None:
        """Give up the wishes of a repair."""
        self.run(_("Give up: {wish}").format(wish=repair.words), replaced, repair.document)

    def choose_option(self, decision: Decision, option: int) -> None:
        """Decide a choice."""
        label = f"{decision.name}: {decision.options[option]}"
        self.run(label, commands.choose_option, decision.nodes, decision.name, option)

    def check(self) -> None:
        problems = queries.check_loaded(self.window.session.document.curriculum)
        count = len(problems)
        heading = ngettext("{count} finding", "{count} findings", count).format(count=count)
        text = "\n\n".join(f"{problem.severity.value}: {problem}" for problem in problems)
        self._report(
            _("Check the curriculum"), heading if problems else _("No problem found."), text or _("Every rule holds.")
        )

    def open_address(self, address: str) -> None:
        """Open a web address in the browser, after asking once a host."""
        url = safe_url(address)
        if url is None:
            self.window.tell(_("This address is not opened: it is no ordinary web address."))
            return
        host = url.host()
        if host not in self.window.settings.trusted_hosts:
            text = _("Open {host} in your browser?\n\n{address}").format(host=host, address=address)
            box = QMessageBox(QMessageBox.Icon.Question, _("Open a web page"), text, parent=self.window)
            box.setTextFormat(box.textFormat().PlainText)
            box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
            if box.exec() != QMessageBox.StandardButton.Open:
                return
            self._set(trusted_hosts=(*self.window.settings.trusted_hosts, host))
        QDesktopServices.openUrl(url)

    # -- help

    def _panes(self) -> list[QWidget]:
        window = self.window
        return [
            window.you,
            window.overview if window.pages.currentIndex() else window.view,
            window.plan_list.list,
            window.inspector,
            window.search,
        ]

    def _move_pane(self, step: int) -> None:
        panes = self._panes()
        focus = QApplication.focusWidget()
        here = next((at for at, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        target = panes[(here + step) % len(panes)]
        if isinstance(target, Pane):
            target.focus_first()
        else:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        self._move_pane(1)

    def previous_pane(self) -> None:
        self._move_pane(-1)

    def shortcuts(self) -> None:
        from ui.dialogs.palette import ShortcutSheet

        ShortcutSheet(
            [self.window.actions_table[action] for action in self.window.actions_table.rows], self.window
        ).exec()

    def about(self) -> None:
        text = _(
            "Trailmark {version}\n\nPlans learning paths: what to learn, in which order, when, and why.\n\n"
            "Free software under the MIT licence. It uses Qt and PySide6 (LGPL), networkx (BSD), pydantic (MIT), "
            "HiGHS (MIT), numpy (BSD) and icons of Lucide (ISC).\n\nIt makes no network connection."
        )
        self._report(_("About Trailmark"), _("Trailmark"), text.format(version=__version__))

    def _report(self, title: str, heading: str, text: str) -> None:
        from ui.dialogs.report import Report

        Report(title, heading, text, self.window).exec()


def replaced(_old: Document, new: Document) -> Document:
    """A command that puts one document in the place of another."""
    return new
