from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain import identifiers
from odoo.tools import SQL

from ...domain.corporate.size import Size, size


class ResPartner(models.Model):
    """What the bank keeps of a company besides what the core system feeds."""

    _inherit = "res.partner"

    registration_date = fields.Date("Registered on", copy=False)
    legal_form = fields.Char(
        help="As in the register: LLC, private joint-stock company."
    )
    staff_count = fields.Integer("Number of staff", copy=False)
    company_size = fields.Selection(
        [
            (Size.MICRO, "Micro"),
            (Size.SMALL, "Small"),
            (Size.MEDIUM, "Medium"),
            (Size.LARGE, "Large"),
        ],
        "Size",
        sealed=True,
        copy=False,
        help="By staff and by the revenue of the last confirmed year, as the European "
        "Union counts; the larger of the two decides.",
    )
    statement_year = fields.Integer("Last statement", sealed=True, copy=False)
    revenue_base = fields.Monetary(
        "Revenue a year", currency_field="base_currency_id", sealed=True, copy=False,
        help="Of the last confirmed year, at the rate of its last day.",
    )  # fmt: skip
    registry_words = fields.Char(
        "Registration number is doubtful", compute="_compute_registry_words"
    )
    statement_ids = fields.One2many(
        "bank.financial.statement", "client_id", "Financial statements", copy=False
    )
    company_figures_ids = fields.One2many(
        "bank.company.figures", "client_id", "Last year", readonly=True, copy=False
    )
    signatory_ids = fields.One2many(
        "bank.signatory", "client_id", "Who may sign", copy=False
    )

    _industry_idx = models.Index("(industry_id) WHERE industry_id IS NOT NULL")

    _staff_positive = models.Constraint(
        "CHECK(staff_count >= 0)", "The number of staff is not negative."
    )

    @api.depends("company_registry", "client_kind", "country_id")
    def _compute_registry_words(self):
        for partner in self:
            partner.registry_words = (
                partner._registry_problem()
                if partner.client_kind == "legal_entity" and partner.company_registry
                else False
            )

    def _registry_problem(self):
        """What is doubtful about the registration number; empty where it holds."""
        country = self.country_id.code or self.env.company.country_id.code or ""
        kinds = identifiers.kinds_for(country, is_legal_entity=True)
        national = [kind for kind in kinds if kind != identifiers.IdentifierKind.LEI]
        if not national:
            return False
        try:
            identifiers.check(national[0], self.company_registry)
        except identifiers.InvalidChecksum:
            return self.env._("The check digit does not fit: was it typed right?")
        except identifiers.IdentifierError:
            return self.env._(
                "Registration numbers of this country look different: look again."
            )
        return False

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_industry(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = dict(vals)
        self._complete_industry(vals)
        result = super().write(vals)
        if "staff_count" in vals:
            clients = self.filtered("is_client")
            self.env["bank.company.figures"].sudo()._refresh(clients.ids)
        return result

    @api.model
    def _complete_industry(self, vals):
        """Who chooses an industry has its code written beside it, and nothing else twice."""
        if "industry_id" in vals and "nace_code" not in vals:
            industry = self.env["res.partner.industry"].browse(vals["industry_id"])
            vals["nace_code"] = industry.code

    @api.model
    def _refresh_file(self, client_ids, rows=None):  # pylint: disable=missing-return
        super()._refresh_file(client_ids, rows)
        self._refresh_industries(client_ids)

    @api.model
    def _refresh_industries(self, client_ids):
        """The industry follows the code that the core system feeds."""
        codes = self.env.execute_query(
            SQL(
                "SELECT DISTINCT nace_code FROM res_partner "
                "WHERE id = ANY(%s) AND nace_code IS NOT NULL",
                list(client_ids),
            )
        )
        if not codes:
            return
        found = self.env["res.partner.industry"]._ids_by_code(
            [code for (code,) in codes]
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner p SET industry_id = known.industry_id
                  FROM unnest(%s::varchar[], %s::int[]) AS known (code, industry_id)
                 WHERE p.id = ANY(%s) AND p.nace_code = known.code
                   AND p.industry_id IS DISTINCT FROM known.industry_id
                RETURNING p.id
                """,
                list(found),
                list(found.values()),
                list(client_ids),
            )
        )
        self.invalidate_model(["industry_id"])

    def _set_company_size(self, *, year, revenue_base, revenue_eur):
        """Keep the last year and the size for lists; `revenue_*` are Decimals or None."""
        self.ensure_one()
        found = size(self.staff_count or None, revenue_eur)
        values = {
            "statement_year": year or False,
            "revenue_base": float(revenue_base) if revenue_base is not None else False,
            "company_size": str(found) if found else False,
        }
        if any(self[name] != value for name, value in values.items()):
            self.sudo().write(values)
