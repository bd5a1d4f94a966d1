from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..domain.acts import State
from ..tools.field_values import field_label, raw_proposed, raw_value, shown_value


class BankAct(models.Model):
    """Proposing: what is to change, what is in force now, and whom it waits for.

    Any addon puts a field under an act by `two_person="<kind>"`, a record by
    `bank.acceptance.mixin`, and an operation by `_propose_call`.
    """

    _inherit = "bank.act"

    @api.model
    def _propose_write(self, kind_code, records, values, *, reason="", amount=None):
        """Propose to write `values` (as for `write()`) on all `records`."""
        proposed = {
            name: raw_proposed(records[:1].sudo(), name, value)
            for name, value in values.items()
        }
        old = {
            str(record.id): {name: raw_value(record.sudo(), name) for name in proposed}
            for record in records
        }
        self._make_way(records, set(proposed))
        return self._propose(
            kind_code, records, "write",
            reason=reason, amount=amount, proposed=proposed, old=old,
        )  # fmt: skip

    @api.model
    def _propose_create(self, kind_code, record, *, reason="", amount=None):
        """Propose that a record just made counts; it shows its guarded fields."""
        names = [name for name in record._fields if record._two_person_kind(name)]
        values = {name: raw_value(record.sudo(), name) for name in names}
        return self._propose(
            kind_code, record, "create",
            reason=reason, amount=amount, proposed=values, old={str(record.id): values},
        )  # fmt: skip

    @api.model
    def _propose_call(
        self, kind_code, records, method, arguments=None, *, watched=(), reason="", amount=None
    ):  # fmt: skip
        """Propose to call the private `method` of `records` with plain `arguments`.

        Returns nothing where one person is enough: then it is done at once. `watched` are
        the fields that must still be as they are now when it is accepted.
        """
        kind = self.env["bank.act.kind"]._of(kind_code)
        if not kind._is_asked(amount):
            getattr(records.sudo(), method)(**(arguments or {}))
            return self.browse()
        old = {
            str(record.id): {name: raw_value(record.sudo(), name) for name in watched}
            for record in records
        }
        self._refuse_twice(records, method)
        return self._propose(
            kind_code, records, "call",
            reason=reason, amount=amount, old=old, method=method, arguments=arguments or {},
        )  # fmt: skip

    @api.model
    def _propose(self, kind_code, records, operation, *, reason, amount, **values):
        kind = self.env["bank.act.kind"]._of(kind_code)
        if (
            kind.is_reason_required
            and not (reason or "").strip()
            and operation == "call"
        ):
            raise UserError(self.env._("Say why: who decides has to know."))
        group = kind._power(amount or 0)
        unit = records._act_unit() or self.env.user.branch_id
        maker = self.env.user
        act = self.sudo().create(
            {
                "name": self._title(kind, records),
                "kind_id": kind.id,
                "operation": operation,
                "res_model": records._name,
                "res_ids": records.ids,
                "record_count": len(records),
                "reason": reason or False,
                "amount": amount or 0,
                "client_id": records._act_client().id,
                "unit_id": unit.id,
                "group_id": group.id,
                "unit_scope": kind.unit_scope,
                "addressee_id": self._addressee(unit, group, maker).id,
                "maker_id": maker.id,
                "proposed_at": fields.Datetime.now(),
                "due_at": self._due_at(kind),
                **values,
            }
        )
        act._forget_what_waits()
        maker._bus_send(
            "simple_notification",
            {
                "type": "info",
                "message": self.env._(
                    "%(kind)s: waits for a second person. Until then nothing changes.",
                    kind=kind.name,
                ),
            },
        )
        return act

    def _forget_what_waits(self):
        """The records of these acts look anew what waits for them."""
        for model in set(self.mapped("res_model")):
            names = ["waiting_act_ids", "waiting_words"]
            if names[0] in self.env[model]._fields:
                self.env[model].invalidate_model(names, flush=False)

    @api.model
    def _title(self, kind, records):
        named = records._act_client() or records
        if len(named) == 1 and self._is_name_of_a_fact(named):
            return kind.name
        if len(named) == 1:
            return self.env._(
                "%(kind)s: %(record)s", kind=kind.name, record=named.display_name
            )
        return self.env._(
            "%(kind)s: %(count)s records", kind=kind.name, count=len(records)
        )

    @api.model
    def _is_name_of_a_fact(self, record):
        """Whether the name of these records is itself a fact that a setting may keep back."""
        kin = self.env["bank.access.setting"]._kin()
        places = set(kin).union(*(one.fields for one in kin.values()))
        return (record._name, record._rec_name) in places

    @api.model
    def _record_words(self, record):
        """The name of a record, unless it is a fact that the reader may not have.

        What the product writes down for all readers names no fact at all.
        """
        kept_back = self.env["bank.access.setting"]._kept_back_names(record._name)
        if self._is_name_of_a_fact(record) and (
            self.env.su or record._rec_name in kept_back
        ):
            return self.env["ir.model"]._get(record._name).sudo().name
        return record.display_name

    @api.model
    def _waiting_for(self, records):
        """Record id -> acts that wait for it; what is not a stored record has none."""
        ids = [record_id for record_id in records.ids if record_id]
        found = {}
        if not ids:
            return found
        self.flush_model(["state", "res_model", "res_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT act.id, one.id::int FROM bank_act act, "
                "jsonb_array_elements_text(act.res_ids) one(id) "
                "WHERE act.state = %s AND act.res_model = %s AND one.id::int = ANY(%s) "
                "ORDER BY act.id",
                State.WAITING,
                records._name,
                ids,
            )
        )
        visible = self.search([("id", "in", [act_id for act_id, _id in rows])])
        for act_id, record_id in rows:
            act = self.browse(act_id)
            if act in visible:
                found[record_id] = found.get(record_id, self.browse()) | act
        return found

    @api.model
    def _last_accepted(self, record):
        """The newest accepted act on this record; nothing where nobody decided it."""
        self.flush_model(["state", "res_model", "res_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT max(id) FROM bank_act WHERE state = %s AND res_model = %s "
                "AND res_ids @> %s::jsonb",
                State.ACCEPTED,
                record._name,
                f"[{int(record.id)}]",
            )
        )
        return self.sudo().browse([act_id for (act_id,) in rows if act_id])

    @api.model
    def _accepted_values(self, record):
        """Field -> the value that two people last gave it."""
        self.flush_model(["state", "res_model", "res_ids", "proposed"])
        rows = self.env.execute_query(
            SQL(
                "SELECT proposed FROM bank_act WHERE state = %s AND res_model = %s "
                "AND res_ids @> %s::jsonb AND proposed IS NOT NULL ORDER BY id",
                State.ACCEPTED,
                record._name,
                f"[{int(record.id)}]",
            )
        )
        values = {}
        for (proposed,) in rows:
            values.update(proposed)
        return values

    @api.model
    def _make_way(self, records, names):
        """One proposal at a time for a field: one's own earlier one is replaced."""
        waiting = self.sudo()._waiting_for(records.sudo())
        for act in set().union(*waiting.values()) if waiting else ():
            if act.operation != "write" or not names & set(act.proposed or {}):
                continue
            if act.maker_id != self.env.user:
                raise UserError(
                    self.env._(
                        "%(maker)s has proposed a change of this already. It has to be "
                        "decided first.",
                        maker=act.maker_id.name,
                    )
                )
            act._move_to(State.WITHDRAWN, answer=self.env._("Replaced by a newer one."))

    @api.model
    def _refuse_twice(self, records, method):
        waiting = self.sudo()._waiting_for(records.sudo())
        for acts in waiting.values():
            if acts.filtered(lambda act: act.method == method):
                raise UserError(self.env._("This waits for approval already."))

    def _words(self):
        """One line on the record's own form: what waits, and whose proposal it is."""
        self.ensure_one()
        if self.operation == "write":
            changes = ", ".join(
                f"{field_label(self.env, self.res_model, name)}: "
                f"{shown_value(self.env, self.res_model, name, raw) or '–'}"
                for name, raw in (self.sudo().proposed or {}).items()
            )
        else:
            changes = self.kind_id.name
        return self.env._(
            "%(changes)s (proposed by %(maker)s)",
            changes=changes,
            maker=self.maker_id.name,
        )
