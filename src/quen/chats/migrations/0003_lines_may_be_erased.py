"""A line still stays as it was said, but for the verb that forgets a person: it may empty the words, and no more."""

from django.db import migrations

_FORGET = """
DROP TRIGGER chat_line_stays ON chats_line;
CREATE TRIGGER chat_line_stays BEFORE DELETE ON chats_line
    FOR EACH ROW EXECUTE FUNCTION quen_chat_line_stays();
CREATE TRIGGER chat_line_words_stay BEFORE UPDATE ON chats_line FOR EACH ROW
    WHEN (NOT (
        coalesce(current_setting('quen.erases', true), '') = 'on' AND NEW.text = '—' AND NEW.author = ''
        AND to_jsonb(NEW) - 'text' - 'author' = to_jsonb(OLD) - 'text' - 'author'))
    EXECUTE FUNCTION quen_chat_line_stays();
"""
_KEEP = """
DROP TRIGGER chat_line_words_stay ON chats_line;
DROP TRIGGER chat_line_stays ON chats_line;
CREATE TRIGGER chat_line_stays BEFORE UPDATE OR DELETE ON chats_line
    FOR EACH ROW EXECUTE FUNCTION quen_chat_line_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("chats", "0002_lines_stay")]
    operations = [migrations.RunSQL(_FORGET, _KEEP)]
