from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.field_values import raw_proposed, raw_value


class BankGuardedMixin(models.AbstractModel):
    """Fields declared `two_person="<kind of act>"`: one person proposes, another accepts.

    A person's change of such a field becomes a proposal (`bank.act`) and the old value
    stays in force. What the product itself writes (`sudo`) is not asked for: feeds, nights
    and accepted acts. A model with a `write()` of its own begins it with `_guard_write`.
    """

    _name = "bank.guarded.mixin"
    _description = "Fields under Two-Person Acts"

    # Links and origins that a person never changes once the record is there: a row moved to
    # another owner would carry what was accepted for the first.
    _fixed_names = ()

    waiting_act_ids = fields.Many2many(
        "bank.act", string="Waits for approval", compute="_compute_waiting_act_ids"
    )
    waiting_words = fields.Char("What waits", compute="_compute_waiting_act_ids")

    def _valid_field_parameter(self, field, name):
        return name == "two_person" or super()._valid_field_parameter(field, name)

    def _compute_waiting_act_ids(self):
        waiting = self.env["bank.act"]._waiting_for(self)
        for record in self:
            acts = waiting.get(record.id, self.env["bank.act"])
            record.waiting_act_ids = acts
            record.waiting_words = "; ".join(act._words() for act in acts)

    def write(self, vals):
        vals = self._guard_write(vals)
        return super().write(vals) if vals else True

    def _guard_write(self, vals):
        """Turn changes of guarded fields into proposals; return what is left to write."""
        if self.env.su or not self:
            return vals
        for name in vals:
            if name in self._fields:
                # Who may not change a field may not have it changed by another either.
                self._check_field_access(self._fields[name], "write")
        # Who may not write does not propose either.
        self.check_access("write")
        fixed = [name for name in self._fixed_names if name in vals]
        if fixed and any(record._changed_names(vals, fixed) for record in self):
            raise UserError(
                self.env._("To whom this belongs does not change. Enter it anew there.")
            )
        kinds = {}
        for name in vals:
            code = self._two_person_kind(name)
            if code:
                kinds.setdefault(code, []).append(name)
        left = dict(vals)
        for code, names in kinds.items():
            if not self.env["bank.act.kind"]._of(code)._is_asked():
                continue
            changed = self.filtered(lambda record: record._changed_names(vals, names))  # noqa: B023
            waiting = changed._needing_second_person(code, names)
            if not waiting:
                continue
            if waiting != changed:
                raise UserError(
                    self.env._(
                        "Some of these need a second person and some do not: change them "
                        "separately."
                    )
                )
            self.env["bank.act"]._propose_write(
                code, waiting, {name: vals[name] for name in names}
            )
            for name in names:
                left.pop(name)
        return left

    @api.model
    def _two_person_kind(self, name):
        """The kind of act that a field is under; None where it is free."""
        return getattr(self._fields.get(name), "two_person", None)

    def _changed_names(self, vals, names):
        """Which of `names` a write of `vals` would change in this record."""
        return [
            name
            for name in names
            # Compared as the product sees it: of a link its owner may not see the target.
            if raw_proposed(self.sudo(), name, vals[name])
            != raw_value(self.sudo(), name)
        ]

    def _needing_second_person(self, code, names):
        """Which of these records a change of `names` needs a second person for."""
        return self

    # --- what an act wants to know of its record

    def _act_client(self):
        """The client that an act on these records is about, if it is one client."""
        clients = self if self._name == "res.partner" else self.env["res.partner"]
        if not clients and "client_id" in self._fields:
            clients = self.client_id
        return clients if len(clients) == 1 else clients.browse()

    def _act_unit(self):
        """The unit whose heads decide; the maker's own where the records have none."""
        units = self.env["bank.branch"]
        if "branch_id" in self._fields:
            units = self.branch_id
        units = units or self._act_client().branch_id
        return units if len(units) == 1 else units.browse()

    def _act_refused(self, act):
        """Called when a proposal on these records was refused or withdrawn."""


class BankAcceptanceMixin(models.AbstractModel):
    """Records that count only once a second person has accepted them.

    `_two_person_create` names the kind of act. What a person makes waits; what the
    product makes (`sudo`) is accepted at once. Whatever reads such records for effect
    asks for `is_accepted`.
    """

    _name = "bank.acceptance.mixin"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _description = "Records under Two-Person Acts"

    _two_person_create = None

    acceptance = fields.Selection(
        [("waiting", "Waits for approval"), ("accepted", "Accepted"), ("refused", "Refused")],
        "Approval",
        sealed=True,
        copy=False,
        default="accepted",
        required=True,
    )  # fmt: skip
    is_accepted = fields.Boolean(compute="_compute_is_accepted")

    @api.depends("acceptance")
    def _compute_is_accepted(self):
        for record in self:
            record.is_accepted = record.acceptance == "accepted"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if not self.env.su and self._two_person_create:
            kind = self.env["bank.act.kind"]._of(self._two_person_create)
            waiting = records._needing_second_person(kind.code, [])
            if kind._is_asked() and waiting:
                waiting.sudo().acceptance = "waiting"
                for record in waiting:
                    self.env["bank.act"]._propose_create(kind.code, record)
        return records

    def _guard_write(self, vals):
        guarded = {name for name in vals if self._two_person_kind(name)}
        if guarded and not self.env.su and self - self.filtered("is_accepted"):
            raise UserError(
                self.env._(
                    "This waits for approval as it is. Withdraw it and enter it anew."
                )
            )
        return super()._guard_write(vals)

    def _refuse_removal(self):
        """What is in force ends by a second person, not by deleting it."""
        if not self.env.su and any(record.is_accepted for record in self):
            raise UserError(
                self.env._(
                    "This is in force: take it out of use, and a second person accepts it."
                )
            )

    def _act_refused(self, act):  # pylint: disable=missing-return
        super()._act_refused(act)
        if act.operation == "create":
            self.sudo().acceptance = "refused"
