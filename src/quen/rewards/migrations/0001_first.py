import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discount", "Discount"),
                            ("product", "Product"),
                            ("gift", "Gift"),
                            ("partner", "From a partner"),
                            ("event", "Experience or place at an event"),
                            ("early_access", "Early access"),
                            ("donation", "Donation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=1000)),
                ("points", models.PositiveBigIntegerField(help_text="what it costs in points")),
                ("price_minor", models.PositiveBigIntegerField(default=0, help_text="and in money besides")),
                (
                    "voucher_kind",
                    models.CharField(
                        blank=True, help_text="key of the kind of voucher it gives", max_length=40
                    ),
                ),
                ("stock", models.BigIntegerField(null=True)),
                ("most_a_member", models.PositiveIntegerField(null=True)),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                (
                    "early_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="so many days before the first, tiers with early access may claim it",
                    ),
                ),
                (
                    "tiers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "hold_hours",
                    models.PositiveIntegerField(
                        default=72, help_text="how long a claim waits to be handed over"
                    ),
                ),
                ("has_picture", models.BooleanField(default=False)),
                ("is_shown", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stock__isnull", True), ("stock__gte", 0), _connector="OR"),
                        name="reward_stock_not_below_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gt", 0), ("price_minor__gt", 0), _connector="OR"),
                        name="reward_costs_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_day__isnull", True),
                            ("last_day__isnull", True),
                            ("last_day__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="reward_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveBigIntegerField()),
                ("price_minor", models.PositiveBigIntegerField(default=0)),
                ("reservation", models.BigIntegerField(help_text="None where it costs no points", null=True)),
                ("code", models.CharField(max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be handed over"),
                            ("handed_over", "Handed over"),
                            ("cancelled", "Cancelled"),
                            ("timed_out", "Time ran out"),
                        ],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                ("claimed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "voucher",
                    models.CharField(
                        blank=True, db_default="", help_text="the code it brought", max_length=12
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
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
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="claims",
                        to="rewards.reward",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["reward", "state"], name="claim_of_reward"),
                    models.Index(fields=["customer", "-id"], name="claim_of_customer"),
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["expires_at"], name="claim_due"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "reward",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="picture",
                        serialize=False,
                        to="rewards.reward",
                    ),
                ),
                ("large", models.BinaryField(help_text="at most 1200 pixels wide or high")),
                ("small", models.BinaryField(help_text="at most 320 pixels")),
                (
                    "digest",
                    models.CharField(
                        help_text="of the large one: its address changes with it", max_length=16
                    ),
                ),
            ],
        ),
    ]
