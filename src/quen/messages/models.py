"""Templates with their versions, the outbox, who must not be written to, and how each channel is set up.

The outbox refers to customers and templates without foreign-key triggers: it is a hot table (docs/decisions/0004).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.messages import (  # the room's other tables: Django looks for them here
    incoming_models,  # noqa: F401
    settings_models,  # noqa: F401
    staff_push_models,  # noqa: F401
)
from quen.messages.channel import Channel, MessagePurpose
from quen.purchases.models import reference


class Template(models.Model):
    """A text under a name. What it says is in its versions; `version` is the newest one's number."""

    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    language = models.CharField(max_length=2, default="vi")
    purpose = models.CharField(max_length=13, choices=MessagePurpose.choices)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(archived_at__isnull=True), name="template_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """What a template said from `written_at` on. Never changed: a message names the version it was sent with.

    `needs` are the facts without which it cannot be sent. `zns_params`: parameter of the ZNS template → text.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(max_length=20_000, blank=True, default="")
    zns_template = models.CharField(max_length=40, blank=True, default="")
    zns_params = models.JSONField(default=dict)
    needs = ArrayField(models.CharField(max_length=40), default=list)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_once")]


class State(models.TextChoices):
    """Where a message is. Up to `handing_over` nothing has left the house."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("Held back for now")
    HANDING_OVER = "handing_over", _("Being handed over")
    HANDED_OVER = "handed_over", _("Handed to the provider")
    DELIVERED = "delivered", _("Arrived")
    BOUNCED = "bounced", _("Bounced")
    REFUSED = "refused", _("Not sent")
    UNKNOWN = "unknown", _("Not known whether it went")
    EXPIRED = "expired", _("Too late to send")
    STOPPED = "stopped", _("Stopped before sending")


OPEN = (State.WAITING, State.HELD)
COUNTED = (State.HANDING_OVER, State.HANDED_OVER, State.DELIVERED, State.BOUNCED, State.UNKNOWN)
"""States of messages that went, or may have gone: the ones the caps count."""


class Message(models.Model):
    """One word to one customer: the outbox.

    `due_at`: not handed over before; moved on while held and after a provider that was busy. `claimed_at`: when it was
    taken up for handing over, by which the caps count. `has_begun`: bytes may have left. `facts`: what its source
    added (a voucher's code), and after handing over all facts it was written with.
    """

    customer = reference("people.Customer", related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    purpose = models.CharField(max_length=13, choices=MessagePurpose.choices)
    version = reference("outreach.TemplateVersion", related_name="+")
    key = models.CharField(max_length=120, unique=True)
    source_kind = models.CharField(max_length=20, blank=True, db_default="")
    source_id = models.BigIntegerField(null=True)
    occasion = models.CharField(max_length=20, blank=True, db_default="")
    facts = models.JSONField(db_default={})
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True, db_default="")
    detail = models.CharField(max_length=300, blank=True, db_default="")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    hold_until = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    has_begun = models.BooleanField(default=False, db_default=False)
    slot = models.PositiveSmallIntegerField(null=True, help_text="of the worker that took it up")
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    address = models.CharField(max_length=200, blank=True, db_default="")
    provider_id = models.CharField(max_length=200, blank=True, db_default="")
    parts = models.PositiveSmallIntegerField(default=0, db_default=0)
    cost_minor = models.BigIntegerField(default=0, db_default=0)
    queued_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=COUNTED) | Q(claimed_at__isnull=False), name="message_went_at_a_time"
            ),
        ]
        indexes = [
            # By number, too: a campaign is due at one moment, and a claim takes its first few hundred without a sort.
            models.Index(
                fields=["channel", "due_at", "id"], name="message_due_in_order", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["channel", "slot"], name="message_under_way", condition=Q(state=State.HANDING_OVER)
            ),
            # It carries what rules and caps ask of everybody's messages: then their rows are seldom read.
            models.Index(
                fields=["customer", "-id"],
                include=["state", "purpose", "claimed_at"],
                name="message_of_customer",
            ),
            models.Index(
                fields=["source_kind", "source_id", "state"],
                name="message_of_source",
                condition=Q(source_id__isnull=False),
            ),
            models.Index(fields=["provider_id"], name="message_by_provider_id", condition=~Q(provider_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"


class Pause(models.Model):
    """Nothing of this source is handed over for now."""

    source_kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    paused_at = models.DateTimeField()
    paused_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id"], name="source_paused_once")
        ]


class WhySuppressed(models.TextChoices):
    BOUNCED = "bounced", _("messages to it bounced")
    KEPT_BOUNCING = "softly", _("letters to it kept coming back")
    COMPLAINED = "complained", _("its holder complained of spam")
    STAFF = "staff", _("staff said so")
    ASKED = "asked", _("its holder asked never to be written to")
    FORGOTTEN = "forgotten", _("its holder asked to be forgotten")


class Suppression(models.Model):
    """An e-mail address or phone number nobody writes to any more, whatever was agreed."""

    address = models.CharField(
        max_length=200,
        unique=True,
        help_text="E.164, or an e-mail address in lower case, or the keyed hash of one (forgotten.py)",
    )
    reason = models.CharField(max_length=10, choices=WhySuppressed.choices)
    detail = models.CharField(max_length=300, blank=True, default="")
    since = models.DateTimeField()
    by = models.CharField(max_length=40)


class DoNotCall(models.Model):
    """A number on the national Do-Not-Call list (Decree 91/2020/ND-CP, Article 7)."""

    phone = models.CharField(max_length=20, primary_key=True, help_text="E.164")
    added_at = models.DateTimeField()


class Title(models.TextChoices):
    """How a Vietnamese text speaks to a customer."""

    ANH = "anh", "anh"
    CHI = "chị", "chị"
    CO = "cô", "cô"
    CHU = "chú", "chú"
    EM = "em", "em"
    BAN = "bạn", "bạn"
    ONG = "ông", "ông"
    BA = "bà", "bà"


class Wish(models.Model):
    """What one customer wants of messages: how she is addressed, how many offers at most, only for her birthday."""

    customer = models.OneToOneField(
        "people.Customer", on_delete=models.CASCADE, primary_key=True, related_name="wish"
    )
    title = models.CharField(max_length=4, choices=Title.choices, blank=True, default="", db_default="")
    most_a_month = models.PositiveSmallIntegerField(null=True)
    only_birthdays = models.BooleanField(default=False, db_default=False)
    said_at = models.DateTimeField()


class Unsubscribed(models.Model):
    """She said stop: where, after which message, and why; `reason` is filled in when she says so."""

    customer = reference("people.Customer", related_name="+")
    message = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reason = models.CharField(max_length=20, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="unsubscribed_newest")]


class SoftBounce(models.Model):
    """A letter that came back although its address may be right: a full mailbox, a busy server. They are counted."""

    event = models.BigIntegerField(unique=True, help_text="of the story, so that it is counted once")
    address = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "-at"], name="soft_bounces_of_address")]


class PushSubscription(models.Model):
    """A phone or browser on which she asked for notices, as its push service names it (W3C Push API)."""

    customer = reference("people.Customer", related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the endpoint")
    endpoint = models.CharField(max_length=500)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer"], name="push_of_customer")]
