"""Whether the links of a curriculum may be followed: of a file from outside only once somebody has said so.

Trust is given to what stands in a curriculum, not to a place on the disk: the same one in the files of twenty clients
is asked for once, and one that was changed is asked for again. Nothing else depends on it: nothing in a file ever runs,
and nothing is fetched.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from planner.app.addresses import web_address
from planner.model.curriculum import Curriculum
from planner.model.text import printable
from planner.storage import curricula, trusted
from planner.storage.places import data_folder
from planner.storage.trusted import Seen

_now: dict[tuple[str, str], Seen] = {}
"""What was said since the program began, by data folder and content: it counts also where it cannot be kept."""
_last: list[tuple[Curriculum, str]] = []
"""Curricula that were asked about last, with the name of their content: making that takes a moment."""


_with_us: list[Curriculum] = []
"""Curricula that were read from the files that come with Trailmark."""


def comes_with_us(curriculum: Curriculum) -> None:
    """This very object was read from the files that come with Trailmark: nothing has to be compared."""
    _with_us[:] = [curriculum, *_with_us[:3]]


def fingerprint(curriculum: Curriculum) -> str:
    """The SHA-256 of all that stands in it, with what it uses."""
    for one, name in _last:
        if one is curriculum:
            return name
    name = hashlib.sha256(trusted.content_of(curriculum)).hexdigest()
    _last[:] = [(curriculum, name), *_last[:3]]
    return name


def known(curriculum: Curriculum) -> bool:
    """Whether its links may be followed: somebody said so, or it is one that comes with Trailmark.

    An earlier or later version of a built-in one counts as that one where it leads to no other address than those that
    come with Trailmark: whoever opens a file of last year is not asked about what they trusted all along.
    """
    if any(one is curriculum for one in _with_us):
        return True
    seen = _seen(curriculum)
    if seen is not None and seen.trusted:
        return True
    return curriculum.id in curricula.builtin_names() and set(addresses(curriculum)) <= _shipped()


def known_after(curriculum: Curriculum, before: Curriculum) -> bool:
    """The same for what became of `before` here, whose links may be followed: where no address is new, none is off."""
    if known(curriculum):
        return True
    if not set(addresses(curriculum)) <= {*addresses(before), *_shipped()}:
        return False
    trust(curriculum)
    return True


def trust(curriculum: Curriculum) -> None:
    """Its links may be followed from now on, in whichever file it stands."""
    _remember(curriculum, trusted_now=True)


def keep(curriculum: Curriculum) -> None:
    """It is written on this machine: what may be followed now may be when a later Trailmark brings another one, too."""
    seen = _seen(curriculum)
    if (seen is None or not seen.trusted) and known(curriculum):
        trust(curriculum)


def looked_at(curriculum: Curriculum) -> None:
    """Somebody was shown what it contains, and is not shown that again without asking."""
    if _seen(curriculum) is None:
        _remember(curriculum, trusted_now=False)


def was_looked_at(curriculum: Curriculum) -> bool:
    """Whether somebody was shown what it contains."""
    return _seen(curriculum) is not None


def addresses(curriculum: Curriculum) -> Iterator[str]:
    """Every address that is shown as a link."""
    for node in curriculum.nodes:
        yield from (one.url for one in node.resources if one.url)
    yield from (one.url for one in curriculum.courses if one.url)


def hosts(curriculum: Curriculum) -> Counter[str]:
    """The web hosts that its links lead to, each with how many do; "" for what is no address of the web."""
    return Counter(map(host_of, addresses(curriculum)))


def host_of(address: str) -> str:
    """The web host of an address; "" for what is no address of the web."""
    return urlsplit(web_address(address)).hostname or ""


def forget() -> None:
    """Nobody has said anything yet."""
    _now.clear()


def _seen(curriculum: Curriculum) -> Seen | None:
    name = fingerprint(curriculum)
    found = _now.get((str(data_folder()), name))
    return found or next((one for one in trusted.listed() if one.sha256 == name), None)


def _remember(curriculum: Curriculum, trusted_now: bool) -> None:
    name = fingerprint(curriculum)
    seen = Seen(sha256=name, title=printable(curriculum.title, 200), at=datetime.now(UTC), trusted=trusted_now)
    _now[(str(data_folder()), name)] = seen
    trusted.remember(seen)


@cache
def _shipped() -> frozenset[str]:
    """Every address that comes with Trailmark."""
    folder = curricula.builtin_folder()
    files = (path for part in (folder, folder / "library", folder / "facts") for path in sorted(part.glob("*.json")))
    return frozenset(address for path in files for address in addresses(curricula.read_one(path)))
