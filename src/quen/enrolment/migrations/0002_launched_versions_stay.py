"""What a launched version says can never change: the database itself refuses."""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION quen_launched_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of the programme is launched and stays as it is', OLD.number
        USING ERRCODE = 'check_violation', CONSTRAINT = 'launched_version_stays';
END $$;
CREATE TRIGGER launched_version_stays BEFORE UPDATE ON enrolment_programmeversion FOR EACH ROW
    WHEN (OLD.launched_at IS NOT NULL AND ROW(NEW.number, NEW.text, NEW.values, NEW.effective_from, NEW.launched_at)
          IS DISTINCT FROM ROW(OLD.number, OLD.text, OLD.values, OLD.effective_from, OLD.launched_at))
    EXECUTE FUNCTION quen_launched_version_stays();
CREATE TRIGGER launched_version_is_kept BEFORE DELETE ON enrolment_programmeversion FOR EACH ROW
    WHEN (OLD.launched_at IS NOT NULL) EXECUTE FUNCTION quen_launched_version_stays();
"""
_ALLOW = """
DROP TRIGGER launched_version_stays ON enrolment_programmeversion;
DROP TRIGGER launched_version_is_kept ON enrolment_programmeversion;
DROP FUNCTION quen_launched_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]
    operations = [migrations.RunSQL(_REFUSE, _ALLOW)]
