"""Finding, reading and merging curricula: one file, or a file and everything that it `uses`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from planner.i18n import _
from planner.model.curriculum import MAX_NODES, MAX_REFERENCES, Curriculum, ModuleInfo
from planner.model.freshness import dated
from planner.model.levelled import levelled, offered, respelled
from planner.model.names import suggestion, without_level
from planner.model.needed import taken
from planner.model.overlaid import misfits, overlaid
from planner.model.problem import PlannerError, Problem, Severity, error
from planner.model.renamed import followed, old_names, references
from planner.model.thresholds import references as counted_for_thresholds
from planner.storage.files import read_bounded, shown
from planner.storage.json_text import MAX_SHOWN, in_words, parse_value
from planner.storage.parts import Part, Place, names_of, steps_of, with_lines

MAX_FILES = 500
DEFAULT = "ml-architect"


def builtin_folder() -> Path:
    """Where the built-in curricula lie: beside `planner` in a checkout, inside it when installed.

    Raises PlannerError when the installation is incomplete.
    """
    package = Path(str(resources.files("planner")))
    for folder in (package / "curricula", package.parent / "curricula"):
        if (folder / "library").is_dir():
            return folder
    raise error("no-curricula", _("The built-in curricula are missing. Install Trailmark again."), file=shown(package))


def builtin_names() -> list[str]:
    """Names of the built-in curricula that lead to a goal, the default first."""
    names = sorted(path.stem for path in builtin_folder().glob("*.json"))
    return sorted(names, key=lambda name: name != DEFAULT)


def builtin_state() -> tuple[tuple[str, int, int], ...]:
    """Name, bytes and time of every built-in file: as long as these are the same, so is what `load` reads from them."""
    paths = sorted(builtin_folder().glob("**/*.json"))
    return tuple((str(path), (seen := path.stat()).st_size, seen.st_mtime_ns) for path in paths)


def find(name: str) -> Path:
    """The file of the built-in curriculum called `name`, or the file that `name` is the path of.

    Raises PlannerError for a name that is neither; whether a path leads to a file is found out by reading it.
    """
    known = builtin_names()
    if name in known:
        return builtin_folder() / f"{name}.json"
    # os.path.exists: a name from a damaged file may be longer than the system takes, at which Path.exists raises.
    if name and (os.path.exists(name) or "." in name or Path(name).name != name):  # noqa: PTH110
        return Path(name)
    message = _('There is no built-in curriculum "{name}". There are: {known}.')
    text, near = message.format(name=name[:80], known=", ".join(known)), suggestion(name, known)
    if near:
        text += " " + _('Did you mean "{id}"?').format(id=near)
    raise error("no-such-curriculum", text)


def load_builtin(name: str = DEFAULT) -> Curriculum:
    """A built-in curriculum with everything it uses. Raises PlannerError."""
    return load_named(name)


def load_named(name: str) -> Curriculum:
    """The built-in curriculum called `name`, or the one in the file `name`. Raises PlannerError."""
    return load(find(name))


def load(path: Path) -> Curriculum:
    """The curriculum in `path`, merged with the files that it uses, all references checked.

    A used file is looked for beside `path`, then in the `library` and `facts` folders there, then the same in the
    folder above, then among the built-in ones. Raises PlannerError that names file, line, node and field.
    """
    return merge(read_parts(path))


def read_one(path: Path) -> Curriculum:
    """One file by itself, references unresolved. Raises PlannerError."""
    return read_part(path).curriculum


def read_parts(path: Path) -> list[Part]:
    """Every file that the one in `path` uses, in the order in which they are named, and it. Raises PlannerError."""
    main = read_part(path)
    return [*_used(main, path), main]


def used_by(curriculum: Curriculum, path: Path) -> list[Part]:
    """What `read_parts` would find beside the curriculum if it stood in `path`. Raises PlannerError."""
    return _used(Part(path, b"", curriculum), path)


def _used(main: Part, path: Path) -> list[Part]:
    found = {main.curriculum.id: main}
    folders = folders_beside(path.parent)
    waiting = [(main, place, name) for place, name in _backwards(main.curriculum.uses)]
    while waiting:
        user, place, name = waiting.pop()
        if name in found:
            continue
        part = _read_used(user, place, name, folders)
        found[name] = part
        if len(found) > MAX_FILES:
            message = _("The curriculum is put together from more than {limit} files.").format(limit=MAX_FILES)
            raise error("too-many", message, file=shown(path), field="uses")
        waiting += [(part, at, used) for at, used in _backwards(part.curriculum.uses)]
    return [part for part in found.values() if part is not main]


def _backwards(uses: Sequence[str]) -> list[tuple[int, str]]:
    return list(enumerate(uses))[::-1]


def read_part(path: Path) -> Part:
    """One file by itself, with the bytes that it holds. Raises PlannerError."""
    if path.is_relative_to(builtin_folder()) and path.is_file():
        seen = path.stat()
        return _read_once(path, (seen.st_size, seen.st_mtime_ns))
    return _read_part(path)


@lru_cache(maxsize=128)
def _read_once(path: Path, _state: tuple[int, int]) -> Part:
    """The built-in files are used by nearly every curriculum: each is read once, as long as nobody writes into it."""
    return _read_part(path)


def _read_part(path: Path) -> Part:
    content = read_bounded(path)
    curriculum = parse_value(Curriculum, content, shown(path))
    part = Part(path, content, curriculum)
    if curriculum.modules:
        _refuse_filled_in(part, ["modules"], "modules", "")
    for index, node in enumerate(curriculum.nodes):
        for field in ("module", "depth", "depth_of"):
            if getattr(node, field):
                _refuse_filled_in(part, ["nodes", index, field], field, node.id)
    for index, override in enumerate(curriculum.overrides):
        for field in ("module", "library"):
            if getattr(override, field) is not None:
                _refuse_filled_in(part, ["overrides", index, field], f"overrides[{index}].{field}", override.id)
    return part


def _refuse_filled_in(part: Part, steps: Sequence[str | int], field: str, node: str) -> None:
    """What says which file an item comes from must not be claimed by the file."""
    message = _('"{field}" is filled in when the file is read. Remove it.').format(field=field)
    problem = Problem(severity=Severity.ERROR, code="filled-in", message=message, node=node, field=field)
    raise PlannerError(with_lines([Place(part, steps, problem)]))


def folders_beside(beside: Path) -> list[Path]:
    """Where the files are looked for that a curriculum in this folder uses, the first one that has it first."""
    roots = [beside, beside.parent, builtin_folder()]
    return [folder for root in roots for folder in (root, root / "library", root / "facts")]


def _read_used(user: Part, place: int, name: str, folders: Iterable[Path]) -> Part:
    path = next((folder / f"{name}.json" for folder in folders if (folder / f"{name}.json").is_file()), None)
    if path is None:
        message = _('It uses "{name}", but there is no file {name}.json beside it or built in.').format(name=name)
        code = "missing-module"
    else:
        part = read_part(path)
        if part.curriculum.id == name:
            return part
        message = _('It uses "{name}", but the file {name}.json calls itself "{id}".')
        code, message = "wrong-id", message.format(name=name, id=part.curriculum.id)
    problem = Problem(severity=Severity.ERROR, code=code, message=message, field="uses")
    raise PlannerError(with_lines([Place(user, ["uses", place], problem)]))


def merge(parts: Sequence[Part]) -> Curriculum:
    """One curriculum of all the parts; the last one gives it its name and target. Raises PlannerError.

    Where it has a target it takes from the other parts only what serves that, or what its own nodes name.
    """
    problems = [*_too_many(parts), *with_lines(islice(_broken_links(parts), MAX_SHOWN))]
    if problems:
        raise PlannerError(problems)
    return taken(joined(parts), [node.id for node in parts[-1].curriculum.nodes])


def loose(parts: Sequence[Part]) -> list[Problem]:
    """Why the parts cannot be put together, without file and line: for parts that are being edited."""
    return [*_too_many(parts), *(place.problem for place in islice(_broken_links(parts), MAX_SHOWN))]


def joined(parts: Sequence[Part]) -> Curriculum:
    """Everything in all the parts, also what nothing in the last one can make use of. Only for parts that fit."""
    curricula = _files(parts)
    main = curricula[-1]
    laid = overlaid(curricula, [node.changed(module=part.id) for part in curricula for node in part.nodes])
    whole = main.changed(
        nodes=laid.nodes,
        overrides=laid.overrides,
        built_on=(),
        domains=tuple(domain for part in curricula for domain in part.domains),
        sources=tuple(source for part in curricula for source in part.sources),
        courses=tuple(dated(course, part.checked) for part in curricula for course in part.courses),
        certificates=tuple(dated(record, part.checked) for part in curricula for record in part.certificates),
        claims=tuple(claim for part in curricula for claim in part.claims),
        disclaimer=main.disclaimer or next((part.disclaimer for part in curricula if part.disclaimer), ""),
        modules=tuple(
            ModuleInfo(
                id=part.curriculum.id,
                title=part.curriculum.title,
                version=part.curriculum.version,
                file=shown(part.path.name),
            )
            for part in parts
        ),
    )
    return levelled(whole)


def _files(parts: Sequence[Part]) -> list[Curriculum]:
    """What stands in the parts, with the present ids of items that were renamed."""
    names = names_of(parts)
    return [followed(part.curriculum, names) for part in parts]


def noticed(parts: Sequence[Part]) -> list[Problem]:
    """What is worth knowing about the files themselves and is not seen any more when they are put together."""
    spots = islice(old_names([part.curriculum for part in parts], names_of(parts)), MAX_SHOWN)
    return with_lines(Place(parts[spot.part], spot.steps, spot.problem) for spot in spots)


def _too_many(parts: Sequence[Part]) -> Iterator[Problem]:
    nodes = [node for part in parts for node in part.curriculum.nodes]
    count_of = sum(1 for node in nodes for _field, ids in references(node) for _reference in ids)
    count_of += counted_for_thresholds(nodes)
    count_of += sum(len(override.recommend) for part in parts for override in part.curriculum.overrides)
    levels = sum(len(node.levels.names) - 1 for node in nodes if node.levels)
    for count, limit, message in (
        (len(nodes) + levels, MAX_NODES, _("Together the files hold {count} nodes; at most {limit} are allowed.")),
        (count_of, MAX_REFERENCES, _("There are {count} references between nodes; at most {limit} are allowed.")),
    ):
        if count > limit:
            text = message.format(count=count, limit=limit)
            yield Problem(severity=Severity.ERROR, code="too-many", message=text)


def _broken_links(parts: Sequence[Part]) -> Iterator[Place]:
    """Ids that stand for two nodes or for none; endless for a hostile file, so take what is needed."""
    first: dict[str, Path] = {}
    for part in parts:
        for index, node in enumerate(part.curriculum.nodes):
            if node.id in first:
                message = _('The id "{id}" is already taken by a node in {file}. Every id stands for one node.')
                text = message.format(id=node.id, file=shown(first[node.id].name))
                problem = Problem(severity=Severity.ERROR, code="duplicate-id", message=text, node=node.id, field="id")
                yield Place(part, ["nodes", index, "id"], problem)
            first.setdefault(node.id, part.path)
    spelled = offered(node for part in parts for node in part.curriculum.nodes)
    known = spelled.keys() | names_of(parts).keys()
    for part in parts:
        for steps, item, field, ids in _named(part.curriculum):
            for reference in ids:
                if reference not in known:
                    yield Place(part, steps, _unknown(reference, spelled, item, field))
    files = _files(parts)
    for part, file in zip(parts, files, strict=True):
        yield from _asking_twice(part, file, spelled)
    for spot in misfits(files, {node.id: node for part in parts for node in part.curriculum.nodes}):
        yield Place(parts[spot.part], spot.steps, spot.problem)


def _named(file: Curriculum) -> Iterator[tuple[Sequence[str | int], str, str, Iterable[str]]]:
    """Everywhere that a file speaks of items by their ids: the place, the item and the field there, the ids."""
    for index, node in enumerate(file.nodes):
        for field, ids in references(node):
            yield ("nodes", index, *steps_of(field)), node.id, field, ids
    if file.target is not None:
        yield ("target",), "", "target", (file.target,)
    for index, override in enumerate(file.overrides):
        for field, ids in (("id", (override.id,)), ("recommend", override.recommend)):
            yield ("overrides", index, field), override.id, f"overrides[{index}].{field}", ids


def _asking_twice(part: Part, file: Curriculum, spelled: Mapping[str, str]) -> Iterator[Place]:
    """Choices that offer one item twice, as its highest level and as itself, and ask for more than are left."""
    for index, node in enumerate(file.nodes):
        if any(spelled.get(one, one) != one for _field, ids in references(node) for one in ids):
            try:
                respelled(node, spelled)
            except ValidationError as wrong:
                problem = Problem(severity=Severity.ERROR, code="invalid", message=in_words(wrong), node=node.id)
                yield Place(part, ["nodes", index, "requires"], problem)


def _unknown(reference: str, known: Iterable[str], node: str, field: str) -> Problem:
    about_level = without_level(reference, known)
    if about_level:
        return Problem(severity=Severity.ERROR, code="unknown-level", message=about_level, node=node, field=field)
    message = _('There is no node "{id}".').format(id=reference)
    near = suggestion(reference, known)
    if near:
        message += " " + _('Did you mean "{id}"?').format(id=near)
    return Problem(severity=Severity.ERROR, code="unknown-id", message=message, node=node, field=field)
