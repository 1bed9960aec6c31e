"""Prize draws and contests: their rules, prizes, entries, who won, and what became of each prize.

What was promised at the opening stays: database triggers refuse every later change of rules, prizes, entries and
winners (migrations 0002 and 0004).
"""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Each follows the one before; none is left out."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DRAWN = "drawn", _("Winners found")
    PUBLISHED = "published", _("Published")


class Kind(models.TextChoices):
    """How the winners are found. The first leaves it to chance; all others are contests."""

    CHANCE = "chance", _("Drawn by chance")
    JUDGED = "judged", _("Judged by people")
    ANSWER = "answer", _("Right answer, the first to give it")
    FIRST = "first", _("The first to come")
    VISITS = "visits", _("Most visits")
    SPENT = "spent", _("Most spent")


ASKED = (Kind.JUDGED, Kind.ANSWER)
"""Contests one enters with words."""
COUNTED = (Kind.VISITS, Kind.SPENT)
"""Contests nobody enters: purchases count."""


class AwardState(models.TextChoices):
    """What became of a prize somebody won."""

    WAITING = "waiting", _("To be fetched")
    HANDED_OVER = "handed_over", _("Handed over")
    GIVEN_UP = "given_up", _("Turned down")
    LAPSED = "lapsed", _("Not fetched in time")


class Draw(models.Model):
    """One draw or contest.

    Purchases between `opens_at` and `closes_at` bring an entry for every `amount_per_entry_minor` kept; in a contest
    that amount is the least a receipt must have to count.
    `commitment` is the SHA-256 of `seed`, published while entries are still open; `seed` is told once it is drawn.
    `salt` makes pseudonyms of customers and is never told. `public_word` is what nobody could know at the closing.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.CHANCE, db_default=Kind.CHANCE)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    question = models.TextField(blank=True, db_default="")
    answer = models.CharField(max_length=120, blank=True, db_default="", help_text="the right one")
    allows_free_entry = models.BooleanField(default=False, db_default=False)
    claim_days = models.PositiveIntegerField(default=30, db_default=30)
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
    customers = models.TextField(blank=True, db_default="")
    contact = models.TextField(blank=True, db_default="")
    where_published = models.TextField(blank=True, db_default="")
    goods_value_minor = models.PositiveBigIntegerField(null=True, help_text="expected, of the goods promoted")
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

    @property
    def is_contest(self) -> bool:
        return self.kind != Kind.CHANCE

    @property
    def is_asked(self) -> bool:
        return self.kind in ASKED

    @property
    def takes_entries(self) -> bool:
        """Whether a customer may enter by herself, without a purchase."""
        return self.is_asked or (self.allows_free_entry and self.kind not in COUNTED)


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
    text = models.TextField(blank=True, db_default="", help_text="her answer or caption, in a contest")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "source"], name="entry_once_from_a_source"),
            models.CheckConstraint(condition=Q(count__gt=0), name="entry_counts"),
        ]


class Participant(models.Model):
    """Who takes part under which pseudonym with how many entries, fixed at the closing.

    In a contest: `text` is what she wrote, `figure` what was counted, `since` when she entered or reached her figure.
    """

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="participants", db_index=False)
    customer = models.ForeignKey("people.Customer", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=16)
    entries = models.PositiveIntegerField()
    text = models.TextField(blank=True, db_default="")
    figure = models.BigIntegerField(null=True)
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "label"], name="participant_has_a_label"),
            models.UniqueConstraint(fields=["draw", "customer"], name="participant_once"),
        ]


class Winner(models.Model):
    """Who was drawn, in order. Without a prize: a reserve, who moves up where a winner is not found.

    `figure` is what she won a contest with: points of the judges, visits, or money.
    """

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="winners", db_index=False)
    rank = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    entry = models.CharField(max_length=30)
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, null=True, related_name="+")
    figure = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "rank"], name="winner_has_a_rank"),
            models.UniqueConstraint(fields=["draw", "participant"], name="one_prize_a_person"),
        ]


class Award(models.Model):
    """One piece of a prize for one winner. Given up or not fetched, the next reserve has an award of her own."""

    winner = models.OneToOneField(Winner, on_delete=models.PROTECT, related_name="award")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="awards")
    state = models.CharField(max_length=11, choices=AwardState.choices, default=AwardState.WAITING)
    won_at = models.DateTimeField()
    claim_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, db_default="")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["claim_until"], name="award_waiting", condition=Q(state="waiting")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="award_ends_at_a_time",
            ),
        ]

    @property
    def last_moment(self) -> datetime:
        """Within the last day on which she may fetch it."""
        return self.claim_until - timedelta(seconds=1)


class Judge(models.Model):
    """A member of staff who judges a contest. Her points are seen by nobody before all have handed in theirs."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="judges", db_index=False)
    staff = models.ForeignKey("shops.Staff", on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "staff"], name="judge_once")]


class Mark(models.Model):
    """What one judge gives one entry."""

    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="marks", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="marks")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judge", "participant"], name="mark_once"),
            models.CheckConstraint(condition=Q(points__lte=10), name="mark_at_most_ten"),
        ]
