"""Pictures of the map: every format can be read again, holds its text as text, cuts nothing, and is written whole."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pdf_text
import pytest
from build import curriculum, learner, node
from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from planner.app import commands, output, queries
from planner.app.map import Sight
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from ui.dialogs.picture import PictureDialog
from ui.dialogs.report import Report
from ui.pictures.formats import MAX_PIXELS, Format, encode, pixels
from ui.pictures.heading import Heading, heading
from ui.pictures.sheet import whole_boxes
from ui.pictures.wish import Wish, checked_scale, format_of, size_of

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 29)
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"rect", "path", "polyline", "polygon", "circle", "ellipse", "line"}
SIGHTS = {"stages": Sight(open_eras=frozenset()), "steps": Sight(), "everything": Sight(everything=True)}


@pytest.fixture(scope="module")
def path():
    """The built-in path with its plan."""
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    return document, queries.plan(document)


@pytest.fixture(scope="module")
def maps(path):
    """What is shown -> the map of it."""
    document, plan = path
    return {name: queries.draw(document, plan, sight) for name, sight in SIGHTS.items()}


def words_of(path: tuple[Document, Plan]) -> Heading:
    return heading(*path, TODAY)


def written(kind: Format, picture, words, part=None, **wish) -> bytes:
    wanted = Wish(kind, **wish)
    return encode(wanted.sheet(picture, words, part), kind, wanted.scale)


def svg_texts(content: bytes) -> list[tuple[str, QRectF]]:
    """Every text of an SVG with the place that it takes on the sheet, from its base line to the top of capitals."""
    found = []
    for group in ElementTree.fromstring(content).iter(f"{SVG}g"):
        matrix = re.fullmatch(r"matrix\((.*)\)", group.get("transform", ""))
        for text in group.findall(f"{SVG}text"):
            assert matrix
            a, b, c, d, e, f = map(float, matrix[1].split(","))
            assert (b, c) == (0, 0)
            size = float(text.get("font-size", "nan"))
            x, y = float(text.get("x", "nan")), float(text.get("y", "nan"))
            place = QRectF(
                a * x + e, d * (y - size * 0.7) + f, a * float(text.get("textLength", "nan")), d * size * 0.7
            )
            found.append((text.text or "", place))
    return found


def squeezed(texts: list[str]) -> str:
    """Titles are broken into lines anywhere, so that they are looked for without their spaces."""
    return re.sub(r"\s", "", "".join(texts))


# -- what is in them


@pytest.mark.parametrize("shown", SIGHTS)
def test_a_vector_picture_holds_every_word_as_text(qapp, path, maps, shown) -> None:
    words = words_of(path)
    svg = [text for text, _place in svg_texts(written(Format.SVG, maps[shown], words))]
    pdf = pdf_text.lines(written(Format.PDF, maps[shown], words))
    for texts in (svg, pdf):
        there = squeezed(texts)
        for one in (words.title, words.facts, words.date, words.maker, "Promoted: senior ML engineer", "Jun 2033"):
            assert squeezed([one]) in there, one
        for one in ("skill", "milestone", "your goal"):
            assert one in texts, f"{one} is missing in the legend"
        for lane in maps[shown].lanes:
            assert squeezed([maps[shown].lane_titles[lane.key]]) in there
        for item in maps[shown].boxes:
            if item in maps[shown].nodes:
                assert squeezed([maps[shown].nodes[item].label]) in there, "a title is cut"
        assert "…" not in there
    assert sorted(svg) == sorted(pdf)


@pytest.mark.parametrize("size", ["map", "a3", "1920x1080"])
@pytest.mark.parametrize("shown", SIGHTS)
def test_no_text_lies_on_another_or_leaves_the_sheet(qapp, path, maps, shown, size) -> None:
    content = written(Format.SVG, maps[shown], words_of(path), size=size)
    root = ElementTree.fromstring(content)
    sheet = QRectF(0, 0, float(root.get("width", 0)), float(root.get("height", 0)))
    texts = svg_texts(content)
    assert len(texts) > 60
    for number, (text, place) in enumerate(texts):
        assert sheet.contains(place), text
        for other, there in texts[number + 1 :]:
            assert not place.intersects(there), f"“{text}” and “{other}”"


@pytest.mark.parametrize("shown", ["stages", "steps"])
def test_from_right_to_left_everything_stands_at_the_other_side(qapp, path, maps, shown) -> None:
    """Words and boxes stand where a mirror shows them; words themselves are not turned round."""
    words, size = words_of(path), "1600x1000"
    width = Wish(Format.SVG, size=size).sheet(maps[shown], words).size.width()
    usual = written(Format.SVG, maps[shown], words, size=size)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        turned = written(Format.SVG, maps[shown], words, size=size)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    there = sorted((text, rect.center().y(), width - rect.center().x()) for text, rect in svg_texts(usual))
    found = sorted((text, rect.center().y(), rect.center().x()) for text, rect in svg_texts(turned))
    assert [text for text, _y, _x in found] == [text for text, _y, _x in there]
    for (text, y, x), (_same, y2, x2) in zip(there, found, strict=True):
        assert (x2, y2) == pytest.approx((x, y), abs=1.5), text
    spots = {text: x for text, _y, x in found}
    assert spots["Career"] > width / 2
    assert spots["made with Trailmark"] < width / 2


def test_every_format_can_be_read_again(qapp, path, maps) -> None:
    words = words_of(path)
    renderer = QSvgRenderer(QByteArray(written(Format.SVG, maps["everything"], words)))
    assert renderer.isValid()
    natural = Wish(Format.SVG).sheet(maps["everything"], words).size
    assert renderer.viewBoxF().size() == natural
    points = pdf_text.page_size(written(Format.PDF, maps["everything"], words))
    assert points == pytest.approx((natural.width() * 0.75, natural.height() * 0.75), abs=1)
    image = QImage.fromData(written(Format.PNG, maps["steps"], words, size="a4", scale=2.0))
    assert (image.width(), image.height()) == (2246, 1588)
    assert image.text("Title") == "Machine Learning Architect"


def test_the_paper_stands_where_the_map_is_taller_than_wide(qapp, path, maps) -> None:
    words = words_of(path)
    assert pdf_text.page_size(written(Format.PDF, maps["stages"], words, size="a4")) == pytest.approx((595, 842), abs=1)
    assert pdf_text.page_size(written(Format.PDF, maps["steps"], words, size="a3")) == pytest.approx((1191, 842), abs=1)


def test_a_slide_has_the_pixels_that_were_asked_for_and_the_colours(qapp, path, maps) -> None:
    words = words_of(path)
    for theme, dark in (("light", False), ("dark", True)):
        image = QImage.fromData(written(Format.PNG, maps["stages"], words, size="1280x720", theme=theme))
        assert (image.width(), image.height()) == (1280, 720)
        assert (image.pixelColor(2, 2).lightness() < 128) is dark


def test_a_part_shows_whole_boxes_and_nothing_else(qapp, path, maps) -> None:
    picture = maps["steps"]
    asked = QRectF(4400, 900, 1400, 900)
    part = whole_boxes(picture, asked)
    assert part.contains(asked)
    texts = squeezed([text for text, _place in svg_texts(written(Format.SVG, picture, words_of(path), asked))])
    inside = 0
    for item, box in picture.boxes.items():
        rect = QRectF(box.x, box.y, box.width, box.height)
        if part.intersects(rect):
            assert part.contains(rect)
            assert squeezed([picture.nodes[item].label]) in texts
            inside += 1
    assert 3 < inside < 60
    assert "MachineLearningArchitect" in texts  # the title of the sheet
    outside = [
        node.title for node in picture.nodes.values() if node.kind == "skill" and squeezed([node.label]) not in texts
    ]
    assert len(outside) > 60


def test_the_legend_says_only_what_is_there(qapp, path, maps) -> None:
    def legend(name: str) -> list[str]:
        return [text for text, _place in svg_texts(written(Format.SVG, maps[name], words_of(path)))]

    assert "certification" not in legend("steps")
    assert "not in the plan" not in legend("steps")
    assert {"certification", "degree", "not in the plan"} <= set(legend("everything"))
    assert "your next step is here" in legend("stages")


# -- what comes from files


HOSTILE = [
    "<script>alert(\"1\")</script> & 'quotes' ]]>",
    "</text></svg><svg onload=alert(1)>",
    "&amp; &#0; &lt;b&gt;",
    "שלום עולם and مرحبا",
    "漢字 👩\u200d🔬 ñ e\u0301",
    "W" * 200,
]


def test_nothing_in_a_title_can_break_a_picture(qapp) -> None:
    nodes = [node(f"n{number}", 5, title=title) for number, title in enumerate(HOSTILE)]
    goal = node("goal", 1, {"all": [one["id"] for one in nodes]}, title='<b>Goal</b> & "more"')
    document = Document(curriculum=curriculum(*nodes, goal), learner=learner())
    plan = queries.plan(document)
    picture, words = queries.draw(document, plan), heading(document, plan, TODAY)
    # What the models take away must not matter either: no control characters, nothing that turns text around.
    spoilt = replace(picture.nodes["n0"], title=HOSTILE[0] + "\u202e\x00\x0b\ufffe\ud800")
    picture = replace(picture, nodes={**picture.nodes, "n0": spoilt})
    content = written(Format.SVG, picture, words)
    assert QSvgRenderer(QByteArray(content)).isValid()
    root = ElementTree.fromstring(content)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= SHAPES | {"svg", "title", "desc", "defs", "g", "text"}
    texts = squeezed([text for text, _place in svg_texts(content)])
    for title in (*HOSTILE[:3], '<b>Goal</b> & "more"'):
        assert squeezed([title]) in texts
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\ufffe]", content.decode("utf-8"))
    assert pdf_text.lines(written(Format.PDF, picture, words))
    assert not QImage.fromData(written(Format.PNG, picture, words)).isNull()


def test_a_plan_without_steps_has_a_picture(qapp) -> None:
    document = Document(curriculum=curriculum(node("goal", 1)), learner=learner(known=("goal",)))
    plan = queries.plan(document)
    texts = [
        text
        for text, _place in svg_texts(written(Format.SVG, queries.draw(document, plan), heading(document, plan, TODAY)))
    ]
    assert "GOAL" in texts


def test_what_is_too_large_is_said_before_it_is_painted(qapp, path, maps) -> None:
    sheet = Wish(Format.PNG).sheet(maps["everything"], words_of(path))
    assert sheet.size.width() * sheet.size.height() < MAX_PIXELS
    with pytest.raises(PlannerError, match=r"\d\d,\d\d\d × \d\d,\d\d\d pixels is too large"):
        pixels(sheet, 4.0)
    with pytest.raises(PlannerError, match="too large"):
        encode(sheet, Format.PNG, 4.0)


def test_sizes_and_names_are_understood_or_refused(qapp) -> None:
    assert size_of("1920x1080") == QSizeF(1920, 1080)
    flat, upright = size_of("A4"), size_of("a4", upright=True)
    assert flat
    assert flat.transposed() == upright
    assert flat.width() > flat.height()
    assert size_of("map") is None
    assert [format_of(name) for name in ("a.svg", "b.PDF", "c.d.png")] == ["svg", "pdf", "png"]
    for wrong in ("10x10", "99999x99999", "huge", "", "1920", "-1x500"):
        with pytest.raises(PlannerError, match="is no size"):
            size_of(wrong)
    for wrong in ("map", "map.jpg", "svg", ".svg/"):
        with pytest.raises(PlannerError, match=r"\.svg, \.pdf or \.png"):
            format_of(wrong)
    for scale in (0.5, 5.0, float("nan")):
        with pytest.raises(PlannerError, match="is no scale"):
            checked_scale(scale)


# -- written whole or not at all


def test_an_old_file_stays_until_the_new_one_is_whole(tmp_path, monkeypatch) -> None:
    file = tmp_path / "map.svg"
    file.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlannerError, match="No space left on device"):
        output.write_file(file, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["map.svg"]
    assert file.read_bytes() == b"old"
    monkeypatch.undo()
    assert output.write_file(file, b"new") == file
    assert file.read_bytes() == b"new"


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path) -> None:
    with pytest.raises(PlannerError, match="There is no folder"):
        output.write_file(tmp_path / "nowhere" / "map.svg", b"")
    (tmp_path / "map.svg").mkdir()
    with pytest.raises(PlannerError, match="cannot be written: It is not an ordinary file"):
        output.write_file(tmp_path / "map.svg", b"")
    assert not (tmp_path / "nowhere").exists()


# -- the command line


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "planner", "picture", "--from", "data-analyst", "--start", "2027-01-04", *arguments],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_draws_without_a_display(tmp_path) -> None:
    done = command("--out", "map.svg", "--to", "job-ml-engineer", "--steps", "--theme", "dark", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The map is drawn in {tmp_path / 'map.svg'}\n"
    texts = [text for text, _place in svg_texts((tmp_path / "map.svg").read_bytes())]
    assert any("4 Jan 2027" in text for text in texts)


def test_the_command_says_what_is_wrong(tmp_path) -> None:
    done = command("--out", "map.gif", folder=tmp_path)
    assert done.returncode == 2
    assert "svg, .pdf or .png" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missed_deadline_is_drawn_and_told(tmp_path) -> None:
    done = command("--out", "map.pdf", "--deadline", "2028-01-01", "--stages", folder=tmp_path)
    assert done.returncode == 3
    assert "1 Jan 2028" in done.stderr
    assert "Machine Learning Architect" in pdf_text.lines((tmp_path / "map.pdf").read_bytes())


# -- the window


@dataclass
class Answers:
    """What the person does: the name that is given, the reports that were read, and what is chosen in the dialog."""

    name: str
    reports: list[Report]
    choose: Callable[[PictureDialog], None]


@pytest.fixture
def answers(monkeypatch, tmp_path):
    """A person who takes the dialog as it is, and the name that is given here."""
    given = Answers(str(tmp_path / "map.pdf"), [], lambda _dialog: None)

    def accept(dialog: PictureDialog) -> int:
        given.choose(dialog)
        return 1

    monkeypatch.setattr(PictureDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (given.name, ""))
    monkeypatch.setattr(Report, "exec", lambda report: given.reports.append(report))
    return given


def test_a_picture_is_saved_from_the_menu_and_shown_in_its_folder(board, qtbot, answers, tmp_path, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.operations.file.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    save = board.actions_table["save_picture"]
    save.trigger()
    assert "Drawing map.pdf" in board.summary.text()
    assert not save.isEnabled()
    qtbot.waitUntil(lambda: "Saved map.pdf" in board.summary.text(), timeout=20_000)
    assert save.isEnabled()
    assert "Machine Learning Architect" in pdf_text.lines((tmp_path / "map.pdf").read_bytes())
    board.notice.folder_button.click()
    assert opened == [str(tmp_path)]
    board.tell("something else")
    assert not board.notice.folder_button.isVisible()


def test_a_picture_that_cannot_be_saved_is_reported(board, qtbot, answers, tmp_path) -> None:
    answers.name = str(tmp_path / "nowhere" / "map.pdf")
    board.actions_table["save_picture"].trigger()
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=20_000)
    assert board.actions_table["save_picture"].isEnabled()
    assert not board.notice.folder_button.isVisible()


def test_the_part_in_sight_can_be_saved(window, qtbot, answers, tmp_path) -> None:
    window.view.camera.set_zoom(0.62)
    window.view.go_to("ml-fundamentals")

    def choose(dialog: PictureDialog) -> None:
        dialog._kind.setCurrentIndex(dialog._kind.findData(Format.SVG))
        whole = dialog.sheet().size
        dialog._what.setCurrentIndex(1)
        assert dialog.sheet().size.width() < whole.width()

    answers.name = str(tmp_path / "part")
    answers.choose = choose
    window.actions_table["save_picture"].trigger()
    qtbot.waitUntil(lambda: "Saved part.svg" in window.summary.text(), timeout=20_000)
    texts = squeezed([text for text, _place in svg_texts((tmp_path / "part.svg").read_bytes())])
    assert "Machinelearningfundamentals" in texts


def test_the_part_in_sight_of_a_board_holds_what_the_window_shows(board, path) -> None:
    board.view.camera.set_zoom(2.0)
    board.view.camera.keep(board.view.item.rects["module:2:generative-ai"].center(), board.view.camera.room().center())
    part = board.operations._in_sight()
    box = board.answer.picture.boxes["module:2:generative-ai"]
    assert part.contains(QRectF(box.x, box.y, box.width, box.height).center())
    assert part.width() < board.answer.picture.width / 2


def test_the_dialog_refuses_what_is_too_large(window, path, maps, qtbot) -> None:
    dialog = PictureDialog(maps["everything"], words_of(path), None, Wish(Format.PNG, scale=4.0), window)
    qtbot.addWidget(dialog)
    assert "too large" in dialog._facts.text()
    assert not dialog._save.isEnabled()
    assert not dialog._what.isEnabled()
    dialog._scale.setCurrentIndex(0)
    assert dialog._save.isEnabled()
    assert "pixels" in dialog._facts.text()
    dialog._kind.setCurrentIndex(dialog._kind.findData(Format.PDF))
    dialog._size.setCurrentIndex(dialog._size.findData("a4"))
    assert "hard to read" in dialog._facts.text()
    dialog._size.setCurrentIndex(dialog._size.findData("map"))
    assert "hard to read" not in dialog._facts.text()
