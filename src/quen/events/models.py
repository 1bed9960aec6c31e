"""The story's table, and how far each reader has come."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Func

from quen.events.happening import KIND_LENGTH


class CurrentTransaction(Func):
    """The id of the writing transaction (`pg_current_xact_id`, PostgreSQL 13+), as a 64-bit integer."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class Event(models.Model):
    """One thing that happened: timeline, audit log, journey trigger, webhook and the lake's news in one row.

    `transaction` and `id` together are the order in which readers may safely read (see `readers.py`).
    References carry no foreign keys: an event outlives what it speaks of, and half of all writes are events.
    """

    kind = models.CharField(max_length=KIND_LENGTH)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=TransactionNow())
    customer = models.BigIntegerField(null=True)
    store = models.BigIntegerField(null=True)
    subject = models.BigIntegerField(null=True, help_text="the purchase, note, import … it speaks of")
    actor = models.CharField(max_length=40)
    address = models.CharField(max_length=45, blank=True, db_default="")
    facts = models.JSONField(db_default={})
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["customer", "-happened_at"],
                name="event_timeline",
                condition=models.Q(customer__isnull=False),
            ),
            models.Index(fields=["transaction", "id"], name="event_reading_order"),
        ]


class Cursor(models.Model):
    """How far a reader has read: everything up to and including (transaction, event)."""

    reader = models.CharField(max_length=40, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="", help_text="of the last failure; empty while all is well")
    moved_at = models.DateTimeField(auto_now=True)


class ParkedEvent(models.Model):
    """An event a reader could not take in after every retry, kept where staff see it."""

    reader = models.CharField(max_length=40)
    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    error = models.TextField()
    parked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "event"], name="event_parked_once")]
