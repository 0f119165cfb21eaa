"""The terms of JSON-LD by the names that our readers know: what a file calls them is said by its `@context`.

Only what stands in the file is used: a context that is an address is never fetched.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, MutableMapping
from typing import Any

from planner.exchange.foreign_json import many

_STEPS = 4
"""So often a term of a context may be explained by another one."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""What the texts of a map of languages are named by."""

Terms = MutableMapping[str, str]
"""What a term or a prefix of a context stands for; `@vocab` is what stands before all others."""


def with_prefix(value: Any, prefix: str, namespaces: tuple[str, ...], terms: Terms | None = None) -> Any:
    """JSON-LD in which every term of these namespaces is written with the prefix, such as `ceterms:name`.

    A term that the context does not explain stays as it is.
    """
    terms = {} if terms is None else terms
    if isinstance(value, list):
        every = (with_prefix(one, prefix, namespaces, terms) for one in value)
        return [part for one in every for part in (one if isinstance(one, list) else [one])]  # JSON-LD nests no lists
    if not isinstance(value, dict):
        return value
    own = dict(_explained(value.get("@context")))
    terms = ChainMap(own, terms) if own else terms  # not copied: a hostile file has many of both
    if all(_LANGUAGE.fullmatch(key) and key not in terms for key in value):
        return value
    made: dict[str, Any] = {}
    for key, said in value.items():
        if key == "@context":
            continue
        name = _short(key, prefix, namespaces, terms)
        if name == "@type":
            inner = [_short(one, prefix, namespaces, terms) if isinstance(one, str) else one for one in many(said)]
        else:
            inner = with_prefix(said, prefix, namespaces, terms)
        if name in ("@list", "@set") and len(value) == 1:
            return inner
        made[name] = [*many(made[name]), *many(inner)] if name in made else inner
    return made


def _explained(context: Any) -> Iterator[tuple[str, str]]:
    for one in many(context):
        for term, meaning in one.items() if isinstance(one, dict) else ():
            said = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if isinstance(said, str):
                yield term, said


def _short(term: str, prefix: str, namespaces: tuple[str, ...], terms: Terms) -> str:
    full = _whole(term, terms)
    space = next((one for one in namespaces if full.startswith(one)), None)
    return prefix + full[len(space) :] if space else full if full.startswith("@") else term


def _whole(term: str, terms: Terms) -> str:
    """The address of a term, or the keyword that it is another name for; the term where nothing is said about it."""
    vocabulary = terms.get("@vocab", "")
    for _step in range(_STEPS):
        head, colon, tail = term.partition(":")
        if term.startswith("@") or tail.startswith("//"):
            return term
        if term in terms:
            term = terms[term]
        elif colon and head in terms:
            term = terms[head] + tail
        else:
            return term if colon else vocabulary + term
    return term
