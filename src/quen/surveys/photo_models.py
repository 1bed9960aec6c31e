"""Photos in answers."""

from django.db import models


class Photo(models.Model):
    """One photo of an answer, drawn anew by us as WebP: nothing of the file that was sent is kept.

    It goes with its answer, and so with whoever gave it.
    """

    response = models.ForeignKey("surveys.Response", on_delete=models.CASCADE, related_name="photos")
    question = models.CharField(max_length=30, help_text="its key")
    large = models.BinaryField(help_text="at most 1600 pixels wide or high")
    small = models.BinaryField(help_text="at most 240 pixels")
    digest = models.CharField(max_length=16, help_text="of the large one: its address changes with it")
    taken_at = models.DateTimeField(help_text="when it was sent")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="survey_photo_once")]
