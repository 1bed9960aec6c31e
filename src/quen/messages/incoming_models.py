"""Texts that come in by SMS and Zalo, and who writes on Zalo."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.messages.channel import Channel
from quen.purchases.models import reference
from quen.tickets.choices import MailState

TO_TELL = (MailState.READY, MailState.HANDING_OVER)


class TextFate(models.TextChoices):
    """What became of a text that came in."""

    NEW = "new", _("Just arrived")
    STOPPED = "stopped", _("A stop to offers")
    TO_STAFF = "staff", _("A stop of somebody unknown: staff have a ticket")
    TICKET = "ticket", _("Heard as a ticket")
    FLOOD = "flood", _("Left out: too many texts from one sender")
    UNREADABLE = "bad", _("Left out: cannot be read")


class IncomingText(models.Model):
    """A text that came in, known by its carrier's number of it, so that it is taken once; kept as the proof it is.

    `told`: how far the word is, by Zalo, that her stop arrived (tell_stopped.py); empty where none is due.
    """

    channel = models.CharField(max_length=8, choices=Channel.choices)
    key = models.CharField(max_length=120)
    sender = models.CharField(
        max_length=40, help_text="E.164, or her number at Zalo, or as it was brought where it is neither"
    )
    text = models.CharField(max_length=2_000, blank=True)
    customer = reference("people.Customer", null=True, related_name="+")
    fate = models.CharField(max_length=8, choices=TextFate.choices, default=TextFate.NEW)
    ticket = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    told = models.CharField(max_length=8, choices=MailState.choices, blank=True, db_default="")
    tell_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="incoming_text_once")]
        indexes = [
            models.Index(fields=["channel", "sender", "-at"], name="incoming_text_by_sender"),
            models.Index(
                fields=["tell_at"], name="incoming_text_to_tell", condition=models.Q(told__in=TO_TELL)
            ),
        ]


class ZaloUser(models.Model):
    """Whom a number at Zalo belongs to: she shared her phone with the Official Account, or staff said who she is.

    `number` is hers towards this Official Account alone. `phone` and `name` are as she shared them: a word of hers,
    nothing that was proved.
    """

    number = models.CharField(max_length=40, primary_key=True)
    customer = reference("people.Customer", null=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True, db_default="", help_text="E.164")
    name = models.CharField(max_length=200, blank=True, db_default="")
    shared_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField(null=True, help_text="since when her customer is known")

    class Meta:
        indexes = [
            models.Index(fields=["customer"], name="zalo_of_customer"),
            models.Index(fields=["phone"], name="zalo_by_phone", condition=~models.Q(phone="")),
        ]
