"""Points nobody spent in time are gone: what the lots' own dates say, whichever rule of the programme set them."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from quen.kernel.actor import SYSTEM

_STATEMENT = (Path(__file__).parent / "expire.sql").read_text()
_AT_ONCE = 1_000


def expire_due(*, at: datetime, most: int | None = None) -> int:
    """Take every lot whose time is over out of the books; how many points that were.

    Set-based, a thousand accounts a transaction, one transfer for each. Run again it finds nothing: a lot that has
    nothing left is not due. `most`: stop after so many accounts. An account another transaction is writing to is left
    for the next round.
    """
    points, done = 0, 0
    while most is None or done < most:
        accounts, gone = _expire(at, min(_AT_ONCE, most - done) if most is not None else _AT_ONCE)
        if not accounts:
            break
        points, done = points + gone, done + accounts
    return points


def expire_account(account: int, *, at: datetime) -> int:
    """The same for one account, which the caller has locked."""
    return _expire(at, 1, account)[1]


@transaction.atomic
def _expire(at: datetime, most: int, account: int | None = None) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"at": at, "most": most, "account": account, "by": str(SYSTEM)})
        accounts, points = cursor.fetchone()
    return int(accounts), int(points)
