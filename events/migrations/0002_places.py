"""Places counted and kept by PostgreSQL: never more taken than there are, whoever writes."""

from django.db import migrations

# A registration holds a place while it is confirmed or offered one. Counting updates the row of the seating, which whoever
# gives or frees a place has locked, and the constraint of that row refuses one too many.
PLACES = """
ALTER TABLE events_registration ADD CONSTRAINT events_registration_seating_of_event
    FOREIGN KEY (seating_id, event_id) REFERENCES events_seating (id, event_id);

CREATE FUNCTION events_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before bigint := CASE WHEN TG_OP <> 'INSERT' AND OLD.state IN ('confirmed', 'offered') THEN OLD.seating_id END;
    after bigint := CASE WHEN TG_OP <> 'DELETE' AND NEW.state IN ('confirmed', 'offered') THEN NEW.seating_id END;
BEGIN
    IF before IS DISTINCT FROM after THEN
        IF before IS NOT NULL THEN UPDATE events_seating SET taken = taken - 1 WHERE id = before; END IF;
        IF after IS NOT NULL THEN UPDATE events_seating SET taken = taken + 1 WHERE id = after; END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_registration_counts AFTER INSERT OR DELETE OR UPDATE OF state, seating_id ON events_registration
    FOR EACH ROW EXECUTE FUNCTION events_count_places();
"""

TALKS = """
CREATE FUNCTION events_count_talk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE events_talk SET taken = taken - 1 WHERE id = OLD.talk_id;
        RETURN NULL;
    END IF;
    PERFORM FROM events_registration WHERE id = NEW.registration_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM events_talk t JOIN events_registration r ON r.event_id = t.event_id
                   WHERE t.id = NEW.talk_id AND r.id = NEW.registration_id) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'a talk of another event', CONSTRAINT = 'events_talkchoice_of_event';
    END IF;
    IF EXISTS (SELECT FROM events_talkchoice c JOIN events_talk o ON o.id = c.talk_id JOIN events_talk t ON t.id = NEW.talk_id
               WHERE c.registration_id = NEW.registration_id AND c.id <> NEW.id
                 AND tstzrange(o.starts_at, o.ends_at) && tstzrange(t.starts_at, t.ends_at)) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'two talks at once', CONSTRAINT = 'events_talkchoice_one_at_once';
    END IF;
    UPDATE events_talk SET taken = taken + 1 WHERE id = NEW.talk_id;
    RETURN NULL;
END $$;
CREATE TRIGGER events_talkchoice_counts AFTER INSERT OR DELETE ON events_talkchoice FOR EACH ROW EXECUTE FUNCTION events_count_talk();
"""

# Absent is who was expected and did not come: who cancelled, waits or was never confirmed has no mark, and nobody marked cancels.
ATTENDANCE = """
CREATE FUNCTION events_mark_who_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM events_registration WHERE id = NEW.registration_id FOR SHARE;
    IF NOT EXISTS (SELECT FROM events_registration r JOIN events_slot s ON s.event_id = r.event_id
                   WHERE r.id = NEW.registration_id AND s.id = NEW.slot_id AND r.state = 'confirmed') THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'only who is confirmed is present or absent',
            CONSTRAINT = 'events_attendance_of_confirmed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_attendance_of_confirmed AFTER INSERT OR UPDATE ON events_attendance
    FOR EACH ROW EXECUTE FUNCTION events_mark_who_comes();

CREATE FUNCTION events_marked_stay_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM events_attendance WHERE registration_id = NEW.id) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'who is present or absent cannot cancel',
            CONSTRAINT = 'events_registration_marked_stays';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_registration_marked_stays AFTER UPDATE OF state ON events_registration
    FOR EACH ROW WHEN (NEW.state <> 'confirmed') EXECUTE FUNCTION events_marked_stay_confirmed();
"""

UNDO = """
DROP FUNCTION events_count_places(), events_count_talk(), events_mark_who_comes(), events_marked_stay_confirmed() CASCADE;
ALTER TABLE events_registration DROP CONSTRAINT events_registration_seating_of_event;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(PLACES + TALKS + ATTENDANCE, UNDO)]
