"""Everything that a handout says, in the order in which it says it. No format is known here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planner.app.map import Map
from planner.handout.clock import Clock
from planner.i18n import _
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture of a coach."""

    kind: str
    """"png" or "jpeg"."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Coach:
    """Who hands it out."""

    name: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """An item that is named beside another one."""

    id: str
    title: str
    number: int | None
    """Of its step; None for what is no step."""
    held: bool = False
    """Whether the learner has it before the first step."""
    source: int | None = None
    """Number of the step that it comes with for nothing, where it is neither a step nor held."""


@dataclass(frozen=True, slots=True)
class WhyLink:
    """A link of the chain from a step to the goal."""

    needed_by: Ref
    reason: str
    """The written reason; empty where the curriculum gives none."""


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """Something to learn from."""

    title: str
    provider: str
    url: str
    """An address that may be opened; empty where there is none or it is not safe."""
    price: str
    """Such as "free"; empty where nobody knows."""
    hours: str
    """The effort that its publisher states."""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A dated record about a certification."""

    name: str
    facts: str
    """Exam code, status, fee and validity in one line."""
    fee: str
    """Such as "300 USD"; empty where nobody knows."""
    since: str
    """Since when it is offered, as written down."""
    source: str
    """Codes of the sources that say so, with their date where the curriculum gives one."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where facts come from."""

    code: str
    what: str
    where: str
    dated: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the plan. Dates are local calendar dates, both included."""

    number: int
    """From 1 on, in the order of the plan."""
    id: str
    title: str
    kind: str
    """A kind of the model, or "goal"."""
    kind_words: str
    subject: str
    stage: int
    """Index into the stages."""
    start: date | None
    finish: date | None
    hours: float
    hours_low: float
    hours_high: float
    months: float | None
    cost_usd: float
    progress: float
    """The fraction of it that is done."""
    critical: bool
    """Whether the finish moves when it takes longer."""
    outcome: str
    first_step: str
    """Empty where all of it is covered already."""
    done_when: str
    note: str
    checked: date | None
    """When these facts were last checked."""
    why: tuple[WhyLink, ...]
    """From the step to the goal; empty for the goal."""
    when: tuple[str, ...]
    """Why not earlier, how much later, when it lapses: one sentence each."""
    needs: tuple[Ref, ...]
    unlocks: tuple[Ref, ...]
    """Steps that need it directly."""
    choice: str
    """Name of the choice that brought it in."""
    resources: tuple[ResourceLine, ...]
    certificates: tuple[CertificateLine, ...]
    otherwise: str = ""
    """What the curriculum says otherwise about it than the library, and why."""
    depth: str = ""
    """How much of a skill it is, and whether that is enough; empty for what has no levels."""
    credit: str = ""
    """What covers how much of it already; empty where nothing does."""

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is said of it in words, each with its heading."""
        rows = (
            (_("How deep"), self.depth),
            (_("Covered already"), self.credit),
            (_("First step"), self.first_step),
            (_("Done when"), self.done_when),
            (_("Different here"), self.otherwise),
            (_("Note"), self.note),
        )
        return tuple((heading, words) for heading, words in rows if words)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A part of the way: everything up to a milestone."""

    id: str
    """Of the milestone."""
    title: str
    steps: tuple[int, ...]
    """Numbers of its steps."""
    hours: float
    cost_usd: float
    finish: date | None
    range: str
    """When learners like this one reach it, in words; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option of a choice."""

    title: str
    chosen: bool
    price: str
    """What the best plan with it needs more, in words; empty where it was not computed."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice of the curriculum as the plan decides it."""

    name: str
    options: tuple[OptionLine, ...]
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A step of this week."""

    step: int
    """Number of the step."""
    minutes: int
    """Of study in the week; 0 for what runs beside study, such as a job."""
    first_step: str


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """What to do in the first week that is still to come."""

    first: date
    last: date
    lines: tuple[WeekLine, ...]
    next: int | None
    """Number of the step to begin with."""
    minutes: int
    """Of study that the plan has in these days."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A plan as it is told to somebody who has no Trailmark."""

    made: date
    language: str
    """Such as "de"; of all words."""
    title: str
    """The goal."""
    start: str
    """Where the learner comes from."""
    name: str
    """Of the learner; empty where it is not wanted."""
    coach: Coach
    begins: date
    finish: date | None
    summary: tuple[str, ...]
    """The plan in a few sentences: effort, dates and their range, what decides the finish."""
    proof: tuple[str, ...]
    """What is proved about it, one sentence each."""
    hours: float
    hours_low: float
    hours_high: float
    hours_a_week: float
    """That the learner has for study."""
    costs: tuple[tuple[str, float], ...]
    """Currency and amount; empty where it costs nothing."""
    held: tuple[str, ...]
    """Titles of what the learner has already."""
    week: ThisWeek | None
    stages: tuple[StageLine, ...]
    steps: tuple[StepLine, ...]
    chain: tuple[int, ...]
    """Numbers of the steps of the critical chain, first one first."""
    choices: tuple[ChoiceLine, ...]
    renewals: tuple[str, ...]
    """Certificates to be renewed on the way, one sentence each."""
    assumptions: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    """Of the facts about the steps."""
    problems: tuple[str, ...]
    document: Document
    """What it was made from."""
    plan: Plan
    forecast: Forecast | None
    picture: Map
    """The map of the path, every step by itself."""
    clock: Clock = field(default_factory=Clock)
    """At which time of day the learner studies."""
    key: str = ""
    """What the learner's own file is named by, the same in every copy; empty where there is none."""

    def step(self, number: int) -> StepLine:
        """The step of that number."""
        return self.steps[number - 1]
