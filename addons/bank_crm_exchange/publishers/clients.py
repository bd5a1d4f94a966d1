from odoo import api, models
from odoo.addons.bank_crm_base.domain.names import sort_key
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert

# Written by `_refresh_derived_sql` after publishing.
DERIVED = ("sort_key", "missing_facts", "is_incomplete")
# Nothing held, nothing owed: what `_refresh_figures` would write in a second pass.
FIGURES = ("funds_base", "owed_base", "turnover_base", "product_count")
HAN = "^[㐀-鿿]+$"


class BankFeedPublishClients(models.AbstractModel):
    """Clients: found only through their keys, made with every column the ORM would fill."""

    _name = "bank.feed.publish.clients"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Clients"
    _fills = (
        "res_partner", "bank_client_key", "bank_contact_point", "bank_client_address",
        "bank_client_document",
    )  # fmt: skip

    @api.model
    def _add_checks(self, run, checks):
        # A client whom we know keeps his name when the row brings none.
        checks.must(
            "missing",
            "name",
            SQL(
                "coalesce(%s, %s, %s) IS NOT NULL OR EXISTS (SELECT 1 FROM bank_client_key k "
                "WHERE k.source = %s AND k.external_id = %s)",
                checks.text("name"),
                checks.text("last_name"),
                checks.text("first_name"),
                run.feed_id.source,
                checks.text("client_id"),
            ),
        )

    @api.model
    def _publish_rows(self, run, rows):
        cr = run.env.cr
        self._make_batch(run, rows)
        batch = SQL("bank_feed_batch t")
        self._write(run, self._client_upsert(run), batch)
        cr.execute(
            """
            INSERT INTO bank_client_key (client_id, source, external_id, valid_from,
                                         create_uid, write_uid, create_date, write_date)
            SELECT partner_id, %s, client_id, since, %s, %s, now() at time zone 'UTC',
                   now() at time zone 'UTC'
              FROM bank_feed_batch WHERE is_new
            """,
            [run.feed_id.source, self.env.uid, self.env.uid],
        )
        self._publish_contacts(run)
        self._publish_addresses(run)
        self._publish_documents(run)
        self._touch_clients_sql(
            run, SQL("SELECT partner_id AS client_id FROM bank_feed_batch")
        )
        self.env.invalidate_all()

    @api.model
    def _make_batch(self, run, rows):
        """The rows with the client that each is about; new clients get their ids here."""
        cr = run.env.cr
        feed = run.feed_id
        joins, value = feed._reference_clients("k", SQL("t.client_id"), feed.source)
        cr.execute("DROP TABLE IF EXISTS bank_feed_batch")
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE bank_feed_batch ON COMMIT DROP AS "
                "SELECT t.*, %(value)s AS partner_id, %(value)s IS NULL AS is_new, "
                "country.code AS region, NULL::varchar AS phone_key, NULL::varchar AS phone2_key, "
                "NULL::varchar AS phone_kind, NULL::varchar AS phone2_kind, "
                "NULL::varchar AS email_key, NULL::varchar AS sort_key, "
                "manager.id AS manager_user_id, "
                "employee.id AS employee_user_id "
                "FROM %(rows)s %(joins)s "
                "LEFT JOIN res_country country ON country.id = t.country "
                "LEFT JOIN res_users manager ON manager.staff_number = t.manager_id "
                "LEFT JOIN res_users employee ON employee.staff_number = t.staff_id",
                value=value,
                rows=rows,
                joins=SQL(" ").join(joins),
            )
        )
        # A late file does not overwrite what a newer one brought.
        cr.execute(
            SQL(
                "DELETE FROM bank_feed_batch t USING res_partner x "
                "WHERE x.id = t.partner_id AND NOT %s",
                self._not_older(run),
            )
        )
        cr.execute(
            "UPDATE bank_feed_batch SET partner_id = nextval('res_partner_id_seq') WHERE is_new"
        )
        self._normalise_contacts(run)
        self._sort_new(run)
        cr.execute("ANALYZE bank_feed_batch")

    @api.model
    def _sort_new(self, run):
        """The sort key of new clients goes in with the row: a second write costs as much."""
        cr = run.env.cr
        cr.execute(
            SQL(
                "SELECT partner_id, %s FROM bank_feed_batch t WHERE is_new",
                self._new_name(),
            )
        )
        rows = [(client_id, sort_key(name or "")) for client_id, name in cr.fetchall()]
        if rows:
            ids, keys = (list(column) for column in zip(*rows, strict=True))
            cr.execute(
                "UPDATE bank_feed_batch t SET sort_key = d.key "
                "FROM unnest(%s::int[], %s::varchar[]) AS d (id, key) WHERE t.partner_id = d.id",
                [ids, keys],
            )

    @api.model
    def _new_name(self):
        """SQL: the name of a new client; a Chinese one has no blanks."""
        parts = SQL("concat(t.last_name, t.first_name, t.middle_name)")
        return SQL(
            "coalesce(t.name, CASE WHEN %(parts)s ~ %(han)s THEN %(parts)s "
            "ELSE concat_ws(' ', t.last_name, t.first_name, t.middle_name) END)",
            parts=parts,
            han=HAN,
        )

    @api.model
    def _client_upsert(self, run):
        name = self._new_name()
        kept = SQL(
            "coalesce(t.name, CASE WHEN coalesce(t.last_name, t.first_name) IS NULL THEN x.name "
            "WHEN concat(t.last_name, t.first_name) ~ %s THEN %s "
            "ELSE concat_ws(' ', coalesce(t.last_name, x.last_name), "
            "coalesce(t.first_name, x.first_name), CASE WHEN 'middle_name' = ANY(t.cleared) "
            "THEN NULL ELSE coalesce(t.middle_name, x.middle_name) END) END)",
            HAN,
            name,
        )
        company = SQL("CASE WHEN t.kind = 'legal_entity' THEN %s END", name)
        kept_company = SQL("CASE WHEN t.kind = 'legal_entity' THEN %s END", kept)
        fed = {
            "name": Fed(name, on_update=kept),
            "complete_name": Fed(name, on_update=kept),
            "commercial_company_name": Fed(company, on_update=kept_company),
            "client_kind": Fed(SQL("t.kind")),
            "is_company": Fed(SQL("t.kind = 'legal_entity'")),
            "client_state": Fed(SQL("t.state")),
            "core_number": Fed(SQL("t.client_id")),
            "phone_sanitized": Fed(SQL("t.phone_key"), "phone"),
            "email_normalized": Fed(SQL("t.email_key"), "email"),
            "country_id": Fed(SQL("t.country"), "country"),
            "lang": Fed(SQL("t.language")),
            "nace_code": Fed(SQL("t.industry"), "industry"),
            "branch_id": Fed(
                SQL("t.branch_id"), on_update=SQL("coalesce(x.branch_id, t.branch_id)")
            ),
            "manager_id": Fed(
                SQL("t.manager_user_id"),
                on_update=SQL("coalesce(x.manager_id, t.manager_user_id)"),
            ),
            "is_private_banking": Fed(
                SQL("t.is_private_banking"),
                on_update=SQL(
                    "CASE WHEN t.is_private_banking THEN true ELSE x.is_private_banking END"
                ),
            ),
            "employee_user_id": Fed(SQL("t.employee_user_id"), "staff_id"),
        }
        same = {
            "last_name": "last_name", "first_name": "first_name", "middle_name": "middle_name",
            "class": "client_class_id", "since": "client_since", "ended": "client_until",
            "birth_date": "birth_date", "gender": "gender", "tax_number": "vat",
            "registration_number": "company_registry", "lei": "lei", "phone": "phone",
            "email": "email", "street": "street", "city": "city", "zip": "zip",
        }  # fmt: skip
        for column, field in same.items():
            fed[field] = Fed(SQL("t.%s", SQL.identifier(column)), column)
        known = set(self.env["res.partner"]._fields)
        fed = {column: item for column, item in fed.items() if column in known}
        template = self._template(
            "res.partner",
            {
                "name": "x",
                "is_client": True,
                "client_kind": "person",
                "client_state": "client",
            },
            leave=DERIVED,
        )
        flags = {
            name: SQL("true") for name in ("is_client", "is_core_client", "is_guarded")
        }
        template = {
            name: value for name, value in template.items() if name not in flags
        }
        return Upsert(
            table="res_partner",
            match={"id": SQL("t.partner_id")},
            fed=fed,
            once={
                **flags,
                "commercial_partner_id": SQL("t.partner_id"),
                "client_state": SQL("'client'"),
                "sort_key": SQL("t.sort_key"),
                "is_incomplete": SQL("false"),
                **{name: SQL("0") for name in FIGURES},
            },
            template=template,
            stamp={
                "fed_at": self._fed_at(run),
                "write_date": SQL("now() at time zone 'UTC'"),
                "write_uid": SQL("%s", self.env.uid),
            },
        )

    @api.model
    def _write_missing(self, run):
        """A client is missing when none of his numbers is in the full file."""
        cr = run.env.cr
        here = SQL(
            "EXISTS (SELECT 1 FROM bank_client_key k JOIN %s s ON btrim(s.client_id) = "
            "k.external_id WHERE k.client_id = x.id AND k.source = %s)",
            SQL.identifier(run._table_name("stage")),
            run.feed_id.source,
        )
        cr.execute(
            SQL(
                "UPDATE res_partner x SET missing_since = NULL WHERE is_core_client "
                "AND missing_since IS NOT NULL AND %s",
                here,
            )
        )
        cr.execute(
            SQL(
                "UPDATE res_partner x SET missing_since = %s WHERE is_core_client "
                "AND missing_since IS NULL AND client_state != 'former' AND NOT %s "
                "AND EXISTS (SELECT 1 FROM bank_client_key k WHERE k.client_id = x.id "
                "AND k.source = %s AND k.valid_to IS NULL)",
                run.bank_date,
                here,
                run.feed_id.source,
            )
        )
        return cr.rowcount
