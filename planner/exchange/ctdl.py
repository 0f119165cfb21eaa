"""Pathways in CTDL, the language of the Credential Registry (credreg.net), as JSON-LD: in only.

The destination stands at the top. What a component needs is said by its conditions (`requiredNumber` of the
`targetComponent`s, or a `logicalOperator`; conditions nest), by `prerequisite`, and by `hasChild` for what no condition
speaks of. `precedes` is only a suggested order.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from planner.exchange.building import Findings, Read, all_of, cleaned, file_title, finished, identity_of, only_end
from planner.exchange.csv_rows import Ids, slug
from planner.exchange.foreign_json import addresses, many, number, objects, words
from planner.exchange.json_ld import with_prefix
from planner.i18n import _, ngettext
from planner.model.curriculum import MAX_NODES, Domain, Kind, Node, ThreePoint
from planner.model.requirement import All, AnyOf, AtLeast, Requirement, leaves
from planner.storage.json_text import parse_json

NAMESPACES = ("https://purl.org/ctdl/terms/", "http://purl.org/ctdl/terms/")
MAX_DEPTH = 24
"""Conditions inside each other."""
MAX_CONDITIONS = 100_000
"""In one file, together with what they name, each counted as often as it is referred to."""

_KINDS = {
    "CredentialComponent": Kind.CERTIFICATION,
    "JobComponent": Kind.MILESTONE,
    "WorkExperienceComponent": Kind.EXPERIENCE,
    "SelectionComponent": Kind.MILESTONE,
    "CollectionComponent": Kind.MILESTONE,
}
_ORDERS = ("ceterms:precedes", "ceterms:preceeds")
"""Both spellings are about."""
_TERMS = (
    *("name", "description", "hasCondition", "prerequisite", "hasChild", "isChildOf", "precedes", "preceeds"),
    *("isPrecededBy", "hasDestinationComponent", "isDestinationComponentOf", "hasPart", "isPartOf"),
    "estimatedDuration",
)
"""Of pathways and components."""
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")


def read(content: bytes, file: str) -> Read:
    """The pathway in a file. Raises PlannerError."""
    return _Reader(file).read(content)


def _type(thing: dict[str, Any]) -> str:
    return next((one.rpartition(":")[2] for one in many(thing.get("@type")) if isinstance(one, str)), "")


class _Reader:
    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.things: dict[str, dict[str, Any]] = {}
        """Everything in the file by its address."""
        self.components: dict[str, dict[str, Any]] = {}
        self.ids: dict[str, str] = {}
        """Address of a component -> our id."""
        self.pointing: dict[tuple[str, str], list[str]] = {}
        """Field and address -> the components whose field leads there."""
        self.excluded: dict[str, set[str]] = {}
        """Address of a component -> our ids of what must not hold for it."""
        self.read_conditions = 0
        self.upward = False
        """Whether `hasChild` leads to what comes later: some files have it the wrong way round."""

    def read(self, content: bytes) -> Read:
        raw = parse_json(content, self.findings.file)
        raw = raw.get("decoded_resource", raw) if isinstance(raw, dict) else raw  # what the registry wraps around it
        raw = with_prefix(raw, "ceterms:", NAMESPACES)
        graph = raw.get("@graph", raw) if isinstance(raw, dict) else raw
        for thing in objects(graph):
            for address in addresses(thing.get("@id")):
                self.things.setdefault(address, thing)
        pathways = [one for one in objects(graph) if _type(one) == "Pathway"]
        self.components = {at: one for at, one in self.things.items() if _type(one).endswith("Component")}
        self._check_terms([*pathways, *self.components.values()])
        if not pathways and not self.components:
            raise self.findings.wrong("no-pathway", _("The file holds no CTDL pathway."))
        parts = {at for one in pathways for at in addresses(one.get("ceterms:hasPart"))}
        if parts and not self.components:
            message = _(
                "The file names {count} components that are not in it. Save the graph of the pathway, which has them "
                "(graph instead of resources in its address)."
            )
            raise self.findings.wrong("no-components", message.format(count=len(parts)))
        if len(self.components) > MAX_NODES:
            raise self.findings.wrong("too-many", _("There are more than {limit} items.").format(limit=MAX_NODES))
        if len(pathways) > 1:
            self.findings.note("several-pathways", _("There are several pathways; their items are read together."))
        self._name_all()
        ends = self._destinations(pathways)
        self.upward = self._is_upward(ends)
        nodes = [self._node(address, thing, address in ends) for address, thing in self.components.items()]
        unread = [
            text
            for node, thing in zip(nodes, self.components.values(), strict=True)
            if not node.hours.likely and (text := _stated(thing))
        ]
        if unread:
            text = ngettext(
                "The duration of {count} item cannot be read as hours of study and counts as 0 hours: {text}.",
                "The durations of {count} items cannot be read as hours of study and count as 0 hours, such as {text}.",
                len(unread),
            )
            self.findings.note("no-duration", text.format(count=len(unread), text=unread[0]))
        elif not any(node.hours.likely for node in nodes):
            self.findings.note("no-hours", _("The file says nothing about hours; every item is read as 0 hours."))
        return self._finish(pathways[0] if pathways else {}, ends, nodes)

    def _check_terms(self, things: list[dict[str, Any]]) -> None:
        """Without a prefix a term means nothing, but for a context that explains it."""
        for thing in things:
            bare = next((name for name in _TERMS if name in thing and f"ceterms:{name}" not in thing), None)
            if bare is not None:
                message = _(
                    "“{name}” stands without “ceterms:” before it, and the @context of the file does not say what it "
                    "means. Write the prefix, or a @context with @vocab."
                )
                raise self.findings.wrong("no-prefix", message.format(name=bare))

    def _finish(self, pathway: dict[str, Any], ends: list[str], nodes: list[Node]) -> Read:
        title = cleaned(words(pathway.get("ceterms:name"))) or file_title(self.findings.file)
        target = self.ids[ends[0]] if ends else only_end({one.id: {*leaves(one.requires)} for one in nodes})
        used = {node.domain for node in nodes}
        return finished(
            self.findings,
            nodes,
            id=identity_of(title),
            title=title,
            description=cleaned(words(pathway.get("ceterms:description")), 2000),
            target=target,
            domains=tuple(Domain(id=one, title=_subject(one)) for one in sorted(used)),
        )

    def _name_all(self) -> None:
        ids = Ids()
        for at, thing in self.components.items():
            for name in ("ceterms:hasChild", "ceterms:isChildOf", *_ORDERS):
                for end in addresses(thing.get(name)):
                    self.pointing.setdefault((name, end), []).append(at)
        for address, thing in self.components.items():
            self.ids[address] = ids.new(slug(cleaned(words(thing.get("ceterms:name")))) or "item")

    def _destinations(self, pathways: list[dict[str, Any]]) -> list[str]:
        named = [at for one in pathways for at in addresses(one.get("ceterms:hasDestinationComponent"))]
        named += [at for at, one in self.components.items() if one.get("ceterms:isDestinationComponentOf")]
        found = [at for at in dict.fromkeys(named) if at in self.components]
        if len(found) > 1:
            message = _("There are several destinations; “{title}” is the target.")
            title = cleaned(words(self.components[found[0]].get("ceterms:name")))
            self.findings.note("several-targets", message.format(title=title))
        return found

    def _is_upward(self, ends: list[str]) -> bool:
        below = {at for one in self.components.values() for at in addresses(one.get("ceterms:hasChild"))}
        tops = [self.components[end] for end in ends]
        if not any(end in below for end in ends) or any(
            top.get("ceterms:hasChild") or top.get("ceterms:hasCondition") for top in tops
        ):
            return False
        message = _("The destination has no children but is one: children are read as what comes later.")
        self.findings.note("upward", message)
        return True

    def _node(self, address: str, thing: dict[str, Any], is_end: bool) -> Node:
        kind = _KINDS.get(_type(thing), Kind.SKILL)
        if is_end and _type(thing) == "JobComponent":
            kind = Kind.ROLE
        web = next(iter(addresses(thing.get("ceterms:subjectWebpage"))), "")
        return Node(
            id=self.ids[address],
            title=cleaned(words(thing.get("ceterms:name"))) or self.ids[address],
            kind=kind,
            domain=slug(_type(thing).removesuffix("Component")) or "general",
            hours=ThreePoint.model_validate(_hours(thing)),
            requires=self._requires(address, thing),
            recommended=tuple(self._before(address, thing)),
            note=cleaned(" ".join(one for one in (words(thing.get("ceterms:description")), web) if one), 2000),
        )

    def _requires(self, address: str, thing: dict[str, Any]) -> Requirement | None:
        parts = [part for one in self._conditions(thing) if (part := self._condition(one, address, 0)) is not None]
        parts += self._known(addresses(thing.get("ceterms:prerequisite")), address)
        said = {leaf for part in parts for leaf in leaves(part)} | self.excluded.get(address, set())
        parts += [one for one in self._children(address, thing) if one not in said]
        return all_of(parts)

    def _conditions(self, thing: dict[str, Any]) -> list[dict[str, Any]]:
        """The conditions of a component or condition, written in it or elsewhere in the file."""
        found: list[dict[str, Any]] = []
        for one in many(thing.get("ceterms:hasCondition")):
            inner = one if isinstance(one, dict) and len(one) > 1 else None
            found += [inner] if inner else [self.things[at] for at in addresses(one) if at in self.things]
        return found

    def _condition(self, condition: dict[str, Any], address: str, depth: int) -> Requirement | None:
        targets = addresses(condition.get("ceterms:targetComponent"))
        self.read_conditions += 1 + len(targets)
        if depth > MAX_DEPTH or self.read_conditions > MAX_CONDITIONS:
            raise self.findings.wrong("too-deep", _("Conditions lead into each other without an end."))
        parts: list[Requirement] = [*self._known(targets, address)]
        inner = (self._condition(one, address, depth + 1) for one in self._conditions(condition))
        parts += [part for part in inner if part is not None]
        if condition.get("ceterms:hasConstraint"):
            message = _("A constraint of “{title}” cannot be read and was left out.")
            self.findings.note("constraint", message.format(title=self.ids[address]), node=self.ids[address])
        if not parts:
            return None
        operator = _operator(condition)
        if operator == "not":
            self._exclude(parts, address)
            return None
        if operator not in ("", "and", "or"):
            message = _("The operator “{name}” of a condition of “{title}” is not known; all of it is needed.")
            text = message.format(name=operator[:80].capitalize(), title=self.ids[address])
            self.findings.note("unknown-operator", text, node=self.ids[address])
        count = number(condition.get("ceterms:requiredNumber"))
        reason = cleaned(words(condition.get("ceterms:description")), 2000)
        try:
            if count is None or count == 0:
                return AnyOf(any=tuple(parts), reason=reason) if operator == "or" else All(all=tuple(parts))
            if count == len(set(map(str, parts))):
                return All(all=tuple(parts))
            return (
                AnyOf(any=tuple(parts), reason=reason)
                if count == 1
                else AtLeast(k=count, of=tuple(parts), reason=reason)
            )
        except ValidationError:
            message = _("A condition of “{title}” asks for more than it names; all of it is needed.")
            self.findings.note("bad-choice", message.format(title=self.ids[address]), node=self.ids[address])
            return all_of(parts)

    def _exclude(self, parts: list[Requirement], address: str) -> None:
        """Note what must not hold, which no plan can see to: a plan only says what one does."""
        ours = [leaf for part in parts for leaf in leaves(part)]
        self.excluded.setdefault(address, set()).update(ours)
        message = _("A condition of “{title}” says what must not hold, which Trailmark cannot; it was left out: {ids}")
        text = message.format(title=self.ids[address], ids=", ".join(ours[:10]))
        self.findings.note("not", text, node=self.ids[address])

    def _children(self, address: str, thing: dict[str, Any]) -> list[str]:
        down, up = (
            ("ceterms:isChildOf", "ceterms:hasChild") if self.upward else ("ceterms:hasChild", "ceterms:isChildOf")
        )
        mine = addresses(thing.get(down))
        return self._known([*mine, *self.pointing.get((up, address), ())], address)

    def _before(self, address: str, thing: dict[str, Any]) -> list[str]:
        mine = addresses(thing.get("ceterms:isPrecededBy"))
        others = [at for name in _ORDERS for at in self.pointing.get((name, address), ())]
        return self._known([*mine, *others], address, quietly=True)

    def _known(self, named: list[str], address: str, quietly: bool = False) -> list[str]:
        """Our ids of components; what is not in the file cannot be planned."""
        found: list[str] = []
        for one in dict.fromkeys(named):
            if one in self.ids and one != address:
                found.append(self.ids[one])
            elif one not in self.ids and not quietly and _type(self.things.get(one, {})) != "Pathway":
                message = _("“{title}” refers to {id}, which is not in the file. It was left out.")
                text = message.format(title=self.ids[address], id=one[-80:])
                self.findings.note("loose-reference", text, node=self.ids[address])
        return found


def _operator(condition: dict[str, Any]) -> str:
    """`and`, `or`, `not` or another word; empty where none is said."""
    said = condition.get("ceterms:logicalOperator")
    # older files have an alignment with a target
    found = [*(at for one in objects(said) for at in addresses(one.get("ceterms:targetNode"))), *addresses(said)]
    return re.split(r"[:/#]", found[0])[-1].casefold() if found else ""


def _subject(domain: str) -> str:
    return domain.replace("-", " ").capitalize()


def _hours(thing: dict[str, Any]) -> float | tuple[float, float, float]:
    """Hours of `estimatedDuration` (ISO 8601), where it is a time of study and not of the calendar."""
    for one in objects(thing.get("ceterms:estimatedDuration")):
        exact, low, high = (_time(one.get(f"ceterms:{name}Duration")) for name in ("exact", "minimum", "maximum"))
        if exact:
            return exact
        if low and high and low <= high:
            return low, (low + high) / 2, high
    return 0.0


def _stated(thing: dict[str, Any]) -> str:
    """What a component says of its duration, as it stands in the file, such as "PT10H – P2W"; empty for nothing."""
    for one in many(thing.get("ceterms:estimatedDuration")):
        profile = one if isinstance(one, dict) else {"ceterms:exactDuration": one}
        said = [words(profile.get(f"ceterms:{name}Duration")) for name in ("exact", "minimum", "maximum")]
        found = cleaned(" – ".join(text for text in said if text.strip(" PT0YMWDHS")), 80)
        if found:
            return found
    return ""


def _time(value: Any) -> float:
    found = _DURATION.fullmatch(words(value))
    if found and not any(found.group(1, 2, 3, 4)) and any(found.group(5, 6)):
        return min(float(found[5] or 0) + float(found[6] or 0) / 60, 100_000.0)
    return 0.0
