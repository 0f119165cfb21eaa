"""The list of what is stale, in the window."""

from __future__ import annotations

from datetime import date

from planner.app.stale import in_question, line, staleness
from ui.dialogs.stale import StaleDialog
from ui.plain import PlainLabel


def test_the_list_goes_to_its_items_and_can_be_copied(board, qtbot, monkeypatch) -> None:
    day = date(2027, 12, 1)
    found = staleness(board.session.document.curriculum, day, board.answer.plan)
    dialog = StaleDialog(found, board)
    qtbot.addWidget(dialog)
    mine = [fact for fact in in_question(found.facts) if fact.rests]
    assert dialog.lines() == [line(fact, day) for fact in mine]
    assert dialog.table.rowCount() == len(mine) > 20
    assert "steps of your plan rest on it" in dialog.table.text(0, 1)
    dialog.which.setCurrentIndex(1)
    assert dialog.lines() == [line(fact, day) for fact in in_question(found.facts)]
    assert len(dialog.lines()) > len(mine)

    dialog.chosen.connect(board.select_and_show)
    dialog.table.setCurrentCell(0, 0)
    dialog.go_button.click()
    assert board.selected == in_question(found.facts)[0].item
    words = "\n".join(label.text() for label in board.inspector.findChildren(PlainLabel))
    assert "to be checked again by" in words or "stale since" in words

    shown: list[StaleDialog] = []
    monkeypatch.setattr(StaleDialog, "exec", lambda dialog: shown.append(dialog))
    board.actions_table["stale"].trigger()
    assert shown[0]._found.on == date.today()


def test_where_nothing_is_stale_that_is_said(board, qtbot) -> None:
    curriculum = board.session.document.curriculum.changed(
        nodes=(), courses=(), certificates=(), claims=(), overrides=()
    )
    dialog = StaleDialog(staleness(curriculum, curriculum.checked), board)
    qtbot.addWidget(dialog)
    assert dialog.lines() == ["Nothing here needs to be looked at again. 0 other facts are fresh."]
    assert not dialog.go_button.isEnabled()
