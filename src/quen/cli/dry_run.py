"""`quen dry-run JOURNEY`: who would have got what, had a journey run for the last year."""

import json as json_text
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quen.cli.json_out import JsonOut
from quen.cli.ready import ready_database
from quen.cli.why_not import why_not
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop

if TYPE_CHECKING:
    from quen.journeys.dry_run import DryRun
    from quen.journeys.plan import Plan

_YAML = {".yaml", ".yml"}


class Unreadable(QuenError):
    """The file cannot be read."""


def dry_run(
    journey: Annotated[
        str, typer.Argument(metavar="JOURNEY", help=_("The key of a journey, or a file with one (.yaml)."))
    ],
    json: Annotated[str | None, typer.Option(help=_("Write JSON here; - for standard output."))] = None,
) -> None:
    """Replay the last year: by step, by month, and ten customers. Nothing is sent, given or kept."""
    ready_database()
    from django.utils import timezone

    from quen.journeys.dry_run import dry_run as replay

    plan, number = _plan_of(journey)
    told = _told(plan, replay(plan, journey=number, at=timezone.now()))
    out = JsonOut(json)
    if out.file:
        out.file.write_text(_as_json(told), encoding="utf-8")
    if out.is_for_machines:
        typer.echo(_as_json(told), nl=False)
    else:
        _show(plan.name, told, Console())


def _plan_of(journey: str) -> "tuple[Plan, int]":
    """What to replay, and the journey's number, 0 of a file nobody made a journey of: by it some are held out."""
    from quen.journeys.errors import NoSuchJourney
    from quen.journeys.from_file import read_journey
    from quen.journeys.models import Journey
    from quen.journeys.reads import newest, plan_of

    path = Path(journey)
    plan = read_journey(_text_of(path)) if path.suffix.lower() in _YAML else None
    row = Journey.objects.filter(key=plan.key if plan else journey).first()
    if plan is not None:
        return plan, row.pk if row else 0
    if row is None:
        raise NoSuchJourney(gettext_noop("There is no journey with the key %(key)s."), key=journey[:60])
    return plan_of(newest(row)), row.pk


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unreadable(
            gettext_noop("%(path)s cannot be read: %(why)s"), path=path, why=why_not(error)
        ) from error
    except UnicodeDecodeError as error:
        raise Unreadable(gettext_noop("%(path)s is no text in UTF-8."), path=path) from error


def _told(plan: "Plan", found: "DryRun") -> dict[str, Any]:
    """Everything as plain values, names and sentences in the language chosen."""
    from quen.journeys.caveats import caveat_said
    from quen.journeys.describe import names_of, step_said

    names = names_of(plan)
    said = {path: step_said(place.step, names) for path, place in plan.places.items()}
    counts = ("entered", "held_out", "reached", "inside")
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        **{name: getattr(found, name) for name in counts},
        "kept_out": {str(why): count for why, count in found.kept_out.items()},
        "steps": [
            {"path": path, "step": words, "passed": found.steps[path].passed, "here": found.steps[path].here}
            for path, words in said.items()
        ],
        "months": _months(found),
        "examples": _examples(found, said),
        "cannot_know": [caveat_said(each, names) for each in found.told],
    }


def _months(found: "DryRun") -> list[dict[str, Any]]:
    return [
        {
            "month": f"{each.first:%Y-%m}", "entered": each.entered, "messages": each.messages, "offers": each.offers,
            "tasks": each.people,
        }
        for each in found.months
    ]  # fmt: skip


def _examples(found: "DryRun", said: Mapping[str, str]) -> list[dict[str, Any]]:
    from quen.journeys.caveats import end_said
    from quen.people.models import Customer

    people = Customer.objects.in_bulk([each.customer for each in found.examples])
    return [
        {
            "customer": each.customer, "name": str(people.get(each.customer, "")),
            "entered_at": each.entered_at.isoformat(),
            "got": [{"at": one.at.isoformat(), "step": said[one.path]} for one in each.got],
            "end": end_said(each, said),
        }
        for each in found.examples
    ]  # fmt: skip


def _as_json(told: Mapping[str, Any]) -> str:
    return json_text.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _show(name: str, told: Mapping[str, Any], out: Console) -> None:
    words = _(
        "“%(name)s” from %(since)s to %(until)s: %(entered)s would have entered, %(held_out)s of them held out."
    )
    total = told["entered"] + told["held_out"]
    out.print(words % {**told, "name": name, "entered": total}, markup=False, highlight=False)
    steps = Table(_("Step"), _("Passed"), _("Still here"))
    for each in told["steps"]:
        steps.add_row(Text(f"{each['path']} {each['step']}"), str(each["passed"]), str(each["here"]))
    out.print(steps, markup=False)
    months = Table(_("Month"), _("Entered"), _("Messages"), _("Gifts"), _("Tasks"))
    for each in told["months"]:
        months.add_row(*(str(value) for value in each.values()))
    out.print(months, markup=False)
    for each in told["examples"]:
        got = "; ".join(f"{one['at'][:16].replace('T', ' ')} {one['step']}" for one in each["got"])
        out.print(f"{each['name']}: {got}. {each['end']}", markup=False, highlight=False)
    for sentence in told["cannot_know"]:
        out.print(f"· {sentence}", style="dim", markup=False, highlight=False)
