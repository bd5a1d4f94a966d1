from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

PARAMETER_LIMIT = "bank_crm_base.export_rows_without_reason"
DEFAULT_LIMIT = 200
CONTEXT_REASON = "bank_export_reason"


class BankExportLog(models.Model):
    """A list taken out of the bank: who, of what, how many rows, and why."""

    _name = "bank.export.log"
    _description = "Export"
    _inherit = ["bank.sealed.mixin"]
    _without_visibility_rule = "What kind of list was taken and how long; no client."
    _order = "id desc"
    _rec_name = "model_label"

    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    exported_at = fields.Datetime("When", required=True, sealed=True, copy=False)
    model = fields.Char(required=True, sealed=True, copy=False)
    model_label = fields.Char("List of", required=True, sealed=True, copy=False)
    field_names = fields.Char("Fields", sealed=True, copy=False)
    field_labels = fields.Char("Columns", compute="_compute_field_labels")
    domain = fields.Char("Filter", sealed=True, copy=False)
    row_count = fields.Integer("Rows", sealed=True, copy=False)
    reason = fields.Char("Why", sealed=True, copy=False)

    _when_idx = models.Index("(exported_at)")

    @api.depends("model", "field_names")
    @api.depends_context("lang")
    def _compute_field_labels(self):
        for log in self:
            known = self.env[log.model]._fields if log.model in self.env else {}
            names = [
                name.partition("/")[0]
                for name in (log.field_names or "").split(", ")
                if name
            ]
            log.field_labels = ", ".join(
                dict.fromkeys(
                    known[name]._description_string(self.env) if name in known else name
                    for name in names
                )
            )

    @api.model
    def get_demand(self, model, ids=None, domain=None):
        """Whether taking these rows out needs a reason, and how many they are."""
        if model not in self.env or not self._is_watched_model(model):
            return {"is_needed": False}
        count = len(ids) if ids else self.env[model].search_count(domain or [])
        limit = self._row_limit()
        return {"is_needed": count > limit, "count": count, "limit": limit}

    @api.model
    def _is_watched_model(self, model):
        return model == "res.partner" or model.startswith("bank.")

    @api.model
    def _is_watched_export(self, records, field_names):
        """Whether these rows, or what any of the columns leads to, are watched."""
        if self._is_watched_model(records._name):
            return True
        for path in field_names:
            model = records
            for name in path.replace(".", "/").split("/"):
                field = model._fields.get(name)
                if field is not None and field.type == "reference":
                    return True
                if field is None or not field.relational:
                    break
                if self._is_watched_model(field.comodel_name):
                    return True
                model = self.env[field.comodel_name]
        return False

    @api.model
    def _row_limit(self):
        value = self.env["ir.config_parameter"].sudo().get_param(PARAMETER_LIMIT)
        return int(value) if value and value.isdigit() else DEFAULT_LIMIT

    @api.model
    def _note(self, records, field_names, row_count):
        """Note that these rows leave the bank; refuse many of them without a reason.

        A record takes as many rows as the longest of its exported lists.
        """
        reason = (self.env.context.get(CONTEXT_REASON) or "").strip()
        limit = self._row_limit()
        if row_count > limit and not reason:
            raise UserError(
                self.env._(
                    "More than %(limit)s rows leave the bank only with a reason: %(count)s "
                    "are to be taken.",
                    limit=limit,
                    count=row_count,
                )
            )
        asked = getattr(request, "bank_export", None) if request else None
        log = self.sudo().create(
            {
                "user_id": self.env.uid,
                "exported_at": fields.Datetime.now(),
                "model": records._name,
                "model_label": records._description,
                "field_names": ", ".join(field_names),
                "domain": str(asked["domain"]) if asked and asked["domain"] else False,
                "row_count": row_count,
                "reason": reason or False,
            }
        )
        if asked is not None and row_count > limit:
            asked["watermark"] = log._watermark()
            asked["mark"] = log._file_mark()
        return log

    def _watermark(self):
        """The last line of a file: by whom, when, and under which number it is kept."""
        when = fields.Datetime.context_timestamp(self, self.exported_at)
        return self.env._(
            "Taken out by %(login)s on %(when)s, export No. %(number)s. Bank secret.",
            login=self.user_id.login,
            when=f"{when:%Y-%m-%d %H:%M}",
            number=self.id,
        )

    def _file_mark(self):
        when = fields.Datetime.context_timestamp(self, self.exported_at)
        return f"{self.user_id.login} {when:%Y-%m-%d %H-%M} No {self.id}"
