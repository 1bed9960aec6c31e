from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("segments", "0003_places_and_sums")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="asks_twice",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
