"""Many single codes at once, written with COPY: a million in one go."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast

import numpy
import psycopg
from django.db import connection, transaction
from psycopg.errors import UniqueViolation

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import ALPHABET, LENGTH, for_reading
from quen.kernel.sentences import gettext_noop
from quen.vouchers.errors import BadBatch
from quen.vouchers.events import BatchMade
from quen.vouchers.kinds import kind_numbered
from quen.vouchers.models import Batch, State, Voucher, VoucherKind

MOST_CODES = 1_000_000
_AT_ONCE = 50_000
_LETTERS = numpy.frombuffer(ALPHABET.encode(), dtype=numpy.uint8)
_FAIR = 256 - 256 % len(ALPHABET)
_COPY = "COPY vouchers_voucher (kind_id, batch_id, code, state, source, issued_at, valid_until) FROM STDIN"


@transaction.atomic
def make_batch(
    *, kind: int, codes: int, name: str = "", valid_until: date | None = None, at: datetime, by: Actor
) -> Batch:
    """Make so many codes of a kind. Raises NoSuchKind, BadBatch."""
    if not 0 < codes <= MOST_CODES:
        raise BadBatch(gettext_noop("Make between 1 and %(most)s codes at once."), most=MOST_CODES)
    row = kind_numbered(kind)
    batch = Batch.objects.create(
        kind=row, name=name[:120], codes=codes, valid_until=valid_until or row.said().last_day, made_at=at,
        made_by=str(by),
    )  # fmt: skip
    while not _copied(batch, row):
        pass  # one of the codes existed: of a million, that happens once in some ten thousand batches
    emit(BatchMade(at=at, by=by, subject=batch.pk, key=row.key, codes=codes))
    return batch


def written_codes(batch: Batch) -> Iterator[str]:
    """The batch as lines of CSV: code, as people read it, what became of it, last day."""
    yield "code,written,state,valid_until\r\n"
    rows = Voucher.objects.filter(batch=batch).order_by("pk").values_list("code", "state", "valid_until")
    for code, state, until in rows.iterator(chunk_size=20_000):
        yield f"{code},{for_reading(code)},{state},{until or ''}\r\n"


def random_codes(count: int) -> list[bytes]:
    """So many codes from the system's own randomness, each with its check letter."""
    places = _fair_places(count * (LENGTH - 1)).reshape(count, LENGTH - 1)
    weights = numpy.arange(2, LENGTH + 1)
    check = -(places @ weights) % len(ALPHABET)
    letters = _LETTERS[numpy.column_stack([places, check])]
    whole = letters.astype(numpy.uint8).tobytes()
    return [whole[start : start + LENGTH] for start in range(0, count * LENGTH, LENGTH)]


def _fair_places(count: int) -> "numpy.ndarray[Any, Any]":
    """Places in the alphabet, all equally likely: bytes that would favour some are thrown away."""
    kept = numpy.empty(0, dtype=numpy.uint8)
    while len(kept) < count:
        drawn = numpy.frombuffer(os.urandom((count - len(kept)) * 11 // 10 + 64), dtype=numpy.uint8)
        kept = numpy.concatenate([kept, drawn[drawn < _FAIR]])
    return (kept[:count] % len(ALPHABET)).astype(numpy.int64)


def _copied(batch: Batch, kind: VoucherKind) -> bool:
    tail = "\t".join(
        [
            "",
            State.READY.value,
            "batch",
            batch.made_at.isoformat(),
            batch.valid_until.isoformat() if batch.valid_until else "\\N",
        ]
    ).encode()
    head = f"{kind.pk}\t{batch.pk}\t".encode()
    connection.ensure_connection()
    try:
        with (
            transaction.atomic(),
            psycopg.Cursor(cast("psycopg.Connection[Any]", connection.connection)) as cursor,
            cursor.copy(_COPY) as copy,
        ):
            for start in range(0, batch.codes, _AT_ONCE):
                some = random_codes(min(_AT_ONCE, batch.codes - start))
                copy.write(b"".join([head + code + tail + b"\n" for code in some]))
    except UniqueViolation:
        return False
    return True
