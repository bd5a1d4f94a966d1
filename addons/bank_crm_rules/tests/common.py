from odoo.addons.bank_crm_base.tests.common import BankCommon


class SegmentCommon(BankCommon):
    """Helpers to write conditions and segments shortly."""

    @classmethod
    def _where(cls, *items, match="all"):
        return {"match": match, "items": list(items)}

    @classmethod
    def _fact(cls, code, op, value=None):
        return {"fact": code, "op": op, "value": value}

    @classmethod
    def _count_of(cls, code, op, value, *where):
        return {
            "list": code, "measure": "count", "op": op, "value": value,
            "where": cls._where(*where),
        }  # fmt: skip

    @classmethod
    def _create_segment(cls, *items, user=None, match="all", **values):
        segments = cls.env["bank.segment"].with_user(user or cls.boss)
        return segments.create(
            {
                "name": "Test segment",
                "branch_id": cls.head_office.id,
                "definition": cls._where(*items, match=match),
                **values,
            }
        )

    def _members(self, segment):
        """Clients who are in it now, whoever may see them."""
        rows = self.env["bank.segment.member"].search(
            [("segment_id", "=", segment.id), ("date_to", "=", False)]
        )
        return rows.client_id
