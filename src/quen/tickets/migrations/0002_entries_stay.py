"""What was said in a ticket stays as it was said, whatever program writes."""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION quen_ticket_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entry % of a ticket stays as it is', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ticket_entry_stays';
END $$;
CREATE TRIGGER ticket_entry_stays BEFORE UPDATE OR DELETE ON tickets_entry
    FOR EACH ROW EXECUTE FUNCTION quen_ticket_entry_stays();
"""
_ALLOW = "DROP TRIGGER ticket_entry_stays ON tickets_entry; DROP FUNCTION quen_ticket_entry_stays();"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_first")]
    operations = [migrations.RunSQL(_REFUSE, _ALLOW)]
