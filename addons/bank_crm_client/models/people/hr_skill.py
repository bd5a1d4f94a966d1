from odoo import api, fields, models

# Languages that core ships, by the letters of their locales.
CODES = {
    "french": "fr", "spanish": "es", "english": "en", "german": "de", "arabic": "ar",
    "mandarin_chinese": "zh", "hindi": "hi", "portuguese": "pt", "indonesian": "id",
    "japanese": "ja", "turkish": "tr", "korean": "ko", "italian": "it",
}  # fmt: skip


class HrSkill(models.Model):
    """A language knows the letters by which clients' languages are written."""

    _inherit = "hr.skill"

    language_code = fields.Char(
        "Code of the language",
        index="btree_not_null",
        help="Two letters, as in the locale of the client: uk, en, zh.",
    )

    def init(self):
        # Once the rows of core are there; an administrator's own codes are kept.
        self.env.registry.post_init(self._name_languages)

    @api.model
    def _name_languages(self):
        for name, code in CODES.items():
            skill = self.env.ref(f"hr_skills.hr_skill_{name}", raise_if_not_found=False)
            if skill and not skill.language_code:
                skill.language_code = code

    @api.model
    def _certificate_kinds_action(self):
        """The list of certificates that the bank asks for."""
        kind = self.env.ref("bank_crm_client.skill_type_certificates")
        view = self.env.ref("bank_crm_client.bank_certificate_kind_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Kinds of certificates"),
            "res_model": self._name,
            "views": [(view.id, "list")],
            "domain": [("skill_type_id", "=", kind.id)],
            "context": {"default_skill_type_id": kind.id},
        }
