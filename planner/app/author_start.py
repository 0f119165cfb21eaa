"""The beginning of a new curriculum: an id for its title, its goal, its first subject, and what it can build on."""

from __future__ import annotations

from typing import NamedTuple

from planner.app import author
from planner.app.author import Draft
from planner.app.author.draft import with_fields
from planner.exchange.csv_rows import slug
from planner.model.curriculum import Domain, Kind
from planner.model.problem import PlannerError
from planner.storage import curricula


class Module(NamedTuple):
    """A file of the built-in library that a curriculum can build on."""

    id: str
    title: str
    description: str
    items: int


def modules() -> list[Module]:
    """The modules of the built-in library, by title."""
    found = []
    for path in sorted((curricula.builtin_folder() / "library").glob("*.json")):
        try:
            one = curricula.read_one(path)
        except PlannerError:  # of a newer Trailmark, perhaps: nothing can build on it here
            continue
        found.append(Module(one.id, one.title, one.description, len(one.nodes)))
    return sorted(found, key=lambda one: one.title)


def suggested_id(title: str) -> str:
    """An id made of a title; empty where nothing of it can stand in one."""
    return slug(title)[:64].strip("-._")


def begun(title: str, identity: str = "", target: str = "", domain: str = "", uses: tuple[str, ...] = ()) -> Draft:
    """A new curriculum with its first subject, and the milestone that it leads to where one is named.

    Raises PlannerError for an id that cannot be, and for modules that are nowhere.
    """
    draft = author.new(title, identity, uses)
    subject = suggested_id(domain)
    if subject and subject not in draft.merged.domain_titles:
        draft = with_fields(draft, domains=(*draft.curriculum.domains, Domain(id=subject, title=domain)))
    if target:
        draft = author.add_item(draft, target, kind=Kind.MILESTONE, domain=subject)
        draft = author.set_about(draft, target=draft.curriculum.nodes[-1].id)
    return draft
