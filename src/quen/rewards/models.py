"""The catalogue of rewards, their pictures, and who claimed what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference


class RewardKind(models.TextChoices):
    DISCOUNT = "discount", _("Discount")
    PRODUCT = "product", _("Product")
    GIFT = "gift", _("Gift")
    PARTNER = "partner", _("From a partner")
    EVENT = "event", _("Experience or place at an event")
    EARLY_ACCESS = "early_access", _("Early access")
    DONATION = "donation", _("Donation")


class Reward(models.Model):
    """A thing points buy, alone or with money.

    `stock` is how many are left to be claimed (None: as many as are wanted); the database refuses to go below none.
    A discount names the kind of voucher that is given when the claim is handed over. `tiers` empty: for every member.
    """

    kind = models.CharField(max_length=12, choices=RewardKind.choices)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=1_000, blank=True)
    points = models.PositiveBigIntegerField(help_text="what it costs in points")
    price_minor = models.PositiveBigIntegerField(default=0, help_text="and in money besides")
    voucher_kind = models.CharField(
        max_length=40, blank=True, help_text="key of the kind of voucher it gives"
    )
    stock = models.BigIntegerField(null=True)
    most_a_member = models.PositiveIntegerField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    early_days = models.PositiveSmallIntegerField(
        default=0, help_text="so many days before the first, tiers with early access may claim it"
    )
    tiers = ArrayField(models.CharField(max_length=40), default=list)
    hold_hours = models.PositiveIntegerField(default=72, help_text="how long a claim waits to be handed over")
    has_picture = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0), name="reward_stock_not_below_none"
            ),
            models.CheckConstraint(
                condition=Q(points__gt=0) | Q(price_minor__gt=0), name="reward_costs_something"
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("first_day")),
                name="reward_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Picture(models.Model):
    """A reward's picture, drawn anew by us: nothing of the uploaded file is kept. WebP."""

    reward = models.OneToOneField(Reward, on_delete=models.CASCADE, primary_key=True, related_name="picture")
    large = models.BinaryField(help_text="at most 1200 pixels wide or high")
    small = models.BinaryField(help_text="at most 320 pixels")
    digest = models.CharField(max_length=16, help_text="of the large one: its address changes with it")


class ClaimState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be handed over")
    HANDED_OVER = "handed_over", _("Handed over")
    CANCELLED = "cancelled", _("Cancelled")
    TIMED_OUT = "timed_out", _("Time ran out")


class Claim(models.Model):
    """A member's claim of a reward. `code` is what she shows at the counter; `reservation` holds her points."""

    reward = reference("rewards.Reward", related_name="claims")
    customer = reference("people.Customer", related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    points = models.PositiveBigIntegerField()
    price_minor = models.PositiveBigIntegerField(default=0)
    reservation = models.BigIntegerField(null=True, help_text="None where it costs no points")
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=11, choices=ClaimState.choices, default=ClaimState.WAITING)
    claimed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, db_default="")
    voucher = models.CharField(max_length=12, blank=True, db_default="", help_text="the code it brought")
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["reward", "state"], name="claim_of_reward"),
            models.Index(fields=["customer", "-id"], name="claim_of_customer"),
            models.Index(fields=["expires_at"], name="claim_due", condition=Q(state="waiting")),
        ]
