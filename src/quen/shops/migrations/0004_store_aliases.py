"""Other names of stores; a store renamed before keeps the name it has now, and the spelling its files began with."""

from django.db import migrations, models

_FIRST_SPELLING = """
UPDATE shops_store AS store
SET written = coalesce(
    (SELECT change.before #>> '{}' FROM shops_settingchange AS change
     WHERE change.setting = 'store.' || store.id || '.name' AND quen_search_key(change.before #>> '{}') = store.key
     ORDER BY change.id LIMIT 1),
    CASE WHEN quen_search_key(store.name) = store.key THEN store.name END,
    '')
"""
_NAMES_NOW = """
INSERT INTO shops_storealias (store_id, name, key)
SELECT store.id, store.name, quen_search_key(store.name)
FROM shops_store AS store
WHERE NOT EXISTS (SELECT FROM shops_store AS other WHERE other.key = quen_search_key(store.name))
ORDER BY store.id
ON CONFLICT (key) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("shops", "0003_api_tokens")]
    operations = [
        migrations.AddField(
            "store",
            "written",
            models.CharField(
                blank=True,
                db_default="",
                help_text="as the first file that named it wrote it: the fingerprints of its rows hold this text",
                max_length=200,
            ),
        ),
        migrations.CreateModel(
            name="StoreAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(help_text="search_key(name)", max_length=200, unique=True)),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="aliases", to="shops.store"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            [_FIRST_SPELLING, "SET CONSTRAINTS ALL IMMEDIATE", _NAMES_NOW], migrations.RunSQL.noop
        ),
    ]
