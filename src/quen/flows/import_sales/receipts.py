"""Receipt numbers must tell sales apart: in the books a number, within its period, is one purchase of its store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from quen.flows.import_sales.errors import ReceiptsStartAgain, StoreChanged
from quen.flows.restart_receipts import restart_receipts
from quen.kernel.actor import Actor
from quen.kernel.receipt_periods import Restart, period_of
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.numbering import CONFLICT_SHARE, HOURS_APART, Guess

_MET = (Path(__file__).with_name("sql") / "met_receipts.sql").read_text()


@dataclass(frozen=True)
class _Met:
    """A receipt number that stands in the books for another sale of another day."""

    store: int
    receipt: str
    day: date
    known_day: date


def refuse_numbers_that_start_again(guess: Guess | None) -> None:
    """Raise ReceiptsStartAgain where the files themselves show one number on several days for different sales.

    The day would tell them apart here, but not in tomorrow's file, where the number stands only once.
    """
    if guess:
        raise ReceiptsStartAgain(
            gettext_noop(
                "Receipt numbers start again in these files: %(receipt)s stands for %(sales)s different sales. "
                "Nothing was imported. Say that they do (--receipts-restart %(restart)s), and each sale is told by its "
                "number and its day, month or year."
            ),
            receipt=guess.receipt,
            sales=guess.sales,
            restart=guess.restart.value,
        )


def settle_restarts(cursor: CursorWrapper, *, told: Restart | None, by: Actor) -> None:
    """Write what was told into the settings of the files' stores. Raises StoreChanged, ReceiptsWouldMeet."""
    cursor.execute(
        "SELECT DISTINCT store_id, restart FROM staged_store JOIN store_of USING (store_no)"
        " JOIN shops_store AS store ON store.id = store_id WHERE restart <> receipts_restart"
    )
    for store_id, restart in cursor.fetchall():
        if told is None:
            raise StoreChanged(
                gettext_noop(
                    "The settings of a store were changed while the files were read. Nothing was imported; "
                    "start this import again."
                )
            )
        restart_receipts(store_id=store_id, restart=Restart(restart), by=by)


def refuse_numbers_of_other_sales(
    cursor: CursorWrapper, *, told: Restart | None, facts: Mapping[str, str | int | None]
) -> list[Sentence]:
    """Raise ReceiptsStartAgain where numbers of the files stand in the books for other sales of other days.

    A few among many are no numbers that start again: they are one purchase each, and a sentence says so. Told that
    numbers never start again, nothing is looked at.
    """
    if told is Restart.NEVER:
        return []
    cursor.execute(_MET, {**facts, "hours": HOURS_APART})
    met = [_Met(*row) for row in cursor.fetchall()]
    if not met:
        return []
    cursor.execute("SELECT count(*) FROM purchase_of WHERE left(receipt, 1) <> '~'")
    (receipts,) = cursor.fetchone()
    if len(met) <= receipts * CONFLICT_SHARE:
        return [_a_few(met)]
    first = met[0]
    raise ReceiptsStartAgain(
        gettext_noop(
            "Receipt numbers start again: %(receipt)s of %(day)s stands in the books as another sale, of "
            "%(known_day)s. Nothing was imported. Say that they do (--receipts-restart %(restart)s), and each sale is "
            "told by its number and its day, month or year."
        ),
        receipt=first.receipt,
        day=f"{first.day:%d/%m/%Y}",
        known_day=f"{first.known_day:%d/%m/%Y}",
        restart=_proposed(cursor, met, facts).value,
    )


def _a_few(met: Sequence[_Met]) -> Sentence:
    return Sentence(
        gettext_noop(
            "Receipt numbers that stood in the books on another day with other lines: %(count)s, e.g. %(receipt)s. "
            "The lines were added there."
        ),
        {"count": len(met), "receipt": met[0].receipt},
    )


def _proposed(cursor: CursorWrapper, met: Sequence[_Met], facts: Mapping[str, str | int | None]) -> Restart:
    """The longest time that keeps these sales apart, if the books hold two days of one such time: else a day."""
    for restart in (Restart.YEAR, Restart.MONTH):
        is_apart = all(period_of(restart, one.day) != period_of(restart, one.known_day) for one in met)
        if is_apart and _holds_two_days(cursor, met[0], restart, facts):
            return restart
    return Restart.DAY


def _holds_two_days(
    cursor: CursorWrapper, met: _Met, restart: Restart, facts: Mapping[str, str | int | None]
) -> bool:
    """Whether the store sold on two days of the known sale's year or month, or of the other one's."""
    for day in (met.known_day, met.day):
        begin = day.replace(day=1, month=1 if restart is Restart.YEAR else day.month)
        end = (begin + timedelta(366 if restart is Restart.YEAR else 31)).replace(day=1)
        cursor.execute(
            "SELECT count(*) FROM (SELECT DISTINCT (bought_at AT TIME ZONE %(timezone)s)::date FROM purchases_purchase"
            " WHERE store_id = %(store)s AND bought_at >= %(begin)s::timestamp AT TIME ZONE %(timezone)s"
            " AND bought_at < %(end)s::timestamp AT TIME ZONE %(timezone)s LIMIT 2) AS days",
            {**facts, "store": met.store, "begin": begin, "end": end},
        )
        if cursor.fetchone()[0] > 1:
            return True
    return False
