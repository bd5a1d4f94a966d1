from odoo import models
from odoo.tools import SQL

from ...tools.client_links import LinkKind


class BankClientMerge(models.Model):
    """What follows from who owns what: figures, keys, mirrored contacts, other pairs."""

    _inherit = "bank.client.merge"

    def _follow(self, moved=()):
        """Work out anew what follows from who owns what."""
        both = self.client_id | self.loser_id
        self.env.invalidate_all()
        for model, name, ids in self._journalled(moved):
            field = self.env[model]._fields[name]
            if any(one.store for one in self.env.registry.get_dependent_fields(field)):
                self.env[model].browse(ids).modified([name])
        both.child_ids._guard_contact_persons()
        self.client_id._mirror_contacts()
        if self.loser_id.active:
            self.loser_id._mirror_contacts()
        self.env.flush_all()
        both._refresh_derived()
        Partner = self.env["res.partner"]
        Partner._refresh_figures(both.ids)
        day = self.env["bank.business.day"]._today()
        self.env["bank.counterparty"]._refresh(both.ids, day)
        self.env.invalidate_all()

    def _journalled(self, links):
        """Model, field and ids of the rows that are in the journal for these links."""
        for link in links:
            if link.kind is LinkKind.LINK and self.env[link.model]._auto:
                rows = self.env.execute_query(
                    SQL(
                        "SELECT record_id FROM bank_client_merge_row WHERE merge_id = %s "
                        "AND table_name = %s AND column_name = %s AND state != 'kept'",
                        self.id,
                        link.table,
                        link.column,
                    )
                )
                yield link.model, link.field, [row_id for (row_id,) in rows]

    def _settle_pairs(self):
        """This pair is merged; others of the one that went are looked for anew."""
        Pair = self.env["bank.duplicate.pair"].sudo()
        goes = self.loser_id
        others = Pair.search(
            ["|", ("client_id", "=", goes.id), ("other_client_id", "=", goes.id)]
        )
        mine = others.filtered(
            lambda pair: self.client_id in pair.client_id | pair.other_client_id
        )
        mine.write(
            {
                "state": "merged",
                "decided_by_id": self.env.uid,
                "decided_at": self.merged_at,
            }
        )
        (others - mine).filtered(
            lambda pair: pair.state in ("open", "postponed", "proposed")
        ).state = "gone"
