"""What an author says otherwise about items of the library: set like any field, and never what an item is.

Each function is a command `Draft -> Draft`; nothing changes when one raises PlannerError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from planner.app.author.draft import Draft, known, with_fields
from planner.app.author.references import refused
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.depth import Level, joined, parted
from planner.model.digest import built_on, digest
from planner.model.estimate import ThreePoint
from planner.model.overlaid import library_says, overlaid
from planner.model.override import FIGURES, Override, Was
from planner.model.problem import error
from planner.model.three_way import Field, State, fields

if TYPE_CHECKING:
    from planner.app.library_news import LibraryNews

ALSO = ("resources", "recommended", "reasons", "sources", "checked")
"""Fields of an item that an override has in other words."""
_LISTS = ("add_resources", "drop_resources", "recommend", "do_not_recommend")


def override_of(draft: Draft, item: str) -> Override | None:
    """What this file says otherwise about an item of the library."""
    return next((one for one in draft.curriculum.overrides if one.id == item), None)


def overrides_of(draft: Draft, item: str) -> list[str]:
    """By which ids this file speaks of an item of the library: its own, and that of its highest level."""
    node = draft.beside.get(item)
    ids = {item} if node is None or node.levels is None else {item, joined(item, node.levels.names[-1])}
    return [one.id for one in draft.curriculum.overrides if one.id in ids]


def overrides_of_all(draft: Draft, item: str) -> list[str]:
    """The same for everything that this file says otherwise of the item, of each of its levels too."""
    return [one.id for one in draft.curriculum.overrides if parted(one.id)[0] == item]


def set_library_hours(draft: Draft, item: str, hours: Mapping[Level, ThreePoint]) -> Draft:
    """The levels of an item of the library have these hours here. Raises PlannerError where these are other levels."""
    [node] = as_here(draft, [item])
    given = dict(node.levels.given()) if node.levels is not None else {}
    if set(hours) != set(given):
        message = _("Which levels “{title}” has, its module says. Here they can have other hours.")
        raise error("read-only", message.format(title=node.title), node=item, field="levels")
    for level, points in hours.items():
        if points != given[level].hours:
            draft = override_fields(draft, [joined(item, level)], hours=points)
    return draft


def base_of(draft: Draft, item: str) -> Node:
    """The item, or a level of it, as all other files together have it. Raises PlannerError."""
    whole, level = parted(item)
    node = known(draft, whole)
    if any(part.curriculum.overrides for part in draft.library):
        files = [*(part.curriculum for part in draft.library), draft.curriculum.changed(overrides=())]
        node = next(one for one in overlaid(files, list(draft.beside.values())).nodes if one.id == whole)
    return node if level is None else _level(node, level)


def as_here(draft: Draft, items: Iterable[str]) -> list[Node]:
    """The items as this file wants them, with what it says otherwise; of levels the whole item. Raises PlannerError."""
    files = [part.curriculum for part in draft.parts]
    laid = {node.id: node for node in overlaid(files, list(draft.beside.values())).nodes}
    return [laid.get(item, known(draft, item)) for item in dict.fromkeys(parted(one)[0] for one in items)]


def _level(node: Node, level: Level) -> Node:
    """What can be changed of a level, as if it were an item. Raises PlannerError where there is no such level."""
    what = getattr(node.levels, level.value, None)
    if what is None:
        message = _("“{title}” has no level “{level}”.").format(title=node.title, level=level.value)
        raise error("unknown-level", message, node=node.id)
    plain = Node(id=node.id, title=node.title, kind=node.kind, domain=node.domain)
    return plain.changed(hours=what.hours, basis=what.basis, cost_usd=what.cost_usd, sources=node.sources)


def rows_of(draft: Draft, item: str) -> list[Field]:
    """Everything that this file says otherwise about the item, with what the library said and says."""
    override = override_of(draft, item)
    if override is None:
        return []
    return list(fields(override.model_copy(update={"library": library_says(base_of(draft, item), override)})))


def override_fields(draft: Draft, items: Iterable[str], **values: Any) -> Draft:
    """These fields of all these items of the library have these values here. What the library says needs no override.

    Fields that say what an item is raise PlannerError.
    """
    for item in items:
        for part, said in _parts(draft, item, values):
            draft = _with_values(draft, part, said)
    return draft


def _parts(draft: Draft, item: str, values: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The figures of an item with levels are those of its highest level, which is the item itself; all else is not."""
    node = draft.beside.get(item)
    if node is None or node.levels is None:
        return [(item, dict(values))]
    figures = {name: value for name, value in values.items() if name in ("hours", "basis", "cost_usd")}
    rest = {name: value for name, value in values.items() if name not in figures}
    highest = joined(item, node.levels.names[-1])
    return [(part, said) for part, said in ((highest, figures), (item, rest)) if said]


def explain_override(draft: Draft, item: str, reason: str) -> Draft:
    """Say why this curriculum differs. Raises PlannerError where it does not."""
    old = _there(draft, item)
    return _with_override(draft, old, _changed(old, item, reason=reason))


def drop_override(draft: Draft, item: str, field: str = "", key: str = "") -> Draft:
    """Say what the library says: of one field (with `key` of one resource or recommendation), or of the whole item."""
    old = _there(draft, item)
    if not field:
        return _with_override(draft, old, None)
    return _with_override(draft, old, _without(old, field, key))


def accept_library(draft: Draft, item: str, field: str = "", key: str = "") -> Draft:
    """Take over what the library says now where it has moved on, or says the same by now."""
    new: Override | None = _there(draft, item)
    for row in rows_of(draft, item):
        if _meant(row, field, key) and row.state in (State.MOVED_ON, State.NOT_NEEDED) and new is not None:
            new = _without(new, row.name, row.key)
    return _decided(_with_override(draft, _there(draft, item), new), item)


def keep_mine(draft: Draft, item: str, field: str = "", key: str = "") -> Draft:
    """Keep what this file says, knowing what the library says now."""
    old = _there(draft, item)
    touched = {(row.name, row.key) for row in rows_of(draft, item) if _meant(row, field, key)}
    was = _was(old.was, old, base_of(draft, item), touched)
    return _decided(_with_override(draft, old, old.changed(was=was)), item)


def _decided(draft: Draft, item: str) -> Draft:
    """Where nothing about an item is left to be decided, what the library says of it has been seen."""
    if any(row.state is State.MOVED_ON for row in rows_of(draft, item)):
        return draft
    whole = parted(item)[0]
    seen = [
        one.changed(items={**one.items, whole: digest(draft.beside[whole])}) if whole in one.items else one
        for one in draft.curriculum.built_on
    ]
    return draft if tuple(seen) == draft.curriculum.built_on else with_fields(draft, built_on=tuple(seen))


def mark_seen(draft: Draft) -> Draft:
    """Keep everything that this file says, and write down what the library is like now."""
    overrides = []
    for one in draft.curriculum.overrides:
        base = base_of(draft, one.id)
        everything = {(row.name, row.key) for row in fields(one)}
        overrides.append(one.changed(was=_only_spoken_of(one, _was(one.was, one, base, everything))))
    files = [part.curriculum for part in draft.parts]
    seen = built_on(files, draft.loaded.by_id)
    if tuple(overrides) == draft.curriculum.overrides and seen == draft.curriculum.built_on:
        return draft
    return with_fields(draft, overrides=tuple(overrides), built_on=seen)


def recommended_here(draft: Draft, before: str, item: str) -> bool:
    """Whether something is recommended before an item of the library, by that or by this file."""
    node = draft.merged.by_id.get(item) if item in draft.beside else None
    return node is not None and before in node.recommended


def recommend(draft: Draft, before: str, item: str, reason: str = "") -> Draft:
    """Something comes before an item of the library where both are planned. Raises PlannerError."""
    known(draft, before)
    base, old = base_of(draft, item), override_of(draft, item) or Override(id=item)
    if before in base.recommended and base.reasons.get(before, "") == reason:
        return drop_recommendation(draft, item, before)
    left_out = tuple(one for one in old.do_not_recommend if one != before)
    new = _changed(old, item, recommend={**old.recommend, before: reason}, do_not_recommend=left_out)
    return _with_was(draft, old, new, {("recommend", before)})


def do_not_recommend(draft: Draft, before: str, item: str) -> Draft:
    """Something need not come before an item of the library. Raises PlannerError."""
    base, old = base_of(draft, item), override_of(draft, item) or Override(id=item)
    kept = {one: why for one, why in old.recommend.items() if one != before}
    left_out = old.do_not_recommend
    if before in base.recommended:
        left_out = tuple(dict.fromkeys((*left_out, before)))
    new = _changed(old, item, recommend=kept, do_not_recommend=left_out)
    return _with_was(draft, old, new, {("do_not_recommend", before)})


def drop_recommendation(draft: Draft, item: str, before: str) -> Draft:
    """Say what the library says about whether something comes before an item."""
    old = override_of(draft, item)
    if old is None:
        return draft
    return _with_override(draft, old, _without(_without(old, "recommend", before), "do_not_recommend", before))


# Parts


def _there(draft: Draft, item: str) -> Override:
    found = override_of(draft, item)
    if found is None:
        message = _("This file says nothing else about “{title}” than the library.")
        raise error("no-override", message.format(title=known(draft, parted(item)[0]).title), node=item)
    return found


def _meant(row: Field, field: str, key: str) -> bool:
    return field in ("", row.name) and key in ("", row.key)


def _changed(override: Override, item: str, **values: Any) -> Override:
    try:
        return override.changed(**values)
    except ValidationError as wrong:
        raise refused(wrong, item) from None


def _with_values(draft: Draft, item: str, values: Mapping[str, Any]) -> Draft:
    base = base_of(draft, item)
    for name in values:
        if name not in (*FIGURES, *ALSO):
            message = _("“{title}” belongs to the module “{module}”. Duplicate the item to change its meaning.")
            module = draft.home[base.id].title
            raise error("read-only", message.format(title=base.title, module=module), node=item, field=name)
    old = override_of(draft, item) or Override(id=item)
    new = _changed(old, item, **_said(old, base, values))
    same = {name: None for name in FIGURES if name in values and getattr(new, name) == getattr(base, name)}
    new = new.changed(**same) if same else new
    touched = {(row.name, row.key) for row in fields(new) if _source(row.name) in values}
    return _with_was(draft, old, new, touched)


def _source(name: str) -> str:
    """The field of an item that a field of an override is about."""
    if name in ("add_resources", "drop_resources"):
        return "resources"
    return "recommended" if name in ("recommend", "do_not_recommend") else name


def _said(old: Override, base: Node, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an override that give an item these values."""
    found = {name: value for name, value in values.items() if name in (*FIGURES, "checked")}
    if "resources" in values:
        theirs, mine = {one.key: one for one in base.resources}, {one.key: one for one in values["resources"]}
        found["add_resources"] = tuple(one for key, one in mine.items() if theirs.get(key) != one)
        found["drop_resources"] = tuple(key for key in theirs if key not in mine)
    if "recommended" in values or "reasons" in values:
        found |= _recommendations(old, base, values)
    if "sources" in values:
        found["sources"] = tuple(one for one in values["sources"] if one not in base.sources)
    return found


def _recommendations(old: Override, base: Node, values: Mapping[str, Any]) -> dict[str, Any]:
    now = [one for one in base.recommended if one not in old.do_not_recommend]
    now += [one for one in old.recommend if one not in now]
    items = list(values.get("recommended", now))
    reasons = {**base.reasons, **old.recommend, **values.get("reasons", {})}
    foreign = [one for one in reasons if one not in items and reasons[one] != base.reasons.get(one)]
    if "reasons" in values and any(one in values["reasons"] for one in foreign):
        message = _("Why it needs “{id}” is said by the library. Duplicate the item to change its meaning.")
        raise error("read-only", message.format(id=foreign[0]), node=base.id, field="reasons")
    theirs = set(base.recommended)
    return {
        "recommend": {
            one: reasons.get(one, "")
            for one in items
            if one not in theirs or reasons.get(one, "") != base.reasons.get(one, "")
        },
        "do_not_recommend": tuple(one for one in base.recommended if one not in items),
    }


def _without(override: Override, field: str, key: str) -> Override:
    """The override without one thing that it says."""
    value = getattr(override, field, None) if field in (*FIGURES, *_LISTS) else None
    if field in FIGURES:
        return override.changed(**{field: None})
    if isinstance(value, dict):
        return override.changed(**{field: {one: why for one, why in value.items() if one != key}})
    if isinstance(value, tuple):
        return override.changed(**{field: tuple(one for one in value if getattr(one, "key", one) != key)})
    raise error("invalid", _('There is no field "{field}" here. Check its spelling.').format(field=field), field=field)


def _with_was(draft: Draft, old: Override, new: Override, touched: Collection[tuple[str, str]]) -> Draft:
    was = _was(old.was, new, base_of(draft, new.id), touched)
    return _with_override(draft, old, new.changed(was=was))


def _was(old: Was | None, new: Override, base: Node, touched: Collection[tuple[str, str]]) -> Was:
    """What the library says now of what was just touched, and what was written down of the rest."""
    now = library_says(base, new)
    if old is None:
        names = {name for name, _key in touched}
        return now.changed(**{name: None for name in FIGURES if name not in names})
    figures = {
        name: getattr(now if (name, "") in touched or getattr(old, name) is None else old, name)
        for name in FIGURES
        if getattr(new, name) is not None
    }
    keys = {key for name, key in touched if name in ("add_resources", "drop_resources")}
    items = {key for name, key in touched if name in ("recommend", "do_not_recommend")}
    spoken = {one.key for one in new.add_resources} | set(new.drop_resources)
    resources = [one for one in now.resources if one.key in keys]
    resources += [one for one in old.resources if one.key in spoken - keys]
    about = {*new.recommend, *new.do_not_recommend}
    recommended = {one: why for one, why in now.recommended.items() if one in items}
    recommended |= {one: why for one, why in old.recommended.items() if one in about - items}
    return Was(**figures, resources=tuple(resources), recommended=recommended)


def _with_override(draft: Draft, old: Override, new: Override | None) -> Draft:
    """The draft with an override in place of another one; one that says nothing is left out."""
    if new is not None and not any(True for _row in fields(new)):
        new = None
    if new is not None and new.was is not None:
        new = new.changed(was=_only_spoken_of(new, new.was))
    kept, there = list[Override](), False
    for one in draft.curriculum.overrides:
        if one.id != old.id:
            kept.append(one)
        elif new is not None:
            kept.append(new)
        there = there or one.id == old.id
    if new is not None and not there:
        kept.append(new)
    overrides = tuple(kept)
    return draft if overrides == draft.curriculum.overrides else with_fields(draft, overrides=overrides)


def _only_spoken_of(override: Override, was: Was) -> Was:
    keys = {one.key for one in override.add_resources} | set(override.drop_resources)
    items = {*override.recommend, *override.do_not_recommend}
    return Was(
        **{name: getattr(was, name) for name in FIGURES if getattr(override, name) is not None},
        resources=tuple(one for one in was.resources if one.key in keys),
        recommended={one: why for one, why in was.recommended.items() if one in items},
    )


def library_news(draft: Draft) -> LibraryNews:
    """What is new in the library for this file; works in a few milliseconds."""
    from planner.app.library_news import file_news

    return file_news(draft.parts, draft.loaded)
