"""One translation catalogue for the program and the command line.

Texts are marked with `_` (or `ngettext` for plurals) where they are written, with named placeholders that are filled
in afterwards: ``_("{title} needs {hours} hours").format(title=…, hours=…)``. English is the source language, so a
missing catalogue is not an error.
"""

from __future__ import annotations

import gettext as _gettext
import os
from importlib import resources

DOMAIN = "trailmark"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str | None = None) -> None:
    """Switch every text that is looked up from now on to `language` ("de", "es_MX"), or to the environment's."""
    global _catalogue
    wanted = [language] if language else _environment_languages()
    locale_dir = resources.files("planner") / "locale"
    _catalogue = _gettext.translation(DOMAIN, str(locale_dir), languages=wanted, fallback=True)


def _environment_languages() -> list[str]:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return value.split(":")
    return ["en"]


def _(message: str) -> str:
    """The text in the chosen language; `message` itself where the catalogue has none."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for `count` things, with the plural rule of the chosen language."""
    return _catalogue.ngettext(singular, plural, count)
