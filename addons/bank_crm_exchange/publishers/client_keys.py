from odoo import api, models
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert


class BankFeedPublishClientKeys(models.AbstractModel):
    """Numbers by which other systems know our clients."""

    _name = "bank.feed.publish.client_keys"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Client Keys"
    _fills = ("bank_client_key",)

    @api.model
    def _add_checks(self, run, checks):
        """A number that is another client's today is no mistake to be overwritten."""
        checks.join(
            SQL(
                "LEFT JOIN bank_client_key taken ON taken.source = %s "
                "AND taken.external_id = %s AND taken.valid_to IS NULL",
                checks.text("source"),
                checks.text("external_id"),
            )
        )
        checks.must(
            "duplicate_key",
            "external_id",
            SQL(
                "taken.id IS NULL OR %(client)s IS NULL OR taken.client_id = %(client)s",
                client=checks.values["client_id"],
            ),
        )

    @api.model
    def _publish_rows(self, run, rows):
        upsert = Upsert(
            table="bank_client_key",
            match={"source": SQL("t.source"), "external_id": SQL("t.external_id"),
                   "client_id": SQL("t.client_id")},
            fed={
                "valid_from": Fed(SQL("t.valid_from"), "valid_from"),
                "valid_to": Fed(SQL("t.valid_to"), "valid_to"),
            },
            template=self._log_columns(),
            returning="client_id",
        )  # fmt: skip
        self._touch_clients(run, self._write(run, upsert, rows))
        self.env["bank.client.key"].invalidate_model()

    @api.model
    def _log_columns(self):
        now = self.env.cr.now()
        return {
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            "create_date": now,
            "write_date": now,
        }
