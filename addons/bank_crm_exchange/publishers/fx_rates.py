from odoo import api, models
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert

ACCOUNTS_A_BATCH = 20_000


class BankFeedPublishFxRates(models.AbstractModel):
    """Official rates; what they value, also in closed months, is valued again."""

    _name = "bank.feed.publish.fx_rates"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Exchange Rates"

    @api.model
    def _add_checks(self, run, checks):
        for name in ("units", "rate"):
            checks.must("out_of_range", name, SQL("%s > 0", checks.values[name]))

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_mirror", "_revalue", "_refresh_clients"]

    @api.model
    def _publish_rows(self, run, rows):
        upsert = Upsert(
            table="bank_fx_rate",
            match={"currency_id": SQL("t.currency"), "date": SQL("t.date")},
            fed={"units": Fed(SQL("t.units")), "rate": Fed(SQL("t.rate"))},
            once={"source": SQL("%s", run.feed_id.source)},
            returning="currency_id",
        )
        touched = set(self._write(run, upsert, rows)) | set(run._at("currencies", []))
        run._advance(currencies=sorted(touched))
        self.env["bank.fx.rate"].invalidate_model()

    @api.model
    def _mirror(self, run, deadline):
        self.env["bank.fx.rate"].sudo()._mirror_to_core()
        return False

    @api.model
    def _revalue(self, run, deadline):
        """Accounts in the currencies whose rate came, in batches."""
        cr = run.env.cr
        last = run._at("step_state") or 0
        cr.execute(
            "SELECT max(id) FROM (SELECT id FROM bank_account WHERE currency_id = ANY(%s) "
            "AND id > %s ORDER BY id LIMIT %s) a",
            [run._at("currencies", []), last, ACCOUNTS_A_BATCH],
        )
        upto = cr.fetchone()[0]
        if upto is None:
            return False
        accounts = SQL(
            "(SELECT id FROM bank_account WHERE currency_id = ANY(%s) AND id > %s AND id <= %s)",
            run._at("currencies"),
            last,
            upto,
        )
        self.env["bank.account.month"].sudo()._rebuild_balances(accounts)
        self._touch_clients_sql(
            run,
            SQL("SELECT client_id FROM bank_account WHERE id IN %s", accounts),
            with_file=False,
        )
        run._advance(step_state=upto)
        return True
