"""A plan as CSV, workbook and Markdown, read with somebody else's libraries: nothing in a text becomes a command."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from build import any_of, curriculum, job, learner, node
from handed import EVIL, handout_of, spoiled, words
from hypothesis import given
from markdown_it import MarkdownIt

from planner.handout import csv_file, markdown, spreadsheet
from planner.handout.content import ChoiceLine, Handout, OptionLine
from planner.handout.table import one_line
from planner.model.document import Document

COURSE = curriculum(
    node(
        "sql", 10, first_step="Open a shell.", resources=[{"key": "r", "title": "R", "url": "https://good.example/a_b"}]
    ),
    node("ml", 12.5, {"all": ["sql", any_of("py", "r", name="Language")]}, reasons={"sql": "It counts."}),
    node("py", 3),
    node("r", 5),
    node("exam", 4, "ml", kind="certification", cost_usd=300.5),
    job("work", 6, requires="sql"),
    node("goal", 0, {"all": ["exam", "work"]}, kind="role"),
)
FORMULA = tuple("=+-@\t\r＝＋－＠")


@cache
def made() -> Handout:
    found = handout_of(Document(curriculum=COURSE, learner=learner()))
    choice = ChoiceLine("Language", (OptionLine("py", True, ""), OptionLine("r", False, "2 hours more")), "", "")
    return replace(found, choices=(choice,))


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # by this Excel knows UTF-8
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_csv_holds_every_step_with_days_and_numbers_that_any_program_reads():
    found = rows(csv_file.write(made()))
    assert [row["Id"] for row in found] == [item.id for item in made().plan.items]
    for row, item in zip(found, made().plan.items, strict=True):
        assert date.fromisoformat(row["From"]) == item.start
        assert date.fromisoformat(row["To"]) == item.finish
        assert float(row["Hours"] or 0) == pytest.approx(item.hours, abs=0.01)
        assert float(row["US dollars"] or 0) == item.cost_usd
    exam = next(row for row in found if row["Id"] == "exam")
    assert exam["Needs"] == next(row["No."] for row in found if row["Id"] == "ml")


@given(words())
def test_no_cell_of_csv_is_a_formula(word: str):
    found = rows(csv_file.write(spoiled(made(), word)))
    assert len(found) == len(made().steps)
    for row in found:
        for cell in row.values():
            assert not cell.startswith(FORMULA)
            assert "\n" not in cell
        assert row["Step"] in (one_line(word), "'" + one_line(word))


def test_the_workbook_has_real_days_numbers_and_links():
    book = workbook(spreadsheet.write(made()))
    assert book.sheetnames == ["Plan", "Milestones", "Weeks", "Choices", "Costs", "Details", "About"]
    sheet = book["Plan"]
    heads: dict[Any, Any] = {cell.value: cell.column for cell in sheet[1]}
    for line, item in enumerate(made().plan.items, 2):
        starts, hours = sheet.cell(line, heads["From"]), sheet.cell(line, heads["Hours"])
        assert item.start is not None
        assert starts.is_date
        assert starts.value == datetime.combine(item.start, datetime.min.time())
        assert hours.data_type == "n"
        assert (hours.value or 0) == pytest.approx(item.hours, abs=0.01)
    links = [cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink]
    assert links == ["https://good.example/a_b"]
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    sums = sheet[sheet.max_row]
    assert sums[heads["Hours"] - 1].value == pytest.approx(made().plan.totals.hours)
    assert sums[heads["US dollars"] - 1].value == 300.5
    assert book["Costs"]["A2"].value == "EXAM"
    weeks = [[cell.value for cell in row] for row in book["Weeks"].iter_rows(min_row=2)]
    assert sum(hours for _day, hours, _steps in weeks) == pytest.approx(made().plan.totals.study_hours)
    assert weeks[0][0] == datetime(2026, 1, 5)
    assert [[cell.value for cell in row] for row in book["Choices"].iter_rows(min_row=2, max_col=4)] == [
        ["Language", "py", "yes", None],
        ["Language", "r", None, "2 hours more"],
    ]


@pytest.mark.parametrize("word", [*EVIL, " ", "12", "_x000a_=1"])
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(word: str):
    book = workbook(spreadsheet.write(spoiled(made(), word)))
    for sheet in book:
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target == "https://good.example/"
    names = {book["Plan"].cell(line, 2).value for line in range(2, len(made().steps) + 2)}
    assert names == {one_line(word) or None}


def test_numbers_of_a_workbook_are_the_same_on_every_machine():
    assert spreadsheet.write(made()) == spreadsheet.write(made())


def test_markdown_tells_the_plan_with_boxes_to_tick():
    page, week = markdown.write(made()).decode("utf-8"), made().week
    assert week
    assert page.startswith("# Your way to GOAL\n")
    number = next(step.number for step in made().steps if step.id == "sql")
    assert f"- [ ] **{number} SQL** – 2026-01-" in page
    assert "[R](<https://good.example/a_b>)" in page
    assert "- [x] py\n- [ ] r – 2 hours more\n" in page
    assert page.count("- [ ] **") == len(made().steps) + len(week.lines)
    assert "\n\n\n" not in page


@given(words())
def test_a_word_in_markdown_is_shown_letter_by_letter(word: str):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for before in ("", "- ", "## ", "  - Why: "):
        tokens = reader.parse(before + "x " + markdown.plain(word) + "\n")
        inline = [token for token in tokens if token.type == "inline"]
        assert len(inline) == 1
        assert {child.type for child in inline[0].children or ()} <= {"text", "text_special"}
        shown = "".join(child.content for child in inline[0].children or ())
        assert shown.removeprefix("Why: ").removeprefix("x").strip() == one_line(word)
    # At the beginning of a line, too, where lists and headings begin.
    tokens = reader.parse(markdown.plain(word) + "\n")
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])


def test_what_only_some_programs_read_as_a_command_is_told_apart_too():
    """Marks and comments of Obsidian, formulas of GitHub, templates of Jekyll."""
    for text in ("a ==b== c", "a %%b%% c", "$x$ {{ 7*7 }} {% raw %}", "www.evil.example http://e.example me@e.example"):
        assert not re.search(r"==|%%|\{\{|\{%|(?<!\\)\$|www\.|http:|e@e", markdown.plain(text))


@given(words())
def test_a_page_of_hostile_words_has_the_same_parts(word: str):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def parts(handout: Handout) -> list[str]:
        tokens = reader.parse(markdown.write(handout).decode("utf-8"))
        assert not any(token.type.startswith(("html", "fence", "code", "hr", "table")) for token in tokens)
        links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
        assert set(links) <= {"https://good.example/"}
        assert not any(child.type in ("image", "html_inline") for token in tokens for child in token.children or ())
        return [token.type for token in tokens if token.type.startswith(("heading", "list_item"))]

    assert parts(spoiled(made(), word or "x")) == parts(spoiled(made(), "word"))
