from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankFeedCode(models.Model):
    """A word of the sending system and what it means here; the administrator's to edit."""

    _name = "bank.feed.code"
    _description = "Word of a Code List"
    _without_visibility_rule = "A list of words."
    _inherit = ["bank.acceptance.mixin"]
    _order = "feed_id, code_list, word"
    _rec_name = "word"

    _two_person_create = "feed_mapping"

    active = fields.Boolean("In use", default=True, two_person="feed_mapping")
    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="cascade",
        two_person="feed_mapping",
    )  # fmt: skip
    code_list = fields.Selection(
        lambda self: self._list_selection(), "List", required=True, default="operation",
        two_person="feed_mapping",
    )  # fmt: skip
    word = fields.Char("Their word", required=True, two_person="feed_mapping")
    ours = fields.Char("Our word", required=True, two_person="feed_mapping")
    meaning = fields.Char(compute="_compute_meaning")

    _word_once = models.UniqueIndex(
        "(feed_id, code_list, word) WHERE active AND acceptance != 'refused'",
        "The word has a meaning in this list already.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()

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
