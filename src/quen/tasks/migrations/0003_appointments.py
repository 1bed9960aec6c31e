from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_reminders")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="is_appointment",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
