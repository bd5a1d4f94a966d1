from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...domain.classes.standing import HandSetting

REVIEW_SOON_DAYS = 14


class BankClientStandingHand(models.Model):
    """A person put a client into a class, or took him out of it: why, and until when.

    It stands above the rule through its review day.
    """

    _name = "bank.client.standing.hand"
    _description = "Class Set by Hand"
    _order = "date_from desc, id desc"
    _rec_name = "client_id"

    standing_id = fields.Many2one(
        "bank.client.standing", "Class", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    manager_id = fields.Many2one(related="client_id.manager_id")
    branch_id = fields.Many2one(related="client_id.branch_id")
    verdict = fields.Selection(
        [("is", "Belongs"), ("is_not", "Does not belong")],
        "What is said",
        required=True,
        readonly=True,
    )
    reason = fields.Char("Why", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Set by", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    date_from = fields.Date("From", required=True, readonly=True)
    review_date = fields.Date("Through", required=True, readonly=True)
    date_to = fields.Date("Taken back on", readonly=True)
    ended_by_id = fields.Many2one(
        "res.users", "Taken back by", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    is_in_force = fields.Boolean(
        "Holds today", compute="_compute_is_in_force", search="_search_is_in_force"
    )
    is_review_due = fields.Boolean(
        "Review within two weeks",
        compute="_compute_is_review_due",
        search="_search_is_review_due",
    )

    _in_order = models.Constraint(
        "CHECK(review_date >= date_from AND (date_to IS NULL OR date_to >= date_from))",
        "The day of the review comes after the first one.",
    )
    _open_once = models.UniqueIndex(
        "(standing_id, client_id) WHERE date_to IS NULL",
        "This client's class is set by hand already.",
    )

    def _as_setting(self):
        """The row as the rule of precedence knows it."""
        self.ensure_one()
        return HandSetting(
            self.verdict == "is",
            self.date_from,
            self.review_date,
            self.date_to or None,
        )

    @api.depends("date_from", "review_date", "date_to")
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        for row in self:
            row.is_in_force = row._as_setting().is_in_force(today)

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("date_from", "<=", today)
            & Domain("review_date", ">=", today)
            & (Domain("date_to", "=", False) | Domain("date_to", ">", today))
        )

    @api.depends("date_from", "review_date", "date_to")
    def _compute_is_review_due(self):
        due = self.filtered_domain(self._review_due_domain())
        for row in self:
            row.is_review_due = row in due

    def _search_is_review_due(self, operator, value):
        return self._review_due_domain() if operator == "in" else NotImplemented

    @api.model
    def _review_due_domain(self):
        today = self.env["bank.business.day"]._today()
        last = fields.Date.add(today, days=REVIEW_SOON_DAYS)
        return Domain("date_to", "=", False) & Domain("review_date", "<=", last)

    @api.model
    def _set(self, standing, clients, verdict, reason, review_date=None):
        """Put clients into a class or take them out, as the current user, at once."""
        reason = (reason or "").strip()
        today = self.env["bank.business.day"]._today()
        review_date = review_date or today + relativedelta(
            months=standing.review_months
        )
        self._check_setting(standing, clients, reason, review_date, today)
        self._earlier(standing, clients)._end(today)
        rows = self.sudo().create(
            [
                {
                    "standing_id": standing.id,
                    "client_id": client.id,
                    "verdict": verdict,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "date_from": today,
                    "review_date": review_date,
                }
                for client in clients
            ]
        )
        standing.sudo()._refresh(today, clients.ids)
        return rows.with_env(self.env)

    @api.model
    def _check_setting(self, standing, clients, reason, review_date, today):
        if not clients:
            raise UserError(self.env._("Choose the client."))
        standing._check_may_set()
        self._check_sees_wholly(clients)
        if not reason:
            raise UserError(self.env._("Say why: others will read it."))
        latest = today + relativedelta(years=3)
        if not today < review_date <= latest:
            raise UserError(
                self.env._(
                    "The review is after today and not later than %(date)s.",
                    date=latest,
                )
            )

    @api.model
    def _check_sees_wholly(self, clients):
        clients.check_access("read")
        for client in clients:
            if not client.is_client or not client.is_fully_visible:
                raise AccessError(
                    self.env._(
                        "The class of a client is set by those who see his whole card."
                    )
                )

    @api.model
    def _earlier(self, standing, clients):
        return self.sudo().search(
            [
                ("standing_id", "=", standing.id),
                ("client_id", "in", clients.ids),
                ("date_to", "=", False),
            ]
        )

    def _end(self, today):
        """Close what is open; what has run out ended on its review day."""
        for row in self:
            row.sudo().write({"date_to": today, "ended_by_id": self.env.uid})
        self.sudo().flush_recordset()

    def action_take_back(self):
        """The rule speaks again from today."""
        self.check_access("read")
        rows = self.filtered(lambda row: not row.date_to)
        rows.standing_id._check_may_set()
        self._check_sees_wholly(rows.client_id)
        today = self.env["bank.business.day"]._today()
        rows._end(today)
        for standing in rows.standing_id:
            own = rows.filtered(lambda row: row.standing_id == standing)  # noqa: B023
            standing.sudo()._refresh(today, own.client_id.ids)
        return True

    def action_open_client(self):
        self.ensure_one()
        return self.client_id.get_formview_action()
