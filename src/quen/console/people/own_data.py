"""A person's right to her data and to be forgotten: the file, the wish that waits, and the erasure itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt
from quen.flows.ask_erasure import (
    LAW_DAYS,
    ask_to_be_forgotten,
    change_erasure_wait,
    erasure_settings,
    take_back,
    waiting_for_any,
)
from quen.flows.erase_person import erase_person, is_erased
from quen.flows.export_person import counts_about, export_person
from quen.flows.open_with_her import open_with_all
from quen.flows.person import person_of
from quen.kernel.personal import Fate, Kept
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.people.models import Customer
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Group:
    """Tables that meet the same fate for the same reason: what each is called, and how many rows are about her."""

    because: str
    tables: list[tuple[str, int]]


@never_cache
@needs(Permission.FORGET_CUSTOMERS)
@require_GET
def show(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What is kept, what would be erased and what stays and why, and what is still open with her."""
    customer = _root(customer_id)
    if customer.pk != customer_id:
        return redirect("console:people:own_data", customer_id=customer.pk)
    person = person_of(customer.pk)
    counted = counts_about(person)
    context = {
        "customer": customer,
        "fates": [
            (_("Is erased"), _groups(counted, Fate.GONE)),
            (_("Is emptied of every word"), _groups(counted, Fate.BLANKED)),
            (_("Stays without a name"), _groups(counted, Fate.STAYS)),
        ],
        "open": [one.render(_) for one in open_with_all(person.customers)],
        "waiting": waiting_for_any(person.customers), "is_erased": not customer.name and is_erased(customer.pk),
        "wait_days": erasure_settings().wait_days, "law_days": LAW_DAYS,
    }  # fmt: skip
    return render(request, "console/people/own_data.html", context)


@needs(Permission.FORGET_CUSTOMERS)
@require_POST
def file(request: StaffRequest, customer_id: int) -> HttpResponse:
    """All that is kept about her, to be given to her; that it was taken is told to the story."""
    customer = _root(customer_id)
    written = export_person(customer=customer.pk, by=actor(request), at=timezone.now())
    answer = HttpResponse(written, content_type="application/zip")
    name = _("customer")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{customer.pk}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@needs(Permission.FORGET_CUSTOMERS)
@require_POST
def ask(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Keep her wish; it is done when the wait is over, or at once where staff say so a second time."""
    root, said = _root(customer_id).pk, request.POST
    if said.get("sure") != "yes":
        messages.error(request, _("Nothing was erased. Tick the box first: it cannot be undone."))
        return redirect("console:people:own_data", customer_id=root)
    accepts, by, now = said.get("accepts_open") == "yes", actor(request), timezone.now()
    if said.get("when") == "now":
        attempt(
            request, lambda: erase_person(customer=root, by=by, at=now, accepts_open=accepts),
            done=_("Forgotten. What is left is a number without a name."),
        )  # fmt: skip
    else:
        attempt(
            request, lambda: ask_to_be_forgotten(customer=root, by=by, at=now, accepts_open=accepts),
            done=_("Kept. Until the day it is done, it can be taken back here."),
        )  # fmt: skip
    return redirect("console:people:own_data", customer_id=root)


@needs(Permission.FORGET_CUSTOMERS)
@require_POST
def stay(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The wish is taken back."""
    root = _root(customer_id).pk
    attempt(
        request, lambda: take_back(customer=root, by=actor(request), at=timezone.now()),
        done=_("Taken back. Nothing was erased."),
    )  # fmt: skip
    return redirect("console:people:own_data", customer_id=root)


@needs(Permission.CHANGE_SETTINGS)
@require_POST
def wait(request: StaffRequest, customer_id: int) -> HttpResponse:
    """How long every wish waits from now on."""
    days = request.POST.get("days", "")
    attempt(
        request,
        lambda: change_erasure_wait(days=int(days) if days.isdecimal() else -1, by=actor(request)),
        done=_("Saved. Wishes that come from now on wait that long."),
    )
    return redirect("console:people:own_data", customer_id=_root(customer_id).pk)


def _root(customer_id: int) -> Customer:
    try:
        return root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error


def _groups(counted: list[tuple[Kept, int]], fate: Fate) -> list[Group]:
    by_reason: dict[str, list[tuple[str, int]]] = {}
    for kept, count in counted:
        if kept.fate is fate:
            because = _(kept.because) if kept.because and fate is not Fate.GONE else ""
            by_reason.setdefault(because, []).append((_(kept.called), count))
    return [Group(because, tables) for because, tables in by_reason.items()]
