import django.contrib.postgres.functions
import django.db.models.deletion
import quen.events.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("reader", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("transaction", models.BigIntegerField(default=0)),
                ("event", models.BigIntegerField(default=0)),
                ("failures", models.IntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                (
                    "error",
                    models.TextField(
                        blank=True, default="", help_text="of the last failure; empty while all is well"
                    ),
                ),
                ("moved_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("happened_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow()),
                ),
                ("customer", models.BigIntegerField(null=True)),
                ("store", models.BigIntegerField(null=True)),
                (
                    "subject",
                    models.BigIntegerField(help_text="the purchase, note, import … it speaks of", null=True),
                ),
                ("actor", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, db_default="", max_length=45)),
                ("facts", models.JSONField(db_default={})),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=quen.events.models.CurrentTransaction(), editable=False
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "-happened_at"],
                        name="event_timeline",
                    ),
                    models.Index(fields=["transaction", "id"], name="event_reading_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkedEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(max_length=40)),
                ("error", models.TextField()),
                ("parked_at", models.DateTimeField(auto_now_add=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("event", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="events.event")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reader", "event"), name="event_parked_once")
                ],
            },
        ),
    ]
