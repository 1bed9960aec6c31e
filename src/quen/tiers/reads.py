"""Questions about tiers."""

from quen.people.find import everyone_in, root_of
from quen.tiers.models import TierMove

MOVES = 20


def moves_of(*, customer: int, most: int = MOVES) -> list[TierMove]:
    """How a customer's tier moved, newest first. Raises NoSuchCustomer."""
    group = everyone_in(root_of(customer).pk)
    return list(TierMove.objects.filter(customer__in=group).order_by("-moved_at", "-pk")[:most])
