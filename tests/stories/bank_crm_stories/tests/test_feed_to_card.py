from urllib.parse import urlencode

from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install", "bank_tour")
class TestFeedToCard(FeedCommon, HttpCase):
    """A file of the core system goes in; the manager has the client on one card.

    The manager of another region finds nobody, and the auditor finds him and changes nothing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_the_client()

    @classmethod
    def _load_the_client(cls):
        cls.olena.staff_number = "T-77"
        cls.env.flush_all()
        cls._load(
            "clients",
            cls._rows(
                "client_id,kind,last_name,first_name,middle_name,state,branch_id,manager_id,"
                "since,birth_date,tax_number,phone,street,city",
                f"S-1,person,Ґалаґанська,Соломія,Юріївна,client,{cls.lviv.code},T-77,"
                "2019-04-02,1990-02-17,3292007744,+380671239988,вул. Довга 1,Львів",
            ),
            rows=1,
        )
        cls._load_accounts(("S-A1", "S-1"))
        cls._movements(
            "S-M1,new,,S-A1,2026-10-05,12000.00,UAH,salary,Заробітна плата",
            "S-M2,new,,S-A1,2026-11-03,-2500.50,UAH,utilities,Комунальні послуги",
            rows=2,
            sum="9499.50",
        )

    def _start(self, tour, login, **arguments):
        self.start_tour(f"/odoo/find?{urlencode(arguments)}", tour, login=login)

    def test_the_manager_has_the_client_on_one_card(self):
        self._start("story_finds_client", self.olena.login, typed="halahan sol")

    def test_the_client_is_found_by_the_end_of_the_telephone(self):
        self._start("story_finds_client", self.olena.login, typed="9988")

    def test_a_manager_of_another_region_finds_nobody(self):
        self._start("story_finds_nobody", self.petro.login, typed="Ґалаґанська")

    def test_the_auditor_reads_the_card_and_has_no_button_to_change_it(self):
        self._start("story_auditor_reads", self.auditor.login, typed="Ґалаґанська")
