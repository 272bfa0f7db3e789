"""SQL of the triggers that keep a list's search table true, for migrations."""


def triggers(index, concerned, *, only_updates=()):
    """SQL that calls `index(ids bigint[])` after each statement that changes one of the tables of `concerned`.

    `concerned` maps a table to the query of the ids that a changed row concerns, read from the transition table `changed`.
    Tables of `only_updates` belong to others: their rows come and go with rows of our own, so only a change of theirs counts.
    """
    for table, query in concerned.items():
        name = f"{index}_after_{table}"
        yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM {index}(ARRAY({query})); RETURN NULL; END $$;
CREATE TRIGGER {name}_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
        if table not in only_updates:
            yield f"""
CREATE TRIGGER {name}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def forget(index, concerned):
    """SQL that removes what `triggers` made, and `index` itself."""
    return "".join(f"DROP FUNCTION {index}_after_{table}() CASCADE;\n" for table in concerned) + f"DROP FUNCTION {index}(bigint[]);\n"


def facts(table, *, one=(), many=(), unknown=()):
    """SQL that adds to a search table the column `facts`: the values of its facets as one array (see migration 0002_facts).

    A facet of `unknown` has the value `inconnu` where a row says nothing.
    """
    parts = [f"directory_facts('{name}', ARRAY[{name}])" for name in one] + [f"directory_facts('{name}', {name})" for name in many]
    for name in unknown:
        nothing = f"cardinality({name}) = 0" if name in many else f"{name} IS NULL"
        parts.append(f"CASE WHEN {nothing} THEN ARRAY['{name}=inconnu'] ELSE '{{}}'::text[] END")
    return f"ALTER TABLE {table} ADD COLUMN facts text[] GENERATED ALWAYS AS ({' || '.join(parts)}) STORED;"
