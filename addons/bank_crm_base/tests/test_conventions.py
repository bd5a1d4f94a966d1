from odoo.tests import TransactionCase, tagged

BANK_MODULES = ("bank_crm", "bank_")
# Filled by the million and without foreign keys (decision 12).
BARE_TABLES = {"bank.account.movement", "bank.account.month"}
OPEN_DOMAINS = {"[(1,'=',1)]", "[(1, '=', 1)]", "[]"}


@tagged("post_install", "-at_install")
class TestConventions(TransactionCase):
    def _bank_models(self):
        for model in self.env.registry.values():
            if model._name.startswith("bank.") and not model._abstract:
                yield self.env[model._name]

    def test_every_model_has_access_rows_with_a_group(self):
        Access = self.env["ir.model.access"]
        for model in self._bank_models():
            rows = Access.search([("model_id.model", "=", model._name)])
            with self.subTest(model=model._name):
                self.assertTrue(rows)
                self.assertTrue(all(row.group_id for row in rows))

    def test_every_model_with_bank_data_has_the_global_visibility_rule(self):
        """A model without anything about clients says so in `_without_visibility_rule`."""
        Rule = self.env["ir.rule"]
        for model in self._bank_models():
            if model._transient or getattr(model, "_without_visibility_rule", ""):
                continue
            rules = Rule.search(
                [("model_id.model", "=", model._name), ("groups", "=", False)]
            )
            with self.subTest(model=model._name):
                self.assertTrue(rules, "no global rule")

    def test_every_link_is_indexed(self):
        for model in self._bank_models():
            if model._name in BARE_TABLES or not model._auto or model._transient:
                continue
            for name, field in model._fields.items():
                if (
                    field.type == "many2one"
                    and field.store
                    and field.column_type
                    and name not in ("create_uid", "write_uid")
                    and field.comodel_name not in ("res.currency", "res.country")
                ):
                    with self.subTest(field=f"{model._name}.{name}"):
                        self.assertTrue(field.index)

    def test_no_bank_role_implies_a_group_that_opens_everything(self):
        Rule = self.env["ir.rule"]
        open_groups = (
            Rule.search([("groups", "!=", False)])
            .filtered(
                lambda rule: (
                    (rule.domain_force or "[]").strip() in OPEN_DOMAINS
                    and rule.perm_read
                    and rule.model_id.model
                    in ("res.partner", "crm.lead", "helpdesk.ticket", "project.task")
                )
            )
            .groups
        )
        for role in self.env["bank.role"].search([]):
            with self.subTest(role=role.code):
                self.assertFalse(role.all_implied_ids & open_groups)

    def test_no_stored_compute_depends_on_what_a_feed_writes(self):
        """SQL does not recompute: such a column would go stale in silence."""
        fed = {
            "res.partner": {
                "branch_id", "manager_id", "client_state", "client_class_id", "core_number",
                "is_private_banking", "birth_date", "client_since", "client_until",
            },
            "bank.account": {"balance", "balance_date", "state", "client_id", "number"},
            "bank.holding": {"balance", "state", "end_date", "client_id"},
            "bank.card": {"state", "masked_number"},
        }  # fmt: skip
        for model_name, names in fed.items():
            for name in names:
                field = self.env[model_name]._fields[name]
                for dependent in self.env.registry.get_dependent_fields(field):
                    with self.subTest(field=str(field), dependent=str(dependent)):
                        self.assertFalse(dependent.store)
