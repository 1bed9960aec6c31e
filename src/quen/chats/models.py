"""Chats and what was said in them. References carry no foreign-key triggers (docs/decisions/0004)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference

MOST_LETTERS = 2_000


class ChatState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Being answered")
    CLOSED = "closed", _("Chat ended")


LIVE = (ChatState.WAITING, ChatState.TAKEN)


class LineKind(models.TextChoices):
    """Who said it. `HANDED` is why a colleague handed the chat over; the visitor never sees it."""

    IN = "in", _("From the visitor")
    OUT = "out", _("Said by the shop")
    TOLD = "told", _("From the program")
    HANDED = "handed", _("Passed to a colleague")


class Chat(models.Model):
    """One talk. `last` is the number of its last line; `visitor_seen` and `staff_seen` the last that each has seen.

    `due_at`: when it becomes a ticket unless staff answer before; NULL while nobody waits, and once it is one.
    """

    state = models.CharField(max_length=7, choices=ChatState.choices, default=ChatState.WAITING)
    customer = reference("people.Customer", null=True, related_name="+")
    is_proven = models.BooleanField(default=False)
    contact_name = models.CharField(max_length=120, blank=True, db_default="")
    contact_phone = models.CharField(max_length=20, blank=True, db_default="", help_text="E.164")
    contact_email = models.CharField(max_length=200, blank=True, db_default="")
    language = models.CharField(max_length=2, default="vi", db_default="vi")
    page = models.CharField(max_length=300, blank=True, db_default="", help_text="where she began to write")
    store = reference("shops.Store", null=True, related_name="+")
    owner = reference("shops.Staff", null=True, related_name="+")
    ticket = reference("tickets.Ticket", null=True, related_name="+")
    copied_entry = models.BigIntegerField(
        default=0, help_text="the last answer of the ticket that was told here"
    )
    key = models.CharField(max_length=80, unique=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last = models.PositiveIntegerField(default=0)
    visitor_seen = models.PositiveIntegerField(default=0)
    staff_seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ChatState.values), name="chat_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ChatState.CLOSED, closed_at__isnull=False)
                | (~Q(state=ChatState.CLOSED) & Q(closed_at=None)),
                name="chat_closed_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="chat_due", condition=~Q(due_at=None)),
            models.Index(fields=["changed_at"], name="chat_live", condition=Q(state__in=LIVE)),
            models.Index(fields=["-changed_at", "-id"], name="chat_newest"),
            models.Index(fields=["customer", "-id"], name="chat_of_customer", condition=~Q(customer=None)),
            models.Index(fields=["ticket"], name="chat_of_ticket", condition=~Q(ticket=None)),
        ]

    def __str__(self) -> str:
        return self.contact_name or str(self.customer or "") or f"#{self.pk}"


class Line(models.Model):
    """One line. Append only: a trigger of the database refuses changes. `number` counts up within the chat."""

    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=LineKind.choices)
    text = models.TextField(max_length=MOST_LETTERS)
    author = models.CharField(max_length=120, blank=True, db_default="", help_text="as the visitor is told")
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "number"], name="chat_line_in_its_place"),
            models.UniqueConstraint(fields=["chat", "key"], name="chat_line_once"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="chat_line_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="chat_line_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ChatSettings(models.Model):
    """The one row: whether the shop chats, where, and how long a visitor waits before it becomes a ticket."""

    is_on = models.BooleanField(default=False)
    wait_minutes = models.PositiveSmallIntegerField(default=3)
    origins = ArrayField(models.CharField(max_length=200), default=list)
    welcome = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="chat_settings_once")]
