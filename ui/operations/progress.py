"""The Progress menu: what the learner says of an item as time goes by, the study log and the timer."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QMessageBox

from planner.app import progress, queries, timer
from planner.app.done_items import done_items
from planner.app.durations import minutes_words
from planner.app.progress_words import time_words, without_words
from planner.app.session import Command
from planner.app.today import day_of
from planner.i18n import _
from planner.model.curriculum import Kind
from planner.model.record import EventKind
from ui.operations.plan import PlanOperations

OPEN = (EventKind.PLANNED, EventKind.STARTED, EventKind.SKIPPED)
"""States in which an item is still to be done, or left out."""
ACTIONS = frozenset({"begin", "done", "waived", "replaced", "skip", "plan_again", "study_time", "notes"})


class ProgressOperations(PlanOperations):
    """Each is one command of the session, said in a sentence with an Undo beside it."""

    def applies(self, action: str, item: str | None) -> bool:
        """Whether an action makes sense for an item."""
        document = self.window.session.document
        if action == "study_time" and (item is None or not super().applies(action, item)):
            return bool(self._study_items(None))
        if action not in ACTIONS or item is None or not super().applies(action, item):
            return super().applies(action, item)
        state = progress.item_record(document, item).state
        held = item in queries.held(document)
        if action == "done":
            return not held or state is EventKind.DONE
        if action == "plan_again":
            return state is not EventKind.PLANNED or item in document.learner.known
        if action == "skip":
            return not held and state is not EventKind.SKIPPED
        return action in ("notes", "study_time") or not held

    def name_actions(self, item: str | None) -> None:
        """Let the menu say what each action would do with the selected item."""
        document, table = self.window.session.document, self.window.actions_table
        state = progress.item_record(document, item).state if item else EventKind.PLANNED
        table["begin"].setText(_("Not in progress") if state is EventKind.STARTED else _("In progress"))
        table["done"].setText(_("Not done") if state is EventKind.DONE else _("Done…"))
        current = self.window.timer.current
        table["timer"].setText(_("Stop timer") if current else _("Start timer"))
        table["pause_timer"].setText(_("Go on timing") if current and not current.running else _("Pause timer"))
        table["pause_timer"].setEnabled(current is not None)
        lost = current is None and self.window.timer.discarded is not None
        table["discard_timer"].setText(_("Bring timer back") if lost else _("Discard timer"))
        table["discard_timer"].setEnabled(current is not None or lost)

    def _say(self, label: str, command: Command[...], *arguments: object) -> bool:
        """Run a command and say what it did, until the plan says what came of it."""
        session = self.window.session
        before = session.document
        self.run(label, command, *arguments)
        if session.document is before:
            return False
        self.said = label
        self.window.tell(label, undo=True)
        return True

    def _title(self, item: str) -> str:
        return self.window.session.document.curriculum.by_id[item].title

    def _today(self) -> date:
        return day_of(self.window.session.document)

    def show_done(self) -> None:
        """Let the plan offer what is behind the learner."""
        document = self.window.session.document
        records, done = document.record.items(), done_items(document)
        hours = progress.estimates(document, (one.id for one in done))
        story = {item: time_words(records[item], estimate) or _("Done") for item, estimate in hours.items()}
        self.window.plan_list.show_done(done, story)

    # -- doing

    def begin(self) -> None:
        if self.window.selected:
            self.begin_item(self.window.selected)

    def begin_item(self, item: str) -> None:
        """An item is in progress from today on, or not any more."""
        if not self.applies("begin", item):
            return
        if progress.item_record(self.window.session.document, item).state is EventKind.STARTED:
            label = _("“{title}” is not in progress").format(title=self._title(item))
            self._say(label, progress.plan_again, item)
        else:
            label = _("“{title}” is in progress").format(title=self._title(item))
            self._say(label, progress.begin, item, self._today())

    def done(self) -> None:
        if self.window.selected:
            self.finish_item(self.window.selected)

    def finish_item(self, item: str) -> None:
        """An item is done, after the self-check where that is wanted; or it is not done after all."""
        window, document = self.window, self.window.session.document
        if not self.applies("done", item):
            return
        record, title = progress.item_record(document, item), self._title(item)
        if record.state is EventKind.DONE:
            self._say(_("“{title}” is not done").format(title=title), progress.plan_again, item)
            return
        label = _("“{title}” is done").format(title=title)
        if not window.settings.ask_when_done:
            self._say(label, progress.finish, item, self._today())
            return
        from ui.dialogs.done import DoneDialog

        part = progress.part_done(document, item)
        hours = progress.estimates(document, [item])[item]
        dialog = DoneDialog(document.curriculum.by_id[item], record, self._today(), part, window, hours)
        if not dialog.exec():
            return
        answer = dialog.answer
        if not answer.ask_again:
            self._set(ask_when_done=False)
        if answer.part is not None:
            label = _("{percent:.0f} % of “{title}” is done").format(percent=answer.part * 100, title=title)
            self._say(label, progress.set_part, item, answer.part)
        else:
            self._say(label, progress.finish, item, answer.day, answer.hours, answer.evidence, answer.note)

    def ask_when_done(self) -> None:
        self._set(ask_when_done=self.window.actions_table["ask_when_done"].isChecked())

    def known(self) -> None:
        item, document = self.window.selected, self.window.session.document
        if item is None or not self.applies("known", item):
            return
        title = self._title(item)
        if item in document.learner.known:
            self._say(_("“{title}” is not known").format(title=title), progress.plan_again, item)
        elif item in queries.held(document):
            text = _("“{title}” comes with your start or with something else you hold.")
            self.window.tell(text.format(title=title))
        else:
            self._say(_("“{title}” is known").format(title=title), progress.know, item)

    def known_items(self) -> None:
        from ui.dialogs.known_items import KnownItems

        document = self.window.session.document
        implied = queries.held(document) - set(document.learner.known)
        dialog = KnownItems(document.curriculum, document.learner.known, implied, self.window)
        live = self.window.live

        def tell() -> None:
            known = dialog.list.known()
            live.ask(dialog.effect, lambda old: progress.know_exactly(old, known), close=True)

        dialog.list.changed.connect(tell)
        if dialog.exec():
            live.leave()
            self.run(_("What I know"), progress.know_exactly, dialog.list.known())
        else:
            live.rest()

    # -- leaving out

    def waived(self) -> None:
        from ui.dialogs.words import AskWords

        item = self.window.selected
        if item is None or not self.applies("waived", item):
            return
        title = self._title(item)
        question = _("“{title}” is not asked of you.").format(title=title)
        dialog = AskWords(_("Waived"), question, _("Waived"), [(_("Who said so"), "")], parent=self.window)
        if dialog.exec():
            label = _("“{title}” is waived").format(title=title)
            self._say(label, progress.waive, item, dialog.words[0], dialog.note)

    def replaced(self) -> None:
        from ui.dialogs.words import AskWords

        item = self.window.selected
        if item is None or not self.applies("replaced", item):
            return
        title = self._title(item)
        question = _("What stands in for “{title}”?").format(title=title)
        fields = [(_("Such as a course, a job or a degree"), "")]
        dialog = AskWords(_("Replaced by"), question, _("It stands in"), fields, needed=True, parent=self.window)
        if dialog.exec():
            label = _("“{title}” is replaced").format(title=title)
            self._say(label, progress.replace, item, dialog.words[0], dialog.note)

    def skip(self) -> None:
        if self.window.selected:
            self.skip_item(self.window.selected)

    def skip_item(self, item: str) -> None:
        """Leave an item out of the plan; where nothing can take its place, offer to treat it as waived."""
        window, document = self.window, self.window.session.document
        if not self.applies("skip", item):
            return
        title = self._title(item)
        plan = window.answer.plan if window.answer else None
        needing = queries.without(document, plan, item) if plan and plan.items else None
        choice = self._ask_skip(title, without_words(document, item, needing)) if needing is not None else "skip"
        if choice == "waive":
            self._say(_("“{title}” is waived").format(title=title), progress.waive, item)
        elif choice == "skip":
            self._say(_("“{title}” is skipped").format(title=title), progress.skip, item)

    def _ask_skip(self, title: str, words: str) -> str:
        """ "waive", "skip", or "" for neither."""
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Skip “{title}”?").format(title=title))
        box.setTextFormat(box.textFormat().PlainText)
        box.setText(words)
        box.setInformativeText(_("You can treat it as waived: the plan goes on as if you had it."))
        waive = box.addButton(_("Treat as waived"), QMessageBox.ButtonRole.AcceptRole)
        skip = box.addButton(_("Skip all the same"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(waive)
        box.exec()
        clicked = box.clickedButton()
        return "waive" if clicked is waive else "skip" if clicked is skip else ""

    def plan_again(self) -> None:
        item = self.window.selected
        if item and self.applies("plan_again", item):
            label = _("“{title}” is planned again").format(title=self._title(item))
            self._say(label, progress.plan_again, item)

    def notes(self) -> None:
        from ui.dialogs.words import AskWords

        item, document = self.window.selected, self.window.session.document
        if item is None or not self.applies("notes", item):
            return
        record, title = progress.item_record(document, item), self._title(item)
        fields = [(_("What shows it: a web address, or a sentence"), record.evidence)]
        dialog = AskWords(_("Note and evidence"), title, _("Keep it"), fields, note=record.note, parent=self.window)
        if dialog.exec():
            [evidence], note = dialog.words, dialog.note
            if (note, evidence) != (record.note, record.evidence):
                self._say(_("Note about “{title}”").format(title=title), progress.annotate, item, note, evidence)

    # -- time

    def _study_items(self, first: str | None) -> list[tuple[str, str]]:
        """What time can be written down for: `first`, what is in progress, what the plan has, what is done."""
        document, answer = self.window.session.document, self.window.answer
        nodes, records = document.curriculum.by_id, document.record.items()
        begun = [item for item, record in records.items() if record.state is EventKind.STARTED]
        planned = [one.id for one in answer.plan.items if one.hours] if answer else []
        wanted = dict.fromkeys([*([first] if first else []), *reversed(begun), *planned, *records])
        return [(item, nodes[item].title) for item in wanted if item in nodes and nodes[item].kind is not Kind.ROLE]

    def study_time(self) -> None:
        self.add_study_time(self.window.selected)

    def add_study_time(self, item: str | None) -> None:
        """Write down how long something was studied."""
        from ui.dialogs.study_time import StudyTime

        if item is not None and not super().applies("study_time", item):
            item = None
        items = self._study_items(item)
        dialog = StudyTime(items, self._today(), parent=self.window)
        if items and dialog.exec() and dialog.fields.entry is not None:
            entry = dialog.fields.entry
            self.log(entry.item, entry.day, entry.minutes, entry.note)

    def log(self, item: str, day: date, minutes: int, note: str = "") -> bool:
        """One more entry of the study log."""
        text = _("{time} of “{title}” written down")
        label = text.format(time=minutes_words(minutes), title=self._title(item))
        return self._say(label, progress.study, item, day, minutes, note)

    def study_log(self) -> None:
        from ui.dialogs.study_log import StudyLog

        StudyLog(self.window.session, self._study_items(self.window.selected), self.log, self.run, self.window).exec()

    def timer(self) -> None:
        """Start counting for the selected item or for what is next, or stop and write it down."""
        window = self.window
        self.find_timer()
        if window.timer.current is not None:
            self._stop_timer()
            return
        items = self._study_items(window.selected if self.applies("begin", window.selected) else None)
        if items:
            self.start_timer(items[0][0])

    def find_timer(self) -> None:
        """A timer is that of the learner whose file is open; of a rehearsal nothing is kept."""
        self.window.timer.turn_to("" if self.rehearses else self.window.workspace.identity)

    def start_timer(self, item: str) -> None:
        """Count the time that an item is studied; the time of another one is written down first."""
        window = self.window
        self.find_timer()
        if window.timer.current is not None and not self._stop_timer():
            return
        document = window.session.document
        if not window.timer.start(document.curriculum.id, item):
            window.tell(_("Another window counts the time of this learner. Stop the timer there."))
            return
        self.saves = self.saves or not self.rehearses  # else nobody could come back to it
        self.save()
        if progress.item_record(document, item).state is EventKind.PLANNED and item not in queries.held(document):
            self._say(
                _("“{title}” is in progress").format(title=self._title(item)), progress.begin, item, self._today()
            )

    def _stop_timer(self) -> bool:
        """Write down what the timer has counted; False where it goes on to be there."""
        from ui.dialogs.study_time import Entry, StudyTime

        window, document = self.window, self.window.session.document
        if window.timer.current is not None and window.timer.current.item not in document.curriculum.by_id:
            window.tell(_("The timer belongs to another curriculum. Open that, or discard the timer."))
            return False
        window.timer.pause()
        current = window.timer.current
        if current is None:
            return True
        # Begun with another curriculum, perhaps: what is logged counts wherever the learner goes.
        counted = timer.minutes(current.seconds)
        if timer.is_doubtful(current):
            question = doubt_words(current.seconds, current.away)
            entry = Entry(current.item, self._today(), min(max(1, counted), 24 * 60), "")
            dialog = StudyTime(
                [(current.item, self._title(current.item))], self._today(), entry, question, _("Discard it"), window
            )
            if not dialog.exec():
                return False
            if dialog.discarded:
                self.discard_timer()
                return True
            found = dialog.fields.entry
            if found is not None and not self.log(found.item, found.day, found.minutes, found.note):
                return False
        elif not counted:
            window.tell(_("Less than a minute: nothing is written down."))
        elif not self.log(current.item, self._today(), counted):
            return False
        window.timer.forget()
        return True

    def pause_timer(self) -> None:
        running = self.window.timer.current
        if running is not None:
            (self.window.timer.pause if running.running else self.window.timer.go_on)()

    def discard_timer(self) -> None:
        """Write nothing down; until another file is open, what was counted can be had back."""
        clock = self.window.timer
        if clock.current is None:
            clock.bring_back()
            return
        clock.discard()
        counted = clock.discarded.seconds + clock.discarded.away if clock.discarded else 0
        text = _("The timer is discarded: {time}.").format(time=minutes_words(timer.minutes(counted)))
        self.window.tell(text, undo=clock.bring_back)

    def show_timer(self) -> None:
        """The timer has changed."""
        current, nodes = self.window.timer.current, self.window.session.document.curriculum.by_id
        title = nodes[current.item].title if current and current.item in nodes else ""
        self.window.timer_button.show_timer(current, title)
        self.name_actions(self.window.selected)


def doubt_words(seconds: int, away: int) -> str:
    """What is asked where only the learner knows how much of the time was study."""
    if not away:
        text = _("The timer ran for {time}. How much of it did you study?")
        return text.format(time=minutes_words(timer.minutes(seconds)))
    text = _(
        "The timer ran for {time}. For {away} of it the computer slept or this file was not open. "
        "How much of it did you study?"
    )
    return text.format(time=minutes_words(timer.minutes(seconds + away)), away=minutes_words(timer.minutes(away)))
