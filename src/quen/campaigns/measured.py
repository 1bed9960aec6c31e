"""What each campaign brought, kept once its days are over, for the estimates of later ones."""

from datetime import datetime, timedelta

from quen.campaigns.find import source_of
from quen.campaigns.models import Campaign, Measured
from quen.campaigns.proof import prove

NEWEST = 30
"""So many campaigns are looked at: what older ones brought says less."""


def measure_due(*, at: datetime) -> int:
    """Keep what is over and was not kept; how many these were. Comes by often: one query where all is done."""
    open_ones = Campaign.objects.filter(launched_at__isnull=False, holdout_percent__gt=0, measured=None)
    due = [
        row
        for row in open_ones.order_by("pk")
        if row.launched_at and row.launched_at + timedelta(days=row.horizon_days) <= at
    ]
    return sum(_measured(row, at) for row in due)


def told() -> list[Measured]:
    """The newest of those that can say something."""
    return list(Measured.objects.filter(error_minor__gt=0).order_by("-campaign")[:NEWEST])


def _measured(row: Campaign, at: datetime) -> bool:
    proof = prove(
        source_of(row.pk), horizon_days=row.horizon_days, holdout_percent=row.holdout_percent, at=at
    )
    if proof is not None and not proof.is_over:
        return False
    verdict = proof.revenue if proof and proof.ratio.is_ok else None
    found = verdict.found if verdict and verdict.wait is None else None
    Measured.objects.get_or_create(
        campaign=row,
        defaults={
            "customers": proof.written_to if proof else 0, "made_at": at,
            "revenue_minor": found.difference if found else None, "error_minor": found.error if found else None,
        },
    )  # fmt: skip
    return True
