"""The words of a text apart from learning them: somebody who writes much at once learns them at the end."""

from django.db import migrations

WORDS = """
CREATE FUNCTION directory_words(texts text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT DISTINCT m[1] FROM regexp_matches(plain(texts), '[a-z]{4,60}', 'g') AS m
$$;
CREATE OR REPLACE FUNCTION directory_learn(listing text, texts text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO directory_word (listing, word) SELECT $1, word FROM directory_words(texts) AS word ON CONFLICT DO NOTHING
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION directory_learn(listing text, texts text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO directory_word (listing, word)
    SELECT DISTINCT $1, m[1] FROM regexp_matches(plain(texts), '[a-z]{4,60}', 'g') AS m
    ON CONFLICT DO NOTHING
$$;
DROP FUNCTION directory_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_facts")]
    operations = [migrations.RunSQL(WORDS, BEFORE)]
