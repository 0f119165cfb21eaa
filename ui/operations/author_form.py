"""The form of the editor: every change of a field is one command of the draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from planner.i18n import _, ngettext
from planner.model.depth import Level, joined, parted
from planner.model.override_words import provenance
from planner.model.problem import PlannerError
from planner.model.requirement import Requirement
from ui.operations.author import AuthorFiles

if TYPE_CHECKING:
    from planner.app.author import Draft
    from planner.model.curriculum import Node
    from ui.author.page import EditorPage


class AuthorForm(AuthorFiles):
    """Running commands of the draft, and what the form wants of them."""

    picked: tuple[str, ...] = ()
    """The selected items of the draft, the first one is read about."""

    @property
    def draft(self) -> Draft:
        """What is edited. To be asked for only while something is."""
        assert self.desk is not None
        return self.desk.draft

    # -- running commands

    def author(self, label: str, command: Callable[..., Draft], *arguments: Any, **more: Any) -> bool:
        """Run a command of the draft, and say in words what stood in the way; whether anything has changed."""
        if self.desk is None:
            return False
        try:
            return self.desk.run(label, command, *arguments, **more)
        except PlannerError as wrong:
            self.window.tell(wrong.problems[0].message)
            self.follow_author()  # a field may still show what was refused
            return False

    def _called(self, item: str) -> str:
        from planner.app.author import base_id

        node = self.draft.merged.by_id.get(item) or self.draft.merged.by_id.get(base_id(item))
        return node.title if node is not None else item

    def _titles(self, items: Sequence[str]) -> str:
        if len(items) == 1:
            return _("“{title}”").format(title=self._called(items[0]))
        return ngettext("{count} item", "{count} items", len(items)).format(count=len(items))

    # -- the form

    @property
    def _shown_item(self) -> str:
        """The item in the form; to be asked for only where there is one."""
        assert self.editor is not None
        return self.editor.form.ids[0]

    def _wrong(self, name: str, value: object) -> str:
        """Why the selected items cannot have a value in a field; empty where they can."""
        from pydantic import ValidationError

        from planner.app import author
        from ui.author.form_frame import DIFFERENCE
        from ui.author.form_values import exam_of

        form = self.editor.form if self.editor is not None else None
        if form is None or not form.ids:
            return ""
        if name in ("exam_days", "exam_minutes"):
            try:
                name, value = "exam", exam_of(form.fields["exam_days"].value(), form.fields["exam_minutes"].value())
            except ValidationError:
                return _("Write month and day, such as 06-01.")
        if name.startswith("levels"):
            return self._wrong_levels(name, value)
        name = "note" if name == DIFFERENCE else name  # a text like any other
        foreign = not all(self.draft.owns(item) for item in form.ids)
        if foreign and name != "note":  # what an item of the library may have here, the command knows
            return self._refusal(author.set_fields, form.ids, **{name: value})
        verdicts = (author.wrong(self.draft, item, name, value) for item in form.ids)
        return next(filter(None, verdicts), "")

    def _refusal(self, command: Callable[..., Draft], *arguments: Any, **more: Any) -> str:
        """Why a command cannot be run now; empty where it can."""
        try:
            command(self.draft, *arguments, **more)
        except PlannerError as wrong:
            return wrong.problems[0].message
        return ""

    def _wrong_levels(self, name: str, value: Any) -> str:
        from planner.app import author

        item = self._shown_item
        if name == "levels":
            return self._refusal(self._level_hours(item), item, value)
        _levels, level, field = name.split(".")
        if not self.draft.owns(item):
            return self._refusal(author.set_fields, [joined(item, Level(level))], **{field: value})
        return self._refusal(author.set_level, item, Level(level), **{field: value})

    def _level_hours(self, item: str) -> Callable[..., Draft]:
        """What gives levels their hours: of an item of the library they are other ones here."""
        from planner.app import author

        return author.set_levels if self.draft.owns(item) else author.set_library_hours

    def _set_levels(self, hours: Any) -> None:
        item = self._shown_item
        self.author(_("Levels of {items}").format(items=self._titles([item])), self._level_hours(item), item, hours)

    def _tell_level(self, level: Level, fields: dict[str, object]) -> None:
        from planner.app import author

        assert self.editor is not None
        item, name = self._shown_item, next(iter(fields))
        words = self.editor.form.fields[f"levels.{level.value}.{name}"].title
        place = joined(item, level)
        label = _("{field} of {items}").format(field=words, items=self._titles([place]))
        if self.draft.owns(item):
            self.author(label, author.set_level, item, level, **fields)
        else:
            self.author(label, author.set_fields, [place], **fields)

    def _read(self, text: str, how: str) -> Requirement | None:
        from planner.app import author

        return author.requirement_of(self.draft, self._shown_item, text, how)

    def _written(self, how: str) -> str:
        from planner.app import author

        return author.requirement_text(self.draft, self._shown_item, how)  # type: ignore[arg-type]

    def _set_fields(self, fields: dict[str, object]) -> None:
        from planner.app import author
        from ui.author.form_frame import DIFFERENCE

        form = self.editor.form if self.editor is not None else None
        items = form.ids if form is not None else ()
        if items:
            name = next(iter(fields))
            if name == DIFFERENCE:
                self._explain(items, str(fields[name]))
                return
            known = form.fields.find("exam_days" if name == "exam" else name) if form is not None else None
            words = known.title if known is not None else name
            label = _("{field} of {items}").format(field=words, items=self._titles(items))
            self.author(label, author.set_fields, items, **fields)

    def _explain(self, items: Sequence[str], why: str) -> None:
        """Say why this file says something else about items of the library."""
        from planner.app import author
        from planner.app.author.overriding import overrides_of_all

        def explain(draft: Draft) -> Draft:
            for override in [one for item in items for one in overrides_of_all(draft, item)]:
                draft = author.explain_override(draft, override, why)
            return draft

        self.author(_("Why {items} is different here").format(items=self._titles(items)), explain)

    def _why_of(self, item: str) -> str:
        """Why this file says something else about an item of the library."""
        from planner.app import author
        from planner.app.author.overriding import overrides_of_all

        said = [author.override_of(self.draft, one) for one in overrides_of_all(self.draft, item)]
        return next((one.reason for one in said if one is not None and one.reason), "")

    def _rename(self, new: str) -> None:
        from planner.app import author

        old = self._shown_item
        self.picked = (new,) if self.draft.merged.by_id.get(new) is None else self.picked
        if not self.author(_("Rename {old} to {new}").format(old=old, new=new), author.rename_item, old, new):
            self.picked = (old,)
            self.follow_author()

    def _set_needs(self, how: str, whole: Requirement | None) -> None:
        from planner.app import author

        label = _("What {items} needs").format(items=self._called(self._shown_item))
        self.author(label, author.set_requirement, self._shown_item, whole, how)

    def _set_reason(self, before: str, reason: str) -> None:
        from planner.app import author

        label = _("Why “{before}” is needed").format(before=self._called(before))
        self.author(label, author.set_reason, self._shown_item, before, reason)

    def _new_source(self) -> str | None:
        """Ask for a source that is not listed yet; its code."""
        from planner.app.author_whole import add_source
        from ui.dialogs.source import SourceDialog

        dialog = SourceDialog(None, {one.code for one in self.draft.merged.sources}, self.window)
        if not dialog.exec() or dialog.source is None:
            return None
        code = dialog.source.code
        return code if self.author(_("Source “{code}”").format(code=code), add_source, dialog.source) else None

    def _show_foreign(self, page: EditorPage, nodes: Sequence[Node], one: Node) -> None:
        """Items of a module that the file uses: some of their fields can be said otherwise here."""
        from planner.app import author
        from planner.app.author.overriding import ALSO, overrides_of_all
        from planner.model.override import FIGURES

        text = _(
            "“{title}” comes from the module “{module}”, which says what it is and what it needs. Hours, cost and "
            "resources can be other ones here; that is kept in this file."
        )
        draft = self.draft
        notice = text.format(title=one.title, module=draft.home[author.base_id(one.id)].title)
        if len(nodes) == 1:
            notice = " ".join((*provenance(draft.merged.overrides, one.id, draft.merged.titles), notice))
        said = [override for node in nodes for override in overrides_of_all(draft, node.id)]
        changed = {_place(override) + row.name for override in said for row in author.rows_of(draft, override)}
        named = {"add_resources": "resources", "drop_resources": "resources"}
        named |= {"recommend": "recommended", "do_not_recommend": "recommended"}
        also = {*FIGURES, *ALSO} if not any(self.draft.owns(node.id) for node in nodes) else set()
        if len(nodes) == 1 and one.levels is not None:
            also |= {"levels", *(f"levels.{level.value}.{field}" for level in Level for field in ("basis", "cost_usd"))}
        page.form.show_items(nodes, False, notice, also, {named.get(name, name) for name in changed})

    def _restore(self) -> None:
        """Say what the library says about the items in the form."""
        from planner.app import author
        from planner.app.author.overriding import overrides_of_all

        items = self.editor.form.ids if self.editor is not None else ()

        def drop(draft: Draft) -> Draft:
            for override in [one for item in items for one in overrides_of_all(draft, item)]:
                draft = author.drop_override(draft, override)
            return draft

        self.author(_("{items} as the library says").format(items=self._titles(items)), drop)

    def _foreign(self, item: str) -> Node:
        """An item of the library as it is here; one with levels has them, as in its file."""
        from planner.app.author.overriding import as_here

        node = self.draft.beside.get(item)
        return self.draft.merged.by_id[item] if node is None or node.levels is None else as_here(self.draft, [item])[0]


def _place(override: str) -> str:
    """Where the form shows what is said otherwise: of a level in its fold."""
    level = parted(override)[1]
    return f"levels.{level.value}." if level is not None else ""
