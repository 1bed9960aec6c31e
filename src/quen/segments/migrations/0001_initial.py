import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Grouping",
            fields=[
                ("product", models.BigIntegerField(primary_key=True, serialize=False)),
                ("category", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Fifths",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measured_on", models.DateField()),
                (
                    "last_days",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None),
                ),
                (
                    "purchases",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None),
                ),
                (
                    "revenue",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_row_of_fifths")
                ],
            },
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "segment", "customer", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("segment", models.CharField(db_collation="C", max_length=40)),
                ("customer", models.BigIntegerField(db_column="customer_id")),
            ],
            options={
                "indexes": [models.Index(fields=["customer"], name="lists_of_customer")],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "customer",
                    models.BigIntegerField(db_column="customer_id", primary_key=True, serialize=False),
                ),
                ("birth_date", models.DateField(null=True)),
                ("birthday", models.SmallIntegerField(help_text="month x 100 + day", null=True)),
                ("first_day", models.SmallIntegerField(help_text="of her first purchase", null=True)),
                ("last_day", models.SmallIntegerField(null=True)),
                ("purchases", models.IntegerField(db_default=0)),
                ("known_by", models.SmallIntegerField(db_default=0, help_text="bits of profile/bits.py")),
                ("consents", models.SmallIntegerField(db_default=0, help_text="bits of profile/bits.py")),
                ("member_since", models.DateField(null=True)),
                ("is_internal", models.BooleanField(db_default=False)),
                ("is_first_big", models.BooleanField(db_default=False)),
                ("revenue_minor", models.BigIntegerField(db_default=0)),
                ("balance", models.BigIntegerField(db_default=0)),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), db_default=[], size=None
                    ),
                ),
                (
                    "spent",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], size=None
                    ),
                ),
                ("stage", models.CharField(db_default="potential", max_length=9)),
                ("value_band", models.CharField(db_default="", max_length=6)),
                ("rfm", models.CharField(db_default="", max_length=20)),
                ("kind", models.CharField(db_default="person", max_length=7)),
                ("part", models.CharField(db_default="buyer", max_length=11)),
                ("gender", models.CharField(db_default="", max_length=6)),
                ("language", models.CharField(db_default="", max_length=2)),
                ("source", models.CharField(db_default="", max_length=60)),
                ("area_key", models.CharField(db_default="", max_length=120)),
                ("tier", models.CharField(db_default="", max_length=40)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), db_default=[], size=None
                    ),
                ),
                (
                    "vouchers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), db_default=[], size=None
                    ),
                ),
                (
                    "expiry_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), db_default=[], size=None
                    ),
                ),
                (
                    "expiring",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["customer"],
                        include=(
                            "revenue_minor",
                            "gender",
                            "stage",
                            "value_band",
                            "rfm",
                            "tier",
                            "kind",
                            "purchases",
                            "first_day",
                            "last_day",
                            "birthday",
                            "birth_date",
                            "known_by",
                            "consents",
                            "member_since",
                            "balance",
                            "is_internal",
                            "is_first_big",
                        ),
                        name="profile_by_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done_on", models.DateField()),
                ("yardsticks_on", models.DateField(null=True)),
                ("yardsticks_customers", models.IntegerField(null=True)),
                ("forecasts_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_row_of_rounds")
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True, db_default="", default="", max_length=1000)),
                (
                    "kind",
                    models.CharField(
                        choices=[("rule", "By a rule"), ("list", "A fixed list")],
                        default="rule",
                        max_length=4,
                    ),
                ),
                (
                    "is_ready_made",
                    models.BooleanField(
                        db_default=False, default=False, help_text="one of the field's cuts, made at set-up"
                    ),
                ),
                ("is_shared", models.BooleanField(db_default=True, default=True)),
                (
                    "is_kept",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="who is in it is kept and told; ready-made ones only where wanted",
                    ),
                ),
                ("owner", models.CharField(help_text="who made it", max_length=40)),
                ("rule", models.JSONField(null=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                ("filled_version", models.PositiveIntegerField(db_default=0, default=0)),
                ("customers", models.BigIntegerField(db_default=0, default=0)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "list"), ("rule__isnull", True)),
                            models.Q(("kind", "rule"), ("rule__isnull", False)),
                            _connector="OR",
                        ),
                        name="segment_has_a_rule_or_is_a_list",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of", "customer", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("of", models.CharField(db_collation="C", max_length=220)),
                ("customer", models.BigIntegerField(db_column="customer_id")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), db_default=[], size=None
                    ),
                ),
                (
                    "spent",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], size=None
                    ),
                ),
                (
                    "times",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("days"),
                            output_field=models.IntegerField(),
                            template="cardinality(%(expressions)s)",
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "first_day",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("days"),
                            output_field=models.SmallIntegerField(),
                            template="(%(expressions)s)[1]",
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
                (
                    "last_day",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("days"),
                            output_field=models.SmallIntegerField(),
                            template="(%(expressions)s)[cardinality(%(expressions)s)]",
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer"], name="tally_of_customer")],
            },
        ),
        migrations.CreateModel(
            name="SegmentCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("customers", models.BigIntegerField()),
                ("revenue_minor", models.BigIntegerField()),
                ("all_customers", models.BigIntegerField()),
                ("all_revenue_minor", models.BigIntegerField()),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="segments.segment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("segment", "day"), name="segment_counted_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True, db_default="", max_length=1000)),
                ("rule", models.JSONField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=40)),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="segments.segment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("segment", "number"), name="segment_version_numbered_once"
                    )
                ],
            },
        ),
    ]
