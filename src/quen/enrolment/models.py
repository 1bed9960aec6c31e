"""Versions of the programme, and the members with their counters."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class ProgrammeVersion(models.Model):
    """One version of the loyalty programme: a draft until it is launched, and unchangeable from then on.

    `text` is the YAML as its author wrote it, `values` the same as JSON. Versions in force on a day are found by
    `versions.py`; a database trigger refuses any change of what a launched version says.
    """

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    text = models.TextField()
    values = models.JSONField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)
    launched_at = models.DateTimeField(null=True)
    launched_by = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="programme_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class Way(models.TextChoices):
    """How a customer became a member."""

    TILL = "till", _("At the till")
    POSTER = "poster", _("By a QR poster")
    MEMBER_PAGE = "member_page", _("On the member page")
    IMPORT = "import", _("By import")
    CONSOLE = "console", _("By staff")
    API = "api", _("By another system")
    REFERRAL = "referral", _("Through a friend")


class Member(models.Model):
    """An enrolled customer, and what the programme counts of her: the one hot row of a purchase.

    `counters` is her `MemberState` (see `counters.py`), judged under programme `version`. `turn` goes up with every
    change of it: whoever read turn 7 may only write turn 8, so that two tills never judge by the same counters.
    `tier` and `tier_until` repeat the counters' tier for lists and for what falls due.
    """

    customer = models.OneToOneField("people.Customer", on_delete=models.PROTECT, primary_key=True)
    enrolled_at = models.DateTimeField()
    store = reference("shops.Store", null=True, related_name="+")
    way = models.CharField(max_length=11, choices=Way.choices)
    enrolled_by = models.CharField(max_length=40)
    left_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(null=True)
    counters = models.JSONField(db_default={})
    turn = models.BigIntegerField(db_default=0)
    tier = models.CharField(max_length=40, blank=True, db_default="")
    tier_until = models.DateField(null=True, help_text="the tier is judged again from this day on")

    class Meta:
        indexes = [
            models.Index(
                fields=["tier_until"], name="member_tier_due", condition=Q(tier_until__isnull=False)
            ),
            models.Index(fields=["enrolled_at"], name="member_by_enrolment"),
        ]
