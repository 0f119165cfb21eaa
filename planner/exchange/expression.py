"""Requirements as people write them into one cell: `python AND (aws OR azure) AND 2 OF (nlp, vision, "time series")`.

Whatever a requirement can say has exactly one spelling here and is read back the same:

    python                                  an item: its id, title or another name, also in quotation marks
    sql@working                             a level of an item
    a AND b, a OR b                         all, any; mixed only with brackets
    ALL OF (a), ANY OF (), 2 OF (a, b, c)   the same as lists, of any length
    60 MONTHS OF (#ml, exp-analyst)         jobs whose months add up; `#` marks a tag
    2 OF [name "Fields" reason "…" advice "…" labels "A" "B"] (a, b)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from planner.i18n import _
from planner.model.requirement import All, AnyOf, AtLeast, Choice, Months, Requirement
from planner.storage.json_text import in_words

MAX_DEPTH = 24
"""Brackets in brackets; a curriculum file allows 32 around everything."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"]|"")*+"?)|(?P<mark>[()\[\],;])|(?P<word>[^\s()\[\],;"]++))""", re.DOTALL
)
_AND, _OR = {"and", "&", "&&"}, {"or", "|", "||"}
_KEYWORDS = {"and", "or", "of", "all", "any", "one", "months", "month", "at"}
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*(@[a-z]+)?")
_ATTRIBUTES = ("name", "reason", "advice", "labels")

Find = Callable[[str], str]
"""The id that a name stands for. Raises ValueError with a sentence where there is none."""


class WrongExpression(ValueError):
    """What is wrong with a requirement, as a sentence that says what to do."""


def written(requirement: Requirement | None) -> str:
    """The requirement as text; empty where there is none."""
    return "" if requirement is None else _written(requirement, False)


def _written(requirement: Requirement, inside: bool) -> str:
    """`inside`: as a part of AND, OR or a list, where these need brackets."""
    match requirement:
        case str():
            return _name(requirement)
        case Months():
            places = [f"#{_name(tag)}" for tag in requirement.tags] + [_name(item) for item in requirement.of]
            reason = f" [reason {_quoted(requirement.reason)}]" if requirement.reason else ""
            return f"{requirement.months} MONTHS OF{reason} ({', '.join(places)})"
        case All():
            members, word, head = requirement.all, " AND ", "ALL OF"
        case AnyOf():
            members, word, head = requirement.any, " OR ", "ANY OF"
        case AtLeast():
            members, word, head = requirement.of, "", f"{requirement.k} OF"
    attributes = _attributes(requirement) if isinstance(requirement, Choice) else ""
    parts = [_written(member, True) for member in members]
    if word and len(parts) > 1 and not attributes:
        return f"({word.join(parts)})" if inside else word.join(parts)
    return f"{head}{attributes} ({', '.join(parts)})"


def _attributes(choice: Choice) -> str:
    texts = {"name": choice.name or "", "reason": choice.reason, "advice": choice.advice}
    said = [f"{name} {_quoted(text)}" for name, text in texts.items() if text]
    if choice.labels:
        said.append(" ".join(["labels", *map(_quoted, choice.labels)]))
    return f" [{' '.join(said)}]" if said else ""


def _name(identity: str) -> str:
    plain = _PLAIN.fullmatch(identity) and identity not in _KEYWORDS and not identity.isdigit()
    return identity if plain else _quoted(identity)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def parsed(text: str, find: Find) -> Requirement | None:
    """The requirement that `text` says; None where it says nothing. Raises WrongExpression."""
    if not text.strip():
        return None
    try:
        return _Parser(text, find).whole()
    except WrongExpression as wrong:
        try:
            return find(text.strip())  # a title such as "Research and development", without quotation marks
        except ValueError:
            raise wrong from None


class _Token(NamedTuple):
    kind: str
    """quoted, mark, word or end."""
    text: str

    @property
    def key(self) -> str:
        """What it is compared by; empty for a name in quotation marks."""
        return "" if self.kind == "quoted" else self.text.casefold()


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text.rstrip()):
        kind = str(found.lastgroup)
        part = found[kind]
        if kind == "quoted":
            if part.count('"') % 2:
                raise WrongExpression(_("A quotation mark is never closed. Close it, or write two for one in a name."))
            part = part[1:-1].replace('""', '"')
        yield _Token(kind, part)
    yield _Token("end", "")


class _Parser:
    def __init__(self, text: str, find: Find) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.find = find

    def whole(self) -> Requirement:
        found = self._expression(0)
        if self._now.kind != "end":
            raise self._unexpected()
        return found

    @property
    def _now(self) -> _Token:
        return self.tokens[self.at]

    def _ahead(self, by: int) -> _Token:
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def _expression(self, depth: int, in_list: bool = False) -> Requirement:
        """Parts with AND or OR between them. Outside lists a comma is another word for AND."""
        if depth > MAX_DEPTH:
            raise WrongExpression(_("Brackets are nested more than {limit} deep.").format(limit=MAX_DEPTH))
        parts = [self._part(depth)]
        joined: bool | None = None
        while (both := self._join(in_list)) is not None:
            if joined not in (None, both):
                message = _(
                    "AND and OR stand beside each other. Put brackets around what belongs together: a AND (b OR c)."
                )
                raise WrongExpression(message)
            joined = both
            self.at += 1
            while not in_list and both and self._now.key in _AND:
                self.at += 1  # "a, b, and c"
            parts.append(self._part(depth))
        if joined is None:
            return parts[0]
        return _made(All, all=tuple(parts)) if joined else _made(AnyOf, any=tuple(parts))

    def _join(self, in_list: bool) -> bool | None:
        """True: AND comes next, False: OR, None: neither."""
        key = self._now.key
        if key in _AND or (not in_list and key in (",", ";")):
            return True
        return False if key in _OR else None

    def _part(self, depth: int) -> Requirement:
        if self._now.key == "(":
            self.at += 1
            inner = self._expression(depth + 1)
            self._expect(")")
            return inner
        if self._now.key == "at" and self._ahead(1).key == "least":
            self.at += 2
        key, following = self._now.key, self._ahead(1).key
        if key.isdecimal() and len(key) <= 6 and following in ("months", "month") and self._ahead(2).key == "of":
            self.at += 3
            return self._months(int(key))
        if following == "of" and (key in ("all", "any", "one") or (key.isdecimal() and len(key) <= 6)):
            self.at += 2
            return self._list(key, depth)
        return self._find(self._words())

    def _list(self, key: str, depth: int) -> Requirement:
        said = self._said(_ATTRIBUTES)
        members: list[Requirement] = []
        self._expect("(")
        while self._now.key != ")":
            members.append(self._expression(depth + 1, in_list=True))
            if self._now.key not in (",", ";"):
                break
            self.at += 1
        self._expect(")")
        if key == "all":
            if said:
                raise WrongExpression(
                    _("ALL OF is no choice: only ANY OF and “2 OF” have a name, reason, advice or labels.")
                )
            return _made(All, all=tuple(members))
        if key in ("any", "one"):
            return _made(AnyOf, any=tuple(members), **said)
        return _made(AtLeast, k=int(key), of=tuple(members), **said)

    def _months(self, count: int) -> Requirement:
        said = self._said(("reason",))
        tags: list[str] = []
        items: list[str] = []
        self._expect("(")
        while self._now.key != ")":
            if self._now.kind == "word" and self._now.text.startswith("#"):
                first = self._now.text[1:]
                self.at += 1
                tags.append(first or self._words())
            else:
                items.append(self._find(self._words()))
            if self._now.key not in (",", ";"):
                break
            self.at += 1
        self._expect(")")
        return _made(Months, months=count, tags=tuple(tags), of=tuple(items), **said)

    def _said(self, known: tuple[str, ...]) -> dict[str, object]:
        """What stands in square brackets: a name, reasons, labels."""
        said: dict[str, object] = {}
        if self._now.key != "[":
            return said
        self.at += 1
        while self._now.key in known:
            name = self._now.key
            texts: list[str] = []
            self.at += 1
            while self._now.kind == "quoted":
                texts.append(self._now.text)
                self.at += 1
            if not texts or (name != "labels" and len(texts) > 1):
                raise WrongExpression(_("“{text}” needs a text in quotation marks behind it.").format(text=name))
            said[name] = tuple(texts) if name == "labels" else texts[0]
        self._expect("]")
        return said

    def _words(self) -> str:
        """A name: a text in quotation marks, or all words up to a mark or a word of the language."""
        if self._now.kind == "quoted":
            self.at += 1
            return self.tokens[self.at - 1].text
        words: list[str] = []
        while self._now.kind == "word" and self._now.key not in _AND | _OR:
            words.append(self._now.text)
            self.at += 1
        if not words:
            raise self._unexpected()
        return " ".join(words)

    def _find(self, name: str) -> str:
        try:
            return self.find(name)
        except ValueError as unknown:
            raise WrongExpression(str(unknown)) from None

    def _expect(self, mark: str) -> None:
        if self._now.key != mark:
            if self._now.kind == "end":
                raise WrongExpression(_("A “{mark}” is missing at the end.").format(mark=mark))
            message = _("There must be “{mark}” before “{text}”. Write: 2 OF (a, b, c).")
            raise WrongExpression(message.format(mark=mark, text=self._now.text[:80]))
        self.at += 1

    def _unexpected(self) -> WrongExpression:
        if self._now.kind == "end":
            return WrongExpression(_("An item is missing at the end."))
        message = _("“{text}” cannot stand here. Join items with AND or OR.")
        return WrongExpression(message.format(text=self._now.text[:80]))


def _made(kind: type[All | AnyOf | AtLeast | Months], **fields: object) -> Requirement:
    try:
        return kind.model_validate(fields)
    except ValidationError as wrong:
        raise WrongExpression(in_words(wrong)) from None
