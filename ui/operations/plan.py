"""The Plan menu and the pane of answers: most of them are one command of the session."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from planner.app import commands, queries, wishes
from planner.app.named_choices import NamedChoice
from planner.app.whatif import Repair
from planner.i18n import _, ngettext
from planner.model.curriculum import Kind, Status
from planner.model.document import Document
from planner.model.learner import Aim, Order
from planner.model.plan import Decision, Plan
from ui import dates
from ui.operations.base import Base, replaced
from ui.panels.choices import open_decisions


class PlanOperations(Base):
    """What the learner says, wishes and chooses."""

    _taken: tuple[Document, Plan] | None = None
    """Another plan that was taken, and the document that should give it."""

    def applies(self, action: str, item: str | None) -> bool:
        """Whether an action makes sense for an item."""
        document = self.window.session.document
        if item is None or item not in document.curriculum.by_id:
            return False
        node = document.curriculum.by_id[item]
        is_entry = node.kind is Kind.ROLE and item != document.curriculum.target
        plan = self.window.answer.plan if self.window.answer else None
        if action in ("pin", "week_earlier", "week_later"):
            bar = self.window.timeline.chart.bar_of(item)
            return bar is not None and bar.start is not None and not bar.done
        if action in ("why", "earlier", "later", "not_before", "booked"):
            planned = plan is not None and any(one.id == item for one in plan.items)
            return planned and (action != "booked" or node.kind is Kind.CERTIFICATION)
        if action == "choices":
            return plan is not None and open_decisions(plan, item) != []
        if action == "set_start":
            return is_entry
        if action == "set_goal":
            active = node.status is Status.ACTIVE and item not in queries.held(document)
            return active and not is_entry and item != document.learner.goal
        return not is_entry

    def set_goal(self) -> None:
        if self.window.selected:
            self.choose_goal(self.window.selected)

    def set_start(self) -> None:
        if self.window.selected:
            self.choose_start(self.window.selected)

    def why(self) -> None:
        self._show_pane("item")
        self.window.inspector.focus_why()

    def choices(self) -> None:
        """What a click on the junction of the selected item does."""
        item, view, chart = self.window.selected, self.window.view, self.window.timeline.chart
        if item is not None and chart.isVisible():
            self.window.choice_menu(item, chart.menu_place())
            return
        box = view.picture.box_of(item) if item and view.picture else None
        if item is None:
            return
        room = view.viewport().rect()
        spot = view.mapFromScene(view.item.rects[box].bottomLeft()) if box else room.center()
        spot = QPoint(min(max(spot.x(), 0), room.right()), min(max(spot.y(), 0), room.bottom()))
        self.window.choice_menu(item, view.viewport().mapToGlobal(spot))

    def avoid(self) -> None:
        item, document = self.window.selected, self.window.session.document
        if item is None:
            return
        title = document.curriculum.by_id[item].title
        if item in document.learner.avoid:
            self.run(_("Allow “{title}”").format(title=title), commands.allow, item)
        else:
            self.run(_("Avoid “{title}”").format(title=title), commands.avoid, item)

    def choose_start(self, item: str | None) -> None:
        """Start from a role, or from nothing."""
        self.run(_("Start"), commands.set_start, item)

    def choose_goal(self, item: str) -> None:
        """Plan towards an item."""
        title = self.window.session.document.curriculum.by_id[item].title
        self.run(_("Goal “{title}”").format(title=title), commands.set_goal, item)

    def choose_hours(self, hours: float) -> None:
        """Study so many hours a week."""
        self.run(dates.hours_a_week(hours), wishes.set_hours, hours)

    def choose_aim(self, aim: str) -> None:
        """Make hours, money, the time to the finish or a mix of them small."""
        self.run(_("Aim"), commands.set_aim, Aim(aim))

    def choose_then(self, aims: str) -> None:
        """Let this decide between sets of steps that are as good by the aim."""
        self.run(_("What decides between equals"), commands.set_then, [Aim(aim) for aim in aims.split(",") if aim])

    def choose_hour_worth(self, usd: float) -> None:
        """Count an hour of study as much money in the mix."""
        self.run(_("What an hour is worth"), commands.set_hour_worth, usd)

    def choose_week_worth(self, usd: float) -> None:
        """Count a week until the finish as much money in the mix."""
        self.run(_("What a week is worth"), commands.set_week_worth, usd)

    def choose_order(self, order: str) -> None:
        """Take the steps in another order."""
        self.run(_("Order of the steps"), commands.set_order, Order(order))

    def choose_repair(self, repair: Repair) -> None:
        """Give up the wishes of a repair."""
        self.run(_("Give up: {wish}").format(wish=repair.words), replaced, repair.document)

    def choose_option(self, decision: Decision | NamedChoice, option: int) -> None:
        """Decide a choice."""
        label = f"{decision.name or _('A choice')}: {decision.options[option]}"
        path = decision.path if isinstance(decision, Decision) else ""
        self.run(label, commands.choose_option, decision.nodes, decision.name, option, path)

    def other_plans(self) -> None:
        from ui.dialogs.other_plans import OtherPlansDialog

        window = self.window
        document, answer = window.session.document, window.answer
        # While a change is still being planned, the dialog makes the plan itself.
        own = answer.plan if answer is not None and answer.document is document else None
        dialog = OtherPlansDialog(document, own, window)
        if dialog.exec() and dialog.taken is not None and dialog.chosen is not None:
            self.run(_("Take another plan"), commands.take_alternative, dialog.taken.wishes)
            self._taken = (window.session.document, dialog.chosen)

    def posting(self) -> None:
        from ui.dialogs.posting import PostingDialog

        window = self.window
        answer = window.answer
        own = answer.plan if answer is not None and answer.document is window.session.document else None
        dialog = PostingDialog(window.session.document, own, window, begin_in=self._open_in())
        if dialog.exec() and dialog.changed is not None:
            self.run(dialog.label, replaced, dialog.changed)

    def tell_taken(self, document: Document, plan: Plan) -> None:
        """Say whether planning again gave the plan that was taken, once it has."""
        if self._taken is not None and self._taken[0] is document:
            from planner.app.take import difference_words

            words = difference_words(self._taken[1], plan)
            self.window.tell(words or _("This is the plan that you chose."), undo=True)
        self._taken = None

    last_change: tuple[Plan, Plan] | None = None
    """The plan before the last change that moved anything, and after it."""

    def what_moved(self) -> None:
        """Show step by step what the last change did to the plan."""
        from ui.dialogs.comparison import ChangeDialog

        if self.last_change is None:
            self.window.tell(_("Nothing has moved yet."))
        else:
            ChangeDialog(*self.last_change, self.window).exec()

    def check(self) -> None:
        problems = queries.check_loaded(self.window.session.document.curriculum)
        count = len(problems)
        heading = ngettext("{count} finding", "{count} findings", count).format(count=count)
        text = "\n\n".join(f"{problem.severity.value}: {problem}" for problem in problems)
        self._report(
            _("Check the curriculum"), heading if problems else _("No problem found."), text or _("Every rule holds.")
        )
