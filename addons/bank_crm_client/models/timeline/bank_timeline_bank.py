from odoo import api, models
from odoo.addons.bank_crm_base.domain.codes import selection
from odoo.tools import SQL

from .bank_timeline import TimelineSource


class BankTimeline(models.Model):
    """What the bank knows to have happened: products, money, papers, life, who serves."""

    _inherit = "bank.timeline"

    @api.model
    def _bank_sources(self):
        return [
            *self._product_sources(),
            self._money_source(),
            self._document_source(),
            self._life_source(),
            self._service_source(),
            *self._merge_sources(),
            self._bureau_source(),
        ]

    @api.model
    def _bank_source(
        self, code, name, model, sql, channel, kinds, states=None, **flags
    ):
        """A source without a direction whose rows have a day only."""
        return TimelineSource(
            code, name, model, sql, frozenset({channel}), kinds, states or {},
            **{"is_day": True, **flags},
        )  # fmt: skip

    @api.model
    def _product_sources(self):
        columns = SQL(
            "'product' AS channel, '' AS direction, NULL::int AS user_id, NULL AS who"
        )
        sources = []
        for code, day, words, icon in (
            (
                "account_opened",
                "opened_date",
                self.env._("Account opened"),
                "fa-plus-circle",
            ),
            (
                "account_closed",
                "closed_date",
                self.env._("Account closed"),
                "fa-minus-circle",
            ),
        ):
            sql = SQL(
                "SELECT a.id, a.id AS record_id, a.client_id, a.%(day)s::timestamp AS moment, "
                "%(code)s AS kind, %(columns)s, concat_ws(' ', %(product)s, a.number) AS title, "
                "NULL AS body, NULL AS state FROM bank_account a "
                "LEFT JOIN bank_product p ON p.id = a.product_id "
                "LEFT JOIN bank_holding h ON h.id = a.holding_id "
                # What its agreement tells of the same day is told once.
                "WHERE a.%(day)s IS NOT NULL AND h.%(day)s IS DISTINCT FROM a.%(day)s",
                day=SQL.identifier(day),
                code=code,
                columns=columns,
                product=self._words_sql(SQL("p.name")),
            )
            sources.append(
                self._bank_source(
                    code, words, "bank.account", sql, "product", {code: (words, icon)}
                )
            )
        for code, day, words, icon in (
            ("holding_opened", "opened_date", self.env._("Agreement signed"), "fa-pencil-square-o"),
            ("holding_closed", "closed_date", self.env._("Agreement ended"), "fa-flag-checkered"),
        ):  # fmt: skip
            sql = SQL(
                "SELECT h.id, h.id AS record_id, h.client_id, h.%(day)s::timestamp AS moment, "
                "%(code)s AS kind, %(columns)s, concat_ws(' ', %(product)s, h.number) AS title, "
                "h.status_note AS body, NULL AS state FROM bank_holding h "
                "JOIN bank_product p ON p.id = h.product_id "
                "WHERE h.%(day)s IS NOT NULL AND h.state != 'pending'",
                day=SQL.identifier(day),
                code=code,
                columns=columns,
                product=self._words_sql(SQL("p.name")),
            )
            sources.append(
                self._bank_source(
                    code, words, "bank.holding", sql, "product", {code: (words, icon)}
                )
            )
        return sources

    @api.model
    def _money_source(self):
        """Payments large enough to be told of, kept when the day's list is gone."""
        return self._bank_source(
            "large_flow", self.env._("Large payments"), "bank.large.flow",
            SQL(
                "SELECT f.id, f.id AS record_id, f.client_id, f.date::timestamp AS moment, "
                "f.direction AS kind, 'money' AS channel, f.direction, NULL::int AS user_id, "
                "f.counterparty_name AS who, "
                "concat_ws(' ', translate(to_char(abs(f.amount), 'FM999,999,999,990.00'), ',', "
                "chr(160)), c.name) AS title, f.purpose AS body, NULL AS state "
                "FROM bank_large_flow f JOIN res_currency c ON c.id = f.currency_id"
            ),
            "money",
            {
                "in": (self.env._("Large sum received"), "fa-arrow-circle-down"),
                "out": (self.env._("Large sum paid out"), "fa-arrow-circle-up"),
            },
        )  # fmt: skip

    @api.model
    def _document_source(self):
        """Papers that say who a client is: on the day they were entered, or of issue if fed."""
        return self._bank_source(
            "paper", self.env._("Identity documents"), "bank.client.document",
            SQL(
                "SELECT d.id, d.id AS record_id, d.client_id, "
                "(CASE WHEN d.source = 'manual' THEN d.create_date::date ELSE d.issued_date END)"
                "::timestamp AS moment, d.kind, "
                "'document' AS channel, 'in' AS direction, "
                "CASE WHEN d.source = 'manual' THEN d.create_uid END AS user_id, "
                "NULL AS who, d.number AS title, d.issued_by AS body, "
                "CASE WHEN d.expiry_date < %s THEN 'expired' END AS state "
                "FROM bank_client_document d "
                "WHERE d.source = 'manual' OR d.issued_date IS NOT NULL",
                self.env["bank.business.day"]._today(),
            ),
            "document",
            {
                code: (self.env._("Document: %s", name), "fa-id-card-o")
                for code, name in selection("document_kind")
            },
            {"expired": (self.env._("Expired"), "warning")},
        )  # fmt: skip

    @api.model
    def _life_source(self):
        return self._bank_source(
            "life_event", self.env._("Life events"), "bank.client.life.event",
            SQL(
                "SELECT e.id, e.id AS record_id, e.client_id, e.date::timestamp AS moment, "
                "'life' AS kind, 'life' AS channel, '' AS direction, NULL::int AS user_id, "
                "NULL AS who, %s AS title, e.note AS body, NULL AS state "
                "FROM bank_client_life_event e "
                "JOIN bank_life_event_kind k ON k.id = e.kind_id WHERE e.active",
                self._words_sql(SQL("k.name")),
            ),
            "life",
            {"life": (self.env._("Life event"), "fa-star-o")},
            may_be_ahead=True,
        )  # fmt: skip

    @api.model
    def _service_source(self):
        """Who began to serve the client, by whom or by what he was given."""
        roles = {
            "main": self.env._("New manager"),
            "deputy": self.env._("Deputy"),
            "specialist": self.env._("Product specialist"),
            "banker": self.env._("Private banker"),
        }
        return self._bank_source(
            "assignment", self.env._("Who serves"), "bank.assignment",
            SQL(
                "SELECT s.id, s.id AS record_id, s.client_id, "
                "s.date_from::timestamp AS moment, s.role AS kind, 'service' AS channel, "
                "'' AS direction, NULL::int AS user_id, NULL AS who, u.name AS title, "
                "NULL AS body, "
                "s.source AS state FROM bank_assignment s "
                "LEFT JOIN (SELECT o.id, p.name FROM res_users o "
                "JOIN res_partner p ON p.id = o.partner_id) u ON u.id = s.user_id "
                "WHERE s.source != 'start'"
            ),
            "service",
            {code: (words, "fa-user-o") for code, words in roles.items()},
            {
                "handover": (self.env._("Handover"), "info"),
                "batch": (self.env._("By the rules"), "info"),
                "fed": (self.env._("By the core system"), "info"),
            },
        )  # fmt: skip

    @api.model
    def _merge_sources(self):
        sources = []
        for code, moment, user, words in (
            ("merged", "merged_at", "merged_by_id", self.env._("Second record merged in")),
            ("parted", "undone_at", "undone_by_id", self.env._("Merged record parted again")),
        ):  # fmt: skip
            sql = SQL(
                "SELECT m.id, m.id AS record_id, m.client_id, m.%(moment)s AS moment, "
                "%(code)s AS kind, 'service' AS channel, '' AS direction, "
                "m.%(user)s AS user_id, NULL AS who, p.core_number AS title, NULL AS body, "
                "NULL AS state FROM bank_client_merge m "
                "JOIN res_partner p ON p.id = m.loser_id "
                "WHERE m.%(moment)s IS NOT NULL",
                moment=SQL.identifier(moment),
                user=SQL.identifier(user),
                code=code,
            )
            sources.append(
                self._bank_source(
                    code,
                    words,
                    "bank.client.merge",
                    sql,
                    "service",
                    {code: (words, "fa-compress")},
                    is_day=False,
                )
            )
        return sources

    @api.model
    def _bureau_source(self):
        return self._bank_source(
            "bureau", self.env._("Reports of credit bureaus"), "bank.bureau.report",
            SQL(
                "SELECT r.id, r.id AS record_id, r.client_id, r.report_date::timestamp AS moment, "
                "'report' AS kind, 'document' AS channel, 'in' AS direction, "
                "r.ordered_by_id AS user_id, b.name AS who, NULL AS title, NULL AS body, "
                "NULL AS state FROM bank_bureau_report r "
                "JOIN bank_bureau b ON b.id = r.bureau_id WHERE r.active"
            ),
            "document",
            {"report": (self.env._("Report of a credit bureau"), "fa-balance-scale")},
        )  # fmt: skip
