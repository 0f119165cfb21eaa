"""Text out of documents from anywhere; a sentence for each that is damaged, hostile, protected or too large."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest

from planner.app import posting_gap
from planner.exchange import documents
from planner.model.problem import PlannerError

LINES = ("Requirements", "You know SQL and Kubernetes.")


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, as a printer driver would write it."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Nice to have", 1)
    document.add_paragraph("Kubernetes", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Language", "Python"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """A Word file with other content in its parts; `__` stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        replaced = {name.replace("__", "/") + ".xml": data for name, data in changed.items()}
        for part in old.namelist():
            new.writestr(part, replaced.pop(part, b"") or old.read(part))
        for part, data in replaced.items():
            new.writestr(part, data)
    return stream.getvalue()


def refused(content: bytes, name: str = "posting") -> str:
    """What is said about a document that is not read."""
    with pytest.raises(PlannerError) as wrong:
        documents.text_of(content, name)
    assert str(wrong.value).endswith((".", "it."))
    return wrong.value.problems[0].code


def test_plain_text_and_markdown() -> None:
    assert documents.text_of("Grüße\n".encode(), "a.txt") == "Grüße\n"
    assert documents.text_of("Grüße".encode("utf-16"), "a.txt") == "Grüße"
    assert documents.text_of("Grüße".encode("latin-1"), "a.txt") == "Grüße"
    assert documents.text_of(b"You know [SQL](https://java.example/python).", "a.md") == "You know [SQL]."


def test_html() -> None:
    page = b"""<!DOCTYPE html><html><head><title>Java</title><style>p {}</style></head><body>
    <script>var python = 1;</script><h2>Require&shy;ments</h2><ul><li>SQL &amp; Git<li>R</ul>
    <div style="display: none">Perl <p>inside</p></div><p hidden>Go</p><p>Kuber<b>netes</b><br>Spark</p>
    </body></html>"""
    lines = [line for line in documents.text_of(page, "a.html").splitlines() if line.strip()]
    assert lines[1:] == ["- SQL & Git", "- R", "Kubernetes", "Spark"]
    assert lines[0].startswith("## Require")


def test_html_says_which_code_page_it_is_in() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><p>Łódź</p></html>".encode("iso-8859-2")
    assert documents.text_of(page, "a.html").strip() == "Łódź"


def test_pdf() -> None:
    assert documents.text_of(pdf(*LINES), "a.pdf").strip().split("\n") == list(LINES)


def test_word() -> None:
    assert documents.text_of(word(), "a.docx").split("\n") == ["## Nice to have", "- Kubernetes", "Language", "Python"]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "no-ending"
    path.write_bytes(pdf(*LINES))
    assert "Kubernetes" in posting_gap.read_document(path)


def test_what_cannot_be_read_gets_a_sentence() -> None:
    assert refused(b"") == "no-text"
    assert refused(b" \n\t") == "no-text"
    assert refused(b"\x7fELF\x00\x01\x02" * 50) == "not-text"
    assert refused(b"\xd0\xcf\x11\xe0" + b"x" * 100) == "old-word"
    assert refused(b"{\\rtf1 hello}") == "rtf"
    assert refused(b"Hello", "a.pdf") == "not-what-it-says"
    assert refused(b"Hello", "a.docx") == "not-what-it-says"
    assert refused(b"x" * (documents.MAX_TEXT_BYTES + 1)) == "too-large"
    assert refused(b"%PDF-" + b"x" * documents.MAX_BYTES) == "too-large"


def test_damaged_and_hostile_pdfs() -> None:
    whole = pdf(*LINES)
    assert refused(b"%PDF-1.7\n" + b"garbage " * 100) == "damaged"
    assert refused(whole.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")) in ("damaged", "no-text")
    assert refused(pdf()) == "no-text"
    blank = pypdf.PdfWriter()
    for _page in range(documents.MAX_PAGES + 1):
        blank.add_blank_page(100, 100)
    assert refused(written(blank)) == "too-many-pages"


def test_a_pdf_with_a_password() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(*LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    assert refused(written(writer)) == "protected"
    writer = pypdf.PdfWriter(io.BytesIO(pdf(*LINES)))
    writer.encrypt("", "owner", algorithm="RC4-128")  # everybody may read it
    assert "Kubernetes" in documents.text_of(written(writer), "a.pdf")


def test_damaged_and_hostile_word_files() -> None:
    whole = word()
    assert refused(whole[: len(whole) // 2]) == "damaged"
    assert refused(repacked(whole, word__document=b"<not closed")) == "damaged"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'
    assert refused(repacked(whole, word__document=entities)) == "dtd"
    assert refused(repacked(whole, word__media=b"\0" * (documents.MAX_UNPACKED + 1))) == "bomb"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    assert refused(other.getvalue()) == "no-word-file"
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(documents.MAX_PARTS + 1):
            packed.writestr(str(number), b"")
    assert refused(many.getvalue()) == "bomb"


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SQL" in documents.text_of(pdf(*LINES), "a.pdf")
    monkeypatch.setattr(documents, "SECONDS", 0.0)
    assert refused(pdf(*LINES * 50)) == "too-long"
    assert refused(word()) == "too-long"


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(PlannerError, match="ended"):
        documents.text_of(pdf(*LINES * 50), "a.pdf", cancelled=lambda: True)
    assert sys.getprofile() is None


@pytest.mark.parametrize(("library", "content"), [("pypdf", pdf(*LINES)), ("docx", word())], ids=["pdf", "word"])
def test_without_the_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, library: str, content: bytes
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(PlannerError, match=r"pip install 'trailmark\[documents\]'"):
        documents.text_of(content, "posting")


@pytest.mark.parametrize(
    "content",
    [pdf(*LINES), word(), b"<html><ul><li>SQL</ul><script>x</script></html>"],
    ids=["pdf", "word", "html"],
)
def test_a_little_damage_never_ends_in_a_traceback(content: bytes) -> None:
    chance = random.Random(7)
    for _case in range(60):
        broken = bytearray(content)
        for _byte in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(PlannerError):
            documents.text_of(bytes(broken[: chance.randrange(1, len(broken) + 1)]), "posting")
