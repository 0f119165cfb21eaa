"""The bundle as a package for Debian and Ubuntu, with everything that a desktop gets. No root is needed."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import desktop_data
import facts
import onedir
import parts

from planner import __version__

HOME = Path("usr/lib/trailmark")
OVERRIDES = {
    "custom-library-search-path": "the bundle finds its own libraries beside itself",
    "embedded-library": "a bundle brings its libraries along; licences/ and sbom.cdx.json list them",
    "library-not-linked-against-libc": "some of Python's and Qt's own only call other libraries",
    "unstripped-binary-or-object": "stripping breaks the libraries of numpy and HiGHS",
    "package-installs-python-bytecode": "there is no Python of the system that could make it",
    "shared-library-is-executable": "as the wheels have them",
    "hardening-no-fortify-functions": "as the wheels are built",
    "hardening-no-relro": "as the wheels are built",
    "extra-license-file": "the licences of what is bundled are given with it",
    "executable-in-usr-lib": "the program lies beside its libraries",
    "bogus-mail-host": "whoever gives the package to others names an address in DEBEMAIL",
    "bogus-mail-host-in-debian-changelog": "the same",
    "initial-upload-closes-no-bugs": "it does not go to Debian itself",
    "hardening-no-pie": "as PyInstaller builds the program that starts the bundle",
    "shared-library-lacks-prerequisites": "as the wheels are built",
}
"""What lintian says of every bundle, with the reason why it stays."""


def make(bundle: Path, into: Path, depends: Iterable[str] | None = None) -> Path:
    """Pack a bundle; returns the .deb. `depends`: what of the system it needs, else found out."""
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        shutil.copytree(bundle, tree / HOME, symlinks=True)
        leave_to_system(tree / HOME)
        _places(tree)
        _control(tree, sorted(depends if depends is not None else needed(tree)))
        for path in tree.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)
            elif not path.is_symlink():
                executable = path.parent == tree / HOME and path.name == "trailmark"
                path.chmod(0o755 if executable else 0o644)
        tree.chmod(0o755)
        onedir.stamp(tree)
        target = into / f"trailmark_{__version__}-1_{architecture()}.deb"
        moment = str(int(facts.made_at().timestamp()))
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", str(tree), str(target)]
        subprocess.run(command, env={**os.environ, "SOURCE_DATE_EPOCH": moment}, check=True, stdout=subprocess.DEVNULL)
    return target


def maintainer() -> str:
    """Who answers for the package: DEBFULLNAME and DEBEMAIL, as Debian's own tools have it."""
    name = os.environ.get("DEBFULLNAME") or "Trailmark contributors"
    return f"{name} <{os.environ.get('DEBEMAIL') or 'trailmark@localhost'}>"


def architecture() -> str:
    """What this system is called by Debian, such as amd64."""
    return subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


def _places(tree: Path) -> None:
    (tree / "usr/bin").mkdir(parents=True)
    for name in ("trailmark", "trailmark-gui"):
        (tree / "usr/bin" / name).symlink_to(f"../lib/trailmark/{name}")
    desktop_data.write(tree / "usr")
    for page in (tree / "usr/share/man/man1").iterdir():
        _pack(page)
    zsh = tree / "usr/share/zsh"
    (zsh / "site-functions").rename(zsh / "vendor-completions")
    doc = tree / "usr/share/doc/trailmark"
    lines = [f"trailmark ({__version__}-1) unstable; urgency=medium", "", "  * See CHANGELOG.md.", ""]
    when = facts.made_at().strftime("%a, %d %b %Y %H:%M:%S +0000")
    lines += [f" -- {maintainer()}  {when}", ""]
    (doc / "changelog.Debian").write_text("\n".join(lines), "utf-8")
    shutil.copyfile(facts.ROOT / "CHANGELOG.md", doc / "changelog")
    for page in (doc / "changelog.Debian", doc / "changelog"):
        _pack(page)
    overrides = tree / "usr/share/lintian/overrides/trailmark"
    overrides.parent.mkdir(parents=True)
    told = [f"# {reason}\ntrailmark: {tag} *\n" for tag, reason in OVERRIDES.items()]
    overrides.write_text("".join(told), "utf-8")


def _pack(path: Path) -> None:
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()


def _control(tree: Path, depends: list[str]) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    control = [
        "Package: trailmark",
        f"Version: {__version__}-1",
        f"Architecture: {architecture()}",
        f"Maintainer: {maintainer()}",
        f"Installed-Size: {size}",
        f"Depends: {', '.join(depends)}",
        "Recommends: fonts-dejavu-core, shared-mime-info",
        "Section: education",
        "Priority: optional",
        f"Description: {_short(facts.summary())}",
        *(f" {line}" for line in _wrapped(facts.introduction()[0])),
        "",
    ]
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text("\n".join(control), "utf-8")
    (tree / "DEBIAN/md5sums").write_text("".join(sums), "utf-8")


def _short(text: str) -> str:
    return text[:1].lower() + text[1:]


def _wrapped(text: str) -> list[str]:
    return re.findall(r"\S.{0,75}(?=\s|$)", text)


def leave_to_system(bundle: Path) -> set[str]:
    """Take out the libraries that a package of this system has just like that: `needed` then asks for that package.

    Python's own stays, as the program that starts the bundle loads it from there. Returns the names of the packages.
    """
    copies = [
        (path, places[path.name])
        for places in (system_libraries(),)
        for path in sorted((bundle / "_internal").glob("lib*.so*"))
        if path.name in places and not path.is_symlink() and not path.name.startswith("libpython")
    ]
    same = [(path, twin) for path, twin in copies if path.read_bytes() == twin.read_bytes()]
    packages = parts.debian_packages([twin.resolve() for _path, twin in same])
    for path, _twin in same:
        path.unlink()
    if packages:
        parts.forget(bundle, packages)
    return packages


def system_libraries() -> dict[str, Path]:
    """Where this system has the library of a name; of several places the first that the loader looks at."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, encoding="utf-8", check=True).stdout
    return {name: Path(place) for name, place in re.findall(r"^\s(\S+) .* => (\S+)$", cache, re.MULTILINE)[::-1]}


def needed(tree: Path) -> set[str]:
    """The packages with the libraries that files below `tree` ask for and that are not there. Raises LookupError."""
    asked: set[str] = set()
    there = {path.name for path in tree.rglob("*")}
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF":
            told = subprocess.run(
                ["readelf", "-d", str(path)], capture_output=True, encoding="utf-8", check=True
            ).stdout
            asked |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", told))
    places = system_libraries()
    packages = set()
    for library in asked - there:
        if library not in places:
            raise LookupError(f"nothing here has {library}")
        owners = parts.debian_packages([places[library].resolve()])
        packages |= owners
    libc = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "libc6"], capture_output=True, encoding="utf-8", check=True
    )
    return packages - {"libc6"} | {f"libc6 (>= {libc.stdout.partition('-')[0]})"}
