import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_collateral import CollateralCommon

KEEPERS = {"bank_crm_credit.group_collateral_officer"}
TAKERS = {"bank_crm_credit.group_loan_applications"}
ADMINISTRATION = {"bank_crm_credit.group_loan_administrator"}
# Model -> who writes and creates; everybody else reads at most.
WRITERS = {
    "bank.collateral": KEEPERS | TAKERS,
    "bank.collateral.valuation": KEEPERS,
    "bank.collateral.insurance": KEEPERS,
    "bank.collateral.inspection": KEEPERS,
    "bank.collateral.pledge": KEEPERS | TAKERS,
    "bank.loan.cover": set(),
    "bank.guarantee": KEEPERS | TAKERS | ADMINISTRATION,
}
SETTINGS = {
    "bank.collateral.kind": {"bank_crm_base.group_business_administrator"},
    "bank.collateral.haircut": {"bank_crm_base.group_business_administrator"},
    "bank.collateral.appraiser": KEEPERS,
}


@tagged("post_install", "-at_install")
class TestCollateralRights(CollateralCommon, DoorsMixin, HttpCase):
    """Every role at every door of what secures loans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls._create_loan(cls.bondar, number="L-far")
        cls.hidden = cls._create_loan(cls.walled, number="L-wall")
        cls.rows = {}
        for loan in (cls.loan, cls.far, cls.hidden):
            cls.rows[loan] = cls._records_of(loan)
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"coll_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    @classmethod
    def _records_of(cls, loan):
        client = loan.holding_id.client_id
        asset = cls._collateral(client)
        pledge = cls._pledge(asset, loan)
        cls._make_registered(asset)
        cls._owes(loan, 100)
        insurance = cls.env["bank.collateral.insurance"].create(
            {
                "collateral_id": asset.id, "insurer": "Oranta", "policy_number": "1",
                "date_from": "2026-01-01", "date_to": "2026-12-31", "amount": 700,
            }
        )  # fmt: skip
        stranger = cls._create_client("Guarantor", branch_id=client.branch_id.id)
        guarantee = cls.env["bank.guarantee"].create(
            {"guarantor_id": stranger.id, "loan_id": loan.id}
        )
        return {
            "bank.collateral": asset,
            "bank.collateral.valuation": asset.valuation_ids,
            "bank.collateral.insurance": insurance,
            "bank.collateral.inspection": asset.inspection_ids,
            "bank.collateral.pledge": pledge,
            "bank.loan.cover": loan.cover_ids,
            "bank.guarantee": guarantee,
        }

    def _sees(self, user, client):
        return bool(
            self.env["res.partner"]
            .with_user(user)
            .search([("id", "=", client.id), ("is_fully_visible", "=", True)])
        )

    def test_each_role_reads_what_secures_the_loans_of_clients_whom_it_sees(self):
        for role, user in self.staff.items():
            for loan, records in self.rows.items():
                is_open = self._sees(user, loan.holding_id.client_id)
                for model, record in records.items():
                    with self.subTest(role=role.code, model=model, loan=loan.number):
                        self._check_doors(record.with_user(user), is_open)

    def test_what_each_scope_sees_is_what_is_written_here(self):
        for code, numbers in (
            ("retail_manager", set()),
            ("credit_officer", {"L-1"}),
            ("branch_head", {"L-1"}),
            ("collateral_officer", {"L-1", "L-far"}),
            ("loan_administration", {"L-1", "L-far"}),
            ("collector", set()),
            ("marketer", set()),
        ):
            role = self.env.ref(f"bank_crm_base.role_{code}")
            assets = [rows["bank.collateral"].id for rows in self.rows.values()]
            found = (
                self.env["bank.collateral"]
                .with_user(self.staff[role])
                .search([("id", "in", assets)])
            )
            with self.subTest(role=code):
                self.assertEqual(
                    set(found.pledge_ids.loan_id.mapped("number")), numbers
                )

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, groups in {**WRITERS, **SETTINGS}.items():
                may = any(map(user.has_group, groups))
                for operation in ("write", "create"):
                    with self.subTest(role=role.code, model=model, what=operation):
                        self.assertEqual(
                            self.env[model].with_user(user).has_access(operation), may
                        )

    def test_figures_and_states_are_written_by_nobody(self):
        records = self.rows[self.loan]
        for model, name, value in (
            ("bank.collateral", "state", "released"),
            ("bank.collateral", "pledge_value", 9),
            ("bank.collateral", "valuation_standing", "valid"),
            ("bank.collateral", "owner_client_id", self.bondar.id),
            ("bank.collateral.pledge", "date_to", "2026-01-01"),
            ("bank.collateral.pledge", "client_id", self.bondar.id),
            ("bank.guarantee", "state", "in_force"),
            ("bank.guarantee", "client_id", self.bondar.id),
            ("bank.loan.cover", "shortfall", 0),
        ):
            with self.subTest(model=model, field=name), self.assertRaises(AccessError):
                records[model].with_user(self.keeper).write({name: value})

    def test_an_officer_offers_and_the_collateral_officer_does_the_rest(self):
        officer = self.officer
        asset = (
            self.env["bank.collateral"]
            .with_user(officer)
            .create(
                {
                    "name": "House",
                    "kind_id": self.flat_kind.id,
                    "owner_id": self.kovalenko.id,
                }
            )
        )
        pledge = (
            self.env["bank.collateral.pledge"]
            .with_user(officer)
            .create({"collateral_id": asset.id, "loan_id": self.loan.id})
        )
        asset.note = "Seen"
        with self.assertRaises(AccessError):
            asset.action_check()
        with self.assertRaises(AccessError):
            self.env["bank.collateral.valuation"].with_user(officer).create(
                {
                    "collateral_id": asset.id,
                    "market_value": 5,
                    "appraiser_id": self.appraiser.id,
                }
            )
        with self.assertRaisesRegex(UserError, "collateral officer enters"):
            pledge.agreement_number = "P-9"
        checked = self.rows[self.loan]["bank.collateral"].with_user(officer)
        with self.assertRaisesRegex(UserError, "has been checked"):
            checked.note = "x"
        with self.assertRaises(AccessError):
            self.env["bank.collateral.pledge"].with_user(officer).create(
                {"collateral_id": asset.id, "loan_id": self.far.id}
            )

    def test_shared_collateral_is_seen_in_both_branches_without_the_others_names(self):
        """Of a client of Lviv, for loans in Lviv and in Kharkiv."""
        asset = self.rows[self.loan]["bank.collateral"]
        self._pledge(asset, self.far, rank=2)
        officer = self._create_employee("credit_officer", self.kharkiv)
        self.env.invalidate_all()
        seen = asset.with_user(officer)
        self.assertEqual(seen.pledge_ids.loan_id, self.far)
        self.assertFalse(seen.owner_id)
        self.assertIn("may not see", seen.owner_words)
        told = self.far.with_user(officer).get_collateral_cover()
        self.assertNotIn(self.kovalenko.name, json.dumps(told, ensure_ascii=False))
        self.assertFalse(
            self.env["bank.collateral"]
            .with_user(officer)
            .search([("owner_id", "in", self.kovalenko.ids)])
        )
        with self.assertRaises(AccessError):
            seen.read(["owner_client_id"])

    def test_methods_of_strangers_are_closed(self):
        asset = self.rows[self.far]["bank.collateral"].with_user(self.olena)
        far = self.far.with_user(self.olena)
        for call in (
            far.get_collateral_cover,
            far.action_offer_collateral,
            far.action_add_guarantee,
            asset.action_open_pledges,
            asset.action_check,
            asset.action_end,
            self.bondar.with_user(self.olena).get_client_security,
            self.rows[self.far]["bank.guarantee"].with_user(self.olena).action_open,
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_window_offers_for_nobody_else(self):
        Offer = self.env["bank.collateral.offer"].with_user(self.olena)
        with self.assertRaises(AccessError):
            Offer.create(
                {
                    "loan_id": self.far.id,
                    "kind_id": self.flat_kind.id,
                    "name": "House",
                }
            ).action_offer()

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "coll_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*WRITERS, *SETTINGS):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_the_external_door_opens_to_nobody_else(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "collateral", datetime.now() + timedelta(hours=1))
        )
        for loan, status in ((self.loan, 200), (self.far, 403)):
            asset = self.rows[loan]["bank.collateral"]
            # The refusal is noted in the log, as it should be.
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/json/2/bank.collateral/read",
                    data=json.dumps({"ids": asset.ids, "fields": ["pledge_value"]}),
                    headers={
                        "Authorization": f"bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
            with self.subTest(loan=loan.number):
                self.assertEqual(answer.status_code, status)
