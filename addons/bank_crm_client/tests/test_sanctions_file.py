import io
import json
from unittest.mock import patch

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.addons.bank_crm_client.models.kyc import bank_sanctions_take
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_kyc import HEAD, KycCommon

GOOD = f"{HEAD}\n1,person,KOVALENKO Olena,,1980-05-17,,UA,Test,\n"
BAD = (
    f"{HEAD}\n1,person,KOVALENKO Olena,,1980-05-17,,UA,Test,\n"
    "2,ship,Titanic,,,,,Test,\n"
    "3,person,X Y,,17.05.1980,,Ukraine,Test,\n"
)


class Pieces(io.BytesIO):
    """A stream that remembers the largest piece that was asked for at once."""

    largest = 0

    def read(self, size=-1):
        self.largest = max(self.largest, len(self.getbuffer()) if size < 0 else size)
        return super().read(size)


@tagged("post_install", "-at_install")
class TestSanctionsFile(KycCommon, HttpCase):
    """The file of a list goes past the memory; what is refused is kept with the reason."""

    def _take(self, text, name="list.csv", user=None):
        listed = self.list.with_user(user or self.officer)
        return listed._take(io.BytesIO(text.encode()), name, TODAY)

    def test_it_is_read_piece_by_piece(self):
        rows = "".join(
            f"{number},person,X Y{number},,,,,Test,\n" for number in range(900)
        )
        stream = Pieces(f"{HEAD}\n{rows}".encode())
        with patch.object(bank_sanctions_take, "PIECE_BYTES", 1000):
            version = self.list.with_user(self.officer)._take(stream, "a.csv", TODAY)
        self.assertEqual(
            (version._name, version.row_count), ("bank.sanctions.version", 900)
        )
        self.assertEqual(stream.largest, 1000)

    def test_refused_rows_are_kept_with_the_reason_and_nothing_is_loaded(self):
        self._take(GOOD)
        refusal = self._take(BAD, "bad.csv")
        self.assertRecordValues(
            refusal,
            [
                {
                    "list_id": self.list.id, "file_name": "bad.csv", "fault_count": 3,
                    "refused_user_id": self.officer.id,
                }
            ],
        )  # fmt: skip
        self.assertRecordValues(
            refusal.fault_ids,
            [
                {"row": 2, "column": "kind", "value": "ship",
                 "reason": "is neither person nor entity"},
                {"row": 3, "column": "birth_date", "value": "17.05.1980",
                 "reason": "is no day like 1970-12-31"},
                {"row": 3, "column": "countries", "value": "Ukraine",
                 "reason": "is no country of two letters"},
            ],
        )  # fmt: skip
        self.assertEqual(self.list.entry_count, 1)
        self.assertEqual(self.list.refusal_ids, refusal.sudo())

    def test_a_file_that_is_no_list_is_told_so(self):
        for text, name, words in (
            ("", "a.csv", "lacks columns"),
            ("name\nX\n", "a.csv", "lacks columns: number, kind"),
            ("<list><entry", "a.xml", "breaks off"),
            ("<list/>", "a.xml", "not one row"),
            (HEAD, "a.csv", "not one row"),
        ):
            with self.subTest(text=text):
                refusal = self._take(text, name)
                self.assertEqual(refusal._name, "bank.sanctions.refusal")
                self.assertIn(words, refusal.reason)

    def test_of_a_file_in_another_layout_not_every_row_is_kept(self):
        rows = "".join(f"{number},ship,X,,,,,,\n" for number in range(7000))
        refusal = self._take(f"{HEAD}\n{rows}")
        self.assertEqual(len(refusal.fault_ids), 1000)
        self.assertIn("and 950 more", refusal.reason)

    def test_only_compliance_loads_and_only_it_and_audit_read_refusals(self):
        refusal = self._take(BAD)
        readers = {self.officer, self.auditor}
        for user in (self.olena, self.steward, self.boss, self.auditor, self.officer):
            with self.subTest(user=user.login):
                for record in (refusal, refusal.fault_ids):
                    seen = record.with_user(user)
                    self.assertEqual(seen.has_access("read"), user in readers)
                    self.assertFalse(seen.browse().has_access("create"))
                    self.assertFalse(seen.browse().has_access("write"))
                if user != self.officer:
                    with self.assertRaises(AccessError):
                        self._take(GOOD, user=user)

    # --- over the network

    def _post(self, text, user="t_pavlo", day="2026-11-20", token=True):
        session = self.authenticate(user, f"{user}{'x' * (8 - len(user))}")
        headers = {"X-Bank-File": "l%2Fist.csv", "X-Bank-Date": day}
        if token:
            headers["X-Csrf-Token"] = self.csrf_token()
        self.assertTrue(session)
        return self.url_open(
            f"/bank/sanctions/{self.list.id}/file",
            data=text.encode(),
            headers={"Content-Type": "application/octet-stream", **headers},
        )

    @mute_logger("odoo.http")
    def test_the_window_sends_the_file_as_it_is(self):
        answer = self._post(GOOD)
        self.assertEqual(answer.status_code, 201, answer.text)
        version = self.env["bank.sanctions.version"].browse(answer.json()["id"])
        self.assertEqual((version.row_count, version.file_name), (1, "ist.csv"))
        self.assertEqual(version.loaded_by_id, self.officer)
        answer = self._post(BAD)
        self.assertEqual(answer.status_code, 422)
        told = json.loads(answer.text)
        self.assertEqual(told["model"], "bank.sanctions.refusal")
        self.assertIn("Row 2, kind is neither person nor entity: ship", told["error"])
        self.assertTrue(self.env["bank.sanctions.refusal"].browse(told["id"]).exists())

    @mute_logger("odoo.http")
    def test_the_door_is_shut_to_others(self):
        self.assertEqual(self._post(GOOD, user="t_olena").status_code, 403)
        self.assertEqual(self._post(GOOD, token=False).status_code, 403)
        self.assertEqual(self._post(GOOD, day="yesterday").status_code, 400)
        self.env["ir.config_parameter"].set_param("bank_sanctions.max_bytes", "100")
        self.assertEqual(self._post(GOOD * 3).status_code, 413)
        self.assertFalse(self.list.version_ids)
