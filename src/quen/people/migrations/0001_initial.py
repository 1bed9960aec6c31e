import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shops", "0002_search_key"),
        ("shops", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
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
                        choices=[("person", "Person"), ("company", "Company")], default="person", max_length=7
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("buyer", "Buyer"), ("user", "User"), ("beneficiary", "Beneficiary")],
                        default="buyer",
                        max_length=11,
                    ),
                ),
                ("name", models.CharField(blank=True, db_default="", max_length=200)),
                (
                    "named_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="of the sale the name was taken from; NULL where staff gave it",
                        null=True,
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("other", "Other")],
                        db_default="",
                        max_length=6,
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("language", models.CharField(blank=True, db_default="", max_length=2)),
                (
                    "income_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Under 10 million a month"),
                            ("middle", "10 to 25 million a month"),
                            ("upper", "25 to 50 million a month"),
                            ("high", "Over 50 million a month"),
                        ],
                        db_default="",
                        max_length=6,
                    ),
                ),
                ("area", models.CharField(blank=True, db_default="", max_length=120)),
                ("address", models.CharField(blank=True, db_default="", max_length=300)),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, db_default="", help_text="Where the lead came from", max_length=60
                    ),
                ),
                (
                    "is_internal",
                    models.BooleanField(
                        db_default=False, default=False, help_text="Staff and other insiders"
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(
                        editable=False, help_text="filled by search.py", null=True
                    ),
                ),
                (
                    "name_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("name"), function="quen_search_key"),
                        help_text="search_key(name), for order and duplicates",
                        output_field=models.TextField(),
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contacts",
                        to="people.customer",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="people.customer",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="customers",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["search"], name="customer_search"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["tags"], name="customer_tags"
                    ),
                    models.Index(
                        condition=models.Q(("root__isnull", False)), fields=["root"], name="customer_root"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.NullIf("name_key", models.Value("")),
                        models.F("id"),
                        condition=models.Q(("root__isnull", True)),
                        name="customer_by_name",
                    ),
                    models.Index(
                        models.Func(models.F("area"), function="quen_search_key"), name="customer_by_area"
                    ),
                    models.Index(
                        condition=models.Q(("birth_date__isnull", False), ("root__isnull", True)),
                        fields=["birth_date", "gender", "id"],
                        name="customer_by_birth",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "company"), ("root__isnull", True)),
                        fields=["id"],
                        name="customer_company",
                    ),
                    models.Index(
                        condition=models.Q(("gender", "other"), ("root__isnull", True)),
                        fields=["id"],
                        name="customer_other_gender",
                    ),
                    models.Index(
                        condition=models.Q(("is_internal", True), ("root__isnull", True)),
                        fields=["id"],
                        name="customer_internal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
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
                            ("code", "Customer code"),
                            ("card", "Card"),
                            ("phone", "Phone"),
                            ("email", "E-mail"),
                        ],
                        max_length=5,
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "value"), name="identity_names_one_customer")
                ],
            },
        ),
        migrations.CreateModel(
            name="LikelyDuplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(help_text="0 to 100")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("code_is_phone", "The code of one is the phone number of the other"),
                                ("name_birth", "Same name and birth date"),
                                (
                                    "name_mailbox",
                                    "Same name, and e-mail addresses that differ only after the @",
                                ),
                                ("name_phone", "Same name, and phone numbers that differ in one digit"),
                                ("name_area", "Same area too"),
                                ("words_birth", "Same name in another order, and same birth date"),
                                ("name_household", "Same name and household"),
                                ("short_birth", "Same name but for the middle name, and same birth date"),
                            ],
                            max_length=14,
                        ),
                        size=None,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-score", "id"], name="likely_duplicate_by_score")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="likely_duplicate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="likely_duplicate_smaller_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("merged_at", models.DateTimeField()),
                ("merged_by", models.CharField(max_length=40)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=40)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="people.customer",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("customer",),
                        name="merged_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("customer", models.F("into")), _negated=True),
                        name="merge_needs_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=40)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="not_duplicate_said_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="not_duplicate_smaller_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=5000)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=40)),
                (
                    "deleted_at",
                    models.DateTimeField(
                        editable=False, help_text="kept, so that it can be brought back", null=True
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="people.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                ("is_shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "name"), name="saved_view_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentMembership",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "customer", "segment", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("segment", models.CharField(db_collation="C", max_length=40)),
                ("entered_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="segments",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["segment", "customer"], name="members_of_segment")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("marketing", "Offers and news"), ("profiling", "Personal recommendations")],
                        max_length=9,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("all", "Any channel"),
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("call", "Telephone"),
                        ],
                        default="all",
                        max_length=5,
                    ),
                ),
                ("is_given", models.BooleanField()),
                ("given_at", models.DateTimeField()),
                ("proof", models.CharField(help_text="Where and how it was said", max_length=300)),
                ("recorded_by", models.CharField(max_length=40)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="people.customer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["customer", "purpose", "channel", "-given_at"], name="consent_in_force"
                    )
                ],
            },
        ),
    ]
