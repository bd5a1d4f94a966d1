from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

COUNTERPARTIES_SHOWN = 10
MOVEMENTS_SHOWN = 8
# The last movements lie near the last operation: older months are not even opened.
RECENT_DAYS = 31


class ResPartner(models.Model):
    """The panels of the client card that list rows: accounts, agreements, operations."""

    _inherit = "res.partner"

    def _get_accounts_panel(self, facts):
        Account, Holder = self.env["bank.account"], self.env["bank.account.holder"]
        kinds = dict(Account._fields["kind"]._description_selection(self.env))
        states = dict(Account._fields["state"]._description_selection(self.env))
        roles = dict(Holder._fields["role"]._description_selection(self.env))
        rows = []
        for row in facts["accounts"]:
            rows.append(
                {
                    "id": row["id"],
                    "number": row["number"],
                    "name": row["product"] or kinds.get(row["kind"], ""),
                    "kind": row["kind"],
                    "state": row["state"],
                    "state_label": states.get(row["state"], ""),
                    "currency_id": row["currency_id"],
                    "balance": row["balance"] or 0,
                    "last_operation": fields.Date.to_string(row["last_operation_date"])
                    or "",
                    "is_own": row["is_own"],
                    "owner": "" if row["is_own"] else row["owner"],
                    "role": "" if row["is_own"] else roles.get(row["role"], ""),
                    "cards": row["cards"] or [],
                    "is_uncertain": bool(row["has_gap"] or row["incomplete_since"]),
                }
            )
        return {"rows": rows}

    def _get_agreements_panel(self, facts):
        states = dict(
            self.env["bank.holding"]._fields["state"]._description_selection(self.env)
        )
        soon = facts["today"] + timedelta(days=30)
        return {
            "rows": [
                {
                    **{
                        name: row[name]
                        for name in ("id", "number", "product", "icon", "kind", "state")
                    },
                    "state_label": states.get(row["state"], ""),
                    "currency_id": row["currency_id"] or facts["base"].id,
                    "amount": row["amount"] or 0,
                    "balance": row["balance"] or 0,
                    "payment": row["payment"] or 0,
                    "annual_rate": row["annual_rate"] or 0,
                    "opened": fields.Date.to_string(row["opened_date"]) or "",
                    "ends": fields.Date.to_string(row["end_date"]) or "",
                    "ends_soon": bool(
                        row["state"] == "active"
                        and row["end_date"]
                        and facts["today"] <= row["end_date"] <= soon
                    ),
                }
                for row in facts["holdings"]
            ]
        }

    def _get_recent_panel(self, facts):
        own = {row["id"]: row for row in facts["accounts"] if row["is_own"]}
        last_days = [row["last_operation_date"] for row in own.values()]
        last_day = max(filter(None, last_days), default=None)
        if not last_day:
            return {"rows": []}
        kinds = dict(
            self.env["bank.account.movement"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, account_id, booking_date, amount, kind, counterparty_name, purpose,
                       is_reversed
                  FROM bank_account_movement
                 WHERE account_id = ANY(%s) AND booking_date > %s AND booking_date <= %s
                 ORDER BY booking_date DESC, id DESC LIMIT %s
                """,
                list(own),
                last_day - timedelta(days=RECENT_DAYS),
                last_day,
                MOVEMENTS_SHOWN,
            )
        )
        return {
            "rows": [
                {
                    "id": row["id"],
                    "account_id": row["account_id"],
                    "date": fields.Date.to_string(row["booking_date"]),
                    "what": row["counterparty_name"] or kinds.get(row["kind"], ""),
                    "kind": kinds.get(row["kind"], ""),
                    "purpose": row["purpose"] or "",
                    "amount": row["amount"],
                    "currency_id": own[row["account_id"]]["currency_id"],
                    "is_reversed": row["is_reversed"],
                }
                for row in rows
            ]
        }

    def _get_counterparties_panel(self):
        """The largest by turnover; who of them is our client is told only where the
        user may see that client."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, name, bank, account, known_client_id, credit_base, debit_base,
                       turnover_base, movement_count, last_date,
                       count(*) OVER () AS all_count, sum(turnover_base) OVER () AS all_sum
                  FROM bank_counterparty
                 WHERE client_id = %s
                 ORDER BY turnover_base DESC, id LIMIT %s
                """,
                self.id,
                COUNTERPARTIES_SHOWN,
            )
        )
        known = [row["known_client_id"] for row in rows if row["known_client_id"]]
        seen = set(self.search([("id", "in", known)]).ids)
        total = rows[0]["all_sum"] if rows else 0
        return {
            "total": total,
            "count": rows[0]["all_count"] if rows else 0,
            "rows": [
                {
                    "id": row["id"],
                    "name": row["name"] or row["account"] or "",
                    "bank": row["bank"] or "",
                    "client_id": row["known_client_id"]
                    if row["known_client_id"] in seen
                    else 0,
                    "received": row["credit_base"],
                    "paid": row["debit_base"],
                    "turnover": row["turnover_base"],
                    "share": row["turnover_base"] / total if total else 0,
                    "payments": row["movement_count"],
                    "last": fields.Date.to_string(row["last_date"]) or "",
                }
                for row in rows
            ],
        }
