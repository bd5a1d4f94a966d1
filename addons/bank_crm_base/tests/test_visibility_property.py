from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo import fields
from odoo.tests import tagged

from .common import BankCommon

ROLES = (
    "retail_manager",
    "branch_head",
    "private_banker",
    "head_office",
    "auditor",
    "marketer",
)


@tagged("post_install", "-at_install")
class TestVisibilityProperty(BankCommon):
    @given(st.data())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def _compute_equals_search(self, data):
        branches = [self.head_office, self.west, self.east, self.lviv, self.kharkiv]
        with self.env.cr.savepoint() as savepoint:
            user = self.users_of_property[0]
            user.post_ids.unlink()
            for role in data.draw(
                st.lists(st.sampled_from(ROLES), max_size=2, unique=True)
            ):
                self.env["bank.post"].create(
                    {
                        "user_id": user.id,
                        "branch_id": data.draw(st.sampled_from(branches)).id,
                        "role_id": self.env.ref(f"bank_crm_base.role_{role}").id,
                        "date_from": data.draw(
                            st.sampled_from(
                                [date(2020, 1, 1), date(2026, 11, 20), date(2027, 1, 1)]
                            )
                        ),
                    }
                )
            for client in self.clients_of_property:
                client.write(
                    {
                        "branch_id": data.draw(
                            st.sampled_from([*branches, self.env["bank.branch"]])
                        ).id,
                        "manager_id": data.draw(
                            st.sampled_from([user.id, self.petro.id, False])
                        ),
                        "is_private_banking": data.draw(st.booleans()),
                        "employee_user_id": data.draw(
                            st.sampled_from([False, False, user.id, self.olena.id])
                        ),
                    }
                )
                if data.draw(st.booleans()):
                    self.env["bank.grant"].create(
                        {
                            "user_id": user.id,
                            "client_id": client.id,
                            "kind": "deputy",
                            "date_from": date(2026, 1, 1),
                            "date_to": data.draw(
                                st.sampled_from(
                                    [date(2026, 11, 19), date(2026, 11, 20)]
                                )
                            ),
                            "reason": "property",
                        }
                    )
                self._draw_visit(data, user, client)
            if data.draw(st.booleans()):
                self.env["bank.stand.in"].create(
                    {
                        "user_id": self.petro.id,
                        "deputy_id": user.id,
                        "date_from": date(2026, 1, 1),
                        "date_to": data.draw(
                            st.sampled_from([date(2026, 11, 19), date(2026, 11, 20)])
                        ),
                        "reason": "property",
                    }
                )
            for domain in data.draw(
                st.lists(st.sampled_from(self._conditions()), max_size=2)
            ):
                self.env["bank.access.setting"].create(
                    {
                        "name": "property",
                        "target": "rows",
                        "domain": repr(domain),
                        "only_without_other_roles": data.draw(st.booleans()),
                        "role_ids": self.env.ref(
                            f"bank_crm_base.role_{data.draw(st.sampled_from(ROLES))}"
                        ).ids,
                    }
                )
            self.env.registry.clear_cache()
            self.env.invalidate_all()
            clients = self.clients_of_property
            found = (
                self.env["res.partner"]
                .with_user(user)
                .search([("id", "in", clients.ids)])
            )
            computed = clients.with_user(user).filtered("is_visible")
            self.assertEqual(set(found.ids), set(computed.ids))
            found = found.search(
                [("id", "in", clients.ids), ("is_fully_visible", "=", True)]
            )
            fully = computed.filtered("is_fully_visible")
            self.assertEqual(set(found.ids), set(fully.ids))
            self.assertEqual(computed - fully, computed.filtered("is_counter_view"))
            savepoint.rollback()
        self.env.registry.clear_cache()
        self.env.invalidate_all()

    def _draw_visit(self, data, user, client):
        kind = data.draw(st.sampled_from([None, "presence", "break_glass"]))
        if kind:
            now = fields.Datetime.now()
            length = data.draw(st.sampled_from([-1, 60]))
            self.env["bank.visit"].create(
                {
                    "kind": kind,
                    "client_id": client.id,
                    "user_id": user.id,
                    "identified_by": "document",
                    "reason": "service",
                    "started_at": now - timedelta(hours=1),
                    "ends_at": now + timedelta(minutes=length),
                    "ended_at": data.draw(st.sampled_from([False, False, now])),
                }
            )

    def _conditions(self):
        """What settings may hide clients by, with columns that are empty in some."""
        return [
            [("branch_id", "child_of", self.west.ids)],
            [("branch_id", "not in", self.lviv.ids)],
            [("manager_id", "!=", self.petro.id)],
            ["|", ("manager_id", "=", False), ("client_state", "=", "client")],
            ["!", "&", ("branch_id", "=", self.lviv.id), ("manager_id", "=", False)],
        ]

    def test_compute_equals_search_for_random_facts_of_all_kinds(self):
        self.users_of_property = [self.olena]
        self.clients_of_property = self.env["res.partner"].union(
            *(self._create_client(f"Random {number}") for number in range(4))
        )
        self._compute_equals_search()
