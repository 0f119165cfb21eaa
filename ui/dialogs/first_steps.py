"""Three questions at the first start: where are you now, where to, how many hours a week."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.app import commands, follow, progress, queries
from planner.app.proof import choice_words
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.background import Newest, Question
from ui.dialogs.frame import size_for_text
from ui.dialogs.known_items import KnownList
from ui.fields import day_field, hours_field, hours_slider
from ui.plain import PlainLabel, menu_text, plain_tip
from ui.theme.theme import make_primary
from ui.wrapped import Tick


class FirstSteps(QDialog):
    """Answers become a document; the finish date is shown before the last click."""

    def __init__(self, document: Document, parent: QWidget | None = None, first: bool = True) -> None:
        super().__init__(parent)
        self._first = first
        self.setWindowTitle(_("Your plan in three questions"))
        size_for_text(self, 76, 32, 860, 640)
        self._document = document
        self._feed = Newest(self)
        self._feed.answered.connect(self._show_forecast)
        self._feed.failed.connect(self._fail)
        self._pages = QStackedWidget()
        self._start = QButtonGroup(self)
        self._goal = QButtonGroup(self)
        self._degrees: list[tuple[QCheckBox, str]] = []
        self._others: dict[str, Curriculum] = {}
        for build in (self._now_page, self._goal_page, self._time_page):
            self._pages.addWidget(build())
        self._build_frame()
        self._go(0)

    def document(self) -> Document:
        """The document with the answers so far."""
        document = commands.set_start(self._document, self._chosen(self._start))
        known = [degree for box, degree in self._degrees if box.isChecked()] + self._known.known()
        document = progress.know_exactly(document, known)
        document = self._aimed(document)
        document = commands.set_hours(document, self._hours.value())
        return commands.set_begin(document, dates.from_qdate(self._begin.date()))

    def chosen_curricula(self) -> set[str]:
        """The built-in curriculum that was chosen in place of the one at hand; empty where it stays."""
        return set(filter(None, [self._chosen(self._goal, "curriculum")]))

    def _aimed(self, document: Document) -> Document:
        """The document with the goal that was chosen, of this curriculum or of another one."""
        for name in self.chosen_curricula():
            self._others[name] = self._others.get(name) or queries.load(name)
            return follow.aim_at(document, self._others[name])
        goal = self._chosen(self._goal)
        return commands.set_goal(document, goal) if goal else document

    # -- pages

    def _now_page(self) -> QWidget:
        curriculum = self._document.curriculum
        page, layout = _page(_("Where are you now?"))
        options: list[tuple[str | None, str, str]] = [
            (node.id, node.title, node.outcome) for node in queries.entry_roles(curriculum)
        ]
        beside = QBoxLayout.Direction.LeftToRight if not _large_text() else QBoxLayout.Direction.TopToBottom
        columns = QBoxLayout(beside)
        columns.setSpacing(28)
        left, right = QVBoxLayout(), QVBoxLayout()
        right.setSpacing(6)
        left.addWidget(_radios(self._start, options, self._document.learner.start or _first(options), columns=1))
        left.addStretch(1)
        degrees = queries.degrees(curriculum)
        if degrees:
            right.addWidget(PlainLabel(_("A degree you hold (it can save years)"), role="strong"))
            for node in degrees:
                right.addWidget(self._degree(node))
            right.addSpacing(12)
        right.addWidget(PlainLabel(_("What else do you know?"), role="strong"))
        self._known = KnownList(curriculum, leave_out=(Kind.DEGREE,))
        self._known.setMinimumHeight(180)
        self._known.set_known(self._document.learner.known, self._implied())
        self._start.idToggled.connect(self._on_start)
        right.addWidget(self._known, 1)
        columns.addLayout(left)
        columns.addLayout(right, 1)
        layout.addLayout(columns, 1)
        return page

    def _degree(self, node: Node) -> QCheckBox:
        box = Tick(node.title)
        box.setChecked(node.id in self._document.learner.known)
        box.toggled.connect(lambda _on: self._on_start(0, True))
        plain_tip(box, node.outcome)
        self._degrees.append((box, node.id))
        return box

    def _implied(self) -> set[str]:
        """What the start role and the degrees bring with them."""
        document = commands.set_start(self._document, self._chosen(self._start))
        degrees = [degree for box, degree in self._degrees if box.isChecked()]
        return queries.held(commands.set_known(document, degrees))

    def _on_start(self, _button: int, on: bool) -> None:
        if on and hasattr(self, "_known"):
            self._known.set_known(self._known.known(), self._implied())

    def _goal_page(self) -> QWidget:
        page, layout = _page(_("Where do you want to go?"))
        options: list[tuple[str | None, str, str]] = [
            (node.id, node.title, node.outcome) for node in queries.goals(self._document.curriculum)
        ]
        if self._document.learner.goal not in [identity for identity, _title, _outcome in options]:
            node = self._document.curriculum.by_id[self._document.learner.goal]
            options.insert(0, (node.id, node.title, node.outcome))
        columns = 1 if _large_text() else 2
        layout.addWidget(_radios(self._goal, options, self._document.learner.goal, columns))
        others = [offer for offer in queries.offers() if offer.name != self._document.curriculum.id]
        layout.addSpacing(12)
        layout.addWidget(PlainLabel(_("Other curricula (what you have done counts there, too)"), role="strong"))
        offered: list[tuple[str | None, str, str]] = [(one.name, one.title, one.description) for one in others]
        layout.addWidget(_radios(self._goal, offered, None, columns, "curriculum"))
        layout.addStretch(1)
        return page

    def _time_page(self) -> QWidget:
        page, layout = _page(_("How many hours a week?"))
        availability = self._document.learner.availability
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        self._hours = hours_field()
        self._hours.setKeyboardTracking(True)  # the forecast follows while one types
        self._hours.setValue(availability.hours_per_week)
        slider = hours_slider()
        slider.setValue(round(availability.hours_per_week))
        slider.valueChanged.connect(self._hours.setValue)
        self._begin = day_field(availability.start)
        self._begin.setAccessibleName(_("First day"))
        for row, (label, widget) in enumerate(
            ((_("Hours a week"), self._hours), ("", slider), (_("First day"), self._begin))
        ):
            grid.addWidget(PlainLabel(label), row, 0)
            widget.setMinimumWidth(220)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(2, 1)
        layout.addLayout(grid)
        text = _("Count only hours that are really yours. You can change everything later, and undo it.")
        layout.addWidget(PlainLabel(text, role="caption", wrap=True))
        layout.addSpacing(16)
        self._forecast = PlainLabel("", role="title", wrap=True)
        self._detail = PlainLabel("", wrap=True)
        layout.addWidget(self._forecast)
        layout.addWidget(self._detail)
        layout.addStretch(1)
        self._hours.valueChanged.connect(lambda _value: self._ask())
        self._begin.dateChanged.connect(lambda _day: self._ask())
        return page

    # -- frame

    def _build_frame(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        self._step = PlainLabel("", role="caption")
        self._question = PlainLabel("", role="h1", wrap=True)
        layout.addWidget(self._step)
        layout.addWidget(self._question)
        layout.addWidget(self._pages, 1)
        row = QHBoxLayout()
        self._look = QPushButton(menu_text(_("Just look around") if self._first else _("Cancel")))
        self._look.clicked.connect(self.reject)
        self._back = QPushButton(menu_text(_("Back")))
        self._back.clicked.connect(lambda: self._go(self._pages.currentIndex() - 1))
        self._next = make_primary(QPushButton())
        self._next.setDefault(True)
        self._next.clicked.connect(self.forward)
        row.addWidget(self._look)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        layout.addLayout(row)

    def _go(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        questions = (_("Where are you now?"), _("Where do you want to go?"), _("How many hours a week?"))
        self._question.setText(questions[page])
        self._step.setText(_("{page} of {pages}").format(page=page + 1, pages=self._pages.count()))
        self._back.setVisible(page > 0)
        last = page == self._pages.count() - 1
        self._next.setEnabled(True)
        self._next.setText(menu_text(_("Show my plan") if last else _("Next")))
        if last:
            self._ask()
            self._hours.setFocus()
            self._hours.selectAll()

    @property
    def busy(self) -> bool:
        """Whether the forecast is still being computed."""
        return self._feed.busy

    def forward(self) -> None:
        """Go to the next question, or finish after the last: not before one has seen what comes out."""
        if self._pages.currentIndex() == self._pages.count() - 1:
            if not self.busy:
                self.accept()
        else:
            self._go(self._pages.currentIndex() + 1)

    # -- forecast

    def _ask(self) -> None:
        if self._pages.currentIndex() == self._pages.count() - 1:
            self._forecast.setText(_("Computing your plan…"))
            self._detail.setText("")
            self._feed.ask(_planner_of(self.document()))
            self._next.setEnabled(False)

    def _show_forecast(self, plan: Plan) -> None:
        self._next.setEnabled(True)
        if plan.finish is None:
            self._forecast.setText("\n".join(problem.message for problem in plan.problems))
            return
        text = ngettext(
            "You arrive in {month}: {hours} in {steps} step.",
            "You arrive in {month}: {hours} in {steps} steps.",
            plan.totals.items,
        )
        self._forecast.setText(
            text.format(month=dates.month(plan.finish), hours=dates.hours(plan.totals.hours), steps=plan.totals.items)
        )
        self._detail.setText(self._lost_start() or choice_words(plan))

    def _lost_start(self) -> str:
        """That the curriculum that was chosen knows no such start; "" where it does."""
        start = self._chosen(self._start)
        if start is None or all(start in self._others[name].by_id for name in self.chosen_curricula()):
            return ""
        text = _(
            "“{title}” is no start of this curriculum, so the plan begins from nothing. Choose another start later."
        )
        return text.format(title=self._document.curriculum.by_id[start].title)

    def _fail(self, text: str) -> None:
        self._next.setEnabled(True)
        self._forecast.setText(text)

    @staticmethod
    def _chosen(group: QButtonGroup, what: str = "item") -> str | None:
        button = group.checkedButton()
        return button.property(what) if button else None


def _planner_of(document: Document) -> Question:
    return lambda stale: queries.plan(document, cancelled=stale)


def _page(name: str) -> tuple[QScrollArea, QVBoxLayout]:
    area = QScrollArea(widgetResizable=True)
    area.setAccessibleName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 8, 12, 8)
    layout.setSpacing(6)
    area.setWidget(inside)
    return area, layout


def _large_text() -> bool:
    """Whether two columns side by side would not fit."""
    return QApplication.font().pointSizeF() >= 15


def _first(options: list[tuple[str | None, str, str]]) -> str | None:
    return options[0][0] if options else None


def _radios(
    group: QButtonGroup,
    options: list[tuple[str | None, str, str]],
    current: str | None,
    columns: int = 2,
    what: str = "item",
) -> QWidget:
    """The options in columns, what each means in its tip; `what` they stand for is the name of their property."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    rows = -(-len(options) // columns)
    for number, (identity, title, outcome) in enumerate(options):
        button = QRadioButton(menu_text(title))
        button.setProperty(what, identity)
        button.setChecked(identity == current)
        plain_tip(button, outcome)
        group.addButton(button)
        grid.addWidget(button, number % rows, number // rows)
    return holder
