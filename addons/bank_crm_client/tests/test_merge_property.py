from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo.fields import Command
from odoo.tests import tagged

from .common_merge import MergeCommon

# Client, kind of row, and which of few values it has: equal ones clash.
rows = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(
            (
                "document", "phone", "email", "address", "account", "holding", "tag", "message",
                "activity", "file", "contact", "follower", "grant", "bank", "joint",
            )
        ),
        st.integers(0, 2),
    ),
    max_size=14,
)  # fmt: skip
chains = st.sampled_from(
    [((0, 1),), ((1, 0),), ((0, 1), (0, 2)), ((1, 2), (0, 1)), ((2, 1), (0, 2))]
)


@tagged("post_install", "-at_install")
class TestMergeProperty(MergeCommon):
    """Whatever belongs to clients, merged in any order and parted again: as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["res.partner.category"].create(
            [{"name": f"tag {number}"} for number in range(3)]
        )

    @given(rows=rows, chain=chains)
    @settings(
        max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def test_parting_restores_every_row(self, rows, chain):
        with self._undone():
            clients = [
                self._create_person(f"Вовк{number}", "Юрій", function=f"f{number}")
                for number in range(3)
            ]
            for number, (owner, kind, value) in enumerate(rows):
                self._add(clients[owner], kind, value, number)
            everybody = clients[0] | clients[1] | clients[2]
            self._settle(everybody)
            before = self._dump(everybody)
            merges = [self._merged(clients[one], clients[two]) for one, two in chain]
            for merge in reversed(merges):
                merge.sudo()._unmerge()
            self._check_same(before, self._dump(everybody))
            left = self.Merge.browse([merge.id for merge in merges]).row_ids.filtered(
                lambda row: row.state == "left"
            )
            self.assertFalse(left)

    @contextmanager
    def _undone(self):
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def _add(self, client, kind, value, number):  # noqa: C901 - a row of each kind
        env, owned = self.env, {"client_id": client.id}
        if kind == "document":
            known = client.client_document_ids.mapped("number")
            if f"КК 12345{value}" not in known:
                env["bank.client.document"].create(
                    {**owned, "number": f"КК 12345{value}"}
                )
        elif kind in ("phone", "email"):
            text = f"+38067123441{value}" if kind == "phone" else f"a{value}@ukr.net"
            client.write({kind: text})
        elif kind == "address":
            env["bank.client.address"].create({**owned, "city": f"City {value}"})
        elif kind == "account":
            self._create_account(client, f"UA00P{number}")
        elif kind == "joint":
            account = self._create_account(self.bondar, f"UA00J{number}")
            env["bank.account.holder"].create(
                {**owned, "account_id": account.id, "role": "joint"}
            )
        elif kind == "holding":
            env["bank.holding"].create({**owned, "product_id": self.product.id})
        elif kind == "tag":
            client.category_id = [Command.link(self.tags[value].id)]
        elif kind == "message":
            client.message_post(body=f"Message {value}")
        elif kind == "activity":
            client.activity_schedule(summary=f"Task {value}", user_id=self.olena.id)
        elif kind == "file":
            env["ir.attachment"].create(
                {
                    "name": "x",
                    "raw": b"x",
                    "res_model": "res.partner",
                    "res_id": client.id,
                }
            )
        elif kind == "contact":
            env["res.partner"].create(
                {"name": f"Clerk {number}", "parent_id": client.id}
            )
        elif kind == "follower":
            client.message_subscribe([self.bondar.id, client.id])
        elif kind == "bank":
            env["res.partner.bank"].create(
                {"partner_id": client.id, "acc_number": f"X{number}-{client.id}"}
            )
        elif kind == "grant":
            env["bank.grant"].create(
                {**owned, "user_id": self.petro.id, "kind": "deputy",
                 "date_to": "2026-12-01", "reason": "x"}
            )  # fmt: skip
