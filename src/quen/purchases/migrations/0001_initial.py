import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("shops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(help_text="search_key(name)", max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=200, unique=True)),
                ("name", models.CharField(blank=True, db_default="", max_length=300)),
                (
                    "named_at",
                    models.DateTimeField(help_text="of the sale the name was taken from", null=True),
                ),
                (
                    "grouped_at",
                    models.DateTimeField(help_text="of the sale the category was taken from", null=True),
                ),
                ("warranty_months", models.PositiveSmallIntegerField(null=True)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="products",
                        to="purchases.category",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(max_length=200)),
                ("receipt_period", models.CharField(blank=True, db_default="", max_length=10)),
                ("bought_at", models.DateTimeField()),
                ("amount_minor", models.BigIntegerField()),
                ("discount_minor", models.BigIntegerField(db_default=0)),
                ("channel", models.CharField(blank=True, db_default="", max_length=60)),
                ("staff_name", models.CharField(blank=True, db_default="", max_length=120)),
                ("source", models.BigIntegerField(help_text="the import that brought it", null=True)),
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
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "bought_at"],
                        name="purchase_of_customer",
                    ),
                    models.Index(fields=["bought_at"], name="purchase_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "receipt", "receipt_period"),
                        name="receipt_once_per_store_and_period",
                    )
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
                ("fingerprint", models.BigIntegerField()),
                ("occurrence", models.IntegerField(db_default=1)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=18)),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("discount_minor", models.BigIntegerField(db_default=0)),
                ("amount_minor", models.BigIntegerField()),
                ("serial", models.CharField(blank=True, db_default="", max_length=120)),
                ("warranty_months", models.PositiveSmallIntegerField(null=True)),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="lines",
                        to="purchases.purchase",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("serial"),
                        condition=models.Q(("serial", ""), _negated=True),
                        name="line_by_serial",
                    ),
                    models.Index(
                        condition=models.Q(("warranty_months__isnull", False)),
                        fields=["warranty_months"],
                        name="line_by_months",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purchase", "fingerprint", "occurrence"), name="line_once_per_purchase"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(max_length=200)),
                ("receipt_period", models.CharField(blank=True, db_default="", max_length=10)),
                ("returned_at", models.DateTimeField()),
                ("amount_minor", models.BigIntegerField()),
                ("source", models.BigIntegerField(help_text="the import that brought it", null=True)),
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
                        related_name="returns",
                        to="purchases.purchase",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("customer__isnull", False)),
                        fields=["customer", "returned_at"],
                        name="return_of_customer",
                    ),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="return_of_purchase",
                    ),
                    models.Index(fields=["returned_at"], name="return_by_time"),
                    models.Index(
                        models.F("store"),
                        models.Func(
                            models.F("receipt"),
                            models.Value("^[^0-9]+"),
                            models.Value(""),
                            function="regexp_replace",
                        ),
                        condition=models.Q(("customer__isnull", True)),
                        name="nobodys_return_by_number",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "receipt", "receipt_period"), name="return_once_per_store_and_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.BigIntegerField()),
                ("occurrence", models.IntegerField(db_default=1)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=18)),
                ("amount_minor", models.BigIntegerField()),
                ("serial", models.CharField(blank=True, db_default="", max_length=120)),
                (
                    "of",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="lines",
                        to="purchases.return",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("serial"),
                        condition=models.Q(("serial", ""), _negated=True),
                        name="return_line_by_serial",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "fingerprint", "occurrence"), name="return_line_once_per_return"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(blank=True, max_length=200)),
                ("fingerprint", models.BigIntegerField()),
                ("occurrence", models.IntegerField(db_default=1)),
                ("happened_at", models.DateTimeField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=18)),
                ("amount_minor", models.BigIntegerField()),
                ("source", models.BigIntegerField(help_text="the import that brought it", null=True)),
                (
                    "store",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="shops.store",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="purchases.product",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "fingerprint", "occurrence"), name="adjustment_once"
                    )
                ],
            },
        ),
    ]
