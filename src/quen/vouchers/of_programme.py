"""The kinds of vouchers a programme promises, as real ones: made at its launch, at the latest when one is due.

A kind of the same key is taken as it is, so that the shop may write terms of its own before the launch. Where there is
none, one is made: worth so much money off where the programme says what it is worth, something handed over where not.
"""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.programme import Programme
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import VoucherKind
from quen.vouchers.terms import FixedOff, HandedOver, Terms


@transaction.atomic
def make_kinds_of(*, programme: Programme, at: datetime, by: Actor) -> list[VoucherKind]:
    """Make the kinds that are missing; all the programme's kinds."""
    return [kind_of_programme(programme, kind.key, at=at, by=by) for kind in programme.vouchers]


def kind_of_programme(programme: Programme, key: str, *, at: datetime, by: Actor) -> VoucherKind:
    """The real kind behind a programme's key."""
    found = VoucherKind.objects.filter(key=key).first()
    if found is not None:
        return found
    promised = next(kind for kind in programme.vouchers if kind.key == key)
    gives = FixedOff(amount_minor=promised.worth_minor) if promised.worth_minor else HandedOver()
    terms = Terms(gives=gives, valid_days=promised.valid_days or None)
    return make_kind(name=promised.name, key=key, terms=terms, of_programme=True, at=at, by=by)
