"""An organisation that somebody manages does not end up without a manager, whoever writes.

Checked at the end of the transaction, so that a manager may be replaced within one. The organisation's row is locked
before the others are counted: of two managers who leave at once, the second sees that the first is gone. Excepted: an
organisation that is deleted or archived, a representation that moves to another organisation (a merge, which keeps the
person), and the team's deliberate acts (`actors.services.people.without_manager`).
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION actors_keep_a_manager() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sheet_state text;
BEGIN
    IF coalesce(current_setting('actors.without_manager', true), '') = 'on' THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.actor_id <> OLD.actor_id THEN RETURN NULL; END IF;
    END IF;
    SELECT state INTO sheet_state FROM actors_actor WHERE id = OLD.actor_id FOR NO KEY UPDATE;
    IF sheet_state IS NULL OR sheet_state = 'archived' THEN RETURN NULL; END IF;
    IF NOT EXISTS (SELECT FROM actors_representation WHERE actor_id = OLD.actor_id AND role = 'manager' AND status = 'active') THEN
        RAISE EXCEPTION 'organisation % would have no manager', OLD.actor_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'actors_representation_keeps_a_manager';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER keep_a_manager AFTER UPDATE OR DELETE ON actors_representation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'manager' AND OLD.status = 'active')
    EXECUTE FUNCTION actors_keep_a_manager();
"""
UNDO = "DROP FUNCTION actors_keep_a_manager() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("actors", "0011_invitation")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
