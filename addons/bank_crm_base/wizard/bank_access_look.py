from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..domain.narrowing import Effect, masked, strongest
from .bank_access_why import ASKING_GROUPS

CLIENTS_SHOWN = 20
# What is shown of a card: more would make it a second card.
CARD_MODEL = "res.partner"


class BankAccessLook(models.TransientModel):
    """What an employee finds when he signs in: his menus, his clients, a card.

    Only looking, never signing in as him; and of clients only those that both may see,
    so that a look never shows more than one's own post.
    """

    _name = "bank.access.look"
    _description = "See as Another Employee"
    _inherit = ["bank.named.client.mixin"]

    employee_id = fields.Many2one(
        "res.users", "As whom", required=True, ondelete="cascade",
        domain=[("share", "=", False)],
    )  # fmt: skip
    reason = fields.Char(
        "Why", required=True, help="Kept in the list of looks, with your name."
    )
    client_id = fields.Many2one(
        "res.partner", "At the card of", domain=[("is_client", "=", True)],
        ondelete="cascade", help="Empty: only his menus and his list.",
    )  # fmt: skip
    answer = fields.Html(sanitize=False, readonly=True)

    def action_look(self):
        """Look, leave a trace, and show what was seen in the same window."""
        self.ensure_one()
        seen = self.look(self.employee_id.id, self.reason, self.client_id.id)
        self.answer = self.env["ir.qweb"]._render(
            "bank_crm_base.access_look_answer", seen
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_access_look_action"
        )
        return {**action, "res_id": self.id}

    @api.model
    def look(self, employee_id, reason, client_id=None):
        """Menus, clients and a card as the employee has them, as plain data; logged."""
        employee = self._check_may_look(employee_id)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you look: it is kept with your name."))
        client = self.env["res.partner"].browse(client_id or [])
        shared = self._shared_domain(employee)
        if client and not client.search_count(Domain("id", "=", client.id) & shared):
            raise AccessError(
                self.env._("This card is not among the clients that you both may see.")
            )
        self.env["bank.access.preview"].sudo().create(
            {
                "user_id": self.env.uid,
                "employee_id": employee.id,
                "client_id": client.id,
                "reason": reason.strip(),
                "looked_at": fields.Datetime.now(),
            }
        )
        return {
            "name": employee.name,
            "posts": employee.sudo()
            .post_ids.filtered("is_in_force")
            .mapped("display_name"),
            "menus": self._menus_of(employee),
            **self._clients_of(employee, shared),
            "client": client.display_name if client else "",
            "facts": self._facts_of(employee, client) if client else [],
        }

    def _check_may_look(self, employee_id):
        employee = self.env["res.users"].browse(employee_id).exists()
        if not any(self.env.user.has_group(group) for group in ASKING_GROUPS):
            raise AccessError(
                self.env._("Only who answers for access looks through others' eyes.")
            )
        if not employee or employee.id == SUPERUSER_ID or employee.sudo().share:
            raise UserError(self.env._("Choose an employee of the bank."))
        return employee

    def _shared_domain(self, employee):
        """Clients of the employee; searched by the looker, so that his own rule holds too."""
        Client = self.env["res.partner"].with_user(employee)
        if not Client.has_access("read"):
            return Domain.FALSE
        return Domain("is_client", "=", True) & Client._visible_domain()

    def _menus_of(self, employee):
        Menu = self.env["ir.ui.menu"].with_user(employee)
        root = self.env.ref("bank_crm_base.bank_crm_menu_root")
        visible = Menu.sudo().browse(Menu._visible_menu_ids())
        ours = visible.filtered_domain([("id", "child_of", root.id)]) - root
        return [
            {
                "name": menu.name,
                "children": (ours & menu.child_id).sorted("sequence").mapped("name"),
            }
            for menu in (ours & root.child_id).sorted("sequence")
        ]

    def _clients_of(self, employee, shared):
        Client = self.env["res.partner"]
        clients = Client.search(shared, limit=CLIENTS_SHOWN, order="sort_key, id")
        return {
            "client_count": Client.with_user(employee).search_count(
                [("is_client", "=", True)]
            )
            if not shared.is_false()
            else 0,
            "shared_count": Client.search_count(shared),
            "clients": [
                {
                    "id": client.id,
                    "name": client.display_name,
                    "branch": client.sudo().branch_id.name or "",
                    "phone": self._seen_value(employee, client, "phone")[0],
                }
                for client in clients
            ],
        }

    def _facts_of(self, employee, client):
        entries = self.env["bank.field.catalogue"].search(
            [
                ("model", "=", CARD_MODEL),
                ("is_for_rules", "=", True),
                ("kind", "!=", "list"),
            ]
        )
        rows = []
        for entry in entries:
            value, effect = self._seen_value(employee, client, entry.path.split(".")[0])
            rows.append(
                {
                    "name": entry.name,
                    "value": value,
                    "effect": effect or "",
                    "words": self._effect_words(effect),
                }
            )
        return rows

    def _seen_value(self, employee, client, name):
        """(text, effect) of a field: no more than the employee sees, nor than the looker."""
        Setting = self.env["bank.access.setting"]
        own = Setting._rules_for(client, name, self.env.uid)
        rules = [*Setting._rules_for(client, name, employee.id), *own]
        effect = strongest(rule.effect for rule in rules) if rules else None
        field, record = client._fields[name], client.sudo()
        for person in self.env.user | employee:
            if not client.with_user(person)._has_shipped_field_access(field, "read"):
                return "", Effect.HIDDEN
        value = record[name]
        if effect is Effect.HIDDEN or not value:
            text = ""
        elif field.relational:
            text = ", ".join(value.mapped("display_name"))
        elif field.type == "selection":
            text = dict(field._description_selection(self.env)).get(value, "")
        elif field.type == "boolean":
            text = self.env._("Yes")
        else:
            text = str(value)
        if effect is Effect.MASKED:
            text = masked(text)
        if effect is None and not client.with_user(employee)._has_field_access(
            field, "write"
        ):
            effect = Effect.READ_ONLY
        return text, effect

    def _effect_words(self, effect):
        return {
            Effect.MASKED: self.env._("shown in part"),
            Effect.HIDDEN: self.env._("not shown"),
            Effect.READ_ONLY: self.env._("not to be changed"),
        }.get(effect, "")
