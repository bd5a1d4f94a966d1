from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...domain.people.certificates import (
    Certificate,
    is_certified,
)
from ...domain.people.decisions import (
    Decision,
    Kind,
    in_force,
    load_limit,
)
from ...domain.people.languages import language_of

BANK_LIMIT = "bank_crm_client.clients_a_manager"


class BankPeople(models.AbstractModel):
    """What the bank knows of its people, as sets by user: the one place that is asked.

    Rules of assignment, the files on the screen and the night ask here; the caller checks
    who may know.
    """

    _name = "bank.people"
    _description = "Facts about People"

    @api.model
    def _decisions(self, user_ids):
        """User id -> {kind: its row in force today} for decisions about these people."""
        today = self.env["bank.business.day"]._today()
        self.env["bank.employee.decision"].flush_model()
        self.env["hr.employee"].flush_model(["user_id"])
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT d.id, d.kind, d.date_from, d.date_to, d.grade_id, d.load_limit, "
                "e.user_id FROM bank_employee_decision d "
                "JOIN hr_employee e ON e.id = d.employee_id "
                "WHERE e.user_id = ANY(%s) AND d.withdrawn_date IS NULL",
                list(user_ids),
            )
        )
        by_user = defaultdict(dict)
        for row in rows:
            decision = Decision(
                row["id"], Kind(row["kind"]), row["date_from"], row["date_to"]
            )
            by_user[row["user_id"]][decision] = row
        found = {}
        for user_id, known in by_user.items():
            counting = {kind: in_force(known, kind, today) for kind in Kind}
            found[user_id] = {
                kind: known[decision] for kind, decision in counting.items() if decision
            }
        return found

    @api.model
    def _limits(self, user_ids):
        """User id -> how many clients he may hold, None for as many as come."""
        decisions = self._decisions(user_ids)
        grades = {
            grade.id: grade.load_limit
            for grade in self.env["bank.grade"]
            .sudo()
            .with_context(active_test=False)
            .search([])
        }
        bank = int(self.env["ir.config_parameter"].sudo().get_param(BANK_LIMIT) or 0)
        limits = {}
        for user_id in user_ids:
            known = decisions.get(user_id, {})
            personal = known[Kind.LIMIT]["load_limit"] if Kind.LIMIT in known else None
            grade = grades.get(known.get(Kind.GRADE, {}).get("grade_id"))
            limits[user_id] = load_limit(personal, grade, bank)
        return limits

    @api.model
    def _loads(self, user_ids=None):
        """User id -> clients of whom he is the manager; of everybody without `user_ids`."""
        self.env["res.partner"].flush_model(
            ["manager_id", "is_client", "active", "client_state"]
        )
        among = SQL("manager_id IS NOT NULL")
        if user_ids is not None:
            among = SQL("manager_id = ANY(%s)", list(user_ids))
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT manager_id, count(*) FROM res_partner WHERE is_client AND active "
                    "AND client_state != 'former' AND %s GROUP BY 1",
                    among,
                )
            )
        )

    @api.model
    def _suspended(self, user_ids):
        """Who of them is suspended today: nobody is given to him."""
        return {
            user_id
            for user_id, known in self._decisions(user_ids).items()
            if Kind.SUSPENSION in known
        }

    @api.model
    def _certificates(self, user_ids):
        """User id -> [(id of the row, certificate)], ended ones too."""
        self.env["hr.employee.skill"].flush_model()
        self.env["hr.employee"].flush_model(["user_id"])
        found = defaultdict(list)
        for user_id, row_id, kind, first, last in self.env.execute_query(
            SQL(
                "SELECT e.user_id, s.id, s.skill_id, s.valid_from, s.valid_to "
                "FROM hr_employee_skill s JOIN hr_employee e ON e.id = s.employee_id "
                "JOIN hr_skill_type t ON t.id = s.skill_type_id AND t.is_certification "
                "WHERE e.user_id = ANY(%s) AND s.valid_from IS NOT NULL ORDER BY s.id",
                list(user_ids),
            )
        ):
            found[user_id].append((row_id, Certificate(kind, first, last)))
        return found

    @api.model
    def _lines(self, user_ids):
        """User id -> {product line: kind of certificate that it asks for, or None}."""
        today = self.env["bank.business.day"]._today()
        self.env["bank.employee.line"].flush_model()
        self.env["bank.product.family"].flush_model(["certificate_id"])
        found = defaultdict(dict)
        for user_id, family_id, kind in self.env.execute_query(
            SQL(
                "SELECT e.user_id, l.family_id, f.certificate_id FROM bank_employee_line l "
                "JOIN hr_employee e ON e.id = l.employee_id "
                "JOIN bank_product_family f ON f.id = l.family_id "
                "WHERE e.user_id = ANY(%(users)s) AND l.date_from <= %(today)s "
                "AND (l.date_to IS NULL OR l.date_to >= %(today)s)",
                users=list(user_ids),
                today=today,
            )
        ):
            found[user_id][family_id] = kind
        return found

    @api.model
    def _sellers(self, user_ids, families):
        """Who of them may sell all these product lines today: given, and certified."""
        if not families:
            return set(user_ids)
        today = self.env["bank.business.day"]._today()
        lines = self._lines(user_ids)
        certificates = self._certificates(user_ids)
        return {
            user_id
            for user_id in user_ids
            if all(
                family.id in lines.get(user_id, {})
                and is_certified(
                    lines[user_id][family.id],
                    [one for _row_id, one in certificates.get(user_id, [])],
                    today,
                )
                for family in families
            )
        }

    @api.model
    def _languages(self, user_ids):
        """User id -> languages in which he serves: those of his file and of his screens."""
        today = self.env["bank.business.day"]._today()
        self.env["hr.employee.skill"].flush_model()
        found = {
            user.id: {language_of(user.lang)} - {""}
            for user in self.env["res.users"].sudo().browse(user_ids)
        }
        for user_id, code in self.env.execute_query(
            SQL(
                "SELECT e.user_id, k.language_code FROM hr_employee_skill s "
                "JOIN hr_employee e ON e.id = s.employee_id "
                "JOIN hr_skill k ON k.id = s.skill_id AND k.language_code IS NOT NULL "
                "WHERE e.user_id = ANY(%(users)s) "
                "AND (s.valid_to IS NULL OR s.valid_to >= %(today)s)",
                users=list(user_ids),
                today=today,
            )
        ):
            found[user_id].add(code)
        return found

    # --- one employee for each who has a post

    @api.model
    def _keep_employees(self, users=None):
        """Give who has a post and no file his file; returns how many were made."""
        where = SQL("TRUE") if users is None else SQL("u.id = ANY(%s)", users.ids)
        self.env.flush_all()
        missing = [
            user_id
            for (user_id,) in self.env.execute_query(
                SQL(
                    "SELECT u.id FROM res_users u WHERE u.active AND %s AND EXISTS "
                    "(SELECT 1 FROM bank_post p WHERE p.user_id = u.id "
                    "AND p.acceptance = 'accepted') AND NOT EXISTS "
                    "(SELECT 1 FROM hr_employee e WHERE e.user_id = u.id) ORDER BY u.id",
                    where,
                )
            )
        ]
        company = (
            self.env["bank.branch"].sudo().search([], limit=1).company_id
            or self.env.company
        )
        self.env["hr.employee"].sudo().with_context(
            tracking_disable=True, mail_create_nosubscribe=True, lang="en_US"
        ).with_company(company).create(
            [
                {"user_id": user.id, "name": user.name, "company_id": company.id}
                for user in self.env["res.users"].sudo().browse(missing)
            ]
        )
        return len(missing)
