"""A file of the editor that somebody else has changed: replaced, loaded, merged, or left as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from planner.i18n import _
from planner.model.problem import PlannerError

if TYPE_CHECKING:
    from planner.app.author import Saved
    from planner.app.author.three_way import Choices
    from ui.author.desk import Desk
    from ui.operations.author import AuthorFiles


def settle(operations: AuthorFiles, desk: Desk, saved: Saved) -> bool:
    """Ask what becomes of the file, or of that of a module: nothing is overwritten without a word."""
    window = operations.window
    roles = QMessageBox.ButtonRole
    box = QMessageBox(QMessageBox.Icon.Warning, _("The file has changed"), saved.words, parent=window)
    box.setTextFormat(box.textFormat().PlainText)
    kept = _("What is on the disk is kept as a backup if you replace it or merge with it.")
    merge = box.addButton(_("Merge…"), roles.AcceptRole) if _is_there(desk, saved.module) else None
    replace = box.addButton(_("Replace it"), roles.DestructiveRole)
    copy = load = None
    if saved.module is None:
        copy = box.addButton(_("Save as…"), roles.AcceptRole)
        load = box.addButton(_("Load it"), roles.ResetRole)
        box.setInformativeText(kept)
    else:
        text = _("Neither file was written. Merge with it, replace it, or bring the items back with Undo.")
        box.setInformativeText(f"{text} {kept}")
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    chosen = box.clickedButton()
    if merge is not None and chosen is merge:
        return _merge(operations, desk, saved.module) and operations.save_draft()
    if chosen is replace:
        accepted = desk.file.accept(saved.module)
        return operations.on_draft_saved(accepted if accepted.failed else desk.save())
    if copy is not None and chosen is copy:
        return operations.save_draft_as()
    if load is not None and chosen is load and desk.file.path is not None:
        path = desk.file.path
        desk.give_up()
        desk.forget_changes()
        return operations.open_draft(str(path))
    return False


def _is_there(desk: Desk, module: Path | None) -> bool:
    path = module or desk.file.path
    return path is not None and path.exists()


def _merge(operations: AuthorFiles, desk: Desk, module: Path | None) -> bool:
    """Show what both have changed; True where it was put together, as a step that Undo takes back."""
    from planner.app import author
    from ui.dialogs.merge_file import MergeFile

    draft = desk.draft
    try:
        disk = desk.file.found(draft, module)
        found = author.merged(draft, disk)
    except PlannerError as wrong:
        operations.window.tell(_("These cannot be put together: {reason}").format(reason=wrong.problems[0].message))
        return False

    def merge(choices: Choices) -> str:
        label = _("Merge with what is on the disk of {file}").format(file=disk.path.name)
        try:
            desk.run(label, author.merge_with_disk, disk, choices)
        except PlannerError as wrong:
            return _("These cannot be put together: {reason}").format(reason=wrong.problems[0].message)
        return ""

    titles = {**disk.theirs.curriculum.titles, **draft.merged.titles}
    return bool(MergeFile(disk.path.name, found, titles, merge, operations.window).exec())
