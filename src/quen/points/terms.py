"""The tables beside the ledger: what the owner decides, corrections and who approves them, partners."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class ReturnPolicy(models.TextChoices):
    """What a return may take where the points it gave are spent already."""

    PENDING = "pending", _("Only points that still wait")
    ZERO = "zero", _("Down to zero")
    NEGATIVE = "negative", _("Also below zero")


class PointsSettings(models.Model):
    """What the owner decides about points: one row, changed by `settings.py` with its history."""

    return_policy = models.CharField(
        max_length=8,
        choices=ReturnPolicy.choices,
        default=ReturnPolicy.NEGATIVE,
        db_default=ReturnPolicy.NEGATIVE,
    )
    approval_above = models.BigIntegerField(
        default=500, db_default=500, help_text="corrections of more points than this need a second person"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_points_settings"),
            models.CheckConstraint(condition=Q(approval_above__gte=0), name="points_approval_from_zero"),
        ]


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waits for approval")
    POSTED = "posted", _("Posted")
    REFUSED = "refused", _("Refused")


class Adjustment(models.Model):
    """A correction of a balance, as asked for; posted at once, or when a second person says yes."""

    customer = reference("people.Customer", related_name="+")
    points = models.BigIntegerField(help_text="above zero: given")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=7, choices=Decision.choices, default=Decision.WAITING)
    key = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, db_default="")
    transfer = reference("points.Transfer", null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(points=0), name="adjustment_changes_something"),
            models.CheckConstraint(
                condition=Q(state=Decision.POSTED, transfer__isnull=False)
                | (~Q(state=Decision.POSTED) & Q(transfer__isnull=True)),
                name="adjustment_posted_has_its_transfer",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="adjustment_waiting", condition=Q(state=Decision.WAITING))
        ]


class Partner(models.Model):
    """Who the shop exchanges points with. `in_theirs` of the partner's points become `in_ours` of the shop's, and
    `out_ours` of the shop's become `out_theirs`; a direction without a rate is closed.
    """

    name = models.CharField(max_length=120, unique=True)
    in_theirs = models.PositiveIntegerField(null=True)
    in_ours = models.PositiveIntegerField(null=True)
    out_ours = models.PositiveIntegerField(null=True)
    out_theirs = models.PositiveIntegerField(null=True)
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_theirs__isnull=True, in_ours__isnull=True) | Q(in_theirs__gt=0, in_ours__gt=0),
                name="partner_rate_in_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(out_ours__isnull=True, out_theirs__isnull=True)
                | Q(out_ours__gt=0, out_theirs__gt=0),
                name="partner_rate_out_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Exchange(models.Model):
    """What one transfer from or to a partner is worth there: what the two settle by."""

    transfer = models.OneToOneField(
        "points.Transfer",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="exchanges")
    theirs = models.BigIntegerField(help_text="of the partner's points, above zero: came in")
    reference = models.CharField(max_length=120, blank=True, db_default="")
