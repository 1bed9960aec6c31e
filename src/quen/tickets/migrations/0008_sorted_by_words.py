from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_answers_by_zalo")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="kind_words",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="ticket",
            name="kind_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
