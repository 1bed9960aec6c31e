"""The closed sets of a ticket."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketKind(models.TextChoices):
    REQUEST = "request", _("Request")
    COMPLAINT = "complaint", _("Complaint")
    PRAISE = "praise", _("Praise")
    IDEA = "idea", _("Idea")
    WARRANTY = "warranty", _("Warranty claim")


class Topic(models.TextChoices):
    PRODUCT = "product", _("Product")
    STAFF = "staff", _("Staff and service")
    DELIVERY = "delivery", _("Delivery")
    PAYMENT = "payment", _("Price and payment")
    POINTS = "points", _("Points and card")
    STORE = "store", _("Store and cleanliness")
    WARRANTY = "warranty", _("Warranty and repair")
    OTHER = "other", _("Something else")


class Priority(models.TextChoices):
    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


def usual_priority(kind: TicketKind) -> Priority:
    """How urgent a matter is where nobody said so: a complaint goes before everything else."""
    return Priority.HIGH if kind == TicketKind.COMPLAINT else Priority.NORMAL


class CameBy(models.TextChoices):
    """How a ticket, or one entry of it, came or went."""

    PHONE = "phone", _("By telephone")
    VISIT = "visit", _("At the counter")
    EMAIL = "email", _("By e-mail")
    SMS = "sms", _("By SMS")
    ZALO = "zalo", _("By Zalo")
    WEB = "web", _("By the web form")
    MEMBER = "member", _("On the member's page")
    CHAT = "chat", _("By chat")
    SURVEY = "survey", _("By a survey")
    REVIEW = "review", _("By a review")
    API = "api", _("From another system")


class TicketState(models.TextChoices):
    """Whose turn it is: staff's while open, the customer's while waiting."""

    OPEN = "open", _("To be answered")
    WAITING = "waiting", _("Waiting for the customer")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed for good")


LIVE = (TicketState.OPEN, TicketState.WAITING)
"""States of tickets that are not settled."""


class EntryKind(models.TextChoices):
    IN = "in", _("From the customer")
    OUT = "out", _("From the shop")
    NOTE = "note", _("Note for colleagues")


class MailState(models.TextChoices):
    """How far an answer by e-mail or Zalo is. A worker that dies handing over leaves `unknown`; nothing goes twice."""

    READY = "ready", _("Waits to be sent")
    HANDING_OVER = "handing", _("Being sent")
    SENT = "sent", _("Sent")
    ARRIVED = "arrived", _("Arrived")
    REFUSED = "refused", _("Refused by the server")
    UNKNOWN = "unknown", _("Perhaps sent")


class Verdict(models.TextChoices):
    """Her own word on whether it was settled: first-contact resolution as the customer sees it."""

    IN_ONE_GO = "one", _("Settled in one go")
    IN_SEVERAL = "several", _("Settled, but it took several tries")
    NOT_SETTLED = "not", _("Not settled")
