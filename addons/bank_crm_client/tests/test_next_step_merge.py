import hashlib
import io
import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_kyc import HEAD
from .common_merge import MergeCommon
from .common_next_step import NextStepCommon


@tagged("post_install", "-at_install")
class TestNextStepMerge(MergeCommon):
    """Steps, reviews, matches and plans go with the client, and come back with him."""

    def test_what_belongs_to_a_client_moves_and_returns(self):
        first = self._create_person("Ґонтар", "Наталія", birth_date="1980-05-17")
        second = self._create_person("Gontar", "Natalya", birth_date="1980-05-17")
        both = first | second
        self._settle(both)
        one = self.env["bank.sanctions.list"].create({"name": "Test", "code": "tm"})
        content = f"{HEAD}\n1,person,Gontar Nataliia,,1980-05-17,,,T,".encode()
        one._load(
            io.BytesIO(content), "t.csv", hashlib.sha256(content).hexdigest(), TODAY
        )
        self.env["bank.client.document"].create(
            {"client_id": second.id, "kind": "passport", "number": "AA1",
             "expiry_date": TODAY + timedelta(days=9)}
        )  # fmt: skip
        self.env["bank.client.plan"].create({"client_id": second.id, "needs": "Cash"})
        self.env["bank.kyc"].create({"client_id": second.id, "source_of_funds": "Pay"})
        self.env["bank.next.step"]._refresh(both.ids, TODAY)
        hits = self.env["bank.sanctions.hit"].search([("client_id", "in", both.ids)])
        self.assertEqual(hits.client_id, both)
        self._settle(both)
        before = self._dump(both)
        merge = self._merged(first, second)
        for model in ("bank.kyc", "bank.client.plan"):
            row = self.env[model].search([("client_id", "in", both.ids)])
            self.assertEqual(row.client_id, first)
        step = self.env["bank.next.step"].search(
            [("client_id", "in", both.ids), ("source_id.code", "=", "document")]
        )
        self.assertEqual(step.client_id, first)
        # Both met the same listed one: the match of who went stays with his record.
        self.assertEqual(hits.client_id, both)
        merge.sudo()._unmerge()
        self._settle(both)
        self._check_same(before, self._dump(both))


@tagged("post_install", "-at_install")
class TestNextStepOverHttp(NextStepCommon, HttpCase):
    """The external API obeys the same rules."""

    _json2_lifetime = timedelta(hours=1)

    def _json2(self, user, model, method, **arguments):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + self._json2_lifetime)
        )
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )
        return response.status_code, response.json()

    def test_rows_and_answers_over_the_external_api(self):
        self._look()
        status, rows = self._json2(
            self.olena, "bank.next.step", "search_read",
            domain=[["source_id", "=", self.source.id]], fields=["client_id", "what"],
        )  # fmt: skip
        self.assertEqual(status, 200)
        found = {row["client_id"][0] for row in rows} & set(self.clients.ids)
        self.assertEqual(found, set(self.kovalenko.ids))
        step = self._steps()
        refused = [
            (self.petro, "bank.next.step", "action_accept", {"ids": step.ids}),
            (self.olena, "bank.next.step", "write",
             {"ids": step.ids, "vals": {"state": "done"}}),
            (self.petro, "res.partner", "get_client_next_steps",
             {"ids": self.kovalenko.ids}),
            (self.petro, "res.partner", "get_client_plan", {"ids": self.kovalenko.ids}),
            (self.olena, "bank.sanctions.hit", "search_read", {"domain": []}),
            (self.olena, "bank.private.gift", "create",
             {"vals_list": [{"client_id": self.walled.id, "name": "x", "amount": 1}]}),
            (self.olena, "res.partner", "get_private_place", {"ids": self.walled.ids}),
        ]  # fmt: skip
        for user, model, method, arguments in refused:
            with self.subTest(model=model, method=method), mute_logger("odoo.http"):
                status, _error = self._json2(user, model, method, **arguments)
                self.assertEqual(status, 403)
        status, _answer = self._json2(
            self.olena, "bank.next.step", "action_accept", ids=step.ids
        )
        self.assertEqual(status, 200)
        self.assertEqual(step.state, "accepted")
