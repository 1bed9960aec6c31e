"""Endpoints of other systems, and what was or is to be delivered to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.events.happening import KIND_LENGTH


class WhyOff(models.TextChoices):
    """Why nothing is sent to an endpoint."""

    STAFF = "staff", _("turned off by staff")
    FAILING = "failing", _("turned off because nothing arrived for days")
    GONE = "gone", _("turned off because it answered that it is gone (410)")


class Endpoint(models.Model):
    """An address that wants to be told. `kinds` empty: of everything; ``points`` means every ``points.…``.

    The secret signs every delivery, so it is kept as it is. After a change the one before signs too, until
    `previous_until`.
    """

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=KIND_LENGTH), default=list, db_default=[])
    secret = models.CharField(max_length=100)
    previous_secret = models.CharField(max_length=100, blank=True, db_default="")
    previous_until = models.DateTimeField(null=True)
    off = models.CharField(max_length=7, choices=WhyOff.choices, blank=True, db_default="")
    failing_since = models.DateTimeField(null=True)
    last_delivered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(off__in=["", *WhyOff.values]), name="endpoint_off_is_known")
        ]

    def __str__(self) -> str:
        return self.name

    def wants(self, kind: str) -> bool:
        """Whether it is told of this kind of event."""
        return not self.kinds or any(kind == each or kind.startswith(f"{each}.") for each in self.kinds)


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class Trouble(models.TextChoices):
    """Why a delivery did not arrive."""

    ANSWER = "answer", _("it answered with an error")
    SLOW = "slow", _("it did not answer in time")
    UNREACHABLE = "unreachable", _("no connection")
    NO_SUCH_HOST = "no_host", _("there is no such host")
    INSIDE = "inside", _("the address lies inside a private network")
    TLS = "tls", _("its certificate is not trusted")


class Delivery(models.Model):
    """One event for one endpoint. `next_at`: when it is tried; while it is being tried, when it is free again."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.BigIntegerField()
    kind = models.CharField(max_length=KIND_LENGTH)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="of the last answer")
    trouble = models.CharField(max_length=11, choices=Trouble.choices, blank=True, db_default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "event"], name="event_delivered_once")]
        indexes = [
            models.Index(
                fields=["endpoint", "next_at", "id"],
                name="delivery_due_in_order",
                condition=Q(state=State.WAITING),
            ),
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
            models.Index(fields=["ended_at"], name="delivery_done", condition=Q(state=State.DELIVERED)),
        ]
