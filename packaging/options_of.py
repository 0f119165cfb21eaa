"""The commands and options of the program, as the parser has them: for the man page and the completions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

import facts  # noqa: F401  # finds planner

from planner import i18n
from planner.cli import command_line


@dataclass(frozen=True, slots=True)
class Option:
    """One option, or one argument that has no name."""

    names: tuple[str, ...]
    """Such as "-h", "--help"; empty for an argument without a name."""
    value: str
    """What stands for its value; empty for a switch."""
    choices: tuple[str, ...]
    help: str
    many: bool
    optional: bool

    @property
    def is_file(self) -> bool:
        """Whether its value is the name of a file or folder."""
        return not self.choices and any(
            word in self.value.lower() for word in ("file", "folder", "json", "plan", "out")
        )


@dataclass(frozen=True, slots=True)
class Command:
    """One command; the program itself has no name."""

    name: str
    help: str
    description: str
    options: tuple[Option, ...]


def commands() -> list[Command]:
    """The program and all its commands, in the order of its help, in English."""
    i18n.use_language(i18n.PLAIN)
    parser = command_line()
    found = [Command("", "", parser.description or "", tuple(_options(parser)))]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                inner = action.choices[choice.dest]
                told = str(choice.help or "")
                found.append(Command(choice.dest, told, inner.description or "", tuple(_options(inner))))
    return found


def _options(parser: argparse.ArgumentParser) -> Iterator[Option]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        takes = action.nargs != 0
        value = (
            action.metavar if isinstance(action.metavar, str) else action.dest.upper() if action.option_strings else ""
        )
        choices = tuple(str(one) for one in action.choices or ())
        if takes and choices and not action.metavar:
            value = "|".join(choices)
        yield Option(
            names=tuple(action.option_strings),
            value=(value or action.dest.upper()) if takes else "",
            choices=choices if takes else (),
            help=str(action.help or "") % {"default": action.default, "prog": parser.prog},
            many=action.nargs in ("+", "*"),
            optional=action.nargs in ("?", "*"),
        )
