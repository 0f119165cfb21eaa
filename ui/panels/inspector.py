"""Everything about one item: what it brings, why it is there, how to begin, where to learn, how old the facts are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner import i18n
from planner.app.depth_words import depth_sentence
from planner.app.details import Details, Link, age_in_words, certificate_words, price_words, status_words
from planner.app.map import MapNode, Mark, kind_words, mark_words
from planner.app.stale import age_and_shelf_life
from planner.i18n import _, ngettext
from planner.model.curriculum import Claim, Kind, Resource, Source, Status
from planner.model.plan import PlanItem
from ui import dates
from ui.panels.item_story import ItemStory, action_words, next_actions
from ui.panels.pane import Pane
from ui.plain import LinkLabel, PlainLabel, link_url, menu_text, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme, make_primary
from ui.wrapped import WordsButton


class Inspector(Pane):
    """Shows one item; buttons run actions by their id."""

    followed = Signal(str)
    """A neighbour was clicked."""
    wanted = Signal(str)
    """An action was asked for, by its id."""
    opened = Signal(str)
    """A web address was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("About the selected item"), parent)
        self._weight: PlainLabel | None = None
        self._weighed: tuple[str, str] = "", ""
        self._reasons: PlainLabel | None = None
        self._first_reason: LinkLabel | None = None
        self._row: QBoxLayout | None = None
        self._pictured: list[tuple[QPushButton, str, bool]] = []
        """Buttons with their pictures, and whether one is the thing to do."""
        self._known = False
        self._shown: tuple[Details, MapNode | None, PlanItem | None, str, bool, Sequence[str]] | None = None
        self.show_nothing()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for button, icon, primary in self._pictured:
            button.setIcon(icons.icon(icon, theme, theme.on_accent if primary else None))
        self._turn_row()

    def show_nothing(self, upcoming: PlanItem | None = None) -> None:
        """Nothing is selected; offer the step that comes next."""
        self._shown = self._weight = self._reasons = self._first_reason = self._row = None
        self._pictured = []
        layout = self.new_column()
        if upcoming:
            layout.addWidget(PlainLabel(_("Your next step"), role="caption"))
            layout.addWidget(PlainLabel(upcoming.title, role="title", wrap=True))
            facts = [dates.hours(upcoming.hours) if upcoming.hours else "", dates.day(upcoming.start)]
            layout.addWidget(PlainLabel(" · ".join(filter(None, facts)), wrap=True))
            button = make_primary(WordsButton(menu_text(_("Show it"))))
            button.clicked.connect(lambda: self.followed.emit(upcoming.id))
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.addWidget(button)
            row.addStretch(1)
            layout.addSpacing(6)
            layout.addLayout(row)
            layout.addSpacing(14)
        else:
            layout.addWidget(PlainLabel(_("Nothing is selected"), role="title"))
        layout.addWidget(
            PlainLabel(_("Click a box on the map or a step of the plan to see why it is there."), wrap=True)
        )
        layout.addStretch(1)

    def show_item(
        self,
        details: Details,
        node: MapNode | None,
        item: PlanItem | None,
        disclaimer: str,
        known: bool = False,
        when: Sequence[str] = (),
    ) -> None:
        """Show an item with its place in the plan (None: it has none).

        `known`: the learner has said so. `when`: sentences about why it is not earlier and how late it may be.
        """
        self._shown = details, node, item, disclaimer, known, when
        self._known = known
        self._weight = self._reasons = self._first_reason = None
        self._pictured = []
        layout = self.new_column()
        self._head(layout, details, node, item)
        if node is not None and node.record is not None:
            layout.addWidget(ItemStory(node.record, node.estimate, self.opened.emit))
        self._buttons(layout, details, node)
        if item:
            self._why(layout, item, when)
        self._links(layout, _("Levels"), list(details.levels))
        self._text(layout, _("Adds up months"), " ".join(details.months))
        self._links(layout, _("Instead"), list(details.instead))
        self._links(layout, _("Needs"), [link for link in details.needs if not link.recommended])
        self._links(layout, _("Better after"), [link for link in details.needs if link.recommended])
        self._text(layout, _("First step"), details.node.first_step)
        self._text(layout, _("Done when"), details.node.done_when)
        self._resources(layout, details)
        self._links(layout, _("Opens"), list(details.opens))
        self._records(layout, details)
        self._claims(layout, details.claims, details.claim_sources, disclaimer)
        self._sources(layout, details)
        layout.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def show_weight(self, item: str, sentences: Sequence[str]) -> None:
        """Say how much the shown item matters; an answer about another one is late and is dropped."""
        if self._shown and self._shown[0].node.id == item and self._weight is not None:
            self._weighed = item, " ".join(sentences)
            self._weight.setText(self._weighed[1])
            self._weight.show()

    def focus_why(self) -> None:
        """Bring the reasons to the top, and the keyboard to the first of them."""
        QTimer.singleShot(0, self, self._focus_why)  # what was just filled in has no places yet

    def _focus_why(self) -> None:
        if self._reasons is None:
            self.focus_first()
            return
        (self._first_reason or self).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.verticalScrollBar().setValue(max(0, self._reasons.y() - 8))

    # -- parts

    def _head(self, layout: QVBoxLayout, details: Details, node: MapNode | None, item: PlanItem | None) -> None:
        model = details.node
        layout.addWidget(PlainLabel(model.title, role="title", wrap=True))
        status = mark_words(node.mark) if node else mark_words(Mark.UNPLANNED)
        facts = [kind_words(model.kind.value), status]
        if item and item.hours:
            facts.append(dates.hours(item.hours))
        elif model.hours.likely:
            facts.append(dates.hours(model.hours.likely))
        if model.months:
            facts.append(i18n.months(model.months.likely))
        if model.cost_usd:
            facts.append(model.cost_range + " USD" if model.cost_range[-1:].isdigit() else dates.money(model.cost_usd))
        layout.addWidget(PlainLabel(" · ".join(facts), role="caption", wrap=True))
        if item and item.start:
            when = _("{start} to {finish}").format(start=dates.day(item.start), finish=dates.day(item.finish))
            if item.start == item.finish:
                when = dates.day(item.finish)
            layout.addWidget(PlainLabel(when, role="caption", wrap=True))
        gone = status_words(model)
        if gone:
            layout.addWidget(PlainLabel(gone, wrap=True))
        elif model.outcome:
            layout.addSpacing(4)
            layout.addWidget(
                PlainLabel(_("Afterwards {outcome}.").format(outcome=model.outcome.rstrip(".")), wrap=True)
            )
        if model.note:
            layout.addWidget(PlainLabel(model.note, role="caption", wrap=True))
        if model.jurisdiction:
            where = _("Law of: {places}").format(places=", ".join(model.jurisdiction))
            layout.addWidget(PlainLabel(where, role="caption", wrap=True))
        self._effort(layout, details, item)
        if details.otherwise:
            layout.addWidget(PlainLabel(" ".join(details.otherwise), role="caption", wrap=True))

    def _effort(self, layout: QVBoxLayout, details: Details, item: PlanItem | None) -> None:
        hours = details.node.hours
        if not hours.likely:
            return
        text = _("{low} to {high} are honest for most people. {basis}").format(
            low=dates.hours(hours.optimistic), high=dates.hours(hours.pessimistic), basis=_sentence(details.node.basis)
        )
        layout.addWidget(PlainLabel(text, role="caption", wrap=True))
        if item and item.depth:
            layout.addWidget(PlainLabel(depth_sentence(item.depth), wrap=True))
        if item and item.credit:
            saved = dates.hours(item.full_hours * min(1.0, item.credit.fraction))
            text = _("{hours} less, because what you hold covers part of it.").format(hours=saved)
            layout.addWidget(PlainLabel(text, role="caption", wrap=True))

    def _buttons(self, layout: QVBoxLayout, details: Details, node: MapNode | None) -> None:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        held = node is not None and node.held
        is_start = details.node.kind is Kind.ROLE and (node is None or node.kind != "goal")
        if is_start and not held:
            row.addWidget(self._button(_("Start from here"), "set_start", "footprints"))
        actions = [] if is_start else next_actions(node)
        for number, action in enumerate(actions):
            text, icon = action_words(action)
            row.addWidget(self._button(text, action, icon, primary=not number and action != "plan_again"))
        if not is_start and not (held and not self._known) and "plan_again" not in actions:
            text = _("I do not know this") if self._known else known_words(details.node.kind)
            row.addWidget(self._button(text, "known", "check", primary=not (self._known or actions)))
        if held and not self._known and not is_start:
            layout.addWidget(PlainLabel(_("It comes with your start or with something else that you hold."), wrap=True))
        can_aim = details.node.status is Status.ACTIVE and not held and not is_start
        if can_aim and (node is None or node.kind != "goal"):
            row.addWidget(self._button(_("Make this my goal"), "set_goal", "target"))
        row.addStretch(1)
        self._row = row
        self._turn_row()
        layout.addSpacing(6)
        layout.addLayout(row)

    def _turn_row(self) -> None:
        """Large text, or a narrow pane: the buttons one below the other."""
        if self._row is None:
            return
        entries = [self._row.itemAt(place) for place in range(self._row.count())]
        buttons = [widget for entry in entries if entry and (widget := entry.widget())]
        wanted = sum(button.sizeHint().width() + self._row.spacing() for button in buttons)
        beside = wanted <= self.viewport().width() - 32
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_row()

    def _button(self, text: str, action: str, icon: str, primary: bool = False) -> QPushButton:
        colour = self._theme.on_accent if primary else None
        button = WordsButton(menu_text(text), icons.icon(icon, self._theme, colour))
        self._pictured.append((button, icon, primary))
        button.clicked.connect(lambda: self.wanted.emit(action))
        button.ensurePolished()  # else its size is that of another font
        return make_primary(button) if primary else button

    def _heading(self, layout: QVBoxLayout, text: str) -> PlainLabel:
        layout.addSpacing(12)
        label = PlainLabel(text, role="strong", wrap=True)
        layout.addWidget(label)
        return label

    def _text(self, layout: QVBoxLayout, heading: str, text: str) -> None:
        if text:
            self._heading(layout, heading)
            layout.addWidget(PlainLabel(text, wrap=True))

    def _why(self, layout: QVBoxLayout, item: PlanItem, when: Sequence[str]) -> None:
        self._reasons = self._heading(layout, _("Why it is in your plan"))
        if not item.why:
            layout.addWidget(PlainLabel(_("This is your goal."), wrap=True))
        if item.chosen_in:
            chosen = _("Taken in the choice “{name}”.").format(name=item.chosen_in)
            layout.addWidget(PlainLabel(chosen, role="caption", wrap=True))
        for step in item.why:
            link = self._link(step.needed_by, _("for {title}").format(title=step.needed_by_title))
            self._first_reason = self._first_reason or link
            layout.addWidget(link)
            if step.reason:
                layout.addWidget(PlainLabel(step.reason, role="caption", wrap=True))
        self._weight = PlainLabel(self._weighed[1] if self._weighed[0] == item.id else "", wrap=True)
        self._weight.setVisible(bool(self._weight.text()))
        layout.addWidget(self._weight)
        if when:
            self._heading(layout, _("When"))
        for sentence in when:
            layout.addWidget(PlainLabel(sentence, wrap=True))

    def _links(self, layout: QVBoxLayout, heading: str, links: list[Link]) -> None:
        if not links:
            return
        self._heading(layout, heading)
        for link in links:
            text = (
                _("{title} (choice: {choice})").format(title=link.title, choice=link.choice)
                if link.choice
                else link.title
            )
            layout.addWidget(self._link(link.id, text))
            if link.reason:
                layout.addWidget(PlainLabel(link.reason, role="caption", wrap=True))

    def _link(self, item: str, text: str) -> LinkLabel:
        link = LinkLabel(text)
        link.clicked.connect(lambda: self.followed.emit(item))
        return link

    def _resources(self, layout: QVBoxLayout, details: Details) -> None:
        if details.node.resources:
            self._heading(layout, _("Learn from"))
        for resource in details.node.resources:
            self._web(layout, resource.title, resource.url)
            layout.addWidget(PlainLabel(resource_words(resource), role="caption", wrap=True))
        if details.courses:
            self._heading(layout, _("Courses that cover part of it"))
        for course in details.courses:
            self._web(layout, course.title, course.url)
            others = len(course.covers) - 1
            text = ngettext(
                "covers {percent} % of it and {count} other item",
                "covers {percent} % of it and {count} other items",
                others,
            )
            share = text.format(percent=round(course.covers[details.node.id] * 100), count=others)
            layout.addWidget(PlainLabel(share, role="caption", wrap=True))

    def _web(self, layout: QVBoxLayout, title: str, address: str) -> None:
        url = link_url(address)
        if url is None:
            layout.addWidget(PlainLabel(title, wrap=True))
            return
        link = LinkLabel(_("{title} ({host})").format(title=title, host=url.host()))
        plain_tip(link, address)
        link.clicked.connect(lambda: self.opened.emit(address))
        layout.addWidget(link)

    def _records(self, layout: QVBoxLayout, details: Details) -> None:
        if details.certificates:
            self._heading(layout, _("Certification"))
        for record in details.certificates:
            layout.addWidget(PlainLabel(certificate_words(record), wrap=True))
            more = [
                record.renewal,
                record.successor and _("afterwards: {text}").format(text=record.successor),
                record.note,
            ]
            for text in filter(None, more):
                layout.addWidget(PlainLabel(text, role="caption", wrap=True))

    def _claims(
        self, layout: QVBoxLayout, claims: tuple[Claim, ...], sources: tuple[Source, ...], disclaimer: str
    ) -> None:
        if not claims:
            return
        self._heading(layout, _("Pay and outlook: dated claims"))
        layout.addWidget(PlainLabel(disclaimer, role="caption", wrap=True))
        names = {source.code: source.what for source in sources}
        for claim in claims:
            layout.addWidget(
                PlainLabel(claim_words(claim, names.get(claim.source, claim.source), date.today()), wrap=True)
            )
            layout.addWidget(PlainLabel(claim.verdict, role="caption", wrap=True))

    def _sources(self, layout: QVBoxLayout, details: Details) -> None:
        self._heading(layout, _("Where these facts come from"))
        today, node = date.today(), details.node
        age = ", ".join(filter(None, [age_in_words(node.checked, today), age_and_shelf_life(node, today)]))
        layout.addWidget(PlainLabel(age, role="caption", wrap=True))
        for source in details.sources:
            text = ", ".join(filter(None, [source.what, source.dated]))
            layout.addWidget(PlainLabel(text, role="caption", wrap=True))


def resource_words(resource: Resource) -> str:
    """Provider, price, effort and age of a resource in one line."""
    parts = [resource.provider, price_words(resource), _stated(resource.hours)]
    parts.append(_("address seen {date}").format(date=resource.checked) if resource.checked else "")
    if not resource.address_confirmed:
        parts.append(_("address not confirmed"))
    return " · ".join(filter(None, parts))


def _stated(hours: str) -> str:
    """The effort as its publisher states it, with a unit where it has none."""
    if not hours:
        return ""
    text = _("{hours} h stated") if hours[-1].isdigit() else _("{hours} stated")
    return text.format(hours=hours)


def known_words(kind: Kind) -> str:
    """What one says about an item of this kind that one holds already."""
    if kind in (Kind.DEGREE, Kind.CERTIFICATION):
        return _("I hold this")
    if kind in (Kind.EXPERIENCE, Kind.MILESTONE, Kind.PROJECT, Kind.COURSE, Kind.ROLE):
        return _("I have done this")
    return _("I know this")


def claim_words(claim: Claim, source: str, today: date) -> str:
    """A claim with its region, source, date and what has become of it."""
    over = _("period over") if claim.period_end is not None and claim.period_end <= today.year else ""
    text = _("{region}: {statement} ({source}, {date}{over})")
    return text.format(
        region=claim.region,
        statement=claim.statement.rstrip("."),
        source=source,
        date=claim.source_date,
        over=f"; {over}" if over else "",
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) or not text else ".")
