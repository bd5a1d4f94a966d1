from contextlib import contextmanager
from datetime import date

from odoo.addons.bank_crm_base.tests.common import BankCommon


class PeopleCommon(BankCommon):
    """The cast with files: a product line that asks for a certificate, and one that does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Decision = cls.env["bank.employee.decision"]
        cls.Line = cls.env["bank.employee.line"]
        cls.Skill = cls.env["hr.employee.skill"]
        cls.kind = cls.env.ref("bank_crm_client.skill_type_certificates")
        cls.lending = cls.env["hr.skill"].create(
            {"name": "T lending", "skill_type_id": cls.kind.id}
        )
        Family = cls.env["bank.product.family"]
        cls.loans = Family.create(
            {"name": "T loans", "code": "t_loans", "certificate_id": cls.lending.id}
        )
        cls.maps = Family.create({"name": "T maps", "code": "t_maps"})
        cls.grade = cls.env["bank.grade"].create(
            {"name": "T grade", "code": "t_grade", "load_limit": 40}
        )
        cls.chinese = cls.env.ref("hr_skills.hr_skill_mandarin_chinese")

    @classmethod
    def _file(cls, user, *, seen_by=None):
        file = cls.env["hr.employee.public"].search([("user_id", "=", user.id)])
        return file.with_user(seen_by) if seen_by else file

    @classmethod
    def _employee_of(cls, user):
        return cls.env["hr.employee"].search([("user_id", "=", user.id)])

    @classmethod
    def _decide(cls, user, *, by=None, **values):
        Decision = cls.Decision.with_user(by) if by else cls.Decision
        return Decision.create({"employee_id": cls._employee_of(user).id, **values})

    @classmethod
    def _certify(cls, user, valid_to, *, by=None, valid_from=date(2025, 1, 1)):
        Skill = cls.Skill.with_user(by) if by else cls.Skill
        return Skill.create(
            {
                "employee_id": cls._employee_of(user).id,
                "skill_type_id": cls.kind.id,
                "skill_id": cls.lending.id,
                "skill_level_id": cls.kind.skill_level_ids[:1].id,
                "valid_from": valid_from,
                "valid_to": valid_to,
            }
        )

    @classmethod
    def _give(cls, user, family, *, by=None, **values):
        Line = cls.Line.with_user(by) if by else cls.Line
        return Line.create(
            {
                "employee_id": cls._employee_of(user).id,
                "family_id": family.id,
                **values,
            }
        )

    @classmethod
    def _teach(cls, user, skill):
        kind = skill.skill_type_id
        return cls.Skill.create(
            {
                "employee_id": cls._employee_of(user).id,
                "skill_type_id": kind.id,
                "skill_id": skill.id,
                "skill_level_id": kind.skill_level_ids[:1].id,
            }
        )

    @contextmanager
    def _refused(self, error, words):
        """Refused with these words, and undone."""
        with self.assertRaises(error) as caught:
            yield
        self.assertIn(words, str(caught.exception))
