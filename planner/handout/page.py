"""A handout as one web page that needs nothing else: no network, no script to be read, and nothing in it can break out.

The page may load nothing at all (`default-src 'none'`); its own style and script are allowed by their fingerprints.
Without scripts everything is there.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib import resources

from planner.handout import page_map, page_parts, page_steps
from planner.handout.content import Handout
from planner.handout.markup import Markup, el, join
from planner.handout.words import direction, language_tag, made_words, title_words
from planner.i18n import _


def write(handout: Handout) -> bytes:
    """The page."""
    style, script = file_text("page.css"), file_text("page.js")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content="Trailmark"),
        el("meta", name="author", content=handout.coach.name) if handout.coach.name else None,
        el("meta", name="referrer", content="no-referrer"),
        el("title", title_words(handout)),
        el("style", Markup(style)),
    )
    body = el(
        "body",
        el("a", _("Skip to the plan"), class_="skip", href="#plan"),
        page_parts.header(handout),
        el("main", _sections(handout)),
        el("footer", el("p", made_words(handout)), el("p", _("made with Trailmark"))),
        el("script", Markup(script)),
    )
    language = language_tag(handout)
    page = el("html", "\n", head, "\n", body, "\n", lang=language, dir=direction(language))
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _sections(handout: Handout) -> Iterable[Markup]:
    parts = page_parts.sections(handout)
    for key, title in parts.items():
        yield join("\n", el("section", el("h2", title, id=f"h-{key}"), _content(handout, key), id=key,
                            aria_labelledby=f"h-{key}"))  # fmt: skip


def _content(handout: Handout, key: str) -> Markup:
    if key == "plan":
        return page_steps.plan(handout)
    if key == "map":
        return page_map.drawing(handout)
    if key == "steps":
        return page_steps.steps(handout)
    return page_parts.content(handout, key)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_fingerprint(style)}; script-src {_fingerprint(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def file_text(name: str) -> str:
    """The style or the script, as it stands in the page."""
    return (resources.files("planner.handout") / name).read_text(encoding="utf-8")
