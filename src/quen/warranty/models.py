"""Terms of warranty by their day, claims, and where the goods of a claim were.

Claims refer to lines, customers, stores without foreign-key triggers (docs/decisions/0004).
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from quen.purchases.models import reference
from quen.warranty.terms import Terms, from_values


class TermsVersion(models.Model):
    """The clauses in force from a day until the next version's; never changed once that day has come."""

    in_force_from = models.DateField(unique=True)
    clauses = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    def said(self) -> Terms:
        """As the rules read them."""
        return Terms(from_values(self.clauses), self.pk, self.in_force_from)


class Place(models.TextChoices):
    """Where the goods are; the last three end the claim."""

    RECEIVED = "received", _("Received")
    WORKSHOP = "workshop", _("At the workshop")
    BACK = "back", _("Back from the workshop")
    HANDED_OVER = "handed_over", _("Handed over")
    EXCHANGED = "exchanged", _("Exchanged")
    REFUNDED = "refunded", _("Paid back")


ENDS = (Place.HANDED_OVER, Place.EXCHANGED, Place.REFUNDED)


class Decision(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class Claim(models.Model):
    """One piece of a line, brought back with a fault. `customer` None: the sale was anonymous.

    `piece` tells pieces of one line apart. `proposed`, `why`, `ends_on` and `clause` are what the terms said when the
    goods came in; `decided_clause` is what the decision rests on, if on a clause.
    """

    line = reference("purchases.Line", related_name="+")
    piece = models.PositiveSmallIntegerField(default=1)
    customer = reference("people.Customer", null=True, related_name="+")
    store = reference("shops.Store", null=True, related_name="+")
    serial = models.CharField(max_length=120, blank=True, db_default="")
    fault = models.CharField(max_length=500)
    proposed = models.CharField(max_length=8, choices=Decision.choices)
    why = models.JSONField(help_text="the proposal's sentence")
    ends_on = models.DateField(null=True)
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, null=True, related_name="+")
    clause = models.PositiveSmallIntegerField(null=True)
    clause_words = models.CharField(max_length=500, blank=True, db_default="")
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, db_default="")
    words = models.CharField(max_length=500, blank=True, db_default="", help_text="why it was decided so")
    decided_clause = models.PositiveSmallIntegerField(null=True)
    decided_clause_words = models.CharField(max_length=500, blank=True, db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True, db_default="")
    place = models.CharField(max_length=11, choices=Place.choices, default=Place.RECEIVED)
    new_serial = models.CharField(
        max_length=120, blank=True, db_default="", help_text="of goods given instead"
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "piece"], condition=Q(ended_at__isnull=True), name="warranty_claim_open_once"
            ),
            models.CheckConstraint(
                condition=Q(place__in=ENDS, ended_at__isnull=False)
                | ~Q(place__in=ENDS) & Q(ended_at__isnull=True),
                name="warranty_claim_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(decision=""),
                name="warranty_claim_decided_before_its_end",
            ),
        ]
        indexes = [
            models.Index(fields=["line"], name="warranty_claim_of_line"),
            models.Index(fields=["customer", "-id"], name="warranty_claim_of_customer"),
            models.Index(
                fields=["opened_at"], name="warranty_claim_open", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["-ended_at"], name="warranty_claim_by_ending", condition=Q(ended_at__isnull=False)
            ),
            models.Index(Upper("new_serial"), name="warranty_claim_new_serial", condition=~Q(new_serial="")),
        ]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def __str__(self) -> str:
        return f"#{self.pk}"


class Step(models.Model):
    """The goods came to a place. Append only."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")
    place = models.CharField(max_length=11, choices=Place.choices)
    words = models.CharField(max_length=300, blank=True, db_default="")
    came_at = models.DateTimeField()
    moved_by = models.CharField(max_length=40)
