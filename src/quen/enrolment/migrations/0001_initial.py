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
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("values", models.JSONField()),
                ("effective_from", models.DateField()),
                ("effective_until", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=40)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=40)),
                ("launched_at", models.DateTimeField(null=True)),
                ("launched_by", models.CharField(blank=True, db_default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_until__isnull", True),
                            ("effective_until__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="programme_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                ("enrolled_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("till", "At the till"),
                            ("poster", "By a QR poster"),
                            ("member_page", "On the member page"),
                            ("import", "By import"),
                            ("console", "By staff"),
                            ("api", "By another system"),
                            ("referral", "Through a friend"),
                        ],
                        max_length=11,
                    ),
                ),
                ("enrolled_by", models.CharField(max_length=40)),
                ("left_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("counters", models.JSONField(db_default={})),
                ("turn", models.BigIntegerField(db_default=0)),
                ("tier", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "tier_until",
                    models.DateField(help_text="the tier is judged again from this day on", null=True),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("tier_until__isnull", False)),
                        fields=["tier_until"],
                        name="member_tier_due",
                    ),
                    models.Index(fields=["enrolled_at"], name="member_by_enrolment"),
                ],
            },
        ),
    ]
