import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "0001_initial"),
        ("shops", "__first__"),
        ("tickets", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chat",
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
                            ("waiting", "Waiting"),
                            ("taken", "Being answered"),
                            ("closed", "Chat ended"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("is_proven", models.BooleanField(default=False)),
                ("contact_name", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "contact_phone",
                    models.CharField(blank=True, db_default="", help_text="E.164", max_length=20),
                ),
                ("contact_email", models.CharField(blank=True, db_default="", max_length=200)),
                ("language", models.CharField(db_default="vi", default="vi", max_length=2)),
                (
                    "page",
                    models.CharField(
                        blank=True, db_default="", help_text="where she began to write", max_length=300
                    ),
                ),
                (
                    "copied_entry",
                    models.BigIntegerField(
                        default=0, help_text="the last answer of the ticket that was told here"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("first_answered_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("last", models.PositiveIntegerField(default=0)),
                ("visitor_seen", models.PositiveIntegerField(default=0)),
                ("staff_seen", models.PositiveIntegerField(default=0)),
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
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at", None), _negated=True),
                        fields=["due_at"],
                        name="chat_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "taken"))),
                        fields=["changed_at"],
                        name="chat_live",
                    ),
                    models.Index(fields=["-changed_at", "-id"], name="chat_newest"),
                    models.Index(
                        condition=models.Q(("customer", None), _negated=True),
                        fields=["customer", "-id"],
                        name="chat_of_customer",
                    ),
                    models.Index(
                        condition=models.Q(("ticket", None), _negated=True),
                        fields=["ticket"],
                        name="chat_of_ticket",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "taken", "closed"])),
                        name="chat_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                            _connector="OR",
                        ),
                        name="chat_closed_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChatSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("wait_minutes", models.PositiveSmallIntegerField(default=3)),
                (
                    "origins",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("welcome", models.CharField(blank=True, db_default="", default="", max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="chat_settings_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("in", "From the visitor"),
                            ("out", "Said by the shop"),
                            ("told", "From the program"),
                            ("handed", "Passed to a colleague"),
                        ],
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "author",
                    models.CharField(
                        blank=True, db_default="", help_text="as the visitor is told", max_length=120
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "chat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="chats.chat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chat", "number"), name="chat_line_in_its_place"),
                    models.UniqueConstraint(fields=("chat", "key"), name="chat_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["in", "out", "told", "handed"])),
                        name="chat_line_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="chat_line_says_something"
                    ),
                ],
            },
        ),
    ]
