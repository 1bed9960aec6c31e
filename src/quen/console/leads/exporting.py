"""The list of leads as a file, however long: CSV row by row, or one sheet of XLSX."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.leads.lists import asked_of
from quen.console.sheet_file import FORMATS, ROWS_OF_XLSX, Cell, as_file
from quen.kernel.money import minor_digits, to_major
from quen.kernel.phone import national
from quen.leads.export import tell_of_export
from quen.leads.models import Lead
from quen.leads.reads import found
from quen.people.models import Identity, IdentityKind
from quen.shops.roles import Permission

AT_ONCE, _MOST_QUERY = 2000, 500
HEADINGS = (
    gettext_lazy("Number"), gettext_lazy("Name"), gettext_lazy("Person or company"), gettext_lazy("Phone"),
    gettext_lazy("E-mail"), gettext_lazy("How she came"), gettext_lazy("Campaign"), gettext_lazy("UTM source"),
    gettext_lazy("UTM medium"), gettext_lazy("What it is about"), gettext_lazy("Expected value"),
    gettext_lazy("State"), gettext_lazy("Stage"), gettext_lazy("Score"), gettext_lazy("Times she came"),
    gettext_lazy("Came on"), gettext_lazy("Ended on"), gettext_lazy("Lost because"), gettext_lazy("Competitor"),
    gettext_lazy("In her words"), gettext_lazy("Store"), gettext_lazy("Who looks after her"),
)  # fmt: skip


@needs(Permission.EXPORT_CUSTOMERS)
@require_GET
def export(request: StaffRequest, file_format: str) -> HttpResponseBase:
    """Whom the list shows to this person, in its order. That it was taken is told to the story first."""
    if file_format not in FORMATS:
        raise Http404
    rows, query = found(asked_of(request), staff=request.user), request.GET.urlencode()[:_MOST_QUERY]
    leads = rows.count()
    if file_format == "xlsx" and leads > ROWS_OF_XLSX:
        messages.error(request, _("An Excel sheet holds at most 1,048,575 leads. Take the CSV instead."))
        return redirect(reverse("console:leads:index") + f"?{query}")
    tell_of_export(leads=leads, file_format=file_format, query=query, at=timezone.now(), by=actor(request))
    name = "{}-{:%Y-%m-%d}.{}".format(_("leads"), timezone.localdate(), file_format)
    return as_file(HEADINGS, _cells(rows, currency_of(request)), name)


def _cells(rows: QuerySet[Lead], currency: str) -> Iterator[list[Cell]]:
    """Two queries at most for each so many rows."""
    leads = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(leads, AT_ONCE)):
        reached = _reached([_root(lead) for lead in some])
        for lead in some:
            yield _row(lead, reached.get(_root(lead), {}), currency)


def _row(lead: Lead, reached: dict[str, list[str]], currency: str) -> list[Cell]:
    her = lead.customer.root or lead.customer
    return [
        lead.pk, her.name, her.get_kind_display(), ", ".join(map(national, reached.get(IdentityKind.PHONE, ()))),
        ", ".join(reached.get(IdentityKind.EMAIL, ())), lead.get_source_display(), lead.utm_campaign, lead.utm_source,
        lead.utm_medium, lead.wish, _amount(lead.expected_minor, currency), lead.get_state_display(),
        lead.get_stage_display(), lead.score, lead.contacts, _day(lead.came_at), _day(lead.ended_at),
        lead.get_loss_reason_display() if lead.loss_reason else "", str(lead.competitor or ""), lead.words,
        str(lead.store or ""), str(lead.owner or ""),
    ]  # fmt: skip


def _reached(customers: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Phones and e-mail addresses by customer and kind, with those of everyone merged into her. One query."""
    theirs = Q(customer__in=customers) | Q(customer__root__in=customers)
    rows = Identity.objects.filter(theirs, kind__in=(IdentityKind.PHONE, IdentityKind.EMAIL))
    known: dict[int, dict[str, list[str]]] = {}
    for customer, root, kind, value in rows.order_by("pk").values_list(
        "customer", "customer__root", "kind", "value"
    ):
        known.setdefault(root or customer, {}).setdefault(kind, []).append(value)
    return known


def _root(lead: Lead) -> int:
    return lead.customer.root_id or lead.customer_id


def _amount(amount_minor: int | None, currency: str) -> Cell:
    if amount_minor is None:
        return None
    return to_major(amount_minor, currency) if minor_digits(currency) else amount_minor


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
