"""Segments with their versions and their counts, and what rules are asked of: see profile/."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SegmentKind(models.TextChoices):
    RULE = "rule", _("By a rule")
    LIST = "list", _("A fixed list")


class Segment(models.Model):
    """A group of customers under a stable key. `rule` is its newest version's, None for a list.

    `filled_version` is the version its kept membership was last made whole for; `customers` counts the kept rows.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    description = models.TextField(max_length=1000, blank=True, default="", db_default="")
    kind = models.CharField(max_length=4, choices=SegmentKind.choices, default=SegmentKind.RULE)
    is_ready_made = models.BooleanField(
        default=False, db_default=False, help_text="one of the field's cuts, made at set-up"
    )
    is_shared = models.BooleanField(default=True, db_default=True)
    is_kept = models.BooleanField(
        default=True,
        db_default=True,
        help_text="who is in it is kept and told; ready-made ones only where wanted",
    )
    owner = models.CharField(max_length=40, help_text="who made it")
    rule = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    filled_version = models.PositiveIntegerField(default=0, db_default=0)
    customers = models.BigIntegerField(default=0, db_default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="list", rule__isnull=True) | Q(kind="rule", rule__isnull=False),
                name="segment_has_a_rule_or_is_a_list",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Its name; the ready-made ones are called in the reader's language."""
        return gettext(self.name) if self.is_ready_made else self.name


class Listed(models.Model):
    """A customer on a fixed list, as she was recorded; the list follows her through merges."""

    pk = models.CompositePrimaryKey("segment", "customer")
    segment = models.CharField(max_length=40, db_collation="C")
    customer = models.BigIntegerField(db_column="customer_id")

    class Meta:
        indexes = [models.Index(fields=["customer"], name="lists_of_customer")]


class SegmentVersion(models.Model):
    """What a segment said from one change to the next, and whose change it was."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    description = models.TextField(max_length=1000, blank=True, db_default="")
    rule = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "number"], name="segment_version_numbered_once")
        ]


class SegmentCount(models.Model):
    """How large a segment was on a day, and what its customers are worth, for the trend."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    customers = models.BigIntegerField()
    revenue_minor = models.BigIntegerField()
    all_customers = models.BigIntegerField()
    all_revenue_minor = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "day"], name="segment_counted_once_a_day")]


def _days() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.SmallIntegerField(), db_default=[])


def _sums() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField(), db_default=[])


def _words(length: int) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=length), db_default=[])


def _of_days(template: str, kind: "models.IntegerField[int, int]") -> models.GeneratedField:
    expression = Func(F("days"), template=template, output_field=kind)
    return models.GeneratedField(expression=expression, output_field=kind, db_persist=True)


class Profile(models.Model):
    """Everything a rule asks of one customer who stands for herself, those merged into her included.

    Days are numbers since 1 January 2000. `days` are those of her purchases, in order, one for each receipt, and
    `spent` the running sums of their amounts.
    `expiry_days` are those on which points of hers expire, in order, and `expiring` the running sums of these points.
    The row is narrow, because every count reads a million of them; what windows are asked of stands before all words.
    """

    customer = models.BigIntegerField(primary_key=True, db_column="customer_id")
    birth_date = models.DateField(null=True)
    birthday = models.SmallIntegerField(null=True, help_text="month x 100 + day")
    first_day = models.SmallIntegerField(null=True, help_text="of her first purchase")
    last_day = models.SmallIntegerField(null=True)
    purchases = models.IntegerField(db_default=0)
    known_by = models.SmallIntegerField(db_default=0, help_text="bits of profile/bits.py")
    consents = models.SmallIntegerField(db_default=0, help_text="bits of profile/bits.py")
    member_since = models.DateField(null=True)
    is_internal = models.BooleanField(db_default=False)
    is_first_big = models.BooleanField(db_default=False)
    revenue_minor = models.BigIntegerField(db_default=0)
    balance = models.BigIntegerField(db_default=0)
    days = _days()
    spent = _sums()
    stage = models.CharField(max_length=9, db_default="potential")
    value_band = models.CharField(max_length=6, db_default="")
    rfm = models.CharField(max_length=20, db_default="")
    kind = models.CharField(max_length=7, db_default="person")
    part = models.CharField(max_length=11, db_default="buyer")
    gender = models.CharField(max_length=6, db_default="")
    language = models.CharField(max_length=2, db_default="")
    source = models.CharField(max_length=60, db_default="")
    area_key = models.CharField(max_length=120, db_default="")
    tier = models.CharField(max_length=40, db_default="")
    tags = _words(60)
    vouchers = _words(40)
    expiry_days = _days()
    expiring = _sums()

    class Meta:
        indexes = [
            # Beside the tallies' keys, in their order: what is asked of the person with an "or", without her row.
            models.Index(
                fields=["customer"],
                include=[
                    "revenue_minor", "gender", "stage", "value_band", "rfm", "tier", "kind", "purchases", "first_day",
                    "last_day", "birthday", "birth_date", "known_by", "consents", "member_since", "balance",
                    "is_internal", "is_first_big",
                ],
                name="profile_by_person",
            )
        ]  # fmt: skip


class Tally(models.Model):
    """Days of one customer's purchases of one thing, in order, one for each receipt, and the running sums of their
    amounts: ``product:12``, ``category:3``, ``store:1`` or ``channel:Zalo``; for what happened
    (``event:voucher.used``) days alone. Of goods, `places` says where: for each receipt its store, and its channel as
    the negative of its number (`ChannelNumber`), or 0 where none is known.

    How often, the first and the last day are PostgreSQL's own, out of the days; the key's index carries them, so that
    most questions about a popular thing are answered without reading a row.
    """

    pk = models.CompositePrimaryKey("of", "customer")
    of = models.CharField(max_length=220, db_collation="C")
    customer = models.BigIntegerField(db_column="customer_id")
    days = _days()
    spent = _sums()
    places = ArrayField(ArrayField(models.IntegerField(), size=2), null=True)
    times = _of_days("cardinality(%(expressions)s)", models.IntegerField())
    first_day = _of_days("(%(expressions)s)[1]", models.SmallIntegerField())
    last_day = _of_days("(%(expressions)s)[cardinality(%(expressions)s)]", models.SmallIntegerField())

    class Meta:
        indexes = [models.Index(fields=["customer"], name="tally_of_customer")]


class Fifths(models.Model):
    """The inner fifths of all customers' last days, purchases and revenue, for RFM: one row, measured every day."""

    measured_on = models.DateField()
    last_days = ArrayField(models.FloatField())
    purchases = ArrayField(models.FloatField())
    revenue = ArrayField(models.FloatField())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_fifths")]


class Round(models.Model):
    """Which yardsticks and forecasts memberships were last brought in step with, for which day, and
    whether a yes to e-mail had to be confirmed: one row."""

    done_on = models.DateField()
    yardsticks_on = models.DateField(null=True)
    yardsticks_customers = models.IntegerField(null=True)
    forecasts_at = models.DateTimeField(null=True)
    asks_twice = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_rounds")]


class ChannelNumber(models.Model):
    """The number by which tallies name a channel of sales."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=60, unique=True, db_collation="C")


class Grouping(models.Model):
    """The category each product had when its purchases were tallied."""

    product = models.BigIntegerField(primary_key=True)
    category = models.BigIntegerField(null=True)
