"""For Windows: what stands in the properties of the programs, and the installer for one person, as a script of NSIS."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from string import Template
from typing import Final

import facts
import icon_files

from planner import __version__

CONTENTS: Final = {
    "trailmark.exe": "program",
    "trailmark-gui.exe": "program",
    "sbom.cdx.json": "file",
    "_internal": "folder",
    "licences": "folder",
}
"""What a bundle has at its top; the installer takes away exactly this, never a folder that it did not make."""
OWNER: Final = facts.COPYRIGHT.partition(" ")[2]


def numbers() -> tuple[int, int, int, int]:
    """The version as Windows has it."""
    first, second, third = (int(part) for part in __version__.split(".")[:3])
    return first, second, third, 0


def version_info(program: str) -> str:
    """What PyInstaller puts into `program`, such as trailmark-gui; Windows shows it among the properties."""
    told = {
        "CompanyName": OWNER,
        "FileDescription": facts.NAME,
        "FileVersion": __version__,
        "InternalName": program,
        "LegalCopyright": f"© {facts.COPYRIGHT}",
        "OriginalFilename": f"{program}.exe",
        "ProductName": facts.NAME,
        "ProductVersion": __version__,
    }
    rows = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in told.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers()}, prodvers={numbers()}, mask=0x3F, flags=0x0, "
        f"OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


SCRIPT: Final = Template(r"""; From packaging/build.py nsis. makensis -DPAYLOAD=FOLDER -DOUTFILE=FILE trailmark.nsi
Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user ; for one person: no administrator is asked for
!include "MUI2.nsh"
!include "FileFunc.nsh"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\$id"
!define CLASSES "Software\Classes"
!define KIND "$name.Plan"

Name "$name"
OutFile "$${OUTFILE}"
InstallDir "$$LOCALAPPDATA\Programs\$name"
InstallDirRegKey HKCU "Software\$name" "Folder"
VIProductVersion "$numbers"
VIAddVersionKey "ProductName" "$name"
VIAddVersionKey "CompanyName" "$owner"
VIAddVersionKey "LegalCopyright" "$copyright"
VIAddVersionKey "FileDescription" "$name"
VIAddVersionKey "FileVersion" "$version"
VIAddVersionKey "ProductVersion" "$version"

!define MUI_ICON "trailmark.ico"
!define MUI_UNICON "trailmark.ico"
!define MUI_FINISHPAGE_RUN "$$INSTDIR\trailmark-gui.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"
LangString Broken $${LANG_ENGLISH} "$name was installed, but does not work here. What to do stands in the details."
LangString Broken $${LANG_GERMAN} "$name wurde installiert, läuft hier aber nicht. Was hilft, steht in den Details."
LangString Broken $${LANG_SPANISH} "$name se instaló, pero no funciona aquí. En los detalles se dice qué hacer."
LangString Kind $${LANG_ENGLISH} "Trailmark learning path"
LangString Kind $${LANG_GERMAN} "Trailmark-Lernweg"
LangString Kind $${LANG_SPANISH} "Ruta de aprendizaje de Trailmark"

Section
  SetOutPath "$$INSTDIR"
$remove
  File /r "$${PAYLOAD}/*"
  WriteUninstaller "$$INSTDIR\uninstall.exe"
  CreateShortcut "$$SMPROGRAMS\$name.lnk" "$$INSTDIR\trailmark-gui.exe"

  WriteRegStr HKCU "Software\$name" "Folder" "$$INSTDIR"
  WriteRegStr HKCU "$${CLASSES}\$${KIND}" "" "$$(Kind)"
  WriteRegStr HKCU "$${CLASSES}\$${KIND}\DefaultIcon" "" "$$INSTDIR\trailmark-gui.exe,0"
  WriteRegStr HKCU "$${CLASSES}\$${KIND}\shell\open\command" "" '"$$INSTDIR\trailmark-gui.exe" "%1"'
  WriteRegStr HKCU "$${CLASSES}\$suffix" "" "$${KIND}"
  WriteRegStr HKCU "$${CLASSES}\$suffix" "Content Type" "$type"
  WriteRegStr HKCU "$${CLASSES}\$suffix\OpenWithProgids" "$${KIND}" ""
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "$${UNINSTALL}" "DisplayName" "$name"
  WriteRegStr HKCU "$${UNINSTALL}" "DisplayVersion" "$version"
  WriteRegStr HKCU "$${UNINSTALL}" "Publisher" "$owner"
  WriteRegStr HKCU "$${UNINSTALL}" "DisplayIcon" "$$INSTDIR\trailmark-gui.exe"
  WriteRegStr HKCU "$${UNINSTALL}" "InstallLocation" "$$INSTDIR"
  WriteRegStr HKCU "$${UNINSTALL}" "UninstallString" '"$$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "$${UNINSTALL}" "QuietUninstallString" '"$$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "$${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "$${UNINSTALL}" "NoRepair" 1
  $${GetSize} "$$INSTDIR" "/S=0K" $$0 $$1 $$2
  WriteRegDWORD HKCU "$${UNINSTALL}" "EstimatedSize" $$0

  nsExec::ExecToLog '"$$INSTDIR\trailmark.exe" self-test'
  Pop $$0
  StrCmp $$0 "0" works
  SetErrorLevel 1
  MessageBox MB_ICONEXCLAMATION "$$(Broken)" /SD IDOK
works:
SectionEnd

Section "Uninstall"
$remove
  Delete "$$INSTDIR\uninstall.exe"
  RMDir "$$INSTDIR" ; only if nothing else is in it; what the person made lies elsewhere and stays
  Delete "$$SMPROGRAMS\$name.lnk"
  DeleteRegKey HKCU "$${UNINSTALL}"
  DeleteRegKey HKCU "$${CLASSES}\$${KIND}"
  DeleteRegValue HKCU "$${CLASSES}\$suffix\OpenWithProgids" "$${KIND}"
  ReadRegStr $$0 HKCU "$${CLASSES}\$suffix" ""
  StrCmp $$0 "$${KIND}" 0 another
  DeleteRegKey HKCU "$${CLASSES}\$suffix"
another:
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "Software\$name"
SectionEnd
""")


def script() -> str:
    """The installer; what is installed and where it is written come with the call of makensis."""
    remove = [f'  {"RMDir /r" if kind == "folder" else "Delete"} "$INSTDIR\\{name}"' for name, kind in CONTENTS.items()]
    return SCRIPT.substitute(
        id=facts.ID,
        name=facts.NAME,
        owner=OWNER,
        copyright=f"© {facts.COPYRIGHT}",
        version=__version__,
        numbers=".".join(map(str, numbers())),
        suffix=facts.SUFFIX,
        type=facts.FILE_TYPE,
        remove="\n".join(remove),
    )


def write(into: Path) -> list[Path]:
    """Script, icon and what PyInstaller puts into the programs."""
    into.mkdir(parents=True, exist_ok=True)
    files = {
        "trailmark.nsi": script().encode("utf-8-sig"),  # NSIS knows UTF-8 by this mark
        "trailmark.ico": icon_files.ico(),
        **{f"{name}.version.txt": version_info(name).encode("utf-8") for name in ("trailmark", "trailmark-gui")},
    }
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]


def installer(bundle: Path, scripts: Path, into: Path) -> Path:
    """The installer of a bundle made on Windows. Raises ValueError for another one, or without makensis."""
    there = {path.name for path in bundle.iterdir()}
    if there != set(CONTENTS):
        raise ValueError(f"{bundle} is no bundle for Windows: {', '.join(sorted(there ^ set(CONTENTS)))}")
    if shutil.which("makensis") is None:
        raise ValueError("an installer for Windows needs makensis (Debian: nsis)")
    target = into / f"{facts.NAME}-{__version__}-setup.exe"
    command = ["makensis", "-V2", "-WX", f"-DPAYLOAD={bundle.resolve()}", f"-DOUTFILE={target}", "trailmark.nsi"]
    subprocess.run(command, cwd=scripts, check=True)
    return target
