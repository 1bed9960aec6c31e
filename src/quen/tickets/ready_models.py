"""Answers and steps that stand ready, and what may be given to make good."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.shops.roles import Role
from quen.tickets.choices import Priority, Topic


class CannedAnswer(models.Model):
    """An answer that stands ready, with places for facts as message templates have them (messages/wording.py)."""

    name = models.CharField(max_length=80)
    text = models.TextField(max_length=5_000)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="canned_answer_says_something")]

    def __str__(self) -> str:
        return self.name


class Then(models.TextChoices):
    """What follows an answer of a macro."""

    WAIT = "wait", _("It is the customer's turn")
    STAY = "stay", _("There is more to do")
    SOLVE = "solve", _("It is settled")


class Macro(models.Model):
    """Several steps with one tap: those that are not empty, in this order (flows/run_macro.py)."""

    name = models.CharField(max_length=80)
    topic = models.CharField(max_length=9, choices=Topic.choices, blank=True, default="")
    priority = models.CharField(max_length=6, choices=Priority.choices, blank=True, default="")
    role = models.CharField(
        max_length=12, choices=[(role.value, role.label) for role in Role], blank=True, default=""
    )
    note = models.CharField(max_length=1_000, blank=True, default="")
    answer = models.ForeignKey(CannedAnswer, on_delete=models.PROTECT, null=True, related_name="macros")
    then = models.CharField(max_length=5, choices=Then.choices, default=Then.WAIT)
    sleep_days = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryLimit(models.Model):
    """What one of this role may give to make good without asking a manager; without a row see offer_recovery.py."""

    role = models.CharField(
        max_length=12, choices=[(role.value, role.label) for role in Role], primary_key=True
    )
    most_points = models.PositiveIntegerField(default=0)
    most_minor = models.BigIntegerField(default=0, help_text="the worth of a voucher")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(most_minor__gte=0), name="recovery_limit_is_a_sum")]


class OfferKind(models.TextChoices):
    POINTS = "points", _("Points")
    VOUCHER = "voucher", _("Voucher")


class OfferState(models.TextChoices):
    WAITING = "waiting", _("Waits for a manager's yes")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Not given")


class RecoveryOffer(models.Model):
    """What is given to make good, once for a ticket; one that was refused may be asked for anew.

    `worth_minor`: of the voucher, NULL where it cannot be said. `transfer` and `voucher` are what it was booked as.
    """

    ticket = models.OneToOneField(
        "tickets.Ticket", on_delete=models.PROTECT, primary_key=True, related_name="recovery"
    )
    kind = models.CharField(max_length=7, choices=OfferKind.choices)
    points = models.PositiveIntegerField(default=0)
    voucher_kind = models.CharField(max_length=40, blank=True, default="")
    worth_minor = models.BigIntegerField(null=True)
    words = models.TextField(max_length=5_000, blank=True, default="", help_text="the apology")
    state = models.CharField(max_length=7, choices=OfferState.choices, default=OfferState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, default="")
    transfer = models.BigIntegerField(null=True)
    voucher = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OfferKind.POINTS, points__gt=0, voucher_kind="")
                | (Q(kind=OfferKind.VOUCHER, points=0) & ~Q(voucher_kind="")),
                name="recovery_offer_is_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.GIVEN) | Q(transfer__isnull=False) | Q(voucher__isnull=False),
                name="recovery_given_is_booked",
            ),
        ]
        indexes = [models.Index(fields=["state", "decided_at"], name="recovery_by_state")]
