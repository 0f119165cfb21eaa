"""The calendar of a plan, read with somebody else's library: study, zones, updates in place of duplicates."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import pytest
from build import EVERY_DAY, MONDAY, curriculum, job, learner, node
from handed import MADE, handout_of, spoiled, words
from hypothesis import given
from hypothesis import strategies as st
from strategies import Instance, timed_instances

from planner.app import queries
from planner.app.daily import is_study
from planner.cli import main
from planner.handout import calendar_file
from planner.handout.blocks import day_blocks
from planner.handout.clock import Clock, check_zone, read_time
from planner.handout.content import Handout
from planner.handout.ics_text import MOST_OCTETS
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.problem import PlannerError
from planner.storage.learner_file import Followed, LearnerFile, encode

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=40)

COURSE = curriculum(
    node("sql", 10, first_step="Open a shell."),
    node("ml", 14, "sql"),
    node("exam", 4, "ml", kind="certification", cost_usd=300, wait_days=10),
    job("work", 6, requires="sql"),
    node("goal", 0, {"all": ["exam", "work"]}, kind="role"),
)


@cache
def of(**wishes) -> Handout:
    clock = {name: wishes.pop(name) for name in ("begins", "zone", "blocks", "weeks") if name in wishes}
    return handout_of(Document(curriculum=COURSE, learner=learner(**wishes)), **clock)


def read(content: bytes) -> list[Any]:
    """The events, as somebody else reads them; nothing in them may be odd."""
    calendar = icalendar.Calendar.from_ical(content)
    events = list(calendar.walk("VEVENT"))
    assert not calendar.errors
    assert not any(event.errors for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)
    return events


def titled(events: list[Any], title: str) -> Any:
    return next(event for event in events if event["SUMMARY"] == title)


@given(timed_instances(), st.sampled_from((1, 2)))
def test_the_blocks_of_an_item_add_up_to_its_hours_on_days_with_study(instance: Instance, topics: int):
    off = Period(first=date(2027, 1, 11), last=date(2027, 1, 13))
    availability = instance.learner.availability.changed(periods=(off,))
    document = Document(
        curriculum=instance.curriculum, learner=instance.learner.changed(availability=availability, max_topics=topics)
    )
    made = handout_of(document)
    spent: dict[str, int] = {}
    for block in day_blocks(made, made.clock):
        assert not off.first <= block.day <= off.last
        assert block.minutes <= availability.week[block.day.weekday()]
        for part in block.parts:
            step = made.step(part.step)
            assert step.start is not None
            assert step.start <= block.day <= (step.finish or block.day)
            spent[step.id] = spent.get(step.id, 0) + part.minutes
    asked = {item.id: round(item.hours * 60) for item in made.plan.items if item.finish and is_study(item)}
    assert {item: spent[item] for item in asked} == asked
    # Somebody else's reader finds the very same days and lengths.
    study = [event for event in read(calendar_file.write(made, now=NOW)) if isinstance(event.start, datetime)]
    assert sum((event.end - event.start for event in study), timedelta()) == timedelta(minutes=sum(spent.values()))


def test_a_block_begins_at_the_hour_that_was_chosen_in_summer_and_in_winter():
    made = of(start=date(2027, 3, 22), zone="Europe/Berlin")
    study = [event for event in read(calendar_file.write(made, now=NOW)) if isinstance(event.start, datetime)]
    hours = {event.start.date(): event.start.hour for event in study}
    assert hours[date(2027, 3, 26)] == 17  # UTC; 18:00 in Berlin
    assert hours[date(2027, 3, 29)] == 16
    assert {event.end - event.start for event in study} == {timedelta(hours=2)}


def test_without_a_zone_it_is_that_of_the_machine(monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("Only Unix lets a test move to another place")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        made = Clock().moment(date(2027, 7, 1), 18 * 60)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert made == datetime(2027, 7, 1, 22, tzinfo=UTC)


def test_study_is_over_by_midnight():
    assert Clock(begins=read_time("23:00")).first_minute(180) == 21 * 60
    assert Clock(begins=read_time("7:30")).first_minute(180) == 7 * 60 + 30
    assert Clock().first_minute(24 * 60) == 0


def test_exams_jobs_and_goal_stand_for_whole_days():
    events = read(calendar_file.write(of(), now=NOW))
    exam = next(step for step in of().steps if step.id == "exam")
    days = {event["SUMMARY"]: event.start for event in events if not isinstance(event.start, datetime)}
    assert set(days) == {"Exam: EXAM", "Begins: WORK", "Done: WORK", "Goal reached: GOAL"}
    assert exam.finish
    assert days["Exam: EXAM"] == exam.finish - timedelta(days=10)  # what is waited for comes after the exam
    for event in events:
        if not isinstance(event.start, datetime):
            assert event.end == event.start + timedelta(days=1)  # the end is the first day after it
            assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_of_every_week_in_place_of_every_day():
    weeks = read(calendar_file.write(of(blocks="weeks"), now=NOW))
    days = day_blocks(of(), Clock())
    study = [event for event in weeks if event["SUMMARY"].startswith("Study this week")]
    assert [event.start.weekday() for event in study] == [0] * len(study)
    assert len(study) == len({block.day.isocalendar()[:2] for block in days})
    assert study[0]["SUMMARY"] == "Study this week, 10 h: SQL"
    assert study[0].end == MONDAY + timedelta(days=7)
    assert not [event for event in read(calendar_file.write(of(blocks="none"), now=NOW)) if "Study" in event["SUMMARY"]]
    assert len(day_blocks(of(), Clock(), MONDAY + timedelta(days=6))) == 5
    first = read(calendar_file.write(of(weeks=1), now=NOW))
    assert sum(event["SUMMARY"].startswith("Study") for event in first) == 5


def test_a_new_file_updates_the_old_one():
    before = calendar_file.write(of(), now=NOW)
    # Two weeks off: the study moves, some days of it are gone, the exam is later.
    slower = replace(of(periods=(Period(first=MONDAY, last=MONDAY + timedelta(days=13)),)), made=MONDAY)
    after = calendar_file.write(slower, before, LATER)
    old = {str(event["UID"]): event for event in read(before)}
    new = {str(event["UID"]): event for event in read(after)}
    assert old.keys() <= new.keys()
    for uid, event in old.items():
        assert new[uid]["SEQUENCE"] > event["SEQUENCE"]
        assert new[uid].DTSTAMP > event.DTSTAMP
    assert titled(list(new.values()), "Exam: EXAM")["UID"] == titled(list(old.values()), "Exam: EXAM")["UID"]
    assert titled(list(new.values()), "Exam: EXAM").start > titled(list(old.values()), "Exam: EXAM").start
    cancelled = [event for event in new.values() if event["STATUS"] == "CANCELLED"]
    assert {event["SUMMARY"] for event in cancelled} == {"Cancelled: Study: SQL", "Cancelled: Study: ML"}
    assert {event.start.date() for event in cancelled} == {
        block.day for block in day_blocks(of(), Clock()) if block.day < MONDAY + timedelta(days=14)
    }
    # They stay cancelled in the next file, for whoever has not seen this one, until their day is over.
    third = read(calendar_file.write(slower, after, LATER + timedelta(days=1)))
    still = {str(event["UID"]): event["SUMMARY"] for event in third if event["STATUS"] == "CANCELLED"}
    assert still == {str(event["UID"]): event["SUMMARY"] for event in cancelled}
    over = replace(slower, made=MONDAY + timedelta(days=30))
    assert not [event for event in read(calendar_file.write(over, after, LATER)) if event["STATUS"] == "CANCELLED"]


def test_a_clock_that_was_put_back_still_makes_a_newer_file():
    before = calendar_file.write(of(), now=LATER)
    after = calendar_file.write(of(), before, NOW)
    assert min(event["SEQUENCE"] for event in read(after)) > max(event["SEQUENCE"] for event in read(before))


def test_another_persons_calendar_has_other_events_and_is_never_carried_on():
    mine, other = replace(of(), key="a" * 32), replace(of(blocks="none"), key="b" * 32)
    content = calendar_file.write(mine, now=NOW)
    assert not {event["UID"] for event in read(content)} & {
        event["UID"] for event in read(calendar_file.write(other, now=NOW))
    }
    assert calendar_file.write(other, content, NOW) == calendar_file.write(other, None, NOW)


@given(words())
def test_no_word_ends_its_line(word: str):
    made = of(blocks="weeks")
    content = calendar_file.write(spoiled(made, word), now=NOW)
    plain, hostile = plainly(), read(content)
    assert len(plain) == len(hostile)
    known = {"URL", *(name for event in plain for name in event)}
    assert not {name for event in hostile for name in event} - known
    for line in content.split(b"\r\n"):
        assert len(line) <= MOST_OCTETS
        assert b"\n" not in line
        line.decode("utf-8")
    for line in re.findall(r"^(?:SUMMARY|DESCRIPTION|CATEGORIES|NAME):(.*)\r$", unfolded(content), re.MULTILINE):
        assert re.fullmatch(r"(\\[\\;,n]|[^\\;,\x00-\x1f])*", line)
    assert next(event for event in hostile if event["SUMMARY"].startswith("Study this week, 10 h:"))


def unfolded(content: bytes) -> str:
    return content.replace(b"\r\n ", b"").decode("utf-8")


@cache
def plainly() -> list[Any]:
    return read(calendar_file.write(of(blocks="weeks"), now=NOW))


@given(st.binary(max_size=300))
def test_whatever_stood_in_the_file_before_the_calendar_is_sound(before: bytes):
    made = of(blocks="none")
    assert calendar_file.write(made, before, NOW) == calendar_file.write(made, None, NOW)


def test_nothing_foreign_of_the_old_file_comes_into_the_new_one():
    made = of(blocks="none")
    good = calendar_file.write(replace(of(), made=MADE), now=NOW)
    evil = good.replace(b"STATUS:CONFIRMED\r\n", b"ATTACH:file:///etc/passwd\r\nBEGIN:VALARM\r\nEND:VALARM\r\n")
    evil = evil.replace(b"SUMMARY:Study: SQL\r\n", b"SUMMARY:Study: SQL\x00\nX-EVIL:1\r\n", 1)
    after = calendar_file.write(made, evil, LATER)
    assert b"ATTACH" not in after
    assert b"VALARM" not in after
    assert b"EVIL" not in after
    assert read(after)


def test_times_and_zones_that_do_not_exist_get_a_sentence():
    for text in ("25:00", "7", "18:60", "", "18.00"):
        with pytest.raises(PlannerError, match="no time of day"):
            read_time(text)
    for name in ("Berlin", "../etc/passwd", "/etc/localtime", "\x00", "x" * 300):
        with pytest.raises(PlannerError, match="no time zone"):
            check_zone(name)
    assert check_zone("Europe/Berlin") == "Europe/Berlin"


def test_a_plan_without_dates_is_a_calendar_without_study():
    made = handout_of(Document(curriculum=COURSE, learner=learner(week=(0,) * 7)))
    assert not [event for event in read(calendar_file.write(made, now=NOW)) if "Study" in event["SUMMARY"]]
    assert read(calendar_file.write(handout_of(Document(curriculum=COURSE, learner=learner(week=EVERY_DAY))), now=NOW))


def test_the_command_writes_every_format_and_a_second_time_updates_the_calendar(tmp_path: Path, capsys, monkeypatch):
    course = tmp_path / "course.json"
    course.write_text(COURSE.model_dump_json(exclude_defaults=True), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    begin = (date.today() + timedelta(days=7)).isoformat()
    asked = ["handout", "--curriculum", str(course), "--to", "goal", "--hours-per-week", "10", "--start", begin]
    asked += ["--out", str(out), "--zone", "Europe/Berlin", "--at", "7:30", "--weeks", "0"]
    asked += ["--format", "ics,markdown,xlsx,csv,msproject,ganttproject"]
    assert main(asked) == 0
    written = sorted(path.name for path in out.iterdir())
    assert [name.partition(".")[2] for name in written] == ["csv", "gantt.xml", "ics", "md", "xlsx", "xml"]
    calendar = out / next(name for name in written if name.endswith(".ics"))
    first = read(calendar.read_bytes())
    assert main([*asked, "--blocks", "none"]) == 0
    second = read(calendar.read_bytes())
    assert {event["UID"] for event in first} == {event["UID"] for event in second}
    gone = [event for event in second if event["STATUS"] == "CANCELLED"]
    assert len(gone) == len([event for event in first if isinstance(event.start, datetime)])
    assert min(event["SEQUENCE"] for event in second) > max(event["SEQUENCE"] for event in first)
    capsys.readouterr()
    assert main([*asked, "--zone", "Nowhere/Never"]) == 2
    assert "There is no time zone “Nowhere/Never”" in capsys.readouterr().err


def test_the_key_of_a_learners_file_names_the_events_whatever_the_learner_is_called(tmp_path: Path):
    document = Document(curriculum=COURSE, learner=learner(), name="Ana")
    key = "0123456789abcdef" * 2
    path = tmp_path / "ana.trailmark"
    file = LearnerFile(id=key, learner=document.learner, curriculum=Followed(source="course", snapshot=COURSE))
    path.write_bytes(encode(file))
    assert queries.learner_key(path) == key
    one = replace(handout_of(document), key=key)
    other = replace(handout_of(document.changed(name="Anna")), key=key)
    assert calendar_file.write(one, now=NOW) == calendar_file.write(other, now=NOW)
    assert calendar_file.calendar_key(replace(one, key="")) != calendar_file.calendar_key(replace(other, key=""))


def test_a_certificate_that_lapses_every_year_has_an_entry_for_every_renewal():
    record = {"id": "r", "node": "cert", "name": "Cert", "status": "active", "validity_months": 12}
    course = curriculum(
        node("cert", 10, kind="certification"),
        job("years", 36),
        node("goal", 0, {"all": ["cert", "years"]}, kind="role"),
        certificates=(record,),
    )
    made = handout_of(
        Document(curriculum=course, learner=learner(known=("cert",), obtained={"cert": date(2025, 7, 1)}))
    )
    events = read(calendar_file.write(made, now=NOW))
    renewals = [event.start for event in events if event["SUMMARY"] == "To renew by today: CERT"]
    assert renewals == [date(2026, 7, 1), date(2027, 7, 1), date(2028, 7, 1)]


def test_an_exam_of_any_step_and_a_goal_that_is_an_exam_stand_in_the_calendar():
    course = curriculum(
        node("law", 2, exam={"days": ["03-01"]}, wait_days=20),
        node("goal", 4, "law", kind="certification"),
    )
    booked = date(2027, 9, 6)
    made = handout_of(Document(curriculum=course, learner=learner(booked={"goal": booked})))
    days = {str(event["SUMMARY"]): event.start for event in read(calendar_file.write(made, now=NOW))}
    assert days["Exam: LAW"] == date(2026, 3, 1)
    assert days["Exam: GOAL"] == booked
    assert days["Goal reached: GOAL"] == booked
