"""`quen check ledger`: every rule of the ledger (docs/explanation/ledger.md), proved on the database as it is.

Each query gives how many rows are wrong and one of them. All are hash joins and aggregates over whole tables, no locks;
they run in one snapshot, so that a shop that is selling meanwhile does not look wrong. The dearest are asked only where
a screen (ledger_screens.sql) suspects a row of breaking them.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from quen.insight.checks.references import Check, Reference
from quen.kernel.sentences import Sentence, gettext_noop
from quen.points.models import PER_ACCOUNT, Book, TransferKind

_LATE = timedelta(days=2)  # the round that expires points runs daily

_K, _B = TransferKind, Book
BOOKS_OF: dict[TransferKind, frozenset[Book]] = {
    _K.EARN: frozenset({_B.LIABILITY, _B.EXPENSE}),
    _K.REDEEM: frozenset({_B.LIABILITY, _B.REDEEMED}),
    _K.RESERVE: frozenset(PER_ACCOUNT),
    _K.CONFIRM: frozenset({_B.RESERVED, _B.REDEEMED}),
    _K.RELEASE: frozenset(PER_ACCOUNT),
    _K.EXPIRE: frozenset({_B.LIABILITY, _B.EXPIRED}),
    _K.TAKE_BACK: frozenset({_B.LIABILITY, _B.EXPENSE, _B.EXPIRED}),
    _K.RESTORE: frozenset({_B.LIABILITY, _B.REDEEMED}),
    _K.REVERSE: frozenset(_B) - {_B.RESERVED, _B.EXPIRED},
    _K.ADJUST: frozenset({_B.LIABILITY, _B.ADJUSTED}),
    _K.GIFT: frozenset({_B.LIABILITY}),
    _K.POOL: frozenset({_B.LIABILITY}),
    _K.PARTNER_IN: frozenset({_B.LIABILITY, _B.PARTNER}),
    _K.PARTNER_OUT: frozenset({_B.LIABILITY, _B.PARTNER}),
    _K.OPENING: frozenset({_B.LIABILITY, _B.OPENING}),
    _K.MOVE: frozenset({_B.LIABILITY}),
    _K.REPAY: frozenset({_B.LIABILITY}),
}
"""Which books a transfer of each kind may touch."""

_PAIRS = ", ".join(
    f"('{kind.value}', '{book.value}')" for kind, books in BOOKS_OF.items() for book in sorted(books)
)

_REFERENCES = (
    Reference("points_entry", "transfer_id", "points_transfer",
              gettext_noop("%(count)s entries belong to no transfer, e.g. entry %(example)s.")),
    Reference("points_entry", "lot_id", "points_lot",
              gettext_noop("%(count)s entries name an unknown lot, e.g. entry %(example)s.")),
    Reference("points_lot", "account_id", "points_account",
              gettext_noop("%(count)s lots belong to no account, e.g. lot %(example)s.")),
    Reference("points_lot", "purchase_id", "purchases_purchase",
              gettext_noop("%(count)s lots name an unknown purchase, e.g. lot %(example)s.")),
    Reference("points_lot", "origin_id", "points_lot",
              gettext_noop("%(count)s lots come from an unknown lot, e.g. lot %(example)s.")),
    Reference("points_account", "customer_id", "people_customer",
              gettext_noop("%(count)s accounts name an unknown customer, e.g. account %(example)s.")),
    Reference("points_transfer", "purchase_id", "purchases_purchase",
              gettext_noop("%(count)s transfers name an unknown purchase, e.g. transfer %(example)s.")),
    Reference("points_transfer", "reverses_id", "points_transfer",
              gettext_noop("%(count)s transfers undo an unknown one, e.g. transfer %(example)s.")),
    Reference("points_reservation", "account_id", "points_account",
              gettext_noop("%(count)s reservations name an unknown account, e.g. reservation %(example)s.")),
    Reference("points_reservation", "transfer_id", "points_transfer",
              gettext_noop("%(count)s reservations name an unknown transfer, e.g. reservation %(example)s.")),
    Reference("points_adjustment", "transfer_id", "points_transfer",
              gettext_noop("%(count)s corrections name an unknown transfer, e.g. correction %(example)s.")),
)  # fmt: skip

_RULES = (
    Check(
        gettext_noop("%(count)s transfers do not sum to zero, e.g. transfer %(example)s."),
        """SELECT count(*), min(transfer_id) FROM (
             SELECT transfer_id FROM points_entry GROUP BY 1 HAVING sum(points) <> 0) wrong""",
    ),
    Check(
        gettext_noop("%(count)s transfers move nothing, e.g. transfer %(example)s."),
        """SELECT count(*), min(t.id) FROM points_transfer t LEFT JOIN points_entry e ON e.transfer_id = t.id
           WHERE e.id IS NULL""",
    ),
    Check(
        gettext_noop("%(count)s entries are in a book their transfer's kind does not touch, e.g. entry %(example)s."),
        f"""SELECT count(*), min(e.id) FROM points_entry e JOIN points_transfer t ON t.id = e.transfer_id
            LEFT JOIN (VALUES {_PAIRS}) may (kind, book) ON (may.kind, may.book) = (t.kind, e.book)
            WHERE may.kind IS NULL""",  # noqa: S608 (names written above)
    ),
    Check(
        gettext_noop("%(count)s lots do not hold the sum of their entries, e.g. lot %(example)s."),
        """SELECT count(*), min(l.id) FROM points_lot l LEFT JOIN (
             SELECT lot_id AS id, sum(points) FILTER (WHERE book = 'liability') AS remaining,
               sum(points) FILTER (WHERE book = 'reserved') AS reserved
             FROM points_entry WHERE lot_id IS NOT NULL GROUP BY 1) e USING (id)
           WHERE l.remaining <> coalesce(e.remaining, 0) OR l.reserved <> coalesce(e.reserved, 0)""",
    ),
    Check(
        gettext_noop("%(count)s lots were given other points than they say, e.g. lot %(example)s."),
        """SELECT count(*), min(l.id) FROM points_lot l
           JOIN (SELECT lot_id, min(id) AS id FROM points_entry WHERE lot_id IS NOT NULL GROUP BY 1) first
             ON first.lot_id = l.id
           JOIN points_entry e ON e.id = first.id WHERE e.points <> l.points""",
    ),
    Check(
        gettext_noop("%(count)s accounts do not have the sum of their lots, e.g. account %(example)s."),
        """SELECT count(*), min(a.id) FROM points_account a LEFT JOIN (
             SELECT account_id AS id, sum(remaining) AS balance, sum(reserved) AS reserved
             FROM points_lot GROUP BY 1) l USING (id)
           WHERE a.balance <> coalesce(l.balance, 0) OR a.reserved <> coalesce(l.reserved, 0)""",
    ),
    Check(
        gettext_noop("%(count)s entries name a lot of another account, e.g. entry %(example)s."),
        """SELECT count(*), min(e.id) FROM points_entry e JOIN points_lot l ON l.id = e.lot_id
           WHERE e.account_id <> l.account_id""",
    ),
    Check(
        gettext_noop("%(count)s accounts were moved without their turn, e.g. account %(example)s."),
        """SELECT count(*), min(a.id) FROM points_account a JOIN (
             SELECT account_id AS id, count(DISTINCT transfer_id) AS transfers FROM points_entry
             WHERE account_id IS NOT NULL GROUP BY 1) e USING (id)
           WHERE a.turn < e.transfers""",
    ),
    Check(
        gettext_noop("%(count)s accounts hold other points than their open reservations, e.g. account %(example)s."),
        """SELECT count(*), min(a.id) FROM points_account a LEFT JOIN (
             SELECT account_id AS id, sum(points) AS points FROM points_reservation WHERE state = 'held' GROUP BY 1
           ) r USING (id) WHERE a.reserved <> coalesce(r.points, 0)""",
    ),
    Check(
        gettext_noop("%(count)s reservations hold other points than they say, e.g. reservation %(example)s."),
        """SELECT count(*), min(r.id) FROM points_reservation r LEFT JOIN (
             SELECT e.transfer_id, sum(e.points) AS points FROM points_entry e
             JOIN points_reservation held ON held.transfer_id = e.transfer_id
             WHERE e.book = 'reserved' GROUP BY 1) e USING (transfer_id)
           WHERE r.points <> coalesce(e.points, 0)""",
    ),
    Check(
        gettext_noop("%(count)s purchases gave other points than were judged, e.g. purchase %(example)s."),
        """SELECT count(*), min(a.purchase_id) FROM points_accrual a LEFT JOIN (
             SELECT t.purchase_id, sum(e.points) AS points FROM points_transfer t
             JOIN points_entry e ON e.transfer_id = t.id AND e.book = 'liability'
             WHERE t.kind = 'earn' AND t.purchase_id IS NOT NULL GROUP BY 1) e USING (purchase_id)
           WHERE a.points <> coalesce(e.points, 0)""",
    ),
    Check(
        gettext_noop("%(count)s redemptions gave back more than they spent, e.g. transfer %(example)s."),
        """SELECT count(*), min(back.id) FROM (
             SELECT t.reverses_id AS id, -sum(e.points) AS points FROM points_transfer t
             JOIN points_entry e ON e.transfer_id = t.id AND e.book = 'redeemed'
             WHERE t.kind IN ('restore', 'reverse') GROUP BY 1) back
           JOIN (SELECT transfer_id AS id, sum(points) AS points FROM points_entry WHERE book = 'redeemed' GROUP BY 1
           ) spent USING (id) WHERE back.points > spent.points""",
    ),
    Check(
        gettext_noop("%(count)s transfers have no key or no digest, e.g. transfer %(example)s."),
        "SELECT count(*), min(id) FROM points_transfer WHERE key = '' OR length(digest) <> 64",
    ),
    Check(
        gettext_noop("%(count)s corrections were approved by who asked for them, e.g. correction %(example)s."),
        """SELECT count(*), min(a.id) FROM points_adjustment a JOIN points_transfer t ON t.id = a.transfer_id
           WHERE t.approved_by <> '' AND t.approved_by = a.asked_by""",
    ),
    Check(
        gettext_noop("%(count)s accounts of households that ended still have points, e.g. account %(example)s."),
        """SELECT count(*), min(a.id) FROM points_account a LEFT JOIN people_household h ON h.id = a.household_id
           WHERE a.household_id IS NOT NULL AND h.id IS NULL AND (a.balance <> 0 OR a.reserved <> 0)""",
    ),
)  # fmt: skip

_IN_TIME = (
    Check(
        gettext_noop("%(count)s accounts owe points and have some at once, e.g. account %(example)s."),
        """SELECT count(*), min(a.id) FROM points_account a
           WHERE EXISTS (SELECT FROM points_lot l WHERE l.account_id = a.id AND l.remaining < 0)
             AND EXISTS (SELECT FROM points_lot l WHERE l.account_id = a.id AND l.remaining > 0
               AND (l.expires_at IS NULL OR l.expires_at > %(at)s))""",
    ),
    Check(
        gettext_noop(
            "%(count)s lots ended more than two days ago and still have points, e.g. lot %(example)s: "
            "is the worker running?"
        ),
        "SELECT count(*), min(id) FROM points_lot WHERE remaining > 0 AND expires_at < %(late)s",
    ),
    Check(
        gettext_noop(
            "%(count)s reservations are held long past their time, e.g. reservation %(example)s: "
            "is the worker running?"
        ),
        "SELECT count(*), min(id) FROM points_reservation WHERE state = 'held' AND expires_at < %(late)s",
    ),
)


_SCREENS = dict(
    re.findall(r"-- name: (\w+)\n(.*?;)\n", Path(__file__).with_name("ledger_screens.sql").read_text(), re.S)
)
_SCREENS["transfers"] = _SCREENS["transfers"].replace("{pairs}", _PAIRS)
_SCREENED = {
    "sums": ("do not sum to zero", "do not hold the sum"),
    "transfers": ("move nothing", "are in a book", "belong to no transfer"),
    "lots": ("name a lot of another account", "entries name an unknown lot"),
    "first": ("were given other points",),
}
"""Which rules a screen answers for, each by words of its sentence, in the order of its columns."""


def check_ledger(*, at: datetime) -> Iterator[Sentence]:
    """A sentence for every rule that is broken; nothing where the books are exact."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(
            "SET LOCAL work_mem = '64MB'"
        )  # joins of whole tables, not on disk while they are small
        rules = (*_RULES, *(reference.check() for reference in _REFERENCES), *_IN_TIME)
        cleared = _cleared(cursor)
        for check in rules:
            if any(words in check.template for words in cleared):
                continue
            cursor.execute(check.query, {"at": at, "late": at - _LATE} if check in _IN_TIME else None)
            count, example = cursor.fetchone()
            if count:
                yield Sentence(check.template, {"count": count, "example": example})


def _cleared(cursor: CursorWrapper) -> list[str]:
    """The rules a screen found no row against."""
    cleared: list[str] = []
    for name, rules in _SCREENED.items():
        cursor.execute(_SCREENS[name], {"seed": secrets.randbits(62)})
        cleared += [
            rule for rule, is_suspected in zip(rules, cursor.fetchone(), strict=True) if not is_suspected
        ]
    return cleared
