from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_home import (
    DESK,
    PORTFOLIO,
    ROWS_SHOWN,
    UNIT,
    TileSpec,
)
from odoo.fields import Domain

from ..application.bank_loan_application_authority import ENTRY_ACTS

DESKS = frozenset({UNIT, PORTFOLIO, DESK})
CONDITION_DAYS = 14


class BankHome(models.AbstractModel):
    """Lending on the home screen: applications, conditions and opinions that wait for me.

    A tile with nothing in it is absent: most employees never lend.
    """

    _inherit = "bank.home"

    @api.model
    def _task_tiles(self):
        return [*super()._task_tiles(), *self._lending_tiles()]

    @api.model
    def _lending_tiles(self):
        return [
            TileSpec(
                "loan_applications", self.env._("Applications that wait for me"),
                "needs_me", "list", 22, DESKS, "fa-file-text-o", needs_clients=False,
            ),
            TileSpec(
                "loan_conditions", self.env._("Conditions of loans"), "needs_me", "list", 24,
                DESKS, "fa-list-ul", needs_clients=False,
            ),
            TileSpec(
                "loan_opinions", self.env._("Opinions asked of me"), "needs_me", "list", 23,
                DESKS, "fa-comment-o", needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _menu_actions(self):
        return super()._menu_actions() | {
            "bank.loan.application": "bank_crm_credit.bank_loan_application_action",
            "bank.loan.condition": "bank_crm_credit.bank_loan_condition_action",
            "bank.loan.opinion": "bank_crm_credit.bank_loan_opinion_action",
        }

    @api.model
    def _lending_tile(self, records, count, row):
        """Rows of these records with how many there are in all; hidden with none."""
        if not records:
            return {"is_hidden": True}
        return {
            "count": count,
            "rows": [{"key": one.id, **row(one)} for one in records],
        }

    @api.model
    def _open_lending(self, name, model, domain, key):
        """One record's form, or the list behind the tile."""
        if key:
            record = self.env[model].browse(int(key)).exists()
            record.check_access("read")
            return record.get_formview_action()
        return self._list_action(name, model, domain)

    @api.model
    def _days_badge(self, since, today):
        """For how many days something has lain there."""
        days = (today - since).days if since else 0
        text = (
            self.env._("today")
            if days <= 0
            else self.env._("1 day")
            if days == 1
            else self.env._("%s days", days)
        )
        return {"text": text, "level": "later", "date": since or today}

    # --- applications

    @api.model
    def _loan_applications_domain(self):
        """What is this person's to do next, by what he is in lending."""
        has = self.env.user.has_group
        domain = Domain.FALSE
        if has("bank_crm_credit.group_loan_applications"):
            domain |= Domain("officer_id", "=", self.env.uid) & Domain(
                "stage", "in", ("identification", "form", "documents", "offer")
            )
        if has("bank_crm_credit.group_underwriter"):
            domain |= Domain("stage", "=", "checks")
        if has("bank_crm_credit.group_loan_administrator"):
            domain |= Domain("stage", "in", ("signing", "disbursement"))
        return domain | self._to_decide_domain()

    @api.model
    def _to_decide_domain(self):
        """Applications that wait for a decision, of a track on which this person decides.

        Whether his level is enough is told by the form: it asks the group, the relatives
        and the security of each, too much for a home screen.
        """
        Authority = self.env["bank.loan.authority"]
        tracks = [
            track
            for track in ("retail", "corporate")
            if Authority._level_of(self.env.user, track)
        ]
        mine = Domain("user_id", "=", self.env.uid) & Domain("act", "in", ENTRY_ACTS)
        decided = Domain("decider_id", "=", self.env.uid) & Domain(
            "is_void", "=", False
        )
        return (
            Domain("track", "in", tracks)
            & Domain("stage", "=", "decision")
            & Domain("officer_id", "!=", self.env.uid)
            & Domain("create_uid", "!=", self.env.uid)
            & ~Domain("step_ids", "any", mine)
            & ~Domain("decision_ids", "any", decided)
        )

    def _tile_loan_applications(self, at):
        Application = self.env["bank.loan.application"]
        if not Application.has_access("read"):
            return {"is_hidden": True}
        domain = self._loan_applications_domain()
        found = Application.search(domain, order="stage_since, id", limit=ROWS_SHOWN)
        return self._lending_tile(
            found,
            Application.search_count(domain),
            lambda one: {
                "title": one.applicant_name or one.number,
                "subtitle": self._next_words(one),
                "own_amount": one.amount
                and {"amount": one.amount, "currency_id": one.currency_id.id},
                "badge": self._days_badge(one.stage_since or one.asked_date, at.today),
            },
        )

    @api.model
    def _next_words(self, application):
        """What is to be done with it, as an order: “finish the checks”."""
        act = application._following_act()
        return application._todo_words(act) if act else application.number

    def _open_loan_applications(self, at, key):
        return self._open_lending(
            self.env._("Applications that wait for me"),
            "bank.loan.application",
            self._loan_applications_domain(),
            key,
        )

    # --- conditions

    @api.model
    def _loan_conditions_domain(self, at):
        soon = fields.Date.add(at.today, days=CONDITION_DAYS)
        domain = Domain("owner_id", "=", self.env.uid) & Domain("due_date", "<=", soon)
        if self.env.user.has_group("bank_crm_credit.group_loan_administrator"):
            domain |= Domain("is_to_check", "=", True) | Domain("is_overdue", "=", True)
        return domain & Domain("state", "=", "open")

    def _tile_loan_conditions(self, at):
        Condition = self.env["bank.loan.condition"]
        if not Condition.has_access("read"):
            return {"is_hidden": True}
        domain = self._loan_conditions_domain(at)
        return self._lending_tile(
            Condition.search(domain, order="due_date, id", limit=ROWS_SHOWN),
            Condition.search_count(domain),
            lambda one: {
                "title": one.name,
                "subtitle": self.env._(
                    "%(client)s, look at the evidence", client=one.applicant_name
                )
                if one.is_to_check
                else one.applicant_name,
                "badge": one.due_date and self._urgency_badge(one.due_date, at.today),
            },
        )

    def _open_loan_conditions(self, at, key):
        return self._open_lending(
            self.env._("Conditions of loans"),
            "bank.loan.condition",
            self._loan_conditions_domain(at),
            key,
        )

    # --- opinions

    def _tile_loan_opinions(self, at):
        Opinion = self.env["bank.loan.opinion"]
        if not Opinion.has_access("read") or not Opinion._my_services():
            return {"is_hidden": True}
        domain = [("may_give", "=", True)]
        services = dict(Opinion._fields["service"]._description_selection(self.env))
        return self._lending_tile(
            Opinion.search(domain, order="asked_date, id", limit=ROWS_SHOWN),
            Opinion.search_count(domain),
            lambda one: {
                "title": one.applicant_name,
                "subtitle": services[one.service],
                "own_amount": one.amount
                and {"amount": one.amount, "currency_id": one.currency_id.id},
                "badge": self._days_badge(one.asked_date, at.today),
            },
        )

    def _open_loan_opinions(self, at, key):
        return self._open_lending(
            self.env._("Opinions asked of me"),
            "bank.loan.opinion",
            [("may_give", "=", True)],
            key,
        )
