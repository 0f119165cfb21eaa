"""What a draft does to the plans of learners: those that follow this curriculum, and those whose curriculum uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.app import follow, queries
from planner.app.author.draft import Draft
from planner.app.clients import learner_files
from planner.app.preview import Effect, Outcome, effect_words, outcome, worked_out
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.planning.limit import never
from planner.storage import curricula, safe
from planner.storage.backups import MAX_RECORD_BYTES
from planner.storage.learner_file import decode
from planner.storage.parts import Part

if TYPE_CHECKING:
    from planner.planning.worked import Worked

MOST_TITLES = 5
MOST_LEARNERS = 4
"""So many other learners are named."""
Stale = Callable[[], bool]


@dataclass(frozen=True)
class Follower:
    """A learner and the curriculum that they follow."""

    name: str
    document: Document
    source: str = ""
    """Name of the built-in curriculum, or the path of the file, that they follow."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of one learner's plan."""

    name: str
    before: Outcome | None = None
    """With the curriculum as it was before it was edited; None where there was no plan."""
    after: Outcome | None = None
    """With the draft; None where there is no plan any more."""
    new: tuple[str, ...] = ()
    """Titles of steps that come into the plan."""
    gone: tuple[str, ...] = ()
    """Titles of steps that are not in it any more."""
    reason: str = ""
    """Why there is no plan any more, or why nothing can be said."""
    unknown: bool = False
    """Whether nothing can be said."""
    other_file: bool = False
    """Whether the learner follows another file of this name: this is what would be if the draft took its place."""

    @property
    def changed(self) -> bool:
        """Whether anything is different for this learner."""
        return self.unknown or bool(self.new or self.gone) or self.before != self.after


def followers_in(folder: Path, today: date, stale: Stale = never, but: Path | None = None) -> Iterator[Follower]:
    """The clients in a folder, but none whose file cannot be read. Raises PlannerError where the folder cannot be.

    `but`: the file of a learner who is not asked for.
    """
    for path in learner_files(folder):
        if stale():
            return
        if but is not None and path.resolve() == but.resolve():
            continue
        try:
            file = decode(safe.load(path, MAX_RECORD_BYTES).content, str(path), queries.load).file
            yield Follower(file.name or path.stem, file.document(today), file.curriculum.source)
        except PlannerError:
            continue


class Impacts:
    """Works the plans before the edits out once, and those of every draft anew. One thread at a time."""

    def __init__(
        self,
        followers: Sequence[Follower],
        before: Draft,
        more: Callable[[Stale], Iterable[Follower]] | None = None,
    ) -> None:
        """`more`: further learners, who are looked for once somebody asks."""
        self._followers = list(followers)
        self._more = more
        self._before = before
        self._known: dict[int, tuple[Document, Worked | None]] = {}
        self._parts: dict[int, list[Part]] = {}
        """The files of what a learner follows who does not follow the draft itself."""

    def of(self, draft: Draft, stale: Stale = never) -> Iterator[Impact]:
        """One for each learner who follows the draft or a curriculum that uses it, as soon as it is known.

        Ends early once `stale` says that nobody wants to know any more.
        """
        yield from self._of_all(0, draft, stale)
        if self._more is not None and not stale():
            known, further = len(self._followers), list(self._more(stale))
            if not stale():
                self._followers += further
                self._more = None
                yield from self._of_all(known, draft, stale)

    def _of_all(self, first: int, draft: Draft, stale: Stale) -> Iterator[Impact]:
        for place, follower in enumerate(self._followers[first:], first):
            if stale():
                return
            if not concerns(draft, follower):
                continue
            found = self._one(place, follower, draft, stale)
            if not stale():
                yield found

    def _one(self, place: int, follower: Follower, draft: Draft, stale: Stale) -> Impact:
        other = False
        try:
            if follower.document.curriculum.id != draft.curriculum.id and place not in self._parts:
                self._parts[place] = curricula.read_parts(curricula.find(follower.source))
            parts = self._parts.get(place, [])
            other = _is_other_file(draft, follower, parts)
            if place not in self._known:
                base = _followed(follower, self._before, parts)
                self._known[place] = base, worked_out(base, stale)
                if stale():
                    del self._known[place]
                    return Impact(follower.name, unknown=True)
        except PlannerError as wrong:
            return Impact(follower.name, reason=wrong.problems[0].message, unknown=True, other_file=other)
        base, first = self._known[place]
        try:
            now = _followed(follower, draft, parts)
        except PlannerError as wrong:
            reason = wrong.problems[0].message
            return Impact(follower.name, outcome(first), None, reason=reason, other_file=other)
        second = first if now == base else worked_out(now, stale)
        reason = "" if second is not None or stale() else _why_not(now)
        new, gone = _steps(base, first, now, second)
        return Impact(follower.name, outcome(first), outcome(second), new, gone, reason, other_file=other)


def concerns(draft: Draft, follower: Follower) -> bool:
    """Whether the learner follows this curriculum, or one that uses it."""
    followed, name = follower.document.curriculum, draft.curriculum.id
    return followed.id == name or any(module.id == name for module in followed.modules)


def _is_other_file(draft: Draft, follower: Follower, parts: Sequence[Part]) -> bool:
    """Whether it is not the file of the draft that the learner follows, or that is used there."""
    used = next((part.path for part in parts if part.curriculum.id == draft.curriculum.id), Path(follower.source))
    return draft.path is None or used.resolve() != draft.path.resolve()


def _followed(follower: Follower, draft: Draft, parts: Sequence[Part]) -> Document:
    """The learner with the draft in the place of what they follow, or of what that uses. Raises PlannerError."""
    document = follower.document
    loaded = draft.loaded if document.curriculum.id == draft.curriculum.id else _with_module(draft, parts)
    return follow.follow(document, follow.with_own(loaded, document.curriculum))


def _with_module(draft: Draft, parts: Sequence[Part]) -> Curriculum:
    """The curriculum made of these files, with the draft as one of them, and what that uses."""
    name = draft.curriculum.id
    there = {part.curriculum.id for part in parts}
    edited = Part(draft.path or Path(f"{name}.json"), draft.content, draft.curriculum)
    used = [part for part in draft.library if part.curriculum.id not in there]
    return curricula.merge([*used, *(edited if part.curriculum.id == name else part for part in parts)])


def _why_not(document: Document) -> str:
    from planner.planning.begun import prepared
    from planner.planning.worked import blocked

    return next((one.message for one in blocked(prepared(document))), "")


def _steps(
    base: Document, first: Worked | None, now: Document, second: Worked | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles of the steps that come and go; what was only renamed does neither."""
    if first is None or second is None:
        return (), ()
    same = follow.pairs(base.curriculum, now.curriculum)
    before = {same.get(item, item): base.curriculum.titles[item] for item in first.support}
    after = {item: now.curriculum.titles[item] for item in second.support}
    new = tuple(title for item, title in after.items() if item not in before)
    return new, tuple(title for item, title in before.items() if item not in after)


def impact_words(impact: Impact, day: Callable[[date | None], str], money: Callable[[float], str]) -> str:
    """What becomes of one learner's plan, in a line that begins with their name where they have one."""
    if impact.unknown:
        text = _("cannot be told: {reason}").format(reason=impact.reason)
    elif not impact.changed:
        text = _("the plan stays as it is")
    elif impact.after is None:
        text = _("no plan any more: {reason}").format(reason=impact.reason)
    else:
        text = " · ".join(filter(None, (*effect_words(Effect(impact.before, impact.after, True), day, money),)))
        for label, titles in ((_("new: {titles}"), impact.new), (_("no longer: {titles}"), impact.gone)):
            if titles:
                text += " · " + label.format(titles=_listed(titles))
    if impact.other_file:
        text += " " + _("(if this draft took the place of the file that is followed)")
    return _("{name}: {text}").format(name=impact.name, text=text) if impact.name else text


def impacts_in_words(
    found: Sequence[Impact], day: Callable[[date | None], str], money: Callable[[float], str]
) -> list[str]:
    """A line for the first learner, and for every other one whose plan is not the same any more."""
    lines = [impact_words(one, day, money) for one in found[:1]]
    others = [one for one in found[1:] if one.changed]
    lines += [impact_words(one, day, money) for one in others[:MOST_LEARNERS]]
    more, same = len(others) - MOST_LEARNERS, len(found[1:]) - len(others)
    if more > 0:
        text = ngettext("{count} more plan changes", "{count} more plans change", more)
        lines.append(text.format(count=more))
    if same:
        text = ngettext("{count} plan of a client stays as it is", "{count} plans of clients stay as they are", same)
        lines.append(text.format(count=same))
    return lines


def _listed(titles: tuple[str, ...]) -> str:
    shown = ", ".join(titles[:MOST_TITLES])
    more = len(titles) - MOST_TITLES
    return shown if more <= 0 else shown + " " + _("and {count} more").format(count=more)
