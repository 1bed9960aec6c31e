import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0001_first"),
        ("shops", "0002_search_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="store",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="shops.store",
            ),
        ),
    ]
