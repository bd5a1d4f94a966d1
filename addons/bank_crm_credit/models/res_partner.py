from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import AccessError
from odoo.tools import SQL


class ResPartner(models.Model):
    """What a client owes by his loan contracts: the tab "Lending", asked for when opened."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible and any(
            row["kind"] == "loan" for row in facts["holdings"]
        ):
            panels["lending"] = {"client_id": self.id}
            if "owes" in panels:
                panels["owes"] |= self._get_overdue_figure(facts)
        return panels

    def _get_overdue_figure(self, facts):
        """What of the debt is overdue, in base currency, and how late the latest is."""
        late = [row for row in facts["holdings"] if row.get("days_late")]
        rates, base = facts["rates"], facts["base"].id
        return {
            "overdue": float(
                sum(
                    to_decimal(row["overdue"])
                    * rates.get(row["currency_id"] or base, (0, 1))[1]
                    for row in late
                )
            ),
            "days_late": max((row["days_late"] or 0 for row in late), default=0),
        }

    @api.model
    def _holding_balance_sql(self):
        """Of a loan whose balance the core does not tell: what our count says is owed."""
        return SQL(
            "coalesce(%s, (SELECT counted.principal_owed FROM bank_loan counted "
            "WHERE counted.holding_id = h.id))",
            super()._holding_balance_sql(),
        )

    def _card_holding_columns(self):
        """Overdue sums come with the agreements: no query of their own."""
        return SQL(
            "%s, loan.overdue_amount AS overdue, loan.days_past_due AS days_late",
            super()._card_holding_columns(),
        )

    def _card_holding_joins(self):
        return SQL(
            "%s LEFT JOIN bank_loan loan ON loan.holding_id = h.id",
            super()._card_holding_joins(),
        )

    def get_client_loans(self):
        """The client's loans, late ones first, with what is due and what is next."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("Loans are seen with the whole card, not at the counter.")
            )
        loans = self.env["bank.loan"].search(
            [("holding_id.client_id", "=", self.id)],
            order="days_past_due desc, id desc",
        )
        methods = dict(loans._fields["method"]._description_selection(self.env))
        states = dict(loans._fields["state"]._description_selection(self.env))
        sources = dict(loans._fields["figures_source"]._description_selection(self.env))
        return {
            "loans": [
                {
                    "id": loan.id,
                    "name": loan.display_name,
                    "method": methods[loan.method],
                    "state": states.get(loan.state, ""),
                    "is_closed": loan.state == "closed",
                    "currency_id": loan.currency_id.id,
                    "amount": loan.amount,
                    "owed": loan.principal_owed,
                    "due": loan.owed_amount,
                    "overdue": loan.overdue_amount,
                    "days": loan.days_past_due,
                    "next_day": fields.Date.to_string(loan.next_due_date) or "",
                    "next_amount": loan.next_amount,
                    "until": fields.Date.to_string(loan.end_date) or "",
                    "source": sources.get(loan.figures_source, ""),
                    "counted": fields.Date.to_string(loan.counted_date) or "",
                    "trouble": loan.trouble or "",
                }
                for loan in loans
            ],
            "without": self.env["bank.holding"].search_count(
                [
                    ("client_id", "=", self.id),
                    ("product_id.kind", "=", "loan"),
                    ("state", "=", "active"),
                    ("loan_ids", "=", False),
                ]
            ),
        }
