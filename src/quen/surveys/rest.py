"""Nobody is asked too often."""

from datetime import datetime, timedelta

from quen.people.find import group_of
from quen.surveys.models import Invitation, Response


def was_asked_lately(root: int, *, days: int, at: datetime) -> bool:
    """Whether she was asked anything, or answered anything with her name, within so many days."""
    since, hers = at - timedelta(days=days), group_of(root)
    return (
        Invitation.objects.filter(customer__in=hers, asked_at__gt=since).exists()
        or Response.objects.filter(customer__in=hers, answered_at__gt=since).exists()
    )
