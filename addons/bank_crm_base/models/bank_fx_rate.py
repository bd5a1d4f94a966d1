from odoo import api, fields, models
from odoo.tools import SQL


class BankFxRate(models.Model):
    """An official rate: base currency for so many units of another, from a day on."""

    _name = "bank.fx.rate"
    _description = "Official Exchange Rate"
    _without_visibility_rule = "Official rates are public."
    _order = "date desc, currency_id"
    _log_access = False

    currency_id = fields.Many2one(
        "res.currency", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date("From", required=True, index=True)
    units = fields.Integer(required=True, default=1)
    rate = fields.Float(
        digits=(18, 8), required=True, help="Base currency for that many units."
    )
    source = fields.Char(default="core")

    _currency_date_uniq = models.Constraint(
        "UNIQUE(currency_id, date)", "The rate of that day is here already."
    )
    _positive = models.Constraint(
        "CHECK(units > 0 AND rate > 0)", "Units and rate are positive."
    )

    @api.model
    def _unit_rate_sql(self, currency, day):
        """SQL value: base currency for one unit of `currency` on `day` (SQL fragments).

        1 for the base currency itself; NULL where no rate is known on that day.
        """
        return SQL(
            "CASE WHEN %(currency)s = %(base)s THEN 1 ELSE ("
            "SELECT fx.rate::numeric / fx.units FROM bank_fx_rate fx "
            "WHERE fx.currency_id = %(currency)s AND fx.date <= %(day)s "
            "ORDER BY fx.date DESC LIMIT 1) END",
            currency=currency,
            base=self.env.company.currency_id.id,
            day=day,
        )

    @api.model
    def _mirror_to_core(self):
        """Give core's currency widgets the same rates; core counts units per base unit."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO res_currency_rate
                    (currency_id, name, rate, company_id, create_uid, write_uid,
                     create_date, write_date)
                SELECT currency_id, date, units / rate, %(company)s, 1, 1, now(), now()
                  FROM bank_fx_rate
                 WHERE currency_id != %(base)s
                ON CONFLICT (currency_id, name, company_id) DO UPDATE
                   SET rate = EXCLUDED.rate
                 WHERE res_currency_rate.rate IS DISTINCT FROM EXCLUDED.rate
                RETURNING id
                """,
                company=self.env.company.id,
                base=self.env.company.currency_id.id,
            )
        )
        self.env["res.currency.rate"].invalidate_model()
