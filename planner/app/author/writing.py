"""What somebody has to write to put a finding right: a reason, a first step, an outcome.

It is asked for where the finding is read, so that nobody has to look for twenty fields one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from planner.app.author import edits, levels, links, overriding, references
from planner.app.author.draft import Draft
from planner.app.author.repair import Ask, Repair, Spot, named_at, own_node, places, spot
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.depth import Level, Levels, parted
from planner.model.problem import Problem
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, leaves, walk


def asked(draft: Draft, problem: Problem) -> Ask | None:
    """What is to be written; None where a finding asks for something else, or for words of the library."""
    ask = _ASKS.get(problem.code)
    return ask(draft, problem) if ask is not None else None


# -- why something is needed


def _reason(draft: Draft, problem: Problem) -> Ask | None:
    if problem.field == "overrides.reason":
        return _difference(draft, problem)
    if not problem.field.startswith("reasons."):
        return _months(draft, problem)
    node, leaf = written_link(draft, problem)
    if node is None or leaf is None:
        return None
    text = _("Why “{before}” comes before “{after}”")
    titles = draft.loaded.titles
    before = titles[problem.field.removeprefix("reasons.")]
    question = text.format(before=before, after=titles[problem.node])
    return Ask(question, lambda old, words: links.set_reason(old, node.id, leaf, words))


def _difference(draft: Draft, problem: Problem) -> Ask | None:
    said = overriding.overrides_of(draft, problem.node)

    def explain(old: Draft, words: str) -> Draft:
        for one in said:
            old = overriding.explain_override(old, one, words)
        return old

    return Ask(_("Why this is different here"), explain) if said else None


def _months(draft: Draft, problem: Problem) -> Ask | None:
    here = spot(draft, problem)
    if here is None or not isinstance(here.part, Months):
        return None
    return _of_part(here, _("Why so many months are needed"), "reason")


def _of_part(here: Spot, question: str, name: str) -> Ask:
    assert here.how is not None
    how = here.how

    def command(old: Draft, words: str) -> Draft:
        said: Any = {name: words}
        return links.set_choice(old, here.node.id, here.path, how=how, **said)

    return Ask(question, command)


def _choice(draft: Draft, problem: Problem) -> Ask | None:
    """Its name first, then its reason."""
    here = spot(draft, problem)
    part = here.part if here is not None else None
    if here is None or not isinstance(part, (AnyOf, AtLeast)):
        return None
    if not part.name:
        return _of_part(here, _("Name of the choice, such as Your first oven"), "name")
    return _of_part(here, _("Why one can choose here: “{name}”").format(name=part.name), "reason")


# -- what an item says of itself


def _text(words: Callable[[], tuple[str, str]], draft: Draft, problem: Problem) -> Ask | None:
    """A text of an item, or of one of its levels, where that is another one than that of the item."""
    item, level = parted(problem.node)
    node, field = draft.curriculum.by_id.get(item), problem.field
    question, called = words()
    if node is None:
        return None
    if node.levels is not None:
        level = level or node.levels.names[-1]
        if not _stands_in_item(node.levels, level, field):
            what = dict(node.levels.given())[level]
            command = partial(_tell_level, item=item, level=level, field=field)
            return Ask(question, command, getattr(what, field), called)
    return Ask(question, partial(_tell_item, item=item, field=field), getattr(node, field), called)


def _tell_item(draft: Draft, words: str, item: str, field: str) -> Draft:
    return edits.set_fields(draft, [item], **{field: words})


def _tell_level(draft: Draft, words: str, item: str, level: Level, field: str) -> Draft:
    return levels.set_level(draft, item, level, **{field: words})


def _stands_in_item(given: Levels, level: Level, field: str) -> bool:
    """Whether the item itself says for the level what a field says."""
    return level is (given.names[0] if field == "first_step" else given.names[-1])


def _hours(draft: Draft, problem: Problem) -> Ask | None:
    node = own_node(draft, problem)
    if node is None or node.levels is not None:  # each level says its own
        return None
    question = _("Hours of study: one number, or at least, likely and at most, such as {example}")
    command = partial(_tell_item, item=node.id, field="hours")
    return Ask(question.format(example="10 / 20 / 40"), command, field=_("Hours of study"))


_ASKS: dict[str, Callable[[Draft, Problem], Ask | None]] = {
    "no-reason": _reason,
    "unnamed-choice": _choice,
    "no-hours": _hours,
    "no-first-step": partial(_text, lambda: (_("What to do in the first hour"), _("First step"))),
    "no-done-when": partial(_text, lambda: (_("How one knows honestly that it is done"), _("Done when"))),
    "outcome": partial(
        _text, lambda: (_("What the learner can do afterwards: you can …"), _("What one can do afterwards"))
    ),
}


# -- links without a reason


def written_link(draft: Draft, problem: Problem) -> tuple[Node | None, str | None]:
    """The item of this file that a finding about a reason speaks of, and its prerequisite as it is written there."""
    node = draft.curriculum.by_id.get(references.base_id(problem.node))
    before = problem.field.removeprefix("reasons.")
    if node is None:
        return None, None
    return node, next((leaf for leaf in sorted(references.prerequisites(node)) if draft.offered[leaf] == before), None)


def unexplained(draft: Draft, problem: Problem) -> Iterator[Repair]:
    """A prerequisite for which nobody can say why goes."""
    node, leaf = written_link(draft, problem)
    if node is None or leaf is None or not problem.field.startswith("reasons."):
        return
    spoken = [how for how in places(node, problem.node) if leaf in named_at(node, how)]
    item = node.id

    def command(old: Draft) -> Draft:
        for how in spoken:
            old = links.disconnect(old, leaf, item, how)
        return old

    if spoken:
        yield Repair(_("Remove this prerequisite"), command)


def takes_an_option(draft: Draft, problem: Problem) -> bool:
    """Whether removing the prerequisite takes an option out of a choice, which makes that harder."""
    node, leaf = written_link(draft, problem)
    if node is None or leaf is None:
        return False

    def is_option(whole: Requirement | None) -> bool:
        choices = (part for _path, part in walk(whole) if not isinstance(part, (str, All)))
        return any(leaf in leaves(part) for part in choices)

    return any(is_option(references.requirement_at(node, field)) for field in references.requirement_fields(node))
