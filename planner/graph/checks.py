"""The rules of a good curriculum. Every finding names the node and the field, in the author's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import networkx as nx

from planner import i18n
from planner.graph.build import may_need, must_need
from planner.graph.entailment import Attainment, Finding, is_entry, redundancies
from planner.graph.order import shortest_cycle
from planner.graph.overrides import NOTES, overrides
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.depth import parted
from planner.model.needed import helpers
from planner.model.problem import Problem, Severity
from planner.model.requirement import UNITS_A_MONTH, AnyOf, AtLeast, leaves, members, named, thresholds, walk
from planner.model.successors import successors

Rule = Callable[[Curriculum], Iterator[Finding]]

_ERRORS = {"hard-cycle", "target-unattainable", "too-few-months"}
_NOTES = {"outcome", "idle-level", *NOTES}


def check(curriculum: Curriculum) -> list[Problem]:
    """Everything that is wrong with a loaded curriculum, errors first; each finding once."""
    findings: dict[tuple[str, str, str], Finding] = {}
    for rule in _RULES:
        for finding in rule(curriculum):
            findings.setdefault(finding[:3], finding)
    if _without_circles(curriculum):
        for finding in redundancies(curriculum):
            findings.setdefault(finding[:3], finding)
    problems = [
        Problem(severity=_severity(code), code=code, node=node, field=field, message=message)
        for code, node, field, message in findings.values()
    ]
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


def errors(curriculum: Curriculum) -> list[Problem]:
    """Only the errors; takes a fifth of the time."""
    found = [finding for rule in (circles, months, attainability) for finding in rule(curriculum)]
    return [
        Problem(severity=Severity.ERROR, code=code, node=node, field=field, message=message)
        for code, node, field, message in found
        if code in _ERRORS
    ]


def _severity(code: str) -> Severity:
    return Severity.ERROR if code in _ERRORS else Severity.NOTE if code in _NOTES else Severity.WARNING


def _without_circles(curriculum: Curriculum) -> bool:
    return nx.is_directed_acyclic_graph(may_need(curriculum))


def _circle_words(curriculum: Curriculum, circle: list[str]) -> str:
    titles = [f"“{curriculum.by_id[item].title}” ({item})" for item in [*circle, circle[0]]]
    return i18n.chain(titles)


def circles(curriculum: Curriculum) -> Iterator[Finding]:
    """Items that wait for each other: an error where no choice avoids it."""
    for code, graph, text in (
        ("hard-cycle", must_need(curriculum), _("These items need each other in a circle: {circle}. Remove one link.")),
        ("cycle", may_need(curriculum), _("Some options lead round in a circle: {circle}.")),
        (
            "recommended-cycle",
            may_need(curriculum, recommended=True),
            _("Recommended order runs in a circle: {circle}."),
        ),
    ):
        circle = shortest_cycle(graph)
        if circle:
            yield code, circle[0], "requires", text.format(circle=_circle_words(curriculum, circle))
            return


def layers(curriculum: Curriculum) -> Iterator[Finding]:
    """Skills know no careers, and modules need only modules below them."""
    modules: nx.DiGraph[str] = nx.DiGraph()
    for node in curriculum.nodes:
        for before in named(node.requires):
            other = curriculum.by_id[before]
            if node.kind is Kind.SKILL and other.kind is not Kind.SKILL:
                text = _("A skill may need skills only, but “{id}” is of the kind {kind}.")
                yield "skill-needs-career", node.id, "requires", text.format(id=before, kind=other.kind.value)
            if node.module and other.module and node.module != other.module:
                modules.add_edge(other.module, node.module)
    circle = shortest_cycle(modules)
    if circle:
        text = _("These modules need each other in a circle: {circle}. An item stands in the wrong module.")
        yield "module-cycle", "", "module", text.format(circle=i18n.chain([*circle, circle[0]]))


def attainability(curriculum: Curriculum) -> Iterator[Finding]:
    """Everything can be reached from nothing, and everything serves the target."""
    reached = Attainment(curriculum).without()
    for node in curriculum.nodes:
        if node.status is Status.ACTIVE and node.id not in reached and not is_entry(curriculum, node.id):
            code = "target-unattainable" if node.id == curriculum.target else "unattainable"
            yield code, node.id, "requires", _("Nobody who starts from nothing can ever reach this item.")
    if curriculum.target is None:
        return
    graph = may_need(curriculum, recommended=True)
    serving = nx.ancestors(graph, curriculum.target) | {curriculum.target}
    for whole, chain in curriculum.families.items():
        if any(one.id in serving for one in chain) and whole in graph:  # one may go on beyond the level that is needed
            serving |= nx.ancestors(graph, whole) | {whole}
    for helper in helpers(curriculum.nodes, serving):
        serving |= nx.ancestors(graph, helper) | {helper}
    for node in curriculum.nodes:
        if node.id not in serving and not is_entry(curriculum, node.id):
            yield (
                "unconnected",
                node.id,
                "",
                _("Nothing on the way to the target needs, recommends or accepts this item."),
            )


def facts(curriculum: Curriculum) -> Iterator[Finding]:
    """Every item says what it brings, how long it takes, how to begin and where its facts come from."""
    codes = {source.code for source in curriculum.sources}
    elsewhere = {(one.id, code) for one in curriculum.overrides for code in one.sources}
    for node in curriculum.nodes:
        if node.kind is Kind.SKILL and node.status is Status.ACTIVE:
            if not node.hours.likely:
                yield "no-hours", node.id, "hours", _("A skill needs hours of study.")
            if not node.resources:
                yield "no-resource", node.id, "resources", _("A skill needs something to learn from.")
        if node.kind in (Kind.SKILL, Kind.PROJECT):
            if not node.first_step:
                yield "no-first-step", node.id, "first_step", _("Say what to do in the first hour.")
            if not node.done_when:
                yield "no-done-when", node.id, "done_when", _("Say how one knows that it is done.")
        if not node.outcome.startswith("you "):
            yield "outcome", node.id, "outcome", _("The outcome should say what the learner can do: “you can …”.")
        for source in node.sources:
            if codes and source not in codes and (node.id, source) not in elsewhere:
                text = _("There is no source “{code}” in the list of sources.")
                yield "unknown-source", node.id, "sources", text.format(code=source)


def superseded(curriculum: Curriculum) -> Iterator[Finding]:
    """Nothing speaks of what is not offered any more where something else has taken its place."""
    for node in curriculum.nodes:
        if node.status is not Status.ACTIVE:
            continue
        needed = {*named(node.requires), *named(node.corequisites)}
        named_here = {*needed, *node.recommended}
        for before in dict.fromkeys((*named(node.requires), *named(node.corequisites), *node.recommended)):
            instead = [one.id for one in successors(curriculum, before)]
            if instead and named_here.isdisjoint(instead):
                field = "requires" if before in needed else "recommended"
                text = _("“{id}” is not offered any more. Instead: {others}.")
                yield "superseded", node.id, field, text.format(id=before, others=", ".join(instead))


def reasons(curriculum: Curriculum) -> Iterator[Finding]:
    """Every prerequisite has a written reason, and no reason speaks of something else."""
    for node in curriculum.nodes:
        written = dict.fromkeys((*named(node.requires), *named(node.corequisites), *node.recommended))
        for before in written:
            if not node.reasons.get(before):
                text = _("Say why “{id}” comes before this item.")
                yield "no-reason", node.id, f"reasons.{before}", text.format(id=before)
        counted = {*leaves(node.requires), *leaves(node.corequisites)}
        for before in node.reasons:
            if before not in written and before not in counted:
                text = _("This reason speaks of “{id}”, which is no prerequisite.")
                yield "idle-reason", node.id, f"reasons.{before}", text.format(id=before)
        for before in dict.fromkeys(node.recommended):
            if before in set(leaves(node.requires)):
                text = _("“{id}” is recommended and required at once.")
                yield "recommended-required", node.id, "recommended", text.format(id=before)


def choices(curriculum: Curriculum) -> Iterator[Finding]:
    """Every choice has a name and a reason; choices of one name have the same options in the same order."""
    first: dict[str, tuple[str, AnyOf | AtLeast]] = {}
    for node in curriculum.nodes:
        for path, part in walk(node.requires):
            if not isinstance(part, (AnyOf, AtLeast)):
                continue
            place = f"requires{path}"
            if not part.name or not part.reason:
                yield "unnamed-choice", node.id, place, _("Give this choice a name and a reason.")
            if not part.name:
                continue
            other, model = first.setdefault(part.name, (node.id, part))
            if len(members(model)) != len(members(part)):
                text = _("“{name}” is one decision, but it has {count} options here and {other} in “{id}”.")
                words = text.format(name=part.name, count=len(members(part)), other=len(members(model)), id=other)
                yield "uneven-choice", node.id, place, words
                continue
            moved = next(iter(misplaced(part, model).items()), None)
            if moved is not None:
                here, there = moved
                text = _("“{name}” is one decision, but option {here} here is option {there} in “{id}”.")
                words = text.format(name=part.name, here=here + 1, there=there + 1, id=other)
                yield "uneven-choice", node.id, place, words


def misplaced(choice: AnyOf | AtLeast, model: AnyOf | AtLeast) -> dict[int, int]:
    """Place of an option -> its other place in `model`, where options are taken by their place in both.

    Options are the same that are the same item, or that are called the same.
    """
    found: dict[int, int] = {}
    rows = [(members(choice), members(model)), (choice.labels, model.labels)]
    for mine, theirs in rows:
        places: dict[object, list[int]] = {}
        for at, one in enumerate(theirs):
            places.setdefault(one, []).append(at)
        for at, one in enumerate(mine):
            if isinstance(one, str) and at not in places.get(one, [at]):
                found.setdefault(at, places[one][0])
    return found


def months(curriculum: Curriculum) -> Iterator[Finding]:
    """Every threshold of months can be met, and everything that it names adds to it."""
    by_id = curriculum.by_id
    tagged = {tag for node in curriculum.nodes if node.kind is Kind.EXPERIENCE and node.months for tag in node.tags}
    for node in curriculum.nodes:
        parts = [(f"requires{path}", one) for path, one in thresholds(node.requires)]
        parts += [(f"corequisites{path}", one) for path, one in thresholds(node.corequisites)]
        for place, one in parts:
            total = sum(units for _item, units in one.counted) / UNITS_A_MONTH
            if total < one.months:
                text = _("It asks for {threshold}, but everything that counts has {total:g} months together.")
                words = text.format(threshold=one.words(curriculum.titles), total=total)
                yield "too-few-months", node.id, place, words
            for at, tag in enumerate(one.tags):
                if tag not in tagged:
                    text = _("No item of the kind experience with months carries the tag “{tag}”.")
                    yield "idle-tag", node.id, f"{place}.tags[{at}]", text.format(tag=tag)
            for at, item in enumerate(one.of):
                if by_id[item].months is None:
                    text = _("“{id}” has no months, so it adds nothing.")
                    yield "no-months", node.id, f"{place}.of[{at}]", text.format(id=item)
            if one.tags and not one.reason:
                yield "no-reason", node.id, place, _("Say why so many months are needed.")


def levels(curriculum: Curriculum) -> Iterator[Finding]:
    """Somebody asks for every level: one that nobody asks for only makes two steps of one.

    Others may ask for levels of a module, so only the items of the curriculum itself are looked at.
    """
    if curriculum.target is None or not curriculum.families:
        return
    asked = {curriculum.target}
    for node in curriculum.nodes:
        named_here = (*named(node.requires), *named(node.corequisites), *node.recommended, *node.grants)
        asked |= {item for item in (*named_here, *node.accepts_held, *node.superseded_by) if not _same(node, item)}
    for chain in curriculum.families.values():
        for one in chain[:-1]:
            if one.module in (None, curriculum.id) and one.id not in asked:
                text = _("Nothing asks for this level. Let something ask for “{id}”, or leave the level out.")
                yield "idle-level", one.id, "hours", text.format(id=one.id)


def _same(node: Node, item: str) -> bool:
    return parted(item)[0] == (node.depth_of or node.id)


def records(curriculum: Curriculum) -> Iterator[Finding]:
    """Courses, certification records and claims speak of items that exist."""
    known = curriculum.by_id
    for course in curriculum.courses:
        for item in course.covers:
            if item not in known:
                text = _("The course “{title}” covers “{id}”, which does not exist.")
                yield "unknown-id", item, f"courses.{course.id}", text.format(title=course.title, id=item)
    for record in curriculum.certificates:
        if record.node is not None and record.node not in known:
            text = _("The certification record “{title}” belongs to “{id}”, which does not exist.")
            yield "unknown-id", record.node, f"certificates.{record.id}", text.format(title=record.name, id=record.node)
    for claim in curriculum.claims:
        if claim.node is not None and claim.node not in known:
            text = _("The claim “{claim}” belongs to “{id}”, which does not exist.")
            yield "unknown-id", claim.node, f"claims.{claim.id}", text.format(claim=claim.id, id=claim.node)


def names(curriculum: Curriculum) -> Iterator[Finding]:
    """No two items answer to the same title or alias."""
    taken: dict[str, Node] = {}
    for node in curriculum.nodes:
        for name in (node.title, *node.aliases):
            other = taken.setdefault(name.casefold(), node)
            if other is not node:
                text = _("“{name}” is also the name of “{id}”.")
                yield "same-name", node.id, "title", text.format(name=name, id=other.id)


_RULES: tuple[Rule, ...] = (
    circles,
    layers,
    months,
    levels,
    attainability,
    facts,
    superseded,
    reasons,
    choices,
    records,
    names,
    overrides,
)
