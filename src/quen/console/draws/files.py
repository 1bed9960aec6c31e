"""What leaves the console: the list of entries, the proof, the script that checks both, and the notice's contents."""

import inspect
from collections.abc import Iterator
from datetime import timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.sheet_file import FORMATS, Cell, as_file
from quen.draws import recompute as algorithm
from quen.draws.models import Draw, State
from quen.draws.reads import entry_names
from quen.kernel.money import to_major
from quen.shops.models import Store
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
    places = sum(draw.prizes.values_list("pieces", flat=True)) + draw.reserves
    said = {
        "draw": draw.name, "commitment": draw.commitment, "seed": draw.seed, "entries_hash": draw.entries_hash,
        "public_word": draw.public_word, "places": places,
        "winners": list(draw.winners.order_by("rank").values_list("entry", flat=True)),
    }  # fmt: skip
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})
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
    """What the shop fills into the forms for promotions by chance, as a table."""
    if file_format not in FORMATS:
        raise Http404
    draw = get_object_or_404(Draw, pk=draw_id)
    rows = _rows(draw, request.business.name if request.business else "", currency_of(request))
    return as_file([_("Content"), _("What holds")], rows, f"{_('promotion')}-{draw.pk}.{file_format}")


def _rows(draw: Draw, business: str, currency: str) -> Iterator[list[Cell]]:
    first, last = timezone.localdate(draw.opens_at), timezone.localdate(draw.closes_at - timedelta(seconds=1))
    stores = Store.objects.filter(pk__in=draw.stores) if draw.stores else Store.objects.filter(closed_on=None)
    prizes = list(draw.prizes.order_by("place"))
    yield [_("Trader"), business]
    yield [_("Name of the promotion"), draw.name]
    yield [
        _("Time of the promotion"),
        f"{date_format(first, 'SHORT_DATE_FORMAT')} – {date_format(last, 'SHORT_DATE_FORMAT')}",
    ]
    yield [_("Area of the promotion"), draw.area or ", ".join(store.name for store in stores)]
    yield [_("Goods and services promoted"), draw.goods]
    yield [_("How to take part"), draw.how_to_take_part]
    if draw.amount_per_entry_minor is not None:
        yield [_("An entry for every"), to_major(draw.amount_per_entry_minor, currency)]
    for prize in prizes:
        yield [
            f"{_('Prize')} {prize.place}",
            f"{prize.pieces} × {prize.name}, {to_major(prize.value_minor, currency)} {currency}",
        ]
    total = sum(prize.pieces * prize.value_minor for prize in prizes)
    yield [_("Value of all prizes"), to_major(total, currency)]
    yield [_("How winners are found"), _(
        "By a number nobody can choose: the hash of a seed is published before entries close, the list of entries and "
        "its hash after; the winners follow from both by a published rule. One prize a person."
    )]  # fmt: skip
    yield [_("How winners are told and get their prizes"), draw.how_told]
    if draw.state != State.DRAFT:
        yield [_("Hash of the seed (SHA-256)"), draw.commitment]
    if draw.entries_hash:
        yield [_("Hash of the list (SHA-256)"), draw.entries_hash]
