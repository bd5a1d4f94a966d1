from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

STALE_AFTER_DAYS = 2


class ResPartner(models.Model):
    """The client card: everything the screen shows of a client, in one call.

    Other addons add to it by extending `_get_card_flags` and `_get_card_panels`; the
    screen draws a panel when its code is in the answer.
    """

    _inherit = "res.partner"

    def get_client_card(self):
        """The card of a client that the user may see, as plain data."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_client:
            return {}
        self.env.flush_all()
        self.env["bank.client.view"]._note(self)
        facts = self._get_card_facts()
        return {
            "id": self.id,
            "currency_id": facts["base"].id,
            "currencies": {
                currency.id: {
                    "name": currency.name,
                    "symbol": currency.symbol,
                    "position": currency.position,
                    "digits": currency.decimal_places,
                }
                for currency in facts["currencies"]
            },
            "header": self._get_card_header(facts),
            "flags": sorted(
                self._get_card_flags(facts), key=lambda flag: flag["sequence"]
            ),
            "panels": self._get_card_panels(facts),
        }

    def get_formview_id(self, access_uid=None):
        """A client opens as his card wherever a link to him is followed."""
        if len(self) == 1 and self.sudo().is_client:
            return self.env.ref("bank_crm_base.bank_client_view_form").id
        return super().get_formview_id(access_uid=access_uid)

    def _get_card_header(self, facts):
        as_of = self._get_fed_as_of()
        as_of_day = as_of and fields.Datetime.context_timestamp(self, as_of).date()
        return {
            "name": self.name,
            "number": self.core_number or "",
            "kind": self.client_kind,
            "kind_label": self._card_label("client_kind"),
            "state": self.client_state,
            "state_label": self._card_label("client_state"),
            "since": fields.Date.to_string(self.client_since) or "",
            "until": fields.Date.to_string(self.client_until) or "",
            "class": self.client_class_id.name or "",
            "class_color": self.client_class_id.color,
            "is_private_banking": self.is_private_banking,
            "is_core_client": self.is_core_client,
            "manager": self.manager_id.sudo().name or "",
            "manager_id": self.manager_id.id,
            "is_mine": self.manager_id == self.env.user,
            "branch": self.branch_id.name or "",
            "phone": self._card_value("phone"),
            "email": self._card_value("email"),
            "masked": self._masked_on_card(),
            "fed_at": fields.Datetime.to_string(as_of) or "",
            "is_stale": bool(
                self.is_core_client
                and as_of_day
                and (facts["today"] - as_of_day).days > STALE_AFTER_DAYS
            ),
        }

    def _get_fed_as_of(self):
        """The moment until which the core system's facts of a client are known here.

        A file of changes leaves out whom nothing happened to: his facts hold as of the
        newest bank day, not as of the day on which he was last sent.
        """
        self.ensure_one()
        if not self.is_core_client:
            return self.fed_at
        [(newest,)] = self.env.execute_query(
            SQL("SELECT max(data_as_of) FROM bank_business_day")
        )
        return max(filter(None, [self.fed_at, newest]), default=False)

    def _card_label(self, name):
        field = self._fields[name]
        return dict(field._description_selection(self.env)).get(self[name], "")

    def action_give_task(self):
        """A task about this client, to oneself or to one's people."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give a task"),
            "res_model": "bank.task.give",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": self.id, "default_user_id": self.env.uid},
        }

    def action_open_rows(self, what, key=None):
        """The list behind a number on the card; `key` narrows it to one part."""
        self.ensure_one()
        self.check_access("read")
        action_id, domain, context = self._card_rows(what, key)
        action = self.env["ir.actions.act_window"]._for_xml_id(action_id)
        return {**action, "domain": domain, "context": context}

    def _card_rows(self, what, key=None):
        """Action, domain and context of the rows behind a number of the card."""
        own_accounts = [("client_id", "=", self.id), ("state", "!=", "closed")]
        if what == "accounts":
            return "bank_crm_base.bank_account_action", own_accounts, {}
        if what == "account_movements":
            return (
                "bank_crm_base.bank_account_movement_action",
                [("account_id", "=", key)],
                {"hide_account": True},
            )
        if what == "movements":
            accounts = self.env["bank.account"].search([("client_id", "=", self.id)])
            domain = [("account_id", "in", accounts.ids)]
            if key:
                first = fields.Date.to_date(key).replace(day=1)
                after = (first + timedelta(days=32)).replace(day=1)
                domain += [("booking_date", ">=", first), ("booking_date", "<", after)]
            return "bank_crm_base.bank_account_movement_action", domain, {}
        if what == "months":
            return (
                "bank_crm_base.bank_account_month_action",
                [("client_id", "=", self.id)],
                {},
            )
        if what == "holdings":
            domain = [("client_id", "=", self.id), ("state", "!=", "closed")]
            if key:
                domain.append(("product_id.family_id", "=", key))
            return "bank_crm_base.bank_holding_action", domain, {}
        if what == "owed":
            return (
                "bank_crm_base.bank_holding_action",
                [
                    ("client_id", "=", self.id),
                    ("state", "=", "active"),
                    ("product_id.kind", "=", "loan"),
                ],
                {},
            )
        if what == "counterparties":
            return (
                "bank_crm_base.bank_counterparty_action",
                [("client_id", "=", self.id)],
                {},
            )
        if what == "counterparty_movements":
            return (
                "bank_crm_base.bank_account_movement_action",
                self.env["bank.counterparty"].browse(key)._movement_domain(),
                {},
            )
        raise UserError(self.env._("There are no rows behind this number."))
