from datetime import timedelta

from odoo import api, models

SELLERS = ("retail_manager", "corporate_manager", "private_banker", "credit_officer")
# Product line -> the certificate that it asks for.
NEEDS = {
    "deposit": "Deposits and accounts",
    "savings": "Deposits and accounts",
    "consumer_loan": "Retail lending",
    "mortgage": "Mortgage",
    "overdraft": "Corporate lending",
    "leasing": "Corporate lending",
    "trade_finance": "Trade finance",
    "insurance": "Insurance agent",
}
# Role -> the lines that it sells.
LINES = {
    "retail_manager": ("card", "deposit", "consumer_loan", "insurance"),
    "corporate_manager": ("current_account", "overdraft", "trade_finance"),
    "private_banker": ("deposit", "savings", "insurance", "card"),
    "credit_officer": ("consumer_loan", "mortgage"),
}
# Days from today to the end of a person's first certificate, in the order of the posts.
ENDS = (412, 25, 530, 51, 298, -12, 610)
# Papers go back so far, or to the first day of who came later.
PAPER_DAYS = 1_000


class BankDemo(models.AbstractModel):
    """People of the demonstration bank: grades, lines, certificates of every fate, teams."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        # Before the others: whom they suspend, limit and certify counts in their rules.
        self._live_people()
        super()._live_a_month()
        self._live_work_log()

    @api.model
    def _sellers(self):
        """(user, role code) of everybody who sells, in the order of the posts."""
        posts = self.env["bank.post"].search(
            [("role_id.code", "in", SELLERS), ("is_in_force", "=", True)], order="id"
        )
        found = {}
        for post in posts:
            found.setdefault(post.user_id, post.role_id.code)
        return list(found.items())

    @api.model
    def _since(self, user):
        """The first day of his papers."""
        today = self.env["bank.business.day"]._today()
        posts = user.post_ids.filtered("is_in_force")
        return max(today - timedelta(PAPER_DAYS), min(posts.mapped("date_from")))

    @api.model
    def _live_people(self):
        self.env["bank.people"]._keep_employees()
        sellers = self._sellers()
        if not sellers:
            return
        heads = self.env["bank.people"]._head_of(
            self.env["res.users"].union(*(user for user, _role in sellers))
        )
        cases = self._staff_of_story()
        kinds = {
            kind.with_context(lang="en_US").name: kind
            for kind in self.env.ref(
                "bank_crm_client.skill_type_certificates"
            ).skill_ids
        }
        lines = {
            family.code: family for family in self.env["bank.product.family"].search([])
        }
        without = cases.get("without_certificate")
        # He sold before the bank asked for certificates, and never passed one.
        if without:
            self._give_lines(without, LINES["corporate_manager"], lines, heads)
        for code, name in NEEDS.items():
            if code in lines:
                lines[code].certificate_id = kinds[name]
        for place, (user, role) in enumerate(sellers):
            if user != without:
                self._certify(user, LINES[role], kinds, place, heads)
                self._give_lines(user, LINES[role], lines, heads)
            self._teach(user, place)
        self._grade(sellers, heads, cases)
        self._live_absence(heads, cases)
        self._live_team(sellers, heads)
        self.env["hr.employee.skill"]._tell_of_ends(
            self.env["bank.business.day"]._today()
        )

    @api.model
    def _staff_of_story(self):
        """Case of the story -> user, where the core system told who it is."""
        told = (self.env.context.get("bank_story") or {}).get("staff", {})
        numbers = {name: one for name, one in told.items() if isinstance(one, str)}
        if leave := told.get("on_leave"):
            numbers |= {"on_leave": leave["staff"], "deputy": leave["deputy"]}
        users = {
            user.staff_number: user
            for user in self.env["res.users"].search(
                [("staff_number", "in", list(numbers.values()))]
            )
        }
        return {
            name: users[number] for name, number in numbers.items() if number in users
        }

    @api.model
    def _as_head(self, model, user, heads):
        """The model as the head who keeps the file; as the bank where there is none."""
        head = heads.get(user.id)
        return self.env[model].with_user(head) if head else self.env[model]

    @api.model
    def _give_lines(self, user, codes, lines, heads):
        given = self._as_head("bank.employee.line", user, heads)
        given.create(
            [
                {
                    "employee_id": user.employee_ids[:1].id,
                    "family_id": lines[code].id,
                    "date_from": self._since(user),
                }
                for code in codes
                if code in lines
            ]
        )

    @api.model
    def _certify(self, user, codes, kinds, place, heads):
        """The first ends as the list of fates says, the others later."""
        today = self.env["bank.business.day"]._today()
        kind = self.env.ref("bank_crm_client.skill_type_certificates")
        names = list(dict.fromkeys(NEEDS[code] for code in codes if code in NEEDS))
        self._as_head("hr.employee.skill", user, heads).create(
            [
                {
                    "employee_id": user.employee_ids[:1].id,
                    "skill_type_id": kind.id,
                    "skill_id": kinds[name].id,
                    "skill_level_id": kind.skill_level_ids[:1].id,
                    "document_number": f"{name[:2].upper()}-{2400 + 17 * place + rank}",
                    "valid_from": self._since(user),
                    "valid_to": today
                    + timedelta(
                        ENDS[place % len(ENDS)] if not rank else 500 + 40 * rank
                    ),
                }
                for rank, name in enumerate(names)
            ]
        )

    @api.model
    def _teach(self, user, place):
        """Everybody speaks Ukrainian, every second English, some Polish and Chinese."""
        spoken = [("bank_crm_client.skill_ukrainian", "c2")]
        if place % 2 == 0:
            spoken.append(("hr_skills.hr_skill_english", "b2"))
        if place % 4 == 1:
            spoken.append(("bank_crm_client.skill_polish", "b1"))
        if place % 5 == 2:
            spoken.append(("hr_skills.hr_skill_mandarin_chinese", "b2"))
        kind = self.env.ref("hr_skills.hr_skill_type_lang")
        self.env["hr.employee.skill"].create(
            [
                {
                    "employee_id": user.employee_ids[:1].id,
                    "skill_type_id": kind.id,
                    "skill_id": self.env.ref(name).id,
                    "skill_level_id": self.env.ref(
                        f"hr_skills.hr_skill_level_{level}"
                    ).id,
                    "valid_from": self._since(user),
                }
                for name, level in spoken
            ]
        )

    @api.model
    def _grade(self, sellers, heads, cases):
        """The grade that fits the portfolio; one is over his limit, one is new."""
        today = self.env["bank.business.day"]._today()
        loads = self.env["bank.people"]._loads([user.id for user, _role in sellers])
        grades = self.env["bank.grade"].search([("load_limit", ">", 0)])
        for number, (user, _role) in enumerate(sellers):
            load = loads.get(user.id, 0)
            is_new = user == cases.get("new")
            fitting = grades.filtered(lambda one, load=load: one.load_limit > load)
            grade = grades[:1] if is_new else (fitting[1:2] or fitting or grades)[:1]
            decisions = self._as_head("bank.employee.decision", user, heads)
            common = {"employee_id": user.employee_ids[:1].id}
            decisions.create(
                {
                    **common,
                    "grade_id": grade.id,
                    "date_from": self._since(user),
                    "document_number": f"{118 + number}-K",
                }
            )
            if user == cases.get("overloaded") or load >= grade.load_limit:
                is_case = user == cases.get("overloaded")
                decisions.create(
                    {
                        **common,
                        "kind": "limit",
                        "load_limit": max(1, load * 9 // 10)
                        if is_case
                        else load * 6 // 5,
                        "date_from": today - timedelta(20),
                        "document_number": f"{318 + number}-K",
                        "reason": self.env._("By the size of the branch"),
                    }
                )

    @api.model
    def _live_absence(self, heads, cases):
        """A manager on leave with a deputy; a credit officer suspended for a check."""
        today = self.env["bank.business.day"]._today()
        away, deputy = cases.get("on_leave"), cases.get("deputy")
        if away and deputy and away != deputy:
            self.env["bank.stand.in"].create(
                {
                    "user_id": away.id,
                    "deputy_id": deputy.id,
                    "date_from": today - timedelta(5),
                    "date_to": today + timedelta(9),
                    "reason": self.env._("Annual leave"),
                }
            )
        suspended = self._employee("credit_officer")
        if suspended:
            self._as_head("bank.employee.decision", suspended, heads).create(
                {
                    "employee_id": suspended.employee_ids[:1].id,
                    "kind": "suspension",
                    "date_from": today - timedelta(3),
                    "date_to": today + timedelta(11),
                    "document_number": "402-K",
                    "reason": self.env._("Internal check of three loan files"),
                }
            )

    @api.model
    def _live_team(self, sellers, heads):
        """In the first unit with two sellers: they share small business."""
        by_unit = {}
        for user, _role in sellers:
            by_unit.setdefault(user.branch_id, []).append(user)
        for unit, people in by_unit.items():
            if len(people) > 1 and heads.get(people[0].id):
                team = self.env["bank.team"].create(
                    {
                        "name": self.env._("Small business"),
                        "branch_id": unit.id,
                        "leader_id": people[0].id,
                    }
                )
                self.env["bank.team.member"].create(
                    [
                        {
                            "team_id": team.id,
                            "user_id": user.id,
                            "date_from": self._since(user),
                        }
                        for user in people
                    ]
                )
                return
