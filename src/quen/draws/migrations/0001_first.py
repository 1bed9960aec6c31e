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
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
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
                            ("chance", "Drawn by chance"),
                            ("judged", "Judged by people"),
                            ("answer", "Right answer, the first to give it"),
                            ("first", "The first to come"),
                            ("visits", "Most visits"),
                            ("spent", "Most spent"),
                        ],
                        db_default="chance",
                        default="chance",
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("drawn", "Winners found"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("question", models.TextField(blank=True, db_default="")),
                (
                    "answer",
                    models.CharField(blank=True, db_default="", help_text="the right one", max_length=120),
                ),
                ("allows_free_entry", models.BooleanField(db_default=False, default=False)),
                ("claim_days", models.PositiveIntegerField(db_default=30, default=30)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "amount_per_entry_minor",
                    models.PositiveBigIntegerField(help_text="None: purchases bring none", null=True),
                ),
                (
                    "stores",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                ("most_a_person", models.PositiveIntegerField(null=True)),
                ("reserves", models.PositiveIntegerField(default=3)),
                ("area", models.TextField(blank=True)),
                ("goods", models.TextField(blank=True)),
                ("how_to_take_part", models.TextField(blank=True)),
                ("how_told", models.TextField(blank=True)),
                ("customers", models.TextField(blank=True, db_default="")),
                ("contact", models.TextField(blank=True, db_default="")),
                ("where_published", models.TextField(blank=True, db_default="")),
                (
                    "goods_value_minor",
                    models.PositiveBigIntegerField(help_text="expected, of the goods promoted", null=True),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=40)),
                ("commitment", models.CharField(blank=True, db_default="", max_length=64)),
                ("seed", models.CharField(blank=True, db_default="", max_length=64)),
                ("salt", models.CharField(blank=True, db_default="", max_length=64)),
                ("entries_hash", models.CharField(blank=True, db_default="", max_length=64)),
                ("public_word", models.CharField(blank=True, db_default="", max_length=120)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="draw_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_per_entry_minor__isnull", True),
                            ("amount_per_entry_minor__gt", 0),
                            _connector="OR",
                        ),
                        name="draw_entry_costs_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("excused_at", models.DateTimeField(null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judges",
                        to="draws.draw",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draw", "staff"), name="judge_once")],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=16)),
                ("entries", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, db_default="")),
                ("figure", models.BigIntegerField(null=True)),
                ("since", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.customer"
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="draws.draw",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "label"), name="participant_has_a_label"),
                    models.UniqueConstraint(fields=("draw", "customer"), name="participant_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField()),
                (
                    "judge",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="draws.judge",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="draws.participant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("judge", "participant"), name="mark_once"),
                    models.CheckConstraint(condition=models.Q(("points__lte", 10)), name="mark_at_most_ten"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prize",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("value_minor", models.PositiveBigIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prizes", to="draws.draw"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "place"), name="prize_has_its_place"),
                    models.CheckConstraint(condition=models.Q(("pieces__gt", 0)), name="prize_is_there"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Winner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveIntegerField()),
                ("entry", models.CharField(max_length=30)),
                ("figure", models.BigIntegerField(null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="winners",
                        to="draws.draw",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="draws.participant"
                    ),
                ),
                (
                    "prize",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="draws.prize",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "rank"), name="winner_has_a_rank"),
                    models.UniqueConstraint(fields=("draw", "participant"), name="one_prize_a_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
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
                            ("waiting", "To be fetched"),
                            ("handed_over", "Handed over"),
                            ("given_up", "Turned down"),
                            ("lapsed", "Not fetched in time"),
                        ],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                ("won_at", models.DateTimeField()),
                ("claim_until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, db_default="", max_length=40)),
                ("note", models.CharField(blank=True, db_default="", max_length=300)),
                (
                    "store",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
                (
                    "prize",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="draws.prize"
                    ),
                ),
                (
                    "winner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="award", to="draws.winner"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["claim_until"], name="award_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="award_ends_at_a_time",
                    )
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
                ("source", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField()),
                (
                    "text",
                    models.TextField(
                        blank=True, db_default="", help_text="her answer or caption, in a contest"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.customer"
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="draws.draw",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "source"), name="entry_once_from_a_source"),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="entry_counts"),
                ],
            },
        ),
    ]
