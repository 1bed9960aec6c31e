"""E-mail that came in: the mailbox, what became of each letter, and what was attached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    """What became of a letter that came in."""

    OPENED = "opened", _("Opened a ticket")
    ADDED = "added", _("Added to its ticket")
    AUTOMATIC = "automatic", _("Left out: an automatic answer")
    BULK = "bulk", _("Left out: sent to many")
    BOUNCE = "bounce", _("A letter of ours came back")
    OWN = "own", _("Left out: our own letter")
    FLOOD = "flood", _("Left out: too many from one sender")
    UNREADABLE = "bad", _("Left out: cannot be read")


class Mailbox(models.Model):
    """Where the shop's letters are fetched, and the secret part of the address to which a provider posts them.

    Letters stay in the mailbox as they are; `uid_validity` and `last_uid` say how far it was read (RFC 3501, 2.3.1.1).
    """

    is_on = models.BooleanField(default=False)
    host = models.CharField(max_length=200, blank=True, default="")
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, default="tls", help_text="tls, starttls or none")
    user = models.CharField(max_length=200, blank=True, default="")
    password = models.CharField(max_length=200, blank=True, default="")
    folder = models.CharField(max_length=200, default="INBOX")
    own_addresses = models.TextField(
        blank=True, default="", help_text="one a line; letters from them are ours"
    )
    hook_secret = models.CharField(max_length=64, blank=True, default="")
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    error = models.CharField(
        max_length=300, blank=True, default="", help_text="of the last visit; empty: all well"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ticket_mailbox_once")]


class IncomingMail(models.Model):
    """A letter that came in, known by its Message-ID, so that it is taken once however often it is brought."""

    message_id = models.CharField(max_length=250, unique=True)
    sender = models.CharField(max_length=200, blank=True, db_default="")
    subject = models.CharField(max_length=200, blank=True, db_default="")
    fate = models.CharField(max_length=9, choices=Fate.choices)
    ticket = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sender", "-at"], name="incoming_by_sender"),
            models.Index(fields=["-at"], name="incoming_newest"),
        ]


class Attachment(models.Model):
    """A file that came with an entry, kept byte for byte and only ever given out as a download."""

    entry = models.ForeignKey(
        "tickets.Entry", on_delete=models.PROTECT, related_name="attachments", db_index=False
    )
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256, in hex")
    content = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["entry", "id"], name="attachment_of_entry")]
