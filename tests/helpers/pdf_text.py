"""The text that can be selected in a PDF as Qt writes it: the glyphs of each line, by the table of their font."""

from __future__ import annotations

import re
import zlib


def page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the page in points."""
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert found
    return float(found[1]), float(found[2])


def lines(pdf: bytes) -> list[str]:
    """Every piece of text, in the order in which it is painted."""
    objects = {int(one[1]): one[2] for one in re.finditer(rb"(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL)}
    tables = {}
    for name, number in re.findall(
        rb"/(F\d+) (\d+) 0 R", b"".join(body for body in objects.values() if b"/Font <<" in body)
    ):
        table = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        assert table, "a font whose text cannot be selected"
        tables[name] = _characters(_stream(objects[int(table[1])]))
    found = []
    for body in objects.values():
        content = _stream(body)
        if b"\nBT\n" not in content:
            continue
        for block in re.findall(rb"\nBT\n(.*?)\nET\n", content, re.DOTALL):
            font = re.search(rb"/(F\d+) ", block)
            assert font
            codes = re.findall(rb"<([0-9A-Fa-f]+)> Tj", block)
            found.append("".join(tables[font[1]][code.upper()] for code in codes))
    return found


def _stream(body: bytes) -> bytes:
    if b"stream\n" not in body:
        return b""
    content = body.split(b"stream\n", 1)[1].rsplit(b"endstream", 1)[0]
    return zlib.decompress(content) if b"/FlateDecode" in body.split(b"stream\n", 1)[0] else content


def _characters(table: bytes) -> dict[bytes, str]:
    """Code of a glyph -> what it stands for."""
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[code.upper()] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, listed, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(?:\[([^\]]*)\]|<(\w+)>)", block):
            texts = re.findall(rb"<(\w+)>", listed)
            for number in range(int(first, 16), int(last, 16) + 1):
                offset = number - int(first, 16)
                code = b"%0*X" % (len(first), number)
                found[code] = _utf16(texts[offset]) if texts else chr(int(text, 16) + offset)
    return found


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
