from odoo import api, models
from odoo.addons.bank_crm_base.tools.field_values import raw_value, shown_value
from odoo.tools import SQL

from ...tools.client_links import client_links


class BankClientMerge(models.Model):
    """Both records side by side: their fields, and in what each of them is used."""

    _inherit = "bank.client.merge"

    @api.depends("state", "client_id", "loser_id", "line_ids.side")
    @api.depends_context("uid", "lang")
    def _compute_comparison(self):
        for merge in self:
            if merge.has_access("read"):
                merge.comparison = {
                    "survivor": merge.sudo().client_id._merge_head(),
                    "merged": merge.sudo().loser_id._merge_head(),
                    "fields": merge._compared(),
                    "used": merge.sudo()._used_in() if merge.state != "done" else [],
                    "may_choose": merge.state == "draft",
                }
            else:
                merge.comparison = False

    def _compared(self):
        """A row per field: both values in words, which is kept and by what."""
        self.ensure_one()
        why = dict(
            self.env["bank.client.merge.field"]
            ._fields["why"]
            ._description_selection(self.env)
        )
        return [
            {
                **self._compared_row(line.name, line.survivor_value, line.merged_value),
                "side": line.side,
                "why": why[line.why],
            }
            for line in self.sudo().line_ids
            if self._is_compared(line.name, line.survivor_value, line.merged_value)
        ]

    @api.model
    def _compared_of(self, survivor, merged):
        """The same of two clients whose merge is not prepared yet."""
        rows = []
        for rule in self._rules():
            raws = [raw_value(client, rule.field_name) for client in (survivor, merged)]
            if self._is_compared(rule.field_name, *raws):
                rows.append(self._compared_row(rule.field_name, *raws))
        return rows

    @api.model
    def _is_compared(self, name, survivor_raw, merged_raw):
        kept_back = self.env["bank.access.setting"]._kept_back_names("res.partner")
        return name not in kept_back and bool(survivor_raw or merged_raw)

    @api.model
    def _compared_row(self, name, survivor_raw, merged_raw):
        field = self.env["res.partner"]._fields[name]
        return {
            "name": name,
            "label": field._description_string(self.env),
            "survivor": self._shown(name, survivor_raw),
            "merged": self._shown(name, merged_raw),
            "is_different": (survivor_raw or False) != (merged_raw or False),
        }

    @api.model
    def _shown(self, name, raw):
        return shown_value(self.env, "res.partner", name, raw) if raw else ""

    def _used_in(self):
        """Per kind of record: how many belong to each side."""
        self.ensure_one()
        return self._used_in_of(self.client_id.id, self.loser_id.id)

    @api.model
    def _used_in_of(self, survivor_id, merged_id):
        counts = {}
        for link in client_links(self.env):
            [(survivor, merged)] = self.env.execute_query(
                SQL(
                    "SELECT (SELECT count(*) FROM %(table)s WHERE %(one)s), "
                    "(SELECT count(*) FROM %(table)s WHERE %(other)s)",
                    table=SQL.identifier(link.table),
                    one=link.points_to(survivor_id),
                    other=link.points_to(merged_id),
                )
            )
            if survivor or merged:
                known = counts.get(link.model, (0, 0))
                counts[link.model] = (known[0] + survivor, known[1] + merged)
        rows = [
            {
                "model": model,
                "label": self.env[model]._description
                if model != "res.partner"
                else self.env._("Tags and contact persons"),
                "survivor": survivor,
                "merged": merged,
            }
            for model, (survivor, merged) in counts.items()
        ]
        return sorted(rows, key=lambda row: (-row["merged"], row["label"]))
