"""Every command of the author with arguments for it: what the laws draw from, so that none is left out."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st

from planner.app import author
from planner.app.author import (
    Draft,
    arranging,
    carrying,
    clipboard,
    disk,
    edits,
    links,
    modules,
    opening,
    overriding,
    records,
    replacing,
)
from planner.app.author import levels as of_levels
from planner.app.author.references import requirement_at, requirement_fields
from planner.exchange.expression import written
from planner.model.curriculum import Kind, Status, ThreePoint
from planner.model.depth import Level, Levels
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, walk
from planner.model.resource import Resource

Edit = Callable[..., Draft]
Arguments = Callable[["Picker"], tuple[tuple[Any, ...], dict[str, Any]]]

WORDS = ["", "New", "A, b; “c”", 'Say "so"', "x" * 250, "\u202eevil", "é" * 3, "python 50%", "10 / 20 / 40", "#"]

BESIDE: dict[Callable[..., Draft], str] = {
    edits.rereferenced: "what renaming and merging are made of",
    carrying.elsewhere: "a draft in another place; its own test",
    carrying.located: "reads the disk; its own test",
    disk.merge_with_disk: "needs what stands on the disk; laws of its own",
    opening.set_uses: "reads the disk; its own test",
    modules.module_draft: "another file, not this one in another state",
}
"""Functions that look like commands and are not drawn, with the reason."""


@dataclass
class Picker:
    """Draws arguments that mostly make sense for a draft."""

    draft: Draft
    data: st.DataObject

    def one(self, values: Any) -> Any:
        return self.data.draw(st.sampled_from(list(values)))

    def item(self) -> str:
        """Mostly one of the file, at times one of the library or none at all."""
        own = [node.id for node in self.draft.curriculum.nodes]
        return str(self.one([*own, *own, *own, *list(self.draft.beside)[:3], "nowhere", "deep", "deep@aware"]))

    def items(self) -> list[str]:
        return [self.item() for _time in range(self.data.draw(st.integers(1, 3)))]

    def words(self) -> str:
        return str(self.one(WORDS))

    def requirement(self, depth: int = 2) -> Requirement:
        shape = self.one(["id", "id", "all", "any", "of", "months"]) if depth else "id"
        parts = (
            tuple(self.requirement(depth - 1) for _time in range(self.one([1, 2, 3])))
            if shape in ("all", "any", "of")
            else ()
        )
        match shape:
            case "all":
                return All(all=parts)
            case "any":
                labels = tuple(f"Label {at}" for at, _part in enumerate(parts)) if self.one([True, False]) else ()
                return AnyOf(any=parts, name=self.one([None, "Tool"]), labels=labels)
            case "of":
                return AtLeast(k=self.one([0, 1]), of=parts, reason="Enough.")
            case "months":
                return Months(months=12, tags=self.one([(), ("ml",)]), of=(author.base_id(self.item()),))
            case _:
                return author.base_id(self.item()) + str(self.one(["", "", "", "@working", "@aware"]))

    def linked(self) -> tuple[str, str]:
        """Two items with a link, if there are any."""
        pairs = [(before, node.id) for node in self.draft.curriculum.nodes for _f, before in author.named_by(node)]
        return self.one(pairs) if pairs and self.one([True, True, False]) else (self.item(), self.item())

    def place(self) -> tuple[str, str, str]:
        """(item, path, field) of a part of a requirement."""
        found = [
            (node.id, path, field)
            for node in self.draft.curriculum.nodes
            for field in requirement_fields(node)
            for path, _part in walk(requirement_at(node, field))
        ]
        item, path, field = self.one([*found, (self.item(), ".all[9]", "requires")])
        return item, path, field

    def text(self) -> str:
        deep = "ANY OF (" * 20 + "n0" + ")" * 20
        return str(self.one([written(self.requirement()), "", "a AND", "(" * 40, deep, "n0"]))


FIELDS: dict[str, list[Any]] = {
    "title": ["Other", "", "x" * 300],
    "kind": ["course", Kind.DEGREE, "nonsense"],
    "domain": ["maths", "No Domain"],
    "level": ["expert", ""],
    "hours": ["12", "1/2/3", "3 2 1", (1.0, 2.0, 3.0), ThreePoint(optimistic=1, likely=1, pessimistic=1), -1.0],
    "months": ["6", "", "0", [1.0, 2.5, 9.0]],
    "parallel": ["yes", False],
    "wait_days": ["14", "x", 3],
    "recommended": ["n0, n1", [], ["nowhere"]],
    "partial": ["n0 50%", "", {"n1": 0.3}, {"n1": 7.0}],
    "grants": ["n0", "n1, n2", ()],
    "accepts_held": ["n0", ""],
    "superseded_by": ["n1", ""],
    "status": [Status.RETIRED, "unverified"],
    "aliases": ["Other name", ""],
    "tags": ["ml, data", "ml", "Not A Tag"],
    "outcome": ["you can do it", "\u202e"],
    "cost_usd": ["12,50", 10, "much"],
    "checked": ["2026-11-30", "", "today"],
    "sources": ["S1", "S1, S2"],
    "levels": [
        {"working": {"hours": 1.0}, "expert": {"hours": 2.0, "requires": "n1"}},
        {"working": {"hours": 1.0}},
        Levels.model_validate({"aware": {"hours": 2.0}, "expert": {"hours": 2.0}}),
        None,
    ],
    "reasons": [{"n0": "So."}, {}],
    "module": ["core-math"],
    "id": ["renamed"],
    "nonsense": ["x"],
}


def _fields(pick: Picker, *but: str) -> dict[str, Any]:
    names = {pick.one(FIELDS) for _time in range(pick.one([1, 1, 2]))}
    return {name: pick.one(FIELDS[name]) for name in sorted(names.difference(but))}


def _with(*arguments: Any, **named: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return arguments, named


NEED = ("requires", "corequisites", "levels.working.requires", "levels.expert.requires")
HOW = (*NEED, "recommended")


def _connect(pick: Picker) -> tuple[tuple[Any, ...], dict[str, Any]]:
    item, path, how = pick.place()
    if pick.one([True, False]):
        return _with(pick.item(), item, pick.words(), how, path)
    return _with(pick.item(), pick.item(), pick.words(), pick.one(HOW))


def _part(pick: Picker, *more: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    item, path, how = pick.place()
    return _with(item, path, *more, how=how)


ON_ITEMS: dict[Edit, Arguments] = {
    edits.add_item: lambda pick: _with(
        pick.words(),
        pick.one(["", "", "n0", "new", "Not An Id"]),
        pick.one([Kind.SKILL, "project"]),
        **_fields(pick, "title", "kind", "domain"),
    ),
    edits.set_fields: lambda pick: _with(pick.items(), **_fields(pick)),
    edits.rename_item: lambda pick: _with(pick.item(), pick.one(["n0", "n1", "new", "newer", "Bad Id", ""])),
    edits.remove_items: lambda pick: _with(pick.items()),
    edits.duplicate: lambda pick: _with(pick.items()),
    edits.move_to_domain: lambda pick: _with(pick.items(), pick.one(["maths", "d", "Bad Id"])),
    edits.set_about: lambda pick: _with(
        **pick.one(
            [
                {"title": pick.words()},
                {"id": pick.one(["other", "Bad Id", "math"])},
                {"target": pick.one([pick.item(), None, ""])},
                {"version": "2", "checked": pick.one(["2026-11-30", "x"])},
                {"nodes": ()},
            ]
        )
    ),
}

ON_LINKS: dict[Edit, Arguments] = {
    links.connect: _connect,
    links.disconnect: lambda pick: _with(*pick.linked(), pick.one([None, *HOW])),
    links.set_requirement: lambda pick: _with(pick.item(), pick.one([None, pick.requirement()]), pick.one(NEED)),
    links.set_requirement_text: lambda pick: _with(pick.item(), pick.text(), pick.one(NEED)),
    links.set_reason: lambda pick: _with(*reversed(pick.linked()), pick.words()),
    links.replace_part: lambda pick: _part(pick, pick.one([None, pick.requirement()])),
    links.set_group: lambda pick: _part(pick, pick.one(["all", "any", "of"]), pick.one([0, 1, 2, 5])),
    links.wrap: lambda pick: _part(pick, pick.one([(0,), (0, 1), (1, 2), (9,)]), pick.one(["all", "any"])),
    links.set_choice: lambda pick: _part(
        pick, pick.one([None, "", "Tool"]), pick.one([None, "Why."]), None, pick.one([None, (), ("A", "B")])
    ),
}


HOURS = [ThreePoint(optimistic=1, likely=2, pessimistic=4), ThreePoint(optimistic=3, likely=3, pessimistic=3)]
LEVEL_FIELDS: list[dict[str, Any]] = [
    {"hours": "1/2/3"},
    {"hours": "0"},
    {"outcome": "you can do it", "done_when": "It is done."},
    {"first_step": "Begin."},
    {"basis": "a guess", "cost_usd": "12,50"},
    {"requires": "n0 AND n1"},
    {"requires": "a AND"},
    {"requires": None},
    {"nonsense": "x"},
]


def _levelled(pick: Picker) -> str:
    """Mostly an item with levels."""
    found = [node.id for node in pick.draft.curriculum.nodes if node.levels]
    return str(pick.one([*found, *found, *found, pick.item()]))


def _hours(pick: Picker) -> dict[Level, ThreePoint]:
    return {level: pick.one(HOURS) for level in Level if pick.one([True, True, False])}


ON_LEVELS: dict[Edit, Arguments] = {
    of_levels.set_levels: lambda pick: _with(_levelled(pick), pick.one([{}, _hours(pick), _hours(pick)])),
    of_levels.set_level: lambda pick: _with(_levelled(pick), pick.one(Level), **pick.one(LEVEL_FIELDS)),
}


def _overridden(pick: Picker) -> str:
    """Mostly an item of the library of which the file says something else."""
    said = [one.id for one in pick.draft.curriculum.overrides]
    return str(pick.one([*said, *said, *said, *list(pick.draft.beside)[:5], "deep-algebra@aware", pick.item()]))


def _one_field(pick: Picker) -> tuple[tuple[Any, ...], dict[str, Any]]:
    item = _overridden(pick)
    rows = overriding.rows_of(pick.draft, item) if item in pick.draft.beside else []
    row = pick.one([None, *rows])
    return _with(item, row.name, row.key) if row is not None else _with(item)


def _resources(pick: Picker) -> list[Resource]:
    base = pick.draft.beside[pick.one(list(pick.draft.beside))].resources if pick.draft.beside else ()
    return [*base[pick.one([0, 1]) :], *pick.one([[], [Resource(key="own", title="Own")]])]


ON_LIBRARY: dict[Edit, Arguments] = {
    overriding.override_fields: lambda pick: _with(
        [_overridden(pick)],
        **pick.one([{"resources": _resources(pick)}, {"note": pick.words()}, _fields(pick)]),
    ),
    overriding.set_library_hours: lambda pick: _with(
        pick.one(["deep-algebra", "deep-algebra", pick.item()]), _hours(pick)
    ),
    overriding.explain_override: lambda pick: _with(_overridden(pick), pick.words()),
    overriding.drop_override: _one_field,
    overriding.accept_library: _one_field,
    overriding.keep_mine: _one_field,
    overriding.mark_seen: lambda _pick: _with(),
    overriding.recommend: lambda pick: _with(pick.item(), _overridden(pick), pick.words()),
    overriding.do_not_recommend: lambda pick: _with(pick.item(), _overridden(pick)),
    overriding.drop_recommendation: lambda pick: _with(_overridden(pick), pick.item()),
}


def _record(pick: Picker) -> tuple[str, str]:
    """(kind, name) of a record of the file, or of none."""
    found = [
        (kind, getattr(one, key))
        for kind, (_made_of, key, _title) in records.KINDS.items()
        for one in getattr(pick.draft.curriculum, kind)
    ]
    kind, name = pick.one([*found, *found, ("sources", "nowhere"), ("nonsense", "x")])
    return str(kind), str(name)


RECORD_FIELDS: dict[str, list[dict[str, Any]]] = {
    "domains": [{"title": "Maths"}, {"title": "New", "id": "maths"}, {"title": "", "id": "x"}, {"id": "Bad Id"}],
    "sources": [{"what": "A book", "code": "S1"}, {"what": "Page"}, {"what": "x", "code": ""}, {"nonsense": "x"}],
    "courses": [{"title": "Course", "covers": "n0 50%"}, {"title": "Other"}, {"title": "Bad", "covers": {"n0": 7.0}}],
    "certificates": [
        {"name": "Paper", "status": "active", "node": "n0", "validity_months": "36"},
        {"name": "Other", "status": "retired", "renewal_hours": "1/2/3", "renewal_usd": "10"},
        {"name": "Bad", "status": "active", "validity_months": "0"},
    ],
    "claims": [
        {
            "about": "Pay",
            "region": "EU",
            "statement": "High.",
            "source": "S1",
            "source_date": "2026",
            "confidence": "low",
        },
        {"about": "Pay", "node": "nowhere"},
    ],
}


def _add_record(pick: Picker) -> tuple[tuple[Any, ...], dict[str, Any]]:
    kind = pick.one(RECORD_FIELDS)
    return _with(kind, **pick.one(RECORD_FIELDS[kind]))


def _set_record(pick: Picker) -> tuple[tuple[Any, ...], dict[str, Any]]:
    kind, name = _record(pick)
    return _with(kind, name, **pick.one(RECORD_FIELDS.get(kind, [{"title": "x"}])))


def _resource(pick: Picker) -> tuple[str, str]:
    found = [(node.id, one.key) for node in pick.draft.curriculum.nodes for one in node.resources]
    item, key = pick.one([*found, *found, (pick.item(), "nowhere")])
    return str(item), str(key)


RESOURCE_FIELDS: list[dict[str, Any]] = [
    {"url": "https://example.org", "price": "free"},
    {"price": "dear"},
    {"address_confirmed": "yes", "key": "book"},
    {"nonsense": "x"},
]

ON_RECORDS: dict[Edit, Arguments] = {
    records.add_record: _add_record,
    records.set_record: _set_record,
    records.remove_record: lambda pick: _with(*_record(pick)),
    records.move_record: lambda pick: _with(*_record(pick), pick.one([-1, 0, 1, 9])),
    records.add_resource: lambda pick: _with(
        pick.item(), pick.words(), pick.one(["", "book"]), **pick.one(RESOURCE_FIELDS[:2])
    ),
    records.set_resource: lambda pick: _with(*_resource(pick), **pick.one(RESOURCE_FIELDS)),
    records.remove_resource: lambda pick: _with(*_resource(pick)),
}

ON_MANY: dict[Edit, Arguments] = {
    arranging.merge_items: lambda pick: _with([*pick.items(), _levelled(pick)], pick.one([pick.item(), "deep"])),
    arranging.split_item: lambda pick: _with(
        pick.one([pick.item(), _levelled(pick)]), pick.words(), share=pick.one([0.5, 0.25, 0.0, 1.0])
    ),
    arranging.move_items: lambda pick: _with(pick.items(), pick.one([None, pick.item()])),
    modules.move_to_module: lambda pick: _with(pick.items(), pick.one(["math", "math", "math", "nowhere"])),
    clipboard.paste: lambda pick: _with(pick.one([_copied(pick), OTHERS, "nonsense", '{"id": "x", "title": "y"}'])),
    replacing.replace_text: lambda pick: _with(
        pick.one(["n", "New", "Enough", "", "e"]), pick.words(), pick.one([True, False]), pick.one([True, False])
    ),
}

OTHERS = """{"id": "other", "title": "Other", "nodes": [
  {"id": "n0", "title": "n0", "kind": "skill", "domain": "x", "requires": {"all": ["there", "elsewhere", "n1"]}},
  {"id": "there", "title": "There", "kind": "skill", "domain": "x", "aliases": ["was-there"], "sources": ["S9"]}],
  "domains": [{"id": "x", "title": "X"}], "sources": [{"code": "S9", "what": "Nine"}]}"""


def _copied(pick: Picker) -> str:
    known = [*pick.draft.curriculum.by_id, *pick.draft.beside]
    return clipboard.copied(pick.draft, {str(pick.one(known)) for _time in range(2)}) if known else ""


EDITS: dict[Edit, Arguments] = {**ON_ITEMS, **ON_LINKS, **ON_LEVELS, **ON_LIBRARY, **ON_RECORDS, **ON_MANY}


def every_edit() -> set[Edit]:
    """What looks like a command of the author: public, from a draft to a draft."""
    found: set[Edit] = set()
    for module in pkgutil.iter_modules(author.__path__):
        loaded = importlib.import_module(f"planner.app.author.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith(("_", "with_")) or function.__module__ != loaded.__name__:
                continue
            signature = inspect.signature(function)
            first = next(iter(signature.parameters.values()), None)
            if first is not None and (first.annotation, signature.return_annotation) == ("Draft", "Draft"):
                found.add(function)
    return found
