from datetime import date

from odoo.addons.bank_crm_client.domain.contact import preference_token
from odoo.tests import HttpCase, tagged

from .common_contact import ContactCommon


@tagged("post_install", "-at_install")
class TestContactPreferences(ContactCommon, HttpCase):
    """A client's own page: whose it is, what it shows, what it changes."""

    def setUp(self):
        super().setUp()
        self.url = self._path()
        self.env["bank.preference.look"].search([]).unlink()

    def _path(self):
        return (
            "/my/contact-preferences/" + self.client._preference_url().rsplit("/", 1)[1]
        )

    def _post(self, *names, **values):
        page = self.url_open(self.url)
        token = page.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
        form = dict.fromkeys(names, "on") | values
        return self.url_open(self.url, data={"csrf_token": token, **form})

    def test_the_page_speaks_three_languages(self):
        for lang, words in (
            ("en", "How we may contact you"),
            ("uk", "Як нам з вами"),
            ("zh", "我们可以如何联系您"),
        ):
            page = self.url_open(f"{self.url}?lang={lang}")
            with self.subTest(lang=lang):
                self.assertEqual(page.status_code, 200)
                self.assertIn(words, page.text)

    def test_nothing_of_the_client_is_shown_but_masked_addresses(self):
        page = self.url_open(self.url).text
        self.assertIn("o***o@u***t", page)
        self.assertIn("***4417", page)
        for secret in (
            "olena.kovalenko", "Коваленко", "Kovalenko", "671234417", "ukr.net",
            "1985", self.lviv.name,
        ):  # fmt: skip
            self.assertNotIn(secret, page)

    def test_looking_changes_nothing(self):
        self.url_open(f"{self.url}?allow-1-sms=on&bar-call=on")
        self.assertFalse(
            self.env["bank.consent"].search([("client_id", "=", self.client.id)])
        )

    def test_the_client_gives_withdraws_and_forbids(self):
        advertising = self.purposes["advertising"].id
        service = self.purposes["service"].id
        page = self._post(f"allow-{advertising}-sms", f"allow-{service}-email", "bar-call",
                          quiet_from="21:00", quiet_to="09:00")  # fmt: skip
        self.assertIn("Saved", page.text)
        code = self.Gate._judge(self.client, "sms", "advertising").code
        self.assertNotIn(str(code), ("no_consent", "withdrawn"))
        # Not ticked any more: service by everything but e-mail.
        self.assertEqual(
            str(self.Gate._judge(self.client, "letter", "service").code), "withdrawn"
        )
        self.assertEqual(
            str(self.Gate._judge(self.client, "call", "collection").code), "barred"
        )
        quiet = self.env["bank.contact.quiet"].search(
            [("client_id", "=", self.client.id)]
        )
        self.assertRecordValues(
            quiet, [{"time_from": 21.0, "time_to": 9.0, "source": "page"}]
        )
        count = self.Consent.search_count([("client_id", "=", self.client.id)])
        # The same again says nothing new.
        self._post(f"allow-{advertising}-sms", f"allow-{service}-email", "bar-call",
                   quiet_from="21:00", quiet_to="09:00")  # fmt: skip
        self.assertEqual(
            self.Consent.search_count([("client_id", "=", self.client.id)]), count
        )

    def test_the_page_knows_nothing_of_other_purposes(self):
        legal = self.purposes["legal"].id
        self._post(f"allow-{legal}-sms", "allow-999999-sms", "allow-x-sms", "bar-x")
        said = self.Consent.search([("client_id", "=", self.client.id)])
        self.assertNotIn(legal, said.purpose_id.ids)

    def test_a_form_of_another_site_is_refused(self):
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self.url_open(self.url, data={"bar-call": "on"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.Consent.search([("client_id", "=", self.client.id)]))

    def test_false_old_and_revoked_links_open_nothing(self):
        ending = self.url[-1]
        forged = self.url[:-1] + ("0" if ending != "0" else "1")
        other = self.other._preference_url().rsplit("/", 1)[1].split("-")
        mixed = "-".join([*other[:3], self.url.rsplit("-", 1)[1]])
        for path in (
            forged,
            f"/my/contact-preferences/{mixed}",
            "/my/contact-preferences/1-2-3-4",
            "/my/contact-preferences/" + "-" * 20,
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        old = self.url
        self.client.action_revoke_preference_links()
        self.assertEqual(self.url_open(old).status_code, 404)
        self.assertEqual(self.url_open(self._path()).status_code, 200)

    def test_a_link_ends(self):
        token = preference_token.Token(self.client.id, date(2020, 1, 1), 0)
        text = preference_token.write(token, self.client._preference_seal(token))
        self.assertEqual(
            self.url_open(f"/my/contact-preferences/{text}").status_code, 404
        )

    def test_who_asks_too_often_is_turned_away(self):
        self.env["bank.preference.look"].create(
            [{"address": "127.0.0.1", "looked_at": "2030-01-01 00:00:00"}] * 40
        )
        self.assertEqual(self.url_open(self.url).status_code, 429)

    def test_an_employee_does_not_speak_for_the_client(self):
        self.authenticate(self.olena.login, self.olena.login)
        answer = self._post("bar-call")
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(self.Consent.search([("client_id", "=", self.client.id)]))
