from datetime import date

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

MONTHS_PER_YEAR = 12


class BankFinancialStatement(models.Model):
    """A statement as a column of the grid."""

    _inherit = "bank.financial.statement"

    def _as_column(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        sources = dict(self._fields["source"]._description_selection(self.env))
        units = dict(self._fields["unit"]._description_selection(self.env))
        entered, values = self._entered(), self._values()
        return {
            "id": self.id,
            "name": self.display_name,
            "kind": self.kind,
            "state": self.state,
            "state_name": states[self.state],
            "source": sources[self.source],
            "unit": int(self.unit),
            "unit_name": units[self.unit],
            "currency": self.currency_id.name,
            "is_audited": self.is_audited,
            "version": self.version,
            "day": fields.Date.to_string(self.date_to),
            "values": {code: float(value) for code, value in values.items()},
            "worked_out": [code for code in values if code not in entered],
            "faults": self._fault_rows(),
        }

    def get_statement_lines(self):
        """This statement as a grid of one column."""
        self.ensure_one()
        self.client_id._check_company_seen()
        return {
            "may_edit": self.has_access("write"),
            "items": self.env["res.partner"]._statement_items(self.layout_id),
            "columns": [self._as_column()],
        }

    @api.model
    def get_new_period_action(self, client_id, layout_id=None):
        """The form of a new period: the year after the last one kept, or the last year."""
        client = self.env["res.partner"].browse(client_id)
        client._check_company_seen()
        self.check_access("create")
        last = self.search(
            [
                ("client_id", "=", client.id),
                ("kind", "=", "annual"),
                ("state", "in", ("draft", "confirmed")),
            ],
            limit=1,
        )
        today = self.env["bank.business.day"]._today()
        first_day = date(today.year - 1, 1, 1)
        if last and last.date_to < date(today.year - 1, MONTHS_PER_YEAR, 31):
            first_day = last.date_to + relativedelta(days=1)
        elif last:
            # The year is here: what follows is the half-year or quarter that is over.
            first_day = date(today.year, 1, 1)
        months = MONTHS_PER_YEAR
        if first_day.year == today.year:
            months = max(3, (today.month - 1) // 3 * 3)
        last_day = first_day + relativedelta(months=months, days=-1)
        if last_day > today:
            first_day = date(today.year - 1, 1, 1)
            last_day = date(today.year - 1, MONTHS_PER_YEAR, 31)
        context = {
            "default_client_id": client.id,
            "default_date_from": fields.Date.to_string(first_day),
            "default_date_to": fields.Date.to_string(last_day),
        }
        if layout_id or last:
            context |= {
                "default_layout_id": layout_id or last.layout_id.id,
                "default_currency_id": last.currency_id.id
                or self.env.company.currency_id.id,
                "default_unit": last.unit or "1000",
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New period"),
            "res_model": self._name,
            "views": [
                (
                    self.env.ref(
                        "bank_crm_client.bank_financial_statement_view_form_new"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": context,
        }
