from odoo import api, fields, models


class BankFeedCode(models.Model):
    """Our words as a choice with their meanings, not as text to remember."""

    _inherit = "bank.feed.code"

    choices = fields.Json(compute="_compute_choices")
    list_choices = fields.Json(compute="_compute_choices")

    @api.depends("code_list", "feed_id.layout")
    def _compute_choices(self):
        Feed = self.env["bank.feed"]
        labels = dict(self._list_selection())
        words = {}
        for line in self:
            name = line.code_list
            if name not in words:
                words[name] = (
                    [list(pair) for pair in Feed._words_of(name)] if name else []
                )
                if name and not words[name]:
                    words[name] = [
                        [code, code] for code in sorted(Feed._own_codes(name))
                    ]
            line.choices = words[name]
            layout = line.feed_id.layout and line.feed_id._layout()
            lists = (
                {column.codes for column in layout.columns} if layout else set(labels)
            )
            line.list_choices = [
                [code, label] for code, label in labels.items() if code in lists
            ]


class BankFeedColumn(models.Model):
    """Our columns as a choice."""

    _inherit = "bank.feed.column"

    choices = fields.Json(compute="_compute_choices")
    meaning = fields.Char(compute="_compute_choices")

    @api.depends("feed_id.layout", "column")
    def _compute_choices(self):
        words = self.env["bank.feed.reject"]._column_words
        for line in self:
            columns = line.feed_id._layout().columns if line.feed_id.layout else ()
            line.choices = [[column.name, words(column.name)] for column in columns]
            line.meaning = next(
                (column.meaning for column in columns if column.name == line.column), ""
            )


class BankFeedCorrection(models.Model):
    """Before and after side by side, in the words of the screen."""

    _inherit = "bank.feed.correction"

    comparison = fields.Json("What changed", compute="_compute_comparison")

    def _compute_comparison(self):
        Movement = self.env["bank.account.movement"]
        shown = (
            "booking_date", "value_date", "account_id", "amount", "kind", "channel",
            "counterparty_name", "counterparty_account", "counterparty_bank", "purpose",
            "balance_after",
        )  # fmt: skip
        labels = Movement.fields_get(shown, ["string"])
        for row in self:
            old, new = row.old or {}, row.new or {}
            row.comparison = [
                {
                    "label": labels[name]["string"],
                    "before": self._in_words(name, old.get(name)),
                    "after": self._in_words(name, new.get(name)),
                    "is_number": isinstance(old.get(name), int | float)
                    and name != "account_id",
                }
                for name in shown
                if name in labels
                and (
                    (row.operation == "cancel" and name == "amount")
                    or (name in new and new[name] != old.get(name))
                )
            ]

    def _in_words(self, name, value):
        if value in (None, False, ""):
            return ""
        if name == "account_id":
            return self.env["bank.account"].sudo().browse(value).exists().number or ""
        field = self.env["bank.account.movement"]._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        return value
