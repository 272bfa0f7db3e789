"""A session stands on an event of kind « formation », whoever writes either of them."""

from django.db import migrations

KIND = """
CREATE FUNCTION trainings_session_is_training() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM events_event WHERE id = NEW.event_id AND kind = 'formation' FOR SHARE;
    IF NOT FOUND THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'a session stands on a training',
            CONSTRAINT = 'trainings_session_of_training';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER trainings_session_of_training AFTER INSERT OR UPDATE OF event_id ON trainings_session
    FOR EACH ROW EXECUTE FUNCTION trainings_session_is_training();

CREATE FUNCTION trainings_event_stays_training() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM trainings_session WHERE event_id = NEW.id) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'an event with a session stays a training',
            CONSTRAINT = 'trainings_session_of_training';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER trainings_event_stays_training AFTER UPDATE OF kind ON events_event
    FOR EACH ROW WHEN (NEW.kind <> 'formation') EXECUTE FUNCTION trainings_event_stays_training();
"""

UNDO = "DROP FUNCTION trainings_session_is_training(), trainings_event_stays_training() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("trainings", "0001_initial"), ("events", "0002_places")]
    operations = [migrations.RunSQL(KIND, UNDO)]
