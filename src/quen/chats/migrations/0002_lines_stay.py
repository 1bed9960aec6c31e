"""What was said in a chat stays as it was said, whatever program writes."""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION quen_chat_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'line % of a chat stays as it is', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'chat_line_stays';
END $$;
CREATE TRIGGER chat_line_stays BEFORE UPDATE OR DELETE ON chats_line
    FOR EACH ROW EXECUTE FUNCTION quen_chat_line_stays();
"""
_ALLOW = "DROP TRIGGER chat_line_stays ON chats_line; DROP FUNCTION quen_chat_line_stays();"


class Migration(migrations.Migration):
    dependencies = [("chats", "0001_first")]
    operations = [migrations.RunSQL(_REFUSE, _ALLOW)]
