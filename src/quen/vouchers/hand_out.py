"""A code for somebody who gave no name, drawn so that nobody can find her by it.

Codes are laid in ahead, as a batch of the system's own, and one is drawn by chance: neither its number nor a moment
kept with it tells for whom it was drawn, and no event does. All that is kept of it is what it was given for.
"""

import secrets
from datetime import datetime

from django.db import transaction

from quen.kernel.actor import SYSTEM
from quen.vouchers.batch import make_batch
from quen.vouchers.issue import last_day
from quen.vouchers.kinds import kind_named
from quen.vouchers.models import Batch, State, Voucher, VoucherKind

STOCK = 50
_LAID_IN = "batch"
"""The source of a batch's codes that were not handed out."""


@transaction.atomic
def hand_out(*, kind: str, source: str, at: datetime) -> Voucher:
    """One code of the kind, valid as if it were issued now; `source` is what it is for. Raises NoSuchKind."""
    row = kind_named(kind)
    drawn = secrets.choice(_left(row) or _laid_in(row, at))
    drawn.source, drawn.valid_until = source[:60], last_day(row, at)
    drawn.save(update_fields=["source", "valid_until"])
    return drawn


def _left(row: VoucherKind) -> list[Voucher]:
    """What is left of the last batch laid in, which is held until the transaction ends."""
    mine = Batch.objects.filter(kind=row, made_by=str(SYSTEM), voided_at=None).order_by("-pk")
    batch = mine.select_for_update().first()
    return [] if batch is None else _ready(batch)


def _laid_in(row: VoucherKind, at: datetime) -> list[Voucher]:
    return _ready(make_batch(kind=row.pk, codes=STOCK, name=row.name, at=at, by=SYSTEM))


def _ready(batch: Batch) -> list[Voucher]:
    return list(Voucher.objects.filter(batch=batch, state=State.READY, source=_LAID_IN))
