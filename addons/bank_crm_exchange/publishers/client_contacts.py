from odoo import api, models
from odoo.addons.bank_crm_base.domain import phones
from odoo.tools import SQL, email_normalize

LOG = "create_uid, write_uid, create_date, write_date"
LOG_VALUES = "%(uid)s, %(uid)s, now() at time zone 'UTC', now() at time zone 'UTC'"


class BankFeedPublishClients(models.AbstractModel):
    """Telephones, e-mails, addresses and papers of clients; the past is dated, not lost."""

    _inherit = "bank.feed.publish.clients"

    @api.model
    def _normalise_contacts(self, run):
        """Write the international form of the batch's telephones and e-mails beside them."""
        cr = run.env.cr
        home = self.env.company.country_id.code
        cr.execute(
            "SELECT DISTINCT v.value, b.region FROM bank_feed_batch b "
            "CROSS JOIN LATERAL (VALUES (b.phone), (b.phone2)) v (value) "
            "WHERE v.value IS NOT NULL"
        )
        rows = []
        for value, region in cr.fetchall():
            try:
                key = phones.normalise(value, region or home)
                kind = "mobile" if phones.is_mobile(key) else "phone"
            except ValueError:
                key, kind = (
                    None,
                    "phone",
                )  # kept as it is; nobody is found or called by it
            rows.append((value, region, key, kind))
        if rows:
            values, regions, keys, kinds = (
                list(column) for column in zip(*rows, strict=True)
            )
            for column in ("phone", "phone2"):
                cr.execute(
                    SQL(
                        "UPDATE bank_feed_batch b SET %s = d.key, %s = d.kind "
                        "FROM unnest(%s::varchar[], %s::varchar[], %s::varchar[], %s::varchar[]) "
                        "AS d (value, region, key, kind) "
                        "WHERE b.%s = d.value AND b.region IS NOT DISTINCT FROM d.region",
                        SQL.identifier(f"{column}_key"),
                        SQL.identifier(f"{column}_kind"),
                        values,
                        regions,
                        keys,
                        kinds,
                        SQL.identifier(column),
                    )
                )
        cr.execute("SELECT DISTINCT email FROM bank_feed_batch WHERE email IS NOT NULL")
        emails = [(email, email_normalize(email) or None) for (email,) in cr.fetchall()]
        if emails:
            cr.execute(
                "UPDATE bank_feed_batch b SET email_key = d.key "
                "FROM unnest(%s::varchar[], %s::varchar[]) AS d (email, key) "
                "WHERE b.email = d.email",
                [[email for email, _key in emails], [key for _email, key in emails]],
            )

    @api.model
    def _publish_contacts(self, run):
        for column, is_main in (("phone", True), ("phone2", False), ("email", True)):
            self._publish_point(run, column, is_main)

    @api.model
    def _publish_point(self, run, column, is_main):
        """One kind of contact of the batch: what is new replaces what the feed gave before."""
        cr = run.env.cr
        kinds = ["email"] if column == "email" else ["mobile", "phone"]
        parts = {
            "value": SQL("t.%s", SQL.identifier(column)),
            "key": SQL("t.%s", SQL.identifier(f"{column}_key")),
            "kind": SQL("'email'")
            if column == "email"
            else SQL("t.%s", SQL.identifier(f"{column}_kind")),
            "kinds": kinds,
            "source": run.feed_id.source,
            "is_main": is_main,
            "day": run.bank_date,
            "uid": self.env.uid,
            "column": column,
        }
        same = "coalesce(p.key, p.value) = coalesce(%(key)s, %(value)s)"
        # What the feed gave before and gives no more ends here; a point that a person
        # entered is only no longer the main one.
        # pylint: disable=sql-injection
        cr.execute(
            SQL(
                """
                UPDATE bank_contact_point p
                   SET is_main = CASE WHEN %(is_main)s THEN false ELSE p.is_main END,
                       date_to = CASE WHEN p.source = %(source)s THEN %(day)s ELSE p.date_to END
                  FROM bank_feed_batch t
                 WHERE NOT t.is_new AND p.client_id = t.partner_id AND p.date_to IS NULL
                   AND p.kind = ANY(%(kinds)s)
                   AND coalesce(p.is_main, false) = %(is_main)s
                   AND (%(is_main)s OR p.source = %(source)s)
                   AND (%(column)s = ANY(t.cleared)
                        OR (%(value)s IS NOT NULL AND NOT ("""
                + same
                + """)))
                """,
                **parts,
            )
        )
        if is_main:
            cr.execute(
                SQL(
                    """
                    UPDATE bank_contact_point p SET is_main = true
                      FROM bank_feed_batch t
                     WHERE NOT t.is_new AND p.client_id = t.partner_id AND p.date_to IS NULL
                       AND p.kind = ANY(%(kinds)s) AND NOT coalesce(p.is_main, false)
                       AND %(value)s IS NOT NULL
                       AND p.id = (SELECT min(p.id) FROM bank_contact_point p
                                    WHERE p.client_id = t.partner_id AND p.date_to IS NULL
                                      AND p.kind = ANY(%(kinds)s) AND """
                    + same
                    + """)
                    """,
                    **parts,
                )
            )
        cr.execute(
            SQL(
                "INSERT INTO bank_contact_point (client_id, kind, value, key, purpose, is_main, "
                "source, date_from, " + LOG + ") "
                "SELECT t.partner_id, %(kind)s, %(value)s, %(key)s, 'personal', %(is_main)s, "
                "%(source)s, %(day)s, " + LOG_VALUES + " FROM bank_feed_batch t "
                "WHERE %(value)s IS NOT NULL AND (t.is_new OR NOT EXISTS ("
                "SELECT 1 FROM bank_contact_point p WHERE p.client_id = t.partner_id "
                "AND p.date_to IS NULL AND p.kind = ANY(%(kinds)s) AND "
                + same
                + ")) "
                + (
                    ""
                    if is_main
                    else "AND NOT (coalesce(t.phone_key, t.phone, '') = "
                    "coalesce(%(key)s, %(value)s))"
                ),
                **parts,
            )
        )

    @api.model
    def _publish_addresses(self, run):
        """The registered address; a former one keeps its dates."""
        cr = run.env.cr
        parts = {
            "source": run.feed_id.source,
            "day": run.bank_date,
            "uid": self.env.uid,
        }
        has_address = "coalesce(t.street, t.city, t.zip) IS NOT NULL"
        cr.execute(
            "UPDATE bank_client_address a SET date_to = %(day)s FROM bank_feed_batch t "
            "WHERE NOT t.is_new AND a.client_id = t.partner_id AND a.kind = 'registered' "
            "AND a.date_to IS NULL AND a.source = %(source)s AND " + has_address + " "
            "AND (coalesce(t.street, a.street), coalesce(t.city, a.city), "
            "coalesce(t.zip, a.zip), coalesce(t.country, a.country_id)) IS DISTINCT FROM "
            "(a.street, a.city, a.zip, a.country_id)",
            parts,
        )
        cr.execute(
            "INSERT INTO bank_client_address (client_id, kind, street, city, zip, country_id, "
            "source, date_from, " + LOG + ") "
            "SELECT x.id, 'registered', x.street, x.city, x.zip, x.country_id, %(source)s, "
            "%(day)s, " + LOG_VALUES + " FROM bank_feed_batch t "
            "JOIN res_partner x ON x.id = t.partner_id WHERE " + has_address + " "
            "AND (t.is_new OR NOT EXISTS (SELECT 1 FROM bank_client_address a "
            "WHERE a.client_id = t.partner_id AND a.kind = 'registered' "
            "AND a.date_to IS NULL AND a.source = %(source)s))",
            parts,
        )

    @api.model
    def _publish_documents(self, run):
        cr = run.env.cr
        cr.execute(
            "INSERT INTO bank_client_document AS d (client_id, kind, number, issued_date, "
            "expiry_date, source, " + LOG + ") "
            "SELECT t.partner_id, coalesce(t.document_kind, 'passport'), t.document_number, "
            "t.document_issued, t.document_expiry, %(source)s, " + LOG_VALUES + " "
            "FROM bank_feed_batch t WHERE t.document_number IS NOT NULL "
            "ON CONFLICT (client_id, kind, number) DO UPDATE "
            "SET issued_date = coalesce(EXCLUDED.issued_date, d.issued_date), "
            "expiry_date = coalesce(EXCLUDED.expiry_date, d.expiry_date) "
            "WHERE (coalesce(EXCLUDED.issued_date, d.issued_date), "
            "coalesce(EXCLUDED.expiry_date, d.expiry_date)) IS DISTINCT FROM "
            "(d.issued_date, d.expiry_date)",
            {"source": run.feed_id.source, "uid": self.env.uid},
        )
