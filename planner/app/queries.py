"""What a user can ask: pure functions of the document, safe in any thread.

What needs the graph library or the optimiser imports it when it is asked, so that the window opens without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planner import i18n
from planner.app import choices, trust
from planner.app.details import Details, details
from planner.app.map import Map, MapNode, Sight
from planner.app.search import search
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.learner import Availability, Learner, spread_week
from planner.model.names import check_learner
from planner.model.plan import Before, Plan
from planner.model.problem import Problem
from planner.model.requirement import AnyOf, AtLeast, leaves, walk
from planner.planning import holidays
from planner.planning.held import held_items
from planner.storage import curricula
from planner.storage.parts import locate

if TYPE_CHECKING:
    from planner.app.compare import AlternativesReport, Comparison
    from planner.app.explanation import Explanation
    from planner.app.others import OtherPlans
    from planner.app.together import Beside
    from planner.graph.order import Chains
    from planner.planning.replan import Replanned

__all__ = ["Details", "details", "search"]

DEFAULT_HOURS = 10.0
NEXT_BEST = 3
"""How many plans are offered beside the best one."""


def load(name: str = curricula.DEFAULT) -> Curriculum:
    """The built-in curriculum of that name, or the one in the file of that name, in any format that can be read.

    Raises PlannerError.
    """
    if name in curricula.builtin_names():
        found = _built_in(name, i18n.language(), curricula.builtin_state())
        trust.comes_with_us(found)
        return found
    from planner.app import exchange

    return exchange.open_curriculum(name).curriculum


@lru_cache(maxsize=8)
def _built_in(name: str, _language: str, _state: object) -> Curriculum:
    """Read once, as long as nobody writes into the files: every learner's file that is opened is compared with it.

    Once for each language: levels of a skill have titles that are made.
    """
    return curricula.load(curricula.find(name))


def curriculum_id(name: str = curricula.DEFAULT) -> str:
    """The id of the curriculum that `load` reads; nothing that it uses is read. Raises PlannerError."""
    if name in curricula.builtin_names():
        return curricula.read_one(curricula.find(name)).id
    return load(name).id


def read_learner(path: Path, today: date | None = None) -> Document:
    """The learner in a file, with the curriculum as it stands there. Nothing is written. Raises PlannerError."""
    from planner.storage import backups, learner_file, safe

    content = safe.load(path, backups.MAX_RECORD_BYTES).content
    return learner_file.decode(content, str(path), load).file.document(today)


def learner_key(path: Path) -> str:
    """What the learner in a file is known by, the same in every copy of the file. Raises PlannerError."""
    from planner.storage import backups, learner_file, safe

    return learner_file.decode(safe.load(path, backups.MAX_RECORD_BYTES).content, str(path), load).file.id


def kind_of(path: Path) -> str:
    """The format that a file says it has at its beginning, such as "trailmark.learner"; "" where it says none."""
    from planner.storage.files import start_of

    try:
        start = start_of(path, 1000)
    except (OSError, ValueError):
        return ""
    found = re.search(rb'"format"\s*:\s*"([a-z.]{1,40})"', start)
    return found.group(1).decode() if found else ""


def builtin_names() -> list[str]:
    """Names of the built-in curricula, the default first."""
    return curricula.builtin_names()


class Offer(NamedTuple):
    """A built-in curriculum that one can choose."""

    name: str
    title: str
    description: str


def offers() -> list[Offer]:
    """The built-in curricula, the default first. Raises PlannerError."""
    found = [(name, curricula.read_one(curricula.find(name))) for name in builtin_names()]
    return [Offer(name, one.title, one.description) for name, one in found]


def new_document(curriculum: Curriculum, start_date: date) -> Document:
    """A learner who has answered nothing yet: from nothing to the curriculum's target."""
    availability = Availability(start=start_date, week=spread_week(DEFAULT_HOURS))
    return Document(curriculum=curriculum, learner=Learner(goal=curriculum.goal, availability=availability))


def plan(document: Document, seconds: float = 20.0, cancelled: Callable[[], bool] | None = None) -> Plan:
    """The plan. A search that takes longer than `seconds`, or is cancelled, keeps its best and says how good that is.

    Raises PlannerError for input that makes no sense.
    """
    from planner.planning.limit import Limit
    from planner.planning.plan import make_plan

    return make_plan(document, Limit(seconds, cancelled) if cancelled else Limit(seconds), choices.chosen)


def forecast(document: Document, seconds: float = 20.0, cancelled: Callable[[], bool] | None = None) -> Forecast:
    """How sure the date of the plan is. `seconds` and `cancelled` as for the plan.

    Raises PlannerError for input that makes no sense.
    """
    from planner.planning import forecast as module
    from planner.planning.limit import Limit

    return module.forecast(document, limit=Limit(seconds, cancelled) if cancelled else Limit(seconds))


def alternatives(
    document: Document, seconds: float = 60.0, cancelled: Callable[[], bool] | None = None
) -> AlternativesReport:
    """Other plans: hours, US dollars and the finish traded for each other, and the next best ones by the aim.

    A search that takes longer than `seconds`, or is cancelled, answers with what it has. Raises PlannerError for input
    that makes no sense.
    """
    from planner.app.compare import alternatives_report

    *_parts, found = other_plans(document, None, seconds, cancelled)
    return alternatives_report(found.plan, found.front, found.next_best, found.complete)


def other_plans(
    document: Document, own: Plan | None = None, seconds: float = 60.0, cancelled: Callable[[], bool] | None = None
) -> Iterator[OtherPlans]:
    """As `alternatives`, with the plans themselves, and several times: each answer holds what was found by then.

    `own` is the plan of the document where it is known already.
    """
    from planner.app.others import search

    return search(document, own, seconds, cancelled)


def replan(
    document: Document,
    before: Plan,
    today: date | None = None,
    seconds: float = 20.0,
    cancelled: Callable[[], bool] | None = None,
) -> Replanned:
    """The plan from `today` on that differs least from the plan `before`. `seconds` and `cancelled` as for the plan.

    What was chosen stays while nothing else is better by more than 2 %, what is left keeps its order while another one
    does not end more than a week earlier. Raises PlannerError for input that makes no sense.
    """
    from planner.planning import replan as module
    from planner.planning.limit import Limit

    return module.replan(document, before, today, Limit(seconds, cancelled) if cancelled else Limit(seconds))


def compare(a: Plan, b: Plan) -> Comparison:
    """Plan B against plan A, item by item: hours, US dollars and days are B less A."""
    from planner.app import compare as module

    return module.compare(a, b)


def why(document: Document, plan: Plan, item: str) -> Explanation:
    """Why the item is in the learner's plan or not, and what would change, in hours, US dollars and days.

    It makes several plans: ask it in a worker. Raises PlannerError for an unknown item.
    """
    from planner.app.explanation import explain

    return explain(document, plan, item)


def options_of(curriculum: Curriculum) -> Iterator[tuple[str, list[str]]]:
    """Every choice with a name, and the items that its options name."""
    found: dict[str, list[str]] = {}
    for node in curriculum.nodes:
        for requirement in (node.requires, node.corequisites):
            for _path, part in walk(requirement):
                if isinstance(part, (AnyOf, AtLeast)) and part.name:
                    found.setdefault(part.name, []).extend(leaves(part))
    yield from found.items()


class Answered(NamedTuple):
    """A plan, and what there is to know about it."""

    plan: Plan
    forecast: Callable[[], Forecast]
    """Says how sure its date is without searching for the plan again."""
    saving: float = 0.0
    """By what fraction a completely new plan would be better by the aim."""
    study: tuple[int, ...] = ()
    """Minutes of study on every day from the first one on, as far as there is any."""


def plan_and_forecast(
    document: Document,
    seconds: float = 20.0,
    cancelled: Callable[[], bool] | None = None,
    before: Before | None = None,
) -> Answered:
    """The plan; close to the one `before` where there is one. Raises PlannerError for input that makes no sense."""
    from planner.app import preview
    from planner.planning import forecast as module
    from planner.planning import replan as again
    from planner.planning.limit import Limit, Unreachable
    from planner.planning.load import minutes_a_day
    from planner.planning.plan import impossible, plan_of
    from planner.planning.worked import work_out

    limit = Limit(seconds, cancelled) if cancelled else Limit(seconds)
    check_learner(document.curriculum, document.learner)
    if before is not None:
        found = again.replan(document, before, limit=limit)
        worked = found.worked
        if worked is not None:
            preview.remember(document, worked, found.fresh)
        if found.fresh is not None:
            choices.keep(document, found.fresh)
        study = minutes_a_day(worked.schedule) if worked is not None else ()
        return Answered(found.plan, lambda: module.forecast(document, worked=worked, limit=limit), found.saving, study)
    try:
        worked = work_out(document, limit, choices.chosen)
    except Unreachable:
        return Answered(impossible(document), lambda: module.forecast(document, limit=limit))
    preview.remember(document, worked, worked.selection)
    study = minutes_a_day(worked.schedule)
    return Answered(plan_of(worked), lambda: module.forecast(document, worked=worked), study=study)


def draw(
    document: Document,
    plan: Plan,
    sight: Sight | None = None,
    before: Map | None = None,
    enough: Callable[[], bool] | None = None,
    beside: Beside | None = None,
) -> Map:
    """The map of the learner's own path, or of the whole curriculum around it; close to the map `before`.

    `enough`: take time for a better drawing, until this says that it is enough; else as much as a moment allows.
    `beside`: another plan on the same map.
    """
    from planner.app import cartographer

    return cartographer.draw(document, plan, sight, before, enough, beside)


def check(name: str, strict: bool = False) -> list[Problem]:
    """Everything wrong with a curriculum, with file and line; `strict`: also what has no basis, no source, no date.

    Raises PlannerError if it cannot be loaded.
    """
    from planner.app import exchange
    from planner.graph import checks, strictness

    rules = strictness.check if strict else checks.check
    foreign = exchange.foreign(name)
    if foreign is not None:
        return [*foreign.notes, *rules(foreign.curriculum)]
    parts = curricula.read_parts(curricula.find(name))
    return [*locate(parts, rules(curricula.merge(parts))), *curricula.noticed(parts)]


def check_loaded(curriculum: Curriculum) -> list[Problem]:
    """Everything wrong with a curriculum that is in memory already."""
    from planner.graph import checks

    return checks.check(curriculum)


def map_node(document: Document, plan: Plan, item: str) -> MapNode:
    """What the map would say about an item, also where it does not show it."""
    from planner.app import map_nodes

    return map_nodes.node(document, plan, item)


def entry_roles(curriculum: Curriculum) -> list[Node]:
    """Roles that one can start from, in the order of the file."""
    return [node for node in curriculum.nodes if node.kind is Kind.ROLE and node.id != curriculum.target]


def degrees(curriculum: Curriculum) -> list[Node]:
    """Degrees that somebody may hold already."""
    return [node for node in curriculum.nodes if node.kind is Kind.DEGREE]


def goals(curriculum: Curriculum) -> list[Node]:
    """Places worth stopping at: the target first, then career milestones."""
    milestones = [node for node in curriculum.nodes if node.kind is Kind.MILESTONE and node.status is Status.ACTIVE]
    target = [curriculum.by_id[curriculum.target]] if curriculum.target else []
    return target + milestones


def held(document: Document) -> set[str]:
    """Everything the learner holds before the first hour of study."""
    return held_items(document.curriculum, document.learner)


def without(document: Document, plan: Plan, item: str) -> list[str] | None:
    """None where the goal can be reached without a planned item; else the titles of what needs it, in order."""
    from planner.planning.choose import reachable

    learner = document.learner
    if reachable(document.curriculum, learner.changed(avoid=tuple(dict.fromkeys((*learner.avoid, item))))):
        return None
    after = chain(document.curriculum, plan, item)[1]
    return [one.title for one in plan.items if one.id in after]


def holiday_regions() -> list[tuple[str, str]]:
    """(code, name) of every country and region whose public holidays are known; empty without the library for them.

    The library `holidays` is optional, and takes a moment to load: ask this off the GUI thread.
    """
    return holidays.regions()


def chain(curriculum: Curriculum, plan: Plan | None, item: str) -> tuple[set[str], set[str]]:
    """What `item` depends on and what depends on it: in the plan where it is planned, else in the whole curriculum."""
    return chains(curriculum, plan)(item)


def chains(curriculum: Curriculum, plan: Plan | None) -> Callable[[str], tuple[set[str], set[str]]]:
    """The same as a function to be asked often: each of the two graphs is built once, when it is first needed."""
    planned = {one.id: (*one.needs, *plan.waits[one.id]) for one in plan.items} if plan else {}
    graphs: dict[bool, Chains] = {}

    def of(item: str) -> tuple[set[str], set[str]]:
        from planner.graph import order

        inside = item in planned
        if inside not in graphs:
            graphs[inside] = order.Chains(planned if inside else _may_need(curriculum))
        return graphs[inside].of(item)

    return of


def _may_need(curriculum: Curriculum) -> dict[str, list[str]]:
    from planner.graph.build import may_need

    graph = may_need(curriculum)
    return {node: list(graph.predecessors(node)) for node in graph}


def why_in_words(plan: Plan, item: str) -> Sequence[str]:
    """The chain of reasons from a planned item to the goal, one sentence a link."""
    found = next((one for one in plan.items if one.id == item), None)
    if found is None:
        return []
    return [
        _("{title} → {needed_by}: {reason}").format(
            title=step.title, needed_by=step.needed_by_title, reason=step.reason or _("no reason is written down")
        )
        for step in found.why
    ]
