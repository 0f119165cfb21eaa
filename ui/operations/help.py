"""The Help menu, and web addresses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from planner import __version__
from planner.i18n import _
from ui.operations.base import Base
from ui.panels.pane import Pane
from ui.plain import link_url, safe_url


class HelpOperations(Base):
    """Finding one's way, and out of the program."""

    def _panes(self) -> list[QWidget]:
        window, page = self.window, self.window.operations.compare_page
        return [
            window.you,
            window.view,
            window.timeline.chart,
            *((page.head, page.table) if page is not None else ()),
            window.plan_list.list,
            window.inspector,
            window.search,
        ]

    def _move_pane(self, step: int) -> None:
        panes = [pane for pane in self._panes() if pane.isVisible()]
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

    def open_address(self, address: str) -> None:
        """Open a web address in the browser, after asking once a host."""
        if safe_url(address) is not None and link_url(address) is None:
            self.window.tell(_("Links are off until you trust this file."))
            return
        url = link_url(address)
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
