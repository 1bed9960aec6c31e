"""How the shop sends: for each channel and for all of them together."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.messages.channel import Channel


class ChannelAccount(models.Model):
    """How one channel is set up, and its limits for offers.

    `settings` may be seen; `secrets` (passwords, tokens) are sent to the provider and shown to nobody again.
    Offers go out from `from_hour` until before `until_hour` by the shop's clock, at most `most_a_day` to a person in
    24 hours. `per_second`: how fast the provider takes them.
    """

    channel = models.CharField(max_length=8, choices=Channel.choices, primary_key=True)
    is_on = models.BooleanField(default=False)
    is_paused = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    from_hour = models.PositiveSmallIntegerField(default=0)
    until_hour = models.PositiveSmallIntegerField(default=24)
    most_a_day = models.PositiveSmallIntegerField(null=True)
    per_second = models.PositiveIntegerField(default=10)
    price_minor = models.BigIntegerField(default=0, help_text="of one message, or of one part of an SMS")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_hour__lt=F("until_hour"), until_hour__lte=24), name="channel_window_opens"
            ),
            models.CheckConstraint(
                condition=Q(most_a_day__isnull=True) | Q(most_a_day__gte=1), name="channel_cap_lets_some"
            ),
            models.CheckConstraint(condition=Q(per_second__gte=1), name="channel_moves"),
        ]


class Tone(models.TextChoices):
    """How old the shop's voice is: who is older is addressed so."""

    YOUNG = "young", _("young: anh and chị from 25, cô and chú from 45")
    GROWN = "grown", _("grown-up: anh and chị from 18, cô and chú from 55")
    FRIENDLY = "friendly", _("the same for all: bạn")


class SendingSettings(models.Model):
    """What counts for offers on all channels together."""

    label = models.CharField(
        max_length=8, default="[QC]", help_text="at the beginning of offers by SMS and e-mail"
    )
    most_a_week = models.PositiveSmallIntegerField(
        null=True, help_text="to one person, all channels together"
    )
    most_a_month = models.PositiveSmallIntegerField(null=True)
    holdout_percent = models.PositiveSmallIntegerField(
        default=0, help_text="who never get offers, to compare with"
    )
    asks_twice = models.BooleanField(
        default=False, help_text="a yes to e-mail counts once its link was followed"
    )
    public_url = models.CharField(
        max_length=200, blank=True, default="", help_text="where customers reach the member pages, for links"
    )
    social_pages = ArrayField(
        models.URLField(max_length=200),
        default=list,
        help_text="where who wants no messages may follow the shop",
    )
    tone = models.CharField(max_length=8, choices=Tone.choices, default=Tone.GROWN)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="sending_settings_once"),
            models.CheckConstraint(condition=Q(label__in=["[QC]", "[AD]"]), name="label_is_lawful"),
            models.CheckConstraint(condition=Q(holdout_percent__lte=50), name="holdout_leaves_most"),
            models.CheckConstraint(
                condition=(Q(most_a_week__isnull=True) | Q(most_a_week__gte=1))
                & (Q(most_a_month__isnull=True) | Q(most_a_month__gte=1)),
                name="caps_let_some",
            ),
        ]
