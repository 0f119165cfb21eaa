"""One learner's calendar, played through: who studies what when, with one order of priorities.

Study fills the capacity of the calendar; up to so many items at a time share the minutes evenly. Experience and degrees
run in calendar months beside it, one job or degree at a time unless the curriculum calls it parallel. Exams take place
on their days, results are waited for.

Nearly all of it is study, one item after the other. Such a stretch is played in minutes of capacity alone: an event of
the calendar that lies ahead is always the first minute of its day, so it comes before the end of some study exactly if
fewer minutes are used up by then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import exam_day
from planner.planning.network import Network, Subjects, ranks
from planner.planning.outcome import Cause, Notes, Schedule, Slot


class Simulation:
    """One run of the calendar. `order`: job numbers, most urgent first; `stay`: prefer the subject at hand.

    `places`: another order for whoever waits for the one job or degree place.
    """

    def __init__(
        self,
        network: Network,
        calendar: StudyCalendar,
        order: Sequence[int],
        stay: bool = False,
        topics: int = 1,
        places: Sequence[int] | None = None,
    ) -> None:
        self.network, self.calendar, self.topics = network, calendar, topics
        self.of_rank, self.rank = order, ranks(order)
        self.place_rank = self.rank if places is None else ranks(places)
        self.missing = network.waits.copy()
        self.notes = Notes(network)
        self.study: list[int] = []
        """Ranks of the jobs that wait for study time, a heap."""
        self.subjects = Subjects(network, order) if stay else None
        """With `stay`: the same ranks by subject, instead."""
        self.places: list[tuple[int, int]] = []
        """(rank, job) of exclusive jobs that are ready while another one runs."""
        self.events: list[tuple[Moment, int, str]] = []
        """(when, job, which part of it ends or begins)."""
        self.begun: dict[int, Moment] = {}
        """When a job that is more than study begins, but for its study."""
        self.parts_left: dict[int, int] = {}
        self.active: list[int] = []
        """Ranks of the jobs that share the time."""
        self.left: list[int] = []
        """Minutes of study left of each of them."""
        self.sitting: tuple[int, Moment] | None = None
        """Job that sits an exam now, and when that is over."""
        self.day = 0
        """A day that is over, or the one that is."""
        self.employed: int | None = None
        self.last_employment: tuple[int, Moment] | None = None

    def run(self) -> Schedule:
        """Simulate until nothing can happen any more."""
        now: Moment | None = self.calendar.begin
        for number in self.network.first:
            self._release(number, self.calendar.begin)
        while now is not None:
            while self._due(now):
                _moment, number, part = heappop(self.events)
                self._happen(number, part, now)
            if self.sitting is not None:
                now = self._sit_on(self.sitting)
            else:
                now = self._one_by_one(now) if self.topics == 1 else self._side_by_side(now)
        return Schedule(self.network, self.calendar, self.notes)

    # Stretches of study: until the next event, or until something gets ready that is more than study

    def _one_by_one(self, now: Moment) -> Moment | None:
        """Study one item after the other until an event is due; None where nothing happens any more."""
        network, notes, study, of_rank, rank = self.network, self.notes, self.study, self.of_rank, self.rank
        minutes, after_study, plain, missing = network.minutes, network.after_study, network.plain, self.missing
        begins, ends, freed, lanes, log = notes.begins, notes.ends, notes.freed, notes.lanes, notes.log.append
        if not self.active and not self._take_up(now.minute):
            return self._next_event()
        number, left, minute = of_rank[self.active.pop()], self.left.pop(), now.minute
        until, subjects = self._until(), self.subjects
        while True:
            end = minute + left
            if end > until:
                return self._interrupted(number, end - until)
            ends[number] = minute = end
            calm = True
            for after in after_study[number]:
                missing[after] -= 1
                if not missing[after]:
                    freed[after] = number
                    if not plain[after]:
                        now, calm = self._end_of(minute), False
                        self._release(after, now)
                        continue
                    log(after)
                    if subjects is None:
                        heappush(study, rank[after])
                    else:
                        subjects.push(rank[after], after)
            if not plain[number]:
                now, calm = self._end_of(minute), False
                self._study_over(number, now)
            if not calm:
                if self._due(now):
                    break
                until = self._until()
            first = subjects.pop(number) if subjects is not None else heappop(study) if study else -1
            if first < 0:
                break
            lane, number = number, of_rank[first]
            left = minutes[number]
            begins[number] = minute
            lanes[number] = lane
            log(~number)
        notes.last_study = number
        return self._end_of(minute)

    def _interrupted(self, number: int, left: int) -> Moment | None:
        """Leave the study of a job for the event that comes before its end; None where that is beyond the horizon."""
        notes, minute = self.notes, self.notes.begins[number]
        notes.last_study = notes.lanes[number]
        if minute < self.calendar.capacity:
            self.active.append(self.rank[number])
            self.left.append(left)
        else:  # there was no time to begin it
            notes.begins[number] = notes.lanes[number] = -1
            notes.log.pop()
        return self._next_event()

    def _side_by_side(self, now: Moment) -> Moment | None:
        """Let the most urgent items share the time until an event is due; None where nothing happens any more.

        The first in rank takes the odd minute, so the one that is ready first is found exactly.
        """
        active, left, minute, until = self.active, self.left, now.minute, self._until()
        while True:
            while len(active) < self.topics and self._take_up(minute):
                pass
            if not active:
                return self._next_event()
            count, first = len(active), 0
            needed = left[0] * count - count + 1
            for place in range(1, count):
                other = (left[place] - 1) * count + place + 1
                if other < needed:
                    needed, first = other, place
            each, odd = divmod(min(needed, until - minute), count)
            for place in range(count):
                left[place] -= each + (place < odd)
            minute += needed
            if minute > until:
                return self._next_event()
            del left[first]
            if not self._over_beside(self.of_rank[active.pop(first)], minute):
                if self._due(self._end_of(minute)):
                    return self._end_of(minute)
                until = self._until()

    def _over_beside(self, number: int, minute: int) -> bool:
        """End the study of a job and release what waits for it; whether all of it is mere study."""
        missing, plain, calm = self.missing, self.network.plain, True
        self.notes.ends[number] = minute
        self.notes.last_study = number
        if not plain[number]:
            self._study_over(number, self._end_of(minute))
            return False
        for after in self.network.frees[number]:
            missing[after] -= 1
            if not missing[after]:
                self.notes.freed[after], calm = number, calm and plain[after]
                self._release(after, self._end_of(minute))
        return calm

    def _queue(self, number: int) -> None:
        """A job is ready and waits for study time."""
        self.notes.log.append(number)
        if self.subjects is None:
            heappush(self.study, self.rank[number])
        else:
            self.subjects.push(self.rank[number], number)

    def _take_up(self, minute: int) -> bool:
        """Begin the study that is most urgent; False where there is none, or no time for it."""
        notes = self.notes
        if minute >= self.calendar.capacity:
            return False
        if self.subjects is not None:
            rank = self.subjects.pop(notes.last_study)
        else:
            rank = heappop(self.study) if self.study else -1
        if rank < 0:
            return False
        number = self.of_rank[rank]
        place = bisect_left(self.active, rank) if self.active else 0
        self.active.insert(place, rank)
        self.left.insert(place, self.network.minutes[number])
        notes.begins[number] = minute
        notes.lanes[number] = notes.last_study
        notes.log.append(~number)
        return True

    def _due(self, now: Moment) -> bool:
        """Whether an event happens now; if none does, who waits for the job or degree place may get it."""
        if self.events and self.events[0][0] <= now:
            return True
        if self.places and self.employed is None:
            self._employ(now)
        return False

    def _next_event(self) -> Moment | None:
        return self.events[0][0] if self.events else None

    def _until(self) -> int:
        """Capacity used up when the next event happens, or at the horizon."""
        return self.events[0][0].minute if self.events else self.calendar.capacity

    def _end_of(self, minute: int) -> Moment:
        """When so much capacity is used up by study. Asked for later and later moments only."""
        self.day = self.calendar.end_day(minute, self.day)
        return Moment(self.day, minute)

    def _sit_on(self, sitting: tuple[int, Moment]) -> Moment:
        """Let time pass until the exam is over, or the next event before that."""
        number, over = sitting
        if self.events and self.events[0][0] < over:
            return self.events[0][0]
        self.sitting = None
        heappush(self.events, (over, number, "exam"))
        return over

    # What gets ready, happens and ends, where it is more than study

    def _release(self, number: int, now: Moment) -> None:
        """All that the job waits for is over, or has begun where that is enough."""
        if self.network.plain[number]:
            self._queue(number)
        elif self._released(number, now):
            self._free(number, now)

    def _free(self, number: int, now: Moment) -> None:
        """Release what waits for a job that is over; whatever is over at once releases others in turn."""
        frees, plain, missing, freed = self.network.frees, self.network.plain, self.missing, self.notes.freed
        open_ones = [(number, iter(frees[number]))]
        while open_ones:
            before, rest = open_ones[-1]
            for after in rest:
                missing[after] -= 1
                if not missing[after]:
                    freed[after] = before
                    if plain[after]:
                        self._queue(after)
                    elif self._released(after, now):
                        open_ones.append((after, iter(frees[after])))
                        break
            else:
                open_ones.pop()

    def _released(self, number: int, now: Moment) -> bool:
        """Whether a job that waits for nothing more is over at once; a day set by the learner may still lie ahead."""
        if self.network.moment[number]:
            self.notes.log.append(number)
            self.notes.slots[number] = Slot(now, now)
            return True
        first = self.network.jobs[number].first_day
        if now.day < first < self.calendar.days:
            heappush(self.events, (self.calendar.morning(first, now), number, "release"))
        return first <= now.day and self._ready(number, now)

    def _ready(self, number: int, now: Moment) -> bool:
        job = self.network.jobs[number]
        self.notes.ready[number] = now.minute
        beside = bool(job.minutes or job.dated)
        self.parts_left[number] = 2 if beside and job.months else 1
        if job.minutes:
            self._queue(number)
        else:
            self.notes.log.append(number)
        if job.months and job.exclusive:
            heappush(self.places, (self.place_rank[number], number))
        elif job.months:
            self._run_months(number, now)
        if job.minutes:
            return False
        if beside:
            return self._after_study(number, now, "moment")
        return not job.months and self._part_over(number, now, "moment")

    def _happen(self, number: int, part: str, now: Moment) -> None:
        if part == "release":
            job = self.network.jobs[number]
            self.notes.causes[number, "release"] = Cause("validity" if job.late > job.not_before else "date")
            over = self._ready(number, now)
        elif part == "sit":
            over = False
            self._sit(number, now)
        elif part == "exam":
            over = self._after_exam(number, now)
        else:
            if part == "months" and self.employed == number:
                self.employed, self.last_employment = None, (number, now)
            over = self._part_over(number, now, part)
        if over:
            self._free(number, now)

    def _study_over(self, number: int, now: Moment) -> None:
        """The study of a job that is more than study is over."""
        dated = self.network.jobs[number].dated
        if self._after_study(number, now, "study") if dated else self._part_over(number, now, "study"):
            self._free(number, now)

    def _after_study(self, number: int, now: Moment, part: str) -> bool:
        job = self.network.jobs[number]
        self.notes.last_part[number] = part
        day = exam_day(job, self.calendar, now)
        if day is None:
            return False  # no day before the horizon has room for it
        if day < 0:
            return self._after_exam(number, now, part)
        heappush(self.events, (self.calendar.morning(day, now), number, "sit" if job.sitting else "exam"))
        # Where days are waited for, the study before them is not what it rests on: it might be over later.
        self.notes.causes[number, "exam"] = Cause("date", number, part) if day == now.day else Cause("date")
        return False

    def _sit(self, number: int, now: Moment) -> None:
        job = self.network.jobs[number]
        begin = max(now, self.sitting[1]) if self.sitting else now
        day = self.calendar.day_with_room(begin, job.sitting)
        if day is None:
            return
        if self.sitting or day > now.day:
            heappush(self.events, (max(begin, self.calendar.morning(day, begin)), number, "sit"))
            return
        spent = self.calendar.studied(now, job.sitting)
        if spent is not None:
            self.sitting = number, spent[1]
            self.notes.sittings[number] = spent[0].minute, spent[1].minute
            self._begin(number, spent[0])

    def _after_exam(self, number: int, now: Moment, part: str = "exam") -> bool:
        self._begin(number, now)
        wait = self.network.jobs[number].wait_days
        if not wait:
            return self._part_over(number, now, part)
        day = now.day + wait
        if day < self.calendar.days:
            self.notes.causes[number, "wait"] = Cause("prerequisite", number, part)
            heappush(self.events, (self.calendar.morning(day, now), number, "wait"))
        return False

    def _part_over(self, number: int, now: Moment, part: str) -> bool:
        """Whether the job is over with this part of it."""
        notes = self.notes
        notes.last_part[number] = part
        self.parts_left[number] -= 1
        if self.parts_left[number]:
            return False
        begun, study = self.begun.get(number, now), notes.begins[number]
        notes.slots[number] = Slot(min(begun, self.calendar.begin_of(study)) if study >= 0 else begun, now)
        return True

    # Months

    def _employ(self, now: Moment) -> None:
        """Give the free job or degree place to who is first of those that wait for it."""
        number = heappop(self.places)[1]
        if self.last_employment is not None and self.last_employment[1] == now:
            self.notes.causes[number, "months"] = Cause("place", self.last_employment[0], "months")
        self.employed = number
        self.notes.places.append(number)
        self._run_months(number, now)

    def _run_months(self, number: int, now: Moment) -> None:
        finish = self.calendar.waited(now, self.network.jobs[number].months)
        if finish is None:
            return
        self._begin(number, now)
        self.notes.log.append(len(self.network.jobs) + number)
        heappush(self.events, (finish, number, "months"))
        for after in self.network.starts[number]:
            self.missing[after] -= 1
            if not self.missing[after]:
                self.notes.freed[after], self.notes.ready[after] = number, now.minute
                self._release(after, now)

    def _begin(self, number: int, now: Moment) -> None:
        """Something of the job begins; what begins before its study, or instead of it, is noted."""
        if self.notes.begins[number] < 0:
            self.begun.setdefault(number, now)
