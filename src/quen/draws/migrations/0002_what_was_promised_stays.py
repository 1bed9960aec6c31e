"""Rules, prizes, entries and winners stay as they were promised, whatever program writes."""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION quen_draw_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    steps text[] := ARRAY['draft', 'open', 'closed', 'drawn', 'published'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'draw % was opened and is kept', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'opened_draw_is_kept';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft' AND (
        ROW(NEW.name, NEW.opens_at, NEW.closes_at, NEW.amount_per_entry_minor, NEW.stores, NEW.most_a_person,
            NEW.reserves, NEW.area, NEW.goods, NEW.how_to_take_part, NEW.how_told, NEW.commitment, NEW.seed, NEW.salt)
        IS DISTINCT FROM
        ROW(OLD.name, OLD.opens_at, OLD.closes_at, OLD.amount_per_entry_minor, OLD.stores, OLD.most_a_person,
            OLD.reserves, OLD.area, OLD.goods, OLD.how_to_take_part, OLD.how_told, OLD.commitment, OLD.seed, OLD.salt)
        OR OLD.state <> 'open' AND NEW.entries_hash <> OLD.entries_hash
        OR OLD.state NOT IN ('open', 'closed') AND NEW.public_word <> OLD.public_word)
    THEN
        RAISE EXCEPTION 'draw % was opened and stays as it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opened_draw_stays';
    END IF;
    IF NEW.state <> OLD.state AND array_position(steps, NEW.state::text) <> array_position(steps, OLD.state::text) + 1
    THEN
        RAISE EXCEPTION 'draw % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draw_moves_forward';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_moves_forward BEFORE UPDATE OR DELETE ON draws_draw
    FOR EACH ROW EXECUTE FUNCTION quen_draw_moves_forward();

-- The argument is the one state of the draw in which rows are written. FOR SHARE waits for a step under way.
CREATE FUNCTION quen_draw_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_in text;
    draw bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.draw_id ELSE OLD.draw_id END;
BEGIN
    SELECT state INTO now_in FROM draws_draw WHERE id = draw FOR SHARE;
    IF now_in IS NOT NULL AND (now_in <> TG_ARGV[0] OR (TG_OP <> 'INSERT' AND TG_ARGV[0] <> 'draft')) THEN
        RAISE EXCEPTION '% of draw % stay as they are', TG_TABLE_NAME, draw
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draw_part_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER prize_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_prize
    FOR EACH ROW EXECUTE FUNCTION quen_draw_part_stays('draft');
CREATE TRIGGER entry_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_entry
    FOR EACH ROW EXECUTE FUNCTION quen_draw_part_stays('open');
CREATE TRIGGER participant_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_participant
    FOR EACH ROW EXECUTE FUNCTION quen_draw_part_stays('open');
CREATE TRIGGER winner_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_winner
    FOR EACH ROW EXECUTE FUNCTION quen_draw_part_stays('closed');
"""
_ALLOW = """
DROP TRIGGER winner_stays ON draws_winner;
DROP TRIGGER participant_stays ON draws_participant;
DROP TRIGGER entry_stays ON draws_entry;
DROP TRIGGER prize_stays ON draws_prize;
DROP TRIGGER draw_moves_forward ON draws_draw;
DROP FUNCTION quen_draw_part_stays();
DROP FUNCTION quen_draw_moves_forward();
"""


class Migration(migrations.Migration):
    dependencies = [("draws", "0001_first")]
    operations = [migrations.RunSQL(_REFUSE, _ALLOW)]
