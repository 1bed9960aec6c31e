"""The kept list of each day, what staff did about it, and what the owner decided about it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class CareDay(models.Model):
    """The list of one day is worked out. `meant` counts everybody who was meant by kind, also who is not kept.

    `customers`: those the yardsticks counted then; where they count others the list is worked out anew.
    """

    day = models.DateField(primary_key=True)
    made_at = models.DateTimeField()
    turn = models.IntegerField(help_text="how often it was worked out")
    customers = models.IntegerField()
    contact_minor = models.BigIntegerField(help_text="what looking after one person was taken to cost")
    meant = models.JSONField()
    outcome = models.JSONField(help_text="who came back afterwards: see measured.py")


class CareState(models.TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    ASIDE = "aside", _("Set aside")


class Care(models.Model):
    """One line of a day's list: whom to look after and why. Lines nobody decided about are kept, to compare with.

    `rests_until`: until that day this kind is not proposed for her again.
    """

    day = models.DateField()
    kind = models.CharField(max_length=20)
    customer = reference("people.Customer", related_name="+")
    gain_minor = models.BigIntegerField(help_text="what it is expected to bring")
    facts = models.JSONField()
    expected_on = models.DateField(
        null=True, help_text="the day her forecast, else her own rhythm, brings her"
    )
    turn = models.IntegerField(help_text="of the list it stands on")
    state = models.CharField(
        max_length=5, choices=CareState.choices, default=CareState.OPEN, db_default=CareState.OPEN
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, db_default="")
    rests_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "customer"], name="care_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, rests_until__isnull=True, decided_by="")
                | (
                    Q(state__in=["done", "aside"], decided_at__isnull=False, rests_until__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="care_is_decided_by_somebody",
            ),
            models.CheckConstraint(condition=Q(gain_minor__gte=0), name="care_loses_nothing"),
        ]
        indexes = [
            models.Index(F("day"), F("gain_minor").desc(), name="care_by_gain"),
            models.Index(fields=["customer", "kind"], name="care_decided", condition=~Q(state="open")),
            models.Index(fields=["decided_at"], name="care_by_time", condition=~Q(state="open")),
        ]


class CareSettings(models.Model):
    """What the owner decides: one row. `per_day`: how many a person can look after in a day, by role."""

    per_day = models.JSONField(default=dict)
    off = models.JSONField(default=list, help_text="keys of the reasons nobody wants on the list")
    contact_minor = models.BigIntegerField(
        null=True, help_text="what looking after one person costs; empty: a share of a purchase"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_care_settings"),
            models.CheckConstraint(
                condition=Q(contact_minor__isnull=True) | Q(contact_minor__gte=0),
                name="contact_costs_something",
            ),
        ]
