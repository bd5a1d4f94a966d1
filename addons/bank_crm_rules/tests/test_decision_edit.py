import base64
import io
from dataclasses import replace

import openpyxl
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..domain.dmn.model import HitPolicy, Input, Kind
from ..domain.dmn.xml_write import write_table
from ..engine.decision_sheet import FIRST_RULE_ROW
from .common import GRADES, DecisionCommon, funds_table


@tagged("post_install", "-at_install")
class TestDecisionEdit(DecisionCommon):
    def setUp(self):
        super().setUp()
        self.version = self.table.draft_id.with_user(self.oleh)

    def _refused(self, table, words):
        before = self.version.xml
        text = table if isinstance(table, str) else write_table(table)
        with self.assertRaisesRegex(ValidationError, words), self.env.cr.savepoint():
            self.version.write({"xml": text, "note": "half"})
        self.version.invalidate_recordset()
        self.assertEqual((self.version.xml, self.version.note), (before, "Because."))

    def test_wrong_tables_are_refused_with_the_cell_named(self):
        self._refused("<definitions", "no sound XML")
        self._refused("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "DOCTYPE")
        self._refused(funds_table(("-", '"a"'), code="salary"), "salary")
        self._refused(funds_table(('"rich"', '"a"')), "Rule 1, “Funds”")
        self._refused(funds_table(("-", '"a"'), ("> 5", "gold")), "Rule 2, “Grade”")
        self._refused(
            funds_table(("-", "9**9**9"), output=Kind.NUMBER), "Rule 1, “Grade”"
        )
        self._refused(
            funds_table(("-", "__import__('os')"), output=Kind.NUMBER), "Rule 1"
        )
        self._refused(funds_table(("> 1) OR (1=1", '"a"')), "Rule 1, “Funds”")

    def test_texts_that_look_like_sql_are_texts(self):
        text = '"\'; DROP TABLE res_partner; -- %s %(x)s"'
        self.version.xml = write_table(funds_table(("-", text)))
        run = self._test(self.version)
        self.assertEqual(
            run.summary["outcomes"], [["'; DROP TABLE res_partner; -- %s %(x)s", 3]]
        )

    def test_the_board_hears_of_overlaps_and_gaps_while_one_draws(self):
        told = self.version.describe(
            write_table(funds_table((">= 100", '"gold"'), ("[50..100]", '"silver"')))
        )
        self.assertTrue(told["is_sound"])
        self.assertEqual(told["overlaps"], ["Rules 1 and 2, for instance: Funds = 100"])
        self.assertEqual(told["gaps"][0], "Funds is less than 50")
        self.assertEqual(told["rules"][0]["words"], "Funds is at least 100")
        self.assertEqual(told["rules"][0]["result"], "gold")
        broken = self.version.describe("nothing")
        self.assertFalse(broken["is_sound"])
        self.assertTrue(broken["problems"])

    def test_facts_are_offered_by_the_catalogue(self):
        facts = {fact["code"]: fact for fact in self.version.get_facts()}
        self.assertEqual(facts["credit_change_3m"]["type"], "number")
        self.assertEqual(facts["birth_date"]["type"], "date")
        self.assertIn(["person", "Person"], facts["kind"]["choices"])
        self.assertNotIn("accounts", facts)
        self.assertNotIn("branch_name", facts)

    def test_try_it_on_a_client_and_on_typed_values(self):
        xml = write_table(GRADES)
        version = self.version.with_user(self.olena)
        answer = version.try_it(xml, self.kovalenko.id, {})
        self.assertEqual(answer["result"], "gold")
        self.assertEqual(answer["values"], {"funds": "100"})
        self.assertEqual(
            answer["rules"], [{"number": 1, "words": "Funds is at least 100"}]
        )
        answer = version.try_it(xml, self.kovalenko.id, {"funds": "99,5"})
        self.assertEqual(answer["result"], "silver")
        self.assertEqual(version.try_it(xml, False, {})["result"], "No rule applies")
        self.assertIn("no value", version.try_it(xml, False, {"funds": "x"})["error"])

    def test_try_it_shows_nobody_who_is_out_of_sight(self):
        xml = write_table(GRADES)
        for employee, client in (
            (self.olena, self.bondar),
            (self.lviv_head, self.walled),
            (self.oleh, self.kovalenko),
        ):
            with self.assertRaises(AccessError):
                self.version.with_user(employee).try_it(xml, client.id, {})

    def test_a_visit_at_the_counter_tells_no_facts_through_a_rule(self):
        teller = self._create_employee("teller", self.lviv)
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        client = self.bondar.with_user(teller)
        self.assertTrue(client.is_visible)
        self.assertFalse(client.is_fully_visible)
        with self.assertRaisesRegex(AccessError, "whole card"):
            self.version.with_user(teller).try_it(
                write_table(GRADES), self.bondar.id, {}
            )

    def test_a_fact_that_is_kept_back_is_not_told_by_a_table(self):
        self.env["bank.access.setting"].create(
            {
                "name": "Managers see no birthdays",
                "role_ids": [
                    Command.set(self.env.ref("bank_crm_base.role_retail_manager").ids)
                ],
                "field_ids": [
                    Command.set(
                        self.env.ref("bank_crm_base.field_client_birth_date").ids
                    )
                ],
                "effect": "hidden",
            }
        )
        table = replace(
            funds_table(('> date("1990-01-01")', '"young"')),
            inputs=(Input("birth_date", "Born on", Kind.DATE),),
        )
        with self.assertRaisesRegex(AccessError, "Born on"):
            self.version.with_user(self.olena).try_it(
                write_table(table), self.kovalenko.id, {}
            )

    def test_excel_and_back(self):
        self.version.xml = write_table(
            funds_table(("= 5", '"a"'), ("not(5)", '"b"'), policy=HitPolicy.FIRST)
        )
        name, content = self.version._file("xlsx")
        self.assertEqual(name, "test_grade-1.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cell = sheet.cell(FIRST_RULE_ROW, 2)
        self.assertEqual((cell.value, cell.data_type), ("= 5", "s"))
        sheet.cell(FIRST_RULE_ROW + 1, 2).value = 7
        stream = io.BytesIO()
        sheet.parent.save(stream)
        self._read(stream.getvalue())
        table = self.version._dmn()
        self.assertEqual([rule.tests[0] for rule in table.rules], ["= 5", "7"])
        self.assertIs(table.hit_policy, HitPolicy.FIRST)

    def test_a_dmn_file_and_back(self):
        _name, content = self.version._file("dmn")
        self.version.xml = write_table(funds_table(("-", '"a"')))
        self._read(content)
        self.assertEqual(write_table(self.version._dmn()), write_table(GRADES))

    def test_a_wrong_file_changes_nothing(self):
        before = self.version.xml
        for content in (b"PK\x03\x04 no archive", b"\xff\xfe\x00", b"<x/>"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._read(content)
        self.version.invalidate_recordset()
        self.assertEqual(self.version.xml, before)

    def _read(self, content):
        self.env["bank.decision.import"].with_user(self.oleh).create(
            {"version_id": self.version.id, "file": base64.b64encode(content)}
        ).action_read()
