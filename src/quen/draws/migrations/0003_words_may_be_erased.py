"""Entries, participants and awards still stay, but for the verb that forgets a person: it may empty their words."""

from django.db import migrations

_STAYS = {
    "entry_stays": ("draws_entry", "quen_draw_part_stays('open')", "text"),
    "participant_stays": ("draws_participant", "quen_draw_part_stays('open')", "text"),
    "award_stays": ("draws_award", "quen_award_stays()", "note"),
}


def _forget(name: str, table: str, refuse: str, words: str) -> str:
    others = "DELETE" if table == "draws_award" else "INSERT OR DELETE"
    return f"""
        DROP TRIGGER {name} ON {table};
        CREATE TRIGGER {name} BEFORE {others} ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse};
        CREATE TRIGGER {name}_as_it_is BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN (NOT (
                coalesce(current_setting('quen.erases', true), '') = 'on' AND NEW.{words} = ''
                AND to_jsonb(NEW) - '{words}' = to_jsonb(OLD) - '{words}'))
            EXECUTE FUNCTION {refuse};
    """


def _keep(name: str, table: str, refuse: str) -> str:
    others = "UPDATE OR DELETE" if table == "draws_award" else "INSERT OR UPDATE OR DELETE"
    return f"""
        DROP TRIGGER {name}_as_it_is ON {table};
        DROP TRIGGER {name} ON {table};
        CREATE TRIGGER {name} BEFORE {others} ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse};
    """


class Migration(migrations.Migration):
    dependencies = [("draws", "0002_what_was_promised_stays")]
    operations = [
        migrations.RunSQL(_forget(name, *facts), _keep(name, *facts[:2])) for name, facts in _STAYS.items()
    ]
