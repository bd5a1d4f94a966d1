from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged, users
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestActs(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.is_core_client = True
        cls.phone = cls.env["bank.contact.point"].create(
            {
                "client_id": cls.kovalenko.id,
                "kind": "mobile",
                "value": "+380671112233",
                "is_main": True,
            }
        )
        cls.east_head = cls._create_employee("regional_head", cls.east)
        cls.approver = cls._create_employee("business_administrator", cls.head_office)
        cls.second = cls._create_employee("compliance", cls.head_office)
        cls.admin = new_test_user(
            cls.env, "t_admin", groups="base.group_user,base.group_system"
        )

    def _propose(self, value="+380671112244", user=None):
        self.phone.with_user(user or self.olena).write({"value": value})
        return self.env["bank.act"].search([], order="id desc", limit=1)

    # --- the old value stays in force

    def test_a_change_waits_and_the_old_value_stays(self):
        act = self._propose()
        self.assertEqual(self.phone.value, "+380671112233")
        self.assertEqual(self.kovalenko.phone, "+380671112233")
        self.assertEqual(act.state, "waiting")
        self.assertEqual(act.proposed, {"value": "+380671112244"})
        self.assertEqual(act.client_id, self.kovalenko)
        self.assertEqual(act.addressee_id, self.lviv)

    def test_acceptance_writes_as_the_checker(self):
        act = self._propose()
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual(self.phone.value, "+380671112244")
        self.assertEqual(self.phone.key, "+380671112244")
        self.assertEqual(self.kovalenko.phone, "+380671112244")
        self.assertEqual(self.phone.write_uid, self.lviv_head)
        self.assertEqual((act.state, act.checker_id), ("accepted", self.lviv_head))

    def test_refusal_needs_a_reason_and_changes_nothing(self):
        act = self._propose()
        with self.assertRaises(UserError):
            act.with_user(self.lviv_head).action_refuse(" ")
        act.with_user(self.lviv_head).action_refuse("The client denies it.")
        self.assertEqual(self.phone.value, "+380671112233")
        self.assertEqual(act.answer, "The client denies it.")

    def test_what_is_not_guarded_is_written_at_once(self):
        self.phone.with_user(self.olena).write(
            {"value": "+380671112244", "purpose": "work"}
        )
        self.assertEqual(self.phone.purpose, "work")
        self.assertEqual(self.phone.value, "+380671112233")

    def test_the_same_value_proposes_nothing(self):
        before = self.env["bank.act"].search_count([])
        self.phone.with_user(self.olena).write(
            {"value": "+380671112233", "is_main": True}
        )
        self.assertEqual(self.env["bank.act"].search_count([]), before)

    def test_a_prospect_and_a_second_telephone_need_one_person(self):
        prospect = self._create_client(
            "Новий", client_state="prospect", branch_id=self.lviv.id,
            manager_id=self.olena.id, phone="+380501112233",
        )  # fmt: skip
        prospect.contact_point_ids.with_user(self.olena).value = "+380501112244"
        self.assertEqual(prospect.contact_point_ids.value, "+380501112244")
        spare = (
            self.env["bank.contact.point"]
            .with_user(self.olena)
            .create(
                {
                    "client_id": self.kovalenko.id,
                    "kind": "phone",
                    "value": "+380322112233",
                }
            )
        )
        spare.value = "+380322112244"
        self.assertEqual(spare.value, "+380322112244")

    def test_a_new_main_telephone_is_added_and_waits_to_be_main(self):
        self.phone.date_to = date(2026, 11, 1)
        point = (
            self.env["bank.contact.point"]
            .with_user(self.olena)
            .create(
                {
                    "client_id": self.kovalenko.id,
                    "kind": "mobile",
                    "value": "+380671119999",
                    "is_main": True,
                }
            )
        )
        self.assertFalse(point.is_main)
        self.assertEqual(point.waiting_act_ids.sudo().proposed, {"is_main": True})
        point.waiting_act_ids.with_user(self.lviv_head).action_accept()
        self.assertTrue(point.is_main)

    def test_the_feed_is_not_asked(self):
        self.phone.sudo().value = "+380671117777"
        self.assertEqual(self.phone.value, "+380671117777")

    # --- nobody decides his own act

    def test_nobody_decides_his_own_act(self):
        act = self._propose(user=self.lviv_head)
        with self.assertRaises(AccessError):
            act.with_user(self.lviv_head).action_accept()
        with self.assertRaises(AccessError):
            act.with_user(self.lviv_head).action_refuse("no")
        act.with_user(self.west_head).action_accept()
        self.assertEqual(act.state, "accepted")

    def test_superuser_and_administrator_do_not_decide(self):
        act = self._propose()
        with self.assertRaises(AccessError):
            act.action_accept()
        with self.assertRaises(AccessError):
            act.with_user(self.admin).action_accept()
        own = self._propose_post(self.admin)
        with self.assertRaises(AccessError):
            own.with_user(self.admin).sudo().action_accept()
        self.assertEqual(own.state, "waiting")

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_the_maker_as_checker(self):
        act = self._propose()
        with self.assertRaises(IntegrityError):
            self.env.cr.execute(
                "UPDATE bank_act SET state = 'accepted', checker_id = maker_id "
                "WHERE id = %s",
                [act.id],
            )

    def test_acts_cannot_be_written_by_hand(self):
        act = self._propose()
        for values in ({"state": "accepted"}, {"maker_id": self.petro.id}):
            with self.assertRaises(AccessError):
                act.with_user(self.admin).write(values)
        with self.assertRaises(AccessError):
            act.with_user(self.admin).unlink()

    # --- who may decide

    def test_only_the_unit_and_those_above_see_and_decide(self):
        act = self._propose()
        for user in (self.east_head, self.petro, self.steward):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                act.with_user(user).action_accept()
        for user, count in (
            (self.lviv_head, 1), (self.west_head, 1), (self.boss, 1),
            (self.east_head, 0), (self.olena, 0),
        ):  # fmt: skip
            found = (
                self.env["bank.act"].with_user(user).search([("may_decide", "=", True)])
            )
            with self.subTest(user=user.login):
                self.assertEqual(len(found & act), count)
                self.assertEqual(act.with_user(user).may_decide, bool(count))
        self.assertIn(act, self.env["bank.act"].with_user(self.olena).search([]))
        self.assertNotIn(act, self.env["bank.act"].with_user(self.petro).search([]))

    def test_the_nearest_unit_is_shown_it_first(self):
        act = self._propose()
        Act = self.env["bank.act"]
        near = Act.with_user(self.lviv_head).get_queue()["rows"]
        self.assertIn(act.id, [row["id"] for row in near])
        self.assertFalse(Act.with_user(self.west_head).get_queue()["rows"])
        everything = Act.with_user(self.west_head).get_queue(everything=True)["rows"]
        self.assertIn(act.id, [row["id"] for row in everything])

    def test_an_undecided_act_moves_up(self):
        act = self._propose()
        self.env.cr.execute(
            "UPDATE bank_act SET due_at = now() - interval '1 minute' WHERE id = %s",
            [act.id],
        )
        act.invalidate_recordset()
        self.env["bank.act"]._cron_escalate_acts()
        self.assertEqual(act.addressee_id, self.west)
        self.assertEqual(act.escalation_count, 1)
        shown = self.env["bank.act"].with_user(self.west_head).get_queue()["rows"]
        self.assertIn(act.id, [row["id"] for row in shown])

    def test_working_hours_are_counted_by_the_calendar(self):
        kind = self.env.ref("bank_crm_base.act_kind_contact_change")
        kind.escalation_hours = 8
        due = self.env["bank.act"]._due_at(kind)
        self.assertGreaterEqual(due - fields.Datetime.now(), timedelta(hours=8))
        kind.escalation_hours = 0
        self.assertFalse(self.env["bank.act"]._due_at(kind))

    def test_a_deputy_decides_in_the_place_of_the_absent(self):
        act = self._propose()
        Delegation = self.env["bank.act.delegation"]
        with self.assertRaises(AccessError):
            Delegation.with_user(self.petro).create(
                {
                    "user_id": self.lviv_head.id,
                    "deputy_id": self.petro.id,
                    "date_to": date(2026, 11, 30),
                }
            )
        Delegation.with_user(self.lviv_head).create(
            {"deputy_id": self.banker.id, "date_to": date(2026, 11, 30)}
        )
        act.with_user(self.banker).action_accept()
        self.assertEqual(act.checker_id, self.banker)
        self.assertEqual(act.acted_for_id, self.lviv_head)

    def test_what_the_lender_proposed_his_deputy_does_not_decide(self):
        self.env["bank.act.delegation"].create(
            {
                "user_id": self.lviv_head.id,
                "deputy_id": self.banker.id,
                "date_to": date(2026, 11, 30),
            }
        )
        act = self._propose(user=self.lviv_head)
        with self.assertRaises(AccessError):
            act.with_user(self.banker).action_accept()

    def test_a_delegation_ends_by_its_date(self):
        act = self._propose()
        self.env["bank.act.delegation"].create(
            {
                "user_id": self.lviv_head.id,
                "deputy_id": self.banker.id,
                "date_from": date(2026, 11, 1),
                "date_to": date(2026, 11, 19),
            }
        )
        with self.assertRaises(AccessError):
            act.with_user(self.banker).action_accept()

    # --- what happened meanwhile

    def test_an_act_is_void_when_what_it_changes_has_changed(self):
        act = self._propose()
        self.phone.sudo().value = "+380671110000"
        said = act.with_user(self.lviv_head).action_accept()
        self.assertEqual(act.state, "void")
        self.assertEqual(self.phone.value, "+380671110000")
        self.assertIn("Number or address", said["void"][0]["words"])

    def test_ones_own_newer_proposal_replaces_the_older(self):
        first = self._propose("+380671112244")
        second = self._propose("+380671112255")
        self.assertEqual((first.state, second.state), ("withdrawn", "waiting"))
        with self.assertRaises(UserError):
            self._propose("+380671112266", user=self.lviv_head)

    def test_a_decided_act_is_not_decided_again(self):
        act = self._propose()
        act.with_user(self.lviv_head).action_accept()
        with self.assertRaises(UserError):
            act.with_user(self.west_head).action_refuse("late")

    def test_only_the_maker_takes_it_back(self):
        act = self._propose()
        with self.assertRaises(AccessError):
            act.with_user(self.lviv_head).action_withdraw()
        act.with_user(self.olena).action_withdraw()
        self.assertEqual(act.state, "withdrawn")

    # --- posts and roles

    def _propose_post(self, maker, user=None, role="retail_manager"):
        post = (
            self.env["bank.post"]
            .with_user(maker)
            .create(
                {
                    "user_id": (user or self.petro).id,
                    "branch_id": self.lviv.id,
                    "role_id": self.env.ref(f"bank_crm_base.role_{role}").id,
                    "date_from": date(2026, 11, 1),
                }
            )
        )
        return post.waiting_act_ids

    def test_a_post_gives_nothing_until_a_second_person_accepts_it(self):
        newcomer = new_test_user(self.env, "t_new", groups="base.group_user")
        act = self._propose_post(self.admin, newcomer, "branch_head")
        post = self.env["bank.post"].browse(act.res_ids)
        self.assertEqual(post.acceptance, "waiting")
        self.assertFalse(post.is_in_force)
        self.assertFalse(self.kovalenko.with_user(newcomer).has_access("read"))
        act.with_user(self.approver).action_accept()
        self.assertTrue(post.is_in_force)
        self.assertTrue(newcomer.has_group("bank_crm_base.group_unit_head"))
        self.assertTrue(self.kovalenko.with_user(newcomer).has_access("read"))

    def test_a_refused_post_may_be_entered_again(self):
        act = self._propose_post(self.admin)
        act.with_user(self.approver).action_refuse("Not appointed.")
        post = self.env["bank.post"].browse(act.res_ids)
        self.assertEqual(post.acceptance, "refused")
        self.assertTrue(self._propose_post(self.admin))

    def test_a_waiting_post_is_not_changed_under_the_hands_of_the_checker(self):
        act = self._propose_post(self.admin)
        post = self.env["bank.post"].browse(act.res_ids)
        with self.assertRaises(UserError):
            post.with_user(self.admin).branch_id = self.head_office

    def test_moving_the_end_of_a_post_waits_too(self):
        post = self.olena.post_ids
        post.with_user(self.admin).date_to = date(2026, 12, 31)
        self.assertFalse(post.date_to)
        self.assertEqual(
            post.waiting_act_ids.sudo().proposed, {"date_to": "2026-12-31"}
        )

    def test_powers_are_not_given_on_the_user_form(self):
        power = self.env.ref("bank_crm_base.group_private_banking")
        with self.assertRaises(UserError):
            self.petro.with_user(self.admin).group_ids = [Command.link(power.id)]
        with self.assertRaises(UserError):
            power.with_user(self.admin).user_ids = [Command.link(self.petro.id)]
        with self.assertRaises(UserError):
            self.env["res.users"].with_user(self.admin).create(
                {"name": "X", "login": "t_x", "group_ids": [Command.link(power.id)]}
            )
        with self.assertRaises(UserError):
            self.env.ref("base.group_user").with_user(self.admin).implied_ids = [
                Command.link(power.id)
            ]

    def test_an_administrator_still_creates_users(self):
        with Form(self.env["res.users"].with_user(self.admin)) as form:
            form.name = "Plain"
            form.login = "t_plain"
        user = form.save()
        self.assertTrue(user.has_group("base.group_user"))

    def test_a_role_grows_by_two_people_only(self):
        role = self.env.ref("bank_crm_base.role_retail_manager")
        power = self.env.ref("bank_crm_base.group_private_banking")
        role.with_user(self.approver).write(
            {"implied_ids": [Command.link(power.id)], "scope": "bank"}
        )
        self.assertEqual(role.scope, "own")
        self.assertNotIn(power, role.implied_ids)
        act = self.env["bank.act"].search([("res_model", "=", "bank.role")], limit=1)
        with self.assertRaises(AccessError):
            act.with_user(self.approver).action_accept()
        act.with_user(self.second).action_accept()
        self.assertEqual(role.scope, "bank")
        self.assertIn(power, role.implied_ids)

    def test_the_rules_of_acts_are_under_an_act(self):
        kind = self.env.ref("bank_crm_base.act_kind_contact_change")
        kind.with_user(self.approver).is_needed = False
        self.assertTrue(kind.is_needed)
        kind.waiting_act_ids.with_user(self.second).action_accept()
        self.assertFalse(kind.is_needed)
        self.phone.with_user(self.olena).value = "+380671115555"
        self.assertEqual(self.phone.value, "+380671115555")

    @mute_logger("odoo.sql_db")
    def test_what_protects_the_others_is_never_switched_off(self):
        kind = self.env.ref("bank_crm_base.act_kind_role_grant")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            kind.is_needed = False
            kind.flush_recordset()

    def test_a_higher_sum_asks_for_a_higher_power(self):
        kind = self.env.ref("bank_crm_base.act_kind_contact_change")
        higher = self.env.ref("bank_crm_base.group_compliance")
        step = (
            self.env["bank.act.authority"]
            .with_user(self.approver)
            .create({"kind_id": kind.id, "amount_from": 1000, "group_id": higher.id})
        )
        self.assertEqual(kind._power(5000), kind.group_id)
        step.waiting_act_ids.with_user(self.second).action_accept()
        self.assertEqual(kind._power(5000), higher)
        self.assertEqual(kind._power(999), kind.group_id)

    # --- the wall

    @users("t_private_banker_test_lviv")
    def test_a_client_goes_behind_the_wall_by_two_people(self):
        client = self._create_client(
            "Ще один", branch_id=self.lviv.id, manager_id=self.banker.id
        )
        client.with_user(self.env.user).is_private_banking = True
        self.assertFalse(client.is_private_banking)
        client.waiting_act_ids.with_user(self.boss).action_accept()
        self.assertTrue(client.is_private_banking)

    # --- the screen

    def test_the_queue_shows_old_and_new(self):
        act = self._propose()
        details = act.with_user(self.lviv_head).get_details()
        [row] = details["differences"]
        self.assertEqual(
            [(f["label"], f["old"], f["new"]) for f in row["fields"]],
            [("Number or address", "+380671112233", "+380671112244")],
        )
        self.assertEqual(details["client"], self.kovalenko.display_name)
        self.assertTrue(details["may_decide"])

    def test_a_batch_is_one_act(self):
        other = self._create_client(
            "Друга", branch_id=self.lviv.id, manager_id=self.banker.id
        )
        clients = other | self._create_client(
            "Третя", branch_id=self.lviv.id, manager_id=self.banker.id
        )
        clients.with_user(self.banker).is_private_banking = True
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertEqual(act.record_count, 2)
        act.with_user(self.boss).action_accept()
        self.assertEqual(clients.mapped("is_private_banking"), [True, True])

    def test_homes_show_what_waits_and_what_was_refused(self):
        act = self._propose()
        Home = self.env["bank.home"]
        tile = Home.with_user(self.lviv_head).get_tile("approvals")
        self.assertIn(act.id, [row["key"] for row in tile["rows"]])
        opened = Home.with_user(self.lviv_head).open_tile("approvals", key=act.id)
        self.assertEqual(opened["params"], {"act_id": act.id})
        act.with_user(self.lviv_head).action_refuse("Not him.")
        [row] = Home.with_user(self.olena).get_tile("my_proposals")["rows"]
        self.assertEqual(row["subtitle"], "Not him.")
        self.assertTrue(
            Home.with_user(self.petro).get_tile("my_proposals")["is_hidden"]
        )

    def test_maker_and_checker_talk_about_an_act(self):
        act = self._propose()
        act.with_user(self.lviv_head).message_post(body="Did he show his passport?")
        act.with_user(self.olena).message_post(body="Yes.")
        with self.assertRaises(AccessError):
            act.with_user(self.petro).message_post(body="Let me see")
