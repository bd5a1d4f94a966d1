from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegments(SegmentCommon):
    """Drawing conditions: what is refused, what is counted, what it is called."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.write({"city": "Lviv", "birth_date": "1996-11-25"})
        cls.bondar.write({"city": "Kharkiv"})
        cls.here = cls._fact("branch", "is", cls.lviv.code)

    def _count(self, *items, user=None, branch=None, match="all"):
        segments = self.env["bank.segment"].with_user(user or self.boss)
        return segments.count_definition(
            self._where(*items, match=match), (branch or self.head_office).id
        )

    def test_counts_as_drawn(self):
        in_test_bank = self._fact(
            "branch", "one_of", [self.lviv.code, self.kharkiv.code]
        )
        self.assertEqual(self._count(in_test_bank)["visible"], 3)
        lviv = self._count(in_test_bank, self._fact("city", "contains", "LVI"))
        self.assertEqual(lviv["visible"], 1)
        none = self._where(self._fact("city", "starts", "lv"), match="none")
        self.assertEqual(self._count(in_test_bank, none)["visible"], 2)

    def test_each_line_is_counted_alone(self):
        lines = (
            self.env["bank.segment"]
            .with_user(self.west_head)
            .count_lines(
                self._where(self.here, self._fact("city", "is", "Nowhere")),
                self.west.id,
            )
        )
        # The walled client is one he does not see: his line does not tell of him.
        self.assertEqual(lines, {"lines": [1, 0], "all": 1})

    def test_the_scope_is_the_unit(self):
        nothing = self._count(user=self.west_head, branch=self.west)
        self.assertEqual(nothing["visible"], 1)
        self.kovalenko.client_state = "former"
        segments = self.env["bank.segment"].with_user(self.west_head)
        everybody = self._where()
        for with_former, seen in ((False, 0), (True, 1)):
            count = segments.count_definition(everybody, self.west.id, with_former)
            self.assertEqual(count["visible"], seen)

    def test_the_sentence_says_it_as_a_person_would(self):
        segment = self._create_segment(
            self._fact("class", "one_of", ["affluent", "sme"]),
            self._count_of(
                "cards", "at_least", 2, self._fact("state", "is", "active"),
                self._fact("valid_until", "next", {"count": 3, "unit": "month"}),
            ),
            self._where(
                self._fact("funds", "between", [1_000, 2_500]),
                self._fact("private_banking", "is", False),
                match="any",
            ),
        )  # fmt: skip
        self.assertEqual(
            segment.sentence,
            "All of: Class is one of Affluent, Small and medium business; Cards: at least 2 "
            "with State is Active and Valid until in the next 3 months; (any of: Funds "
            "between 1,000 and 2,500; not Private banking).",
        )
        self.assertEqual(
            self._create_segment(
                self._count_of("cards", "is", 0), name="Without a card"
            ).sentence,
            "Cards: none.",
        )
        self.assertEqual(
            self._create_segment(name="All").sentence, "All clients of the unit."
        )

    def test_what_makes_no_sense_is_refused_in_words(self):
        for item, words in (
            (self._fact("shoes", "is", "red"), "Line 1: There is no fact “shoes”."),
            (self._fact("funds", "more", "much"), "value for “Funds” does not fit"),
            (self._fact("funds", "more"), "Say a value for “Funds”."),
            (self._where(match="any"), "The group is empty"),
            ({"segment": 0}, "Choose a segment that you may see."),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                self._count(item)
            with self.assertRaisesRegex(ValidationError, words):
                self._create_segment(item)

    def test_no_text_of_the_user_reaches_the_statement(self):
        evil = "x'); DELETE FROM res_partner; --%s%(day)s"
        for code, op in (("city", "is"), ("city", "contains"), ("class", "one_of")):
            value = [evil] if op == "one_of" else evil
            self.assertEqual(self._count(self._fact(code, op, value))["total"], 0)
        rows = self._count_of("cards", "at_least", 1, self._fact("scheme", "is", evil))
        self.assertEqual(self._count(rows)["total"], 0)

    def test_a_circle_of_segments_is_refused(self):
        one = self._create_segment(self.here, name="One")
        other = self._create_segment({"segment": one.id}, name="Other")
        self.assertEqual(other.needed_ids, one)
        with self.assertRaisesRegex(ValidationError, "circle"):
            one.definition = self._where({"segment": other.id})

    def test_each_change_of_the_conditions_is_kept(self):
        segment = self._create_segment(self.here)
        segment.definition = self._where(self.here)
        self.assertEqual(len(segment.version_ids), 1)
        segment.definition = self._where(self._fact("city", "filled"))
        self.assertEqual(len(segment.version_ids), 2)
        first = segment.version_ids.sorted("id")[0]
        self.assertEqual(first.sentence, "Branch is Test Lviv.")

    def test_every_list_can_be_counted_and_every_measure_taken(self):
        words = self.env["bank.segment"].with_user(self.boss).get_builder_words()
        items = []
        for row in words["lists"]:
            items.append(self._count_of(row["code"], "is", 0))
            for measure in words["measures"]:
                for column in row["columns"]:
                    if column["kind"] in measure["kinds"]:
                        items.append(
                            {
                                **self._count_of(row["code"], "at_least", 1),
                                "measure": measure["code"],
                                "fact": column["code"],
                                **(
                                    {
                                        "op": "last",
                                        "value": {"count": 1, "unit": "year"},
                                    }
                                    if column["kind"] == "date"
                                    else {}
                                ),
                            }
                        )
        self.assertGreaterEqual(len(words["lists"]), 7)
        for start in range(0, len(items), 20):
            group = self._where(*items[start : start + 20], match="any")
            self._count(group, self.here)

    def test_a_new_entry_of_the_catalogue_is_enough_for_another_list(self):
        self.env["bank.field.catalogue"].search(
            [("code", "=", "counterparties")]
        ).unlink()
        orders = self._count_of("counterparties", "at_least", 1)
        with self.assertRaises(ValidationError):
            self._count(orders)
        self.env["bank.field.catalogue"].create(
            {
                "name": "Counterparties",
                "code": "counterparties",
                "model_id": self.env.ref("base.model_res_partner").id,
                "path": "counterparty_ids",
            }
        )
        self.env["bank.counterparty"].create(
            {"client_id": self.kovalenko.id, "key": "x", "name": "X"}
        )
        self.assertEqual(self._count(orders, self.here)["visible"], 1)
