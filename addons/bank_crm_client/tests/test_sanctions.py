import io
from datetime import date
from unittest.mock import patch

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.addons.bank_crm_client.models.kyc.bank_sanctions_load import (
    SanctionsFileError,
)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_kyc import KycCommon

# Kovalenko was born on 17.05.1980: the same name and year is 70 + 20 = 90.
SAME_YEAR = '1,person,"Kovalenko Olena",,,1980,,Test,'
# Another year: 70 - 15 = 55.
OTHER_YEAR = '1,person,"KOVALENKO, Olena",,,1961,,Test,'


@tagged("post_install", "-at_install")
class TestSanctions(KycCommon):
    """A list loaded, clients found on it, decided, asked anew when something changed."""

    def test_a_client_is_found_by_his_name_in_another_script(self):
        self._load(SAME_YEAR)
        hit = self._hits(self.kovalenko)
        self.assertEqual((hit.score, hit.state), (90, "open"))
        self.assertEqual(hit.why, "the same name, born in the same year")
        self.assertFalse(self._hits(self.bondar))

    def test_an_alias_counts_as_the_name(self):
        self._load("1,person,Somebody Else,Olena Kovalenko|X Y,1980-05-17,,,Test,")
        self.assertEqual(self._hits(self.kovalenko).score, 100)

    def test_another_given_name_is_another_person(self):
        self._load("1,person,Kovalenko Stepan,,1980-05-17,,,Test,")
        self.assertFalse(self._hits(self.kovalenko))

    def test_a_company_is_found_without_its_legal_form(self):
        company = self._create_client("ТОВ «Чорна Перлина»", client_kind="legal_entity")
        self._load("1,entity,CHORNA PERLYNA LLC,,,,,Test,")
        self.assertEqual(self._hits(company).score, 70)

    def test_a_new_client_is_looked_for_at_once(self):
        self._load("1,person,Grabnyk Ostap,,,1958,,Test,")
        client = self._create_client(
            "Грабник Остап", birth_date=date(1958, 2, 3), branch_id=self.lviv.id
        )
        self.env.flush_all()
        self.assertEqual(self._hits(client).state, "open")

    def test_the_night_looks_for_everybody(self):
        self._load(SAME_YEAR)
        self._hits().sudo().unlink()
        self._run_task("sanctions")
        self.assertEqual(self._hits(self.kovalenko).state, "open")

    def test_a_night_looks_at_what_changed_only(self):
        other = self._create_client("Зоряна Ясна", birth_date=date(1990, 1, 1))
        both = (self.kovalenko | other).ids
        self._load("1,person,Kovalenko Olena,,1980-05-17,,,,")
        Hit = type(self.Hit)
        compared = []
        keep = Hit._keep_alike

        def note(hits, pairs):
            compared.append(sorted({client for client, _entry in pairs}))
            return keep(hits, pairs)

        def night():
            compared.clear()
            with patch.object(Hit, "_keep_alike", note):
                self.Hit._screen(both)
            return compared[0]

        self.assertEqual(night(), [self.kovalenko.id])
        self.assertEqual(night(), [])
        other.write({"last_name": "Kovalenko", "first_name": "Olena"})
        self.assertEqual(night(), [other.id])
        self.assertEqual(night(), [])
        # A row of the list is new: everybody is looked at for it, and for nothing else.
        self._load(
            "1,person,Kovalenko Olena,,1980-05-17,,,,",
            "2,person,Kovalenko Olena,,1990-01-01,,,,",
        )
        self.assertEqual(night(), sorted(both))
        self.assertEqual(night(), [])
        # Taken off the list he is no match, though nobody has changed.
        self._load("2,person,Kovalenko Olena,,1990-01-01,,,,")
        self.assertEqual(night(), [])
        states = dict(
            self._hits(self.kovalenko).mapped(
                lambda hit: (hit.entry_id.number, hit.state)
            )
        )
        self.assertEqual(states["1"], "gone")
        # Out of use and in use again: everybody anew.
        self.list.active = False
        self.assertEqual(night(), [])
        self.assertEqual(set(self._hits().mapped("state")), {"gone"})
        self.list.active = True
        self.assertEqual(night(), sorted(both))

    def test_an_open_match_blocks_and_the_front_office_hears_no_reason(self):
        self._load(SAME_YEAR)
        for kind in ("sale", "disbursement", "limit"):
            [block] = self.kovalenko.with_user(self.olena)._get_service_blocks(kind)
            self.assertEqual(block["reason"], "Under review: ask compliance.")
        [block] = self.kovalenko.with_user(self.officer)._get_service_blocks("sale")
        self.assertIn("Kovalenko Olena of “Test list”, 90 % alike", block["reason"])

    def test_a_low_score_is_let_go_by_one_person_with_a_reason(self):
        self._load(OTHER_YEAR)
        hit = self._hits(self.kovalenko).with_user(self.officer)
        with self.assertRaisesRegex(UserError, "by what it is known"):
            hit._decide("false", " ")
        hit._decide("false", "Passport seen")
        self.assertEqual((hit.state, hit.decided_by_id), ("false", self.officer))
        self.assertEqual(self.kovalenko._get_service_blocks("sale"), [])

    def test_a_high_score_is_let_go_by_two(self):
        self._load(SAME_YEAR)
        hit = self._hits(self.kovalenko).with_user(self.officer)
        hit._decide("false", "Passport seen")
        self.assertEqual(hit.state, "open")
        self.assertTrue(self.kovalenko._get_service_blocks("sale"))
        hit.waiting_act_ids.with_user(self.second).action_accept()
        self.assertEqual((hit.state, hit.decided_by_id), ("false", self.second))
        self.assertEqual(self.kovalenko._get_service_blocks("sale"), [])

    def test_found_true_he_is_blocked_and_of_high_risk(self):
        self._load(OTHER_YEAR)
        self._hits(self.kovalenko).with_user(self.officer)._decide("true", "Confessed")
        self.assertTrue(self.kovalenko._get_service_blocks("sale"))
        kyc = self._in_force(self.kovalenko)
        self.assertEqual(kyc.risk, "high")
        self.assertEqual(
            kyc.with_user(self.officer).risk_reasons,
            "found on a sanctions list, himself or who stands behind",
        )
        self.assertFalse(kyc.with_user(self.olena).risk_reasons)

    def test_false_stays_false_until_the_list_changes(self):
        self._load(OTHER_YEAR)
        hit = self._hits(self.kovalenko)
        hit.with_user(self.officer)._decide("false", "Passport seen")
        self._load(OTHER_YEAR, "2,person,Another One,,,,,Test,")
        self.Hit._screen(self.kovalenko.ids)
        self.assertEqual(hit.state, "false")
        self._load('1,person,"KOVALENKO, Olena",,,1962,,Test,')
        self.assertEqual(hit.state, "open")

    def test_false_stays_false_until_the_client_changes(self):
        self._load(OTHER_YEAR)
        hit = self._hits(self.kovalenko)
        hit.with_user(self.officer)._decide("false", "Passport seen")
        self.kovalenko.phone = "+380671112233"
        self.Hit._screen(self.kovalenko.ids)
        self.assertEqual(hit.state, "false")
        self.kovalenko.birth_date = date(1961, 5, 17)
        self.env.flush_all()
        self.Hit._screen(self.kovalenko.ids)
        self.assertEqual((hit.state, hit.score), ("open", 90))

    def test_the_front_office_does_not_write_a_match_away(self):
        """A prospect is its manager's to change, but not while compliance looks at it."""
        prospect = self._create_client(
            "Заєць Віктор", client_state="prospect", birth_date=date(1961, 2, 3),
            branch_id=self.lviv.id, manager_id=self.olena.id,
        )  # fmt: skip
        ours = prospect.with_user(self.olena)
        ours.birth_date = date(1961, 2, 4)
        self._load("1,person,ZAYETS Viktor,,,1961,,Test,")
        self.assertEqual(self._hits(prospect).state, "open")
        for values in ({"name": "Голуб Віктор"}, {"birth_date": "1999-01-01"}):
            with self.assertRaisesRegex(UserError, "ask compliance"):
                ours.write(values)
        ours.write({"phone": "+380671112233", "birth_date": "1961-02-04"})
        self.assertTrue(ours._get_service_blocks("limit"))

    def test_who_is_taken_off_the_list_is_no_match(self):
        self._load(SAME_YEAR)
        version = self._load("2,person,Another One,,,,,Test,")
        self.assertEqual(self._hits(self.kovalenko).state, "gone")
        self.assertEqual(
            (version.added_count, version.changed_count, version.ended_count), (1, 0, 1)
        )
        self.assertEqual(self.kovalenko._get_service_blocks("sale"), [])
        self._load(SAME_YEAR, "2,person,Another One,,,,,Test,", day=TODAY)
        self.assertEqual(self._hits(self.kovalenko).state, "open")

    def test_a_bad_file_is_refused_whole_with_its_rows(self):
        with self.assertRaises(SanctionsFileError) as caught:
            self._load(
                SAME_YEAR, "2,ship,Aurora,,17.05.1980,,UKR,,", "1,person,X Y,,,,,,"
            )
        told = str(caught.exception)
        for words in (
            "Nothing was loaded",
            "Row 2, kind is neither person nor entity: ship",
            "Row 2, birth_date is no day like 1970-12-31: 17.05.1980",
            "Row 2, countries is no country of two letters: UKR",
            "Row 3, number stands in the file twice: 1",
        ):
            self.assertIn(words, told)
        self.assertFalse(self.list.version_ids)
        self.assertFalse(self._hits())
        with self.assertRaisesRegex(SanctionsFileError, "lacks columns: name"):
            self._load("1,person", head="number,kind")
        with self.assertRaisesRegex(SanctionsFileError, "not one row"):
            self._load()

    def test_the_same_file_twice_is_refused(self):
        self._load(SAME_YEAR)
        with self.assertRaisesRegex(SanctionsFileError, "loaded already"):
            self._load(SAME_YEAR)

    def test_xml_is_read_and_a_doctype_is_not(self):
        text = (
            b"<list><entry id='7' kind='person'><name>Nobody</name>"
            b"<alias>Kovalenko Olena</alias><birthDate>1980-05-17</birthDate>"
            b"</entry></list>"
        )
        self.list._load(io.BytesIO(text), "list.XML", "1", TODAY)
        self.assertEqual(self._hits(self.kovalenko).score, 100)
        for bad, words in (
            (b"<!DOCTYPE list><list><entry id='7'/></list>", "no DOCTYPE"),
            (b"<list><entry id='7'>", "breaks off"),
            (b"<list></list>", "not one row"),
        ):
            with self.assertRaisesRegex(SanctionsFileError, words):
                self.list._load(io.BytesIO(bad), "list.xml", "2", TODAY)

    def test_everything_about_matches_is_compliances(self):
        self._load(SAME_YEAR)
        hit = self._hits(self.kovalenko)
        for user in (self.olena, self.lviv_head, self.boss, self.banker):
            for model in ("hit", "entry", "list", "version", "key"):
                Model = self.env[f"bank.sanctions.{model}"].with_user(user)
                with self.subTest(user=user.login, model=model):
                    self.assertFalse(Model.has_access("read"))
            with self.assertRaises(AccessError):
                hit.with_user(user)._decide("false", "Because")
        self.assertTrue(hit.with_user(self.auditor).why)
        with self.assertRaises(AccessError):
            hit.with_user(self.auditor)._decide("false", "Because")
        for user in (self.officer, self.auditor):
            with self.assertRaises(AccessError):
                hit.with_user(user).write({"state": "false"})

    def test_officers_are_told_of_new_matches_by_one_task(self):
        self._load(SAME_YEAR)
        Task = self.env["mail.activity"]
        before = Task.search_count([("summary", "ilike", "Decide the new matches")])
        self.Hit._tell_open(TODAY)
        self.Hit._tell_open(TODAY)
        tasks = Task.search([("summary", "ilike", "Decide the new matches")])
        self.assertLessEqual(len(tasks) - before, 1)
        self.assertFalse(any(task.res_model for task in tasks))
