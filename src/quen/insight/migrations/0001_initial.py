import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("purchases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CareDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("turn", models.IntegerField(help_text="how often it was worked out")),
                ("customers", models.IntegerField()),
                (
                    "contact_minor",
                    models.BigIntegerField(help_text="what looking after one person was taken to cost"),
                ),
                ("meant", models.JSONField()),
                ("outcome", models.JSONField(help_text="who came back afterwards: see measured.py")),
            ],
        ),
        migrations.CreateModel(
            name="SavedResult",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("lake_version", models.CharField(max_length=40)),
                ("result", models.JSONField()),
                ("computed_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="BackTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("draft", models.JSONField()),
                ("against_version", models.PositiveIntegerField(null=True)),
                ("against", models.JSONField(null=True)),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=7,
                    ),
                ),
                ("progress", models.FloatField(default=0)),
                ("findings", models.JSONField(help_text="see backtest/kept.py", null=True)),
                ("error", models.JSONField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["version", "-asked_at"], name="back_test_of_version")],
            },
        ),
        migrations.CreateModel(
            name="CareSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("per_day", models.JSONField(default=dict)),
                (
                    "off",
                    models.JSONField(default=list, help_text="keys of the reasons nobody wants on the list"),
                ),
                (
                    "contact_minor",
                    models.BigIntegerField(
                        help_text="what looking after one person costs; empty: a share of a purchase",
                        null=True,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_row_of_care_settings"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_minor__isnull", True), ("contact_minor__gte", 0), _connector="OR"
                        ),
                        name="contact_costs_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerSummary",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="summary",
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                ("purchases", models.IntegerField(db_default=0)),
                ("purchase_days", models.IntegerField(db_default=0)),
                ("revenue_minor", models.BigIntegerField(db_default=0)),
                ("returned_minor", models.BigIntegerField(db_default=0)),
                ("first_at", models.DateTimeField(null=True)),
                ("first_amount_minor", models.BigIntegerField(null=True)),
                (
                    "second_at",
                    models.DateTimeField(
                        help_text="her second purchase: from then on she has come back", null=True
                    ),
                ),
                (
                    "second_gap_days",
                    models.IntegerField(help_text="from the first purchase day to the second", null=True),
                ),
                ("last_at", models.DateTimeField(null=True)),
                ("last_store", models.BigIntegerField(null=True)),
                ("median_gap_days", models.FloatField(help_text="between purchase days", null=True)),
                (
                    "due_on",
                    models.DateField(help_text="the day after which silence means not returned", null=True),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("potential", "Potential"),
                            ("new", "New"),
                            ("repeat", "Repeat"),
                            ("loyal", "Loyal"),
                            ("lapsed", "Not returned"),
                        ],
                        db_default="potential",
                        max_length=9,
                    ),
                ),
                ("is_first_big", models.BooleanField(db_default=False)),
                (
                    "value_band",
                    models.CharField(
                        blank=True,
                        choices=[("top", "Top"), ("high", "High"), ("middle", "Middle"), ("low", "Low")],
                        db_default="",
                        max_length=6,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("last_at"), descending=True, nulls_last=True),
                        models.F("customer"),
                        name="summary_by_last",
                    ),
                    models.Index(
                        models.OrderBy(models.F("first_at"), descending=True, nulls_last=True),
                        models.F("customer"),
                        name="summary_by_first",
                    ),
                    models.Index(fields=["-revenue_minor", "customer"], name="summary_by_revenue"),
                    models.Index(fields=["-purchases", "customer"], name="summary_by_purchases"),
                    models.Index(
                        models.F("stage"),
                        models.OrderBy(models.F("last_at"), descending=True, nulls_last=True),
                        models.F("customer"),
                        name="summary_stage_last",
                    ),
                    models.Index(
                        models.F("stage"),
                        models.OrderBy(models.F("first_at"), descending=True, nulls_last=True),
                        models.F("customer"),
                        name="summary_stage_first",
                    ),
                    models.Index(
                        fields=["stage", "-revenue_minor", "customer"], name="summary_stage_revenue"
                    ),
                    models.Index(fields=["stage", "-purchases", "customer"], name="summary_stage_purchases"),
                    models.Index(
                        fields=["value_band", "-revenue_minor", "customer"], name="summary_value_revenue"
                    ),
                    models.Index(
                        fields=["value_band", "-purchases", "customer"], name="summary_value_purchases"
                    ),
                    models.Index(
                        models.F("last_store"),
                        models.OrderBy(models.F("last_at"), descending=True, nulls_last=True),
                        models.F("customer"),
                        name="summary_store_last",
                    ),
                    models.Index(fields=["stage", "due_on"], name="summary_by_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EconomicsSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("margin", models.FloatField(db_default=0.3, default=0.3)),
                (
                    "keeping_minor",
                    models.BigIntegerField(db_default=0, default=0, help_text="a customer and year"),
                ),
                (
                    "winning_minor",
                    models.BigIntegerField(db_default=0, default=0, help_text="a new customer"),
                ),
                ("discount", models.FloatField(db_default=0.1, default=0.1, help_text="a year")),
                ("win_back", models.FloatField(db_default=0.05, default=0.05)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_economics"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("margin__range", (0, 1)),
                            ("discount__range", (0, 1)),
                            ("win_back__range", (0, 1)),
                        ),
                        name="economics_shares",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("keeping_minor__gte", 0), ("winning_minor__gte", 0)),
                        name="economics_costs_from_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="forecast",
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                ("p_active", models.FloatField(help_text="chance that she is still a customer, 0 to 1")),
                (
                    "overdue",
                    models.FloatField(help_text="share of her own gaps shorter than her silence now, 0 to 1"),
                ),
                ("returns_90", models.FloatField(help_text="chance to come back within 90 days, 0 to 1")),
                (
                    "next_visit",
                    models.DateField(
                        help_text="by when she has come with a chance of one half; empty without a rhythm",
                        null=True,
                    ),
                ),
                ("expected_30", models.FloatField()),
                ("expected_90", models.FloatField()),
                ("expected_365", models.FloatField()),
                ("expected_90_low", models.IntegerField()),
                ("expected_90_high", models.IntegerField()),
                ("spend_30_minor", models.BigIntegerField()),
                ("spend_90_minor", models.BigIntegerField()),
                ("spend_365_minor", models.BigIntegerField()),
                ("spend_90_low_minor", models.BigIntegerField()),
                ("spend_90_high_minor", models.BigIntegerField()),
                (
                    "lifetime_value_minor",
                    models.BigIntegerField(
                        help_text="spending of the next three years, discounted to that day"
                    ),
                ),
                ("worked_out_on", models.DateField(help_text="the last day it knew")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-spend_90_minor", "overdue"], name="forecast_by_spend"),
                    models.Index(fields=["overdue"], name="forecast_by_overdue"),
                    models.Index(fields=["p_active"], name="forecast_by_active"),
                    models.Index(fields=["next_visit"], name="forecast_by_next_visit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("overdue__range", (0, 1)),
                            ("p_active__range", (0, 1)),
                            ("returns_90__range", (0, 1)),
                        ),
                        name="forecast_chances_are_shares",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ForecastRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(help_text="the business's day on which it ran")),
                ("worked_out_on", models.DateField(help_text="the last day it knew")),
                ("purchases", models.BigIntegerField(help_text="of the lake it read")),
                ("findings", models.JSONField(help_text="see forecasts/findings.py", null=True)),
                ("missing", models.JSONField(help_text="a sentence: template and facts", null=True)),
                ("next_product", models.JSONField(default=dict, help_text="see forecasts/next_products.py")),
                ("finished_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_row_of_forecast_runs")
                ],
            },
        ),
        migrations.CreateModel(
            name="NextProduct",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "customer", "rank", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(help_text="1 is the likeliest")),
                (
                    "because",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="what she took that goes with it best",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="next_products",
                        to="people.customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Yardsticks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measured_on", models.DateField()),
                ("customers", models.IntegerField(help_text="with a purchase, when it was measured")),
                (
                    "second_gap_days",
                    models.FloatField(help_text="in which 90 % of second purchase days followed", null=True),
                ),
                (
                    "first_big_minor",
                    models.BigIntegerField(help_text="from which a first purchase is big", null=True),
                ),
                ("top_minor", models.BigIntegerField(help_text="least revenue of the value band", null=True)),
                ("high_minor", models.BigIntegerField(null=True)),
                ("middle_minor", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_row_of_yardsticks")
                ],
            },
        ),
        migrations.CreateModel(
            name="Care",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=20)),
                ("gain_minor", models.BigIntegerField(help_text="what it is expected to bring")),
                ("facts", models.JSONField()),
                (
                    "expected_on",
                    models.DateField(
                        help_text="the day her forecast, else her own rhythm, brings her", null=True
                    ),
                ),
                ("turn", models.IntegerField(help_text="of the list it stands on")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To do"), ("done", "Done"), ("aside", "Set aside")],
                        db_default="open",
                        default="open",
                        max_length=5,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, db_default="", max_length=40)),
                ("rests_until", models.DateField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("day"),
                        models.OrderBy(models.F("gain_minor"), descending=True),
                        name="care_by_gain",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open"), _negated=True),
                        fields=["customer", "kind"],
                        name="care_decided",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open"), _negated=True),
                        fields=["decided_at"],
                        name="care_by_time",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "kind", "customer"), name="care_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by", ""),
                                ("rests_until__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("rests_until__isnull", False),
                                ("state__in", ["done", "aside"]),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_is_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gain_minor__gte", 0)), name="care_loses_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunsOut",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "customer", "product", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("interval_days", models.FloatField()),
                ("runs_out_on", models.DateField()),
                (
                    "early_on",
                    models.DateField(
                        help_text="eight times in ten the next purchase lies between early and late"
                    ),
                ),
                ("late_on", models.DateField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs_out",
                        to="people.customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["runs_out_on"], name="runs_out_by_day")],
            },
        ),
    ]
