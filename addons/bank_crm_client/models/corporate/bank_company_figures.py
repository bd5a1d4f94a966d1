from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.corporate.ratio_specs import RatioCode
from ...domain.corporate.statement import Figure

_IN_BASE = {"currency_field": "base_currency_id", "readonly": True}
AMOUNTS = {
    "revenue_base": Figure.REVENUE,
    "net_profit_base": Figure.NET_PROFIT,
    "operating_profit_base": Figure.OPERATING_PROFIT,
    "assets_base": Figure.TOTAL_ASSETS,
    "equity_base": Figure.EQUITY,
}


class BankCompanyFigures(models.Model):
    """The last confirmed year of a company in one row: its figures and ratios.

    Sums are in base currency at the rate of the year's last day. A ratio without a value is
    empty. Written when a statement is confirmed; rules, segments and print forms read it.
    """

    _name = "bank.company.figures"
    _description = "Last Year of a Company"
    _log_access = False
    _rec_name = "client_id"
    # A client has one row, so a path may lead through it as through a link.
    _single_inverse = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    statement_id = fields.Many2one(
        "bank.financial.statement", index="btree_not_null", ondelete="set null",
        readonly=True,
    )  # fmt: skip
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    date_to = fields.Date("Year ends on", readonly=True)
    is_audited = fields.Boolean("Audited", readonly=True)
    revenue_base = fields.Monetary("Revenue of the year", **_IN_BASE)
    net_profit_base = fields.Monetary("Net profit of the year", **_IN_BASE)
    operating_profit_base = fields.Monetary("Operating profit of the year", **_IN_BASE)
    assets_base = fields.Monetary("Total assets", **_IN_BASE)
    equity_base = fields.Monetary("Equity", **_IN_BASE)
    ratio_current = fields.Float("Current ratio", readonly=True)
    ratio_quick = fields.Float("Quick ratio", readonly=True)
    ratio_cash = fields.Float("Cash ratio", readonly=True)
    ratio_equity_ratio = fields.Float("Equity ratio, %", readonly=True)
    ratio_debt_to_equity = fields.Float("Debt to equity", readonly=True)
    ratio_net_debt_to_ebitda = fields.Float("Net debt to EBITDA", readonly=True)
    ratio_interest_cover = fields.Float("Interest cover", readonly=True)
    ratio_gross_margin = fields.Float("Gross margin, %", readonly=True)
    ratio_operating_margin = fields.Float("Operating margin, %", readonly=True)
    ratio_net_margin = fields.Float("Net margin, %", readonly=True)
    ratio_roa = fields.Float("Return on assets, %", readonly=True)
    ratio_roe = fields.Float("Return on equity, %", readonly=True)
    ratio_receivable_days = fields.Float("Days of receivables", readonly=True)
    ratio_inventory_days = fields.Float("Days of inventories", readonly=True)
    ratio_payable_days = fields.Float("Days of payables", readonly=True)
    ratio_altman = fields.Float("Altman Z''", readonly=True)
    ratio_revenue_growth = fields.Float("Growth of revenue, %", readonly=True)
    ratio_profit_growth = fields.Float("Growth of net profit, %", readonly=True)

    _client_uniq = models.Constraint(
        "UNIQUE(client_id)", "The company's year is here already."
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.model
    def _refresh(self, client_ids):
        """Write the last confirmed year of these companies anew, and their size."""
        Statement = self.env["bank.financial.statement"].sudo()
        Statement.flush_model()
        clients = self.env["res.partner"].sudo().browse(client_ids).exists()
        years = Statement.search(
            [
                ("client_id", "in", clients.ids),
                ("state", "=", "confirmed"),
                ("kind", "=", "annual"),
            ]
        )
        for client in clients:
            own = years.filtered(lambda year: year.client_id == client)  # noqa: B023
            # The company's own year tells of the borrower; the group's where there is none.
            last = own.sorted(lambda year: (year.date_to, not year.is_consolidated))[
                -1:
            ]
            self._write_year(client, last, last._year_before(own) if last else last)
        self.invalidate_model()

    @api.model
    def _write_year(self, client, year, before):
        if not year:
            self.env.execute_query(
                SQL(
                    "DELETE FROM bank_company_figures WHERE client_id = %s RETURNING id",
                    client.id,
                )
            )
            client._set_company_size(year=None, revenue_base=None, revenue_eur=None)
            return
        rate = self._rate(year.currency_id, year.date_to)
        figures, found = year._figures(), year._ratios(before)
        values = {
            "statement_id": year.id,
            "date_to": year.date_to,
            "is_audited": year.is_audited,
            **{
                name: None
                if rate is None or figure not in figures
                else round(figures[figure] * rate, 2)
                for name, figure in AMOUNTS.items()
            },
            **{f"ratio_{code}": found[code].value for code in RatioCode},
        }
        names = SQL(", ").join(map(SQL.identifier, values))
        self.env.execute_query(
            SQL(
                "INSERT INTO bank_company_figures (client_id, %(names)s) "
                "VALUES (%(client)s, %(values)s) "
                "ON CONFLICT (client_id) DO UPDATE SET (%(names)s) = ROW(%(values)s) "
                "RETURNING id",
                names=names,
                client=client.id,
                values=SQL(", ").join(SQL("%s", value) for value in values.values()),
            )
        )
        euro = self.env.ref("base.EUR")
        euro_rate = self._rate(euro, year.date_to)
        revenue = values["revenue_base"]
        client._set_company_size(
            year=year.date_to.year,
            revenue_base=revenue,
            revenue_eur=revenue / euro_rate
            if revenue is not None and euro_rate
            else None,
        )

    @api.model
    def _rate(self, currency, day):
        """Base currency for one unit on that day as a Decimal; None where it is not known."""
        [(rate,)] = self.env.execute_query(
            SQL(
                "SELECT (%s)::text",
                self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("%s::int", currency.id), SQL("%s::date", day)
                ),
            )
        )
        return Decimal(rate) if rate is not None else None
