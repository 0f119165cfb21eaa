"""Why: the chain of reasons behind an item, what decides the finish, and why a goal cannot be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from planner import i18n
from planner.graph.order import shortest_chains
from planner.i18n import _, number
from planner.model.curriculum import Curriculum, Node, Status
from planner.model.learner import Learner
from planner.model.plan import Binding, WhyStep
from planner.model.problem import Problem, Severity
from planner.model.requirement import (
    UNITS_A_MONTH,
    All,
    Months,
    Requirement,
    distinct_members,
    holds,
    leaves,
    members,
    thresholds,
)
from planner.model.successors import successors
from planner.planning.bounds import study_alone, waiting_alone
from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.choose import Selection
from planner.planning.closure import Closure
from planner.planning.held import has_begun
from planner.planning.jobs import Job
from planner.planning.needs import Support, graph_of, provider
from planner.planning.outcome import Schedule
from planner.planning.ways import build_ways


def why_chains(
    curriculum: Curriculum, selection: Selection, supports: Mapping[str, Support], goal: str
) -> dict[str, tuple[WhyStep, ...]]:
    """For every item of the plan: the shortest chain of reasons from it to the goal."""
    needs = graph_of(supports)
    if goal in selection.conferred:
        needs[goal] = [provider(selection, goal)]
    chains = shortest_chains(needs, goal)
    links = {link for chain in chains.values() for link in pairwise(chain)}  # most chains share the rest of their way
    steps = {(before, after): _why_step(curriculum, selection, supports, before, after) for before, after in links}
    return {item: tuple([steps[link] for link in pairwise(chain)]) for item, chain in chains.items()}


def _why_step(
    curriculum: Curriculum, selection: Selection, supports: Mapping[str, Support], before: str, after: str
) -> WhyStep:
    by_id = curriculum.by_id
    needs = by_id[after].reasons
    reason = needs.get(before, "")
    if after not in supports:
        reason = _("Whoever holds it holds “{title}” too.").format(title=by_id[after].title)
    elif not reason:
        conferred = [item for item in supports[after].needs if provider(selection, item) == before != item]
        if conferred:
            reason = _("It brings “{title}”: {reason}").format(
                title=by_id[conferred[0]].title, reason=needs.get(conferred[0], "")
            )
        elif after in selection.credit and before in by_id and after in by_id[before].partial:
            percent = round(by_id[before].partial[after] * 100)
            reason = _("It already covers {percent} % of the hours.").format(percent=percent)
        else:
            reason = _months_words(curriculum, before, after)
    return WhyStep(
        id=before, title=by_id[before].title, needed_by=after, needed_by_title=by_id[after].title, reason=reason.strip()
    )


def _months_words(curriculum: Curriculum, before: str, after: str) -> str:
    """Why a job stands before an item that asks for a sum of months; "" where it does not count for one."""
    node = curriculum.by_id[after]
    for _path, one in (*thresholds(node.requires), *thresholds(node.corequisites)):
        for item, units in one.counted:
            if item == before:
                text = _("Its {months:g} months count towards {threshold}. {reason}")
                words = one.words(curriculum.titles)
                return text.format(months=units / UNITS_A_MONTH, threshold=words, reason=one.reason)
    return ""


def binding(jobs: Sequence[Job], calendar: StudyCalendar, schedule: Schedule, lower: Moment | None) -> Binding:
    """Which of the two clocks, study or the calendar, decides the finish. `lower`: no order can be over before."""
    alone = study_alone(jobs, calendar)
    study = calendar.day_of(alone) if alone else None
    waiting = waiting_alone(jobs, calendar)
    experience = calendar.day_of(waiting) if waiting else None
    finish = calendar.day_of(schedule.finish) if schedule.finish else None
    by, sentence = _who_binds(jobs, finish, study, experience)
    return Binding.model_validate(
        {
            "by": by,
            "study_alone": study,
            "experience_alone": experience,
            "lower_bound": calendar.day_of(lower) if lower else None,
            "chain": schedule.chain,
            "sentence": sentence,
        }
    )


def _who_binds(
    jobs: Sequence[Job], finish: date | None, study: date | None, experience: date | None
) -> tuple[str, str]:
    if not any(job.work or job.months or job.dated for job in jobs):
        return "nothing", _("Nothing is left to do.")
    if study is None:
        return "study", _("Study binds: at this pace it does not end within {years} years.").format(years=40)
    if finish is None or experience is None:
        return "experience", _("Experience binds: it does not end within {years} years.").format(years=40)
    if not any(job.months or job.dated or job.not_before for job in jobs):
        return "study", _("Study binds: nothing else has to be waited for.")
    if finish == study:
        return "study", _("Study binds: experience alone would be done by {date}.").format(date=experience)
    if finish == experience:
        return "experience", _("Experience binds: study alone would be done by {date}.").format(date=study)
    text = _("Both bind: study alone would end {study}, experience alone {experience}; each waits for the other.")
    return "both", text.format(study=study, experience=experience)


def unreachable(curriculum: Curriculum, learner: Learner) -> Problem:
    """Why the goal cannot be reached, as one sentence that names the items in the way."""
    return _Blame(curriculum, learner).problem()


def too_few_months(curriculum: Curriculum, learner: Learner) -> str:
    """The threshold of months that keeps the goal out of reach, as a sentence; "" where it is something else."""
    return _Blame(curriculum, learner).threshold()


class _Blame:
    """Walks from the goal along what is missing until it meets a reason, or the walk closes to a circle."""

    def __init__(self, curriculum: Curriculum, learner: Learner) -> None:
        ways = build_ways(curriculum, learner)
        derived = Closure(ways).derive(range(len(ways.ways)))
        self.curriculum, self.learner = curriculum, learner
        self.have = ways.held | {ways.items[item] for item in derived.step}

    def problem(self) -> Problem:
        path, missing = self._walk()
        if isinstance(missing, Months):
            return self._tell(path, self._short(missing))
        if missing:
            return self._circle([*path[path.index(missing) :], missing])
        no_option = _("one of its choices has no option left that fits the others")
        return self._tell(path, self._reason(self.curriculum.by_id[path[-1]]) or no_option)

    def threshold(self) -> str:
        path, missing = self._walk()
        if not isinstance(missing, Months):
            return ""
        return _("{item} needs it: {reason}.").format(item=self._title(path[-1]), reason=self._short(missing))

    def _walk(self) -> tuple[list[str], str | Months | None]:
        """The items from the goal to where it ends, and what is missing there: an item that closes a circle, or months;
        None where the last item itself is in the way, or one of its choices."""
        path = [self.learner.goal]
        while True:
            node = self.curriculum.by_id[path[-1]]
            missing = None if self._reason(node) else self._missing(node)
            if missing is None or isinstance(missing, Months) or missing in path:
                return path, missing
            path.append(missing)

    def _reason(self, node: Node) -> str:
        if node.id in self.learner.avoid:
            return _("you want to avoid it")
        if node.status is not Status.ACTIVE:
            gone = _("it is no longer offered and cannot be planned")
            if node.status is Status.UNVERIFIED:
                gone = _("nobody knows who offers it, so it cannot be planned")
            instead = ", ".join(_("“{title}”").format(title=one.title) for one in successors(self.curriculum, node.id))
            return _("{why} (instead: {titles})").format(why=gone, titles=instead) if instead else gone
        if self.learner.free_only and node.cost_usd > 0 and not has_begun(node, self.learner):
            return _("it costs {cost:,.0f} USD and you want free items only").format(cost=node.cost_usd)
        return ""

    def _missing(self, node: Node) -> str | Months | None:
        for requirement in (node.requires, node.corequisites):
            if requirement is not None and not holds(requirement, self.have):
                return self._first(requirement)
        # Every expression holds among the obtainable, so a corequisite needs this very item earlier.
        for requirement in (node.corequisites, node.requires):
            if requirement is not None:
                return self._first(requirement)
        return None

    def _first(self, requirement: Requirement) -> str | Months | None:
        if isinstance(requirement, str):
            return requirement
        if isinstance(requirement, Months) and not holds(requirement, self.have):
            return requirement
        parts = requirement.all if isinstance(requirement, All) else tuple(distinct_members(requirement))
        missing = [part for part in parts if not holds(part, self.have)]
        for part in missing or members(requirement):
            found = self._first(part)
            if found is not None:
                return found
        return None

    def _short(self, threshold: Months) -> str:
        """What adds up to too little, and what is out of reach, with the reason where there is one."""
        within: list[str] = []
        beyond: list[str] = []
        total = 0
        for item, units in threshold.counted:
            node = self.curriculum.by_id[item]
            entry = f"“{node.title}” ({number(units / UNITS_A_MONTH, 'g')})"
            if item in self.have:
                within.append(entry)
                total += units
            else:
                why = self._reason(node)
                beyond.append(f"{entry}: {why}" if why else entry)
        text = _("of {threshold} only {total:g} are within reach ({within}), out of reach: {beyond}")
        return text.format(
            threshold=threshold.words(self.curriculum.titles),
            total=total / UNITS_A_MONTH,
            within=", ".join(within) or _("none"),
            beyond="; ".join(beyond) or _("none"),
        )

    def _title(self, item: str) -> str:
        return f"“{self.curriculum.by_id[item].title}” ({item})"

    def _tell(self, path: Sequence[str], reason: str) -> Problem:
        message = _("{goal} cannot be reached").format(goal=self._title(path[0]))
        if len(path) > 1:
            through = i18n.chain(self._title(item) for item in path[1:])
            message += _(": it needs {through}, and {reason}.").format(through=through, reason=reason)
        else:
            message += f": {reason}."
        return Problem(severity=Severity.ERROR, code="unreachable", message=message, node=path[-1])

    def _circle(self, circle: Sequence[str]) -> Problem:
        links = [self._link(after, before) for after, before in pairwise(circle)]
        message = _("These items wait for each other in a circle: {links}. Remove one of these prerequisites.")
        return Problem(
            severity=Severity.ERROR,
            code="hard-cycle",
            message=message.format(links=_("; ").join(links)),
            node=circle[0],
            field="requires",
        )

    def _link(self, after: str, before: str) -> str:
        node = self.curriculum.by_id[after]
        beside = node.corequisites is not None and before in leaves(node.corequisites)
        text = _("{after} is taken together with {before}") if beside else _("{after} needs {before}")
        return text.format(after=self._title(after), before=self._title(before))
