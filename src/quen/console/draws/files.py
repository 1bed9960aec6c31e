"""What leaves the console: the list of entries, the proof, the script that checks both, and papers."""

import inspect
from collections.abc import Iterator
from datetime import timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.draws.listing import filtered
from quen.console.draws.papers import notice_rows, report_headings, report_rows, report_words
from quen.console.sheet_file import FORMATS, Cell, as_file
from quen.draws import recompute as algorithm
from quen.draws.models import Draw
from quen.draws.reads import entry_names, proof_of
from quen.kernel.money import to_major
from quen.shops.roles import Permission


@needs(Permission.SEE_LOYALTY)
@require_GET
def entries(request: StaffRequest, draw_id: int) -> HttpResponseBase:  # noqa: ARG001  # the gate
    """Every entry under its pseudonym, to be published as it is."""
    draw = get_object_or_404(Draw, pk=draw_id, closed_at__isnull=False)
    return as_file(["entry"], ([name] for name in entry_names(draw)), "entries.csv")


@needs(Permission.SEE_LOYALTY)
@require_GET
def proof(request: StaffRequest, draw_id: int) -> JsonResponse:  # noqa: ARG001  # the gate
    """All that the script needs beside the list."""
    draw = get_object_or_404(Draw, pk=draw_id, drawn_at__isnull=False)
    answer = JsonResponse(proof_of(draw), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer


@needs(Permission.SEE_LOYALTY)
@require_GET
def recompute(request: StaffRequest) -> HttpResponse:  # noqa: ARG001  # the gate
    """The script."""
    answer = HttpResponse(inspect.getsource(algorithm), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recompute.py"'
    return answer


@needs(Permission.SEE_LOYALTY)
@require_GET
def notice(request: StaffRequest, draw_id: int, file_format: str) -> HttpResponseBase:
    """What the shop fills into the forms for promotions, as a table."""
    draw = _draw(draw_id, file_format)
    rows = notice_rows(draw, request.business, currency_of(request))
    return as_file([_("Content"), _("What holds")], rows, _("promotion") + f"-{draw.pk}.{file_format}")


@needs(Permission.SEE_LOYALTY)
@require_GET
def report(request: StaffRequest, draw_id: int, file_format: str) -> HttpResponseBase:
    """Who won what, and when it was handed over."""
    draw = _draw(draw_id, file_format)
    currency = currency_of(request)
    rows = report_rows(draw, currency)
    return as_file(report_headings(currency), rows, _("promotion-report") + f"-{draw.pk}.{file_format}")


@needs(Permission.SEE_LOYALTY)
@require_GET
def papers(request: StaffRequest, draw_id: int) -> HttpResponse:
    """Notice and report on one page, to be printed."""
    draw, currency = get_object_or_404(Draw, pk=draw_id), currency_of(request)
    context = {
        "draw": draw,
        "notice": notice_rows(draw, request.business, currency),
        "headings": report_headings(currency),
        "report": list(report_words(draw, currency)) if draw.published_at else [],
    }
    return render(request, "console/draws/papers.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def every(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """The list of draws and contests, as it is filtered."""
    if file_format not in FORMATS:
        raise Http404
    currency = currency_of(request)
    headings = [
        _("Name"), _("How winners are found"), _("State"), _("First day"), _("Last day"), _("Prizes"),
        _("Value of all prizes"),
    ]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [
            draw.name, draw.get_kind_display(), draw.get_state_display(), timezone.localdate(draw.opens_at),
            timezone.localdate(draw.closes_at - timedelta(seconds=1)), draw.pieces,
            to_major(draw.value_minor, currency),
        ]
        for draw in filtered(request).iterator()
    )  # fmt: skip
    return as_file(headings, rows, _("draws") + f".{file_format}")


def _draw(draw_id: int, file_format: str) -> Draw:
    if file_format not in FORMATS:
        raise Http404
    return get_object_or_404(Draw, pk=draw_id)
