from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.classes.wallet import Side, kinds_of

_IN_BASE = {"currency_field": "base_currency_id"}
# What the product itself writes into the chatter is no contact.
_CONTACT_SUBTYPES = ("mail.mt_activities",)


class BankClientStandingMember(models.Model):
    """What the lists of classes show beside the client: each has columns of its own.

    Figures of other tables are SQL values, so that lists sort by them and total them.
    """

    _inherit = "bank.client.standing.member"

    manager_id = fields.Many2one(related="client_id.manager_id")
    branch_id = fields.Many2one(related="client_id.branch_id")
    client_kind = fields.Selection(related="client_id.client_kind")
    client_state = fields.Selection(related="client_id.client_state")
    client_class_id = fields.Many2one(
        related="client_id.client_class_id", string="Service class"
    )
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    funds_base = fields.Monetary(related="client_id.funds_base", **_IN_BASE)
    owed_base = fields.Monetary(related="client_id.owed_base", **_IN_BASE)
    turnover_base = fields.Monetary(
        related="client_id.turnover_base", string="Income a month", **_IN_BASE
    )
    product_count = fields.Integer(related="client_id.product_count")
    last_operation_date = fields.Date(related="client_id.last_operation_date")
    idle_days = fields.Integer(
        related="client_id.idle_days", string="Days idle", aggregator="avg"
    )
    is_incomplete = fields.Boolean(related="client_id.is_incomplete")
    introduced_by_id = fields.Many2one(
        related="client_id.introduced_by_id", string="Introduced by"
    )
    entered_at = fields.Datetime(related="client_id.create_date", string="Entered")
    next_activity_date = fields.Date(
        related="client_id.activity_date_deadline", string="Next task"
    )
    next_activity = fields.Char(
        related="client_id.activity_summary", string="What is next"
    )
    missing_words = fields.Char("Missing in the file", compute="_compute_missing_words")

    last_contact_date = fields.Date(
        "Last contact", compute="_compute_last_contact_date"
    )
    credit_change_3m = fields.Float(
        "Received: change in 3 months, %",
        compute="_compute_behaviour",
        aggregator="avg",
    )
    outflow_base = fields.Monetary(
        "Went out in 3 months", compute="_compute_behaviour", **_IN_BASE,
        help="Paid out more than received over the last three full months.",
    )  # fmt: skip
    elsewhere_assets_base = fields.Monetary(
        "Has elsewhere", compute="_compute_elsewhere", **_IN_BASE
    )
    elsewhere_debts_base = fields.Monetary(
        "Owes elsewhere", compute="_compute_elsewhere", **_IN_BASE
    )
    next_end_date = fields.Date(
        "Ends next", compute="_compute_elsewhere",
        help="The nearest end of what he has or owes in other banks.",
    )  # fmt: skip
    share_of_assets = fields.Float(
        "Our share of what he has", compute="_compute_share_of_assets", aggregator="avg"
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("client_id.missing_facts")
    def _compute_missing_words(self):
        for member in self:
            member.missing_words = ", ".join(member.client_id._missing_words()) or False

    def _compute_last_contact_date(self):
        self._fill("last_contact_date")

    @api.depends(
        "client_id.behaviour_ids.credit_change_3m",
        "client_id.behaviour_ids.credit_3m",
        "client_id.behaviour_ids.debit_3m",
    )
    def _compute_behaviour(self):
        self._fill("credit_change_3m", "outflow_base")

    @api.depends("client_id.external_product_ids.amount_base")
    def _compute_elsewhere(self):
        self._fill("elsewhere_assets_base", "elsewhere_debts_base", "next_end_date")

    @api.depends("client_id.external_product_ids.amount_base", "client_id.funds_base")
    def _compute_share_of_assets(self):
        self._fill("share_of_assets")

    def _fill(self, *names):
        """Assign figures from their SQL values, all members in one query."""
        values = {}
        if self.ids:
            self.env.flush_all()
            rows = self.env.execute_query(
                SQL(
                    "SELECT m.id, %s FROM bank_client_standing_member m WHERE m.id = ANY(%s)",
                    SQL(", ").join(self._figure_sql("m", name) for name in names),
                    list(self.ids),
                )
            )
            values = {row[0]: row[1:] for row in rows}
        for member in self:
            found = values.get(member.id, (False,) * len(names))
            for name, value in zip(names, found, strict=True):
                member[name] = value if value is not None else False

    def _field_to_sql(self, alias, field_expr, query=None):
        sql = self._figure_sql(alias, field_expr)
        if sql is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        return sql

    @api.model
    def _figure_sql(self, alias, name):
        """SQL value of a figure for the member `alias`; None where it is no such figure."""
        client = SQL.identifier(alias, "client_id")
        if name == "base_currency_id":
            # Totals of groups ask the database for the currency of their sums.
            return SQL("%s::int", self.env.company.currency_id.id)
        if name == "last_contact_date":
            return self._contact_sql(client)
        if name == "credit_change_3m":
            return SQL(
                "(SELECT b.credit_change_3m FROM bank_client_behaviour b "
                "WHERE b.client_id = %s)",
                client,
            )
        if name == "outflow_base":
            return SQL(
                "(SELECT greatest(b.debit_3m - b.credit_3m, 0) "
                "FROM bank_client_behaviour b WHERE b.client_id = %s)",
                client,
            )
        if name == "elsewhere_assets_base":
            return self._elsewhere_sql(client, Side.ASSETS)
        if name == "elsewhere_debts_base":
            return self._elsewhere_sql(client, Side.DEBTS)
        if name == "next_end_date":
            return SQL(
                "(SELECT min(e.end_date) FROM bank_external_product e "
                "WHERE e.client_id = %s AND e.date_to IS NULL AND e.end_date >= %s)",
                client,
                self.env["bank.business.day"]._today(),
            )
        if name == "share_of_assets":
            # `domain.classes.wallet.share_of_wallet` for everybody at once.
            return SQL(
                "(SELECT round(p.funds_base / nullif(coalesce(p.funds_base, 0) + "
                "coalesce(%s, 0), 0), 4) FROM res_partner p WHERE p.id = %s)",
                self._elsewhere_sql(client, Side.ASSETS),
                client,
            )
        return None

    @api.model
    def _elsewhere_sql(self, client, side):
        return SQL(
            "(SELECT sum(e.amount_base) FROM bank_external_product e "
            "WHERE e.client_id = %s AND e.date_to IS NULL AND e.kind = ANY(%s))",
            client,
            kinds_of(side),
        )

    @api.model
    def _contact_sql(self, client):
        """The last visit of the client, or task about him that was done."""
        subtype_ids = [self.env.ref(xml_id).id for xml_id in _CONTACT_SUBTYPES]
        return SQL(
            "greatest((SELECT max(v.started_at)::date FROM bank_visit v "
            "WHERE v.client_id = %s AND v.kind = 'presence'), "
            "(SELECT max(t.date)::date FROM mail_message t WHERE t.model = 'res.partner' "
            "AND t.res_id = %s AND t.subtype_id = ANY(%s)))",
            client,
            client,
            subtype_ids,
        )
