from odoo import api, models

# What makes reading a look into somebody's debts.
TELLING = frozenset(
    {
        "score", "owed", "overdue", "open_loans", "worst_days_overdue", "loans", "file",
        "owed_base",
    }
)  # fmt: skip


class BankBureauToldMixin(models.AbstractModel):
    """What credit bureaus tell: whoever reads a figure of it, by any door, is noted."""

    _name = "bank.bureau.told.mixin"
    _description = "Told by a Credit Bureau"

    def _told_reports(self):
        """The reports that these records tell of."""
        return self

    def _note_look(self):
        """Note that the current user reads what these records tell."""
        if not self.env.su and self:
            self.check_access("read")
            self.env["bank.bureau.look"]._note(self._told_reports())

    def _read_format(self, fnames, load="_classic_read"):
        if TELLING & set(fnames):
            self._note_look()
        return super()._read_format(fnames, load)

    def export_data(self, fields_to_export):
        data = super().export_data(fields_to_export)
        if TELLING & {name.split("/")[0] for name in fields_to_export}:
            self._note_look()
        return data

    @api.model
    def _read_group(
        self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None,
        order=None,
    ):  # fmt: skip
        names = {spec.split(":")[0] for spec in (*groupby, *aggregates)}
        if TELLING & names and not self.env.su:
            self.search(domain)._note_look()
        return super()._read_group(
            domain, groupby, aggregates, having, offset, limit, order
        )
