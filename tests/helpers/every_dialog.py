"""Every dialog of the program, as it opens over a window with a plan: for tests that hold for all of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtWidgets import QDialog

import ui.dialogs
from planner.app import author, commands, contents, progress
from planner.app.author import Draft, three_way
from planner.app.library_news import learner_news
from planner.app.on_disk import Conflict
from planner.app.stale import staleness
from planner.app.today import day_of
from planner.i18n import _
from ui.dialogs.about_curriculum import AboutCurriculum
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.comparison import ChangeDialog
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.contents import ContentsDialog
from ui.dialogs.day import AskDay
from ui.dialogs.domains import DomainsDialog
from ui.dialogs.done import DoneDialog
from ui.dialogs.export_curriculum import ExportCurriculumDialog
from ui.dialogs.fields import FieldsDialog
from ui.dialogs.first_steps import FirstSteps
from ui.dialogs.frame import SaveDialog
from ui.dialogs.handout import HandoutDialog
from ui.dialogs.known_items import KnownItems
from ui.dialogs.library_news import NewsDialog
from ui.dialogs.merge_file import MergeFile
from ui.dialogs.merge_items import MergeItems
from ui.dialogs.new_curriculum import NewCurriculum
from ui.dialogs.new_item import NewItem
from ui.dialogs.other_plans import OtherPlansDialog
from ui.dialogs.palette import Palette, ShortcutSheet
from ui.dialogs.periods import PeriodDialog
from ui.dialogs.pick_item import PickItem
from ui.dialogs.picture import PictureDialog
from ui.dialogs.posting import PostingDialog
from ui.dialogs.record import RecordDialog
from ui.dialogs.records import RecordsDialog
from ui.dialogs.replace_text import ReplaceText
from ui.dialogs.report import Report
from ui.dialogs.resource import ResourceDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.source import SourceDialog
from ui.dialogs.split_item import SplitItem
from ui.dialogs.stale import StaleDialog
from ui.dialogs.steps import Steps
from ui.dialogs.study_log import StudyLog
from ui.dialogs.study_time import StudyTime
from ui.dialogs.words import AskWords
from ui.main_window import MainWindow
from ui.pictures.formats import Format
from ui.pictures.heading import heading
from ui.pictures.wish import Wish

FRAMES = {FieldsDialog, SaveDialog}
"""What dialogs are made of; none is opened by itself."""


def every_dialog(window: MainWindow) -> Iterator[QDialog]:
    """One after the other, each ready to be shown; those of several pages come page by page."""
    for kind, make in _makers(window).items():
        dialog = make()
        assert type(dialog) is kind
        yield dialog
        if isinstance(dialog, FirstSteps):
            for _page in range(2):
                dialog.forward()
                yield dialog
        elif isinstance(dialog, DoneDialog):
            dialog.say_not_yet()
            yield dialog
        elif isinstance(dialog, SettingsDialog):
            dialog.tabs.setCurrentIndex(1)
            yield dialog
        elif isinstance(dialog, ConflictDialog):
            yield ConflictDialog(Conflict(None, True), (), window)


def _both(draft: Draft) -> three_way.Merge:
    """What two authors have made of one file: one thing differently, and another one of them alone."""
    first, second, *others = draft.curriculum.nodes
    mine, theirs = (author.set_fields(draft, [first.id], note=one.title) for one in others[:2])
    theirs = author.set_fields(theirs, [second.id], note=others[2].title)
    return three_way.merge(draft.curriculum, mine.curriculum, theirs.curriculum, {}, frozenset(draft.offered))


def _makers(window: MainWindow) -> dict[type[QDialog], Callable[[], QDialog]]:
    answer, document, operations = window.answer, window.session.document, window.operations
    assert answer is not None
    plan = answer.plan
    actions = [window.actions_table[row] for row in window.actions_table.rows]
    curriculum, today = document.curriculum, document.learner.availability.start
    node = curriculum.by_id["python-intermediate"]
    items = operations._study_items(None)
    words = heading(document, plan, today)
    pick = (_("Avoid an item"), _("It is never planned, whatever else that takes."), _("Avoid this"))
    rows = list(window.actions_table.rows.values())
    draft = author.open("ml-architect")
    domains = draft.merged.domains
    newer = curriculum.changed(
        nodes=tuple(one.changed(hours=one.hours.times(1.5)) if one is node else one for one in curriculum.nodes)
    )
    return {
        NewsDialog: lambda: NewsDialog(
            learner_news(curriculum, newer), _("The curriculum has changed"), _("Follow the new one"), parent=window
        ),
        AboutCurriculum: lambda: AboutCurriculum(draft, window),
        DomainsDialog: lambda: DomainsDialog(domains, {domains[0].id: 3}, window),
        RecordsDialog: lambda: RecordsDialog(draft, window.theme, window),
        RecordDialog: lambda: RecordDialog(draft, "certificates", "", window.theme, window),
        MergeFile: lambda: MergeFile("module.json", _both(draft), draft.merged.titles, lambda _choices: "", window),
        MergeItems: lambda: MergeItems([node, node], window),
        ReplaceText: lambda: ReplaceText(draft, window),
        SplitItem: lambda: SplitItem(node, window),
        NewCurriculum: lambda: NewCurriculum(window),
        NewItem: lambda: NewItem(curriculum.domain_titles, node.domain, node.title, window),
        ResourceDialog: lambda: ResourceDialog(node.resources[0], (), window),
        SourceDialog: lambda: SourceDialog(draft.merged.sources[0], (), window),
        KnownItems: lambda: KnownItems(curriculum, {"sql-fundamentals"}, {"python-intermediate"}, window),
        Palette: lambda: Palette(actions, window),
        ShortcutSheet: lambda: ShortcutSheet(actions, window),
        ContentsDialog: lambda: ContentsDialog(contents.of(curriculum, "", "json", ()).changed(trusted=False), window),
        Report: lambda: Report(_("Check the curriculum"), _("Every rule holds."), _("No problem found."), window),
        OtherPlansDialog: lambda: OtherPlansDialog(document, plan, window),
        PostingDialog: lambda: PostingDialog(document, plan, window),
        AskDay: lambda: AskDay(_("Not before"), _("Use these"), today, today, window),
        AskWords: lambda: AskWords(_("Waived"), node.title, _("Waived"), [(_("Who said so"), "")], parent=window),
        PeriodDialog: lambda: PeriodDialog(document, None, today, window),
        PickItem: lambda: PickItem(*pick, curriculum, [*curriculum.by_id][:50], commands.avoid, window),
        BackupsDialog: lambda: BackupsDialog(window.workspace, document, window),
        ConflictDialog: lambda: ConflictDialog(Conflict(None, False), (), window),
        PictureDialog: lambda: PictureDialog(answer.picture, words, None, Wish(Format.PNG), window),
        ExportCurriculumDialog: lambda: ExportCurriculumDialog(curriculum, "csv", window),
        HandoutDialog: lambda: HandoutDialog(window.settings, "Ana", window),
        StudyLog: lambda: StudyLog(window.session, items, operations.log, operations.run, window),
        StudyTime: lambda: StudyTime(items, today, parent=window),
        DoneDialog: lambda: DoneDialog(node, progress.item_record(document, node.id), day_of(document), 0.2, window),
        StaleDialog: lambda: StaleDialog(staleness(curriculum, date(2027, 12, 1), plan), window),
        SettingsDialog: lambda: SettingsDialog(rows, lambda row: row.text, window),
        Steps: lambda: Steps(window.feed.known_plan, window),
        ChangeDialog: lambda: ChangeDialog(plan, plan, window),
        FirstSteps: lambda: FirstSteps(document, window),
    }


def every_kind() -> set[type[QDialog]]:
    """The classes of all dialogs of the program."""
    found: set[type[QDialog]] = set()
    for module in pkgutil.iter_modules(ui.dialogs.__path__):
        loaded = importlib.import_module(f"ui.dialogs.{module.name}")
        for _name, kind in inspect.getmembers(loaded, inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == loaded.__name__:
                found.add(kind)
    return found - FRAMES


def listed(window: MainWindow) -> set[type[QDialog]]:
    """The classes of the dialogs that `every_dialog` opens."""
    return set(_makers(window))
