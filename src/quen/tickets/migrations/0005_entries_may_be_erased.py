"""An entry still stays as it was said, but for the verb that forgets a person: it may empty the words, and no more."""

from django.db import migrations

_FORGET = """
DROP TRIGGER ticket_entry_stays ON tickets_entry;
CREATE TRIGGER ticket_entry_stays BEFORE DELETE ON tickets_entry
    FOR EACH ROW EXECUTE FUNCTION quen_ticket_entry_stays();
CREATE TRIGGER ticket_entry_words_stay BEFORE UPDATE ON tickets_entry FOR EACH ROW
    WHEN (NOT (
        coalesce(current_setting('quen.erases', true), '') = 'on'
        AND NEW.text = '—' AND NEW.html = '' AND NEW.message_id = '' AND NEW.in_reply_to = ''
        AND to_jsonb(NEW) - ARRAY['text', 'html', 'message_id', 'in_reply_to']
            = to_jsonb(OLD) - ARRAY['text', 'html', 'message_id', 'in_reply_to']))
    EXECUTE FUNCTION quen_ticket_entry_stays();
"""
_KEEP = """
DROP TRIGGER ticket_entry_words_stay ON tickets_entry;
DROP TRIGGER ticket_entry_stays ON tickets_entry;
CREATE TRIGGER ticket_entry_stays BEFORE UPDATE OR DELETE ON tickets_entry
    FOR EACH ROW EXECUTE FUNCTION quen_ticket_entry_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_tickets_by_sms")]
    operations = [migrations.RunSQL(_FORGET, _KEEP)]
