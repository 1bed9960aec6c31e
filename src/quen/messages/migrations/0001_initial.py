import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoNotCall",
            fields=[
                (
                    "phone",
                    models.CharField(help_text="E.164", max_length=20, primary_key=True, serialize=False),
                ),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        help_text="E.164, or an e-mail address in lower case", max_length=200, unique=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("bounced", "messages to it bounced"),
                            ("complained", "its holder complained of spam"),
                            ("staff", "staff said so"),
                            ("asked", "its holder asked never to be written to"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(blank=True, default="", max_length=300)),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="wish",
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("anh", "anh"),
                            ("chị", "chị"),
                            ("cô", "cô"),
                            ("chú", "chú"),
                            ("em", "em"),
                            ("bạn", "bạn"),
                            ("ông", "ông"),
                            ("bà", "bà"),
                        ],
                        db_default="",
                        default="",
                        max_length=4,
                    ),
                ),
                ("most_a_month", models.PositiveSmallIntegerField(null=True)),
                ("only_birthdays", models.BooleanField(db_default=False, default=False)),
                ("said_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ChannelAccount",
            fields=[
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
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("is_paused", models.BooleanField(default=False)),
                ("settings", models.JSONField(default=dict)),
                ("secrets", models.JSONField(default=dict)),
                ("from_hour", models.PositiveSmallIntegerField(default=0)),
                ("until_hour", models.PositiveSmallIntegerField(default=24)),
                ("most_a_day", models.PositiveSmallIntegerField(null=True)),
                ("per_second", models.PositiveIntegerField(default=10)),
                (
                    "price_minor",
                    models.BigIntegerField(default=0, help_text="of one message, or of one part of an SMS"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_hour__lt", models.F("until_hour")), ("until_hour__lte", 24)
                        ),
                        name="channel_window_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_a_day__isnull", True), ("most_a_day__gte", 1), _connector="OR"
                        ),
                        name="channel_cap_lets_some",
                    ),
                    models.CheckConstraint(condition=models.Q(("per_second__gte", 1)), name="channel_moves"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_kind", models.CharField(max_length=20)),
                ("source_id", models.BigIntegerField()),
                ("paused_at", models.DateTimeField()),
                ("paused_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source_kind", "source_id"), name="source_paused_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SendingSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        default="[QC]", help_text="at the beginning of offers by SMS and e-mail", max_length=8
                    ),
                ),
                (
                    "most_a_week",
                    models.PositiveSmallIntegerField(
                        help_text="to one person, all channels together", null=True
                    ),
                ),
                ("most_a_month", models.PositiveSmallIntegerField(null=True)),
                (
                    "holdout_percent",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="who never get offers, to compare with"
                    ),
                ),
                (
                    "asks_twice",
                    models.BooleanField(
                        default=False, help_text="a yes to e-mail counts once its link was followed"
                    ),
                ),
                (
                    "public_url",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="where customers reach the member pages, for links",
                        max_length=200,
                    ),
                ),
                (
                    "social_pages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.URLField(),
                        default=list,
                        help_text="where who wants no messages may follow the shop",
                        size=None,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("young", "young: anh and chị from 25, cô and chú from 45"),
                            ("grown", "grown-up: anh and chị from 18, cô and chú from 55"),
                            ("friendly", "the same for all: bạn"),
                        ],
                        default="grown",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="sending_settings_once"),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["[QC]", "[AD]"])), name="label_is_lawful"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holdout_percent__lte", 50)), name="holdout_leaves_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("most_a_week__isnull", True), ("most_a_week__gte", 1), _connector="OR"),
                            models.Q(
                                ("most_a_month__isnull", True), ("most_a_month__gte", 1), _connector="OR"
                            ),
                        ),
                        name="caps_let_some",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
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
                ("language", models.CharField(default="vi", max_length=2)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("marketing", "Offer or news"),
                            ("transactional", "About her own business with the shop"),
                        ],
                        max_length=13,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at__isnull", True)),
                        fields=("name",),
                        name="template_name_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("subject", models.CharField(blank=True, default="", max_length=200)),
                ("body", models.TextField(blank=True, default="", max_length=20000)),
                ("zns_template", models.CharField(blank=True, default="", max_length=40)),
                ("zns_params", models.JSONField(default=dict)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=40)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="outreach.template",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("template", "number"), name="template_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("marketing", "Offer or news"),
                            ("transactional", "About her own business with the shop"),
                        ],
                        max_length=13,
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("source_kind", models.CharField(blank=True, db_default="", max_length=20)),
                ("source_id", models.BigIntegerField(null=True)),
                ("occasion", models.CharField(blank=True, db_default="", max_length=20)),
                ("facts", models.JSONField(db_default={})),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("held", "Held back for now"),
                            ("handing_over", "Being handed over"),
                            ("handed_over", "Handed to the provider"),
                            ("delivered", "Arrived"),
                            ("bounced", "Bounced"),
                            ("refused", "Not sent"),
                            ("unknown", "Not known whether it went"),
                            ("expired", "Too late to send"),
                            ("stopped", "Stopped before sending"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, db_default="", max_length=20)),
                ("detail", models.CharField(blank=True, db_default="", max_length=300)),
                ("queued_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("hold_until", models.DateTimeField(null=True)),
                ("not_after", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("has_begun", models.BooleanField(db_default=False, default=False)),
                (
                    "slot",
                    models.PositiveSmallIntegerField(help_text="of the worker that took it up", null=True),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("address", models.CharField(blank=True, db_default="", max_length=200)),
                ("provider_id", models.CharField(blank=True, db_default="", max_length=200)),
                ("parts", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("cost_minor", models.BigIntegerField(db_default=0, default=0)),
                ("queued_by", models.CharField(max_length=40)),
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
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.templateversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "held"))),
                        fields=["channel", "due_at"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "handing_over")),
                        fields=["channel", "slot"],
                        name="message_under_way",
                    ),
                    models.Index(fields=["customer", "-id"], name="message_of_customer"),
                    models.Index(
                        condition=models.Q(("source_id__isnull", False)),
                        fields=["source_kind", "source_id", "state"],
                        name="message_of_source",
                    ),
                    models.Index(
                        condition=models.Q(("provider_id", ""), _negated=True),
                        fields=["provider_id"],
                        name="message_by_provider_id",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "held",
                                    "handing_over",
                                    "handed_over",
                                    "delivered",
                                    "bounced",
                                    "refused",
                                    "unknown",
                                    "expired",
                                    "stopped",
                                ],
                            )
                        ),
                        name="message_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    ("handing_over", "handed_over", "delivered", "bounced", "unknown"),
                                ),
                                _negated=True,
                            ),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_went_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsubscribed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.BigIntegerField(null=True)),
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
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["-at"], name="unsubscribed_newest")],
            },
        ),
    ]
