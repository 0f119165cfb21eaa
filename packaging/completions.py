"""Completions for bash, zsh and fish, made from the parser."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from options_of import Command, Option, commands


def bash() -> str:
    """For /usr/share/bash-completion/completions/trailmark."""
    program, *others = commands()
    known = "|".join(one.name for one in others)
    lines = [
        "# Made by packaging/build.py; do not edit.",
        "_trailmark() {",
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= at",
        "    for ((at = 1; at < COMP_CWORD; at++)); do",
        "        case ${COMP_WORDS[at]} in",
        f"            {known}) command=${{COMP_WORDS[at]}}; break ;;",
        "        esac",
        "    done",
        "    COMPREPLY=()",
        "    local options= values=",
        "    case $command in",
    ]
    for command in (*others, program):
        lines.append(f"        {command.name or '*'})")
        lines.append(f"            options={shlex.quote(' '.join(_long(command)))}")
        chosen = [one for one in command.options if one.names and one.choices]
        free = [name for one in command.options if one.names and one.value and not one.choices for name in one.names]
        if chosen or free:
            lines.append("            case $before in")
            for one in chosen:
                pattern, values = "|".join(one.names), shlex.quote(" ".join(one.choices))
                lines += [f"                {pattern}) values={values} ;;"]
            if free:
                lines.append(f"                {'|'.join(free)}) compopt -o default 2>/dev/null; return ;;")
            lines.append("            esac")
        if not command.name:
            lines.append(
                f"            [[ $word == -* ]] || options+={shlex.quote(' ' + ' '.join(one.name for one in others))}"
            )
        lines.append("            ;;")
    lines += [
        "    esac",
        '    if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$word")); return; fi',
        '    if [[ $word == -* || -z $command ]]; then COMPREPLY=($(compgen -W "$options" -- "$word")); fi',
        "    if [[ ${#COMPREPLY[@]} == 0 ]]; then compopt -o default 2>/dev/null; fi",
        "}",
        "complete -F _trailmark trailmark",
        "",
    ]
    return "\n".join(lines)


def zsh() -> str:
    """For a folder of $fpath, as _trailmark."""
    program, *others = commands()
    lines = [
        "#compdef trailmark",
        "# Made by packaging/build.py; do not edit.",
        "",
        "_trailmark() {",
        "  local state line",
    ]
    lines.append("  _arguments -C \\")
    lines += [f"    {spec} \\" for spec in _zsh_options(program)]
    lines += ["    '1: :->command' '*:: :->rest'", "  case $state in", "    command)", "      local -a commands=("]
    lines += [f"        {shlex.quote(one.name + ':' + one.help)}" for one in others]
    lines += ["      )", "      _describe command commands", "      _files -g '*.trailmark'", "      ;;", "    rest)"]
    lines.append("      case $line[1] in")
    for one in others:
        specs = " \\\n            ".join(_zsh_options(one))
        lines.append(f"        {one.name}) _arguments \\\n            {specs} ;;")
    lines += ["      esac", "      ;;", "  esac", "}", "", '_trailmark "$@"', ""]
    return "\n".join(lines)


def fish() -> str:
    """For a folder of fish's completions, as trailmark.fish."""
    program, *others = commands()
    names = " ".join(one.name for one in others)
    lines = ["# Made by packaging/build.py; do not edit."]
    top = f"not __fish_seen_subcommand_from {names}"
    lines += [f"complete -c trailmark -n {shlex.quote(top)} -a {one.name} -d {_quoted(one.help)}" for one in others]
    lines += [_fish_option(top, one) for one in program.options if one.names]
    for command in others:
        seen = f"__fish_seen_subcommand_from {command.name}"
        lines += [_fish_option(seen, one) for one in command.options if one.names]
    return "\n".join([*lines, ""])


def _long(command: Command) -> list[str]:
    return [name for one in command.options for name in one.names]


def _zsh_options(command: Command) -> Iterator[str]:
    for one in command.options:
        told = re.sub(r"([\[\]:])", r"\\\1", one.help)
        value = ""
        if one.value:
            action = f"({' '.join(one.choices)})" if one.choices else "_files" if one.is_file else " "
            word = one.value.lower().replace(":", r"\:")
            value = f":{word}:{action}"
        if not one.names:
            if command.name:
                yield shlex.quote(f"*{value}")
            continue
        for name in one.names:
            yield shlex.quote(f"{'*' if one.many else ''}{name}[{told}]{value}")


def _fish_option(condition: str, one: Option) -> str:
    parts = ["complete -c trailmark", "-n", shlex.quote(condition)]
    for name in one.names:
        parts += ["-l", name.lstrip("-")] if name.startswith("--") else ["-s", name.lstrip("-")]
    if one.choices:
        parts += ["-x", "-a", shlex.quote(" ".join(one.choices))]
    elif one.value:
        parts.append("-r" if one.is_file else "-x")
    return " ".join([*parts, "-d", _quoted(one.help)])


def _quoted(text: str) -> str:
    """For fish, where only a backslash and the quote itself mean anything between single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
