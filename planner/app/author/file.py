"""The file of a draft: saved when asked for, never over what somebody else wrote, and found again after a crash."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from planner.app import trust
from planner.app.author.carrying import LEFT_BEHIND, check_left_behind, elsewhere, places_beside, used_first
from planner.app.author.disk import OnDisk, on_disk, seen_from
from planner.app.author.draft import Changed, Draft, Origin, check_loadable, settled
from planner.app.author.modules import as_changed, curricula_hold, module_draft
from planner.app.author.opening import Opened, opened
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.storage import curricula, curriculum_file, safe
from planner.storage.curriculum_file import Journal
from planner.storage.files import shown
from planner.storage.json_text import parse_value


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. All is well where nothing is set."""

    words: str = ""
    """Why it failed, or a warning although it did not."""
    failed: bool = False
    conflict: bool = False
    """The file was changed, or removed, by somebody else since it was read; see `accept`."""
    save_first: bool = False
    """The draft has to be saved in its own file before it can be in another one."""
    module: Path | None = None
    """The file that it is about, where that is one that the draft uses and changes."""
    places: Mapping[Path, Path] = field(default_factory=dict)
    """Of files that the draft uses: where each was, and where it is now that the draft is saved elsewhere."""
    copied: tuple[Path, ...] = ()
    """Those of them that were copied there."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Changes of an earlier time that were never saved."""

    draft: Draft
    at: datetime
    """When they were kept, in local time."""
    fits: bool
    """Whether the file is still what they were made to; else the draft is a copy without a path."""


class DraftFile:
    """Where one draft is kept. Its methods may be called in any thread."""

    def __init__(self) -> None:
        self.path: Path | None = None
        """None until the draft is saved for the first time."""
        self._known: bytes | None = None
        """What stands in the file, as it was read, written or seen last."""
        self._foreign: set[Path] = set()
        """Files that somebody else wrote, and that may be replaced; a backup of them is made in any case."""
        self._new = curriculum_file.owner_named(uuid4().hex)
        """Under which name the journal is kept while there is no file."""
        self._fresh: Draft | None = None
        """What needs no journal, as nothing was done to it yet."""
        self._modules: dict[Path, tuple[bytes, bytes]] = {}
        """Of files that were written with the draft: what each held when it was read, and what it holds."""
        self._busy = threading.RLock()

    # -- opening

    def begin(self, draft: Draft) -> None:
        """A new draft, or a copy: it has no file yet."""
        with self._busy:
            self.path, self._known, self._fresh, self._modules, self._foreign = None, None, draft, {}, set()
            self._new = curriculum_file.owner_named(uuid4().hex)

    def open(self, name: str | Path) -> Opened:
        """The curriculum of that name or path to be edited. Raises PlannerError; what was open then stays open."""
        found = opened(name)
        with self._busy:
            self.begin(found.draft)
            if found.draft.path is not None and found.draft.origin is not None:
                self.path, self._known, self._fresh = found.draft.path, found.draft.origin.content, None
        return found

    def unsaved(self, draft: Draft) -> Unsaved | None:
        """What was not saved when the file was edited last; None where there is nothing, or just what the file has."""
        if self.path is None:
            return None
        journal = curriculum_file.read_journal(self._owner)
        if journal is None:
            return None
        found = _recovered(journal, draft, journal.base_sha256 == _sha256(self._known))
        if found is None or (found.draft.content == draft.content and not self.pending(found.draft)):
            return None
        return found

    @staticmethod
    def lost() -> list[Journal]:
        """Drafts that had no file yet when their program ended without saving, the newest first; see `recover`."""
        return [journal for journal in curriculum_file.journals() if not journal.path and journal.is_lost]

    def recover(self, journal: Journal) -> Draft:
        """Go on with a draft that had no file; it stays kept until it is saved or given up. Raises PlannerError."""
        curriculum = curriculum_file.read_content(journal)
        path = curricula.builtin_folder() / f"{curriculum.id}.json"
        library = tuple(curricula.used_by(curriculum, path))
        draft = Draft(settled(curriculum, library), library)
        check_loadable(draft)
        with self._busy:
            self.begin(draft)
            self._new, self._fresh = journal.owner, None
        return draft

    # -- saving

    def is_saved(self, draft: Draft) -> bool:
        """Whether the file holds just this."""
        return draft.content == self._held(draft) and not self.pending(draft)

    def _held(self, draft: Draft) -> bytes | None:
        """What stands in the file as far as the draft knows: what it has taken over from there, it has seen."""
        return seen_from(draft, self.path, self._known) if self.path is not None else None

    def pending(self, draft: Draft) -> list[tuple[Path, bytes, bytes]]:
        """Files that have to be written with the draft: path, what each holds as far as is known, what it is to hold.

        A file that was written with it goes back to what it held where the draft wants nothing else of it.
        """
        wanted = {one.path: one for one in draft.modules}
        found: list[tuple[Path, bytes, bytes]] = []
        for path in used_first(draft.library, dict.fromkeys((*self._modules, *wanted))):
            one = wanted.get(path)
            first, now = self._modules.get(path) or ((one.before, one.before) if one is not None else (b"", b""))
            content = one.content if one is not None else first
            now = seen_from(draft, path, now) or b""
            if content != now:
                found.append((path, now, content))
        return found

    @property
    def written(self) -> frozenset[Path]:
        """Files that the draft uses and that were written with it."""
        return frozenset(self._modules)

    def save(self, draft: Draft) -> Saved:
        """Write the draft into its file; only for one that has a file."""
        assert self.path is not None
        with self._busy:
            if self.pending(draft):
                self.keep(draft)  # whatever happens between two files, nothing is lost
            return self._write(draft, self.path, self._held(draft))

    def save_as(self, draft: Draft, path: Path) -> Saved:
        """Write the draft into another file, which is its file from then on; one that is there is replaced.

        Whoever asks for a name has asked whether to replace it. Files of its own that the draft uses are copied where
        they would not be found from there; those at the old place stay as they are. Use `located` for the draft, and
        for its earlier and later states, afterwards.
        """
        try:
            known = safe.load(path).content if path.exists() else None
        except PlannerError as wrong:
            return _failed(wrong)
        if curricula_hold(path):
            return Saved(_("This is the folder of the built-in curricula. Choose another one."), failed=True)
        with self._busy:
            if self.pending(draft):
                self.keep(draft)
            modules = dict(self._modules)
            try:
                changed = {*modules, *(one.path for one in draft.modules)}
                places = places_beside(draft, path, changed)
                if self.path is not None and self._known is not None and path.resolve() != self.path.resolve():
                    stay = [Changed(one, now, wanted) for one, now, wanted in self.pending(draft) if one not in places]
                    check_left_behind(self.path, self._known, stay)
            except (OSError, PlannerError) as wrong:
                return _failed(wrong)
            copied = self._carry(draft, places)
            saved = self._write(elsewhere(draft, places), path, known)
            if saved.failed:
                here = {where: one for where, one in self._modules.items() if where not in places.values()}
                self._modules = here | {where: modules[where] for where in places if where in modules}
                return saved
            return replace(saved, places=places, copied=copied)

    def _carry(self, draft: Draft, places: Mapping[Path, Path]) -> tuple[Path, ...]:
        """Files that the draft uses belong to these other places; returns those that have to be written there."""
        missing = []
        before = {one.path: one.before for one in draft.modules}
        for part in draft.library:
            if part.path not in places:
                continue
            there = places[part.path]
            is_there = there.exists()
            first, _now = self._modules.pop(part.path, (before.get(part.path, part.content), b""))
            self._modules[there] = (first, part.content if is_there else b"")
            if not is_there:
                missing.append(there)
        return tuple(missing)

    def accept(self, module: Path | None = None) -> Saved:
        """What is in the file, or in that of a module, now was seen: the next `save` may replace it, with a backup."""
        with self._busy:
            path = module or self.path
            try:
                now = safe.load(path).content if path is not None and path.exists() else None
            except PlannerError as wrong:
                return _failed(wrong)
            if module is not None:
                first, _now = self._modules.get(module, (b"", b""))
                self._modules[module] = (first or now or b"", now or b"")
            else:
                self._known = now
            if path is not None:
                self._foreign.add(path)
            return Saved()

    def found(self, draft: Draft, module: Path | None = None) -> OnDisk:
        """What stands in the file, or in that of a module, now, for `merge_with_disk`. Raises PlannerError."""
        if module is None:
            assert self.path is not None
            return on_disk(draft, self.path, self._held(draft), draft.content, is_module=False)
        _path, before, mine = next(one for one in self.pending(draft) if one[0] == module)
        return on_disk(draft, module, before, mine, is_module=True)

    def _write(self, draft: Draft, path: Path, known: bytes | None) -> Saved:
        """Write modules first: the draft can only be read with them as they are to be. All of it or nothing."""
        with self._busy:
            pending = self.pending(draft)
            done: list[tuple[Path, bytes, bytes]] = []
            warnings: list[str] = []
            here: Path | None = None
            try:
                for here, now, wanted in pending:
                    warnings.append(self._write_module(here, now, wanted))
                    done.append((here, now, wanted))
                here = None
                keep = path in self._foreign or known != self._known
                stored = curriculum_file.save(path, draft.content, draft.curriculum, _sha256(known), keep)
            except safe.ChangedOnDisk as changed:
                self._take_back(done)
                return Saved(_of_file(str(changed), here), failed=True, conflict=True, module=here)
            except (OSError, PlannerError) as wrong:
                self._take_back(done)
                failed = _failed(wrong)
                return replace(failed, words=_of_file(failed.words, here), module=here)
            curriculum_file.discard_journal(self._owner)
            self.path, self._known = path, draft.content
            self._foreign.clear()
            curriculum_file.discard_journal(self._owner)
            _trust_own_work(draft)
            for module in _modules_of(draft, done):
                _trust_own_work(module)
            return Saved(" ".join(filter(None, (*warnings, stored.warning))))

    def _write_module(self, path: Path, now: bytes, wanted: bytes) -> str:
        """Write the file of a module that holds `now` (nothing: there is none). Returns a warning.

        Raises OSError, ChangedOnDisk or PlannerError.
        """
        curriculum = parse_value(Curriculum, wanted, shown(path))
        known_before = self._modules.get(path)
        keep = path in self._foreign or (known_before is not None and known_before[1] != now)
        stored = curriculum_file.save(path, wanted, curriculum, _sha256(now or None), keep)
        self._modules[path] = (self._modules[path][0] if path in self._modules else now, wanted)
        return stored.warning

    def _take_back(self, done: list[tuple[Path, bytes, bytes]]) -> None:
        """Modules hold again what they held before a save that failed; where that fails, they are known to differ."""
        for path, now, wanted in reversed(done):
            with suppress(OSError, PlannerError, safe.ChangedOnDisk):
                if now:
                    self._write_module(path, wanted, now)
                elif path.read_bytes() == wanted:
                    path.unlink()

    # -- what is not saved yet

    @property
    def _owner(self) -> str:
        return curriculum_file.owner_of(self.path) if self.path else self._new

    def keep(self, draft: Draft) -> str:
        """Keep what is not saved, for after a crash; returns why that failed, else "". Call it soon after a change."""
        with self._busy:
            if self.is_saved(draft) or draft == self._fresh:
                curriculum_file.discard_journal(self._owner)
                return ""
            try:
                pending = self.pending(draft)
                curriculum_file.write_journal(
                    self._owner, self.path, _sha256(self._held(draft)) or "", draft.content, pending
                )
            except OSError as problem:
                return problem.strerror or str(problem)
            return ""

    def give_up(self) -> None:
        """What is not saved is not wanted any more."""
        with self._busy:
            curriculum_file.discard_journal(self._owner)


def _sha256(content: bytes | None) -> str | None:
    return None if content is None else curriculum_file.sha256_of(content)


def _trust_own_work(draft: Draft) -> None:
    """What somebody writes from nothing, or on top of what is known, is their own; else it stays from outside."""
    if set(trust.addresses(draft.loaded)) & set(_from_outside(draft)):
        return
    before = next((one.before for one in draft.taken_in if one.path == draft.path), None)
    origin = draft.origin.curriculum if draft.origin is not None else None
    if before is not None:  # with what was taken over from the disk the origin is what was found there
        origin = settled(parse_value(Curriculum, before, shown(draft.path or "")), draft.library)
    if origin is None or trust.known(replace(draft, curriculum=origin).loaded):
        trust.trust(draft.loaded)


def _from_outside(draft: Draft) -> Iterator[str]:
    """Addresses that came in from the disk with what another program wrote there."""
    for one in draft.taken_in:
        before, now = (parse_value(Curriculum, content, one.path.name) for content in (one.before, one.now))
        yield from set(trust.addresses(now)) - set(trust.addresses(before))


def _modules_of(draft: Draft, written: list[tuple[Path, bytes, bytes]]) -> Iterator[Draft]:
    """Modules that were written with the draft, each with what it held before as its origin."""
    before = {path: now for path, now, _wanted in written if now}
    for part in draft.library:
        if part.path in before:
            module, old = module_draft(draft, part), before[part.path]
            curriculum = settled(parse_value(Curriculum, old, shown(part.path)), module.library)
            yield replace(module, origin=Origin(old, curriculum))


def _recovered(journal: Journal, draft: Draft, fits: bool) -> Unsaved | None:
    try:
        curriculum = curriculum_file.read_content(journal)
        path = draft.path or curricula.builtin_folder() / f"{curriculum.id}.json"
        library = (
            draft.library if curriculum.uses == draft.curriculum.uses else tuple(curricula.used_by(curriculum, path))
        )
        origin: Origin | None = draft.origin if fits else None
        modules = tuple(
            Changed(Path(one.path), one.before.encode("utf-8"), one.content.encode("utf-8")) for one in journal.modules
        )
        library = as_changed(library, modules)
        found = Draft(settled(curriculum, library), library, origin, draft.path if fits else None, modules)
        check_loadable(found)
    except PlannerError:
        return None
    return Unsaved(found, journal.at.astimezone(), fits)


def _of_file(words: str, module: Path | None) -> str:
    """The words, with the name of the file where they are about another one than the draft's own."""
    return f"{shown(module.name)}: {words}" if module is not None else words


def _failed(wrong: OSError | PlannerError) -> Saved:
    reason = wrong.problems[0].message if isinstance(wrong, PlannerError) else wrong.strerror or str(wrong)
    words = _("The curriculum could not be saved: {reason}.").format(reason=reason.rstrip("."))
    save_first = isinstance(wrong, PlannerError) and wrong.problems[0].code == LEFT_BEHIND
    return Saved(words, failed=True, save_first=save_first)
