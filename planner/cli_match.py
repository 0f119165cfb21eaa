"""The command `match`: a job posting or a CV against the learner."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import i18n, options
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.model.posting import GapPlan, Hit, PostingMatch, Standing


def add_to(commands: Any) -> argparse.ArgumentParser:
    """Add `match` to the commands (what `add_subparsers` returns)."""
    match: argparse.ArgumentParser = commands.add_parser("match", help=_("say what a job posting or a CV asks for"))
    match.add_argument("file", metavar=_("FILE|-"), help=_("text, Markdown, HTML, PDF or .docx; - reads from a pipe"))
    match.add_argument("--required-only", action="store_true", help=_("leave out what is only nice to have"))
    options.add_learner(match)
    match.add_argument("--json", action="store_true", help=_("print the answer as JSON"))
    return match


def match(arguments: argparse.Namespace) -> int:
    """What the posting names, what the learner has, what is missing, and the plan for that."""
    from planner.app import posting_gap

    text = (
        posting_gap.text_of(sys.stdin.buffer.read(posting_gap.MAX_PIPED), "-")
        if arguments.file == "-"
        else posting_gap.read_document(Path(arguments.file))
    )
    document = options.document_of(arguments)
    found = posting_gap.match(document, text, arguments.required_only, arguments.time_limit)
    print(found.model_dump_json(indent=2) if arguments.json else "\n".join(_lines(found)))
    if found.plan is None:
        return options.OK
    if not arguments.json:
        options.print_problems(found.plan.problems)
    return options.OK if found.plan.status == "planned" and not found.plan.problems else options.NO_PLAN


def _lines(found: PostingMatch) -> list[str]:
    from planner.app.posting_shown import unsure_words

    if not found.asked:
        lines = [_("The text names nothing of this curriculum.")]
    else:
        count = len(found.asked)
        lines = [ngettext("{count} item is asked for.", "{count} items are asked for.", count).format(count=count)]
    shown: dict[str, Hit] = {}
    for hit in sorted(found.hits, key=lambda hit: (hit.unsure, bool(hit.among))):  # what asks for it most clearly
        if hit.counts:
            shown.setdefault(hit.node, hit)
    titles = {hit.node: hit.title for hit in found.hits}
    for standing, heading in _headings():
        rows = [one for one in found.asked if one.standing is standing]
        if rows:
            lines += ["", heading]
            for one in rows:
                nice = " " + _("(nice to have)") if one.nice else ""
                hit = shown[one.node]
                lines += [f"  {one.title} ({one.node}){nice}", f"      “{hit.sentence}”"]
                lines += ["      " + unsure_words(hit)] if hit.unsure else []
    if found.one_of:
        lines += ["", _("One of each line is enough:")]
        lines += ["  " + "; ".join(titles[item] for item in group) for group in found.one_of]
    doubtful = [hit for hit in found.hits if not hit.counts]
    if doubtful:
        lines += ["", _("Named, but not asked for:")]
        lines += [f"  {hit.title}: “{hit.sentence}”" for hit in doubtful]
    if found.unknown:
        lines += ["", _("Not known to this curriculum:"), "  " + ", ".join(one.term for one in found.unknown)]
    return [*lines, "", _plan_line(found.plan)] if found.plan else lines


def _headings() -> list[tuple[Standing, str]]:
    from planner.model.posting import Standing

    return [
        (Standing.HAVE, _("You have:")),
        (Standing.OTHERWISE, _("Not needed, as you have another of the alternatives or need it anyway:")),
        (Standing.PLANNED, _("Already in your plan:")),
        (Standing.MISSING, _("Missing:")),
        (Standing.CLOSED, _("No longer offered, or nobody found who offers it:")),
    ]


def _plan_line(plan: GapPlan) -> str:
    if not plan.items:
        return _("There is no plan for it.")
    return _("The plan for it: {steps}, {hours:,.0f} hours, {cost:,.0f} USD, from {begins} to {finish}.").format(
        steps=ngettext("{count} step", "{count} steps", len(plan.items)).format(count=len(plan.items)),
        hours=plan.hours,
        cost=plan.cost_usd,
        begins=i18n.day(plan.begins) if plan.begins else _("never"),
        finish=i18n.day(plan.finish) if plan.finish else _("never"),
    )
