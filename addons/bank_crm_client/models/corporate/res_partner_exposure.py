from odoo import fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """The tab "Exposure": what the client and his group owe the bank, as is known today."""

    _inherit = "res.partner"

    def get_client_exposure(self):
        """Debts by agreement with sum, date and source, and the groups' exposure."""
        self._check_company_seen()
        lines = self._get_exposure_lines()
        groups = self.env["bank.client.group.member"].search(
            [
                ("client_id", "=", self.id),
                ("is_current", "=", True),
                ("group_id.active", "=", True),
            ]
        )
        return {
            "lines": lines,
            "owed": sum(line["owed"] for line in lines),
            "limit": sum(line["limit"] or 0 for line in lines),
            "groups": [
                {
                    "id": member.group_id.id,
                    "name": member.group_id.display_name,
                    "members": member.group_id.member_count,
                    "elsewhere": member.group_id.elsewhere_count,
                    "owed": member.group_id.owed_base,
                    "exposure": member.group_id.exposure_base,
                }
                for member in groups
            ],
            "guarantees": self._get_given_guarantees(),
        }

    def _get_exposure_lines(self):
        """What the client owes, a line an agreement or overdrawn account.

        Amounts are in base currency; `limit` is None where no limit is known. An addon with
        limits and applications adds its lines.
        """
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT 'account' AS model, a.id, a.number, a.kind,
                       coalesce(product.name->>%(lang)s, product.name->>'en_US') AS product,
                       -a.balance AS amount, a.currency_id, -a.balance_base AS owed,
                       CASE WHEN a.kind = 'loan' THEN h.amount * %(rate)s END AS agreed,
                       h.end_date, a.balance_date AS known_on
                  FROM bank_account a
                  LEFT JOIN bank_holding h ON h.id = a.holding_id
                  LEFT JOIN bank_product product ON product.id = a.product_id
                 WHERE a.client_id = %(client)s AND a.state != 'closed'
                   AND a.balance_base < 0
                UNION ALL
                SELECT 'holding', h.id, h.number, product.kind,
                       coalesce(product.name->>%(lang)s, product.name->>'en_US'),
                       h.balance, h.currency_id, h.balance * %(rate)s,
                       h.amount * %(rate)s, h.end_date, NULL::date
                  FROM bank_holding h JOIN bank_product product ON product.id = h.product_id
                 WHERE h.client_id = %(client)s AND h.state = 'active'
                   AND product.kind = 'loan' AND h.balance > 0
                   AND NOT EXISTS (SELECT 1 FROM bank_account a WHERE a.holding_id = h.id)
                 ORDER BY owed DESC NULLS LAST
                """,
                client=self.id,
                lang=self.env.lang or "en_US",
                rate=self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("h.currency_id"), SQL("%s::date", today)
                ),
            )
        )
        as_of = self._get_fed_as_of()
        fed_day = as_of and fields.Datetime.context_timestamp(self, as_of).date()
        kinds = dict(
            self.env["bank.account"]._fields["kind"]._description_selection(self.env)
        )
        return [
            {
                "model": row["model"],
                "id": row["id"],
                "kind": self.env._("Loan")
                if row["kind"] == "loan"
                else self.env._("Overdrawn account"),
                "name": row["product"] or kinds.get(row["kind"], ""),
                "number": row["number"] or "",
                "amount": float(row["amount"] or 0),
                "currency_id": row["currency_id"] or self.env.company.currency_id.id,
                "owed": float(row["owed"] or 0),
                "agreed": float(row["agreed"]) if row["agreed"] is not None else None,
                "limit": None,
                "ends": fields.Date.to_string(row["end_date"]) or "",
                "date": fields.Date.to_string(row["known_on"] or fed_day or today),
                "source": self.env._("Core system"),
            }
            for row in rows
        ]

    def _get_given_guarantees(self):
        """What the client answers for, for others: a debt that may become his."""
        given = self.env["bank.relation"].search(
            [
                ("from_client_id", "=", self.id),
                ("kind", "=", "guarantee"),
                ("is_in_force", "=", True),
            ]
        )
        return [
            {
                "id": row.id,
                "name": (row.to_client_id or row.to_party_id).display_name,
                "client_id": row.to_client_id.id,
                "amount": row.amount or None,
            }
            for row in given
        ]
