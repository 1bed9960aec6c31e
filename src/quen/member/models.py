"""What the public pages remember of those who ask."""

from django.db import models


class Attempt(models.Model):
    """Somebody tried to join. Who it was is kept as a digest only, and forgotten after a day."""

    who = models.CharField(
        max_length=64, help_text="keyed hash of an address, a phone number, or of the shop"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="attempt_of_whom")]
