from odoo import api, fields, models

from ...domain.people.decisions import Load, load_level


class BankHandoverTarget(models.Model):
    """How full a new manager is with what he would get; a head may go over his limit."""

    _inherit = "bank.handover.target"

    load_words = fields.Char("Will have", compute="_compute_load_words")

    @api.depends("user_id", "client_count")
    def _compute_load_words(self):
        words = self.sudo()._load_words()
        for target in self:
            target.load_words = words.get(target.sudo(), "")

    def _load_words(self):
        """Target -> "64 of 80 clients", empty once he has them."""
        people = self.env["bank.people"]
        users = self.user_id
        loads, limits = people._loads(users.ids), people._limits(users.ids)
        found = {}
        for target in self:
            if not target.user_id or target.answer != "none":
                found[target] = ""
                continue
            after = loads.get(target.user_id.id, 0) + target.client_count
            limit = limits[target.user_id.id]
            if limit is None:
                text = self.env._("%s clients", after)
            elif load_level(after, limit) == Load.OVER:
                text = self.env._(
                    "%(after)s clients, over his limit of %(limit)s",
                    after=after,
                    limit=limit,
                )
            else:
                text = self.env._(
                    "%(after)s of %(limit)s clients", after=after, limit=limit
                )
            found[target] = text
        return found
