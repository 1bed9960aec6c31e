"""What was worked out last."""

from django.db import models
from django.db.models import Q


class Reckoning(models.Model):
    """The months as `work_out` found them last, the newest first, and all of them together."""

    on_day = models.DateField(help_text="the shop's day it was worked out on")
    worked_out_at = models.DateTimeField()
    spans = models.JSONField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="reckoning_once")]
