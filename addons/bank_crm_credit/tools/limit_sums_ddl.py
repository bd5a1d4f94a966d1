"""Tables and triggers by which the use of wide limits is known without counting all loans.

`_counted` has a line for each loan and approval as it was last counted, `_sum` their sums
by product, branch and currency, `_touched` the lines that changed since. What is touched is
known by the database itself: feeds write by SQL, and no method would hear of it.
"""

COUNTED = "bank_loan_limit_counted"

TABLES = """
CREATE TABLE bank_loan_limit_counted (
    line_key bigint PRIMARY KEY, holding_id int, commitment_id int, client_id int,
    product_id int, branch_id int, currency_id int NOT NULL, drawn numeric NOT NULL,
    undrawn numeric NOT NULL, reserved numeric NOT NULL, factor numeric NOT NULL,
    checked_rate numeric
);
CREATE INDEX bank_loan_limit_counted_client_idx ON bank_loan_limit_counted (client_id);
CREATE INDEX bank_loan_limit_counted_cell_idx ON bank_loan_limit_counted
    (currency_id, (coalesce(product_id, 0)), (coalesce(branch_id, 0)));
CREATE TABLE bank_loan_limit_sum (
    product_id int, branch_id int, currency_id int, rate numeric, lines bigint NOT NULL,
    without_rate bigint NOT NULL, drawn numeric NOT NULL, undrawn numeric NOT NULL,
    reserved numeric NOT NULL, used numeric NOT NULL, used_then numeric NOT NULL,
    PRIMARY KEY (product_id, branch_id, currency_id)
);
CREATE TABLE bank_loan_limit_touched (line_key bigint NOT NULL);
"""

# A new table knows nothing: everything is touched until it was counted once.
TOUCH_ALL = """
INSERT INTO bank_loan_limit_touched
SELECT 2 * h.id::bigint FROM bank_holding h JOIN bank_product p ON p.id = h.product_id
 WHERE p.kind = 'loan' AND h.state IN ('pending', 'active')
UNION ALL
SELECT 2 * c.id::bigint + 1 FROM bank_loan_commitment c
 WHERE c.holding_id IS NULL AND c.stage IN ('reserved', 'kept');
"""

# An agreement is the line 2 x its id, an approval without one 2 x its id + 1.
FUNCTION = """
CREATE OR REPLACE FUNCTION bank_loan_limit_touch() RETURNS trigger
LANGUAGE plpgsql AS $body$
DECLARE
    before record;
    after record;
BEGIN
    IF TG_OP = 'INSERT' THEN before := NEW; ELSE before := OLD; END IF;
    IF TG_OP = 'DELETE' THEN after := OLD; ELSE after := NEW; END IF;
    IF TG_TABLE_NAME = 'bank_holding' THEN
        INSERT INTO bank_loan_limit_touched SELECT 2 * after.id::bigint
         WHERE EXISTS (SELECT 1 FROM bank_product
                        WHERE id IN (before.product_id, after.product_id) AND kind = 'loan');
    ELSIF TG_TABLE_NAME = 'res_partner' THEN
        INSERT INTO bank_loan_limit_touched
        SELECT 2 * h.id::bigint FROM bank_holding h
          JOIN bank_product p ON p.id = h.product_id AND p.kind = 'loan'
         WHERE h.client_id = after.id AND h.branch_id IS NULL
        UNION ALL
        SELECT 2 * c.id::bigint + 1 FROM bank_loan_commitment c
         WHERE c.client_id = after.id AND c.branch_id IS NULL AND c.holding_id IS NULL;
    ELSIF TG_NARGS > 0 THEN
        -- A day alone matters where money went out that the book is not told of yet.
        INSERT INTO bank_loan_limit_touched SELECT 2 * after.holding_id::bigint
         WHERE EXISTS (SELECT 1 FROM bank_loan_commitment c
                        WHERE c.holding_id = after.holding_id AND c.paid_date IS NOT NULL);
    ELSE
        INSERT INTO bank_loan_limit_touched SELECT DISTINCT 2 * one::bigint
          FROM unnest(ARRAY[before.holding_id, after.holding_id]) one WHERE one IS NOT NULL;
        IF TG_TABLE_NAME = 'bank_loan_commitment' THEN
            INSERT INTO bank_loan_limit_touched VALUES (2 * after.id::bigint + 1);
        END IF;
    END IF;
    RETURN NULL;
END
$body$;
"""

# The triggers stand on tables of other addons and go with the function.
DROP = """
DROP FUNCTION IF EXISTS bank_loan_limit_touch() CASCADE;
DROP TABLE IF EXISTS bank_loan_limit_counted, bank_loan_limit_sum, bank_loan_limit_touched;
"""

# Table -> the columns from which its line is counted.
COLUMNS = {
    "bank_holding": (
        "state", "balance", "amount", "client_id", "product_id", "branch_id", "currency_id",
    ),
    "bank_account": ("state", "balance", "kind", "holding_id"),
    "bank_loan": ("principal_owed", "credit_limit", "holding_id"),
    "bank_loan_commitment": (),
    "res_partner": ("branch_id",),
}  # fmt: skip
DAYS = {"bank_account": "balance_date", "bank_loan": "counted_date"}
LOAN_ACCOUNT = "{row}.kind IN ('loan', 'overdraft')"


def trigger_statements():
    """Yield the statements that put the triggers on (again)."""
    for table, columns in COLUMNS.items():
        kind = LOAN_ACCOUNT if table == "bank_account" else ""
        if table != "res_partner":
            yield from _trigger(table, "insert", "INSERT", kind.format(row="NEW"))
            yield from _trigger(table, "delete", "DELETE", kind.format(row="OLD"))
        changed = _changed(columns)
        if kind:
            both = f"{kind.format(row='OLD')} OR {kind.format(row='NEW')}"
            changed = f"({both}) AND ({changed})"
        event = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
        yield from _trigger(table, "update", event, changed)
    for table, day in DAYS.items():
        changed = _changed([day])
        if table == "bank_account":
            changed = f"{LOAN_ACCOUNT.format(row='NEW')} AND {changed}"
        yield from _trigger(table, "day", f"UPDATE OF {day}", changed, "'day'")


def _changed(columns):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


def _trigger(table, name, event, when, argument=""):
    name = f"bank_loan_limit_touch_{name}"
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW "
        f"{f'WHEN ({when})' if when else ''} "
        f"EXECUTE FUNCTION bank_loan_limit_touch({argument})"
    )
