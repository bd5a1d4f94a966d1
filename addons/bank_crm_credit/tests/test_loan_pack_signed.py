import base64
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_loans import SIGNED
from .common_pack import PackCommon


@tagged("post_install", "-at_install")
class TestLoanPackSigned(PackCommon):
    """The pack: printed at once, kept whole, signed by a scan."""

    def test_the_pack_of_signing_is_whole_and_kept(self):
        application = self._at_signing()
        pack = self.env["bank.loan.pack"].with_user(self.olena)._print(application)
        self.assertEqual(
            pack.paper_ids.sorted("id").mapped("form_id.name"),
            [
                "Consumer loan agreement",
                "Schedule of payments",
                "What a consumer loan costs",
            ],
        )
        self.assertTrue(pack._is_whole())
        self.assertEqual(application.payout_date, date(2026, 11, 20))
        ask = pack.action_download()["params"]["url"]
        self.assertIn(".zip", ask)
        with self.assertRaises(AccessError):
            pack.write({"sha256": "0" * 64})
        with self.assertRaises(AccessError):
            pack.paper_ids[:1].write({"sha256": "0" * 64})
        pack.sudo().paper_ids[:1].attachment_id.raw = b"another"
        self.assertFalse(pack._is_whole())

    def test_the_archive_has_every_paper(self):
        application = self._at_signing()
        pack = self.env["bank.loan.pack"].with_user(self.olena)._print(application)
        content = self.env["bank.print.ask"]._zipped(pack.paper_ids)
        self.assertEqual(len(ZipFile(BytesIO(content)).namelist()), 3)

    def test_signing_asks_for_the_scan_of_the_pack(self):
        application = self._at_signing()
        desk = application.with_user(self.administrator)
        with self.assertRaises(UserError) as caught:
            desk.action_sign()
        self.assertIn("Print the pack", str(caught.exception))
        pack = self.env["bank.loan.pack"].with_user(self.olena)._print(application)
        with self.assertRaises(UserError) as caught:
            desk.action_sign()
        self.assertIn(pack.number, str(caught.exception))
        with self.assertRaises(UserError):
            pack._keep_scan(base64.b64encode(b"no scan"), "x.pdf", application._today())
        with self.assertRaises(UserError):
            pack._keep_scan(SIGNED, "x.pdf", date(2026, 11, 21))
        pack._keep_scan(SIGNED, "x.pdf", application._today())
        with self.assertRaises(UserError):
            pack._keep_scan(SIGNED, "x.pdf", application._today())
        desk.action_sign()
        self.assertEqual(application.stage, "disbursement")
        desk.action_disburse()
        agreement = pack.sudo().paper_ids.sorted("id")[0]
        self.assertEqual(application.loan_id.holding_id.number, agreement.number)

    def test_an_older_pack_is_not_signed(self):
        """Costs added after printing change what the borrower is told: a new pack."""
        application = self._at_signing()
        packs = self.env["bank.loan.pack"].with_user(self.olena)
        first = packs._print(application)
        application.cost_ids = [
            Command.create({"payee": "insurer", "name": "Life", "amount": 1200})
        ]
        second = packs._print(application)
        self.assertNotEqual(first.plan_id, second.plan_id)
        with self.assertRaises(UserError):
            first._keep_scan(SIGNED, "x.pdf", application._today())
        second._keep_scan(SIGNED, "x.pdf", application._today())
        with self.assertRaises(UserError):
            application.cost_ids.amount = 10

    def test_the_scan_is_put_by_who_works_on_applications(self):
        application = self._at_signing()
        pack = self.env["bank.loan.pack"].with_user(self.olena)._print(application)
        with self.assertRaises(AccessError):
            pack.with_user(self.lviv_head)._keep_scan(
                SIGNED, "x.pdf", application._today()
            )
