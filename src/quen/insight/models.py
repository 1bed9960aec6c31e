"""One summary row per customer, the business's own yardsticks, and results worth keeping."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quen.insight.today import models as today_models  # noqa: F401  # the room's other tables: Django looks for them here
from quen.people.classification import Stage, ValueBand


class CustomerSummary(models.Model):
    """What the purchases of one customer (and of those merged into her) add up to. Written by `summary/` alone.

    A customer merged into another has none. Days are days of the business's time zone.
    """

    customer = models.OneToOneField(
        "people.Customer",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="summary",
        db_constraint=False,
    )
    purchases = models.IntegerField(db_default=0)
    purchase_days = models.IntegerField(db_default=0)
    revenue_minor = models.BigIntegerField(db_default=0)
    returned_minor = models.BigIntegerField(db_default=0)
    first_at = models.DateTimeField(null=True)
    first_amount_minor = models.BigIntegerField(null=True)
    second_at = models.DateTimeField(
        null=True, help_text="her second purchase: from then on she has come back"
    )
    second_gap_days = models.IntegerField(null=True, help_text="from the first purchase day to the second")
    last_at = models.DateTimeField(null=True)
    last_store = models.BigIntegerField(null=True)
    median_gap_days = models.FloatField(null=True, help_text="between purchase days")
    due_on = models.DateField(null=True, help_text="the day after which silence means not returned")
    stage = models.CharField(max_length=9, choices=Stage.choices, db_default=Stage.POTENTIAL)
    is_first_big = models.BooleanField(db_default=False)
    value_band = models.CharField(max_length=6, choices=ValueBand.choices, blank=True, db_default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            # The orders of the customer list, alone and within what goes with the order: a stage or value band lies
            # at one end of it, and walking past everybody else would take seconds.
            models.Index(F("last_at").desc(nulls_last=True), "customer", name="summary_by_last"),
            models.Index(F("first_at").desc(nulls_last=True), "customer", name="summary_by_first"),
            models.Index(fields=["-revenue_minor", "customer"], name="summary_by_revenue"),
            models.Index(fields=["-purchases", "customer"], name="summary_by_purchases"),
            models.Index("stage", F("last_at").desc(nulls_last=True), "customer", name="summary_stage_last"),
            models.Index(
                "stage", F("first_at").desc(nulls_last=True), "customer", name="summary_stage_first"
            ),
            models.Index(fields=["stage", "-revenue_minor", "customer"], name="summary_stage_revenue"),
            models.Index(fields=["stage", "-purchases", "customer"], name="summary_stage_purchases"),
            models.Index(fields=["value_band", "-revenue_minor", "customer"], name="summary_value_revenue"),
            models.Index(fields=["value_band", "-purchases", "customer"], name="summary_value_purchases"),
            models.Index(
                "last_store", F("last_at").desc(nulls_last=True), "customer", name="summary_store_last"
            ),
            models.Index(fields=["stage", "due_on"], name="summary_by_due"),
        ]


class Yardsticks(models.Model):
    """What this business's own customers are measured against: one row, measured anew every day."""

    measured_on = models.DateField()
    customers = models.IntegerField(help_text="with a purchase, when it was measured")
    second_gap_days = models.FloatField(null=True, help_text="in which 90 % of second purchase days followed")
    first_big_minor = models.BigIntegerField(null=True, help_text="from which a first purchase is big")
    top_minor = models.BigIntegerField(null=True, help_text="least revenue of the value band")
    high_minor = models.BigIntegerField(null=True)
    middle_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_yardsticks")]


class Forecast(models.Model):
    """What to expect of one customer (and of those merged into her) after the day it was worked out on.

    Written by `forecasts/` alone, every night; a customer merged into another has none, and nobody has where the past
    is too little (`ForecastRun.missing`). Purchases are days with a purchase, money is before returns. Of 90 days there
    is an interval that holds what will come nine times in ten.
    """

    customer = models.OneToOneField(
        "people.Customer",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="forecast",
        db_constraint=False,
    )
    p_active = models.FloatField(help_text="chance that she is still a customer, 0 to 1")
    overdue = models.FloatField(help_text="share of her own gaps shorter than her silence now, 0 to 1")
    returns_90 = models.FloatField(help_text="chance to come back within 90 days, 0 to 1")
    next_visit = models.DateField(
        null=True, help_text="by when she has come with a chance of one half; empty without a rhythm"
    )
    expected_30 = models.FloatField()
    expected_90 = models.FloatField()
    expected_365 = models.FloatField()
    expected_90_low = models.IntegerField()
    expected_90_high = models.IntegerField()
    spend_30_minor = models.BigIntegerField()
    spend_90_minor = models.BigIntegerField()
    spend_365_minor = models.BigIntegerField()
    spend_90_low_minor = models.BigIntegerField()
    spend_90_high_minor = models.BigIntegerField()
    lifetime_value_minor = models.BigIntegerField(
        help_text="spending of the next three years, discounted to that day"
    )
    worked_out_on = models.DateField(help_text="the last day it knew")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(p_active__range=(0, 1), overdue__range=(0, 1), returns_90__range=(0, 1)),
                name="forecast_chances_are_shares",
            ),
        ]
        indexes = [
            models.Index(fields=["-spend_90_minor", "overdue"], name="forecast_by_spend"),
            models.Index(fields=["overdue"], name="forecast_by_overdue"),
            models.Index(fields=["p_active"], name="forecast_by_active"),
            models.Index(fields=["next_visit"], name="forecast_by_next_visit"),
        ]


class RunsOut(models.Model):
    """The day a customer runs out of a product she buys with a rhythm. Written by `forecasts/` alone, every night."""

    pk = models.CompositePrimaryKey("customer", "product")
    customer = models.ForeignKey(
        "people.Customer",
        on_delete=models.CASCADE,
        related_name="runs_out",
        db_constraint=False,
        db_index=False,
    )
    product = models.ForeignKey(
        "purchases.Product", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    interval_days = models.FloatField()
    runs_out_on = models.DateField()
    early_on = models.DateField(help_text="eight times in ten the next purchase lies between early and late")
    late_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["runs_out_on"], name="runs_out_by_day")]


class NextProduct(models.Model):
    """What a customer is likeliest to take next of what is new to her. Written by `forecasts/` alone, every night."""

    pk = models.CompositePrimaryKey("customer", "rank")
    customer = models.ForeignKey(
        "people.Customer",
        on_delete=models.CASCADE,
        related_name="next_products",
        db_constraint=False,
        db_index=False,
    )
    rank = models.PositiveSmallIntegerField(help_text="1 is the likeliest")
    product = models.ForeignKey(
        "purchases.Product", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    because = models.ForeignKey(
        "purchases.Product",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        help_text="what she took that goes with it best",
    )

    class Meta:
        # Carries whom a rule of segments asks for, so that no row is read for "may like something of this category".
        indexes = [models.Index(fields=["product"], include=["customer"], name="likely_buyers_of_product")]


class ForecastRun(models.Model):
    """The last time forecasts were worked out: one row. `missing` is a sentence where there can be none yet."""

    asked_on = models.DateField(help_text="the business's day on which it ran")
    worked_out_on = models.DateField(help_text="the last day it knew")
    purchases = models.BigIntegerField(help_text="of the lake it read")
    findings = models.JSONField(null=True, help_text="see forecasts/findings.py")
    missing = models.JSONField(null=True, help_text="a sentence: template and facts")
    next_product = models.JSONField(default=dict, help_text="see forecasts/next_products.py")
    finished_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_forecast_runs")]


class SavedResult(models.Model):
    """A computed report, kept until the lake it was computed from changes."""

    key = models.CharField(max_length=64, primary_key=True)
    lake_version = models.CharField(max_length=40)
    result = models.JSONField()
    computed_at = models.DateTimeField(auto_now_add=True)


class EconomicsSettings(models.Model):
    """What the owner assumes about margin and costs: one row, changed by `economics.py` with its history.

    Shares are 0 to 1, money in minor units.
    """

    margin = models.FloatField(default=0.30, db_default=0.30)
    keeping_minor = models.BigIntegerField(default=0, db_default=0, help_text="a customer and year")
    winning_minor = models.BigIntegerField(default=0, db_default=0, help_text="a new customer")
    discount = models.FloatField(default=0.10, db_default=0.10, help_text="a year")
    win_back = models.FloatField(default=0.05, db_default=0.05)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_economics"),
            models.CheckConstraint(
                condition=Q(margin__range=(0, 1)) & Q(discount__range=(0, 1)) & Q(win_back__range=(0, 1)),
                name="economics_shares",
            ),
            models.CheckConstraint(
                condition=Q(keeping_minor__gte=0, winning_minor__gte=0), name="economics_costs_from_zero"
            ),
        ]


class BackTestState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class BackTest(models.Model):
    """The shop's own sales replayed through one version of the programme, beside another where there is one.

    Versions are named by number and kept as they were then (`draft`, `against`): a draft may change afterwards.
    """

    version = models.PositiveIntegerField()
    draft = models.JSONField()
    against_version = models.PositiveIntegerField(null=True)
    against = models.JSONField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=BackTestState.choices, default=BackTestState.QUEUED)
    progress = models.FloatField(default=0)
    findings = models.JSONField(null=True, help_text="see backtest/kept.py")
    error = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["version", "-asked_at"], name="back_test_of_version")]
