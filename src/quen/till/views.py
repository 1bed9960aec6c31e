"""What the till's script asks: who, what, how much; and what it tells: sold, enrolled."""

from dataclasses import replace

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.ring_up import quote
from quen.kernel.qr import qr_svg
from quen.shops.roles import Permission
from quen.surveys.offer import link_on_receipt
from quen.till import told
from quen.till.access import (
    StaffRequest,
    actor,
    endpoint,
    number,
    query,
    read,
    refuse_other_store,
    store_numbered,
    written,
)
from quen.till.find import find
from quen.till.goods import find_goods, sold_lately
from quen.till.greet import greet
from quen.till.hold import Held, NotHeld, hold, to_give_back
from quen.till.merge import merge
from quen.till.said import FinishedSale, SaidEnrolment, SaidLeases, SaidSale, sale_of
from quen.till.spend import spendable
from quen.till.state import state_of
from quen.vouchers.end_lease import give_up
from quen.vouchers.lease import open_leases


@require_GET
@endpoint(Permission.SELL)
def now(request: StaffRequest) -> HttpResponse:
    """Whether the line is up and the session alive; with it what the owner decided, and a token for writes."""
    get_token(request)
    return written(**state_of(request.user))


@require_GET
@endpoint(Permission.SELL)
def customers(request: StaffRequest) -> HttpResponse:
    """Who is meant by what was typed or scanned."""
    return written(customers=told.found(find(query(request, "q"))))


@require_GET
@endpoint(Permission.SELL)
def customer(_request: StaffRequest, customer_id: int) -> HttpResponse:
    """What matters of the customer who was chosen."""
    return written(**told.greeting(greet(customer=customer_id, at=timezone.now())))


@require_GET
@endpoint(Permission.SELL)
def goods(request: StaffRequest) -> HttpResponse:
    """What sells at the store; with `q` whatever is called so."""
    store, text, at = number(request, "store"), query(request, "q"), timezone.now()
    refuse_other_store(request.user, store)
    return written(
        goods=told.goods(find_goods(text, store=store, at=at) if text else sold_lately(store=store, at=at))
    )


@require_POST
@endpoint(Permission.SELL)
def quotes(request: StaffRequest) -> HttpResponse:
    """The live quote: what the sale would give, and how many points may be spent on it. Writes nothing."""
    said = read(request, SaidSale)
    refuse_other_store(request.user, said.store)
    sale = sale_of(said)
    if sale.vouchers:
        held = open_leases(device=said.device, store=said.store, codes=sale.vouchers)
        sale = replace(sale, voucher_leases=held)
    receipt = quote(sale=sale)
    return written(quote=told.receipt(receipt), spend=told.spendable(spendable(sale=sale, quoted=receipt)))


@require_POST
@endpoint(Permission.SELL)
def sales(request: StaffRequest) -> HttpResponse:
    """A sale with the goods handed over, now or while the line was down. The same key counts once."""
    said = read(request, FinishedSale)
    refuse_other_store(request.user, said.store)
    merged = merge(
        sale=sale_of(said), was_quoted=said.was_quoted, key=f"till:{said.key}", by=actor(request),
        device=said.device,
    )  # fmt: skip
    conflict = told.sentence(merged.conflict) if merged.conflict else ""
    asked = link_on_receipt(purchase=merged.receipt.purchase, store=merged.receipt.store)
    address = request.build_absolute_uri(asked) if asked else ""
    survey = {"address": address, "code": qr_svg(address)} if address else None
    return written(receipt=told.receipt(merged.receipt) | {"survey": survey}, conflict=conflict)


@require_POST
@endpoint(Permission.SELL)
def leases(request: StaffRequest) -> HttpResponse:
    """Vouchers the till holds for a time without a line: what it wants, what it must give back, what it gives back."""
    said = read(request, SaidLeases)
    refuse_other_store(request.user, said.store)
    at = timezone.now()
    give_up(device=said.device, store=said.store, codes=said.gives_back, at=at, by=actor(request))
    tried = hold(
        codes=said.codes, customer=said.customer, store=store_numbered(said.store), till=said.till,
        device=said.device, at=at, by=actor(request),
    )  # fmt: skip
    return written(
        held=[told.held(one) for one in tried if isinstance(one, Held)],
        refused=[told.not_held(one) for one in tried if isinstance(one, NotHeld)],
        lost=to_give_back(device=said.device, store=said.store, codes=said.holds),
    )


@require_POST
@endpoint(Permission.SELL)
def enrolments(request: StaffRequest) -> HttpResponse:
    """A phone number and one tap: a member, greeted like one."""
    said = read(request, SaidEnrolment)
    refuse_other_store(request.user, said.store)
    member = enrol(
        phone=said.phone, name=said.name, consent=said.consent, store=said.store, way=Way.TILL, at=said.at,
        key=f"till:{said.key}", by=actor(request),
    )  # fmt: skip
    return written(**told.greeting(greet(customer=member.customer_id, at=timezone.now())))
