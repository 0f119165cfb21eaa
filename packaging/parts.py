"""What a bundle is made of: the packages of Python and of Debian that its files come from, and their licences."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import facts

from planner import __version__

TEXTS: Final = re.compile(r"(?i)(licen[cs]e|copying|copyright|notice|authors)[^/]*$")
COMMON: Final = Path("/usr/share/common-licenses")
QT: Final = ("pyside6-essentials", "shiboken6")
"""Their wheels hold no licence text; Qt is used under the LGPL, which stands on the GPL."""


@dataclass(frozen=True, order=True, slots=True)
class Part:
    """One package that the bundle has files of."""

    kind: str
    """"pypi" or "deb"."""
    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


class Missing(Exception):
    """Nobody knows under which licence a file may be given away."""


def parts(sources: Iterable[Path]) -> list[Part]:
    """The packages that these files come from. Raises Missing for a file of none, or a package without a text."""
    owners = _owners_in_python()
    found: set[Part] = set()
    others: set[Path] = set()
    for path in sources:
        real = path.resolve()
        owner = owners.get(real)  # asked first: the environment of a checkout lies in the checkout
        if owner is not None:
            found.add(_python_part(owner))
        elif not real.is_relative_to(facts.ROOT):
            others.add(real)
    found |= {_debian_part(name) for name in debian_packages(others)}
    found.add(_python_part(metadata.distribution("pyinstaller")))  # the program that starts the bundle
    bare = [part.name for part in found if not part.texts]
    if bare:
        raise Missing(f"no licence text: {', '.join(sorted(bare))}")
    return sorted(found)


@cache
def _owners_in_python() -> dict[Path, metadata.Distribution]:
    return {
        Path(os.path.realpath(str(one.locate_file(file)))): one
        for one in metadata.distributions()
        for file in one.files or ()
    }


def _python_part(one: metadata.Distribution) -> Part:
    name, told = one.metadata["Name"].lower().replace("_", "-"), one.metadata
    texts = [
        Path(str(one.locate_file(file))) for file in one.files or () if TEXTS.search(str(file)) and file.suffix != ".py"
    ]
    if name in QT:
        texts += [COMMON / "LGPL-3", COMMON / "GPL-3"]
    said = [told[field].partition("\n")[0] for field in ("License-Expression", "License") if field in told]
    licence = next(filter(None, said), "see texts")
    return Part("pypi", name, one.version, licence, tuple(sorted(path for path in texts if path.is_file())))


def debian_packages(paths: Iterable[Path]) -> set[str]:
    names: set[str] = set()
    for path in sorted(paths):
        # Since /lib became /usr/lib, the database knows some files by their old place.
        for place in (path, Path("/", *path.parts[2:]) if path.parts[1:2] == ("usr",) else path):
            done = subprocess.run(["dpkg", "-S", str(place)], capture_output=True, encoding="utf-8", check=False)
            if done.returncode == 0:
                names.add(done.stdout.split(": ")[0].split(", ")[0].partition(":")[0])
                break
        else:
            raise Missing(f"{path} belongs to no package")
    return names


def _debian_part(name: str) -> Part:
    asked = ["dpkg-query", "-W", "-f", "${Version}\n", name]
    version = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout.split("\n")[0]
    text = Path("/usr/share/doc") / name / "copyright"
    return Part("deb", name, version, "see texts", (text,) if text.is_file() else ())


def copy_texts(found: Iterable[Part], into: Path) -> None:
    """All licences, and whose they are, in a folder of the bundle."""
    shutil.rmtree(into, ignore_errors=True)
    rows = [f"Trailmark {__version__}: MIT; its icons: ISC", ""]
    for source, name in (
        (facts.ROOT / "LICENSE", "trailmark"),
        (facts.ROOT / "ui/theme/icons/LICENSE", "lucide-icons"),
    ):
        (into / name).mkdir(parents=True)
        shutil.copyfile(source, into / name / "LICENSE")
    for part in found:
        folder = into / part.name
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(part.texts):
            target = folder / text.name
            shutil.copyfile(text, target if not target.exists() else folder / f"{number}-{text.name}")
        rows.append(f"{part.name} {part.version}: {part.licence}")
    rows += [
        "",
        "Qt and PySide6 are used under the LGPL 3. Their libraries lie in PySide6/ as files of their own and may be",
    ]
    rows += ["replaced; their source is offered by the Qt Project, which also says how to build them.", ""]
    (into / "README").write_text("\n".join(rows), "utf-8")


def forget(bundle: Path, packages: Collection[str]) -> None:
    """Take packages of Debian out of the licences and the list of what is inside, once no file of theirs is there."""
    for name in packages:
        shutil.rmtree(bundle / "licences" / name)
    read_me = bundle / "licences" / "README"
    lines = read_me.read_text("utf-8").splitlines(keepends=True)
    read_me.write_text("".join(line for line in lines if line.partition(" ")[0] not in packages), "utf-8")
    file = bundle / "sbom.cdx.json"
    document = json.loads(file.read_text("utf-8"))
    left = [one for one in document["components"] if not _is_of(one["purl"], packages)]
    file.write_text(_with_components(document, left), "utf-8")


def _is_of(purl: str, packages: Collection[str]) -> bool:
    space, _slash, rest = purl.rpartition("/")
    return space == "pkg:deb/debian" and rest.partition("@")[0] in packages


def _with_components(document: dict[str, Any], components: list[dict[str, Any]]) -> str:
    content = json.dumps(components, sort_keys=True)
    number = f"urn:uuid:{uuid5(NAMESPACE_URL, __version__ + content)}"
    return json.dumps({**document, "serialNumber": number, "components": components}, indent=2) + "\n"


def bill(found: Iterable[Part]) -> str:
    """Everything inside as CycloneDX 1.6, the same whenever it is made from the same."""
    components: list[dict[str, Any]] = [
        {
            "type": "library",
            "bom-ref": f"pkg:{_purl(part)}",
            "name": part.name,
            "version": part.version,
            "purl": f"pkg:{_purl(part)}",
            "licenses": [{"license": {"name": part.licence}}],
        }
        for part in found
    ]
    own = {"type": "application", "bom-ref": "trailmark", "name": "trailmark", "version": __version__}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "",
        "version": 1,
        "metadata": {
            "timestamp": facts.made_at().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**own, "licenses": [{"expression": "MIT AND ISC"}]},
        },
    }
    return _with_components(document, components)


def _purl(part: Part) -> str:
    space = "deb/debian/" if part.kind == "deb" else "pypi/"
    return f"{space}{part.name}@{part.version.replace('+', '%2B').replace(':', '%3A')}"


def read_sources(file: Path) -> list[Path]:
    """The files that PyInstaller says it has taken, see trailmark.spec; but for what it has made beside that list."""
    paths = [Path(path) for _name, path in json.loads(file.read_text("utf-8"))]
    return [path for path in paths if path.is_file() and not path.is_relative_to(file.parent)]
