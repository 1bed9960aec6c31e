"""`quen_search_key(text)`, written out by shops/search_key.py."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from quen.shops.search_key import create_search_key


def _create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Written out here and not at import: going through all of Unicode takes half a second of every start."""
    schema_editor.execute(create_search_key(), params=None)


def _drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP FUNCTION quen_search_key(text)")


class Migration(migrations.Migration):
    dependencies = [("shops", "0001_initial")]
    operations = [migrations.RunPython(_create, _drop)]
