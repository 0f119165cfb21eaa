"""Competency frameworks in 1EdTech CASE 1.0 and 1.1 (CFPackage as JSON): in only.

`precedes` says what comes before what. `isChildOf` builds a tree: a statement with parts is reached when all of its
parts are, and the statements right below the document are the subjects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.exchange.building import Findings, Read, all_of, cleaned, file_title, finished, identity_of, only_end
from planner.exchange.csv_rows import Ids, slug
from planner.exchange.foreign_json import objects, words
from planner.i18n import _
from planner.model.curriculum import MAX_NODES, Domain, Kind, Node
from planner.model.requirement import leaves
from planner.storage.json_text import parse_json

MAX_ASSOCIATIONS = 100_000


def read(content: bytes, file: str) -> Read:
    """The framework in a file. Raises PlannerError."""
    return _Reader(file).read(content)


class _Reader:
    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.items: dict[str, dict[str, Any]] = {}
        """Statements by their identifier."""
        self.ids: dict[str, str] = {}
        self.before: dict[str, list[str]] = {}
        self.parts: dict[str, list[str]] = {}
        self.parent: dict[str, str] = {}
        self.tops: dict[str, str] = {}

    def read(self, content: bytes) -> Read:
        raw = parse_json(content, self.findings.file)
        package = raw.get("CFPackage", raw) if isinstance(raw, dict) else {}
        items = objects(package.get("CFItems")) if isinstance(package, dict) else []
        if not items:
            raise self.findings.wrong("no-framework", _("The file holds no statements (CFItems) of a CASE framework."))
        if len(items) > MAX_NODES:
            raise self.findings.wrong("too-many", _("There are more than {limit} items.").format(limit=MAX_NODES))
        ids = Ids()
        for item in items:
            identity = words(item.get("identifier"))
            if not identity or identity in self.items:
                message = _("A statement has no identifier, or one that stands in the file already: “{id}”.")
                self.findings.error("duplicate-id", message.format(id=identity[:80]))
                continue
            self.items[identity] = item
            self.ids[identity] = ids.new(*filter(None, (slug(_code(item)), slug(_title(item)))), "item")
        self.findings.stop()
        document = next(iter(objects(package.get("CFDocument"))), {})
        self._associations(objects(package.get("CFAssociations")), document)
        nodes = [self._node(identity, item) for identity, item in self.items.items()]
        self.findings.note("no-hours", _("The file says nothing about hours; every item is read as 0 hours."))
        title = cleaned(words(document.get("title"))) or file_title(self.findings.file)
        domains = {
            node.domain: cleaned(_title(self.items[self._top(at)])) for at, node in zip(self.items, nodes, strict=True)
        }
        return finished(
            self.findings,
            nodes,
            id=identity_of(title),
            title=title,
            description=cleaned(words(document.get("description")), 2000),
            version=cleaned(words(document.get("version"))),
            target=only_end({one.id: {*leaves(one.requires)} for one in nodes}),
            domains=tuple(Domain(id=one, title=text or one) for one, text in domains.items()),
        )

    def _associations(self, every: list[dict[str, Any]], document: dict[str, Any]) -> None:
        if len(every) > MAX_ASSOCIATIONS:
            message = _("There are more than {limit} arrows.").format(limit=MAX_ASSOCIATIONS)
            raise self.findings.wrong("too-many", message)
        top = words(document.get("identifier"))
        at = {words(one.get("uri")): identity for identity, one in self.items.items()}
        at |= {words(document.get("uri")): top, "": ""}
        places: dict[str, float] = {}
        for one in every:
            kind = words(one.get("associationType"))
            origin, end = (_end(one.get(name), at) for name in ("originNodeURI", "destinationNodeURI"))
            if kind not in ("precedes", "isChildOf") or end == top:
                continue
            if origin not in self.items or end not in self.items:
                message = _(
                    "An association leads from or to “{id}”, which is no statement of the file. It was left out."
                )
                missing = end if origin in self.items else origin
                self.findings.note("loose-reference", message.format(id=missing[:80]))
            elif origin == end:
                message = _("“{id}” points at itself; the arrow was left out.").format(id=self.ids[origin])
                self.findings.note("loop", message, node=self.ids[origin])
            elif kind == "precedes":
                self.before.setdefault(end, []).append(origin)
            elif origin not in self.parent:
                self.parent[origin] = end
                self.parts.setdefault(end, []).append(origin)
                places[origin] = _place(one)
        for some in self.parts.values():
            some.sort(key=places.__getitem__)

    def _top(self, identity: str) -> str:
        """The statement right below the document that this one is part of; circles end where they began."""
        way = {identity: None}
        while identity not in self.tops and (above := self.parent.get(identity)) is not None and above not in way:
            way[above] = None
            identity = above
        top = self.tops.get(identity, identity)
        self.tops |= dict.fromkeys(way, top)  # a chain of thousands is walked once
        return top

    def _node(self, identity: str, item: dict[str, Any]) -> Node:
        needs = [*self.before.get(identity, ()), *self.parts.get(identity, ())]
        code = cleaned(_code(item))
        title = cleaned(_title(item)) or self.ids[identity]
        statement = cleaned(words(item.get("fullStatement")), 2000)
        return Node(
            id=self.ids[identity],
            title=title,
            kind=Kind.MILESTONE if identity in self.parts else Kind.SKILL,
            domain=slug(self.ids[self._top(identity)], 64) or "general",
            requires=all_of(self.ids[one] for one in needs),
            outcome="" if statement == title else statement,
            aliases=(code,) if code and code != title else (),
            note=cleaned(words(item.get("notes")), 2000),
        )


def _place(association: dict[str, Any]) -> float:
    """Where a part stands among the others; the order of the file where nothing says it."""
    number = association.get("sequenceNumber")
    return float(number) if isinstance(number, int) and abs(number) < 1e9 else 0.0


def _end(node: Any, at: Mapping[str, str]) -> str:
    """The identifier of an end of an association, which may be named by its address."""
    address = words(node.get("uri")) if isinstance(node, dict) else words(node)
    named = words(node.get("identifier")) if isinstance(node, dict) else ""
    return named or at.get(address, address)


def _code(item: dict[str, Any]) -> str:
    return words(item.get("humanCodingScheme"))


def _title(item: dict[str, Any]) -> str:
    return words(item.get("abbreviatedStatement")) or words(item.get("fullStatement")) or _code(item)
