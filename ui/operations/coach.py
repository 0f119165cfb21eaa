"""The Coach menu: the clients of a folder, the prepared blank client, and no names where others look on."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton

from planner.app import commands, copies, queries, sample
from planner.app.on_disk import free_file
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.banner import Acts
from ui.operations.compare import CompareOperations
from ui.plain import folder_url, menu_text, plain_tip
from ui.theme import icons, wardrobe

if TYPE_CHECKING:
    from ui.clients.page import ClientsPage


class CoachOperations(CompareOperations):
    """Several clients, of whom one is open."""

    clients: ClientsPage | None = None
    """The page; None until it is looked at."""
    private_sign: QPushButton | None = None
    _hidden = False

    # -- the page

    def page_clients(self) -> None:
        self.show_page("clients")
        if self.clients is not None:
            self.clients.table.setFocus()

    def show_page(self, name: str) -> None:
        """Turn to a page of the middle of the window; that of the clients is built when it is first looked at."""
        if name == "clients" and self.clients is None:
            self._build_clients()
        super().show_page(name)
        self._give_room()
        self.follow_clients()

    def _build_clients(self) -> ClientsPage:
        from ui.clients.page import ClientsPage

        window, page = self.window, ClientsPage(self.window.theme)
        page.wanted.connect(self.do_for_client)
        window.pages.add("clients", page)
        page.set_theme(window.theme)
        self.clients = page
        return page

    def take_clients(self, other: CoachOperations) -> None:
        """List the same as the page in a window that this one takes the place of."""
        if other.clients is not None:
            self._build_clients().take_over(other.clients)

    def follow_clients(self) -> None:
        """Let the page show the folder, and name only who may be named."""
        window = self.window
        if self.clients is not None:
            opened = window.workspace.path if self.saves else None
            self.clients.show_folder(self.folder_of_clients, opened, window.settings.privacy)

    def do_for_client(self, action: str, file: str) -> None:
        """Do what a button of the page says."""
        if not file:
            self.window.actions_table[action].trigger()
        else:
            getattr(self, action)(Path(file))

    def clients_folder(self) -> None:
        start = "" if self.window.settings.privacy else str(self.folder_of_clients)
        name = QFileDialog.getExistingDirectory(self.window, _("Folder of clients"), start or str(Path.home()))
        if name:
            self._set(clients_folder=name)
            self.page_clients()

    # -- one client

    def open_client(self, path: Path) -> None:
        """Open a client and show the plan."""
        operations = self.window.operations
        if self.window.workspace.path is None or path != self.window.workspace.path.absolute() or not self.saves:
            operations.open_path(path)
        if self.window.workspace.path is not None and self.window.workspace.path.absolute() == path:
            self.show_page("map")

    def show_client(self, path: Path) -> None:
        """Show the file in the file manager."""
        QDesktopServices.openUrl(folder_url(path))

    def compare_client(self, path: Path) -> None:
        """Put the client beside the one that is open."""
        from ui.compare.columns import Column

        try:
            document = queries.read_learner(path, date.today())
        except PlannerError as wrong:
            self.window.tell(wrong.problems[0].message)
            return
        self.show_page("compare")
        self.put_columns(Column(), Column(file=path, document=document))

    def duplicate_client(self, path: Path) -> None:
        """Ask what is to be tried, and make a copy of the client for it."""
        scenario, accepted = QInputDialog.getText(
            self.window, _("Duplicate as scenario"), _("What is to be tried, such as “six hours a week”?")
        )
        if not accepted or not scenario.strip():
            return
        window = self.window
        try:
            if window.workspace.path is not None and window.workspace.path.absolute() == path:
                window.autosave.flush()
            name = window.workspace.read_copy(path).name or path.stem
            copy = copies.duplicate(path, copies.scenario_name(name, scenario.strip()))
        except PlannerError as wrong:
            self._report(_("Duplicate as scenario"), _("Nothing was written."), wrong.problems[0].message)
            return
        self.page_clients()
        if self.clients is not None:
            self.clients.choose_when_found(str(copy))
        window.tell(_("The scenario has a file of its own. Open it to try something."))

    def new_client(self) -> None:
        """Ask for a name and the three questions, and begin a file in the folder of clients."""
        from ui.dialogs.first_steps import FirstSteps

        window = self.window
        name, accepted = QInputDialog.getText(window, _("New client"), _("What is the client called?"))
        if not accepted or not name.strip():
            return
        curriculum = sample.fresh(window.workspace.curriculum, window.session.document.curriculum)
        dialog = FirstSteps(queries.new_document(curriculum, date.today()), window, first=True)
        if not dialog.exec() or not self.leave_client():
            return
        operations = window.operations
        window.workspace.begin()
        window.workspace.also |= dialog.chosen_curricula()
        operations.show_document(commands.set_name(dialog.document(), name.strip()[:200]), _("New client"))
        operations.saves = True
        path = free_file(self.folder_of_clients, name)
        operations.on_saved(window.workspace.save_as(path, *operations.to_save()))
        self.show_page("map")

    def leave_client(self) -> bool:
        """Save what is open; False where that fails and the person stays."""
        return self.window.operations.leave()

    # -- the prepared blank client

    def blank_client(self) -> None:
        """Show the example as it is at first, whatever was done with it before."""
        window, operations = self.window, self.window.operations
        if not operations.leave():
            return
        curriculum = sample.fresh(window.workspace.curriculum, window.session.document.curriculum)
        document = sample.blank_client(curriculum, date.today())
        window.workspace.begin()
        operations.show_document(document, _("Prepared blank client"))
        self.saves, self.rehearses = False, True
        operations.follow_name()
        self.tell_rehearsal()

    def tell_rehearsal(self) -> None:
        """Say that nothing is kept of the prepared blank client, while that is shown."""
        if self.rehearses:
            words = _("This is an example without a name. Nothing that you do with it is saved.")
            self.window.banner.show_message("blank", words, [(_("Save as…"), self.window.operations.save_as)])

    # -- no names

    def privacy(self) -> None:
        """Name no client but the open one, or all of them again."""
        on = self.window.actions_table["privacy"].isChecked()
        self._set(privacy=on)
        on_words = _("Privacy mode is on: only the client that is open is named.")
        self.window.tell(on_words if on else _("Privacy mode is off."))

    def follow_settings(self) -> None:
        """Let menus, signs and the page of clients say what is named and what is not."""
        super().follow_settings()
        window, private = self.window, self.window.settings.privacy
        window.actions_table["privacy"].setChecked(private)
        if private != self._hidden:
            self._hidden = private
            window.tell("")  # a name may stand in it
            self._name_unusable(not private)
            if window.operations.recent is not None:
                window.operations.fill_recent(window.operations.recent)
        self._show_sign(private)
        if self.clients is not None:
            clients = self.clients
            wardrobe.wear(clients, lambda: clients.set_theme(window.theme))
        self.follow_clients()

    def _name_unusable(self, named: bool) -> None:
        """Tell, or tell no more, of a file that could not be opened."""
        window = self.window
        if not named:
            window.banner.clear("unusable")
            if window.workspace.path is None:
                window.banner.clear("file")
        elif window.workspace.path is None and window.workspace.notice:
            window.operations.tell_opened()

    def _show_sign(self, private: bool) -> None:
        """A button at the foot of the window, as long as names are hidden."""
        window = self.window
        if self.private_sign is None:
            self.private_sign = QPushButton(menu_text(_("Privacy mode")), flat=True)
            self.private_sign.clicked.connect(lambda _on: self.turn_privacy(False))
            plain_tip(self.private_sign, _("Only the client that is open is named. Click to name all again."))
            window.statusBar().addPermanentWidget(self.private_sign)
        self.private_sign.setIcon(icons.icon("eye-off", window.theme))
        self.private_sign.setVisible(private)

    def tell_private_start(self) -> None:
        """Say why nobody is open although somebody was when the window was closed."""
        words = _("Privacy mode is on: no client is opened by itself.")
        acts: Acts = [(_("Clients"), self.page_clients), (_("Turn it off"), partial(self.turn_privacy, False))]
        self.window.banner.show_message("private", words, acts)

    def turn_privacy(self, on: bool) -> None:
        """Turn privacy mode on or off."""
        action = self.window.actions_table["privacy"]
        if action.isChecked() != on:
            action.trigger()
        self.window.banner.clear("private")
