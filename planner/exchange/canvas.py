"""JSON Canvas 1.0 (jsoncanvas.org): cards and arrows, as Obsidian and others draw them.

Subjects are groups, places come from our layout, arrows lead from what is needed to what needs it. The label of an
arrow says where it is only an option: "1 of 3: Your cloud provider".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pydantic import ValidationError

from planner.exchange.building import Findings, Read, all_of, cleaned, file_title, finished, identity_of, only_end
from planner.exchange.csv_rows import Ids, slug
from planner.exchange.losses import conjuncts, is_flat, lost_fields, lost_nested, lost_words_of_choices
from planner.graph.order import acyclic
from planner.i18n import _
from planner.layout.layered import lay_out
from planner.layout.sketch import Node as Card
from planner.layout.sketch import Sketch
from planner.model.curriculum import MAX_NODES, Curriculum, Domain, Kind, Node, ThreePoint
from planner.model.problem import Problem
from planner.model.requirement import AnyOf, AtLeast, Requirement, distinct_members, leaves, needed
from planner.model.text import ID_PATTERN
from planner.storage.json_text import parse_json

HOLDS = frozenset({"id", "title", "kind", "domain", "hours", "requires", "corequisites", "recommended"})
MAX_EDGES = 100_000
_WIDTH, _HEIGHT = 260, 100
_PADDING = 30
_CONTENT, _TYPES = frozenset({"text", "file", "url"}), ("text", "file", "link")
"""What a card shows, be it empty, and the types of cards."""
_KINDS = {"corequisite": "corequisites", "recommended": "recommended"}
_FACTS = re.compile(rf"({'|'.join(Kind)})(?: · ([0-9.e+-]+)(?:–([0-9.e+-]+)–([0-9.e+-]+))? h)?")
_CHOICE = re.compile(r"(\d{1,3}|one|any) of\b([^:]*)(?:: (.*))?", re.IGNORECASE | re.DOTALL)
_MARKDOWN = tuple(
    (re.compile(mark), kept)
    for mark, kept in (
        (r"^(-{3,}|\*{3,}|_{3,})$", ""),
        (r"^(> ?)+(\[![\w-]{1,40}\][+-]? *)?", ""),
        (r"^(#{1,6}|[-*+]|\d{1,9}[.)]) +(\[[ xX]\] +)?", ""),
        (r"(?<!\\)!?\[\[(?:[^\[\]|]{0,300}\|)([^\[\]|]{1,300})\]\]", r"\1"),
        (r"(?<!\\)!?\[\[(?:[^\[\]|#]{0,300}/)?([^\[\]|#/]{1,300})(?:#[^\[\]|]{0,300})?\]\]", r"\1"),
        (r"(?<!\\)!?\[([^\[\]]{1,300})\]\([^()\s]{1,2000}\)", r"\1"),
        (r"(?<!\\)\*\*", ""),
        (r"(?<!\\)(==|~~)([^=~\\]{1,300})\1", r"\2"),
        (r"(?<![\\\w])(__|[*_`])(?=[^\s*_`])([^*_`\\]{1,300})(?<=\S)\1(?!\w)", r"\2"),
    )
)
"""What is no word on a card, and what stays of it."""
_MARKS = r"\`*_{}[]<>()#+-.!|~$^="


# Writing


def losses(curriculum: Curriculum) -> list[Problem]:
    """What cards and arrows cannot hold."""
    needs = {node.id: {*leaves(node.requires)} for node in curriculum.nodes}
    facts = {"domains", *(["target"] if only_end(needs) == curriculum.target else [])}
    found = lost_fields(curriculum, HOLDS, facts)
    return [*found, *lost_words_of_choices(curriculum), *lost_nested(curriculum)]


class _Arrow(NamedTuple):
    before: str
    after: str
    label: str


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as a canvas."""
    arrows = list(_arrows(curriculum))
    needs: dict[str, list[str]] = {node.id: [] for node in curriculum.nodes}
    for arrow in arrows:
        needs[arrow.after].append(arrow.before)
    cards = tuple(Card(node.id, _WIDTH, _HEIGHT, node.domain) for node in curriculum.nodes)
    edges = tuple((before, after) for after, some in acyclic(needs).items() for before in some)
    drawing = lay_out(Sketch(cards, edges, tuple(curriculum.domain_titles)))
    nodes: list[dict[str, Any]] = []
    for node in curriculum.nodes:
        x, y = (round(one) for one in drawing.place(node.id))
        place = {"x": x, "y": y, "width": _WIDTH, "height": _HEIGHT}
        nodes.append({"id": node.id, "type": "text", "text": f"{_plain(node.title)}\n\n{_facts(node)}", **place})
    groups = [_group(curriculum, band.key, nodes) for band in drawing.lanes]
    lines = [
        {"id": f"edge-{number}", "fromNode": one.before, "fromSide": "right", "toNode": one.after, "toSide": "left"}
        | ({"label": one.label} if one.label else {})
        for number, one in enumerate(arrows)
    ]
    text = json.dumps({"nodes": [*groups, *nodes], "edges": lines}, ensure_ascii=False, indent="\t")
    return text.encode("utf-8") + b"\n"


def _group(curriculum: Curriculum, domain: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    inside = [card for card in cards if curriculum.by_id[card["id"]].domain == domain]
    left, top = (min(card[side] for card in inside) - _PADDING for side in ("x", "y"))
    right, bottom = max(card["x"] for card in inside) + _WIDTH, max(card["y"] for card in inside) + _HEIGHT
    size = {"width": right + _PADDING - left, "height": bottom + _PADDING - top}
    title = curriculum.domain_titles[domain]
    return {"id": f"subject:{domain}", "type": "group", "label": title, "x": left, "y": top, **size}


def _plain(title: str) -> str:
    """The title without anything that Markdown would act on, such as pictures from elsewhere."""
    return "".join(f"\\{one}" if one in _MARKS else one for one in title)


def _facts(node: Node) -> str:
    low, likely, high = node.hours.optimistic, node.hours.likely, node.hours.pessimistic
    if not high:
        return node.kind.value
    hours = f"{likely!r}" if low == high else f"{low!r}–{likely!r}–{high!r}"
    return f"{node.kind.value} · {hours} h"


def _arrows(curriculum: Curriculum) -> Iterator[_Arrow]:
    for node in curriculum.nodes:
        used: set[str] = set()
        for part in conjuncts(node.requires):
            label = _label(part, used) if is_flat(part) else ""
            for before in dict.fromkeys(leaves(part)):
                yield _Arrow(before, node.id, label)
        for before in dict.fromkeys(leaves(node.corequisites)):
            yield _Arrow(before, node.id, "corequisite")
        for before in dict.fromkeys(node.recommended):
            yield _Arrow(before, node.id, "recommended")


def _label(part: Requirement, used: set[str]) -> str:
    if not isinstance(part, (AnyOf, AtLeast)):
        return ""
    head = f"{needed(part)} of {len(distinct_members(part))}"
    name = f": {part.name}" if part.name else ""
    number = 1
    while (label := f"{head}{f' ({number})' if number > 1 else ''}{name}") in used:
        number += 1
    used.add(label)
    return label


# Reading


def read(content: bytes, file: str) -> Read:
    """The curriculum on a canvas. Raises PlannerError."""
    return _Reader(file).read(content)


class _Reader:
    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.ids = Ids()
        self.cards: dict[str, Mapping[str, Any]] = {}
        self.groups: list[Mapping[str, Any]] = []
        self.areas: list[tuple[float, float, float, float, str]] = []
        """Of the groups: left, top, right, bottom and subject."""
        self.of_card: dict[str, str] = {}
        self.arrows: dict[str, list[tuple[str, str]]] = {}
        """Our id -> what leads to it: our id, and the label of the arrow."""

    def read(self, content: bytes) -> Read:
        raw = parse_json(content, self.findings.file)
        if not isinstance(raw, dict) or not isinstance(raw.get("nodes"), list):
            raise self.findings.wrong("no-canvas", _("This is no JSON Canvas: it has no list of nodes."))
        self._cards(raw["nodes"])
        edges = raw.get("edges", [])
        self._edges(edges if isinstance(edges, list) else [])
        nodes = [self._node(identity, card) for identity, card in self.cards.items()]
        title = file_title(self.findings.file)
        needs = {one.id: {*leaves(one.requires)} for one in nodes}
        return finished(
            self.findings,
            nodes,
            id=identity_of(title),
            title=title,
            target=only_end(needs),
            domains=tuple(self._domains(nodes)),
        )

    def _cards(self, every: list[Any]) -> None:
        found = [one for one in every if isinstance(one, dict)]
        for one in found:
            if one.get("type") == "group":
                self.groups.append(one)
        self.groups.sort(key=lambda group: _number(group, "width") * _number(group, "height"))
        self.areas = [_area(group) for group in self.groups]
        cards = [one for one in found if one.get("type") != "group"]
        if cards and not any(card.get("type") in _TYPES or _CONTENT & card.keys() for card in cards):
            message = _(
                "This is no JSON Canvas: its nodes have neither a text nor a file nor an address. Other programs, such "
                "as React Flow and roadmap.sh, write nodes of another kind."
            )
            raise self.findings.wrong("no-canvas", message)
        if len(cards) > MAX_NODES or len(self.groups) > 500:
            raise self.findings.wrong("too-many", _("There are more than {limit} items.").format(limit=MAX_NODES))
        for one in cards:
            self.ids.take(str(one.get("id", "")))
        for one in cards:
            identity = one.get("id")
            if not isinstance(identity, str) or identity in self.of_card:
                message = _("A card has no id, or one that stands in the file already: “{id}”.")
                self.findings.error("duplicate-id", message.format(id=str(identity)[:80]))
                continue
            ours = identity if re.match(ID_PATTERN, identity) else self.ids.new(slug(_title(one)) or "item")
            self.of_card[identity] = ours
            self.cards[ours] = one
        self.findings.stop()

    def _edges(self, edges: list[Any]) -> None:
        if len(edges) > MAX_EDGES:
            raise self.findings.wrong("too-many", _("There are more than {limit} arrows.").format(limit=MAX_EDGES))
        unclear = 0
        for edge in (one for one in edges if isinstance(one, dict)):
            ends = [str(edge.get("fromNode")), str(edge.get("toNode"))]
            heads = edge.get("fromEnd") == "arrow", edge.get("toEnd") != "none"
            if heads == (True, False):
                ends.reverse()
            unclear += heads[0] == heads[1]
            missing = next((end for end in ends if end not in self.of_card), None)
            if missing is not None:
                message = _("An arrow leads from or to “{id}”, which is no item. It was left out.")
                self.findings.note("loose-arrow", message.format(id=missing[:80]))
                continue
            before, after = (self.of_card[end] for end in ends)
            if before == after:
                message = _("“{id}” points at itself; the arrow was left out.").format(id=after)
                self.findings.note("loop", message, node=after)
                continue
            label = edge.get("label")
            self.arrows.setdefault(after, []).append((before, label.strip() if isinstance(label, str) else ""))
        self.findings.note_unclear(unclear)

    def _node(self, identity: str, card: Mapping[str, Any]) -> Node:
        lines = _lines(card)
        facts = next((found for line in lines[1:] if (found := _FACTS.fullmatch(line))), None)
        more = " ".join(line for line in lines[1:] if not _FACTS.fullmatch(line))
        fields: dict[str, Any] = {name: [] for name in ("requires", *_KINDS.values())}
        choices: dict[str, list[str]] = {}
        for before, label in self.arrows.get(identity, ()):
            if _CHOICE.fullmatch(label):
                choices.setdefault(label, []).append(before)
            else:
                fields[_KINDS.get(label.casefold(), "requires")].append(before)
        parts = [*fields["requires"], *(self._choice(label, some, identity) for label, some in choices.items())]
        return Node(
            id=identity,
            title=_title(card) or identity,
            kind=Kind(facts[1]) if facts else Kind.SKILL,
            domain=self._domain(card),
            hours=_hours(facts),
            requires=all_of(parts),
            corequisites=all_of(fields["corequisites"]),
            recommended=tuple(dict.fromkeys(fields["recommended"])),
            note=cleaned(more, 2000),
        )

    def _choice(self, label: str, options: list[str], identity: str) -> Requirement:
        found = _CHOICE.fullmatch(label)
        count = int(found[1]) if found and found[1].isdecimal() else 1
        name = cleaned(found[3]) if found and found[3] else None
        some = tuple(dict.fromkeys(options))
        try:
            return AnyOf(any=some, name=name or None) if count == 1 else AtLeast(k=count, of=some, name=name or None)
        except ValidationError:
            message = _("“{label}” asks for more than there are arrows; all of them are needed.")
            self.findings.note("bad-choice", message.format(label=label[:80]), node=identity)
            return all_of(some) or some[0]

    def _domain(self, card: Mapping[str, Any]) -> str:
        """The subject of the smallest group that the middle of the card lies in."""
        x = _number(card, "x") + _number(card, "width") / 2
        y = _number(card, "y") + _number(card, "height") / 2
        inside = (
            subject for left, top, right, bottom, subject in self.areas if left <= x <= right and top <= y <= bottom
        )
        return next(inside, "general")

    def _domains(self, nodes: list[Node]) -> Iterator[Domain]:
        used = {node.domain for node in nodes}
        titles = {_subject(group): cleaned(group.get("label")) for group in self.groups}
        order = sorted(self.groups, key=lambda group: (_number(group, "y"), _number(group, "x")))
        for domain in dict.fromkeys(_subject(group) for group in order):
            if domain in used:
                yield Domain(id=domain, title=titles[domain] or domain)


def _area(group: Mapping[str, Any]) -> tuple[float, float, float, float, str]:
    left, top = _number(group, "x"), _number(group, "y")
    return left, top, left + _number(group, "width"), top + _number(group, "height"), _subject(group)


def _subject(group: Mapping[str, Any]) -> str:
    identity = str(group.get("id", ""))
    own = identity.removeprefix("subject:")
    if own != identity and re.match(ID_PATTERN, own):
        return own
    return slug(cleaned(group.get("label")), 64) or slug(identity, 64) or "general"


def _number(card: Mapping[str, Any], name: str) -> float:
    value = card.get(name)
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9
    return float(value) if good and value is not None else 0.0


def _lines(card: Mapping[str, Any]) -> list[str]:
    """What stands on a card, without the marks of Markdown that are not words."""
    text = card.get("text") if card.get("type") != "link" else card.get("url")
    if card.get("type") == "file":
        text = PurePosixPath(str(card.get("file", ""))).stem
    plain = text[:20_000] if isinstance(text, str) else ""
    lines = [_words_of(line.strip()) for line in plain.splitlines()] if card.get("type") == "text" else [plain]
    return [line for line in lines if line]


def _words_of(line: str) -> str:
    """A line of Markdown without its marks; what stands behind a backslash is no mark."""
    for mark, kept in _MARKDOWN:
        line = mark.sub(kept, line)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line)


def _title(card: Mapping[str, Any]) -> str:
    return cleaned(next(iter(_lines(card)), ""))


def _hours(facts: re.Match[str] | None) -> ThreePoint:
    try:
        numbers = [float(one) for one in (facts.groups()[1:] if facts else ()) if one]
        return ThreePoint.model_validate(numbers if len(numbers) == 3 else numbers[0] if numbers else 0)
    except (ValueError, ValidationError):
        return ThreePoint.model_validate(0)
