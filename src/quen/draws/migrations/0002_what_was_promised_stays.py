"""Rules, prizes, entries, contests, winners and awards stay as they were promised, whatever program writes.

Every column of an opened draw stays but those named here, so that a column added later is kept safe by itself.
"""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION quen_draw_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    steps text[] := ARRAY['draft', 'open', 'closed', 'drawn', 'published'];
    moving text[] := ARRAY['state', 'entries_hash', 'public_word', 'opened_at', 'closed_at', 'drawn_at', 'published_at'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'draw % was opened and is kept', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'opened_draw_is_kept';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft' AND (
        to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
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

-- Judges are named in the draft; after that they only hand in or are excused, once.
CREATE FUNCTION quen_judge_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_in text;
    draw bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.draw_id ELSE OLD.draw_id END;
BEGIN
    SELECT state INTO now_in FROM draws_draw WHERE id = draw FOR SHARE;
    IF now_in IS NULL OR now_in = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'UPDATE' OR now_in NOT IN ('open', 'closed') OR NEW.draw_id <> OLD.draw_id
        OR NEW.staff_id <> OLD.staff_id OR OLD.handed_in_at IS NOT NULL OR OLD.excused_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'judges of draw % stay as they are', draw
            USING ERRCODE = 'check_violation', CONSTRAINT = 'judge_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_judge
    FOR EACH ROW EXECUTE FUNCTION quen_judge_stays();

-- Marks are written while their judge has not handed in.
CREATE FUNCTION quen_mark_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_free boolean;
    whose bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.judge_id ELSE OLD.judge_id END;
BEGIN
    SELECT judge.handed_in_at IS NULL AND judge.excused_at IS NULL AND draw.state = 'closed' INTO is_free
    FROM draws_judge AS judge JOIN draws_draw AS draw ON draw.id = judge.draw_id
    WHERE judge.id = whose FOR SHARE;
    IF NOT is_free OR (TG_OP = 'UPDATE' AND (NEW.judge_id <> OLD.judge_id OR NEW.participant_id <> OLD.participant_id))
    THEN
        RAISE EXCEPTION 'points of judge % stay as they are', whose
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mark_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER mark_stays BEFORE INSERT OR UPDATE OR DELETE ON draws_mark
    FOR EACH ROW EXECUTE FUNCTION quen_mark_stays();

-- An award ends once, and is never taken away.
CREATE FUNCTION quen_award_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR NEW.winner_id <> OLD.winner_id OR NEW.prize_id <> OLD.prize_id
        OR NEW.won_at <> OLD.won_at OR NEW.claim_until <> OLD.claim_until
    THEN
        RAISE EXCEPTION 'award % stays as it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'award_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER award_stays BEFORE UPDATE OR DELETE ON draws_award
    FOR EACH ROW EXECUTE FUNCTION quen_award_stays();
"""
_ALLOW = """
DROP TRIGGER award_stays ON draws_award;
DROP FUNCTION quen_award_stays();
DROP TRIGGER mark_stays ON draws_mark;
DROP FUNCTION quen_mark_stays();
DROP TRIGGER judge_stays ON draws_judge;
DROP FUNCTION quen_judge_stays();
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
