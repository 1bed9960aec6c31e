"""Rules by which new tickets find somebody, and what each of the staff can take."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.shops.roles import Role
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic


class Hours(models.TextChoices):
    OPEN = "open", _("In working time")
    CLOSED = "closed", _("Outside working time")


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")


class RoutingRule(models.Model):
    """One rule; the lowest `place` is asked first. What is left empty fits everything (routing.py)."""

    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    is_on = models.BooleanField(default=True)
    kind = models.CharField(max_length=9, choices=TicketKind.choices, blank=True, default="")
    topic = models.CharField(max_length=9, choices=Topic.choices, blank=True, default="")
    came_by = models.CharField(max_length=6, choices=CameBy.choices, blank=True, default="")
    language = models.CharField(max_length=2, choices=Language.choices, blank=True, default="")
    store = reference("shops.Store", null=True, related_name="+")
    tier = models.CharField(max_length=40, blank=True, default="", help_text="the tier's key")
    least_spent_minor = models.BigIntegerField(default=0, help_text="in the last year")
    hours = models.CharField(max_length=6, choices=Hours.choices, blank=True, default="")
    role = models.CharField(max_length=12, choices=[(role.value, role.label) for role in Role])
    staff = reference("shops.Staff", null=True, related_name="+")
    by_skill = models.BooleanField(default=False)
    priority = models.CharField(max_length=6, choices=Priority.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], name="routing_place_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=~Q(name=""), name="routing_rule_has_a_name"),
            models.CheckConstraint(condition=Q(least_spent_minor__gte=0), name="routing_spent_is_a_sum"),
        ]

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """What one of the staff can take; without a row everything, without a limit.

    `topics` and `languages` empty: any; `most_open` 0: no limit; `is_away`: nothing new for now.
    """

    staff = models.BigIntegerField(primary_key=True)
    topics = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    most_open = models.PositiveSmallIntegerField(default=0)
    is_away = models.BooleanField(default=False)
