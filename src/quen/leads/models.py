"""Leads and their sources, what the sources cost, and the competitors some leads went to.

A lead is a customer record nobody has sold to yet, and beside it how she came and how far she is
(docs/decisions: a lead is a customer).
"""

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class LeadSource(models.TextChoices):
    VISIT = "visit", _("Came by")
    PHONE = "phone", _("Telephoned")
    SOCIAL = "social", _("Social page")
    ZALO = "zalo", _("Wrote by Zalo")
    WEBSITE = "website", _("Website form")
    ADVERTISEMENT = "ad", _("Advertisement")
    EVENT = "event", _("Event")
    AFFILIATE = "affiliate", _("Affiliate")
    REFERRAL = "referral", _("Recommended")
    IMPORT = "import", _("From a list")


class LeadStage(models.TextChoices):
    """The steps of care before a sale, in their order; whoever needs time is nurtured."""

    COLLECT = "collect", _("Collect")
    CLASSIFY = "classify", _("Classify")
    SUPPORT = "support", _("Give support")
    INTRODUCE = "introduce", _("Introduce and close")
    NURTURE = "nurture", _("Nurture")


class LeadState(models.TextChoices):
    OPEN = "open", _("Being looked after")
    WON = "won", _("Became a customer")
    LOST = "lost", _("Lost")


class LossReason(models.TextChoices):
    PRICE = "price", _("Price")
    COMPETITOR = "competitor", _("Went to a competitor")
    NEED = "need", _("No need")
    TIMING = "timing", _("Not the time")
    NO_ANSWER = "no_answer", _("Could not be reached")
    OTHER = "other", _("Another reason")


class Competitor(models.Model):
    """Another shop our customers might buy from."""

    name = models.CharField(max_length=120)
    name_key = models.GeneratedField(
        expression=Func(F("name"), function="quen_search_key"), output_field=models.TextField(), db_persist=True,
        unique=True,
    )  # fmt: skip
    words = models.CharField(max_length=500, blank=True, db_default="", help_text="what it offers")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """What somebody saw of a competitor: an offer or a price, where and when. Append only.

    Where both prices are known (minor units), the page of price pressure compares them.
    """

    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="sightings")
    product = models.CharField(max_length=200, blank=True, db_default="")
    area = models.CharField(max_length=120, blank=True, db_default="")
    offer = models.CharField(max_length=300, blank=True, db_default="")
    price_minor = models.PositiveBigIntegerField(null=True)
    our_price_minor = models.PositiveBigIntegerField(null=True)
    seen_on = models.DateField()
    seen_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(offer="") | Q(price_minor__isnull=False), name="sighting_says_something"
            )
        ]
        indexes = [models.Index(fields=["-seen_on", "-id"], name="sighting_newest")]


class Lead(models.Model):
    """One chance of a first sale to one customer; she has at most one that is open.

    `score` follows from the rules in score.py at the last change. `contacts`: how often she came back while open.
    Whose `store` is none belongs to all stores.
    """

    customer = reference("people.Customer", related_name="+")
    source = models.CharField(max_length=9, choices=LeadSource.choices)
    utm_source = models.CharField(max_length=80, blank=True, db_default="")
    utm_medium = models.CharField(max_length=80, blank=True, db_default="")
    utm_campaign = models.CharField(max_length=80, blank=True, db_default="")
    wish = models.CharField(max_length=500, blank=True, db_default="", help_text="what she asked for")
    expected_minor = models.PositiveBigIntegerField(
        null=True, help_text="what a first purchase might be worth"
    )
    stage = models.CharField(max_length=9, choices=LeadStage.choices, default=LeadStage.COLLECT)
    state = models.CharField(max_length=4, choices=LeadState.choices, default=LeadState.OPEN)
    owner = reference("shops.Staff", null=True, related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    score = models.SmallIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=1)
    loss_reason = models.CharField(max_length=10, choices=LossReason.choices, blank=True, db_default="")
    competitor = models.ForeignKey(Competitor, on_delete=models.SET_NULL, null=True, related_name="leads")
    words = models.CharField(max_length=500, blank=True, db_default="", help_text="how it ended")
    came_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(state=LeadState.OPEN), name="lead_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state=LeadState.OPEN, ended_at__isnull=True)
                | (~Q(state=LeadState.OPEN) & Q(ended_at__isnull=False)),
                name="lead_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=LeadState.LOST) & ~Q(loss_reason="")
                | ~Q(state=LeadState.LOST) & Q(loss_reason=""),
                name="lead_lost_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stage", "-score", "id"], name="lead_board", condition=Q(state=LeadState.OPEN)
            ),
            models.Index(fields=["customer", "-id"], name="lead_of_customer"),
            models.Index(fields=["state", "-ended_at"], name="lead_by_ending"),
            models.Index(fields=["came_at"], name="lead_by_coming"),
        ]

    def __str__(self) -> str:
        return str(self.customer)


class SourceCost(models.Model):
    """What a source cost in a month, as staff entered it: all of it but what is entered for one of its campaigns."""

    source = models.CharField(max_length=9, choices=LeadSource.choices)
    utm_source = models.CharField(max_length=80, blank=True, db_default="")
    utm_medium = models.CharField(max_length=80, blank=True, db_default="")
    utm_campaign = models.CharField(max_length=80, blank=True, db_default="")
    month = models.DateField(help_text="its first day")
    amount_minor = models.PositiveBigIntegerField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "month", "utm_source", "utm_medium", "utm_campaign"],
                name="source_cost_once",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="source_cost_of_a_month"),
        ]
