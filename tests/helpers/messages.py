"""Every text for people in the program, found in the source: `python tests/helpers/messages.py` writes the template.

Babel or xgettext would do it too; this is short, needs no package, and checks on the way what they let pass.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "planner" / "locale" / "trailmark.pot"
FOLDERS = ("planner", "ui")
FUNCTIONS = {"_": 1, "later": 1, "ngettext": 2}
"""Marking function -> number of texts it takes."""

HEADER = """# Texts of Trailmark. Written by tests/helpers/messages.py; do not edit.
msgid ""
msgstr ""
"Project-Id-Version: trailmark\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"
"""


class Text(NamedTuple):
    """The arguments of one marking call; None where one is no plain text."""

    file: str
    line: int
    texts: tuple[str | None, ...]


def in_source(source: str, file: str) -> Iterator[Text]:
    """Every call of a marking function in a module."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FUNCTIONS:
            arguments = call.args[: FUNCTIONS[call.func.id]]
            yield Text(file, call.lineno, tuple(_plain(argument) for argument in arguments))


def _plain(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def everything() -> list[Text]:
    """Every marked text of the program, in the order of the files."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    names = [(path, path.relative_to(ROOT).as_posix()) for path in paths]
    return [text for path, name in names for text in in_source(path.read_text("utf-8"), name)]


def placeholders(text: str) -> list[str]:
    """What stands in the braces of a text, without formats and conversions."""
    return [name for _literal, name, _format, _conversion in string.Formatter().parse(text) if name is not None]


def template() -> str:
    """The catalogue template: one entry a text, with the files it stands in."""
    files: dict[tuple[str, ...], list[str]] = {}
    for text in everything():
        key = tuple(one for one in text.texts if one is not None)
        if key and text.file not in files.setdefault(key, []):
            files[key].append(text.file)
    return HEADER + "".join(_entry(texts, where) for texts, where in sorted(files.items()))


def _entry(texts: tuple[str, ...], files: list[str]) -> str:
    rows = ["", f"#: {' '.join(files)}", f"msgid {_quoted(texts[0])}"]
    if len(texts) > 1:
        rows += [f"msgid_plural {_quoted(texts[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        rows.append('msgstr ""')
    if placeholders(texts[0]):
        rows.insert(2, "#, python-brace-format")
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8", newline="\n")
    print(f"{TEMPLATE.relative_to(ROOT)} written")
