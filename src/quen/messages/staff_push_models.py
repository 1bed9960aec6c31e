"""The browsers on which staff asked for notices."""

from django.db import models

from quen.purchases.models import reference


class StaffSubscription(models.Model):
    """A browser of one of the staff, as its push service names it (W3C Push API)."""

    staff = reference("shops.Staff", related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the endpoint")
    endpoint = models.CharField(max_length=500)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["staff"], name="push_of_staff")]
