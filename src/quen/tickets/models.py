"""Tickets, what was said in them, and the answers on their way by e-mail.

Tickets refer to customers, staff and stores without foreign-key triggers (docs/decisions/0004). A ticket keeps the
customer it was opened for and is read through `Customer.root`.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.shops.roles import Role
from quen.tickets.choices import (
    LIVE,
    CameBy,
    EntryKind,
    MailState,
    Priority,
    TicketKind,
    TicketState,
    Topic,
    Verdict,
)
from quen.tickets.hours_models import SpecialDay as SpecialDay
from quen.tickets.hours_models import Target as Target
from quen.tickets.hours_models import TicketSettings as TicketSettings
from quen.tickets.mail_models import Attachment as Attachment
from quen.tickets.mail_models import IncomingMail as IncomingMail
from quen.tickets.mail_models import Mailbox as Mailbox
from quen.tickets.ready_models import CannedAnswer as CannedAnswer
from quen.tickets.ready_models import Macro as Macro
from quen.tickets.ready_models import RecoveryLimit as RecoveryLimit
from quen.tickets.ready_models import RecoveryOffer as RecoveryOffer
from quen.tickets.routing_models import Capacity as Capacity
from quen.tickets.routing_models import RoutingRule as RoutingRule
from quen.tickets.together_models import Presence as Presence
from quen.tickets.together_models import TicketLink as TicketLink
from quen.tickets.together_models import TicketMerge as TicketMerge


class Ticket(models.Model):
    """One matter of one customer, from her first word until it is settled.

    `is_proven`: she is known to be whom she says, because she wrote from her card or staff knew her; a name typed into
    a form or an e-mail proves nothing. `first_due_at`, `next_due_at` and `solve_due_at`: when answers and solution are
    due (sla.py); `kind_words` are those by which it was sorted as a complaint when it came (complaint.py), and
    `kind_by` is whoever said since then what kind it is, whose word stands. `left_seconds` is the working time left
    for the solution while the customer has the turn. `due_at` and `alarm_at` are the soonest of the running clocks and
    of their alarms, NULL while none runs. `search` holds the search key of what may be looked for.
    """

    kind = models.CharField(max_length=9, choices=TicketKind.choices, default=TicketKind.REQUEST)
    topic = models.CharField(max_length=9, choices=Topic.choices, default=Topic.OTHER)
    priority = models.CharField(max_length=6, choices=Priority.choices, default=Priority.NORMAL)
    came_by = models.CharField(max_length=6, choices=CameBy.choices)
    kind_words = models.CharField(max_length=200, blank=True, default="", db_default="")
    kind_by = models.CharField(max_length=40, blank=True, default="", db_default="")
    subject = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="vi", db_default="vi")
    customer = reference("people.Customer", null=True, related_name="+")
    is_proven = models.BooleanField(default=False)
    contact_name = models.CharField(max_length=200, blank=True, db_default="")
    contact_phone = models.CharField(max_length=20, blank=True, db_default="", help_text="E.164")
    contact_email = models.CharField(max_length=200, blank=True, db_default="")
    contact_zalo = models.CharField(max_length=40, blank=True, db_default="", help_text="her number at Zalo")
    store = reference("shops.Store", null=True, related_name="+")
    role = models.CharField(
        max_length=12, choices=[(role.value, role.label) for role in Role], default=Role.SUPPORT
    )
    owner = reference("shops.Staff", null=True, related_name="+")
    state = models.CharField(max_length=7, choices=TicketState.choices, default=TicketState.OPEN)
    source_kind = models.CharField(max_length=20, blank=True, db_default="")
    source_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=200, blank=True, db_default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    solve_due_at = models.DateTimeField()
    left_seconds = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0, db_default=0)
    search = models.TextField(blank=True, db_default="")
    is_asleep = models.BooleanField(default=False, db_default=False)
    wakes_at = models.DateTimeField(null=True, help_text="NULL while asleep: until she writes")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    routed = models.JSONField(null=True, help_text="why it went to whom, as route.py keeps it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="ticket_opened_once"),
            models.CheckConstraint(condition=Q(state__in=TicketState.values), name="ticket_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, solved_at__isnull=True)
                | (~Q(state__in=LIVE) & Q(solved_at__isnull=False)),
                name="ticket_solved_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.OPEN, due_at__isnull=False)
                | (~Q(state=TicketState.OPEN) & Q(due_at__isnull=True)),
                name="ticket_clock_runs_while_open",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=TicketState.CLOSED), name="merged_ticket_is_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="ticket_by_due", condition=Q(state__in=LIVE)),
            models.Index(
                fields=["owner", "due_at", "id"], name="ticket_of_staff", condition=Q(state__in=LIVE)
            ),
            models.Index(fields=["alarm_at"], name="ticket_alarm", condition=Q(escalated_at=None)),
            models.Index(fields=["customer", "-id"], name="ticket_of_customer", condition=~Q(customer=None)),
            models.Index(fields=["-solved_at", "-id"], name="ticket_by_end", condition=~Q(solved_at=None)),
            models.Index(fields=["opened_at"], name="ticket_by_opening"),
            models.Index(fields=["merged_into"], name="ticket_merged_into", condition=~Q(merged_into=None)),
            models.Index(
                fields=["contact_zalo", "-id"], name="ticket_by_zalo", condition=~Q(contact_zalo="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def zalo_called(self) -> str:
        """What to call somebody of whom nothing but her number at Zalo is known."""
        return f"Zalo …{self.contact_zalo[-4:]}" if self.contact_zalo else ""


class Entry(models.Model):
    """One thing said in a ticket. Append only: a trigger of the database refuses changes.

    `message_id` and `in_reply_to` are those of e-mails. `html` is what an e-mail said in HTML, made harmless.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=4, choices=EntryKind.choices)
    came_by = models.CharField(max_length=6, choices=CameBy.choices)
    text = models.TextField(max_length=20_000)
    html = models.TextField(blank=True, db_default="")
    message_id = models.CharField(max_length=250, blank=True, db_default="")
    in_reply_to = models.CharField(max_length=250, blank=True, db_default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="ticket_mail_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ticket_entry_says_something"),
        ]
        indexes = [models.Index(fields=["ticket", "id"], name="ticket_thread")]

    def __str__(self) -> str:
        return self.text[:60]


class Mail(models.Model):
    """An answer on its way to the customer by e-mail or Zalo: the outbox that `flows/send_answers.py` works off.

    `address`: hers on that way. `provider_id`: what Zalo calls it, by which its report finds it.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="mail")
    way = models.CharField(
        max_length=6, choices=CameBy.choices, default=CameBy.EMAIL, db_default=CameBy.EMAIL.value
    )
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=300, blank=True, db_default="", help_text=_("what the server said"))
    provider_id = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                name="ticket_mail_due",
                condition=Q(state__in=(MailState.READY, MailState.HANDING_OVER)),
            ),
            models.Index(
                fields=["provider_id"], name="ticket_mail_by_provider", condition=~Q(provider_id="")
            ),
        ]


class Rating(models.Model):
    """What she said of a ticket after it was settled; until it is closed she may say it anew."""

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, primary_key=True, related_name="rating")
    score = models.PositiveSmallIntegerField(help_text="1 to 5")
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    words = models.CharField(max_length=2_000, blank=True, db_default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="ticket_rating_has_stars"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="ticket_verdict_is_known"),
        ]
        indexes = [models.Index(fields=["-at"], name="ticket_rating_newest")]
