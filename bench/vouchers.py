"""A million voucher codes made, and one of them judged.

`python -m bench.vouchers [codes]` makes a batch, then copies the same rows into an equal table: the ratio says what
drawing and checking the codes costs; then it asks the database for codes among them, and judges whole vouchers.
"""

import random
import statistics
import sys
import time
from functools import partial
from typing import Any

from bench.installation import installation
from bench.limits import Figure, seconds

LEAST_RATIO = 0.3
MOST_LOOK_UP = 3.0
MOST_JUDGED = 100.0
_ASKED = 300


def main(codes: int) -> None:
    """Print the figures."""
    with installation():
        for figure in _figures(codes):
            print(figure)


def _figures(codes: int) -> list[Figure]:
    from django.db import connection
    from django.utils import timezone

    from quen.kernel.actor import SYSTEM
    from quen.shops.models import Business, Store
    from quen.vouchers.batch import make_batch
    from quen.vouchers.kinds import make_kind
    from quen.vouchers.models import Voucher
    from quen.vouchers.terms import FixedOff, Terms

    now = timezone.now()
    Business.objects.create(id=1, name="Bench")
    store = Store.objects.create(name="Quận 1", key="quan 1")
    kind = make_kind(name="Bench", terms=Terms(gives=FixedOff(amount_minor=10_000)), at=now, by=SYSTEM)
    made = seconds(lambda: make_batch(kind=kind.pk, codes=codes, at=now, by=SYSTEM))
    copied = _copied_again(codes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE vouchers_voucher")
    some = random.Random(7).sample(list(Voucher.objects.values_list("code", flat=True)[:50_000]), _ASKED)
    nothing = _median_ms(lambda _code: _asked("SELECT 1"), some)
    looked_up = _median_ms(lambda code: _asked("SELECT * FROM vouchers_voucher WHERE code = %s", code), some)
    judged = _median_ms(lambda code: _judge(code, store.pk, now), some)
    how = f"{codes:,} codes in {made:.1f} s, COPY of the same rows in {copied:.1f} s"
    return [
        Figure("codes made, against COPY of the same rows", copied / made, LEAST_RATIO, True, "x", how),
        Figure(
            "a code found among them, against SELECT 1", looked_up / nothing, MOST_LOOK_UP, False, "x",
            f"{looked_up:.2f} ms, median",
        ),
        Figure(
            "a voucher judged whole, against SELECT 1", judged / nothing, MOST_JUDGED, False, "x",
            f"{judged:.2f} ms, median, with all reasons",
        ),
    ]  # fmt: skip


def _copied_again(codes: int) -> float:
    """Seconds to COPY rows that are there already as text into an equal table with equal indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE again (LIKE vouchers_voucher INCLUDING ALL)")
        connection.ensure_connection()
        raw: Any = connection.connection
        columns = "kind_id, batch_id, code, state, source, issued_at, valid_until"
        with (
            raw.cursor() as own,
            own.copy(f"COPY (SELECT {columns} FROM vouchers_voucher) TO STDOUT") as copy,
        ):
            rows = b"".join(copy)
        start = time.perf_counter()
        with raw.cursor() as own, own.copy(f"COPY again ({columns}) FROM STDIN") as copy:
            for begin in range(0, len(rows), 1 << 22):
                copy.write(rows[begin : begin + (1 << 22)])
        took = time.perf_counter() - start
        cursor.execute("SELECT count(*) FROM again")
        (counted,) = cursor.fetchone()
        assert counted == codes
    return took


def _asked(sql: str, *values: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.fetchall()


def _judge(code: str, store: int, at: Any) -> None:
    from quen.flows.ring_up import SaleLine
    from quen.vouchers.check import check

    lines = [SaleLine(product="CF", amount_minor=60_000), SaleLine(product="BK", amount_minor=40_000)]
    assert check(code=code, customer=None, store=store, lines=lines, at=at).is_valid


def _median_ms(ask: Any, codes: list[str]) -> float:
    return statistics.median(seconds(partial(ask, code)) for code in codes) * 1_000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
