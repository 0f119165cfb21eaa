"""A talk about the plan that is open: which slide is shown, what the keys do, and what follows a change of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.app import queries
from planner.app.map import Map, Sight
from planner.app.presentation import Story, tell, waiting
from planner.app.talk_notes import Notes
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import Plan
from ui.background import Newest
from ui.presenter.desk import SpeakerDesk
from ui.presenter.screen import AudienceScreen
from ui.presenter.slide import Show
from ui.theme.theme import Theme


class Talk(QObject):
    """Both windows, and where they are. Nothing of it changes the learner."""

    reset = Signal()
    """Somebody wants the prepared blank client."""
    darkened = Signal()
    """Somebody wants the other look."""
    over = Signal()

    def __init__(self, window: QWidget, document: Document, theme: Theme) -> None:
        super().__init__(window)
        self._main = window
        self._curriculum = document.curriculum.id
        self._notes = Notes(self._curriculum)
        self.show_of = Show(waiting(document), 0, None, theme)
        self.screen = AudienceScreen(window)
        self.desk = SpeakerDesk(window)
        self.screen.ended = self.end
        self._ending = False
        self._telling = Newest(self)
        self._telling.answered.connect(self._on_told)
        for one in (self.screen, self.desk):
            one.asked.connect(self.act)
        self.desk.written.connect(self._write)
        self._acts: dict[str, Callable[[], object]] = {
            "forward": lambda: self.go(self.place + 1),
            "back": lambda: self.go(self.place - 1),
            "first": lambda: self.go(0),
            "last": lambda: self.go(len(self.story.slides) - 1),
            "next_era": lambda: self.go(self.story.era_from(self.place, 1)),
            "era_before": lambda: self.go(self.story.era_from(self.place, -1)),
            "spotlight": self._turn_spotlight,
            "black": lambda: self._cover("black"),
            "white": lambda: self._cover("white"),
            "help": self._help,
            "dark": self.darkened.emit,
            "notes": self._turn_desk,
            "clock": self.desk.reset_clock,
            "reset": self._reset,
            "end": self.end,
        }

    # -- where one is

    @property
    def story(self) -> Story:
        """All slides."""
        return self.show_of.story

    @property
    def place(self) -> int:
        """Number of the slide that is shown."""
        return self.show_of.place

    @property
    def busy(self) -> bool:
        """Whether the slides of a new plan are still to come."""
        return self._telling.busy

    def begin(self) -> None:
        """Show the first slide over the whole screen, the notes on another one where there is one."""
        screens = QGuiApplication.screens()
        here = self._main.screen()
        there = next((one for one in screens if one is not here), here)
        self.screen.setScreen(there)
        self.screen.setGeometry(there.geometry())
        self.screen.showFullScreen()
        if there is not here:
            self.desk.setScreen(here)
            self.desk.setGeometry(here.availableGeometry().adjusted(40, 40, -40, -40))
            self.desk.show()
        self.desk.reset_clock()
        self.show_slide()
        self.screen.activateWindow()
        self.screen.setFocus()

    def follow(self, document: Document, plan: Plan) -> None:
        """The plan is another one: the talk goes on at the same step of it."""

        def told(_stale: Callable[[], bool]) -> tuple[Document, Story, Map]:
            picture = queries.draw(document, plan, Sight(), None)
            return document, tell(document, plan, picture), picture

        self._telling.ask(told)

    def wait(self, document: Document) -> None:
        """Somebody else is shown, of whom there is no plan yet."""
        self._telling.drop()
        self.show_of = replace(self.show_of, story=waiting(document), place=0, picture=None)
        self._use_notes(document)
        self.show_slide()

    def _use_notes(self, document: Document) -> None:
        if document.curriculum.id != self._curriculum:
            self._curriculum = document.curriculum.id
            self._notes = Notes(self._curriculum)

    def _on_told(self, found: tuple[Document, Story, Map]) -> None:
        document, story, picture = found
        self._use_notes(document)
        place = story.place_of(self.show_of.slide)
        self.show_of = replace(self.show_of, story=story, picture=picture, place=place)
        self.show_slide()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.show_of = replace(self.show_of, theme=theme)
        self.show_slide()

    # -- what the keys do

    def act(self, name: str) -> None:
        """Do what a key, a click or a button wants."""
        covered = bool(self.screen.cover) or self.screen.helps
        if covered and name in ("forward", "back"):  # the first click only shows the slide again
            self.screen.helps = False
            self.screen.show_cover("")
        elif name.isdigit():
            place = self.story.era(int(name))
            if place is not None:
                self.go(place)
        elif name in self._acts:
            self._acts[name]()

    def go(self, place: int) -> None:
        """Show the slide of this number; the first or the last one where there is none."""
        self.screen.helps = False
        self.screen.cover = ""
        self.show_of = replace(self.show_of, place=min(max(0, place), len(self.story.slides) - 1))
        self.show_slide()

    def show_slide(self) -> None:
        """Let both windows show where the talk is."""
        self.screen.show_slide(self.show_of)
        count, place = len(self.story.slides), self.place
        after = replace(self.show_of, place=place + 1) if place + 1 < count else None
        words = _("Slide {number} of {count}").format(number=place + 1, count=count)
        self.desk.show_slides(self.show_of, after, words, self._notes.about(self.show_of.slide.key))

    def _write(self, text: str) -> None:
        self.desk.tell(self._notes.keep(self.show_of.slide.key, text))

    def _turn_spotlight(self) -> None:
        self.show_of = replace(self.show_of, spotlight=not self.show_of.spotlight)
        self.show_slide()

    def _cover(self, colour: str) -> None:
        self.screen.helps = False
        self.screen.show_cover("" if self.screen.cover == colour else colour)

    def _help(self) -> None:
        self.screen.helps = not self.screen.helps
        self.screen.show_cover("")

    def _turn_desk(self) -> None:
        self.desk.setVisible(not self.desk.isVisible())
        if self.desk.isVisible():
            self.desk.raise_()
            self.desk.activateWindow()

    def _reset(self) -> None:
        self.desk.reset_clock()
        self.reset.emit()
        self.go(0)

    def end(self) -> None:
        """Close both windows."""
        if not self._ending:
            self._ending = True
            self._telling.drop()
            self.desk.close()
            self.screen.close()
            self.over.emit()
