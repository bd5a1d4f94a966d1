from lxml import etree
from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestEveryMeasure(BankCommon):
    """What a chart or a pivot adds up can be added up: else it opens with an error."""

    def test_every_measure_adds_up(self):
        views = self.env["ir.ui.view"].search(
            [("type", "in", ("graph", "pivot")), ("model", "=like", "bank.%")]
        )
        self.assertTrue(views)
        for view in views:
            model = self.env[view.model]
            tree = etree.fromstring(view.arch)
            for name in tree.xpath("//field[@type='measure']/@name"):
                with self.subTest(view=view.xml_id, measure=name):
                    told = model.fields_get([name], ["aggregator", "currency_field"])
                    spec = f"{name}:{told[name].get('aggregator')}"
                    aggregates = [spec]
                    if currency := told[name].get("currency_field"):
                        aggregates += [
                            f"{currency}:array_agg_distinct",
                            f"{name}:sum_currency",
                        ]
                    rows = model.formatted_read_group([], [], aggregates)
                    self.assertIn(spec, rows[0])
