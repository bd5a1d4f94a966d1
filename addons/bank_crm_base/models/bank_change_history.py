from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.change_words import change_lines, plain_value
from ..tools.field_values import write_value
from .res_partner import FED_FIELDS

HISTORY_PAGE = 20


class BankChange(models.Model):
    """The history of one record in words, for those who may read it; and putting back."""

    _inherit = "bank.change"

    @api.model
    def get_history(self, model, record_id, offset=0):
        """Newest first: what changed of a record and of what belongs to it."""
        record = self._readable(model, record_id)
        changes = self.sudo().search(
            self._history_domain(record), offset=offset, limit=HISTORY_PAGE + 1
        )
        entries = [self._entry(change) for change in changes[:HISTORY_PAGE]]
        return {
            "entries": [entry for entry in entries if entry],
            "next_offset": offset + HISTORY_PAGE if len(changes) > HISTORY_PAGE else 0,
        }

    @api.model
    def action_restore(self, change_id, name):
        """Propose that the value before this change is put in force again."""
        change = self.sudo().browse(change_id).exists()
        if not change:
            raise UserError(self.env._("This change is no longer kept."))
        record = self._readable(change.model, change.record_id)
        if not self._may_put_back(change, record, name):
            raise UserError(
                self.env._(
                    "This value is not put back by hand: it is the core system's, or you "
                    "may not change it."
                )
            )
        field = record._fields[name]
        raw = plain_value(self.env, field, change.old[name])
        if field.type == "many2one" and raw:
            target = self.env[field.comodel_name].browse(raw).exists()
            if not target:
                raise UserError(self.env._("What it was linked to is gone."))
        value = write_value(field, raw)
        if not record._changed_names({name: value}, [name]):
            raise UserError(self.env._("It has this value already."))
        # A field under an act of its own stays under that act.
        kind = self.env["bank.act.kind"]._of(
            record._two_person_kind(name) or "value_restore"
        )
        if not kind._is_asked():
            record.write({name: value})
            return True
        when = fields.Datetime.context_timestamp(self, change.changed_at)
        self.env["bank.act"]._propose_write(
            kind.code,
            record,
            {name: value},
            reason=self.env._(
                "The value before %(when)s is put back", when=f"{when:%Y-%m-%d %H:%M}"
            ),
        )
        return True

    @api.model
    def _readable(self, model, record_id):
        Model = self.env.get(model)
        if Model is None or Model._abstract or Model._transient:
            raise AccessError(self.env._("There is no history of this."))
        record = Model.browse(record_id).exists()
        record.check_access("read")
        return record

    @api.model
    def _history_domain(self, record):
        own = Domain("model", "=", record._name) & Domain("record_id", "=", record.id)
        if record._name == "res.partner":
            return own | Domain("client_id", "=", record.id)
        return own

    @api.model
    def _entry(self, change):
        """One change as plain data; nothing where the reader may see nothing of it."""
        if change.model not in self.env:
            return None
        Model = self.env[change.model]
        if not Model.has_access("read"):
            return None
        record = Model.browse(change.record_id).exists()
        if record and not record.has_access("read"):
            return None
        lines = change_lines(self.env, change)
        if not lines:
            return None
        return {
            "id": change.id,
            "when": fields.Datetime.to_string(change.changed_at),
            "who": change._who(),
            "door": self._label(change, "origin"),
            "done": self._label(change, "operation"),
            "reason": change.reason or "",
            "what": change.with_user(self.env.user)._title(record),
            "lines": [
                {
                    "field": line["field"],
                    "label": line["label"],
                    "old": line["old"],
                    "new": line["new"],
                    "can_restore": self._may_put_back(change, record, line["field"]),
                }
                for line in lines
            ],
        }

    @api.model
    def _label(self, change, name):
        field = change.batch_id._fields[name]
        return dict(field._description_selection(self.env)).get(change[name], "")

    @api.model
    def _may_put_back(self, change, record, name):
        """Whether the reader may propose the old value: his to write, and ours to keep."""
        field = record._fields.get(name)
        if (
            not record
            or not field
            or change.operation != "update"
            or name not in (change.old or {})
            or not hasattr(record, "_act_unit")
            or self._is_core_owned(record, name)
        ):
            return False
        return (
            record.has_access("write")
            and record._has_field_access(field, "write")
            and not (field.readonly or field.compute)
        )

    @api.model
    def _is_core_owned(self, record, name):
        field, facts = record._fields[name], record.sudo()
        if getattr(field, "sealed", False):
            return True
        if record._name == "res.partner":
            return facts.is_core_client and name in FED_FIELDS
        return (
            "source" in record._fields
            and facts.source != "manual"
            and bool(facts.client_id.is_core_client)
        )
