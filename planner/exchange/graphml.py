"""GraphML: boxes and arrows for yEd, Gephi, networkx and others, with everything else in attributes of our own.

Ours comes back exactly. A plain graph of another program becomes items of which each needs what points at it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from pydantic import ValidationError

from planner.exchange.building import Findings, Read, all_of, cleaned, file_title, finished, identity_of, only_end
from planner.exchange.csv_rows import Ids, slug
from planner.exchange.expression import WrongExpression, parsed, written
from planner.exchange.losses import lost_differences, whole
from planner.exchange.xml_text import local, parse_xml
from planner.i18n import _
from planner.model.curriculum import FORMAT, MAX_NODES, Curriculum, Domain, Kind, Node
from planner.model.problem import PlannerError, Problem
from planner.model.requirement import Requirement, leaves, named
from planner.model.text import ID_PATTERN
from planner.storage.json_text import in_words, parse_json

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
MAX_EDGES = 100_000
_ARROWS = ("requires", "corequisites", "recommended")
"""What an edge may stand for; its attribute `type`."""
_TITLES = ("title", "label", "name")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_OF_ITEMS = Node.model_fields.keys() - {"id", "title", "module", *_ARROWS[:2]}
_TEXTS = {
    *(
        "kind",
        "domain",
        "level",
        "basis",
        "outcome",
        "first_step",
        "done_when",
        "cost_range",
        "status",
        "note",
        "checked",
    )
}
_KNOWN = _OF_ITEMS | {"title", "label", "name", "description", "type", "hours_range", *_ARROWS[:2]}
_LISTED_FACTS = {"domains", "sources", "courses", "certificates", "claims"}
_OF_GRAPH = Curriculum.model_fields.keys() - {"nodes", "modules", "uses", "format_version"}


def recognises(start: str) -> bool:
    """Whether XML that begins like this is GraphML."""
    return "<graphml" in start or ":graphml" in start


def losses(curriculum: Curriculum) -> list[Problem]:
    """Only what the library says where the curriculum says something else."""
    return lost_differences(curriculum)


# Writing


class _Writer:
    def __init__(self) -> None:
        self.root = ElementTree.Element("graphml", {"xmlns": NAMESPACE})
        self.keys: dict[tuple[str, str, str], str] = {}

    def data(self, element: Element, domain: str, name: str, value: object) -> None:
        """One attribute, typed where GraphML has the type, else as JSON."""
        kind = _TYPES.get(type(value), "string")
        key = self.keys.setdefault((domain, name, kind), f"d{len(self.keys)}")
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
        ElementTree.SubElement(element, "data", {"key": key}).text = text

    def bytes(self, graph: Element) -> bytes:
        for (domain, name, kind), key in self.keys.items():
            attributes = {"id": key, "for": domain, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(self.root, "key", attributes)
        self.root.append(graph)
        ElementTree.indent(self.root)
        text: bytes = ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        return text + b"\n"


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as GraphML."""
    curriculum = whole(curriculum)
    writer = _Writer()
    graph = ElementTree.Element("graph", {"id": curriculum.id, "edgedefault": "directed"})
    facts = curriculum.model_dump(mode="json", exclude_defaults=True, include=set(_OF_GRAPH))
    for name, value in {"format": FORMAT, **facts}.items():
        writer.data(graph, "graph", name, value)
    for node in curriculum.nodes:
        element = ElementTree.SubElement(graph, "node", {"id": node.id})
        for name, value in _attributes(node):
            writer.data(element, "node", name, value)
    for number, (before, after, kind) in enumerate(_edges(curriculum)):
        ends = {"id": f"e{number}", "source": before, "target": after}
        writer.data(ElementTree.SubElement(graph, "edge", ends), "edge", "type", kind)
    return writer.bytes(graph)


def _attributes(node: Node) -> Iterator[tuple[str, object]]:
    yield "label", node.title
    for name, value in node.model_dump(mode="json", exclude_defaults=True, exclude={"id", "title"}).items():
        if name in _ARROWS[:2]:
            yield name, written(getattr(node, name))
        elif name == "hours":
            yield "hours", node.hours.likely
            if len(set(value)) > 1:
                yield "hours_range", value
        else:
            yield name, value


def _edges(curriculum: Curriculum) -> Iterator[tuple[str, str, str]]:
    for node in curriculum.nodes:
        for name in _ARROWS[:2]:
            for before in dict.fromkeys(named(getattr(node, name))):
                yield before, node.id, name
        for before in dict.fromkeys(node.recommended):
            yield before, node.id, "recommended"


# Reading


def read(content: bytes, file: str) -> Read:
    """The curriculum in a graph. Raises PlannerError."""
    return _Reader(file).read(content)


class _Reader:
    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.keys: dict[str, str] = {}
        self.defaults: dict[str, dict[str, str]] = {}
        """What is meant where nothing is said: for "node", "edge", "graph" or "all", by attribute."""
        self.ids = Ids()
        self.of_node: dict[str, str] = {}
        """The id that the file gives a node -> ours."""
        self.attributes: dict[str, dict[str, str]] = {}
        self.domains: dict[str, str] = {}
        """Titles of the groups that nodes lie in, by id."""
        self.group: dict[str, str] = {}
        self.edges: dict[str, dict[str, dict[str, None]]] = {name: {} for name in _ARROWS}

    def read(self, content: bytes) -> Read:
        root = parse_xml(content, self.findings)
        graph = next((element for element in root if local(element.tag) == "graph"), None)
        if local(root.tag) != "graphml":
            message = _("The file is “{name}”, which is no GraphML: it has no graph. Save it as GraphML.")
            raise self.findings.wrong("no-graphml", message.format(name=local(root.tag)[:80]))
        if graph is None:
            raise self.findings.wrong("no-graphml", _("This is no GraphML: it has no graph."))
        self._keys(root)
        self._nodes(graph)
        self._read_edges(graph)
        facts = self._facts(self._data(graph), graph.get("id", ""))
        nodes = [self._node(identity) for identity in self.attributes]
        self.findings.stop()
        return finished(self.findings, nodes, **facts)

    def _keys(self, root: Element) -> None:
        """What attributes are called: ours are known however they are spelled, such as "First Step"."""
        for key in (one for one in root if local(one.tag) == "key"):
            name = str(key.get("attr.name") or key.get("id", "")).strip()
            plain = name.casefold().replace(" ", "_")
            self.keys[key.get("id", "")] = name = plain if plain in _KNOWN else name
            default = next((one.text for one in key if local(one.tag) == "default"), None)
            if default and default.strip():
                self.defaults.setdefault(key.get("for", "all"), {})[name] = default.strip()

    def _data(self, element: Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for data in element:
            if local(data.tag) == "data":
                name = self.keys.get(data.get("key", ""), "").strip()
                labels = ((inner.text or "").strip() for inner in data.iter() if local(inner.tag) == "NodeLabel")
                text = (data.text or "").strip() or next((label for label in labels if label), "")
                if text:
                    found.setdefault(name if data.text and data.text.strip() else "label", text)
        return {**self.defaults.get("all", {}), **self.defaults.get(local(element.tag), {}), **found}

    def _nodes(self, graph: Element) -> None:
        """All nodes, also those in groups; a group itself is a subject, not an item."""
        waiting: list[tuple[Element, str]] = [(graph, "")]
        found: list[tuple[str, dict[str, str], str]] = []
        while waiting:
            parent, group = waiting.pop()
            for element in (one for one in parent if local(one.tag) == "node"):
                identity, data = element.get("id", ""), self._data(element)
                inner = next((one for one in element if local(one.tag) == "graph"), None)
                if inner is not None:
                    title = _title(data) or cleaned(identity)
                    waiting.append((inner, title))
                    continue
                found.append((identity, data, group))
                if len(found) > MAX_NODES:
                    message = _("There are more than {limit} items.").format(limit=MAX_NODES)
                    raise self.findings.wrong("too-many", message)
        for identity, _data, _group in found:
            self.ids.take(identity)
        for identity, data, group in found:
            if not identity or identity in self.of_node:
                message = _("A node has no id, or one that stands in the file already: “{id}”.")
                self.findings.error("duplicate-id", message.format(id=identity[:80]))
                continue
            own = re.match(ID_PATTERN, identity)
            ours = identity if own else self.ids.new(slug(_title(data)) or slug(identity) or "item")
            self.of_node[identity] = ours
            self.attributes[ours] = dict(data) if own else {"name": identity, **data}
            spoken = not re.match(ID_PATTERN, data.get("domain", "x"))
            subject = cleaned(self.attributes[ours].pop("domain")) if spoken else group
            if subject:
                self.group[ours] = slug(subject, 64) or "group"
                self.domains.setdefault(self.group[ours], subject)
        self.findings.stop()

    def _read_edges(self, graph: Element) -> None:
        if graph.get("edgedefault") == "undirected":
            message = _("The graph has no arrows; each line is read from its first end to its second.")
            self.findings.note("undirected", message)
        count = unclear = 0
        for edge in (one for one in graph.iter() if local(one.tag) == "edge"):
            count += 1
            if count > MAX_EDGES:
                raise self.findings.wrong("too-many", _("There are more than {limit} arrows.").format(limit=MAX_EDGES))
            ends = [edge.get(end, "") for end in ("source", "target")]
            heads = _heads(edge)
            if heads == (True, False):
                ends.reverse()
            unclear += heads[0] == heads[1] and graph.get("edgedefault") != "undirected"
            missing = next((end for end in ends if end not in self.of_node), None)
            if missing is not None:
                message = _("An arrow leads from or to “{id}”, which is no item. It was left out.")
                self.findings.note("loose-arrow", message.format(id=missing[:80]))
                continue
            before, after = (self.of_node[end] for end in ends)
            if before == after:
                message = _("“{id}” points at itself; the arrow was left out.").format(id=after)
                self.findings.note("loop", message, node=after)
                continue
            kind = self._data(edge).get("type", "")
            self.edges[kind if kind in _ARROWS else "requires"].setdefault(after, {})[before] = None
        self.findings.note_unclear(unclear)

    def _facts(self, data: Mapping[str, str], identity: str) -> dict[str, Any]:
        ours = data.get("format") == FORMAT
        title = cleaned(data.get("title") or data.get("label") or data.get("name")) or file_title(self.findings.file)
        facts: dict[str, Any] = {"id": identity_of(title), "title": title}
        if not ours:
            needs = {one: set(self.edges["requires"].get(one, ())) for one in self.attributes}
            domains = tuple(Domain(id=one, title=name) for one, name in self.domains.items())
            return {**facts, "target": only_end(needs), "domains": domains}
        if re.match(ID_PATTERN, identity):
            facts["id"] = identity
        raw = {
            name: self._json(data[name], name) if name in _LISTED_FACTS else data[name]
            for name in _OF_GRAPH & data.keys()
            if name != "format"
        }
        try:
            checked = Curriculum.model_validate_json(json.dumps({**raw, **facts}))
        except ValidationError as wrong:
            raise self.findings.wrong("invalid", in_words(wrong)) from None
        return {name: getattr(checked, name) for name in _OF_GRAPH if name in checked.model_fields_set}

    def _json(self, text: str, name: str) -> object:
        """The value that a text stands for; None where it is no JSON."""
        try:
            return parse_json(text.encode("utf-8"), self.findings.file)
        except PlannerError:
            message = _("The attribute “{name}” cannot be read and was left out.").format(name=name)
            self.findings.note("bad-attribute", message)
            return None

    def _node(self, identity: str) -> Node:
        data = self.attributes[identity]
        plain = Node(
            id=identity,
            title=_title(data) or identity,
            kind=Kind.SKILL,
            domain=self.group.get(identity, "general"),
        )
        fields: dict[str, Any] = {}
        for name in _OF_ITEMS & data.keys():
            value = self._typed(name, data)
            try:
                one = Node.model_validate_json(json.dumps({**_HEAD, "months": [1, 1, 1], name: value}))
                fields[name] = getattr(one, name)
            except ValidationError as wrong:
                message = _("The attribute “{name}” is not one of ours and was left out: {reason}")
                text = message.format(name=name, reason=in_words(wrong))
                self.findings.note("bad-attribute", text, where=name, node=identity)
        for name in _ARROWS[:2]:
            fields[name] = self._requirement(identity, name, data.get(name, ""))
        if "note" not in fields:
            fields["note"] = cleaned(data.get("description"), 2000)
        if "recommended" not in fields:
            fields["recommended"] = tuple(self.edges["recommended"].get(identity, ()))
        try:
            return plain.changed(**fields)
        except ValidationError as wrong:
            self.findings.error("invalid", in_words(wrong), node=identity)
            return plain

    def _typed(self, name: str, data: Mapping[str, str]) -> object:
        text = data[name]
        if name == "hours" and data.get("hours_range"):
            three = self._json(data["hours_range"], name)
            if isinstance(three, list) and len(three) == 3 and three[1] == _number(text):
                return three
        if name in ("hours", "months", "cost_usd", "wait_days") and text[:1] != "[":
            return _number(text)
        if name == "parallel":
            return text.casefold() in ("true", "1")
        if name in ("kind", "level", "status"):
            return text.casefold()
        if name in ("tags", "aliases") and text[:1] != "[":
            every = (one.strip() for one in re.split("[;,]", text))
            return [one for each in every if (one := slug(each, 64) if name == "tags" else each)]
        return text if name in _TEXTS else self._json(text, name)

    def _requirement(self, identity: str, name: str, text: str) -> Requirement | None:
        """What the attribute says, and every arrow that it does not know; without it all arrows."""
        arrows = self.edges[name].get(identity, {})
        if not text:
            return all_of(arrows)
        try:
            said = parsed(text, self._find)
        except WrongExpression as wrong:
            self.findings.error("bad-expression", str(wrong), where=name, node=identity)
            return None
        inside = set(leaves(said))
        more = [before for before in arrows if before not in inside]
        if more:
            message = _("Arrows were drawn that “{name}” does not speak of; what they come from is needed too: {ids}")
            shown = ", ".join(more[:10])
            self.findings.note("more-arrows", message.format(name=name, ids=shown), where=name, node=identity)
        return said if not more or said is None else all_of([said, *more])

    def _find(self, name: str) -> str:
        if name in self.attributes:
            return name
        raise ValueError(self.findings.unknown(name, self.attributes))


_HEAD = {"id": "x", "title": "x", "kind": "skill", "domain": "x"}


def _heads(edge: Element) -> tuple[bool, bool]:
    """Whether there is an arrowhead at the source, and at the target; yEd may draw it at either end."""
    if edge.get("directed") == "false":
        return False, False
    arrows = next((one for one in edge.iter() if local(one.tag) == "Arrows"), None)
    if arrows is None:
        return False, True
    return arrows.get("source", "none") != "none", arrows.get("target", "none") != "none"


def _title(data: Mapping[str, str]) -> str:
    return next((title for name in _TITLES if (title := cleaned(data.get(name)))), "")


def _number(text: str) -> object:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e9 else number
