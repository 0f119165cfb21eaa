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


def html_lines(page: str) -> list[str]:
    """The lines of a page that are not empty."""
    return [line for line in documents.text_of(page.encode(), "a.html").splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<details><summary>Skills</summary>Docker</details>", ["## Skills", "Docker"]),
        ("<dl><dt>Cloud</dt><dd>AWS</dd></dl>", ["Cloud", "AWS"]),
        ("<table><caption>Tools</caption><tr><th>SQL</th><td>Git</td></tr></table>", ["Tools", "SQL", "Git"]),
        ("<figure>Docker<figcaption>SQL</figcaption>Git</figure>", ["Docker", "SQL", "Git"]),
        ("<fieldset><legend>Skills</legend>Docker</fieldset>", ["## Skills", "Docker"]),
        ("<div>SQL<hr>Git<br>Docker<br/>Spark</div>", ["SQL", "Git", "Docker", "Spark"]),
        ("<div>SQL<center>Git</center>Docker<dialog open>Spark</dialog></div>", ["SQL", "Git", "Docker", "Spark"]),
        ("<pre>SQL\nGit</pre>", ["SQL", "Git"]),
        ("<h2><div>Must<br/>have</div></h2>SQL", ["## Must have", "SQL"]),
        ("<h3><button>Must have</button></h3>SQL<button>Apply</button>Git", ["## Must have", "SQL Git"]),
        ("<div><button aria-expanded='false'>Must have</button><div>SQL</div></div>", ["## Must have", "SQL"]),
        ("<ul><li><p>SQL</p></li><li>Git</li></ul>", ["- SQL", "- Git"]),
        ("<p><label>Tool</label>SQL<img src='x'>Git<select><option>no</select>Docker</p>", ["Tool SQL Git Docker"]),
        ("<p><a href='/a'>SQL</a><a href='/b'>Git</a></p>", ["SQL Git"]),
        ("<p>Kuber<b>netes</b>, Post<script>x</script>gres, Data<wbr>bricks</p>", ["Kubernetes, Postgres, Databricks"]),
        ("<p>SQL <span style='visibility: hidden'>Scala</span></p>", ["SQL"]),
    ],
)
def test_words_stand_apart_as_in_a_browser(page: str, lines: list[str]) -> None:
    assert html_lines(page) == lines


def test_what_begins_without_a_tag_is_a_page_by_its_name() -> None:
    assert html_lines("You know SQL.<br>And Git.") == ["You know SQL.", "And Git."]


@pytest.mark.parametrize(
    ("odd", "usual"),
    [
        ("Py\u00adthon", "Python"),
        ("Kuber\u200bnetes", "Kubernetes"),
        ("Do\u200d\u2060\ufeffcker", "Docker"),
        ("\u200eC++\u200e", "C++"),
        ("CI\u2011CD", "CI-CD"),
        ("Power\u00a0BI", "Power BI"),
        ("\ufb01ne-tuning", "fine-tuning"),
        ("\U0001d5e6\U0001d5e4\U0001d5df", "SQL"),
        ("\uff27\uff49\uff54", "Git"),
        ("Gru\u0308\u00dfe", "Gr\u00fc\u00dfe"),
        ("\u2714\ufe0f SQL", "\u2714 SQL"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_letters_are_those_that_one_sees(odd: str, usual: str) -> None:
    assert documents.text_of(odd.encode(), "a.txt") == usual
    assert documents.text_of(f"<p>{odd}</p>".encode(), "a.html").strip() == usual
    assert posting_gap.readable(odd) == usual


def test_what_a_word_processor_puts_on_the_clipboard() -> None:
    assert posting_gap.readable("CI\x1eCD Do\x1fcker\x0bSQL\u2028Git") == "CI-CD Docker\nSQL\nGit"


def test_a_word_that_is_hyphenated_at_the_end_of_a_line_is_one() -> None:
    assert documents.text_of("Py\u00ad\nthon and Kuber\u00ad \r\n netes".encode(), "a.txt") == "Python and Kubernetes"


def test_a_long_run_of_accents_is_no_trap() -> None:
    marks = "\u0316\u0301" * 200_000  # to put them into their order takes minutes
    assert documents.text_of(f"SQL {marks}".encode(), "a.txt").startswith("SQL")


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><a>Java jobs</a><ul><li>Java</ul></nav>",
        "<header><nav><a>Java jobs</a></nav></header>",
        "<div role='navigation'><div>Java</div></div>",
        "<footer><h3>Similar jobs</h3><a>Java engineer</a></footer>",
        "<div role=contentinfo>Java</div>",
    ],
)
def test_the_menu_and_the_foot_of_a_page_are_no_part_of_a_posting(menu: str) -> None:
    page = f"<html><body>{menu}<main><h1>Analyst</h1><p>SQL</p></main>{menu}</body></html>"
    assert html_lines(page) == ["## Analyst", "SQL"]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<article><p>SQL</p><footer>Java</footer></article>", ["SQL", "Java"]),
        ("<main><p>SQL</p></main><aside>Java</aside>", ["SQL", "Java"]),
        ("<header>SQL</header><p>Java</p>", ["SQL", "Java"]),
        ("<body><nav><p>SQL</p></nav></body>", ["SQL"]),
        ("<body><p>SQL</p><nav><p>Java</p></body>", ["SQL", "Java"]),
    ],
    ids=["foot of an article", "aside", "header", "nothing else", "without an end"],
)
def test_what_may_be_the_posting_is_read(page: str, lines: list[str]) -> None:
    assert html_lines(page) == lines


def test_html_says_which_code_page_it_is_in() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><p>Łódź</p></html>".encode("iso-8859-2")
    assert documents.text_of(page, "a.html").strip() == "Łódź"


def test_pdf() -> None:
    assert documents.text_of(pdf(*LINES), "a.pdf").strip().split("\n") == list(LINES)


def test_word() -> None:
    assert documents.text_of(word(), "a.docx").split("\n") == ["## Nice to have", "- Kubernetes", "Language", "Python"]


def word_of(body: str, **parts: bytes) -> list[str]:
    """The lines that are not empty of a Word file with this body."""
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())
    document = f"<w:document {names}><w:body>{body}</w:body></w:document>".encode()
    text = documents.text_of(repacked(word(), word__document=document, **parts), "a.docx")
    return [line for line in text.split("\n") if line.strip()]


SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def par(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def box(text: str) -> str:
    return f"<w:txbxContent>{par(text)}</w:txbxContent>"


DRAWN = f"<w:drawing><wps:txbx>{box('Airflow')}</wps:txbx></w:drawing>"
BLANK = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{par('Your skills')}</w:sdtContent></w:sdt>"
OLD = f"<w:pict><v:textbox>{box('Airflow')}</v:textbox></w:pict>"

BOTH = (
    f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWN}</mc:Choice>"
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
)
TRACKED = (
    f"<w:ins w:id='1'>{run('Databricks')}</w:ins><w:del w:id='2'><w:r><w:delText>Hadoop</w:delText></w:r></w:del>"
    f"<w:moveFrom w:id='3'>{run('Spark')}</w:moveFrom><w:moveTo w:id='4'>{run(' SQL')}</w:moveTo>"
)
TABLE = f"<w:tbl><w:tr><w:tc>{par('Terraform')}</w:tc></w:tr></w:tbl>"
INNER = f"<w:sdt><w:sdtContent><w:tc>{TABLE}</w:tc></w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<w:sdt><w:sdtContent>{par('Skills: Docker')}</w:sdtContent></w:sdt>", ["Skills: Docker"]),
        (f"<w:p>{run('I know ')}<w:sdt><w:sdtContent>{run('SQL')}</w:sdtContent></w:sdt></w:p>", ["I know SQL"]),
        (f"{BLANK}{par('SQL')}", ["SQL"]),
        (f"<w:p><w:r>{OLD}</w:r></w:p>", ["Airflow"]),
        (f"<w:p>{run('Tools')}<w:r>{BOTH}</w:r></w:p>", ["Tools", "Airflow"]),
        (f"<w:p>{TRACKED}</w:p>", ["Databricks SQL"]),
        (f"<w:ins w:id='1'>{par('Kafka')}</w:ins>", ["Kafka"]),
        (f"<w:tbl><w:tr><w:tc>{par('Cloud')}</w:tc>{INNER}</w:tr></w:tbl>", ["Cloud", "Terraform"]),
        (
            "<w:p><w:r><w:t>CI</w:t><w:noBreakHyphen/><w:t>CD Py</w:t><w:softHyphen/><w:t>thon</w:t></w:r></w:p>",
            ["CI-CD Python"],
        ),
        (
            f"<w:p><w:hyperlink>{run('PyTorch')}</w:hyperlink><w:fldSimple>{run(' 2')}</w:fldSimple></w:p>",
            ["PyTorch 2"],
        ),
    ],
    ids=["control", "in-line", "placeholder", "old-box", "box", "tracked", "block", "tables", "hyphens", "link"],
)
def test_every_part_of_a_word_file_is_read(body: str, lines: list[str]) -> None:
    assert word_of(body) == lines


def test_headers_footers_and_notes_of_a_word_file_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("SQL")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Jane Doe, Kafka"
    section.footer.paragraphs[0].text = "Page 1"
    section.first_page_header.paragraphs[0].text = "Never printed"
    document.add_section()  # goes on with the same header
    stream = io.BytesIO()
    document.save(stream)
    text = documents.text_of(stream.getvalue(), "a.docx")
    assert [line for line in text.split("\n") if line] == ["Jane Doe, Kafka", "SQL", "Page 1"]


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
