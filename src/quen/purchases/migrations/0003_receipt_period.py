"""A receipt number and the period it belongs to tell a purchase; who wrote nothing of a store is told apart."""

from django.db import migrations, models

_NEVER_IN_A_FILE = """
UPDATE shops_store AS store SET written = NULL
WHERE written = ''
  AND NOT EXISTS (SELECT FROM purchases_purchase WHERE store_id = store.id AND source IS NOT NULL)
  AND NOT EXISTS (SELECT FROM purchases_return WHERE store_id = store.id AND source IS NOT NULL)
"""


def _period() -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(blank=True, db_default="", max_length=10)


class Migration(migrations.Migration):
    dependencies = [("purchases", "0002_nobodys_return_by_number"), ("shops", "0005_receipts_restart")]
    operations = [
        migrations.AddField("purchase", "receipt_period", _period()),
        migrations.AddField("return", "receipt_period", _period()),
        migrations.RemoveConstraint("purchase", "receipt_once_per_store"),
        migrations.RemoveConstraint("return", "return_receipt_once_per_store"),
        migrations.AddConstraint(
            "purchase",
            models.UniqueConstraint(
                fields=["store", "receipt", "receipt_period"], name="receipt_once_per_store_and_period"
            ),
        ),
        migrations.AddConstraint(
            "return",
            models.UniqueConstraint(
                fields=["store", "receipt", "receipt_period"], name="return_once_per_store_and_period"
            ),
        ),
        migrations.RunSQL(_NEVER_IN_A_FILE, migrations.RunSQL.noop),
    ]
