from django.db import migrations


class Migration(migrations.Migration):
    """The table of the default cache: counters of attempts, which must hold while Redis is away.

    Unlogged: it is written at every attempt and worth nothing after a crash.
    """

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE UNLOGGED TABLE IF NOT EXISTS network_cache ("
                "cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)",
                "CREATE INDEX IF NOT EXISTS network_cache_expires ON network_cache (expires)",
            ],
            "DROP TABLE IF EXISTS network_cache",
        )
    ]
