"""Finding, reading and merging curricula: one file, or a file and everything that it `uses`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from planner.i18n import _
from planner.model.curriculum import MAX_NODES, Curriculum, ModuleInfo
from planner.model.names import suggestion
from planner.model.problem import PlannerError, Problem, Severity, error
from planner.model.requirement import leaves
from planner.storage.files import read_bounded
from planner.storage.json_text import line_of, parse_value

MAX_REFERENCES = 100_000
DEFAULT = "ml-architect"


def builtin_folder() -> Path:
    """Where the built-in curricula lie: beside `planner` in a checkout, inside it when installed.

    Raises PlannerError when the installation is incomplete.
    """
    package = Path(str(resources.files("planner")))
    for folder in (package / "curricula", package.parent / "curricula"):
        if (folder / "library").is_dir():
            return folder
    raise error("no-curricula", _("The built-in curricula are missing. Install Trailmark again."), file=str(package))


def builtin_names() -> list[str]:
    """Names of the built-in curricula that lead to a goal, the default first."""
    names = sorted(path.stem for path in builtin_folder().glob("*.json"))
    return sorted(names, key=lambda name: name != DEFAULT)


def load_builtin(name: str = DEFAULT) -> Curriculum:
    """A built-in curriculum with everything it uses. Raises PlannerError."""
    path = builtin_folder() / f"{name}.json"
    if not path.is_file():
        known = ", ".join(builtin_names())
        message = _('There is no built-in curriculum "{name}". There are: {known}.').format(name=name, known=known)
        raise error("no-such-curriculum", message)
    return load(path)


def load_named(name: str) -> Curriculum:
    """The built-in curriculum called `name`, or the one in the file `name`. Raises PlannerError."""
    if name in builtin_names():
        return load_builtin(name)
    return load(Path(name)) if Path(name).exists() or "." in name or "/" in name else load_builtin(name)


def load(path: Path) -> Curriculum:
    """The curriculum in `path`, merged with the files that it uses, all references checked.

    A used file is looked for beside `path`, then in the `library` and `facts` folders there, then among the built-in
    ones. Raises PlannerError that names file, line, node and field.
    """
    merged: dict[str, tuple[Path, bytes, Curriculum]] = {}
    main = _read(path)
    _collect(path, main, merged, _folders(path.parent))
    result = _merge(main[1], [entry for entry in merged.values() if entry[2] is not main[1]] + [(path, *main)])
    return result


def read_one(path: Path) -> Curriculum:
    """One file by itself, references unresolved. Raises PlannerError."""
    return _read(path)[1]


def _read(path: Path) -> tuple[bytes, Curriculum]:
    content = read_bounded(path)
    return content, parse_value(Curriculum, content, str(path))


def _folders(beside: Path) -> list[Path]:
    builtin = builtin_folder()
    roots = [beside, beside.parent, builtin]
    return [folder for root in roots for folder in (root, root / "library", root / "facts")]


def _collect(
    path: Path, read: tuple[bytes, Curriculum], merged: dict[str, tuple[Path, bytes, Curriculum]], folders: list[Path]
) -> None:
    content, curriculum = read
    if curriculum.id in merged:
        return
    merged[curriculum.id] = (path, content, curriculum)
    for index, used in enumerate(curriculum.uses):
        if used in merged:
            continue
        found = next((folder / f"{used}.json" for folder in folders if (folder / f"{used}.json").is_file()), None)
        if found is None:
            message = _('It uses "{name}", but there is no file {name}.json beside it or in the library.')
            line = line_of(content, ["uses", index])
            raise error("missing-module", message.format(name=used), file=str(path), line=line, field="uses")
        _collect(found, _read(found), merged, folders)


def _merge(main: Curriculum, parts: list[tuple[Path, bytes, Curriculum]]) -> Curriculum:
    problems = [*_duplicates(parts), *_dangling(parts)]
    total = sum(len(part.nodes) for _path, _content, part in parts)
    if total > MAX_NODES:
        message = _("Together the files hold {count} nodes; at most {limit} are allowed.")
        problems.append(
            Problem(
                severity=Severity.ERROR, code="too-many", message=message.format(count=total, limit=MAX_NODES)
            )
        )
    if problems:
        raise PlannerError(problems[:20])
    curricula = [part for _path, _content, part in parts]
    nodes = tuple(
        node if node.module else node.changed(module=part.id) for part in curricula for node in part.nodes
    )
    modules = tuple(
        ModuleInfo(id=part.id, title=part.title, version=part.version, file=path.name) for path, _content, part in parts
    )
    return main.changed(
        nodes=nodes,
        domains=tuple(domain for part in curricula for domain in part.domains),
        sources=tuple(source for part in curricula for source in part.sources),
        courses=tuple(course for part in curricula for course in part.courses),
        certificates=tuple(record for part in curricula for record in part.certificates),
        claims=tuple(claim for part in curricula for claim in part.claims),
        disclaimer=main.disclaimer or next((part.disclaimer for part in curricula if part.disclaimer), ""),
        modules=modules,
    )


def _duplicates(parts: list[tuple[Path, bytes, Curriculum]]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, content, part in parts:
        for index, node in enumerate(part.nodes):
            if node.id in first:
                message = _('The id "{id}" is already taken by a node in {file}. Every id stands for one node.')
                yield Problem(
                    severity=Severity.ERROR,
                    code="duplicate-id",
                    message=message.format(id=node.id, file=first[node.id].name),
                    file=str(path),
                    line=line_of(content, ["nodes", index, "id"]),
                    node=node.id,
                    field="id",
                )
            first.setdefault(node.id, path)


def _dangling(parts: list[tuple[Path, bytes, Curriculum]]) -> Iterator[Problem]:
    known = {node.id for _path, _content, part in parts for node in part.nodes}
    count = 0
    for path, content, part in parts:
        for index, node in enumerate(part.nodes):
            fields: dict[str, Iterable[str]] = {
                "requires": leaves(node.requires),
                "corequisites": leaves(node.corequisites),
                "recommended": node.recommended,
                "grants": node.grants,
                "partial": node.partial,
                "accepts_held": node.accepts_held,
                "superseded_by": node.superseded_by,
            }
            for field, references in fields.items():
                for reference in references:
                    count += 1
                    if reference not in known:
                        yield _unknown(reference, known, path, line_of(content, ["nodes", index, field]), node.id, field)
        if part.target is not None and part.target not in known:
            yield _unknown(part.target, known, path, line_of(content, ["target"]), "", "target")
    if count > MAX_REFERENCES:
        message = _("There are {count} references between nodes; at most {limit} are allowed.")
        yield Problem(
            severity=Severity.ERROR, code="too-many", message=message.format(count=count, limit=MAX_REFERENCES)
        )


def locate(curriculum: Curriculum, problems: Iterable[Problem]) -> list[Problem]:
    """The problems with the file and line of the field they speak of."""
    files = {module.id: Path(module.file) for module in curriculum.modules}
    contents: dict[Path, tuple[bytes, Curriculum]] = {}
    located: list[Problem] = []
    for problem in problems:
        node = curriculum.by_id.get(problem.node)
        path = files.get(node.module or "") if node else files.get(curriculum.id)
        if path is None:
            located.append(problem)
            continue
        if path not in contents:
            contents[path] = _read(path)
        content, part = contents[path]
        steps: list[str | int] = []
        if node is not None:
            steps = ["nodes", [one.id for one in part.nodes].index(node.id), *_steps(problem.field)]
        located.append(problem.changed(file=str(path), line=line_of(content, steps)))
    return located


def _steps(field: str) -> list[str | int]:
    """A field path such as "requires.all[2]" as the steps of a JSON path."""
    steps: list[str | int] = []
    for part in field.split("."):
        name, *places = part.replace("]", "").split("[")
        steps += [name] if name else []
        steps += [int(place) for place in places if place.isdigit()]
    return steps


def _unknown(reference: str, known: set[str], path: Path, line: int | None, node: str, field: str) -> Problem:
    message = _('There is no node "{id}".').format(id=reference)
    near = suggestion(reference, known)
    if near:
        message += " " + _('Did you mean "{id}"?').format(id=near)
    return Problem(
        severity=Severity.ERROR,
        code="unknown-id",
        message=message,
        file=str(path),
        line=line,
        node=node,
        field=field,
    )
