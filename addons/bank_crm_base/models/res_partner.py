from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..domain import names
from ..domain.codes import selection

# What the core banking system knows of a client: the CRM shows it and does not change it.
FED_FIELDS = frozenset(
    {
        "name", "last_name", "first_name", "middle_name", "client_kind", "client_state",
        "client_class_id", "client_since", "client_until", "birth_date", "gender", "vat",
        "company_registry", "lei", "is_company", "email", "phone", "street", "street2",
        "city", "zip", "country_id", "industry_id", "nace_code", "parent_id",
    }
)  # fmt: skip
NAME_PARTS = ("last_name", "first_name", "middle_name")


class ResPartner(models.Model):
    """A client of the bank, or somebody who may become one: person or company."""

    _name = "res.partner"
    _inherit = ["res.partner", "bank.sealed.mixin", "bank.guarded.mixin"]

    is_client = fields.Boolean("Bank client", copy=False)
    is_core_client = fields.Boolean(
        "Kept by the core system",
        sealed=True,
        copy=False,
        help="The core banking system owns the data of this client; the CRM shows them.",
    )
    is_guarded = fields.Boolean("Under the visibility rule", sealed=True, copy=False)
    client_state = fields.Selection(
        selection("client_state"), "Relation", copy=False, index="btree_not_null"
    )
    client_kind = fields.Selection(selection("client_kind"), "Kind of client")
    client_class_id = fields.Many2one(
        "bank.client.class", "Class", index="btree_not_null", ondelete="restrict"
    )
    branch_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict", tracking=True
    )
    manager_id = fields.Many2one(
        "res.users", index="btree_not_null", ondelete="set null", tracking=True
    )
    is_private_banking = fields.Boolean(
        "Private banking", tracking=True, two_person="wall"
    )
    employee_user_id = fields.Many2one(
        "res.users",
        "Works in the bank as",
        index="btree_not_null",
        sealed=True,
        copy=False,
        help="His own card is closed to him and to his unit.",
    )
    last_name = fields.Char()
    first_name = fields.Char()
    middle_name = fields.Char()
    birth_date = fields.Date("Born on")
    gender = fields.Selection(selection("gender"))
    lei = fields.Char("LEI", help="Legal entity identifier, ISO 17442.")
    nace_code = fields.Char("Industry (NACE)")
    client_since = fields.Date("Client since")
    client_until = fields.Date("Left on")
    core_number = fields.Char(
        "Client number",
        sealed=True,
        copy=False,
        help="The core system's current number.",
    )
    sort_key = fields.Char(sealed=True, copy=False)
    missing_facts = fields.Char(
        sealed=True, copy=False, help="Codes of what the file lacks, joined by commas."
    )
    is_incomplete = fields.Boolean("Incomplete file", sealed=True, copy=False)
    missing_since = fields.Date("Missing from the feed since", sealed=True, copy=False)
    fed_at = fields.Datetime("As of", sealed=True, copy=False)
    client_key_ids = fields.One2many(
        "bank.client.key", "client_id", "Numbers elsewhere"
    )
    contact_point_ids = fields.One2many("bank.contact.point", "client_id", "Contacts")
    client_address_ids = fields.One2many(
        "bank.client.address", "client_id", "Addresses"
    )
    client_document_ids = fields.One2many(
        "bank.client.document", "client_id", "Documents"
    )
    holding_ids = fields.One2many("bank.holding", "client_id", "Agreements")
    account_ids = fields.One2many("bank.account", "client_id", "Accounts")
    card_ids = fields.One2many("bank.card", "client_id", "Cards")
    counterparty_ids = fields.One2many(
        "bank.counterparty", "client_id", "Counterparties"
    )
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    funds_base = fields.Monetary(
        "Funds", currency_field="base_currency_id", sealed=True, copy=False,
        help="Money on the client's accounts, in base currency at the day's rate.",
    )  # fmt: skip
    owed_base = fields.Monetary(
        "Owes", currency_field="base_currency_id", sealed=True, copy=False,
        help="What the client owes the bank, in base currency at the day's rate.",
    )  # fmt: skip
    turnover_base = fields.Monetary(
        "Turnover a month", currency_field="base_currency_id", sealed=True, copy=False,
        help="Received on all accounts, mean of the last twelve full months.",
    )  # fmt: skip
    product_count = fields.Integer("Products", sealed=True, copy=False)
    last_operation_date = fields.Date("Last operation", sealed=True, copy=False)

    _client_without_parent = models.Constraint(
        "CHECK(is_client IS NOT TRUE OR parent_id IS NULL)",
        "A client stands alone: link clients by relations, not by a parent company.",
    )
    _client_complete = models.Constraint(
        "CHECK(is_client IS NOT TRUE OR (client_kind IS NOT NULL AND client_state IS NOT NULL))",
        "A client is a person, a sole trader or a legal entity, and has a relation.",
    )
    _not_guarded_idx = models.Index("(id) WHERE is_guarded IS NOT TRUE")
    _manager_sort_idx = models.Index("(manager_id, sort_key) WHERE is_client")
    _branch_sort_idx = models.Index("(branch_id, sort_key) WHERE is_client")
    _sort_idx = models.Index("(sort_key, id) WHERE is_client")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "base_currency_id":
            return super()._field_to_sql(alias, field_expr, query)
        # Totals of groups ask the database for the currency of their sums.
        return SQL("%s::int", self.env.company.currency_id.id)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("default_is_client"):
            values.setdefault("branch_id", self.env.user.branch_id.id)
            values.setdefault("manager_id", self.env.uid)
            values.setdefault("client_state", "prospect")
            values.setdefault("client_kind", "person")
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_client_values(vals)
        partners = super().create(vals_list)
        for partner in partners:
            if partner.is_client or partner.parent_id.is_guarded:
                partner._check_owner_rights(
                    {
                        name
                        for name in ("manager_id", "branch_id", "is_private_banking")
                        if partner[name] and partner[name] != self._own_default(name)
                    }
                )
        partners._guard_contact_persons()
        clients = partners.filtered("is_client")
        clients._sync_contact_points(with_email=True, with_phone=True)
        clients._refresh_derived()
        return partners

    def write(self, vals):
        self._check_fed_fields(vals)
        changed_owner = {"manager_id", "branch_id", "is_private_banking"} & vals.keys()
        if changed_owner and self.filtered("is_guarded"):
            self._check_owner_rights(changed_owner)
        vals = self._guard_write(vals)
        if set(NAME_PARTS) & vals.keys() and "name" not in vals:
            for partner in self:
                parts = [vals.get(part, partner[part]) for part in NAME_PARTS]
                own = {**vals, "name": names.display_name(*parts) or partner.name}
                super(ResPartner, partner).write(own)
            result = True
        else:
            if "client_kind" in vals:
                vals = {**vals, "is_company": vals["client_kind"] == "legal_entity"}
            result = super().write(vals)
        if changed_owner or "parent_id" in vals:
            (self | self.child_ids)._guard_contact_persons()
        clients = self.filtered("is_client")
        if clients and not self.env.context.get("mirroring_contacts"):
            clients._sync_contact_points(
                with_email="email" in vals, with_phone="phone" in vals
            )
        if clients and vals.keys() & (FED_FIELDS | {"is_client"}):
            clients._refresh_derived()
        return result

    @api.model
    def _complete_client_values(self, vals):
        if not vals.get("is_client"):
            return
        if not self.env.su:
            vals.setdefault("branch_id", self.env.user.branch_id.id)
            vals.setdefault("manager_id", self.env.uid)
        kind = vals.setdefault(
            "client_kind", "legal_entity" if vals.get("is_company") else "person"
        )
        vals.setdefault("client_state", "prospect")
        vals["is_company"] = kind == "legal_entity"
        if not vals.get("name"):
            vals["name"] = names.display_name(*(vals.get(part) for part in NAME_PARTS))

    def _needing_second_person(self, code, names):
        # Only of those under the visibility rule does the wall hide anything.
        waiting = super()._needing_second_person(code, names)
        return waiting.filtered("is_guarded") if code == "wall" else waiting

    @api.model
    def _own_default(self, name):
        if name == "manager_id":
            return self.env.user
        return self.env.user.branch_id if name == "branch_id" else False

    def _check_owner_rights(self, changed):
        """Who serves a client is decided by the unit's head; the wall by those behind it."""
        if self.env.su:
            return
        user = self.env.user
        if {"manager_id", "branch_id"} & changed and not user.has_group(
            "bank_crm_base.group_unit_head"
        ):
            raise AccessError(
                self.env._("Only the head of a unit decides who serves a client.")
            )
        if "is_private_banking" in changed and not user.has_group(
            "bank_crm_base.group_private_banking"
        ):
            raise AccessError(
                self.env._("Only private banking moves a client behind its wall.")
            )

    def _check_fed_fields(self, vals):
        """Refuse a change by hand of what the core banking system owns."""
        fed = FED_FIELDS & vals.keys()
        if self.env.su or not fed:
            return
        for client in self.filtered("is_core_client"):
            for name in fed:
                field = self._fields[name]
                new = field.convert_to_cache(vals[name], client, validate=False)
                old = field.convert_to_cache(client[name], client, validate=False)
                if (new or None) != (old or None):
                    raise UserError(
                        self.env._(
                            "%(field)s of %(client)s comes from the core banking system: "
                            "have it changed there, and the next feed brings it here.",
                            field=field._description_string(self.env),
                            client=client.display_name,
                        )
                    )

    def _guard_contact_persons(self):
        """A client, and a contact person of a client, are seen by the same people."""
        for partner in self.sudo():
            parent = partner.parent_id
            if partner.is_client:
                if not partner.is_guarded:
                    partner.is_guarded = True
            elif parent.is_guarded:
                facts = {
                    "is_guarded": True,
                    "branch_id": parent.branch_id.id,
                    "manager_id": parent.manager_id.id,
                    "is_private_banking": parent.is_private_banking,
                }
                known = partner.read(facts, load=None)[0]
                if any(known[name] != value for name, value in facts.items()):
                    partner.write(facts)
            elif partner.is_guarded:
                partner.is_guarded = False

    def _sync_contact_points(self, *, with_email, with_phone):
        """What is typed into the client's e-mail or telephone becomes his main point."""
        Point = self.env["bank.contact.point"].sudo()
        kinds = [("email", ("email",))] if with_email else []
        kinds += [("phone", ("mobile", "phone"))] if with_phone else []
        for client in self:
            for field, point_kinds in kinds:
                main = client.sudo().contact_point_ids.filtered(
                    lambda point: point.is_main and point.kind in point_kinds  # noqa: B023
                )
                value = client.sudo()[field]
                if main.value == value or (not main and not value):
                    continue
                today = self.env["bank.business.day"]._today()
                main.with_context(mirroring_contacts=True).write(
                    {"is_main": False, "date_to": today}
                )
                main.flush_recordset()
                if value:
                    Point.with_context(mirroring_contacts=True).create(
                        {
                            "client_id": client.id,
                            "kind": point_kinds[0],
                            "value": value,
                            "is_main": True,
                        }
                    )

    def _mirror_contacts(self):
        """Core reads telephone and e-mail on the partner: keep them as the main points say."""
        if not self.env.context.get("mirroring_contacts"):
            for client in self.sudo().with_context(mirroring_contacts=True):
                main = client.contact_point_ids.filtered(
                    lambda point: point.is_main and not point.date_to
                )
                email = main.filtered(lambda point: point.kind == "email")[:1].value
                phone = main.filtered(lambda point: point.kind in ("mobile", "phone"))
                values = {"email": email or False, "phone": phone[:1].value or False}
                if any(client[name] != value for name, value in values.items()):
                    client.write(values)
        self._refresh_derived()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_client(self):
        if any(partner.is_core_client for partner in self):
            raise UserError(
                self.env._("A client is never deleted: he becomes a former client.")
            )

    def _refresh_derived(self):
        """Columns that follow from others and that SQL writes too: order, search, gaps."""
        clients = self.filtered("is_client")
        if clients:
            clients.flush_recordset()
            clients._refresh_derived_sql(clients.ids)
            clients.invalidate_recordset(
                ["sort_key", "missing_facts", "is_incomplete", "is_guarded"]
            )
