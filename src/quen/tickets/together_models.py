"""Tickets that belong together, and who looks at one just now."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    RELATED = "related", _("Belongs together")
    SPLIT = "split", _("Taken out of it")


class TicketLink(models.Model):
    """Two tickets that belong together; the older one first."""

    first = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=LinkKind.choices, default=LinkKind.RELATED)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="tickets_linked_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="ticket_links_older_first"),
        ]


class TicketMerge(models.Model):
    """A ticket that counts as another for now; `was` is what it goes back to. Its entries never move."""

    ticket = models.OneToOneField(
        "tickets.Ticket", on_delete=models.PROTECT, primary_key=True, related_name="merge"
    )
    into = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    was = models.JSONField(help_text="state, left_seconds, solved_at and closed_at before")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class Presence(models.Model):
    """One of the staff has a ticket open; the row is worth half a minute (here.py)."""

    ticket = models.BigIntegerField()
    staff = models.BigIntegerField()
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "staff"], name="ticket_presence_once")]
