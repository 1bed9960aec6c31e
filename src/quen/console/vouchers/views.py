"""The kinds of vouchers: all of them, one with its numbers, and both as files."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.sheet_file import FORMATS, Cell, as_file
from quen.console.vouchers.forms import BatchForm
from quen.console.vouchers.listing import STATES, found, rows_of
from quen.console.vouchers.words import told
from quen.kernel.codes import bare, for_reading, is_well_formed
from quen.kernel.money import to_major
from quen.shops.roles import Permission
from quen.vouchers.models import Batch, State, Use, Voucher, VoucherKind
from quen.vouchers.reads import by_state, counted, held_by_tills, held_codes

ROWS, USES, HELD = 30, 20, 20


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All kinds; a whole single code in the search leads to its voucher."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    if is_well_formed(bare(search)):
        voucher = Voucher.objects.filter(code=bare(search)).first()
        if voucher is not None:
            return redirect("console:vouchers:voucher", voucher_id=voucher.pk)
    page = Paginator(found(search, state), ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": rows_of(list(page), currency_of(request)),
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "state": state,
        "states": STATES,
    }
    return render(request, "console/vouchers/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """The list as a file."""
    _refuse_other(file_format)
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    currency = currency_of(request)
    headings = [
        _("Name"), _("Key"), _("Public code"), _("Terms"), _("Issued"), _("Used"), _("Given back"),
        _("Discount given"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            row.kind.name, row.kind.key, row.kind.code or "", row.words, row.counted.issued, row.counted.used,
            row.counted.returned, to_major(row.counted.discount_minor, currency),
        ]
        for row in rows_of(list(found(search, state)), currency)
    ]  # fmt: skip
    return as_file(headings, rows, _("vouchers") + f"-{timezone.localdate():%Y-%m-%d}.{file_format}")


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, kind_id: int) -> HttpResponse:
    """One kind: its words, its numbers, its batches, its uses."""
    return shown(request, get_object_or_404(VoucherKind, pk=kind_id), BatchForm())


def shown(request: StaffRequest, kind: VoucherKind, form: BatchForm, *, status: int = 200) -> HttpResponse:
    """The page of a kind, with the form for codes as it was typed."""
    page = Paginator(_uses(kind), USES).get_page(request.GET.get("page"))
    states, held = by_state(kind), held_by_tills(kind)
    context = {
        "kind": kind,
        "words": told(kind.said(), currency_of(request)),
        "numbers": counted([kind])[kind.pk],
        "ready": states.get(State.READY, 0),
        "states": [(State(state).label, count) for state, count in sorted(states.items())],
        "held": held,
        "held_codes": held_codes(kind)[:HELD] if held else (),
        "batches": Batch.objects.filter(kind=kind).order_by("-pk")[:50],
        "form": form,
        "page": page,
        "page_count": page.paginator.count,
    }
    return render(request, "console/vouchers/show.html", context, status=status)


@needs(Permission.EXPORT_CUSTOMERS)
@require_GET
def export_uses(request: StaffRequest, kind_id: int, file_format: str) -> HttpResponseBase:
    """Who used which code where, as a file."""
    _refuse_other(file_format)
    kind, currency = get_object_or_404(VoucherKind, pk=kind_id), currency_of(request)
    headings = [
        _("Code"), _("Used at"), _("Store"), _("Customer number"), _("Customer"), _("Discount"), _("Given back"),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for use in _uses(kind).iterator(chunk_size=2_000):
            back = timezone.localtime(use.given_back_at).date() if use.given_back_at else None
            yield [
                for_reading(use.code) if use.voucher_id else use.code, timezone.localtime(use.used_at).date(),
                use.store.name, use.customer_id, use.customer.name if use.customer else "",
                to_major(use.discount_minor, currency), back,
            ]  # fmt: skip

    return as_file(headings, rows(), f"{kind.key}-{timezone.localdate():%Y-%m-%d}.{file_format}")


def _uses(kind: VoucherKind) -> QuerySet[Use]:
    return Use.objects.filter(kind=kind).select_related("store", "customer").order_by("-pk")


def _refuse_other(file_format: str) -> None:
    if file_format not in FORMATS:
        raise Http404
