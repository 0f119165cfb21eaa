"""The choices of one item as a menu: every option with what it would change, before anybody takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from planner.app.whatif import Price, price_words
from planner.i18n import _
from planner.model.plan import Decision, Plan
from ui.plain import menu_text


def open_decisions(plan: Plan, item: str) -> list[Decision]:
    """What the learner can still choose at an item."""
    return [one for one in plan.decisions if item in one.nodes and not one.held and len(one.options) > 1]


def choice_menu(
    plan: Plan,
    item: str,
    prices: Mapping[str, Sequence[Price]],
    choose: Callable[[Decision, int], None],
    parent: QWidget,
) -> QMenu:
    """A menu of all open choices of an item. `prices`: key of a choice -> price of each of its options, if known."""
    menu = QMenu(parent)
    for decision in open_decisions(plan, item):
        menu.addSection(menu_text(decision.name or _("A choice")))
        known = prices.get(decision.key, ())
        for option, title in enumerate(decision.options):
            taken = option in decision.chosen
            text = title
            if not taken and len(decision.chosen) == 1:
                price = price_words(known[option]) if option < len(known) else _("price not known yet")
                text = _("{option}   {price}").format(option=title, price=price)
            action = menu.addAction(menu_text(text))
            action.setCheckable(True)
            action.setChecked(taken)
            action.setEnabled(taken or len(decision.chosen) == 1)
            action.triggered.connect(lambda _checked, one=decision, at=option: choose(one, at))
    return menu
