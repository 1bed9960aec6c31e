"""Which rewards are wanted."""

from django.db.models import Count, Max, Q, QuerySet, Sum

from quen.rewards.models import ClaimState, Reward


def with_popularity(rewards: QuerySet[Reward]) -> QuerySet[Reward]:
    """Each with `claimed` (cancelled ones not counted), `handed_over`, `waiting`, `points_spent`, `last_claimed_at`."""
    given = Q(claims__state=ClaimState.HANDED_OVER)
    waiting = Q(claims__state=ClaimState.WAITING)
    return rewards.annotate(
        claimed=Count("claims", filter=given | waiting),
        handed_over=Count("claims", filter=given),
        waiting=Count("claims", filter=waiting),
        points_spent=Sum("claims__points", filter=given, default=0),
        last_claimed_at=Max("claims__claimed_at"),
    )
