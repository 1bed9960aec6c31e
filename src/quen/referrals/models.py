"""Codes of members, the terms of bringing friends, and who brought whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class Terms(models.Model):
    """What a friend brought is worth. Append only: the newest row is in force, a referral keeps its own.

    `most_a_month` and `most_a_day` None: no limit. A day of the wait is a day of the shop.
    """

    is_running = models.BooleanField()
    advocate_points = models.PositiveIntegerField()
    friend_points = models.PositiveIntegerField()
    advocate_voucher = models.CharField(max_length=40, blank=True, help_text="key of a kind of voucher")
    friend_voucher = models.CharField(max_length=40, blank=True, help_text="key of a kind of voucher")
    minimum_minor = models.PositiveBigIntegerField(help_text="what the friend's purchase comes to at least")
    wait_days = models.PositiveIntegerField(help_text="the return period")
    most_a_month = models.PositiveIntegerField(null=True, help_text="rewards of one advocate in a month")
    most_a_day = models.PositiveIntegerField(null=True, help_text="friends in 24 hours that raise no doubt")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_running=False)
                | Q(advocate_points__gt=0)
                | Q(friend_points__gt=0)
                | ~Q(advocate_voucher="")
                | ~Q(friend_voucher=""),
                name="referral_terms_give_something",
            )
        ]


class Code(models.Model):
    """The code a customer gives to friends, for life."""

    customer = models.OneToOneField("people.Customer", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, unique=True)
    made_at = models.DateTimeField()


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting for the first purchase")
    BOUGHT = "bought", _("In the return period")
    REVIEW = "review", _("To be looked at")
    REWARDED = "rewarded", _("Rewarded")
    REFUSED = "refused", _("Refused")


class Referral(models.Model):
    """A friend who became a member with somebody's code. One friend is brought once.

    `doubts` are what speaks against it (see `doubts.py`), `allowed_at` when staff looked at them and let it go on.
    `purchase` is the real purchase it is rewarded for, from `due_at` on, when its return period is over.
    """

    advocate = models.ForeignKey("people.Customer", on_delete=models.PROTECT, related_name="+")
    friend = models.OneToOneField("people.Customer", on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    doubts = models.JSONField(db_default=[])
    holds_card_of = models.BigIntegerField(null=True, help_text="whose card the enrolling browser showed")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    purchase = reference("purchases.Purchase", null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    allowed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, db_default="")
    reason = models.CharField(max_length=300, blank=True, db_default="", help_text="what staff wrote")
    advocate_got = models.BooleanField(null=True, help_text="None until rewarded")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(advocate=F("friend")), name="nobody_refers_herself"),
            models.CheckConstraint(
                condition=Q(state__in=["rewarded", "refused"], ended_at__isnull=False)
                | Q(state__in=["waiting", "bought", "review"], ended_at__isnull=True),
                name="referral_ends_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="bought") | Q(purchase__isnull=False, due_at__isnull=False),
                name="referral_waits_for_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="referral_due", condition=Q(state="bought")),
            models.Index(fields=["state", "-id"], name="referral_by_state"),
        ]
