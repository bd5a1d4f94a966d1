import re

from odoo import http
from odoo.http import request

from ..domain.contact.channels import CHANNELS, Channel
from ..domain.contact.hours import DAY_MINUTES
from .preference_words import CHANNELS as CHANNEL_WORDS
from .preference_words import LANGUAGES, PURPOSES, translate, words_of

PAGE = "bank_crm_client.preference_page"
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
NO_STORE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Frame-Options": "DENY",
}


class Preferences(http.Controller):
    """The client's page of preferences: opened by a sealed link, changed only by a form."""

    @http.route(
        "/my/contact-preferences/<string:token>", type="http", auth="public",
        methods=["GET", "POST"], sitemap=False,
    )  # fmt: skip
    def preferences(self, token, lang=None, **form):
        if (
            request.env["bank.preference.look"]
            .sudo()
            ._is_too_many(request.httprequest.remote_addr)
        ):
            return self._answer({"state": "busy"}, lang, 429)
        client = request.env["res.partner"].sudo()._of_preference_token(token)
        if not client:
            # False, old and revoked are told apart by nobody.
            return self._answer({"state": "gone"}, lang, 404)
        values = {"state": "open", "token": token}
        if request.httprequest.method == "POST":
            if request.env.user._is_internal():
                # An employee who opened the link does not speak for the client.
                return self._answer({"state": "staff"}, lang, 403)
            values["state"] = "saved"
            client._save_preferences(*self._read(form))
        lang = lang or self._code_of(client)
        return self._answer(
            {
                **values,
                **client._preference_grid(),
                "contacts": client._masked_contacts(),
            },
            lang,
        )

    def _read(self, form):
        """Ticks, barred channels and quiet hours of the form; what is odd is not there."""
        ticked, barred = set(), set()
        for name in form:
            if name.startswith("allow-"):
                _allow, purpose, channel = [*name.split("-"), "", ""][:3]
                if purpose.isdecimal() and channel in list(Channel):
                    ticked.add((int(purpose), Channel(channel)))
            elif name.startswith("bar-") and name[4:] in list(Channel):
                barred.add(Channel(name[4:]))
        start, end = _hour(form.get("quiet_from")), _hour(form.get("quiet_to"))
        quiet = None if start is None or end is None or start == end else (start, end)
        return ticked, barred, quiet

    def _code_of(self, client):
        """The language that the client asked for by his browser, or that his card has."""
        accepted = request.httprequest.accept_languages.best_match(list(LANGUAGES))
        known = (client.lang or "")[:2]
        return known if known in LANGUAGES and known != "en" else accepted or "en"

    def _answer(self, values, lang, status=200):
        lang = lang if lang in LANGUAGES else "en"
        purposes = {
            purpose: self._purpose_words(purpose, lang)
            for purpose in values.get("purposes", ())
        }
        html = (
            request.env["ir.qweb"]
            .sudo()
            ._render(
                PAGE,
                {
                    **values,
                    "lang": LANGUAGES[lang][0].replace("_", "-"),
                    "languages": [
                        (code, name) for code, (_lang, name) in LANGUAGES.items()
                    ],
                    "words": words_of(lang),
                    "purposes": purposes,
                    "channels": [
                        (channel, translate(CHANNEL_WORDS[channel], lang))
                        for channel in CHANNELS
                    ],
                    "bank": request.env.company.sudo().name,
                    "csrf_token": request.csrf_token(),
                    "clock": _clock,
                },
            )
        )
        headers = [("Content-Type", "text/html; charset=utf-8"), *NO_STORE.items()]
        return request.make_response(html, headers=headers, status=status)

    def _purpose_words(self, purpose, lang):
        """Name and description; of a purpose that the bank added, its own words."""
        known = PURPOSES.get(purpose.code)
        if known:
            return tuple(translate(word, lang) for word in known)
        return purpose.name, purpose.description or ""


def _hour(text):
    """Hours of a time of the day; None where it is none."""
    found = TIME.fullmatch((text or "").strip())
    return int(found[1]) + int(found[2]) / 60 if found else None


def _clock(minutes):
    minutes %= DAY_MINUTES
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
