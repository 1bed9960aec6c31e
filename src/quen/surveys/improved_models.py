"""What was changed because customers said so, and who of them was told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.surveys.themes.theme import Theme


class Improvement(models.Model):
    """Something changed from `since` on. It answers a survey, a theme of any survey, or a theme of one.

    `template` and `told_from`: the message that tells those who said it; None while nobody is told by message.
    `told_all_at`: when the last of them was told; nobody says it of days past any more.
    """

    title = models.CharField(max_length=120)
    words = models.CharField(max_length=600)
    since = models.DateField()
    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.PROTECT, null=True, related_name="improvements"
    )
    theme = models.CharField(max_length=12, choices=Theme.choices, blank=True, db_default="")
    template = models.BigIntegerField(null=True)
    told_from = models.DateTimeField(null=True)
    told_all_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(survey__isnull=False) | ~Q(theme=""), name="improvement_answers_something"
            ),
            models.CheckConstraint(
                condition=Q(template=None, told_from=None)
                | Q(template__isnull=False, told_from__isnull=False),
                name="improvement_told_by_a_text",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ToldBy(models.TextChoices):
    MESSAGE = "message", _("Message")
    PAGE = "page", _("Member page")


class Told(models.Model):
    """One customer and one improvement: she is told once, on one way.

    `told_at` None: no message may go to her, so it waits for her on her member page.
    """

    improvement = models.ForeignKey(Improvement, on_delete=models.CASCADE, related_name="told")
    customer = reference("people.Customer", related_name="+")
    way = models.CharField(max_length=7, choices=ToldBy.choices)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "customer"], name="improvement_told_once"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=False) | Q(way=ToldBy.PAGE), name="improvement_message_has_a_time"
            ),
        ]
