from odoo import api, models

# What makes reading a look into somebody's debts.
TELLING = frozenset(
    {
        "score", "owed", "overdue", "open_loans", "worst_days_overdue", "loans", "file",
        "owed_base",
    }
)  # fmt: skip


def _noting(method):
    """Called from outside, the method has a cursor that may write."""
    method._readonly = False
    return method


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

    # Core reads on a cursor that may not write; a look is written.

    @_noting
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load)

    @_noting
    def web_read(self, specification):
        return super().web_read(specification)

    @_noting
    @api.model
    def search_read(
        self, domain=None, fields=None, offset=0, limit=None, order=None, **read_kwargs
    ):
        return super().search_read(domain, fields, offset, limit, order, **read_kwargs)

    @_noting
    @api.model
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        return super().web_search_read(
            domain, specification, offset, limit, order, count_limit
        )

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
