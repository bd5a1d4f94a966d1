from odoo.tests import tagged

from .common import FeedCommon


@tagged("post_install", "-at_install")
class TestFeedAccounts(FeedCommon):
    """Agreements, accounts, holders, cards and orders find each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1", "C2")

    def test_the_owner_of_an_account_is_its_holder(self):
        self._load_accounts(("A1", "C1"))
        account = self._account("A1")
        self.assertEqual(account.holder_ids.client_id, self._client("C1"))
        self.assertEqual(account.holder_ids.role, "owner")
        seen = (
            self.env["bank.account"]
            .with_user(self.lviv_head)
            .search([("id", "=", account.id)])
        )
        self.assertEqual(seen, account)

    def test_another_owner_in_the_file_ends_the_first_ones_rights(self):
        self._load_accounts(("A1", "C1"))
        self._movements("M1,,,A1,2026-10-05,10.00,UAH,fee,")
        self._load_accounts(("A1", "C2"))
        account = self._account("A1")
        owners = {h.client_id: h.date_to for h in account.holder_ids}
        self.assertTrue(owners[self._client("C1")])
        self.assertFalse(owners[self._client("C2")])
        self.assertEqual(
            self._month(account, "2026-10-01").client_id, self._client("C1"),
            "months before stay with the earlier owner",
        )  # fmt: skip
        self._movements(
            "M2,,,A1,2026-10-06,10.00,UAH,fee,", "M3,,,A1,2026-11-20,1.00,UAH,fee,"
        )
        self.assertEqual(
            self._month(account, "2026-10-01").client_id, self._client("C1")
        )
        self.assertEqual(
            self._month(account, "2026-11-01").client_id, self._client("C2")
        )

    def test_a_pending_holding_is_found_by_its_request(self):
        pending = self.env["bank.holding"].create(
            {
                "client_id": self._client("C1").id,
                "product_id": self.product.id,
                "request_number": "R-5",
            }
        )
        self._load(
            "holdings",
            self._rows(
                "holding_id,client_id,product_id,request_number,state,amount",
                "H1,C1,T_CURRENT,R-5,active,100.00",
                "H2,C1,T_CURRENT,R-6,active,100.00",
            ),
        )
        self.assertEqual((pending.external_id, pending.state), ("H1", "active"))
        self.assertEqual(
            self.env["bank.holding"].search_count(
                [("client_id", "=", self._client("C1").id)]
            ),
            2,
        )

    def test_months_of_holdings_are_written_once(self):
        self._load(
            "holdings", self._rows("holding_id,client_id,product_id", "H1,C1,T_CURRENT")
        )
        header = "holding_id,month,interest_income,stage"
        self._load("holding_months", self._rows(header, "H1,2026-10-31,10.50,1"))
        self._load("holding_months", self._rows(header, "H1,2026-10-31,11.50,"))
        month = self.env["bank.holding"].search([("external_id", "=", "H1")]).month_ids
        self.assertEqual((str(month.month), month.interest_income, month.stage),
                         ("2026-10-01", 11.5, 1))  # fmt: skip

    def test_a_full_card_number_is_refused_and_kept_nowhere(self):
        self._load_accounts(("A1", "C1"))
        number = "4111111111111111"
        run = self._load(
            "cards",
            self._rows(
                "card_id,account_id,client_id,number,scheme",
                "T1,A1,C1,411111******1111,VISA",
                f"T2,A1,C1,{number},VISA",
                f"{number},A1,C1,411111******1111,VISA",
                "T4,A1,C1,4111 1111 1111 1111,VISA",
            ),
        )
        self.assertEqual((run.new_count, run.rejected_count), (1, 3))
        self.assertEqual(set(run.reject_ids.mapped("reason")), {"card_number"})
        texts = " ".join(run.reject_ids.mapped("raw"))
        self.assertNotIn(number, texts.replace(" ", ""))
        card = self.env["bank.card"].search([("external_id", "=", "T1")])
        self.assertEqual(card.tail, "1111")

    def test_standing_orders_and_holders(self):
        self._load_accounts(("A1", "C1"))
        self._load(
            "standing_orders",
            self._rows("order_id,account_id,amount,day,purpose", "O1,A1,12.50,5,rent"),
        )
        self._load(
            "account_holders", self._rows("account_id,client_id,role", "A1,C2,joint")
        )
        account = self._account("A1")
        self.assertEqual((account.order_ids.amount, account.order_ids.day), (12.5, 5))
        self.assertIn(self._client("C2"), account.holder_ids.client_id)

    def test_branches_in_any_order_staff_and_products(self):
        self._load(
            "branches",
            self._rows(
                "branch_id,name,kind,parent_id",
                "X3,Outlet,outlet,X2", "X2,Branch,branch,X1", "X1,Region,region,",
            ),
        )  # fmt: skip
        outlet = self.env["bank.branch"].search([("code", "=", "X3")])
        self.assertEqual(outlet.parent_id.parent_id.code, "X1")
        self._load(
            "staff",
            self._rows(
                "staff_id,name,login,branch_id,role,date_from,date_to",
                "S901,Ivan,t_ivan,X2,retail_manager,2020-01-01,",
                "S901,Ivan,t_ivan,X3,teller,2019-01-01,2019-12-31",
            ),
        )
        user = self.env["res.users"].search([("staff_number", "=", "S901")])
        self.assertEqual(len(user.post_ids), 2)
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertFalse(self.env.cr.fetchone()[0], "the feed gives no password")
        run = self._load(
            "products",
            self._rows(
                "product_id,name,family,kind,annual_rate",
                "P9,Dep,deposit,deposit,0.125",
            ),
        )
        self.assertEqual(run.new_count, 1)
        product = self.env["bank.product"].search([("code", "=", "P9")])
        self.assertEqual((product.annual_rate, product.kind), (0.125, "deposit"))
