"""Goods as the terms look at them: the line, what came back, what was claimed before, and the proposal for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Upper

from quen.people.models import Customer
from quen.programme.purchase import UNIT
from quen.purchases.came_back import CameBack, came_back
from quen.purchases.models import Line, ReturnLine
from quen.shops.clock import day_of, shop_timezone
from quen.warranty.in_force import AllTerms, all_terms
from quen.warranty.models import Claim, Decision, Place
from quen.warranty.propose import Before, Proposal, Sold, propose
from quen.warranty.terms import SoldAs, Terms


@dataclass(frozen=True)
class Goods:
    """One line: to whom it was sold (as whom she counts now), what the terms say today, and the claims so far.

    `claims` are newest first. `is_sold_again`: another purchase has the same serial number.
    """

    line: Line
    customer: Customer | None
    sold: Sold
    terms: Terms
    proposal: Proposal
    claims: Sequence[Claim]
    is_sold_again: bool = False

    @property
    def bought_on(self) -> date:
        return self.sold.bought_on

    @property
    def open_claim(self) -> Claim | None:
        return next((claim for claim in self.claims if claim.is_open), None)

    @property
    def can_be_claimed(self) -> bool:
        """Whether the customer has a piece of it that is not here with a claim."""
        return self.sold.pieces > self.sold.under_way

    @property
    def serial(self) -> str:
        """The number the goods bear now: of what was given in exchange, where something was."""
        given = next((claim.new_serial for claim in self.claims if claim.new_serial), "")
        return given if given and self.sold.is_one_piece else self.line.serial


def goods_of(lines: QuerySet[Line], *, at: datetime, terms: AllTerms | None = None) -> list[Goods]:
    """The lines with all that is known of them, in the order given. Six queries at most, however many lines."""
    rows = list(lines.select_related("purchase__customer__root", "purchase__store", "product__category"))
    if not rows:
        return []
    zone, told = shop_timezone(), terms or all_terms()
    back, claims = came_back(rows), _claims(rows)
    times_sold, came_alone = _sold_again(rows), _came_back_alone(rows)
    return [
        _goods(row, back.get(row.pk) or came_alone.get(row.pk), claims.get(row.pk, []), told, zone, at,
               row.serial.upper() in times_sold)
        for row in rows
    ]  # fmt: skip


def judged(line: Line, back: CameBack | None, claims: Sequence[Claim], zone: ZoneInfo) -> Sold:
    """The line as the terms look at it. Claims newest first."""
    product = line.product
    return Sold(
        bought_on=day_of(line.purchase.bought_at, zone),
        sold_as=SoldAs(
            product=product.code if product else "",
            category=product.category.key if product and product.category else "",
            line_months=line.warranty_months,
            product_months=product.warranty_months if product else None,
        ),
        quantity_milli=int(line.quantity * UNIT),
        back_milli=back.milli if back else 0,
        back_on=day_of(back.last_at, zone) if back and back.last_at else None,
        claims=[_before(claim, zone) for claim in reversed(claims)],
    )


def _goods(
    line: Line, back: CameBack | None, claims: Sequence[Claim], terms: AllTerms, zone: ZoneInfo, at: datetime,
    is_sold_again: bool,
) -> Goods:  # fmt: skip
    sold, her = judged(line, back, claims, zone), line.purchase.customer
    held = terms.on(sold.bought_on)
    return Goods(
        line, (her.root or her) if her else None, sold, held, propose(sold, held, on=day_of(at, zone)), claims,
        is_sold_again,
    )  # fmt: skip


def _before(claim: Claim, zone: ZoneInfo) -> Before:
    return Before(
        received_on=day_of(claim.opened_at, zone),
        ended_on=day_of(claim.ended_at, zone) if claim.ended_at else None,
        was_accepted=claim.decision == Decision.ACCEPTED,
        was_exchanged=claim.place == Place.EXCHANGED,
        was_refunded=claim.place == Place.REFUNDED,
    )


def _claims(rows: Sequence[Line]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in Claim.objects.filter(line__in=[row.pk for row in rows]).order_by("-pk"):
        found.setdefault(claim.line_id, []).append(claim)
    return found


def _serials(rows: Sequence[Line]) -> list[str]:
    return [row.serial.upper() for row in rows if row.serial]


def _sold_again(rows: Sequence[Line]) -> set[str]:
    """Serial numbers of these lines which more than one line bears."""
    seen: dict[str, int] = {}
    for serial in _bearing(Line.objects.all(), rows).values_list("upper", flat=True):
        seen[serial] = seen.get(serial, 0) + 1
    return {serial for serial, times in seen.items() if times > 1}


def _came_back_alone(rows: Sequence[Line]) -> dict[int, CameBack]:
    """Lines whose serial number stands on a return that names no purchase: an old file, or another till's slip.

    It closes the newest sale of that number before it, so that goods sold again after it are not taken for returned.
    """
    found = _bearing(ReturnLine.objects.filter(of__purchase=None), rows)
    back: dict[int, CameBack] = {}
    for serial, returned_at in found.order_by("of__returned_at").values_list("upper", "of__returned_at"):
        sold = [row for row in rows if row.serial.upper() == serial and row.purchase.bought_at <= returned_at]
        if sold:
            newest = max(sold, key=lambda row: row.purchase.bought_at)
            back[newest.pk] = CameBack(max(int(newest.quantity * UNIT), 1), returned_at)
    return back


def _bearing(found: QuerySet[Any], rows: Sequence[Line]) -> QuerySet[Any]:
    """Rows with a serial number of these lines, as `upper`, by the partial index."""
    bearing: QuerySet[Any] = found.exclude(serial="").annotate(upper=Upper("serial"))
    return bearing.filter(upper__in=_serials(rows))
