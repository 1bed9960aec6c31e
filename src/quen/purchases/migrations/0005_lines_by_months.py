from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("purchases", "0004_serial_in_capitals")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                condition=models.Q(("warranty_months__isnull", False)),
                fields=["warranty_months"],
                name="line_by_months",
            ),
        ),
    ]
