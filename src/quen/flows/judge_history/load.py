"""Read what the past of some members is judged against, their rows locked: counters, accounts, lots, accruals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from quen.enrolment.counters import from_json
from quen.enrolment.models import Member
from quen.flows.judge_history.books import Books, Lot
from quen.flows.judge_history.member import Counted
from quen.flows.judge_history.occasions import Past
from quen.flows.judge_history.rows import Rows
from quen.flows.ring_up.judged import judged_from_json
from quen.people.models import SegmentMembership
from quen.points.models import Account, Accrual
from quen.points.models import Lot as LotRow
from quen.programme import Outcome
from quen.purchases.models import Line

_EXPIRED = """
SELECT lot.purchase_id, -sum(entry.points) FROM points_lot AS lot
JOIN points_entry AS entry ON entry.lot_id = lot.id AND entry.account_id = lot.account_id AND entry.book = 'liability'
JOIN points_transfer AS transfer ON transfer.id = entry.transfer_id AND transfer.kind = 'expire'
WHERE lot.purchase_id = ANY (%(purchases)s) GROUP BY 1
UNION ALL
SELECT transfer.purchase_id, sum(entry.points) FROM points_transfer AS transfer
JOIN points_entry AS entry ON entry.transfer_id = transfer.id AND entry.book = 'expired'
WHERE transfer.purchase_id = ANY (%(purchases)s) AND transfer.kind = 'take_back' GROUP BY 1
"""


def held_members(members: Sequence[int]) -> dict[int, Member]:
    """Their rows, held until the transaction ends, before anything else is read: so nobody is merged meanwhile.

    Who was merged since she was found is left out: what she bought is her root's now.
    """
    rows = Member.objects.select_for_update(of=("self",)).select_related("customer")
    held = rows.filter(pk__in=members, customer__root=None).order_by("pk")
    return {member.pk: member for member in held}


def counted_of(pasts: Sequence[Past], held: Mapping[int, Member], rows: Rows) -> dict[int, Counted]:
    """Everything known of these members, by number."""
    accounts = _accounts(list(held))
    lots = _lots(list(accounts.values()))
    segments = _segments(list(held))
    found = {}
    for number, member in held.items():
        account = accounts[number]
        books = Books(member=number, account=account, lots=lots.get(account, ()), rows=rows)
        state = from_json(member.counters, birthday=member.customer.birth_date)
        found[number] = Counted(
            state=state,
            version=member.version,
            books=books,
            tier=member.tier,
            segments=segments.get(number, {}),
        )
    _judged_before(pasts, found)
    return found


def _accounts(members: Sequence[int]) -> dict[int, int]:
    Account.objects.bulk_create(
        [Account(customer_id=member) for member in members], ignore_conflicts=True, batch_size=5_000
    )
    rows = Account.objects.select_for_update().filter(customer__in=members).order_by("pk")
    return {account.customer_id: account.pk for account in rows if account.customer_id}


def _lots(accounts: Sequence[int]) -> dict[int, list[Lot]]:
    found: dict[int, list[Lot]] = {}
    for row in LotRow.objects.filter(account__in=accounts).exclude(remaining=0):
        lot = Lot(
            number=row.pk, points=row.points, remaining=row.remaining, pending_until=row.pending_until,
            expires_at=row.expires_at, earned_at=row.earned_at, purchase=row.purchase_id, version=row.version,
        )  # fmt: skip
        found.setdefault(row.account_id, []).append(lot)
    return found


def _segments(members: Sequence[int]) -> dict[int, dict[str, datetime]]:
    found: dict[int, dict[str, datetime]] = {}
    rows = SegmentMembership.objects.filter(customer__in=members)
    for customer, key, since in rows.values_list("customer", "segment", "entered_at"):
        found.setdefault(customer, {})[key] = since
    return found


def _judged_before(pasts: Sequence[Past], found: Mapping[int, Counted]) -> None:
    """The purchases judged earlier that now come back: how they were judged, and what of their points expired."""
    owner = {purchase: past.member for past in pasts for purchase in past.purchases_back()}
    judged: dict[int, Outcome] = {}
    for accrual in Accrual.objects.filter(pk__in=list(owner)):
        judged[accrual.purchase_id] = judged_from_json(accrual.judged)
        found[owner[accrual.purchase_id]].judged_for[accrual.purchase_id] = accrual.customer_id
    products: dict[int, list[int | None]] = {purchase: [] for purchase in judged}
    for purchase, product in _lines(judged):
        products[purchase].append(product)
    for purchase, outcome in judged.items():
        found[owner[purchase]].known[purchase] = (outcome, products[purchase])
    for purchase, points in _expired(list(judged)):
        books = found[owner[purchase]].books
        books.expired[purchase] = books.expired.get(purchase, 0) + points


def _lines(purchases: Mapping[int, Outcome]) -> list[tuple[int, int | None]]:
    if not purchases:
        return []
    lines = Line.objects.filter(purchase__in=list(purchases)).order_by("pk")
    return list(lines.values_list("purchase_id", "product_id"))


def _expired(purchases: list[int]) -> list[tuple[Any, ...]]:
    if not purchases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_EXPIRED, {"purchases": purchases})
        return [(purchase, int(points)) for purchase, points in cursor.fetchall()]
