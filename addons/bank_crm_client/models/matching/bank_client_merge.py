import hashlib
import json

from odoo import api, fields, models
from odoo.addons.bank_crm_base.tools.field_values import raw_value
from odoo.fields import Domain

from ...domain.matching.survivorship import Candidate, Side, Strategy, Why, choose


class BankClientMerge(models.Model):
    """Two records of one client become one: what is kept of each, who decided, how to undo."""

    _name = "bank.client.merge"
    _description = "Merge of Clients"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "id desc"

    client_id = fields.Many2one(
        "res.partner", "Stays", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    loser_id = fields.Many2one(
        "res.partner", "Is merged into it", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    pair_id = fields.Many2one(
        "bank.duplicate.pair", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    key_change_id = fields.Many2one(
        "bank.key.change", "By the core system", index="btree_not_null",
        ondelete="set null", sealed=True, copy=False,
    )  # fmt: skip
    state = fields.Selection(
        [
            ("draft", "Being prepared"),
            ("proposed", "Waits for a second person"),
            ("done", "Merged"),
            ("undone", "Parted again"),
            ("dropped", "Dropped"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    merged_by_id = fields.Many2one(
        "res.users", "Merged by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    merged_at = fields.Datetime("Merged", sealed=True, copy=False)
    undone_by_id = fields.Many2one(
        "res.users", "Parted by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    undone_at = fields.Datetime("Parted", sealed=True, copy=False)
    line_ids = fields.One2many("bank.client.merge.field", "merge_id", "Fields")
    row_ids = fields.One2many("bank.client.merge.row", "merge_id", "Journal")
    facts_hash = fields.Char(compute="_compute_facts_hash")
    comparison = fields.Json(compute="_compute_comparison")
    moved_count = fields.Integer("Rows moved", compute="_compute_row_counts")
    kept_count = fields.Integer("Rows left in place", compute="_compute_row_counts")
    left_count = fields.Integer("Not returned", compute="_compute_row_counts")

    _two_clients = models.Constraint(
        "CHECK(client_id != loser_id)", "A client is not merged with himself."
    )
    _open_idx = models.Index("(loser_id) WHERE state IN ('draft', 'proposed')")

    @api.depends("client_id", "loser_id")
    def _compute_display_name(self):
        for merge in self:
            merge.display_name = self.env._(
                "%(other)s into %(client)s",
                other=merge.loser_id.display_name,
                client=merge.client_id.display_name,
            )

    def _compute_facts_hash(self):
        """What both sides say today: an act that saw other values no longer applies."""
        for merge in self:
            both = merge.sudo()
            said = [
                [raw_value(client, rule.field_name) for rule in both._rules()]
                for client in (both.client_id, both.loser_id)
            ]
            text = json.dumps(said, default=str)
            merge.facts_hash = hashlib.sha256(text.encode()).hexdigest()[:16]

    def _compute_row_counts(self):
        counts = {}
        for merge, state, count in self.env["bank.client.merge.row"]._read_group(
            [("merge_id", "in", self.ids), ("kind", "!=", "field")],
            ["merge_id", "state"],
            ["__count"],
        ):
            counts[merge.id, state] = count
        for merge in self:
            moved, kept, returned, left = (
                counts.get((merge.id, state), 0)
                for state in ("moved", "kept", "returned", "left")
            )
            merge.moved_count = moved + returned + left
            merge.kept_count = kept
            merge.left_count = left

    # --- preparing

    @api.model
    def _prepare(self, one, other, **values):
        """A draft of merging two clients, or the one that is being prepared already."""
        ids = (one | other).ids
        known = self.sudo().search(
            Domain("state", "in", ("draft", "proposed"))
            & Domain("client_id", "in", ids)
            & Domain("loser_id", "in", ids),
            limit=1,
        )
        if known:
            return known.with_env(self.env)
        survivor, merged = self._in_order(one.sudo(), other.sudo())
        merge = self.sudo().create(
            {"client_id": survivor.id, "loser_id": merged.id, **values}
        )
        merge._fill_lines()
        return merge.with_env(self.env)

    @api.model
    def _in_order(self, one, other):
        """Who stays: the core's client, then who has more, then who is longer here."""
        both = sorted(
            (one, other),
            key=lambda client: (
                not client.is_core_client,
                -len(client.holding_ids) - len(client.account_ids),
                client.client_since or self.env["bank.business.day"]._today(),
                client.id,
            ),
        )
        return both[0], both[1]

    @api.model
    def _rules(self):
        known = self.env["res.partner"]._fields
        rules = self.env["bank.survivorship.rule"].sudo().search([])
        return rules.filtered(lambda rule: rule.field_name in known)

    def _fill_lines(self):
        """Compare the two, field by field, and choose by the rules."""
        self.ensure_one()
        self.line_ids.unlink()
        survivor, merged = self.client_id, self.loser_id
        by_group, lines = {}, []
        for rule in self._rules():
            raws = [raw_value(client, rule.field_name) for client in (survivor, merged)]
            choice = by_group.get(rule.group) or choose(
                Strategy(rule.strategy),
                *(
                    Candidate(
                        raw, client.is_core_client, client.fed_at or client.write_date
                    )
                    for raw, client in zip(raws, (survivor, merged), strict=True)
                ),
            )
            if rule.group and raws[0] != raws[1]:
                by_group.setdefault(rule.group, choice)
            lines.append(
                {
                    "merge_id": self.id,
                    "name": rule.field_name,
                    "group": rule.group,
                    "survivor_value": raws[0],
                    "merged_value": raws[1],
                    "is_different": raws[0] != raws[1],
                    "side": str(choice.side),
                    "why": str(choice.why),
                }
            )
        self.env["bank.client.merge.field"].sudo().create(lines)

    def action_choose(self, name, side):
        """Keep the value of this side, with those that are decided together with it."""
        self._check_may_prepare()
        line = self.sudo().line_ids.filtered(lambda line: line.name == name)
        line |= self.sudo().line_ids.filtered(
            lambda other: line.group and other.group == line.group
        )
        line.write({"side": Side(side), "why": Why.HAND})

    def action_swap(self):
        """The other record stays."""
        self._check_may_prepare()
        for merge in self.sudo():
            merge.write(
                {"client_id": merge.loser_id.id, "loser_id": merge.client_id.id}
            )
            merge._fill_lines()

    def action_drop(self):
        self._check_may_prepare()
        self.sudo().state = "dropped"

    def action_merge(self):
        """Merge, or propose it where agreements or accounts are concerned."""
        self._check_may_prepare()
        for merge in self:
            merge._check_can_merge()
            if merge._needs_second_person():
                # The act looks at the state that it finds; where nobody is asked it runs now.
                merge.sudo().state = "proposed"
                merge.sudo().pair_id.state = "proposed"
                self.env["bank.act"]._propose_call(
                    "client_merge", merge, "_merge", watched=("state", "facts_hash")
                )
            else:
                merge.sudo()._merge()

    def action_unmerge(self):
        """Part the two again, or propose it."""
        self.check_access("read")
        self._check_decider()
        for merge in self:
            merge._check_can_unmerge()
            if merge._needs_second_person():
                self.env["bank.act"]._propose_call(
                    "client_merge", merge, "_unmerge", watched=("state",)
                )
            else:
                merge.sudo()._unmerge()
