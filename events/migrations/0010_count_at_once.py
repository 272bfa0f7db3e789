"""Places counted once a statement: an event called off ends thousands of registrations with one write to the row of their seating.

Row by row, each write went through all the versions that the same transaction had left of that row.
"""

from django.db import migrations

HELD = "state IN ('confirmed', 'offered')"
COUNT = f"""
DROP TRIGGER events_registration_counts ON events_registration;
DROP FUNCTION events_count_places();

CREATE FUNCTION events_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE events_seating s SET taken = s.taken + m.n
        FROM (SELECT seating_id, count(*) AS n FROM written WHERE {HELD} GROUP BY 1) m WHERE s.id = m.seating_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE events_seating s SET taken = s.taken - m.n
        FROM (SELECT seating_id, count(*) AS n FROM gone WHERE {HELD} GROUP BY 1) m WHERE s.id = m.seating_id;
    ELSE
        UPDATE events_seating s SET taken = s.taken + m.n
        FROM (SELECT seating_id, sum(n) AS n
              FROM (SELECT seating_id, 1 AS n FROM written WHERE {HELD} UNION ALL SELECT seating_id, -1 FROM gone WHERE {HELD}) b
              GROUP BY 1 HAVING sum(n) <> 0) m WHERE s.id = m.seating_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_registration_counts_new AFTER INSERT ON events_registration
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION events_count_places();
CREATE TRIGGER events_registration_counts_gone AFTER DELETE ON events_registration
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION events_count_places();
CREATE TRIGGER events_registration_counts AFTER UPDATE ON events_registration
    REFERENCING OLD TABLE AS gone NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION events_count_places();
"""
BACK = """
DROP FUNCTION events_count_places() CASCADE;
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


class Migration(migrations.Migration):
    dependencies = [("events", "0003_search_and_calendar_keys")]
    operations = [migrations.RunSQL(COUNT, BACK)]
