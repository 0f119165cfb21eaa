"""What is new in the library: for a curriculum that builds on it, and for a learner who follows one.

Of every difference three values are told: what the curriculum says itself, what the library said then, and what it says
now. Nothing is fetched: it is the library of this very installation, or the files beside the curriculum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from planner.app import queries
from planner.app.follow import pairs
from planner.app.news_fields import NewsField, differences, said_otherwise
from planner.graph.checks import superseded
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Curriculum, Status
from planner.model.digest import all_items, built_on, changed_part
from planner.model.override_words import name_words, value_words
from planner.model.problem import Problem
from planner.model.renamed import node_followed, old_names, renames
from planner.model.successors import instead_words
from planner.model.three_way import State, fields
from planner.storage import curricula
from planner.storage.parts import Part

Kind = Literal["overridden", "superseded", "renamed", "changed", "gone", "new"]
ORDER: Sequence[Kind] = ("overridden", "superseded", "renamed", "gone", "changed", "new")


class NewsItem(Value):
    """What is new about one item."""

    kind: Kind
    id: str
    title: str
    words: str
    """What has happened, in one sentence."""
    fields: tuple[NewsField, ...] = ()


class NewsModule(Value):
    """A file of the library that has another version now."""

    id: str
    title: str
    was: str
    now: str


class LibraryNews(Value):
    """Everything that is new; `trailmark library-news --json` prints it."""

    format: Literal["trailmark.library-news"] = "trailmark.library-news"
    format_version: Literal[1] = 1
    curriculum: str
    title: str
    recorded: bool
    """Whether it is known what the library said before; else only overrides, renamed and superseded items are told."""
    modules: tuple[NewsModule, ...] = ()
    items: tuple[NewsItem, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing is new."""
        return not self.modules and not self.items


def news(name: str) -> LibraryNews:
    """What is new for the curriculum or the learner in a file, or for a built-in curriculum. Raises PlannerError."""
    if name not in queries.builtin_names() and queries.kind_of(Path(name)) == "trailmark.learner":
        from planner.app.on_disk import moved_on
        from planner.storage import backups, learner_file, safe

        content = safe.load(Path(name), backups.MAX_RECORD_BYTES).content
        file = learner_file.decode(content, name, queries.load).file
        old = file.curriculum.snapshot
        return learner_news(old, moved_on(file) or old)
    parts = curricula.read_parts(curricula.find(name))
    found = file_news(parts, curricula.merge(parts))
    # What is built in comes together with the library, so there is nothing that it could have been written against.
    return found.changed(recorded=True) if name in queries.builtin_names() else found


# For a curriculum


def file_news(parts: Sequence[Part], loaded: Curriculum) -> LibraryNews:
    """What is new for the curriculum in the last of these files; `loaded`: what they come to together."""
    files = [part.curriculum for part in parts]
    main, names = files[-1], renames(node for file in files for node in file.nodes)
    found = [
        *_overridden(loaded),
        *_superseded(loaded, main),
        *_by_old_names(files, names, loaded),
        *_since_recorded(files, loaded),
    ]
    return LibraryNews(
        curriculum=main.id,
        title=main.title,
        recorded=bool(main.built_on),
        modules=tuple(_versions(files)),
        items=_in_order(found),
    )


def _in_order(found: Sequence[NewsItem]) -> tuple[NewsItem, ...]:
    """The items, what asks for a decision first; each once, with all that has become of it."""
    kept: dict[str, NewsItem] = {}
    for one in sorted(found, key=lambda item: ORDER.index(item.kind)):
        first = kept.setdefault(one.id, one)
        if first is not one and one.kind in ("superseded", "renamed") and one.words not in first.words:
            kept[one.id] = first.changed(words=f"{first.words} {one.words}")
    return tuple(kept.values())


def _overridden(loaded: Curriculum) -> Iterator[NewsItem]:
    for override in loaded.overrides:
        node = loaded.by_id.get(override.id)
        if node is None or override.module != loaded.id:
            continue
        rows = [one for one in fields(override) if one.state in (State.MOVED_ON, State.NOT_NEEDED)]
        if rows:
            moved = any(one.state is State.MOVED_ON for one in rows)
            text = (
                _("The library has changed what is different here.") if moved else _("The library says the same now.")
            )
            told = tuple(
                NewsField(
                    field=one.name,
                    key=one.key,
                    name=name_words(one, loaded.titles),
                    mine=value_words(one.name, one.mine),
                    was=value_words(one.name, one.was),
                    theirs=value_words(one.name, one.theirs),
                    state=one.state.value,
                )
                for one in rows
            )
            yield NewsItem(kind="overridden", id=node.id, title=node.title, words=text, fields=told)


def _superseded(loaded: Curriculum, main: Curriculum) -> Iterator[NewsItem]:
    own = {node.id for node in main.nodes}
    for _code, item, _field, message in superseded(loaded):
        if item in own:
            yield NewsItem(kind="superseded", id=item, title=loaded.titles[item], words=message)


def _by_old_names(files: Sequence[Curriculum], names: dict[str, str], loaded: Curriculum) -> Iterator[NewsItem]:
    for spot in old_names(files, names):
        if spot.part == len(files) - 1:
            yield _renamed(spot.problem, loaded)


def _renamed(problem: Problem, loaded: Curriculum) -> NewsItem:
    item = problem.node or loaded.goal
    title = loaded.titles.get(item, loaded.title)
    return NewsItem(kind="renamed", id=item, title=title, words=problem.message)


def _since_recorded(files: Sequence[Curriculum], loaded: Curriculum) -> Iterator[NewsItem]:
    """What is new since somebody last looked, as far as digests tell."""
    main = files[-1]
    if not main.built_on:
        return
    names = renames(node for file in files for node in file.nodes)
    before = all_items(main.built_on)
    # Who only names others by their new ids has not changed.
    back = {names[item]: item for item in before if item in names}
    as_then = [file.changed(nodes=tuple(node_followed(node, back) for node in file.nodes)) for file in files]
    now = all_items(built_on(as_then, loaded.by_id))
    for item, old in before.items():
        new = names.get(item, item)
        if new not in now:
            text = _("No longer in the library, or no longer needed here.")
            yield NewsItem(kind="gone", id=item, title=item, words=text)
            continue
        title = loaded.titles[new]
        if new != item:
            words = _("“{old}” is called “{new}” now.").format(old=item, new=new)
            yield NewsItem(kind="renamed", id=new, title=title, words=words)
        plans, texts = changed_part(old, now[new])
        if plans:
            text = _("Figures, prerequisites or its status have changed.")
            yield NewsItem(kind="changed", id=new, title=title, words=text)
        elif texts:
            text = _("Only texts, sources or resources have changed.")
            yield NewsItem(kind="changed", id=new, title=title, words=text)
    known = {names.get(item, item) for item in before}
    for item in now:
        if item not in known:
            text = _("Needed now.")
            yield NewsItem(kind="new", id=item, title=loaded.titles[item], words=text)


def _versions(files: Sequence[Curriculum]) -> Iterator[NewsModule]:
    now = {file.id: file for file in files}
    for one in files[-1].built_on:
        file = now.get(one.id)
        version = file.version if file is not None else ""
        if version != one.version:
            yield NewsModule(id=one.id, title=file.title if file else one.id, was=one.version, now=version)


# For a learner


def learner_news(old: Curriculum, new: Curriculum) -> LibraryNews:
    """What is new for a learner who follows `old`, of which `new` is what it has become."""
    same, found = pairs(old, new), list[NewsItem]()
    names = renames(new.nodes)
    for before, after in same.items():
        then, now = old.by_id[before], new.by_id[after]
        rows = differences(old, new, before, after, names)
        kind: Kind = "changed"
        words = _("Changed.")
        if then.status is Status.ACTIVE and now.status is not Status.ACTIVE:
            kind = "superseded"
            words = " ".join(filter(None, (_("No longer offered."), instead_words(new, after))))
        elif before != after and then.title != now.title:
            kind, words = "renamed", _("“{old}” is called “{new}” now.").format(old=then.title, new=now.title)
        elif said_otherwise(rows):
            kind, words = "overridden", _("The library has changed what is different here.")
        if rows or kind != "changed":
            found.append(NewsItem(kind=kind, id=after, title=now.title, words=words, fields=rows))
    gone = [node for node in old.nodes if node.id not in same]
    added = [node for node in new.nodes if node.id not in set(same.values())]
    found += [NewsItem(kind="gone", id=node.id, title=node.title, words=_("Gone.")) for node in gone]
    found += [NewsItem(kind="new", id=node.id, title=node.title, words=_("New.")) for node in added]
    versions = {one.id: one.version for one in old.modules}
    modules = tuple(
        NewsModule(id=one.id, title=one.title, was=versions[one.id], now=one.version)
        for one in new.modules
        if one.id in versions and versions[one.id] != one.version
    )
    return LibraryNews(curriculum=new.id, title=new.title, recorded=True, modules=modules, items=_in_order(found))


def lines(found: LibraryNews) -> list[str]:
    """The news as text for the command line."""
    if found.nothing:
        told = [_("Nothing is new in the library.")]
    else:
        told = [f"{one.title}: {one.was or '–'} → {one.now or '–'}" for one in found.modules]
    for item in found.items:
        told += ["", f"{item.title} ({item.id}): {item.words}"]
        for row in item.fields:
            told.append(f"  {row.name}")
            if row.mine:
                told.append("    " + _("here: {value}").format(value=row.mine))
            told.append("    " + _("the library then: {value}").format(value=row.was))
            told.append("    " + _("the library now: {value}").format(value=row.theirs))
    if not found.recorded:
        told += ["", _("What else is new cannot be told: nobody wrote down what the library said (--seen does).")]
    return told
