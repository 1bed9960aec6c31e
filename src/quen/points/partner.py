"""Points from a partner, and to one, at rates kept as data."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.points.account import account_of
from quen.points.adjust import lot_as_earned
from quen.points.errors import BadPartner, NoSuchPartner, NotPoints
from quen.points.events import PartnerChanged, PartnerPoints
from quen.points.lots import spend
from quen.points.models import Account, Book, TransferKind
from quen.points.post import Side, from_lots, post
from quen.points.repay import repay
from quen.points.request import Request, posted, some
from quen.points.terms import Exchange, Partner
from quen.shops.history import change


class Terms(TypedDict, total=False):
    """What is agreed: rates above zero, or None in both fields of a direction that is closed."""

    in_theirs: int | None
    in_ours: int | None
    out_ours: int | None
    out_theirs: int | None
    is_active: bool


@transaction.atomic
def write_partner(*, name: str, at: datetime, by: Actor, **terms: Unpack[Terms]) -> Partner:
    """The partner of this name with these terms, new or changed; the settings' history keeps what they were.

    Raises BadPartner.
    """
    if not tidy(name):
        raise BadPartner(gettext_noop("Give the partner a name."))
    row, _is_new = Partner.objects.select_for_update().get_or_create(name=tidy(name))
    _refuse_half_a_rate(row, terms)
    change(row, dict(terms), of=f"partner.{row.pk}", by=by)
    emit(PartnerChanged(at=at, by=by, subject=row.pk, name=row.name))
    return row


@transaction.atomic
def partner_in(
    *, partner: int, customer: int, theirs: int, reference: str = "", at: datetime, key: str, by: Actor
) -> Exchange:
    """Give a member the shop's points for the partner's: as many whole steps of the rate as fit; the exchange says how
    many of theirs were used. They live as long as points earned that day.

    Raises NoSuchPartner, NotPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    terms = _open(partner)
    used, points = _exchanged(some(theirs), terms.in_theirs, terms.in_ours)
    request = _request(TransferKind.PARTNER_IN, terms, customer, theirs, reference, at, key, by)
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return Exchange.objects.get(transfer=before)
    lot = lot_as_earned(account, points, at)
    sides = [Side(Book.LIABILITY, points, lot), Side(Book.PARTNER, -points)]
    done = _exchange(request, account, terms, sides, points, used, reference)
    repay(account=account, at=at, by=by)
    return done


@transaction.atomic
def partner_out(
    *, partner: int, customer: int, points: int, reference: str = "", at: datetime, key: str, by: Actor
) -> Exchange:
    """Turn a member's points into the partner's: as many whole steps of the rate as fit into `points`; only those are
    taken, soonest-expiring lots first.

    Raises NoSuchPartner, NotPoints, NotEnoughPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    terms = _open(partner)
    used, theirs = _exchanged(some(points), terms.out_ours, terms.out_theirs)
    request = _request(TransferKind.PARTNER_OUT, terms, customer, points, reference, at, key, by)
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return Exchange.objects.get(transfer=before)
    sides = [*from_lots(spend(account.pk, used, at=at)), Side(Book.PARTNER, used)]
    return _exchange(request, account, terms, sides, -used, -theirs, reference)


def _request(
    kind: TransferKind,
    terms: Partner,
    customer: int,
    number: int,
    reference: str,
    at: datetime,
    key: str,
    by: Actor,
) -> Request:
    given = {"partner": terms.pk, "customer": customer, "number": number, "reference": reference}
    return Request(kind=kind, key=key, at=at, by=by, reason=terms.name, given=given)


def _exchange(
    request: Request,
    account: Account,
    terms: Partner,
    sides: list[Side],
    change: int,
    theirs: int,
    reference: str,
) -> Exchange:
    transfer = post(request, sides)
    emit(
        PartnerPoints(
            at=request.at, by=request.by, customer=account.customer_id, subject=transfer.pk, change=change,
            partner=terms.name, theirs=abs(theirs),
        )
    )  # fmt: skip
    return Exchange.objects.create(transfer=transfer, partner=terms, theirs=theirs, reference=reference)


def _open(partner: int) -> Partner:
    found = Partner.objects.filter(pk=partner, is_active=True).first()
    if found is None:
        raise NoSuchPartner(
            gettext_noop("There is no partner %(partner)s to exchange points with."), partner=partner
        )
    return found


def _exchanged(number: int, of: int | None, become: int | None) -> tuple[int, int]:
    """How many of `number` are used, and what they become."""
    if of is None or become is None:
        raise NoSuchPartner(gettext_noop("Points are not exchanged with this partner in this direction."))
    steps = number // of
    if steps == 0:
        raise NotPoints(
            gettext_noop("%(number)s points are too few to exchange: %(of)s are needed at least."),
            number=number,
            of=of,
        )
    return steps * of, steps * become


def _refuse_half_a_rate(row: Partner, terms: Terms) -> None:
    after = {name: terms.get(name, getattr(row, name)) for name in Terms.__annotations__}
    for one, other in (("in_theirs", "in_ours"), ("out_ours", "out_theirs")):
        pair = (after[one], after[other])
        if pair != (None, None) and not all(isinstance(rate, int) and rate > 0 for rate in pair):
            raise BadPartner(
                gettext_noop("A rate has two whole numbers above zero: so many points become so many.")
            )
