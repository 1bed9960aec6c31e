import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("outreach", "0001_initial"),
        ("people", "0001_initial"),
        ("vouchers", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "segment",
                    models.CharField(blank=True, help_text="its key; empty: all customers", max_length=40),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("email", "E-mail"),
                                ("sms", "SMS"),
                                ("zalo", "Zalo"),
                                ("push", "Push notice"),
                                ("in_app", "On her member page"),
                                ("call", "Telephone call"),
                                ("webhook", "Another system"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                    ),
                ),
                ("holdout_percent", models.PositiveSmallIntegerField()),
                ("horizon_days", models.PositiveSmallIntegerField()),
                (
                    "offer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing besides the words"),
                            ("voucher", "A voucher"),
                            ("points", "Points"),
                            ("early", "Early access"),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("points", models.PositiveIntegerField(default=0)),
                ("offer_day", models.DateField(help_text="from when she may come early", null=True)),
                ("budget_minor", models.PositiveBigIntegerField(null=True)),
                ("starts_at", models.DateTimeField(help_text="null: as soon as it is launched", null=True)),
                ("ends_on", models.DateField(null=True)),
                ("at_her_hour", models.BooleanField(default=False, help_text="at the hour she usually buys")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("waiting", "Waits for a second person"),
                            ("approved", "Approved"),
                            ("launching", "Being launched"),
                            ("running", "Sent off"),
                            ("stopped", "Stopped"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("estimate", models.JSONField(null=True)),
                ("estimated_at", models.DateTimeField(null=True)),
                (
                    "left_out",
                    models.JSONField(help_text="at the launch: channel → reason → customers", null=True),
                ),
                ("reserved_minor", models.PositiveBigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=40)),
                ("asked_by", models.CharField(blank=True, default="", max_length=40)),
                ("size", models.PositiveIntegerField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.CharField(blank=True, default="", max_length=40)),
                ("launched_at", models.DateTimeField(null=True)),
                (
                    "queued_at",
                    models.DateTimeField(help_text="when the last message was in the outbox", null=True),
                ),
                ("stopped_at", models.DateTimeField(null=True)),
                ("issue_day", models.DateField(help_text="the feast or day it was made for", null=True)),
                (
                    "voucher_kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="vouchers.voucherkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-id"], name="campaign_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ["approved", "launching"])),
                        fields=["starts_at"],
                        name="campaign_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("holdout_percent__lte", 50)), name="campaign_writes_to_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("horizon_days__gte", 1), ("horizon_days__lte", 365)),
                        name="campaign_horizon_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget_minor__isnull", True),
                            ("reserved_minor__lte", models.F("budget_minor")),
                            _connector="OR",
                        ),
                        name="campaign_keeps_its_budget",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("approval_above", models.PositiveIntegerField(default=1000)),
                (
                    "holdout_percent",
                    models.PositiveSmallIntegerField(default=10, help_text="proposed for a new campaign"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="campaign_settings_once"),
                    models.CheckConstraint(
                        condition=models.Q(("holdout_percent__lte", 50)), name="proposed_holdout_leaves_most"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repetition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "feast",
                    models.CharField(
                        choices=[
                            ("tet", "Tết, the lunar New Year"),
                            ("women", "Women's Day, 8 March"),
                            ("mid_autumn", "Mid-Autumn, lunar 15 August"),
                            ("vn_women", "Vietnamese Women's Day, 20 October"),
                            ("teachers", "Teachers' Day, 20 November"),
                            ("thanks", "Customer appreciation day: a day of your own"),
                            ("own", "Another day of your own, every year"),
                            ("own_lunar", "A day of your own by the lunar calendar"),
                            ("monthly", "A day of every month"),
                        ],
                        max_length=10,
                    ),
                ),
                ("month", models.PositiveSmallIntegerField(default=0)),
                ("day", models.PositiveSmallIntegerField(default=0)),
                ("days_before", models.PositiveSmallIntegerField(default=0)),
                ("hour", models.PositiveSmallIntegerField(default=9)),
                ("is_on", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("fault", models.CharField(blank=True, default="", max_length=300)),
                (
                    "pattern",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repetition",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day__lte", 31), ("hour__lte", 23), ("month__lte", 12)),
                        name="repetition_has_a_day",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="issue_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="issues",
                to="campaigns.repetition",
            ),
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "number"), name="variant_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("weight__gte", 1)),
                        name="variant_reaches_some",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VariantText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("push", "Push notice"),
                            ("in_app", "On her member page"),
                            ("call", "Telephone call"),
                            ("webhook", "Another system"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.template",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="campaigns.variant",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.templateversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("variant", "channel"), name="variant_text_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Arm",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source_kind",
                        "source_id",
                        "customer_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source_kind", models.CharField(db_collation="C", max_length=20)),
                ("source_id", models.BigIntegerField()),
                ("arm", models.PositiveSmallIntegerField(null=True)),
                ("entered_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, db_default="", default="", max_length=20)),
                ("step", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("cost_minor", models.PositiveBigIntegerField(db_default=0, default=0)),
                ("queued_at", models.DateTimeField(null=True)),
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
                "indexes": [models.Index(fields=["customer"], name="arms_of_customer")],
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("issue_of", "issue_day"), name="campaign_comes_round_once"
            ),
        ),
    ]
