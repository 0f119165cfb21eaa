"""What a bundle holds of Qt, and nothing else: a test and the build refuse what is not in these lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Final

LIBRARIES: Final = ("Core", "DBus", "Gui", "OpenGL", "Svg", "WaylandClient", "Widgets", "XcbQpa")
"""Of Qt. All are LGPL; those that are GPL only (WaylandCompositor, Lottie, Designer) and the Addons stay out."""
PLUGINS: Final = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qico", "qjpeg", "qsvg", "qwebp"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qoffscreen", "qwayland", "qwayland-egl", "qwayland-generic", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
}
"""Kind of plug-in → their names. Without those of xcb and wayland Qt paints without graphics hardware."""
LANGUAGES: Final = ("de", "es")
"""Qt's own texts; English is built in."""
SYSTEM: Final = re.compile(
    r"lib(?:c|m|dl|rt|pthread|GL|GLX|EGL|GLdispatch|OpenGL|drm|gbm|X11|X11-xcb|xcb|wayland-[a-z]+|fontconfig|freetype)\.so"
)
"""Belongs to the system: graphics and fonts of another one would not fit it."""


def is_kept(name: str) -> bool:
    """Whether a file of a bundle, by its path inside, is wanted."""
    path = PurePosixPath(name)
    qt = re.match(r"libQt6([A-Za-z]+)\.so", path.name)
    if qt:
        return qt[1] in LIBRARIES
    if "plugins" in path.parts and "Qt" in path.parts:
        return path.name.removeprefix("lib").partition(".")[0] in PLUGINS.get(path.parent.name, ())
    if "translations" in path.parts and "Qt" in path.parts:
        return path.name in {f"qtbase_{language}.qm" for language in LANGUAGES}
    return not (SYSTEM.match(path.name) or {"qml", "libexec", "metatypes"} & set(path.parts))


def reachable(files: Iterable[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Of these files those that somebody needs: whatever is no plain library, and the libraries that these need.

    `needs` gives the names of the libraries that a file asks for.
    """
    files = set(files)
    libraries = {PurePosixPath(one).name: one for one in files if is_library(one)}
    found, waiting = set(), [one for one in files if not is_library(one)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [libraries[name] for name in needs(one) if name in libraries]
    return found


def is_library(name: str) -> bool:
    """Whether a file is there only because another one needs it."""
    path = PurePosixPath(name)
    return path.name.startswith("lib") and ".so" in path.name and "plugins" not in path.parts
