import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import quen.shops.roles
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "0001_initial"),
        ("shops", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Capacity",
            fields=[
                ("staff", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=9), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("most_open", models.PositiveSmallIntegerField(default=0)),
                ("is_away", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "Request"),
                            ("complaint", "Complaint"),
                            ("praise", "Praise"),
                            ("idea", "Idea"),
                            ("warranty", "Warranty claim"),
                        ],
                        default="request",
                        max_length=9,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("product", "Product"),
                            ("staff", "Staff and service"),
                            ("delivery", "Delivery"),
                            ("payment", "Price and payment"),
                            ("points", "Points and card"),
                            ("store", "Store and cleanliness"),
                            ("warranty", "Warranty and repair"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=9,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("high", "High"),
                            ("normal", "Normal"),
                            ("low", "Low"),
                        ],
                        default="normal",
                        max_length=6,
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("phone", "By telephone"),
                            ("visit", "At the counter"),
                            ("email", "By e-mail"),
                            ("web", "By the web form"),
                            ("member", "On the member's page"),
                            ("chat", "By chat"),
                            ("survey", "By a survey"),
                            ("review", "By a review"),
                            ("api", "From another system"),
                        ],
                        max_length=6,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("language", models.CharField(db_default="vi", default="vi", max_length=2)),
                ("is_proven", models.BooleanField(default=False)),
                ("contact_name", models.CharField(blank=True, db_default="", max_length=200)),
                (
                    "contact_phone",
                    models.CharField(blank=True, db_default="", help_text="E.164", max_length=20),
                ),
                ("contact_email", models.CharField(blank=True, db_default="", max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        default=quen.shops.roles.Role["SUPPORT"],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be answered"),
                            ("waiting", "Waiting for the customer"),
                            ("solved", "Solved"),
                            ("closed", "Closed for good"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("source_kind", models.CharField(blank=True, db_default="", max_length=20)),
                ("source_id", models.BigIntegerField(null=True)),
                ("key", models.CharField(blank=True, db_default="", max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=40)),
                ("changed_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("first_answered_at", models.DateTimeField(null=True)),
                ("next_due_at", models.DateTimeField(null=True)),
                ("solve_due_at", models.DateTimeField()),
                ("left_seconds", models.PositiveIntegerField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("alarm_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("solved_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reopened", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("search", models.TextField(blank=True, db_default="")),
                ("is_asleep", models.BooleanField(db_default=False, default=False)),
                (
                    "wakes_at",
                    models.DateTimeField(help_text="NULL while asleep: until she writes", null=True),
                ),
                (
                    "routed",
                    models.JSONField(help_text="why it went to whom, as route.py keeps it", null=True),
                ),
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
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="tickets.ticket",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "waiting"))),
                        fields=["due_at", "id"],
                        name="ticket_by_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "waiting"))),
                        fields=["owner", "due_at", "id"],
                        name="ticket_of_staff",
                    ),
                    models.Index(
                        condition=models.Q(("escalated_at", None)), fields=["alarm_at"], name="ticket_alarm"
                    ),
                    models.Index(
                        condition=models.Q(("customer", None), _negated=True),
                        fields=["customer", "-id"],
                        name="ticket_of_customer",
                    ),
                    models.Index(
                        condition=models.Q(("solved_at", None), _negated=True),
                        fields=["-solved_at", "-id"],
                        name="ticket_by_end",
                    ),
                    models.Index(fields=["opened_at"], name="ticket_by_opening"),
                    models.Index(
                        condition=models.Q(("merged_into", None), _negated=True),
                        fields=["merged_into"],
                        name="ticket_merged_into",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="ticket_opened_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "waiting", "solved", "closed"])),
                        name="ticket_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("solved_at__isnull", True), ("state__in", ("open", "waiting"))),
                            models.Q(
                                models.Q(("state__in", ("open", "waiting")), _negated=True),
                                ("solved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ticket_solved_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("due_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="ticket_clock_runs_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", None), ("state", "closed"), _connector="OR"),
                        name="merged_ticket_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CannedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("text", models.TextField(max_length=5000)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="canned_answer_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_id", models.CharField(max_length=250, unique=True)),
                ("sender", models.CharField(blank=True, db_default="", max_length=200)),
                ("subject", models.CharField(blank=True, db_default="", max_length=200)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("opened", "Opened a ticket"),
                            ("added", "Added to its ticket"),
                            ("automatic", "Left out: an automatic answer"),
                            ("bulk", "Left out: sent to many"),
                            ("bounce", "An answer of ours came back"),
                            ("own", "Left out: our own letter"),
                            ("flood", "Left out: too many from one sender"),
                            ("bad", "Left out: cannot be read"),
                        ],
                        max_length=9,
                    ),
                ),
                ("ticket", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sender", "-at"], name="incoming_by_sender"),
                    models.Index(fields=["-at"], name="incoming_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Macro",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("product", "Product"),
                            ("staff", "Staff and service"),
                            ("delivery", "Delivery"),
                            ("payment", "Price and payment"),
                            ("points", "Points and card"),
                            ("store", "Store and cleanliness"),
                            ("warranty", "Warranty and repair"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urgent", "Urgent"),
                            ("high", "High"),
                            ("normal", "Normal"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "then",
                    models.CharField(
                        choices=[
                            ("wait", "It is the customer's turn"),
                            ("stay", "There is more to do"),
                            ("solve", "It is settled"),
                        ],
                        default="wait",
                        max_length=5,
                    ),
                ),
                ("sleep_days", models.PositiveSmallIntegerField(default=0)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="macros",
                        to="tickets.cannedanswer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("host", models.CharField(blank=True, default="", max_length=200)),
                ("port", models.PositiveIntegerField(default=993)),
                (
                    "security",
                    models.CharField(default="tls", help_text="tls, starttls or none", max_length=8),
                ),
                ("user", models.CharField(blank=True, default="", max_length=200)),
                ("password", models.CharField(blank=True, default="", max_length=200)),
                ("folder", models.CharField(default="INBOX", max_length=200)),
                (
                    "own_addresses",
                    models.TextField(
                        blank=True, default="", help_text="one a line; letters from them are ours"
                    ),
                ),
                ("hook_secret", models.CharField(blank=True, default="", max_length=64)),
                ("uid_validity", models.BigIntegerField(default=0)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "error",
                    models.CharField(
                        blank=True, default="", help_text="of the last visit; empty: all well", max_length=300
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="ticket_mailbox_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ticket", models.BigIntegerField()),
                ("staff", models.BigIntegerField()),
                ("seen_at", models.DateTimeField()),
                ("typed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "staff"), name="ticket_presence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("in", "From the customer"),
                            ("out", "From the shop"),
                            ("note", "Note for colleagues"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[
                            ("phone", "By telephone"),
                            ("visit", "At the counter"),
                            ("email", "By e-mail"),
                            ("web", "By the web form"),
                            ("member", "On the member's page"),
                            ("chat", "By chat"),
                            ("survey", "By a survey"),
                            ("review", "By a review"),
                            ("api", "From another system"),
                        ],
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(max_length=20000)),
                ("html", models.TextField(blank=True, db_default="")),
                ("message_id", models.CharField(blank=True, db_default="", max_length=250)),
                ("in_reply_to", models.CharField(blank=True, db_default="", max_length=250)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ticket", "id"], name="ticket_thread")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=("message_id",),
                        name="ticket_mail_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="ticket_entry_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryLimit",
            fields=[
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("most_points", models.PositiveIntegerField(default=0)),
                ("most_minor", models.BigIntegerField(default=0, help_text="the worth of a voucher")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("most_minor__gte", 0)), name="recovery_limit_is_a_sum"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("is_on", models.BooleanField(default=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("request", "Request"),
                            ("complaint", "Complaint"),
                            ("praise", "Praise"),
                            ("idea", "Idea"),
                            ("warranty", "Warranty claim"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("product", "Product"),
                            ("staff", "Staff and service"),
                            ("delivery", "Delivery"),
                            ("payment", "Price and payment"),
                            ("points", "Points and card"),
                            ("store", "Store and cleanliness"),
                            ("warranty", "Warranty and repair"),
                            ("other", "Something else"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "By telephone"),
                            ("visit", "At the counter"),
                            ("email", "By e-mail"),
                            ("web", "By the web form"),
                            ("member", "On the member's page"),
                            ("chat", "By chat"),
                            ("survey", "By a survey"),
                            ("review", "By a review"),
                            ("api", "From another system"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("vi", "Vietnamese"), ("en", "English")],
                        default="",
                        max_length=2,
                    ),
                ),
                ("tier", models.CharField(blank=True, default="", help_text="the tier's key", max_length=40)),
                ("least_spent_minor", models.BigIntegerField(default=0, help_text="in the last year")),
                (
                    "hours",
                    models.CharField(
                        blank=True,
                        choices=[("open", "In working time"), ("closed", "Outside working time")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("manager", "Manager"),
                            ("marketer", "Marketer"),
                            ("support", "Support"),
                            ("cashier", "Cashier"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=12,
                    ),
                ),
                ("by_skill", models.BooleanField(default=False)),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urgent", "Urgent"),
                            ("high", "High"),
                            ("normal", "Normal"),
                            ("low", "Low"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "staff",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("place",),
                        name="routing_place_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="routing_rule_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_spent_minor__gte", 0)), name="routing_spent_is_a_sum"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("from_minute", models.PositiveSmallIntegerField(default=0)),
                ("until_minute", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(blank=True, db_default="", max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_minute__lte", models.F("until_minute")), ("until_minute__lte", 1440)
                        ),
                        name="special_day_opens_before_it_closes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("high", "High"),
                            ("normal", "Normal"),
                            ("low", "Low"),
                        ],
                        max_length=6,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("first_minutes", models.PositiveIntegerField()),
                ("next_minutes", models.PositiveIntegerField()),
                ("solve_minutes", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_minutes__gte", 1), ("next_minutes__gte", 1), ("solve_minutes__gte", 1)
                        ),
                        name="ticket_targets_leave_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("related", "Belongs together"), ("split", "Taken out of it")],
                        default="related",
                        max_length=7,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tickets.ticket"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tickets.ticket"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="tickets_linked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="ticket_links_older_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=14
                    ),
                ),
                ("keeps_holidays", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="ticket_settings_once"),
                    models.CheckConstraint(
                        condition=models.Q(("week__len", 14)), name="ticket_week_has_seven_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mail",
                        serialize=False,
                        to="tickets.entry",
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Waits to be sent"),
                            ("handing", "Being sent"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the server"),
                            ("unknown", "Perhaps sent"),
                        ],
                        default="ready",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "detail",
                    models.CharField(
                        blank=True, db_default="", help_text="what the server said", max_length=300
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("ready", "handing"))),
                        fields=["next_at"],
                        name="ticket_mail_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(help_text="SHA-256, in hex", max_length=64)),
                ("content", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="tickets.entry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["entry", "id"], name="attachment_of_entry")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rating",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(help_text="1 to 5")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("one", "Settled in one go"),
                            ("several", "Settled, but it took several tries"),
                            ("not", "Not settled"),
                        ],
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(blank=True, db_default="", max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="ticket_rating_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 5)),
                        name="ticket_rating_has_stars",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["one", "several", "not"])),
                        name="ticket_verdict_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryOffer",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="recovery",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("points", "Points"), ("voucher", "Voucher")], max_length=7),
                ),
                ("points", models.PositiveIntegerField(default=0)),
                ("voucher_kind", models.CharField(blank=True, default="", max_length=40)),
                ("worth_minor", models.BigIntegerField(null=True)),
                ("words", models.TextField(blank=True, default="", help_text="the apology", max_length=5000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a manager's yes"),
                            ("given", "Given"),
                            ("refused", "Not given"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=40)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=40)),
                ("transfer", models.BigIntegerField(null=True)),
                ("voucher", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "decided_at"], name="recovery_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "points"), ("points__gt", 0), ("voucher_kind", "")),
                            models.Q(
                                ("kind", "voucher"),
                                ("points", 0),
                                models.Q(("voucher_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recovery_offer_is_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "given"), _negated=True),
                            ("transfer__isnull", False),
                            ("voucher__isnull", False),
                            _connector="OR",
                        ),
                        name="recovery_given_is_booked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketMerge",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="merge",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("was", models.JSONField(help_text="state, left_seconds, solved_at and closed_at before")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tickets.ticket"
                    ),
                ),
            ],
        ),
    ]
