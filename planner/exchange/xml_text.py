"""XML from outside: no document types, no entities, no depths; and text that XML can hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from planner.exchange.building import Findings
from planner.i18n import _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH = 64
MAX_ELEMENTS = 400_000


def parse_xml(content: bytes, findings: Findings) -> Element:
    """The root element. Raises PlannerError for what is no XML, and for XML that is a trap."""
    depth = count = 0
    roots: list[Element] = []
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            roots = roots or [element]
            depth, count = depth + 1, count + 1
            if depth > MAX_DEPTH:
                message = _("Elements are nested more than {limit} deep.").format(limit=MAX_DEPTH)
                raise findings.wrong("too-deep", message)
            if count > MAX_ELEMENTS:
                raise findings.wrong("too-many", _("There are too many elements."))
    except DefusedXmlException:
        message = _(
            "The file has a document type or entities of its own, which Trailmark does not read. Save it without."
        )
        raise findings.wrong("xml-trap", message) from None
    except ParseError as wrong:
        reason = str(wrong).split(": line")[0]
        message = _("This is not XML: {reason}.").format(reason=reason)
        raise findings.wrong("not-xml", message, wrong.position[0]) from None
    except (ValueError, LookupError) as wrong:
        raise findings.wrong("not-xml", _("This is not XML: {reason}.").format(reason=wrong)) from None
    return roots[0]  # without one the parser has complained


def local(tag: object) -> str:
    """The name of an element without its namespace; empty for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
