import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("purchases", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nps", "Would recommend, 0 to 10 (NPS)"),
                            ("csat", "Satisfied, 1 to 5 (CSAT)"),
                            ("ces", "It was easy, 1 to 7 (CES)"),
                            ("stars", "Stars, 1 to 5"),
                            ("choice", "Choice"),
                            ("text", "Own words"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("customers", "Customers"), ("staff", "Staff")],
                        default="customers",
                        max_length=9,
                    ),
                ),
                ("is_anonymous", models.BooleanField(db_default=False, default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "reward",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing"),
                            ("points", "Points"),
                            ("voucher", "Voucher"),
                            ("draw", "Entry in a draw"),
                        ],
                        db_default="",
                        max_length=7,
                    ),
                ),
                ("reward_points", models.PositiveIntegerField(null=True)),
                (
                    "reward_voucher",
                    models.CharField(
                        blank=True, db_default="", help_text="the key of its kind", max_length=40
                    ),
                ),
                ("reward_draw", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reward", ""), ("is_anonymous", False), _connector="OR"),
                        name="survey_without_names_rewards_nobody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("name",), name="survey_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_anonymous", True),
                            models.Q(("audience", "staff"), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_of_staff_is_anonymous",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("purchase", "After a purchase, by a message"),
                            ("receipt", "On the till's receipt, by a QR code"),
                            ("member", "On the member page"),
                            ("panel", "Regularly, by a message"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("poster", "QR poster"),
                            ("receipt", "QR on the receipt"),
                            ("link", "Link given by staff"),
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("in_app", "Message on the member page"),
                            ("member_page", "Member page"),
                        ],
                        db_default="",
                        max_length=11,
                    ),
                ),
                ("template", models.BigIntegerField(null=True)),
                ("delay_hours", models.PositiveSmallIntegerField(default=3)),
                ("sample_percent", models.PositiveSmallIntegerField(default=100)),
                ("rest_days", models.PositiveSmallIntegerField(default=90)),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(
                        help_text="of a panel: how often each is asked", null=True
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
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
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sample_percent__gte", 1), ("sample_percent__lte", 100)),
                        name="asking_samples_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("occasion", "panel"), _negated=True),
                            ("every_days__gte", 1),
                            _connector="OR",
                        ),
                        name="asking_panel_has_a_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("occasion__in", ["purchase", "panel"]), _negated=True),
                            ("template__isnull", False),
                            _connector="OR",
                        ),
                        name="asking_by_message_has_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("form", models.JSONField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=40)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "number"), name="survey_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("poster", "QR poster"),
                            ("receipt", "QR on the receipt"),
                            ("link", "Link given by staff"),
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("in_app", "Message on the member page"),
                            ("member_page", "Member page"),
                        ],
                        max_length=11,
                    ),
                ),
                ("staff_name", models.CharField(blank=True, db_default="", max_length=120)),
                ("tier", models.CharField(blank=True, db_default="", max_length=40)),
                ("score", models.SmallIntegerField(null=True)),
                ("band", models.CharField(blank=True, db_default="", max_length=6)),
                ("answers", models.JSONField(db_default={}, default=dict)),
                ("words", models.TextField(blank=True, db_default="")),
                (
                    "themes",
                    models.JSONField(
                        db_default={}, default=dict, help_text="what the words are about: theme → -1, 0, 1"
                    ),
                ),
                (
                    "themes_read_by",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, help_text="the version of the lexicon; 0: not yet"
                    ),
                ),
                ("language", models.CharField(db_default="vi", max_length=2)),
                ("answered_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "reward",
                    models.CharField(
                        blank=True, db_default="", help_text="what was given for it: points:50", max_length=60
                    ),
                ),
                ("rewarded_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.customer",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.purchase",
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
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="surveys.survey",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="surveys.surveyversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("rewarded_at__isnull", False)),
                        fields=["survey", "customer", "-rewarded_at"],
                        name="survey_rewards",
                    ),
                    models.Index(
                        condition=models.Q(("words", ""), _negated=True),
                        fields=["themes_read_by"],
                        name="survey_words_read",
                    ),
                    models.Index(fields=["survey", "-answered_at", "-id"], name="survey_answers"),
                    models.Index(fields=["-answered_at", "-id"], name="survey_answers_newest"),
                    models.Index(
                        condition=models.Q(("customer", None), _negated=True),
                        fields=["customer", "-answered_at"],
                        name="survey_answers_of_customer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("due_at", models.DateTimeField()),
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
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.purchase",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="due",
                        to="surveys.askingrule",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["due_at"], name="survey_due")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("poster", "QR poster"),
                            ("receipt", "QR on the receipt"),
                            ("link", "Link given by staff"),
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("in_app", "Message on the member page"),
                            ("member_page", "Member page"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "source_kind",
                    models.CharField(
                        blank=True, db_default="", help_text="what it is about: ticket", max_length=20
                    ),
                ),
                ("source_id", models.BigIntegerField(null=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("is_answered", models.BooleanField(db_default=False, default=False)),
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
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.purchase",
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
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "-asked_at"], name="survey_asked_of_customer"),
                    models.Index(fields=["survey", "-asked_at"], name="survey_asked"),
                ],
            },
        ),
    ]
