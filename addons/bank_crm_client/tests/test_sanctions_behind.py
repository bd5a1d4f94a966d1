from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_kyc import KycCommon
from .common_relations import RelationsCommon

# A party has no day of birth: the same name is 70.
LISTED = '1,person,"ZAYETS Viktor",,,1961,,Test,'
FRONT_OFFICE = "Under review: ask compliance."


@tagged("post_install", "-at_install")
class TestSanctionsBehind(KycCommon, RelationsCommon):
    """Who stands behind a company and is no client is compared with the lists as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._party("Заєць Віктор")

    @classmethod
    def _party(cls, name, kind="person", **values):
        return cls.env["bank.party"].create({"name": name, "kind": kind, **values})

    def _hit_of(self, party):
        return self.Hit.search(
            [("party_id", "=", party.id), ("entry_id.list_id", "=", self.list.id)]
        )

    def _reasons(self, client, user=None):
        client = client.with_user(user or self.olena)
        return [block["reason"] for block in client._get_service_blocks("limit")]

    def test_an_owner_on_a_list_stops_his_company(self):
        self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        hit = self._hit_of(self.owner)
        self.assertEqual((hit.score, hit.state), (70, "open"))
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])
        [told] = self._reasons(self.holding, self.officer)
        self.assertIn("Заєць Віктор: ZAYETS Viktor of “Test list”, 70 % alike", told)
        self.assertEqual(self._reasons(self.trade), [])
        self.assertEqual(
            hit.with_user(self.officer).behind_words, "Холдинг Ромашка (owns)"
        )

    def test_he_who_owns_through_others_stops_what_they_own(self):
        """A client -> a company abroad -> holding -> trade; the depot is its customer only."""
        abroad = self._party("Far Holding Ltd", "legal_entity")
        self._relate(self.kovalenko, "owns", abroad, share=100)
        self._relate(abroad, "owns", self.holding, share=60)
        self._relate(self.holding, "controls", self.trade, influence="Charter")
        self._relate(self.depot, "depends_on", self.trade, share=70)
        self._load('1,person,"Kovalenko Olena",,,1980,,Test,')
        self.assertEqual(self._reasons(self.trade), [FRONT_OFFICE])
        self.assertEqual(self._reasons(self.depot, self.petro), [])

    def test_a_director_stops_the_company_he_acts_for_and_not_what_it_owns(self):
        self._relate(self.owner, "director", self.holding)
        self._relate(self.holding, "owns", self.trade, share=100)
        self._load(LISTED)
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])
        self.assertEqual(self._reasons(self.trade), [])

    def test_an_owner_who_is_our_client_stops_his_company(self):
        self._relate(self.kovalenko, "owns", self.holding, share=51)
        self._load('1,person,"Kovalenko Olena",,,1980,,Test,')
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])
        self._hits(self.kovalenko).state = "false"
        self.assertEqual(self._reasons(self.holding), [])

    def test_two_companies_that_own_each_other_end_the_walk(self):
        self._relate(self.holding, "owns", self.trade, share=50)
        self._relate(self.trade, "owns", self.holding, share=50)
        self._relate(self.owner, "owns", self.trade, share=50)
        self._load(LISTED)
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])

    def test_a_relation_that_ended_stops_nobody(self):
        relation = self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        relation.write({"date_from": "2019-01-01", "date_to": "2020-01-01"})
        self.assertEqual(self._reasons(self.holding), [])
        self.assertEqual(self._hit_of(self.owner).state, "open")

    def test_it_is_not_he_and_the_company_goes_on(self):
        self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        self._hit_of(self.owner).with_user(self.officer)._decide(
            "false", "Passport seen"
        )
        self.assertEqual(self._reasons(self.holding), [])
        # A word of the list changes: it is asked anew.
        self._load('1,person,"ZAYETS Viktor",,,1962,,Test,')
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])

    def test_it_is_he_and_the_company_is_of_high_risk(self):
        self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        self._hit_of(self.owner).with_user(self.officer)._decide("true", "Confessed")
        self.assertEqual(self._in_force(self.holding).risk, "high")

    def test_who_is_written_down_later_is_looked_for_at_once(self):
        self._load(LISTED)
        other = self._party("Viktor Zaiets")
        self._relate(other, "owns", self.trade, share=10)
        self.assertEqual(self._reasons(self.trade), [FRONT_OFFICE])
        other.name = "Viktor Holub"
        self.assertEqual(self._hit_of(other).state, "gone")
        self.assertEqual(self._reasons(self.trade), [])

    def test_the_night_looks_for_them_too_whoever_has_no_keys(self):
        self._load(LISTED)
        self._hit_of(self.owner).sudo().unlink()
        self.env["bank.client.screen.key"].search(
            [("party_id", "=", self.owner.id)]
        ).unlink()
        self._run_task("sanctions_parties")
        self.assertEqual(self._hit_of(self.owner).state, "open")
        self._load("2,person,Another One,,,,,Test,")
        self.assertEqual(self._hit_of(self.owner).state, "gone")

    def test_a_company_is_found_without_its_legal_form(self):
        shell = self._party("Чорна Перлина ТОВ", "legal_entity")
        self._load("1,entity,CHORNA PERLYNA LLC,,,,,Test,")
        self.assertEqual(self._hit_of(shell).score, 70)

    def test_what_was_decided_goes_along_when_he_becomes_a_client(self):
        self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        hit = self._hit_of(self.owner)
        hit.with_user(self.officer)._decide("false", "Passport seen")
        self.owner.with_user(self.olena).action_make_prospect()
        client = hit.client_id
        self.assertEqual(client.name, "Заєць Віктор")
        self.assertEqual((hit.party_id.id, hit.state), (False, "false"))
        self.assertEqual(self._hits(client), hit)
        self.assertEqual(hit.decision_reason, "Passport seen")
        # Born in the very year of the list he is asked about anew.
        client.birth_date = "1961-03-04"
        self.env.flush_all()
        self.Hit._screen(client.ids)
        self.assertEqual((hit.state, hit.score), ("open", 90))

    def test_the_front_office_moves_nothing_on_which_a_stop_stands(self):
        """Nor by a name, nor by a date, nor by another share; compliance may."""
        owner = self._relate(self.owner, "owns", self.holding, share=30)
        director = self._relate(self.owner, "director", self.trade)
        ours = self.owner.with_user(self.olena)
        ours.name = "Заєць Віктор С."
        ours.name = "Заєць Віктор"
        self._load(LISTED)
        for record, values in (
            (ours, {"name": "Viktor Holub"}),
            (ours, {"kind": "legal_entity"}),
            (owner, {"date_to": TODAY}),
            (owner, {"date_from": "2099-01-01"}),
            (owner, {"share": 1}),
            (director, {"date_to": TODAY}),
        ):
            with self._refused(UserError, "ask compliance"):
                record.with_user(self.olena).write(values)
        ours.number = "3184710691"
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])
        self.owner.with_user(self.officer).name = "Viktor Holub"
        self.assertEqual(self._reasons(self.holding), [])

    def test_a_signature_taken_away_connects_no_more(self):
        right = self.env["bank.signatory"].create(
            {"client_id": self.holding.id, "name": "Заєць Ігор", "number": "77"}
        )
        relation = right.party_id.relation_from_ids
        self.assertTrue(relation.is_in_force)
        right._revoke("Left the company")
        self.assertFalse(relation.is_in_force)
        # Who is under review stays where compliance sees him.
        again = self.env["bank.signatory"].create(
            {"client_id": self.holding.id, "name": "Заєць Ігор", "number": "77"}
        )
        self._load('1,person,"ZAYETS Ihor",,,1961,,Test,')
        again.with_user(self.olena)._revoke("Left again")
        self.assertEqual(self._reasons(self.holding), [FRONT_OFFICE])

    def test_who_keeps_the_books_does_not_stop_the_company(self):
        self._relate(self.owner, "accountant", self.holding)
        self._load(LISTED)
        self.assertEqual(self._reasons(self.holding), [])

    def test_compliance_reads_them_and_nobody_else(self):
        self._relate(self.owner, "owns", self.holding, share=30)
        self._load(LISTED)
        hit = self._hit_of(self.owner)
        found = self.Hit.with_user(self.officer).search([("who", "ilike", "Заєць")])
        self.assertIn(hit, found)
        others = self.Hit.with_user(self.officer).search(
            [("who", "not ilike", "Заєць")]
        )
        self.assertNotIn(hit, others)
        self.assertEqual(hit.with_user(self.officer).party_id.name, "Заєць Віктор")
        self.assertEqual(found.filtered(lambda one: one == hit).who, "Заєць Віктор")
        for user in (self.olena, self.petro):
            self.assertFalse(self.Hit.with_user(user).has_access("read"))
        self.assertEqual(hit.found_date, TODAY)
