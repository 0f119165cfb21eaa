"""The man page, made from the parser and from docs/formats.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import facts
from options_of import Command, Option, commands

from planner import __version__


def page() -> str:
    """trailmark(1) in the language of man."""
    program, *others = commands()
    return "\n".join(
        [
            r".\" Made by packaging/build.py; do not edit.",
            f'.TH TRAILMARK 1 "{facts.made_at():%Y-%m-%d}" "{facts.NAME} {__version__}" "User Commands"',
            ".SH NAME",
            rf"trailmark, trailmark\-gui \- {_text(_lower(facts.summary()))}",
            ".SH SYNOPSIS",
            ".B trailmark",
            r"[\fIoptions\fR] [\fIcommand\fR ...]",
            ".br",
            ".B trailmark",
            r"\fIFILE\fR",
            ".br",
            r".B trailmark\-gui",
            r"[\fIFILE\fR]",
            ".SH DESCRIPTION",
            _text(program.description),
            "Without a command the window opens, with a file that one.",
            "No command needs a display, and none connects to a network.",
            ".SH OPTIONS",
            *_options(program.options),
            ".SH COMMANDS",
            *(line for command in others for line in _command(command)),
            ".SH EXIT STATUS",
            *_table(facts.table("Exit codes")),
            ".SH ENVIRONMENT",
            *_table(
                row for row in facts.table("Environment variables and your own files") if "for tests" not in row[1]
            ),
            ".SH EXAMPLES",
            *[line for words, command in EXAMPLES for line in _example(words, command)][:-1],
            "",
        ]
    )


EXAMPLES = (
    ("A dated plan:", "trailmark plan --from data-analyst --to ml-architect --hours-per-week 10"),
    ("The map of it on paper:", "trailmark picture --from data-analyst --out map.pdf --size a4"),
    ("Whether this installation works:", "trailmark self-test"),
)


def _command(command: Command) -> Iterator[str]:
    arguments = " ".join(
        rf"[\fI{_text(one.value)}\fR]" if one.optional else rf"\fI{_text(one.value)}\fR"
        for one in command.options
        if not one.names
    )
    yield f".SS {_text(command.name)}"
    yield rf"\fBtrailmark {_text(command.name)}\fR {arguments} [\fIoptions\fR]".replace("  ", " ")
    yield ".PP"
    yield _text(command.description or _sentence(command.help))
    yield from _options(command.options)


def _options(options: Iterable[Option]) -> Iterator[str]:
    for one in options:
        names = ", ".join(rf"\fB{_text(name)}\fR" for name in one.names) or rf"\fI{_text(one.value)}\fR"
        value = rf" \fI{_text(one.value)}\fR" if one.names and one.value else ""
        yield ".TP"
        yield names + value
        yield _text(_sentence(one.help))


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in rows:
        yield ".TP"
        yield rf".B {_text(facts.plain(name))}"
        yield _text(facts.plain(_sentence(meaning)))


def _example(words: str, command: str) -> Iterator[str]:
    yield from (_text(words), ".PP", ".RS", ".nf", _text(command), ".fi", ".RE", ".PP")


def _text(text: str) -> str:
    """Plain text for man: nothing in it is a command, and a hyphen stays one that can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    for character, name in (
        ("–", r"\(en"),
        ("“", r"\(lq"),
        ("”", r"\(rq"),
        ("→", r"\(->"),
        ("×", r"\(mu"),
        ("'", r"\(aq"),
    ):
        escaped = escaped.replace(character, name)
    return re.sub(r"^([.])", r"\\&\1", escaped)


def _sentence(text: str) -> str:
    whole = text[:1].upper() + text[1:] if not text.startswith("`") else text
    return whole if whole.endswith((".", "!", "?")) or not whole else whole + "."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
