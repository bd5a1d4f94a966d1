from datetime import date

from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.exceptions import UserError
from odoo.tests import tagged

HEADER = (
    "relation_id,from_client_id,type,to_client_id,share,influence,date_from,date_to"
)


@tagged("post_install", "-at_install")
class TestRelationFeed(FeedCommon):
    """Relations that the core system keeps come by a file and are not changed here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1", "C2", "C3")
        cls.first, cls.second = cls._client("C1"), cls._client("C2")

    def _relations(self, *rows, **manifest):
        return self._load("client_relations", self._rows(HEADER, *rows), **manifest)

    def _fed(self, number):
        found = self.env["bank.relation"].search([("external_id", "=", number)])
        found.invalidate_recordset()
        return found

    def test_a_relation_comes_confirmed_and_again_changes_nothing(self):
        run = self._relations("R1,C1,owns,C2,0.25,,2026-01-01,")
        self.assertEqual((run.new_count, run.rejected_count), (1, 0))
        self.assertRecordValues(
            self._fed("R1"),
            [{"from_client_id": self.first.id, "to_client_id": self.second.id,
              "share": 25.0, "state": "confirmed", "source": "fed",
              "date_from": date(2026, 1, 1)}],
        )  # fmt: skip
        again = self._relations(
            "R1,C1,owns,C2,0.25,,2026-01-01,", day=date(2026, 11, 20)
        )
        self.assertEqual((again.new_count, again.corrected_count), (0, 0))

    def test_a_correction_and_an_end(self):
        self._relations("R1,C1,owns,C2,0.25,,2026-01-01,")
        run = self._relations(
            "R1,C1,owns,C2,0.4,,2026-01-01,2026-10-31", day=date(2026, 11, 20)
        )
        self.assertEqual(run.corrected_count, 1)
        self.assertRecordValues(
            self._fed("R1"),
            [{"share": 40.0, "state": "ended", "date_to": date(2026, 10, 31)}],
        )

    def test_rows_that_cannot_be_are_refused_with_the_reason(self):
        run = self._relations(
            "R1,C1,owns,C1,0.25,,,",
            "R2,C1,owns,C2,1.25,,,",
            "R3,C1,controls,C2,,,,",
            "R4,C1,unheard_of,C2,,,,",
            "R5,C1,director,C2,,,2026-05-01,2026-04-01",
            "R6,C1,director,C3,,,2026-05-01,",
        )
        self.assertEqual((run.rejected_count, run.new_count), (5, 1))
        self.assertEqual(
            set(run.reject_ids.mapped("reason")),
            {"same_client", "out_of_range", "missing", "unknown_code", "bad_date"},
        )

    def test_one_whose_client_has_not_come_waits(self):
        run = self._relations("R1,C1,director,C9,,,,")
        self.assertEqual(run.parked_count, 1)
        self._load_clients("C9")
        self._work()
        self.assertEqual(self._fed("R1").to_client_id, self._client("C9"))

    def test_what_was_entered_by_hand_is_taken_over_not_doubled(self):
        entered = self.env["bank.relation"].create(
            {
                "from_client_id": self.first.id,
                "to_client_id": self.second.id,
                "type_id": self.env["bank.relation.type"]._of("owns").id,
                "share": 20,
            }
        )
        self._relations("R1,C1,owns,C2,0.25,,2026-01-01,")
        self.assertEqual(self._fed("R1"), entered)
        self.assertEqual((entered.share, entered.source), (25, "fed"))

    def test_nobody_changes_here_what_the_core_keeps(self):
        self._relations("R1,C1,owns,C2,0.25,,2026-01-01,")
        manager = self._create_employee("compliance", self.head_office)
        relation = self._fed("R1").with_user(manager)
        with self.assertRaisesRegex(UserError, "core system keeps"):
            relation.evidence = "A paper"
        with self.assertRaisesRegex(UserError, "core system keeps"):
            relation.action_end()

    def test_a_fed_row_is_filled_as_an_entered_one(self):
        self._relations("R1,C1,owns,C2,0.25,,2026-01-01,")
        made = self.env["bank.relation"].create(
            {
                "from_client_id": self.first.id,
                "to_client_id": self._client("C3").id,
                "type_id": self.env["bank.relation.type"]._of("owns").id,
                "share": 20,
            }
        )
        self.env.flush_all()
        filled = []
        for record in (self._fed("R1"), made):
            self.env.cr.execute(
                "SELECT to_jsonb(r) FROM bank_relation r WHERE id = %s", [record.id]
            )
            row = self.env.cr.fetchone()[0]
            filled.append({name for name, value in row.items() if value is not None})
        self.assertEqual(filled[0] - filled[1], {"fed_by", "external_id"})
        self.assertFalse(filled[1] - filled[0])
