"""What is made for Windows and macOS, as far as it can be judged here."""

from __future__ import annotations

import ast
import plistlib
import shutil
import struct
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import desktop_data
import facts
import icon_files
import macos
import pytest
import targets
import windows

import planner
from planner import i18n


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """What a bundle made on Windows has at its top."""
    folder = tmp_path / "a bundle"
    folder.mkdir()
    for name, kind in windows.CONTENTS.items():
        if kind == "folder":
            (folder / name / "deep").mkdir(parents=True)
            (folder / name / "deep" / "file.txt").write_text("text", "utf-8")
        else:
            (folder / name).write_bytes(b"MZ")
    return folder


@pytest.mark.usefixtures("qt")
def test_the_icon_of_windows_has_every_size() -> None:
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImageReader

    buffer = QBuffer()
    buffer.setData(QByteArray(icon_files.ico()))
    reader = QImageReader(buffer, QByteArray(b"ico"))
    sizes = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        picture = reader.read()
        drawn = desktop_data.painted(icon_files._drawing(), picture.width())
        assert picture.convertToFormat(drawn.format()) == drawn
        sizes.append(picture.width())
    assert tuple(sizes) == icon_files.WINDOWS
    assert [icon_files.ico() for _ in range(5)] == [icon_files.ico()] * 5


@pytest.mark.usefixtures("qt")
def test_the_icon_of_macos_has_every_size() -> None:
    from PySide6.QtGui import QImage

    data = icon_files.icns()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    found, place = {}, 8
    while place < len(data):
        kind, length = struct.unpack(">4sI", data[place : place + 8])
        found[kind.decode("ascii")] = QImage.fromData(data[place + 8 : place + length]).width()
        place += length
    assert found == icon_files.MACOS


def test_the_version_among_the_properties() -> None:
    tree = ast.parse(windows.version_info("trailmark-gui"), mode="eval")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    told = {}
    for call in calls:
        assert isinstance(call.func, ast.Name)
        if call.func.id == "StringStruct":
            name, text = (ast.literal_eval(one) for one in call.args)
            told[name] = text
        if call.func.id == "FixedFileInfo":
            numbers = next(ast.literal_eval(one.value) for one in call.keywords if one.arg == "filevers")
    assert told["OriginalFilename"] == "trailmark-gui.exe"
    assert told["ProductVersion"] == planner.__version__
    assert ".".join(map(str, numbers)) == f"{planner.__version__}.0"


def test_nothing_is_written_for_all_users_and_nothing_foreign_is_taken_away() -> None:
    lines = [line.strip() for line in windows.script().splitlines()]
    assert "RequestExecutionLevel user" in windows.script()
    assert not [line for line in lines if "HKLM" in line or "HKCR" in line]
    removed = [line for line in lines if line.startswith("RMDir /r")]
    assert set(removed) == {'RMDir /r "$INSTDIR\\_internal"', 'RMDir /r "$INSTDIR\\licences"'}


@pytest.mark.usefixtures("qt")
@pytest.mark.skipif(not shutil.which("makensis"), reason="needs makensis")
def test_the_installer_compiles_without_a_warning(bundle: Path, tmp_path: Path) -> None:
    assert targets.main(["nsis", "--bundle", str(bundle), "--into", str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").glob("*.exe")
    first = made.read_bytes()
    assert first[:2] == b"MZ"
    assert targets.main(["nsis", "--bundle", str(bundle), "--into", str(tmp_path / "again")]) == 0
    assert (tmp_path / "again" / made.name).read_bytes() == first


@pytest.mark.usefixtures("qt")
def test_a_bundle_of_another_system_is_refused(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / "trailmark.exe").rename(bundle / "trailmark")
    assert targets.main(["nsis", "--bundle", str(bundle), "--into", str(tmp_path / "out")]) == 1
    assert "trailmark.exe" in capsys.readouterr().err


@pytest.mark.usefixtures("qt")
def test_what_macos_is_told(tmp_path: Path) -> None:
    assert targets.main(["macos", "--into", str(tmp_path)]) == 0
    told = plistlib.loads((tmp_path / "macos" / "Info.plist").read_bytes())
    assert (told["CFBundleIdentifier"], told["CFBundleShortVersionString"]) == (facts.ID, planner.__version__)
    assert told["CFBundleLocalizations"] == list(i18n.LANGUAGES)
    (document,), (kind,) = told["CFBundleDocumentTypes"], told["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == [facts.SUFFIX[1:]]
    assert (tmp_path / "macos" / told["CFBundleIconFile"]).exists()
    readme = (facts.ROOT / "README.md").read_text("utf-8")
    assert f"macOS {macos.OLDEST.removesuffix('.0')} or newer" in readme, "what people are promised"
    allowed = plistlib.loads((tmp_path / "macos" / "entitlements.plist").read_bytes())
    assert not [name for name in allowed if "network" in name or "device" in name]


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize(
    ("platform", "programs", "bundles"),
    [
        ("linux", {"trailmark": True}, []),
        ("win32", {"trailmark": True, "trailmark-gui": False}, []),
        ("darwin", {"trailmark": True}, ["Trailmark.app"]),
    ],
)
def test_what_pyinstaller_is_asked_for(
    platform: str, programs: dict[str, bool], bundles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyInstaller is only asked here, not run: every file that it is told of must be there."""
    asked: list[tuple[str, dict[str, Any]]] = []

    def act(kind: str) -> Any:
        def call(*_inputs: object, **named: Any) -> SimpleNamespace:
            asked.append((kind, named))
            return SimpleNamespace(datas=[], binaries=[], pure=[], scripts=[])

        return call

    hooks = SimpleNamespace(get_imports=lambda *_: [], copy_metadata=lambda _name: [])
    for name in ("PyInstaller", "PyInstaller.depend", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, SimpleNamespace())
    for name in ("PyInstaller.depend.bindepend", "PyInstaller.utils.hooks"):
        monkeypatch.setitem(sys.modules, name, hooks)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "platform", platform)
    folder = facts.ROOT / "packaging"
    names: dict[str, object] = {kind: act(kind) for kind in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    names |= {"SPECPATH": str(folder), "workpath": str(tmp_path)}
    exec(compile((folder / "trailmark.spec").read_text("utf-8"), "trailmark.spec", "exec"), names)
    monkeypatch.undo()
    assert {named["name"]: named["console"] for kind, named in asked if kind == "EXE"} == programs
    assert [named["name"] for kind, named in asked if kind == "BUNDLE"] == bundles
    files = [named[key] for _, named in asked for key in ("icon", "version", "entitlements_file") if key in named]
    assert bool(files) is (platform != "linux")
    assert all(Path(one).exists() for one in files)
