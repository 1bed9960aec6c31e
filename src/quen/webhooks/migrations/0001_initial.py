import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("url", models.CharField(max_length=500)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), db_default=[], default=list, size=None
                    ),
                ),
                ("secret", models.CharField(max_length=100)),
                ("previous_secret", models.CharField(blank=True, db_default="", max_length=100)),
                ("previous_until", models.DateTimeField(null=True)),
                (
                    "off",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("staff", "turned off by staff"),
                            ("failing", "turned off because nothing arrived for days"),
                            ("gone", "turned off because it answered that it is gone (410)"),
                        ],
                        db_default="",
                        max_length=7,
                    ),
                ),
                ("failing_since", models.DateTimeField(null=True)),
                ("last_delivered_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("off__in", ["", "staff", "failing", "gone"])),
                        name="endpoint_off_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("delivered", "Delivered"), ("dead", "Given up")],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(help_text="of the last answer", null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answer", "it answered with an error"),
                            ("slow", "it did not answer in time"),
                            ("unreachable", "no connection"),
                            ("no_host", "there is no such host"),
                            ("inside", "the address lies inside a private network"),
                            ("tls", "its certificate is not trusted"),
                        ],
                        db_default="",
                        max_length=11,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="webhooks.endpoint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["endpoint", "next_at"],
                        name="delivery_due",
                    ),
                    models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
                    models.Index(
                        condition=models.Q(("state", "delivered")), fields=["ended_at"], name="delivery_done"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("endpoint", "event"), name="event_delivered_once")
                ],
            },
        ),
    ]
