"""Bring the points members had in another system, one by one or as a file."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.names import email_key, tidy
from quen.kernel.phone import to_e164
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.models import Customer, Identity
from quen.points.account import account_of
from quen.points.earn import new_lot
from quen.points.errors import BadOpening
from quen.points.events import PointsBrought
from quen.points.models import Book, Transfer, TransferKind
from quen.points.post import Side, post
from quen.points.repay import repay
from quen.points.request import Request, posted, some
from quen.shops.clock import start_of

MOST_ROWS = 1_000_000
_COLUMNS = ("customer", "points", "expires_on")


@dataclass(kw_only=True)
class Brought:
    """What came of a file: rows = brought + already there + rejected. `rejected`: row number and why."""

    rows: int = 0
    points: int = 0
    already_there: int = 0
    rejected: list[tuple[int, Sentence]] = field(default_factory=list)


@transaction.atomic
def open_balance(
    *, customer: int, points: int, expires_at: datetime | None = None, at: datetime, key: str, by: Actor
) -> Transfer:
    """Give a member the points she had elsewhere, as one lot that can be spent at once.

    Raises NotPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.OPENING, key=key, at=at, by=by,
        given={"customer": customer, "points": some(points), "expires_at": expires_at},
    )  # fmt: skip
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return before
    lot = new_lot(account, points=points, at=at, expires_at=expires_at)
    transfer = post(request, [Side(Book.LIABILITY, points, lot), Side(Book.OPENING, -points)])
    emit(
        PointsBrought(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=points,
            expires_at=expires_at.isoformat() if expires_at else "",
        )
    )  # fmt: skip
    repay(account=account, at=at, by=by)
    return transfer


def open_balances(lines: Iterable[str], *, at: datetime, by: Actor) -> Brought:
    """Bring a CSV file with the columns ``customer`` (phone, card, code or e-mail), ``points`` and, where points end,
    ``expires_on`` (YYYY-MM-DD, the first day without them).

    Each row commits alone and has its key from customer and end: the same file again brings nothing twice, and after
    a break goes on where it stopped. Raises BadOpening where the columns are missing.
    """
    brought = Brought()
    for number, row in _rows(lines):
        brought.rows += 1
        try:
            is_new, points = _bring(row, at, by)
        except QuenError as error:
            brought.rejected.append((number, error.sentence))
            continue
        brought.points += points * is_new
        brought.already_there += not is_new
    return brought


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(lines, restval="", restkey="more")
    names = [str(name).strip().lower().lstrip("\ufeff") for name in reader.fieldnames or ()]
    if not {"customer", "points"} <= set(names):
        raise BadOpening(
            gettext_noop("The file needs a first line with the columns %(columns)s."),
            columns=", ".join(_COLUMNS),
        )
    reader.fieldnames = names
    for number, row in enumerate(reader, start=2):
        if number > MOST_ROWS:
            raise BadOpening(gettext_noop("Bring at most %(most)s rows at once."), most=MOST_ROWS)
        yield number, {name: str(row.get(name) or "").strip() for name in _COLUMNS}


def _bring(row: dict[str, str], at: datetime, by: Actor) -> tuple[bool, int]:
    customer, points, ends = _known(row["customer"]), _whole(row["points"]), _day(row["expires_on"])
    key = f"opening:{customer}:{ends or ''}"
    is_new = not Transfer.objects.filter(key=key).exists()
    open_balance(
        customer=customer, points=points, expires_at=start_of(ends) if ends else None, at=at, key=key, by=by
    )
    return is_new, points


def _known(written: str) -> int:
    """The customer recognised by this, whichever way: as it stands, as a phone number, as an e-mail address."""
    values = {value for value in (tidy(written), to_e164(written), email_key(written)) if value}
    found = Customer.objects.filter(
        pk__in=Identity.objects.filter(value__in=values).values("customer")
    ).values_list("root", "pk")
    people = {root or pk for root, pk in found}
    if len(people) != 1:
        raise BadOpening(
            gettext_noop(
                "“%(written)s” names nobody here, or more than one customer. Import customers first."
            ),
            written=written,
        )
    return people.pop()


def _whole(written: str) -> int:
    try:
        return some(int(written.replace(".", "").replace(",", "").replace(" ", "")))
    except ValueError as error:
        raise BadOpening(
            gettext_noop("“%(written)s” is not a whole number of points."), written=written
        ) from error


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise BadOpening(
            gettext_noop("“%(written)s” is not a day like 2027-12-31."), written=written
        ) from error
