"""Campaigns with their variants, and who was in which arm of an experiment on the day it began.

`Arm` is a hot table and refers to customers without a foreign-key trigger (docs/decisions/0004). Journeys keep theirs
in it, too: a source is what sends (`messages.queue.Source`).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.campaigns.occasions import Feast
from quen.messages.channel import Channel
from quen.purchases.models import reference

EVERYBODY = ""
"""Instead of a segment: all customers."""
LEAST_HORIZON, MOST_HORIZON = 1, 365


class CampaignState(models.TextChoices):
    """`running`: everything is in the outbox. It is over when nothing of it waits there any more."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for a second person")
    APPROVED = "approved", _("Approved")
    LAUNCHING = "launching", _("Being launched")
    RUNNING = "running", _("Sent off")
    STOPPED = "stopped", _("Stopped")


class OfferKind(models.TextChoices):
    """What customers are given besides the words."""

    NOTHING = "", _("Nothing besides the words")
    VOUCHER = "voucher", _("A voucher")
    POINTS = "points", _("Points")
    EARLY = "early", _("Early access")


class Campaign(models.Model):
    """One word to the customers of a segment, by the first of the channels on which each may be written to.

    holdout_percent: of those who may be written to, this many get nothing, to compare with. horizon_days: what
    customers do in so many days after the launch is the outcome; it is judged once, when they are over. budget_minor:
    messages and offers together cost at most so much; `reserved_minor` of it are promised. ends_on: nothing is sent
    after that day. size: how many it would go to by the estimate, as `asked_by` saw it.
    """

    name = models.CharField(max_length=120)
    segment = models.CharField(max_length=40, blank=True, help_text="its key; empty: all customers")
    channels = ArrayField(models.CharField(max_length=8, choices=Channel.choices))
    holdout_percent = models.PositiveSmallIntegerField()
    horizon_days = models.PositiveSmallIntegerField()
    offer_kind = models.CharField(max_length=7, choices=OfferKind.choices, blank=True, default="")
    voucher_kind = reference("vouchers.VoucherKind", null=True, related_name="+")
    points = models.PositiveIntegerField(default=0)
    offer_day = models.DateField(null=True, help_text="from when she may come early")
    budget_minor = models.PositiveBigIntegerField(null=True)
    starts_at = models.DateTimeField(null=True, help_text="null: as soon as it is launched")
    ends_on = models.DateField(null=True)
    at_her_hour = models.BooleanField(default=False, help_text="at the hour she usually buys")
    state = models.CharField(max_length=9, choices=CampaignState.choices, default=CampaignState.DRAFT)
    estimate = models.JSONField(null=True)
    estimated_at = models.DateTimeField(null=True)
    left_out = models.JSONField(null=True, help_text="at the launch: channel → reason → customers")
    reserved_minor = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=40, blank=True, default="")
    size = models.PositiveIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=40, blank=True, default="")
    launched_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True, help_text="when the last message was in the outbox")
    stopped_at = models.DateTimeField(null=True)
    issue_of = models.ForeignKey(
        "Repetition", on_delete=models.SET_NULL, null=True, related_name="issues", db_index=False
    )
    issue_day = models.DateField(null=True, help_text="the feast or day it was made for")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue_of", "issue_day"], name="campaign_comes_round_once"),
            models.CheckConstraint(condition=Q(holdout_percent__lte=50), name="campaign_writes_to_most"),
            models.CheckConstraint(
                condition=Q(horizon_days__gte=LEAST_HORIZON, horizon_days__lte=MOST_HORIZON),
                name="campaign_horizon_ends",
            ),
            models.CheckConstraint(
                condition=Q(budget_minor__isnull=True) | Q(reserved_minor__lte=models.F("budget_minor")),
                name="campaign_keeps_its_budget",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="campaign_newest"),
            models.Index(
                fields=["starts_at"], name="campaign_due", condition=Q(state__in=["approved", "launching"])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """One of the texts that are tried against each other. `weight`: its share of who is written to, beside the others'.

    `number` 1 is A. A stopped one is not offered when the campaign comes round again, or is made again.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="variants")
    number = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="variant_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, number__gte=1), name="variant_reaches_some"),
        ]

    def __str__(self) -> str:
        return self.letter

    @property
    def letter(self) -> str:
        """As people call it: A, B, C."""
        return letter(self.number)


class VariantText(models.Model):
    """What a variant says on a channel; `version` is fixed at the launch."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="texts")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    template = reference("outreach.Template", related_name="+")
    version = reference("outreach.TemplateVersion", null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "channel"], name="variant_text_once")]


class Arm(models.Model):
    """Where a customer was in an experiment from `entered_at` on, for good: 0 held out, 1 … the variants.

    arm NULL: she was left out before chance was asked, for `reason`. Of a campaign besides: `step`, which of its
    channels she is written to on; `due_at`, and where `reason` is told, why not before; `cost_minor`, what is reserved
    for her; `queued_at`, since when her message is in the outbox.
    """

    pk = models.CompositePrimaryKey("source_kind", "source_id", "customer_id")
    source_kind = models.CharField(max_length=20, db_collation="C")
    source_id = models.BigIntegerField()
    customer: "models.ForeignKey[Any, Any]" = reference("people.Customer", related_name="+")
    arm = models.PositiveSmallIntegerField(null=True)
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    step = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(null=True)
    cost_minor = models.PositiveBigIntegerField(default=0, db_default=0)
    queued_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["customer"], name="arms_of_customer")]


class EstimateRun(models.Model):
    """The estimate of a large audience is being worked out, or was: how far it is, or why it was not.

    A row of its own, so that its progress is seen while the campaign is held.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="estimate_run")
    asked_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    is_over = models.BooleanField(default=False)
    fault = models.JSONField(null=True, help_text="a sentence and its facts")


class Repetition(models.Model):
    """That a campaign comes round: `days_before` the feast at `hour`. `by` asks for each issue.

    month and day: where the business names the day; month 0: every month. fault: why the last issue failed.
    """

    pattern = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="repetition")
    feast = models.CharField(max_length=10, choices=Feast.choices)
    month = models.PositiveSmallIntegerField(default=0)
    day = models.PositiveSmallIntegerField(default=0)
    days_before = models.PositiveSmallIntegerField(default=0)
    hour = models.PositiveSmallIntegerField(default=9)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    fault = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(month__lte=12, day__lte=31, hour__lte=23), name="repetition_has_a_day"
            )
        ]


class Measured(models.Model):
    """What a campaign brought, read once when its days were over: revenue for each customer written to, more than those
    held out, and how far that can be off (minor units). Both empty where nothing can be told.
    """

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, primary_key=True, related_name="measured"
    )
    customers = models.PositiveIntegerField()
    revenue_minor = models.FloatField(null=True)
    error_minor = models.FloatField(null=True)
    made_at = models.DateTimeField()


class CampaignSettings(models.Model):
    """What the owner decides about all campaigns: from how many customers on a second person must say yes.

    least_extra to most_extra: how many purchases more a campaign is assumed to bring of 100 customers written to.
    """

    approval_above = models.PositiveIntegerField(default=1_000)
    holdout_percent = models.PositiveSmallIntegerField(default=10, help_text="proposed for a new campaign")
    least_extra = models.PositiveSmallIntegerField(default=0, db_default=0)
    most_extra = models.PositiveSmallIntegerField(default=3, db_default=3)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="campaign_settings_once"),
            models.CheckConstraint(condition=Q(holdout_percent__lte=50), name="proposed_holdout_leaves_most"),
            models.CheckConstraint(
                condition=Q(least_extra__lt=models.F("most_extra"), most_extra__lte=100),
                name="assumed_extra_is_a_range",
            ),
        ]


def letter(number: int) -> str:
    """1 → A, 2 → B."""
    return chr(ord("A") + number - 1)
