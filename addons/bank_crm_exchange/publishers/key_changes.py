from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.tools import SQL

from ..domain.reasons import PARKED


class BankFeedPublishKeyChanges(models.AbstractModel):
    """Renumbering, merges, splits and transfers of the core system, each once, in order."""

    _name = "bank.feed.publish.key_changes"
    _inherit = ["bank.feed.publish.records"]
    _description = "Publishing of Changed Numbers"

    @api.model
    def _add_checks(self, run, checks):
        """What the change names must be here: the client, the account, the branch."""
        feed = run.feed_id
        old, new, account = (
            checks.text(name) for name in ("old_id", "new_id", "account_id")
        )
        old_client = checks.reference("old_client", "clients", old)
        new_client = checks.reference("new_client", "clients", new)
        old_account = checks.reference("old_account", "accounts", old)
        moved = checks.reference("moved", "accounts", account)
        branch = checks.reference("new_branch", "branches", new)
        checks.join(
            SQL(
                "LEFT JOIN bank_account numbered ON numbered.number = %s AND numbered.source = %s",
                old,
                feed.reference_source,
            )
        )
        change = checks.values["change"]
        client_first = (
            "client_renumber",
            "client_merge",
            "client_split",
            "branch_transfer",
        )
        checks.must(
            PARKED,
            "old_id",
            SQL(
                "CASE WHEN %s = ANY(%s) THEN %s IS NOT NULL "
                "ELSE coalesce(%s, numbered.id) IS NOT NULL END",
                change,
                list(client_first),
                old_client,
                old_account,
            ),
            "clients",
        )
        checks.must(
            PARKED,
            "new_id",
            SQL(
                "CASE %s WHEN 'account_transfer' THEN %s IS NOT NULL "
                "WHEN 'client_merge' THEN %s IS NOT NULL "
                "WHEN 'client_split' THEN %s IS NOT NULL "
                "WHEN 'branch_transfer' THEN %s IS NOT NULL ELSE true END",
                change,
                new_client,
                new_client,
                new_client,
                branch,
            ),
            "clients",
        )
        checks.must(
            PARKED,
            "account_id",
            SQL("%s IS NULL OR %s IS NOT NULL", account, moved),
            "accounts",
        )

    @api.model
    def _extra_columns(self, run, checks):
        names = {"old_client": "clients", "new_client": "clients", "branch": "branches"}
        values = {}
        for name, layout in names.items():
            alias = "ref_new_branch" if name == "branch" else f"ref_{name}"
            text = checks.text("old_id" if name == "old_client" else "new_id")
            _joins, value = run.feed_id._reference_sql(layout, alias, text)
            values[name] = ("integer", value)
        moved = run.feed_id._reference_sql(
            "accounts", "ref_moved", checks.text("account_id")
        )[1]
        old = run.feed_id._reference_sql(
            "accounts", "ref_old_account", checks.text("old_id")
        )[1]
        values["account"] = (
            "integer",
            SQL("coalesce(%s, %s, numbered.id)", moved, old),
        )
        return values

    @api.model
    def _publish_records(self, run, rows):
        Change = self.env["bank.key.change"].sudo()
        source = run.feed_id.source
        known = set(
            Change.search(
                [
                    ("source", "=", source),
                    ("change_number", "in", [row["change_id"] for row in rows]),
                ]
            ).mapped("change_number")
        )
        for row in sorted(rows, key=lambda row: (row["date"], row["line"])):
            if row["change_id"] in known:
                continue
            is_account = row["change"].startswith("account_")
            change = Change.create(
                {
                    "change_number": row["change_id"],
                    "source": source,
                    "change": row["change"],
                    "date": row["date"],
                    "old_id": row["old_id"],
                    "new_id": row["new_id"],
                    "client_id": False if is_account else row["old_client"],
                    "other_client_id": row["new_client"],
                    "account_id": row["account"]
                    if is_account or row["account_id"]
                    else False,
                    "run_id": run.id,
                }
            )
            getattr(self, f"_apply_{row['change']}")(run, change, row)
            run.new_count += 1
        self.env.flush_all()

    @api.model
    def _apply_client_renumber(self, run, change, row):
        """The old number ends and still leads to the client; the new one begins."""
        Key = self.env["bank.client.key"].sudo()
        old = Key.search(
            [
                ("source", "=", run.feed_id.source),
                ("external_id", "=", row["old_id"]),
                ("valid_to", "=", False),
            ]
        )
        old.write({"valid_to": row["date"] - relativedelta(days=1)})
        client = change.client_id
        if not Key.search_count(
            [
                ("source", "=", run.feed_id.source),
                ("external_id", "=", row["new_id"]),
                ("valid_to", "=", False),
            ]
        ):
            Key.create(
                {
                    "client_id": client.id,
                    "source": run.feed_id.source,
                    "external_id": row["new_id"],
                    "valid_from": row["date"],
                }
            )
        client.sudo().write({"core_number": row["new_id"]})
        self._touch_clients(run, client.ids)

    @api.model
    def _apply_client_merge(self, run, change, row):
        """Later rows of the old number reach the surviving client; people merge the cards."""
        change.write({"state": "proposed"})
        self.env["bank.client.key"].sudo().search(
            [("source", "=", run.feed_id.source), ("external_id", "=", row["old_id"])]
        ).write({"client_id": change.other_client_id.id})
        self._touch_clients(run, (change.client_id | change.other_client_id).ids)

    @api.model
    def _apply_client_split(self, run, change, row):
        """An account goes to the client who came out of the split; the rest is proposed."""
        change.write({"state": "proposed"})
        if change.account_id:
            self._transfer(run, change.account_id, change.other_client_id, row["date"])
        self._touch_clients(run, (change.client_id | change.other_client_id).ids)

    @api.model
    def _apply_account_renumber(self, run, change, row):
        """The core's id or the printed number; rows with the old one still find the account."""
        account = change.account_id
        if account.external_id == row["old_id"]:
            account.write({"external_id": row["new_id"]})
        else:
            account.write({"number": row["new_id"]})
        self._touch_clients(
            run, account.holder_ids.client_id.ids + account.client_id.ids
        )

    @api.model
    def _apply_account_transfer(self, run, change, row):
        self._transfer(run, change.account_id, change.other_client_id, row["date"])

    @api.model
    def _apply_branch_transfer(self, run, change, row):
        change.client_id.sudo().write({"branch_id": row["branch"]})
        self._touch_clients(run, change.client_id.ids)

    @api.model
    def _transfer(self, run, account, client, date):
        """Another owner from a day on; the months before stay with the earlier one."""
        earlier = account.client_id
        if earlier == client:
            return
        Holder = self.env["bank.account.holder"].sudo()
        owners = Holder.search(
            [("account_id", "=", account.id), ("role", "=", "owner")]
        )
        owners.filtered(
            lambda holder: holder.client_id != client and not holder.date_to
        ).write({"date_to": date - relativedelta(days=1)})
        mine = owners.filtered(lambda holder: holder.client_id == client)
        if mine:
            mine.write({"date_to": False})
        else:
            Holder.create(
                {
                    "account_id": account.id,
                    "client_id": client.id,
                    "role": "owner",
                    "date_from": date,
                }
            )
        account.write({"client_id": client.id})
        self.env.flush_all()
        self._restore_owners(SQL("(SELECT %s)", account.id))
        self._touch_clients(run, (earlier | client).ids)
