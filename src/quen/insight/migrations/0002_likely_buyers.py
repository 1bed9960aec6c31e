import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial"), ("purchases", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="nextproduct",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="purchases.product",
            ),
        ),
        migrations.AddIndex(
            model_name="nextproduct",
            index=models.Index(fields=["product"], include=["customer"], name="likely_buyers_of_product"),
        ),
    ]
