from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0006_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="business",
            name="representative",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="business",
            name="representative_title",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
