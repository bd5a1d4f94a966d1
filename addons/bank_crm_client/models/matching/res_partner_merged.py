from dataclasses import replace

from odoo import api, fields, models
from odoo.addons.bank_crm_base.tools.field_values import raw_value, shown_value
from odoo.tools import SQL

HEAD = ("client_state", "branch_id", "manager_id", "client_since", "core_number")


class ResPartner(models.Model):
    """A record that was merged into another: kept, not found, and leading there."""

    _inherit = "res.partner"

    merged_into_id = fields.Many2one(
        "res.partner", "Merged into", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    client_state = fields.Selection(
        selection_add=[("merged", "Merged")], ondelete={"merged": "set null"}
    )
    duplicate_count = fields.Integer("Duplicates", compute="_compute_duplicate_count")

    @api.depends_context("uid")
    def _compute_duplicate_count(self):
        Pair = self.env["bank.duplicate.pair"]
        for partner in self:
            partner.duplicate_count = (
                len(Pair._of_client(partner)) if partner.is_client and partner.id else 0
            )

    def _surviving(self):
        """The record that this one lives on in."""
        found = self
        while found.merged_into_id:
            found = found.merged_into_id
        return found

    def get_formview_action(self, access_uid=None):
        """Whoever opens a record that was merged opens the one that stays."""
        surviving = (
            self.sudo()._surviving().with_env(self.env) if len(self) == 1 else self
        )
        return super(ResPartner, surviving).get_formview_action(access_uid=access_uid)

    def action_open_surviving(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        form = self.env.ref("bank_crm_base.bank_client_view_form")
        surviving = self.sudo()._surviving()
        return {**action, "res_id": surviving.id, "views": [(form.id, "form")]}

    def action_open_duplicates(self):
        """Compare this client with all others now, and open what looks like him."""
        self.ensure_one()
        self.check_access("read")
        Pair = self.env["bank.duplicate.pair"]
        Pair.sudo()._find_pairs_of(self.ids)
        pairs = Pair._of_client(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_duplicate_pair_action"
        )
        if len(pairs) == 1:
            return {**action, "res_id": pairs.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", pairs.ids)], "context": {}}

    # --- what is found of them

    @api.model
    def _client_rows(self, client_ids):
        """Nothing is written of who was merged; his names lead to the one that stays."""
        rows = super()._client_rows(client_ids)
        names = {}
        for surviving_id, _client_id, name in self._merged_names(client_ids):
            names.setdefault(surviving_id, []).append(name)
        for row in rows:
            row["other_names"] = names.get(row["id"], ())
        gone = {
            client_id
            for (client_id,) in self.env.execute_query(
                SQL(
                    "SELECT id FROM res_partner WHERE id = ANY(%s) "
                    "AND merged_into_id IS NOT NULL",
                    list(client_ids),
                )
            )
        }
        return [row for row in rows if row["id"] not in gone]

    @api.model
    def _merged_names(self, client_ids):
        return self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE merged (surviving, id, name) AS (
                    SELECT merged_into_id, id, name FROM res_partner
                     WHERE merged_into_id = ANY(%s)
                    UNION ALL
                    SELECT merged.surviving, p.id, p.name FROM res_partner p
                      JOIN merged ON p.merged_into_id = merged.id
                )
                SELECT surviving, id, name FROM merged ORDER BY id
                """,
                list(client_ids),
            )
        )

    @api.model
    def _findable(self, row):
        return replace(
            super()._findable(row),
            other_names=tuple(filter(None, row.get("other_names", ()))),
        )

    # --- how a merge shows them

    def _merge_head(self):
        """The head of one side, without what access settings keep from the reader."""
        self.ensure_one()
        kept_back = self.env["bank.access.setting"]._kept_back_names(self._name)
        return {
            "id": self.id,
            "name": "" if "name" in kept_back else self.name or "",
            "facts": [
                {
                    "label": self._fields[name]._description_string(self.env),
                    "text": shown_value(
                        self.env, self._name, name, raw_value(self, name)
                    ),
                }
                for name in HEAD
                if self[name] and name not in kept_back
            ],
        }

    def _merge_line(self):
        """One line by which a checker knows a record."""
        head = self._merge_head()
        kept_back = self.env["bank.access.setting"]._kept_back_names(self._name)
        born = "" if "birth_date" in kept_back else self.birth_date
        texts = [head["name"], born and fields.Date.to_string(born)]
        return ", ".join(
            filter(None, [*texts, *(fact["text"] for fact in head["facts"])])
        )
