from odoo import api, models
from odoo.addons.bank_crm_base.domain.codes import IDENTITY_PAPERS
from odoo.tools import SQL

from ..completeness.bank_completeness_check import RowCheck, _exists

_NOT_REFUSED = "AND x.state != 'refused' AND x.kind IN ({})".format(
    ", ".join(f"'{kind}'" for kind in IDENTITY_PAPERS)
)


class BankCompletenessRule(models.Model):
    """What a file holds of papers: none that was refused, and all that is asked for."""

    _inherit = "bank.completeness.rule"

    @api.model
    def _row_checks(self):
        checks = super()._row_checks()
        table = "bank_client_document"
        some = _exists(table, _NOT_REFUSED)
        in_force = _exists(
            table,
            f"{_NOT_REFUSED} AND (x.expiry_date IS NULL OR x.expiry_date >= %(today)s)",
        )
        checks["document"] = checks["document"]._replace(found=some)
        checks["document_in_force"] = checks["document_in_force"]._replace(
            found=in_force, asked=some
        )
        checks["documents_asked_for"] = RowCheck(
            self.env._("All documents asked for"),
            lambda client_id, today: SQL(
                """NOT EXISTS (SELECT 1 FROM bank_document_gap x
                    WHERE x.client_id = %s AND x.is_mandatory
                      AND x.status IN ('missing', 'expired', 'draft'))""",
                client_id,
            ),
            "documents",
        )
        return checks
