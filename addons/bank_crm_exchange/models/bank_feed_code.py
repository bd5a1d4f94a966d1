from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankFeedCode(models.Model):
    """A word of the sending system and what it means here; the administrator's to edit."""

    _name = "bank.feed.code"
    _description = "Word of a Code List"
    _without_visibility_rule = "A list of words."
    _order = "feed_id, code_list, word"
    _rec_name = "word"

    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="cascade"
    )
    code_list = fields.Selection(
        lambda self: self._list_selection(), "List", required=True, default="operation"
    )
    word = fields.Char("Their word", required=True)
    ours = fields.Char("Our word", required=True)
    meaning = fields.Char(compute="_compute_meaning")

    _word_uniq = models.Constraint(
        "UNIQUE(feed_id, code_list, word)",
        "The word has a meaning in this list already.",
    )

    @api.model
    def _list_selection(self):
        lists = {
            column.codes
            for layout in self.env["bank.feed"]._layouts().values()
            for column in layout.columns
            if column.codes
        }
        return [(name, name.replace("_", " ").capitalize()) for name in sorted(lists)]

    @api.depends("code_list", "ours")
    def _compute_meaning(self):
        for line in self:
            words = dict(self.env["bank.feed"]._words_of(line.code_list))
            line.meaning = words.get(line.ours, False)

    @api.constrains("code_list", "ours")
    def _check_ours(self):
        for line in self:
            known = self.env["bank.feed"]._own_codes(line.code_list)
            if line.ours not in known:
                raise ValidationError(
                    self.env._(
                        "%(word)s is no word of ours. Choose one of: %(known)s.",
                        word=line.ours,
                        known=", ".join(sorted(known)),
                    )
                )
