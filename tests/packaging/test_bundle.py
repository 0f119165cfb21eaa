"""What a bundle may hold, whose it is, and the package for Debian; PyInstaller itself is tried by whoever packs."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import deb
import facts
import kept
import onedir
import parts
import pytest
import targets

import planner

MOMENT = "1764547200"
QT = "_internal/PySide6/Qt/"


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """As PyInstaller makes it, but small."""
    folder = tmp_path / "trailmark"
    (folder / QT / "lib").mkdir(parents=True)
    (folder / "trailmark").write_text("#!/bin/sh\necho here\n", "utf-8")
    (folder / "trailmark").chmod(0o755)
    (folder / QT / "lib" / "libQt6Core.so.6").write_text("Qt", "utf-8")
    return folder


def files_of(*names: str) -> list[Path]:
    """One module of each of these packages."""
    every = [(metadata.files(name) or (), name) for name in names]
    return [
        Path(str(next(file for file in files if str(file) == f"{name}/__init__.py").locate())) for files, name in every
    ]


@pytest.fixture(scope="module")
def found() -> Iterator[list[parts.Part]]:
    """Parts of a bundle; PyInstaller is no package of the tests."""
    real = metadata.distribution
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(metadata, "distribution", lambda name: real("networkx" if name == "pyinstaller" else name))
        yield parts.parts(files_of("networkx", "numpy"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (QT + "lib/libQt6Core.so.6", True),
        (QT + "lib/libQt6Charts.so.6", False),
        (QT + "lib/libQt6WaylandCompositor.so.6", False),
        ("_internal/libQt6Lottie.so.6", False),
        (QT + "plugins/platforms/libqxcb.so", True),
        (QT + "plugins/platforms/libqvnc.so", False),
        (QT + "plugins/platformthemes/libqgtk3.so", False),
        (QT + "translations/qtbase_de.qm", True),
        (QT + "translations/qtbase_fr.qm", False),
        (QT + "translations/qtdeclarative_de.qm", False),
        ("_internal/libGL.so.1", False),
        ("_internal/libfontconfig.so.1", False),
        ("_internal/libc.so.6", False),
        ("_internal/libcap.so.2", True),
        ("_internal/libxcb-cursor.so.0", True),
        ("_internal/planner/curricula/ml-architect.json", True),
    ],
)
def test_what_is_kept(name: str, expected: bool) -> None:
    assert kept.is_kept(name) is expected


def test_every_language_of_the_program_has_the_texts_of_qt() -> None:
    from planner.i18n import LANGUAGES

    assert {*kept.LANGUAGES, "en"} == set(LANGUAGES)


def test_a_library_that_nobody_needs_stays_out() -> None:
    needs = {"a.so": ["liba.so"], "liba.so": ["libb.so", "libc.so.6"], "libx.so": ["liby.so"], "data.json": []}
    files = ["a.so", "liba.so", "libb.so", "libx.so", "liby.so", "data.json"]
    assert kept.reachable(files, lambda name: needs.get(name, [])) == {"a.so", "liba.so", "libb.so", "data.json"}


def test_plugins_are_no_plain_libraries() -> None:
    name = QT + "plugins/platforms/libqxcb.so"
    assert kept.reachable([name], lambda _name: []) == {name}


def test_parts_have_names_versions_and_texts(found: list[parts.Part]) -> None:
    names = {part.name: part for part in found}
    assert {"networkx", "numpy"} <= set(names)
    assert names["numpy"].version == metadata.version("numpy")
    assert all(part.texts for part in names.values())


def test_a_package_without_a_licence_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.distribution
    monkeypatch.setattr(metadata, "distribution", lambda name: real("networkx" if name == "pyinstaller" else name))
    monkeypatch.setattr(parts, "TEXTS", re.compile("there is no such file"))
    with pytest.raises(parts.Missing, match="networkx, numpy"):
        parts.parts(files_of("networkx", "numpy"))


@pytest.mark.skipif(not shutil.which("dpkg"), reason="needs Debian's database of packages")
def test_a_file_of_nobody_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "mine.so").touch()
    with pytest.raises(parts.Missing, match=r"mine\.so"):
        parts.debian_packages([tmp_path / "mine.so"])


def test_the_bill_of_materials(found: list[parts.Part]) -> None:
    bill = json.loads(parts.bill(found))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == planner.__version__
    assert f"pkg:pypi/numpy@{metadata.version('numpy')}" in {one["purl"] for one in bill["components"]}
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(references) == len(set(references))
    assert parts.bill(found) == parts.bill(found)


def test_without_pyinstaller_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(onedir, "find_spec", lambda _name: None)
    assert targets.main(["onedir", "--into", str(tmp_path)]) == 1
    assert "run.py lint" in capsys.readouterr().err


def test_a_bundle_has_two_names_and_all_licences(bundle: Path, found: list[parts.Part]) -> None:
    onedir.finish(bundle, found)
    assert (bundle / "trailmark-gui").resolve() == bundle / "trailmark"
    assert {"trailmark", "lucide-icons", "numpy", "networkx"} <= {path.name for path in (bundle / "licences").iterdir()}
    assert "LGPL" in (bundle / "licences" / "README").read_text("utf-8")
    assert {path.lstat().st_mtime for path in bundle.rglob("*")} == {float(MOMENT)}


def test_what_must_not_be_given_away_stops_the_build(bundle: Path) -> None:
    (bundle / QT / "lib" / "libQt6Charts.so.6").touch()
    with pytest.raises(ValueError, match="Charts"):
        onedir.finish(bundle, [])


@pytest.mark.skipif(not shutil.which("dpkg"), reason="needs Debian's database of packages")
def test_what_the_system_has_just_like_that_is_asked_for_instead(bundle: Path, found: list[parts.Part]) -> None:
    inside = bundle / "_internal"
    places = deb.system_libraries()
    copy, other = inside / "libz.so.1", inside / "libstdc++.so.6"
    shutil.copyfile(places["libz.so.1"], copy)
    other.write_text("of another system", "utf-8")
    (owner,) = parts.debian_packages([places["libz.so.1"].resolve()])
    text = parts.COMMON / "GPL-3"
    onedir.finish(bundle, [*found, parts.Part("deb", owner, "1", "see texts", (text,))])
    before = {one["name"] for one in json.loads((bundle / "sbom.cdx.json").read_text("utf-8"))["components"]}
    assert deb.leave_to_system(bundle) == {owner}
    assert not copy.exists()
    assert other.exists()
    after = {one["name"] for one in json.loads((bundle / "sbom.cdx.json").read_text("utf-8"))["components"]}
    assert before - after == {owner}
    assert not (bundle / "licences" / owner).exists()
    assert owner not in (bundle / "licences" / "README").read_text("utf-8")
    assert deb.leave_to_system(bundle) == set()


@pytest.mark.usefixtures("qt")
@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")
def test_the_package_for_debian(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBEMAIL", "ada@example.net")
    (bundle / "trailmark-gui").symlink_to("trailmark")
    packed = deb.make(bundle, tmp_path, ["libc6 (>= 2.36)", "libgl1"])
    first = packed.read_bytes()
    assert deb.make(bundle, tmp_path, ["libc6 (>= 2.36)", "libgl1"]).read_bytes() == first
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--raw-extract", str(packed), str(root)], check=True)
    control = (root / "DEBIAN" / "control").read_text("utf-8")
    assert f"Version: {planner.__version__}-1\n" in control
    assert "Depends: libc6 (>= 2.36), libgl1\n" in control
    assert "<ada@example.net>" in control
    assert {"postinst", "prerm", "postrm"}.isdisjoint(path.name for path in (root / "DEBIAN").iterdir())
    for name in ("trailmark", "trailmark-gui"):
        done = subprocess.run([root / "usr/bin" / name], capture_output=True, encoding="utf-8", check=True)
        assert done.stdout == "here\n"
    assert (root / f"usr/share/applications/{facts.ID}.desktop").exists()
    page = gzip.decompress((root / "usr/share/man/man1/trailmark.1.gz").read_bytes()).decode("utf-8")
    assert page.startswith('.\\"')
