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
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_running", models.BooleanField()),
                ("advocate_points", models.PositiveIntegerField()),
                ("friend_points", models.PositiveIntegerField()),
                (
                    "advocate_voucher",
                    models.CharField(blank=True, help_text="key of a kind of voucher", max_length=40),
                ),
                (
                    "friend_voucher",
                    models.CharField(blank=True, help_text="key of a kind of voucher", max_length=40),
                ),
                (
                    "minimum_minor",
                    models.PositiveBigIntegerField(help_text="what the friend's purchase comes to at least"),
                ),
                ("wait_days", models.PositiveIntegerField(help_text="the return period")),
                (
                    "most_a_month",
                    models.PositiveIntegerField(help_text="rewards of one advocate in a month", null=True),
                ),
                (
                    "most_a_day",
                    models.PositiveIntegerField(
                        help_text="friends in 24 hours that raise no doubt", null=True
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_running", False),
                            ("advocate_points__gt", 0),
                            ("friend_points__gt", 0),
                            models.Q(("advocate_voucher", ""), _negated=True),
                            models.Q(("friend_voucher", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_terms_give_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for the first purchase"),
                            ("bought", "In the return period"),
                            ("review", "To be looked at"),
                            ("rewarded", "Rewarded"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("doubts", models.JSONField(db_default=[])),
                (
                    "holds_card_of",
                    models.BigIntegerField(help_text="whose card the enrolling browser showed", null=True),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(null=True)),
                ("allowed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, db_default="", max_length=40)),
                (
                    "reason",
                    models.CharField(blank=True, db_default="", help_text="what staff wrote", max_length=300),
                ),
                ("advocate_got", models.BooleanField(help_text="None until rewarded", null=True)),
                (
                    "advocate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.customer"
                    ),
                ),
                (
                    "friend",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.customer"
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
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.terms"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "bought")), fields=["due_at"], name="referral_due"
                    ),
                    models.Index(fields=["state", "-id"], name="referral_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("advocate", models.F("friend")), _negated=True),
                        name="nobody_refers_herself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["rewarded", "refused"])),
                            models.Q(
                                ("ended_at__isnull", True), ("state__in", ["waiting", "bought", "review"])
                            ),
                            _connector="OR",
                        ),
                        name="referral_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "bought"), _negated=True),
                            models.Q(("due_at__isnull", False), ("purchase__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_waits_for_a_day",
                    ),
                ],
            },
        ),
    ]
