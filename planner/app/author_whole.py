"""What an author says of the whole curriculum: its words and goal, its subjects, its sources, what it builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from planner.app import author
from planner.app.author import Draft
from planner.app.author.draft import with_fields
from planner.app.author_start import suggested_id
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Domain, Source
from planner.model.problem import error


def set_domains(draft: Draft, domains: Sequence[tuple[str, str]]) -> Draft:
    """The subjects of this file, (id, title) each, in the order of the lanes; an empty id is made of the title.

    Items keep the subject that they name, also where it is not in the list any more. Raises PlannerError for two of one
    title.
    """
    old = {one.id: one for one in draft.curriculum.domains}
    found: dict[str, Domain] = {}
    for identity, typed in domains:
        title = " ".join(typed.split())
        key = identity or _free(suggested_id(title) or "subject", {*found, *old, *draft.merged.domain_titles})
        if title.casefold() in {one.title.casefold() for one in found.values()}:
            raise error("duplicate-domain", _("There is a subject “{title}” already.").format(title=title))
        try:
            found[key] = old[key].changed(title=title) if key in old else Domain(id=key, title=title)
        except ValidationError:
            raise error("wrong-domain", _("A subject needs a title of at most 200 characters.")) from None
    new = tuple(found.values())
    return draft if new == draft.curriculum.domains else with_fields(draft, domains=new)


def _free(wanted: str, taken: set[str]) -> str:
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted[:58]}-{number}", number + 1
    return key


def set_whole(draft: Draft, about: Mapping[str, object], uses: tuple[str, ...], sources: tuple[Source, ...]) -> Draft:
    """What stands in the dialog about the curriculum, as one change. Raises PlannerError."""
    new = author.set_about(author.set_uses(draft, uses), **about)
    return new if sources == new.curriculum.sources else with_fields(new, sources=sources)


def set_records(draft: Draft, **records: tuple[Value, ...]) -> Draft:
    """These certification records, courses and claims instead of those of the file, as one change.

    Raises PlannerError where one of them speaks of an item that does not exist.
    """
    new: dict[str, Any] = {kind: found for kind, found in records.items() if found != getattr(draft.curriculum, kind)}
    return with_fields(draft, **new) if new else draft


def add_source(draft: Draft, source: Source) -> Draft:
    """One more source that items can name. Raises PlannerError where its code is taken."""
    if source.code in {one.code for one in draft.merged.sources}:
        raise error("duplicate-source", _("There is a source “{code}” already.").format(code=source.code))
    return with_fields(draft, sources=(*draft.curriculum.sources, source))
