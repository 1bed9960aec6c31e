import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Competitor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "name_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("name"), function="quen_search_key"),
                        output_field=models.TextField(),
                        unique=True,
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, db_default="", help_text="what it offers", max_length=500),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="SourceCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("visit", "Came by"),
                            ("phone", "Telephoned"),
                            ("social", "Social page"),
                            ("zalo", "Wrote by Zalo"),
                            ("website", "Website form"),
                            ("ad", "Advertisement"),
                            ("event", "Event"),
                            ("affiliate", "Affiliate"),
                            ("referral", "Recommended"),
                            ("import", "From a list"),
                        ],
                        max_length=9,
                    ),
                ),
                ("month", models.DateField(help_text="its first day")),
                ("amount_minor", models.PositiveBigIntegerField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "month"), name="source_cost_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="source_cost_of_a_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("visit", "Came by"),
                            ("phone", "Telephoned"),
                            ("social", "Social page"),
                            ("zalo", "Wrote by Zalo"),
                            ("website", "Website form"),
                            ("ad", "Advertisement"),
                            ("event", "Event"),
                            ("affiliate", "Affiliate"),
                            ("referral", "Recommended"),
                            ("import", "From a list"),
                        ],
                        max_length=9,
                    ),
                ),
                ("utm_source", models.CharField(blank=True, db_default="", max_length=80)),
                ("utm_medium", models.CharField(blank=True, db_default="", max_length=80)),
                ("utm_campaign", models.CharField(blank=True, db_default="", max_length=80)),
                (
                    "wish",
                    models.CharField(
                        blank=True, db_default="", help_text="what she asked for", max_length=500
                    ),
                ),
                (
                    "expected_minor",
                    models.PositiveBigIntegerField(
                        help_text="what a first purchase might be worth", null=True
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("collect", "Collect"),
                            ("classify", "Classify"),
                            ("support", "Give support"),
                            ("introduce", "Introduce and close"),
                            ("nurture", "Nurture"),
                        ],
                        default="collect",
                        max_length=9,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Being looked after"),
                            ("won", "Became a customer"),
                            ("lost", "Lost"),
                        ],
                        default="open",
                        max_length=4,
                    ),
                ),
                ("score", models.SmallIntegerField(default=0)),
                ("contacts", models.PositiveIntegerField(default=1)),
                (
                    "loss_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("price", "Price"),
                            ("competitor", "Went to a competitor"),
                            ("need", "No need"),
                            ("timing", "Not the time"),
                            ("no_answer", "Could not be reached"),
                            ("other", "Another reason"),
                        ],
                        db_default="",
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, db_default="", help_text="how it ended", max_length=500),
                ),
                ("came_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("made_by", models.CharField(max_length=40)),
                (
                    "competitor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="leads.competitor",
                    ),
                ),
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
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["stage", "-score", "id"],
                        name="lead_board",
                    ),
                    models.Index(fields=["customer", "-id"], name="lead_of_customer"),
                    models.Index(fields=["state", "-ended_at"], name="lead_by_ending"),
                    models.Index(fields=["came_at"], name="lead_by_coming"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("customer",), name="lead_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="lead_ended_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lost"), models.Q(("loss_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "lost"), _negated=True), ("loss_reason", "")),
                            _connector="OR",
                        ),
                        name="lead_lost_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product", models.CharField(blank=True, db_default="", max_length=200)),
                ("area", models.CharField(blank=True, db_default="", max_length=120)),
                ("offer", models.CharField(blank=True, db_default="", max_length=300)),
                ("price_minor", models.PositiveBigIntegerField(null=True)),
                ("our_price_minor", models.PositiveBigIntegerField(null=True)),
                ("seen_on", models.DateField()),
                ("seen_by", models.CharField(max_length=40)),
                (
                    "competitor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="leads.competitor",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-seen_on", "-id"], name="sighting_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("offer", ""), _negated=True),
                            ("price_minor__isnull", False),
                            _connector="OR",
                        ),
                        name="sighting_says_something",
                    )
                ],
            },
        ),
    ]
