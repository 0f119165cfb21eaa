"""Keeps PySide6 from reading the source of every module that is imported after it.

It does so to find out whether the module uses one of its switches (`from __feature__ import …`): it reads and decodes
the whole source of a thousand modules, which is a good part of the time that they take to load. We use no such switch.
"""

from __future__ import annotations

import sys


def without_reading_sources() -> None:
    """From now on modules are imported as Python does it. Where PySide6 has no such search, nothing changes."""
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda _module: False
