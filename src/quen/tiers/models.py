"""The history of members' tiers."""

from django.db import models

from quen.purchases.models import reference


class TierMove(models.Model):
    """A member rose or fell. Written by the reader of `tier.moved` (history.py), once an event."""

    event = models.BigIntegerField(primary_key=True)
    customer = reference("people.Customer", related_name="+")
    before = models.CharField(max_length=40, blank=True, help_text="the tier's key; empty: her first")
    after = models.CharField(max_length=40)
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-moved_at"], name="tier_move_of_customer"),
            models.Index(fields=["moved_at"], name="tier_move_by_time"),
        ]


class TierWarning(models.Model):
    """A member was told that she would lose her tier on `due_on`: once for that day."""

    customer = reference("people.Customer", related_name="+")
    due_on = models.DateField()
    warned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "due_on"], name="tier_warned_once")]
