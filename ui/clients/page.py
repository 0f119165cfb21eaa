"""The page of clients: who there is, how far everybody is, and what can be done with one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.app.client_words import SORTS, count_words, filter_words, found, in_order
from planner.app.clients import Client
from planner.i18n import _
from ui.announce import announce
from ui.clients.model import NAME, NEXT, PROGRESS, STANDING, ClientModel
from ui.clients.reader import ClientReader
from ui.clients.table import ClientTable
from ui.flow import Flow
from ui.plain import OneLine, PlainLabel, menu_text, plain_tip
from ui.text_fields import Line
from ui.theme.theme import Theme, make_primary

_SORT_OF = {NAME: "name", PROGRESS: "progress", STANDING: "standing", NEXT: "next"}
_TABLE, _NOTHING = range(2)


class ClientsPage(QWidget):
    """Reads its folder only while somebody looks at it."""

    wanted = Signal(str, str)
    """Something is to be done (name of the action), with the file of a client or ""."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clients")
        self.reader = ClientReader(self)
        self.reader.found.connect(self._on_found)
        self.reader.failed.connect(self._on_failed)
        self._folder = Path()
        self._clients: Sequence[Client] = ()
        self._open_file = ""
        self._private = False
        self._numbers: dict[str, int] = {}
        self._backwards = False
        self._wished = ""
        self.model = ClientModel(self.called)
        self.table = ClientTable(self.model, theme)
        self.table.opened.connect(lambda: self._want("open_client"))
        self.table.typed.connect(self._begin_search)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by_column)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._follow())
        self._build()
        self._fill()

    # -- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addWidget(self._tools())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing())
        column.addWidget(self._pages, 1)
        column.addWidget(self._acts())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(_("Clients"), role="h1"))
        self.place = OneLine("", role="caption")
        words.addWidget(self.place)
        row.addLayout(words, 1)
        row.addWidget(self._button(_("Choose folder…"), "clients_folder"))
        row.addWidget(make_primary(self._button(_("New client…"), "new_client")))
        return row

    def _tools(self) -> QWidget:
        self.search = Line(clearButtonEnabled=True)
        self.search.setPlaceholderText(_("Search clients"))
        self.search.setAccessibleName(_("Search clients"))
        self.search.setMinimumWidth(180)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self.table.setFocus)
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Which clients"))
        for name, words in filter_words().items():
            self.kind.addItem(words, name)
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("What to sort the clients by"))
        titles = (_("By name"), _("By goal"), _("By progress"), _("Latest first"), _("By next step"), _("By finish"))
        for name, words in zip(SORTS, titles, strict=True):
            self.sort.addItem(words, name)
        self.kind.currentIndexChanged.connect(lambda _row: self._fill())
        self.sort.currentIndexChanged.connect(lambda _row: self._sorted())
        holder = QWidget()
        row = Flow(margin=0, gap=8)
        holder.setLayout(row)
        for one in (self.search, self.kind, self.sort):
            row.addWidget(one)
        return holder

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        self._sentence = PlainLabel("", role="title", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._sentence)
        row = QHBoxLayout()
        row.addStretch(1)
        self._show_all = self._button(_("Show all clients"), "")
        self._show_all.clicked.connect(self._clear)
        self._sample = self._button(_("Look at an example"), "blank_client")
        for one in (self._show_all, self._sample):
            row.addWidget(one)
        row.addStretch(1)
        column.addSpacing(12)
        column.addLayout(row)
        column.addStretch(3)
        return page

    def _acts(self) -> QWidget:
        self._buttons: list[QPushButton] = []
        holder = QWidget()
        row = Flow(margin=0, gap=8)
        holder.setLayout(row)
        for words, action in (
            (_("Open"), "open_client"),
            (_("Present"), "present_client"),
            (_("Compare with the open one"), "compare_client"),
            (_("Duplicate as scenario…"), "duplicate_client"),
            (_("Show in folder"), "show_client"),
        ):
            button = self._button(words, action, of_client=True)
            self._buttons.append(button)
            row.addWidget(button)
            act = QAction(menu_text(words), self.table)
            act.triggered.connect(partial(self._want, action))
            self.table.addAction(act)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return holder

    def _button(self, words: str, action: str, of_client: bool = False) -> QPushButton:
        button = QPushButton(menu_text(words))
        button.setObjectName(action)
        if of_client:
            button.clicked.connect(lambda _on=False: self._want(action))
        elif action:
            button.clicked.connect(lambda _on=False: self.wanted.emit(action, ""))
        return button

    # -- what is shown

    def show_folder(self, folder: Path, open_file: Path | None, private: bool) -> None:
        """Show the clients of a folder. `open_file`: of the learner in the window; `private`: name no other one."""
        opened = str(open_file.absolute()) if open_file else ""
        if private and not self._private:
            self.search.clear()  # a name may stand in it
        changed = (opened, private) != (self._open_file, self._private)
        if folder != self._folder:
            self._clients = ()
        self._folder, self._open_file, self._private = folder, opened, private
        if changed or (self.isVisible() and not self._clients):
            self._fill()
        if self.isVisible():
            self.reader.watch(folder)

    def called(self, client: Client) -> str:
        """How a client is called on the screen: in privacy mode all but the open one by their number."""
        if not self._private or (self._open_file and client.file == self._open_file):
            return client.name
        return _("Client {number}").format(number=self._numbers.get(client.file, 0))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.table.follow_look(theme)

    @property
    def chosen(self) -> str:
        """The file of the client that is chosen; empty where none is."""
        client = self.table.chosen
        return client.file if client is not None and self._pages.currentIndex() == _TABLE else ""

    def take_over(self, other: ClientsPage) -> None:
        """List whom another page lists, and choose the same one."""
        self.search.setText(other.search.text())
        self.kind.setCurrentIndex(other.kind.currentIndex())
        self.sort.setCurrentIndex(other.sort.currentIndex())
        self._backwards = other._backwards
        self.choose_when_found(other.chosen)

    def choose_when_found(self, file: str) -> None:
        """Choose the client of this file as soon as it is in the list."""
        self._wished = file

    def _on_found(self, clients: tuple[Client, ...]) -> None:
        if clients != self._clients:
            self._clients = clients
            self._fill()

    def _on_failed(self, words: str) -> None:
        self._clients = ()
        self._fill("" if self._private or not self._folder.exists() else words)

    def _fill(self, words: str = "") -> None:
        files = sorted(one.file for one in self._clients)
        self._numbers = {file: number for number, file in enumerate(files, 1)}
        by = str(self.sort.currentData())
        called: Callable[[Client], str] = self.called
        shown = found(self._clients, self.search.text(), str(self.kind.currentData()), called)
        shown = in_order(shown, by, self._backwards, called)
        self.table.show_clients(shown)
        if self._wished in {one.file for one in shown}:
            self.table.choose(self._wished)
            self._wished = ""
        self._pages.setCurrentIndex(_TABLE if shown else _NOTHING)
        self._say_place(len(shown))
        self._show_all.setVisible(bool(self._clients))
        self._sample.setVisible(not self._clients)
        if not shown:
            empty = _("No client yet. A client is a file in a folder that you choose; nothing leaves this computer.")
            self._sentence.setText(words or (_("No client is like that.") if self._clients else empty))
        self._follow()

    def _say_place(self, shown: int) -> None:
        place = (
            _("The folder is not named in privacy mode.")
            if self._private
            else _("In “{folder}”").format(folder=self._folder.name or self._folder)
        )
        count = count_words(shown, len(self._clients)) if self._clients else ""
        self.place.setText(" · ".join(filter(None, (count, place))))
        plain_tip(self.place, "")

    def _follow(self) -> None:
        """What can be done with whoever is chosen."""
        chosen = self.chosen
        for button in self._buttons:
            button.setEnabled(bool(chosen))
        for act in self.table.actions():
            act.setEnabled(bool(chosen))

    def _clear(self) -> None:
        self.search.clear()
        self.kind.setCurrentIndex(0)

    def _sorted(self) -> None:
        self._backwards = False
        self._fill()

    def _sort_by_column(self, column: int) -> None:
        by = SORTS.index(_SORT_OF[column])
        if by == self.sort.currentIndex():
            self._backwards = not self._backwards
            self._fill()
        else:
            self.sort.setCurrentIndex(by)
        announce(self.table, self.sort.currentText())

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)

    def _want(self, action: str) -> None:
        if self.chosen:
            self.wanted.emit(action, self.chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.reader.watch(self._folder) if self.isVisible() else None)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.reader.rest()
