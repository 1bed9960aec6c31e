"""Questions about cards."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from quen.cards.models import Batch, Card, CardState, PhoneLink
from quen.people.find import Group, everyone_in


def card_on_phone(group: Sequence[int] | Group) -> Card | None:
    """The card that the phones of a customer show; `group` is she with all merged into her."""
    return Card.objects.filter(customer__in=group, on_phone=True, state=CardState.ACTIVE).first()


def cards_of(root: int) -> QuerySet[Card]:
    """Every card she has or had, those in use first."""
    return Card.objects.filter(customer__in=everyone_in(root)).order_by("ended_at", "-handed_out_at", "pk")


def links_of(root: int) -> QuerySet[PhoneLink]:
    """Every phone that shows her card, the newest first."""
    return PhoneLink.objects.filter(
        customer__in=everyone_in(root), opened_at__isnull=False, ended_at=None
    ).order_by("-opened_at")


def counted_batches() -> QuerySet[Batch]:
    """The batches with `blank` and `used` cards, the newest first."""
    return Batch.objects.annotate(
        blank=Count("cards", filter=Q(cards__state=CardState.BLANK)),
        used=Count("cards", filter=Q(cards__state=CardState.ACTIVE)),
    ).order_by("-pk")


def count_by_state() -> dict[str, int]:
    """How many cards there are in each state."""
    rows = Card.objects.values("state").annotate(cards=Count("pk")).values_list("state", "cards")
    return {CardState(state).value: cards for state, cards in rows}
