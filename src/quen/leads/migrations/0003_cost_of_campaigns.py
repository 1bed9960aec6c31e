from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0002_store"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sourcecost",
            name="source_cost_once",
        ),
        migrations.AddField(
            model_name="sourcecost",
            name="utm_campaign",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddField(
            model_name="sourcecost",
            name="utm_medium",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddField(
            model_name="sourcecost",
            name="utm_source",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddConstraint(
            model_name="sourcecost",
            constraint=models.UniqueConstraint(
                fields=("source", "month", "utm_source", "utm_medium", "utm_campaign"),
                name="source_cost_once",
            ),
        ),
    ]
