"""Prize draws: their rules, prizes, entries, and who won.

What was promised at the opening stays: database triggers refuse every later change of rules, prizes, entries and
winners (migration 0002).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Each follows the one before; none is left out."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DRAWN = "drawn", _("Drawn")
    PUBLISHED = "published", _("Published")


class Draw(models.Model):
    """One draw. Purchases between `opens_at` and `closes_at` bring an entry for every `amount_per_entry_minor` kept.

    `commitment` is the SHA-256 of `seed`, published while entries are still open; `seed` is told once it is drawn.
    `salt` makes pseudonyms of customers and is never told. `public_word` is what nobody could know at the closing.
    """

    name = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    amount_per_entry_minor = models.PositiveBigIntegerField(null=True, help_text="None: purchases bring none")
    stores = ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True)
    most_a_person = models.PositiveIntegerField(null=True)
    reserves = models.PositiveIntegerField(default=3)
    area = models.TextField(blank=True)
    goods = models.TextField(blank=True)
    how_to_take_part = models.TextField(blank=True)
    how_told = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    commitment = models.CharField(max_length=64, blank=True, db_default="")
    seed = models.CharField(max_length=64, blank=True, db_default="")
    salt = models.CharField(max_length=64, blank=True, db_default="")
    entries_hash = models.CharField(max_length=64, blank=True, db_default="")
    public_word = models.CharField(max_length=120, blank=True, db_default="")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="draw_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(amount_per_entry_minor__isnull=True) | Q(amount_per_entry_minor__gt=0),
                name="draw_entry_costs_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Prize(models.Model):
    """What is won, the best first. `value_minor` is of one piece."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="prizes")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    value_minor = models.PositiveBigIntegerField()
    pieces = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="prize_has_its_place"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="prize_is_there"),
        ]


class Entry(models.Model):
    """So many entries of one customer from one source: ``purchase:17``, ``survey:4:17``, ``free:17``."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entries", db_index=False)
    customer = models.ForeignKey("people.Customer", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "source"], name="entry_once_from_a_source"),
            models.CheckConstraint(condition=Q(count__gt=0), name="entry_counts"),
        ]


class Participant(models.Model):
    """Who takes part under which pseudonym with how many entries, fixed at the closing."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="participants", db_index=False)
    customer = models.ForeignKey("people.Customer", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=16)
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "label"], name="participant_has_a_label"),
            models.UniqueConstraint(fields=["draw", "customer"], name="participant_once"),
        ]


class Winner(models.Model):
    """Who was drawn, in order. Without a prize: a reserve, who moves up where a winner is not found."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="winners", db_index=False)
    rank = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    entry = models.CharField(max_length=30)
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "rank"], name="winner_has_a_rank"),
            models.UniqueConstraint(fields=["draw", "participant"], name="one_prize_a_person"),
        ]
