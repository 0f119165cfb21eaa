"""Texts, numbers and days in every language: the catalogues fit, and what is filled in is written as people do."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
import translations
from messages import TEMPLATE, everything

from planner import cli, i18n
from planner.app import commands, forecast_words, history, progress_words, proof, queries
from planner.app.difference import difference
from planner.i18n import _
from planner.model.plan import Ordered
from planner.model.record import Event, EventKind, ItemRecord

LANGUAGES = sorted(set(i18n.LANGUAGES) - {"en"})
DAY = date(2027, 3, 4)


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run the command line as somebody whose environment names a language."""

    def call(language: str, *arguments: str) -> Run:
        monkeypatch.setenv("LANGUAGE", language)
        try:
            code = cli.main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return call


# -- the catalogues


def test_there_is_a_translation_for_every_language_on_offer() -> None:
    assert [path.parent.parent.name for path in translations.files()] == LANGUAGES


@pytest.mark.parametrize("path", translations.files(), ids=LANGUAGES)
def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    written = translations.compiled(translations.read(path))
    assert translations.compiled_path(path).read_bytes() == written, "run: python tests/helpers/translations.py"


@pytest.mark.parametrize("path", translations.files(), ids=LANGUAGES)
def test_every_text_is_translated(path: Path) -> None:
    translation, template = translations.read(path), translations.read(TEMPLATE)
    assert translations.unfinished(translation) == [], "translate them: docs/translating.md"
    texts = [
        {(entry.msgid, entry.msgid_plural) for entry in file if not entry.obsolete} for file in (translation, template)
    ]
    assert texts[0] == texts[1], "run: python tests/helpers/translations.py"


def faults(entry: polib.POEntry) -> list[str]:
    """What is wrong with one translation."""
    found = []
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    for form in filter(None, forms):
        may, must = (
            {entry.msgid, entry.msgid_plural or entry.msgid},
            translations.filled(entry.msgid_plural or entry.msgid),
        )
        if translations.filled(form) != must and not (
            entry.msgid_plural and set(translations.filled(form)) <= set(must)
        ):
            found.append(f"other placeholders: {form}")
        if not any(_edges(form) == _edges(original) for original in may):
            found.append(f"other spaces or line ends at its ends: {form!r}")
        if form.replace("&&", "").count("&") != entry.msgid.replace("&&", "").count("&"):
            found.append(f"a mnemonic more or less: {form}")
    if entry.msgid_plural and len(forms) != 2:
        found.append(f"{len(forms)} plural forms")
    return found


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("path", translations.files(), ids=LANGUAGES)
def test_translations_fit_what_they_translate(path: Path) -> None:
    assert {entry.msgid: bad for entry in translations.read(path) if (bad := faults(entry))} == {}


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [("{a} of {b}", "{a} von {c}"), (" and ", "und"), ("&File", "Datei"), ("needs {a}", "braucht")],
)
def test_a_translation_that_does_not_fit_is_found(msgid: str, msgstr: str) -> None:
    assert len(faults(polib.POEntry(msgid=msgid, msgstr=msgstr))) == 1


@pytest.mark.parametrize("path", translations.files(), ids=LANGUAGES)
def test_every_menu_has_a_letter_of_its_own(path: Path) -> None:
    texts = [entry.msgstr for entry in translations.read(path) if re.search(r"&[^& ]", entry.msgid)]
    letters = [found[1].casefold() for text in texts if (found := re.search(r"&(\w)", text))]
    assert len(texts) >= 5
    assert len(set(letters)) == len(texts)


def test_merging_keeps_adds_marks_and_drops() -> None:
    old, template = polib.POFile(), polib.POFile()
    for msgid, msgstr in (("Kept", "Behalten"), ("The old words of it", "Die alten Wörter"), ("Gone", "Weg")):
        old.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    template.extend(polib.POEntry(msgid=msgid) for msgid in ("Kept", "The new words of it", "Something else"))
    new = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in translations.merged(old, template)}
    assert new == {
        "Kept": ("Behalten", False),
        "The new words of it": ("Die alten Wörter", True),
        "Something else": ("", False),
    }


# -- which language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "es_MX.UTF-8@euro"}, "es_MX"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_AT.UTF-8"}, "de_AT"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:es:de"}, "es"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:de"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_names_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.use_language() == expected
    assert i18n.language() == expected
    assert i18n.environment_names_a_language() == bool(environment)


def test_a_language_that_is_asked_for_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    assert i18n.use_language("de-Latn-DE", "en-US") == "de_DE"
    assert _("never") == "nie"
    assert i18n.use_language("xx", "es") == "es"
    assert _("never") == "nunca"
    assert i18n.use_language("en") == "en"
    assert _("never") == "never"


def test_catalogues_are_found_where_the_package_lies() -> None:
    for language in LANGUAGES:
        file = resources.files("planner") / "locale" / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
        with file.open("rb") as stream:
            assert gettext.GNUTranslations(stream).gettext("never") != "never"


# -- numbers and days


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("C", "12,340.5 1,340 7 2.5 1340 2027-03-04"),
        ("en", "12,340.5 1,340 7 2.5 1340 4 Mar 2027"),
        ("de", "12.340,5 1.340 7 2,5 1340 4. März 2027"),
        ("de_AT", "12\xa0340,5 1\xa0340 7 2,5 1340 4. März 2027"),
        ("de_CH", "12'340.5 1'340 7 2.5 1340 4. März 2027"),
        ("es", "12.340,5 1340 7 2,5 1340 4 mar 2027"),
        ("es_MX", "12,340.5 1,340 7 2.5 1340 4 mar 2027"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(language: str, written: str) -> None:
    i18n.use_language(language)
    text = i18n.Text("{large:,.1f} {middle:,} {seven:g} {half:g} {plain} {day}")
    values = {"large": 12340.5, "middle": 1340, "seven": 7.0, "half": 2.5, "plain": 1340, "day": DAY}
    assert text.format(**values) == written


def test_what_is_no_number_is_left_alone() -> None:
    i18n.use_language("de")
    assert i18n.Text("{a}, {b}, {c!r}, {d:>5}").format(a=True, b=None, c="1.5", d="x.y") == "True, None, '1.5',   x.y"
    assert i18n.number(-1234.5, "+,.2f") == "-1.234,50"
    assert i18n.number(9999.9, ",.0f") == "10.000"
    assert i18n.month(DAY) == "März 2027"


def test_every_language_has_twelve_months() -> None:
    for language in i18n.LANGUAGES:
        i18n.use_language(language)
        names = [i18n.month_name(date(2027, month, 1)) for month in range(1, 13)]
        assert len(set(names)) == 12


# -- the command line


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_json_is_the_same_in_every_language(run: Callable[..., Run], language: str) -> None:
    arguments = ("plan", "--from", "data-analyst", "--to", "linear-algebra", "--start", "2027-01-04", "--json")
    plain, other = run("C", *arguments), run(language, *arguments)
    assert other == plain
    assert json.loads(other.out)["begins"] == "2027-01-04"


def test_the_template_holds_texts_of_argparse() -> None:
    marked = {text for one in everything() for text in one.texts}
    assert {"usage: ", "the following arguments are required: %s"} <= marked
    assert TEMPLATE.exists()


def test_countries_are_called_as_the_language_calls_them() -> None:
    pytest.importorskip("holidays")
    i18n.use_language("de")
    names = [name for code, name in queries.holiday_regions() if "-" not in code]
    assert {"Deutschland", "Österreich", "Vereinigtes Königreich"} <= set(names)
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")
    i18n.use_language("es")
    assert dict(queries.holiday_regions())["DE-BY"] == "Alemania, BY"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("110 Stunden", "4. Jan. 2027 – ", "65,0 h")),
        ("es", ("110 horas", "4 ene 2027 – ", "65,0 h")),
        ("en", ("110 hours", "4 Jan 2027 – ", "65.0 h")),
    ],
)
def test_a_plan_is_printed_in_the_language_of_the_environment(
    run: Callable[..., Run], language: str, words: tuple[str, ...]
) -> None:
    out = run(language, "plan", "--from", "data-analyst", "--to", "linear-algebra", "--start", "2027-01-04").out
    assert [word for word in words if word not in out] == []
    asked = ("--from", "data-analyst", "--start", "2027-01-04", "--to", "linear-algebra")
    why = run(language, "why", "linear-algebra@working", *asked)
    assert words[1] in why.out
    assert "2027-" not in why.out


def test_no_day_of_a_plan_is_written_as_for_programs(run: Callable[..., Run]) -> None:
    out = run("de", "plan", "--from", "data-analyst", "--start", "2027-01-04").out
    assert re.findall(r"\d{4}-\d\d-\d\d", out) == []


def test_days_are_said_as_the_language_does_wherever_nobody_says_otherwise() -> None:
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    document = commands.set_goal(document, "linear-algebra")
    i18n.use_language("de")
    planned = queries.plan_and_forecast(document)
    plan, forecast = planned.plan, planned.forecast()
    assert plan.finish
    open_plan = plan.changed(ordered=Ordered(), binding=plan.binding.changed(lower_bound=DAY))
    later = plan.changed(finish=plan.finish + timedelta(days=30))
    record = ItemRecord(state=EventKind.DONE, held_on=DAY)
    event = Event(kind=EventKind.DONE, node="a", day=DAY, at=datetime(2027, 3, 4, tzinfo=UTC), id="1" * 32)
    said = [
        proof.order_limit_words(open_plan),
        forecast_words.range_words(forecast),
        *forecast_words.meaning_words(forecast)[:1],
        history.item_words(record),
        progress_words.state_words(record),
        progress_words.event_words(event),
        difference(plan, later),
    ]
    for words in said:
        assert re.search(r"\d\. \w+\.? 20\d\d", words), words
        assert not re.search(r"\d{4}-\d\d-\d\d", words), words


def test_what_argparse_says_is_translated_too(run: Callable[..., Run]) -> None:
    assert run("de", "plan", "--nonsense").err.splitlines()[-1] == "trailmark: Fehler: unbekannte Argumente: --nonsense"
    assert run("es", "plan", "--help").out.startswith("uso: ")
    assert run("de", "plan", "--hours-per-week", "x").err.endswith("„x“ ist keine Zahl von Stunden von 0 bis 168\n")
