"""Lists in a sentence: of which names one is enough. The rule stands in docs/formats.md, "Alternatives".

"A/B" and "A or B" leave a choice, a comma alone does not. "A, B or C" is unclear: one of the three, or A and one of the
two. What the curriculum says of them decides; otherwise all are taken for alternatives, as most such lists mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.app.posting_asked import Found
from planner.app.posting_kin import Kin
from planner.model.posting import Among

_WORDS_BETWEEN = r"(?<!\w)(?:and/or|and|or|und/oder|und|oder|sowie|bzw\.|y/o|(?<=\s)[yeou](?=\s))"
_SEPARATOR = re.compile(rf"(,\s*{_WORDS_BETWEEN}(?!\w)|,|/|\||{_WORDS_BETWEEN}(?!\w)|&)", re.IGNORECASE)
_OR = frozenset({"or", "and/or", "oder", "und/oder", "bzw.", "y/o", "o", "u"})
_AND = frozenset({"and", "&", "und", "sowie", "y", "e"})
_EXAMPLES = re.compile(
    r"(?:\(\s*(?:e\.?g\.?|for example|like|such as|ideally|preferably|z\. ?B\.|wie|p\. ?ej\.|como)|"
    r"\b(?:e\.g\.|for example|for instance|z\. ?B\.|beispielsweise|por ejemplo|p\. ?ej\.)|"
    r"\b(?:mindestens )?eine[rsmn]? (?:der|von)|\b(?:al menos )?un[oa] de|"
    r"\b(?:one|any|either)(?: or more| or several)? of)[,:]?[^.;()]*$",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(r"\b(?:such as|like|either|wie|entweder|como|bien sea)(?: [\w-]+)?,?\s*$", re.IGNORECASE)
"""What stands in front of a list whose members are of one kind."""
_ONE_OF = re.compile(
    r"\b(?:(?:one|any|either)(?: or more| or several)? of(?: the following| these)?|eine[rsmn]? (?:der|von)|"
    r"un[oa] de):?\s*$",
    re.IGNORECASE,
)
_NEW_LIST = re.compile(
    r"\b(?:for example|such as|like|including|e\.g\.|with|in|is|are|help|helps|wie|mit|ist|sind|como|con|en|es|son)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)")


class Group(NamedTuple):
    """Names of which one is enough."""

    members: tuple[Found, ...]
    unsure: tuple[Found, ...] = ()
    """Those of them that the sentence may also ask for beside the others."""
    beside: tuple[Found, ...] = ()
    """No members: asked for by themselves, although the sentence may mean them as members."""

    @property
    def items(self) -> tuple[str, ...]:
        """Ids, each once, in the order of the text."""
        return tuple(dict.fromkeys(one.node for one in self.members))


class _Member(NamedTuple):
    """A member of a list: names with "/" between them, or several names of one item."""

    names: tuple[Found, ...]

    @property
    def items(self) -> frozenset[str]:
        return frozenset(one.node for one in self.names)


def alternatives(sentence: str, found: Sequence[Found], kin: Kin) -> Iterator[Group]:
    """Groups of names of which one is enough."""
    degrees: dict[int, list[Found]] = {}
    for one in found:
        if one.group >= 0:
            degrees.setdefault(one.group, []).append(one)
    yield from (Group(tuple(group)) for group in degrees.values() if len({one.node for one in group}) > 1)
    brackets = [bracket.span() for bracket in _BRACKET.finditer(sentence)]
    levels: dict[tuple[int, int], list[Found]] = {}
    for one in found:
        if one.group < 0:
            level = next(((start, end) for start, end in brackets if start < one.start < end), (-1, -1))
            levels.setdefault(level, []).append(one)
    for inside in levels.values():
        for names, joins in _lists(sentence, inside):
            yield from _groups(sentence[: names[0].start], *_members(names, joins), kin)


def among(groups: Iterable[Group]) -> dict[Found, Among]:
    """How the names that lists leave a choice of are asked for."""
    places: dict[Found, Among] = {}
    for group in groups:
        places |= dict.fromkeys(group.members, Among.ONE_OF)
        places |= dict.fromkeys(group.unsure, Among.ONE_OF_UNSURE)
        places |= dict.fromkeys(group.beside, Among.BESIDE_UNSURE)
    return places


# -- the members of a list


def _lists(sentence: str, found: Sequence[Found]) -> Iterator[tuple[list[Found], list[str]]]:
    """The lists among names of one level of brackets, each with what stands between its names."""
    chain: list[Found] = []
    joins: list[str] = []
    for one in found:
        join = _join(sentence[chain[-1].end : one.start]) if chain else ""
        if join == "and" and _ONE_OF.search(sentence[: chain[0].start]):
            join = "or"
        if chain and join in ("", "and"):
            yield chain, joins
            chain, joins = [], []
        elif chain:
            joins.append(join)
        chain.append(one)
    if chain:
        yield chain, joins


def _join(gap: str) -> str:
    """What stands between two names of a list: "or", "and", "/", ","; empty where they are in no list.

    ", or": a comma, words that nobody knows, and then the "or".
    """
    inner = _BRACKET.sub(" ", gap)
    inner = re.sub(r"^\s*\(\s*(?=or\b)", " ", inner)
    if re.search(r"[().;:]", inner.replace("bzw.", "")) or _NEW_LIST.search(inner):
        return ""
    parts = _SEPARATOR.split(inner)
    joins = [part.strip(" ,").casefold() or "," for part in parts[1::2]]
    if not joins or any(len(part.split()) > 3 for part in parts[::2]):
        return ""
    joins = [join for join in joins if join != "/"]  # "Git, Maven/Gradle, Jenkins"
    if not joins:
        return "/"
    if _AND & set(joins):
        return "and"
    if joins[-1] not in _OR:
        return ","
    return "or" if set(joins) <= _OR else ", or"


def _members(names: Sequence[Found], joins: Sequence[str]) -> tuple[list[_Member], list[str]]:
    """A list as its members: a "/" binds only its neighbours, and neighbours that are one item are one member."""
    members = [_Member((names[0],))]
    between: list[str] = []
    for one, join in zip(names[1:], joins, strict=True):
        if join == "/":
            members[-1] = _Member((*members[-1].names, one))
        else:
            members.append(_Member((one,)))
            between.append(join)
    merged, kept = members[:1], []
    for member, join in zip(members[1:], between, strict=True):
        if len(member.items) == 1 and member.items == merged[-1].items:
            merged[-1] = _Member((*merged[-1].names, *member.names))
        else:
            merged.append(member)
            kept.append(join)
    return merged, kept


# -- which of them are alternatives


def _groups(before: str, members: list[_Member], joins: list[str], kin: Kin) -> Iterator[Group]:
    """`before`: the sentence as far as the list."""
    if _EXAMPLES.search(before):
        runs = [members]
    else:
        runs = [members[:1]]
        for member, join in zip(members[1:], joins, strict=True):
            if join == "or":
                runs[-1].append(member)
            else:
                runs.append([member])
    for run in runs[:-1]:
        yield from _group(_names(run))
    loose = _loose(runs) if joins and joins[-1] in ("or", ", or") else []
    yield from _with_loose(loose, runs[-1], _SUCH_AS.search(before) is not None, kin)


def _loose(runs: Sequence[Sequence[_Member]]) -> list[_Member]:
    """The single members in front of the last "or": A in "A, B or C"."""
    found: list[_Member] = []
    for run in reversed(runs[:-1]):
        if len(run) > 1 or len(run[0].items) > 1:
            break
        found.insert(0, run[0])
    return found


def _with_loose(loose: Sequence[_Member], last: Sequence[_Member], of_one_kind: bool, kin: Kin) -> Iterator[Group]:
    """Of "A, B or C" what is clear of A, and what is taken where nothing is."""
    slashed = any(len(member.items) > 1 for member in last)  # "A, B/C or D": the "or" goes on with the "/"
    everything = [member for members in (loose, last) for member in members]
    taken: list[_Member] = []
    unsure: list[_Member] = []
    beside: list[_Member] = []
    for member in loose:
        others = set().union(*(other.items for other in everything)) - member.items
        [item] = member.items
        if of_one_kind or kin.alternatives(item, others) or any(item in one.items for one in last):
            taken.append(member)
        elif slashed or kin.companions(item, others):
            beside.append(member)
        else:
            taken.append(member)
            unsure.append(member)
    yield from _group(_names([*taken, *last]), _names(unsure), _names(beside))


def _names(members: Iterable[_Member]) -> tuple[Found, ...]:
    return tuple(one for member in members for one in member.names)


def _group(
    members: tuple[Found, ...], unsure: tuple[Found, ...] = (), beside: tuple[Found, ...] = ()
) -> Iterator[Group]:
    """A group where it leaves a choice."""
    if len({one.node for one in members}) > 1:
        yield Group(members, unsure, beside)
