from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..domain.access import decide

# Who may ask about anybody; heads of units ask about their own people.
ASKING_GROUPS = (
    "bank_crm_base.group_auditor",
    "bank_crm_base.group_access_approver",
    "bank_crm_base.group_business_administrator",
)


class BankAccessWhy(models.TransientModel):
    """Why can, or can't, an employee see a client, a record or a fact: asked and answered.

    The answer is the decision of the rule itself, put into words. Who asks about anybody
    and may not see the client learns nothing of him but the number that he typed; others
    do not learn that there is such a client.
    """

    _name = "bank.access.why"
    _description = "Why Is It Seen or Not"
    _inherit = ["bank.named.client.mixin"]

    user_id = fields.Many2one("res.users", "Employee", ondelete="cascade")
    client_id = fields.Many2one(
        "res.partner", domain=[("is_client", "=", True)], ondelete="cascade"
    )
    client_number = fields.Char(
        "or client number",
        help="Also of a client whom you may not see yourself: the answer says nothing "
        "about him then.",
    )
    field_id = fields.Many2one(
        "bank.field.catalogue",
        "Fact",
        ondelete="cascade",
        help="Empty: the whole card.",
    )
    is_limited = fields.Boolean(compute="_compute_allowed_user_ids")
    allowed_user_ids = fields.Many2many(
        "res.users", compute="_compute_allowed_user_ids"
    )
    answer = fields.Html(compute="_compute_answer", sanitize=False)

    @api.depends_context("uid")
    def _compute_allowed_user_ids(self):
        is_limited = not self._asks_about_anybody()
        self.is_limited = is_limited
        self.allowed_user_ids = self._people_asked_about() if is_limited else False

    @api.depends("user_id", "client_id", "client_number", "field_id")
    def _compute_answer(self):
        for question in self:
            if not question.user_id or not (
                question.client_id or (question.client_number or "").strip()
            ):
                question.answer = False
                continue
            try:
                answer = question._answer(
                    question.user_id, question._asked_client(), question.field_id
                )
            except (AccessError, UserError) as error:
                answer = {"is_seen": None, "lines": [{"text": error.args[0]}]}
            question.answer = self.env["ir.qweb"]._render(
                "bank_crm_base.access_why_answer", answer
            )

    @api.model
    def explain(self, user_id, client_number, fact_code=None):
        """The answer as plain data: seen or not, and the lines that say why."""
        facts = self.env["bank.field.catalogue"]
        if fact_code:
            # Of a client: a guarantor's telephone has the same code on a guarantee.
            facts = facts.search(
                [("code", "=", fact_code), ("model", "=", "res.partner")],
                limit=1,
            )
        client = self._client_by_number(client_number)
        return self._answer(self.env["res.users"].browse(user_id), client, facts)

    @api.model
    def explain_record(self, user_id, model, record_id):
        """The same for any record of the bank: through its client, and by powers."""
        user = self.env["res.users"].browse(user_id)
        self._check_may_ask(user)
        record = self.env[model].sudo().browse(record_id).exists()
        if not record:
            raise self._not_in_sight()
        powers = self._power_lines(user, model)
        is_open = record.browse().with_user(user).has_access("read")
        client = record if model == "res.partner" else record._fields.get("client_id")
        if model != "res.partner":
            client = record.client_id if client is not None else None
        if client is None:
            return {"is_seen": is_open, "lines": powers}
        answer = self._answer(user, client, self.env["bank.field.catalogue"])
        return {
            "is_seen": is_open and answer["is_seen"],
            "lines": [*powers, *answer["lines"]],
        }

    # --- who asks, about whom

    @api.model
    def _asks_about_anybody(self):
        return any(self.env.user.has_group(group) for group in ASKING_GROUPS)

    @api.model
    def _people_asked_about(self):
        if not self.env.user.has_group("bank_crm_base.group_unit_head"):
            return self.env.user.ids
        return [*self.env["bank.home"]._subordinate_ids(), self.env.uid]

    @api.model
    def _check_may_ask(self, user):
        user.ensure_one()
        if self._asks_about_anybody() or user.id in self._people_asked_about():
            return
        raise AccessError(self.env._("You may ask about your own people only."))

    def _asked_client(self):
        if (self.client_number or "").strip():
            return self._client_by_number(self.client_number)
        return self.client_id

    @api.model
    def _client_by_number(self, number):
        number = (number or "").strip()
        client = self.env["res.partner"].sudo().search(
            [("core_number", "=", number), ("is_client", "=", True)], limit=1
        )  # fmt: skip
        if not number or not client:
            raise self._not_in_sight()
        return client

    @api.model
    def _not_in_sight(self):
        """The same for clients who are not there and for those not to be known of."""
        return UserError(self.env._("There is no client with this number in sight."))

    # --- the answer

    @api.model
    def _answer(self, user, client, fact):
        """`is_seen` and lines of words, from the very decision that the rule takes."""
        self._check_may_ask(user)
        user, client = user.sudo(), client.sudo()
        client.ensure_one()
        case = self._case(user, client)
        if not case["may_know"] and not self._asks_about_anybody():
            raise self._not_in_sight()
        lines = self._reason_lines(case)
        if case["decision"].visible:
            lines += self._fact_lines(case, fact)
        return {"is_seen": case["decision"].visible, "lines": lines}

    @api.model
    def _case(self, user, client):
        """All that the words are made of; what the asker may not see is left out of them."""
        today = self.env["bank.business.day"]._today()
        Client = self.env["res.partner"].with_user(user)
        viewer, _branch_ids = Client._viewer()
        kept_back = client._kept_back_from(user.id)
        decision = decide(
            viewer, client._access_facts(is_kept_back=client in kept_back)
        )
        posts = self.env["bank.post"].sudo().search([("user_id", "=", user.id)])
        own = client.with_user(self.env.user)
        may_know = own.is_visible and own.has_access("read")
        return {
            "user": user,
            "client": client,
            "name": client.display_name
            if may_know
            else self.env._(
                "client number %(number)s", number=client.core_number or "–"
            ),
            "may_know": may_know,
            "viewer": viewer,
            "decision": decision,
            "posts": posts.filtered("is_in_force"),
            "past_posts": posts.filtered(lambda post: not post.is_in_force),
            "today": today,
        }
