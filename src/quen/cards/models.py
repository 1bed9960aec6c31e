"""Cards, the batches they were made in, and the links that open a card on a phone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.cards.numbers import grouped


class Batch(models.Model):
    """Cards made together, to be printed together."""

    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="batch_has_cards")]

    def __str__(self) -> str:
        return self.name


class CardState(models.TextChoices):
    """What may be done with a card."""

    BLANK = "blank", _("Not handed out")
    ACTIVE = "active", _("In use")
    LOST = "lost", _("Lost")
    REPLACED = "replaced", _("Replaced")
    BLOCKED = "blocked", _("Blocked")


class Card(models.Model):
    """One number: on plastic, or on a phone.

    While it is in use its number is also an `Identity` of the customer, so that search, tills and imports find her by
    it; at the end of its use that identity goes, and the number is nobody's for good. A customer holds at most one card
    of each sort.
    """

    number = models.CharField(max_length=16, unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="cards")
    on_phone = models.BooleanField(db_default=False)
    state = models.CharField(max_length=8, choices=CardState.choices, db_default=CardState.BLANK)
    customer = models.ForeignKey("people.Customer", on_delete=models.PROTECT, null=True, related_name="cards")
    handed_out_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, db_default="", help_text="why it was blocked")
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CardState.BLOCKED)
                | Q(state=CardState.BLANK, customer__isnull=True)
                | (~Q(state=CardState.BLANK) & Q(customer__isnull=False)),
                name="card_has_holder_once_handed_out",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(state=CardState.REPLACED),
                name="card_replaced_ended",
            ),
            models.UniqueConstraint(
                fields=["customer", "on_phone"],
                condition=Q(state=CardState.ACTIVE),
                name="one_card_of_each_sort",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="card_of_batch")]

    def __str__(self) -> str:
        return grouped(self.number)


class LinkKey(models.Model):
    """One version of the key that signs links. The key itself is nowhere: it follows from the installation's secret."""

    version = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)


class PhoneLink(models.Model):
    """One phone's way to a member's card.

    A link asked for on a poster waits (`opened_at` empty) until staff have heard the phone number from whoever holds
    the phone; until then it shows nothing of anybody. `consent` is her yes to offers, recorded when it is opened.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="phone_links")
    code = models.CharField(max_length=8, help_text="by which staff find a phone that waits")
    store = models.BigIntegerField(null=True, help_text="of the poster")
    consent = models.BooleanField(db_default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=40, blank=True, db_default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(opened_at__isnull=True, ended_at__isnull=True),
                name="one_phone_waits_under_a_code",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("made_at")),
                name="link_opened_after_it_was_made",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it shows the card."""
        return self.opened_at is not None and self.ended_at is None
