"""The learner: where they start, what they hold, what they wish, and when they have time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.curriculum import MAX_HOURS, Fraction
from planner.model.text import ItemId, Label

Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
Week = tuple[Minutes, Minutes, Minutes, Minutes, Minutes, Minutes, Minutes]

MOST_HOUR_WORTH_USD, MOST_WEEK_WORTH_USD = 10_000, 1_000_000
EARLIEST, LATEST = date(1970, 1, 1), date(2200, 12, 31)


class Period(Value):
    """Days with another capacity than usual: days off, a holiday, a busy month."""

    first: date
    last: date
    """Included."""
    week: Week = (0, 0, 0, 0, 0, 0, 0)
    """Minutes of study, Monday first."""
    title: Label = ""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.last < self.first:
            message = _("The last day {last} lies before the first day {first}")
            raise ValueError(message.format(last=self.last, first=self.first))
        return self


class Availability(Value):
    """When the learner studies. Dates are local calendar dates; a day has its minutes whatever the clocks do."""

    start: date
    week: Week
    """Minutes of study by weekday, Monday first."""
    periods: Many[Period] = ()
    """Later entries win where they overlap."""
    holidays: Annotated[str, Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")] = ""
    """Country, or country and region, whose public holidays are free of study, such as "DE" or "DE-BY"; empty: none."""

    today: date | None = None
    """Nothing is planned before this day, as it is over; None: from the first day on. Never kept in a file."""

    @model_validator(mode="after")
    def _in_range(self) -> Availability:
        if not EARLIEST <= self.start <= LATEST:
            message = _("The start must lie between {earliest} and {latest}")
            raise ValueError(message.format(earliest=EARLIEST, latest=LATEST))
        return self

    @property
    def first_day(self) -> date:
        """The first day that can still be used."""
        return self.start if self.today is None else max(self.start, self.today)

    @property
    def hours_per_week(self) -> float:
        """Hours of study in a usual week."""
        return sum(self.week) / 60


class Aim(StrEnum):
    """What is made as small as possible."""

    HOURS = "hours"
    MONEY = "money"  # then hours
    MIX = "mix"  # money, with hours of study and weeks to the finish counted at what they are worth to the learner
    TIME = "time"  # the date of the finish, then hours


class Order(StrEnum):
    """What decides in which order the items of a plan are taken."""

    FINISH = "finish"  # the earliest finish
    WINS = "wins"  # every milestone and credential as soon as possible
    TOPICS = "topics"  # few changes of subject
    BALANCE = "balance"  # the finish of "finish" with the lightest weeks that allow it


class Learner(Value):
    """One person's start, goal and wishes."""

    start: ItemId | None = None
    """The entry role; None for somebody who starts from nothing."""
    goal: ItemId
    known: Many[ItemId] = ()
    """Held already, without proof. Does not confer its own prerequisites."""
    progress: dict[ItemId, Fraction] = {}
    """Fraction of an item's hours that is done. Hours spent are never counted again."""
    logged: dict[ItemId, Annotated[float, Field(gt=0, le=MAX_HOURS)]] = {}
    """Hours that were studied for items that are not done, beyond their `progress`. Nothing is done by hours alone:
    a twentieth is left until the learner says that it is done."""
    begun: dict[ItemId, date] = {}
    """Jobs and degrees that the learner is in, and since when. The months until now are not planned again."""
    avoid: Many[ItemId] = ()
    """Never to be planned (what is avoided and known still counts as known)."""
    prefer: Many[ItemId] = ()
    """Options to take wherever the curriculum leaves a choice."""
    free_only: bool = False
    """Plan nothing that costs money."""
    budget_usd: Annotated[float, Field(ge=0, le=100_000_000)] | None = None
    """Most money that the plan may cost, in US dollars; None for no limit."""
    aim: Aim = Aim.HOURS
    then: Annotated[Many[Aim], Field(max_length=len(Aim))] = ()
    """What decides between plans that are equally good by `aim`, most important first."""
    hour_worth_usd: Annotated[float, Field(ge=0, le=MOST_HOUR_WORTH_USD)] = 20.0
    """What an hour of study is worth to the learner, in US dollars; used by the aim "mix"."""
    week_worth_usd: Annotated[float, Field(ge=0, le=MOST_WEEK_WORTH_USD)] = 0.0
    """What finishing a week earlier is worth to the learner, in US dollars; used by the aim "mix"."""
    order: Order = Order.FINISH
    by_hand: Many[ItemId] = ()
    """Items that the learner put in this order."""
    not_before: dict[ItemId, date] = {}
    """First days of items that the learner wants to begin later."""
    booked: dict[ItemId, date] = {}
    """Days on which the learner booked an exam."""
    max_topics: Annotated[int, Field(ge=1, le=10)] = 1
    """How many items are studied at a time; they share the minutes of the day evenly."""
    obtained: dict[ItemId, date] = {}
    """When known items were obtained, for those that lapse."""
    spent: dict[ItemId, Annotated[float, Field(gt=0, le=MAX_HOURS)]] = {}
    """Hours that finished items really took; the forecast learns the pace from them."""
    availability: Availability
    deadline: date | None = None


def spread_week(hours_per_week: float) -> Week:
    """`hours_per_week` as minutes by weekday: Monday to Friday, and the weekend too above 40 hours a week.

    Raises ValueError below 0 or above 168 hours.
    """
    if not 0 <= hours_per_week <= 168:
        raise ValueError(_("Hours a week must lie between 0 and 168"))
    total = round(hours_per_week * 60)
    days = 5 if total <= 40 * 60 else 7
    each, rest = divmod(total, days)
    minutes = [each + (1 if day < rest else 0) for day in range(days)] + [0] * (7 - days)
    return (minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5], minutes[6])
