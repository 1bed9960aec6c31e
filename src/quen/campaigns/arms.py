"""Who is in which arm: drawn by hash, the same here and in PostgreSQL, written once and kept."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from django.db import transaction

from quen.campaigns.models import Arm
from quen.measures.uplift.assign import bucket, is_held_out
from quen.messages.queue import Source
from quen.people.find import root_of

HELD_OUT = 0


def experiment_of(source: Source) -> str:
    """The name of its experiment: ``campaign:7``."""
    return f"{source.kind}:{source.number}"


def variants_of(source: Source) -> str:
    """The name of the draw between its variants. Another one, so that a larger holdout leaves everybody her variant."""
    return f"{experiment_of(source)}:variant"


def limits_of(weights: Sequence[int]) -> list[float]:
    """Where in [0, 1) each variant but the first begins."""
    whole = sum(weights)
    return [upto / whole for upto in list(accumulate(weights))[:-1]]


def drawn(customer: int, source: Source, *, holdout_percent: int, weights: Sequence[int] = (1,)) -> int:
    """0: held out; else the number of her variant. `customer` stands for herself."""
    if is_held_out(customer, experiment_of(source), holdout_percent / 100):
        return HELD_OUT
    place = bucket(customer, variants_of(source))
    return 1 + sum(place >= limit for limit in limits_of(weights))


@transaction.atomic
def enter(
    *, customer: int, source: Source, at: datetime, holdout_percent: int, weights: Sequence[int] = (1,)
) -> int:
    """Her arm; the first time it is drawn and kept, ever after it is the same. Raises NoSuchCustomer."""
    root = root_of(customer).pk
    arm = drawn(root, source, holdout_percent=holdout_percent, weights=weights)
    row = Arm(source_kind=source.kind, source_id=source.number, customer_id=root, arm=arm, entered_at=at)
    Arm.objects.bulk_create([row], ignore_conflicts=True)
    kept = Arm.objects.filter(source_kind=source.kind, source_id=source.number, customer=root)
    found = kept.values_list("arm", flat=True).get()
    assert found is not None, "only a campaign leaves customers out before chance is asked"
    return found
