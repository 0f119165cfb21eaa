"""The translations beside the template: `python tests/helpers/translations.py` brings them up to date.

New texts are added without a translation, texts that have changed a little keep theirs and are marked as fuzzy, texts
that are gone are taken out. What the program reads are the compiled files; fuzzy and empty entries are not in them.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import polib
from messages import TEMPLATE, placeholders

LOCALE = TEMPLATE.parent
SIMILAR = 0.75
"""From this likeness on (0 to 1) a text counts as another one changed a little."""
FIELDS = ("Project-Id-Version", "Language", "Language-Team", "Plural-Forms", "MIME-Version", "Content-Type")


def files() -> list[Path]:
    """The translation of every language."""
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{TEMPLATE.stem}.po"))


def read(path: Path) -> polib.POFile:
    """One translation, or the template."""
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=100)


def merged(old: polib.POFile, template: polib.POFile) -> polib.POFile:
    """Every entry of the template, with what `old` has for it."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in old if not entry.obsolete}
    gone = {
        entry.msgid: entry for key, entry in known.items() if key not in {(e.msgid, e.msgid_plural) for e in template}
    }
    new = polib.POFile(wrapwidth=100)
    new.header = old.header
    new.metadata = {name: old.metadata[name] for name in FIELDS if name in old.metadata}
    new.metadata |= {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    for wanted in template:
        entry = polib.POEntry(msgid=wanted.msgid, msgid_plural=wanted.msgid_plural, occurrences=wanted.occurrences)
        entry.flags = [flag for flag in wanted.flags if flag != "fuzzy"]
        before = known.get((wanted.msgid, wanted.msgid_plural)) or _changed_from(wanted, gone)
        if before is not None:
            entry.msgstr, entry.msgstr_plural = before.msgstr, dict(before.msgstr_plural)
            entry.tcomment = before.tcomment
            if before.fuzzy or before.msgid != wanted.msgid:
                entry.flags.append("fuzzy")
        elif wanted.msgid_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        new.append(entry)
    return new


def _changed_from(wanted: polib.POEntry, gone: dict[str, polib.POEntry]) -> polib.POEntry | None:
    near = [name for name, entry in gone.items() if bool(entry.msgid_plural) == bool(wanted.msgid_plural)]
    found = difflib.get_close_matches(wanted.msgid, near, 1, SIMILAR)
    return gone[found[0]] if found else None


def compiled(translation: polib.POFile) -> bytes:
    """What the program reads."""
    content: bytes = translation.to_binary()
    return content


def compiled_path(path: Path) -> Path:
    """Where the compiled form of a translation lies."""
    return path.with_suffix(".mo")


def unfinished(translation: polib.POFile) -> list[str]:
    """The texts that have no translation, or one that has to be looked at again."""
    return [entry.msgid for entry in translation if not entry.translated()]


def filled(text: str) -> list[str]:
    """What a text leaves open: {names} and the %s of argparse."""
    return sorted(set(placeholders(text)) | set(re.findall(r"%(?:\(\w+\))?[srd]", text)))


def main() -> None:
    """Bring every translation up to date, compile it, and say what is missing."""
    template = read(TEMPLATE)
    for path in files():
        translation = merged(read(path), template)
        text = str(translation).rstrip("\n") + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        compiled_path(path).write_bytes(compiled(translation))
        missing = unfinished(translation)
        print(f"{path.relative_to(LOCALE)}: {len(translation) - len(missing)} of {len(translation)} texts")
        for msgid in missing:
            print(f"  {msgid}")


if __name__ == "__main__":
    main()
