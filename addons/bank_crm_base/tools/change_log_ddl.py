"""Tables, functions and triggers of the change log, as PostgreSQL keeps them.

The log is written by the database itself: what the ORM and what a hand in psql changes
goes through the same triggers. Nothing in it is ever updated.
"""

# Set for the transaction by `bank.change._tell`; a hand in psql sets none of them.
SETTING_USER, SETTING_REASON, SETTING_ORIGIN = "bank.user", "bank.reason", "bank.origin"
SETTING_CUT = "bank.change_cut"

TABLES = """
CREATE TABLE IF NOT EXISTS bank_change_batch (
    id bigserial PRIMARY KEY,
    table_name varchar NOT NULL,
    operation varchar NOT NULL,
    changed_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    transaction bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    db_user varchar NOT NULL DEFAULT session_user,
    application varchar DEFAULT current_setting('application_name', true),
    user_id integer,
    reason varchar,
    origin varchar NOT NULL,
    row_count integer NOT NULL
);
CREATE INDEX IF NOT EXISTS bank_change_batch_user_idx
    ON bank_change_batch (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS bank_change_batch_changed_at_idx
    ON bank_change_batch (changed_at);
CREATE TABLE IF NOT EXISTS bank_change (
    id bigserial PRIMARY KEY,
    batch_id bigint NOT NULL,
    model varchar NOT NULL,
    record_id integer,
    client_id integer,
    old jsonb,
    new jsonb
);
CREATE INDEX IF NOT EXISTS bank_change_batch_id_idx ON bank_change (batch_id);
CREATE INDEX IF NOT EXISTS bank_change_record_idx ON bank_change (model, record_id, id);
CREATE INDEX IF NOT EXISTS bank_change_client_idx
    ON bank_change (client_id, id) WHERE client_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS bank_change_seal (
    id bigint PRIMARY KEY,
    batch_id bigint NOT NULL UNIQUE,
    hash varchar NOT NULL,
    sealed_at timestamp NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);
CREATE TABLE IF NOT EXISTS bank_change_unsealed (batch_id bigint PRIMARY KEY);
"""

# Arguments: model, columns never kept, 'clients' where only guarded rows are kept, and
# 'id' where rows have an id (relation tables have none).
CAPTURE_NAME = "bank_change_capture"
CAPTURE_BODY = """
DECLARE
    source text := coalesce(nullif(current_setting('bank.origin', true), ''), 'sql');
    hidden text[] := string_to_array(TG_ARGV[1], ',');
    -- Feeds and nights write by the million; the run is their journal.
    is_run boolean := source IN ('feed', 'night');
    only_clients boolean := TG_ARGV[2] = 'clients';
    batch bigint := nextval('bank_change_batch_id_seq');
    counted bigint := 0;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT count(*) FROM %I', TG_TABLE_NAME) INTO counted;
    ELSIF is_run AND TG_OP = 'DELETE' THEN
        SELECT count(*) INTO counted FROM old_rows;
    ELSIF is_run THEN
        SELECT count(*) INTO counted FROM new_rows;
    ELSIF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND TG_ARGV[3] <> 'id') THEN
        INSERT INTO bank_change (batch_id, model, record_id, client_id, new)
        SELECT batch, TG_ARGV[0], (fresh ->> 'id')::int,
               (fresh ->> CASE WHEN only_clients THEN 'id' ELSE 'client_id' END)::int,
               jsonb_strip_nulls(fresh - hidden)
          FROM (SELECT to_jsonb(n) AS fresh FROM new_rows n OFFSET 0) AS made
         WHERE NOT only_clients OR (fresh ->> 'is_guarded')::boolean;
        GET DIAGNOSTICS counted = ROW_COUNT;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO bank_change (batch_id, model, record_id, client_id, old)
        SELECT batch, TG_ARGV[0], (gone ->> 'id')::int,
               (gone ->> CASE WHEN only_clients THEN 'id' ELSE 'client_id' END)::int,
               jsonb_strip_nulls(gone - hidden)
          FROM (SELECT to_jsonb(o) AS gone FROM old_rows o OFFSET 0) AS dropped
         WHERE NOT only_clients OR (gone ->> 'is_guarded')::boolean;
        GET DIAGNOSTICS counted = ROW_COUNT;
    ELSE
        INSERT INTO bank_change (batch_id, model, record_id, client_id, old, new)
        SELECT batch, TG_ARGV[0], pair.id,
               (coalesce(fresh, gone)
                ->> CASE WHEN only_clients THEN 'id' ELSE 'client_id' END)::int,
               difference.old, difference.new
          -- OFFSET 0: each row is made JSON once, not again for every column.
          FROM (SELECT coalesce(n.id, o.id) AS id,
                       jsonb_strip_nulls(to_jsonb(o)) - hidden AS gone,
                       jsonb_strip_nulls(to_jsonb(n)) - hidden AS fresh
                  FROM old_rows o FULL JOIN new_rows n ON n.id = o.id OFFSET 0) AS pair
         CROSS JOIN LATERAL (
               SELECT jsonb_object_agg(part.key, gone -> part.key) AS old,
                      jsonb_object_agg(part.key, fresh -> part.key) AS new
                 FROM jsonb_object_keys(coalesce(gone, '{}') || coalesce(fresh, '{}'))
                      AS part (key)
                WHERE gone -> part.key IS DISTINCT FROM fresh -> part.key) AS difference
         WHERE gone IS DISTINCT FROM fresh
           AND difference.old IS NOT NULL
           AND (NOT only_clients OR (fresh ->> 'is_guarded')::boolean
                OR (gone ->> 'is_guarded')::boolean);
        GET DIAGNOSTICS counted = ROW_COUNT;
    END IF;
    IF counted > 0 THEN
        INSERT INTO bank_change_batch (id, table_name, operation, user_id, reason, origin,
                                       row_count)
        VALUES (batch, TG_TABLE_NAME, lower(TG_OP),
                nullif(current_setting('bank.user', true), '')::int,
                nullif(current_setting('bank.reason', true), ''), source, counted);
        INSERT INTO bank_change_unsealed VALUES (batch);
    END IF;
    RETURN NULL;
END
"""

# Keeps the honest hand off the log. Whoever disables it is noticed by the chain of hashes.
GUARD_NAME = "bank_change_guard"
GUARD_BODY = """
BEGIN
    IF TG_OP IN ('INSERT', 'DELETE') AND current_setting('bank.change_cut', true) = 'on'
       OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The change log is only written by the database and never edited.'
        USING ERRCODE = 'insufficient_privilege';
END
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$;
"""

GUARDS = {
    "bank_change": "INSERT OR UPDATE OR DELETE OR TRUNCATE",
    "bank_change_batch": "INSERT OR UPDATE OR DELETE OR TRUNCATE",
    "bank_change_seal": "UPDATE OR DELETE OR TRUNCATE",
}
# The view log has the same guard, set where its table is made.
VIEW_GUARDS = {"bank_client_view": "UPDATE OR DELETE OR TRUNCATE"}
GUARD_TRIGGER = """
DROP TRIGGER IF EXISTS {table}_guard ON {table};
CREATE TRIGGER {table}_guard BEFORE {events} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION bank_change_guard();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_guard;
"""

# Trigger of a watched table -> when it fires and which rows it is given.
WATCHES = {
    "bank_change_insert": ("AFTER INSERT", "REFERENCING NEW TABLE AS new_rows"),
    "bank_change_update": (
        "AFTER UPDATE",
        "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    ),
    "bank_change_delete": ("AFTER DELETE", "REFERENCING OLD TABLE AS old_rows"),
    "bank_change_truncate": ("BEFORE TRUNCATE", ""),
}


def all_ddl():
    """Everything but the triggers of the watched tables, which follow the administrator's list."""
    functions = "".join(
        FUNCTION.format(name=name, body=body)
        for name, body in ((CAPTURE_NAME, CAPTURE_BODY), (GUARD_NAME, GUARD_BODY))
    )
    return TABLES + functions + guard_ddl(GUARDS)


def guard_ddl(guards):
    """The triggers that keep hands off the tables of `guards`."""
    return "".join(
        GUARD_TRIGGER.format(table=table, events=events)
        for table, events in guards.items()
    )
