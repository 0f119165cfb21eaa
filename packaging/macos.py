"""For macOS: what stands in Info.plist, what the program may do, and the icon."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any, Final

import facts
import icon_files

from planner import __version__, i18n

KIND: Final = "io.github.trailmark.plan"
"""The type of learners' files; the system tells it from others by this."""
OLDEST: Final = "14.0"
"""That PySide6 of requirements.lock runs on."""


def info() -> dict[str, Any]:
    """Info.plist."""
    return {
        "CFBundleIdentifier": facts.ID,
        "CFBundleName": facts.NAME,
        "CFBundleDisplayName": facts.NAME,
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "CFBundlePackageType": "APPL",
        "CFBundleIconFile": "trailmark.icns",
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(i18n.LANGUAGES),
        "LSApplicationCategoryType": "public.app-category.education",
        "LSBackgroundOnly": False,  # PyInstaller takes a program with a console for one without windows
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© {facts.COPYRIGHT}",
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Trailmark learning path",
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": "trailmark.icns",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [KIND],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": KIND,
                "UTTypeDescription": "Trailmark learning path",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [facts.SUFFIX.removeprefix(".")],
                    "public.mime-type": [facts.FILE_TYPE],
                },
            }
        ],
    }


def entitlements() -> dict[str, bool]:
    """For the hardened runtime: ctypes makes little functions at run time. Neither network nor camera nor contacts."""
    return {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def write(into: Path) -> list[Path]:
    """All of it as files."""
    into.mkdir(parents=True, exist_ok=True)
    files = {
        "Info.plist": plistlib.dumps(info()),
        "entitlements.plist": plistlib.dumps(entitlements()),
        "trailmark.icns": icon_files.icns(),
    }
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]
