"""A third answer to "what is the best choice?", for curricula of any size: an integer program with an explicit order.

It is written from docs/planning.md and the form of a document in JSON; it shares nothing with the planner, and nothing
with the oracle. Where the planner cuts off circular support when it appears, this model gives every item that could be
part of a circle the number of its step, so that support comes from smaller numbers and a corequisite from numbers that
are no larger. CP-SAT solves it.

OR-Tools and highspy carry the same symbols in different versions and cannot be imported together, so this file is also
a program: one document a line comes in, one answer a line goes out. It needs nothing but OR-Tools.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import floor, lcm
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from planner.model.document import Document

MISSING = "" if importlib.util.find_spec("ortools") else "OR-Tools is not installed (it is part of the group dev)"
"""Why there is no judge here."""

SECONDS = 20.0
THREADS = 1

Item = Mapping[str, Any]
"""A node as it stands in a file; what has its usual value is left out."""


@dataclass(frozen=True)
class Verdict:
    """What the judge says about one document."""

    status: str
    """"optimal", "impossible", or "open" when the time was over."""
    minutes: int | None
    """Least minutes of study, if there is a proof."""
    cents: int | None
    """What that costs; least where the learner wants to spend little."""
    seconds: float
    """CPU time from the parsed document to the answer, the building of the model included."""


class Judge:
    """The judge in a process of its own, for any number of documents."""

    def __init__(self, seconds: float = SECONDS, threads: int = THREADS) -> None:
        command = [sys.executable, str(Path(__file__)), str(seconds), str(threads)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def __enter__(self) -> Judge:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind:
            self._process.kill()
        self.close()

    def close(self) -> None:
        """No more documents."""
        self._process.communicate()

    def submit(self, document: Document) -> None:
        """Hand in a document. Fetch the answers in time: the process waits when it cannot get rid of them."""
        assert self._process.stdin
        self._process.stdin.write(as_line(document) + "\n")
        self._process.stdin.flush()

    def verdict(self) -> Verdict:
        """The next answer, in the order in which the documents were handed in."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the judge ended by itself with code {self._process.wait()}")
        return Verdict(**json.loads(line))


def as_line(document: Document) -> str:
    """A document as one line of JSON."""
    return document.model_dump_json(exclude_defaults=True)


class Case:
    """One document, read by the rules of docs/planning.md."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.learner: Item = document["learner"]
        self.nodes: dict[str, Item] = {node["id"]: node for node in document["curriculum"]["nodes"]}
        for name, node in self.nodes.items():
            fields = {field: self._with_jobs(name, node.get(field)) for field in ("requires", "corequisites")}
            self.nodes[name] = {**node, **fields}
        self.goal: str = self.learner["goal"]
        self.givers: dict[str, list[str]] = {
            name: list(node.get("accepts_held", ())) for name, node in self.nodes.items()
        }
        """Item -> items that bring it for nothing."""
        self.credits: dict[str, dict[str, float]] = {name: {} for name in self.nodes}
        """Item -> items that give credit for a part of it."""
        for name, node in self.nodes.items():
            for granted in node.get("grants", ()):
                self.givers[granted].append(name)
            for credited, part in node.get("partial", {}).items():
                self.credits[credited][name] = part
        start = self.learner.get("start")
        self.held = self.with_gifts({*self.learner.get("known", ()), *([start] if start else [])})
        self.preferred = self._with_levels(self.learner.get("prefer", ()))
        self.one_option: set[str] = set()
        """Names of choices of which one option is taken; of the others, which ask for several, any number is."""
        for node in self.nodes.values():
            for part in (*parts(node.get("requires")), *parts(node.get("corequisites"))):
                if isinstance(part, dict) and "any" in part and part.get("name"):
                    self.one_option.add(part["name"])

    def _with_levels(self, names: Iterable[str]) -> set[str]:
        """The items, with all levels of a skill where one of them is named."""
        whole = {self.nodes[name].get("depth_of", name) for name in names if name in self.nodes}
        return set(names) | {name for name, node in self.nodes.items() if node.get("depth_of", name) in whole}

    def months(self, name: str) -> Fraction:
        """How long the item takes on the calendar, 0 where it does not say."""
        points = self.nodes[name].get("months") or 0
        return exact(points[1] if isinstance(points, list) else points)

    def _with_jobs(self, owner: str, part: Any) -> Any:
        """An expression of the item `owner` in which every sum of months lists what counts for it."""
        if not isinstance(part, dict):
            return part
        if "months" in part:
            tags, of = set(part.get("tags", ())), set(part.get("of", ()))
            jobs = [
                name
                for name, node in self.nodes.items()
                if name != owner
                and self.months(name)
                and (name in of or (node["kind"] == "experience" and tags & set(node.get("tags", ()))))
            ]
            return {"months": part["months"], "jobs": jobs}
        key = next(key for key in ("all", "any", "of") if key in part)
        return {**part, key: [self._with_jobs(owner, member) for member in part[key]]}

    def with_gifts(self, have: Iterable[str]) -> set[str]:
        """`have` and all that comes with it."""
        all_of_it = set(have)
        while True:
            more = {name for name, givers in self.givers.items() if name not in all_of_it and all_of_it & set(givers)}
            if not more:
                return all_of_it
            all_of_it |= more

    def may_study(self, name: str) -> bool:
        """Whether the item may be planned."""
        node = self.nodes[name]
        return (
            node.get("status", "active") == "active"
            and (node["kind"] != "role" or name == self.goal)
            and name not in self.learner.get("avoid", ())
            and not (self.learner.get("free_only") and node.get("cost_usd", 0) > 0)
        )

    def minutes(self, name: str, credit: float) -> int:
        """What is left to study, half a minute rounded up; numbers count as they are written."""
        points = self.nodes[name].get("hours", 0)
        likely = points[1] if isinstance(points, list) else points
        progress = self.learner.get("progress", {}).get(name, 0)
        return floor(60 * exact(likely) * (1 - exact(credit)) * (1 - exact(progress)) + Fraction(1, 2))

    def cents(self, name: str) -> int:
        """What it costs, in hundredths of a US dollar."""
        return round(100 * exact(self.nodes[name].get("cost_usd", 0)))

    def best_credit(self, name: str, have: Iterable[str]) -> float:
        """The largest credit counts, not the sum."""
        return max((self.credits[name].get(other, 0.0) for other in have), default=0.0)

    def rules(self, group: Item) -> list[tuple[int, list[tuple[list[int], Any]]]]:
        """What a choice asks for besides what is held: "so many of these", each option with its places in the file.

        What is preferred is taken wherever it is offered, as far as the choice needs it. Of two options that name some
        of it, the one that names all that the other names, and more, is the preferred one.
        """
        options: list[tuple[list[int], Any]] = []
        for place, member in enumerate(inside(group)):
            same = next((places for places, other in options if other == member), None)
            if same is None:
                options.append(([place], member))
            else:
                same.append(place)
        left = [(places, member) for places, member in options if not self.true(member, self.held.__contains__)]
        still = asked(group) - (len(options) - len(left))
        liked = [(option, self.preferred & set(named(option[1]))) for option in left]
        wanted = [option for option, some in liked if some and not any(some < more for _other, more in liked)]
        if still <= 0:
            return []
        return [(still, left), (min(still, len(wanted)), wanted)] if wanted else [(still, left)]

    def true(self, part: Any, has: Callable[[str], bool], taken: Callable[[str, int], bool] | None = None) -> bool:
        """Whether an expression holds. With `taken`, what is not held counts only in options that are taken."""
        if part is None:
            return True
        if isinstance(part, str):
            return has(part)
        if "all" in part:
            return all(self.true(member, has, taken) for member in part["all"])
        if "jobs" in part:
            return bool(sum(self.months(job) for job in part["jobs"] if has(job)) >= part["months"])
        if taken is None:
            different = [member for at, member in enumerate(inside(part)) if member not in inside(part)[:at]]
            return sum(self.true(member, has) for member in different) >= asked(part)
        name = part.get("name")
        return all(
            sum(
                self.true(member, has, taken) and (not name or any(taken(name, place) for place in places))
                for places, member in options
            )
            >= needed
            for needed, options in self.rules(part)
        )


def parts(part: Any) -> Iterator[Any]:
    """An expression and everything in it."""
    if part is not None:
        yield part
        for member in inside(part):
            yield from parts(member)


def inside(part: Any) -> list[Any]:
    """The members of a group, and what counts for a sum of months; an id has none."""
    return [] if isinstance(part, str) else next(part[key] for key in ("all", "any", "of", "jobs") if key in part)


def asked(group: Item) -> int:
    """How many different members of a choice must hold."""
    count: int = group.get("k", 1)
    return count


def named(part: Any) -> list[str]:
    """The ids in an expression."""
    return [each for each in parts(part) if isinstance(each, str)]


@cache
def exact(number: float) -> Fraction:
    """The number as it is written in decimals."""
    return Fraction(str(number))


def audit(line: str, steps: Iterable[Iterable[str]], decided: Iterable[tuple[str, int]]) -> tuple[int, int]:
    """(minutes, cents) of a plan for the document in `line`, taken step by step; AssertionError if it does not work."""
    case = Case(json.loads(line))
    options = set(decided)
    have, total, spent = case.held, 0, 0
    assert not [name for name in case.one_option if sum(name == other for other, _at in options) > 1]
    for step in steps:
        together = {*have, *step}
        for name in step:
            node = case.nodes[name]
            assert case.may_study(name), name
            assert case.true(node.get("requires"), have.__contains__, lambda *option: option in options), name
            assert case.true(node.get("corequisites"), together.__contains__, lambda *option: option in options), name
            total += case.minutes(name, case.best_credit(name, have))
            spent += case.cents(name)
        have = case.with_gifts(together)
    assert case.goal in have, case.goal
    budget = case.learner.get("budget_usd")
    assert budget is None or spent <= round(100 * exact(budget))
    return total, spent


class Program:
    """The integer program for one case."""

    def __init__(self, case: Case) -> None:
        from ortools.sat.python import cp_model

        self.case = case
        self.model = cp_model.CpModel()
        self.never = self.model.new_constant(0)
        self.useful = self._useful()
        self.circle = circles({name: self._helpers(name) for name in self.useful})
        self.obtained = {name: self.model.new_bool_var(name) for name in sorted(self.useful)}
        self.step = {
            name: self.model.new_int_var(0, self.circle[name][1] - 1, "")
            for name in sorted(self.useful)
            if self.circle[name][1] > 1
        }
        self.options: dict[str, dict[int, cp_model.IntVar]] = {}
        self.links: dict[tuple[str, str, bool], cp_model.IntVar] = {}
        self.minutes: list[tuple[cp_model.IntVar, int]] = []
        self.cents: list[tuple[cp_model.IntVar, int]] = []
        for name in sorted(self.useful):
            self._ways(name)
        for name, options in self.options.items():
            if name in case.one_option:
                self.model.add_at_most_one(options.values())
        budget = case.learner.get("budget_usd")
        if budget is not None:
            self.model.add(sum(variable * cents for variable, cents in self.cents) <= round(100 * exact(budget)))
        self.model.add(self.obtained[case.goal] == 1)

    def _helpers(self, name: str) -> set[str]:
        """Items that may have to come before `name`, or with it."""
        node = self.case.nodes[name]
        found = set(self.case.givers[name])
        if self.case.may_study(name):
            found |= {*named(node.get("requires")), *named(node.get("corequisites")), *self.case.credits[name]}
        return found - self.case.held

    def _useful(self) -> set[str]:
        useful, stack = {self.case.goal}, [self.case.goal]
        while stack:
            more = self._helpers(stack.pop()) - useful
            useful |= more
            stack += more
        return useful

    def _ways(self, name: str) -> None:
        """An item is obtained by study, by study after a credit, or as a gift."""
        case, node, model = self.case, self.case.nodes[name], self.model
        ways = [self._link(giver, name, before=True) for giver in case.givers[name] if giver in self.useful]
        if case.may_study(name):
            study = model.new_bool_var("")
            self._needs(study, node.get("requires"), name, before=True)
            self._needs(study, node.get("corequisites"), name, before=False)
            ways.append(study)
            self.cents.append((study, case.cents(name)))
            known = case.best_credit(name, case.held)
            full = case.minutes(name, known)
            cheaper = {
                giver: case.minutes(name, part)
                for giver, part in case.credits[name].items()
                if part > known and giver in self.useful
            }
            prices = [(study, full)]
            if cheaper:
                plain = model.new_bool_var("")
                prices = [(plain, full)]
                for giver, minutes in cheaper.items():
                    credited = model.new_bool_var("")
                    model.add_implication(credited, self._link(giver, name, before=True))
                    prices.append((credited, minutes))
                model.add_exactly_one([variable for variable, _minutes in prices] + [study.negated()])
            self.minutes += prices
        model.add_bool_or([*ways, self.obtained[name].negated()])

    def _link(self, helper: str, name: str, before: bool) -> cp_model.IntVar:
        """Variable: `helper` is obtained before `name`, or (not `before`) in the same step at the latest."""
        key = helper, name, before
        if key not in self.links:
            self.links[key] = self._new_link(helper, name, before)
        return self.links[key]

    def _new_link(self, helper: str, name: str, before: bool) -> cp_model.IntVar:
        if self.circle[helper][0] != self.circle[name][0]:
            return self.obtained[helper]  # `name` is no help for `helper`: there is always an order for these two
        if helper == name:
            return self.never if before else self.obtained[helper]
        link = self.model.new_bool_var("")
        self.model.add_implication(link, self.obtained[helper])
        self.model.add(self.step[name] >= self.step[helper] + before).only_enforce_if(link)
        return link

    def _needs(self, variable: cp_model.IntVar, part: Any, name: str, before: bool) -> None:
        """Where `variable` is true, the expression holds for `name`."""
        if part is None or self.case.true(part, self.case.held.__contains__):
            return
        if isinstance(part, str):
            self.model.add_implication(variable, self._link(part, name, before))
            return
        if "all" in part:
            for member in part["all"]:
                self._needs(variable, member, name, before)
            return
        if "jobs" in part:
            self._sum_of_months(variable, part, name, before)
            return
        for needed, options in self.case.rules(part):
            counting = [self._option(places, member, part.get("name"), name, before) for places, member in options]
            if needed == 1:
                self.model.add_bool_or([*counting, variable.negated()])
            else:
                self.model.add(sum(counting) >= needed).only_enforce_if(variable)

    def _sum_of_months(self, variable: cp_model.IntVar, part: Item, name: str, before: bool) -> None:
        months = {job: self.case.months(job) for job in part["jobs"]}
        lacking = part["months"] - sum(months[job] for job in months if job in self.case.held)
        open_jobs = [job for job in months if job not in self.case.held]
        unit = lcm(*(each.denominator for each in (lacking, *months.values())))
        total = sum(self._link(job, name, before) * int(months[job] * unit) for job in open_jobs)
        self.model.add(total >= int(lacking * unit)).only_enforce_if(variable)

    def _option(self, places: list[int], member: Any, choice: str | None, name: str, before: bool) -> cp_model.IntVar:
        """Variable: this option of a choice holds, and is the one that is taken."""
        if isinstance(member, str) and not choice:
            return self._link(member, name, before)
        variable = self.model.new_bool_var("")
        self._needs(variable, member, name, before)
        if choice:
            taken = self.options.setdefault(choice, {})
            for place in places:
                if place not in taken:
                    taken[place] = self.model.new_bool_var("")
            self.model.add_bool_or([*(taken[place] for place in places), variable.negated()])
        return variable

    def solve(self, seconds: float, threads: int) -> tuple[str, int | None, int | None]:
        """The status, and the minutes and the cents of the best choice."""
        from ortools.sat.python import cp_model

        minutes = sum(variable * weight for variable, weight in self.minutes)
        cents = sum(variable * weight for variable, weight in self.cents)
        more_than_all = 1 + sum(weight for _variable, weight in self.minutes)
        aim = self.case.learner.get("aim", "hours")
        if aim == "time" or "then" in self.case.learner:
            raise ValueError("the judge knows hours, money and their mix only")
        if aim == "money":
            self.model.minimize(cents * more_than_all + minutes)
        elif aim == "mix":
            worth = round(100 * exact(self.case.learner.get("hour_worth_usd", 20)))
            self.model.minimize((60 * cents + worth * minutes) * more_than_all + minutes)
        else:
            self.model.minimize(minutes)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = threads
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2  # circles are proved a hundred times faster
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return "impossible", None, None
        if status != cp_model.OPTIMAL:
            return "open", None, None
        # From the values, not from `objective_value`: that is a float a little below the whole number at times.
        return "optimal", self._sum(solver, self.minutes), self._sum(solver, self.cents)

    @staticmethod
    def _sum(solver: cp_model.CpSolver, weights: list[tuple[cp_model.IntVar, int]]) -> int:
        return sum(weight for variable, weight in weights if solver.boolean_value(variable))


def circles(helpers: Mapping[str, Iterable[str]]) -> dict[str, tuple[int, int]]:
    """Item -> (number, size) of the largest set of items around it that all depend on each other (Tarjan)."""
    found: dict[str, tuple[int, int]] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    for root in helpers:
        if root in low:
            continue
        low[root] = len(low)
        path.append(root)
        stack = [(root, low[root], iter(helpers[root]))]
        while stack:
            item, number, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[item])
                if low[item] == number:
                    members = path[path.index(item) :]
                    del path[-len(members) :]
                    found |= dict.fromkeys(members, (number, len(members)))
            elif following not in low:
                low[following] = len(low)
                path.append(following)
                stack.append((following, low[following], iter(helpers[following])))
            elif following not in found:
                low[item] = min(low[item], low[following])
    return found


def judge(document: Mapping[str, Any], seconds: float, threads: int) -> Verdict:
    """The answer for one document."""
    begin = time.process_time()
    case = Case(document)
    if case.goal in case.held:
        answer: tuple[str, int | None, int | None] = "optimal", 0, 0
    else:
        answer = Program(case).solve(seconds, threads)
    return Verdict(*answer, time.process_time() - begin)


def main(arguments: list[str]) -> int:
    """Answer every line of the standard input."""
    seconds, threads = float(arguments[0]), int(arguments[1])
    importlib.import_module("ortools.sat.python.cp_model")  # now, and not while the first document is timed
    for line in sys.stdin:
        print(json.dumps(vars(judge(json.loads(line), seconds, threads))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
