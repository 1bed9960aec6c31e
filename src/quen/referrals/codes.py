"""Give members the code they pass on to friends."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quen.kernel.codes import new_code
from quen.people.find import root_of
from quen.referrals.models import Code

LENGTH = 8
"""Seven letters at random and the check letter: easy to say, not to be guessed."""

_AT_ONCE = 5_000


@transaction.atomic
def give_code(*, customer: int, at: datetime) -> str:
    """The customer's code, made where she has none. It stays hers for life. Raises NoSuchCustomer."""
    root = root_of(customer).pk
    give_codes(customers=[root], at=at)
    return Code.objects.values_list("code", flat=True).get(customer=root)


def give_codes(*, customers: Iterable[int], at: datetime) -> None:
    """A code for each who has none. A code that happens to be taken is drawn again."""
    lacking = set(customers)
    while lacking := lacking - _having(lacking):
        rows = [Code(customer_id=each, code=new_code(LENGTH), made_at=at) for each in sorted(lacking)]
        Code.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_AT_ONCE)


def _having(customers: set[int]) -> set[int]:
    return set(Code.objects.filter(customer__in=customers).values_list("customer", flat=True))
