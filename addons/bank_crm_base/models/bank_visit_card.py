from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What a clerk needs for whom he has before him; every other panel is hidden by default.
COUNTER_PANELS = frozenset({"identity", "accounts", "agreements"})
COUNTER_FLAGS = frozenset({"document", "blocked", "incomplete"})
COUNTER_ROWS = frozenset({"accounts", "holdings"})


class ResPartner(models.Model):
    """The counter view: the card of a client who is present, without what is the owner's."""

    _inherit = "res.partner"

    def _is_counter_view(self):
        """Whether the user sees this client only because he is present.

        Addons leave out of the card what is not for the counter: notes, debts, applications.
        """
        self.ensure_one()
        return self.is_counter_view

    @api.model
    def _counter_ids(self):
        """Ids of the clients whom the user sees only because they are present."""
        present_ids, _opened_ids = self.env["bank.visit"]._open_of(self.env.uid)
        present = self.sudo(False).browse(sorted(present_ids))
        return set(present.filtered("is_counter_view").ids)

    def get_client_card(self):
        card = super().get_client_card()
        if not card:
            return card
        visit = self.env["bank.visit"]._own_open(self)[:1]
        card["visit"] = bool(visit) and {
            "kind": visit.kind,
            "until": fields.Datetime.to_string(visit.ends_at),
            "reason": visit._reason_words(),
            "is_counter": self._is_counter_view(),
        }
        if self._is_counter_view():
            card["panels"] = {
                code: data
                for code, data in card["panels"].items()
                if code in COUNTER_PANELS
            }
            card["flags"] = [
                flag for flag in card["flags"] if flag["code"] in COUNTER_FLAGS
            ]
        return card

    def action_end_visit(self):
        """The client has gone: his card closes at once."""
        self.ensure_one()
        self.env["bank.visit"]._own_open(self)._end()
        return self.env["ir.actions.client"]._for_xml_id(
            "bank_crm_base.bank_find_action"
        )

    def action_give_task(self):
        if self._is_counter_view():
            raise UserError(
                self.env._("Tasks about a client are given by those who serve him.")
            )
        return super().action_give_task()

    def _card_rows(self, what, key=None):
        if self._is_counter_view() and what not in COUNTER_ROWS:
            raise UserError(
                self.env._("This is not shown at the counter: ask the client's branch.")
            )
        return super()._card_rows(what, key)

    def _check_owner_rights(self, changed):
        if changed and not self.env.su and any(self.mapped("is_counter_view")):
            raise AccessError(
                self.env._("Who serves this client is decided in his own branch.")
            )
        return super()._check_owner_rights(changed)

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Messages and tasks of the client's manager are not for the counter."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if self.env.su or message_operation == "create":
            return operations
        return {
            partner: operation
            for partner, operation in operations.items()
            if not partner.is_counter_view
        }

    def _card_action(self):
        """The window with this client's card."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        return {
            **action,
            "views": [(self.env.ref("bank_crm_base.bank_client_view_form").id, "form")],
            "res_id": self.id,
        }
