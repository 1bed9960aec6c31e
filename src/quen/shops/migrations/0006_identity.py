from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0005_receipts_restart"),
    ]

    operations = [
        migrations.AddField(
            model_name="business",
            name="legal_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="business",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="business",
            name="tax_code",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="as kernel.tax_code writes it", max_length=14
            ),
        ),
    ]
