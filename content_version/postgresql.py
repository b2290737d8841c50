"""The triggers on PostgreSQL: once for each statement that really changed a watched value."""

from collections.abc import Mapping
from typing import Any

TABLE = "content_version_contentchange"
MOST_ROWS = 100
"""From so many rows on, a transaction that adds one takes in all that no other holds."""

# The steps are of random size: a database that was restored from a backup and then went another
# way does not come by a version that a cache knows from before.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_changed boolean;
  is_first boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format(
      'SELECT EXISTS (SELECT %1$s FROM new_rows EXCEPT ALL SELECT %1$s FROM old_rows)', TG_ARGV[0]
    ) INTO is_changed;
  ELSE
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_ARGV[0]) INTO is_changed;
  END IF;
  IF NOT is_changed THEN
    RETURN NULL;
  END IF;
  INSERT INTO {TABLE} AS kept (transaction, amount)
    VALUES (txid_current(), 1 + floor(random() * 1000000)::bigint)
    ON CONFLICT (transaction) DO UPDATE SET amount = kept.amount + EXCLUDED.amount
    RETURNING xmax = 0 INTO is_first;
  IF is_first AND (SELECT count(*) > {MOST_ROWS} FROM {TABLE}) THEN
    WITH others AS (
      SELECT transaction FROM {TABLE} WHERE transaction <> txid_current() FOR UPDATE SKIP LOCKED
    ), taken AS (
      DELETE FROM {TABLE} WHERE transaction IN (SELECT transaction FROM others) RETURNING amount
    )
    UPDATE {TABLE} SET amount = amount + (SELECT coalesce(sum(taken.amount), 0) FROM taken)
      WHERE transaction = txid_current();
  END IF;
  RETURN NULL;
END $$;
"""
EVENTS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
}
ARGUMENTS = {"insert": "new_rows", "delete": "old_rows"}


def install(connection: Any, watched: Mapping[str, list[str]]) -> None:
    """watched is table → columns. What stands is replaced; the version moves on."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        for table, columns in watched.items():
            names = ", ".join(f'"{column}"' for column in columns)
            for event, rows in EVENTS.items():
                cursor.execute(
                    f'CREATE OR REPLACE TRIGGER content_{event} AFTER {event} ON "{table}" {rows} '
                    f"FOR EACH STATEMENT EXECUTE FUNCTION content_changed('{ARGUMENTS.get(event, names)}')"
                )
        cursor.execute(
            f"INSERT INTO {TABLE} VALUES (txid_current(), 1) ON CONFLICT (transaction) DO NOTHING"
        )


def remove(connection: Any, watched: Mapping[str, list[str]]) -> None:
    """A column that a trigger names cannot change its type."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in watched:
                for event in EVENTS:
                    cursor.execute(f'DROP TRIGGER IF EXISTS content_{event} ON "{table}"')
